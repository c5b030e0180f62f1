/*
 * special.c: special functions: gamma, error function, normal, chi-square, incomplete gamma and
 * beta.
 *
 * What keeps digits in the tails is that no large terms are subtracted: the powers in front of the
 * incomplete functions are written with the deviance and Stirling's remainder (Loader, "Fast and
 * accurate computation of binomial probabilities", 2000), the normal tail as exp(-x^2) times a
 * smooth scaled function, x^2 being carried exactly. Coefficients were computed with 40 digits.
 */
#include "tlmath.h"

#include <stdint.h>
#include <string.h>

#define HALF_LOG_2PI 0x1.d67f1c864beb5p-1
#define INV_SQRT_2PI 0x1.9884533d43651p-2
#define SQRT_2_PI 0x1.9884533d43651p-1   /* sqrt(2/pi) */
#define TWO_SQRT_PI 0x1.20dd750429b6dp+0 /* 2/sqrt(pi) */
#define SQRT_HALF 0x1.6a09e667f3bcdp-1
#define TWO_PI 0x1.921fb54442d18p+2
#define TERM_EPSILON 0x1p-56

static double horner(const double *c, size_t n, double x)
{
    double y = c[n - 1];
    for (size_t i = n - 1; i-- > 0;)
        y = y * x + c[i];
    return y;
}

/* lgamma(x) - ((x - 1/2) log x - x + log(2 pi)/2) for x >= 10: Abramowitz & Stegun 6.1.41 */
static double stirling_series(double x)
{
    static const double c[7] = {1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
                                1.0 / 1188, -691.0 / 360360, 1.0 / 156};
    return horner(c, 7, 1 / (x * x)) / x;
}

double tl_lgamma(double x)
{
    /* lgamma(2 + z) = sum of c[k-1] z^k: 1 - Euler's constant, then (-1)^k (zeta(k) - 1) / k
       (A&S 6.1.33); z in [-1/2, 1/2], where a term falls by 4 from one to the next. */
    static const double c[] = {
        0x1.b0ee6072093cep-2,   0x1.4a34cc4a60fa6p-2,   -0x1.13e001a557607p-4,
        0x1.51322ac7d8483p-6,   -0x1.e404fc218f5f2p-8,  0x1.7add6eadb6c3p-9,
        -0x1.38ac5c2bf8e08p-10, 0x1.0b36af86396e9p-11,  -0x1.d3fd4c76d2fc8p-13,
        0x1.a127b0f17d65ap-14,  -0x1.78de5bd7c81efp-15, 0x1.580dcee66eb02p-16,
        -0x1.3cbc963ce2243p-17, 0x1.2597a39f34aacp-18,  -0x1.11b2eb7679541p-19,
        0x1.0064cdeb22f0fp-20,  -0x1.e2600d93cfd2fp-22, 0x1.c76bbb3f07a4dp-23,
        -0x1.af5a6cbbf8a97p-24, 0x1.99b93c2070b0fp-25,  -0x1.862c734df3eacp-26,
        0x1.7469daccfadcdp-27,  -0x1.6434a8447aeadp-28, 0x1.555a877ffd2c3p-29,
        -0x1.47b1679258d0ep-30, 0x1.3b15d2b2fc10cp-31,  -0x1.2f69a9fabe3ep-32};
    const size_t n = sizeof c / sizeof c[0];
    if (!(x > 0 && x < INFINITY))
        return x < 0 ? NAN : x == 0 ? INFINITY : x;
    if (x >= 10) {
        double rest = stirling_series(x) + HALF_LOG_2PI;
        return x < 1e17 ? (x - 0.5) * tl_log(x) - x + rest : x * (tl_log(x) - 1);
    }
    if (x < 0.5)
        return x * horner(c, n, x) - (tl_log1p(x) + tl_log(x));
    if (x < 1.5)
        return (x - 1) * horner(c, n, x - 1) - tl_log1p(x - 1);
    double product = 1;
    while (x >= 2.5) {
        x -= 1;
        product *= x;
    }
    return (x - 2) * horner(c, n, x - 2) + tl_log(product);
}

