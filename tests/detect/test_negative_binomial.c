/* Regression of counts: answers of R, errors from their definition, gaps, exposure, no spread. */
#include "tl_test.h"
#include "regression.h"
#include "rng.h"
#include "tlmath.h"

/* 50 counts with two covariates, drawn with seeded random numbers. */
static const double x[50][2] = {
    {-0.2354, 0}, {0.4085, 0},  {0.7499, 1}, {0.1611, 0},  {1.1282, 1},  {1.0196, 1}, {0.7353, 0},
    {-3.6601, 0}, {0.9154, 1},  {0.178, 1},  {-0.4156, 1}, {-0.7866, 1}, {0.3756, 1}, {-1.4754, 1},
    {0.545, 1},   {-0.1082, 0}, {0.6516, 1}, {-0.3665, 0}, {0.1501, 0},  {1.3091, 0}, {-1.5572, 1},
    {0.3881, 0},  {0.8537, 1},  {0.7604, 1}, {0.5337, 1},  {-1.024, 1},  {0.3991, 1}, {-0.6541, 0},
    {0.9438, 1},  {1.1487, 0},  {1.0062, 1}, {-0.5862, 1}, {0.5851, 0},  {1.5209, 1}, {-1.6489, 1},
    {0.3157, 0},  {-0.5216, 0}, {0.7627, 1}, {-1.9639, 1}, {-0.362, 1},  {1.6995, 0}, {0.6836, 1},
    {-1.185, 1},  {0.2424, 0},  {0.9161, 0}, {-0.6073, 1}, {-1.2209, 0}, {1.2465, 1}, {0.696, 1},
    {-0.1617, 1}};
static const double y[50] = {3, 11, 13, 14, 6, 5, 7,  4, 11, 3, 1,  3,  7, 2,  16, 8, 10,
                             6, 11, 10, 6,  5, 8, 5,  3, 0,  8, 6,  17, 5, 10, 0,  5, 7,
                             1, 6,  7,  3,  4, 5, 10, 4, 4,  8, 13, 4,  8, 24, 6,  2};
/* Days absent from school, of the data set quine in R's MASS. */
static const double days[146] = {
    2,  11, 14, 5,  5,  13, 20, 22, 6,  6,  15, 7,  14, 6,  32, 53, 57, 14, 16, 16, 17,
    40, 43, 46, 8,  23, 23, 28, 34, 36, 38, 3,  5,  11, 24, 45, 5,  6,  6,  9,  13, 23,
    25, 32, 53, 54, 5,  5,  11, 17, 19, 8,  13, 14, 20, 47, 48, 60, 81, 2,  0,  2,  3,
    5,  10, 14, 21, 36, 40, 6,  17, 67, 0,  0,  2,  7,  11, 12, 0,  0,  5,  5,  5,  11,
    17, 3,  4,  22, 30, 36, 8,  0,  1,  5,  7,  16, 27, 0,  30, 10, 14, 27, 41, 69, 25,
    10, 11, 20, 33, 5,  7,  0,  1,  5,  5,  5,  5,  7,  11, 15, 5,  14, 6,  6,  7,  28,
    0,  5,  14, 2,  2,  3,  8,  10, 12, 1,  1,  9,  22, 3,  3,  5,  15, 18, 22, 37};

static void agrees_with_r(void **state)
{
    (void)state;
    /* R 4.2.2, MASS 7.3-58.2: glm.nb. */
    struct tl_counts data = {.n = 50, .n_covariates = 2, .count = y, .x = &x[0][0]};
    struct tl_count_fit fit;
    assert_true(tl_count_fit(&data, &fit));
    assert_near(fit.beta[0], 1.98667915568515, 1e-6);
    assert_near(fit.beta[1], 0.370113097934107, 1e-6);
    assert_near(fit.beta[2], -0.255129312244064, 1e-6);
    assert_near(fit.theta, 6.43806630858416, 1e-4);
    assert_near(fit.log_likelihood, -132.33320418304, 1e-8);
    assert_near(fit.model_se[0], 0.125493686236074, 1e-6);
    assert_near(fit.model_se[1], 0.0875537686444394, 1e-6);
    assert_near(fit.model_se[2], 0.160227326065387, 1e-6);
    /* The intercept alone; statsmodels 0.13.5, NegativeBinomial. */
    data = (struct tl_counts){.n = 50, .count = y};
    assert_true(tl_count_fit(&data, &fit));
    assert_near(fit.beta[0], 1.931521411603214, 1e-6);
    assert_near(1 / fit.theta, 0.2897813805549185, 1e-5);
    assert_near(fit.log_likelihood, -141.1929392544793, 1e-8);
    data = (struct tl_counts){.n = 146, .count = days};
    assert_true(tl_count_fit(&data, &fit));
    assert_near(fit.beta[0], 2.8008666, 5e-8);
    assert_near(fit.theta, 1.0667846, 5e-7);
    assert_near(fit.log_likelihood, -559.13348, 5e-6);
    assert_near(tl_negative_binomial_log_p(25, 40, 5), -3.8553189, 5e-8); /* the formula */
}

static void errors_are_newey_and_wests(void **state)
{
    (void)state;
    /* By the definition, in Python 3, at glm.nb's answer. */
    struct tl_counts data = {.n = 50, .n_covariates = 2, .count = y, .x = &x[0][0]};
    struct tl_count_fit fit;
    assert_true(tl_count_fit(&data, &fit));
    assert_near(fit.se[0], 0.0990186766869784, 1e-6);
    assert_near(fit.se[1], 0.09648812337394298, 1e-6);
    data.lags = 4;
    assert_true(tl_count_fit(&data, &fit));
    assert_near(fit.se[0], 0.09143930992954583, 1e-6);
    assert_near(fit.se[1], 0.09301933695381046, 1e-6);
    assert_near(fit.se[2], 0.11859960144656628, 1e-6);
}

