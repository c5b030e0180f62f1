#include "tl_test.h"

#include "bundle.h"
#include "str.h"

/* Lines of `bytes`, given in chunks, as one text: "number@offset flags [line]" each. */
static enum tl_status trace(const struct tl_context *ctx, struct tl_str bytes, size_t chunk,
                            struct tl_buf *out, struct tl_error *err)
{
    struct tl_source *source = tl_source_new_memory(ctx, bytes, chunk);
    if (source == NULL)
        return TL_FATAL;
    struct tl_bundle *bundle = NULL;
    struct tl_stream *stream = NULL;
    struct tl_lines *lines = NULL;
    enum tl_status status = tl_bundle_open_source(ctx, "chat.txt", source, &bundle, err);
    if (status == TL_OK)
        status = tl_stream_open(bundle, 0, &stream, err);
    if (status == TL_OK)
        status = tl_lines_new(ctx, stream, &lines, err);
    bool more = true;
    uint64_t before = 0;
    while (status == TL_OK) {
        struct tl_line line;
        status = tl_lines_next(lines, &line, &more, err);
        if (status != TL_OK || !more)
            break;
        assert_true(tl_lines_offset(lines) >= before);
        before = tl_lines_offset(lines);
        tl_buf_printf(out, "%d@%d%s%s%s [", (int)line.number, (int)line.offset,
                      line.crlf ? " crlf" : "", line.cut ? " cut" : "",
                      line.last_without_newline ? " last" : "");
        tl_buf_put_str(out, line.text);
        tl_buf_puts(out, "]\n");
    }
    if (status == TL_OK)
        assert_int_equal(tl_lines_offset(lines), bytes.len);
    tl_lines_free(lines);
    tl_bundle_free(bundle);
    return status == TL_OK && out->failed ? TL_FATAL : status;
}

/* Whole and in chunks of 1 to 5 bytes. */
static void check_limit(struct tl_str bytes, const char *want, uint32_t limit)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    if (limit > 0)
        ctx.limits.line_bytes = limit;
    for (size_t chunk = 0; chunk <= 5; chunk++) {
        struct tl_buf buf;
        tl_buf_init(&buf, &ctx);
        struct tl_error err = {.message = ""};
        if (trace(&ctx, bytes, chunk, &buf, &err) != TL_OK)
            fail_msg("%s", err.message);
        if (!tl_str_equal((struct tl_str){buf.ptr, buf.len}, tl_str_from(want)))
            fail_msg("chunks of %zu give\n%.*sinstead of\n%s", chunk, (int)buf.len, buf.ptr, want);
        tl_buf_release(&buf);
    }
}

static void check(struct tl_str bytes, const char *want)
{
    check_limit(bytes, want, 0);
}

static void test_endings(void **state)
{
    (void)state;
    check(TL_STR(""), "");
    check(TL_STR("\n"), "1@0 []\n");
    check(TL_STR("a"), "1@0 last [a]\n");
    check(TL_STR("a\n"), "1@0 [a]\n");
    check(TL_STR("Servus\nna, wie geht's?\n\n\nbis dann"),
          "1@0 [Servus]\n2@7 [na, wie geht's?]\n3@23 []\n4@24 []\n5@25 last [bis dann]\n");
    check(TL_STR("eins\r\nzwei\n\r\ndrei\r\n"),
          "1@0 crlf [eins]\n2@6 [zwei]\n3@11 crlf []\n4@13 crlf [drei]\n");
    /* A lone CR is part of the line: the end of a file may be missing its LF. */
    check(TL_STR("a\rb\r\r\nc\r"), "1@0 crlf [a\rb\r]\n2@6 last [c\r]\n");
}

static void test_utf8_mark(void **state)
{
    (void)state;
    check(TL_STR("\xEF\xBB\xBF"), "");
    check(TL_STR("\xEF\xBB\xBF\n"), "1@3 []\n");
    check(TL_STR("\xEF\xBB\xBFja\nnein"), "1@3 [ja]\n2@6 last [nein]\n");
    /* Only at the start, and only whole. */
    check(TL_STR("a\n\xEF\xBB\xBFz"), "1@0 [a]\n2@2 last [\xEF\xBB\xBFz]\n");
    check(TL_STR("\xEF\xBBx"), "1@0 last [\xEF\xBBx]\n");
    check(TL_STR("\xEF"), "1@0 last [\xEF]\n");
    check(TL_STR("\xEF\xBB\xBF\xEF\xBB\xBF"), "1@3 last [\xEF\xBB\xBF]\n");
}

