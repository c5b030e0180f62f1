/*
 * scan.c: the best single split of a weighted series (D5).
 *
 * T_k = sqrt(V1 V2 / (V1 + V2)) |m1 - m2|, where V are the sums of the weights and m the weighted
 * means before and from k on; the largest T_k within the least segment lengths wins, the earliest
 * of equals. T^2 is the fall of the weighted residual sum of squares, so that the split is also the
 * least-squares step.
 *
 * With values centred on the common mean, S1 the weighted sum before k and V = V1 + V2,
 * T^2 = S1^2 V / (V1 V2): one pass, and shifts of the series cost no digits.
 *
 * Source: Hawkins 1977, JASA 72:180-186 (likelihood ratio for a shift in location), with weights.
 */
#include "detect.h"

struct totals {
    double weight, mean;
    size_t known;
};

static struct totals totals_of(const double *y, const double *weight, size_t n)
{
    struct totals t = {0, 0, 0};
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        const double w = tl_point_weight(y, weight, i);
        if (w > 0) {
            t.weight += w;
            sum += w * y[i];
            t.known++;
        }
    }
    if (t.known > 0)
        t.mean = sum / t.weight;
    return t;
}

struct tl_split tl_scan(const double *y, const double *weight, size_t n, size_t least)
{
    const struct totals all = totals_of(y, weight, n);
    struct tl_split best = {.at = 0, .statistic = 0, .before = all.mean, .after = all.mean};
    if (least == 0)
        least = 1;

    double v1 = 0, s1 = 0, best_square = -1, best_v1 = 0, best_s1 = 0;
    size_t before = 0;
    for (size_t i = 0; i < n; i++) {
        const double w = tl_point_weight(y, weight, i);
        if (!(w > 0))
            continue;
        if (before >= least && all.known - before >= least) {
            const double square = s1 * s1 * all.weight / (v1 * (all.weight - v1));
            if (square > best_square) {
                best_square = square;
                best_v1 = v1;
                best_s1 = s1;
                best.at = i;
            }
        }
        v1 += w;
        s1 += w * (y[i] - all.mean);
        before++;
    }
    if (best.at > 0) {
        best.statistic = sqrt(best_square);
        best.before = all.mean + best_s1 / best_v1;
        best.after = all.mean - best_s1 / (all.weight - best_v1);
    }
    return best;
}

double tl_scan_at(const double *y, const double *weight, size_t n, size_t at)
{
    const struct totals a = totals_of(y, weight, at < n ? at : n);
    if (at >= n || a.known == 0)
        return NAN;
    const struct totals b = totals_of(y + at, weight != NULL ? weight + at : NULL, n - at);
    if (b.known == 0)
        return NAN;
    return sqrt(a.weight * b.weight / (a.weight + b.weight)) * fabs(a.mean - b.mean);
}
