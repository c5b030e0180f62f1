/*
 * mann_kendall.c: a slow drift, by ranks (D6).
 *
 * S = sum over pairs of sign(x_j - x_i); Var = [n(n-1)(2n+5) - sum over ties t(t-1)(2t+5)] / 18;
 * z = (S - sign S) / sqrt(Var). Correlated weeks repeat each other: Var is multiplied by
 * (1 + phi) / (1 - phi). The size of the drift is Sen's: the median of all pair slopes.
 *
 * Source: Mann 1945, Econometrica 13:245-259; Kendall 1975; Sen 1968, JASA 63:1379-1389. All pairs
 * are looked at, n being some hundreds; no memory but Sen's slopes.
 */
#include "detect.h"

static bool known(double y)
{
    return fabs(y) < (double)INFINITY;
}

struct tl_drift tl_mann_kendall(const double *y, size_t n, double phi)
{
    struct tl_drift d = {0, 0, 0, 1};
    double m = 0, ties = 0;
    for (size_t i = 0; i < n; i++) {
        if (!known(y[i]))
            continue;
        double equal = 0; /* others of the same value: t - 1 */
        for (size_t j = 0; j < n; j++) {
            if (!known(y[j]) || j == i)
                continue;
            equal += y[j] == y[i];
            if (j > i)
                d.s += (double)((y[j] > y[i]) - (y[j] < y[i]));
        }
        ties += equal * (2 * equal + 7); /* (t - 1)(2t + 5), once for each of the t */
        m++;
    }
    d.variance = (m * (m - 1) * (2 * m + 5) - ties) / 18 * tl_long_run_factor(phi);
    if (d.variance > 0) {
        const double sign = (double)((d.s > 0) - (d.s < 0));
        d.z = (d.s - sign) / sqrt(d.variance);
        d.p = tl_erfc(fabs(d.z) / sqrt(2));
    }
    return d;
}

double tl_sen_slope(const struct tl_context *ctx, const double *y, size_t n)
{
    size_t m = 0, pairs, bytes;
    for (size_t i = 0; i < n; i++)
        m += known(y[i]);
    if (m < 2 || !tl_mul_size(m, m - 1, &pairs) || !tl_mul_size(pairs / 2, sizeof(double), &bytes))
        return NAN;
    double *slope = tl_alloc(ctx, bytes);
    if (slope == NULL)
        return NAN;
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (!known(y[i]))
            continue;
        for (size_t j = i + 1; j < n; j++) {
            if (known(y[j]))
                slope[k++] = (y[j] - y[i]) / (double)(j - i);
        }
    }
    tl_sort(slope, k);
    const double median = tl_quantile_sorted(slope, k, 0.5);
    tl_free(ctx, slope, bytes);
    return median;
}
