/*
 * branching_reading.c: what a branching process given by its parameters says, and what the measures
 * that rest on one share (branching.h).
 */
#include "branching.h"

#include <math.h>

#include "tlmath.h"

double tl_branching_radius(const double (*n)[2])
{
    double half = 0.5 * (n[0][0] + n[1][1]), apart = 0.5 * (n[0][0] - n[1][1]);
    return half + sqrt(apart * apart + n[0][1] * n[1][0]);
}

struct tl_branching_rates tl_branching_stationary(const double n[2][2], const double mu[2])
{
    struct tl_branching_rates out = {{NAN, NAN}, tl_branching_radius(n)};
    double determinant = (1.0 - n[0][0]) * (1.0 - n[1][1]) - n[0][1] * n[1][0];
    if (out.spectral_radius < 1.0) {
        out.total[0] = ((1.0 - n[1][1]) * mu[0] + n[0][1] * mu[1]) / determinant;
        out.total[1] = (n[1][0] * mu[0] + (1.0 - n[0][0]) * mu[1]) / determinant;
    }
    return out;
}

double tl_branching_exponential(const double *t, const unsigned char *who, size_t n, double end,
                                const double mu[2], const double alpha[2][2], double beta,
                                double *intensity)
{
    double sum = 0.0, excited[2] = {0.0, 0.0},
           last = 0.0; /* excited[j]: decayed count of j's events */
    double compensator = (mu[0] + mu[1]) * end;
    for (size_t k = 0; k < n; k++) {
        double decay = tl_exp(-beta * (t[k] - last));
        excited[0] *= decay;
        excited[1] *= decay;
        unsigned i = who[k];
        double rate = mu[i] + alpha[i][0] * excited[0] + alpha[i][1] * excited[1];
        if (intensity != NULL)
            intensity[k] = rate;
        sum += tl_log(rate);
        compensator += (alpha[0][i] + alpha[1][i]) / beta * -tl_expm1(-beta * (end - t[k]));
        excited[i] += 1.0;
        last = t[k];
    }
    return sum - compensator;
}

bool tl_branching_begin(const struct tl_frame *frame, struct tl_measurement *out)
{
    const struct tl_branching *b = frame->branching;
    const bool usable = b != NULL && b->usable;
    out->whole[TL_WHOSE_BOTH] = tl_value_na("one number a person");
    for (unsigned who = 0; who < 2 && !usable; who++)
        out->whole[who] = tl_value_na(b == NULL ? "too few messages to tell answers apart"
                                                : "the messages set off one another too much");
    return usable;
}

struct tl_value tl_branching_least(const struct tl_branching *b, struct tl_value v,
                                   const char *what, struct tl_arena *arena)
{
    if (b->n_events[0] + b->n_events[1] < 1000)
        v = tl_value_least(v, 1000, "messages in all", arena);
    return tl_value_least(v, 150, what, arena);
}
