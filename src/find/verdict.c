/*
 * verdict.c: one answer, with its odds, its date and its limits (D16).
 *
 * The level is ruled in ruling.c. A person is named only where the asymmetry is unlikely by chance
 * and that person's own record moved (D11); less from both, or more from the other, has other
 * words.
 *
 * Departure from D16: "two families at q <= .10" asks each family at the composite's date (weigh.c)
 * instead of scanning each anew; unanswered long silences lower the level only if the
 * result changes when they are taken as holes.
 */
#include "inquiry.h"

#include <math.h>

#include "civil.h"
#include "measuring.h"
#include "ruling.h"
#include "tlmath.h"

#define ONE_SIDED_95 1.6448536269514722
#define LEAST_WEIGHT 0.6 /* of the families that are there (D13) */
/* Letters come in fits and starts: a fall by half is out of reach for most correspondences, and the
   answer says what could have been missed; */
#define SLOW_DETECTABLE 0.75
/* and their quarters swing for long, which looks like a change that lasts. */
#define SLOW_TOGETHER_P 0.02
#define SLOW_LEAST_FALL 0.4
#define LEAST_FALL 0.25 /* of both people's messages, to be called quieter */

static int holds(const struct tl_analysis *a, const char *id)
{
    for (size_t i = 0; i < a->n_alternatives; i++)
        if (tl_str_equal(tl_str_from(a->alternatives[i].id), tl_str_from(id)))
            return a->alternatives[i].holds;
    return -1;
}

static enum tl_level ruled_level(const struct tl_inquiry *q, const struct tl_analysis *a,
                                 double probability)
{
    const struct tl_weighing *w = &q->weighing;
    struct tl_ruling r = {.probability = probability,
                          .composite_p = w->composite_p,
                          .asymmetry_z = tl_difference_z(w->apart),
                          .phi = w->phi,
                          .families = w->families,
                          .leave_one_out = w->leave_one_out,
                          .one_clear = w->clearest_q <= 0.001,
                          .weeks_since = q->panel.n_weeks - w->at,
                          .energy_agrees = w->energy_agrees,
                          .steady = q->steady,
                          .clock = holds(a, "clock") == 1,
                          .baseline = holds(a, "baseline") == 1};
    /* Settling after a beginning is a matter of both: it does not explain a clear difference. */
    r.open = holds(a, "early-decay") == 1 && w->composite_p > 0.01;
    /* D13: two families are too few to speak for the whole. */
    const struct tl_panel *panel = q->slow.bin_days > 0 ? &q->slow.panel : &q->panel;
    r.open = r.open || panel->weight_sum < LEAST_WEIGHT;
    static const char *const open[] = {"hole", "calls", "phone", "your-note"};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        r.open = r.open || holds(a, open[i]) == 1;
    const enum tl_level level = tl_ruled_level(&r);
    if (q->slow.bin_days == 0)
        return level;
    const enum tl_level most =
        w->composite_p <= TL_SLOW_CLEAR_P ? TL_LEVEL_MODERATE : TL_LEVEL_WEAK;
    return level < most ? level : most;
}

/* A dip that is over: both ends of the composite alike. */
static bool came_back(const struct tl_weighing *w)
{
    return w->shape == TL_SHAPE_DIP;
}

static void set_date(const struct tl_inquiry *q, struct tl_verdict *v, size_t at,
                     const struct tl_onset *onset)
{
    v->since_day = v->since_lo = v->since_hi = TL_NO_DAY;
    if (at == 0 || onset->undatable)
        return;
    v->since_day = tl_inquiry_day(q, at);
    /* A change inside a week may split before or after it. Two days on both sides make the
       intervals hold the truth in 95 of 100 simulated changes; a week, as weeks would suggest,
       in 98. */
    v->since_lo = tl_inquiry_day(q, onset->lo) - 2;
    v->since_hi = tl_inquiry_day(q, onset->hi) + 2;
}

/* Both moved, by the composite or by the letters they wrote. */
static bool moved_together(const struct tl_inquiry *q)
{
    const struct tl_weighing *w = &q->weighing;
    const double z = tl_difference_z(w->together_change);
    const bool slow = q->slow.bin_days > 0;
    return w->together_p <= (slow ? SLOW_TOGETHER_P : 0.05) && fabs(z) >= ONE_SIDED_95 &&
           !q->slow.passed &&
           fabs(q->volume_change) >= -tl_log1p(-(slow ? SLOW_LEAST_FALL : LEAST_FALL)) &&
           (z > 0.0) == (q->volume_change < 0.0);
}

