#include "tl_test.h"

#include "str.h"
#include "utf8.h"

static void test_every_code_point(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x110010; c++) {
        bool scalar = c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
        char bytes[4];
        size_t n = tl_utf8_encode(c, bytes), at = 0;
        struct tl_str s = {bytes, n};
        assert_int_equal(n, !scalar ? 3 : c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
        assert_int_equal(tl_utf8_valid_prefix(s), n);
        assert_int_equal(tl_utf8_next(s, &at), scalar ? c : 0xFFFD);
        assert_int_equal(at, n);
        assert_int_equal(tl_utf8_count(s), 1);
        /* No shorter form is accepted. */
        for (size_t cut = 1; cut < n; cut++)
            assert_int_equal(tl_utf8_valid_prefix((struct tl_str){bytes, cut}), 0);
    }
}

/* The definition of RFC 3629 section 4 once more, as a plain check of one sequence. */
static size_t reference_len(const unsigned char *p, size_t n)
{
#define IN(i, a, b) (n > (i) && p[i] >= (a) && p[i] <= (b))
    if (IN(0, 0x00, 0x7F))
        return 1;
    if (IN(0, 0xC2, 0xDF) && IN(1, 0x80, 0xBF))
        return 2;
    if (((IN(0, 0xE0, 0xE0) && IN(1, 0xA0, 0xBF)) || (IN(0, 0xE1, 0xEC) && IN(1, 0x80, 0xBF)) ||
         (IN(0, 0xED, 0xED) && IN(1, 0x80, 0x9F)) || (IN(0, 0xEE, 0xEF) && IN(1, 0x80, 0xBF))) &&
        IN(2, 0x80, 0xBF))
        return 3;
    if (((IN(0, 0xF0, 0xF0) && IN(1, 0x90, 0xBF)) || (IN(0, 0xF1, 0xF3) && IN(1, 0x80, 0xBF)) ||
         (IN(0, 0xF4, 0xF4) && IN(1, 0x80, 0x8F))) &&
        IN(2, 0x80, 0xBF) && IN(3, 0x80, 0xBF))
        return 4;
    return 0;
#undef IN
}

/* All four-byte strings over the edges of the byte classes, at every alignment to eight. */
static void test_edges(void **state)
{
    (void)state;
    static const unsigned char edge[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                         0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
                                         0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
    enum { N = sizeof edge };
    unsigned char text[24];
    for (size_t k = 0; k < (size_t)N * N * N * N; k++) {
        size_t before = k % 9;
        memset(text, 'a', sizeof text);
        text[before] = edge[k % N];
        text[before + 1] = edge[k / N % N];
        text[before + 2] = edge[k / N / N % N];
        text[before + 3] = edge[k / N / N / N];
        size_t len = before + 4 + k % 7, want = 0;
        for (size_t n; want < len && (n = reference_len(text + want, len - want)) > 0;)
            want += n;
        assert_int_equal(tl_utf8_valid_prefix((struct tl_str){(char *)text, len}), want);
    }
}

static void check_repair(struct tl_str in, struct tl_str want, size_t replaced)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_buf buf;
    tl_buf_init(&buf, &ctx);
    assert_int_equal(tl_utf8_repair(&buf, in), replaced);
    assert_true(tl_str_equal((struct tl_str){buf.ptr, buf.len}, want));
    tl_buf_release(&buf);
}

#define R "\xEF\xBF\xBD"

/* Unicode 15, section 3.9: tables 3-8 to 3-11. */
static void test_repair(void **state)
{
    (void)state;
    check_repair(TL_STR(""), TL_STR(""), 0);
    check_repair(TL_STR("gr\xC3\xBC\xC3\x9F dich"), TL_STR("gr\xC3\xBC\xC3\x9F dich"), 0);
    check_repair(TL_STR("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), TL_STR(R R R R R R R R "A"), 8);
    check_repair(TL_STR("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"), TL_STR(R R R R R R R R "A"), 8);
    check_repair(TL_STR("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"), TL_STR(R R R R R "A" R R "B"), 7);
    check_repair(TL_STR("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), TL_STR(R R R R "A"), 4);
    check_repair(TL_STR("cut \xF0\x9F\x98"), TL_STR("cut " R), 1);
}

static void check_recover(struct tl_str in, struct tl_str want)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_buf buf;
    tl_buf_init(&buf, &ctx);
    tl_utf8_recover(&buf, in);
    assert_true(tl_str_equal((struct tl_str){buf.ptr, buf.len}, want));
    tl_buf_release(&buf);
}

/* Unicode's CP1252.TXT: 80 is U+20AC, 93 and 94 are U+201C and U+201D, e9 is U+00E9. */
static void test_recover(void **state)
{
    (void)state;
    check_recover(TL_STR("caf\xE9 \x93no\x94, 3 \x80"),
                  TL_STR("caf\xC3\xA9 \xE2\x80\x9Cno\xE2\x80\x9D, 3 \xE2\x82\xAC"));
    check_recover(TL_STR("\xC5s: cora\xE7\xE3o"), TL_STR("\xC3\x85s: cora\xC3\xA7\xC3\xA3o"));
    check_recover(TL_STR("\x81"), TL_STR(R));
    /* Mostly UTF-8, and "はい" in Shift JIS. */
    check_recover(TL_STR("caf\xC3\xA9 caf\xE9"), TL_STR("caf\xC3\xA9 caf" R));
    check_recover(TL_STR("\x82\xCD\x82\xA2"), TL_STR(R "\xCD\x82" R));
}

static void test_repair_without_memory(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_test_allocator a;
    tl_test_allocator_init(&a, 0);
    ctx.allocator = &a.base;
    struct tl_buf buf;
    tl_buf_init(&buf, &ctx);
    assert_int_equal(tl_utf8_repair(&buf, TL_STR("a\xFF")), 1);
    assert_true(buf.failed);
    tl_buf_release(&buf);
    assert_int_equal(a.live, 0);
}

static void test_next_at_end(void **state)
{
    (void)state;
    size_t at = 1;
    assert_int_equal(tl_utf8_next(TL_STR("a"), &at), 0xFFFD);
    assert_int_equal(at, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_code_point),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_repair),
        cmocka_unit_test(test_recover),
        cmocka_unit_test(test_repair_without_memory),
        cmocka_unit_test(test_next_at_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
