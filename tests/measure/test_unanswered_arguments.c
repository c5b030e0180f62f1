/* C09: no answer in the middle of an argument. */
#include "scene.h"

static const struct line quarrel[] = {
    {0, -10, "you never tell me when you are late", LABEL(CRITICISM), -30},
    {1, -8, "because you always shout", LABEL(CRITICISM), -30},
    {0, 0, "so it is my fault now", LABEL(DEFENSIVENESS), -30},
    {0, 20, "say something", LABEL(DEMAND), -30},
    {0, 40, "I am still here", 0, -10},
};

/* Catalogue: three turns from 20:00 to 20:40, answer at 07:10 after a night, more than 3 effective
   hours later. Jonas writes at many hours, so that his days are known. */
static void worked_example(void **state)
{
    (void)state;
    for (int answered = 0; answered < 2; answered++) {
        struct scene s;
        scene_open(&s);
        for (int day = 0; day < 60; day++) {
            scene_play(&s, day, quarrel, day % 4 == 0 ? 5 : 3);
            if (answered && day % 4 == 0)
                scene_play(&s, day, LINES(((struct line[]){{1, 60, "I know that you are", 0, 0}})));
            for (int hour = day % 4 == 0 ? 15 : 9; hour < 19; hour += 3) /* the next day */
                labelled_say(&s.l, &s.c, 1, chat_at(day + 1, hour, 0, 0), "on the way", 0, 0);
        }
        scene_finish(&s, 0);
        struct tl_measurement m = chat_run(&s.c, "C09");
        assert_near(m.whole[1].value, answered ? 0.0 : 0.25, 1e-12);
        assert_int_equal(m.whole[1].n, 60);
        assert_int_equal(m.whole[1].status, TL_VALUE_OK);
        assert_near(m.whole[0].value, 0.0, 0.0);
        assert_near(chat_extra(&m, "unanswered", TL_WHOSE_SECOND).value, answered ? 0.0 : 15.0,
                    0.0);
        scene_close(&s);
    }
}

static void a_call_answers(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    scene_play(&s, 0, quarrel, 5);
    s.l.n++;
    chat_event(&s.c, 1, chat_at(0, 21, 0, 0), TL_KIND_CALL, 900);
    scene_go_on(&s, 3);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C09");
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    assert_string_equal(m.whole[1].why, "only 1 conflicts");
    assert_near(m.whole[1].value, 0.0, 0.0);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(a_call_answers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
