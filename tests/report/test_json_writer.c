/*
 * test_json_writer.c: commas, lines, escapes and numbers, and what a writer does when it fails.
 */
#include "tl_test.h"

#include "json_writer.h"

#include <math.h>

struct sink {
    char bytes[70000];
    size_t len, most; /* `most` bytes are taken, then it refuses */
    int calls;
};

static int take(void *user, const void *bytes, size_t n)
{
    struct sink *sink = user;
    sink->calls++;
    if (sink->len + n > sink->most)
        return -1;
    memcpy(sink->bytes + sink->len, bytes, n);
    sink->len += n;
    sink->bytes[sink->len] = '\0';
    return 0;
}

static struct sink sink;
static struct tl_context ctx;

static void start(struct tl_json_writer *w)
{
    tl_context_init(&ctx);
    sink = (struct sink){.most = sizeof sink.bytes - 1};
    tl_json_writer_init(w, &ctx, take, &sink);
}

static void test_layout(void **state)
{
    (void)state;
    struct tl_json_writer w;
    start(&w);
    tl_json_put_object(&w, false);
    tl_json_put_key(&w, "a");
    tl_json_put_array(&w, true);
    tl_json_put_int(&w, -1);
    tl_json_put_object(&w, false);
    tl_json_put_key(&w, "x");
    tl_json_put_null(&w);
    tl_json_put_object_end(&w);
    tl_json_put_bool(&w, true);
    tl_json_put_array_end(&w);
    tl_json_put_key(&w, "b");
    tl_json_put_array(&w, false);
    tl_json_put_array_end(&w);
    tl_json_put_key(&w, "c");
    tl_json_put_array(&w, false);
    tl_json_put_uint(&w, UINT64_MAX);
    tl_json_put_bool(&w, false);
    tl_json_put_array_end(&w);
    tl_json_put_object_end(&w);
    assert_int_equal(tl_json_writer_finish(&w, NULL), TL_OK);
    assert_string_equal(sink.bytes, "{\n"
                                    "  \"a\": [-1, {\"x\": null}, true],\n"
                                    "  \"b\": [],\n"
                                    "  \"c\": [\n"
                                    "    18446744073709551615,\n"
                                    "    false\n"
                                    "  ]\n"
                                    "}\n");
}

static void assert_written(struct tl_str in, const char *out)
{
    struct tl_json_writer w;
    start(&w);
    tl_json_put_str(&w, in);
    assert_int_equal(tl_json_writer_finish(&w, NULL), TL_OK);
    sink.bytes[sink.len - 1] = '\0'; /* the newline */
    assert_string_equal(sink.bytes, out);
}

static void test_strings(void **state)
{
    (void)state;
    assert_written(TL_STR(""), "\"\"");
    assert_written(TL_STR("Zo\xC3\xAB \xF0\x9F\x98\x8A"), "\"Zo\xC3\xAB \xF0\x9F\x98\x8A\"");
    assert_written(TL_STR("a\"b\\c/d\n\t\r\x01\x7F"),
                   "\"a\\\"b\\\\c/d\\n\\t\\u000d\\u0001\\u007f\"");
    assert_written(TL_STR("\0"), "\"\\u0000\"");
    /* What would end a script element or a line of JavaScript. */
    assert_written(TL_STR("</script>&<!--"), "\"\\u003c/script\\u003e\\u0026\\u003c!--\"");
    assert_written(TL_STR("\xE2\x80\xA8\xE2\x80\xA9"), "\"\\u2028\\u2029\"");
    /* Not UTF-8: each maximal part becomes U+FFFD. */
    assert_written(TL_STR("a\xFF\xE2\x82z"), "\"a\xEF\xBF\xBD\xEF\xBF\xBDz\"");
    assert_written(TL_STR("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

static void test_numbers(void **state)
{
    (void)state;
    struct tl_json_writer w;
    start(&w);
    tl_json_put_array(&w, true);
    const double values[] = {0.0,         -0.0,        0.1,       1.0 / 3, 1e20,
                             123456789.0, (double)NAN, -INFINITY, 0.93,    0.00001234567891};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        tl_json_put_double(&w, values[i]);
    tl_json_put_int(&w, INT64_MIN);
    tl_json_put_array_end(&w);
    assert_int_equal(tl_json_writer_finish(&w, NULL), TL_OK);
    assert_string_equal(sink.bytes, "[0, 0, 0.1, 0.333333, 1e+20, 123457000, null, null, 0.93, "
                                    "0.0000123457, -9223372036854775808]\n");
}

static void put_much(struct tl_json_writer *w)
{
    tl_json_put_array(w, false);
    for (int i = 0; i < 8000; i++)
        tl_json_put_int(w, i);
    tl_json_put_array_end(w);
}

/* A long document comes in pieces; one that is refused ends in an error and writes no more. */
static void test_pieces_and_refusal(void **state)
{
    (void)state;
    struct tl_json_writer w;
    struct tl_error err = {.code = TL_CODE_NONE};
    start(&w);
    put_much(&w);
    assert_int_equal(tl_json_writer_finish(&w, &err), TL_OK);
    assert_true(sink.calls > 1);
    assert_memory_equal(sink.bytes + sink.len - 10, "\n  7999\n]\n", 10);

    start(&w);
    sink.most = 10;
    put_much(&w);
    assert_int_equal(tl_json_writer_finish(&w, &err), TL_FATAL);
    assert_int_equal(err.code, TL_CODE_IO);
    assert_int_equal(sink.calls, 1);
}

static void test_memory(void **state)
{
    (void)state;
    struct tl_test_allocator a;
    for (size_t fail_at = 0;; fail_at++) {
        struct tl_json_writer w;
        struct tl_error err = {.code = TL_CODE_NONE};
        start(&w);
        tl_test_allocator_init(&a, fail_at);
        ctx.allocator = &a.base;
        put_much(&w);
        const enum tl_status status = tl_json_writer_finish(&w, &err);
        assert_int_equal(a.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(err.code, TL_CODE_MEMORY);
        assert_true(fail_at < 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout),  cmocka_unit_test(test_strings),
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_pieces_and_refusal),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
