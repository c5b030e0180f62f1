/* Moments of weighted series: worked examples and recovery of planted variances. */
#include "tl_test.h"
#include "detect.h"

static void weighs_the_worked_example(void **state)
{
    (void)state;
    /* (a, b) = (10, 10), (20, 10), extra variance .05, by hand: y 0 and -.669050, weights 4.158416
       and 5.154145. */
    const double y[2] = {0, tl_log(10.5 / 20.5)};
    const double w[2] = {1 / (2 / 10.5 + .05), 1 / (1 / 20.5 + 1 / 10.5 + .05)};
    assert_near(y[1], -.669050, 5e-7);
    assert_near(w[0], 4.158416, 5e-7);
    assert_near(w[1], 5.154145, 5e-7);
    const struct tl_difference d = tl_level_difference(y, w, 2, 1, 0);
    assert_near(d.difference, -.669050, 5e-7);
    assert_near(d.se, sqrt(1 / w[0] + 1 / w[1]), 1e-12);
}

static void widens_for_correlated_weeks(void **state)
{
    (void)state;
    const double y[4] = {1, 2, 5, 6};
    const double plain = tl_level_difference(y, NULL, 4, 2, 0).se;
    assert_near(plain, 1, 1e-12);
    assert_near(tl_level_difference(y, NULL, 4, 2, .5).se, sqrt(3), 1e-12);
    assert_near(tl_level_difference(y, NULL, 4, 2, -.5).se, 1, 1e-12); /* never narrower */
    assert_near(tl_level_difference(y, NULL, 4, 2, .9).se, 3, 1e-12);  /* at most threefold */
    assert_true(isnan(tl_level_difference(y, NULL, 4, 4, 0).difference));
    assert_true(isnan(tl_level_difference(y, NULL, 4, 0, 0).se));
}

static void computes_lag_one(void **state)
{
    (void)state;
    /* Residuals -1.5 -.5 .5 1.5: products .75 - .25 + .75, squares 5. */
    const double y[4] = {1, 2, 3, 4};
    assert_near(tl_lag1(y, NULL, 4, 0), 1.25 / 5, 1e-12);
    /* Around both means: -.5 .5 -.5 .5 */
    assert_near(tl_lag1(y, NULL, 4, 2), -.75, 1e-12);
    /* No pair across a gap. */
    const double gap[5] = {1, 2, NAN, 3, 4};
    assert_near(tl_lag1(gap, NULL, 5, 0), 1.5 / 5, 1e-12);
    const double flat[3] = {2, 2, 2};
    assert_near(tl_lag1(flat, NULL, 3, 0), 0, 0);
}

static void finds_the_extra_variance(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 5, 0);
    static const double planted[3] = {0, .0625, .25};
    for (int k = 0; k < 3; k++) {
        double sum = 0;
        for (int run = 0; run < 200; run++) {
            double y[104], w[104];
            for (size_t i = 0; i < 104; i++) {
                const double sampling = .02 + .1 * tl_rng_uniform(&rng);
                w[i] = 1 / sampling;
                y[i] = sqrt(sampling + planted[k]) * tl_rng_normal(&rng) + (i < 40 ? 1 : 0);
            }
            sum += tl_extra_variance(y, w, 104, 40);
        }
        /* The floor lifts the first. */
        assert_near(sum / 200, planted[k] > 0 ? planted[k] : .021, .004);
    }
    /* One mean takes the step for variance. */
    const double y[6] = {0, 0, 0, 2, 2, 2};
    assert_near(tl_extra_variance(y, NULL, 6, 3), .02, 0);
    assert_near(tl_extra_variance(y, NULL, 6, 0), (6.0 - 5) / 5, 1e-12);
    assert_near(tl_extra_variance(y, NULL, 0, 0), .02, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weighs_the_worked_example),
        cmocka_unit_test(widens_for_correlated_weeks),
        cmocka_unit_test(computes_lag_one),
        cmocka_unit_test(finds_the_extra_variance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
