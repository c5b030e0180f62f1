/*
 * contingency.h: does one thing come with another more often than without it? Tables of two by two.
 */
#ifndef TL_CONTINGENCY_H
#define TL_CONTINGENCY_H

#include "tideline/measure.h"

/* Rows: the one thing and not; columns: the other thing and not. */
struct tl_contingency {
    double a, b; /* with the one: the other, and not */
    double c, d; /* without it */
};

static inline void tl_contingency_add(struct tl_contingency *t, bool one, bool other)
{
    *(one ? other ? &t->a : &t->b : other ? &t->c : &t->d) += 1.0;
}

/* ad / bc with the interval of its logarithm (Woolf 1955); half is added to every cell when one is
   empty (Haldane 1956). */
struct tl_value tl_odds_ratio(const struct tl_contingency *t);
/* (OR - 1) / (OR + 1), -1..1, with the same limits transformed (Yule 1900). */
struct tl_value tl_yules_q(const struct tl_contingency *t);
/* a / (a + b) - c / (c + d), with Newcombe's interval from Wilson's limits at the normal point z
   (Newcombe 1998, Stat Med 17:873, method 10). */
struct tl_value tl_risk_difference(const struct tl_contingency *t, double z);
/* The adjusted residual of cell a (Haberman 1973); NaN where a margin is empty. */
double tl_adjusted_residual(const struct tl_contingency *t);

#endif
