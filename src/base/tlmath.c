/*
 * tlmath.c: elementary functions from IEEE 754 operations only.
 *
 * exp and log, which everything else leans on, use a small table and a short polynomial (the method
 * of Tang, ACM TOMS 15 (1989) 144 and 16 (1990) 378): the argument is brought so close to a table
 * point that a Taylor polynomial is enough, and the part that matters for the last bit is carried
 * as an unrounded pair hi + lo. log takes the reciprocal of its table point with 11 bits, so that
 * the reduced argument z * c - 1 is found exactly without a fused multiply. Polynomials are plain
 * Taylor series: with these reductions the first term left out is below 2^-60 of the result.
 *
 * Tables: 2^(j/32) and -log(c) as a double and the rounded rest, computed with 300 bits.
 */
#include "tlmath.h"

#include <float.h>
#include <stdint.h>
#include <string.h>

/* With x87's wider registers neither the error bounds nor the bits would hold. */
#if FLT_EVAL_METHOD != 0
#error "doubles must be evaluated as doubles: on 32-bit x86 build with -msse2 -mfpmath=sse"
#endif

/* Adding and subtracting it rounds a double of less than 2^51 to an integer. */
#define ROUNDER 0x1.8p52

#define EXP_STEPS 32
#define LN2_32_HI 0x1.62e42fefap-6 /* 37 bits: exact times any step count */
#define LN2_32_LO 0x1.cf79abc9e3b3ap-45
#define INV_LN2_32 0x1.71547652b82fep+5
#define LN2_HI 0x1.62e42fefa38p-1 /* a multiple of 2^-42, as the table's hi are: sums are exact */
#define LN2_LO 0x1.ef35793c7673p-45
#define INV_LN10_HI 0x1.bcb7b1p-2 /* 26 bits */
#define INV_LN10_LO 0x1.49b9438ca9aaep-28
#define PI_2 0x1.921fb54442d18p+0
#define PI 0x1.921fb54442d18p+1

/* 2^(j/32) */
static const struct exp_entry {
    double hi, lo;
} exp_table[EXP_STEPS] = {
    {0x1p+0, 0},
    {0x1.059b0d3158574p+0, 0x1.d73e2a475b465p-55},
    {0x1.0b5586cf9890fp+0, 0x1.8a62e4adc610bp-54},
    {0x1.11301d0125b51p+0, -0x1.6c51039449b3ap-54},
    {0x1.172b83c7d517bp+0, -0x1.19041b9d78a76p-55},
    {0x1.1d4873168b9aap+0, 0x1.e016e00a2643cp-54},
    {0x1.2387a6e756238p+0, 0x1.9b07eb6c70573p-54},
    {0x1.29e9df51fdee1p+0, 0x1.612e8afad1255p-55},
    {0x1.306fe0a31b715p+0, 0x1.6f46ad23182e4p-55},
    {0x1.371a7373aa9cbp+0, -0x1.63aeabf42eae2p-54},
    {0x1.3dea64c123422p+0, 0x1.ada0911f09ebcp-55},
    {0x1.44e086061892dp+0, 0x1.89b7a04ef80dp-59},
    {0x1.4bfdad5362a27p+0, 0x1.d4397afec42e2p-56},
    {0x1.5342b569d4f82p+0, -0x1.07abe1db13cadp-55},
    {0x1.5ab07dd485429p+0, 0x1.6324c054647adp-54},
    {0x1.6247eb03a5585p+0, -0x1.383c17e40b497p-54},
    {0x1.6a09e667f3bcdp+0, -0x1.bdd3413b26456p-54},
    {0x1.71f75e8ec5f74p+0, -0x1.16e4786887a99p-55},
    {0x1.7a11473eb0187p+0, -0x1.41577ee04992fp-55},
    {0x1.82589994cce13p+0, -0x1.d4c1dd41532d8p-54},
    {0x1.8ace5422aa0dbp+0, 0x1.6e9f156864b27p-54},
    {0x1.93737b0cdc5e5p+0, -0x1.75fc781b57ebcp-57},
    {0x1.9c49182a3f09p+0, 0x1.c7c46b071f2bep-56},
    {0x1.a5503b23e255dp+0, -0x1.d2f6edb8d41e1p-54},
    {0x1.ae89f995ad3adp+0, 0x1.7a1cd345dcc81p-54},
    {0x1.b7f76f2fb5e47p+0, -0x1.5584f7e54ac3bp-56},
    {0x1.c199bdd85529cp+0, 0x1.11065895048ddp-55},
    {0x1.cb720dcef9069p+0, 0x1.503cbd1e949dbp-56},
    {0x1.d5818dcfba487p+0, 0x1.2ed02d75b3707p-55},
    {0x1.dfc97337b9b5fp+0, -0x1.1a5cd4f184b5cp-54},
    {0x1.ea4afa2a490dap+0, -0x1.e9c23179c2893p-54},
    {0x1.f50765b6e454p+0, 0x1.9d3e12dd8a18bp-54},
};

