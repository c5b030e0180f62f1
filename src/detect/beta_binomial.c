/*
 * beta_binomial.c: weekly shares that scatter more than coin tosses (D3).
 *
 *   P(y | n) = C(n, y) B(y + a, n - y + b) / B(a, b)
 *   mean a / (a + b), rho = 1 / (a + b + 1), variance n pi (1 - pi) (1 + (n - 1) rho)
 *
 * Fitted by Newton with halved steps in (logit pi, log(a + b)). Where the weeks scatter no more
 * than binomial ones (the score of rho at 0 is not positive) rho is 0. The error of the logit is
 * from the observed information with the dispersion's uncertainty in it.
 *
 * Source: Griffiths 1973, Biometrics 29:637-648; design.
 */
#include "regression.h"

#include "tlmath.h"

#define STEPS 100
#define GAIN 1e-11
#define MOST_SUM 1e6 /* rho of a millionth is none */

double tl_beta_binomial_log_p(double y, double n, double alpha, double beta)
{
    double both = alpha + beta;
    return tl_lgamma(n + 1.0) - tl_lgamma(y + 1.0) - tl_lgamma(n - y + 1.0) + tl_lgamma(y + alpha) +
           tl_lgamma(n - y + beta) - tl_lgamma(n + both) + tl_lgamma(both) - tl_lgamma(alpha) -
           tl_lgamma(beta);
}

static bool known(double y, double n)
{
    return n > 0.0 && n < (double)INFINITY && y >= 0.0 && y <= n;
}

static double log_likelihood(const double *y, const double *tried, size_t n, double logit,
                             double log_sum)
{
    double both = tl_exp(log_sum), share = 1.0 / (1.0 + tl_exp(-logit)), sum = 0.0;
    for (size_t i = 0; i < n; i++)
        if (known(y[i], tried[i]))
            sum += tl_beta_binomial_log_p(y[i], tried[i], both * share, both * (1.0 - share));
    return sum;
}

struct curve {
    double g[2], h[3]; /* gradient; hessian: logit^2, logit x log_sum, log_sum^2 */
};

static struct curve derive(const double *y, const double *tried, size_t n, double logit,
                           double log_sum)
{
    double both = tl_exp(log_sum), share = 1.0 / (1.0 + tl_exp(-logit));
    double a = both * share, b = both * (1.0 - share);
    double da = 0.0, db = 0.0, aa = 0.0, bb = 0.0, ab = 0.0; /* derivatives by a and b */
    for (size_t i = 0; i < n; i++) {
        if (!known(y[i], tried[i]))
            continue;
        double first = tl_digamma(both) - tl_digamma(tried[i] + both);
        double second = tl_trigamma(both) - tl_trigamma(tried[i] + both);
        da += first + tl_digamma(y[i] + a) - tl_digamma(a);
        db += first + tl_digamma(tried[i] - y[i] + b) - tl_digamma(b);
        aa += second + tl_trigamma(y[i] + a) - tl_trigamma(a);
        bb += second + tl_trigamma(tried[i] - y[i] + b) - tl_trigamma(b);
        ab += second;
    }
    /* a = s pi, b = s (1 - pi): chain rule */
    double turn = both * share * (1.0 - share), bend = turn * (1.0 - 2.0 * share);
    struct curve c;
    c.g[0] = turn * (da - db);
    c.g[1] = a * da + b * db;
    c.h[0] = bend * (da - db) + turn * turn * (aa - 2.0 * ab + bb);
    c.h[1] = turn * (da - db) + turn * (a * aa + (b - a) * ab - b * bb);
    c.h[2] = c.g[1] + a * a * aa + 2.0 * a * b * ab + b * b * bb;
    return c;
}

/* Climbs from (logit, log_sum); true when it stands still. */
static bool climb(const double *y, const double *tried, size_t n, double at[2], double *reached)
{
    for (int step = 0; step < STEPS; step++) {
        struct curve c = derive(y, tried, n, at[0], at[1]);
        double determinant = c.h[0] * c.h[2] - c.h[1] * c.h[1];
        double move[2] = {(c.h[1] * c.g[1] - c.h[2] * c.g[0]) / determinant,
                          (c.h[1] * c.g[0] - c.h[0] * c.g[1]) / determinant};
        if (!(c.h[0] < 0.0) || !(determinant > 0.0)) {
            /* not a hill here: along the gradient, scaled to a step of 1 */
            double length = sqrt(c.g[0] * c.g[0] + c.g[1] * c.g[1]);
            move[0] = c.g[0] / length;
            move[1] = c.g[1] / length;
        }
        double part = fabs(move[0]) > 2.0 || fabs(move[1]) > 2.0
                          ? 2.0 / (fabs(move[0]) > fabs(move[1]) ? fabs(move[0]) : fabs(move[1]))
                          : 1.0;
        double next[2] = {at[0], at[1]}, got = *reached;
        for (int half = 0; half < 40; half++, part /= 2.0) {
            next[0] = at[0] + part * move[0];
            next[1] = at[1] + part * move[1];
            got = log_likelihood(y, tried, n, next[0], next[1]);
            if (got >= *reached)
                break;
        }
        if (!(got >= *reached))
            return true;
        double gain = got - *reached;
        at[0] = next[0];
        at[1] = next[1];
        *reached = got;
        if (gain < GAIN || at[1] > tl_log(MOST_SUM))
            return true;
    }
    return false;
}

bool tl_share_fit(const double *done, const double *tried, size_t n, struct tl_share_fit *fit)
{
    *fit = (struct tl_share_fit){0};
    double sum = 0.0, all = 0.0, over = 0.0, pairs = 0.0;
    for (size_t i = 0; i < n; i++)
        if (known(done[i], tried[i])) {
            fit->n++;
            sum += done[i];
            all += tried[i];
        }
    if (fit->n < 2 || !(sum > 0.0) || !(sum < all))
        return false;
    double share = sum / all, room = share * (1.0 - share);
    fit->share = share;
    fit->logit_se = 1.0 / sqrt(all * room);
    for (size_t i = 0; i < n; i++)
        if (known(done[i], tried[i])) {
            double e = done[i] - tried[i] * share;
            /* the score of rho at 0 */
            over += e * e / room - tried[i] - e * (1.0 - 2.0 * share) / room;
            pairs += tried[i] * (tried[i] - 1.0);
            fit->log_likelihood += tl_lgamma(tried[i] + 1.0) - tl_lgamma(done[i] + 1.0) -
                                   tl_lgamma(tried[i] - done[i] + 1.0) + done[i] * tl_log(share) +
                                   (tried[i] - done[i]) * tl_log1p(-share);
        }
    if (!(over > 0.0))
        return true;
    double rho = over / pairs;
    rho = rho > 0.9 ? 0.9 : rho < 1e-3 ? 1e-3 : rho;
    double at[2] = {tl_log(share / (1.0 - share)), tl_log(1.0 / rho - 1.0)};
    double reached = log_likelihood(done, tried, n, at[0], at[1]);
    if (!climb(done, tried, n, at, &reached))
        return false;
    if (at[1] > tl_log(MOST_SUM))
        return true;
    struct curve c = derive(done, tried, n, at[0], at[1]);
    double determinant = c.h[0] * c.h[2] - c.h[1] * c.h[1];
    fit->share = 1.0 / (1.0 + tl_exp(-at[0]));
    fit->rho = 1.0 / (tl_exp(at[1]) + 1.0);
    fit->log_likelihood = reached;
    fit->logit_se = determinant > 0.0 ? sqrt(-c.h[2] / determinant) : (double)INFINITY;
    return true;
}
