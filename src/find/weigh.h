/*
 * weigh.h: the statistical evidence for one person's stepping back (D5, D7, D8, D10, D11).
 */
#ifndef TL_WEIGH_H
#define TL_WEIGH_H

#include "panel.h"

struct tl_weighing {
    int person;    /* whose distance grew against the other's; -1 when no split is possible */
    size_t at;     /* first week of the new level of the composite */
    size_t least;  /* fewest weeks on each side */
    size_t n_rows; /* of joint: the composite, then the families that are there */
    int row_family[TL_FAMILY_COUNT];
    struct tl_joint joint;             /* scans of `apart` */
    double composite_p, composite_t95; /* of the composite's scan against AR(1) noise (sieve.c) */
    double family_q[TL_FAMILY_COUNT];  /* NaN where the family is not there */
    int families;                      /* at q <= .10, one-sided, at `at` */
    double clearest_q;                 /* the least of family_q */
    double phi;                        /* of the composite's residuals */
    struct tl_difference apart;        /* + : the person above is the more distant one afterwards */
    struct tl_difference own[2];       /* of each person at `at`; + is more distance */
    struct tl_difference own_family[TL_FAMILY_COUNT][2]; /* the same by family */
    double leave_one_out;  /* smallest z of `apart` at `at` when one family is left out, signed as
                              apart; 0 with one family */
    struct tl_onset onset; /* 90 % set of the week the change began in */
    size_t begin;          /* the best of them: at or before `at` for a slow change */
    struct tl_energy_split energy; /* E-Divisive's, over the families' asymmetry */
    bool energy_agrees;            /* it splits within 4 weeks of `at` */
    enum tl_shape shape;
    /* both together */
    struct tl_split together;
    double together_p;
    struct tl_difference together_change;
};

/* Signed z of a difference; 0 when unknown. */
double tl_difference_z(struct tl_difference d);

enum tl_status tl_weigh(const struct tl_context *ctx, const struct tl_panel *panel, uint32_t rounds,
                        struct tl_arena *arena, struct tl_weighing *out);

#endif
