/*
 * weigh.c: one joint scan of the pair's asymmetry, then what each person did at that date.
 *
 * The asymmetry alone never names anybody: B's share falls when A begins to write more. So the
 * split comes from `apart` (B's distance minus A's), and the person from who actually moved there
 * (D11).
 */
#include "weigh.h"

#include <math.h>

#include "tlmath.h"

#define ONSET_LEVEL 0.90
#define FAMILY_Q 0.10
#define ENERGY_WEEKS 4

/* Streams of the context's seed. */
enum { STREAM_APART = 4100, STREAM_TOGETHER = 4200, STREAM_SIEVE = 4300 };

double tl_difference_z(struct tl_difference d)
{
    double z = d.difference / d.se;
    return isfinite(z) ? z : 0.0;
}

static struct tl_difference negated(struct tl_difference d)
{
    d.difference = -d.difference;
    return d;
}

/* Difference of levels with the standard error the residuals themselves show. */
static struct tl_difference level(const double *y, const double *weight, size_t n, size_t at)
{
    struct tl_difference d = tl_level_difference(y, weight, n, at, tl_lag1(y, weight, n, at));
    d.se *= tl_residual_scale(y, weight, n, at);
    return d;
}

/* The composite's asymmetry without one family. */
static void rest_of(const struct tl_panel *panel, const struct tl_weighing *out, size_t without,
                    double *value, double *weight)
{
    for (size_t w = 0; w < panel->n_weeks; w++) {
        double sum = 0.0;
        weight[w] = 0.0;
        for (size_t i = 1; i < out->n_rows; i++) {
            const struct tl_panel_row *row = &panel->row[out->row_family[i]];
            double v = row->pair_weight[w] * tl_family_weight((enum tl_family)out->row_family[i]);
            if (i != without && v > 0.0) {
                sum += v * row->apart[w];
                weight[w] += v;
            }
        }
        value[w] = weight[w] > 0.0 ? sum / weight[w] : NAN;
    }
}

/*
 * Which families show the change at the composite's date. The date is the best of many for their
 * mean, so that each family's z is somewhat flattered; asking each at the date the others give is
 * free of that, but when the others are weak their date is noise and the strongest family fails at
 * it. The level does not rest on this count (odds.c), which can only lower it.
 */
static void ask_families(const struct tl_panel *panel, struct tl_weighing *out, double sign,
                         double *value, double *weight)
{
    double p[TL_FAMILY_COUNT], q[TL_FAMILY_COUNT];
    size_t n = panel->n_weeks;
    out->leave_one_out = INFINITY;
    for (size_t i = 1; i < out->n_rows; i++) {
        const struct tl_panel_row *row = &panel->row[out->row_family[i]];
        rest_of(panel, out, i, value, weight);
        double z = sign * tl_difference_z(level(row->apart, row->pair_weight, n, out->at));
        p[i - 1] = tl_norm_cdf(-z);
        double rest = sign * tl_difference_z(level(value, weight, n, out->at));
        out->leave_one_out = rest < out->leave_one_out ? rest : out->leave_one_out;
    }
    tl_benjamini_hochberg(p, out->n_rows - 1, q);
    for (size_t i = 1; i < out->n_rows; i++) {
        out->family_q[out->row_family[i]] = q[i - 1];
        out->families += q[i - 1] <= FAMILY_Q;
        out->clearest_q = q[i - 1] < out->clearest_q ? q[i - 1] : out->clearest_q;
    }
    if (out->n_rows < 3)
        out->leave_one_out = 0.0;
}

/* D16 asks a second method about the date: the families as one vector, without their weights. */
static enum tl_status ask_energy(const struct tl_panel *panel, struct tl_arena *arena,
                                 struct tl_weighing *out)
{
    size_t n = panel->n_weeks, width = out->n_rows - 1;
    double *y = tl_arena_array(arena, n * width, sizeof(double));
    if (y == NULL)
        return TL_FATAL;
    for (size_t w = 0; w < n; w++)
        for (size_t i = 0; i < width; i++)
            y[w * width + i] = panel->row[out->row_family[i + 1]].apart[w];
    out->energy = tl_e_divisive(y, n, width, out->least);
    const size_t at = out->energy.at;
    out->energy_agrees = at > 0 && at <= out->at + ENERGY_WEEKS && out->at <= at + ENERGY_WEEKS;
    return TL_OK;
}

enum tl_status tl_weigh(const struct tl_context *ctx, const struct tl_panel *panel, uint32_t rounds,
                        struct tl_arena *arena, struct tl_weighing *out)
{
    *out = (struct tl_weighing){
        .person = -1, .composite_p = 1.0, .clearest_q = 1.0, .together_p = 1.0};
    size_t n = panel->n_weeks;
    out->least = tl_least_segment(n);
    struct tl_joint_series series[TL_FAMILY_COUNT];
    for (int f = 0; f < TL_FAMILY_COUNT; f++) {
        out->family_q[f] = NAN;
        if (!panel->row[f].there)
            continue;
        out->row_family[out->n_rows] = f;
        series[out->n_rows++] =
            (struct tl_joint_series){panel->row[f].apart, panel->row[f].pair_weight};
    }
    double *value = tl_arena_array(arena, n, sizeof(double));
    double *weight = tl_arena_array(arena, n, sizeof(double));
    if (value == NULL || weight == NULL)
        return TL_FATAL;
    if (out->n_rows < 2)
        return TL_OK;
    enum tl_status status =
        tl_joint_scan(ctx, series, out->n_rows, n, out->least, rounds, STREAM_APART, &out->joint);
    if (status != TL_OK)
        return status;
    out->at = out->joint.scan[0].at;
    const struct tl_panel_row *all = &panel->row[0];
    out->composite_p = tl_sieve_p(ctx, all->apart, all->pair_weight, n, out->least, rounds,
                                  STREAM_SIEVE, &out->composite_t95);
    if (isnan(out->composite_p))
        return TL_FATAL;
    if (out->at > 0) {
        out->phi = tl_lag1(all->apart, all->pair_weight, n, out->at);
        out->apart = level(all->apart, all->pair_weight, n, out->at);
        out->person = out->apart.difference > 0.0 ? 1 : 0;
        double sign = out->person == 1 ? 1.0 : -1.0;
        if (out->person == 0)
            out->apart = negated(out->apart);
        for (int who = 0; who < 2; who++)
            out->own[who] = level(all->distance[who], all->distance_weight[who], n, out->at);
        for (size_t i = 1; i < out->n_rows; i++)
            for (int who = 0; who < 2; who++) {
                const struct tl_panel_row *row = &panel->row[out->row_family[i]];
                out->own_family[out->row_family[i]][who] =
                    level(row->distance[who], row->distance_weight[who], n, out->at);
            }
        ask_families(panel, out, sign, value, weight);
        out->onset = tl_onset_course(all->apart, all->pair_weight, n, out->least,
                                     out->phi > 0.0 ? out->phi : 0.0, ONSET_LEVEL, &out->begin);
        if (ask_energy(panel, arena, out) != TL_OK)
            return TL_FATAL;
        out->shape = tl_shape_choose(all->apart, all->pair_weight, n, out->least);
    }
    double t95;
    out->together = tl_scan(all->together, all->pair_weight, n, out->least);
    out->together_p = tl_sieve_p(ctx, all->together, all->pair_weight, n, out->least, rounds,
                                 STREAM_TOGETHER, &t95);
    if (isnan(out->together_p))
        return TL_FATAL;
    if (out->together.at > 0)
        out->together_change = level(all->together, all->pair_weight, n, out->together.at);
    return TL_OK;
}
