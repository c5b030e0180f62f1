/* Accelerated failure time regression against R's survreg. */
#include "tl_test.h"

#include <math.h>

#include "aft.h"
#include "tlmath.h"

/* Weeks of remission: Freireich et al. 1963, Blood 21:699 (+: still in remission). */
static const double mp[] = {6,  6,  6,  6,  7,  9,  10, 10, 11, 13, 16,
                            17, 19, 20, 22, 23, 25, 32, 32, 34, 35};
static const int mp_ended[] = {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
static const double placebo[] = {1, 1, 2,  2,  3,  4,  4,  5,  5,  8, 8,
                                 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};
#define ARM 21

struct remission {
    double lower[2 * ARM], upper[2 * ARM], x[2 * 2 * ARM];
};

static struct tl_aft_data remission(struct remission *r, enum tl_aft_error error)
{
    for (size_t i = 0; i < 2 * ARM; i++) {
        bool treated = i < ARM;
        r->lower[i] = r->upper[i] = tl_log(treated ? mp[i] : placebo[i - ARM]);
        if (treated && !mp_ended[i])
            r->upper[i] = INFINITY;
        r->x[2 * i] = 1.0;
        r->x[2 * i + 1] = treated ? 0.0 : 1.0; /* treatcontrol */
    }
    return (struct tl_aft_data){
        .error = error, .n = 2 * ARM, .p = 2, .lower = r->lower, .upper = r->upper, .x = r->x};
}

/* R 4.2, survreg(Surv(time, cens) ~ treat, gehan, dist = "lognormal"). */
static void remission_log_normal(void **state)
{
    (void)state;
    struct remission r;
    struct tl_aft_data data = remission(&r, TL_AFT_LOG_NORMAL);
    struct tl_aft_fit fit;
    tl_aft_fit(&data, NULL, &fit);
    assert_true(fit.converged);
    assert_near(fit.beta[0], 3.171968, 1e-6);
    assert_near(fit.beta[1], -1.346847, 1e-6);
    assert_near(tl_log(fit.sigma), -0.079185, 1e-6);
    assert_near(fit.log_likelihood, -106.70462, 1e-5);
    assert_near(tl_exp(fit.beta[1]), 0.26006, 1e-5);
}

/* The same with dist = "weibull". */
static void remission_weibull(void **state)
{
    (void)state;
    struct remission r;
    struct tl_aft_data data = remission(&r, TL_AFT_WEIBULL);
    struct tl_aft_fit fit;
    tl_aft_fit(&data, NULL, &fit);
    assert_true(fit.converged);
    assert_near(fit.beta[0], 3.515687, 1e-6);
    assert_near(fit.beta[1], -1.267335, 1e-6);
    assert_near(tl_log(fit.sigma), -0.311709, 1e-6);
    assert_near(fit.log_likelihood, -106.57949, 1e-5);
    assert_near(tl_exp(-fit.beta[1] / fit.sigma), 5.646, 1e-3);
}

static void remission_without_arm(void **state)
{
    (void)state;
    struct remission r;
    struct tl_aft_data data = remission(&r, TL_AFT_LOG_NORMAL);
    double ones[2 * ARM];
    for (size_t i = 0; i < 2 * ARM; i++)
        ones[i] = 1.0;
    data.p = 1;
    data.x = ones;
    struct tl_aft_fit fit;
    tl_aft_fit(&data, NULL, &fit);
    assert_near(fit.log_likelihood, -115.39298, 1e-5);
}

/* The eight waits of the catalogue's A11 in minutes; R survreg. */
static const double waits[] = {2, 5, 5, 9, 12, 30, 45, 60};
static const int ended[] = {1, 1, 1, 0, 1, 0, 1, 0};
static const double one[] = {1, 1, 1, 1, 1, 1, 1, 1};

static struct tl_aft_data eight(double *lower, double *upper, enum tl_aft_error error)
{
    for (size_t i = 0; i < 8; i++) {
        lower[i] = tl_log(waits[i]);
        upper[i] = ended[i] ? lower[i] : INFINITY;
    }
    return (struct tl_aft_data){
        .error = error, .n = 8, .p = 1, .lower = lower, .upper = upper, .x = one};
}

static void eight_waits(void **state)
{
    (void)state;
    double lower[8], upper[8], mu = tl_log(12.0);
    struct tl_aft_data data = eight(lower, upper, TL_AFT_LOG_NORMAL);
    struct tl_aft_fit fit;
    assert_near(tl_aft_log_likelihood(&data, &mu, 1.2), -22.394428, 1e-6);
    tl_aft_fit(&data, NULL, &fit);
    assert_true(fit.converged);
    assert_near(fit.beta[0], 2.926004, 1e-6);
    assert_near(fit.sigma, 1.547805, 1e-6);
    assert_near(fit.log_likelihood, -21.793023, 1e-6);
    assert_near(tl_exp(fit.beta[0]), 18.653, 1e-3);
    data.error = TL_AFT_WEIBULL;
    tl_aft_fit(&data, NULL, &fit);
    assert_near(tl_exp(fit.beta[0]), 34.6065, 1e-4);
    assert_near(1.0 / fit.sigma, 0.776206, 1e-6);
    assert_near(fit.log_likelihood, -22.304725, 1e-6);
}

/* Catalogue A13: mu = log 5 minutes, sigma 1.5; d = 0 -> (0, 1), d = 3 -> (2, 4). */
static void minute_intervals(void **state)
{
    (void)state;
    double mu = tl_log(5.0);
    assert_near(tl_aft_slope(TL_AFT_LOG_NORMAL, -INFINITY, 0.0, mu, 1.5).value,
                tl_norm_log_cdf((0.0 - mu) / 1.5), 1e-12);
    assert_near(tl_aft_slope(TL_AFT_LOG_NORMAL, -INFINITY, 0.0, mu, 1.5).value, -1.954432, 1e-6);
    assert_near(tl_aft_slope(TL_AFT_LOG_NORMAL, tl_log(2.0), tl_log(4.0), mu, 1.5).value, -1.770637,
                1e-6);
}

/* Derivatives by mu and log sigma against differences, for every kind of observation. */
static void slopes_are_derivatives(void **state)
{
    (void)state;
    static const double limits[][2] = {{1.3, 1.3}, {1.3, INFINITY}, {-INFINITY, 0.4},
                                       {0.2, 1.9}, {4.0, 4.6},      {-5.0, -4.5}};
    const double mu = 0.7, sigma = 0.9, h = 1e-5;
    for (size_t e = 0; e < 2; e++)
        for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
            enum tl_aft_error error = e == 0 ? TL_AFT_LOG_NORMAL : TL_AFT_WEIBULL;
            double lo = limits[i][0], hi = limits[i][1], up = sigma * tl_exp(h),
                   down = sigma * tl_exp(-h);
            struct tl_aft_slope d = tl_aft_slope(error, lo, hi, mu, sigma);
            struct tl_aft_slope m1 = tl_aft_slope(error, lo, hi, mu + h, sigma);
            struct tl_aft_slope m0 = tl_aft_slope(error, lo, hi, mu - h, sigma);
            struct tl_aft_slope s1 = tl_aft_slope(error, lo, hi, mu, up);
            struct tl_aft_slope s0 = tl_aft_slope(error, lo, hi, mu, down);
            assert_near(d.mu, (m1.value - m0.value) / (2 * h), 1e-6);
            assert_near(d.s, (s1.value - s0.value) / (2 * h), 1e-6);
            assert_near(d.mu_mu, (m1.mu - m0.mu) / (2 * h), 1e-6);
            assert_near(d.mu_s, (m1.s - m0.s) / (2 * h), 1e-6);
            assert_near(d.s_s, (s1.s - s0.s) / (2 * h), 1e-6);
        }
}

