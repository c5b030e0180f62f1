#include "tl_test.h"

#include <float.h>

#include "rng.h"
#include "tlmath.h"

#define POINTS 100000

/* Where long double has no more digits, the reference itself is off by up to an ulp or so. */
static const double slack = LDBL_MANT_DIG > DBL_MANT_DIG ? 0 : 1.5;

/* |got - want| in units of the last place of `want` rounded to a double. */
static double ulps(double got, long double want)
{
    int exponent;
    double size = fabs((double)want);
    frexp(size < DBL_MIN ? DBL_MIN : size, &exponent);
    return (double)(fabsl((long double)got - want) / ldexpl(1, exponent - DBL_MANT_DIG));
}

/* The worst error in [low, high]: on a grid and at random, also random in the exponent when low is
   above 0. */
static void check_ulps(const char *name, double (*mine)(double), long double (*exact)(long double),
                       double low, double high, double bound)
{
    struct tl_rng rng;
    tl_rng_init(&rng, 31, 0);
    for (int i = 0; i < 3 * POINTS; i++) {
        double x = i < POINTS ? low + (high - low) * ((double)i / POINTS)
                              : low + (high - low) * tl_rng_uniform(&rng);
        if (i >= 2 * POINTS && low > 0)
            x = exp(log(low) + (log(high) - log(low)) * tl_rng_uniform(&rng));
        double error = ulps(mine(x), exact(x));
        if (!(error <= bound + slack))
            fail_msg("%s(%a) = %a is %g ulp off", name, x, mine(x), error);
    }
}

static void test_exp(void **state)
{
    (void)state;
    check_ulps("exp", tl_exp, expl, -708, 709.78, 1);
    check_ulps("exp", tl_exp, expl, -1, 1, 1);
    check_ulps("exp", tl_exp, expl, -745.1, -708, 1); /* subnormal */
    assert_true(tl_exp(0) == 1 && tl_exp(-0.0) == 1 && tl_exp(1e-300) == 1);
    assert_true(tl_exp(0x1.62e42fefa39efp+9) < INFINITY); /* the largest double below log(max) */
    assert_true(tl_exp(0x1.62e42fefa39fp+9) == INFINITY);
    assert_true(tl_exp(-745.14) == 0 && tl_exp(-745.13) > 0);
    assert_true(tl_exp(INFINITY) == INFINITY && tl_exp(-INFINITY) == 0 && isnan(tl_exp(NAN)));

    check_ulps("expm1", tl_expm1, expm1l, -40, 709.78, 2);
    check_ulps("expm1", tl_expm1, expm1l, -1, 1, 2);
    check_ulps("expm1", tl_expm1, expm1l, 1e-300, 0.2, 2);
    assert_true(tl_expm1(0) == 0 && tl_expm1(-1e-300) == -1e-300 && tl_expm1(-800) == -1);
    assert_true(tl_expm1(INFINITY) == INFINITY && tl_expm1(-INFINITY) == -1);
    assert_true(isnan(tl_expm1(NAN)));
}

static void test_log(void **state)
{
    (void)state;
    check_ulps("log", tl_log, logl, DBL_MIN, DBL_MAX / 4, 1);
    check_ulps("log", tl_log, logl, 0.5, 2, 1);
    check_ulps("log", tl_log, logl, 0.98, 1.02, 1);
    check_ulps("log", tl_log, logl, 1 - 1e-9, 1 + 1e-9, 1);
    check_ulps("log", tl_log, logl, 0x1p-1074, 0x1p-1022, 1);
    assert_true(tl_log(1) == 0 && tl_log(0) == -INFINITY && tl_log(-0.0) == -INFINITY);
    assert_true(isnan(tl_log(-1)) && isnan(tl_log(NAN)) && tl_log(INFINITY) == INFINITY);

    check_ulps("log1p", tl_log1p, log1pl, -0.999999, 4, 2);
    check_ulps("log1p", tl_log1p, log1pl, -0.01, 0.01, 2);
    check_ulps("log1p", tl_log1p, log1pl, 1e-300, 1e300, 2);
    assert_true(tl_log1p(0) == 0 && tl_log1p(-1e-300) == -1e-300 && tl_log1p(-1) == -INFINITY);
    assert_true(isnan(tl_log1p(-2)) && tl_log1p(INFINITY) == INFINITY && isnan(tl_log1p(NAN)));

    check_ulps("log10", tl_log10, log10l, DBL_MIN, DBL_MAX / 4, 2);
    check_ulps("log10", tl_log10, log10l, 0.9, 1.1, 2);
    for (int i = 0; i <= 22; i++) { /* these powers of ten are doubles */
        double x = 1;
        for (int k = 0; k < i; k++)
            x *= 10;
        assert_true(tl_log10(x) == i);
    }
    assert_true(tl_log10(0) == -INFINITY && isnan(tl_log10(-1)));
}

