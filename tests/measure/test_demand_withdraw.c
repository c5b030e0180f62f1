/* C05: does pressing bring stepping back? */
#include "scene.h"

/* Exchange i of Mira and Jonas, three a day. */
static void play(struct scene *s, int i, bool demands, bool steps_back)
{
    const struct line lines[] = {
        {0, 10 * (i % 3), "and what do you say to that?", demands ? LABEL(DEMAND) : 0, 0},
        {1, 10 * (i % 3) + 2, "I will have to think about it", steps_back ? LABEL(WITHDRAW) : 0,
         0}};
    scene_play(s, i / 3, LINES(lines));
}

/* Catalogue: 18, 22, 30 and 230 of 300 exchanges, spread over 100 days. */
static void worked_example(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    struct tl_rng rng;
    uint32_t order[300];
    for (uint32_t i = 0; i < 300; i++)
        order[i] = i;
    tl_rng_init(&rng, 1, 1);
    tl_rng_shuffle(&rng, order, 300);
    for (int i = 0; i < 300; i++) {
        uint32_t k = order[i];
        play(&s, i, k < 40, k < 18 || (k >= 40 && k < 70));
    }
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C05");
    assert_near(m.whole[0].value, 0.334615, 5e-7);
    assert_int_equal(m.whole[0].n, 300);
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "odds_ratio", TL_WHOSE_FIRST).value, 6.272727, 5e-7);
    assert_near(chat_extra(&m, "yules_q", TL_WHOSE_FIRST).value, 0.725, 1e-12);
    assert_near(chat_extra(&m, "z", TL_WHOSE_FIRST).value, 5.374058, 5e-7);
    assert_near(chat_extra(&m, "demands", TL_WHOSE_FIRST).value, 40.0, 0.0);
    assert_near(chat_extra(&m, "withdrawals", TL_WHOSE_FIRST).value, 48.0, 0.0);
    assert_true(chat_extra(&m, "p", TL_WHOSE_FIRST).value <
                0.02); /* one turn in 100 leaves all as it is */
    assert_near(chat_extra(&m, "go_together", TL_WHOSE_FIRST).value, 1.0, 0.0);
    assert_int_equal(m.whole[1].status, TL_VALUE_NA); /* Jonas never pressed */
    scene_close(&s);
}

/* With no link the p is spread evenly: of 40 chats about 2 are at .05 or below, rarely more than 6
   (binomial, .003). Both come in long runs, which would deceive a test of single exchanges. */
static void runs_of_both_deceive_nobody(void **state)
{
    (void)state;
    int below = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct scene s;
        struct tl_rng rng;
        bool demands = false, back = false;
        tl_rng_init(&rng, seed, 9);
        scene_open(&s);
        for (int i = 0; i < 360; i++) {
            if (tl_rng_uniform(&rng) < 0.1)
                demands = tl_rng_uniform(&rng) < 0.25;
            if (tl_rng_uniform(&rng) < 0.1)
                back = tl_rng_uniform(&rng) < 0.25;
            play(&s, i, demands, back);
        }
        scene_finish(&s, 0);
        struct tl_measurement m = chat_run(&s.c, "C05");
        below += chat_extra(&m, "p", TL_WHOSE_FIRST).value <= 0.05;
        scene_close(&s);
    }
    if (below > 6)
        fail_msg("%d of 40 at .05 or below", below);
}

static void few_are_thin(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int i = 0; i < 60; i++)
        play(&s, i, i < 14, i % 3 == 0);
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C05");
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(runs_of_both_deceive_nobody),
                                       cmocka_unit_test(few_are_thin)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
