/*
 * calibration.c: from evidence to a probability, and how good a probability is (D18).
 *
 * Logistic regression by Newton's method on the ridge-penalised weighted likelihood (iteratively
 * reweighted least squares); isotonic regression by pooling adjacent violators (Ayer et al. 1955,
 * Ann. Math. Stat. 26:641); Brier score (Brier 1950) and the expected calibration error over bins
 * of equal width.
 */
#include "detect.h"

#include <math.h>
#include <string.h>

#define NEWTON_STEPS 100

/* Solves the symmetric positive definite a x = b in place by Cholesky; x in b. */
static bool solve(double *a, double *b, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        double d = a[j * n + j];
        for (size_t k = 0; k < j; k++)
            d -= a[j * n + k] * a[j * n + k];
        if (!(d > 0.0))
            return false;
        d = sqrt(d);
        a[j * n + j] = d;
        for (size_t i = j + 1; i < n; i++) {
            double s = a[i * n + j];
            for (size_t k = 0; k < j; k++)
                s -= a[i * n + k] * a[j * n + k];
            a[i * n + j] = s / d;
        }
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            b[i] -= a[i * n + k] * b[k];
        b[i] /= a[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            b[i] -= a[k * n + i] * b[k];
        b[i] /= a[i * n + i];
    }
    return true;
}

double tl_logistic(double score)
{
    return score >= 0.0 ? 1.0 / (1.0 + tl_exp(-score)) : tl_exp(score) / (1.0 + tl_exp(score));
}

bool tl_logistic_fit(const double *x, const double *y, const double *weight, size_t n,
                     size_t n_features, double ridge, double *beta)
{
    enum { MOST = TL_LOGISTIC_MOST + 1 };
    size_t m = n_features + 1;
    if (n_features > TL_LOGISTIC_MOST)
        return false;
    memset(beta, 0, m * sizeof *beta);
    for (int step = 0; step < NEWTON_STEPS; step++) {
        double hessian[MOST * MOST] = {0}, gradient[MOST] = {0}, row[MOST];
        for (size_t i = 0; i < n; i++) {
            double score = beta[0];
            row[0] = 1.0;
            for (size_t f = 1; f < m; f++) {
                row[f] = x[i * n_features + f - 1];
                score += beta[f] * row[f];
            }
            double p = tl_logistic(score), w = weight != NULL ? weight[i] : 1.0;
            for (size_t f = 0; f < m; f++) {
                gradient[f] += w * (y[i] - p) * row[f];
                for (size_t g = 0; g <= f; g++)
                    hessian[f * m + g] += w * p * (1.0 - p) * row[f] * row[g];
            }
        }
        for (size_t f = 1; f < m; f++) {
            gradient[f] -= ridge * beta[f];
            hessian[f * m + f] += ridge;
        }
        if (!solve(hessian, gradient, m))
            return false;
        double largest = 0.0;
        for (size_t f = 0; f < m; f++) {
            /* a step of more than 2 in a coefficient is halved: far from the top Newton overshoots
             */
            double move = gradient[f] > 2.0 ? 2.0 : gradient[f] < -2.0 ? -2.0 : gradient[f];
            beta[f] += move;
            largest = fabs(move) > largest ? fabs(move) : largest;
        }
        if (largest < 1e-10)
            return true;
    }
    return false;
}

void tl_isotonic(const double *y, const double *weight, size_t n, double *fitted, double *scratch)
{
    /* A stack of blocks: level and weight in scratch, length in fitted until the end. */
    size_t blocks = 0;
    double *level = scratch, *mass = scratch + n, *length = fitted;
    for (size_t i = 0; i < n; i++) {
        level[blocks] = y[i];
        mass[blocks] = weight != NULL ? weight[i] : 1.0;
        length[blocks] = 1.0;
        blocks++;
        while (blocks > 1 && level[blocks - 2] >= level[blocks - 1]) {
            double total = mass[blocks - 2] + mass[blocks - 1];
            level[blocks - 2] =
                (mass[blocks - 2] * level[blocks - 2] + mass[blocks - 1] * level[blocks - 1]) /
                total;
            mass[blocks - 2] = total;
            length[blocks - 2] += length[blocks - 1];
            blocks--;
        }
    }
    size_t end = n;
    while (blocks-- > 0)
        for (size_t i = (size_t)length[blocks]; i > 0; i--)
            fitted[--end] = level[blocks];
}

struct tl_calibration_scores tl_calibration_score(const double *p, const double *y,
                                                  const double *weight, size_t n)
{
    struct tl_calibration_scores s = {0};
    double total = 0.0, sum_p[TL_RELIABILITY_BINS] = {0}, sum_y[TL_RELIABILITY_BINS] = {0};
    for (size_t i = 0; i < n; i++) {
        double w = weight != NULL ? weight[i] : 1.0;
        int bin = (int)(p[i] * TL_RELIABILITY_BINS);
        bin = bin < TL_RELIABILITY_BINS ? bin : TL_RELIABILITY_BINS - 1;
        total += w;
        s.brier += w * (p[i] - y[i]) * (p[i] - y[i]);
        double of_truth = y[i] > 0.5 ? p[i] : 1.0 - p[i];
        s.log_loss -= w * tl_log(of_truth > 1e-12 ? of_truth : 1e-12);
        s.bin[bin].weight += w;
        sum_p[bin] += w * p[i];
        sum_y[bin] += w * y[i];
    }
    s.brier /= total;
    s.log_loss /= total;
    for (int b = 0; b < TL_RELIABILITY_BINS; b++) {
        struct tl_reliability *bin = &s.bin[b];
        if (!(bin->weight > 0.0))
            continue;
        bin->said = sum_p[b] / bin->weight;
        bin->was = sum_y[b] / bin->weight;
        s.error += bin->weight / total * fabs(bin->said - bin->was);
        bin->weight /= total;
    }
    return s;
}