/* c, a short reciprocal of the middle of interval i, and -log(c). The intervals are 1/128 wide from
   0.6875 to 1 (i < 40) and 1/64 wide to 1.375; the two that meet in 1 have c = 1, so that no
   cancellation happens there. */
static const struct log_entry {
    double c, hi, lo;
} log_table[64] = {
    {0x1.724p+0, -0x1.79db6681bp-2, 0x1.4d319161a11f8p-44},
    {0x1.6ep+0, -0x1.6e08eaa2bap-2, -0x1.e38c139318d71p-46},
    {0x1.6ap+0, -0x1.62c82f2b9cp-2, -0x1.e54bdbd7c8a98p-44},
    {0x1.66p+0, -0x1.5767717456p-2, 0x1.64ead9524d7cap-44},
    {0x1.624p+0, -0x1.4c9f09e153p-2, 0x1.e1dde70e02dep-45},
    {0x1.5e8p+0, -0x1.41b941cce1p-2, 0x1.0469013e43fc9p-44},
    {0x1.5acp+0, -0x1.36b5776bc1p-2, -0x1.169785a9c223fp-46},
    {0x1.57p+0, -0x1.2b9303ab8ap-2, 0x1.6db12d6bfb0a5p-45},
    {0x1.538p+0, -0x1.2112559861p-2, -0x1.82e78ba2950c4p-44},
    {0x1.5p+0, -0x1.1675cababap-2, -0x1.8380e731f55c4p-44},
    {0x1.4ccp+0, -0x1.0c81d4860bp-2, 0x1.e5bcf401d1731p-44},
    {0x1.494p+0, -0x1.01ade3913ap-2, 0x1.08930ccdc1521p-46},
    {0x1.46p+0, -0x1.ef0adcbdc6p-3, 0x1.b26b79c86af24p-45},
    {0x1.42cp+0, -0x1.da85d620cep-3, -0x1.40194c16cc7ecp-45},
    {0x1.3fcp+0, -0x1.c765b9e4d6p-3, -0x1.1ab6b36976f6cp-44},
    {0x1.3c8p+0, -0x1.b2797ee464p-3, 0x1.be88a906d00a9p-44},
    {0x1.398p+0, -0x1.9ef83d276ap-3, 0x1.730b7b3f9cep-45},
    {0x1.368p+0, -0x1.8b46f82236p-3, -0x1.2d9f2102dd7c9p-46},
    {0x1.33cp+0, -0x1.790ed4ee26p-3, -0x1.99bbd4e7746f6p-46},
    {0x1.30cp+0, -0x1.64fee8826p-3, 0x1.da40d759dded6p-46},
    {0x1.2ep+0, -0x1.526e5e3a1cp-3, 0x1.790ba37fc5238p-44},
    {0x1.2b4p+0, -0x1.3fb25a5952p-3, -0x1.195be6b358ff7p-44},
    {0x1.288p+0, -0x1.2cca0f5f6p-3, 0x1.b5ef191aff12p-44},
    {0x1.26p+0, -0x1.1b72ad52f6p-3, -0x1.e80a41811a396p-45},
    {0x1.234p+0, -0x1.08338affa2p-3, -0x1.0533cac823e27p-44},
    {0x1.20cp+0, -0x1.ed1794e838p-4, 0x1.fd143749d0484p-46},
    {0x1.1e4p+0, -0x1.c97978d79p-4, 0x1.6e010977d1884p-44},
    {0x1.1bcp+0, -0x1.a58b60c2b4p-4, 0x1.cdc735c5c9f2ap-44},
    {0x1.194p+0, -0x1.814be23f8cp-4, -0x1.b2381da82fdfdp-51},
    {0x1.17p+0, -0x1.60658a9374p-4, -0x1.0c3b1dee9c4f8p-44},
    {0x1.148p+0, -0x1.3b87598b1cp-4, 0x1.2241594aca313p-45},
    {0x1.124p+0, -0x1.1a0fba1bf8p-4, -0x1.4a3fcc319d6dcp-45},
    {0x1.1p+0, -0x1.f0a30c0118p-5, 0x1.d599e83368e91p-45},
    {0x1.0dcp+0, -0x1.ac9722171p-5, -0x1.f8d3ef013222cp-45},
    {0x1.0b8p+0, -0x1.67f94f0948p-5, -0x1.ecc1f3e7e4ed7p-44},
    {0x1.094p+0, -0x1.22c71bcea8p-5, -0x1.d2818f87f888fp-48},
    {0x1.074p+0, -0x1.c98d18d01p-6, 0x1.bf6150589df0fp-45},
    {0x1.05p+0, -0x1.3cea44347p-6, 0x1.6a2c432d6a40bp-44},
    {0x1.03p+0, -0x1.7dc475f82p-7, 0x1.eb1245b5da1f5p-44},
    {0x1p+0, 0, 0},
    {0x1p+0, 0, 0},
    {0x1.f48p-1, 0x1.74321d3dp-6, 0x1.b4a690fe94778p-48},
    {0x1.edp-1, 0x1.35c8bfaa1p-5, 0x1.8357d5ef9eb35p-44},
    {0x1.e58p-1, 0x1.b35dd9b588p-5, 0x1.d5674d6cf558ep-44},
    {0x1.de8p-1, 0x1.152b799bb4p-4, -0x1.9bb2907030829p-47},
    {0x1.d78p-1, 0x1.518874226p-4, 0x1.30a1d96258b3ep-44},
    {0x1.d1p-1, 0x1.8a6477a91cp-4, 0x1.c28c0af9bd6dfp-44},
    {0x1.ca8p-1, 0x1.c40d6425a4p-4, 0x1.cb1121d1930ddp-44},
    {0x1.c4p-1, 0x1.fe89139dbcp-4, 0x1.56594d82f7a82p-44},
    {0x1.bep-1, 0x1.1aa2b7e24p-3, -0x1.1ac38dde3b366p-44},
    {0x1.b8p-1, 0x1.365fcb015ap-3, -0x1.fd3a0afb9691bp-44},
    {0x1.b2p-1, 0x1.527e5e4a1cp-3, -0x1.4e60b8d4b411dp-44},
    {0x1.ac8p-1, 0x1.6c9d07d204p-3, -0x1.c73fafd9b2dcap-50},
    {0x1.a7p-1, 0x1.871213750ep-3, 0x1.328eb42f9af75p-44},
    {0x1.a18p-1, 0x1.a1dfc40f1cp-3, -0x1.01e0f004f3781p-44},
    {0x1.9cp-1, 0x1.bd087383bep-3, -0x1.d4bc4595412b6p-45},
    {0x1.97p-1, 0x1.d60a17f904p-3, -0x1.5d6e06fc20d39p-44},
    {0x1.92p-1, 0x1.ef5ade4ddp-3, -0x1.a211565bb8e11p-51},
    {0x1.8dp-1, 0x1.047e60cde8p-2, 0x1.dbdf10d397f3cp-45},
    {0x1.888p-1, 0x1.102ac0a35dp-2, -0x1.f1fbddfdfd686p-45},
    {0x1.84p-1, 0x1.1bf99635a7p-2, -0x1.1ac89575c2125p-44},
    {0x1.7f8p-1, 0x1.27ebaf58d9p-2, -0x1.b198800b4bda7p-45},
    {0x1.7bp-1, 0x1.3401e12aedp-2, -0x1.17c73556e291dp-44},
    {0x1.768p-1, 0x1.403d086ceap-2, 0x1.e6ef574487308p-44},
};

