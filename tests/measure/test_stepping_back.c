/* C04: what a demand of the other meets. */
#include "scene.h"

/* Of 20 demands: 4 "k" with nothing until next morning, 5 words that step back, 3 to the shopping,
   2 pauses with a return, 1 in defence, 5 answered. */
static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 20; day++) {
        struct line lines[] = {{0, 0, "can we talk about last night?", LABEL(DEMAND), 0},
                               {1, 3, "that is a fair question", 0, 0}};
        lines[1].text = day < 4 ? "k" : lines[1].text;
        lines[1].held = day < 4    ? 0
                        : day < 9  ? LABEL(WITHDRAW)
                        : day < 12 ? LABEL(LOGISTICS)
                        : day < 14 ? LABEL(REPAIR)
                        : day < 15 ? LABEL(DEFENSIVENESS)
                                   : 0;
        scene_play(&s, day, LINES(lines));
    }
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C04");
    assert_near(m.whole[1].value, 0.6, 1e-12);
    assert_int_equal(m.whole[1].n, 20);
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_int_equal(m.whole[0].status, TL_VALUE_NA);
    static const struct {
        const char *name;
        double share;
    } parts[] = {{"silence", 0.0},    {"minimal", 0.2},   {"words", 0.25},
                 {"logistics", 0.15}, {"defended", 0.05}, {"calmed", 0.1}};
    for (size_t i = 0; i < 6; i++)
        assert_near(chat_extra(&m, parts[i].name, TL_WHOSE_SECOND).value, parts[i].share, 1e-12);
    scene_close(&s);
}

/* Silence counts once the person's patience is over; the night is not waited through. */
static void silence(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 40; day += 2) {
        scene_play(&s, day, LINES(((struct line[]){{1, 0, "say it now", LABEL(DEMAND), 0}})));
        scene_go_on(&s, day + 1); /* at noon */
        scene_play(&s, day + 1,
                   LINES(((struct line[]){{1, 0, "home at six?", 0, 0},
                                          {0, 1, "at six it is", 0, 0},
                                          {1, 2, "with the bread?", 0, 0},
                                          {0, 3, "and with the cheese", 0, 0},
                                          {1, 4, "a good one?", 0, 0},
                                          {0, 5, "the best there is", 0, 0}})));
    }
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C04");
    assert_near(chat_extra(&m, "silence", TL_WHOSE_FIRST).value, 1.0, 1e-12);
    scene_close(&s);
}

static void withheld_without_hours(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    s.c.resolution = TL_RES_DAY;
    for (int day = 0; day < 20; day++)
        scene_go_on(&s, day);
    scene_finish(&s, 0);
    assert_string_equal(chat_run(&s.c, "C04").whole[0].why, TL_WHY_DAYS);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example), cmocka_unit_test(silence),
                                       cmocka_unit_test(withheld_without_hours)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
