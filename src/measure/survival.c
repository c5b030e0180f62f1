/*
 * survival.c: Kaplan-Meier from counts at distinct times, so that millions of waits need no
 * sorting.
 *
 * Sources: Kaplan & Meier 1958, JASA 53:457-481; Greenwood 1926; limits on the log(-log) scale as
 * in Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data. The variance of the
 * restricted mean is the sum of squared later areas times d / (r (r - d)), as in R's survfit.
 */
#include "survival.h"

#include "measuring.h"
#include "tlmath.h"

/* Survival that should be exactly 1/2 comes out of a product of fractions. */
#define ROUNDING 1e-12

struct tl_survival tl_survival_curve(const double *time, const uint32_t *events,
                                     const uint32_t *censored, size_t n, double least_at_risk,
                                     double *survival, double *greenwood)
{
    struct tl_survival curve = {
        .n = n, .time = time, .survival = survival, .greenwood = greenwood, .thin_from = INFINITY};
    for (size_t i = 0; i < n; i++) {
        curve.observed += (uint64_t)events[i] + censored[i];
        curve.events += events[i];
    }
    double at_risk = (double)curve.observed, s = 1.0, sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (at_risk < least_at_risk && at_risk > 0.0 && time[i] < curve.thin_from)
            curve.thin_from = time[i];
        double d = events[i];
        if (d > 0.0) {
            sum += d < at_risk ? d / (at_risk * (at_risk - d)) : 0.0;
            s *= (at_risk - d) / at_risk;
        }
        survival[i] = s;
        greenwood[i] = sum;
        at_risk -= d + censored[i];
    }
    return curve;
}

/* Log(-log) limits of survival s whose logarithm has variance v; `z` is signed: + gives the lower.
 */
static double limit(double s, double v, double z)
{
    if (!(s > 0.0 && s < 1.0))
        return s;
    double log_s = tl_log(s);
    return tl_exp(log_s * tl_exp(-z * sqrt(v) / log_s));
}

struct tl_survival_point tl_survival_at(const struct tl_survival *curve, double t)
{
    if (curve->observed == 0)
        return (struct tl_survival_point){NAN, NAN, NAN, NAN};
    size_t lo = 0, hi = curve->n; /* steps at or before t */
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (curve->time[mid] <= t)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == 0)
        return (struct tl_survival_point){1.0, 0.0, 1.0, 1.0};
    double s = curve->survival[lo - 1], v = curve->greenwood[lo - 1];
    return (struct tl_survival_point){s, s * sqrt(v), limit(s, v, TL_Z975), limit(s, v, -TL_Z975)};
}

/* First time the curve, or its limit for z, is at or below 1 - share. */
static double crossing(const struct tl_survival *curve, double share, double z)
{
    double target = 1.0 - share;
    for (size_t i = 0; i < curve->n; i++) {
        double s = curve->survival[i];
        if (z != 0.0)
            s = s < 1.0 && s > 0.0 ? limit(s, curve->greenwood[i], z) : s;
        if (s > target + ROUNDING)
            continue;
        if (s < target - ROUNDING)
            return curve->time[i];
        for (size_t next = i + 1; next < curve->n; next++)
            if (curve->survival[next] < curve->survival[i])
                return 0.5 * (curve->time[i] + curve->time[next]);
        return curve->time[i];
    }
    return NAN;
}

struct tl_survival_time tl_survival_quantile(const struct tl_survival *curve, double share)
{
    return (struct tl_survival_time){crossing(curve, share, 0.0), crossing(curve, share, TL_Z975),
                                     crossing(curve, share, -TL_Z975)};
}

struct tl_survival_time tl_survival_mean(const struct tl_survival *curve, double horizon)
{
    if (curve->observed == 0)
        return (struct tl_survival_time){NAN, NAN, NAN};
    size_t steps = 0;
    while (steps < curve->n && curve->time[steps] < horizon)
        steps++;
    /* Backwards, so that the area right of each step is at hand for the variance. */
    double area = 0.0, variance = 0.0, right = horizon;
    for (size_t i = steps; i-- > 0;) {
        area += curve->survival[i] * (right - curve->time[i]);
        right = curve->time[i];
        double before = i > 0 ? curve->greenwood[i - 1] : 0.0;
        variance += area * area * (curve->greenwood[i] - before);
    }
    area += right;
    double half = TL_Z975 * sqrt(variance);
    return (struct tl_survival_time){area, area - half, area + half};
}
