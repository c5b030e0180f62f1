/*
 * cascade.h: events as the fit of the branching process sees them; shared by its files alone.
 */
#ifndef TL_CASCADE_H
#define TL_CASCADE_H

#include "branching.h"

/* The catalogue stops at .95, where stationary rates begin to blow up. The soft counts need none: a
   couple whose conversations run to forty messages has a radius of .97 and counts as clearly. */
#define TL_MOST_RADIUS 0.995

/* Bins: 64 an octave from 2^-14 to 2^5 hours (0.2 s to 32 h). */
#define BIN_BITS 6
#define OCTAVE_LOW (-14)
#define OCTAVES 19
#define BINS (OCTAVES << BIN_BITS)
#define NO_BIN UINT16_MAX
#define CELLS 4 /* cell = 2 * child's person + parent's person */

#define PARAMETERS 14
enum { P_LOG_N = 0, P_LOG_MU = 4, P_LOG_MEDIAN = 6, P_LOG_SIGMA = 10 };

/* Events as the fit sees them. */
struct tl_cascade {
    size_t n;
    double *hours[2]; /* effective hours of both people at each event */
    uint8_t *who;
    uint32_t *event; /* frame event */
    uint32_t *fixed; /* explicit parent, or UINT32_MAX; NULL when there is none at all */
    double shortest;
    double log_centre[BINS];
    double inverse_centre[BINS];
    /* sampled children */
    size_t step, first, n_children; /* those the fit goes over */
    uint16_t *bin;                  /* TL_PARENTS of each child */
    double total[2];                /* events of each person */
    double span[2];                 /* effective hours */
};

struct tl_cascade_sums {
    double histogram[CELLS][BINS];
    double unprompted[2];
    double fixed[CELLS]; /* explicit replies, by cell */
    double log_intensity;
};

/* n_c times the log-normal density at each bin's centre. */
void tl_cascade_densities(const struct tl_cascade *c, const double p[PARAMETERS],
                          double density[CELLS][BINS]);
/* EM from p on; answers the steps it took. */
uint32_t tl_cascade_fit(const struct tl_cascade *c, double p[PARAMETERS], double *log_likelihood,
                        struct tl_cascade_sums *sums, double density[CELLS][BINS]);

/* branching_parts.c: fills b->part from the whole record's parameters p. Leaves c changed. */
void tl_branching_parts(struct tl_cascade *c, const struct tl_frame *frame,
                        const double p[PARAMETERS], struct tl_cascade_sums *sums,
                        double density[CELLS][BINS], struct tl_branching *b);

#endif
