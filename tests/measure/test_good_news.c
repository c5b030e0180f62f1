/* C17: what comes back after good news. */
#include "scene.h"

/* Catalogue: YES! ... active-constructive; cool; now the real work starts; did you buy milk. */
static void play(struct scene *s, int days)
{
    static const struct {
        const char *text;
        uint64_t held;
        int valence;
    } answer[] = {{"YES! so proud, how do we celebrate?", LABEL(GOOD_NEWS_RESPONSE), 80},
                  {"cool", 0, 30},
                  {"now the real work starts", LABEL(DISAPPROVAL), -20},
                  {"did you buy milk", LABEL(LOGISTICS), 0}};
    scene_open(s);
    for (int day = 0; day < days; day++) {
        const struct line lines[] = {
            {0, 0, "I passed!!", LABEL(JOY) | LABEL(DISCLOSURE_INFORMATIONAL), 70},
            {1, 1, answer[day % 4].text, answer[day % 4].held, answer[day % 4].valence}};
        scene_play(s, day, LINES(lines));
    }
    scene_finish(s, 0);
}

static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    play(&s, 40);
    struct tl_measurement m = chat_run(&s.c, "C17");
    assert_near(m.whole[1].value, 0.25, 1e-12);
    assert_int_equal(m.whole[1].n, 40);
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_int_equal(m.whole[0].status, TL_VALUE_NA); /* nobody told Mira good news */
    assert_near(chat_extra(&m, "passive_constructive", TL_WHOSE_SECOND).value, 0.25, 1e-12);
    assert_near(chat_extra(&m, "active_destructive", TL_WHOSE_SECOND).value, 0.25, 1e-12);
    assert_near(chat_extra(&m, "passive_destructive", TL_WHOSE_SECOND).value, 0.25, 1e-12);
    scene_close(&s);
}

static void few_are_thin(void **state)
{
    (void)state;
    struct scene s;
    play(&s, 9);
    struct tl_measurement m = chat_run(&s.c, "C17");
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    assert_string_equal(m.whole[1].why, "only 9 good news of the other");
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(few_are_thin)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
