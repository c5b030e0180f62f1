/*
 * share_difference.h: how much likelier one thing is after this than after that.
 */
#ifndef TL_SHARE_DIFFERENCE_H
#define TL_SHARE_DIFFERENCE_H

#include "measuring.h"

/* k1 of n1 minus k0 of n0, -1 to 1; n = n1 + n0, NA where one of them is 0. The interval is put
   together from the Jeffreys intervals of both (Newcombe 1998, Statistics in Medicine 17:873,
   method 10, with Jeffreys' in place of Wilson's). */
struct tl_value tl_share_difference(double k1, double n1, double k0, double n0);

#endif
