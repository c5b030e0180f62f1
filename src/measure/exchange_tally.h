/*
 * exchange_tally.h: acts and outcomes counted by person and week: what C01 to C10 share.
 */
#ifndef TL_EXCHANGE_TALLY_H
#define TL_EXCHANGE_TALLY_H

#include <math.h>

#include "exchanges.h"

/* What a measure of exchanges begins with: NULL, with the reason in the values of `out`, when they
   were not looked for or, with `needs_hours`, when times are known to the day only. */
const struct tl_exchanges *tl_exchanges_begin(const struct tl_frame *frame,
                                              struct tl_measurement *out, bool needs_hours);

/* k of n a person and week, and over the whole record. */
struct tl_tally {
    size_t weeks;
    double *k[2], *n[2];
    double all_k[2], all_n[2];
};
/* false when memory is short. */
bool tl_tally_init(struct tl_tally *tally, const struct tl_frame *frame, struct tl_arena *arena);
/* week as of tl_event_week: outside the complete weeks it counts for the whole only. */
void tl_tally_add(struct tl_tally *tally, unsigned who, size_t week, double k, double n);
/*
 * Shares as values and as a series, weekly with at least `least_week`. The interval of the whole is
 * Jeffreys' with n divided by the over-dispersion of the weeks, Pearson's chi square over its
 * degrees of freedom (McCullagh & Nelder 1989, 4.5), at least 1 and from 8 weeks on. Thin below
 * `least` of `what`. false when memory is short.
 */
bool tl_tally_shares(const struct tl_tally *tally, const struct tl_frame *frame,
                     struct tl_arena *arena, struct tl_measurement *out, bool tested,
                     double least_week, uint64_t least, const char *what);
/* Counts k a covered day, and per_100_turns of n turns as an extra; the same rules. */
bool tl_tally_rates(const struct tl_tally *tally, const struct tl_frame *frame,
                    struct tl_arena *arena, struct tl_measurement *out, bool tested, uint64_t least,
                    const char *what);
/* Counts turns: k those for which `counts` says yes, n all with text. */
bool tl_tally_turns(struct tl_tally *tally, const struct tl_frame *frame, struct tl_arena *arena,
                    bool (*counts)(const struct tl_frame *frame, uint32_t turn));

/* A mean with its normal interval. */
struct tl_moments {
    double n, sum, squares;
};
static inline void tl_moments_add(struct tl_moments *m, double x)
{
    m->n += 1.0;
    m->sum += x;
    m->squares += x * x;
}
struct tl_value tl_moments_mean(const struct tl_moments *m);

#endif
