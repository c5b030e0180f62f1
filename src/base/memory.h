/*
 * memory.h: allocation through the context, checked sizes, arenas for things that die together and
 * a growable byte buffer.
 */
#ifndef TL_MEMORY_H
#define TL_MEMORY_H

#include "tideline/base.h"

/* n bytes, or NULL when there are none to be had or n is 0. */
void *tl_alloc(const struct tl_context *ctx, size_t n);
/* As tl_alloc for n items of `size` bytes, all zero; NULL also when n * size overflows. */
void *tl_alloc_zeroed(const struct tl_context *ctx, size_t n, size_t size);
/* NULL leaves `ptr` as it was. */
void *tl_realloc(const struct tl_context *ctx, void *ptr, size_t old_size, size_t n);
void tl_free(const struct tl_context *ctx, void *ptr, size_t size);

/* Answer false, and leave *out alone, when the result does not fit. */
bool tl_add_size(size_t a, size_t b, size_t *out);
bool tl_mul_size(size_t a, size_t b, size_t *out);

/*
 * Grows an array of `size`-byte items so that it holds at least `need` items. *cap is in items.
 * Returns the array, maybe moved, or NULL (array and *cap unchanged) when memory is short.
 */
void *tl_grow(const struct tl_context *ctx, void *array, size_t *cap, size_t need, size_t size);

/*
 * Invariants of an arena: blocks are never moved, so what it gave stays put until release; it is
 * released as a whole. Zero bytes beyond `init` are allocated before the first use.
 */
struct tl_arena_block;
struct tl_arena {
    const struct tl_context *ctx;
    struct tl_arena_block *head;
};

void tl_arena_init(struct tl_arena *arena, const struct tl_context *ctx);
/* n bytes, zeroed, aligned for any type; NULL when memory is short. */
void *tl_arena_alloc(struct tl_arena *arena, size_t n);
/* n items of `size` bytes, zeroed; NULL also on overflow. n = 0 gives a valid pointer. */
void *tl_arena_array(struct tl_arena *arena, size_t n, size_t size);
/* A copy with a closing NUL behind it (not counted); ptr NULL when memory is short. */
struct tl_str tl_arena_copy(struct tl_arena *arena, struct tl_str s);
/* printf into the arena; NULL when memory is short. */
const char *tl_arena_printf(struct tl_arena *arena, const char *format, ...) TL_PRINTF(2, 3);
void tl_arena_release(struct tl_arena *arena);

/* Growable bytes. `failed` stays set once an append found no memory; check it once at the end. */
struct tl_buf {
    const struct tl_context *ctx;
    char *ptr;
    size_t len, cap;
    bool failed;
};

void tl_buf_init(struct tl_buf *buf, const struct tl_context *ctx);
void tl_buf_put(struct tl_buf *buf, const void *bytes, size_t n);
void tl_buf_put_str(struct tl_buf *buf, struct tl_str s);
void tl_buf_puts(struct tl_buf *buf, const char *s);
void tl_buf_putc(struct tl_buf *buf, char c);
void tl_buf_printf(struct tl_buf *buf, const char *format, ...) TL_PRINTF(2, 3);
void tl_buf_clear(struct tl_buf *buf);
void tl_buf_release(struct tl_buf *buf);

#endif