static void test_pow(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 32, 0);
    for (int i = 0; i < 4 * POINTS; i++) {
        double x = i % 2 ? tl_exp(1400 * (tl_rng_uniform(&rng) - 0.5))
                         : 1 + (tl_rng_uniform(&rng) - 0.5) / (i % 4 ? 2 : 1e6);
        double size = tl_log(x);
        if (size == 0)
            continue;
        double y = (tl_rng_uniform(&rng) - 0.5) * 200 / size;
        double error = ulps(tl_pow(x, y), powl(x, y));
        if (!(error <= 4 + slack * 100))
            fail_msg("pow(%a, %a) is %g ulp off", x, y, error);
        y *= 7; /* as far as results are normal numbers */
        long double want = powl(x, y);
        if (!(fabsl(tl_pow(x, y) / want - 1) <= 1e-13L))
            fail_msg("pow(%a, %a) = %a", x, y, tl_pow(x, y));
    }
    assert_true(tl_pow(3, 4) == 81 && tl_pow(2, -1074) == 0x1p-1074 && tl_pow(0.25, 0.5) == 0.5);
    assert_true(tl_pow(2, 1024) == INFINITY && tl_pow(2, -1080) == 0 && tl_pow(0.5, 1e300) == 0);
    assert_true(tl_pow(0, 0) == 1 && tl_pow(NAN, 0) == 1 && tl_pow(1, NAN) == 1);
    assert_true(tl_pow(0, 2) == 0 && tl_pow(0, -2) == INFINITY);
    assert_true(tl_pow(INFINITY, 2) == INFINITY && tl_pow(INFINITY, -2) == 0);
    assert_true(tl_pow(2, INFINITY) == INFINITY && tl_pow(2, -INFINITY) == 0);
    assert_true(tl_pow(0.5, INFINITY) == 0 && tl_pow(0.5, -INFINITY) == INFINITY);
    assert_true(isnan(tl_pow(-1, 2)) && isnan(tl_pow(NAN, 1)) && isnan(tl_pow(2, NAN)));
}

