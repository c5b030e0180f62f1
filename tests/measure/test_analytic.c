/* B07: the categorical-dynamic index (its formula: test_style.c). */
#include "spoken.h"

#include <math.h>

/* Catalogue: 30 + 16 - 43 = 3 by habit; the other person is all articles: 30 + 20. */
static void two_people(void **state)
{
    (void)state;
    static const double habit[TL_STYLE_COUNT] = {13, 6, 5, 6, 11, 10, 6, 2, 4};
    static const double ordered[TL_STYLE_COUNT] = {0, 0, 20, 0, 0, 0, 0, 0, 0};
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    spoken_weeks(&l, &c, 90, 3, habit, ordered);
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B07");
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(m.whole[0].value, 3.0, 1.5);
    assert_near(m.whole[1].value, 50.0, 1.5);
    /* The interval holds the truth, and is about what 26,000 words leave open. */
    assert_true(m.whole[0].lo < 3.0 && m.whole[0].hi > 3.0);
    assert_true(m.whole[0].hi - m.whole[0].lo > 0.4 && m.whole[0].hi - m.whole[0].lo < 4.0);
    chat_close(&c);
    labelled_close(&l);
}

/* Weeks of 300 words have a value; words outside the weeks count in the whole. */
static void the_weeks(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 3; day < 24; day++)
        for (int i = 0; i < 10; i++) {
            labelled_say(&l, &c, 0, chat_at(day, 9, 2 * i, 0), "the boat at sea, and us not", 0, 0);
            labelled_say(&l, &c, 1, chat_at(day, 9, 2 * i + 1, 0), "boat boat", 0, 0);
        }
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B07");
    double index = 30.0 + 100.0 * (1.0 + 1.0 - 1.0 - 1.0 - 1.0) / 7.0;
    assert_int_equal(c.frame.weeks.n, 2);
    assert_int_equal(m.whole[0].n, 21 * 70);
    assert_near(m.whole[0].value, index, 1e-9);
    assert_near(m.series[0].value[0], index, 1e-9);
    assert_near(m.whole[1].value, 30.0, 1e-9);
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    assert_true(isnan(m.series[1].value[0]));
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_people),
        cmocka_unit_test(the_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
