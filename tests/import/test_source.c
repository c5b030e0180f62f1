#include "tl_test.h"

#include "bundle.h"
#include "str.h"

#define MIB ((size_t)1 << 20)

/* A made-up file: every byte follows from its offset, and each call is counted. */
struct pattern {
    size_t calls, most; /* `most` > 0: bytes a call gives at most */
    int64_t answer;     /* != 0: given instead, from the call numbered `from` on */
    size_t from;
    unsigned closed;
};

static unsigned char byte_at(uint64_t offset)
{
    return (unsigned char)(offset ^ offset >> 8 ^ offset >> 17);
}

static int64_t read_pattern(void *user, void *buf, size_t n, uint64_t offset)
{
    struct pattern *p = user;
    if (p->calls++ >= p->from && p->answer != 0)
        return p->answer == 1 ? 0 : p->answer == 2 ? (int64_t)n + 1 : p->answer;
    if (p->most > 0 && n > p->most)
        n = p->most;
    for (size_t i = 0; i < n; i++)
        ((unsigned char *)buf)[i] = byte_at(offset + i);
    return (int64_t)n;
}

static void close_pattern(void *user)
{
    ((struct pattern *)user)->closed++;
}

static void check(struct tl_source *source, size_t n, uint64_t offset)
{
    static unsigned char buf[3 * MIB];
    struct tl_error err;
    assert_int_equal(tl_source_read(source, buf, n, offset, &err), TL_OK);
    for (size_t i = 0; i < n; i++) {
        if (buf[i] != byte_at(offset + i))
            fail_msg("byte %zu of %zu at %llu differs", i, n, (unsigned long long)offset);
    }
}

static void test_blocks(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct pattern p = {.most = 0};
    uint64_t size = 6 * MIB + 123;
    struct tl_source *source = tl_source_new(&ctx, size, read_pattern, close_pattern, &p);
    assert_non_null(source);
    assert_int_equal(tl_source_size(source), size);
    check(source, 0, size);
    assert_int_equal(p.calls, 0);
    check(source, 1, 0);
    check(source, MIB, 0);
    assert_int_equal(p.calls, 1);
    check(source, 2 * MIB + 2, MIB - 1); /* blocks 0 to 3 */
    assert_int_equal(p.calls, 4);
    check(source, 10, 5);       /* 0 is the youngest now, 1 the oldest */
    check(source, 10, 4 * MIB); /* drops 1 */
    assert_int_equal(p.calls, 5);
    check(source, 10, 0);
    check(source, 10, 2 * MIB);
    check(source, 10, 3 * MIB);
    assert_int_equal(p.calls, 5);
    check(source, 10, MIB);
    assert_int_equal(p.calls, 6);
    check(source, 124, size - 124);
    check(source, 1, size - 1);
    tl_source_free(source);
    assert_int_equal(p.closed, 1);
    tl_source_free(NULL);
}

static void test_short_reads(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct pattern p = {.most = 7};
    struct tl_source *source = tl_source_new(&ctx, 1000, read_pattern, NULL, &p);
    check(source, 1000, 0);
    assert_int_equal(p.calls, 143);
    check(source, 300, 700);
    assert_int_equal(p.calls, 143);
    tl_source_free(source);
}

static void test_errors(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    char buf[10];
    /* read_at fails, gives nothing before the end, or claims more than it was asked for */
    for (int64_t answer = -1; answer <= 2; answer++) {
        struct pattern p = {.answer = answer, .most = 5, .from = 1};
        if (answer == 0)
            continue;
        struct tl_source *source = tl_source_new(&ctx, 10, read_pattern, NULL, &p);
        struct tl_error err = {.code = TL_CODE_NONE};
        assert_int_equal(tl_source_read(source, buf, 10, 0, &err), TL_FAIL);
        assert_int_equal(err.code, TL_CODE_IO);
        assert_int_equal(err.offset, 5);
        assert_int_equal(tl_source_read(source, buf, 1, 0, NULL), TL_FAIL);
        p.answer = 0;
        check(source, 10, 0);
        tl_source_free(source);
    }
    struct tl_source *source = tl_source_new_memory(&ctx, TL_STR("0123456789"), 0);
    struct tl_error err;
    assert_int_equal(tl_source_read(source, buf, 10, 0, &err), TL_OK);
    assert_int_equal(tl_source_read(source, buf, 10, 1, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_IO);
    assert_int_equal(tl_source_read(source, buf, 1, UINT64_MAX, &err), TL_FAIL);
    assert_int_equal(tl_source_read(source, buf, SIZE_MAX, 2, &err), TL_FAIL);
    tl_source_free(source);
}

static void test_memory(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    for (size_t chunk = 0; chunk <= 5; chunk++) {
        struct tl_source *source = tl_source_new_memory(&ctx, TL_STR("Zwei Birnen"), chunk);
        char buf[11];
        for (size_t from = 0; from <= 11; from++) {
            for (size_t n = 0; n <= 11 - from; n++) {
                assert_int_equal(tl_source_read(source, buf, n, from, NULL), TL_OK);
                assert_memory_equal(buf, &"Zwei Birnen"[from], n);
            }
        }
        tl_source_free(source);
    }
    struct tl_source *source = tl_source_new_memory(&ctx, (struct tl_str){NULL, 0}, 0);
    assert_int_equal(tl_source_read(source, NULL, 0, 0, NULL), TL_OK);
    assert_int_equal(tl_source_read(source, (char[1]){0}, 1, 0, NULL), TL_FAIL);
    tl_source_free(source);
}

static void test_without_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct tl_context ctx;
        struct tl_test_allocator a;
        tl_context_init(&ctx);
        tl_test_allocator_init(&a, i);
        ctx.allocator = &a.base;
        struct tl_source *source = tl_source_new_memory(&ctx, TL_STR("abc"), 0);
        assert_int_equal(source != NULL, i >= 1);
        char buf[3];
        if (source != NULL)
            assert_int_equal(tl_source_read(source, buf, 3, 0, NULL), i >= 2 ? TL_OK : TL_FATAL);
        tl_source_free(source);
        assert_int_equal(a.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks),         cmocka_unit_test(test_short_reads),
        cmocka_unit_test(test_errors),         cmocka_unit_test(test_memory),
        cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
