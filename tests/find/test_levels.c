/* test_levels.c: before and after in the measure's own unit, the effect on its own scale. */
#include "levels.h"
#include "sheet.h"

#include <math.h>

#define N 40
#define AT 20

/* `value` is what people read, `test` what is tested; the sheet has one array for both. */
static void write_values(struct sheet *s, double value[2][SHEET_WEEKS], double (*read)(double))
{
    for (int who = 0; who < 2; who++) {
        for (size_t w = 0; w < s->weeks; w++)
            value[who][w] = read(s->value[who][w]);
        s->series[who].value = value[who];
    }
}

static double from_logit(double x)
{
    return 1.0 / (1.0 + exp(-x));
}

static void ratio(void **state)
{
    (void)state;
    struct sheet s;
    double value[2][SHEET_WEEKS];
    sheet_open(&s, N, TL_FAMILY_INITIATION, true, 1, TL_SCALE_LOG);
    for (size_t w = 0; w < N; w++)
        s.value[1][w] = log((w < AT ? 10.0 : 5.0) * (w % 2 == 0 ? 1.1 : 1.0 / 1.1));
    write_values(&s, value, exp);
    const struct tl_series *series = tl_tested_series(&s.m, 1);
    assert_ptr_equal(series, &s.series[1]);
    struct tl_levels l = tl_levels_of(&s.m, series, N, AT);
    assert_near(l.before, (11.0 + 10.0 / 1.1) / 2.0, 1e-9);
    assert_near(l.after, (5.5 + 5.0 / 1.1) / 2.0, 1e-9);
    assert_near(l.effect, 0.5, 1e-9);
    /* Residuals of log 1.1 around both means: standard error log 1.1 sqrt(40 / 38) sqrt(1/20 +
       1/20); they alternate, which is no reason to trust them more. */
    double half = 1.96 * log(1.1) * sqrt(40.0 / 38.0) * sqrt(0.1);
    assert_near(l.lo, 0.5 * exp(-half), 1e-9);
    assert_near(l.hi, 0.5 * exp(half), 1e-9);
    assert_near(l.z, -log(2.0) / (half / 1.96), 1e-9);

    /* Weeks that are not known are no zeros. */
    for (size_t w = 4; w < 8; w++) {
        value[1][w] = s.value[1][w] = (double)NAN;
        s.weight[1][w] = 0.0;
    }
    struct tl_levels again = tl_levels_of(&s.m, series, N, AT);
    assert_near(again.before, l.before, 1e-9);
    assert_near(again.effect, 0.5, 1e-9);
    assert_true(again.hi - again.lo > l.hi - l.lo);
}

static void share(void **state)
{
    (void)state;
    struct sheet s;
    double value[2][SHEET_WEEKS];
    sheet_open(&s, N, TL_FAMILY_RESPONSIVENESS, false, 1, TL_SCALE_LOGIT);
    sheet_wave(&s, 0.2);
    sheet_add(&s, 0, 0, N, log(0.8 / 0.2));
    sheet_add(&s, 0, AT, N, log(0.6 / 0.4) - log(0.8 / 0.2));
    write_values(&s, value, from_logit);
    struct tl_levels l = tl_levels_of(&s.m, &s.series[0], N, AT);
    assert_near(l.before, 0.8, 0.01);
    assert_near(l.after, 0.6, 0.01);
    assert_near(l.effect, l.after - l.before, 1e-12);
    assert_true(l.lo < l.effect && l.effect < l.hi && l.hi < 0.0);
    assert_true(l.lo > -0.8); /* a share stays one */
    assert_true(l.z < -5.0);
}

static void difference(void **state)
{
    (void)state;
    struct sheet s;
    sheet_open(&s, N, TL_FAMILY_EFFORT, false, 1, TL_SCALE_IDENTITY);
    sheet_wave(&s, 0.5);
    sheet_add(&s, 1, AT, N, 2.0);
    struct tl_levels l = tl_levels_of(&s.m, &s.series[1], N, AT);
    assert_near(l.effect, 2.0, 1e-9);
    assert_near(l.hi - 2.0, 2.0 - l.lo, 1e-9);
    assert_true(l.lo > 0.0 && l.z > 5.0);
}

static void nothing_known(void **state)
{
    (void)state;
    struct sheet s;
    sheet_open(&s, N, TL_FAMILY_EFFORT, false, 1, TL_SCALE_LOG);
    sheet_wave(&s, 0.1);
    struct tl_levels l = tl_levels_of(&s.m, &s.series[0], N, 0); /* no week before */
    assert_true(isnan(l.before) && isnan(l.effect) && isnan(l.lo));
    assert_near(l.after, 0.0, 1e-9);
    assert_near(l.z, 0.0, 0.0);
    s.series[0].test = NULL; /* shown but not tested */
    l = tl_levels_of(&s.m, &s.series[0], N, AT);
    assert_near(l.before, 0.0, 1e-9);
    assert_true(isnan(l.effect));
    assert_null(tl_tested_series(&s.m, 0));
    assert_non_null(tl_tested_series(&s.m, 1));

    struct tl_inquiry q = {.frame = {.weeks = {.n = N}}, .n_measurements = 1, .measurements = &s.m};
    assert_true(isnan(tl_levels_at(&q, "T01", 0, AT).before));
    assert_near(tl_levels_at(&q, "T01", 1, AT).before, 0.0, 1e-9);
    assert_true(isnan(tl_levels_at(&q, "T02", 1, AT).before));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ratio),
        cmocka_unit_test(share),
        cmocka_unit_test(difference),
        cmocka_unit_test(nothing_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
