/*
 * measuring.h: what the files of this folder share: making series and values, and the tests' access
 * to a measure.
 *
 * A new measure is src/measure/<name>.c with `const struct tl_measure tl_measure_<name>` at its
 * bottom, a line in measures.c, tests/measure/test_<name>.c and docs/measures/<name>.md.
 */
#ifndef TL_MEASURING_H
#define TL_MEASURING_H

#include "frame.h"
#include "tideline/measure.h"

/* A value with its interval. */
struct tl_value tl_value_ok(double value, double lo, double hi, uint64_t n);
struct tl_value tl_value_na(const char *why);
/* Below `least`: the same numbers, marked thin with a reason "only 12 answers" (`what` in plural). */
struct tl_value tl_value_least(struct tl_value v, uint64_t least, const char *what,
                               struct tl_arena *arena);

/* Adds a series of weeks.n NaN values (n = 0) to out. NULL when memory is short. */
struct tl_series *tl_series_add(const struct tl_frame *frame, struct tl_arena *arena,
                                struct tl_measurement *out, enum tl_whose whose, const char *label,
                                bool tested);
bool tl_extra_add(struct tl_arena *arena, struct tl_measurement *out, const char *name,
                  enum tl_whose whose, struct tl_value value);

/* Weekly counts as a rate a covered day, with Garwood's exact Poisson 95 % interval, and on the log
   scale with the weight of D4 (1/(count + 1/2) plus the real week-to-week variance is added by the
   detector). */
void tl_series_from_counts(const struct tl_frame *frame, struct tl_series *s,
                           const double *counts);
/* Weekly k of n as a share with Jeffreys 95 % interval, logit scale with Haldane's half. */
void tl_series_from_shares(const struct tl_frame *frame, struct tl_series *s, const double *k,
                           const double *n, double least_n);
/* Share k of n with Jeffreys interval (Brown, Cai & DasGupta 2001, Statistical Science 16:101). */
struct tl_value tl_share(double k, double n);

const struct tl_measurement *tl_measurement_find(const struct tl_measurement *all, size_t n,
                                                 const char *id);

#endif
