/*
 * shape.c: the word for how a series changed: not, slowly, suddenly, down and back (D5).
 *
 * Four weighted least-squares fits are compared by n log(RSS / n) + p log n with p = 1 (level),
 * 2 (line), 3 (step) and 5 (two steps whose last level lies within a quarter of the dip's depth of
 * the first); the smallest wins if it wins by 2 or more, a rule of thumb of Raftery 1995, Sociol.
 * Methodol. 25:111-163.
 *
 * The two steps are searched exhaustively, O(n^2), which for weeks (n of some hundreds) is a
 * millisecond and needs no memory: sums of the middle are carried along with its end.
 */
#include "detect.h"

#define WINS_BY 2.0
#define RECOVERED 0.25

struct sums {
    double v, s, t, tt, st; /* of weight, weight*y, weight*time, weight*time^2, weight*y*time */
    double square;
    size_t known;
};

/* Weighted residual sum of squares of the best dip: three segments, first and last alike. */
static double rest_of_dip(const double *y, const double *weight, size_t n, size_t least,
                          double mean, const struct sums *all)
{
    double best = all->square, v1 = 0, s1 = 0;
    size_t n1 = 0;
    for (size_t i = 0; i < n; i++) {
        const double w = tl_point_weight(y, weight, i);
        if (!(w > 0))
            continue;
        if (n1 >= least) {
            double v2 = 0, s2 = 0;
            size_t n2 = 0;
            for (size_t j = i; j < n; j++) {
                const double wj = tl_point_weight(y, weight, j);
                if (!(wj > 0))
                    continue;
                if (all->known - n1 - n2 < least)
                    break;
                if (n2 >= least) {
                    const double v3 = all->v - v1 - v2, s3 = all->s - s1 - s2;
                    const double m1 = s1 / v1, m2 = s2 / v2, m3 = s3 / v3;
                    if (fabs(m3 - m1) <= RECOVERED * fabs(m2 - m1)) {
                        const double rest = all->square - s1 * m1 - s2 * m2 - s3 * m3;
                        if (rest < best)
                            best = rest;
                    }
                }
                v2 += wj;
                s2 += wj * (y[j] - mean);
                n2++;
            }
        }
        v1 += w;
        s1 += w * (y[i] - mean);
        n1++;
    }
    return best;
}

enum tl_shape tl_shape_choose(const double *y, const double *weight, size_t n, size_t least)
{
    struct sums all = {0};
    double mean = 0;
    if (least == 0)
        least = 1;
    for (size_t i = 0; i < n; i++) {
        const double w = tl_point_weight(y, weight, i);
        all.v += w;
        if (w > 0)
            mean += w * y[i];
    }
    if (!(all.v > 0))
        return TL_SHAPE_NONE;
    mean /= all.v;
    for (size_t i = 0; i < n; i++) {
        const double w = tl_point_weight(y, weight, i);
        if (!(w > 0))
            continue;
        const double e = y[i] - mean, t = (double)i - (double)n / 2;
        all.s += w * e;
        all.t += w * t;
        all.tt += w * t * t;
        all.st += w * e * t;
        all.square += w * e * e;
        all.known++;
    }
    if (all.known < 2 * least || all.known < 6 || !(all.square > 0))
        return TL_SHAPE_NONE;

    const double spread = all.tt - all.t * all.t / all.v;
    const double covary = all.st - all.s * all.t / all.v;
    const struct tl_split step = tl_scan(y, weight, n, least);
    const double rest[4] = {
        all.square,
        spread > 0 ? all.square - covary * covary / spread : all.square,
        all.square - step.statistic * step.statistic,
        rest_of_dip(y, weight, n, least, mean, &all),
    };
    static const double parameters[4] = {1, 2, 3, 5};
    const double count = (double)all.known, log_n = tl_log(count);
    double score[4];
    int best = 0;
    for (int k = 0; k < 4; k++) {
        /* A perfect fit would have -infinity; it may win, but not by comparing infinities. */
        const double least_rest = 1e-12 * all.square;
        score[k] = count * tl_log((rest[k] > least_rest ? rest[k] : least_rest) / count) +
                   parameters[k] * log_n;
        if (score[k] < score[best])
            best = k;
    }
    for (int k = 0; k < 4; k++) {
        if (k != best && score[k] - score[best] < WINS_BY)
            return TL_SHAPE_UNCLEAR;
    }
    return (enum tl_shape)best;
}
