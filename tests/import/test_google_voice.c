/*
 * test_google_voice.c: the samples, and the files of one person put together.
 */
#include "tl_test.h"

#include "dump_conversation.h"

static void samples(void **state)
{
    (void)state;
    tl_check_samples("google_voice");
}

static void puts_files_together(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_error err = {0};
    struct tl_bundle *bundle;
    struct tl_conversation *conv;
    char path[512];
    tl_context_init(&ctx);
    snprintf(path, sizeof path, "%s/import/google_voice/Calls", getenv("TIDELINE_TEST_DATA"));
    assert_int_equal(tl_bundle_open(&ctx, path, &bundle, &err), TL_OK);
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    assert_int_equal(tl_import(&ctx, bundle, NULL, conv, &err), TL_OK);
    assert_int_equal(conv->n_people, 2);
    assert_int_equal(conv->n_messages, 5); /* the group is left out */
    int kinds[TL_KIND_COUNT] = {0};
    for (size_t i = 0; i < conv->n_messages; i++)
        kinds[conv->kind[i]]++;
    assert_int_equal(kinds[TL_KIND_TEXT], 2); /* one of them in a file that names nobody else */
    assert_int_equal(kinds[TL_KIND_CALL], 1);
    assert_int_equal(kinds[TL_KIND_MISSED_CALL], 1);
    assert_int_equal(kinds[TL_KIND_VOICE], 1);
    tl_conversation_free(conv);
    tl_bundle_free(bundle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples),
        cmocka_unit_test(puts_files_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
