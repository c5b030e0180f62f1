/* The interval for the date: known sets, invariances, and counted coverage. */
#include "tl_test.h"
#include "detect.h"
#include "reference_series.h"

static void dates_the_toy_to_the_point(void **state)
{
    (void)state;
    const struct tl_onset o = tl_onset_interval(toy, NULL, 12, 1, 0, 0.90);
    assert_int_equal(o.lo, 6);
    assert_int_equal(o.hi, 6);
    assert_false(o.undatable);
}

static void dates_the_nile(void **state)
{
    (void)state;
    /* Worked out in Python from the definition: WRSS of all splits, phi .1599. */
    const double phi = tl_lag1(nile, NULL, 100, 28);
    assert_near(phi, 0.1598561521570631, 1e-12);
    const struct tl_onset o = tl_onset_interval(nile, NULL, 100, 8, phi, 0.90);
    assert_int_equal(o.lo, 26);
    assert_int_equal(o.hi, 29);
}

static void widens_with_level_and_phi(void **state)
{
    (void)state;
    struct tl_onset last = {28, 28, false};
    static const double level[] = {.5, .8, .9, .95, .999};
    for (int i = 0; i < 5; i++) {
        const struct tl_onset o = tl_onset_interval(nile, NULL, 100, 8, 0, level[i]);
        assert_true(o.lo <= last.lo && o.hi >= last.hi);
        last = o;
    }
    const struct tl_onset o = tl_onset_interval(nile, NULL, 100, 8, .8, .9);
    assert_true(o.lo < 26 && o.hi > 29);
    assert_near(tl_long_run_factor(-0.4), 1, 0);
    assert_near(tl_long_run_factor(0.5), 3, 1e-15);
    assert_near(tl_long_run_factor(1.5), 39, 1e-12);
}

static void says_when_it_cannot_date(void **state)
{
    (void)state;
    double noise[60];
    struct tl_rng rng;
    tl_rng_init(&rng, 3, 0);
    for (size_t i = 0; i < 60; i++)
        noise[i] = tl_rng_normal(&rng);
    assert_true(tl_onset_interval(noise, NULL, 60, 8, .5, .95).undatable);
    assert_true(tl_onset_interval(noise, NULL, 7, 4, 0, .9).undatable);
}

static void ignores_shift_scale_and_gaps(void **state)
{
    (void)state;
    double y[101];
    for (size_t i = 0; i < 100; i++)
        y[i < 40 ? i : i + 1] = 5 - nile[i] / 64;
    y[40] = NAN;
    const struct tl_onset o = tl_onset_interval(y, NULL, 101, 8, .16, .9);
    assert_int_equal(o.lo, 26);
    assert_int_equal(o.hi, 29);
}

static void covers_as_often_as_it_says(void **state)
{
    (void)state;
    /* 90 % sets, 52 weeks, steps of 1, 1.5 and 3 standard deviations at 26: 4,000 simulations
       gave .92, .95 and .98. 600 here: 3 standard errors are below .034. */
    static const double step[3] = {1, 1.5, 3}, expected[3] = {.92, .95, .98};
    struct tl_rng rng;
    tl_rng_init(&rng, 99, 0);
    for (int s = 0; s < 3; s++) {
        int covered = 0;
        for (int run = 0; run < 600; run++) {
            double y[52];
            for (size_t i = 0; i < 52; i++)
                y[i] = tl_rng_normal(&rng) + (i < 26 ? step[s] : 0);
            const struct tl_split split = tl_scan(y, NULL, 52, 4);
            const double phi = tl_lag1(y, NULL, 52, split.at);
            const struct tl_onset o = tl_onset_interval(y, NULL, 52, 4, phi, .9);
            covered += o.lo <= 26 && o.hi >= 26;
        }
        assert_near(covered / 600.0, expected[s], 0.034);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_the_toy_to_the_point),
        cmocka_unit_test(dates_the_nile),
        cmocka_unit_test(widens_with_level_and_phi),
        cmocka_unit_test(says_when_it_cannot_date),
        cmocka_unit_test(ignores_shift_scale_and_gaps),
        cmocka_unit_test(covers_as_often_as_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
