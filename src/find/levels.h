/*
 * levels.h: a series before and after a date, as numbers people can read.
 */
#ifndef TL_LEVELS_H
#define TL_LEVELS_H

#include "inquiry.h"

/* Mean of the known weeks on both sides, in the measure's unit; NaN where none is known. */
struct tl_levels {
    double before, after;
    double effect, lo, hi; /* ratio (log scale), difference else, with a 95 % interval */
    double z;              /* of the change on the test scale; 0 when not known */
};

struct tl_levels tl_levels_of(const struct tl_measurement *m, const struct tl_series *s,
                              size_t n_weeks, size_t at);
/* The tested series of a person, or NULL. */
const struct tl_series *tl_tested_series(const struct tl_measurement *m, int person);
/* Levels of a measure by id; all NaN when it is not there. */
struct tl_levels tl_levels_at(const struct tl_inquiry *q, const char *id, int person, size_t at);

#endif
