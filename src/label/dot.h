/*
 * dot.h: many inner products of 8-bit weights and 16-bit activations, in integers and so with the
 * same result on every machine and in every order.
 */
#ifndef TL_DOT_H
#define TL_DOT_H

#include <stddef.h>
#include <stdint.h>

/* Activations stay within this: TL_DOT_MAX * 127 * TL_DOT_COLUMNS fits in 31 bits. */
#define TL_DOT_MAX 8191
#define TL_DOT_COLUMNS 2048

enum {
    TL_DOT_ROWS = 2,   /* rows of weights come in twos, */
    TL_DOT_INPUTS = 4, /* inputs in fours, */
    TL_DOT_STEP = 16   /* columns in sixteens */
};

/* out[i * TL_DOT_ROWS + r] = inner product of weight row r and input i, for 2 rows and 4 inputs of
   `columns` items that lie behind each other. */
typedef void tl_dot_fn(const int8_t *weights, const int16_t *inputs, size_t columns,
                       int32_t out[TL_DOT_ROWS * TL_DOT_INPUTS]);

/* Rounds n floats (a multiple of 8) to whole numbers of at most TL_DOT_MAX, zeros for zeros;
   returns the step between them. */
float tl_dot_round(const float *x, size_t n, int16_t *out);

/* In C alone. */
tl_dot_fn tl_dot_plain;
/* All that this processor has, the fastest first; NULL behind the last. */
tl_dot_fn *tl_dot_way(size_t i);

#endif