double tl_digamma(double x)
{
    /* A&S 6.3.18 */
    static const double c[7] = {1.0 / 12,  -1.0 / 120,     1.0 / 252, -1.0 / 240,
                                1.0 / 132, -691.0 / 32760, 1.0 / 12};
    if (!(x > 0 && x < INFINITY))
        return x < 0 ? NAN : x == 0 ? -INFINITY : x;
    double down = 0;
    for (; x < 10; x += 1)
        down += 1 / x;
    double inv2 = 1 / (x * x);
    return (tl_log(x) - 0.5 / x - inv2 * horner(c, 7, inv2)) - down;
}

double tl_trigamma(double x)
{
    /* A&S 6.4.12 */
    static const double c[7] = {1.0 / 6,  -1.0 / 30,     1.0 / 42, -1.0 / 30,
                                5.0 / 66, -691.0 / 2730, 7.0 / 6};
    if (!(x > 0 && x < INFINITY))
        return x < 0 ? NAN : x == 0 ? INFINITY : x > 0 ? 0 : x;
    double down = 0;
    for (; x < 10; x += 1)
        down += 1 / (x * x);
    double inv = 1 / x, inv2 = inv * inv;
    return (inv + 0.5 * inv2 + inv * inv2 * horner(c, 7, inv2)) + down;
}

/* x with the lower half of its significand cleared: its square is exact. */
static double upper_half(double x)
{
    uint64_t u;
    memcpy(&u, &x, sizeof u);
    u &= UINT64_C(0xfffffffff8000000);
    memcpy(&x, &u, sizeof x);
    return x;
}

/* exp(-scale x^2) for a scale that is a power of two. */
static double exp_minus_square(double x, double scale)
{
    double top = upper_half(x);
    if (!(fabs(x) < 1e3))
        return isnan(x) ? x : 0;
    return tl_exp(-scale * top * top) * tl_exp(-scale * (x - top) * (x + top));
}

/* exp(x^2) erfc(x) for x >= 0: (1 + 2x) times it is smooth from 0 to infinity, a Chebyshev series
   in (x - 3.75) / (x + 3.75) (the substitution of Shepherd & Laframboise, Math. Comp. 36 (1981)
   249). */
static double scaled_erfc(double x)
{
    static const double c[] = {
        0x1.2d75d0246cee8p+1,   -0x1.2cd0564f8c1b7p-8,  -0x1.59159e8868995p-4,
        0x1.e50c3e7c7dccep-5,   -0x1.b4c68f4569326p-6,  0x1.295e991a7d82dp-7,
        -0x1.3c4c54f8d419dp-9,  0x1.014ed1572209ap-11,  -0x1.221e6f70130b5p-14,
        0x1.15c3f597f0492p-18,  0x1.9f8f03ca86fc1p-21,  -0x1.d601c320c8f9cp-23,
        0x1.71e1efca86cf9p-27,  0x1.36bf2885524c9p-28,  -0x1.aa4d7b1cdf20ap-31,
        -0x1.15df59ca6082bp-34, 0x1.f8af0a9aa6d31p-36,  0x1.b61b723941781p-43,
        -0x1.0fc16c00b50f2p-40, 0x1.24f6a772cbc36p-45,  0x1.2d8b49ab5f72bp-45,
        -0x1.0cb63a80de2c5p-49, -0x1.6884628ace07ap-50, 0x1.561b105822235p-54,
        0x1.d3744857e262bp-55,  -0x1.4a219c71bb4d2p-59};
    double t = x < 1e16 ? 2 * (x - 3.75) / (x + 3.75) : 2;
    double b1 = 0, b2 = 0;
    for (size_t i = sizeof c / sizeof c[0] - 1; i > 0; i--) {
        double b = t * b1 - b2 + c[i];
        b2 = b1;
        b1 = b;
    }
    return (0.5 * t * b1 - b2 + 0.5 * c[0]) / (1 + 2 * x);
}

/* |x| <= 1: A&S 7.1.5 */
static double erf_series(double x)
{
    static const double c[] = {1.0 / 1,
                               -1.0 / 3,
                               1.0 / 10,
                               -1.0 / 42,
                               1.0 / 216,
                               -1.0 / 1320,
                               1.0 / 9360,
                               -1.0 / 75600,
                               1.0 / 685440,
                               -1.0 / 6894720,
                               1.0 / 76204800,
                               -1.0 / 918086400,
                               1.0 / 11975040000,
                               -1.0 / 168129561600,
                               1.0 / 2528170444800,
                               -1.0 / 40537905408000,
                               1.0 / 690452066304000,
                               -1.0 / 12449059983360000.0,
                               1.0 / 236887827111936000.0};
    return TWO_SQRT_PI * x * horner(c, sizeof c / sizeof c[0], x * x);
}

