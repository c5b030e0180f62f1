/*
 * multiple.c: many tests at once (D8).
 *
 * q_(i) = min over j >= i of m p_(j) / j, at most 1, where p_(1) <= ... <= p_(m): rejecting q <=
 * .10 keeps the expected share of false ones among the rejected at .10 or below.
 *
 * Source: Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57:289-300.
 */
#include "detect.h"

void tl_benjamini_hochberg(const double *p, size_t n, double *q)
{
    size_t by_p[TL_MULTIPLE_MOST], m = 0;
    if (n > TL_MULTIPLE_MOST)
        n = TL_MULTIPLE_MOST;
    for (size_t i = 0; i < n; i++) {
        q[i] = NAN;
        if (isnan(p[i]))
            continue;
        size_t at = m++;
        for (; at > 0 && p[by_p[at - 1]] > p[i]; at--)
            by_p[at] = by_p[at - 1];
        by_p[at] = i;
    }
    double least = 1;
    for (size_t rank = m; rank > 0; rank--) {
        const size_t i = by_p[rank - 1];
        const double adjusted = (double)m * p[i] / (double)rank;
        if (adjusted < least)
            least = adjusted;
        q[i] = least;
    }
}