static void test_trigonometric(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 33, 0);
    static const double widths[] = {1, 10, 1e3, 1e5};
    for (int i = 0; i < 4 * POINTS; i++) {
        double x = (2 * tl_rng_uniform(&rng) - 1) * widths[i % 4];
        if (i % 16 == 0)
            x = floor(x) * (0x1.921fb54442d18p+0); /* next to the zeros */
        long double s = sinl(x), c = cosl(x);
        if (!(fabsl(tl_sin(x) - s) <= 2e-16L + (long double)(fabs((double)s) * DBL_EPSILON)))
            fail_msg("sin(%a) = %a", x, tl_sin(x));
        if (!(fabsl(tl_cos(x) - c) <= 2e-16L + (long double)(fabs((double)c) * DBL_EPSILON)))
            fail_msg("cos(%a) = %a", x, tl_cos(x));
        double y = (2 * tl_rng_uniform(&rng) - 1) * widths[i / 4 % 4];
        if (!(fabsl(tl_atan2(y, x) - atan2l(y, x)) <= 1e-15L))
            fail_msg("atan2(%a, %a) = %a", y, x, tl_atan2(y, x));
    }
    assert_true(tl_sin(0) == 0 && tl_cos(0) == 1 && tl_sin(1e-300) == 1e-300);
    assert_true(isnan(tl_sin(INFINITY)) && isnan(tl_cos(NAN)) && isnan(tl_sin(1e7)));

    const double pi = 0x1.921fb54442d18p+1;
    assert_true(tl_atan2(0, 1) == 0 && tl_atan2(0, -1) == pi && tl_atan2(-0.0, -1) == -pi);
    assert_true(tl_atan2(0, 0) == 0 && tl_atan2(0, -0.0) == pi && tl_atan2(1, 0) == pi / 2);
    assert_true(tl_atan2(-1, 0) == -pi / 2 && tl_atan2(1, 1) == pi / 4);
    assert_true(tl_atan2(INFINITY, INFINITY) == pi / 4 && tl_atan2(1, INFINITY) == 0);
    assert_true(tl_atan2(1, -INFINITY) == pi && tl_atan2(-INFINITY, 5) == -pi / 2);
    assert_near(tl_atan2(1e308, -1e308), 0.75 * pi, 1e-15);
    assert_near(tl_atan2(0x1p-1074, 0x1p-1073), 0.46364760900080612, 1e-15); /* atan(1/2) */
    assert_true(isnan(tl_atan2(NAN, 1)) && isnan(tl_atan2(1, NAN)));
}

static void test_tanh(void **state)
{
    (void)state;
    check_ulps("tanh", tl_tanh, tanhl, -25, 25, 4);
    check_ulps("tanh", tl_tanh, tanhl, 1e-300, 2, 4);
    assert_true(tl_tanh(0) == 0 && tl_tanh(INFINITY) == 1 && tl_tanh(-1e300) == -1);
    assert_true(isnan(tl_tanh(NAN)));
}

static void mix_bits(uint64_t *hash, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    if (isnan(x))
        bits = 1; /* the sign and payload of a NaN are free */
    *hash = (*hash ^ bits) * UINT64_C(0x100000001b3);
}

/* The same bits from every compiler, level and machine: this figure is what reports rest on. */
static void test_same_bits(void **state)
{
    (void)state;
    double (*const functions[])(double) = {
        tl_exp,      tl_expm1,    tl_log,          tl_log1p,         tl_log10, tl_sin,
        tl_cos,      tl_tanh,     tl_lgamma,       tl_digamma,       tl_erf,   tl_erfc,
        tl_norm_pdf, tl_norm_cdf, tl_norm_log_cdf, tl_norm_quantile,
    };
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    struct tl_rng rng;
    tl_rng_init(&rng, 34, 0);
    for (int i = 0; i < 20000; i++) {
        double x = (tl_rng_uniform(&rng) - 0.3) * (i % 3 == 0 ? 60 : 2);
        for (size_t k = 0; k < sizeof functions / sizeof functions[0]; k++)
            mix_bits(&hash, functions[k](x));
        double a = 0.1 + 20 * tl_rng_uniform(&rng), b = 0.1 + 20 * tl_rng_uniform(&rng);
        mix_bits(&hash, tl_pow(a, x));
        mix_bits(&hash, tl_atan2(a, x));
        mix_bits(&hash, tl_gamma_p(a, b));
        mix_bits(&hash, tl_chi2_sf(b, a));
        mix_bits(&hash, tl_beta_cdf(tl_rng_uniform(&rng), a, b));
        mix_bits(&hash, tl_rng_normal(&rng));
        mix_bits(&hash, tl_rng_gamma(&rng, a));
        mix_bits(&hash, tl_rng_poisson(&rng, b));
        if (i % 20 == 0)
            mix_bits(&hash, tl_beta_quantile(tl_rng_uniform(&rng), a, b));
    }
    if (hash != UINT64_C(0xe819e7fa3f187849))
        fail_msg("the bits hash to 0x%016llx", (unsigned long long)hash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exp),  cmocka_unit_test(test_log),
        cmocka_unit_test(test_pow),  cmocka_unit_test(test_trigonometric),
        cmocka_unit_test(test_tanh), cmocka_unit_test(test_same_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
