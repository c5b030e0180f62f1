/* test_odds.c: evidence to a probability (D18). The table itself is tools/calibrate's. */
#include "tl_test.h"

#include "inquiry.h"

#include <math.h>

/* More evidence is never less likely, and no evidence is a certainty. */
static void table(void **state)
{
    (void)state;
    double last = tl_odds_probability(-1e9);
    assert_true(last > 0.0);
    for (double score = -40.0; score <= 40.0; score += 0.03125) {
        double p = tl_odds_probability(score);
        assert_true(p >= last - 1e-12 && p < 1.0);
        last = p;
    }
    assert_near(tl_odds_probability(1e9), last, 0.0);
    assert_true(last > 0.5);
    assert_true(strlen(tl_odds_version()) > 0);
}

static struct tl_inquiry evidence(int person)
{
    struct tl_inquiry q = {.weighing = {.person = person, .leave_one_out = 2.5}};
    q.weighing.apart = (struct tl_difference){1.2, 0.3};
    q.weighing.own[person] = (struct tl_difference){1.4, 0.4};
    q.weighing.own[1 - person] = (struct tl_difference){0.3, 0.4};
    for (int f = TL_FAMILY_INITIATION; f <= TL_FAMILY_RESPONSIVENESS; f++) {
        q.weighing.own_family[f][person] = (struct tl_difference){1.0 + 0.1 * f, 0.4};
        q.weighing.own_family[f][1 - person] = (struct tl_difference){0.2, 0.4};
    }
    return q;
}

static void features(void **state)
{
    (void)state;
    double first[TL_ODDS_FEATURES], second[TL_ODDS_FEATURES], none[TL_ODDS_FEATURES];
    struct tl_inquiry q = evidence(0), mirror = evidence(1), nobody = {.weighing = {.person = -1}};
    tl_odds_features(&q, first);
    tl_odds_features(&mirror, second);
    tl_odds_features(&nobody, none);
    for (int i = 0; i < TL_ODDS_FEATURES; i++) {
        assert_near(first[i], second[i], 0.0);
        assert_near(none[i], 0.0, 0.0);
    }
    assert_true(tl_odds_score(first) > tl_odds_score(none));

    /* Whatever is not known, or without bounds, stays a number. */
    static const double odd[] = {(double)NAN, (double)INFINITY, -(double)INFINITY, 1e300};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct tl_difference d = {odd[i], 1.0};
        q.weighing.apart = q.weighing.own[0] = q.weighing.own[1] = d;
        q.weighing.leave_one_out = odd[i];
        for (int f = 0; f < TL_FAMILY_COUNT; f++)
            q.weighing.own_family[f][0] = q.weighing.own_family[f][1] = d;
        tl_odds_features(&q, first);
        for (int k = 0; k < TL_ODDS_FEATURES; k++)
            assert_true(fabs(first[k]) <= 20.0);
        double p = tl_odds_probability(tl_odds_score(first));
        assert_true(p > 0.0 && p < 1.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table),
        cmocka_unit_test(features),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
