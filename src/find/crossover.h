/*
 * crossover.h: is something there more often before a turn than at ordinary times? (D19, D20)
 */
#ifndef TL_CROSSOVER_H
#define TL_CROSSOVER_H

#include <stddef.h>
#include <stdint.h>

/* Each turn with one ordinary time of its own: was the thing in both, in one, in none? */
struct tl_crossover {
    uint32_t pairs;
    uint32_t with, control_with;      /* pairs with it before the turn, in the ordinary time */
    uint32_t only_case, only_control; /* of these, in one of both alone */
    double odds; /* only_case / only_control; infinity or NaN where the latter is 0 */
    double p;    /* exact, two-sided (McNemar 1947); 1 without a pair that differs */
};

/* present[d]: the thing was there on day d of n_days. case_day, control_day: n pairs of days. It is
   looked for in the `window` days before each. */
struct tl_crossover tl_crossover_of(const uint8_t *present, size_t n_days, const size_t *case_day,
                                    const size_t *control_day, size_t n, size_t window);

#endif
