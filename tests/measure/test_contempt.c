/* C07: sneering, unless both laugh. */
#include "scene.h"

/* Catalogue: "nice one genius" with rolling eyes is contempt; "you idiot 😂" answered "😂 love you"
   is play. */
static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 20; day++) {
        bool laughs = day < 8, both = day < 5;
        scene_play(&s, day,
                   LINES(((struct line[]){
                       {0, 0, "you idiot", LABEL(CONTEMPT) | (laughs ? LABEL(AMUSEMENT) : 0), 0},
                       {1, 2, "right", 0, 0},
                       {0, 3, "so", 0, 0},
                       {1, 4, "love you", both ? LABEL(AMUSEMENT) : 0, 0}})));
    }
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C07");
    assert_int_equal(m.whole[0].n, 20); /* the laugh comes three turns later */
    scene_close(&s);

    scene_open(&s);
    for (int day = 0; day < 20; day++) {
        bool laughs = day < 8, both = day < 5 || day >= 18;
        scene_play(&s, day,
                   LINES(((struct line[]){
                       {0, 0, "you idiot", LABEL(CONTEMPT) | (laughs ? LABEL(AMUSEMENT) : 0), 0},
                       {1, 4, "love you", both ? LABEL(AMUSEMENT) : 0, 0}})));
    }
    scene_finish(&s, 0);
    m = chat_run(&s.c, "C07");
    assert_near(m.whole[0].value, 15.0 / 20.0, 1e-12);
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_int_equal(m.whole[1].status, TL_VALUE_NA);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
