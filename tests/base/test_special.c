#include "tl_test.h"

#include <float.h>

#include "rng.h"
#include "tlmath.h"

/* Relative unless the tolerance is negative, which stands for an absolute one. */
static void check(const char *what, double got, double want, double tolerance)
{
    double bound = tolerance < 0 ? -tolerance : tolerance * fabs(want);
    if (!(fabs(got - want) <= bound))
        fail_msg("%s: %.17g, expected %.17g", what, got, want);
}

/* Figures without another source: mpmath 1.3 with 30 digits or more. */
static void test_gamma_functions(void **state)
{
    (void)state;
    static const double lgamma_cases[][2] = {
        {1e-5, 11.5129196928958256},
        {0.1, 2.252712651734206}, /* scipy 1.10.1, as the next two */
        {3.7, 1.428072326665388},
        {10000, 82099.71749644238},
        {0.5, 0.572364942924700087},
        {1.0000001, -5.7721558299185071e-8},
        {1.4616321449683623, -0.121486290535849608},
        {1.9999, -0.000042275208772153458},
        {2.75, 0.47521466691493713},
        {9.5, 11.6893334207972685},
        {137.25, 536.726253689955165},
        {1e10, 220258509288.810581},
    };
    for (size_t i = 0; i < sizeof lgamma_cases / sizeof lgamma_cases[0]; i++)
        check("lgamma", tl_lgamma(lgamma_cases[i][0]), lgamma_cases[i][1], 4e-15);
    assert_true(tl_lgamma(1) == 0 && tl_lgamma(2) == 0 && tl_lgamma(0) == INFINITY);
    assert_true(isnan(tl_lgamma(-1)) && isnan(tl_lgamma(NAN)) && tl_lgamma(INFINITY) == INFINITY);
    assert_true(tl_lgamma(1e305) < INFINITY && tl_lgamma(1e306) == INFINITY);

    static const double digamma_cases[][2] = {
        {1e-5, -100000.577199215673}, {0.1, -10.423754940411076}, /* scipy 1.10.1, as the next two
                                                                   */
        {3.7, 1.1671535393615113},    {50, 3.9019896734278925},      {0.5, -1.96351002602142348},
        {9.5, 2.19773787640294953},   {137.25, 4.91815666937821186}, {1e10, 23.0258509298904568},
    };
    for (size_t i = 0; i < sizeof digamma_cases / sizeof digamma_cases[0]; i++)
        check("digamma", tl_digamma(digamma_cases[i][0]), digamma_cases[i][1], 1e-13);
    check("digamma at its zero", tl_digamma(1.4616321449683623), 0, -2e-15);
    /* pi^2 / 6, pi^2 / 2, and pi^2 / 6 less the first nine squares. */
    check("trigamma", tl_trigamma(1), 1.6449340668482264, 1e-13);
    check("trigamma", tl_trigamma(0.5), 4.9348022005446793, 1e-13);
    check("trigamma", tl_trigamma(10), 0.10516633568168574, 1e-13);
    for (double x = 0.01; x < 1e6; x *= 1.7)
        check("trigamma(x + 1)", tl_trigamma(x + 1) + 1 / (x * x), tl_trigamma(x), 1e-13);
    assert_true(tl_trigamma(0) == INFINITY && isnan(tl_trigamma(-1)) && isnan(tl_trigamma(NAN)));
    assert_true(tl_digamma(0) == -INFINITY && isnan(tl_digamma(-1)) && isnan(tl_digamma(NAN)));
}

/* Gamma(x + 1) = x Gamma(x), over all branches. */
static void test_lgamma_recurrence(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 41, 0);
    for (int i = 0; i < 50000; i++) {
        double x = i % 2 ? 14 * tl_rng_uniform(&rng) + 1e-3 : 4 * tl_rng_uniform(&rng) + 1e-9;
        double up = tl_lgamma(x + 1), step = tl_log(x);
        check("lgamma(x + 1) - log x", up - step, tl_lgamma(x),
              -4e-15 * (1 + fabs(step) + fabs(up)));
        check("digamma(x + 1)", tl_digamma(x + 1) - 1 / x, tl_digamma(x), -3e-15 * (2 + 1 / x));
    }
}

