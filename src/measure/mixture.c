/*
 * mixture.c: EM for a one-dimensional normal mixture on weighted points.
 *
 * The points are the bins of a histogram, so a step costs bins times components for any number of
 * gaps. Without the floor on the standard deviation a component would shrink onto the clock's
 * resolution; the floor on the weight keeps components from dying.
 *
 * Source: Dempster, Laird & Rubin 1977, JRSS B 39:1; mixtures on log gaps: Halfaker et al. 2015,
 * WWW '15, 410-418.
 */
#include "mixture.h"

#include "tlmath.h"

#define STARTS 10
#define FIRST_STEPS 12
#define MOST_STEPS 400
#define LEAST_GAIN 1e-9
#define LOG_SQRT_2PI 0.91893853320467274178

static double log_density(const struct tl_mixture *m, size_t c, double x)
{
    double z = (x - m->mean[c]) / m->sd[c];
    return tl_log(m->weight[c] / m->sd[c]) - 0.5 * z * z - LOG_SQRT_2PI;
}

/* One EM step; gives the log-likelihood before it. */
static double step(const double *x, const double *weight, size_t n, struct tl_mixture *m)
{
    double total = 0.0, loglik = 0.0;
    double sum[TL_MIXTURE_MOST] = {0}, first[TL_MIXTURE_MOST] = {0}, square[TL_MIXTURE_MOST] = {0};
    double scale[TL_MIXTURE_MOST];
    for (size_t c = 0; c < m->k; c++)
        scale[c] = log_density(m, c, m->mean[c]);
    for (size_t i = 0; i < n; i++) {
        double part[TL_MIXTURE_MOST], top = -INFINITY, all = 0.0;
        for (size_t c = 0; c < m->k; c++) {
            double z = (x[i] - m->mean[c]) / m->sd[c];
            part[c] = scale[c] - 0.5 * z * z;
            top = part[c] > top ? part[c] : top;
        }
        for (size_t c = 0; c < m->k; c++)
            all += part[c] = tl_exp(part[c] - top);
        loglik += weight[i] * (top + tl_log(all));
        total += weight[i];
        for (size_t c = 0; c < m->k; c++) {
            double r = weight[i] * part[c] / all, d = x[i] - m->mean[c];
            sum[c] += r;
            first[c] += r * d;
            square[c] += r * d * d;
        }
    }
    double floored = 0.0, free = 0.0;
    for (size_t c = 0; c < m->k; c++) {
        if (sum[c] > 0.0) {
            double shift = first[c] / sum[c];
            double variance = square[c] / sum[c] - shift * shift;
            m->mean[c] += shift;
            m->sd[c] = variance > TL_MIXTURE_LEAST_SD * TL_MIXTURE_LEAST_SD ? sqrt(variance)
                                                                            : TL_MIXTURE_LEAST_SD;
        }
        m->weight[c] = sum[c] / total;
        if (m->weight[c] <= TL_MIXTURE_LEAST_WEIGHT)
            floored += m->weight[c] = TL_MIXTURE_LEAST_WEIGHT;
        else
            free += m->weight[c];
    }
    for (size_t c = 0; c < m->k; c++)
        if (m->weight[c] > TL_MIXTURE_LEAST_WEIGHT)
            m->weight[c] *= (1.0 - floored) / free;
    return loglik;
}

static void sort_components(struct tl_mixture *m)
{
    for (size_t i = 1; i < m->k; i++)
        for (size_t j = i; j > 0 && m->mean[j] < m->mean[j - 1]; j--) {
            double mean = m->mean[j], sd = m->sd[j], weight = m->weight[j];
            m->mean[j] = m->mean[j - 1];
            m->sd[j] = m->sd[j - 1];
            m->weight[j] = m->weight[j - 1];
            m->mean[j - 1] = mean;
            m->sd[j - 1] = sd;
            m->weight[j - 1] = weight;
        }
}

void tl_mixture_fit(const double *x, const double *weight, size_t n, size_t k, struct tl_rng *rng,
                    struct tl_mixture *out)
{
    double total = 0.0, mean = 0.0, spread = 0.0, lo = INFINITY, hi = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        total += weight[i];
        mean += weight[i] * x[i];
        lo = x[i] < lo ? x[i] : lo;
        hi = x[i] > hi ? x[i] : hi;
    }
    mean /= total;
    for (size_t i = 0; i < n; i++)
        spread += weight[i] * (x[i] - mean) * (x[i] - mean);
    spread = sqrt(spread / total);
    spread = spread > TL_MIXTURE_LEAST_SD ? spread : TL_MIXTURE_LEAST_SD;

    double best = -INFINITY;
    for (int start = 0; start < STARTS; start++) {
        struct tl_mixture m = {.k = k};
        for (size_t c = 0; c < k; c++) {
            /* The first start spreads the means evenly, the others at random. */
            double u = start == 0 ? ((double)c + 0.5) / (double)k : tl_rng_uniform(rng);
            m.mean[c] = lo + u * (hi - lo);
            m.sd[c] =
                spread / (double)k > TL_MIXTURE_LEAST_SD ? spread / (double)k : TL_MIXTURE_LEAST_SD;
            m.weight[c] = 1.0 / (double)k;
        }
        double loglik = -INFINITY;
        for (int i = 0; i <= FIRST_STEPS; i++)
            loglik = step(x, weight, n, &m);
        if (loglik > best) {
            best = loglik;
            *out = m;
        }
    }
    double gain = INFINITY, loglik = best;
    for (out->iterations = FIRST_STEPS; out->iterations < MOST_STEPS && gain > LEAST_GAIN * total;
         out->iterations++) {
        loglik = step(x, weight, n, out);
        gain = fabs(loglik - best);
        best = loglik;
    }
    out->log_likelihood = loglik;
    out->bic = -2.0 * loglik + (3.0 * (double)k - 1.0) * tl_log(total);
    sort_components(out);
}

double tl_mixture_crossing(const struct tl_mixture *m, size_t a, size_t b)
{
    double lo = m->mean[a], hi = m->mean[b];
    if (!(log_density(m, a, lo) > log_density(m, b, lo) &&
          log_density(m, a, hi) < log_density(m, b, hi)))
        return NAN;
    for (int i = 0; i < 60; i++) {
        double mid = 0.5 * (lo + hi);
        if (log_density(m, a, mid) > log_density(m, b, mid))
            lo = mid;
        else
            hi = mid;
    }
    return 0.5 * (lo + hi);
}

double tl_mixture_ashman(const struct tl_mixture *m, size_t a, size_t b)
{
    return sqrt(2.0) * fabs(m->mean[a] - m->mean[b]) /
           sqrt(m->sd[a] * m->sd[a] + m->sd[b] * m->sd[b]);
}
