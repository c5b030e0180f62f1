/*
 * week_bootstrap.h: intervals that respect that weeks resemble their neighbours.
 */
#ifndef TL_WEEK_BOOTSTRAP_H
#define TL_WEEK_BOOTSTRAP_H

#include "measuring.h"

#define TL_BOOTSTRAP_DRAWS 999

/*
 * The ratio of the sums of two weekly series (n items each) with a 95 % percentile interval from
 * TL_BOOTSTRAP_DRAWS moving-block resamples (Kuensch 1989, Ann. Stat. 17:1217). Blocks of 6 weeks,
 * 8 from 52 weeks on. NA when the denominator sums to 0 or there are fewer than 8 weeks.
 * `observations` is the n reported. Draws from ctx->seed and `stream`.
 */
struct tl_value tl_week_ratio(const struct tl_context *ctx, const double *numerator,
                              const double *denominator, size_t n, uint64_t observations,
                              uint64_t stream);

#endif