static void test_erf(void **state)
{
    (void)state;
    static const double cases[][3] = {
        {0.4, 0.428392355046668476, 0.571607644953331524},
        {0.6, 0.603856090847925905, 0.396143909152074095},
        {1, 0.842700792949714869, 0.157299207050285131},
        {2.5, 0.999593047982555041, 0.00040695201744495894},
        {10, 1, 2.08848758376254476e-45},
        {26, 1, 5.66319240885614285e-296},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double x = cases[i][0];
        check("erf", tl_erf(x), cases[i][1], 4 * DBL_EPSILON / 2);
        check("erf", tl_erf(-x), -cases[i][1], 4 * DBL_EPSILON / 2);
        check("erfc", tl_erfc(x), cases[i][2], 1e-14);
        check("erfc", tl_erfc(-x), 2 - cases[i][2], 1e-15);
    }
    /* The C library is close enough to test the bounds everywhere. */
    for (int i = -60000; i <= 60000; i++) {
        double x = i * 1e-4, y = fabs(x) * 26 / 6;
        int exponent;
        frexp((double)erfl(x), &exponent);
        double ulp = (double)ldexpl(1, exponent - DBL_MANT_DIG);
        check("erf", tl_erf(x), (double)erfl(x), -4.5 * ulp); /* half an ulp for the reference */
        check("erfc", tl_erfc(y), (double)erfcl(y), 1e-14);
    }
    assert_true(tl_erf(0) == 0 && tl_erf(INFINITY) == 1 && tl_erf(-INFINITY) == -1);
    assert_true(tl_erfc(INFINITY) == 0 && tl_erfc(-INFINITY) == 2 && tl_erfc(30) == 0);
    assert_true(isnan(tl_erf(NAN)) && isnan(tl_erfc(NAN)));
}

static void test_normal(void **state)
{
    (void)state;
    static const double cases[][3] = {
        {-37, 5.72557122252457682e-300, -689.030585576890594},
        {-20, 2.7536241186062337e-89, -203.917155371097264},
        {-6.5, 4.01600058385911781e-11, -23.9381494951618386},
        {-1, 0.158655253931457051, -1.84102164500926351},
        {0.25, 0.598706325682923724, -0.512984075409430432},
        {3, 0.998650101968369905, -0.0013508099647481938},
        {6, 0.999999999013412355, -9.86587645524375732e-10},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check("cdf", tl_norm_cdf(cases[i][0]), cases[i][1], 1e-13);
        check("log cdf", tl_norm_log_cdf(cases[i][0]), cases[i][2], 1e-12);
    }
    check("log cdf", tl_norm_log_cdf(-1000), -500007.826694812184, 1e-12);
    /* scipy 1.10.1 */
    check("cdf", tl_norm_cdf(-1.96), 0.024997895148220435, 1e-13);
    check("cdf", tl_norm_cdf(2.5758), 0.9949995762622214, 1e-13);
    check("cdf", tl_norm_cdf(-6), 9.865876450376946e-10, 1e-13);
    check("pdf", tl_norm_pdf(0), 0.39894228040143268, 1e-15);
    check("pdf", tl_norm_pdf(-3), 0.0044318484119380075, 1e-15);
    assert_true(tl_norm_cdf(0) == 0.5 && tl_norm_cdf(INFINITY) == 1 && tl_norm_cdf(-INFINITY) == 0);
    assert_true(tl_norm_log_cdf(INFINITY) == 0 && tl_norm_log_cdf(-INFINITY) == -INFINITY);
    assert_true(tl_norm_pdf(INFINITY) == 0 && isnan(tl_norm_pdf(NAN)) && isnan(tl_norm_cdf(NAN)));
    assert_true(isnan(tl_norm_log_cdf(NAN)));
}

