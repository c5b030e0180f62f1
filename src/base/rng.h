/*
 * rng.h: a seeded generator whose stream is fixed: xoshiro256** (Blackman & Vigna 2018) seeded
 * through splitmix64. The first outputs for seed 1 are a test; changing them changes reports.
 */
#ifndef TL_RNG_H
#define TL_RNG_H

#include <stdint.h>
#include <stddef.h>

struct tl_rng {
    uint64_t s[4];
};

/* `stream` keeps the draws of different uses of one seed apart. */
void tl_rng_init(struct tl_rng *rng, uint64_t seed, uint64_t stream);
uint64_t tl_rng_next(struct tl_rng *rng);
/* [0, 1) with 53 bits */
double tl_rng_uniform(struct tl_rng *rng);
/* 0 .. n-1 without bias (Lemire's method with rejection); n >= 1 */
uint32_t tl_rng_below(struct tl_rng *rng, uint32_t n);
double tl_rng_normal(struct tl_rng *rng);      /* polar method, no state kept between calls */
double tl_rng_exponential(struct tl_rng *rng); /* mean 1 */
uint32_t tl_rng_poisson(struct tl_rng *rng, double mean);
double tl_rng_gamma(struct tl_rng *rng, double shape); /* scale 1, shape > 0 (Marsaglia & Tsang) */
/* n <= UINT32_MAX */
void tl_rng_shuffle(struct tl_rng *rng, uint32_t *x, size_t n);

#endif
