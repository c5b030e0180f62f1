/* C18: feelings, needs, requests. */
#include "opening.h"

/* Catalogue: all four parts, and "I feel like you don't care" with none. */
static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 15; day++) {
        scene_play(&s, day,
                   LINES(((struct line[]){
                       {0, 0,
                        "When you came at 9 I felt lonely, I'd love an evening together, can we "
                        "do Friday?",
                        LABEL(NEED) | LABEL(REQUEST), -20},
                       {1, 1, "I feel like you don't care", LABEL(CRITICISM), -30}})));
    }
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C18");
    assert_near(m.whole[0].value, 4.0, 1e-12);
    assert_near(m.whole[1].value, 0.0, 1e-12);
    assert_int_equal(m.whole[1].n, 15);
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "feeling", TL_WHOSE_FIRST).value, 1.0, 1e-12);
    assert_near(chat_extra(&m, "observation", TL_WHOSE_SECOND).value, 0.0, 1e-12);
    assert_near(m.series[0].value[0], 1.0, 1e-12); /* said once a day */
    assert_near(m.series[1].value[0], 0.0, 1e-12);
    scene_close(&s);
}

/* "Ignored" is what the other did; and what is not difficult is not looked at. */
static void readings_are_no_feelings(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 3; day++)
        scene_play(&s, day,
                   LINES(((struct line[]){{0, 0, "I felt sad and ignored", 0, -60},
                                          {1, 1, "I was so happy at the lake", 0, 70}})));
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C18");
    assert_near(m.whole[0].value, 0.0, 1e-12);
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    assert_int_equal(m.whole[1].status, TL_VALUE_NA);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(readings_are_no_feelings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
