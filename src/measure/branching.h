/*
 * branching.h: who writes unprompted and what calls forth an answer (A21).
 */
#ifndef TL_BRANCHING_H
#define TL_BRANCHING_H

#include "measuring.h"

#define TL_PARENTS 30 /* candidate parents of an event: the events just before it */

/* The process of the record or of one half of its weeks alone, with standard errors from blocks of
   weeks. A half is not usable below 1,000 events of both or 150 of either. */
enum tl_part { TL_RECORD, TL_FIRST_HALF, TL_SECOND_HALF, TL_PARTS };
struct tl_branching_part {
    double n[2][2], n_se[2][2], mu[2];
    double spectral_radius, radius_se;
    size_t n_events[2];
    bool usable;
};

/*
 * A fitted bivariate branching process. n[i][j] is the expected number of direct follow-ups by
 * person i to one message of person j; their delay in i's effective hours is log-normal with the
 * given log mean and sigma. mu[i] is the rate of unprompted messages an effective hour.
 *
 * Weekly soft counts have weeks.n items: unprompted[i][w] sums the probability that i's events of
 * the week had no parent, answers[i][j][w] sums that of i's events whose parent was j's in that
 * week, events[i][w] counts i's events.
 */
struct tl_branching {
    double n[2][2], log_median[2][2], sigma[2][2], mu[2];
    double effective_hours[2];
    double spectral_radius;
    double log_likelihood; /* of the events the fit used, scaled to all */
    uint32_t iterations;
    size_t n_events[2], n_fitted; /* events by person; events the parameters rest on */
    bool usable;                  /* enough events, converged, radius <= .995 */
    double *unprompted[2], *answers[2][2], *events[2];
    struct tl_branching_part part[TL_PARTS];
};

/* The same process given by its parameters alone, for checks and the simulator's theory. */
struct tl_branching_rates {
    double total[2], spectral_radius;
};
/* The larger eigenvalue of a non-negative 2 x 2 matrix. */
double tl_branching_radius(const double (*n)[2]);
/* Stationary rates (I - n)^-1 mu; NaN when not stable. */
struct tl_branching_rates tl_branching_stationary(const double n[2][2], const double mu[2]);

/* Log-likelihood of events at times t (ascending, who[k] 0 or 1) on [0, end] under exponential
   kernels alpha[i][j] exp(-beta u): the worked example of A21. */
double tl_branching_exponential(const double *t, const unsigned char *who, size_t n, double end,
                                const double mu[2], const double alpha[2][2], double beta,
                                double *intensity);

/*
 * Fits the frame's events and hangs the result into frame->branching (in the frame's arena). With
 * fewer than 300 events or 60 of either person frame->branching stays NULL.
 */
enum tl_status tl_branching_prepare(struct tl_frame *frame, struct tl_error *err);

/* For the measures that rest on it, each one number a person: false, with the reason in the values
   of `out`, when the frame has no process that can be used. */
bool tl_branching_begin(const struct tl_frame *frame, struct tl_measurement *out);
/* v, marked thin below 1,000 events of both and below 150 of `what`, of which v counts. */
struct tl_value tl_branching_least(const struct tl_branching *b, struct tl_value v,
                                   const char *what, struct tl_arena *arena);

#endif
