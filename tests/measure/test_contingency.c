/* Tables of two by two. */
#include "contingency.h"

#include "tl_test.h"

#include <math.h>

#include "measuring.h"

/* Catalogue C05. */
static void worked_example(void **state)
{
    (void)state;
    struct tl_contingency t = {18, 22, 30, 230};
    assert_near(tl_odds_ratio(&t).value, 6.272727, 5e-7);
    assert_near(tl_odds_ratio(&t).lo, 3.0231, 5e-5);
    assert_near(tl_odds_ratio(&t).hi, 13.0155, 2e-4); /* there with z = 1.96 */
    assert_near(tl_yules_q(&t).value, 0.725, 1e-12);
    assert_near(tl_risk_difference(&t, TL_Z975).value, 0.334615, 5e-7);
    assert_near(tl_adjusted_residual(&t), 5.374058, 5e-7);
    assert_int_equal(tl_odds_ratio(&t).n, 300);
}

/* Newcombe 1998, Stat Med 17:873, table II, method 10: 56/70 v 48/80 gives .0524 to .3339; 9/10 v
   3/10 gives .1705 to .8090; 5/56 v 0/29 gives -.0381 to .1926. */
static void newcombe(void **state)
{
    (void)state;
    static const struct {
        struct tl_contingency t;
        double lo, hi;
    } rows[] = {{{56, 14, 48, 32}, 0.0524, 0.3339},
                {{9, 1, 3, 7}, 0.1705, 0.8090},
                {{5, 51, 0, 29}, -0.0381, 0.1926}};
    for (size_t i = 0; i < 3; i++) {
        struct tl_value v = tl_risk_difference(&rows[i].t, TL_Z975);
        assert_near(v.lo, rows[i].lo, 5e-5);
        assert_near(v.hi, rows[i].hi, 5e-5);
    }
}

static void empty_cells(void **state)
{
    (void)state;
    struct tl_contingency t = {5, 0, 3, 4};
    assert_near(tl_odds_ratio(&t).value, 5.5 * 4.5 / (0.5 * 3.5), 1e-12);
    struct tl_contingency never = {0, 0, 3, 4};
    assert_int_equal(tl_odds_ratio(&never).status, TL_VALUE_NA);
    assert_int_equal(tl_yules_q(&never).status, TL_VALUE_NA);
    assert_int_equal(tl_risk_difference(&never, TL_Z975).status, TL_VALUE_NA);
    assert_true(isnan(tl_adjusted_residual(&never)));
    struct tl_contingency added = {0};
    tl_contingency_add(&added, true, true);
    tl_contingency_add(&added, true, false);
    tl_contingency_add(&added, true, false);
    tl_contingency_add(&added, false, false);
    assert_true(added.a == 1 && added.b == 2 && added.c == 0 && added.d == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example), cmocka_unit_test(newcombe),
                                       cmocka_unit_test(empty_cells)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