static uint64_t bits_of(double x)
{
    uint64_t u;
    memcpy(&u, &x, sizeof u);
    return u;
}

static double from_bits(uint64_t u)
{
    double x;
    memcpy(&x, &u, sizeof x);
    return x;
}

/* 2^e for a normal result */
static double power_of_two(int32_t e)
{
    return from_bits((uint64_t)(e + 1023) << 52);
}

/* exp(x + lo) = 2^e * t * (1 + p), t being a table entry; -750 <= x <= 710. */
struct exp_parts {
    double p;
    const struct exp_entry *t;
    int32_t e;
};

static inline struct exp_parts exp_reduce(double x, double lo)
{
    double kd = (x * INV_LN2_32 + ROUNDER) - ROUNDER;
    int32_t k = (int32_t)kd;
    uint32_t j = (uint32_t)k % EXP_STEPS;
    double r = (x - kd * LN2_32_HI) - (kd * LN2_32_LO - lo);
    double r2 = r * r;
    double q = (0.5 + r * (1.0 / 6)) + r2 * ((1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720));
    return (struct exp_parts){r + r2 * q, &exp_table[j], (k - (int32_t)j) / EXP_STEPS};
}

static inline double exp_pair(double x, double lo)
{
    if (!(x >= -750 && x <= 709.8))
        return x > 0 ? INFINITY : x < 0 ? 0 : x;
    struct exp_parts v = exp_reduce(x, lo);
    double y = v.t->hi + (v.t->hi * v.p + v.t->lo);
    if (v.e > 1023) /* y may still be below the largest double, or not */
        return y * power_of_two(1023) * 2;
    if (v.e < -1021)
        return y * power_of_two(v.e + 200) * 0x1p-200;
    return y * power_of_two(v.e);
}

