/*
 * lanes.h: the three loops that training spends its time in, eight floats at a step.
 *
 * The order of every sum is written down here, so a compiler may use wide registers without being
 * allowed to reorder, and all machines train the same bytes. Lengths are multiples of 8.
 */
#ifndef MODEL_LANES_H
#define MODEL_LANES_H

#include <stddef.h>
#include <string.h>

typedef float lanes __attribute__((vector_size(32)));

static inline void lanes_load(lanes *out, const float *x)
{
    memcpy(out, x, sizeof *out);
}
static inline void lanes_store(float *x, const lanes *v)
{
    memcpy(x, v, sizeof *v);
}

static inline float dot(const float *a, const float *b, size_t n)
{
    lanes sum = {0}, x, y;
    for (size_t i = 0; i < n; i += 8) {
        lanes_load(&x, a + i);
        lanes_load(&y, b + i);
        sum += x * y;
    }
    return ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7]));
}

/* y += a x */
static inline void add_scaled(float *y, float a, const float *x, size_t n)
{
    lanes u, v;
    for (size_t i = 0; i < n; i += 8) {
        lanes_load(&u, x + i);
        lanes_load(&v, y + i);
        v += u * a;
        lanes_store(y + i, &v);
    }
}

#endif
