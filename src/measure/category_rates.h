/*
 * category_rates.h: the change of a rate of words between two periods (B01).
 */
#ifndef TL_CATEGORY_RATES_H
#define TL_CATEGORY_RATES_H

#include "word_counts.h"

/* c words of a kind in w words, before and after: log of the ratio of the rates with its 95 %
   interval at the dispersion phi; n = c1 + c2, a count of 0 taken as 1/2. */
struct tl_value tl_rate_change(double c1, double w1, double c2, double w2, double phi);

#endif
