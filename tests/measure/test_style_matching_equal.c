/* B03: style matching of 300 words each. */
#include "spoken.h"

#include <math.h>

static const double habit[TL_STYLE_COUNT] = {14, 5, 6, 6, 12, 9, 5, 2, 2.5};
static const double other[TL_STYLE_COUNT] = {5, 9, 12, 3, 6, 14, 2, 6, 6};

static void speak(struct chat *c, struct labelled *l, int weeks, int a_day, const double *first,
                  const double *second)
{
    struct tl_rng rng;
    char text[256];
    tl_rng_init(&rng, 21, 9);
    labelled_open(l);
    assert_int_equal(chat_open(c, NULL), TL_OK);
    for (int day = 0; day < 7 * weeks; day++)
        for (int i = 0; i < a_day; i++) {
            spoken_line(&rng, i % 2 ? second : first, 8, text);
            labelled_say(l, c, (unsigned)i % 2, chat_at(day, 9, i, 0), text, 0, 0);
        }
    assert_int_equal(labelled_finish(l, c, 0), TL_OK);
}

/* The table of the catalogue: two samples of 300 words from the same habits match .859; so do one
   person's own halves, and weeks apart: nothing is over habit. Twice the words change nothing. */
static void same_habits(void **state)
{
    (void)state;
    for (int a_day = 20; a_day <= 40; a_day += 20) {
        struct chat c;
        struct labelled l;
        speak(&c, &l, 30, a_day, habit, habit);
        struct tl_measurement m = chat_run(&c, "B03");
        assert_int_equal(m.whole[TL_WHOSE_BOTH].status, TL_VALUE_OK);
        assert_int_equal(m.whole[TL_WHOSE_BOTH].n, 30);
        assert_near(m.whole[TL_WHOSE_BOTH].value, 0.859, 0.015);
        assert_near(chat_extra(&m, "self", TL_WHOSE_FIRST).value, 0.859, 0.02);
        assert_near(chat_extra(&m, "self", TL_WHOSE_SECOND).value, 0.859, 0.02);
        assert_near(chat_extra(&m, "different_weeks", TL_WHOSE_BOTH).value, 0.859, 0.02);
        assert_near(m.series[0].value[7], 0.859, 0.06);
        chat_close(&c);
        labelled_close(&l);
    }
}

/* Two people of other habits: far below each one's own ceiling, and no more in the same week. */
static void other_habits(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    speak(&c, &l, 30, 20, habit, other);
    struct tl_measurement m = chat_run(&c, "B03");
    assert_true(m.whole[TL_WHOSE_BOTH].value < 0.7);
    assert_true(chat_extra(&m, "self", TL_WHOSE_SECOND).value > 0.84);
    assert_near(chat_extra(&m, "over_habit", TL_WHOSE_BOTH).value, 0.0, 0.1);
    chat_close(&c);
    labelled_close(&l);
}

/* The same seed gives the same numbers, another seed nearly the same. */
static void seeds(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    speak(&c, &l, 10, 20, habit, other);
    struct tl_measurement one = chat_run(&c, "B03"), again = chat_run(&c, "B03");
    assert_near(one.series[0].value[3], again.series[0].value[3], 0.0);
    c.ctx.seed = 99;
    again = chat_run(&c, "B03");
    assert_true(one.series[0].value[3] != again.series[0].value[3]);
    assert_near(one.series[0].value[3], again.series[0].value[3], 0.02);
    assert_int_equal(chat_extra(&one, "different_weeks", TL_WHOSE_BOTH).status, TL_VALUE_NA);
    chat_close(&c);
    labelled_close(&l);
}

static void short_weeks(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    speak(&c, &l, 10, 6, habit, habit);
    struct tl_measurement m = chat_run(&c, "B03");
    assert_int_equal(m.whole[TL_WHOSE_BOTH].status, TL_VALUE_NA);
    assert_true(isnan(m.series[0].value[3]));
    assert_int_equal(m.series[0].n[3], 168);
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_habits),
        cmocka_unit_test(other_habits),
        cmocka_unit_test(seeds),
        cmocka_unit_test(short_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