/* Without censoring the normal model is a mean: its robust variance over clusters is
   sum over clusters of (sum of residuals)^2, over n^2. */
static void robust_variance_of_a_mean(void **state)
{
    (void)state;
    static const double y[] = {1.0, 1.2, 2.9, 3.1, 0.4, 0.7};
    static const size_t cluster[] = {0, 0, 1, 1, 2, 2};
    struct tl_aft_data data = {
        .error = TL_AFT_LOG_NORMAL, .n = 6, .p = 1, .lower = y, .upper = y, .x = one};
    struct tl_aft_fit fit;
    tl_aft_fit(&data, NULL, &fit);
    double mean = 0.0, score[3][2] = {{0}}, meat[4] = {0}, covariance[4], expect = 0.0;
    for (size_t i = 0; i < 6; i++)
        mean += y[i] / 6.0;
    for (size_t i = 0; i < 6; i++) {
        struct tl_aft_slope d = tl_aft_slope(TL_AFT_LOG_NORMAL, y[i], y[i], fit.beta[0], fit.sigma);
        score[cluster[i]][0] += d.mu;
        score[cluster[i]][1] += d.s;
    }
    for (size_t c = 0; c < 3; c++) {
        double sum = y[2 * c] + y[2 * c + 1] - 2.0 * mean;
        expect += sum * sum / 36.0;
        for (size_t i = 0; i < 2; i++)
            for (size_t j = 0; j < 2; j++)
                meat[2 * i + j] += score[c][i] * score[c][j];
    }
    tl_aft_robust(&fit, meat, covariance);
    assert_near(fit.beta[0], mean, 1e-9);
    assert_near(covariance[0], expect, 1e-9);
}

