/*
 * context_input.h: what the second stage's network is told of a message and the one before it. The
 * program that trains it makes its inputs here too.
 */
#ifndef TL_CONTEXT_INPUT_H
#define TL_CONTEXT_INPUT_H

#include "tideline/label.h"

#include "encoder.h"

/* Two parts, so that the sums of each fit whole numbers (dot.h). */
#define TL_CONTEXT_OWN TL_ENCODER_STATES
#define TL_CONTEXT_PAIR (2 * TL_ENCODER_WIDTH + 16)
#define TL_CONTEXT_INPUTS (TL_CONTEXT_OWN + TL_CONTEXT_PAIR)

/* A message this much older is not what is answered. */
#define TL_CONTEXT_MAX_MINUTES 720.0

/* The message that `text` may answer: the newest before it, NULL when there is none or it is too
   old. */
const struct tl_before *tl_context_before(const struct tl_before *before, size_t n_before);

/* Writes TL_CONTEXT_INPUTS numbers: TL_CONTEXT_OWN of the message, then TL_CONTEXT_PAIR of the two.
   `own` are the encoder's states of text, `other` its meaning of before->text; not read when before
   is NULL. */
void tl_context_input(struct tl_str text, const float *own, const struct tl_before *before,
                      const float *other, float *out);

#endif
