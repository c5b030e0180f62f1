/*
 * aft.h: accelerated failure time regression: log T = x'beta + sigma * error, for times known
 * exactly, cut short, or only between two limits.
 */
#ifndef TL_AFT_H
#define TL_AFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TL_AFT_MOST 12 /* covariates, the constant included */

enum tl_aft_error {
    TL_AFT_LOG_NORMAL = 0, /* normal errors */
    TL_AFT_WEIBULL         /* smallest extreme value errors: T is Weibull, shape 1 / sigma */
};

/*
 * n observations of log time in (lower, upper]: equal when known exactly, upper infinite when cut
 * short at lower, lower minus infinity when below upper. `weight` (NULL: all 1) counts equal
 * observations. `x` holds n rows of p covariates, 1 <= p <= TL_AFT_MOST.
 */
struct tl_aft_data {
    enum tl_aft_error error;
    size_t n, p;
    const double *lower, *upper, *weight, *x;
};

/* Normal priors, as penalties on the log-likelihood; a standard deviation of 0 stands for none. */
struct tl_aft_prior {
    double log_sigma, log_sigma_sd;
    double beta_sd; /* of every covariate but the first, with mean 0 */
};

struct tl_aft_fit {
    size_t p;
    double beta[TL_AFT_MOST], sigma;
    /* of the parameters beta[0..p), log sigma, in rows of p + 1: inverse of the (penalised)
       observed information */
    double covariance[(TL_AFT_MOST + 1) * (TL_AFT_MOST + 1)];
    double log_likelihood; /* of the times (not their logarithms), without penalty */
    uint32_t iterations;
    bool converged;
};

/* Newton with step halving. `prior` may be NULL. Not converged: fewer than two different times, or
   no single maximum; the numbers are then not to be used. */
void tl_aft_fit(const struct tl_aft_data *data, const struct tl_aft_prior *prior,
                struct tl_aft_fit *fit);
/* Log-likelihood of the times at given parameters. */
double tl_aft_log_likelihood(const struct tl_aft_data *data, const double *beta, double sigma);

/* First and second derivatives of one observation's log-likelihood by its location mu = x'beta and
   by log sigma. */
struct tl_aft_slope {
    double value, mu, s, mu_mu, mu_s, s_s;
};
struct tl_aft_slope tl_aft_slope(enum tl_aft_error error, double lower, double upper, double mu,
                                 double sigma);

/*
 * Robust covariance: covariance * meat * covariance, where meat is the sum over clusters of the
 * outer product of each cluster's summed scores, both in rows of p + 1 (Huber 1967; Liang & Zeger
 * 1986).
 */
void tl_aft_robust(const struct tl_aft_fit *fit, const double *meat, double *covariance);

#endif
