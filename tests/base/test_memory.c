#include "tl_test.h"

#include <stdalign.h>
#include "memory.h"
#include "str.h"

static void context_with(struct tl_context *ctx, struct tl_test_allocator *a, size_t fail_at)
{
    tl_context_init(ctx);
    tl_test_allocator_init(a, fail_at);
    ctx->allocator = &a->base;
}

static void test_defaults(void **state)
{
    (void)state;
    struct tl_context ctx;
    memset(&ctx, 0xA5, sizeof ctx);
    tl_context_init(&ctx);
    assert_null(ctx.allocator);
    assert_null(ctx.progress);
    assert_int_equal(ctx.seed, 1);
    assert_true(ctx.limits.file_bytes == UINT64_C(16) * 1024 * 1024 * 1024);
    assert_int_equal(ctx.limits.messages, 50000000);
    assert_int_equal(ctx.limits.line_bytes, 16 * 1024 * 1024);
    assert_int_equal(ctx.limits.text_bytes, 1024 * 1024);
    assert_int_equal(ctx.limits.participants, 4096);
    assert_int_equal(ctx.limits.json_depth, 256);
    assert_int_equal(ctx.limits.archive_entries, 1000000);
    assert_int_equal(ctx.limits.expansion, 200);
}

static void test_sizes(void **state)
{
    (void)state;
    size_t out = 7;
    assert_true(tl_add_size(SIZE_MAX - 1, 1, &out));
    assert_true(out == SIZE_MAX);
    out = 7;
    assert_false(tl_add_size(SIZE_MAX, 1, &out));
    assert_int_equal(out, 7);
    assert_false(tl_mul_size(SIZE_MAX / 2 + 1, 2, &out));
    assert_int_equal(out, 7);
    assert_true(tl_mul_size(SIZE_MAX / 2, 2, &out));
    assert_true(out == SIZE_MAX - 1);
    assert_true(tl_mul_size(5, 0, &out));
    assert_int_equal(out, 0);
}

static void test_alloc(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    assert_null(tl_alloc(&ctx, 0));
    assert_null(tl_alloc_zeroed(&ctx, SIZE_MAX / 2, 3));
    unsigned char *p = tl_alloc_zeroed(&ctx, 10, 10);
    assert_non_null(p);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(p[i], 0);
    p[99] = 42;
    assert_null(tl_realloc(&ctx, p, 100, 0));
    p = tl_realloc(&ctx, p, 100, 5000);
    assert_non_null(p);
    assert_int_equal(p[99], 42);
    tl_free(&ctx, p, 5000);
    tl_free(&ctx, NULL, 0);
}

static void test_grow(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_test_allocator a;
    context_with(&ctx, &a, SIZE_MAX);
    uint32_t *x = NULL;
    size_t cap = 0;
    for (size_t n = 0; n < 100000; n++) {
        x = tl_grow(&ctx, x, &cap, n + 1, sizeof *x);
        assert_non_null(x);
        assert_true(cap > n);
        x[n] = (uint32_t)n;
    }
    for (size_t n = 0; n < 100000; n++)
        assert_int_equal(x[n], n);
    /* A geometric series, not one call an item. */
    assert_true(a.calls < 40);
    size_t before = cap;
    assert_null(tl_grow(&ctx, x, &cap, SIZE_MAX / 2, sizeof *x));
    a.fail_at = a.calls;
    assert_null(tl_grow(&ctx, x, &cap, cap + 1, sizeof *x));
    assert_int_equal(cap, before);
    assert_int_equal(x[99999], 99999);
    tl_free(&ctx, x, cap * sizeof *x);
    assert_int_equal(a.live, 0);
}

