/*
 * panel.c: from weekly series of many units to distances that can be averaged (D4, D8, D13).
 *
 * A measure's B/A log ratio has noise of its own: sampling noise from the weekly counts and a real
 * week-to-week variance found by the method of moments. Its scale is the median absolute first
 * difference, which a change of level does not inflate (D6). Both people are put on that one scale,
 * signed so that + is more distance, and averaged: measures inside their family (D11's primary ones
 * twice), families in the composite by D13's weights, every week by how much it knows.
 *
 * Departure from D13: the catalogue takes z against the median and MAD of a baseline, 26 weeks
 * ending 8 weeks ago. A change inside that baseline inflates the MAD and hides itself; differences
 * do not.
 *
 * Measures that read words stay out. Acts are rare, so that their weekly series are mostly noise:
 * in 30 simulated years of 7 messages a day, whose words did what such words do, 14 falls by half
 * were found with them in place of 22 (22 with the families of warmth and depth alone), and 9 or 11
 * loops of asking and withdrawing in place of 16, while more years in which nothing happened could
 * not be told (9 or 6, not 1). They are findings of their own (D8), and the verdict is the same in
 * every language.
 */
#include "panel.h"

#include <math.h>

#include "tlmath.h"

#define COVERED_DAYS 4.0 /* a week half of which is lost says nothing */
#define SMOOTH_WEEKS 4   /* on both sides */
#define KNOWN_MOST 4.0   /* weight of one week against the median week */

double tl_family_weight(enum tl_family family)
{
    switch (family) {
    case TL_FAMILY_INITIATION:
    case TL_FAMILY_RESPONSIVENESS:
        return 0.25;
    case TL_FAMILY_DEPTH:
        return 0.20;
    case TL_FAMILY_EFFORT:
    case TL_FAMILY_WARMTH:
        return 0.15;
    default:
        return 0.0;
    }
}

static const struct tl_series *series_of(const struct tl_measurement *m, enum tl_whose whose)
{
    for (size_t i = 0; i < m->n_series; i++)
        if (m->series[i].whose == whose && m->series[i].test != NULL)
            return &m->series[i];
    return NULL;
}

/* Tested, of a family, and known well enough of both people. */
static bool usable(const struct tl_measurement *m)
{
    return m->measure->family != TL_FAMILY_NONE && m->measure->closeness != 0 &&
           !m->measure->reads_words && m->whole[0].status == TL_VALUE_OK &&
           m->whole[1].status == TL_VALUE_OK && series_of(m, TL_WHOSE_FIRST) != NULL &&
           series_of(m, TL_WHOSE_SECOND) != NULL;
}

/* Standard deviation of one week from the first differences of what is known; 0 with fewer than 4.
 */
static double difference_scale(const double *y, const double *weight, size_t n, double *scratch,
                               double *scratch2)
{
    size_t pairs = 0, last = SIZE_MAX;
    for (size_t w = 0; w < n; w++) {
        if (!(tl_point_weight(y, weight, w) > 0.0))
            continue;
        if (last != SIZE_MAX)
            scratch[pairs++] = fabs(y[w] - y[last]);
        last = w;
    }
    if (pairs < 4)
        return 0.0;
    double sd = tl_median(scratch, pairs, scratch2) / (0.67448975019608171 * 1.41421356237309505);
    return sd > 1e-6 ? sd : 1e-6;
}

static double median_weight(const double *weight, size_t n, double *scratch, double *scratch2)
{
    size_t known = 0;
    for (size_t w = 0; w < n; w++)
        if (weight[w] > 0.0)
            scratch[known++] = weight[w];
    return known > 0 ? tl_median(scratch, known, scratch2) : 0.0;
}

struct scratch {
    double *ratio, *weight, *a, *b;
};

/*
 * Weights come from the week's own counts, and a week that happens to have many would weigh itself
 * up: log(n + 1/2) weighted by n + 1/2 is biased upwards, the more the fewer there are, which makes
 * a fall look smaller. The mean over the weeks around does not know which way its week went.
 */
static void smooth_weights(const struct tl_series *s, size_t n, double *out)
{
    for (size_t w = 0; w < n; w++) {
        double sum = 0.0, known = 0.0;
        size_t from = w > SMOOTH_WEEKS ? w - SMOOTH_WEEKS : 0;
        for (size_t i = from; i < n && i <= w + SMOOTH_WEEKS; i++) {
            double weight = tl_point_weight(s->test, s->weight, i);
            sum += weight;
            known += weight > 0.0;
        }
        out[w] = tl_point_weight(s->test, s->weight, w) > 0.0 ? sum / known : 0.0;
    }
}

