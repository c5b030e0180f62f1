/*
 * rhythm.h: a person's effective (waking) time (A10).
 *
 * From the person's own events a profile over the 168 hours of the week is estimated, on a rolling
 * 13 weeks that leave out the week it is used for, and scaled to mean 1. Effective time is its
 * integral, so that a night counts little and a day a little more than its hours.
 *
 * Source: Navaroli & Smyth 2015, ICWSM. Departures: kernel of +-1 h, half a pseudo-event an hour,
 * floor 0.02 (measures catalogue A10).
 */
#ifndef TL_RHYTHM_H
#define TL_RHYTHM_H

#include "memory.h"

#define TL_HOURS_OF_WEEK 168
#define TL_RHYTHM_WEEKS 13
#define TL_RHYTHM_FLOOR 0.02
/* Events; fewer in the window: a profile over all weeks; fewer at all: day and night only. */
#define TL_RHYTHM_LEAST 200

/*
 * Invariant: effective(t) is continuous, increasing and piecewise linear with a knot at each full
 * hour; origin is the Monday 00:00 (local ms) of the first week, n weeks follow.
 */
struct tl_rhythm {
    int64_t origin_ms;
    size_t n_weeks;
    float *rate;      /* n_weeks * 168: effective hours an hour */
    double *hours_at; /* n_weeks * 168 + 1: effective hours from the origin to each knot */
};

/* `local_ms`: n local times of the person's events, ascending; covers [from_ms, to_ms]. */
enum tl_status tl_rhythm_init(struct tl_rhythm *rhythm, struct tl_arena *arena,
                              const int64_t *local_ms, size_t n, int64_t from_ms, int64_t to_ms,
                              struct tl_error *err);
/* Effective hours since the origin at a local time; linear beyond both ends. */
double tl_rhythm_hours(const struct tl_rhythm *rhythm, int64_t local_ms);
/* Hours of a [start, end) under a given profile of 168 rates: the worked example of A10. */
double tl_profile_hours(const double profile[TL_HOURS_OF_WEEK], double start_hour, double end_hour);

#endif
