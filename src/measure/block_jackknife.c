/*
 * block_jackknife.c: see block_jackknife.h. The sums of all but one block are those of all minus
 * that block's.
 */
#include "block_jackknife.h"

#include <math.h>

size_t tl_block_count(const struct tl_frame *frame)
{
    size_t n = frame->weeks.n;
    return n == 0 ? 1 : n < TL_MOST_BLOCKS ? n : TL_MOST_BLOCKS;
}

size_t tl_block_of(const struct tl_frame *frame, size_t week)
{
    size_t blocks = tl_block_count(frame);
    return week < frame->weeks.n ? week * blocks / frame->weeks.n : blocks - 1;
}

struct tl_value tl_block_jackknife(const double *sums, size_t n_blocks, size_t n_sums,
                                   double (*statistic)(const double *sums), double *scratch,
                                   uint64_t n, const char *why_not)
{
    double *all = scratch, *rest = scratch + n_sums, sum = 0.0, squares = 0.0, used = 0.0;
    for (size_t i = 0; i < n_sums; i++) {
        all[i] = 0.0;
        for (size_t b = 0; b < n_blocks; b++)
            all[i] += sums[b * n_sums + i];
    }
    double value = statistic(all);
    if (isnan(value))
        return tl_value_na(why_not);
    for (size_t b = 0; b < n_blocks; b++) {
        for (size_t i = 0; i < n_sums; i++)
            rest[i] = all[i] - sums[b * n_sums + i];
        double without = statistic(rest);
        if (isnan(without))
            continue;
        used += 1.0;
        sum += without - value;
        squares += (without - value) * (without - value);
    }
    if (used < TL_LEAST_BLOCKS)
        return tl_value_ok(value, NAN, NAN, n);
    double variance = (used - 1.0) / used * (squares - sum * sum / used);
    double half = TL_Z975 * sqrt(variance > 0.0 ? variance : 0.0);
    return tl_value_ok(value, value - half, value + half, n);
}
