#include "tl_test.h"

#include "json.h"
#include "str.h"

struct trace {
    struct tl_buf out;
    size_t stop_at, seen; /* stop_at > 0: the event numbered so is answered with `answer` */
    enum tl_status answer;
    bool places;
};

/* One event in short: {} [] braces, k"key" s"text" n"number", t f z; ~ for cut; @ depth. */
static enum tl_status record(void *user, const struct tl_json_token *token)
{
    struct trace *t = user;
    static const char sign[] = "{}[]ksntfz";
    tl_buf_putc(&t->out, sign[token->event]);
    tl_buf_printf(&t->out, "%d", (int)token->depth);
    if (token->event == TL_JSON_KEY || token->event == TL_JSON_STRING ||
        token->event == TL_JSON_NUMBER) {
        tl_buf_putc(&t->out, '"');
        tl_buf_put_str(&t->out, token->text);
        tl_buf_putc(&t->out, '"');
    }
    if (token->cut)
        tl_buf_putc(&t->out, '~');
    if (t->places)
        tl_buf_printf(&t->out, "@%d:%d", (int)token->line, (int)token->offset);
    tl_buf_putc(&t->out, ' ');
    return ++t->seen == t->stop_at ? t->answer : TL_OK;
}

struct options {
    bool many, places;
    size_t max_string; /* 0: 1 MiB */
    uint32_t depth;    /* 0: default */
};

static enum tl_status run(const struct tl_context *ctx, struct tl_str bytes, size_t chunk,
                          const struct options *options, struct trace *trace, struct tl_error *err)
{
    tl_buf_init(&trace->out, ctx);
    trace->places = options->places;
    struct tl_json *json =
        tl_json_new(ctx, record, trace, options->many,
                    options->max_string > 0 ? options->max_string : (size_t)1 << 20);
    if (json == NULL)
        return TL_FATAL;
    tl_json_set_name(json, "result.json");
    enum tl_status status = TL_OK;
    for (size_t at = 0; status == TL_OK && at < bytes.len;) {
        size_t n = chunk == 0 || chunk > bytes.len - at ? bytes.len - at : chunk;
        /* An exact copy, so that reading past a chunk is seen by the sanitizer. */
        char *copy = malloc(n);
        assert_non_null(copy);
        memcpy(copy, bytes.ptr + at, n);
        status = tl_json_feed(json, (struct tl_str){copy, n}, err);
        free(copy);
        at += n;
    }
    if (status == TL_OK)
        status = tl_json_end(json, err);
    else
        assert_int_equal(tl_json_end(json, NULL), status);
    tl_json_free(json);
    return status == TL_OK && trace->out.failed ? TL_FATAL : status;
}

static void check_with(struct tl_str bytes, const char *want, struct options options)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    if (options.depth > 0)
        ctx.limits.json_depth = options.depth;
    for (size_t chunk = 0; chunk <= 5; chunk++) {
        struct trace trace = {.seen = 0};
        struct tl_error err = {.message = ""};
        if (run(&ctx, bytes, chunk, &options, &trace, &err) != TL_OK)
            fail_msg("%s: line %d, %d: %s", bytes.ptr, (int)err.line, (int)err.offset, err.message);
        if (!tl_str_equal((struct tl_str){trace.out.ptr, trace.out.len}, tl_str_from(want)))
            fail_msg("chunks of %zu give\n%.*s\ninstead of\n%s", chunk, (int)trace.out.len,
                     trace.out.ptr, want);
        tl_buf_release(&trace.out);
    }
}

static void check(struct tl_str bytes, const char *want)
{
    check_with(bytes, want, (struct options){.many = false});
}

static void check_many(struct tl_str bytes, const char *want)
{
    check_with(bytes, want, (struct options){.many = true});
}

static void check_error_with(struct tl_str bytes, enum tl_code code, uint64_t line, uint64_t offset,
                             struct options options)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    if (options.depth > 0)
        ctx.limits.json_depth = options.depth;
    for (size_t chunk = 0; chunk <= 5; chunk++) {
        struct trace trace = {.seen = 0};
        struct tl_error err = {.message = ""};
        enum tl_status status = run(&ctx, bytes, chunk, &options, &trace, &err);
        tl_buf_release(&trace.out);
        if (status != TL_FAIL || err.code != code || err.line != line || err.offset != offset)
            fail_msg("%s: status %d, code %x, line %d, offset %d: %s", bytes.ptr, (int)status,
                     (unsigned)err.code, (int)err.line, (int)err.offset, err.message);
        assert_string_equal(err.file, "result.json");
        assert_true(strlen(err.message) > 20);
    }
}

