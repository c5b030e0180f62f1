/*
 * sparkline.h: weeks as one line of small bars.
 */
#ifndef TL_SPARKLINE_H
#define TL_SPARKLINE_H

#include "memory.h"

/*
 * The scale for values: from 0, or the lowest when it is below, to the 95 % quantile, so that one
 * wild week does not flatten all others. Widens *low and *high, which start as 0 and 0. `scratch`
 * holds n doubles.
 */
void tl_sparkline_range(const double *values, size_t n, double *scratch, double *low, double *high);

/*
 * At most `columns` characters, one a week where they suffice, else each the mean of the weeks it
 * stands for; a blank where none of them is known, full height above `high`. Block elements, or
 * eight ASCII characters that grow darker, unless `unicode`.
 */
void tl_sparkline_put(struct tl_buf *out, const double *values, size_t n, double low, double high,
                      size_t columns, bool unicode);

#endif
