/* Shares of weeks: the formula, a fit by another way, and weeks that scatter too little. */
#include "tl_test.h"
#include "regression.h"
#include "tlmath.h"

static const double done[12] = {3, 9, 1, 12, 7, 2, 15, 6, 8, 0, 11, 4};
static const double tried[12] = {10, 14, 9, 16, 12, 11, 18, 15, 10, 8, 20, 13};

static void agrees_with_the_formula(void **state)
{
    (void)state;
    assert_near(tl_beta_binomial_log_p(14, 20, 4, 4), -2.7438512, 5e-8);
    double total = 0, mean = 0, square = 0;
    for (int y = 0; y <= 20; y++) {
        double p = tl_exp(tl_beta_binomial_log_p(y, 20, 4, 4));
        total += p;
        mean += p * y;
        square += p * y * y;
    }
    assert_near(total, 1, 1e-12);
    assert_near(square - mean * mean, 15.5556, 5e-5);
}

static void finds_the_maximum(void **state)
{
    (void)state;
    /* By pattern search and numerical second derivatives in Python 3. */
    struct tl_share_fit fit;
    assert_true(tl_share_fit(done, tried, 12, &fit));
    assert_int_equal(fit.n, 12);
    assert_near(fit.share, 0.46157779492147266, 1e-6);
    assert_near(fit.rho, 0.1971212401075413, 1e-6);
    assert_near(fit.log_likelihood, -30.298302477970427, 1e-9);
    assert_near(fit.logit_se, 0.29707980996214756, 1e-5);
}

static void leaves_gaps_out(void **state)
{
    (void)state;
    double y[14], n[14];
    for (size_t i = 0, k = 0; i < 14; i++) {
        bool gap = i == 2 || i == 13;
        y[i] = gap ? NAN : done[k];
        n[i] = i == 13 ? 0 : gap ? 5 : tried[k];
        k += !gap;
    }
    struct tl_share_fit whole, gapped;
    assert_true(tl_share_fit(done, tried, 12, &whole));
    assert_true(tl_share_fit(y, n, 14, &gapped));
    assert_int_equal(gapped.n, 12);
    assert_near(gapped.rho, whole.rho, 1e-12);
}

static void even_weeks_are_binomial(void **state)
{
    (void)state;
    const double y[6] = {5, 5, 6, 5, 4, 5}, n[6] = {10, 10, 10, 10, 10, 10};
    struct tl_share_fit fit;
    assert_true(tl_share_fit(y, n, 6, &fit));
    assert_near(fit.share, 0.5, 1e-12);
    assert_true(fit.rho == 0);
    assert_near(fit.logit_se, 1 / sqrt(15), 1e-12);
    assert_near(fit.log_likelihood, -8.776899422116088, 1e-9); /* sum of log C(10, y) - 10 log 2 */
    assert_false(tl_share_fit(n, n, 6, &fit));                 /* always */
    assert_false(tl_share_fit(y, n, 1, &fit));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_formula),
        cmocka_unit_test(finds_the_maximum),
        cmocka_unit_test(leaves_gaps_out),
        cmocka_unit_test(even_weeks_are_binomial),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