static void test_utf16(void **state)
{
    (void)state;
    check(TL_STR("\xFF\xFE"), "");
    check(TL_STR("\xFF"), "1@0 last [\xFF]\n");
    check(TL_STR("\xFF\xFEH\0i\0\r\0\n\0\xE4\0!\0"), "1@0 crlf [Hi]\n2@4 last [\xC3\xA4!]\n");
    check(TL_STR("\xFE\xFF\0H\0i\0\n\x20\xAC\0\n"), "1@0 [Hi]\n2@3 [\xE2\x82\xAC]\n");
    /* U+1F60A as a pair in both orders */
    check(TL_STR("\xFF\xFE\x3D\xD8\x0A\xDE\n\0"), "1@0 [\xF0\x9F\x98\x8A]\n");
    check(TL_STR("\xFE\xFF\xD8\x3D\xDE\x0A"), "1@0 last [\xF0\x9F\x98\x8A]\n");
    /* 0x0A in one half of a unit is no line end. */
    check(TL_STR("\xFF\xFE\x0A\x0A\x01\x0A"), "1@0 last [\xE0\xA8\x8A\xE0\xA8\x81]\n");
#define R "\xEF\xBF\xBD"
    check(TL_STR("\xFE\xFF\xD8\x3D\0a\xDE\x0A\xD8\x3D\xD8\x3D"), "1@0 last [" R "a" R R R "]\n");
    check(TL_STR("\xFE\xFF\0a\0"), "1@0 last [a" R "]\n");
    check(TL_STR("\xFE\xFF\xD8\x3D\xDE"), "1@0 last [" R "]\n");
}

static void test_utf16_without_mark(void **state)
{
    (void)state;
    check(TL_STR("H\0i\0\r\0\n\0\xE4\0!\0"), "1@0 crlf [Hi]\n2@4 last [\xC3\xA4!]\n");
    check(TL_STR("\0H\0i\0\n\x20\xAC"), "1@0 [Hi]\n2@3 last [\xE2\x82\xAC]\n");
}

/* Only where the first 4,096 bytes have no LF. */
static void test_cr(void **state)
{
    (void)state;
    check(TL_STR("one\rtwo\r\rend"), "1@0 [one]\n2@4 [two]\n3@8 []\n4@9 last [end]\n");
    check(TL_STR("\xEF\xBB\xBF"
                 "a\r"),
          "1@3 [a]\n");
    check(TL_STR("one\rtwo\n"), "1@0 [one\rtwo]\n");
}

static void test_cut(void **state)
{
    (void)state;
    check_limit(TL_STR("12345\n123456\n12345\r\n123456\r\n1234567890123\n\n12345"),
                "1@0 [12345]\n2@6 cut [12345]\n3@13 crlf [12345]\n4@20 crlf cut [12345]\n"
                "5@28 cut [12345]\n6@42 []\n7@43 last [12345]\n",
                5);
    check_limit(TL_STR("123456"), "1@0 cut last [12345]\n", 5);
    check_limit(TL_STR("1234\n12345\r"), "1@0 [1234]\n2@5 cut last [12345]\n", 5);
}

