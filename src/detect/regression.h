/*
 * regression.h: models of weekly counts and shares with covariates (D2, D3), and the small linear
 * algebra they need.
 */
#ifndef TL_REGRESSION_H
#define TL_REGRESSION_H

#include <stdbool.h>
#include <stddef.h>

#define TL_FIT_MOST 8 /* coefficients, the intercept included */

/* cholesky.c. The lower triangle of a symmetric n x n matrix, rows of TL_FIT_MOST, becomes L with
   L L' = A. A row that the earlier ones explain has a 0 on its diagonal: its coefficient is not to
   be had, and solve and invert leave 0 there. */
void tl_cholesky(double a[TL_FIT_MOST][TL_FIT_MOST], size_t n);
void tl_cholesky_solve(double l[TL_FIT_MOST][TL_FIT_MOST], size_t n, double *x);
void tl_cholesky_invert(double l[TL_FIT_MOST][TL_FIT_MOST], size_t n,
                        double inverse[TL_FIT_MOST][TL_FIT_MOST]);

/* negative_binomial.c (D2). */
struct tl_counts {
    size_t n, n_covariates;
    const double *count;    /* n; NaN: a gap */
    const double *exposure; /* n; 0 or NaN: a gap. NULL: 1 each */
    const double *x;        /* n rows of n_covariates; NULL with none */
    size_t lags;            /* of the Newey-West errors; 0: White's */
};
struct tl_count_fit {
    size_t n; /* that are known */
    /* The intercept first. A coefficient the others explain is 0 with an infinite error. */
    double beta[TL_FIT_MOST];
    double se[TL_FIT_MOST];       /* sandwich */
    double model_se[TL_FIT_MOST]; /* if the model were true and the counts independent */
    double theta;                 /* variance mu + mu^2 / theta; infinite: Poisson */
    double log_likelihood;
};
/* False when there are fewer than two points more than coefficients, no count above 0, too many
   covariates, or no convergence. */
bool tl_count_fit(const struct tl_counts *data, struct tl_count_fit *fit);
/* Log of the probability of y; theta infinite: Poisson. */
double tl_negative_binomial_log_p(double y, double mu, double theta);

/* beta_binomial.c (D3). */
struct tl_share_fit {
    size_t n;        /* that are known */
    double share;    /* mean of a week's true share */
    double logit_se; /* of its logit */
    double rho;      /* correlation inside a week; 0: binomial */
    double log_likelihood;
};
/* done[i] of tried[i]; tried 0 or NaN is a gap. False when there are fewer than two points, or all
   or none were done. */
bool tl_share_fit(const double *done, const double *tried, size_t n, struct tl_share_fit *fit);
double tl_beta_binomial_log_p(double y, double n, double alpha, double beta);

#endif
