/*
 * survival.h: the Kaplan-Meier curve of waiting times, some of which were cut short.
 */
#ifndef TL_SURVIVAL_H
#define TL_SURVIVAL_H

#include <stddef.h>
#include <stdint.h>

/*
 * The curve steps down at time[i] to survival[i]; before time[0] it is 1. greenwood[i] is the sum
 * of d / (r (r - d)) so far: survival^2 * greenwood is the variance of survival, and greenwood that
 * of its logarithm. Arrays belong to the caller.
 */
struct tl_survival {
    size_t n; /* steps, those of pure censoring included */
    const double *time;
    double *survival, *greenwood;
    uint64_t observed, events;
    double thin_from; /* from here on too few were left at risk to lean on; infinity: nowhere */
};

/*
 * `time`: n distinct times, ascending; events[i] ended and censored[i] were cut short at time[i]
 * (events first). `survival` and `greenwood` take n doubles.
 *
 *     Kaplan & Meier 1958, JASA 53:457; Greenwood 1926.
 */
struct tl_survival tl_survival_curve(const double *time, const uint32_t *events,
                                     const uint32_t *censored, size_t n, double least_at_risk,
                                     double *survival, double *greenwood);

struct tl_survival_point {
    double survival, se; /* NaN without any observation */
    double lo, hi;       /* 95 % limits on the log(-log) scale; equal to survival at 0 and 1 */
};
struct tl_survival_point tl_survival_at(const struct tl_survival *curve, double t);

struct tl_survival_time {
    double time, lo, hi; /* NaN where the curve does not come down that far */
};
/* First time at which at least `share` are over; the middle of the flat piece where the curve rests
   exactly there. Limits invert those of the curve (Brookmeyer & Crowley 1982). */
struct tl_survival_time tl_survival_quantile(const struct tl_survival *curve, double share);
/* Mean time up to `horizon` (the area under the curve) with 95 % limits. */
struct tl_survival_time tl_survival_mean(const struct tl_survival *curve, double horizon);

#endif
