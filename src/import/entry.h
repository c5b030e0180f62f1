/*
 * entry.h: what the parts of a bundle share: bundle.c (entries and plain streams), files.c (paths
 * of the file system), zip.c (archives), source.c (bytes).
 */
#ifndef TL_ENTRY_H
#define TL_ENTRY_H

#include "bundle.h"

/* The largest chunk of a stream, small enough to stay in the nearer caches while it is read, and
   the first one, which probing often needs alone. */
#define TL_CHUNK_LARGEST ((size_t)128 << 10)
#define TL_CHUNK_FIRST ((size_t)64 << 10)

struct tl_entry {
    struct tl_str path;       /* valid UTF-8 */
    uint64_t size;            /* unpacked */
    const char *disk;         /* of a folder: path to open, the bytes the file system gave */
    struct tl_source *source; /* of a folder: opened by tl_bundle_source */
    /* of a zip, as the central directory says */
    uint64_t packed, header_at;
    uint32_t crc;
    uint16_t method, flags;
};

struct tl_bundle {
    const struct tl_context *ctx;
    struct tl_arena arena; /* names and paths */
    const char *name;
    enum { TL_BUNDLE_FILE, TL_BUNDLE_FOLDER, TL_BUNDLE_ZIP } kind;
    struct tl_source *source; /* of a file or zip; owned */
    struct tl_source *log;    /* beside a file: "chat.db-wal"; owned, NULL: none */
    uint64_t directory_at;    /* of a zip: where entries must end */
    struct tl_entry *entries;
    size_t n_entries, cap_entries;
};

/* Embedded at the start of each kind of stream. */
struct tl_stream {
    const struct tl_context *ctx;
    enum tl_status (*next)(struct tl_stream *stream, struct tl_str *chunk, struct tl_error *err);
    void (*free)(struct tl_stream *stream);
    char label[256]; /* what messages call the entry */
    /* Once not OK, `next` is not asked again and the same error is given. */
    enum tl_status status;
    struct tl_error error;
};

enum tl_status tl_bundle_new(const struct tl_context *ctx, const char *name, struct tl_bundle **out,
                             struct tl_error *err);
/* A new entry, all zero but its path, which is copied and repaired to valid UTF-8; NULL with
 *status set when there are too many or memory is short. */
struct tl_entry *tl_bundle_add(struct tl_bundle *bundle, struct tl_str path, enum tl_status *status,
                               struct tl_error *err);
/* Orders the entries by path, byte by byte, so that reports do not depend on the file system. */
void tl_bundle_sort(struct tl_bundle *bundle);

/* What one call of read_at gives at `offset`: at most n bytes, 0 at the end, -1 on an error. */
int64_t tl_source_read_some(struct tl_source *source, void *buf, size_t n, uint64_t offset);
/* `name` is for messages and borrowed. */
void tl_source_set_name(struct tl_source *source, const char *name);

/* files.c: a regular file of the file system. */
enum tl_status tl_file_open(const struct tl_context *ctx, const char *path, const char *name,
                            struct tl_source **out, struct tl_error *err);

/* zip.c: whether the source begins like an archive; its entries; one of them as a stream. */
bool tl_zip_begins(const unsigned char head[4]);
enum tl_status tl_zip_read_directory(struct tl_bundle *bundle, struct tl_error *err);
enum tl_status tl_zip_stream_open(const struct tl_bundle *bundle, size_t i, struct tl_stream **out,
                                  struct tl_error *err);

#endif