double tl_erf(double x)
{
    if (fabs(x) <= 1 || isnan(x))
        return erf_series(x);
    double tail = exp_minus_square(x, 1) * scaled_erfc(fabs(x));
    return x < 0 ? tail - 1 : 1 - tail;
}

double tl_erfc(double x)
{
    if (x < 0.5 || isnan(x))
        return 1 - tl_erf(x);
    return exp_minus_square(x, 1) * scaled_erfc(x);
}

double tl_norm_pdf(double z)
{
    return INV_SQRT_2PI * exp_minus_square(z, 0.5);
}

double tl_norm_cdf(double z)
{
    if (z < -0.5)
        return 0.5 * exp_minus_square(z, 0.5) * scaled_erfc(-z * SQRT_HALF);
    return z > 1 ? 1 - tl_norm_cdf(-z) : 0.5 + 0.5 * tl_erf(z * SQRT_HALF);
}

double tl_norm_log_cdf(double z)
{
    if (z < -0.5)
        return tl_log(0.5 * scaled_erfc(-z * SQRT_HALF)) - 0.5 * z * z;
    return z > 0 ? tl_log1p(-tl_norm_cdf(-z)) : tl_log(tl_norm_cdf(z));
}

double tl_norm_quantile(double p)
{
    if (!(p > 0 && p < 1))
        return p == 0 ? -INFINITY : p == 1 ? INFINITY : NAN;
    double q = p - 0.5;
    if (fabs(q) < 0.25) {
        /* Solves cdf - 1/2 = q, so that p near 1/2 keeps its digits; Halley's step triples them. */
        double z = q / INV_SQRT_2PI * (1 + q * q);
        for (int i = 0; i < 3; i++) {
            double step = (0.5 * tl_erf(z * SQRT_HALF) - q) / tl_norm_pdf(z);
            z -= step / (1 + 0.5 * step * z);
        }
        return z;
    }
    /* Lower tail, in logs; start within 4.5e-4 by A&S 26.2.23 (Hastings). */
    double log_p = tl_log(p < 0.5 ? p : 1 - p);
    double t = sqrt(-2 * log_p);
    double z = (2.515517 + t * (0.802853 + t * 0.010328)) /
                   (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) -
               t;
    for (int i = 0; i < 2; i++) {
        double hazard = SQRT_2_PI / scaled_erfc(-z * SQRT_HALF);
        double step = (tl_norm_log_cdf(z) - log_p) / hazard;
        z -= step / (1 + 0.5 * step * (z + hazard));
    }
    return p < 0.5 ? z : -z;
}

/* Stirling's remainder for any x > 0: log of Gamma(x) / (sqrt(2 pi / x) (x / e)^x). */
static double stirling_error(double x)
{
    if (x >= 10)
        return stirling_series(x);
    return tl_lgamma(x + 1) - (x + 0.5) * tl_log(x) + x - HALF_LOG_2PI;
}

/* a log(a/x) + x - a without cancellation: log(a/x) is 2 atanh of (a - x) / (a + x). */
static double deviance(double a, double x)
{
    double v = (a - x) / (a + x);
    if (fabs(v) > 0.5)
        return a * tl_log(a / x) + x - a;
    double v2 = v * v, power = 2 * a * v, sum = (a - x) * v;
    for (int k = 3; k < 200; k += 2) {
        power *= v2;
        double next = sum + power / k;
        if (next == sum)
            break;
        sum = next;
    }
    return sum;
}

/* Temme's uniform expansion (SIAM J. Math. Anal. 10 (1979) 757) to its first term, whose error is
   of order a^-3/2; for a >= 1e8. eta stays below 0.004 where the tail is not zero. */
static double gamma_tail_large(double a, double x, double sign)
{
    double z = sqrt(2 * deviance(a, x));
    if (x < a)
        z = -z;
    double eta = z / sqrt(a);
    double c0 = -1.0 / 3 + eta * (1.0 / 12 - eta * (2.0 / 135));
    return tl_norm_cdf(-sign * z) + sign * tl_norm_pdf(z) * c0 / sqrt(a);
}

/* x^a e^-x / Gamma(a) */
static double gamma_factor(double a, double x)
{
    return sqrt(a / TWO_PI) * tl_exp(-deviance(a, x) - stirling_error(a));
}

