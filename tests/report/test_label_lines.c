/* label_lines.c: objects in, labels out, whatever the chunks; what is no such object is named. */
#include "tl_test.h"

#include "memory.h"
#include "str.h"
#include "tideline/label_lines.h"

static const char asked[] =
    "{\"id\":\"a\",\"from\":\"x\",\"text\":\"thank you, love\",\"context\":[{\"from\":\"y\","
    "\"min_before\":3,\"text\":\"left you soup\"}]}\n"
    "{\"text\":\"fine\",\"id\":2,\"extra\":{\"text\":\"no\",\"id\":[1,2]},\"from\":\"x\"}\n";

static int collect(void *user, const void *bytes, size_t n)
{
    tl_buf_put(user, bytes, n);
    return 0;
}

static enum tl_status run(const struct tl_context *ctx, struct tl_str bytes, size_t chunk,
                          struct tl_buf *out, struct tl_error *err)
{
    struct tl_label_lines *lines;
    const struct tl_labeller_options options = {.fast = true};
    enum tl_status status = tl_label_lines_new(ctx, "asked", &options, collect, out, &lines, err);
    for (size_t i = 0; i < bytes.len && status == TL_OK; i += chunk)
        status = tl_label_lines_feed(lines, tl_str_slice(bytes, i, i + chunk), err);
    if (status == TL_OK)
        status = tl_label_lines_end(lines, err);
    tl_label_lines_free(lines);
    return status;
}

static void chunks_do_not_matter(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_buf whole;
    tl_context_init(&ctx);
    tl_buf_init(&whole, &ctx);
    assert_int_equal(run(&ctx, tl_str_from(asked), 4096, &whole, NULL), TL_OK);
    tl_buf_putc(&whole, '\0');
    assert_non_null(strstr(whole.ptr, "{\"id\": \"a\", \"labels\": {"));
    assert_non_null(strstr(whole.ptr, "\n{\"id\": 2, \"labels\": {"));
    assert_null(strstr(whole.ptr, "soup"));
    for (size_t chunk = 1; chunk <= 5; chunk++) {
        struct tl_buf cut;
        tl_buf_init(&cut, &ctx);
        assert_int_equal(run(&ctx, tl_str_from(asked), chunk, &cut, NULL), TL_OK);
        tl_buf_putc(&cut, '\0');
        assert_string_equal(cut.ptr, whole.ptr);
        tl_buf_release(&cut);
    }
    tl_buf_release(&whole);
}

/* Blank lines are none, an id that is no string or number is null. */
static void one_line_each(void **state)
{
    (void)state;
    static const char good[] = "\n{\"id\":null,\"text\":\"\"}\r\n \n{\"id\":\"1\",\"text\":\"a\"}\n"
                               "{\"id\":\"1\",\"text\":\"caf\xe9\"}";
    static const char bad[] = "{\"id\":1,\"text\":\"a\"}\nnothing\n{\"id\":2,\"text\":\n"
                              "[{\"text\":\"a\"}]\n{\"id\":3,\"text\":\"a\"}\n";
    struct tl_context ctx;
    struct tl_error err = {.code = TL_CODE_NONE};
    tl_context_init(&ctx);
    for (size_t chunk = 1; chunk < 200; chunk += 33) {
        struct tl_buf out;
        tl_buf_init(&out, &ctx);
        assert_int_equal(run(&ctx, tl_str_from(""), chunk, &out, &err), TL_OK);
        assert_int_equal(out.len, 0);
        assert_int_equal(run(&ctx, tl_str_from(good), chunk, &out, &err), TL_OK);
        tl_buf_putc(&out, '\0');
        assert_memory_equal(out.ptr, "{\"id\": null, ", 13);
        const char *second = strstr(out.ptr, "\n{\"id\": \"1\", ");
        assert_non_null(second);
        assert_non_null(strstr(second + 1, "\n{\"id\": \"1\", "));
        tl_buf_clear(&out);
        /* a line that is no object costs itself alone, and is told at the end */
        assert_int_equal(run(&ctx, tl_str_from(bad), chunk, &out, &err), TL_FAIL);
        assert_int_equal(err.line, 2);
        tl_buf_putc(&out, '\0');
        assert_memory_equal(out.ptr, "{\"id\": 1, ", 10);
        assert_non_null(strstr(out.ptr, "\n{\"id\": 3, "));
        assert_null(strstr(out.ptr, "\"id\": 2"));
        tl_buf_release(&out);
    }
}

static int stop(void *user, const void *bytes, size_t n)
{
    (void)user, (void)bytes, (void)n;
    return -1;
}

static void ends_where_writing_does(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_label_lines *lines;
    const struct tl_labeller_options options = {.fast = true};
    tl_context_init(&ctx);
    assert_int_equal(tl_label_lines_new(&ctx, "asked", &options, stop, NULL, &lines, NULL), TL_OK);
    assert_true(tl_label_lines_feed(lines, tl_str_from(asked), NULL) > TL_WARN);
    tl_label_lines_free(lines);
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    static const char *const wrong[] = {"{\"id\":1}", "[1]", "{\"text\":\"a\"} x", "{\"text\":"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct tl_context ctx;
        struct tl_buf out;
        struct tl_error err = {.code = TL_CODE_NONE};
        tl_context_init(&ctx);
        tl_buf_init(&out, &ctx);
        assert_int_equal(run(&ctx, tl_str_from(wrong[i]), 4096, &out, &err), TL_FAIL);
        assert_string_not_equal(err.message, "");
        assert_string_equal(err.file, "asked");
        tl_buf_release(&out);
    }
}

static void ends_where_memory_does(void **state)
{
    (void)state;
    enum tl_status status = TL_FATAL;
    for (unsigned k = 0; status == TL_FATAL; k++) {
        struct tl_context plain, ctx;
        struct tl_test_allocator failing;
        struct tl_buf out;
        tl_context_init(&plain);
        tl_context_init(&ctx);
        tl_test_allocator_init(&failing, k);
        ctx.allocator = &failing.base;
        tl_buf_init(&out, &plain);
        status = run(&ctx, tl_str_from(asked), 64, &out, NULL);
        assert_int_equal(failing.live, 0);
        tl_buf_release(&out);
        assert_true(k < 10000);
    }
    assert_int_equal(status, TL_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chunks_do_not_matter),    cmocka_unit_test(one_line_each),
        cmocka_unit_test(ends_where_writing_does), cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(ends_where_memory_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
