/* C13: opening up. */
#include "opening.h"

/* The catalogue's three lines: 1/0/0; 1/2/1, the sum makes it deep; 1/1/2, the feelings do. */
static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 6; day++) {
        scene_tell(&s, day, 0, 0, "i work late today", 0, DEPTH(1, 0, 0));
        scene_tell(&s, day, 0, 10, "i think i'm not a good father", 0, DEPTH(1, 2, 1));
        scene_tell(&s, day, 0, 20, "i was so ashamed i cried", 0, DEPTH(1, 1, 2));
        scene_tell(&s, day, 1, 21, "come here", 0, DEPTH(0, 0, 0));
    }
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C13");
    assert_near(m.whole[0].value, 2.0, 1e-12); /* 12 in 6 days */
    assert_int_equal(m.whole[0].n, 12);
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "per_100_turns", TL_WHOSE_FIRST).value, 100.0 * 2.0 / 3.0, 1e-9);
    assert_near(chat_extra(&m, "depth", TL_WHOSE_FIRST).value, 3.0, 1e-12); /* 1, 4, 4 */
    assert_int_equal(m.whole[1].status, TL_VALUE_NA);
    assert_string_equal(m.whole[1].why, "no deep disclosures");
    scene_close(&s);
}

/* A label that is not right often enough gives no test. */
static void uncertain_labels(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 14; day++)
        scene_deep_talk(&s, day);
    scene_finish(&s, 0);
    assert_non_null(chat_run(&s.c, "C13").series[0].test);
    s.l.a.uncertain = LABEL(DISCLOSURE);
    struct tl_measurement m = chat_run(&s.c, "C13");
    assert_null(m.series[0].test);
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(uncertain_labels)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
