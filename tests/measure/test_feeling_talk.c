/* C20: talk of feelings against the own past. */
#include "feeling_talk.h"
#include "opening.h"

/* Catalogue: z = -1.2, -.8, +.6: .6 + .2 + .15 = .95. */
static void worked_example(void **state)
{
    (void)state;
    assert_near(tl_restricted(-1.2, -0.8, 0.6), 0.95, 1e-12);
}

/* One talks less of feelings in the last 8 of 24 weeks, the other does not. */
static void a_fall(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 24 * 7; day++)
        for (int i = 0; i < 4; i++)
            for (unsigned who = 0; who < 2; who++) {
                bool less = who == 0 && day >= 16 * 7;
                scene_tell(&s, day, who, 20 * i + (int)who, "i was happy and sad today", 0,
                           DEPTH(1, 0, less ? 0 : (uint8_t)((day + i) % 3 == 0)));
            }
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C20");
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_int_equal(m.whole[0].n, 16);
    assert_true(m.whole[0].value > 0.5);
    assert_true(m.whole[1].value > -0.5 && m.whole[1].value < 0.5);
    scene_close(&s);
}

static void too_short(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 14; day++)
        scene_deep_talk(&s, day);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C20");
    assert_int_equal(m.whole[0].status, TL_VALUE_NA);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example), cmocka_unit_test(a_fall),
                                       cmocka_unit_test(too_short)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
