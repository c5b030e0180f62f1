/*
 * ratio.c: moments of a weighted series, such as a weekly log ratio (D4).
 *
 * Weights come as inverse sampling variances (for y = log((b + 1/2) / (a + 1/2)):
 * 1 / (1/(a + 1/2) + 1/(b + 1/2))). Beyond sampling, real weeks differ. That extra variance is
 * found by the method of moments of DerSimonian & Laird 1986, Control. Clin. Trials 7:177-188,
 *
 *     s2 = max(.02, (Q - (n - m)) / (sum v - sum over segments of (sum v^2 / sum v)))
 *
 * with Q the weighted squares around the m segment means; the caller adds it to each 1/weight. The
 * floor is a standard deviation of .14 in the log, below which no real pair's weeks lie.
 */
#include "detect.h"

#define EXTRA_VARIANCE_FLOOR 0.02
#define SE_FACTOR_MOST 3.0

struct segment {
    double weight, weight2, mean;
    size_t known;
};

static struct segment segment_of(const double *y, const double *weight, size_t from, size_t to)
{
    struct segment s = {0, 0, NAN, 0};
    double sum = 0;
    for (size_t i = from; i < to; i++) {
        const double w = tl_point_weight(y, weight, i);
        if (w > 0) {
            s.weight += w;
            s.weight2 += w * w;
            sum += w * y[i];
            s.known++;
        }
    }
    if (s.known > 0)
        s.mean = sum / s.weight;
    return s;
}

double tl_extra_variance(const double *y, const double *weight, size_t n, size_t split)
{
    const size_t bound[3] = {0, split < n ? split : n, n};
    double q = 0, scale = 0, freedom = 0;
    for (int side = 0; side < 2; side++) {
        const struct segment s = segment_of(y, weight, bound[side], bound[side + 1]);
        if (s.known < 2)
            continue;
        for (size_t i = bound[side]; i < bound[side + 1]; i++) {
            const double w = tl_point_weight(y, weight, i);
            if (w > 0)
                q += w * (y[i] - s.mean) * (y[i] - s.mean);
        }
        scale += s.weight - s.weight2 / s.weight;
        freedom += (double)s.known - 1;
    }
    const double extra = scale > 0 ? (q - freedom) / scale : 0;
    return extra > EXTRA_VARIANCE_FLOOR ? extra : EXTRA_VARIANCE_FLOOR;
}

/* Residuals are divided by their standard deviation, so that thin weeks do not rule; only weeks
   that follow each other without a gap are paired. */
double tl_lag1(const double *y, const double *weight, size_t n, size_t split)
{
    if (split > n)
        split = n;
    const double before = segment_of(y, weight, 0, split).mean;
    const double after = segment_of(y, weight, split, n).mean;
    double last = 0, products = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        const double w = tl_point_weight(y, weight, i);
        const double e = w > 0 ? sqrt(w) * (y[i] - (i < split ? before : after)) : 0;
        products += e * last;
        squares += e * e;
        last = e;
    }
    return squares > 0 ? products / squares : 0;
}

struct tl_difference tl_level_difference(const double *y, const double *weight, size_t n, size_t at,
                                         double phi)
{
    if (at > n)
        at = n;
    const struct segment a = segment_of(y, weight, 0, at);
    const struct segment b = segment_of(y, weight, at, n);
    if (a.known == 0 || b.known == 0)
        return (struct tl_difference){NAN, NAN};
    /* 1 + 2 sum of the lag correlations of an AR(1); D4 clips the factor of the error to [1, 3]. */
    double factor = sqrt(tl_long_run_factor(phi));
    if (factor > SE_FACTOR_MOST)
        factor = SE_FACTOR_MOST;
    return (struct tl_difference){b.mean - a.mean, factor * sqrt(1 / a.weight + 1 / b.weight)};
}

double tl_residual_scale(const double *y, const double *weight, size_t n, size_t split)
{
    if (split > n)
        split = n;
    const struct segment a = segment_of(y, weight, 0, split);
    const struct segment b = segment_of(y, weight, split, n);
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        const double w = tl_point_weight(y, weight, i);
        if (w > 0) {
            const double e = y[i] - (i < split ? a.mean : b.mean);
            squares += w * e * e;
        }
    }
    const double freedom = (double)(a.known + b.known) - 2;
    return freedom > 0 ? sqrt(squares / freedom) : NAN;
}
