/*
 * json_shape.h: which parts of a JSON document an importer reads, as a table.
 *
 * A place is a container something is read from; place 0 is what stands around the root value. Each
 * rule says what a value is that stands in a place under a key: a container leads to place `to`,
 * anything else is the field `field`. Containers without a rule are skipped whole.
 */
#ifndef TL_JSON_SHAPE_H
#define TL_JSON_SHAPE_H

#include "feed.h"

#define TL_SHAPE_PLACES 48

struct tl_shape_rule {
    uint8_t in;
    struct tl_str key; /* empty: any key, and the items of an array; the last rule of its place */
    uint8_t to;        /* 0: a container is skipped */
    uint8_t field;     /* 0: anything else is skipped */
};

/* Each answers with TL_OK, or ends the reading; NULL: not asked for. */
struct tl_shape {
    const struct tl_shape_rule *rules; /* those of a place stand together, places rising */
    size_t n;
    enum tl_status (*open)(void *user, uint8_t place, const struct tl_json_token *token);
    enum tl_status (*close)(void *user, uint8_t place);
    /* Not called for null. */
    enum tl_status (*value)(void *user, uint8_t field, const struct tl_json_token *token);
    /* A key that only the rule for any key fits. */
    enum tl_status (*key)(void *user, uint8_t place, struct tl_str key);
};

#define TL_SHAPE_RULES(table) .rules = (table), .n = sizeof(table) / sizeof *(table)

/*
 * Reads the entry of `import` from beginning to end. `many`: several root values, one after
 * another. A file that is damaged or breaks off gives OK with *broken set to that line (0
 * otherwise), once a place other than the root was opened; FAIL before.
 */
enum tl_status tl_shape_read(const struct tl_shape *shape, void *user, struct tl_import *import,
                             bool many, uint64_t *broken);

/* Whether the head of a file holds `"key"` followed by a colon; `quoted` is with its quotes. Inside
   a JSON string the quotes would be escaped, so only keys match. */
bool tl_shape_has_key(struct tl_str head, struct tl_str quoted);

#endif
