/* A09: how long until an answer comes. */
#include "chat.h"

#include <math.h>

/* Eighty questions: 40 answered after 100 s, 20 after 200 s, 20 not before the next day. */
static void median_on_the_clock(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 80; day++) {
        chat_say(&c, 0, chat_at(day, 18, 0, 0), "what shall we eat?");
        if (day % 4 != 3)
            chat_say(&c, 1,
                     chat_at(day, 18, 0, day % 4 == 2 ? 59 : 40) +
                         (day % 4 == 2 ? 141 : 60) * INT64_C(1000),
                     "soup");
    }
    chat_say(&c, 1, chat_at(80, 18, 0, 0), "there is nothing left");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A09");
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_int_equal(m.whole[1].n, 80);
    assert_near(chat_extra(&m, "answers", TL_WHOSE_SECOND).value, 60.0, 0.0);
    assert_near(chat_extra(&m, "lower_quartile", TL_WHOSE_SECOND).value, 100.0, 0.0);
    /* half of 80 within 100 s exactly: the middle of the step, with 200 on the grid at 200 */
    assert_near(m.whole[1].value, 150.0, 1.0);
    assert_true(m.whole[1].lo <= 150.0 && m.whole[1].hi >= 150.0);
    struct tl_value upper = chat_extra(&m, "upper_quartile", TL_WHOSE_SECOND);
    assert_true(upper.status == TL_VALUE_NA || upper.value >= 200.0);
    assert_int_equal(m.series[1].n[0], 7);
    assert_near(m.series[1].value[0], 100.0, 1.0); /* Monday to Sunday: 4 of 7 after 100 s */
    chat_close(&c);
}

static void too_few_or_never(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 70; day++) {
        chat_say(&c, 0, chat_at(day, 18, 0, 0), "are you there?");
        if (day % 7 == 0)
            chat_say(&c, 1, chat_at(day, 18, 1, 0), "yes");
    }
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A09");
    assert_int_equal(m.whole[1].status, TL_VALUE_NA); /* never half */
    assert_string_equal(m.whole[1].why, "more than half were not answered within the horizon");
    assert_true(m.whole[0].status != TL_VALUE_OK); /* ten waits */
    chat_close(&c);
}

/* Letters: three days, on the clock. */
static void letters(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    c.resolution = TL_RES_DAY;
    for (int i = 0; i < 70; i++) {
        chat_say(&c, 0, chat_at(10 * i, 0, 0, 0), "Dear Jonas");
        chat_say(&c, 1, chat_at(10 * i + 3, 0, 0, 0), "Dear Mira");
    }
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A09");
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_near(m.whole[1].value, 3 * 86400.0, 0.0);
    assert_near(m.whole[0].value, 7 * 86400.0, 0.0);
    assert_int_equal(chat_run(&c, "A10").whole[0].status, TL_VALUE_NA);
    assert_int_equal(chat_run(&c, "A11").whole[0].status, TL_VALUE_NA);
    assert_string_equal(chat_run(&c, "A11").whole[0].why, TL_WHY_DAYS);
    assert_near(chat_run(&c, "A12").whole[1].value, 3 * 1440.0, 3 * 1440.0 * 0.25);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(median_on_the_clock),
        cmocka_unit_test(too_few_or_never),
        cmocka_unit_test(letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
