/*
 * prior.h: probabilities for a chat in which an act is rarer than where they were learnt.
 */
#ifndef TL_PRIOR_H
#define TL_PRIOR_H

#include <stddef.h>
#include <stdint.h>

/*
 * The share of messages that do an act in this chat, from the probabilities of those that were
 * read (n of them, 0 to 255 for 0 to 1, `step` bytes apart) among `all` messages, the others taken
 * for 0; `learnt` is the share where the model was trained.
 *
 *     Saerens, Latinne & Decaestecker 2002, Neural Computation 14:21 (their EM).
 */
double tl_prior_of(const uint8_t *p, size_t n, size_t step, size_t all, double learnt);
/* The probability p under another share. */
double tl_prior_shift(double p, double learnt, double share);

#endif
