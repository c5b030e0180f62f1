/*
 * source.h: where bytes come from. One callback, read_at, stands behind every importer, so that the
 * terminal, the browser and the fuzzers read the same way.
 */
#ifndef TIDELINE_SOURCE_H
#define TIDELINE_SOURCE_H

#include "base.h"

/*
 * Reads up to n bytes at `offset` into buf. Returns how many were read, fewer than n only at the
 * end of the data or when the caller wishes (it is asked again); -1 on an error.
 */
typedef int64_t (*tl_read_at)(void *user, void *buf, size_t n, uint64_t offset);

/* Random access to `size` bytes, in cached blocks. */
struct tl_source;

/* `close` (may be NULL) is called with `user` by tl_source_free. NULL when memory is short. */
TL_API struct tl_source *tl_source_new(const struct tl_context *ctx, uint64_t size,
                                       tl_read_at read_at, void (*close)(void *user), void *user);
/* Borrows `bytes` until tl_source_free. `chunk` > 0 makes every read give at most that many bytes:
   for tests. */
TL_API struct tl_source *tl_source_new_memory(const struct tl_context *ctx, struct tl_str bytes,
                                              size_t chunk);
TL_API void tl_source_free(struct tl_source *source);

/*
 * What a user gave: one file, a folder or an archive, seen as a list of named entries. A single
 * file is a bundle of one; a zip inside a zip is not opened.
 */
struct tl_bundle;

/* Opens a path of the file system. FAIL with a sentence when it is missing, unreadable or a broken
   archive. */
TL_API enum tl_status tl_bundle_open(const struct tl_context *ctx, const char *path,
                                     struct tl_bundle **out, struct tl_error *err);
/* The same over a source, which the bundle owns from here on, also on failure. */
TL_API enum tl_status tl_bundle_open_source(const struct tl_context *ctx, const char *name,
                                            struct tl_source *source, struct tl_bundle **out,
                                            struct tl_error *err);
TL_API void tl_bundle_free(struct tl_bundle *bundle);

#endif
