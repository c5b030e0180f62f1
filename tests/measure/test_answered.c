/* A11: what share is answered within an hour. */
#include "chat.h"

#include <math.h>

#include "tlmath.h"

/* Forty questions, each with five hours until the next: 30 answered after 6 minutes, 10 never. */
static void three_in_four(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 40; i++) {
        chat_say(&c, 0, chat_at(i / 2, 10 + 5 * (i % 2), 0, 0), "did you call them?");
        if (i % 4 != 1)
            chat_say(&c, 1, chat_at(i / 2, 10 + 5 * (i % 2), 6, 0), "I did");
    }
    chat_say(&c, 0, chat_at(20, 10, 0, 0), "good");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A11");
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_near(m.whole[1].value, 30.0 / 41.0, 0.02); /* the last question is censored at once */
    assert_true(m.whole[1].lo < m.whole[1].value && m.whole[1].hi > m.whole[1].value);
    /* no answer is later, so a longer limit changes nothing */
    assert_near(chat_extra(&m, "within_15_minutes", TL_WHOSE_SECOND).value, m.whole[1].value,
                1e-12);
    assert_near(chat_extra(&m, "median_minutes", TL_WHOSE_SECOND).value, 6.0, 6.0);
    double week = m.series[1].value[0];
    assert_true(week > 0.5 && week < 0.95);
    assert_true(m.series[1].weight[0] > 0.0 && m.series[1].weight[0] < 14.0 / 4.0 + 1.0);
    assert_near(m.series[1].test[0], tl_log(week / (1.0 - week)), 0.4); /* shrunk by the half */
    chat_close(&c);
}

static void few_are_thin(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 29; i++) {
        chat_say(&c, 0, chat_at(i, 10, 0, 0), "on your way?");
        chat_say(&c, 1, chat_at(i, 10, 2, 0), "yes");
    }
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A11");
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    assert_near(m.whole[1].value, 1.0, 0.0);
    assert_near(chat_extra(&m, "mean_minutes_to_a_day", TL_WHOSE_SECOND).value, 2.0, 2.0);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_in_four),
        cmocka_unit_test(few_are_thin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
