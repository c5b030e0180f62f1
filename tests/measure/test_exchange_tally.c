/* Counting acts and outcomes by person and week. */
#include "exchange_tally.h"

#include <math.h>

#include "scene.h"

#include "tlmath.h"

static void open_ten_weeks(struct chat *c)
{
    assert_int_equal(chat_open(c, NULL), TL_OK);
    for (int day = 0; day < 70; day++)
        chat_say(c, (unsigned)day % 2, chat_at(day, 12, 0, 0), "hello there");
    assert_int_equal(chat_finish(c, 0, NULL), TL_OK);
}

/* Weeks of ten that go 10, 0, 10, 0 ...: chi square 100 on 9 degrees of freedom. */
static void weeks_that_differ_widen_the_interval(void **state)
{
    (void)state;
    struct chat c;
    struct tl_tally tally;
    struct tl_measurement m = {.measure = tl_measures()[0]};
    open_ten_weeks(&c);
    assert_true(tl_tally_init(&tally, &c.frame, &c.arena));
    for (size_t w = 0; w < 10; w++) {
        tl_tally_add(&tally, 0, w, w % 2 == 0 ? 10.0 : 0.0, 10.0);
        tl_tally_add(&tally, 1, w, 5.0, 10.0);
    }
    tl_tally_add(&tally, 1, SIZE_MAX, 10.0, 10.0); /* outside the complete weeks */
    assert_true(tl_tally_shares(&tally, &c.frame, &c.arena, &m, true, 4.0, 105, "things"));
    double phi = 100.0 / 9.0;
    assert_near(m.whole[0].value, 0.5, 1e-12);
    assert_near(m.whole[0].lo, tl_beta_quantile(0.025, 50.0 / phi + 0.5, 50.0 / phi + 0.5), 1e-9);
    assert_int_equal(m.whole[0].n, 100);
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    assert_string_equal(m.whole[0].why, "only 100 things");
    assert_near(m.whole[1].value, 60.0 / 110.0, 1e-12);
    assert_near(m.whole[1].hi, tl_beta_quantile(0.975, 60.5, 50.5), 1e-9);
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_near(m.series[0].value[0], 1.0, 0.0);
    assert_near(m.series[0].test[0], tl_log(10.5 / 0.5), 1e-12);
    chat_close(&c);
}

static void uncertain_labels_are_not_tested(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 40; day++)
        scene_play(&s, day,
                   LINES(((struct line[]){{0, 0, "look at that", LABEL(BID), 0},
                                          {1, 1, "how lovely it is", 0, 0}})));
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C02");
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_non_null(m.series[1].test);
    tl_lean_on_labels(&s.c.frame, &m, LABEL(CRITICISM));
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    s.l.a.uncertain = LABEL(CRITICISM);
    tl_lean_on_labels(&s.c.frame, &m, LABEL(CRITICISM));
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    assert_null(m.series[1].test);
    s.l.a.uncertain = LABEL(BID);
    m = chat_run(&s.c, "C02");
    assert_int_equal(m.whole[1].status, TL_VALUE_NA);
    assert_int_equal(m.n_series, 0);
    scene_close(&s);
}

static void means(void **state)
{
    (void)state;
    struct tl_moments m = {0};
    assert_int_equal(tl_moments_mean(&m).status, TL_VALUE_NA);
    tl_moments_add(&m, 1.0);
    assert_true(isnan(tl_moments_mean(&m).lo));
    tl_moments_add(&m, 3.0);
    struct tl_value v = tl_moments_mean(&m);
    assert_near(v.value, 2.0, 1e-12);
    assert_near(v.hi, 2.0 + 1.959963984540054, 1e-12); /* variance 2 of 2 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks_that_differ_widen_the_interval),
        cmocka_unit_test(uncertain_labels_are_not_tested),
        cmocka_unit_test(means),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
