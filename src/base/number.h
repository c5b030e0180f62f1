/*
 * number.h: reading and printing numbers without locale; the same bytes on every build.
 */
#ifndef TL_NUMBER_H
#define TL_NUMBER_H

#include "tideline/value.h" /* tl_parse_int64, tl_parse_uint64, tl_parse_double */

/* Enough for any output below, with the closing NUL. */
#define TL_NUMBER_MAX 40

/* x with up to `digits` (1..15) significant digits, no trailing zeros, no exponent between 1e-5 and
   1e15, else d.ddde+XX; "0" for -0. NaN and infinities give "null". Returns the length. */
size_t tl_print_double(char out[TL_NUMBER_MAX], double x, int digits);
/* x with exactly `decimals` (0..9) behind the point, rounded once from the exact value, halves to
   even; no sign before a zero. From 1e15 on as tl_print_double with 15 digits. */
size_t tl_print_fixed(char out[TL_NUMBER_MAX], double x, int decimals);
size_t tl_print_int64(char out[TL_NUMBER_MAX], int64_t x);
/* "9,881" */
size_t tl_print_grouped(char out[TL_NUMBER_MAX], uint64_t n);

#endif
