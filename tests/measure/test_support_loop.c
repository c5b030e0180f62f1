/* E05: being met and opening up again. */
#include "scene.h"

/* Catalogue: again within 14 days 15 of 20 after being met, 4 of 12 after not: .417, thin. */
static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    int day = 0;
    scene_open(&s);
    for (int i = 0; i < 32; i++) {
        bool met = i < 20, again = met ? i % 4 != 3 : i % 3 == 0;
        const struct line lines[] = {
            {0, 0, "I am afraid of that", LABEL(DISCLOSURE), -40},
            {1, 2, "that makes sense to me", met ? LABEL(VALIDATION) : 0, 0}};
        scene_play(&s, day, LINES(lines));
        day += again ? 14 : 15;
    }
    scene_go_on(&s, day + 1);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "E05");
    assert_near(chat_extra(&m, "after_met", TL_WHOSE_FIRST).value, 0.75, 1e-12);
    assert_near(chat_extra(&m, "after_unmet", TL_WHOSE_FIRST).value, 4.0 / 12.0, 1e-12);
    assert_near(m.whole[0].value, 0.75 - 4.0 / 12.0, 1e-12);
    assert_int_equal(m.whole[0].n, 32);
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    assert_int_equal(m.whole[1].status, TL_VALUE_NA);
    scene_close(&s);
}

/* A second disclosure of the same talk is not opening up again, and at the end of the record nobody
   knows. */
static void the_same_talk_is_not_again(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    const struct line lines[] = {{1, 0, "I am afraid of that", LABEL(DISCLOSURE), -40},
                                 {0, 2, "I see why", LABEL(VALIDATION), 0},
                                 {1, 4, "and of what comes after", LABEL(DISCLOSURE), -40},
                                 {0, 6, "did you buy bread", LABEL(LOGISTICS), 0}};
    scene_play(&s, 0, LINES(lines));
    scene_play(&s, 30, lines + 2, 2);
    scene_play(&s, 40, LINES(lines));
    scene_go_on(&s, 45);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "E05");
    assert_int_equal(chat_extra(&m, "after_met", TL_WHOSE_SECOND).n, 1);
    assert_near(chat_extra(&m, "after_met", TL_WHOSE_SECOND).value, 0.0, 0.0);
    assert_int_equal(chat_extra(&m, "after_unmet", TL_WHOSE_SECOND).n, 2);
    assert_near(chat_extra(&m, "after_unmet", TL_WHOSE_SECOND).value, 0.5, 0.0);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(the_same_talk_is_not_again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
