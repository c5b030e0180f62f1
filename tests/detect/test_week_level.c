/* Intervals of one week's level: worked examples, and how often they hold. */
#include "tl_test.h"
#include "detect.h"

#define WEEKS 104

static void weighs_counts_as_in_the_example(void **state)
{
    (void)state;
    /* By mpmath 1.2: Student's point from the incomplete beta function, 20 digits. */
    const double count[] = {4, 9, 2, 6, 4}, days[] = {7, 7, 7, 7, 7};
    const double lo[] = {.1147857125, .4161930773, .0346876016, .2220374148, .1147857125};
    const double hi[] = {2.8446973505, 3.9718614142, 2.3533668899, 3.3088742195, 2.8446973505};
    double low[5], high[5];
    tl_week_rates(count, days, 5, low, high);
    for (int i = 0; i < 5; i++) {
        assert_near(low[i], lo[i], 1e-9);
        assert_near(high[i], hi[i], 1e-9);
    }
}

/* The score interval of a Poisson mean of 10: t from so many pairs that it is the normal's, 10 +
   1.3528 -+ sqrt(27.0554 + 1.8300) = 5.978 to 16.727. Alternating counts of 10 and 10 have no
   spread, and phi is 1. */
static void is_never_narrower_than_poisson(void **state)
{
    (void)state;
    static double count[20000], day[20000], low[20000], high[20000];
    for (size_t i = 0; i < 20000; i++) {
        count[i] = 10;
        day[i] = 1;
    }
    count[7] = 0;
    tl_week_rates(count, day, 20000, low, high);
    assert_near(low[0], 5.978, 2e-3);
    assert_near(high[0], 16.727, 2e-3);
    assert_near(low[7], 0, 0);
    assert_near(high[7], 2.7055, 1e-3);
}

static void leaves_gaps_and_short_series_out(void **state)
{
    (void)state;
    const double count[] = {4, 9, 2, 0, 6, 4, 7}, days[] = {7, 7, 3.5, 0, NAN, 7, 7};
    double low[7], high[7];
    tl_week_rates(count, days, 7, low, high); /* 3 pairs */
    for (int i = 0; i < 7; i++)
        assert_true(isnan(low[i]) && isnan(high[i]));
    const double more[] = {7, 7, 3.5, 0, 7, 7, 7};
    tl_week_rates(count, more, 7, low, high);
    assert_true(isnan(low[3]) && isnan(high[3]));
    /* Half of a week's days: the level a day of 2 is held less firmly than that of 4 in seven. */
    assert_true(high[2] - low[2] > high[0] - low[0]);
    const double y[] = {1, 2, 3, 4, NAN, 6, 7}, weight[] = {1, 1, 1, 0, 1, 1, 1};
    tl_week_levels(y, weight, 7, low, high);
    assert_true(isnan(low[0]) && isnan(low[3]) && isnan(low[4]));
    tl_week_rates(count, days, 0, low, high);
    tl_week_levels(y, weight, 0, low, high);
}

/* Squares 1, 4, 1, 9 over 2, 2, 1.25, 1.25: mean (.5 + 2 + .8 + 7.2) / 4 = 2.625; times t of the
   example, by hand: 2.38365 sqrt 2.625 = 3.86195, half of it where the weight is 4. */
static void weighs_levels_by_what_they_know(void **state)
{
    (void)state;
    const double y[] = {1, 2, 0, 1, 4}, weight[] = {1, 1, 1, 4, 1};
    double low[5], high[5];
    tl_week_levels(y, weight, 5, low, high);
    assert_near(low[0], 1 - 3.86195, 2e-5);
    assert_near(high[0], 1 + 3.86195, 2e-5);
    assert_near(low[3], 1 - 1.93098, 2e-5);
    assert_near(high[3], 1 + 1.93098, 2e-5);
}

/* Sum of the week's conversations, each of 1 to 9 messages: Var / E = (25 + 20 / 3) / 5 = 6.333. */
static double week_of(struct tl_rng *rng, double conversations)
{
    double messages = 0;
    for (unsigned n = tl_rng_poisson(rng, conversations); n > 0; n--)
        messages += 1 + (double)tl_rng_below(rng, 9);
    return messages;
}

static void holds_the_level_in_nine_of_ten(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 11, 0);
    for (int changes = 0; changes < 2; changes++) {
        int held = 0, held_levels = 0;
        for (int run = 0; run < 100; run++) {
            double count[WEEKS], days[WEEKS], y[WEEKS], weight[WEEKS], low[WEEKS], high[WEEKS];
            double level[WEEKS];
            for (size_t i = 0; i < WEEKS; i++) {
                level[i] = changes && i >= WEEKS / 2 ? 6 : 12;
                days[i] = i % 5 == 0 ? 4 : 7;
                count[i] = week_of(&rng, level[i] * days[i] / 7);
                weight[i] = 1 + (double)(i % 3);
                y[i] = level[i] + 3 * tl_rng_normal(&rng) / sqrt(weight[i]);
            }
            tl_week_rates(count, days, WEEKS, low, high);
            for (size_t i = 0; i < WEEKS; i++)
                held += low[i] <= level[i] * 5 / 7 && level[i] * 5 / 7 <= high[i];
            tl_week_levels(y, weight, WEEKS, low, high);
            for (size_t i = 0; i < WEEKS; i++)
                held_levels += low[i] <= level[i] && level[i] <= high[i];
        }
        assert_near(held / (100.0 * WEEKS), .90, .02);
        assert_near(held_levels / (100.0 * WEEKS), .90, .02);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weighs_counts_as_in_the_example),
        cmocka_unit_test(is_never_narrower_than_poisson),
        cmocka_unit_test(leaves_gaps_and_short_series_out),
        cmocka_unit_test(weighs_levels_by_what_they_know),
        cmocka_unit_test(holds_the_level_in_nine_of_ten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
