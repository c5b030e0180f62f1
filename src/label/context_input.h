/*
 * context_input.h: what the second stage's network is told of a message and those before it. The
 * program that trains it makes its inputs here too.
 */
#ifndef TL_CONTEXT_INPUT_H
#define TL_CONTEXT_INPUT_H

#include "tideline/label.h"

#include "context_hints.h"
#include "encoder.h"

/* Of one text: the encoder's states, then its hints. */
#define TL_CONTEXT_VIEW (TL_ENCODER_STATES + TL_CONTEXT_HINTS)

/* Messages before it that count. */
#define TL_CONTEXT_BACK 4

/* Two parts, so that the sums of each fit whole numbers (dot.h). */
#define TL_CONTEXT_OWN TL_CONTEXT_VIEW
#define TL_CONTEXT_PAIR (2 * TL_ENCODER_WIDTH + TL_CONTEXT_BACK * TL_CONTEXT_HINTS + 32)
#define TL_CONTEXT_INPUTS (TL_CONTEXT_OWN + TL_CONTEXT_PAIR)

/* A message this much older is not what is answered. */
#define TL_CONTEXT_MAX_MINUTES 720.0

/* What stands before a text, the newest first: NULL from the first on that is missing or too old.
   `before` is the oldest first. */
struct tl_context_before {
    const struct tl_before *back[TL_CONTEXT_BACK];
};
struct tl_context_before tl_context_before(const struct tl_before *before, size_t n_before);

/* Writes TL_CONTEXT_INPUTS numbers: TL_CONTEXT_OWN of the message, then TL_CONTEXT_PAIR of it and
   those before. `own` and `last` are views, `last` of back[0]; hints[k] are those of back[k + 1].
   Of what is NULL nothing is read. */
void tl_context_input(struct tl_str text, const float *own, struct tl_context_before before,
                      const float *last, float hints[TL_CONTEXT_BACK - 1][TL_CONTEXT_HINTS],
                      float *out);

#endif
