/*
 * clock_shifts.h: abrupt moves of somebody's hours (Q04).
 */
#ifndef TL_CLOCK_SHIFTS_H
#define TL_CLOCK_SHIFTS_H

#include <stddef.h>

/* Weeks [from, to) in which the mean hour lay `hours` (-12..12) from `reference`. */
struct tl_clock_shift {
    size_t from, to;
    double reference, hours;
};

/* b - a on the clock, in (-12, 12]. */
double tl_clock_difference(double a, double b);
/*
 * `hour`: n weekly mean hours in [0, 24), NaN where unknown. A shift begins where the mean lies 3 h
 * or more from the median of the 8 weeks before (at least 4 known) and ends where it comes back, or
 * after 8 weeks, when it has become usual. Fills at most `most`, returns how many there are.
 */
size_t tl_clock_shift_scan(const double *hour, size_t n, struct tl_clock_shift *shifts,
                           size_t most);

#endif
