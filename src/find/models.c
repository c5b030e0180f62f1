/*
 * models.c: the change under the model that fits its kind of number (D1 to D3), beside the scan's.
 *
 * Counts (conversations begun, turns): negative binomial with covered days as exposure, the step at
 * the date found and, from 18 months on, the course of the year; a ratio of rates with Newey and
 * West's interval over a block of weeks. Shares of the week (days on which they wrote,
 * conversations left open, thin answers): beta-binomial on each side of the date; an odds ratio.
 *
 * No verdict and no odds rest on these: the families are tested on their own scales with the weeks'
 * own scatter (weigh.c), which needs no distribution. They are for those who check. Least: 16 known
 * weeks, 8 on a side of a share. Sources: regression.h.
 */
#include "explanations.h"

#include <math.h>

#include "measuring.h"
#include "regression.h"
#include "str.h"
#include "tlmath.h"

#define LEAST_WEEKS 16
#define LEAST_SIDE 8
#define YEAR_WEEKS 78
#define MODELS_MOST 16

static const struct {
    const char *id, *label;
    bool share;
} rows[] = {{"A06", NULL, false},
            {"A04", NULL, false},
            {"A02", "active days", true},
            {"A07", NULL, true},
            {"A18", "low effort", true}};

static bool has_label(const struct tl_series *s, const char *label)
{
    return label == NULL || s->label == NULL
               ? label == s->label
               : tl_str_equal(tl_str_from(label), tl_str_from(s->label));
}

/* To halves: who opened a talk both began at once counts half. */
static double whole(double x)
{
    return floor(2.0 * x + 0.5) / 2.0;
}

static bool fit_counts(const struct tl_inquiry *q, const struct tl_series *s, size_t at,
                       double *scratch, struct tl_model *out)
{
    const size_t n = q->frame.weeks.n, columns = n >= YEAR_WEEKS ? 3 : 1;
    double *count = scratch, *x = scratch + n;
    for (size_t w = 0; w < n; w++) {
        const double turn = 6.283185307179586 * (double)w / (365.25 / 7.0);
        count[w] = whole(s->value[w] * q->frame.weeks.covered[w]); /* NaN stays a gap */
        x[columns * w] = w >= at ? 1.0 : 0.0;
        if (columns > 1) {
            x[columns * w + 1] = tl_sin(turn);
            x[columns * w + 2] = tl_cos(turn);
        }
    }
    const struct tl_counts data = {n, columns,           count, q->frame.weeks.covered,
                                   x, tl_block_length(n)};
    struct tl_count_fit fit;
    if (!tl_count_fit(&data, &fit) || fit.n < LEAST_WEEKS || !isfinite(fit.se[1]))
        return false;
    out->model = "negative_binomial";
    out->weeks = fit.n;
    out->effect = tl_exp(fit.beta[1]);
    out->lo = tl_exp(fit.beta[1] - TL_Z975 * fit.se[1]);
    out->hi = tl_exp(fit.beta[1] + TL_Z975 * fit.se[1]);
    out->spread = fit.theta;
    return true;
}

static bool fit_shares(const struct tl_inquiry *q, const struct tl_series *s, size_t at,
                       double *scratch, struct tl_model *out)
{
    const size_t n = q->frame.weeks.n;
    double *done = scratch, *tried = scratch + n;
    for (size_t w = 0; w < n; w++) {
        tried[w] = isnan(s->value[w]) ? 0.0 : (double)s->n[w];
        done[w] = tried[w] > 0.0 ? floor(s->value[w] * tried[w] + 0.5) : 0.0;
        done[w] = done[w] < tried[w] ? done[w] : tried[w];
    }
    struct tl_share_fit before, after;
    if (!tl_share_fit(done, tried, at, &before) ||
        !tl_share_fit(done + at, tried + at, n - at, &after) || before.n < LEAST_SIDE ||
        after.n < LEAST_SIDE)
        return false;
    const double d = tl_log(after.share / (1.0 - after.share)) -
                     tl_log(before.share / (1.0 - before.share)),
                 se = sqrt(before.logit_se * before.logit_se + after.logit_se * after.logit_se);
    out->model = "beta_binomial";
    out->weeks = before.n + after.n;
    out->effect = tl_exp(d);
    out->lo = tl_exp(d - TL_Z975 * se);
    out->hi = tl_exp(d + TL_Z975 * se);
    out->spread = (before.rho * (double)before.n + after.rho * (double)after.n) /
                  (double)(before.n + after.n);
    return isfinite(se);
}

enum tl_status tl_find_models(struct tl_inquiry *q, struct tl_analysis *out)
{
    const size_t n = q->frame.weeks.n, at = tl_change_asked(q);
    out->models = tl_arena_array(&q->arena, MODELS_MOST, sizeof *out->models);
    double *scratch = tl_arena_array(&q->frame.arena, 4 * n, sizeof *scratch);
    if (out->models == NULL || scratch == NULL)
        return TL_FATAL;
    if (!q->ready || at == 0 || q->slow.bin_days > 0)
        return TL_OK;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct tl_measurement *m = tl_inquiry_measurement(q, rows[i].id);
        for (size_t k = 0; m != NULL && k < m->n_series && out->n_models < MODELS_MOST; k++) {
            const struct tl_series *s = &m->series[k];
            struct tl_model *model = &out->models[out->n_models];
            if (!has_label(s, rows[i].label))
                continue;
            *model = (struct tl_model){.measure = rows[i].id,
                                       .label = rows[i].label,
                                       .person = s->whose == TL_WHOSE_BOTH ? -1 : (int)s->whose};
            out->n_models += rows[i].share ? fit_shares(q, s, at, scratch, model)
                                           : fit_counts(q, s, at, scratch, model);
        }
    }
    return TL_OK;
}
