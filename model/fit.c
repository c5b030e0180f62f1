/* fit.c: small fits and figures over arrays of scores. */
#include "fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "tlmath.h"

struct curve fit_curve(const double *score, const bool *holds, size_t n)
{
    double n1 = 0, n0 = 0;
    for (size_t i = 0; i < n; i++)
        *(holds[i] ? &n1 : &n0) += 1;
    const double high = (n1 + 1) / (n1 + 2), low = 1 / (n0 + 2);
    struct curve c = {1, 0};
    for (int round = 0; round < 60; round++) { /* Newton with a ridge; the loss is convex */
        double ga = 0, gb = 0, haa = 1e-6, hab = 0, hbb = 1e-6;
        for (size_t i = 0; i < n; i++) {
            const double p = 1 / (1 + tl_exp(-(c.slope * score[i] + c.offset)));
            const double d = p - (holds[i] ? high : low), w = p * (1 - p);
            ga += d * score[i];
            gb += d;
            haa += w * score[i] * score[i];
            hab += w * score[i];
            hbb += w;
        }
        const double det = haa * hbb - hab * hab;
        double da = (hbb * ga - hab * gb) / det, db = (haa * gb - hab * ga) / det;
        const double size = fabs(da) > fabs(db) ? fabs(da) : fabs(db);
        if (size > 1) {
            da /= size;
            db /= size;
        }
        c.slope -= da;
        c.offset -= db;
    }
    if (!(c.slope > .05)) /* a head that has learnt nothing keeps its order */
        c.slope = .05;
    return c;
}

struct pair {
    double score;
    bool holds;
};
static int by_score(const void *a, const void *b)
{
    const double x = ((const struct pair *)a)->score, y = ((const struct pair *)b)->score;
    return x < y ? -1 : x > y;
}
static struct pair *sorted(const double *score, const bool *holds, size_t n)
{
    struct pair *p = get_memory(n, sizeof *p);
    for (size_t i = 0; i < n; i++)
        p[i] = (struct pair){score[i], holds[i]};
    qsort(p, n, sizeof *p, by_score);
    return p;
}

double area_under_roc(const double *score, const bool *holds, size_t n)
{
    struct pair *p = sorted(score, holds, n);
    double below = 0, above = 0, sum = 0;
    for (size_t i = 0; i < n;) {
        double here = 0, other = 0;
        size_t j = i;
        for (; j < n && p[j].score <= p[i].score; j++)
            *(p[j].holds ? &here : &other) += 1;
        sum += here * (below + other / 2);
        below += other;
        above += here;
        i = j;
    }
    free(p);
    return below > 0 && above > 0 ? sum / (below * above) : NAN;
}

double average_precision(const double *score, const bool *holds, size_t n)
{
    struct pair *p = sorted(score, holds, n);
    double hit = 0, sum = 0;
    for (size_t i = n; i-- > 0;)
        if (p[i].holds) {
            hit++;
            sum += hit / (double)(n - i);
        }
    free(p);
    return hit > 0 ? sum / hit : NAN;
}

double correlation(const double *x, const double *y, size_t n)
{
    double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < n; i++) {
        mx += x[i] / (double)n;
        my += y[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
        xy += (x[i] - mx) * (y[i] - my);
    }
    return xy / sqrt(xx * yy);
}

struct counts count_at(const double *p, const bool *holds, size_t n, double threshold)
{
    struct counts c = {0, 0, 0};
    for (size_t i = 0; i < n; i++) {
        if (p[i] >= threshold)
            *(holds[i] ? &c.hit : &c.wrong) += 1;
        else if (holds[i])
            c.missed++;
    }
    return c;
}

double f1(struct counts c)
{
    const double all = 2 * c.hit + c.wrong + c.missed;
    return all > 0 ? 2 * c.hit / all : 0;
}

double balanced_threshold(const double *p, size_t n)
{
    bool *all = get_memory(n, 1);
    struct pair *s = sorted(p, all, n);
    double sum = 0, hit = 0, best = -1, at = .5;
    for (size_t i = 0; i < n; i++)
        sum += p[i];
    for (size_t i = n; i-- > 0;) {
        hit += s[i].score;
        const double f = 2 * hit / ((double)(n - i) + sum);
        if (f > best) {
            best = f;
            at = s[i].score;
        }
    }
    free(s);
    free(all);
    return at;
}

double precise_threshold(const double *p, const bool *holds, size_t n, double precision,
                         double recall)
{
    struct pair *s = sorted(p, holds, n);
    double all = 0, hit = 0, at = NAN;
    for (size_t i = 0; i < n; i++)
        all += holds[i];
    for (size_t i = n; i-- > 0;) {
        hit += s[i].holds;
        if ((i == 0 || s[i - 1].score < s[i].score) && hit >= precision * (double)(n - i) &&
            hit >= recall * all)
            at = s[i].score;
    }
    free(s);
    return at;
}

void fit_plane(const double *x1, const double *x2, const double *y, size_t n, double b[3])
{
    double a[3][4];
    memset(a, 0, sizeof a);
    for (size_t i = 0; i < n; i++) {
        const double x[4] = {1, x1[i], x2[i], y[i]};
        for (int r = 0; r < 3; r++)
            for (int c = 0; c < 4; c++)
                a[r][c] += x[r] * x[c];
    }
    for (int k = 0; k < 3; k++) /* positive definite: no pivoting */
        for (int r = 0; r < 3; r++) {
            const double q = r == k ? 0 : a[r][k] / a[k][k];
            for (int c = k; c < 4; c++)
                a[r][c] -= q * a[k][c];
        }
    for (int k = 0; k < 3; k++)
        b[k] = a[k][3] / a[k][k];
}
