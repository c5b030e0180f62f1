/*
 * negative_binomial.c: regression of weekly counts with exposure and covariates (D2).
 *
 *   log mu_i = log exposure_i + x_i' beta,  variance mu + mu^2 / theta  (NB2)
 *
 * beta by Fisher scoring given theta, theta by Newton in its log given beta, in turn, until the
 * log-likelihood gains less than 1e-10. The two are orthogonal in the expected information, so a
 * few turns do. Where the counts scatter no more than Poisson's (the score of 1/theta at 0,
 * sum (y - mu)^2 - y, is not positive) theta is infinite and the model Poisson.
 *
 * Weeks repeat each other: errors are Newey and West's sandwich with Bartlett weights up to `lags`,
 * over weeks as they stand in the series (a gap adds nothing). The dispersion counts as known.
 *
 * Sources: Lawless 1987, Can. J. Statistics 15:209-225; Venables & Ripley 2002, Modern Applied
 * Statistics with S, section 7.4; Newey & West 1987, Econometrica 55:703-708.
 */
#include "regression.h"

#include <stdint.h>

#include "tlmath.h"

#define TURNS 100
#define STEPS 60
#define GAIN 1e-10
#define MOST_THETA 1e6 /* beyond it nobody can tell NB from Poisson */
#define LEAST_THETA 1e-3
#define MOST_ETA 30.0 /* e^30 messages a week: beyond any count */

double tl_negative_binomial_log_p(double y, double mu, double theta)
{
    if (!(theta < (double)INFINITY))
        return (y > 0.0 ? y * tl_log(mu) : 0.0) - mu - tl_lgamma(y + 1.0);
    double p =
        tl_lgamma(y + theta) - tl_lgamma(theta) - tl_lgamma(y + 1.0) - theta * tl_log1p(mu / theta);
    return y > 0.0 ? p + y * (tl_log(mu) - tl_log(mu + theta)) : p;
}

static double exposure_of(const struct tl_counts *d, size_t i)
{
    double exposure = d->exposure != NULL ? d->exposure[i] : 1.0;
    bool known = d->count[i] >= 0.0 && d->count[i] < (double)INFINITY && exposure > 0.0 &&
                 exposure < (double)INFINITY;
    for (size_t k = 0; k < d->n_covariates; k++)
        known = known && fabs(d->x[i * d->n_covariates + k]) < (double)INFINITY;
    return known ? exposure : 0.0;
}

static double covariate(const struct tl_counts *d, size_t i, size_t k)
{
    return k == 0 ? 1.0 : d->x[i * d->n_covariates + k - 1];
}

static double mean_of(const struct tl_counts *d, const double *beta, size_t i)
{
    double eta = 0.0;
    for (size_t k = 0; k <= d->n_covariates; k++)
        eta += beta[k] * covariate(d, i, k);
    eta = eta < MOST_ETA ? eta : MOST_ETA;
    return exposure_of(d, i) * tl_exp(eta > -MOST_ETA ? eta : -MOST_ETA);
}

static double log_likelihood(const struct tl_counts *d, const double *beta, double theta)
{
    double sum = 0.0;
    for (size_t i = 0; i < d->n; i++)
        if (exposure_of(d, i) > 0.0)
            sum += tl_negative_binomial_log_p(d->count[i], mean_of(d, beta, i), theta);
    return sum;
}

/* Score and expected information of beta; `score` NULL: the information alone. */
static void derive(const struct tl_counts *d, const double *beta, double theta, double *score,
                   double information[TL_FIT_MOST][TL_FIT_MOST])
{
    size_t p = d->n_covariates + 1;
    for (size_t j = 0; j < p; j++)
        for (size_t k = 0; k <= j; k++)
            information[j][k] = 0.0;
    for (size_t i = 0; i < d->n; i++) {
        if (!(exposure_of(d, i) > 0.0))
            continue;
        double mu = mean_of(d, beta, i), narrow = 1.0 + mu / theta;
        for (size_t j = 0; j < p; j++) {
            double x = covariate(d, i, j);
            if (score != NULL)
                score[j] += x * (d->count[i] - mu) / narrow;
            for (size_t k = 0; k <= j; k++)
                information[j][k] += x * covariate(d, i, k) * mu / narrow;
        }
    }
}

/* Fisher scoring with halved steps; true when it stands still. */
static bool fit_beta(const struct tl_counts *d, double theta, double *beta, double *reached)
{
    size_t p = d->n_covariates + 1;
    for (int step = 0; step < STEPS; step++) {
        double a[TL_FIT_MOST][TL_FIT_MOST], move[TL_FIT_MOST] = {0}, next[TL_FIT_MOST];
        derive(d, beta, theta, move, a);
        tl_cholesky(a, p);
        tl_cholesky_solve(a, p, move);
        double got = *reached, part = 1.0;
        for (int half = 0; half < 30; half++, part /= 2.0) {
            for (size_t k = 0; k < p; k++)
                next[k] = beta[k] + part * move[k];
            got = log_likelihood(d, next, theta);
            if (got >= *reached)
                break;
        }
        if (!(got >= *reached))
            return true; /* no step gains: rounding is all that is left */
        double gain = got - *reached;
        for (size_t k = 0; k < p; k++)
            beta[k] = next[k];
        *reached = got;
        if (gain < GAIN)
            return true;
    }
    return false;
}

