/* C12: how difficult talks begin. */
#include "conflicts.h"

#include "scene.h"

/* Catalogue: criticism 1.5, "you" first 1, absolute 1, marks 1: 4.5, harsh; a feeling and a
   request: -2, soft. */
static void harshness(void **state)
{
    (void)state;
    struct tl_turn_cues cues = {.absolutes = 1, .doubled = true, .you_first = true, .marks = 2};
    assert_near(tl_startup_harshness(LABEL(CRITICISM), &cues), 4.5, 0.0);
    assert_near(tl_startup_harshness(LABEL(CRITICISM) | LABEL(CONTEMPT), &cues), 6.0, 0.0);
    struct tl_turn_cues none = {0};
    assert_near(tl_startup_harshness(LABEL(FEELING) | LABEL(REQUEST), &none), -2.0, 0.0);
    assert_near(tl_startup_harshness(LABEL(GRATITUDE), &none), -0.5, 0.0);
}

static void play(struct scene *s, int day, bool soft)
{
    static const struct line harsh[] = {
        {0, 0, "You never listen!! You're so selfish", LABEL(CRITICISM), -60},
        {1, 1, "not this again", LABEL(DEFENSIVENESS), -50},
        {0, 2, "it is what it is", LABEL(CRITICISM), -50}};
    static const struct line gentle[] = {{1, 0,
                                          "I felt alone last night. Can we eat together tomorrow?",
                                          LABEL(FEELING) | LABEL(REQUEST), -20},
                                         {0, 1, "that was your choice", LABEL(CRITICISM), -50},
                                         {1, 2, "it was not", 0, -50},
                                         {0, 3, "it was", 0, -50}};
    if (soft)
        scene_play(s, day, LINES(gentle));
    else
        scene_play(s, day, LINES(harsh));
}

static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 20; day++)
        play(&s, day, day % 2 != 0);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C12");
    assert_near(m.whole[0].value, 4.5, 1e-12);
    assert_int_equal(m.whole[0].n, 10);
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(m.whole[1].value, -2.0, 1e-12);
    assert_near(chat_extra(&m, "harsh", TL_WHOSE_FIRST).value, 1.0, 0.0);
    assert_near(chat_extra(&m, "soft", TL_WHOSE_SECOND).value, 1.0, 0.0);
    assert_near(chat_extra(&m, "conflicts_a_day", TL_WHOSE_BOTH).value, 1.0, 1e-12);
    assert_near(m.series[0].value[0], 1.0, 1e-12);
    s.l.a.uncertain = LABEL(CONTEMPT);
    m = chat_run(&s.c, "C12");
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    scene_close(&s);
}

static void few_are_thin(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 7; day++)
        play(&s, day, false);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C12");
    assert_string_equal(m.whole[0].why, "only 7 difficult talks opened");
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(harshness),
                                       cmocka_unit_test(worked_example),
                                       cmocka_unit_test(few_are_thin)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