/* P(a, x) = factor * sum of x^n / (a (a+1) ... (a+n)) for x < a + 1 (A&S 6.5.29) */
static double gamma_lower(double a, double x)
{
    double term = 1 / a, sum = term;
    for (double n = a + 1; term > sum * TERM_EPSILON; n += 1) {
        term *= x / n;
        sum += term;
    }
    return gamma_factor(a, x) * sum;
}

/* Keeps a continued fraction's denominators from zero (Lentz's method in Thompson & Barnett's form,
   J. Comp. Phys. 64 (1986) 490). */
static double not_zero(double x)
{
    return fabs(x) < 1e-300 ? 1e-300 : x;
}

/* Q(a, x) by its continued fraction for x >= a + 1 (A&S 6.5.31, even part) */
static double gamma_upper(double a, double x)
{
    double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
    for (double n = 1; n < 1e6; n += 1) {
        double an = -n * (n - a);
        b += 2;
        d = 1 / not_zero(an * d + b);
        c = not_zero(b + an / c);
        double factor = c * d;
        h *= factor;
        if (fabs(factor - 1) < 0x1p-52)
            break;
    }
    return gamma_factor(a, x) * h;
}

/* P for sign -1, Q for sign 1. */
static double gamma_part(double a, double x, double sign)
{
    if (!(a > 0) || isnan(x))
        return NAN;
    if (x <= 0 || x == INFINITY)
        return (x <= 0) == (sign > 0) ? 1 : 0;
    if (a >= 1e8)
        return gamma_tail_large(a, x, sign);
    if (x < a + 1) {
        double p = gamma_lower(a, x);
        return sign < 0 ? p : 1 - p;
    }
    double q = gamma_upper(a, x);
    return sign < 0 ? 1 - q : q;
}

double tl_gamma_p(double a, double x)
{
    return gamma_part(a, x, -1);
}

double tl_chi2_sf(double x, double df)
{
    return gamma_part(0.5 * df, 0.5 * x, 1);
}

/* x^a (1-x)^b / B(a, b) */
static double beta_factor(double x, double a, double b)
{
    double n = a + b;
    double log_factor = stirling_error(n) - stirling_error(a) - stirling_error(b) -
                        deviance(a, n * x) - deviance(b, n * (1 - x));
    return sqrt(a / TWO_PI * (b / n)) * tl_exp(log_factor);
}

/* I_x(a, b) for x <= (a + 1) / (a + b + 2) by the continued fraction A&S 26.5.8. */
static double beta_fraction(double x, double a, double b)
{
    double c = 1, d = 1 / not_zero(1 - (a + b) * x / (a + 1)), h = d;
    for (double m = 1; m < 1e6; m += 1) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / not_zero(1 + even * d);
        c = not_zero(1 + even / c);
        h *= c * d;
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / not_zero(1 + odd * d);
        c = not_zero(1 + odd / c);
        h *= c * d;
        if (fabs(c * d - 1) < 0x1p-52)
            break;
    }
    return beta_factor(x, a, b) * h / a;
}

double tl_beta_cdf(double x, double a, double b)
{
    if (!(a > 0 && b > 0) || isnan(x))
        return NAN;
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    if (x <= (a + 1) / (a + b + 2))
        return beta_fraction(x, a, b);
    return 1 - beta_fraction(1 - x, b, a);
}

double tl_beta_quantile(double p, double a, double b)
{
    if (!(a > 0 && b > 0 && p >= 0 && p <= 1))
        return NAN;
    if (p == 0 || p == 1)
        return p;
    /* Newton from the mean, halving the bracket instead when a step leaves it or is no shorter than
       half the one before. */
    double low = 0, high = 1, x = a / (a + b), step = 1;
    for (int i = 0; i < 200 && fabs(step) > 1e-14 && high - low > 1e-14; i++) {
        double error = tl_beta_cdf(x, a, b) - p;
        if (error > 0)
            high = x;
        else
            low = x;
        double newton = -error * x * (1 - x) / beta_factor(x, a, b);
        double next = x + newton;
        if (!(next > low && next < high && fabs(newton) <= 0.5 * fabs(step))) {
            next = 0.5 * (low + high);
            newton = next - x;
        }
        step = newton;
        x = next;
    }
    return x;
}
