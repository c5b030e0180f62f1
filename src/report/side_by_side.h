/*
 * side_by_side.h: both people's numbers of a measure before and after one day, as every form of the
 * report shows them.
 */
#ifndef TL_SIDE_BY_SIDE_H
#define TL_SIDE_BY_SIDE_H

#include "memory.h"
#include "tideline/report.h"

/* The middle one of the known weeks of [from, to); NaN without one. Sets *failed when memory is
   short. */
double tl_typical(const struct tl_context *ctx, bool *failed, const double *values, size_t from,
                  size_t to);

/* Weeks [0, *before) lie before the day, [*after, n) begin on it or later. Without a day they are
   the two halves. */
void tl_split_weeks(const struct tl_tide *tide, int64_t day, size_t *before, size_t *after);

bool tl_same_label(const char *a, const char *b);
/* Whether two findings are about the same series of the two people. */
bool tl_same_group(const struct tl_finding *a, const struct tl_finding *b);
/* The finding of this group about `who`, or NULL. */
const struct tl_finding *tl_finding_about(const struct tl_analysis *a,
                                          const struct tl_finding *group, int who);

#endif
