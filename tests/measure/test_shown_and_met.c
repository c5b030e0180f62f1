/* C16: out of ten times. */
#include "opening.h"

/* Catalogue: 12 of 20 met: .60, Jeffreys .38392 to .78937. */
static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 20; day++) {
        scene_tell(&s, day, 0, 0, "i'm scared that they say no", LABEL(DISCLOSURE), DEPTH(1, 1, 2));
        scene_tell(&s, day, 1, 1, "that makes sense", day < 12 ? LABEL(VALIDATION) : 0,
                   DEPTH(0, 0, 0));
    }
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C16");
    assert_near(m.whole[1].value, 0.6, 1e-12);
    assert_near(m.whole[1].lo, 0.383920, 1e-6);
    assert_near(m.whole[1].hi, 0.789371, 1e-6);
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "nothing", TL_WHOSE_SECOND).value, 0.4, 1e-12);
    assert_int_equal(chat_extra(&m, "told_again", TL_WHOSE_FIRST).status, TL_VALUE_NA);
    assert_int_equal(m.whole[0].status, TL_VALUE_NA);
    scene_close(&s);
}

/* Those that were met are followed by another within 14 days, the others after 30. */
static void told_again(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    int day = 0;
    for (int i = 0; i < 35; i++) {
        bool met = i % 3 != 0;
        scene_tell(&s, day, 0, 0, "i feel so lost", LABEL(DISCLOSURE), DEPTH(1, 1, 2));
        scene_tell(&s, day, 1, 1, "no wonder", met ? LABEL(VALIDATION) : LABEL(DISMISSAL),
                   DEPTH(0, 0, 0));
        day += met ? 7 : 30;
    }
    scene_go_on(&s, day + 20);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C16");
    struct tl_value v = chat_extra(&m, "told_again", TL_WHOSE_FIRST);
    assert_int_equal(v.status, TL_VALUE_OK);
    assert_int_equal(v.n, 35);
    assert_near(v.value, 22.0 / 23.0, 1e-12); /* the last was met, and then the record ended */
    assert_near(chat_extra(&m, "dismissed", TL_WHOSE_SECOND).value, 12.0 / 35.0, 1e-12);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(told_again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
