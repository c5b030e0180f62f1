/*
 * carry_over.c: does one's week go on into the other's? VAR(1) of two series (E02).
 *
 *   x_i(t) = c_i + phi[i][0] x_0(t-1) + phi[i][1] x_1(t-1) + e_i(t)
 *
 * Least squares, each equation by itself (both have the same right-hand side, so that the joint fit
 * gives nothing more), with a ridge on phi chosen by leaving out blocks of weeks; intervals by
 * resampling blocks of transitions. Effects of one week on the next are no causes: what happens to
 * both lies behind many of them.
 *
 * Sources: Kenny, Kashy & Cook 2006, Dyadic Data Analysis (actor and partner effects); Luetkepohl
 * 2005, New Introduction to Multiple Time Series Analysis.
 */
#include "regression.h"

#include "detect.h"

#define BLOCK 8
#define REACH 0.95

static bool known(const double *a, const double *b, size_t t)
{
    return fabs(a[t - 1]) < (double)INFINITY && fabs(b[t - 1]) < (double)INFINITY &&
           fabs(a[t]) < (double)INFINITY && fabs(b[t]) < (double)INFINITY;
}

bool tl_carry_fit(const double *a, const double *b, const double *weight, size_t n, double ridge,
                  struct tl_carry *out)
{
    const double *x[2] = {a, b};
    double m[TL_FIT_MOST][TL_FIT_MOST] = {{0}}, right[2][TL_FIT_MOST] = {{0}};
    *out = (struct tl_carry){0};
    for (size_t t = 1; t < n; t++) {
        const double w = weight != NULL ? weight[t] : 1.0;
        if (!(w > 0.0) || !known(a, b, t))
            continue;
        const double row[3] = {1.0, a[t - 1], b[t - 1]};
        out->n++;
        for (size_t j = 0; j < 3; j++) {
            for (size_t k = 0; k <= j; k++)
                m[j][k] += w * row[j] * row[k];
            for (int i = 0; i < 2; i++)
                right[i][j] += w * row[j] * x[i][t];
        }
    }
    if (out->n < 5)
        return false;
    m[1][1] += ridge;
    m[2][2] += ridge;
    tl_cholesky(m, 3);
    if (!(m[1][1] > 0.0 && m[2][2] > 0.0))
        return false;
    double cross[3] = {0}; /* of the residuals: 00, 11, 01 */
    for (int i = 0; i < 2; i++) {
        tl_cholesky_solve(m, 3, right[i]);
        out->constant[i] = right[i][0];
        out->phi[i][0] = right[i][1];
        out->phi[i][1] = right[i][2];
    }
    for (size_t t = 1; t < n; t++) {
        const double w = weight != NULL ? weight[t] : 1.0;
        if (!(w > 0.0) || !known(a, b, t))
            continue;
        double e[2];
        for (int i = 0; i < 2; i++)
            e[i] = x[i][t] - right[i][0] - right[i][1] * a[t - 1] - right[i][2] * b[t - 1];
        cross[0] += w * e[0] * e[0];
        cross[1] += w * e[1] * e[1];
        cross[2] += w * e[0] * e[1];
    }
    out->squares = cross[0] + cross[1];
    out->together = cross[0] > 0.0 && cross[1] > 0.0 ? cross[2] / sqrt(cross[0] * cross[1]) : 0.0;
    return true;
}

/* Squared errors of the weeks of each block when the fit has not seen them. */
static double left_out(const double *a, const double *b, double *weight, size_t n, double ridge)
{
    double sum = 0.0;
    for (size_t from = 1; from < n; from += BLOCK) {
        struct tl_carry fit;
        for (size_t t = 1; t < n; t++)
            weight[t] = t >= from && t < from + BLOCK ? 0.0 : 1.0;
        if (!tl_carry_fit(a, b, weight, n, ridge, &fit))
            return INFINITY;
        for (size_t t = from; t < from + BLOCK && t < n; t++) {
            if (!known(a, b, t))
                continue;
            for (int i = 0; i < 2; i++) {
                const double e = (i == 0 ? a : b)[t] - fit.constant[i] - fit.phi[i][0] * a[t - 1] -
                                 fit.phi[i][1] * b[t - 1];
                sum += e * e;
            }
        }
    }
    return sum;
}

enum tl_status tl_carry_over(const struct tl_context *ctx, struct tl_arena *arena, const double *a,
                             const double *b, size_t n, uint32_t rounds, uint64_t stream,
                             struct tl_carry *out)
{
    static const double ridges[] = {0.0, 1.0, 3.0, 10.0, 30.0};
    *out = (struct tl_carry){0};
    double *weight = tl_arena_array(arena, n, sizeof *weight);
    double *draw = tl_arena_array(arena, 4 * (size_t)rounds, sizeof *draw);
    if (weight == NULL || draw == NULL)
        return TL_FATAL;
    double best = INFINITY, ridge = 0.0;
    for (size_t i = 0; i < sizeof ridges / sizeof *ridges; i++) {
        const double error = left_out(a, b, weight, n, ridges[i]);
        if (error < best) {
            best = error;
            ridge = ridges[i];
        }
    }
    struct tl_carry fit;
    if (!(best < (double)INFINITY) || !tl_carry_fit(a, b, NULL, n, ridge, &fit))
        return TL_OK;
    struct tl_rng rng;
    tl_rng_init(&rng, ctx->seed, stream);
    size_t kept = 0;
    for (uint32_t r = 0; r < rounds; r++) {
        struct tl_carry again;
        for (size_t t = 0; t < n; t++)
            weight[t] = 0.0;
        for (size_t drawn = 0; drawn < n; drawn += BLOCK) {
            const size_t from = 1 + tl_rng_below(&rng, (uint32_t)(n - 1));
            for (size_t t = from; t < from + BLOCK && t < n; t++)
                weight[t] += 1.0;
        }
        if (!tl_carry_fit(a, b, weight, n, ridge, &again))
            continue;
        for (size_t k = 0; k < 4; k++)
            draw[k * rounds + kept] = again.phi[k / 2][k % 2];
        kept++;
    }
    if (kept < rounds / 2 || kept == 0)
        return TL_OK;
    *out = fit;
    out->ridge = ridge;
    for (size_t k = 0; k < 4; k++) {
        tl_sort(draw + k * rounds, kept);
        out->low[k / 2][k % 2] = tl_quantile_sorted(draw + k * rounds, kept, (1.0 - REACH) / 2.0);
        out->high[k / 2][k % 2] = tl_quantile_sorted(draw + k * rounds, kept, (1.0 + REACH) / 2.0);
    }
    return TL_OK;
}

double tl_spectral_radius(const double m[2][2])
{
    const double half = (m[0][0] + m[1][1]) / 2.0, det = m[0][0] * m[1][1] - m[0][1] * m[1][0],
                 root = half * half - det;
    return root < 0.0 ? sqrt(det) : fabs(half) + sqrt(root);
}