/* Newton in log theta, from `theta`. */
static double fit_theta(const struct tl_counts *d, const double *beta, double theta)
{
    for (int step = 0; step < STEPS; step++) {
        double first = 0.0, second = 0.0;
        for (size_t i = 0; i < d->n; i++) {
            if (!(exposure_of(d, i) > 0.0))
                continue;
            double y = d->count[i], mu = mean_of(d, beta, i), all = theta + mu;
            first +=
                tl_digamma(y + theta) - tl_digamma(theta) - tl_log1p(mu / theta) + (mu - y) / all;
            second += tl_trigamma(y + theta) - tl_trigamma(theta) + mu / (theta * all) -
                      (mu - y) / (all * all);
        }
        double gradient = theta * first, curve = gradient + theta * theta * second;
        double move = curve < 0.0 ? -gradient / curve : gradient > 0.0 ? 1.0 : -1.0;
        move = move > 2.0 ? 2.0 : move < -2.0 ? -2.0 : move;
        theta *= tl_exp(move);
        if (theta >= MOST_THETA)
            return (double)INFINITY;
        theta = theta > LEAST_THETA ? theta : LEAST_THETA;
        if (fabs(move) < 1e-10)
            break;
    }
    return theta;
}

/* Moment estimate; infinite when the counts scatter no more than Poisson's. */
static double start_theta(const struct tl_counts *d, const double *beta)
{
    double over = 0.0, square = 0.0;
    for (size_t i = 0; i < d->n; i++) {
        if (!(exposure_of(d, i) > 0.0))
            continue;
        double mu = mean_of(d, beta, i), e = d->count[i] - mu;
        over += e * e - d->count[i];
        square += mu * mu;
    }
    if (!(over > 0.0))
        return (double)INFINITY;
    double theta = square / over;
    return theta < LEAST_THETA ? LEAST_THETA : theta > 1e3 ? 1e3 : theta;
}

static void set_errors(const struct tl_counts *d, struct tl_count_fit *fit)
{
    size_t p = d->n_covariates + 1;
    double a[TL_FIT_MOST][TL_FIT_MOST], inverse[TL_FIT_MOST][TL_FIT_MOST];
    double meat[TL_FIT_MOST][TL_FIT_MOST] = {{0}};
    derive(d, fit->beta, fit->theta, NULL, a);
    tl_cholesky(a, p);
    tl_cholesky_invert(a, p, inverse);
    for (size_t i = 0; i < d->n; i++) {
        if (!(exposure_of(d, i) > 0.0))
            continue;
        double mu = mean_of(d, fit->beta, i), u = (d->count[i] - mu) / (1.0 + mu / fit->theta);
        for (size_t lag = 0; lag <= d->lags && lag <= i; lag++) {
            if (!(exposure_of(d, i - lag) > 0.0))
                continue;
            double before = mean_of(d, fit->beta, i - lag);
            double v = (d->count[i - lag] - before) / (1.0 + before / fit->theta);
            double bartlett = 1.0 - (double)lag / ((double)d->lags + 1.0);
            for (size_t j = 0; j < p; j++)
                for (size_t k = 0; k < p; k++) {
                    double term = u * v * covariate(d, i, j) * covariate(d, i - lag, k);
                    meat[j][k] += bartlett * term;
                    meat[k][j] += lag > 0 ? bartlett * term : 0.0;
                }
        }
    }
    for (size_t j = 0; j < p; j++) {
        double variance = 0.0;
        for (size_t k = 0; k < p; k++)
            for (size_t l = 0; l < p; l++)
                variance += inverse[j][k] * meat[k][l] * inverse[l][j];
        bool there = a[j][j] > 0.0;
        fit->se[j] = there ? sqrt(variance > 0.0 ? variance : 0.0) : (double)INFINITY;
        fit->model_se[j] = there ? sqrt(inverse[j][j]) : (double)INFINITY;
    }
}

bool tl_count_fit(const struct tl_counts *d, struct tl_count_fit *fit)
{
    *fit = (struct tl_count_fit){.theta = (double)INFINITY};
    if (d->n_covariates + 1 > TL_FIT_MOST)
        return false;
    double sum = 0.0, exposure = 0.0;
    for (size_t i = 0; i < d->n; i++) {
        double e = exposure_of(d, i);
        if (e > 0.0) {
            fit->n++;
            sum += d->count[i];
            exposure += e;
        }
    }
    if (fit->n < d->n_covariates + 3 || !(sum > 0.0))
        return false;
    fit->beta[0] = tl_log(sum / exposure);
    fit->log_likelihood = log_likelihood(d, fit->beta, fit->theta);
    bool settled = fit_beta(d, fit->theta, fit->beta, &fit->log_likelihood);
    double theta = settled ? start_theta(d, fit->beta) : (double)INFINITY;
    if (theta < (double)INFINITY) {
        double last = -(double)INFINITY;
        settled = false;
        for (int turn = 0; turn < TURNS && !settled; turn++) {
            theta = fit_theta(d, fit->beta, theta);
            fit->theta = theta;
            fit->log_likelihood = log_likelihood(d, fit->beta, theta);
            if (!fit_beta(d, theta, fit->beta, &fit->log_likelihood) || !(theta < (double)INFINITY))
                break;
            settled = fit->log_likelihood - last < GAIN;
            last = fit->log_likelihood;
        }
        settled = settled || !(theta < (double)INFINITY);
    }
    if (settled)
        set_errors(d, fit);
    return settled;
}
