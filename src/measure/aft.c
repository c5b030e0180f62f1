/*
 * aft.c: maximum likelihood for log-normal and Weibull times with any censoring (A12, A13).
 *
 * Everything follows from the standardised error z = (log t - mu) / sigma: a known time gives
 * log f(z) - log sigma, one cut short log(1 - F(z)), one between limits log(F(b) - F(a)). With u
 * and u' the first two derivatives of such a term by z, the chain rule gives all derivatives by mu
 * and log sigma. Both log-likelihoods are concave enough in practice for Newton from the moments; a
 * step that does not raise the likelihood is halved, and an information matrix that is not positive
 * definite gets a ridge.
 *
 * Source: Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data, chapter 3;
 * reference values from R's survreg.
 */
#include "aft.h"

#include <string.h>

#include "tlmath.h"

#define MOST_STEPS 60
#define MOST_HALVINGS 30
#define SIZE (TL_AFT_MOST + 1)
#define LOG_SQRT_2PI 0.91893853320467274178

/* A term of the log-likelihood and its derivatives by z. */
struct term {
    double value, first, second;
};

static struct term known(enum tl_aft_error error, double z)
{
    if (error == TL_AFT_LOG_NORMAL)
        return (struct term){-0.5 * z * z - LOG_SQRT_2PI, -z, -1.0};
    double e = tl_exp(z);
    return (struct term){z - e, 1.0 - e, -e};
}

static struct term cut_short(enum tl_aft_error error, double z)
{
    if (error == TL_AFT_WEIBULL) {
        double e = tl_exp(z);
        return (struct term){-e, -e, -e};
    }
    double value = tl_norm_log_cdf(-z);
    double hazard = tl_exp(-0.5 * z * z - LOG_SQRT_2PI - value);
    return (struct term){value, -hazard, -hazard * (hazard - z)};
}

/* F, its density f and f' at z, which may be infinite; `upper` gives 1 - F. */
static void density(enum tl_aft_error error, double z, bool upper, double *F, double *f, double *df)
{
    if (z == INFINITY || z == -INFINITY) {
        *F = (z > 0.0) != upper ? 1.0 : 0.0;
        *f = *df = 0.0;
    } else if (error == TL_AFT_LOG_NORMAL) {
        *F = tl_norm_cdf(upper ? -z : z);
        *f = tl_norm_pdf(z);
        *df = -z * *f;
    } else {
        double e = tl_exp(z);
        *F = upper ? tl_exp(-e) : -tl_expm1(-e);
        *f = tl_exp(z - e);
        *df = *f * (1.0 - e);
    }
}

static struct tl_aft_slope between(enum tl_aft_error error, double a, double b, double sigma)
{
    /* In the upper tail both F are near 1: take the difference of what is left above. */
    bool upper = a > 0.0;
    double Fa, fa, da, Fb, fb, db;
    density(error, a, upper, &Fa, &fa, &da);
    density(error, b, upper, &Fb, &fb, &db);
    double P = upper ? Fa - Fb : Fb - Fa;
    double za = a > -INFINITY ? a : 0.0, zb = b < INFINITY ? b : 0.0;
    double mu = -(fb - fa) / sigma / P, s = -(zb * fb - za * fa) / P;
    double mu_mu = (db - da) / (sigma * sigma) / P;
    double mu_s = (zb * db - za * da + fb - fa) / sigma / P;
    double s_s = (zb * fb + zb * zb * db - za * fa - za * za * da) / P;
    return (struct tl_aft_slope){tl_log(P), mu, s, mu_mu - mu * mu, mu_s - mu * s, s_s - s * s};
}

struct tl_aft_slope tl_aft_slope(enum tl_aft_error error, double lower, double upper, double mu,
                                 double sigma)
{
    double a = (lower - mu) / sigma, b = (upper - mu) / sigma;
    if (lower < upper && upper < INFINITY) {
        struct tl_aft_slope slope = between(error, a, b, sigma);
        if (slope.value >
            -650.0) /* else the interval lies so far out that its middle says the same */
            return slope;
        lower = upper = lower > -INFINITY ? 0.5 * (lower + upper) : upper;
        a = (lower - mu) / sigma;
    }
    bool exact = lower == upper;
    struct term t = exact ? known(error, a) : cut_short(error, a);
    return (struct tl_aft_slope){
        t.value - (exact ? tl_log(sigma) + lower : 0.0),
        -t.first / sigma,
        -a * t.first - (exact ? 1.0 : 0.0),
        t.second / (sigma * sigma),
        (a * t.second + t.first) / sigma,
        a * a * t.second + a * t.first,
    };
}

