/* C22 and C23: deep talks, and the days since the last. */
#include "deep_talks.h"
#include "opening.h"

/* Catalogue: 20 turns (9 and 11), 260 words (110 and 150), one opens up, is met, two follow-ups:
   1 + 1 + 2 + 1 + 1 = 6. */
static void worked_example(void **state)
{
    (void)state;
    struct tl_talk_signs signs = {.turns = {9, 11},
                                  .words = {110, 150},
                                  .deep = {1, 0},
                                  .met = 1,
                                  .follow_ups = 2,
                                  .disclosure = true};
    assert_int_equal(tl_talk_score(&signs), 6);
    signs.words[0] = 39;
    assert_int_equal(tl_talk_score(&signs), 5);
    signs.voice_s = 180; /* stand for the words */
    assert_int_equal(tl_talk_score(&signs), 6);
    signs.deep[1] = 1, signs.topic = true;
    assert_int_equal(tl_talk_score(&signs), 8);
    signs.criticisms = 3;
    assert_int_equal(tl_talk_score(&signs), 6);
    signs.contempt = true;
    assert_int_equal(tl_talk_score(&signs), 6);
    signs.turns[0] = 3;
    assert_int_equal(tl_talk_score(&signs), 5);
}

static void found(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 24; day++)
        if (day % 6 == 0)
            scene_deep_talk(&s, day);
        else if (day % 6 == 1) /* one more point by its topic */
            scene_play(&s, day,
                       LINES(((struct line[]){
                           {0, 0, "i have told no one about my childhood", LABEL(DISCLOSURE), 0},
                           {1, 1, "i am glad you do", LABEL(VALIDATION), 0}})));
        else
            scene_play(&s, day,
                       LINES(((struct line[]){{0, 0, "good day", 0, 0}, {1, 1, "hello", 0, 0}})));
    scene_finish(&s, 0);
    const struct tl_exchanges *x = s.c.frame.exchanges;
    assert_int_equal(x->dialogues, 24);
    assert_int_equal(x->n_deep, 4);
    assert_int_equal(x->deep[1].session, 6);
    assert_int_equal(x->deep[1].score, 4);
    assert_false(x->deep[1].difficult);
    struct tl_measurement m = chat_run(&s.c, "C22");
    assert_near(m.whole[TL_WHOSE_BOTH].value, 4.0 / 24.0, 1e-12);
    assert_int_equal(m.whole[TL_WHOSE_BOTH].n, 24);
    assert_int_equal(m.whole[TL_WHOSE_BOTH].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "share", TL_WHOSE_BOTH).value, 4.0 / 24.0, 1e-12);
    m = chat_run(&s.c, "C23");
    assert_int_equal(m.whole[TL_WHOSE_BOTH].status, TL_VALUE_THIN);
    assert_string_equal(m.whole[TL_WHOSE_BOTH].why, "only 4 deep talks");
    scene_close(&s);
}

/* Catalogue: gaps 3,5,4,9,6,7,2,8,12,5, now 21 days: p = 1/11, median 5.5. */
static void days_since(void **state)
{
    (void)state;
    static const int gap[] = {3, 5, 4, 9, 6, 7, 2, 8, 12, 5};
    struct scene s;
    scene_open(&s);
    int day = 0;
    scene_deep_talk(&s, day);
    for (size_t i = 0; i < sizeof gap / sizeof *gap; i++)
        scene_deep_talk(&s, day += gap[i]);
    scene_go_on(&s, day + 21);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C23");
    assert_near(m.whole[TL_WHOSE_BOTH].value, 21.0, 0.0);
    assert_int_equal(m.whole[TL_WHOSE_BOTH].n, 11);
    assert_int_equal(m.whole[TL_WHOSE_BOTH].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "p", TL_WHOSE_BOTH).value, 1.0 / 11.0, 1e-12);
    assert_near(chat_extra(&m, "usual", TL_WHOSE_BOTH).value, 5.5, 1e-12);
    scene_close(&s);
}

static void none(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    scene_go_on(&s, 0);
    scene_finish(&s, 0);
    assert_int_equal(chat_run(&s.c, "C23").whole[TL_WHOSE_BOTH].status, TL_VALUE_NA);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example), cmocka_unit_test(found),
                                       cmocka_unit_test(days_since), cmocka_unit_test(none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