static void test_normal_quantile(void **state)
{
    (void)state;
    static const double cases[][2] = {
        {1e-300, -37.0470962993611992},
        {0.001, -3.090232306167813}, /* scipy 1.10.1, as the next three */
        {0.025, -1.9599639845400545},
        {0.8, 0.8416212335729143},
        {0.999999, 4.753424308817087},
        {1e-10, -6.3613409024040562},
        {0.2500001, -0.674489435509607075},
        {0.5000000001, 2.5066284820303539e-10},
        {0.9, 1.28155156554460059},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check("quantile", tl_norm_quantile(cases[i][0]), cases[i][1], 1e-12);
    struct tl_rng rng;
    tl_rng_init(&rng, 42, 0);
    for (int i = 0; i < 20000; i++) {
        double p = i % 2 ? tl_exp(-700 * tl_rng_uniform(&rng)) : tl_rng_uniform(&rng);
        double z = tl_norm_quantile(p);
        /* An error of z comes back times density/cdf, about 1 + |z|, and z itself is rounded. */
        check("cdf of quantile", tl_norm_cdf(z), p, (1 + fabs(z)) * (1 + fabs(z)) * 2e-15);
    }
    assert_true(tl_norm_quantile(0.5) == 0);
    assert_true(tl_norm_quantile(0) == -INFINITY && tl_norm_quantile(1) == INFINITY);
    assert_true(isnan(tl_norm_quantile(-0.1)) && isnan(tl_norm_quantile(1.1)));
    assert_true(isnan(tl_norm_quantile(NAN)));
}

static void test_incomplete_gamma(void **state)
{
    (void)state;
    static const double cases[][4] = {
        {0.01, 0.5, 0.994373243806032816, 0.00562675619396718415},
        {2.5, 0.1, 0.000886138788812442607, 0.999113861211187557},
        {2.5, 2.5, 0.58411981300449208, 0.41588018699550792},
        {30, 60, 0.999993123735031268, 6.87626496873209669e-6},
        {500, 400, 8.10938107879915979e-7, 0.99999918906189212},
        {20000, 20100, 0.760616705561417648, 0.239383294438582352},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double a = cases[i][0], x = cases[i][1];
        check("gamma_p", tl_gamma_p(a, x), cases[i][2], 1e-12);
        check("chi2_sf", tl_chi2_sf(2 * x, 2 * a), cases[i][3], 1e-12);
    }
    /* scipy 1.10.1 */
    check("chi2_sf", tl_chi2_sf(3.84, 1), 0.05004352124870519, 1e-12);
    check("chi2_sf", tl_chi2_sf(10, 5), 0.07523524614651217, 1e-12);
    check("chi2_sf", tl_chi2_sf(50, 1), 1.537459794428033e-12, 1e-12);
    check("chi2_sf", tl_chi2_sf(50, 30), 0.01240206071890054, 1e-12);
    /* For shape 1 it is the exponential; for df 1 the square of a normal. */
    for (double x = 1e-6; x < 600; x *= 1.1) {
        check("gamma_p(1, x)", tl_gamma_p(1, x), -tl_expm1(-x), 1e-12);
        check("chi2_sf(x, 2)", tl_chi2_sf(x, 2), tl_exp(-x / 2), 1e-12);
        check("chi2_sf(z^2, 1)", tl_chi2_sf(x, 1), 2 * tl_norm_cdf(-sqrt(x)), 1e-12);
    }
    /* Where the expansion for large shapes takes over, nothing jumps: from 5 sigma below to 5 above
       the difference is that of the shapes, of order 1e-10. */
    for (int z = -5; z <= 5; z++) {
        double a = 1e8, below = nextafter(a, 0);
        check("gamma_p at 1e8", tl_gamma_p(a, a + z * 1e4), tl_gamma_p(below, a + z * 1e4), 1e-11);
    }
    assert_true(tl_gamma_p(2, 0) == 0 && tl_gamma_p(2, -1) == 0 && tl_gamma_p(2, INFINITY) == 1);
    assert_true(tl_chi2_sf(0, 3) == 1 && tl_chi2_sf(INFINITY, 3) == 0);
    assert_true(isnan(tl_gamma_p(0, 1)) && isnan(tl_gamma_p(1, NAN)) && isnan(tl_chi2_sf(1, NAN)));
}

static void test_beta(void **state)
{
    (void)state;
    static const double cases[][4] = {
        {0.01, 0.5, 3, 0.186253750000000002},
        {0.3, 8, 20, 0.588705193868771318},
        {0.502, 5000, 5000, 0.655418648177274848},
        {0.999, 40, 0.2, 0.432696035932279238},
        {0.05, 0.5, 0.5, 0.14356629312870628}, /* scipy 1.10.1, as all below */
        {0.9, 0.5, 0.5, 0.7951672353008662},
        {0.05, 2, 3, 0.01401875},
        {0.5, 2, 3, 0.6875},
        {0.5, 50, 20, 0.00012219850828878754},
        {0.9, 50, 20, 0.999991126008297},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check("beta_cdf", tl_beta_cdf(cases[i][0], cases[i][1], cases[i][2]), cases[i][3], -1e-13);
    struct tl_rng rng;
    tl_rng_init(&rng, 43, 0);
    for (int i = 0; i < 5000; i++) {
        double a = tl_exp(8 * tl_rng_uniform(&rng) - 2), b = tl_exp(8 * tl_rng_uniform(&rng) - 2);
        double x = tl_rng_uniform(&rng), p = tl_beta_cdf(x, a, b);
        check("symmetry", 1 - tl_beta_cdf(1 - x, b, a), p, -1e-13);
        check("b = 1", tl_beta_cdf(x, a, 1), tl_pow(x, a), -1e-13);
        double u = tl_rng_uniform(&rng), q = tl_beta_quantile(u, a, b);
        double low = tl_beta_cdf(q - 1e-12, a, b), high = tl_beta_cdf(q + 1e-12, a, b);
        if (!(low - 1e-13 <= u && u <= high + 1e-13))
            fail_msg("beta_quantile(%.17g, %.17g, %.17g) = %.17g", u, a, b, q);
    }
    /* For (1, 2) the quantile is 1 - sqrt(1 - p). */
    check("quantile", tl_beta_quantile(0.19, 1, 2), 0.1, -1e-12);
    check("quantile", tl_beta_quantile(0.5, 7, 7), 0.5, -1e-12);
    assert_true(tl_beta_cdf(0, 2, 3) == 0 && tl_beta_cdf(1, 2, 3) == 1);
    assert_true(tl_beta_quantile(0, 2, 3) == 0 && tl_beta_quantile(1, 2, 3) == 1);
    assert_true(isnan(tl_beta_cdf(0.5, 0, 1)) && isnan(tl_beta_cdf(NAN, 1, 1)));
    assert_true(isnan(tl_beta_quantile(1.5, 1, 1)) && isnan(tl_beta_quantile(NAN, 1, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gamma_functions),
        cmocka_unit_test(test_lgamma_recurrence),
        cmocka_unit_test(test_erf),
        cmocka_unit_test(test_normal),
        cmocka_unit_test(test_normal_quantile),
        cmocka_unit_test(test_incomplete_gamma),
        cmocka_unit_test(test_beta),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
