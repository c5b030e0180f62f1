/* test_analysis_stops.c: an analysis that is cancelled, or finds no memory, leaves nothing behind.
 */
#include "talk.h"
#include "tideline/find.h"
#include "tideline/simulate.h"

static const struct tl_analysis_options few = {.rounds = 5};

struct watch {
    int calls, cancel_at;
    double last;
    char stage[32];
};

static int count(void *user, const char *stage, double fraction)
{
    struct watch *w = user;
    assert_true(fraction >= 0.0 && fraction <= 1.0);
    if (strcmp(stage, w->stage) == 0)
        assert_true(fraction >= w->last);
    snprintf(w->stage, sizeof w->stage, "%s", stage);
    w->last = fraction;
    return w->calls++ == w->cancel_at;
}

static void progress_and_cancel(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    const struct tl_simulation_options options = {
        .scenario = "S0", .seed = 6, .weeks = 17, .messages_per_day = 6.0};
    struct tl_conversation *conv;
    assert_int_equal(tl_simulate(&ctx, &options, &conv, NULL, NULL), TL_OK);
    struct tl_test_allocator allocator;
    tl_test_allocator_init(&allocator, SIZE_MAX);
    ctx.allocator = &allocator.base;
    struct watch w = {.cancel_at = -1};
    ctx.progress = count;
    ctx.progress_user = &w;
    struct tl_analysis *whole;
    assert_int_equal(tl_analysis_new(&ctx, conv, &few, &whole, NULL), TL_OK);
    tl_analysis_free(whole);
    assert_true(w.calls > 10);
    for (int at = 0, all = w.calls; at < all; at++) {
        struct tl_error err = {0};
        struct tl_analysis *a;
        w = (struct watch){.cancel_at = at};
        assert_int_equal(tl_analysis_new(&ctx, conv, &few, &a, &err), TL_FATAL);
        assert_null(a);
        assert_int_equal(w.calls, at + 1); /* nothing went on */
        assert_int_equal(err.code, TL_CODE_NONE);
        assert_true(strlen(err.message) > 0);
        assert_int_equal(allocator.live, 0);
    }
    ctx.allocator = NULL;
    ctx.progress = NULL;
    tl_conversation_free(conv);
}

static void out_of_memory(void **state)
{
    (void)state;
    struct talk t;
    struct talk_week week = talk_usual, less;
    week.starts[0] = week.starts[1] = 5.0;
    less = week;
    less.starts[1] = 1.0;
    less.answers[1] = 0.2;
    talk_open(&t, 34);
    talk_weeks(&t, 16, 8, &week, &less);
    talk_finish(&t, 0);
    struct tl_test_allocator allocator;
    struct tl_context ctx;
    tl_context_init(&ctx);
    ctx.allocator = &allocator.base;
    for (size_t fail_at = 0;; fail_at++) {
        struct tl_error err = {0};
        struct tl_analysis *a;
        tl_test_allocator_init(&allocator, fail_at);
        enum tl_status status = tl_analysis_new(&ctx, t.conv, &few, &a, &err);
        if (status == TL_OK) {
            assert_true(a->n_alternatives > 0);
            tl_analysis_free(a);
            assert_int_equal(allocator.live, 0);
            assert_true(fail_at > 100);
            break;
        }
        assert_int_equal(status, TL_FATAL);
        assert_null(a);
        assert_int_equal(err.code, TL_CODE_MEMORY);
        assert_int_equal(allocator.live, 0);
    }
    talk_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(progress_and_cancel),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
