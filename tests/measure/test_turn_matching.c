/* B04: style from turn to turn. */
#include "spoken.h"

#include <math.h>

/* Catalogue: X has articles 10 %, prepositions 10 % and no negation; Y 5 %, 10 % and 5 %: the
   categories of X give .666669 and 1, mean .833334. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 100; day++) {
        labelled_say(&l, &c, 0, chat_at(day, 9, 0, 0),
                     "the boat at boat boat boat boat boat boat boat", 0, 0);
        labelled_say(&l, &c, 1, chat_at(day, 9, 1, 0),
                     "the boat at boat boat at boat not boat boat boat boat boat boat boat boat "
                     "boat boat boat boat",
                     0, 0);
        labelled_say(&l, &c, 0, chat_at(day, 9, 2, 0), "too few words", 0, 0);
    }
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B04");
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_int_equal(m.whole[1].n, 100);
    assert_near(m.whole[1].value, 0.833334, 1e-6);
    assert_near(m.whole[1].hi - m.whole[1].lo, 0.0, 1e-6); /* every pair is the same */
    assert_int_equal(m.whole[0].status, TL_VALUE_NA);
    assert_near(m.series[1].value[2], 0.833334, 1e-6);
    assert_true(isnan(m.series[0].value[2]));
    chat_close(&c);
    labelled_close(&l);
}

/* Another session's first turn answers nothing. */
static void sessions(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 10; day++) {
        const char *text = "the boat at sea and the boat at home really";
        labelled_say(&l, &c, 0, chat_at(day, 9, 0, 0), text, 0, 0);
        labelled_say(&l, &c, 1, chat_at(day, 15, 0, 0), text, 0, 0);
    }
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B04");
    assert_int_equal(m.whole[0].status, TL_VALUE_NA);
    assert_int_equal(m.whole[1].status, TL_VALUE_NA);
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(sessions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
