/* crossover.c: pairs that differ, and how unlikely that is. */
#include "tl_test.h"

#include "crossover.h"

#include <math.h>

/* Measures catalogue D19: discordant 9 v 2: odds 4.5, exact McNemar p .065430. */
static void the_catalogue_s_example(void **state)
{
    (void)state;
    uint8_t present[400] = {0};
    size_t case_day[13], control_day[13];
    for (size_t i = 0; i < 13; i++) {
        case_day[i] = 10 + 20 * i;
        control_day[i] = 20 + 20 * i;
        present[case_day[i] - 1] = i < 10;              /* 9 alone, one in both */
        present[control_day[i] - 3] = i >= 9 && i < 12; /* one in both, 2 alone */
    }
    const struct tl_crossover x = tl_crossover_of(present, 400, case_day, control_day, 13, 3);
    assert_int_equal(x.pairs, 13);
    assert_int_equal(x.with, 10);
    assert_int_equal(x.control_with, 3);
    assert_int_equal(x.only_case, 9);
    assert_int_equal(x.only_control, 2);
    assert_near(x.odds, 4.5, 1e-12);
    assert_near(x.p, 0.065430, 5e-7);
}

static void edges(void **state)
{
    (void)state;
    uint8_t present[10] = {1, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    const size_t at[] = {0, 1, 9}, other[] = {5, 5, 5};
    const struct tl_crossover x = tl_crossover_of(present, 10, at, other, 3, 3);
    assert_int_equal(x.with, 1); /* the day itself does not count, and there is none before day 0 */
    assert_true(isinf(x.odds));
    assert_near(x.p, 1.0, 1e-12);
    assert_true(isnan(tl_crossover_of(present, 10, at, other, 0, 3).odds));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_catalogue_s_example),
        cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
