/* test_joint.c: several series under the same shuffles. */
#include "tl_test.h"

#include "detect.h"

#define N 60

static struct tl_context ctx;

static void fill(double *y, uint64_t stream, double step, double phi)
{
    struct tl_rng rng;
    tl_rng_init(&rng, 7, stream);
    double e = 0.0;
    for (int w = 0; w < N; w++) {
        e = phi * e + sqrt(1.0 - phi * phi) * tl_rng_normal(&rng);
        y[w] = e + (w >= 30 ? step : 0.0);
    }
}

/* One series alone gives the T of tl_scan and nearly the p of tl_scan_p. */
static void alone_it_is_the_scan(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    double y[N];
    fill(y, 1, 1.2, 0.2);
    struct tl_joint_series s = {y, NULL};
    struct tl_joint j;
    assert_int_equal(tl_joint_scan(&ctx, &s, 1, N, 8, 1999, 11, &j), TL_OK);
    struct tl_split split;
    double p = tl_scan_p(&ctx, y, NULL, N, 8, 1999, 12, &split);
    assert_near(j.scan[0].t, split.statistic, 1e-9);
    assert_int_equal(j.scan[0].at, split.at);
    assert_near(j.scan[0].p, p, 0.01);
    assert_near(j.p, j.scan[0].p, 1e-12);
    assert_true(j.scan[0].t95 > 1.0 && j.scan[0].z > 0.0);
}

/* The one that changed is found among others, whatever its scale and place. */
static void finds_the_one_that_changed(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    double a[N], b[N], c[N];
    fill(a, 2, 0.0, 0.2);
    fill(b, 3, 2.5, 0.2);
    fill(c, 4, 0.0, 0.2);
    for (int w = 0; w < N; w++)
        b[w] = 100.0 + 0.01 * b[w];
    struct tl_joint_series s[3] = {{a, NULL}, {b, NULL}, {c, NULL}};
    struct tl_joint j;
    assert_int_equal(tl_joint_scan(&ctx, s, 3, N, 8, 499, 11, &j), TL_OK);
    assert_int_equal(j.which, 1);
    assert_true(j.p < 0.05);
    assert_in_range(j.scan[1].at, 28, 32);
    assert_true(j.scan[0].p > 0.1 && j.scan[2].p > 0.1);
}

/* A week unknown in every series might as well not be there. */
static void gaps_are_left_out(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    double y[N], holed[N + 5];
    fill(y, 3, 2.0, 0.0);
    for (int w = 0; w < 20; w++)
        holed[w] = y[w];
    for (int w = 20; w < 25; w++)
        holed[w] = NAN;
    for (int w = 20; w < N; w++)
        holed[w + 5] = y[w];
    struct tl_joint_series plain = {y, NULL}, with = {holed, NULL};
    struct tl_joint a, b;
    assert_int_equal(tl_joint_scan(&ctx, &plain, 1, N, 8, 199, 5, &a), TL_OK);
    assert_int_equal(tl_joint_scan(&ctx, &with, 1, N + 5, 8, 199, 5, &b), TL_OK);
    assert_int_equal(a.scan[0].at + 5, b.scan[0].at);
    assert_near(a.scan[0].t, b.scan[0].t, 1e-12);
    assert_near(a.scan[0].p, b.scan[0].p, 1e-12);
}

/* Three empty series at a nominal 5 %: AR(1) with phi .3, fixed seeds; binomial bound for 400 runs.
 */
static void false_alarms(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    int alarms = 0;
    for (uint64_t run = 0; run < 400; run++) {
        double y[3][N];
        struct tl_joint_series s[3];
        for (uint64_t i = 0; i < 3; i++) {
            fill(y[i], 100 + 3 * run + i, 0.0, 0.3);
            s[i] = (struct tl_joint_series){y[i], NULL};
        }
        struct tl_joint j;
        assert_int_equal(tl_joint_scan(&ctx, s, 3, N, 8, 199, run, &j), TL_OK);
        alarms += j.p <= 0.05;
    }
    assert_in_range(alarms, 4, 32); /* catalogue D7: .03 to .06 expected, 1 to 8 % accepted */
}

static void nothing_known(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    double y[N], zero[N] = {0};
    fill(y, 1, 0.0, 0.0);
    struct tl_joint_series s = {y, zero};
    struct tl_joint j;
    assert_int_equal(tl_joint_scan(&ctx, &s, 1, N, 8, 99, 1, &j), TL_OK);
    assert_int_equal(j.scan[0].at, 0);
    assert_near(j.scan[0].p, 1.0, 0.0);
    assert_near(j.p, 1.0, 0.0);
}

static void runs_out_of_memory(void **state)
{
    (void)state;
    double y[N];
    fill(y, 1, 0.0, 0.0);
    struct tl_joint_series s = {y, NULL};
    for (size_t fail = 0;; fail++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, fail);
        tl_context_init(&ctx);
        ctx.allocator = &a.base;
        struct tl_joint j;
        enum tl_status status = tl_joint_scan(&ctx, &s, 1, N, 8, 9, 1, &j);
        assert_int_equal(a.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alone_it_is_the_scan), cmocka_unit_test(finds_the_one_that_changed),
        cmocka_unit_test(gaps_are_left_out),    cmocka_unit_test(false_alarms),
        cmocka_unit_test(nothing_known),        cmocka_unit_test(runs_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
