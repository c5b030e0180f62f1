/* Q04: abrupt moves of somebody's hours. */
#include "chat.h"

#include <math.h>

#include "clock_shifts.h"

/* Catalogue: mean hours 14.1, 14.0, 13.9, 14.2, then 20.1, 20.0: +6 h at week 5. */
static void worked_example(void **state)
{
    (void)state;
    static const double hour[] = {14.1, 14.0, 13.9, 14.2, 20.1, 20.0};
    struct tl_clock_shift s[4];
    assert_int_equal(tl_clock_shift_scan(hour, 6, s, 4), 1);
    assert_int_equal(s[0].from, 4);
    assert_near(s[0].hours, 6.0, 0.01);
    assert_near(s[0].reference, 14.05, 1e-9);
}

static void around_midnight(void **state)
{
    (void)state;
    assert_near(tl_clock_difference(23.0, 2.0), 3.0, 1e-12);
    assert_near(tl_clock_difference(2.0, 23.0), -3.0, 1e-12);
    assert_near(tl_clock_difference(0.0, 12.0), 12.0, 0.0);
    static const double hour[] = {23.5, 0.5, 23.0, 0.0, 0.2, 4.0, NAN, 4.2, 0.1, 23.9};
    struct tl_clock_shift s[4];
    assert_int_equal(tl_clock_shift_scan(hour, 10, s, 4), 1);
    assert_int_equal(s[0].from, 5);
    assert_int_equal(s[0].to, 8);
    assert_near(s[0].hours, 4.1, 0.3);
    assert_int_equal(tl_clock_shift_scan(hour, 3, s, 4), 0);
}

/* Both write from 8 to 22; in weeks 10 to 12 Jonas, or both, do so `moved` hours later. */
static void travel(struct chat *c, int moved_mira, int moved_jonas)
{
    assert_int_equal(chat_open(c, NULL), TL_OK);
    for (int day = 0; day < 7 * 20; day++)
        for (int hour = 8; hour < 22; hour += 2) {
            bool away = day >= 70 && day < 91;
            chat_say(c, 0, chat_at(day, hour + (away ? moved_mira : 0), 10, day % 60), "here");
            chat_say(c, 1, chat_at(day, hour + (away ? moved_jonas : 0), 20, day % 60), "there");
        }
    assert_int_equal(chat_finish(c, 0, NULL), TL_OK);
}

static void one_travels(void **state)
{
    (void)state;
    struct chat c;
    travel(&c, 0, 6);
    struct tl_measurement m = chat_run(&c, "Q04");
    assert_near(m.whole[0].value, 0.0, 0.0);
    assert_near(m.whole[1].value, 1.0, 0.0);
    assert_near(m.whole[TL_WHOSE_BOTH].value, 0.0, 0.0);
    assert_near(chat_extra(&m, "largest_shift_hours", TL_WHOSE_SECOND).value, 6.0, 0.5);
    assert_near(chat_extra(&m, "largest_shift_week", TL_WHOSE_SECOND).value, 10.0, 0.0);
    assert_near(m.series[1].value[10] - m.series[1].value[9], 6.0, 0.5);
    chat_close(&c);
}

static void the_exporter_travels(void **state)
{
    (void)state;
    struct chat c;
    travel(&c, -5, -5);
    struct tl_measurement m = chat_run(&c, "Q04");
    assert_near(m.whole[0].value, 1.0, 0.0);
    assert_near(m.whole[1].value, 1.0, 0.0);
    assert_near(m.whole[TL_WHOSE_BOTH].value, 1.0, 0.0);
    chat_close(&c);
}

static void nobody_travels(void **state)
{
    (void)state;
    struct chat c;
    travel(&c, 1, -1);
    struct tl_measurement m = chat_run(&c, "Q04");
    assert_near(m.whole[0].value, 0.0, 0.0);
    assert_near(m.whole[1].value, 0.0, 0.0);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example), cmocka_unit_test(around_midnight),
        cmocka_unit_test(one_travels),    cmocka_unit_test(the_exporter_travels),
        cmocka_unit_test(nobody_travels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
