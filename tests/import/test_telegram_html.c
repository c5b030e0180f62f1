/*
 * test_telegram_html.c: the samples, and a chat of several files.
 */
#include "tl_test.h"

#include "dump_conversation.h"
#include "str.h"

static void samples(void **state)
{
    (void)state;
    tl_check_samples("telegram_html");
}

static void reads_a_folder(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_error err = {0};
    struct tl_bundle *bundle;
    struct tl_conversation *conv;
    char path[512];
    tl_context_init(&ctx);
    snprintf(path, sizeof path, "%s/import/telegram_html/folder", getenv("TIDELINE_TEST_DATA"));
    assert_int_equal(tl_bundle_open(&ctx, path, &bundle, &err), TL_OK);
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    const struct tl_import_options options = {.with = "Ilse & boats"};
    assert_int_equal(tl_import(&ctx, bundle, &options, conv, &err), TL_OK);
    assert_int_equal(conv->n_messages, 3);
    assert_int_equal(conv->n_files, 1);
    assert_int_equal(conv->sender[1], conv->sender[0]);
    assert_int_equal(conv->reply_to[2], 0); /* in the other file */
    assert_true(tl_str_equal(tl_conversation_text(conv, 2), TL_STR("third")));
    tl_conversation_free(conv);
    tl_bundle_free(bundle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples),
        cmocka_unit_test(reads_a_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