static void a_rate_needs_its_exposure(void **state)
{
    (void)state;
    /* Weeks of 7 and of 3 or 4 covered days at the same daily rate differ in nothing. */
    double count[40], covered[40];
    struct tl_rng rng;
    tl_rng_init(&rng, 5, 0);
    for (size_t i = 0; i < 40; i++) {
        covered[i] = i % 3 == 0 ? 7 : 3 + (double)(i % 2);
        count[i] = tl_rng_poisson(&rng, 4 * covered[i]);
    }
    struct tl_counts data = {.n = 40, .count = count, .exposure = covered};
    struct tl_count_fit fit, with_gap;
    assert_true(tl_count_fit(&data, &fit));
    assert_near(fit.beta[0], tl_log(4), 4 * fit.model_se[0]);
    /* A gap of any kind is as if it were not there. */
    double longer[42], exposure[42];
    for (size_t i = 0, k = 0; i < 42; i++) {
        bool gap = i == 0 || i == 20;
        longer[i] = i == 0 ? NAN : gap ? 1e9 : count[k];
        exposure[i] = gap ? 0 : covered[k];
        k += !gap;
    }
    data = (struct tl_counts){.n = 42, .count = longer, .exposure = exposure};
    assert_true(tl_count_fit(&data, &with_gap));
    assert_int_equal(with_gap.n, 40);
    assert_near(with_gap.beta[0], fit.beta[0], 1e-12);
    assert_near(with_gap.log_likelihood, fit.log_likelihood, 1e-9);
}

static void counts_without_spread_are_poisson(void **state)
{
    (void)state;
    const double even[8] = {9, 10, 11, 10, 9, 10, 11, 10};
    struct tl_counts data = {.n = 8, .count = even};
    struct tl_count_fit fit;
    assert_true(tl_count_fit(&data, &fit));
    assert_true(fit.theta == (double)INFINITY);
    assert_near(fit.beta[0], tl_log(10), 1e-12);
    assert_near(fit.model_se[0], 1 / sqrt(80), 1e-12);
    double sum = 0;
    for (size_t i = 0; i < 8; i++)
        sum += even[i] * tl_log(10) - 10 - tl_lgamma(even[i] + 1);
    assert_near(fit.log_likelihood, sum, 1e-10);
}

static void what_cannot_be_told_is_left_out(void **state)
{
    (void)state;
    /* The third column repeats the second, the fourth is always 0. */
    double wide[50][4];
    for (size_t i = 0; i < 50; i++) {
        wide[i][0] = x[i][0];
        wide[i][1] = x[i][1];
        wide[i][2] = 2 * x[i][1];
        wide[i][3] = 0;
    }
    struct tl_counts data = {.n = 50, .n_covariates = 4, .count = y, .x = &wide[0][0]};
    struct tl_count_fit fit;
    assert_true(tl_count_fit(&data, &fit));
    assert_near(fit.beta[1], 0.370113097934107, 1e-6);
    assert_near(fit.log_likelihood, -132.33320418304, 1e-8);
    assert_true(fit.beta[3] == 0 && fit.beta[4] == 0 && fit.se[4] == (double)INFINITY);
    const double none[5] = {0, 0, 0, 0, 0};
    data = (struct tl_counts){.n = 5, .count = none};
    assert_false(tl_count_fit(&data, &fit));
    data = (struct tl_counts){.n = 2, .count = y};
    assert_false(tl_count_fit(&data, &fit));
    data = (struct tl_counts){.n = 50, .n_covariates = TL_FIT_MOST, .count = y, .x = &x[0][0]};
    assert_false(tl_count_fit(&data, &fit));
}

static void recovers_what_was_planted(void **state)
{
    (void)state;
    /* 200 series of 104 weeks, theta 8, rate ratio .6 from week 52 on: the mean estimate and how
       often the 95 % interval holds it (of 200: .95 +- .03). */
    unsigned covered = 0;
    double sum = 0;
    for (uint64_t run = 0; run < 200; run++) {
        double count[104], late[104];
        struct tl_rng rng;
        tl_rng_init(&rng, 77, run);
        for (size_t i = 0; i < 104; i++) {
            late[i] = i >= 52;
            double mu = 30 * (i >= 52 ? 0.6 : 1.0);
            count[i] = tl_rng_poisson(&rng, mu * tl_rng_gamma(&rng, 8) / 8);
        }
        struct tl_counts data = {.n = 104, .n_covariates = 1, .count = count, .x = late};
        struct tl_count_fit fit;
        assert_true(tl_count_fit(&data, &fit));
        sum += fit.beta[1];
        covered += fabs(fit.beta[1] - tl_log(0.6)) < 1.96 * fit.se[1];
    }
    assert_near(sum / 200, tl_log(0.6), 0.02);
    assert_in_range(covered, 182, 198);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(errors_are_newey_and_wests),
        cmocka_unit_test(a_rate_needs_its_exposure),
        cmocka_unit_test(counts_without_spread_are_poisson),
        cmocka_unit_test(what_cannot_be_told_is_left_out),
        cmocka_unit_test(recovers_what_was_planted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
