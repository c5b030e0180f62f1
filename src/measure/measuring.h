/*
 * measuring.h: what the files of this folder share: making series and values, and the weeks as
 * ranges of events.
 *
 * A new measure is src/measure/<name>.c with `const struct tl_measure tl_measure_<name>` at its
 * bottom, a line in measures.c, tests/measure/test_<name>.c and docs/measures/<name>.md.
 */
#ifndef TL_MEASURING_H
#define TL_MEASURING_H

#include "frame.h"
#include "tideline/measure.h"

#define TL_BIT(label) (UINT64_C(1) << (TL_LABEL_##label))

/* The 97.5 % point of the normal distribution. */
#define TL_Z975 1.959963984540054

/*
 * Runs one measure: `out` is emptied, its three values say that they are not measured, and a
 * measure whose capability a file of the conversation lacks is withheld with the reason. Then
 * compute.
 */
enum tl_status tl_measure_run(const struct tl_measure *measure, const struct tl_frame *frame,
                              struct tl_arena *arena, struct tl_measurement *out,
                              struct tl_error *err);

/* A value with its interval. */
struct tl_value tl_value_ok(double value, double lo, double hi, uint64_t n);
struct tl_value tl_value_na(const char *why);
/* Below `least`: the same numbers, marked thin with a reason "only 12 answers" (`what` in plural).
 */
struct tl_value tl_value_least(struct tl_value v, uint64_t least, const char *what,
                               struct tl_arena *arena);

/* Adds a series of weeks.n NaN values (n = 0) to out. NULL when memory is short. A pointer from an
   earlier call is no longer valid after it. */
struct tl_series *tl_series_add(const struct tl_frame *frame, struct tl_arena *arena,
                                struct tl_measurement *out, enum tl_whose whose, const char *label,
                                bool tested);
/* The same for both people with one label; out->series[*first + who] is the series of `who`. */
bool tl_series_add_pair(const struct tl_frame *frame, struct tl_arena *arena,
                        struct tl_measurement *out, const char *label, bool tested, size_t *first);
/* What a verdict still lacks by Q07's gate (readiness.c). */
struct tl_readiness {
    uint64_t weeks, messages, each; /* covered weeks, messages in all, and of who wrote less */
};
struct tl_readiness tl_readiness_lacks(const struct tl_measurement *readiness);
/* false when memory is short. */
bool tl_extra_add(struct tl_arena *arena, struct tl_measurement *out, const char *name,
                  enum tl_whose whose, struct tl_value value);
/* NULL when there is none of this name. */
const struct tl_value *tl_extra_find(const struct tl_measurement *m, const char *name,
                                     enum tl_whose whose);

/* Weekly counts as a rate a covered day, with Garwood's exact Poisson 95 % interval, and on the log
   scale with the weight of D4 (1/(count + 1/2) plus the real week-to-week variance is added by the
   detector). */
void tl_series_from_counts(const struct tl_frame *frame, struct tl_series *s, const double *counts);
/* Weekly k of n as a share with Jeffreys 95 % interval, logit scale with Haldane's half. */
void tl_series_from_shares(const struct tl_frame *frame, struct tl_series *s, const double *k,
                           const double *n, double least_n);
/* Share k of n with Jeffreys interval (Brown, Cai & DasGupta 2001, Statistical Science 16:101). */
struct tl_value tl_share(double k, double n);
/* count / exposure with Garwood's exact 95 % interval (Garwood 1936, Biometrika 28:437). */
struct tl_value tl_rate(double count, double exposure);

/* Labels a measure rests on: are all of them sure enough for a test? */
bool tl_labels_sure(const struct tl_frame *frame, uint64_t labels);
/* For a measure that these labels help, at its end: where one is uncertain, its values are thin and
   no series is tested. Labels it cannot do without stand in its row. */
void tl_lean_on_labels(const struct tl_frame *frame, struct tl_measurement *out, uint64_t labels);

const struct tl_measurement *tl_measurement_find(const struct tl_measurement *all, size_t n,
                                                 const char *id);

/* The events, turns and sessions that began in one week, half-open. */
struct tl_week_span {
    uint32_t event_first, event_end, turn_first, turn_end, session_first, session_end;
};
/* weeks.n spans that do not overlap, in order; NULL when memory is short. The caller frees
   tl_week_spans_free. Where the clock stepped back over a week's end, events stay with the later
   week. */
struct tl_week_span *tl_week_spans(const struct tl_frame *frame);
void tl_week_spans_free(const struct tl_frame *frame, struct tl_week_span *spans);

/* Days from the first to the last event that are not lost (Q01). */
double tl_covered_days(const struct tl_frame *frame);
/* Are at least half of the events known to the day only? Hours and minutes then say nothing. */
bool tl_day_resolution(const struct tl_frame *frame);
#define TL_WHY_DAYS "times are known to the day only"

static inline enum tl_kind tl_event_kind(const struct tl_frame *f, size_t e)
{
    return (enum tl_kind)f->conv->kind[f->event[e]];
}

#endif
