/* B12: laughing together. */
#include "labelled.h"

#include <math.h>

#include "tlmath.h"

#define TEARS "\xF0\x9F\x98\x82"

/* Catalogue: A "hahaha stop" 10:00, B two faces with tears 10:01: one shared laughter, one turn
   with laughter each. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    labelled_say(&l, &c, 0, chat_at(0, 10, 0, 0), "hahaha stop", 0, 0);
    labelled_say(&l, &c, 1, chat_at(0, 10, 1, 0), TEARS TEARS, 0, 0);
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B12");
    assert_near(m.whole[1].value, 1.0, 0.0);
    assert_int_equal(m.whole[1].n, 1);
    assert_near(m.whole[0].value, 0.0, 0.0); /* nobody answered the faces */
    assert_near(chat_extra(&m, "laughter", TL_WHOSE_FIRST).value, 1.0, 0.0);
    assert_near(chat_extra(&m, "laughter", TL_WHOSE_SECOND).value, 1.0, 0.0);
    assert_near(chat_extra(&m, "hearts", TL_WHOSE_SECOND).value, 0.0, 0.0);
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    chat_close(&c);
    labelled_close(&l);
}

/* Catalogue: 30 of 1,000 turns against 15 of 1,000: log odds .69222. */
static void log_odds(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 14; day++)
        labelled_say(&l, &c, (unsigned)day % 2, chat_at(day, 9, 0, 0), "hm", 0, 0);
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement out = {0};
    struct tl_series *s = tl_series_add(&c.frame, &c.arena, &out, TL_WHOSE_FIRST, NULL, true);
    const double with[2] = {30.0, 15.0}, turns[2] = {1000.0, 1000.0};
    tl_series_from_shares(&c.frame, s, with, turns, 5.0);
    assert_near(s->test[0] - s->test[1], 0.69222, 5e-6);
    chat_close(&c);
    labelled_close(&l);
}

/* Jonas laughs along in three of four, until week 10 at once, then after 12 minutes: too late. */
static void the_weeks(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 140; day++)
        for (int i = 0; i < 4; i++) {
            int wait = day < 70 ? 1 : 12;
            labelled_say(&l, &c, 0, chat_at(day, 9 + i, 0, 0), "the cat fell into the soup haha", 0,
                         0);
            labelled_say(&l, &c, 1, chat_at(day, 9 + i, wait, 0),
                         i == 0 ? "poor cat" : "lol really \xF0\x9F\x92\x99", 0, 0);
            labelled_say(&l, &c, 0, chat_at(day, 9 + i, wait + 8, 0), "and onto the floor", 0, 0);
        }
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B12");
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_int_equal(m.whole[1].n, 560);
    assert_near(m.whole[1].value, 0.375, 1e-12);
    assert_near(m.series[1].value[4], 0.75, 1e-12);
    assert_near(m.series[1].value[14], 0.0, 0.0);
    assert_non_null(m.series[1].test);
    assert_near(m.series[1].test[4], tl_log(21.5 / 7.5), 1e-12);
    assert_null(m.series[2].test);
    assert_near(m.series[3].value[4], 0.75, 1e-12); /* his turns with laughter */
    assert_near(chat_extra(&m, "hearts", TL_WHOSE_SECOND).value, 0.75, 1e-12);
    assert_near(chat_extra(&m, "laughter", TL_WHOSE_FIRST).value, 0.5, 1e-12);
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(log_odds),
        cmocka_unit_test(the_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
