/*
 * fit.h: what is set on development data once the weights stand: calibration, thresholds, figures.
 */
#ifndef MODEL_FIT_H
#define MODEL_FIT_H

#include <stdbool.h>
#include <stddef.h>

/* A probability from a score: 1 / (1 + exp(-(slope score + offset))), fitted with Platt's smoothed
   targets (Platt 1999; the iteration of Lin, Lin & Weng 2007). */
struct curve {
    double slope, offset;
};
struct curve fit_curve(const double *score, const bool *holds, size_t n);

/* Area under the ROC curve, ties counted half; NaN without both kinds. */
double area_under_roc(const double *score, const bool *holds, size_t n);
/* Mean precision at each true item, best score first. */
double average_precision(const double *score, const bool *holds, size_t n);
double correlation(const double *x, const double *y, size_t n);

struct counts {
    double hit, wrong, missed;
};
struct counts count_at(const double *p, const bool *holds, size_t n, double threshold);
double f1(struct counts c);
/* The threshold with the best F1 to expect if the probabilities p are right. What holds is not
   asked: for a rare label that would follow a handful of texts. */
double balanced_threshold(const double *p, size_t n);
/* Lowest p that reaches the precision wanted; NaN when recall there is below `recall`. */
double precise_threshold(const double *p, const bool *holds, size_t n, double precision,
                         double recall);

/* Least squares y ~ b0 + b1 x1 + b2 x2. */
void fit_plane(const double *x1, const double *x2, const double *y, size_t n, double b[3]);

#endif
