/* test_branching.c: the branching process of A21: worked examples, recovery of what was planted. */
#include "planted.h"

#include "measuring.h"
#include "tlmath.h"

static struct tl_context ctx;

/* Catalogue A21, test 1. */
static void exponential_form(void **state)
{
    (void)state;
    const double t[] = {1.0, 1.5, 2.0, 3.0}, mu[2] = {0.5, 0.4};
    const unsigned char who[] = {0, 1, 0, 1};
    const double alpha[2][2] = {{0.3, 0.6}, {0.5, 0.2}};
    double rate[4];
    assert_near(tl_branching_exponential(t, who, 4, 4.0, mu, alpha, 1.0, rate), -7.725223, 1e-6);
    const double expected[] = {0.5, 0.703265, 0.974282, 0.696233};
    for (int i = 0; i < 4; i++)
        assert_near(rate[i], expected[i], 1e-6);
}

/* Catalogue A21, tests 2 and 3: the volume trap. */
static void stationary_rates(void **state)
{
    (void)state;
    const double n2[2][2] = {{0.2, 0.4}, {0.5, 0.2}}, mu2[2] = {5, 4};
    struct tl_branching_rates r = tl_branching_stationary(n2, mu2);
    assert_near(r.total[0], 12.727273, 1e-6);
    assert_near(r.total[1], 12.954545, 1e-6);
    assert_near(r.spectral_radius, 0.647214, 1e-6);
    const double n3[2][2] = {{.35, .45}, {.50, .30}}, mu3[2] = {3, 2.5};
    r = tl_branching_stationary(n3, mu3);
    assert_near(r.total[0], 14.0217, 1e-4);
    assert_near(r.total[1], 13.5870, 1e-4);
    const double n4[2][2] = {{.35, .45}, {.25, .30}}, mu4[2] = {3, 1.5};
    r = tl_branching_stationary(n4, mu4);
    assert_near(r.total[0], 8.102190, 1e-5);
    assert_near(r.total[1], 5.036496, 1e-5);
    const double n5[2][2] = {{.9, .5}, {.5, .9}};
    assert_true(isnan(tl_branching_stationary(n5, mu3).total[0]));
}

static void check_recovery(int64_t unit_ms, double tolerance)
{
    tl_context_init(&ctx);
    size_t n;
    struct event *e = grow(&usual, 364, 5, &n);
    struct tl_conversation *conv = write_down(&ctx, e, n, unit_ms, false);
    struct tl_frame f;
    assert_int_equal(tl_frame_init(&f, &ctx, conv, NULL, NULL), TL_OK);
    assert_int_equal(tl_branching_prepare(&f, NULL), TL_OK);
    const struct tl_branching *b = f.branching;
    assert_non_null(b);
    assert_true(b->usable);
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++)
            assert_near(b->n[i][j], usual.n[i][j], tolerance);
        assert_near(24.0 * b->mu[i], usual.mu[i], 0.12 * usual.mu[i]);
    }
    /* every event has one parent or none: what is unprompted and answered adds up, but for the ends
     */
    double sum = 0.0, events = 0.0;
    for (int i = 0; i < 2; i++) {
        sum += tl_sum(b->unprompted[i], f.weeks.n) + tl_sum(b->answers[i][0], f.weeks.n) +
               tl_sum(b->answers[i][1], f.weeks.n);
        events += tl_sum(b->events[i], f.weeks.n);
    }
    assert_near(sum, events, 5.0);
    tl_frame_release(&f);
    tl_conversation_free(conv);
    free(e);
}

/* Catalogue A21: at 28 messages a day the planted n comes back within 3 SD (.017 * 3) in one year.
 */
static void recovers_what_was_planted(void **state)
{
    (void)state;
    check_recovery(1000, 0.051);
}

/* "Results with minute stamps differ by .05 or less." */
static void recovers_from_minutes(void **state)
{
    (void)state;
    check_recovery(60000, 0.09);
}

