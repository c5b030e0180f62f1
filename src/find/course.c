/*
 * course.c: the whole course of the person the verdict looks at, beside its one change (D6).
 *
 * Looked at is the composite distance of the candidate against the own past (panel.c). Changes:
 * those PELT keeps for every penalty from 2 log n to 4 log n (CROPS) and that the scan between the
 * neighbouring ones passes against AR(1) noise at .05, since PELT takes weeks as independent.
 * Drift: Mann and Kendall's test, its variance inflated by what is left of the correlation when
 * Sen's slope is taken out. Recent: the monitor's probability of a change in the last 8 weeks, the
 * noise taken as the robust scale times the long-run factor, one change a year expected. Shape: the
 * best of level, line, step and dip (D5). One change by ranks (Pettitt, whose p takes weeks as
 * independent) and one of all families' asymmetry together (E-Divisive) stand beside the scan's.
 *
 * No verdict and no probability rests on these; they are for those who look closer.
 * Least: 16 known weeks. Sources: detect.h.
 */
#include "inquiry.h"

#include <math.h>

#include "tlmath.h"

#define LEAST_WEEKS 16
#define RECENT_WEEKS 8
#define CHANGES_MOST 4
#define ROUNDS 499
#define STREAM_COURSE 4700
#define LEVEL_VARIANCE 4.0 /* of the levels changes lead to, in weeks' variances */

struct track {
    size_t n;
    double *y, *weight, phi; /* weights around 1 */
};

/* Lag-1 correlation of what a straight line or a step leaves, whichever leaves less: a change must
   not pass for correlated weeks. */
static double rest_correlation(const struct tl_inquiry *q, const struct track *t, double *scratch)
{
    const double slope = tl_sen_slope(q->ctx, t->y, t->n);
    for (size_t w = 0; w < t->n; w++)
        scratch[w] = t->y[w] - slope * (double)w;
    const size_t at = tl_scan(t->y, t->weight, t->n, q->weighing.least).at;
    const double line = tl_lag1(scratch, t->weight, t->n, 0),
                 step = tl_lag1(t->y, t->weight, t->n, at);
    const double phi = line < step ? line : step;
    return phi > 0.0 ? phi : 0.0;
}

/* Known points and their weights around 1, in units of the weeks' own scatter. */
static bool lay_track(const struct tl_inquiry *q, int person, struct track *t, double *scratch)
{
    const struct tl_panel_row *all = &q->panel.row[0];
    double sum = 0.0, known = 0.0;
    for (size_t w = 0; w < t->n; w++) {
        const double weight =
            tl_point_weight(all->distance[person], all->distance_weight[person], w);
        sum += weight;
        known += weight > 0.0;
    }
    const double scale =
        tl_robust_scale(q->ctx, all->distance[person], all->distance_weight[person], t->n);
    if (known < LEAST_WEEKS || !(scale > 0.0))
        return false;
    for (size_t w = 0; w < t->n; w++) {
        t->weight[w] =
            tl_point_weight(all->distance[person], all->distance_weight[person], w) * known / sum;
        t->y[w] = t->weight[w] > 0.0 ? all->distance[person][w] / scale : NAN;
    }
    t->phi = rest_correlation(q, t, scratch);
    return true;
}

