/*
 * mixture.h: a mixture of normal distributions by EM, for the gaps between messages (A01).
 */
#ifndef TL_MIXTURE_H
#define TL_MIXTURE_H

#include <stddef.h>
#include <stdint.h>

#include "rng.h"

#define TL_MIXTURE_MOST 5
#define TL_MIXTURE_LEAST_SD 0.25
#define TL_MIXTURE_LEAST_WEIGHT 0.03

/* Components in the order of their means; the weights sum to 1. */
struct tl_mixture {
    size_t k;
    double weight[TL_MIXTURE_MOST], mean[TL_MIXTURE_MOST], sd[TL_MIXTURE_MOST];
    double log_likelihood, bic; /* 3 k - 1 parameters */
    uint32_t iterations;
};

/*
 * Fits k components (1 .. TL_MIXTURE_MOST) to n points x with weights (counts), n >= 1: ten seeded
 * starts of a few steps, the best of which goes on until the mean log-likelihood gains less than
 * 1e-9. Floors: standard deviation 0.25, weight 0.03.
 */
void tl_mixture_fit(const double *x, const double *weight, size_t n, size_t k, struct tl_rng *rng,
                    struct tl_mixture *out);
/* Where the weighted densities of components a and b (a's mean below b's) cross between their
   means; NaN where they do not. */
double tl_mixture_crossing(const struct tl_mixture *m, size_t a, size_t b);
/* Ashman's D of two components; 2 or more means clearly apart (Ashman, Bird & Zepf 1994,
   Astronomical Journal 108:2348). */
double tl_mixture_ashman(const struct tl_mixture *m, size_t a, size_t b);

#endif
