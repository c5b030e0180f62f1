/* C19: "I'm fine". */
#include "masking.h"
#include "opening.h"

/* Small talk, answered at once, so that nine hours are late. */
static void usual_talk(struct scene *s, int days)
{
    for (int day = 0; day < days; day++)
        for (int i = 0; i < 3; i++)
            scene_play(s, day,
                       LINES(((struct line[]){{0, 2 * i, "the train is late", 0, 20},
                                              {1, 2 * i + 1, "mine too", 0, 20}})));
}

/* Catalogue: "what's wrong?" "nothing." and then long silence counts; "all good! you?" does not. */
static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    usual_talk(&s, 30);
    scene_play(&s, 30,
               LINES(((struct line[]){{0, 0, "what's wrong?", 0, 0},
                                      {1, 1, "nothing.", 0, 0},
                                      {0, 2, "i made soup, do you want some", 0, 0},
                                      {1, 560, "no thanks i ate", 0, 20}})));
    scene_play(&s, 32,
               LINES(((struct line[]){{0, 0, "how are you?", 0, 0},
                                      {1, 1, "all good! you? \xF0\x9F\x98\x8A", 0, 50},
                                      {0, 2, "good too", 0, 20},
                                      {1, 3, "great", 0, 20}})));
    scene_play(&s, 33,
               LINES(((struct line[]){{0, 0, "are you ok?", 0, 0},
                                      {1, 1, "i'm fine", 0, 10},
                                      {0, 2, "good", 0, 20},
                                      {1, 3, "see you at home", 0, 20}})));
    scene_finish(&s, 0);
    struct tl_check_ins found;
    assert_int_equal(tl_check_ins_find(&s.c.frame, &found, NULL), TL_OK);
    assert_int_equal(found.n, 3);
    assert_true(found.item[0].brushed_off && found.item[0].signs);
    assert_false(found.item[1].brushed_off);
    assert_true(found.item[2].brushed_off && !found.item[2].signs);
    tl_check_ins_release(&found);
    struct tl_measurement m = chat_run(&s.c, "C19");
    assert_near(m.whole[1].value, 1.0 / 3.0, 1e-12);
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    assert_string_equal(m.whole[1].why, "only 3 times asked how one is");
    assert_near(chat_extra(&m, "brushed_off", TL_WHOSE_SECOND).value, 2.0 / 3.0, 1e-12);
    assert_int_equal(m.whole[0].status, TL_VALUE_NA);
    scene_close(&s);
}

/* What is said later the same day speaks against it too, or a fall of the mood. */
static void signs_in_words(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    usual_talk(&s, 10);
    scene_play(&s, 10,
               LINES(((struct line[]){{0, 0, "you seem quiet", 0, 0},
                                      {1, 1, "just tired", 0, 0},
                                      {0, 20, "sleep well", 0, 20},
                                      {1, 21, "i cried all day", LABEL(SADNESS), -20}})));
    scene_play(&s, 12,
               LINES(((struct line[]){{0, 0, "you seem sad", 0, 0},
                                      {1, 1, "forget it", 0, 10},
                                      {0, 20, "the boiler man came", 0, 20},
                                      {1, 21, "what a horrible week", 0, -60}})));
    scene_play(&s, 14,
               LINES(((struct line[]){{0, 0, "how was your day", 0, 0},
                                      {1, 1, "i felt lonely among all these people", 0, -20}})));
    scene_go_on(&s, 15);
    scene_finish(&s, 0);
    struct tl_check_ins found;
    assert_int_equal(tl_check_ins_find(&s.c.frame, &found, NULL), TL_OK);
    assert_int_equal(found.n, 3);
    assert_true(found.item[0].signs && found.item[1].signs);
    assert_true(found.item[2].felt && !found.item[2].brushed_off && !found.item[2].signs);
    tl_check_ins_release(&found);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(signs_in_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