/* Lines that straddle the border of the stream's own chunks. */
static void test_large(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_buf in;
    tl_buf_init(&in, &ctx);
    size_t n = 0;
    for (; in.len < (size_t)5 << 20; n++)
        tl_buf_printf(
            &in, "%zu %.*s\n", n, (int)(n % 79),
            "Der Wecker klingelt, und niemand steht auf. Draussen regnet es seit Tagen..  ");
    struct tl_bundle *bundle;
    struct tl_stream *stream;
    struct tl_lines *lines;
    struct tl_source *source = tl_source_new_memory(&ctx, (struct tl_str){in.ptr, in.len}, 0);
    assert_int_equal(tl_bundle_open_source(&ctx, "x", source, &bundle, NULL), TL_OK);
    assert_int_equal(tl_stream_open(bundle, 0, &stream, NULL), TL_OK);
    assert_int_equal(tl_lines_new(&ctx, stream, &lines, NULL), TL_OK);
    size_t at = 0, count = 0;
    for (;;) {
        struct tl_line line;
        bool more;
        assert_int_equal(tl_lines_next(lines, &line, &more, NULL), TL_OK);
        if (!more)
            break;
        assert_int_equal(line.number, ++count);
        assert_int_equal(line.offset, at);
        assert_memory_equal(line.text.ptr, in.ptr + at, line.text.len);
        at += line.text.len;
        assert_int_equal(in.ptr[at++], '\n');
    }
    assert_int_equal(count, n);
    assert_int_equal(at, in.len);
    tl_lines_free(lines);
    tl_bundle_free(bundle);
    tl_buf_release(&in);
}

/* Gives "ab\ncd\nef" to the first call and its first 8 bytes to the second; then fails. */
static int64_t read_twice(void *user, void *buf, size_t n, uint64_t offset)
{
    unsigned *calls = user;
    size_t most = ++*calls == 1 ? 9 : 8;
    if (*calls > 2 || offset > 0)
        return -1;
    memcpy(buf, "ab\ncd\nef\n", n < most ? n : most);
    return (int64_t)(n < most ? n : most);
}

static void test_error(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    unsigned calls = 0;
    struct tl_source *source = tl_source_new(&ctx, 9, read_twice, NULL, &calls);
    struct tl_bundle *bundle;
    struct tl_stream *stream;
    struct tl_lines *lines;
    struct tl_error err;
    assert_int_equal(tl_bundle_open_source(&ctx, "b.txt", source, &bundle, &err), TL_OK);
    assert_int_equal(tl_stream_open(bundle, 0, &stream, &err), TL_OK);
    assert_int_equal(tl_lines_new(&ctx, stream, &lines, &err), TL_OK);
    struct tl_line line;
    bool more = false;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(tl_lines_next(lines, &line, &more, &err), TL_OK);
        assert_true(more);
    }
    assert_int_equal(tl_lines_next(lines, &line, &more, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_IO);
    assert_string_equal(err.file, "b.txt");
    assert_int_equal(err.line, 3);
    assert_int_equal(err.offset, 8);
    tl_lines_free(lines);
    tl_lines_free(NULL);
    tl_bundle_free(bundle);
    /* What fails before the first byte fails when it is opened. */
    calls = 2;
    source = tl_source_new(&ctx, 3, read_twice, NULL, &calls);
    assert_int_equal(tl_bundle_open_source(&ctx, "b.txt", source, &bundle, &err), TL_OK);
    assert_int_equal(tl_stream_open(bundle, 0, &stream, &err), TL_OK);
    assert_int_equal(tl_lines_new(&ctx, stream, &lines, &err), TL_FAIL);
    assert_int_equal(err.line, 1);
    tl_bundle_free(bundle);
}

static void test_without_memory(void **state)
{
    (void)state;
    static const struct tl_str samples[] = {
        {"Wo bist du?\nNoch unterwegs\nOk", 30},
        {"\xFE\xFF\0H\0i\0\n\x20\xAC\0\n", 12},
    };
    for (size_t k = 0; k < 2; k++) {
        bool done = false;
        for (size_t i = 0; !done; i++) {
            struct tl_context ctx;
            struct tl_test_allocator a;
            tl_context_init(&ctx);
            tl_test_allocator_init(&a, i);
            ctx.allocator = &a.base;
            struct tl_buf buf;
            tl_buf_init(&buf, &ctx);
            struct tl_error err;
            enum tl_status status = trace(&ctx, samples[k], 2, &buf, &err);
            done = status == TL_OK;
            if (!done)
                assert_int_equal(status, TL_FATAL);
            tl_buf_release(&buf);
            assert_int_equal(a.live, 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_endings),
        cmocka_unit_test(test_utf8_mark),
        cmocka_unit_test(test_utf16),
        cmocka_unit_test(test_utf16_without_mark),
        cmocka_unit_test(test_cr),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_error),
        cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
