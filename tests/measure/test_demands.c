/* C03: pressing. */
#include "scene.h"

/* Catalogue: "why aren't you answering?? you never tell me anything" is pursuit and blame: strong.
 */
static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 14; day++)
        scene_play(
            &s, day,
            LINES(((struct line[]){{0, 0, "why aren't you answering?? you never tell me anything",
                                    LABEL(DEMAND) | (day < 7 ? LABEL(CRITICISM) : 0), -20},
                                   {1, 2, "I was on the train", 0, 0}})));
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C03");
    assert_near(m.whole[0].value, 1.0, 1e-12);
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "strong", TL_WHOSE_FIRST).value, 0.5, 1e-12);
    assert_near(chat_extra(&m, "per_100_turns", TL_WHOSE_FIRST).value, 100.0, 1e-12);
    assert_int_equal(m.whole[1].status, TL_VALUE_NA);
    assert_string_equal(m.whole[1].why, "no demands");
    assert_null(m.series[0].test);
    scene_close(&s);
}

/* Pressing again after a wait counts more in a quarrel, and only there. */
static void nudges_in_a_conflict(void **state)
{
    (void)state;
    for (int quarrel = 0; quarrel < 2; quarrel++) {
        const uint64_t hurt = quarrel ? LABEL(CRITICISM) : 0;
        const struct line lines[] = {{0, 0, "that was your turn to cook", hurt, 0},
                                     {1, 2, "it was yours", hurt, 0},
                                     {0, 4, "no it was not", hurt, 0},
                                     {0, 44, "will you answer me?", LABEL(DEMAND), 0}};
        struct scene s;
        scene_open(&s);
        for (int day = 0; day < 10; day++)
            scene_play(&s, day, LINES(lines));
        scene_finish(&s, 0);
        struct tl_measurement m = chat_run(&s.c, "C03");
        assert_near(chat_extra(&m, "strong", TL_WHOSE_FIRST).value, quarrel, 0.0);
        scene_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(nudges_in_a_conflict)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
