/* agreement.c: agreement over a table of two by two. */
#include "agreement.h"

#include <math.h>

static double ratio(double a, double b)
{
    return b > 0 ? a / b : (double)NAN;
}

double agreement_precision(const struct confusion *c)
{
    return ratio(c->both, c->both + c->second_only);
}

double agreement_recall(const struct confusion *c)
{
    return ratio(c->both, c->both + c->first_only);
}

double agreement_f1(const struct confusion *c)
{
    return ratio(2 * c->both, 2 * c->both + c->second_only + c->first_only);
}

double agreement_mcc(const struct confusion *c)
{
    const double margins = (c->both + c->second_only) * (c->both + c->first_only) *
                           (c->none + c->second_only) * (c->none + c->first_only);
    return ratio(c->both * c->none - c->second_only * c->first_only, sqrt(margins));
}

double agreement_kappa(const struct confusion *c)
{
    const double n = c->both + c->second_only + c->first_only + c->none;
    const double first = (c->both + c->first_only) / n, second = (c->both + c->second_only) / n;
    const double chance = first * second + (1 - first) * (1 - second);
    return ratio((c->both + c->none) / n - chance, 1 - chance);
}

double corrected_rate(double observed, double true_rate, double false_rate)
{
    const double p = ratio(observed - false_rate, true_rate - false_rate);
    return p < 0 ? 0 : p > 1 ? 1 : p;
}
