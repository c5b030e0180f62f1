/*
 * detect.h: changes in a series: where, how large, how unlikely by chance.
 *
 * All functions take plain arrays, leave gaps (weight 0 or NaN) out, and draw random numbers only
 * from the seed given. Segments are half-open; a change at k means that x[k] is the first of the
 * new regime. `weight` NULL means that all points weigh 1. Each is in a file of its own with its
 * source.
 */
#ifndef TL_DETECT_H
#define TL_DETECT_H

#include "memory.h"
#include "rng.h"
#include "tlmath.h"

/* Weight of point i; 0 for a gap: NaN, infinite or without weight. */
static inline double tl_point_weight(const double *y, const double *weight, size_t i)
{
    const double w = weight != NULL ? weight[i] : 1.0;
    return w > 0 && w < (double)INFINITY && fabs(y[i]) < (double)INFINITY ? w : 0.0;
}

/* MINSEG of the catalogue: fewest weeks on each side of a change. */
static inline size_t tl_least_segment(size_t n_weeks)
{
    return n_weeks <= 52 ? 4 : 8;
}

/* scan.c (D5): the best single split with at least `least` known points on both sides. */
struct tl_split {
    size_t at;        /* first point of the second segment; 0: none possible */
    double statistic; /* T = sqrt(V1 V2 / (V1 + V2)) |m1 - m2| */
    double before, after;
};
struct tl_split tl_scan(const double *y, const double *weight, size_t n, size_t least);
/* T of the split at `at`; NaN when one side has no known point. */
double tl_scan_at(const double *y, const double *weight, size_t n, size_t at);

/* shuffle.c (D7): p = (1 + #{T* >= T}) / (R + 1) over rotated, block-shuffled copies. */
size_t tl_block_length(size_t n_weeks); /* 6 below 52 weeks, else 8 */
/* Fills `order` (n indices) with one rotated block permutation. */
void tl_block_permutation(struct tl_rng *rng, size_t n, size_t block, uint32_t *order);
/* `split` (NULL allowed) takes what tl_scan finds. 1 when no split is possible or all points are
   equal; NaN when memory is short. Draws from ctx->seed and `stream`. */
double tl_scan_p(const struct tl_context *ctx, const double *y, const double *weight, size_t n,
                 size_t least, uint32_t rounds, uint64_t stream, struct tl_split *split);

/* sieve.c: p of tl_scan's statistic against AR(1) noise, and the 95 % point of that noise's T. 1
   and NaN when no split is possible; NaN when memory is short. */
double tl_sieve_p(const struct tl_context *ctx, const double *y, const double *weight, size_t n,
                  size_t least, uint32_t rounds, uint64_t stream, double *t95);

/* joint.c (D7, D8): several series of the same weeks under the same shuffles. */
#define TL_JOINT_MOST 12
struct tl_joint_series {
    const double *y, *weight;
};
struct tl_joint_result {
    double t;   /* of the best split, 0 when none is possible */
    size_t at;  /* its first week, 0 when none */
    double p;   /* of this series alone */
    double z;   /* t in standard deviations of the shuffled t, above their mean */
    double t95; /* 95 % point of the shuffled t */
};
struct tl_joint {
    struct tl_joint_result scan[TL_JOINT_MOST];
    size_t which;   /* series with the largest z */
    double largest; /* that z */
    double p;       /* of the largest z among those of the shuffled weeks */
};
/* FATAL when memory is short or there are more than TL_JOINT_MOST series. */
enum tl_status tl_joint_scan(const struct tl_context *ctx, const struct tl_joint_series *series,
                             size_t n_series, size_t n_weeks, size_t least, uint32_t rounds,
                             uint64_t stream, struct tl_joint *out);

/* multiple.c (D8): Benjamini-Hochberg adjusted p values, in place order. n <= 64. A NaN is not a
   test: it stays NaN and is not counted. */
#define TL_MULTIPLE_MOST 64
void tl_benjamini_hochberg(const double *p, size_t n, double *q);

/* onset.c (D10): the set of split points the data do not exclude at `level`. */
struct tl_onset {
    size_t lo, hi;  /* first and last point of the set; 0 and 0: no split possible */
    bool undatable; /* wider than half of the series */
};
struct tl_onset tl_onset_interval(const double *y, const double *weight, size_t n, size_t least,
                                  double phi, double level);
