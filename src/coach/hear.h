/*
 * hear.h: what the models of labels hear in a draft and in the message it answers.
 */
#ifndef TL_HEAR_H
#define TL_HEAR_H

#include "checks.h"
#include "tideline/label.h"

/* The second stage reads no longer texts: it takes a tenth of a millisecond a word. */
#define TL_HEAR_BYTES 100

/* Fills what is heard of the draft; English alone is known. Where the labeller has the second stage
   it reads a short draft behind the message. FATAL on memory only. */
enum tl_status tl_draft_hear(struct tl_draft *draft, struct tl_labeller *labeller,
                             struct tl_str text, struct tl_str reply, struct tl_error *err);

#endif
