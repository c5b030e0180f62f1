/* C02: what becomes of a bid. */
#include "scene.h"

/* Catalogue: 40 bids, 30 towards: .75, Jeffreys .60169 to .86361. */
static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 40; day++) {
        bool away = day % 5 == 4, against = day == 7 || day == 17;
        struct line lines[] = {{0, 0, "shall we walk to the mill?", LABEL(BID), 0},
                               {1, 1, "yes let us do that", 0, 0}};
        lines[1].held = away ? LABEL(WITHDRAW) : against ? LABEL(CRITICISM) : 0;
        lines[1].text = day % 2 == 0 ? "ok" : lines[1].text;
        scene_play(&s, day, LINES(lines));
    }
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C02");
    assert_near(m.whole[1].value, 0.75, 1e-12);
    assert_near(m.whole[1].lo, 0.60169, 5e-6);
    assert_near(m.whole[1].hi, 0.86361, 5e-6);
    assert_int_equal(m.whole[1].n, 40);
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_int_equal(m.whole[0].status, TL_VALUE_NA); /* nobody reached out to Mira */
    assert_near(chat_extra(&m, "away", TL_WHOSE_SECOND).value, 0.2, 1e-12);
    assert_near(chat_extra(&m, "against", TL_WHOSE_SECOND).value, 0.05, 1e-12);
    assert_near(chat_extra(&m, "warmth", TL_WHOSE_SECOND).value, (16.0 + 2.0 * 14.0) / 30.0, 1e-12);
    assert_near(m.series[1].value[0], 6.0 / 7.0, 1e-12);
    scene_close(&s);
}

static void few_are_thin(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 29; day++)
        scene_play(&s, day,
                   LINES(((struct line[]){{1, 0, "guess what", LABEL(BID), 0},
                                          {0, 1, "tell me more", LABEL(FOLLOW_UP), 0}})));
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C02");
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    assert_string_equal(m.whole[0].why, "only 29 bids of the other");
    assert_near(chat_extra(&m, "warmth", TL_WHOSE_FIRST).value, 3.0, 0.0);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(few_are_thin)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
