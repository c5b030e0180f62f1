/* Drift by ranks: known answers with ties, gaps and correlated weeks. */
#include "tl_test.h"
#include "detect.h"
#include "reference_series.h"

static const double falling[10] = {12, 11, 13, 10, 9, 9, 8, 7, 8, 5};

static void agrees_with_known_answers(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    /* From the definition, in Python 3. */
    struct tl_drift d = tl_mann_kendall(falling, 10, 0);
    assert_near(d.s, -37, 0);
    assert_near(d.variance, 123, 1e-12);
    assert_near(d.z, -3.246011, 5e-7);
    assert_near(d.p, 0.0011703, 5e-8);
    assert_near(tl_sen_slope(&ctx, falling, 10), -0.714286, 5e-7);
    d = tl_mann_kendall(nile, 100, 0);
    assert_near(d.s, -1387, 0);
    assert_near(d.variance, 112728.33, 5e-3);
    assert_near(d.z, -4.1280665, 5e-8);
    assert_near(tl_sen_slope(&ctx, nile, 100), -2.6, 1e-12);
    /* Noise; pyMannKendall (commit ec2e3ab), original_test and sens_slope. */
    static const double noise[20] = {0.08905,  0.95021,  -1.3732, -1.90549, 0.04179,
                                     -0.57729, -0.31664, 0.61255, -1.85374, -2.07804,
                                     -1.07786, -2.02541, -1.6583, -0.80156, -0.9909,
                                     -0.68423, -0.21605, 1.31217, 2.32974,  0.8703};
    d = tl_mann_kendall(noise, 20, 0);
    assert_near(d.s, 30, 0);
    assert_near(d.variance, 950, 1e-9);
    assert_near(d.z, 0.9408842425584227, 1e-12);
    assert_near(d.p, 0.3467641835161843, 1e-12);
    assert_near(tl_sen_slope(&ctx, noise, 20), 0.056949500000000014, 1e-12);
}

static void ignores_what_ranks_ignore(void **state)
{
    (void)state;
    double y[11];
    for (size_t i = 0; i < 10; i++)
        y[i < 4 ? i : i + 1] = tl_exp(falling[i] / 3) - 7;
    y[4] = NAN;
    const struct tl_drift d = tl_mann_kendall(y, 11, 0);
    assert_near(d.s, -37, 0);
    assert_near(d.variance, 123, 1e-12);
    /* Mirrored it rises. */
    for (size_t i = 0; i < 11; i++)
        y[i] = -y[i];
    assert_near(tl_mann_kendall(y, 11, 0).z, 3.246011, 5e-7);
}

static void widens_for_correlated_weeks(void **state)
{
    (void)state;
    const struct tl_drift d = tl_mann_kendall(falling, 10, .5);
    assert_near(d.variance, 369, 1e-9);
    assert_near(d.z, -36 / sqrt(369), 1e-12);
}

static void has_nothing_to_say_of_nothing(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    const double flat[5] = {2, 2, 2, 2, 2}, gap[3] = {1, NAN, NAN};
    assert_near(tl_mann_kendall(flat, 5, 0).p, 1, 0);
    assert_near(tl_mann_kendall(flat, 0, 0).p, 1, 0);
    assert_near(tl_sen_slope(&ctx, flat, 5), 0, 0);
    assert_true(isnan(tl_sen_slope(&ctx, gap, 3)));
    /* Gaps keep their time. */
    const double line[4] = {0, NAN, NAN, 6};
    assert_near(tl_sen_slope(&ctx, line, 4), 2, 1e-12);
    struct tl_test_allocator a;
    tl_test_allocator_init(&a, 0);
    ctx.allocator = &a.base;
    assert_true(isnan(tl_sen_slope(&ctx, nile, 100)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_known_answers),
        cmocka_unit_test(ignores_what_ranks_ignore),
        cmocka_unit_test(widens_for_correlated_weeks),
        cmocka_unit_test(has_nothing_to_say_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
