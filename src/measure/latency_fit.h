/*
 * latency_fit.h: the log-normal model of waits with everything cut short or known only between
 * limits taken for what it is (A12, A13).
 */
#ifndef TL_LATENCY_FIT_H
#define TL_LATENCY_FIT_H

#include "aft.h"
#include "answers.h"
#include "tideline/measure.h"

/* A location on the log scale of seconds. */
struct tl_latency_location {
    double mu, se; /* NaN where it cannot be told */
    uint64_t waits, answers;
};

/* Of the awaited person. Standard errors are robust to answers of one session being alike. */
struct tl_latency_fit {
    struct tl_latency_location whole;
    double sigma;
    double design_effect; /* robust variance of mu over the model's; at least 1 */
    uint64_t half[2];     /* waits in the earlier and the later half of the record */
    uint64_t at_once;     /* answers at the same stamp as the question */
    /* log time ratio, later half over earlier, adjusted for weekends and the hour */
    double log_ratio, log_ratio_se, weibull_log_ratio;
    bool usable, ratio_usable;
    struct tl_latency_location
        *week; /* weeks.n, sigma that of the whole; NULL when not asked for */
};

/* Fits both people. `arena` keeps the weeks; FATAL on memory. */
enum tl_status tl_latency_fit_both(const struct tl_frame *frame, bool effective, bool weeks,
                                   struct tl_arena *arena, struct tl_latency_fit fit[2],
                                   struct tl_error *err);

#endif
