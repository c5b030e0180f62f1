/*
 * rng.c: the generator and the distributions drawn from it.
 *
 * xoshiro256**: Blackman & Vigna, "Scrambled linear pseudorandom number generators" (2018), state
 * filled by splitmix64 as the authors advise. Stream 0 is the plain seeding, so that its outputs
 * can be compared with any other implementation. Every sampler uses tlmath only: the draws are the
 * same bits on every build.
 */
#include "rng.h"

#include "tlmath.h"

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

void tl_rng_init(struct tl_rng *rng, uint64_t seed, uint64_t stream)
{
    uint64_t state = seed ^ mix(stream); /* mix(0) is 0 */
    for (int i = 0; i < 4; i++)
        rng->s[i] = mix(state += UINT64_C(0x9e3779b97f4a7c15));
}

static uint64_t rotate_left(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

uint64_t tl_rng_next(struct tl_rng *rng)
{
    uint64_t *s = rng->s;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double tl_rng_uniform(struct tl_rng *rng)
{
    return (double)(tl_rng_next(rng) >> 11) * 0x1p-53;
}

uint32_t tl_rng_below(struct tl_rng *rng, uint32_t n)
{
    uint64_t m = (tl_rng_next(rng) >> 32) * n;
    if ((uint32_t)m < n) {
        uint32_t least = (uint32_t)-n % n;
        while ((uint32_t)m < least)
            m = (tl_rng_next(rng) >> 32) * n;
    }
    return (uint32_t)(m >> 32);
}

double tl_rng_normal(struct tl_rng *rng)
{
    double u, v, s;
    do {
        u = 2 * tl_rng_uniform(rng) - 1;
        v = 2 * tl_rng_uniform(rng) - 1;
        s = u * u + v * v;
    } while (s >= 1 || s == 0);
    return u * sqrt(-2 * tl_log(s) / s);
}

double tl_rng_exponential(struct tl_rng *rng)
{
    return -tl_log(1 - tl_rng_uniform(rng));
}

/* Hoermann's transformed rejection with squeeze PTRS (Insurance: Mathematics and Economics 12
   (1993) 39), for mean >= 10. */
static uint32_t poisson_large(struct tl_rng *rng, double mean)
{
    double b = 0.931 + 2.53 * sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inv_alpha = 1.1239 + 1.1328 / (b - 3.4);
    double v_r = 0.9277 - 3.6224 / (b - 2);
    double log_mean = tl_log(mean);
    for (;;) {
        double u = tl_rng_uniform(rng) - 0.5;
        double v = 1 - tl_rng_uniform(rng);
        double us = 0.5 - fabs(u);
        double k = floor((2 * a / us + b) * u + mean + 0.43);
        if (!(k >= 0 && k <= UINT32_MAX) || (us < 0.013 && v > us))
            continue;
        if (us >= 0.07 && v <= v_r)
            return (uint32_t)k;
        if (tl_log(v * inv_alpha / (a / (us * us) + b)) <= k * log_mean - mean - tl_lgamma(k + 1))
            return (uint32_t)k;
    }
}

uint32_t tl_rng_poisson(struct tl_rng *rng, double mean)
{
    if (!(mean > 0))
        return 0;
    if (mean >= 10)
        return poisson_large(rng, mean < 4e9 ? mean : 4e9);
    /* Inversion: walks up the distribution, 1000 being far out of reach. */
    double u = tl_rng_uniform(rng), p = tl_exp(-mean);
    uint32_t k = 0;
    while (u >= p && k < 1000) {
        u -= p;
        k++;
        p *= mean / k;
    }
    return k;
}

double tl_rng_gamma(struct tl_rng *rng, double shape)
{
    if (!(shape > 0 && shape < INFINITY))
        return shape > 0 ? shape : NAN;
    /* Below 1, the draw for shape + 1 times U^(1/shape) (Marsaglia & Tsang, ACM TOMS 26 (2000)
     * 363). */
    double boost = 1;
    if (shape < 1) {
        boost = tl_pow(1 - tl_rng_uniform(rng), 1 / shape);
        shape += 1;
    }
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = tl_rng_normal(rng), t = 1 + c * x;
        if (t <= 0)
            continue;
        double v = t * t * t, u = 1 - tl_rng_uniform(rng);
        if (tl_log(u) < 0.5 * x * x + d * (1 - v + tl_log(v)))
            return d * v * boost;
    }
}

void tl_rng_shuffle(struct tl_rng *rng, uint32_t *x, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = tl_rng_below(rng, (uint32_t)i);
        uint32_t t = x[i - 1];
        x[i - 1] = x[j];
        x[j] = t;
    }
}
