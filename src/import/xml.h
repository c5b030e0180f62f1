/*
 * xml.h: a streaming, tolerant scanner for the tags of XML and HTML of any size in bounded memory.
 *
 * Bytes go in by chunks of any length; tags, each with the attributes asked for, and texts come out
 * through one callback. It is no validating parser: there is no DTD, nothing external is ever
 * loaded, only the five entities of XML (1.0, section 4.6), `&nbsp;` and numeric references are
 * known, and tags need not match. Accepted beyond XML, because exporters and HTML write it: values
 * without quotes, attributes without a value, `<` in a value, control characters, and characters
 * beyond U+FFFF as two references to surrogates. The text of <script> and <style> is passed over.
 */
#ifndef TL_XML_H
#define TL_XML_H

#include "memory.h"

enum tl_xml_event {
    TL_XML_OPEN,
    TL_XML_CLOSE, /* also right behind the OPEN of <tag/> */
    TL_XML_TEXT
};

struct tl_xml_attribute {
    struct tl_str name, value; /* references resolved; valid during the callback, like all views */
};

struct tl_xml_token {
    enum tl_xml_event event;
    struct tl_str name; /* of the tag */
    struct tl_str text; /* all of it up to the next tag; references resolved */
    const struct tl_xml_attribute *attribute;
    size_t n_attributes;
    bool cut; /* the text or a value was longer than max_text */
    uint64_t line;
};

/* Anything but TL_OK stops the scanner, which then answers the same status. */
typedef enum tl_status (*tl_xml_sink)(void *user, const struct tl_xml_token *token);
/* Whether the value of this attribute is wanted; those that are not cost neither time nor memory.
 */
typedef bool (*tl_xml_keep)(struct tl_str tag, struct tl_str attribute);

struct tl_xml;

/* `texts`: whether they are wanted. NULL when memory is short. */
struct tl_xml *tl_xml_new(const struct tl_context *ctx, tl_xml_sink sink, tl_xml_keep keep,
                          void *user, bool texts, size_t max_text);
enum tl_status tl_xml_feed(void *xml, struct tl_str bytes, struct tl_error *err);
/* At the end of the input: the last text. *broken when a tag is still open. */
enum tl_status tl_xml_end(struct tl_xml *xml, bool *broken, struct tl_error *err);
void tl_xml_free(struct tl_xml *xml);

/* Value of an attribute, ptr NULL when it is not there. */
struct tl_str tl_xml_get(const struct tl_xml_token *token, struct tl_str name);
/* Resolves the references in `text` where it stands; returns the new length. */
size_t tl_xml_resolve(char *text, size_t len);

#endif
