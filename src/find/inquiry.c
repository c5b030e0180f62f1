/*
 * inquiry.c: measures a conversation, weighs the evidence, and weighs it again under other choices.
 *
 * What must not matter is varied and the result compared: the session gap (30 and 120 min beside
 * 60, A01) and whether a long silence is a silence or a hole (Q01); weigh.c leaves out each family.
 */
#include "inquiry.h"

#include <math.h>

#include "branching.h"
#include "exchanges.h"
#include "civil.h"
#include "fault.h"
#include "measuring.h"
#include "ruling.h"
#include "tlmath.h"
#include "word_counts.h"

#define DEFAULT_ROUNDS 1999
/* Asymmetry that still counts as the same under another choice: one-sided 10 %. */
#define STILL_THERE 1.2815515655446004
#define POWER_Z 0.84162123357291421 /* of 8 in 10 */

int64_t tl_inquiry_day(const struct tl_inquiry *q, size_t week)
{
    return q->frame.weeks.first_day + 7 * (int64_t)week;
}

const struct tl_measurement *tl_inquiry_measurement(const struct tl_inquiry *q, const char *id)
{
    return tl_measurement_find(q->measurements, q->n_measurements, id);
}

static enum tl_status report_progress(const struct tl_inquiry *q, const char *stage, double part,
                                      struct tl_error *err)
{
    if (q->ctx->progress != NULL && q->ctx->progress(q->ctx->progress_user, stage, part) != 0)
        return tl_fault(err, TL_FATAL, TL_CODE_NONE, "stopped as asked");
    return TL_OK;
}

/* Fills `all`, an array with room for every measure; with `tested` only those the panel reads. */
static enum tl_status measure_all(struct tl_inquiry *q, const struct tl_frame *frame,
                                  struct tl_arena *arena, struct tl_measurement *all, bool tested,
                                  struct tl_error *err)
{
    enum tl_status status = TL_OK;
    for (size_t i = 0; i < q->n_measurements && status <= TL_WARN; i++) {
        all[i] = (struct tl_measurement){.measure = tl_measures()[i]};
        if (tested && (all[i].measure->family == TL_FAMILY_NONE || all[i].measure->reads_words))
            continue;
        status = tl_measure_run(all[i].measure, frame, arena, &all[i], err);
        if (status <= TL_WARN && !tested)
            status =
                report_progress(q, "measuring", (double)(i + 1) / (double)q->n_measurements, err);
    }
    return status > TL_WARN ? status : TL_OK;
}

/* Q07's gate: 2 means enough for a verdict. */
static void ask_readiness(struct tl_inquiry *q)
{
    const struct tl_measurement *m = tl_inquiry_measurement(q, "Q07");
    const struct tl_value *gate = &m->whole[TL_WHOSE_BOTH];
    q->ready = gate->status == TL_VALUE_OK && gate->value >= 2.0;
    q->missing = q->ready ? NULL : gate->why;
}

/*
 * D9 without a simulation: the fall d of one person's unprompted messages and answers, at
 * mid-history, that the scan would pass in 8 of 10 chats with this noise. The shift it makes in the
 * composite is -log(1 - d) over each family's weekly scale; it must exceed the 95 % point of the
 * shuffled T by POWER_Z of its error.
 */
double tl_smallest_detectable(const struct tl_panel *panel, const struct tl_weighing *w)
{
    const struct tl_panel_row *all = &panel->row[0];
    if (w->at == 0)
        return NAN;
    double per_log = 0.0, weight = 0.0, known = 0.0;
    for (int f = 1; f < TL_FAMILY_COUNT; f++) {
        if (!panel->row[f].there)
            continue;
        weight += tl_family_weight((enum tl_family)f);
        if (f == TL_FAMILY_INITIATION || f == TL_FAMILY_RESPONSIVENESS)
            per_log += tl_family_weight((enum tl_family)f) / panel->log_scale[f];
    }
    for (size_t i = 0; i < panel->n_weeks; i++)
        known += all->pair_weight[i];
    per_log /= weight;
    double sd = tl_residual_scale(all->apart, all->pair_weight, panel->n_weeks, w->at) *
                sqrt(tl_long_run_factor(w->phi));
    double shift = (w->composite_t95 + POWER_Z * sd) / sqrt(known / 4.0);
    double fall = -tl_expm1(-shift / per_log);
    return per_log > 0.0 && fall > 0.0 ? fall : NAN;
}

