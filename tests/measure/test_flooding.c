/* C11: when it becomes too much. */
#include "scene.h"

/* Catalogue: "I CAN'T DO THIS RIGHT NOW", then four messages in 40 seconds: three signs. */
static void play(struct scene *s, int day, bool much)
{
    scene_play(
        s, day,
        LINES(((struct line[]){
            {0, 0, "you said you would be here", LABEL(DEMAND), -30},
            {1, 1, "you never believe me at all", LABEL(CRITICISM), -50},
            {0, 2, "no I do not, and I am tired", LABEL(CRITICISM), -50},
            {1, 3, much ? "I CAN'T DO THIS RIGHT NOW" : "let us talk tomorrow then", 0, -50}})));
    static const char *const burst[] = {"it is wrong here", "and I am so tired of it",
                                        "we do this each week", "each single week of it"};
    for (int i = 0; much && i < 4; i++)
        labelled_say(&s->l, &s->c, 1, chat_at(day, 20, 4, 10 * i), burst[i], 0, -30);
    scene_play(s, day, LINES(((struct line[]){{0, 5, "then tell me what you need", 0, 0}})));
    scene_play(s, day, LINES(((struct line[]){{1, 6, "an hour of quiet is all", 0, 0}})));
    scene_play(s, day, LINES(((struct line[]){{0, 7, "you have it, take your time", 0, 0}})));
    scene_play(s, day, LINES(((struct line[]){{1, 8, "thank you for that, really", 0, 0}})));
}

static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 16; day++)
        play(&s, day, day % 4 == 0);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C11");
    assert_near(m.whole[1].value, 0.25, 1e-12);
    assert_int_equal(m.whole[1].n, 16);
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_near(m.whole[0].value, 0.0, 0.0);
    assert_near(chat_extra(&m, "signs", TL_WHOSE_SECOND).value, 3.0 / 4.0, 1e-12);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
