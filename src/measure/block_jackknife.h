/*
 * block_jackknife.h: an interval for a number made from sums over the record, without a
 * distribution and without random draws.
 *
 * The record is cut into up to 20 runs of weeks, since weeks resemble their neighbours; leaving out
 * one run after the other shows how much the number varies (Kuensch 1989, Ann. Stat. 17:1217,
 * section 2): variance (g - 1)/g times the sum of squares about the mean of the g numbers.
 */
#ifndef TL_BLOCK_JACKKNIFE_H
#define TL_BLOCK_JACKKNIFE_H

#include "measuring.h"

#define TL_MOST_BLOCKS 20
#define TL_LEAST_BLOCKS 8

/* How many blocks the weeks of a frame make, at least 1; and the one of a week, SIZE_MAX (outside
   the weeks) being in the last. */
size_t tl_block_count(const struct tl_frame *frame);
size_t tl_block_of(const struct tl_frame *frame, size_t week);

/*
 * `sums` holds n_blocks rows of n_sums numbers, added up by the blocks; `statistic` makes the
 * number of one such row and may answer NaN. `scratch` has room for 2 n_sums. The interval is NaN
 * with fewer than TL_LEAST_BLOCKS; the value is NA, for `why_not`, where the statistic of all is
 * NaN.
 */
struct tl_value tl_block_jackknife(const double *sums, size_t n_blocks, size_t n_sums,
                                   double (*statistic)(const double *sums), double *scratch,
                                   uint64_t n, const char *why_not);

#endif
