/* A02: sessions and active days. */
#include "chat.h"

#include <math.h>

/* Catalogue: gaps of 3, 2, 75, 10, 400, 1 minutes: 3 sessions of 3, 2 and 2 events. */
static void worked_example(void **state)
{
    (void)state;
    static const int gaps[] = {3, 2, 75, 10, 400, 1};
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    int64_t ms = chat_at(0, 9, 0, 0);
    chat_say(&c, 0, ms, "a");
    for (size_t i = 0; i < 6; i++) {
        ms += gaps[i] * TL_MS_PER_MINUTE;
        chat_say(&c, i == 1 ? 1 : 0, ms, "b"); /* Jonas only in the first session */
    }
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    assert_int_equal(c.frame.n_sessions, 3);
    assert_int_equal(c.frame.session[0].end, 3);
    assert_int_equal(c.frame.session[1].end, 5);
    assert_int_equal(c.frame.session[2].end, 7);
    struct tl_measurement m = chat_run(&c, "A02");
    assert_near(m.whole[TL_WHOSE_BOTH].value, 3.0, 0.0); /* on one day */
    assert_near(m.whole[0].value, 2.0, 0.0);             /* two that nobody answered */
    assert_near(m.whole[1].value, 0.0, 0.0);
    assert_near(chat_extra(&m, "dialogue_sessions", TL_WHOSE_BOTH).value, 1.0, 0.0);
    assert_true(m.whole[TL_WHOSE_BOTH].status != TL_VALUE_OK); /* no complete week */
    chat_close(&c);
}

static void weeks_and_active_days(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 70; day++)
        if (day % 7 < 5 || day == 69) {
            chat_say(&c, 0, chat_at(day, 26, 30, 0), "awake?"); /* belongs to the day before */
            chat_say(&c, 1, chat_at(day, 26, 31, 0), "yes");
        }
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A02");
    assert_int_equal(c.frame.weeks.n, 10);
    assert_int_equal(m.whole[TL_WHOSE_BOTH].status, TL_VALUE_OK);
    assert_near(m.whole[TL_WHOSE_BOTH].value, 51.0 / 70.0, 1e-12);
    assert_near(m.series[0].value[0], 5.0 / 7.0, 1e-12);
    bool seen = false;
    for (size_t i = 0; i < m.n_series; i++)
        if (m.series[i].label != NULL && strcmp(m.series[i].label, "active days") == 0) {
            seen = true;
            assert_near(m.series[i].value[0], 5.0 / 7.0, 1e-12);
            assert_near(m.series[i].value[9], 6.0 / 7.0, 1e-12);
        }
    assert_true(seen);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(weeks_and_active_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