static enum tl_status find_changes(struct tl_inquiry *q, const struct track *t,
                                   struct tl_course *out)
{
    const double unit = tl_log((double)t->n);
    struct tl_crops crops;
    if (tl_crops(q->ctx, &q->frame.arena, t->y, t->weight, t->n, q->weighing.least, 2.0 * unit,
                 4.0 * unit, &crops) != TL_OK)
        return TL_FATAL;
    const struct tl_segmentation *fewest = &crops.row[crops.n - 1];
    out->change = tl_arena_array(&q->arena, CHANGES_MOST, sizeof *out->change);
    if (out->change == NULL)
        return TL_FATAL;
    for (size_t i = 0; i < fewest->n && out->n < CHANGES_MOST; i++) {
        const size_t from = i > 0 ? fewest->at[i - 1] : 0;
        const size_t to = i + 1 < fewest->n ? fewest->at[i + 1] : t->n;
        if (!tl_crops_always(&crops, 2.0 * unit, 4.0 * unit, fewest->at[i]))
            continue;
        double t95;
        const double p = tl_sieve_p(q->ctx, t->y + from, t->weight + from, to - from,
                                    q->weighing.least, ROUNDS, STREAM_COURSE + i, &t95);
        if (isnan(p))
            return TL_FATAL;
        if (p > 0.05)
            continue;
        struct tl_course_change *c = &out->change[out->n++];
        const struct tl_difference d = tl_level_difference(t->y + from, t->weight + from, to - from,
                                                           fewest->at[i] - from, t->phi);
        *c = (struct tl_course_change){tl_inquiry_day(q, fewest->at[i]), d.difference, p};
    }
    return TL_OK;
}

static enum tl_status watch(struct tl_inquiry *q, const struct track *t, struct tl_course *out)
{
    struct tl_monitor m;
    if (!tl_monitor_init(&m, &q->frame.arena, t->n, 1.0 / 52.0, 0.0, LEVEL_VARIANCE))
        return TL_FATAL;
    for (size_t w = 0; w < t->n; w++)
        tl_monitor_see(&m, t->y[w], tl_long_run_factor(t->phi) / t->weight[w]);
    out->recent = tl_monitor_changed(&m, RECENT_WEEKS);
    return TL_OK;
}

/* Splits that other methods make. */
static void ask_others(const struct tl_inquiry *q, const struct track *t, struct tl_course *out)
{
    static const char *const words[] = {"none", "trend", "step", "dip", "unclear"};
    const struct tl_rank_split rank = tl_pettitt(t->y, t->n);
    out->shape = words[tl_shape_choose(t->y, t->weight, t->n, q->weighing.least)];
    if (rank.at > 0) {
        out->rank_day = tl_inquiry_day(q, rank.at);
        out->rank_p = rank.p;
    }
    if (q->weighing.energy.at > 0) {
        out->joint_day = tl_inquiry_day(q, q->weighing.energy.at);
        out->joint_q = q->weighing.energy.q;
    }
}

struct tl_course tl_no_course(void)
{
    return (struct tl_course){.whose = -1,
                              .drift_z = NAN,
                              .drift_p = NAN,
                              .slope_per_year = NAN,
                              .recent = NAN,
                              .rank_day = TL_NO_DAY,
                              .rank_p = NAN,
                              .joint_day = TL_NO_DAY,
                              .joint_q = NAN};
}

enum tl_status tl_find_course(struct tl_inquiry *q, struct tl_analysis *out)
{
    struct tl_course *course = &out->course;
    *course = tl_no_course();
    course->whose = q->weighing.person;
    struct track t = {.n = q->panel.n_weeks};
    t.y = tl_arena_array(&q->frame.arena, t.n, sizeof(double));
    t.weight = tl_arena_array(&q->frame.arena, t.n, sizeof(double));
    double *scratch = tl_arena_array(&q->frame.arena, t.n, sizeof(double));
    if (t.y == NULL || t.weight == NULL || scratch == NULL)
        return TL_FATAL;
    if (course->whose < 0 || !q->ready || !lay_track(q, course->whose, &t, scratch))
        return TL_OK;
    const struct tl_drift drift = tl_mann_kendall(t.y, t.n, t.phi);
    ask_others(q, &t, course);
    course->drift_z = drift.z;
    course->drift_p = drift.p;
    course->slope_per_year = 52.0 * tl_sen_slope(q->ctx, t.y, t.n);
    enum tl_status status = find_changes(q, &t, course);
    return status == TL_OK ? watch(q, &t, course) : status;
}
