/*
 * test_sms_xml.c: the samples, which chat of a backup is meant, and an attachment too large to
 * keep.
 */
#include "tl_test.h"

#include "dump_conversation.h"

static void samples(void **state)
{
    (void)state;
    tl_check_samples("sms_xml");
}

static void assert_with(const char *with, enum tl_status want, const char *part)
{
    enum tl_status status;
    size_t size;
    struct tl_context ctx;
    tl_context_init(&ctx);
    char *bytes = tl_test_read("import/sms_xml/bad_several.xml", &size);
    char *text = tl_dump_import(&ctx, "sms.xml", (struct tl_str){bytes, size}, 0,
                                &(struct tl_import_options){.with = with}, &status);
    if (status != want || strstr(text, part) == NULL)
        fail_msg("with \"%s\": %s", with, text);
    free(text);
    free(bytes);
}

static void chooses_a_chat(void **state)
{
    (void)state;
    assert_with("Anatol", TL_OK, "\"lines\": 2,");
    assert_with("ana cruz", TL_OK, "\"lines\": 1,");
    assert_with("mybank", TL_OK, "your code");
    assert_with("ana", TL_FAIL, "fits 2 chats");
    assert_with("Zoe", TL_FAIL, "No chat in it has the name");
}

/* 8 MiB of base64 are passed over: nothing near their size is ever allocated. */
static size_t largest;
static void *watching(void *user, void *ptr, size_t old_size, size_t size)
{
    (void)user;
    (void)old_size;
    largest = size > largest ? size : largest;
    if (size > 0)
        return realloc(ptr, size);
    free(ptr);
    return NULL;
}

static void passes_attachments_over(void **state)
{
    (void)state;
    static const char head[] = "<smses><mms date=\"1710169520000\" msg_box=\"1\" address=\"+155501"
                               "00\"><parts><part ct=\"image/png\" data=\"";
    static const char tail[] = "\"/><part ct=\"text/plain\" text=\"look\"/></parts></mms></smses>";
    const size_t data = (size_t)8 << 20, size = sizeof head + data + sizeof tail - 2;
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memcpy(bytes, head, sizeof head - 1);
    memset(bytes + sizeof head - 1, 'A', data);
    memcpy(bytes + sizeof head - 1 + data, tail, sizeof tail - 1);
    const struct tl_allocator allocator = {watching, NULL};
    struct tl_context ctx;
    enum tl_status status;
    tl_context_init(&ctx);
    ctx.allocator = &allocator;
    char *text = tl_dump_import(&ctx, "sms.xml", (struct tl_str){bytes, size}, 0, NULL, &status);
    assert_int_equal(status, TL_OK);
    assert_non_null(
        strstr(text, "\"kind\": \"image\", \"flags\": [\"caption\"], \"text\": \"look\""));
    assert_true(largest <= (size_t)1 << 20);
    free(text);
    free(bytes);
}

/* Backups of one phone overlap, and calls stand in a file of their own. */
static void reads_backups_together(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_error err = {0};
    struct tl_bundle *bundle;
    struct tl_conversation *conv;
    char path[512];
    const char *data = getenv("TIDELINE_TEST_DATA");
    tl_context_init(&ctx);
    snprintf(path, sizeof path, "%s/import/sms_xml/folder", data);
    assert_int_equal(tl_bundle_open(&ctx, path, &bundle, &err), TL_OK);
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    const struct tl_import_options options = {.with = "Frauke"};
    assert_int_equal(tl_import(&ctx, bundle, &options, conv, &err), TL_OK);
    assert_int_equal(tl_conversation_finish(conv, NULL, &err), TL_OK);
    assert_int_equal(conv->n_people, 2);
    assert_int_equal(conv->n_messages, 4); /* of five, one stands in both backups */
    tl_conversation_free(conv);
    tl_bundle_free(bundle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples),
        cmocka_unit_test(chooses_a_chat),
        cmocka_unit_test(passes_attachments_over),
        cmocka_unit_test(reads_backups_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
