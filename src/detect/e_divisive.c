/*
 * e_divisive.c: one change of several series together (D6).
 *
 * Q = mn/(m+n) [2/(mn) sum |x - y| - mean |x - x'| - mean |y - y'|], the means over pairs, |.| the
 * Euclidean distance (alpha = 1): it is large when the rows before and after come from different
 * distributions, in level, spread or how the series hang together. The series should be on one
 * scale.
 *
 * Moving the split by one row changes the three sums by the distances of that row, so that all
 * splits cost one look at each pair and no memory.
 *
 * Source: Matteson & James 2014, JASA 109:334-345; the first split of their divisive algorithm.
 */
#include "detect.h"

static bool known(const double *row, size_t n_series)
{
    for (size_t d = 0; d < n_series; d++) {
        if (!(fabs(row[d]) < (double)INFINITY))
            return false;
    }
    return n_series > 0;
}

static double distance(const double *a, const double *b, size_t n_series)
{
    double sum = 0;
    for (size_t d = 0; d < n_series; d++)
        sum += (a[d] - b[d]) * (a[d] - b[d]);
    return sqrt(sum);
}

static double pairs(double n)
{
    return n * (n - 1) / 2;
}

struct tl_energy_split tl_e_divisive(const double *y, size_t n, size_t n_series, size_t least)
{
    struct tl_energy_split best = {0, 0};
    double rows = 0, after = 0; /* sum over the pairs behind the split */
    for (size_t i = 0; i < n; i++) {
        if (!known(y + i * n_series, n_series))
            continue;
        rows++;
        for (size_t j = i + 1; j < n; j++) {
            if (known(y + j * n_series, n_series))
                after += distance(y + i * n_series, y + j * n_series, n_series);
        }
    }
    if (least < 2)
        least = 2; /* a mean over pairs needs one */

    double before = 0, across = 0, m = 0;
    for (size_t i = 0; i < n; i++) {
        const double *row = y + i * n_series;
        if (!known(row, n_series))
            continue;
        const double k = rows - m;
        if (m >= (double)least && k >= (double)least) {
            const double q =
                m * k / rows * (2 * across / (m * k) - before / pairs(m) - after / pairs(k));
            if (best.at == 0 || q > best.q)
                best = (struct tl_energy_split){i, q};
        }
        double left = 0, right = 0;
        for (size_t j = 0; j < n; j++) {
            if (j == i || !known(y + j * n_series, n_series))
                continue;
            const double d = distance(row, y + j * n_series, n_series);
            if (j < i)
                left += d;
            else
                right += d;
        }
        before += left;
        after -= right;
        across += right - left;
        m++;
    }
    return best;
}
