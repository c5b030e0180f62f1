/*
 * feed.h: an entry of the bundle, into a probe or a JSON parser.
 */
#ifndef TL_FEED_H
#define TL_FEED_H

#include "importer.h"
#include "json.h"
#include "sniff.h"

/* How much of an entry a probe sees. */
#define TL_HEAD_BYTES ((size_t)64 << 10)

/* Fills `head` (cleared first) with the first bytes of entry i as struct tl_probe wants them, and
   says what they looked like before any conversion. */
enum tl_status tl_feed_head(const struct tl_context *ctx, const struct tl_bundle *bundle, size_t i,
                            struct tl_buf *head, bool *whole, enum tl_sniff *kind,
                            struct tl_error *err);

/* Takes the next bytes; anything but TL_OK ends the reading with that status. */
typedef enum tl_status (*tl_feed_sink)(void *user, struct tl_str bytes, struct tl_error *err);
/* The whole entry into `sink`, with progress; UTF-16 is turned into UTF-8 on the way. */
enum tl_status tl_feed(const struct tl_import *import, tl_feed_sink sink, void *user);

/*
 * The whole entry into `json`, and its end, with progress; UTF-16 is turned into UTF-8 on the way.
 * Ends early with whatever but OK the sink answers. Errors of the parser carry the entry's name.
 */
enum tl_status tl_feed_json(const struct tl_import *import, struct tl_json *json);

#endif
