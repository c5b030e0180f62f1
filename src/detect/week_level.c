/*
 * week_level.c: how far the level behind one week may lie from what the week shows.
 *
 * Counts N over d days, of a level of m a day: E N = m d, Var N = phi m d (quasi-Poisson). The
 * interval holds every m whose own spread reaches N, that is |N - m d| <= t sqrt(phi m d):
 *
 *   m d = N + h / 2 -+ sqrt(h N + h^2 / 4),  h = t^2 phi
 *
 * which never falls below 0 and is (0, h) for a week without a message. Numbers y that know w each
 * have the variance s^2 / w: y -+ t s / sqrt(w).
 *
 * phi and s^2 come from neighbouring weeks a and b, both known, so that a change of level enters by
 * one pair alone and not by every week after it:
 *
 *   phi = sum D^2 / (1/da + 1/db)  over  sum (Na + Nb) / (da + db),  D = Na/da - Nb/db
 *   s^2 = mean of (ya - yb)^2 / (1/wa + 1/wb)
 *
 * phi is at least 1: fewer than Poisson's would say that messages wait for each other. t is
 * Student's 95 % point at 2 k^2 / (3 k - 1) degrees of freedom for k pairs, those of the chi-square
 * with the variance of such a mean of squares.
 *
 * Example: 4, 9, 2, 6, 4 messages in five full weeks: phi = (25 + 49 + 16 + 4) / (13 + 11 + 8 + 10)
 * = 2.2381; 4 pairs give 2.9091 degrees of freedom, t = 2.3837, h = 12.716; the week of 9 is
 * 9 + 6.358 -+ 12.445 messages, .416 to 3.972 a day.
 *
 * What drifts slowly counts as level, not as chance. docs/detection.md says how often the intervals
 * hold in chats in which nothing changes.
 *
 * Sources: von Neumann, Kent, Bellinson & Hart 1941, Ann. Math. Stat. 12:153-162 (squared
 * successive differences and their variance); McCullagh & Nelder 1989, Generalized Linear
 * Models, 6.2 (dispersion); Barker 2002, Am. Statistician 56:85-89 (the score interval of a Poisson
 * mean).
 */
#include "detect.h"

#define LEAST_PAIRS 4
#define TAIL 0.05 /* on each side */

/* t from the beta distribution: t^2 / (df + t^2) is Beta(1/2, df/2). */
static double student(double pairs)
{
    const double df = 2 * pairs * pairs / (3 * pairs - 1);
    const double b = tl_beta_quantile(1 - 2 * TAIL, 0.5, df / 2);
    return sqrt(df * b / (1 - b));
}

static void unknown(double *low, double *high, size_t n)
{
    for (size_t i = 0; i < n; i++)
        low[i] = high[i] = NAN;
}

void tl_week_rates(const double *count, const double *days, size_t n, double *low, double *high)
{
    double squares = 0, expected = 0, pairs = 0;
    unknown(low, high, n);
    for (size_t i = 1; i < n; i++) {
        const double a = days[i - 1], b = days[i];
        if (!(a > 0) || !(b > 0))
            continue;
        const double d = count[i - 1] / a - count[i] / b;
        squares += d * d / (1 / a + 1 / b);
        expected += (count[i - 1] + count[i]) / (a + b);
        pairs++;
    }
    if (pairs < LEAST_PAIRS)
        return;
    const double phi = squares > expected ? squares / expected : 1;
    const double t = student(pairs), h = t * t * phi;
    for (size_t i = 0; i < n; i++)
        if (days[i] > 0) {
            const double middle = count[i] + h / 2, half = sqrt(h * count[i] + h * h / 4);
            low[i] = count[i] > 0 ? (middle - half) / days[i] : 0;
            high[i] = (middle + half) / days[i];
        }
}

void tl_week_levels(const double *y, const double *weight, size_t n, double *low, double *high)
{
    double squares = 0, pairs = 0;
    unknown(low, high, n);
    for (size_t i = 1; i < n; i++) {
        const double a = tl_point_weight(y, weight, i - 1), b = tl_point_weight(y, weight, i);
        if (!(a > 0) || !(b > 0))
            continue;
        squares += (y[i - 1] - y[i]) * (y[i - 1] - y[i]) / (1 / a + 1 / b);
        pairs++;
    }
    if (pairs < LEAST_PAIRS)
        return;
    const double t = student(pairs);
    for (size_t i = 0; i < n; i++) {
        const double w = tl_point_weight(y, weight, i);
        if (w > 0) {
            const double half = t * sqrt(squares / pairs / w);
            low[i] = y[i] - half;
            high[i] = y[i] + half;
        }
    }
}
