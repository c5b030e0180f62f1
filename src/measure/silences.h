/*
 * silences.h: how unusual a gap is among earlier ones (A08).
 */
#ifndef TL_SILENCES_H
#define TL_SILENCES_H

#include <stddef.h>

/* (1 + number of the n past gaps that are at least `current`) / (n + 1). */
double tl_silence_p(const double *past, size_t n, double current);

#endif
