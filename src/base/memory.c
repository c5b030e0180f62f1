/*
 * memory.c: allocation through the context.
 *
 * Everything goes through one function, `resize`, so that a caller's allocator sees every byte. The
 * context's defaults live here too, since the allocator is what a context is mostly needed for.
 */
#include "memory.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_FIRST ((size_t)4 << 10)
#define ARENA_LARGEST ((size_t)1 << 20)

static void *resize(const struct tl_context *ctx, void *ptr, size_t old_size, size_t n)
{
    if (ctx->allocator != NULL)
        return ctx->allocator->realloc(ctx->allocator->user, ptr, old_size, n);
    if (n == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, n);
}

void tl_context_init(struct tl_context *ctx)
{
    *ctx = (struct tl_context){
        .limits =
            {
                .file_bytes = UINT64_C(16) << 30,
                .messages = 50000000,
                .line_bytes = UINT32_C(16) << 20,
                .text_bytes = UINT32_C(1) << 20,
                .participants = 4096,
                .json_depth = 256,
                .archive_entries = 1000000,
                .expansion = 200,
            },
        .seed = 1,
    };
}

void *tl_alloc(const struct tl_context *ctx, size_t n)
{
    return n == 0 ? NULL : resize(ctx, NULL, 0, n);
}

void *tl_alloc_zeroed(const struct tl_context *ctx, size_t n, size_t size)
{
    size_t bytes;
    if (!tl_mul_size(n, size, &bytes))
        return NULL;
    void *out = tl_alloc(ctx, bytes);
    if (out != NULL)
        memset(out, 0, bytes);
    return out;
}

void *tl_realloc(const struct tl_context *ctx, void *ptr, size_t old_size, size_t n)
{
    return n == 0 ? NULL : resize(ctx, ptr, old_size, n);
}

void tl_free(const struct tl_context *ctx, void *ptr, size_t size)
{
    if (ptr != NULL)
        resize(ctx, ptr, size, 0);
}

bool tl_add_size(size_t a, size_t b, size_t *out)
{
    if (a > SIZE_MAX - b)
        return false;
    *out = a + b;
    return true;
}

bool tl_mul_size(size_t a, size_t b, size_t *out)
{
    if (b != 0 && a > SIZE_MAX / b)
        return false;
    *out = a * b;
    return true;
}

void *tl_grow(const struct tl_context *ctx, void *array, size_t *cap, size_t need, size_t size)
{
    if (need <= *cap && array != NULL)
        return array;
    /* By half, so that freed blocks can be used again; doubling never lets them add up. */
    size_t n = *cap + *cap / 2;
    if (n < *cap || n < need)
        n = need;
    if (n < 16)
        n = 16;
    size_t bytes;
    if (!tl_mul_size(n, size, &bytes))
        return NULL;
    void *out = tl_realloc(ctx, array, *cap * size, bytes);
    if (out != NULL)
        *cap = n;
    return out;
}

struct tl_arena_block {
    struct tl_arena_block *next;
    size_t size, used; /* of `bytes` */
    alignas(max_align_t) unsigned char bytes[];
};

void tl_arena_init(struct tl_arena *arena, const struct tl_context *ctx)
{
    *arena = (struct tl_arena){.ctx = ctx};
}

static struct tl_arena_block *new_block(const struct tl_context *ctx, size_t size)
{
    size_t bytes;
    if (!tl_add_size(sizeof(struct tl_arena_block), size, &bytes))
        return NULL;
    struct tl_arena_block *block = tl_alloc(ctx, bytes);
    if (block != NULL)
        *block = (struct tl_arena_block){.size = size};
    return block;
}

