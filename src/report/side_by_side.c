/*
 * side_by_side.c: see side_by_side.h.
 */
#include "side_by_side.h"

#include "civil.h"
#include "tlmath.h"

#include <string.h>

double tl_typical(const struct tl_context *ctx, bool *failed, const double *values, size_t from,
                  size_t to)
{
    if (values == NULL || to <= from)
        return (double)NAN;
    const size_t size = (to - from) * sizeof(double);
    double *scratch = tl_alloc(ctx, size);
    if (scratch == NULL) {
        *failed = true;
        return (double)NAN;
    }
    const double median = tl_median(values + from, to - from, scratch);
    tl_free(ctx, scratch, size);
    return median;
}

void tl_split_weeks(const struct tl_tide *tide, int64_t day, size_t *before, size_t *after)
{
    *before = *after = tide->n_weeks / 2;
    if (day == TL_NO_DAY || tide->n_weeks == 0)
        return;
    const int64_t week = tl_floor_div(day - tide->first_day, 7);
    const bool begins = tl_floor_mod(day - tide->first_day, 7) == 0;
    *before = week < 0 ? 0 : (size_t)week;
    *before = *before > tide->n_weeks ? tide->n_weeks : *before;
    *after = *before + (begins || week < 0 ? 0 : 1);
    *after = *after > tide->n_weeks ? tide->n_weeks : *after;
}

bool tl_same_label(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool tl_same_group(const struct tl_finding *a, const struct tl_finding *b)
{
    return a->measurement == b->measurement &&
           tl_same_label(a->series != NULL ? a->series->label : NULL,
                         b->series != NULL ? b->series->label : NULL);
}

const struct tl_finding *tl_finding_about(const struct tl_analysis *a,
                                          const struct tl_finding *group, int who)
{
    for (size_t i = 0; i < a->n_findings; i++)
        if (tl_same_group(&a->findings[i], group) && a->findings[i].person == who)
            return &a->findings[i];
    return NULL;
}
