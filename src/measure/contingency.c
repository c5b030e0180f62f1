/*
 * contingency.c: statistics of a table of two by two.
 */
#include "contingency.h"

#include <math.h>

#include "measuring.h"
#include "tlmath.h"

struct tl_value tl_odds_ratio(const struct tl_contingency *t)
{
    double n = t->a + t->b + t->c + t->d;
    if (!(t->a + t->b > 0.0 && t->c + t->d > 0.0))
        return tl_value_na("one of the two never happened");
    double half = t->a * t->b * t->c * t->d > 0.0 ? 0.0 : 0.5;
    double a = t->a + half, b = t->b + half, c = t->c + half, d = t->d + half;
    double log_ratio = tl_log(a * d / (b * c));
    double width = TL_Z975 * sqrt(1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d);
    return tl_value_ok(a * d / (b * c), tl_exp(log_ratio - width), tl_exp(log_ratio + width),
                       (uint64_t)n);
}

struct tl_value tl_yules_q(const struct tl_contingency *t)
{
    struct tl_value v = tl_odds_ratio(t);
    v.value = (v.value - 1.0) / (v.value + 1.0);
    v.lo = (v.lo - 1.0) / (v.lo + 1.0);
    v.hi = (v.hi - 1.0) / (v.hi + 1.0);
    return v;
}

/* Wilson's limits of k of n. */
static void wilson(double k, double n, double z, double *lo, double *hi)
{
    double p = k / n, z2 = z * z;
    double centre = p + z2 / (2.0 * n), half = z * sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
    *lo = (centre - half) / (1.0 + z2 / n);
    *hi = (centre + half) / (1.0 + z2 / n);
}

struct tl_value tl_risk_difference(const struct tl_contingency *t, double z)
{
    double with = t->a + t->b, without = t->c + t->d;
    if (!(with > 0.0 && without > 0.0))
        return tl_value_na("one of the two never happened");
    double p = t->a / with, q = t->c / without, p_lo, p_hi, q_lo, q_hi;
    wilson(t->a, with, z, &p_lo, &p_hi);
    wilson(t->c, without, z, &q_lo, &q_hi);
    double down = sqrt((p - p_lo) * (p - p_lo) + (q_hi - q) * (q_hi - q));
    double up = sqrt((p_hi - p) * (p_hi - p) + (q - q_lo) * (q - q_lo));
    return tl_value_ok(p - q, p - q - down, p - q + up, (uint64_t)(with + without));
}

double tl_adjusted_residual(const struct tl_contingency *t)
{
    double n = t->a + t->b + t->c + t->d, row = t->a + t->b, column = t->a + t->c;
    double expected = row * column / n;
    double variance = expected * (1.0 - row / n) * (1.0 - column / n);
    return variance > 0.0 ? (t->a - expected) / sqrt(variance) : NAN;
}