/* onset_course.c: the same when the change may have taken up to 12 weeks; *begin is the best start,
   0 when there is none. */
struct tl_onset tl_onset_course(const double *y, const double *weight, size_t n, size_t least,
                                double phi, double level, size_t *begin);
/* (1 + phi) / (1 - phi) for phi clipped to [0, .95]: how much less AR(1) points say than others. */
double tl_long_run_factor(double phi);

/* ratio.c (D4): moments of a weighted series around its mean, or around the means on both sides of
   `split` (0: one mean). */
double tl_extra_variance(const double *y, const double *weight, size_t n, size_t split);
double tl_lag1(const double *y, const double *weight, size_t n, size_t split); /* of residuals */
/* sqrt of the weighted mean square of the residuals: turns a standard error from relative weights
   into one on the scale of y. NaN with fewer than 3 known points. */
double tl_residual_scale(const double *y, const double *weight, size_t n, size_t split);
struct tl_difference {
    double difference, se; /* after - before; long-run standard error. NaN: a side is empty */
};
struct tl_difference tl_level_difference(const double *y, const double *weight, size_t n, size_t at,
                                         double phi);

/* shape.c (D5): which of no change, trend, step, dip and back describes it best. UNCLEAR when the
   best wins by less than 2. */
enum tl_shape { TL_SHAPE_NONE = 0, TL_SHAPE_TREND, TL_SHAPE_STEP, TL_SHAPE_DIP, TL_SHAPE_UNCLEAR };
enum tl_shape tl_shape_choose(const double *y, const double *weight, size_t n, size_t least);

/* poisson.c (D5, D10): the best single change of the rate of counts. */
struct tl_rate_split {
    size_t at;            /* first point of the second segment; 0: none possible */
    double statistic;     /* twice the gain in log-likelihood over one rate */
    double before, after; /* rates per unit of exposure */
};
/* `exposure` NULL: 1 each; 0 or NaN: a gap. */
struct tl_rate_split tl_scan_rate(const double *count, const double *exposure, size_t n,
                                  size_t least);
/* The set of changes the counts do not exclude at `level`; member[i] (n items, NULL allowed) is
   whether i is in it. */
struct tl_onset tl_onset_rate(const double *count, const double *exposure, size_t n, size_t least,
                              double level, bool *member);

/* pelt.c (D6): all changes at once. */
/* Standard deviation of the noise, not of the changes: median |y[i+1] - y[i]| / (.67449 sqrt 2)
   over neighbours without a gap; 0 when they are mostly equal. NaN: no neighbours or short memory.
 */
double tl_robust_scale(const struct tl_context *ctx, const double *y, const double *weight,
                       size_t n);
struct tl_changes {
    size_t n;    /* how many */
    double cost; /* residual sum of squares + n * penalty */
};
/* The changes that minimise the cost exactly, each segment with `least` known points or more, in
   at[] (room for n items), ascending. `y` should be divided by its scale first. FATAL on memory. */
enum tl_status tl_pelt(const struct tl_context *ctx, const double *y, const double *weight,
                       size_t n, size_t least, double penalty, size_t *at,
                       struct tl_changes *found);

/* crops.c: the best segmentations of all penalties from `from` to `to`, the penalty ascending. */
struct tl_segmentation {
    double penalty; /* the best from here to the next row's */
    size_t n;       /* changes */
    size_t *at;     /* ascending; of the arena */
    double squares; /* residual sum of squares, without penalties */
};
struct tl_crops {
    size_t n;
    struct tl_segmentation *row;
};
enum tl_status tl_crops(const struct tl_context *ctx, struct tl_arena *arena, const double *y,
                        const double *weight, size_t n, size_t least, double from, double to,
                        struct tl_crops *out);
/* Whether a change stands at `at` for every penalty from `from` to `to`. */
bool tl_crops_always(const struct tl_crops *crops, double from, double to, size_t at);

/* monitor.c: how long ago the last change was, week by week. */
struct tl_monitor {
    double hazard, start_mean, start_variance;
    size_t seen, most;              /* points; room for so many */
    double *mass, *mean, *variance; /* by run length 0 .. seen */
};
/* Room for `most` points; `hazard`: chance of a change a point; level after a change:
   N(mean, variance). False when memory is short. */
