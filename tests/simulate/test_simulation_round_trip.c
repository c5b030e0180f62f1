/* What the writer writes reads back: the same people, times to the minute, kinds and words. */
#include "tl_test.h"
#include "civil.h"
#include "memory.h"
#include "tideline/import.h"
#include "tideline/simulate.h"

static int collect(void *user, const void *bytes, size_t n)
{
    tl_buf_put(user, bytes, n);
    return 0;
}

static struct tl_conversation *read_back(const struct tl_context *ctx, struct tl_str bytes)
{
    struct tl_bundle *bundle;
    struct tl_conversation *conv;
    struct tl_error err = {0};
    const struct tl_import_options options = {0};
    const struct tl_conversation_options people = {.me = "Mara"};
    struct tl_source *source = tl_source_new_memory(ctx, bytes, 0);
    assert_non_null(source);
    if (tl_bundle_open_source(ctx, "WhatsApp Chat with Jonas.txt", source, &bundle, &err) != TL_OK)
        fail_msg("%s", err.message);
    assert_int_equal(tl_conversation_new(ctx, &conv), TL_OK);
    if (tl_import(ctx, bundle, &options, conv, &err) > TL_WARN ||
        tl_conversation_finish(conv, &people, &err) > TL_WARN)
        fail_msg("%s", err.message);
    tl_bundle_free(bundle);
    return conv;
}

static void reads_back(void **state)
{
    (void)state;
    static const char *const scenarios[] = {"S2-step", "S8", "S12", "S14"};
    for (size_t k = 0; k < sizeof scenarios / sizeof *scenarios; k++) {
        struct tl_context ctx;
        struct tl_conversation *a;
        struct tl_buf buf;
        tl_context_init(&ctx);
        tl_buf_init(&buf, &ctx);
        const struct tl_simulation_options o = {
            .scenario = scenarios[k], .seed = k, .weeks = 26, .text = true};
        assert_int_equal(tl_simulate(&ctx, &o, &a, NULL, NULL), TL_OK);
        assert_int_equal(tl_simulation_write_whatsapp(a, collect, &buf), TL_OK);
        struct tl_conversation *b = read_back(&ctx, (struct tl_str){buf.ptr, buf.len});
        assert_int_equal(b->n_people, 2);
        assert_int_equal(b->n_messages, a->n_messages);
        for (size_t i = 0; i < a->n_messages; i++) {
            assert_int_equal(b->time_ms[i],
                             a->time_ms[i] - tl_floor_mod(a->time_ms[i], TL_MS_PER_MINUTE));
            assert_int_equal(b->sender[i], a->sender[i]);
            assert_int_equal(b->kind[i], a->kind[i]);
            assert_int_equal(b->words[i], a->words[i]);
            const struct tl_str s = tl_conversation_text(a, i), t = tl_conversation_text(b, i);
            assert_int_equal(t.len, s.len);
            if (s.len > 0)
                assert_memory_equal(t.ptr, s.ptr, s.len);
        }
        tl_conversation_free(a);
        tl_conversation_free(b);
        tl_buf_release(&buf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