/* z of the asymmetry at the date found, signed as found, under another frame. */
static enum tl_status another_frame(struct tl_inquiry *q, const struct tl_frame_options *options,
                                    double *z, struct tl_error *err)
{
    struct tl_frame frame;
    enum tl_status status = tl_frame_init(&frame, q->ctx, q->conv, options, err);
    if (status != TL_OK)
        return status;
    struct tl_arena arena;
    tl_arena_init(&arena, q->ctx);
    struct tl_measurement *all = tl_arena_array(&arena, q->n_measurements, sizeof *all);
    struct tl_panel panel;
    /* The branching fit knows no sessions: the one there is serves again. */
    frame.branching = q->frame.branching;
    status = all == NULL ? tl_fault_memory(err) : TL_OK;
    if (status == TL_OK)
        status = measure_all(q, &frame, &arena, all, true, err);
    if (status == TL_OK &&
        tl_panel_lay(&panel, &frame, all, q->n_measurements, TL_FAMILY_NONE, &arena) != TL_OK)
        status = tl_fault_memory(err);
    if (status == TL_OK) {
        const struct tl_panel_row *row = &panel.row[0];
        size_t at = q->weighing.at;
        *z = 0.0;
        if (row->there && panel.n_weeks == q->panel.n_weeks) {
            double phi = tl_lag1(row->apart, row->pair_weight, panel.n_weeks, at);
            struct tl_difference d =
                tl_level_difference(row->apart, row->pair_weight, panel.n_weeks, at, phi);
            d.se *= tl_residual_scale(row->apart, row->pair_weight, panel.n_weeks, at);
            *z = (q->weighing.person == 1 ? 1.0 : -1.0) * tl_difference_z(d);
        }
    }
    tl_arena_release(&arena);
    tl_frame_release(&frame);
    return status;
}

/* Long silences taken as holes, beside what the user says is lost. */
static enum tl_status silences_lost(struct tl_inquiry *q, const struct tl_frame_options *base,
                                    double *z, struct tl_error *err)
{
    size_t n = base->n_lost;
    struct tl_lost_days *lost =
        tl_arena_array(&q->frame.arena, n + q->frame.n_silences, sizeof *lost);
    if (lost == NULL)
        return tl_fault_memory(err);
    for (size_t i = 0; i < n; i++)
        lost[i] = base->lost[i];
    for (size_t i = 0; i < q->frame.n_silences; i++)
        if (q->frame.silence[i].suspicious && !q->frame.silence[i].lost)
            lost[n++] =
                (struct tl_lost_days){q->frame.silence[i].from_day, q->frame.silence[i].to_day};
    struct tl_frame_options options = {.n_lost = n, .lost = lost, .annotations = base->annotations};
    *z = INFINITY;
    return n > base->n_lost ? another_frame(q, &options, z, err) : TL_OK;
}

/* The same at session gaps of 30 and 120 minutes (A01). */
static enum tl_status vary_gap(struct tl_inquiry *q, const struct tl_frame_options *base,
                               struct tl_error *err)
{
    struct tl_frame_options options = *base;
    const int64_t gap_min[2] = {30, 120};
    for (int i = 0; i < 2; i++) {
        double z;
        options.session_gap_ms = gap_min[i] * TL_MS_PER_MINUTE;
        enum tl_status status = another_frame(q, &options, &z, err);
        if (status == TL_OK)
            status = report_progress(q, "checking", 0.3 * (i + 1), err);
        if (status != TL_OK)
            return status;
        q->steady = q->steady && z >= STILL_THERE;
    }
    return TL_OK;
}

