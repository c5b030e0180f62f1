/* A10: answers in waking time. */
#include "chat.h"

#include <math.h>

#include "rhythm.h"

/* Catalogue: awake from 8 to 24 (rate 1.5): 23:30 to 8:30 is 1.5 h. */
static void worked_example(void **state)
{
    (void)state;
    double profile[TL_HOURS_OF_WEEK];
    for (size_t h = 0; h < TL_HOURS_OF_WEEK; h++)
        profile[h] = h % 24 < 8 ? 0.0 : 1.5;
    assert_near(tl_profile_hours(profile, 23.5, 32.5), 1.5, 1e-12);
}

/* Mira asks at 23:30, Jonas answers at 8:30; both write all day long and sleep at night. */
static void nights_count_little(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 98; day++) {
        chat_say(&c, 1, chat_at(day, 8, 30, 0), "good morning");
        for (int hour = 9; hour < 23; hour++) {
            chat_say(&c, 0, chat_at(day, hour, 0, 0), "and now?");
            chat_say(&c, 1, chat_at(day, hour, 0, 30), "now this");
        }
        chat_say(&c, 0, chat_at(day, 23, 30, 0), "sleep well");
    }
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    double effective_s = 0.0;
    struct tl_rhythm *r = &c.frame.rhythm[1];
    effective_s = 3600.0 * (tl_rhythm_hours(r, chat_at(50, 8, 30, 0)) -
                            tl_rhythm_hours(r, chat_at(49, 23, 30, 0)));
    assert_true(effective_s < 2.5 * 3600.0);
    struct tl_measurement raw = chat_run(&c, "A09"), m = chat_run(&c, "A10");
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_near(raw.whole[1].value, 30.0, 0.0);
    assert_true(m.whole[1].value > 0.4 && m.whole[1].value < 1.5); /* minutes by day run faster */
    assert_int_equal(m.whole[0].n, raw.whole[0].n);
    assert_non_null(m.series[1].value);
    assert_true(m.series[1].value[5] > 0.4 && m.series[1].value[5] < 1.5);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(nights_count_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