static void swapping_the_people_swaps_the_fit(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    struct planted uneven = usual;
    uneven.n[1][0] = 0.3;
    uneven.mu[0] = 4.0;
    size_t n;
    struct event *e = grow(&uneven, 120, 9, &n);
    struct tl_conversation *conv[2] = {write_down(&ctx, e, n, 1000, false),
                                       write_down(&ctx, e, n, 1000, true)};
    struct tl_frame f[2];
    for (int i = 0; i < 2; i++) {
        assert_int_equal(tl_frame_init(&f[i], &ctx, conv[i], NULL, NULL), TL_OK);
        assert_int_equal(tl_branching_prepare(&f[i], NULL), TL_OK);
    }
    for (int i = 0; i < 2; i++) {
        assert_near(f[0].branching->mu[i], f[1].branching->mu[1 - i], 1e-9);
        for (int j = 0; j < 2; j++)
            assert_near(f[0].branching->n[i][j], f[1].branching->n[1 - i][1 - j], 1e-9);
        for (size_t w = 0; w < f[0].weeks.n; w++)
            assert_near(f[0].branching->unprompted[i][w], f[1].branching->unprompted[1 - i][w],
                        1e-7);
    }
    for (int i = 0; i < 2; i++) {
        tl_frame_release(&f[i]);
        tl_conversation_free(conv[i]);
    }
    free(e);
}

/* A falls to 8.1 and B to 5.0 a day when only B changed: the fit names B's answers, not A's. */
static void volume_does_not_fool_it(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    struct planted after = usual;
    after.mu[1] = 1.5;
    after.n[1][0] = 0.25;
    struct tl_conversation *conv = write_two(&ctx, &usual, &after, 182, 3);
    struct tl_frame f;
    assert_int_equal(tl_frame_init(&f, &ctx, conv, NULL, NULL), TL_OK);
    assert_int_equal(tl_branching_prepare(&f, NULL), TL_OK);
    double answered[2][2] = {{0}}, sent[2][2] = {{0}}, unprompted[2][2] = {{0}};
    for (int i = 0; i < 2; i++)
        for (size_t w = 0; w < f.weeks.n; w++) {
            answered[i][w >= 26] += f.branching->answers[i][1 - i][w];
            sent[i][w >= 26] += f.branching->events[i][w];
            unprompted[i][w >= 26] += f.branching->unprompted[i][w];
        }
    double ratio_b = answered[1][1] / sent[0][1] / (answered[1][0] / sent[0][0]);
    double ratio_a = answered[0][1] / sent[1][1] / (answered[0][0] / sent[1][0]);
    assert_true(sent[0][1] < 0.75 * sent[0][0]); /* A writes much less ... */
    assert_true(ratio_b > 0.4 && ratio_b < 0.65);
    assert_true(ratio_a > 0.85); /* ... but answers as before */
    assert_true(unprompted[0][1] > 0.8 * unprompted[0][0]);
    assert_true(unprompted[1][1] < 0.8 * unprompted[1][0]);
    tl_frame_release(&f);
    tl_conversation_free(conv);
}

static void too_little_is_said(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    size_t n;
    struct event *e = grow(&usual, 12, 5, &n);
    struct tl_conversation *conv = write_down(&ctx, e, n < 250 ? n : 250, 1000, false);
    struct tl_frame f;
    assert_int_equal(tl_frame_init(&f, &ctx, conv, NULL, NULL), TL_OK);
    assert_int_equal(tl_branching_prepare(&f, NULL), TL_OK);
    assert_null(f.branching);
    struct tl_arena arena;
    tl_arena_init(&arena, &ctx);
    for (size_t i = 0; tl_measures()[i] != NULL; i++) {
        if (strncmp(tl_measures()[i]->id, "A21", 3) != 0)
            continue;
        struct tl_measurement m = {.measure = tl_measures()[i]};
        assert_int_equal(m.measure->compute(&f, &arena, &m, NULL), TL_OK);
        assert_int_equal(m.whole[0].status, TL_VALUE_NA);
        assert_non_null(m.whole[0].why);
    }
    tl_arena_release(&arena);
    tl_frame_release(&f);
    tl_conversation_free(conv);
    free(e);
}

static void runs_out_of_memory(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    size_t n;
    struct event *e = grow(&usual, 40, 5, &n);
    struct tl_conversation *conv = write_down(&ctx, e, n, 1000, false);
    for (size_t fail = 0;; fail++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, fail);
        struct tl_context failing;
        tl_context_init(&failing);
        failing.allocator = &a.base;
        struct tl_frame f;
        enum tl_status status = tl_frame_init(&f, &failing, conv, NULL, NULL);
        if (status == TL_OK) {
            status = tl_branching_prepare(&f, NULL);
            tl_frame_release(&f);
        }
        assert_int_equal(a.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
    }
    tl_conversation_free(conv);
    free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exponential_form),
        cmocka_unit_test(stationary_rates),
        cmocka_unit_test(recovers_what_was_planted),
        cmocka_unit_test(recovers_from_minutes),
        cmocka_unit_test(swapping_the_people_swaps_the_fit),
        cmocka_unit_test(volume_does_not_fool_it),
        cmocka_unit_test(too_little_is_said),
        cmocka_unit_test(runs_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
