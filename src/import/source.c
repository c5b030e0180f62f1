/*
 * source.c: random access to bytes behind one callback.
 *
 * Small reads (an archive's directory, pages of a database) go through a few large blocks, the
 * least recently used of which is dropped: a call of read_at may be a system call or, in the
 * browser, a slice of a Blob. Streams read in large chunks already and pass the cache by.
 */
#include "entry.h"
#include "fault.h"

#include <string.h>

#define BLOCK_SIZE ((size_t)1 << 20)
#define N_BLOCKS 4

struct block {
    uint64_t index;
    uint64_t used; /* of `clock`; 0: empty */
    unsigned char *bytes;
};

struct tl_source {
    const struct tl_context *ctx;
    uint64_t size;
    tl_read_at read_at;
    void (*close)(void *user);
    void *user;
    const char *name;
    size_t block_size; /* smaller when the whole source is */
    uint64_t clock;
    struct block blocks[N_BLOCKS];
    /* of tl_source_new_memory */
    struct tl_str bytes;
    size_t chunk;
};

struct tl_source *tl_source_new(const struct tl_context *ctx, uint64_t size, tl_read_at read_at,
                                void (*close)(void *user), void *user)
{
    struct tl_source *source = tl_alloc_zeroed(ctx, 1, sizeof *source);
    if (source == NULL)
        return NULL;
    source->ctx = ctx;
    source->size = size;
    source->read_at = read_at;
    source->close = close;
    source->user = user;
    source->block_size = size < BLOCK_SIZE ? (size_t)size : BLOCK_SIZE;
    return source;
}

static int64_t read_memory(void *user, void *buf, size_t n, uint64_t offset)
{
    const struct tl_source *source = user;
    if (offset >= source->bytes.len)
        return 0;
    size_t at = (size_t)offset, left = source->bytes.len - at;
    if (n > left)
        n = left;
    if (source->chunk > 0 && n > source->chunk)
        n = source->chunk;
    memcpy(buf, source->bytes.ptr + at, n);
    return (int64_t)n;
}

struct tl_source *tl_source_new_memory(const struct tl_context *ctx, struct tl_str bytes,
                                       size_t chunk)
{
    struct tl_source *source = tl_source_new(ctx, bytes.len, read_memory, NULL, NULL);
    if (source != NULL) {
        source->user = source;
        source->bytes = bytes;
        source->chunk = chunk;
    }
    return source;
}

void tl_source_free(struct tl_source *source)
{
    if (source == NULL)
        return;
    if (source->close != NULL)
        source->close(source->user);
    for (size_t i = 0; i < N_BLOCKS; i++)
        tl_free(source->ctx, source->blocks[i].bytes, source->block_size);
    tl_free(source->ctx, source, sizeof *source);
}

void tl_source_set_name(struct tl_source *source, const char *name)
{
    source->name = name;
}

uint64_t tl_source_size(const struct tl_source *source)
{
    return source->size;
}

int64_t tl_source_read_some(struct tl_source *source, void *buf, size_t n, uint64_t offset)
{
    if (offset >= source->size)
        return 0;
    if (n > source->size - offset)
        n = (size_t)(source->size - offset);
    int64_t got = source->read_at(source->user, buf, n, offset);
    return got < 0 || (uint64_t)got > n ? -1 : got;
}

static enum tl_status load(struct tl_source *source, struct block *block, uint64_t index,
                           struct tl_error *err)
{
    block->used = 0;
    if (block->bytes == NULL && (block->bytes = tl_alloc(source->ctx, source->block_size)) == NULL)
        return tl_fault_memory(err);
    uint64_t start = index * source->block_size;
    size_t want = source->block_size;
    if (want > source->size - start)
        want = (size_t)(source->size - start);
    for (size_t have = 0; have < want;) {
        int64_t got = tl_source_read_some(source, block->bytes + have, want - have, start + have);
        if (got <= 0)
            return tl_fault_at(err, TL_FAIL, TL_CODE_IO, source->name, 0, start + have,
                               got == 0 ? "The file became shorter while it was read; copy it "
                                          "somewhere else and try again."
                                        : "The file cannot be read; check the disk it is on, or "
                                          "copy it somewhere else and try again.");
        have += (size_t)got;
    }
    block->index = index;
    return TL_OK;
}

enum tl_status tl_source_read(struct tl_source *source, void *buf, size_t n, uint64_t offset,
                              struct tl_error *err)
{
    if (offset > source->size || n > source->size - offset)
        return tl_fault_at(err, TL_FAIL, TL_CODE_IO, source->name, 0, source->size,
                           "The file ends too early; it may be cut off, so export it again.");
    unsigned char *out = buf;
    while (n > 0) {
        uint64_t index = offset / source->block_size;
        struct block *block = &source->blocks[0];
        for (size_t i = 0; i < N_BLOCKS; i++) {
            struct block *b = &source->blocks[i];
            if (b->used > 0 && b->index == index) {
                block = b;
                break;
            }
            if (b->used < block->used)
                block = b;
        }
        if (block->used == 0 || block->index != index) {
            enum tl_status status = load(source, block, index, err);
            if (status != TL_OK)
                return status;
        }
        block->used = ++source->clock;
        size_t within = (size_t)(offset % source->block_size);
        size_t take = source->block_size - within;
        if (take > n)
            take = n;
        memcpy(out, block->bytes + within, take);
        out += take;
        offset += take;
        n -= take;
    }
    return TL_OK;
}