/* Weights are repetitions; a prior keeps sigma off zero; nothing to fit does not converge. */
static void weights_and_edges(void **state)
{
    (void)state;
    static const double twice[] = {0.1, 0.1, 0.9, 0.9}, once[] = {0.1, 0.9}, two[] = {2, 2};
    struct tl_aft_data all = {.n = 4, .p = 1, .lower = twice, .upper = twice, .x = one};
    struct tl_aft_data weighted = {
        .n = 2, .p = 1, .lower = once, .upper = once, .weight = two, .x = one};
    struct tl_aft_fit a, b;
    tl_aft_fit(&all, NULL, &a);
    tl_aft_fit(&weighted, NULL, &b);
    assert_near(a.beta[0], b.beta[0], 1e-12);
    assert_near(a.sigma, b.sigma, 1e-12);
    assert_near(a.covariance[0], b.covariance[0], 1e-12);

    static const double same[] = {1.0, 1.0, 1.0};
    static const struct tl_aft_prior prior = {.log_sigma = 0.405465, .log_sigma_sd = 0.5};
    struct tl_aft_data constant = {.n = 3, .p = 1, .lower = same, .upper = same, .x = one};
    tl_aft_fit(&constant, NULL, &a);
    assert_false(a.converged);
    tl_aft_fit(&constant, &prior, &a);
    assert_true(a.converged);
    assert_near(a.beta[0], 1.0, 1e-9);
    assert_true(a.sigma > 0.2 && a.sigma < 1.5);

    static const double never[] = {INFINITY, INFINITY, INFINITY};
    struct tl_aft_data open = {.n = 3, .p = 1, .lower = same, .upper = never, .x = one};
    tl_aft_fit(&open, &prior, &a);
    assert_false(a.converged);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(remission_log_normal),      cmocka_unit_test(remission_weibull),
        cmocka_unit_test(remission_without_arm),     cmocka_unit_test(eight_waits),
        cmocka_unit_test(minute_intervals),          cmocka_unit_test(slopes_are_derivatives),
        cmocka_unit_test(robust_variance_of_a_mean), cmocka_unit_test(weights_and_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
