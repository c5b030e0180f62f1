/* E04: the circle of pressing and stepping back. */
#include "scene.h"

#include <math.h>

#include "contingency.h"

/* Catalogue: g1 .3346, g2 14/40 - 30/240 = .225: gain .0753, both lower 90 % bounds above 0. */
static void worked_example(void **state)
{
    (void)state;
    struct tl_contingency pressing = {18, 22, 30, 230}, returning = {14, 26, 30, 210};
    struct tl_value g1 = tl_risk_difference(&pressing, 1.6448536269514722);
    struct tl_value g2 = tl_risk_difference(&returning, 1.6448536269514722);
    assert_near(g2.value, 0.225, 1e-12);
    assert_near(g1.value * g2.value, 0.0753, 5e-5);
    assert_true(g1.lo > 0.0 && g2.lo > 0.0);
}

/* A circle: who was left without an answer presses the next day, who is pressed steps back. With
   `apart` days between one talk and the next. */
static struct tl_measurement circle(struct scene *s, int talks, int apart)
{
    struct tl_rng rng;
    struct tl_contingency pressing = {0}, returning = {0};
    bool back = false;
    tl_rng_init(&rng, 3, 1);
    scene_open(s);
    for (int i = 0; i < talks; i++) {
        bool before = back, demands = tl_rng_uniform(&rng) < (before ? 0.75 : 0.1);
        back = tl_rng_uniform(&rng) < (demands ? 0.75 : 0.1);
        scene_play(s, apart * i,
                   LINES(((struct line[]){
                       {0, 0, "what do you say to that?", demands ? LABEL(DEMAND) : 0, 0},
                       {1, 2, "I will have to think", back ? LABEL(WITHDRAW) : 0, 0}})));
        tl_contingency_add(&pressing, demands, back);
        if (i > 0)
            tl_contingency_add(&returning, before, demands && apart <= 3);
    }
    scene_finish(s, 0);
    struct tl_measurement m = chat_run(&s->c, "E04");
    struct tl_value g1 = tl_risk_difference(&pressing, 1.6448536269514722);
    struct tl_value g2 = tl_risk_difference(&returning, 1.6448536269514722);
    assert_near(chat_extra(&m, "pressing", TL_WHOSE_FIRST).lo, g1.lo, 1e-12);
    assert_near(chat_extra(&m, "returning", TL_WHOSE_FIRST).value, g2.value, 1e-12);
    assert_near(m.whole[0].value, g1.value * g2.value, 1e-12);
    assert_int_equal(m.whole[0].n, talks - 1);
    return m;
}

static void a_circle_is_found(void **state)
{
    (void)state;
    struct scene s;
    struct tl_measurement m = circle(&s, 120, 1);
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "loop", TL_WHOSE_FIRST).value, 1.0, 0.0);
    assert_int_equal(m.whole[1].status, TL_VALUE_NA); /* Jonas never presses */
    scene_close(&s);
}

static void after_four_days_nothing_returns(void **state)
{
    (void)state;
    struct scene s;
    struct tl_measurement m = circle(&s, 120, 4);
    assert_near(chat_extra(&m, "returning", TL_WHOSE_FIRST).value, 0.0, 0.0);
    assert_near(chat_extra(&m, "loop", TL_WHOSE_FIRST).value, 0.0, 0.0);
    scene_close(&s);
}

static void few_talks_are_thin(void **state)
{
    (void)state;
    struct scene s;
    struct tl_measurement m = circle(&s, 30, 1);
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example), cmocka_unit_test(a_circle_is_found),
        cmocka_unit_test(after_four_days_nothing_returns), cmocka_unit_test(few_talks_are_thin)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
