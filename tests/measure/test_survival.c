/* Kaplan-Meier against published and computed references. */
#include "tl_test.h"

#include <math.h>

#include "survival.h"

/* Weeks of remission under 6-MP: Freireich et al. 1963, Blood 21:699; figures of the curve from R
   4.2 survfit on MASS::gehan. */
static const double mp_time[] = {6, 7, 9, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 34, 35};
static const uint32_t mp_events[] = {3, 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0};
static const uint32_t mp_censored[] = {1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 2, 1, 1};
#define MP_TIMES (sizeof mp_time / sizeof *mp_time)

static void remission_curve(void **state)
{
    (void)state;
    static const double at[] = {6, 7, 10, 13, 16, 22, 23};
    static const double survival[] = {.857143, .806723, .752941, .690196,
                                      .627451, .537815, .448179};
    static const double se[] = {.076360, .086935, .096350, .106815, .114054, .128233, .134592};
    double s[MP_TIMES], g[MP_TIMES];
    struct tl_survival curve =
        tl_survival_curve(mp_time, mp_events, mp_censored, MP_TIMES, 5.0, s, g);
    assert_int_equal(curve.observed, 21);
    assert_int_equal(curve.events, 9);
    for (size_t i = 0; i < 7; i++) {
        struct tl_survival_point p = tl_survival_at(&curve, at[i]);
        assert_near(p.survival, survival[i], 1e-6);
        assert_near(p.se, se[i], 1e-6);
        assert_near(tl_survival_at(&curve, at[i] + 0.5).survival, p.survival, 0.0);
    }
    assert_near(tl_survival_at(&curve, 5.9).survival, 1.0, 0.0);
    assert_near(tl_survival_quantile(&curve, 0.5).time, 23.0, 0.0);
    /* fewer than five at risk from 32 weeks on: 32, 32, 34 and 35 are left */
    assert_near(curve.thin_from, 32.0, 0.0);
}

/* Eight waits in minutes: 2, 5, 5, 9+, 12, 30+, 45, 60+; computed with R survfit. */
static void eight_waits(void **state)
{
    (void)state;
    static const double time[] = {2, 5, 9, 12, 30, 45, 60};
    static const uint32_t events[] = {1, 2, 0, 1, 0, 1, 0}, censored[] = {0, 0, 1, 0, 1, 0, 1};
    static const double at[] = {2, 5, 12, 45}, expect[] = {.875, .625, .46875, .234375};
    static const double se[] = {.116927, .171163, .186521, .190167};
    double s[7], g[7];
    struct tl_survival curve = tl_survival_curve(time, events, censored, 7, 1.0, s, g);
    for (size_t i = 0; i < 4; i++) {
        assert_near(tl_survival_at(&curve, at[i]).survival, expect[i], 1e-9);
        assert_near(tl_survival_at(&curve, at[i]).se, se[i], 1e-6);
    }
    struct tl_survival_time mean = tl_survival_mean(&curve, 60.0);
    assert_near(mean.time, 27.984375, 1e-9);
    assert_true(mean.lo < mean.time && mean.time < mean.hi);
    assert_true(isinf(curve.thin_from));
}

/* 25 simulated waits (numpy, seeded); R 4.2.2 with survival 3.5-3: survfit, conf.type log-log. */
static void simulated_waits(void **state)
{
    (void)state;
    static const double time[] = {1, 2, 3, 4, 5, 8, 9, 11, 12, 14, 15, 18, 38, 40, 88, 89};
    static const uint32_t events[] = {1, 1, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0};
    static const uint32_t censored[] = {1, 2, 0, 2, 0, 1, 1, 2, 1, 1, 1, 0, 0, 1, 1, 1};
    double s[16], g[16];
    struct tl_survival curve = tl_survival_curve(time, events, censored, 16, 5.0, s, g);
    struct tl_survival_point p = tl_survival_at(&curve, 12.0);
    assert_near(p.survival, 0.647496894409938, 1e-12);
    assert_near(p.se / p.survival, 0.17312073844426, 1e-12);
    assert_near(p.lo, 0.387208797269784, 1e-9);
    assert_near(p.hi, 0.819460415257731, 1e-9);
    assert_near(tl_survival_at(&curve, 100.0).lo, 0.0965474416261934, 1e-9);
    struct tl_survival_time median = tl_survival_quantile(&curve, 0.5);
    assert_near(median.time, 18.0, 0.0);
    assert_near(median.lo, 9.0, 0.0);
    assert_true(isnan(median.hi));
    assert_near(tl_survival_quantile(&curve, 0.25).time, 9.0, 0.0);
    struct tl_survival_time mean = tl_survival_mean(&curve, 15.6);
    assert_near(mean.time, 12.0359863354037, 1e-9);
    assert_near(mean.hi - mean.time, 1.959963984540054 * 1.10897681281756, 1e-6);
    assert_near(curve.thin_from, 38.0, 0.0);
}

/* Four that all ended: S(2) is exactly 1/2, so the median is (2 + 3) / 2. */
static void flat_at_half(void **state)
{
    (void)state;
    static const double time[] = {1, 2, 3, 4};
    static const uint32_t events[] = {1, 1, 1, 1}, censored[] = {0, 0, 0, 0};
    double s[4], g[4];
    struct tl_survival curve = tl_survival_curve(time, events, censored, 4, 1.0, s, g);
    assert_near(tl_survival_quantile(&curve, 0.5).time, 2.5, 0.0);
    struct tl_survival_time mean = tl_survival_mean(&curve, 10.0);
    assert_near(mean.time, 2.5, 1e-12);
    /* all ended: the variance is that of a mean with n, 1.25 / 4 */
    assert_near((mean.hi - mean.lo) / (2.0 * 1.959963984540054), sqrt(1.25 / 4.0), 1e-9);
}

static void nothing_observed(void **state)
{
    (void)state;
    double s[1], g[1];
    static const double time[] = {1};
    static const uint32_t none[] = {0};
    struct tl_survival curve = tl_survival_curve(time, none, none, 1, 5.0, s, g);
    assert_true(isnan(tl_survival_at(&curve, 1.0).survival));
    assert_true(isnan(tl_survival_mean(&curve, 1.0).time));
    assert_true(isnan(tl_survival_quantile(&curve, 0.5).time));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(remission_curve),  cmocka_unit_test(eight_waits),
        cmocka_unit_test(simulated_waits),  cmocka_unit_test(flat_at_half),
        cmocka_unit_test(nothing_observed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