static void name_both(const struct tl_inquiry *q, struct tl_verdict *v)
{
    const struct tl_weighing *w = &q->weighing;
    v->kind =
        tl_difference_z(w->together_change) > 0.0 ? TL_VERDICT_BOTH_QUIETER : TL_VERDICT_CLOSER;
    size_t begin = q->slow.together_begin;
    struct tl_onset together = q->slow.together;
    if (q->slow.bin_days == 0) {
        const struct tl_panel_row *all = &q->panel.row[0];
        double phi = tl_lag1(all->together, all->pair_weight, q->panel.n_weeks, w->together.at);
        together = tl_onset_course(all->together, all->pair_weight, q->panel.n_weeks, w->least,
                                   phi > 0.0 ? phi : 0.0, 0.90, &begin);
    }
    set_date(q, v, begin, &together);
}

static void decide(const struct tl_inquiry *q, const struct tl_analysis *a, struct tl_verdict *v)
{
    const struct tl_weighing *w = &q->weighing;
    const bool slow = q->slow.bin_days > 0;
    v->person = -1;
    v->since_day = v->since_lo = v->since_hi = TL_NO_DAY;
    v->probability = NAN;
    if ((!q->ready && !slow) || w->person < 0) {
        v->kind = TL_VERDICT_CANNOT_TELL;
        v->missing =
            q->missing != NULL ? q->missing : "messages of both people over more weeks needed";
        return;
    }
    v->probability = a->evidence.probability;
    v->level = ruled_level(q, a, v->probability);
    /* A hint of who moved is no reason to pass over that both write less letters. */
    const bool hint_alone = slow && v->level < TL_LEVEL_MODERATE && moved_together(q);
    if (v->level > TL_LEVEL_NONE && tl_difference_z(w->own[w->person]) >= 1.0 && !came_back(w) &&
        !hint_alone) {
        v->kind = TL_VERDICT_PULLING_AWAY;
        v->person = w->person;
        set_date(q, v, w->begin, &w->onset);
        /* A step in the middle of a ramp comes weeks after its start. */
        if (w->shape == TL_SHAPE_STEP || w->shape == TL_SHAPE_TREND)
            v->shape = w->shape == TL_SHAPE_TREND || w->at > w->begin + 2 ? "slowly" : "suddenly";
        return;
    }
    v->level = TL_LEVEL_NONE;
    if (moved_together(q)) {
        name_both(q, v);
        return;
    }
    if (!(q->detectable <= (slow ? SLOW_DETECTABLE : 0.5))) {
        v->kind = TL_VERDICT_CANNOT_TELL;
        v->probability = NAN;
        v->missing =
            slow ? "even a fall by three quarters could have been missed, so more letters, over "
                   "more years, are needed"
                 : "a fall by half could have been missed, so more weeks, or more "
                   "messages a week, are needed";
        return;
    }
    v->kind = TL_VERDICT_NO_CHANGE;
    if (came_back(w) && w->composite_p <= 0.05)
        v->shape = "and came back";
}

static void weigh_evidence(const struct tl_inquiry *q, struct tl_evidence *e)
{
    const struct tl_weighing *w = &q->weighing;
    tl_odds_features(q, e->feature);
    e->score = tl_odds_score(e->feature);
    e->probability = tl_odds_probability(e->score);
    if (q->slow.bin_days > 0) { /* the score is made for weeks */
        e->score = NAN;
        e->probability = q->slow.probability;
    }
    e->composite_p = w->composite_p;
    e->block_p = w->n_rows > 0 ? w->joint.scan[0].p : 1.0;
    e->asymmetry = w->apart.difference;
    e->asymmetry_se = w->apart.se;
    for (int who = 0; who < 2; who++) {
        e->own_change[who] = w->own[who].difference;
        e->own_se[who] = w->own[who].se;
    }
    e->phi = w->phi;
    e->families = w->families;
    e->candidate = w->person;
    e->detectable = q->detectable;
    e->odds_version = q->slow.bin_days > 0 ? "slow correspondences" : tl_odds_version();
}

enum tl_status tl_find_verdict(struct tl_inquiry *q, struct tl_analysis *out)
{
    weigh_evidence(q, &out->evidence);
    decide(q, out, &out->verdict);
    return tl_word_verdict(q, out);
}