double tl_exp(double x)
{
    return exp_pair(x, 0);
}

double tl_expm1(double x)
{
    if (isnan(x))
        return x;
    if (x > 40)
        return tl_exp(x);
    if (x < -40)
        return -1;
    if (fabs(x) < 0.125) { /* where a table entry less 1 would cancel */
        double x2 = x * x;
        double p = 1.0 / 40320 + x * (1.0 / 362880) + x2 * (1.0 / 3628800 + x * (1.0 / 39916800));
        p = (1.0 / 24 + x * (1.0 / 120)) + x2 * ((1.0 / 720 + x * (1.0 / 5040)) + x2 * p);
        return x + x2 * ((0.5 + x * (1.0 / 6)) + x2 * p);
    }
    struct exp_parts v = exp_reduce(x, 0);
    double scale = power_of_two(v.e);
    double hi = v.t->hi * scale;
    return (hi - 1) + (hi * v.p + v.t->lo * scale);
}

/* log(x) = result + *lo for a positive finite x, |*lo| far below an ulp of the result or so. */
static inline double log_pair(double x, double *lo)
{
    uint64_t u = bits_of(x);
    int32_t e = 0;
    if (u < UINT64_C(0x0010000000000000)) {
        u = bits_of(x * 0x1p54);
        e = -54;
    }
    /* Distance from 0.6875, lifted by 1024 binades to stay positive. */
    uint64_t d = u - UINT64_C(0x3fe6000000000000) + (UINT64_C(1024) << 52);
    int32_t shift = (int32_t)(d >> 52) - 1024;
    const struct log_entry *t = &log_table[(d >> 46) % 64];
    u -= (uint64_t)(int64_t)shift << 52;
    e += shift;
    double z = from_bits(u);
    double z_hi = from_bits(u & UINT64_C(0xffffffff00000000));
    double a = z_hi * t->c - 1, b = (z - z_hi) * t->c; /* both exact */
    double r = a + b;
    double b_in_r = r - a;
    double r_lo = (a - (r - b_in_r)) + (b - b_in_r);

    double r2 = r * r, r4 = r2 * r2;
    double q = ((-0.5 + r * (1.0 / 3)) + r2 * (-0.25 + r * 0.2)) +
               r4 * (((-1.0 / 6 + r * (1.0 / 7)) + r2 * (-0.125 + r * (1.0 / 9))) - r4 * 0.1);
    double hi = e * LN2_HI + t->hi; /* exact */
    double s = hi + r;              /* |hi| >= |r| or hi = 0: the rounding error is exact, too */
    *lo = ((hi - s) + r) + ((r_lo + (e * LN2_LO + t->lo)) + r2 * q);
    return s;
}

