/*
 * ruling.h: from a probability and the rules it must pass to one of four levels (D16).
 */
#ifndef TL_RULING_H
#define TL_RULING_H

#include "tideline/find.h"

struct tl_ruling {
    double probability;   /* calibrated (D18) */
    double composite_p;   /* of the asymmetry's scan */
    double asymmetry_z;   /* + : the person named is the more distant one */
    double phi;           /* of the composite's residuals */
    int families;         /* that moved with the others at q <= .10 */
    double leave_one_out; /* smallest z of the asymmetry without one family */
    bool one_clear;       /* one family at q <= .001 */
    size_t weeks_since;   /* the date found */
    bool energy_agrees;   /* E-Divisive dates it within 4 weeks */
    bool steady;          /* the same under the choices that must not matter */
    bool open;            /* a hole, calls, an early decay or another phone may explain it */
    bool clock;           /* the hours of the day moved near that time */
    bool baseline;        /* a few unusual weeks before make half of it */
};

/* The level of a probability alone (design section 6). */
enum tl_level tl_level_of(double probability);
/* The probability's level, lowered by every rule that is not met. */
enum tl_level tl_ruled_level(const struct tl_ruling *r);

#endif
