/* Q01: covered days. */
#include "chat.h"

#include <math.h>

/* Catalogue: 70 days, days 31 to 35 marked lost, 130 messages: 130 / 65 = 2 a covered day. */
static void lost_days_are_no_exposure(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 70; day++)
        if (day < 30 || day >= 35) {
            chat_say(&c, 0, chat_at(day, 9, 0, 0), "slept well?");
            chat_say(&c, 1, chat_at(day, 9, 5, 0), "like a stone");
        }
    const struct tl_lost_days lost = {CHAT_MONDAY + 30, CHAT_MONDAY + 35};
    assert_int_equal(chat_finish(&c, 0, &(struct tl_frame_options){.n_lost = 1, .lost = &lost}),
                     TL_OK);
    struct tl_measurement m = chat_run(&c, "Q01");
    assert_near(m.whole[TL_WHOSE_BOTH].value, 65.0, 0.0);
    assert_int_equal(m.whole[TL_WHOSE_BOTH].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "messages_per_covered_day", TL_WHOSE_BOTH).value, 2.0, 1e-12);
    assert_near(chat_extra(&m, "days", TL_WHOSE_BOTH).value, 70.0, 0.0);
    assert_near(chat_extra(&m, "suspicious_silences", TL_WHOSE_BOTH).value, 1.0, 0.0);
    assert_near(chat_extra(&m, "lost_silences", TL_WHOSE_BOTH).value, 1.0, 0.0);
    assert_near(chat_extra(&m, "longest_silence_days", TL_WHOSE_BOTH).value, 5.0, 0.0);
    assert_near(m.series[0].value[4], 2.0, 0.0);
    assert_near(m.series[0].value[5], 7.0, 0.0);
    chat_close(&c);
}

static void three_weeks_are_thin(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 21; day++)
        chat_say(&c, (unsigned)day % 2, chat_at(day, 9, 0, 0), "good morning");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "Q01");
    assert_int_equal(m.whole[TL_WHOSE_BOTH].status, TL_VALUE_THIN);
    assert_string_equal(m.whole[TL_WHOSE_BOTH].why, "only 21 covered days");
    assert_near(chat_extra(&m, "longest_silence_days", TL_WHOSE_BOTH).value, 0.0, 0.0);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lost_days_are_no_exposure),
        cmocka_unit_test(three_weeks_are_thin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
