/*
 * odds.c: how often such evidence meant that one person pulled away (D18).
 *
 * A logistic score of a few monotone features is turned into a probability by a table of isotonic
 * regression. Both come from tools/calibrate, which runs this same program over simulated lives;
 * the numbers stand in odds_table.inc and name the grid they rest on. They are true of that world
 * of simulations, and the report says so.
 */
#include "inquiry.h"

#include "tlmath.h"

#include "odds_table.inc"

static double clipped(double x, double lo, double hi)
{
    return !(x > lo) ? lo : x > hi ? hi : x;
}

void tl_odds_features(const struct tl_inquiry *q, double feature[TL_ODDS_FEATURES])
{
    const struct tl_weighing *w = &q->weighing;
    for (int i = 0; i < TL_ODDS_FEATURES; i++)
        feature[i] = 0.0;
    if (w->person < 0)
        return;
    int x = w->person;
    double apart = clipped(tl_difference_z(w->apart), 0.0, 10.0);
    double own = clipped(tl_difference_z(w->own[x]), -3.0, 10.0);
    const struct tl_difference *answers = w->own_family[TL_FAMILY_RESPONSIVENESS];
    const struct tl_difference *starts = w->own_family[TL_FAMILY_INITIATION];
    feature[0] = apart;
    feature[1] = own;
    feature[2] = clipped(tl_difference_z(answers[x]), -3.0, 8.0);
    feature[3] = clipped(tl_difference_z(answers[1 - x]), -4.0, 6.0);
    feature[4] = clipped(tl_difference_z(starts[x]), -3.0, 8.0);
    feature[5] = clipped(tl_difference_z(w->own[1 - x]), -6.0, 6.0);
    feature[6] = clipped(w->leave_one_out, -2.0, 6.0);
    feature[7] = apart < own ? apart : own;
}

double tl_odds_score(const double feature[TL_ODDS_FEATURES])
{
    double score = odds_intercept;
    for (int i = 0; i < TL_ODDS_FEATURES; i++)
        score += odds_coefficient[i] * feature[i];
    return score;
}

/* Linear between the knots of the isotonic table, flat beyond its ends. */
double tl_odds_probability(double score)
{
    const size_t n = sizeof odds_knot / sizeof *odds_knot;
    if (score <= odds_knot[0].score)
        return odds_knot[0].probability;
    for (size_t i = 1; i < n; i++)
        if (score <= odds_knot[i].score) {
            double part =
                (score - odds_knot[i - 1].score) / (odds_knot[i].score - odds_knot[i - 1].score);
            return odds_knot[i - 1].probability +
                   part * (odds_knot[i].probability - odds_knot[i - 1].probability);
        }
    return odds_knot[n - 1].probability;
}

const char *tl_odds_version(void)
{
    return odds_version;
}
