/* C21: asking. */
#include "opening.h"

/* Catalogue: 12 of 80 turns: .15, Jeffreys .0847 to .2401. */
static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 40; day++) {
        bool asks = day < 12;
        scene_play(&s, day,
                   LINES(((struct line[]){{0, 0, "i had a fight with my boss", 0, 0},
                                          {1, 1, asks ? "oh no, what did he say to you?" : "oh no",
                                           day < 6 ? LABEL(FOLLOW_UP) : 0, 0},
                                          {0, 2, "he said it was fine", 0, 0},
                                          {1, 3, day % 2 == 0 ? "ok?" : "did you buy milk for us?",
                                           LABEL(LOGISTICS), 0}})));
    }
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C21");
    assert_near(m.whole[1].value, 0.15, 1e-12); /* neither a nod nor milk is asked about */
    assert_near(m.whole[1].lo, 0.0847, 5e-5);
    assert_near(m.whole[1].hi, 0.2401, 5e-5);
    assert_int_equal(m.whole[1].n, 80);
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "follow_up", TL_WHOSE_SECOND).value, 6.0 / 80.0, 1e-12);
    assert_near(chat_extra(&m, "about_you", TL_WHOSE_SECOND).value, 0.15, 1e-12);
    assert_near(m.whole[0].value, 0.0, 0.0);
    scene_close(&s);
}

/* Without its mark a question is known by its first word. */
static void without_marks(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    scene_play(&s, 0,
               LINES(((struct line[]){{0, 0, "how was the exam today", 0, 0},
                                      {1, 1, "i wonder how they mark it", 0, 0}})));
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C21");
    assert_near(m.whole[0].value, 1.0, 0.0);
    assert_near(m.whole[1].value, 0.0, 0.0);
    assert_string_equal(m.whole[0].why, "only 1 turns");
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(without_marks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