void *tl_arena_alloc(struct tl_arena *arena, size_t n)
{
    const size_t align = alignof(max_align_t);
    if (n > SIZE_MAX - align)
        return NULL;
    n = (n + align - 1) / align * align;
    struct tl_arena_block *block = arena->head;
    if (block == NULL || n > block->size - block->used) {
        size_t next = block == NULL ? ARENA_FIRST : block->size * 2;
        if (next > ARENA_LARGEST)
            next = ARENA_LARGEST;
        bool alone = n > next / 4;
        struct tl_arena_block *fresh = new_block(arena->ctx, alone ? n : next);
        if (fresh == NULL)
            return NULL;
        if (alone && block != NULL) {
            /* Behind the head, whose rest stays in use. */
            fresh->next = block->next;
            block->next = fresh;
        } else {
            fresh->next = block;
            arena->head = fresh;
        }
        block = fresh;
    }
    void *out = block->bytes + block->used;
    block->used += n;
    return memset(out, 0, n);
}

void *tl_arena_array(struct tl_arena *arena, size_t n, size_t size)
{
    size_t bytes;
    if (!tl_mul_size(n, size, &bytes))
        return NULL;
    return tl_arena_alloc(arena, bytes == 0 ? 1 : bytes);
}

struct tl_str tl_arena_copy(struct tl_arena *arena, struct tl_str s)
{
    size_t bytes;
    char *out = tl_add_size(s.len, 1, &bytes) ? tl_arena_alloc(arena, bytes) : NULL;
    if (out == NULL)
        return (struct tl_str){NULL, 0};
    if (s.len > 0)
        memcpy(out, s.ptr, s.len);
    return (struct tl_str){out, s.len};
}

const char *tl_arena_printf(struct tl_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    char *out = n < 0 ? NULL : tl_arena_alloc(arena, (size_t)n + 1);
    if (out != NULL)
        vsnprintf(out, (size_t)n + 1, format, again);
    va_end(again);
    va_end(args);
    return out;
}

void tl_arena_release(struct tl_arena *arena)
{
    for (struct tl_arena_block *block = arena->head; block != NULL;) {
        struct tl_arena_block *next = block->next;
        tl_free(arena->ctx, block, sizeof *block + block->size);
        block = next;
    }
    arena->head = NULL;
}

void tl_buf_init(struct tl_buf *buf, const struct tl_context *ctx)
{
    *buf = (struct tl_buf){.ctx = ctx};
}

/* Room for n more bytes; false sets `failed`. */
static bool make_room(struct tl_buf *buf, size_t n)
{
    if (buf->failed)
        return false;
    if (n <= buf->cap - buf->len)
        return true;
    size_t need;
    char *ptr =
        tl_add_size(buf->len, n, &need) ? tl_grow(buf->ctx, buf->ptr, &buf->cap, need, 1) : NULL;
    if (ptr == NULL) {
        buf->failed = true;
        return false;
    }
    buf->ptr = ptr;
    return true;
}

void tl_buf_put(struct tl_buf *buf, const void *bytes, size_t n)
{
    if (n == 0 || !make_room(buf, n))
        return;
    memcpy(buf->ptr + buf->len, bytes, n);
    buf->len += n;
}

void tl_buf_put_str(struct tl_buf *buf, struct tl_str s)
{
    tl_buf_put(buf, s.ptr, s.len);
}

void tl_buf_puts(struct tl_buf *buf, const char *s)
{
    tl_buf_put(buf, s, strlen(s));
}

void tl_buf_putc(struct tl_buf *buf, char c)
{
    if (make_room(buf, 1))
        buf->ptr[buf->len++] = c;
}

void tl_buf_printf(struct tl_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0) {
        buf->failed = true;
    } else if (make_room(buf, (size_t)n + 1)) {
        vsnprintf(buf->ptr + buf->len, (size_t)n + 1, format, again);
        buf->len += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

void tl_buf_clear(struct tl_buf *buf)
{
    buf->len = 0;
}

void tl_buf_release(struct tl_buf *buf)
{
    tl_free(buf->ctx, buf->ptr, buf->cap);
    tl_buf_init(buf, buf->ctx);
}