static void test_arena(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_test_allocator a;
    context_with(&ctx, &a, SIZE_MAX);
    struct tl_arena arena;
    tl_arena_init(&arena, &ctx);
    assert_int_equal(a.calls, 0);
    enum { N = 3000 };
    static unsigned char *piece[N];
    for (size_t i = 0; i < N; i++) {
        size_t n = i % 97 == 0 ? 50000 : i % 61;
        piece[i] = tl_arena_alloc(&arena, n);
        assert_non_null(piece[i]);
        assert_int_equal((uintptr_t)piece[i] % alignof(max_align_t), 0);
        for (size_t k = 0; k < n; k++)
            assert_int_equal(piece[i][k], 0);
        memset(piece[i], (int)(i & 0xFF), n);
    }
    for (size_t i = 0; i < N; i++) {
        size_t n = i % 97 == 0 ? 50000 : i % 61;
        for (size_t k = 0; k < n; k++)
            assert_int_equal(piece[i][k], i & 0xFF);
    }
    assert_non_null(tl_arena_array(&arena, 0, 8));
    assert_null(tl_arena_array(&arena, SIZE_MAX / 4, 8));
    assert_null(tl_arena_alloc(&arena, SIZE_MAX));
    struct tl_str s = tl_arena_copy(&arena, TL_STR("Wanja"));
    assert_string_equal(s.ptr, "Wanja");
    assert_int_equal(s.len, 5);
    s = tl_arena_copy(&arena, (struct tl_str){NULL, 0});
    assert_string_equal(s.ptr, "");
    assert_string_equal(tl_arena_printf(&arena, "%d of %s", 3, "seven"), "3 of seven");
    tl_arena_release(&arena);
    assert_int_equal(a.live, 0);
}

static void test_arena_without_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct tl_context ctx;
        struct tl_test_allocator a;
        context_with(&ctx, &a, i);
        struct tl_arena arena;
        tl_arena_init(&arena, &ctx);
        bool first = tl_arena_alloc(&arena, 100) != NULL;
        bool large = tl_arena_copy(&arena, (struct tl_str){"x", 1}).ptr != NULL &&
                     tl_arena_alloc(&arena, 1 << 20) != NULL;
        assert_int_equal(first, i >= 1);
        assert_int_equal(large, i >= 2);
        if (i == 0)
            assert_null(tl_arena_printf(&arena, "%d", 1));
        tl_arena_release(&arena);
        assert_int_equal(a.live, 0);
    }
}

static void test_buf(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_test_allocator a;
    context_with(&ctx, &a, SIZE_MAX);
    struct tl_buf buf;
    tl_buf_init(&buf, &ctx);
    tl_buf_put(&buf, NULL, 0);
    tl_buf_puts(&buf, "one");
    tl_buf_putc(&buf, ' ');
    tl_buf_put_str(&buf, TL_STR("two"));
    tl_buf_printf(&buf, " %03d%s", 7, "!");
    assert_false(buf.failed);
    assert_true(tl_str_equal((struct tl_str){buf.ptr, buf.len}, TL_STR("one two 007!")));
    tl_buf_clear(&buf);
    assert_int_equal(buf.len, 0);
    for (int i = 0; i < 1000; i++)
        tl_buf_printf(&buf, "%d,", i);
    assert_int_equal(buf.len, 10 * 2 + 90 * 3 + 900 * 4);
    tl_buf_release(&buf);
    assert_null(buf.ptr);
    assert_int_equal(a.live, 0);
}

static void test_buf_without_memory(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_test_allocator a;
    context_with(&ctx, &a, 1);
    struct tl_buf buf;
    tl_buf_init(&buf, &ctx);
    tl_buf_puts(&buf, "fits");
    assert_false(buf.failed);
    char large[1000] = {0};
    tl_buf_put(&buf, large, sizeof large);
    assert_true(buf.failed);
    a.fail_at = SIZE_MAX;
    tl_buf_puts(&buf, "x");
    assert_true(buf.failed);
    assert_int_equal(buf.len, 4);
    tl_buf_release(&buf);
    assert_int_equal(a.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults), cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_alloc),    cmocka_unit_test(test_grow),
        cmocka_unit_test(test_arena),    cmocka_unit_test(test_arena_without_memory),
        cmocka_unit_test(test_buf),      cmocka_unit_test(test_buf_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