/* log of what log_pair does not take; also x + x for NaN. */
static double log_edge(double x)
{
    return x == 0 ? -INFINITY : x < 0 ? NAN : x;
}

double tl_log(double x)
{
    if (!(x > 0 && x < INFINITY))
        return log_edge(x);
    double lo, hi = log_pair(x, &lo);
    return hi + lo;
}

double tl_log1p(double x)
{
    if (!(x > -1 && x < INFINITY))
        return log_edge(1 + x);
    double u = 1 + x, lo, hi = log_pair(u, &lo);
    /* What 1 + x lost, to first order; for tiny x it is the whole result. */
    double lost = x >= 1 ? 1 - (u - x) : x - (u - 1);
    return hi + (lo + lost / u);
}

double tl_log10(double x)
{
    if (!(x > 0 && x < INFINITY))
        return log_edge(x);
    double lo, hi = log_pair(x, &lo);
    double top = from_bits(bits_of(hi) & UINT64_C(0xfffffffff8000000));
    double rest = (hi - top) + lo;
    return top * INV_LN10_HI + (rest * INV_LN10_HI + (top + rest) * INV_LN10_LO);
}

/* Veltkamp's split of x in two halves of 26 bits; |x| < 2^990. */
static double upper_half(double x)
{
    double t = x * 0x1.000002p27;
    return t - (t - x);
}

double tl_pow(double x, double y)
{
    if (y == 0 || x == 1)
        return 1;
    if (isnan(x) || isnan(y) || x < 0)
        return NAN;
    if (x == 0 || x == INFINITY)
        return (x == 0) == (y > 0) ? 0 : INFINITY;
    double lo, s = log_pair(x, &lo);
    double hi = s + lo;
    lo = (s - hi) + lo;
    double product = y * hi;
    if (!(fabs(product) <= 750))
        return product > 0 ? INFINITY : 0;
    double y_hi = upper_half(y), y_lo = y - y_hi;
    double h_hi = upper_half(hi), h_lo = hi - h_hi;
    double error = ((y_hi * h_hi - product) + y_hi * h_lo + y_lo * h_hi) + y_lo * h_lo;
    return exp_pair(product, error + y * lo);
}

/* x = k * pi/2 + (r + lo) with |r| <= pi/4 or a hair more: pi/2 in three parts of which the first
   two have 32 bits, so that their multiples are exact (Cody & Waite 1980). Returns k mod 4. */