static double location(const struct tl_aft_data *data, size_t i, const double *beta)
{
    double mu = 0.0;
    for (size_t j = 0; j < data->p; j++)
        mu += data->x[i * data->p + j] * beta[j];
    return mu;
}

double tl_aft_log_likelihood(const struct tl_aft_data *data, const double *beta, double sigma)
{
    double sum = 0.0;
    for (size_t i = 0; i < data->n; i++)
        sum += (data->weight != NULL ? data->weight[i] : 1.0) *
               tl_aft_slope(data->error, data->lower[i], data->upper[i], location(data, i, beta),
                            sigma)
                   .value;
    return sum;
}

static double penalty(const struct tl_aft_prior *prior, size_t p, const double *theta)
{
    double sum = 0.0;
    if (prior != NULL && prior->beta_sd > 0.0)
        for (size_t j = 1; j < p; j++)
            sum -= 0.5 * theta[j] * theta[j] / (prior->beta_sd * prior->beta_sd);
    if (prior != NULL && prior->log_sigma_sd > 0.0) {
        double z = (theta[p] - prior->log_sigma) / prior->log_sigma_sd;
        sum -= 0.5 * z * z;
    }
    return sum;
}

/* Penalised gradient and information (minus the second derivatives) at theta = (beta, log sigma).
 */
static void derivatives(const struct tl_aft_data *data, const struct tl_aft_prior *prior,
                        const double *theta, double *gradient, double *information)
{
    size_t p = data->p, q = p + 1;
    double sigma = tl_exp(theta[p]);
    memset(gradient, 0, q * sizeof *gradient);
    memset(information, 0, q * q * sizeof *information);
    for (size_t i = 0; i < data->n; i++) {
        const double *x = data->x + i * p;
        double w = data->weight != NULL ? data->weight[i] : 1.0;
        struct tl_aft_slope d = tl_aft_slope(data->error, data->lower[i], data->upper[i],
                                             location(data, i, theta), sigma);
        for (size_t j = 0; j < p; j++) {
            if (!(x[j] > 0.0 || x[j] < 0.0))
                continue;
            gradient[j] += w * d.mu * x[j];
            for (size_t k = 0; k <= j; k++)
                information[j * q + k] -= w * d.mu_mu * x[j] * x[k];
            information[p * q + j] -= w * d.mu_s * x[j];
        }
        gradient[p] += w * d.s;
        information[p * q + p] -= w * d.s_s;
    }
    if (prior != NULL && prior->beta_sd > 0.0)
        for (size_t j = 1; j < p; j++) {
            double precision = 1.0 / (prior->beta_sd * prior->beta_sd);
            gradient[j] -= theta[j] * precision;
            information[j * q + j] += precision;
        }
    if (prior != NULL && prior->log_sigma_sd > 0.0) {
        double precision = 1.0 / (prior->log_sigma_sd * prior->log_sigma_sd);
        gradient[p] -= (theta[p] - prior->log_sigma) * precision;
        information[p * q + p] += precision;
    }
}

/* Cholesky factor of the lower triangle of a (q rows) into l; false when a is not positive
   definite. */
static bool factor(const double *a, size_t q, double *l)
{
    for (size_t j = 0; j < q; j++) {
        double d = a[j * q + j];
        for (size_t k = 0; k < j; k++)
            d -= l[j * q + k] * l[j * q + k];
        if (!(d > 1e-12 * fabs(a[j * q + j])) || !(d > 0.0))
            return false;
        l[j * q + j] = sqrt(d);
        for (size_t i = j + 1; i < q; i++) {
            double sum = a[i * q + j];
            for (size_t k = 0; k < j; k++)
                sum -= l[i * q + k] * l[j * q + k];
            l[i * q + j] = sum / l[j * q + j];
        }
    }
    return true;
}

static void solve(const double *l, size_t q, const double *b, double *x)
{
    for (size_t i = 0; i < q; i++) {
        x[i] = b[i];
        for (size_t k = 0; k < i; k++)
            x[i] -= l[i * q + k] * x[k];
        x[i] /= l[i * q + i];
    }
    for (size_t i = q; i-- > 0;) {
        for (size_t k = i + 1; k < q; k++)
            x[i] -= l[k * q + i] * x[k];
        x[i] /= l[i * q + i];
    }
}

