/*
 * detect.h: changes in a series: where, how large, how unlikely by chance.
 *
 * All functions take plain arrays, leave gaps (weight 0 or NaN) out, and draw random numbers only
 * from the seed given. Segments are half-open; a change at k means that x[k] is the first of the new
 * regime. Each is in a file of its own with its source.
 */
#ifndef TL_DETECT_H
#define TL_DETECT_H

#include "memory.h"
#include "rng.h"

/* scan.c (D5): the best single split with at least `least` points on both sides. */
struct tl_split {
    size_t at;        /* first point of the second segment; 0: none possible */
    double statistic; /* T = sqrt(V1 V2 / (V1 + V2)) |m1 - m2| */
    double before, after;
};
struct tl_split tl_scan(const double *y, const double *weight, size_t n, size_t least);

/* shuffle.c (D7): p = (1 + #{T* >= T}) / (R + 1) over rotated, block-shuffled copies. */
size_t tl_block_length(size_t n_weeks); /* 6 below 52 weeks, else 8 */
/* Fills `order` (n indices) with one rotated block permutation. */
void tl_block_permutation(struct tl_rng *rng, size_t n, size_t block, uint32_t *order);
double tl_scan_p(const struct tl_context *ctx, const double *y, const double *weight, size_t n,
                 size_t least, uint32_t rounds, uint64_t stream, struct tl_split *split);

/* multiple.c (D8): Benjamini-Hochberg adjusted p values, in place order. n <= 64. */
void tl_benjamini_hochberg(const double *p, size_t n, double *q);

/* onset.c (D10): the set of split points the data do not exclude at `level`. */
struct tl_onset {
    size_t lo, hi;  /* first and last point of the set */
    bool undatable; /* wider than half of the series */
};
struct tl_onset tl_onset_interval(const double *y, const double *weight, size_t n, size_t least,
                                  double phi, double level);

/* ratio.c (D4): moments of a weighted series. */
double tl_extra_variance(const double *y, const double *weight, size_t n, size_t split);
double tl_lag1(const double *y, const double *weight, size_t n, size_t split); /* of residuals */
struct tl_difference {
    double difference, se; /* after - before; long-run standard error */
};
struct tl_difference tl_level_difference(const double *y, const double *weight, size_t n,
                                         size_t at, double phi);

/* shape.c (D5): which of no change, trend, step, dip and back describes it best. */
enum tl_shape { TL_SHAPE_NONE = 0, TL_SHAPE_TREND, TL_SHAPE_STEP, TL_SHAPE_DIP, TL_SHAPE_UNCLEAR };
enum tl_shape tl_shape_choose(const double *y, const double *weight, size_t n, size_t least);

#endif