static uint32_t reduce_quadrant(double x, double *r, double *lo)
{
    double k = (x * 0x1.45f306dc9c883p-1 + ROUNDER) - ROUNDER;
    double a = x - k * 0x1.921fb544p+0;
    double b = k * 0x1.0b4611a8p-34;
    double s = a - b;
    double c = ((a - s) - b) - k * -0x1.d9cceba3f91f2p-66;
    *r = s + c;
    *lo = (s - *r) + c;
    return (uint32_t)(int32_t)k % 4;
}

static double sin_kernel(double r, double lo)
{
    double r2 = r * r;
    double p = 1.0 / 6227020800 + r2 * (-1.0 / 1307674368000 + r2 * (1.0 / 355687428096000));
    p = 1.0 / 120 + r2 * (-1.0 / 5040 + r2 * (1.0 / 362880 + r2 * (-1.0 / 39916800 + r2 * p)));
    return r + (r * r2 * (-1.0 / 6 + r2 * p) + lo * (1 - 0.5 * r2));
}

static double cos_kernel(double r, double lo)
{
    double r2 = r * r, half = 0.5 * r2, w = 1 - half;
    double p = 1.0 / 479001600 + r2 * (-1.0 / 87178291200 + r2 * (1.0 / 20922789888000));
    p = 1.0 / 24 + r2 * (-1.0 / 720 + r2 * (1.0 / 40320 + r2 * (-1.0 / 3628800 + r2 * p)));
    return w + (((1 - w) - half) + (r2 * r2 * p - r * lo));
}

/* sin(x + quarter * pi/2) */
static double sin_quarters(double x, uint32_t quarter)
{
    if (!(fabs(x) <= 1e6)) /* beyond, the multiples of pi/2 would no longer be exact */
        return NAN;
    double r, lo;
    uint32_t k = (reduce_quadrant(x, &r, &lo) + quarter) % 4;
    double v = k % 2 == 0 ? sin_kernel(r, lo) : cos_kernel(r, lo);
    return k < 2 ? v : -v;
}

double tl_sin(double x)
{
    return sin_quarters(x, 0);
}

double tl_cos(double x)
{
    return sin_quarters(x, 1);
}

double tl_tanh(double x)
{
    if (isnan(x))
        return x;
    double t = tl_expm1(-2 * fabs(x));
    double v = -t / (t + 2);
    return x < 0 ? -v : v;
}

/* atan(k/8) */
static const double atan_eighths[9] = {
    0,
    0x1.fd5ba9aac2f6ep-4,
    0x1.f5b75f92c80ddp-3,
    0x1.6f61941e4def1p-2,
    0x1.dac670561bb4fp-2,
    0x1.1e00babdefeb4p-1,
    0x1.4978fa3269ee1p-1,
    0x1.700a7c5784634p-1,
    0x1.921fb54442d18p-1,
};

double tl_atan2(double y, double x)
{
    if (isnan(x) || isnan(y))
        return NAN;
    double ax = fabs(x), ay = fabs(y);
    double big = ax > ay ? ax : ay, small = ax > ay ? ay : ax;
    double v = 0;
    if (big == INFINITY) {
        v = small == INFINITY ? atan_eighths[8] : 0;
    } else if (big > 0) {
        if (big > 1) { /* towards 1, where nothing over- or underflows */
            big *= 0x1p-512;
            small *= 0x1p-512;
        } else {
            big *= 0x1p512;
            small *= 0x1p512;
        }
        /* atan(s/b) = atan(c) + atan((s - cb) / (b + cs)), c the nearest eighth */
        int32_t k = (int32_t)(small / big * 8 + 0.5);
        double c = k / 8.0;
        double t = (small - c * big) / (big + c * small), t2 = t * t;
        double p = 1.0 / 9 + t2 * (-1.0 / 11 + t2 * (1.0 / 13));
        p = -1.0 / 3 + t2 * (0.2 + t2 * (-1.0 / 7 + t2 * p));
        v = atan_eighths[k] + (t + t * t2 * p);
    }
    if (ay > ax)
        v = PI_2 - v;
    if (signbit(x))
        v = PI - v;
    return signbit(y) ? -v : v;
}
