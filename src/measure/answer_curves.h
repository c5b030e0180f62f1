/*
 * answer_curves.h: survival curves of waits, for the whole record and week by week (A09-A11).
 */
#ifndef TL_ANSWER_CURVES_H
#define TL_ANSWER_CURVES_H

#include "answers.h"
#include "survival.h"
#include "tideline/measure.h"

#define TL_WHOLE_RECORD SIZE_MAX
#define TL_LEAST_AT_RISK 5.0
#define TL_LEAST_WEEK_WAITS 5

/* Called once a week and person, in order, then for the whole record. Times of the curve are
   seconds; it is gone after the call. */
typedef void (*tl_curve_take)(void *user, unsigned who, size_t week,
                              const struct tl_survival *curve);
/* Curves of the waits that began in each week, on the clock or in effective time. FATAL on memory.
 */
enum tl_status tl_answer_curves(const struct tl_frame *frame, bool effective, tl_curve_take take,
                                void *user, struct tl_error *err);

/* A quantile in units of `unit_s` as a value; not available where the curve stays above it. */
struct tl_value tl_answer_quantile(const struct tl_survival *curve, double share, double unit_s);

/* Fills values, weekly series and quartiles with median waits in units of `unit_s`: what A09 and
   A10 are. Thin below 60 waits or 30 answers. */
enum tl_status tl_answer_medians(const struct tl_frame *frame, struct tl_arena *arena,
                                 struct tl_measurement *out, bool effective, double unit_s,
                                 struct tl_error *err);

#endif
