/* C10: whose tries to find back succeed. */
#include "scene.h"

#include <math.h>

#include "tlmath.h"

/* Catalogue: -.5, a repair, then .1, 0 and .2: the rise of .6 is success. Minute 3 after the first
   word that hurt. */
static const struct line quarrel[] = {
    {0, 0, "you said you would be here", LABEL(DEMAND), -30},
    {1, 1, "you never believe me", LABEL(CRITICISM), -50},
    {0, 2, "no I do not", LABEL(CRITICISM), -50},
    {1, 3, "I am sorry that I was late", LABEL(REPAIR), 10},
    {0, 4, "all right", 0, 10},
    {1, 5, "so?", 0, 0},
    {0, 6, "it is fine", 0, 0},
    {1, 7, "good", 0, 0},
    {0, 8, "come home", 0, 20},
};

static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 12; day++) {
        struct line lines[sizeof quarrel / sizeof quarrel[0]];
        memcpy(lines, quarrel, sizeof quarrel);
        if (day % 4 == 3)
            lines[4].valence = lines[6].valence = lines[8].valence = -40;
        scene_play(&s, day, LINES(lines));
    }
    scene_go_on(&s, 15);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C10");
    assert_near(m.whole[1].value, 0.75, 1e-12);
    assert_int_equal(m.whole[1].n, 12);
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_int_equal(m.whole[0].status, TL_VALUE_NA);
    assert_near(chat_extra(&m, "first_repair_minutes", TL_WHOSE_SECOND).value, 3.0, 1e-9);
    assert_near(chat_extra(&m, "repaired", TL_WHOSE_BOTH).value, 0.75, 1e-12);
    scene_close(&s);
}

static void few_conflicts_are_thin(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 7; day++)
        scene_play(&s, day, LINES(quarrel));
    scene_go_on(&s, 15);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C10");
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(few_conflicts_are_thin)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