/* Log ratio of both people's messages a covered day after and before the date. */
static void weigh_volume(struct tl_inquiry *q)
{
    double sum[2] = {0.5, 0.5}, days[2] = {0.0, 0.0};
    size_t at = q->weighing.together.at > 0 ? q->weighing.together.at : q->panel.n_weeks / 2;
    for (size_t w = 0; w < q->frame.weeks.n; w++)
        days[w >= at] += q->frame.weeks.covered[w];
    for (size_t e = 0; e < q->frame.n_events; e++) {
        size_t w = tl_event_week(&q->frame, e);
        if (w != SIZE_MAX && q->frame.weeks.covered[w] > 0.0)
            sum[w >= at] += 1.0;
    }
    if (q->slow.bin_days == 0)
        q->volume_change = tl_log(sum[1] / (days[1] + 1.0)) - tl_log(sum[0] / (days[0] + 1.0));
    double weeks = (days[0] + days[1]) / 7.0;
    q->messages_per_week = weeks > 0.0 ? (double)q->frame.n_events / weeks : 0.0;
}

enum tl_status tl_inquiry_run(struct tl_inquiry *q, const struct tl_analysis_options *options,
                              struct tl_error *err)
{
    q->rounds = options != NULL && options->rounds > 0 ? options->rounds : DEFAULT_ROUNDS;
    q->detectable = NAN;
    q->n_notes = options != NULL ? options->n_notes : 0;
    q->note = options != NULL ? options->note : NULL;
    size_t n_lost = options != NULL ? options->n_lost : 0;
    struct tl_lost_days *lost = tl_arena_array(&q->arena, n_lost, sizeof *lost);
    if (lost == NULL)
        return tl_fault_memory(err);
    for (size_t i = 0; i < n_lost; i++)
        lost[i] = (struct tl_lost_days){options->lost[2 * i], options->lost[2 * i + 1]};
    struct tl_frame_options base = {.n_lost = n_lost,
                                    .lost = lost,
                                    .annotations = options != NULL ? options->annotations : NULL};

    enum tl_status status = tl_frame_init(&q->frame, q->ctx, q->conv, &base, err);
    if (status == TL_OK)
        status = report_progress(q, "measuring", 0.0, err);
    if (status == TL_OK)
        status = tl_branching_prepare(&q->frame, err);
    if (status == TL_OK)
        status = tl_word_counts_prepare(&q->frame, err);
    if (status == TL_OK)
        status = tl_exchanges_prepare(&q->frame, err);
    while (tl_measures()[q->n_measurements] != NULL)
        q->n_measurements++;
    q->measurements = tl_arena_array(&q->arena, q->n_measurements, sizeof *q->measurements);
    if (status == TL_OK && q->measurements == NULL)
        status = tl_fault_memory(err);
    if (status == TL_OK)
        status = measure_all(q, &q->frame, &q->arena, q->measurements, false, err);
    /* Letters are weighed in wider bins, everything else week by week. */
    if (status == TL_OK && (tl_panel_lay(&q->panel, &q->frame, q->measurements, q->n_measurements,
                                         TL_FAMILY_NONE, &q->arena) != TL_OK ||
                            tl_weigh_slow(q, &base) != TL_OK))
        status = tl_fault_memory(err);
    if (status == TL_OK && q->slow.bin_days == 0 &&
        tl_weigh(q->ctx, &q->panel, q->rounds, &q->arena, &q->weighing) != TL_OK)
        status = tl_fault_memory(err);
    if (status != TL_OK)
        return status;
    weigh_volume(q);
    ask_readiness(q);
    if (q->slow.bin_days == 0)
        q->detectable = tl_smallest_detectable(&q->panel, &q->weighing);
    double feature[TL_ODDS_FEATURES], z = INFINITY;
    tl_odds_features(q, feature);
    q->steady = true;
    if (q->ready && q->weighing.at > 0) {
        status = silences_lost(q, &base, &z, err);
        /* This check can only lower a level; where there is none it would cost time for nothing. */
        if (status == TL_OK &&
            tl_level_of(tl_odds_probability(tl_odds_score(feature))) > TL_LEVEL_NONE)
            status = vary_gap(q, &base, err);
    }
    q->steady_lost = z >= STILL_THERE;
    return status;
}

void tl_inquiry_release(struct tl_inquiry *q)
{
    tl_frame_release(&q->frame);
    tl_arena_release(&q->arena);
}
