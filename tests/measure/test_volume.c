/* A04: how much each writes. */
#include "chat.h"

#include <math.h>

/* Catalogue: A 300, B 200: share .60, log ratio .404634, imbalance .20, entropy .970951 bit. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 500; i++)
        chat_say(&c, i % 5 < 3 ? 0 : 1, chat_at(i / 50, 9, i % 50, 0), "three small words");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A04");
    assert_near(m.whole[0].value, 30.0, 0.0); /* in ten days */
    assert_near(m.whole[1].value, 20.0, 0.0);
    assert_near(m.whole[TL_WHOSE_BOTH].value, 50.0, 0.0);
    assert_near(chat_extra(&m, "share", TL_WHOSE_FIRST).value, 0.60, 1e-12);
    assert_near(chat_extra(&m, "log_ratio", TL_WHOSE_FIRST).value, 0.404634, 1e-6);
    assert_near(chat_extra(&m, "log_ratio", TL_WHOSE_SECOND).value, -0.404634, 1e-6);
    assert_near(chat_extra(&m, "imbalance", TL_WHOSE_FIRST).value, 0.20, 1e-12);
    assert_near(chat_extra(&m, "entropy_bits", TL_WHOSE_BOTH).value, 0.970951, 1e-6);
    assert_near(chat_extra(&m, "words_a_day", TL_WHOSE_SECOND).value, 60.0, 1e-12);
    assert_near(m.series[0].value[0], m.series[0].n[0] / 7.0, 1e-12); /* turns a day */
    chat_close(&c);
}

/* Weeks whose shares hardly differ make narrower intervals than a binomial, wild ones wider. */
static double width_of_share(int swing)
{
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 70; day++)
        for (int i = 0; i < 20; i++)
            chat_say(&c, i < 10 + (day / 7 % 2 ? swing : -swing) ? 0 : 1, chat_at(day, 9, i, 0),
                     "so");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A04");
    struct tl_value share = chat_extra(&m, "share", TL_WHOSE_FIRST);
    assert_near(share.value, 0.5, 1e-12);
    chat_close(&c);
    return share.hi - share.lo;
}

static void intervals_follow_the_weeks(void **state)
{
    (void)state;
    double binomial = 2.0 * 1.959963984540054 * sqrt(0.25 / 1400.0);
    assert_near(width_of_share(0), 0.0, 1e-12);
    assert_true(width_of_share(4) > 2.0 * binomial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(intervals_follow_the_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