static void check_error(struct tl_str bytes, uint64_t line, uint64_t offset)
{
    check_error_with(bytes, TL_CODE_FORMAT_SYNTAX, line, offset, (struct options){.many = false});
}

static void test_values(void **state)
{
    (void)state;
    check(TL_STR("{}"), "{0 }0 ");
    check(TL_STR(" \t\r\n[ ] \n"), "[0 ]0 ");
    check(TL_STR("null"), "z0 ");
    check(TL_STR("\"\""), "s0\"\" ");
    check(TL_STR("[true,false , null]"), "[0 t1 f1 z1 ]0 ");
    check(TL_STR("{\"a\":1,\"\" : [ {\"b\":\"c\"} , [ ] ]}"),
          "{0 k1\"a\" n1\"1\" k1\"\" [1 {2 k3\"b\" s3\"c\" }2 [2 ]2 ]1 }0 ");
    check(TL_STR("\xEF\xBB\xBF{\"id\":7}"), "{0 k1\"id\" n1\"7\" }0 ");
    check(TL_STR("{\"a\":{\"a\":{}},\"b\":{}}"),
          "{0 k1\"a\" {1 k2\"a\" {2 }2 }1 k1\"b\" {1 }1 }0 ");
}

static void test_numbers(void **state)
{
    (void)state;
    static const char *const good[] = {"0",        "-0",
                                       "7",        "-12345678901234567890123",
                                       "0.5",      "1e5",
                                       "1E+5",     "0e-0",
                                       "12.25e10", "10",
                                       "0.0",      "100",
                                       "-1.0E2",   "9007199254740993"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char want[100];
        snprintf(want, sizeof want, "n0\"%s\" ", good[i]);
        check(tl_str_from(good[i]), want);
        char list[100];
        snprintf(list, sizeof list, "[%s,%s ]", good[i], good[i]);
        snprintf(want, sizeof want, "[0 n1\"%s\" n1\"%s\" ]0 ", good[i], good[i]);
        check(tl_str_from(list), want);
    }
    /* error at the first byte that cannot be */
    static const struct {
        const char *text;
        uint64_t offset;
    } bad[] = {{"[-]", 2},    {"[01]", 2},   {"[1.]", 3},   {"[.5]", 1},  {"[+1]", 1},
               {"[1e]", 3},   {"[1e+]", 4},  {"[1.e1]", 3}, {"[--1]", 2}, {"[1.5.5]", 4},
               {"[1e5e]", 4}, {"[1e5.]", 4}, {"[0x10]", 2}, {"[-01]", 3}, {"[1a]", 2},
               {"[NaN]", 1},  {"-", 1},      {"1.", 2},     {"1e", 2},    {"2e-", 3}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_error(tl_str_from(bad[i].text), 1, bad[i].offset);
}

static void test_strings(void **state)
{
    (void)state;
    check(TL_STR("\"gr\xC3\xBC\xC3\x9F dich\""), "s0\"gr\xC3\xBC\xC3\x9F dich\" ");
    check(TL_STR("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), "s0\"\"\\/\b\f\n\r\t\" ");
    check(TL_STR("\"a\\u00fcb\\u20ACc\""), "s0\"a\xC3\xBC"
                                           "b\xE2\x82\xAC"
                                           "c\" ");
    check(TL_STR("\"\\uD83D\\ude0a!\""), "s0\"\xF0\x9F\x98\x8A!\" ");
    check(TL_STR("{\"\\u0061b\":\"c\\u0064\"}"), "{0 k1\"ab\" s1\"cd\" }0 ");
    /* Telegram's control characters */
    check(TL_STR("\"x\\x0By\\x1f\\x7A\""), "s0\"x\x0By\x1Fz\" ");
    /* raw control bytes and what is not UTF-8 pass */
    check(TL_STR("\"a\nb\tc\x01\x7F\xFF\xC3\""), "s0\"a\nb\tc\x01\x7F\xFF\xC3\" ");
#define R "\xEF\xBF\xBD"
    /* surrogates without their partner */
    check(TL_STR("\"\\uD83D\""), "s0\"" R "\" ");
    check(TL_STR("\"\\uDE0A\""), "s0\"" R "\" ");
    check(TL_STR("\"\\uD83Dx\""), "s0\"" R "x\" ");
    check(TL_STR("\"\\uD83D\\n\""), "s0\"" R "\n\" ");
    check(TL_STR("\"\\uD83D\\u0041\""), "s0\"" R "A\" ");
    check(TL_STR("\"\\uD83D\\xA9\""), "s0\"" R "\xC2\xA9\" ");
    check(TL_STR("\"\\uD83D\\uD83D\\uDE0A\""), "s0\"" R "\xF0\x9F\x98\x8A\" ");
    check(TL_STR("[\"\\uD83D\",\"\\uDE0A\"]"), "[0 s1\"" R "\" s1\"" R "\" ]0 ");
    /* every length around the eight-byte steps, with the stop at every place */
    for (size_t len = 0; len < 40; len++) {
        char text[64], want[100];
        memset(text, 'y', sizeof text);
        text[0] = text[len + 1] = '"';
        snprintf(want, sizeof want, "s0%.*s ", (int)len + 2, text);
        check((struct tl_str){text, len + 2}, want);
        for (size_t at = 0; at + 2 <= len; at++) {
            char with[64];
            memcpy(with, text, sizeof with);
            memcpy(with + 1 + at, "\\\"", 2);
            snprintf(want, sizeof want, "s0\"%.*s\"%.*s\" ", (int)at,
                     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy", (int)(len - at - 2),
                     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy");
            check((struct tl_str){with, len + 2}, want);
        }
    }
}

static void test_cut(void **state)
{
    (void)state;
    struct options four = {.max_string = 4};
    check_with(TL_STR("[\"1234\",\"12345\",12345,\"\"]"),
               "[0 s1\"1234\" s1\"1234\"~ n1\"1234\"~ s1\"\" ]0 ", four);
    /* never within a character, and nothing after the cut */
    check_with(TL_STR("[\"123\xC3\xBC"
                      "4\",\"12\\u20acx\",\"12\xF0\x9F\x98\x8A"
                      "5\",\"\\t234\\n\"]"),
               "[0 s1\"123\"~ s1\"12\"~ s1\"12\"~ s1\"\t234\"~ ]0 ", four);
    check_with(TL_STR("{\"12\xC3\xBC\":1,\"12\xC3\xBC.\":2,\"1\\uD83D.\":3}"),
               "{0 k1\"12\xC3\xBC\" n1\"1\" k1\"12\xC3\xBC\"~ n1\"2\" k1\"1" R "\"~ n1\"3\" }0 ",
               four);
}

static void test_many(void **state)
{
    (void)state;
    check_many(TL_STR("{\"a\":1}\n{\"a\":2}\n"), "{0 k1\"a\" n1\"1\" }0 {0 k1\"a\" n1\"2\" }0 ");
    check_many(TL_STR("{}{}[]\"a\"\"b\" 1 2\ntrue\nnull 3"),
               "{0 }0 {0 }0 [0 ]0 s0\"a\" s0\"b\" n0\"1\" n0\"2\" t0 z0 n0\"3\" ");
    struct options many = {.many = true};
    check_error_with(TL_STR("01"), TL_CODE_FORMAT_SYNTAX, 1, 1, many);
    check_error_with(TL_STR("truefalse"), TL_CODE_FORMAT_SYNTAX, 1, 4, many);
    check_error_with(TL_STR("{}\n,{}"), TL_CODE_FORMAT_SYNTAX, 2, 3, many);
    check_error_with(TL_STR("{}\n{"), TL_CODE_FORMAT_SYNTAX, 2, 4, many);
    check_error_with(TL_STR(" "), TL_CODE_FORMAT_EMPTY, 0, 0, many);
}

static void test_places(void **state)
{
    (void)state;
    check_with(TL_STR("{\n \"a\": [1,\r\n\t\"x\ny\", true],\n\n\"b\":null}"),
               "{0@1:0 k1\"a\"@2:3 [1@2:8 n2\"1\"@2:9 s2\"x\ny\"@3:14 t2@4:21 ]1@4:25 k1\"b\"@6:29 "
               "z1@6:33 }0@6:37 ",
               (struct options){.places = true});
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t line, offset;
    } bad[] = {
        {"{]", 1, 1},
        {"[}", 1, 1},
        {"[1}", 1, 2},
        {"{\"a\":1]", 1, 6},
        {"[1,]", 1, 3},
        {"[,1]", 1, 1},
        {"[1 2]", 1, 3},
        {"{,}", 1, 1},
        {"{\"a\"}", 1, 4},
        {"{\"a\":}", 1, 5},
        {"{\"a\":1,}", 1, 7},
        {"{\"a\" 1}", 1, 5},
        {"{a:1}", 1, 1},
        {"{1:1}", 1, 1},
        {"{\"a\":1 \"b\"", 1, 7},
        {"[]]", 1, 2},
        {"{} {}", 1, 3},
        {"1 2", 1, 2},
        {"tru e", 1, 3},
        {"[nul]", 1, 4},
        {"trues", 1, 4},
        {"falze", 1, 3},
        {"True", 1, 0},
        {"'a'", 1, 0},
        {"\"\\a\"", 1, 2},
        {"\"\\u12g4\"", 1, 5},
        {"\"\\x1\"", 1, 4},
        {"\"\\\n\"", 1, 2},
        {"[1,\n2\n\n,x]", 4, 8},
        {"[\"a\nb\"\n!", 3, 7},
        {"\x01", 1, 0},
        {"\xEF\xBB{}", 1, 2},
        {" \xEF\xBB\xBF{}", 1, 1},
        {"[\f]", 1, 1},
        {"]", 1, 0},
        {":", 1, 0},
        /* cut off */
        {"[", 1, 1},
        {"{\"a\"", 1, 4},
        {"{\"a\":", 1, 5},
        {"[\n\"abc", 2, 6},
        {"[1,\n", 2, 4},
        {"\"\\", 1, 2},
        {"\"\\u12", 1, 5},
        {"tru", 1, 3},
        {"[1", 1, 2},
        {"{", 1, 1},
        {"[[]", 1, 3},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_error(tl_str_from(bad[i].text), bad[i].line, bad[i].offset);
    check_error_with(TL_STR(""), TL_CODE_FORMAT_EMPTY, 0, 0, (struct options){.many = false});
    check_error_with(TL_STR(" \n"), TL_CODE_FORMAT_EMPTY, 0, 0, (struct options){.many = false});
}

static void test_depth(void **state)
{
    (void)state;
    struct options three = {.depth = 3};
    check_with(TL_STR("[[[]],{\"a\":[1]}]"), "[0 [1 [2 ]2 ]1 {1 k2\"a\" [2 n3\"1\" ]2 }1 ]0 ",
               three);
    check_error_with(TL_STR("[\n[{\"a\":[]}]]"), TL_CODE_LIMIT, 2, 8, three);
    /* Half a million levels take no stack. */
    enum { DEEP = 500000 };
    struct tl_context ctx;
    tl_context_init(&ctx);
    ctx.limits.json_depth = UINT32_MAX;
    char *bytes = malloc(2 * DEEP);
    assert_non_null(bytes);
    memset(bytes, '[', DEEP);
    memset(bytes + DEEP, ']', DEEP);
    struct trace trace = {.seen = 0};
    assert_int_equal(run(&ctx, (struct tl_str){bytes, 2 * DEEP}, 4096,
                         &(struct options){.many = false}, &trace, NULL),
                     TL_OK);
    assert_int_equal(trace.seen, 2 * DEEP);
    tl_buf_release(&trace.out);
    free(bytes);
}

/* A status of the sink comes back as it is, and the parser stays stopped. */
static void test_sink(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    static const enum tl_status answers[] = {TL_WARN, TL_FAIL, TL_FATAL};
    for (size_t k = 0; k < 3; k++) {
        for (size_t stop = 1; stop <= 9; stop++) {
            struct trace trace = {.stop_at = stop, .answer = answers[k]};
            struct tl_error err = {.code = TL_CODE_PEOPLE};
            assert_int_equal(run(&ctx, TL_STR("{\"a\":[1,\"b\",true,{}]} "), stop % 3,
                                 &(struct options){.many = false}, &trace, &err),
                             answers[k]);
            assert_int_equal(err.code, TL_CODE_PEOPLE);
            assert_int_equal(trace.seen, stop);
            tl_buf_release(&trace.out);
        }
    }
}

static void test_without_memory(void **state)
{
    (void)state;
    bool done = false;
    for (size_t i = 0; !done; i++) {
        struct tl_context ctx;
        struct tl_test_allocator a;
        tl_context_init(&ctx);
        tl_test_allocator_init(&a, i);
        ctx.allocator = &a.base;
        struct trace trace = {.seen = 0};
        struct tl_error err;
        enum tl_status status =
            run(&ctx,
                TL_STR("{\"name\":\"Ilka \\u00e4 and a text that is longer than sixteen bytes\","
                       "\"n\":[12345,[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}"),
                i % 2 + 3, &(struct options){.many = false}, &trace, &err);
        tl_buf_release(&trace.out);
        done = status == TL_OK;
        if (!done)
            assert_int_equal(status, TL_FATAL);
        assert_int_equal(a.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),  cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_strings), cmocka_unit_test(test_cut),
        cmocka_unit_test(test_many),    cmocka_unit_test(test_places),
        cmocka_unit_test(test_errors),  cmocka_unit_test(test_depth),
        cmocka_unit_test(test_sink),    cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
