/*
 * levels.c: before and after.
 *
 * The level is the plain mean of the weeks, since that is what "about 9 a week" says. A ratio is
 * that of the two levels, so that the numbers of one sentence agree, and as uncertain as the change
 * of the weighted means on the scale it was tested on (D4); differences are of those means
 * themselves.
 */
#include "levels.h"

#include <math.h>

#include "tlmath.h"

static double mean_of(const struct tl_series *s, size_t from, size_t to)
{
    double sum = 0.0, n = 0.0;
    for (size_t w = from; w < to; w++)
        if (!isnan(s->value[w])) {
            sum += s->value[w];
            n += 1.0;
        }
    return n > 0.0 ? sum / n : NAN;
}

struct tl_levels tl_levels_of(const struct tl_measurement *m, const struct tl_series *s,
                              size_t n_weeks, size_t at)
{
    struct tl_levels l = {mean_of(s, 0, at), mean_of(s, at, n_weeks), NAN, NAN, NAN, 0.0};
    if (s->test == NULL)
        return l;
    struct tl_difference d = tl_level_difference(s->test, s->weight, n_weeks, at,
                                                 tl_lag1(s->test, s->weight, n_weeks, at));
    d.se *= tl_residual_scale(s->test, s->weight, n_weeks, at);
    if (!isfinite(d.difference) || !isfinite(d.se))
        return l;
    l.z = tl_difference_z(d);
    double lo = d.difference - 1.96 * d.se, hi = d.difference + 1.96 * d.se;
    switch (m->measure->scale) {
    case TL_SCALE_LOG:
        /* the ratio of the two levels said, with the relative width of the tested change */
        l.effect = l.after / l.before;
        l.lo = l.effect * tl_exp(-1.96 * d.se);
        l.hi = l.effect * tl_exp(1.96 * d.se);
        break;
    case TL_SCALE_LOGIT:
        /* around the share before, in points of a share */
        l.effect = l.after - l.before;
        for (int i = 0; i < 2; i++) {
            double odds = l.before / (1.0 - l.before) * tl_exp(i == 0 ? lo : hi);
            *(i == 0 ? &l.lo : &l.hi) = odds / (1.0 + odds) - l.before;
        }
        break;
    case TL_SCALE_IDENTITY:
        l.effect = d.difference;
        l.lo = lo;
        l.hi = hi;
        break;
    }
    return l;
}

const struct tl_series *tl_tested_series(const struct tl_measurement *m, int person)
{
    for (size_t i = 0; i < m->n_series; i++)
        if ((int)m->series[i].whose == person && m->series[i].test != NULL)
            return &m->series[i];
    return NULL;
}

struct tl_levels tl_levels_at(const struct tl_inquiry *q, const char *id, int person, size_t at)
{
    const struct tl_measurement *m = tl_inquiry_measurement(q, id);
    const struct tl_series *s = m != NULL ? tl_tested_series(m, person) : NULL;
    if (s == NULL)
        return (struct tl_levels){NAN, NAN, NAN, NAN, NAN, 0.0};
    return tl_levels_of(m, s, q->frame.weeks.n, at);
}
