/* A08: is the last silence unusual? */
#include "chat.h"

#include <math.h>

#include "silences.h"

/* Catalogue: past 3, 5, 4, 9, 6, 7, 2, 8, 12, 5; current 21: p = 1/11. */
static void worked_example(void **state)
{
    (void)state;
    static const double past[] = {3, 5, 4, 9, 6, 7, 2, 8, 12, 5};
    assert_near(tl_silence_p(past, 10, 21.0), 1.0 / 11.0, 1e-12);
    assert_near(tl_silence_p(past, 10, 12.0), 2.0 / 11.0, 1e-12);
    assert_near(tl_silence_p(past, 10, 1.0), 1.0, 0.0);
    assert_near(tl_silence_p(past, 0, 5.0), 1.0, 0.0);
}

/* Every evening for fifty days, then Jonas is silent while Mira goes on for four days. */
static void one_falls_silent(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 54; day++) {
        chat_say(&c, 0, chat_at(day, 19, 0, 0), "dinner is ready");
        if (day < 50)
            chat_say(&c, 1, chat_at(day, 19, 10, 0), "coming");
    }
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A08");
    assert_near(m.whole[1].value, 1.0 / 50.0, 1e-12); /* longer than all 49 */
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "current_days", TL_WHOSE_SECOND).value, 4.0 - 10.0 / (24.0 * 60.0),
                1e-9);
    assert_near(chat_extra(&m, "longest_past_days", TL_WHOSE_SECOND).value, 1.0, 1e-9);
    assert_near(m.whole[0].value, 1.0, 0.0);
    assert_near(chat_extra(&m, "current_days", TL_WHOSE_FIRST).value, 0.0, 0.0);
    chat_close(&c);
}

/* Days that are lost were no silence. */
static void lost_days_are_left_out(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 80; day++)
        if (day < 40 || day >= 60) {
            chat_say(&c, 0, chat_at(day, 19, 0, 0), "dinner is ready");
            chat_say(&c, 1, chat_at(day, 19, 10, 0), "coming");
        }
    const struct tl_lost_days lost = {CHAT_MONDAY + 40, CHAT_MONDAY + 60};
    assert_int_equal(chat_finish(&c, 0, &(struct tl_frame_options){.n_lost = 1, .lost = &lost}),
                     TL_OK);
    struct tl_measurement m = chat_run(&c, "A08");
    assert_true(chat_extra(&m, "longest_past_days", TL_WHOSE_BOTH).value < 1.01);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(one_falls_silent),
        cmocka_unit_test(lost_days_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
