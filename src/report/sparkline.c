/*
 * sparkline.c: resampling by means and eight levels (after Tufte 2006, Beautiful Evidence).
 *
 * The bars of one measure share one scale for both people, and it starts at zero: with a scale of
 * its own the quieter of two people would look as busy as the other.
 */
#include "sparkline.h"

#include "tlmath.h"

#define LEVELS 8

void tl_sparkline_range(const double *values, size_t n, double *scratch, double *low, double *high)
{
    size_t known = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(values[i]))
            scratch[known++] = values[i];
    if (known == 0)
        return;
    tl_sort(scratch, known);
    const double top = tl_quantile_sorted(scratch, known, 0.95);
    *low = scratch[0] < *low ? scratch[0] : *low;
    *high = top > *high ? top : *high;
}

/* Mean of the known values of [from, to), NaN when there are none. */
static double mean(const double *values, size_t from, size_t to)
{
    double sum = 0, n = 0;
    for (size_t i = from; i < to; i++)
        if (!isnan(values[i])) {
            sum += values[i];
            n++;
        }
    return n > 0 ? sum / n : (double)NAN;
}

void tl_sparkline_put(struct tl_buf *out, const double *values, size_t n, double low, double high,
                      size_t columns, bool unicode)
{
    static const char *const blocks[LEVELS] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char ascii[LEVELS] = {'_', '.', '-', ':', '=', '+', '*', '#'};
    if (columns > n)
        columns = n;
    for (size_t i = 0; i < columns; i++) {
        /* 64 bits: columns times weeks stays below 2^32 each. */
        const size_t from = (size_t)((uint64_t)i * n / columns);
        const size_t to = (size_t)(((uint64_t)i + 1) * n / columns);
        const double x = mean(values, from, to);
        if (isnan(x)) {
            tl_buf_putc(out, ' ');
            continue;
        }
        const double height = high > low ? (x - low) / (high - low) * LEVELS : 0;
        const int level = height >= LEVELS ? LEVELS - 1 : height > 0 ? (int)height : 0;
        if (unicode)
            tl_buf_puts(out, blocks[level]);
        else
            tl_buf_putc(out, ascii[level]);
    }
}
