/*
 * json.h: a streaming push parser for JSON (RFC 8259) of any size in bounded memory.
 *
 * Bytes go in by chunks of any length; events come out through one callback. Strings and numbers
 * are given whole, unescaped, up to `max_string` bytes (longer ones are cut and flagged). Work is
 * linear, nothing recurses with the input's depth. Beyond RFC 8259 it accepts, because exporters
 * write them:
 * `\xNN` in strings (Telegram Desktop), raw control bytes in strings and a byte order mark at the
 * start. A lone surrogate escape becomes U+FFFD; invalid UTF-8 is passed on raw (the conversation
 * repairs it).
 */
#ifndef TL_JSON_H
#define TL_JSON_H

#include "memory.h"

enum tl_json_event {
    TL_JSON_OBJECT, /* { */
    TL_JSON_OBJECT_END,
    TL_JSON_ARRAY,
    TL_JSON_ARRAY_END,
    TL_JSON_KEY, /* text */
    TL_JSON_STRING,
    TL_JSON_NUMBER, /* text as written */
    TL_JSON_TRUE,
    TL_JSON_FALSE,
    TL_JSON_NULL
};

struct tl_json_token {
    enum tl_json_event event;
    struct tl_str text; /* of KEY, STRING, NUMBER; valid during the callback */
    uint32_t depth;     /* containers around this token: 0 for the root value and for its end */
    bool cut;           /* the string was longer than max_string */
    uint64_t offset, line;
};

/* Anything but TL_OK stops the parser, which then answers the same status. */
typedef enum tl_status (*tl_json_sink)(void *user, const struct tl_json_token *token);

struct tl_json;

/* `many`: several root values one after another (JSON Lines). NULL when memory is short. */
struct tl_json *tl_json_new(const struct tl_context *ctx, tl_json_sink sink, void *user, bool many,
                            size_t max_string);
/* What errors name as the file; borrowed. */
void tl_json_set_name(struct tl_json *json, const char *name);
/* FAIL (SYNTAX) with line and offset at the first byte that cannot be. */
enum tl_status tl_json_feed(struct tl_json *json, struct tl_str bytes, struct tl_error *err);
/* To be called at the end of the input: FAIL when a value is still open or none came. */
enum tl_status tl_json_end(struct tl_json *json, struct tl_error *err);
/* Forgets what is open and what was wrong: the next bytes begin anew. */
void tl_json_restart(struct tl_json *json);
void tl_json_free(struct tl_json *json);

#endif
