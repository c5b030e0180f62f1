/* C08: defensiveness. */
#include "scene.h"

static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 20; day++)
        scene_play(&s, day,
                   LINES(((struct line[]){{0, 0, "yes I did", 0, -20},
                                          {1, 1, "well you forgot last week",
                                           day < 5 ? LABEL(DEFENSIVENESS) : 0, -20}})));
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C08");
    assert_near(m.whole[1].value, 5.0 / 20.0, 1e-12);
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "per_100_turns", TL_WHOSE_SECOND).value, 25.0, 1e-12);
    assert_int_equal(m.whole[0].status, TL_VALUE_NA); /* a complaint is none */
    assert_near(m.series[1].value[0], 5.0 / 7.0, 1e-12);
    s.l.a.held[1] = 0;
    assert_int_equal(tl_exchanges_prepare(&s.c.frame, NULL), TL_OK);
    m = chat_run(&s.c, "C08");
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