bool tl_monitor_init(struct tl_monitor *m, struct tl_arena *arena, size_t most, double hazard,
                     double mean, double variance);
/* noise: variance of this point; 0, NaN or infinite: a gap. */
void tl_monitor_see(struct tl_monitor *m, double y, double noise);
/* Probability that the last change lies within the last `weeks` points; NaN with no more seen. */
double tl_monitor_changed(const struct tl_monitor *m, size_t weeks);

/* mann_kendall.c (D6): a slow drift, by ranks. NaN is a gap. */
struct tl_drift {
    double s, variance, z, p; /* two-sided; z and p are 0 and 1 without any spread */
};
/* The variance is multiplied by the long-run factor of `phi`. */
struct tl_drift tl_mann_kendall(const double *y, size_t n, double phi);
/* Sen's slope: median of all pair slopes, per step. NaN: under two points or short memory. */
double tl_sen_slope(const struct tl_context *ctx, const double *y, size_t n);

/* pettitt.c (D6): one change, by ranks. NaN is a gap. */
struct tl_rank_split {
    size_t at; /* first point of the second segment; 0: none possible */
    double k;  /* max |U| */
    double p;  /* approximate, at most 1 */
};
struct tl_rank_split tl_pettitt(const double *y, size_t n);

/* e_divisive.c (D6): one change of several series together. `y` holds n rows of n_series values; a
   row with a NaN is a gap. */
struct tl_energy_split {
    size_t at; /* first row of the second segment; 0: none possible */
    double q;
};
struct tl_energy_split tl_e_divisive(const double *y, size_t n, size_t n_series, size_t least);

/* carry_over.c (E02): VAR(1) of two series; phi[i][j] is what j's last week says of i's next. */
struct tl_carry {
    size_t n; /* transitions between known neighbours; 0: nothing could be fitted */
    double constant[2], phi[2][2], low[2][2], high[2][2]; /* 95 % by blocks of weeks */
    double together;                                      /* correlation of what is left */
    double squares, ridge;
};
/* `weight` (of the transition into t; NULL: 1 each); no intervals. False with fewer than 5, or when
   one series says all of the other. */
bool tl_carry_fit(const double *a, const double *b, const double *weight, size_t n, double ridge,
                  struct tl_carry *out);
/* With the ridge that foretells best and with intervals. FATAL on memory. */
enum tl_status tl_carry_over(const struct tl_context *ctx, struct tl_arena *arena, const double *a,
                             const double *b, size_t n, uint32_t rounds, uint64_t stream,
                             struct tl_carry *out);
double tl_spectral_radius(const double m[2][2]);

/* week_level.c: 90 % intervals of the level behind each week: of `count` a day, and of `y`. low and
   high: n values each, NaN where a week is not known (days 0 or NaN, a gap) or fewer than 4 pairs
   of neighbouring weeks are. */
void tl_week_rates(const double *count, const double *days, size_t n, double *low, double *high);
void tl_week_levels(const double *y, const double *weight, size_t n, double *low, double *high);

/* calibration.c (D18): from evidence to a probability, and how good it is. weight NULL: all 1. */
#define TL_LOGISTIC_MOST 15
double tl_logistic(double score); /* 1 / (1 + exp(-score)) */
/* x: n rows of n_features; beta: n_features + 1 numbers, the intercept first. `ridge` penalises
   ridge/2 * beta^2 but not the intercept. False when it does not converge. */
bool tl_logistic_fit(const double *x, const double *y, const double *weight, size_t n,
                     size_t n_features, double ridge, double *beta);
/* The non-decreasing fit to y (in the order of the score); scratch holds 2 n doubles. */
void tl_isotonic(const double *y, const double *weight, size_t n, double *fitted, double *scratch);
#define TL_RELIABILITY_BINS 10
struct tl_reliability {
    double weight, said, was; /* share of all; mean probability said; share that was so */
};
struct tl_calibration_scores {
    double brier, log_loss, error; /* error: expected calibration error */
    struct tl_reliability bin[TL_RELIABILITY_BINS];
};
struct tl_calibration_scores tl_calibration_score(const double *p, const double *y,
                                                  const double *weight, size_t n);

#endif
