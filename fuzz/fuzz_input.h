/*
 * fuzz_input.h: what the fuzz targets share. The first bytes of an input choose options, the rest
 * is what the target reads.
 */
#ifndef TL_FUZZ_INPUT_H
#define TL_FUZZ_INPUT_H

#include <stdint.h>
#include <stdlib.h>

#include "tideline/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property that must hold for every input. */
#define FUZZ_CHECK(condition)                                                                      \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

struct fuzz_input {
    const uint8_t *at;
    size_t left;
};

static inline uint8_t fuzz_byte(struct fuzz_input *in)
{
    if (in->left == 0)
        return 0;
    in->left--;
    return *in->at++;
}

static inline struct tl_str fuzz_rest(const struct fuzz_input *in)
{
    return (struct tl_str){(const char *)in->at, in->left};
}

/* An allocator that fails from a given call on and knows whether all was freed. */
struct fuzz_memory {
    struct tl_allocator base;
    size_t calls, fail_at;
    size_t live;
};

static inline void *fuzz_realloc(void *user, void *ptr, size_t old_size, size_t size)
{
    struct fuzz_memory *memory = user;
    if (size == 0) {
        memory->live -= ptr != NULL ? old_size : 0;
        free(ptr);
        return NULL;
    }
    if (memory->calls++ >= memory->fail_at)
        return NULL;
    void *out = realloc(ptr, size);
    if (out != NULL)
        memory->live += size - (ptr != NULL ? old_size : 0);
    return out;
}

/* A context with limits an input of fuzzing size can meet; `fail` > 0: that allocation fails. */
static inline void fuzz_context(struct tl_context *ctx, struct fuzz_memory *memory, size_t fail)
{
    *memory = (struct fuzz_memory){.fail_at = fail > 0 ? fail - 1 : SIZE_MAX};
    memory->base = (struct tl_allocator){fuzz_realloc, memory};
    tl_context_init(ctx);
    ctx->allocator = &memory->base;
    ctx->limits.file_bytes = 1 << 20;
    ctx->limits.line_bytes = 4096;
    ctx->limits.text_bytes = 4096;
    ctx->limits.participants = 16;
    ctx->limits.json_depth = 32;
    ctx->limits.archive_entries = 64;
}

#endif
