/*
 * sample.c: sums, order statistics and sorting of plain arrays of doubles.
 *
 * Sorting is introsort (Musser, Software: Practice and Experience 27 (1997) 983): quicksort with
 * the median of three, heapsort where it would turn quadratic. There is no randomness in it, so
 * equal input takes equal steps. A median only follows the half it lies in.
 */
#include "tlmath.h"

#include <stdbool.h>
#include <stdint.h>

#define SMALL_RANGE 16

double tl_sum(const double *x, size_t n)
{
    double sum = 0, lost = 0;
    for (size_t i = 0; i < n; i++) {
        double t = sum + x[i];
        lost += fabs(sum) >= fabs(x[i]) ? (sum - t) + x[i] : (x[i] - t) + sum;
        sum = t;
    }
    return isfinite(sum) ? sum + lost : sum;
}

static void swap(double *x, size_t i, size_t j)
{
    double t = x[i];
    x[i] = x[j];
    x[j] = t;
}

static void insertion_sort(double *x, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        double v = x[i];
        size_t j = i;
        for (; j > 0 && x[j - 1] > v; j--)
            x[j] = x[j - 1];
        x[j] = v;
    }
}

static void sift_down(double *x, size_t i, size_t n)
{
    double v = x[i];
    for (size_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && x[child + 1] > x[child])
            child++;
        if (!(x[child] > v))
            break;
        x[i] = x[child];
    }
    x[i] = v;
}

static void heap_sort(double *x, size_t n)
{
    for (size_t i = n / 2; i-- > 0;)
        sift_down(x, i, n);
    for (size_t i = n; i-- > 1;) {
        swap(x, 0, i);
        sift_down(x, 0, i);
    }
}

/* Splits x (n > 2) around the median of its first, middle and last value: nothing in [0, result) is
   larger than anything in [result, n); 0 < result < n. */
static size_t partition(double *x, size_t n)
{
    size_t mid = n / 2;
    if (x[mid] < x[0])
        swap(x, mid, 0);
    if (x[n - 1] < x[mid]) {
        swap(x, n - 1, mid);
        if (x[mid] < x[0])
            swap(x, mid, 0);
    }
    double pivot = x[mid];
    size_t i = 0, j = n - 1;
    for (;;) {
        do
            i++;
        while (x[i] < pivot);
        do
            j--;
        while (pivot < x[j]);
        if (i >= j)
            return i;
        swap(x, i, j);
    }
}

/* Bad splits allowed before heapsort takes over: twice the depth of even ones. */
static int split_limit(size_t n)
{
    int limit = 0;
    for (; n > 1; n /= 2)
        limit += 2;
    return limit;
}

void tl_sort(double *x, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(x[i]))
            swap(x, kept++, i);
    }
    /* The larger part waits, so at most one range a bit of size_t does. */
    struct {
        double *x;
        size_t n;
        int limit;
    } waiting[8 * sizeof(size_t)];
    size_t count = 0;
    n = kept;
    for (int limit = split_limit(n);;) {
        if (n <= SMALL_RANGE || limit == 0) {
            if (n <= SMALL_RANGE)
                insertion_sort(x, n);
            else
                heap_sort(x, n);
            if (count == 0)
                return;
            count--;
            x = waiting[count].x;
            n = waiting[count].n;
            limit = waiting[count].limit;
            continue;
        }
        size_t left = partition(x, n);
        limit--;
        bool left_waits = left > n - left;
        waiting[count].x = left_waits ? x : x + left;
        waiting[count].n = left_waits ? left : n - left;
        waiting[count].limit = limit;
        count++;
        x = left_waits ? x + left : x;
        n = left_waits ? n - left : left;
    }
}

/* Puts the value that sorting would put at k there, nothing larger before it, nothing smaller
   behind. */
static void select_at(double *x, size_t n, size_t k)
{
    for (int limit = split_limit(n); n > SMALL_RANGE && limit > 0; limit--) {
        size_t left = partition(x, n);
        if (k < left) {
            n = left;
        } else {
            x += left;
            n -= left;
            k -= left;
        }
    }
    if (n > SMALL_RANGE)
        heap_sort(x, n);
    else
        insertion_sort(x, n);
}

double tl_median(const double *x, size_t n, double *scratch)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (isfinite(x[i]))
            scratch[kept++] = x[i];
    }
    if (kept == 0)
        return NAN;
    size_t half = kept / 2;
    select_at(scratch, kept, half);
    double upper = scratch[half];
    if (kept % 2 == 1)
        return upper;
    double lower = scratch[0];
    for (size_t i = 1; i < half; i++)
        lower = scratch[i] > lower ? scratch[i] : lower;
    return 0.5 * lower + 0.5 * upper;
}

double tl_quantile_sorted(const double *sorted, size_t n, double p)
{
    double h = (double)(n - 1) * (p > 0 ? (p < 1 ? p : 1) : 0);
    size_t i = (size_t)h;
    if (i + 1 >= n)
        return sorted[n - 1];
    return sorted[i] + (h - (double)i) * (sorted[i + 1] - sorted[i]);
}
