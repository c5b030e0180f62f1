/* test_calibration.c: logistic and isotonic regression and their scores (D18). */
#include "tl_test.h"

#include "detect.h"

/* Catalogue D18: pool-adjacent-violators, Brier score and log loss. */
static void worked_examples(void **state)
{
    (void)state;
    const double y[] = {.1, .3, .2, .2, .6, .5, .9};
    const double expected[] = {.1, .7 / 3, .7 / 3, .7 / 3, .55, .55, .9};
    double fitted[7], scratch[14];
    tl_isotonic(y, NULL, 7, fitted, scratch);
    for (int i = 0; i < 7; i++)
        assert_near(fitted[i], expected[i], 1e-12);

    const double p[] = {.9, .7, .4, .2, .1}, truth[] = {1, 1, 0, 1, 0};
    struct tl_calibration_scores s = tl_calibration_score(p, truth, NULL, 5);
    assert_near(s.brier, 0.182, 1e-12);
    assert_near(s.log_loss, 0.537532, 1e-6);
}

static void isotonic_keeps_weighted_means(void **state)
{
    (void)state;
    const double y[] = {1, 0, 0, 1}, weight[] = {1, 3, 2, 2};
    double fitted[4], scratch[8];
    tl_isotonic(y, weight, 4, fitted, scratch);
    assert_near(fitted[0], 1.0 / 6.0, 1e-12);
    assert_near(fitted[2], 1.0 / 6.0, 1e-12);
    assert_near(fitted[3], 1.0, 1e-12);
}

/*
 * Without features the fit is the log odds; with one binary feature it is the log odds ratio of the
 * 2 x 2 table 18, 22, 30, 230 of catalogue C05 (odds ratio 6.272727).
 */
static void logistic_of_a_table(void **state)
{
    (void)state;
    const double x[] = {1, 1, 0, 0}, y[] = {1, 0, 1, 0}, weight[] = {18, 22, 30, 230};
    double beta[2];
    assert_true(tl_logistic_fit(x, y, weight, 4, 1, 0.0, beta));
    assert_near(beta[1], tl_log(6.27272727272727), 1e-8);
    assert_near(tl_logistic(beta[0]), 30.0 / 260.0, 1e-9);
    assert_true(tl_logistic_fit(x, y, weight, 4, 0, 0.0, beta));
    assert_near(tl_logistic(beta[0]), 48.0 / 300.0, 1e-9);
    /* a ridge pulls towards none */
    assert_true(tl_logistic_fit(x, y, weight, 4, 1, 50.0, beta));
    assert_true(beta[1] > 0.0 && beta[1] < 1.0);
}

/* Separable data have no maximum without a ridge, and one with it. */
static void logistic_says_when_it_fails(void **state)
{
    (void)state;
    const double x[] = {-1, 1}, y[] = {0, 1};
    double beta[2];
    assert_true(tl_logistic_fit(x, y, NULL, 2, 1, 0.1, beta));
    assert_true(beta[1] > 1.0);
    double many[TL_LOGISTIC_MOST + 2];
    assert_false(tl_logistic_fit(x, y, NULL, 2, TL_LOGISTIC_MOST + 1, 0.1, many));
}

static void calibration_error(void **state)
{
    (void)state;
    /* Said .25 four times, right once; said .95 twice, right once: |.25-.25|*4/6 + |.95-.5|*2/6. */
    const double p[] = {.25, .25, .25, .25, .95, .95}, y[] = {0, 1, 0, 0, 1, 0};
    struct tl_calibration_scores s = tl_calibration_score(p, y, NULL, 6);
    assert_near(s.error, 0.15, 1e-12);
    assert_near(s.bin[2].was, 0.25, 1e-12);
    assert_near(s.bin[9].weight, 1.0 / 3.0, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_examples),     cmocka_unit_test(isotonic_keeps_weighted_means),
        cmocka_unit_test(logistic_of_a_table), cmocka_unit_test(logistic_says_when_it_fails),
        cmocka_unit_test(calibration_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
