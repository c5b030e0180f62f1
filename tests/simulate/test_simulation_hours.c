/* Waking profiles: the day's sum, the nights, and that finding undoes counting. */
#include "tl_test.h"
#include "simulating.h"

static void counts_a_day(void **state)
{
    (void)state;
    struct tl_sim_hours hours[2][TL_SIM_HABITS];
    tl_sim_hours_init(hours);
    for (int who = 0; who < 2; who++) {
        for (int habit = 0; habit < TL_SIM_HABITS; habit++) {
            const struct tl_sim_hours *h = &hours[who][habit];
            assert_near(h->at[0], 0, 0);
            assert_near(h->at[24], 24, 0);
            for (int i = 0; i < 24; i++)
                assert_true(h->at[i + 1] - h->at[i] > 0.01);
            for (double clock = 0; clock < 24; clock += 0.37)
                assert_near(tl_sim_hours_find(h, tl_sim_hours_at(h, clock)), clock, 1e-9);
            for (double e = 0; e < 24; e += 0.41)
                assert_near(tl_sim_hours_at(h, tl_sim_hours_find(h, e)), e, 1e-9);
        }
    }
}

static void sleeps_at_night(void **state)
{
    (void)state;
    struct tl_sim_hours hours[2][TL_SIM_HABITS];
    tl_sim_hours_init(hours);
    const double *a = hours[0][TL_SIM_WEEKDAY].at, *b = hours[1][TL_SIM_WEEKDAY].at;
    assert_true(a[7] - a[0] < 0.25 && a[8] - a[7] > 1 && a[24] - a[23] < 0.05);
    assert_true(b[8] - b[0] < 0.25 && b[24] - b[23] > 1);
    assert_true(a[21] - a[20] > 1.3 * (a[12] - a[11])); /* the evening peak */
    const double *weekend = hours[0][TL_SIM_WEEKEND].at;
    assert_true(weekend[8] - weekend[7] < 0.05 && weekend[24] - weekend[23] > 1);
    const double *together = hours[0][TL_SIM_TOGETHER].at;
    assert_true(together[23] - together[18] < 0.3 * (a[23] - a[18]));
    /* Seven hours away: what was done at 8 is seen at 15. */
    const double *away = hours[1][TL_SIM_AWAY].at;
    assert_near(away[16] - away[15], b[9] - b[8], 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_a_day),
        cmocka_unit_test(sleeps_at_night),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