/* Adds one measure, `share` of its family, to the family's row. */
static bool add_measure(struct tl_panel *panel, const double *covered,
                        const struct tl_measurement *m, double share, struct scratch *s)
{
    struct tl_panel_row *row = &panel->row[m->measure->family];
    const struct tl_series *series[2] = {series_of(m, TL_WHOSE_FIRST),
                                         series_of(m, TL_WHOSE_SECOND)};
    size_t n = panel->n_weeks;
    smooth_weights(series[0], n, s->a);
    smooth_weights(series[1], n, s->b);
    for (size_t w = 0; w < n; w++) {
        double a = s->a[w], b = s->b[w];
        bool known = a > 0.0 && b > 0.0 && covered[w] >= COVERED_DAYS;
        s->ratio[w] = known ? series[1]->test[w] - series[0]->test[w] : NAN;
        s->weight[w] = known ? 1.0 / (1.0 / a + 1.0 / b) : 0.0;
    }
    double extra = tl_extra_variance(s->ratio, s->weight, n, 0);
    for (size_t w = 0; w < n; w++)
        if (s->weight[w] > 0.0)
            s->weight[w] = 1.0 / (1.0 / s->weight[w] + extra);
    double scale = difference_scale(s->ratio, s->weight, n, s->a, s->b);
    double middle = median_weight(s->weight, n, s->a, s->b);
    if (!(scale > 0.0) || !(middle > 0.0))
        return false;
    panel->log_scale[m->measure->family] = scale;
    /* One person's week varies less than the ratio of two. */
    double away = -(double)m->measure->closeness * 1.41421356237309505 / scale;
    double mean[2] = {0.0, 0.0}, total = 0.0;
    for (size_t w = 0; w < n; w++) {
        double pair = s->weight[w] / middle;
        s->a[w] = pair < KNOWN_MOST ? pair : KNOWN_MOST;
        if (!(s->a[w] > 0.0))
            continue;
        mean[0] += s->a[w] * series[0]->test[w];
        mean[1] += s->a[w] * series[1]->test[w];
        total += s->a[w];
    }
    for (size_t w = 0; w < n; w++) {
        double pair = share * s->a[w];
        if (!(pair > 0.0))
            continue;
        double x[2] = {away * (series[0]->test[w] - mean[0] / total),
                       away * (series[1]->test[w] - mean[1] / total)};
        for (int who = 0; who < 2; who++) {
            row->distance[who][w] += pair * x[who];
            row->distance_weight[who][w] += pair;
        }
        row->apart[w] += pair * (x[1] - x[0]) / 1.41421356237309505;
        row->together[w] += pair * (x[0] + x[1]) / 2.0;
        row->pair_weight[w] += pair;
    }
    row->there = true;
    row->share += share;
    return true;
}

static bool give_row(struct tl_panel_row *row, size_t n, struct tl_arena *arena)
{
    double **arrays[] = {&row->distance[0],        &row->distance[1], &row->distance_weight[0],
                         &row->distance_weight[1], &row->apart,       &row->together,
                         &row->pair_weight};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        *arrays[i] = tl_arena_array(arena, n, sizeof(double));
        if (*arrays[i] == NULL)
            return false;
    }
    return true;
}

/* Sums become means and weights those of one full measure; values are centred, so that rows with
   different gaps can be added. */
static void settle_row(struct tl_panel_row *row, size_t n)
{
    double *values[4] = {row->distance[0], row->distance[1], row->apart, row->together};
    for (int i = 0; i < 4; i++) {
        const double *weight = i < 2 ? row->distance_weight[i] : row->pair_weight;
        double sum = 0.0, total = 0.0;
        for (size_t w = 0; w < n; w++)
            if (weight[w] > 0.0) {
                sum += values[i][w];
                values[i][w] /= weight[w];
                total += weight[w];
            }
        for (size_t w = 0; w < n; w++)
            values[i][w] = weight[w] > 0.0 ? values[i][w] - sum / total : NAN;
    }
    for (size_t w = 0; w < n; w++) {
        row->distance_weight[0][w] /= row->share;
        row->distance_weight[1][w] /= row->share;
        row->pair_weight[w] /= row->share;
    }
}

static void add_row(struct tl_panel_row *sum, const struct tl_panel_row *row, double weight,
                    size_t n)
{
    for (size_t w = 0; w < n; w++) {
        double pair = weight * row->pair_weight[w];
        if (!(pair > 0.0))
            continue;
        for (int who = 0; who < 2; who++) {
            sum->distance[who][w] += pair * row->distance[who][w];
            sum->distance_weight[who][w] += pair;
        }
        sum->apart[w] += pair * row->apart[w];
        sum->together[w] += pair * row->together[w];
        sum->pair_weight[w] += pair;
    }
    sum->there = true;
    sum->share = 1.0;
}

enum tl_status tl_panel_lay(struct tl_panel *panel, const struct tl_frame *frame,
                            const struct tl_measurement *measurements, size_t n,
                            enum tl_family skip, struct tl_arena *arena)
{
    size_t weeks = frame->weeks.n;
    *panel = (struct tl_panel){.n_weeks = weeks};
    struct scratch s = {
        tl_arena_array(arena, weeks, sizeof(double)), tl_arena_array(arena, weeks, sizeof(double)),
        tl_arena_array(arena, weeks, sizeof(double)), tl_arena_array(arena, weeks, sizeof(double))};
    if (s.ratio == NULL || s.weight == NULL || s.a == NULL || s.b == NULL)
        return TL_FATAL;
    for (int f = 0; f < TL_FAMILY_COUNT; f++) {
        panel->log_scale[f] = NAN;
        if (!give_row(&panel->row[f], weeks, arena))
            return TL_FATAL;
    }
    for (size_t i = 0; i < n; i++)
        if (usable(&measurements[i]))
            add_measure(panel, frame->weeks.covered, &measurements[i],
                        measurements[i].measure->primary ? 2.0 : 1.0, &s);
    for (int f = 1; f < TL_FAMILY_COUNT; f++) {
        if (!panel->row[f].there)
            continue;
        settle_row(&panel->row[f], weeks);
        panel->n_families++;
        panel->weight_sum += tl_family_weight((enum tl_family)f);
        if (f != (int)skip)
            add_row(&panel->row[0], &panel->row[f], tl_family_weight((enum tl_family)f), weeks);
    }
    if (panel->row[0].there)
        settle_row(&panel->row[0], weeks);
    return TL_OK;
}
