/*
 * pettitt.c: one change, by ranks (D6): a check that no single week makes the step.
 *
 * U_k = sum over i < k <= j of sign(x_i - x_j); K = max |U_k|; p is about 2 exp(-6 K^2 / (n^3 +
 * n^2)) for independent values. U_k follows from U_(k-1) by the signs of one point against all.
 *
 * Source: Pettitt 1979, Appl. Stat. 28:126-135.
 */
#include "detect.h"

struct tl_rank_split tl_pettitt(const double *y, size_t n)
{
    struct tl_rank_split best = {0, 0, 1};
    double u = 0, m = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(fabs(y[i]) < (double)INFINITY))
            continue;
        if (m > 0 && (best.at == 0 || fabs(u) > best.k)) {
            best.at = i;
            best.k = fabs(u);
        }
        for (size_t j = 0; j < n; j++) {
            if (fabs(y[j]) < (double)INFINITY)
                u += (double)((y[i] > y[j]) - (y[i] < y[j]));
        }
        m++;
    }
    if (best.at > 0) {
        const double p = 2 * tl_exp(-6 * best.k * best.k / (m * m * m + m * m));
        best.p = p < 1 ? p : 1;
    }
    return best;
}
