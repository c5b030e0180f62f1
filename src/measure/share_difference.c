/*
 * share_difference.c: the difference of two independent shares.
 */
#include "share_difference.h"

#include <math.h>

struct tl_value tl_share_difference(double k1, double n1, double k0, double n0)
{
    struct tl_value a = tl_share(k1, n1), b = tl_share(k0, n0);
    if (a.status != TL_VALUE_OK || b.status != TL_VALUE_OK)
        return tl_value_na("nothing to compare it with");
    double d = a.value - b.value;
    double below = (a.value - a.lo) * (a.value - a.lo) + (b.hi - b.value) * (b.hi - b.value);
    double above = (a.hi - a.value) * (a.hi - a.value) + (b.value - b.lo) * (b.value - b.lo);
    return tl_value_ok(d, d - sqrt(below), d + sqrt(above), a.n + b.n);
}
