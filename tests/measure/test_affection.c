/* B13: turns with tender words. */
#include "labelled.h"

#include <math.h>

/* Catalogue: 24 acts in 400 turns, then 9 in 380: 6.00 and 2.37 a hundred. One turn each a day. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 780; i++) {
        bool tender = i < 400 ? i < 24 : i < 409;
        labelled_say(&l, &c, 0, chat_at(i, 9, 0, 0), "miss you already",
                     tender ? LABEL(AFFECTION) : 0, 0);
        labelled_say(&l, &c, 1, chat_at(i, 9, 1, 0), "off to the ferry now", 0, 0);
    }
    assert_int_equal(chat_finish(&c, 0, &l.options), TL_OK);
    struct tl_measurement m = chat_run(&c, "B13");
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_int_equal(m.whole[0].n, 780);
    assert_near(m.whole[0].value, 33.0 / 780.0, 1e-12);
    assert_near(m.series[0].value[0], 1.0, 1e-12);        /* the first week: 7 of 7 */
    assert_near(m.series[0].value[57], 6.0 / 7.0, 1e-12); /* days 399 to 405: all but the first */
    assert_near(m.series[0].value[20], 0.0, 1e-12);
    /* Jonas never did: not tested, and nothing to compare. */
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    assert_non_null(strstr(m.whole[1].why, "habit"));
    assert_near(chat_extra(&m, "returned", TL_WHOSE_SECOND).value, 0.0, 0.0);
    assert_int_equal(chat_extra(&m, "returned", TL_WHOSE_SECOND).n, 33);
    assert_int_equal(chat_extra(&m, "returned", TL_WHOSE_FIRST).status, TL_VALUE_NA);
    chat_close(&c);
    labelled_close(&l);
}

/* Five hearts in one turn are one turn; the answer in the second turn counts, in the third not. */
static void turns_and_answers(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int late = 0; late < 2; late++) {
        labelled_say(&l, &c, 0, chat_at(late, 9, 0, 0), "love you", LABEL(AFFECTION), 50);
        labelled_say(&l, &c, 0, chat_at(late, 9, 0, 9), "and again", LABEL(AFFECTION), 50);
        for (int turn = 0; turn < 3; turn++) {
            labelled_say(&l, &c, 1, chat_at(late, 9, 2 + 2 * turn, 0), "so do I",
                         turn == 1 + late ? LABEL(AFFECTION) : 0, 50);
            labelled_say(&l, &c, 0, chat_at(late, 9, 3 + 2 * turn, 0), "hm", 0, 0);
        }
    }
    assert_int_equal(chat_finish(&c, 0, &l.options), TL_OK);
    struct tl_measurement m = chat_run(&c, "B13");
    assert_near(m.whole[0].value, 2.0 / 8.0, 1e-12);
    assert_near(m.whole[1].value, 2.0 / 6.0, 1e-12);
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    assert_near(chat_extra(&m, "returned", TL_WHOSE_SECOND).value, 0.5, 1e-12);
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(turns_and_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
