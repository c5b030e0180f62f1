/* B14: thanks. */
#include "labelled.h"

#include <math.h>

/* Catalogue: "thx" is a token, "thank you for picking me up, you always think of me" goes deep. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    labelled_say(&l, &c, 0, chat_at(0, 9, 0, 0), "thx", LABEL(GRATITUDE), 20);
    labelled_say(&l, &c, 0, chat_at(0, 12, 0, 0),
                 "thank you for picking me up, you always think of me", LABEL(GRATITUDE), 60);
    labelled_say(&l, &c, 0, chat_at(0, 18, 0, 0), "waiting for you at the door", 0, 0);
    labelled_say(&l, &c, 1, chat_at(0, 18, 1, 0), "coming", 0, 0);
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B14");
    assert_near(chat_extra(&m, "deep", TL_WHOSE_FIRST).value, 0.5, 1e-12);
    assert_int_equal(chat_extra(&m, "deep", TL_WHOSE_FIRST).n, 2);
    assert_int_equal(chat_extra(&m, "deep", TL_WHOSE_SECOND).status, TL_VALUE_NA);
    assert_near(m.whole[0].value, 2.0 / 3.0, 1e-12);
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    chat_close(&c);
    labelled_close(&l);
}

/* Thanks every day, then every other day. Without word lists the rate stands, the depth does not.
 */
static void the_weeks(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    l.a.language = NULL;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 140; day++) {
        bool thanks = day < 70 || day % 2 == 0;
        labelled_say(&l, &c, 0, chat_at(day, 9, 0, 0), "dzi\xC4\x99ki",
                     thanks ? LABEL(GRATITUDE) : 0, 0);
        labelled_say(&l, &c, 1, chat_at(day, 9, 1, 0), "nie ma za co", 0, 0);
        labelled_say(&l, &c, 0, chat_at(day, 20, 0, 0), "dobranoc", 0, 0);
    }
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B14");
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(m.whole[0].value, 105.0 / 280.0, 1e-12);
    assert_near(m.series[0].value[4], 0.5, 1e-12);
    assert_near(m.series[0].value[14], 4.0 / 14.0, 1e-12);
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    assert_int_equal(chat_extra(&m, "deep", TL_WHOSE_FIRST).status, TL_VALUE_NA);
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(the_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
