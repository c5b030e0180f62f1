/*
 * onset_course.c: when a change began, if it may have come at once or over some weeks (D10).
 *
 * onset.c dates a step. A person who steps back over two months makes a ramp, and the best step
 * lies in its middle: the interval is then narrow and a month late. Here every start k is given the
 * best of the courses 0, 4, 8 and 12 weeks long (flat, then a straight line, then flat), and the
 * profile likelihood over k decides as in onset.c:
 *
 *     {k: l(k^) - l(k) <= c}, l(k) = -min over courses of WRSS / (2 s^2), over the long-run factor.
 *
 * Source: catalogue D10; the course as a nuisance parameter is profiled out (Seber & Wild 1989,
 * Nonlinear regression, section 5.5).
 */
#include "detect.h"

static const size_t courses[] = {0, 4, 8, 12};

/* Share of the change that is there in week w when it began at k. */
static double progress(size_t w, size_t k, size_t course)
{
    if (w < k)
        return 0.0;
    return w >= k + course ? 1.0 : (double)(w - k + 1) / (double)(course + 1);
}

/* Weighted residual sum of squares of the line through the course; infinite when a side is empty.
 */
static double residuals(const double *y, const double *weight, size_t n, size_t k, size_t course)
{
    double v = 0, g = 0, s = 0, gg = 0, gs = 0, ss = 0;
    for (size_t w = 0; w < n; w++) {
        const double p = tl_point_weight(y, weight, w);
        if (!(p > 0))
            continue;
        const double x = progress(w, k, course);
        v += p;
        g += p * x;
        s += p * y[w];
        gg += p * x * x;
        gs += p * x * y[w];
        ss += p * y[w] * y[w];
    }
    const double sxx = v * gg - g * g;
    if (!(sxx > 1e-9 * v * v))
        return INFINITY;
    const double sxy = v * gs - g * s;
    return ss - s * s / v - sxy * sxy / (v * sxx);
}

struct tl_onset tl_onset_course(const double *y, const double *weight, size_t n, size_t least,
                                double phi, double level, size_t *begin)
{
    struct tl_onset set = {0, 0, true};
    double best = INFINITY;
    size_t known = 0;
    *begin = 0;
    for (size_t w = 0; w < n; w++)
        known += tl_point_weight(y, weight, w) > 0;
    if (known < 2 * least + 3)
        return set;
    for (int pass = 0; pass < 2; pass++) {
        const double bound = 2.0 * best / ((double)known - 3.0) * -tl_log(1.0 - sqrt(level)) *
                             tl_long_run_factor(phi);
        for (size_t k = least; k + least <= n; k++) {
            double rest = INFINITY;
            for (size_t c = 0; c < sizeof courses / sizeof *courses; c++) {
                if (k + courses[c] + least > n)
                    break;
                const double r = residuals(y, weight, n, k, courses[c]);
                rest = r < rest ? r : rest;
            }
            if (pass == 0 && rest < best) {
                best = rest;
                *begin = k;
            }
            if (pass == 1 && rest - best <= bound) {
                set.lo = set.lo == 0 ? k : set.lo;
                set.hi = k;
            }
        }
        if (!(best < INFINITY))
            return set;
    }
    set.undatable = 2 * (set.hi - set.lo) > n;
    return set;
}
