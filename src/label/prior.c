/*
 * prior.c: see prior.h.
 *
 * Probabilities are worth what the share of the act is worth: learnt where one message in twenty
 * demands, .6 means far less in a chat where one in five hundred does. The share is found from the
 * chat itself by turns: shift the probabilities to the present share, take their mean as the next.
 * The share never goes above the one learnt, since labels are to be too few rather than too many.
 */
#include "prior.h"

#define ROUNDS 60

double tl_prior_shift(double p, double learnt, double share)
{
    const double up = p * share / learnt, down = (1.0 - p) * (1.0 - share) / (1.0 - learnt);
    return up + down > 0.0 ? up / (up + down) : 0.0;
}

double tl_prior_of(const uint8_t *p, size_t n, size_t step, size_t all, double learnt)
{
    double share = learnt;
    uint32_t count[256] = {0};
    for (size_t i = 0; i < n; i++)
        count[p[i * step]]++;
    for (int round = 0; round < ROUNDS && all > 0; round++) {
        double sum = 0.0;
        for (int k = 1; k < 256; k++)
            sum += count[k] * tl_prior_shift(k / 255.0, learnt, share);
        share = sum / (double)all;
    }
    return share < learnt ? share : learnt;
}
