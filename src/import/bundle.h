/*
 * bundle.h: the entries of a file, folder or zip, read as streams or at random.
 */
#ifndef TL_BUNDLE_H
#define TL_BUNDLE_H

#include "memory.h"
#include "tideline/source.h"

size_t tl_bundle_count(const struct tl_bundle *bundle);
/* Path inside the bundle with '/' between folders; for a single file its base name. Borrowed. */
struct tl_str tl_bundle_path(const struct tl_bundle *bundle, size_t i);
/* What the user gave, for messages. Borrowed. */
const char *tl_bundle_name(const struct tl_bundle *bundle);
/* Bytes after unpacking, as declared by the archive: a hint, never trusted. */
uint64_t tl_bundle_size(const struct tl_bundle *bundle, size_t i);

/* What messages call the entry: the bundle's name, and the path unless it is the file itself. */
void tl_bundle_label(const struct tl_bundle *bundle, size_t i, char out[256]);

/*
 * A stream gives the bytes of one entry in order, in chunks of at most 1 MiB.
 *
 * Invariant: the view given by `next` stays valid until the next call on the same stream. A zip
 * entry's CRC, its declared size and the limits on expansion are checked while streaming; a
 * violation ends the stream with FAIL.
 */
struct tl_stream;

enum tl_status tl_stream_open(const struct tl_bundle *bundle, size_t i, struct tl_stream **out,
                              struct tl_error *err);
/* *chunk has len 0 at the end. */
enum tl_status tl_stream_next(struct tl_stream *stream, struct tl_str *chunk, struct tl_error *err);
void tl_stream_free(struct tl_stream *stream);

/*
 * Lines of a stream, without their ending ("\n", or "\r\n" with *crlf set). UTF-16, with a
 * byte order mark or beginning with ASCII, is turned into UTF-8 on the way and a UTF-8 mark is
 * dropped; where no LF is near the beginning, lines may end with CR. A line longer than the limit
 * is given cut, with `cut` set, and the rest of it skipped.
 */
struct tl_line {
    struct tl_str text; /* raw bytes, not yet checked UTF-8; valid until the next call */
    uint64_t number;    /* 1-based */
    uint64_t offset;    /* of its first byte in the entry (after UTF-16 conversion) */
    bool crlf, cut, last_without_newline;
};
struct tl_lines;

/* Takes the stream over, also on failure. */
enum tl_status tl_lines_new(const struct tl_context *ctx, struct tl_stream *stream,
                            struct tl_lines **out, struct tl_error *err);
/* *more is false, and *line untouched, at the end. */
enum tl_status tl_lines_next(struct tl_lines *lines, struct tl_line *line, bool *more,
                             struct tl_error *err);
/* Bytes consumed so far, for progress. */
uint64_t tl_lines_offset(const struct tl_lines *lines);
void tl_lines_free(struct tl_lines *lines);

/* Random access to an entry that is stored plainly (a file of a folder, a single file); FAIL for a
   packed zip entry. For formats such as SQLite. The source is owned by the bundle. */
enum tl_status tl_bundle_source(const struct tl_bundle *bundle, size_t i, struct tl_source **out,
                                struct tl_error *err);
/* The same of the file beside it with "-wal" behind its name; *out NULL when there is none. */
enum tl_status tl_bundle_log(const struct tl_bundle *bundle, size_t i, struct tl_source **out,
                             struct tl_error *err);
uint64_t tl_source_size(const struct tl_source *source);
/* Exactly n bytes, or FAIL. */
enum tl_status tl_source_read(struct tl_source *source, void *buf, size_t n, uint64_t offset,
                              struct tl_error *err);

#endif
