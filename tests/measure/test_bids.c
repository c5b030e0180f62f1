/* C01: how often each reaches out. */
#include "scene.h"

/* Catalogue: "look at this" with a picture asks little (1), "I feel awful, can you call?" much (3),
   "buy milk" nothing. */
static const struct line evening[] = {
    {0, 0, "look at this", LABEL(BID) | LABEL(AMUSEMENT), 20},
    {1, 1, "ha", 0, 10},
    {1, 20, "I feel awful, can you call?", LABEL(BID) | LABEL(REQUEST) | LABEL(FEELING), -60},
    {0, 22, "of course", 0, 0},
    {0, 40, "buy milk", LABEL(LOGISTICS), 0},
    {1, 41, "yes", 0, 0},
};

static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 35; day++)
        scene_play(&s, day, evening, day < 28 ? 6 : 2);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C01");
    assert_near(m.whole[0].value, 1.0, 1e-12); /* 35 in 35 covered days */
    assert_int_equal(m.whole[0].n, 35);
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    assert_string_equal(m.whole[1].why, "only 28 bids");
    assert_near(chat_extra(&m, "asking", TL_WHOSE_FIRST).value, 1.0, 0.0);
    assert_near(chat_extra(&m, "asking", TL_WHOSE_SECOND).value, 3.0, 0.0);
    assert_near(chat_extra(&m, "per_100_turns", TL_WHOSE_FIRST).value, 100.0 * 35 / (35 + 2 * 28),
                1e-9);
    assert_near(m.series[0].value[0], 1.0, 1e-12);
    assert_near(m.series[1].value[4], 0.0, 0.0);
    assert_non_null(m.series[0].test);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