/* Mean and spread of the finite ends as starting values; false without two different ones. */
static bool start(const struct tl_aft_data *data, double *theta)
{
    double w_sum = 0.0, sum = 0.0, squares = 0.0, events = 0.0;
    for (size_t i = 0; i < data->n; i++) {
        double lo = data->lower[i], hi = data->upper[i], w = data->weight ? data->weight[i] : 1.0;
        double y = hi == INFINITY ? lo : lo == -INFINITY ? hi - 0.7 : 0.5 * (lo + hi);
        w_sum += w;
        sum += w * y;
        squares += w * y * y;
        events += hi < INFINITY ? w : 0.0;
    }
    if (!(events > 0.0) || data->p < 1 || data->p > TL_AFT_MOST)
        return false;
    double mean = sum / w_sum, variance = squares / w_sum - mean * mean;
    memset(theta, 0, (data->p + 1) * sizeof *theta);
    theta[0] = mean;
    theta[data->p] = variance > 0.01 ? 0.5 * tl_log(variance) : -2.3;
    return w_sum > 1.0;
}

void tl_aft_fit(const struct tl_aft_data *data, const struct tl_aft_prior *prior,
                struct tl_aft_fit *fit)
{
    size_t p = data->p, q = p + 1;
    double theta[SIZE], gradient[SIZE], step[SIZE], trial[SIZE];
    double information[SIZE * SIZE], damped[SIZE * SIZE], l[SIZE * SIZE];
    *fit = (struct tl_aft_fit){.p = p, .log_likelihood = NAN};
    if (!start(data, theta))
        return;
    double best = tl_aft_log_likelihood(data, theta, tl_exp(theta[p])) + penalty(prior, p, theta);
    bool flat = false;
    while (!flat && fit->iterations < MOST_STEPS) {
        fit->iterations++;
        derivatives(data, prior, theta, gradient, information);
        memcpy(damped, information, q * q * sizeof *damped);
        for (double ridge = 1e-3; !factor(damped, q, l) && ridge < 1e9; ridge *= 10.0)
            for (size_t j = 0; j < q; j++)
                damped[j * q + j] =
                    information[j * q + j] + ridge * (fabs(information[j * q + j]) + 1.0);
        solve(l, q, gradient, step);
        double gain = 0.0, scale = 1.0;
        for (size_t j = 0; j < q; j++)
            gain += gradient[j] * step[j];
        flat = fabs(gain) < 1e-10 * (1.0 + fabs(best)) && gain < 1e-6;
        /* A long first step in log sigma can overflow everything. */
        if (fabs(step[p]) > 1.0)
            scale = 1.0 / fabs(step[p]);
        double next = best;
        for (int halving = 0; halving < MOST_HALVINGS; halving++, scale *= 0.5) {
            for (size_t j = 0; j < q; j++)
                trial[j] = theta[j] + scale * step[j];
            next = tl_aft_log_likelihood(data, trial, tl_exp(trial[p])) + penalty(prior, p, trial);
            if (next >= best)
                break;
        }
        if (!(next >= best))
            break;
        best = next;
        memcpy(theta, trial, q * sizeof *theta);
        if (theta[p] < -12.0 || theta[p] > 12.0)
            return;
    }
    memcpy(fit->beta, theta, p * sizeof *theta);
    fit->sigma = tl_exp(theta[p]);
    fit->log_likelihood = best - penalty(prior, p, theta);
    derivatives(data, prior, theta, gradient, information);
    if (!factor(information, q, l))
        return;
    solve(l, q, gradient, step);
    double left = 0.0; /* twice the likelihood still to be gained, were it quadratic */
    for (size_t j = 0; j < q; j++)
        left += gradient[j] * step[j];
    for (size_t j = 0; j < q; j++) {
        double unit[SIZE] = {0}, column[SIZE];
        unit[j] = 1.0;
        solve(l, q, unit, column);
        for (size_t i = 0; i < q; i++)
            fit->covariance[i * q + j] = column[i];
    }
    fit->converged = left < 1e-4;
}

void tl_aft_robust(const struct tl_aft_fit *fit, const double *meat, double *covariance)
{
    size_t q = fit->p + 1;
    double half[SIZE * SIZE];
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++) {
            double sum = 0.0;
            for (size_t k = 0; k < q; k++)
                sum += fit->covariance[i * q + k] * meat[k * q + j];
            half[i * q + j] = sum;
        }
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++) {
            double sum = 0.0;
            for (size_t k = 0; k < q; k++)
                sum += half[i * q + k] * fit->covariance[k * q + j];
            covariance[i * q + j] = sum;
        }
}
