/* C14: opening up in answer. */
#include "opening.h"

/* Catalogue: 9 of 15 v 12 of 80: .60 - .15 = .45. */
static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 95; day++) {
        bool deep = day < 15, shares = deep ? day < 9 : day < 27;
        scene_tell(&s, day, 0, 0, deep ? "i was so lost today" : "the bus was late", 0,
                   deep ? DEPTH(1, 1, 2) : DEPTH(1, 0, 0));
        scene_tell(&s, day, 1, 1, "that makes sense, me too", LABEL(VALIDATION),
                   shares ? DEPTH(1, 1, 1) : DEPTH(1, 1, 0));
    }
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C14");
    assert_near(m.whole[1].value, 0.45, 1e-12);
    assert_int_equal(m.whole[1].n, 15);
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_int_equal(m.whole[0].status, TL_VALUE_NA); /* the other never opened up */
    scene_close(&s);
}

/* Without a word of understanding first an own story takes the stage. */
static void no_understanding(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 30; day++) {
        scene_tell(&s, day, 0, 0, "i was so lost today", 0,
                   day < 15 ? DEPTH(1, 1, 2) : DEPTH(0, 0, 0));
        scene_tell(&s, day, 1, 1, "i had a worse day", 0, DEPTH(1, 2, 2));
    }
    scene_finish(&s, 1);
    struct tl_measurement m = chat_run(&s.c, "C14");
    assert_near(m.whole[0].value, -1.0, 1e-12);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(no_understanding)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
