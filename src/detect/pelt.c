/*
 * pelt.c: all changes of the mean at once, exactly (D6).
 *
 * F(t) = min over s of F(s) + C(s, t) + penalty, F(0) = -penalty, C the weighted residual sum of
 * squares of [s, t). A start s with F(s) + C(s, t) >= F(t) can never be the best again for ends
 * that t itself may start, that is, ends t + least and later; dropping it any sooner loses
 * exactness when segments have a least length. With pruning the work is near n where changes come
 * steadily, and n^2 at worst.
 *
 * The penalty means something only for noise of variance 1: divide by tl_robust_scale first (the
 * Nile undivided has 96 "changes" at 2 log n). Noise is taken as independent, so that correlated
 * weeks give extra changes; D7 inside the neighbouring segments is the check.
 *
 * Source: Killick, Fearnhead & Eckley 2012, JASA 107:1590-1598.
 */
#include "detect.h"

double tl_robust_scale(const struct tl_context *ctx, const double *y, const double *weight,
                       size_t n)
{
    size_t bytes, pairs = 0;
    if (n < 2 || !tl_mul_size(n, 2 * sizeof(double), &bytes))
        return NAN;
    double *difference = tl_alloc(ctx, bytes);
    if (difference == NULL)
        return NAN;
    for (size_t i = 1; i < n; i++) {
        if (tl_point_weight(y, weight, i - 1) > 0 && tl_point_weight(y, weight, i) > 0)
            difference[pairs++] = fabs(y[i] - y[i - 1]);
    }
    const double scale =
        pairs > 0 ? tl_median(difference, pairs, difference + n) / (0.67449 * sqrt(2)) : NAN;
    tl_free(ctx, difference, bytes);
    return scale;
}

/* Before known point i: the sums of all earlier ones, and the best cost of ending there. */
struct prefix {
    double v, s, q; /* of w, w*e and w*e^2, e the centred value */
    double f;       /* F(i) */
    size_t from;    /* where the last segment of F(i) starts */
    size_t point;   /* index of known point i in the series */
};

/* A start that may still be the best; what the inner loop reads lies together. */
struct start {
    double v, s, rest; /* rest: f - q */
    double f;          /* of the end looked at, less what all starts share */
    size_t at;
    size_t until; /* it may be left out for ends from here on */
};

static double cost(const struct prefix *a, const struct prefix *b)
{
    const double s = b->s - a->s, c = b->q - a->q - s * s / (b->v - a->v);
    return c > 0 ? c : 0;
}

/* F of every end t <= known; candidates are kept in `start`, oldest first. */
static void fill(struct prefix *x, struct start *start, size_t known, size_t least, double penalty)
{
    size_t n_start = 0;
    x[0].f = -penalty;
    for (size_t t = least; t <= known; t++) {
        /* t - least has become a possible start: at 0, or when a segment can end there. */
        if (t == least || t - least >= least) {
            const struct prefix *p = &x[t - least];
            start[n_start++] = (struct start){p->v, p->s, p->f - p->q, 0, t - least, SIZE_MAX};
        }
        const struct prefix end = x[t];
        double best = INFINITY;
        size_t from = 0, kept = 0;
        for (size_t k = 0; k < n_start; k++) {
            struct start a = start[k];
            const double s = end.s - a.s;
            a.f = a.rest - s * s / (end.v - a.v);
            if (a.until <= t)
                continue;
            if (a.f < best) {
                best = a.f;
                from = k;
            }
            start[kept] = a;
            from = from == k ? kept : from;
            kept++;
        }
        n_start = kept;
        x[t].f = best + end.q + penalty;
        x[t].from = start[from].at;
        for (size_t k = 0; k < n_start; k++) {
            if (start[k].f >= best + penalty && start[k].until > t + least)
                start[k].until = t + least;
        }
    }
}

enum tl_status tl_pelt(const struct tl_context *ctx, const double *y, const double *weight,
                       size_t n, size_t least, double penalty, size_t *at, struct tl_changes *found)
{
    *found = (struct tl_changes){0, 0};
    if (least == 0)
        least = 1;
    size_t known = 0, prefix_bytes, start_bytes;
    double total = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        const double w = tl_point_weight(y, weight, i);
        if (w > 0) {
            known++;
            total += w;
            sum += w * y[i];
        }
    }
    if (known == 0)
        return TL_OK;
    if (!tl_mul_size(known + 1, sizeof(struct prefix), &prefix_bytes) ||
        !tl_mul_size(known + 1, sizeof(struct start), &start_bytes))
        return TL_FATAL;
    struct prefix *x = tl_alloc(ctx, prefix_bytes);
    struct start *start = tl_alloc(ctx, start_bytes);
    enum tl_status status = TL_FATAL;
    if (x == NULL || start == NULL)
        goto out;
    status = TL_OK;

    x[0] = (struct prefix){0};
    for (size_t i = 0, k = 0; i < n; i++) {
        const double w = tl_point_weight(y, weight, i);
        if (w > 0) {
            const double e = y[i] - sum / total;
            x[k].point = i;
            x[k + 1] =
                (struct prefix){.v = x[k].v + w, .s = x[k].s + w * e, .q = x[k].q + w * e * e};
            k++;
        }
    }
    if (known < 2 * least) {
        found->cost = cost(&x[0], &x[known]);
        goto out;
    }
    fill(x, start, known, least, penalty);
    found->cost = x[known].f;
    for (size_t t = x[known].from; t > 0; t = x[t].from)
        found->n++;
    size_t k = found->n;
    for (size_t t = x[known].from; t > 0; t = x[t].from)
        at[--k] = x[t].point;
out:
    tl_free(ctx, start, start_bytes);
    tl_free(ctx, x, prefix_bytes);
    return status;
}
