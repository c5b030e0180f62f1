/*
 * turn_words.h: the words of turns (A03, A18): a histogram that gives geometric mean and median
 * without sorting.
 */
#ifndef TL_TURN_WORDS_H
#define TL_TURN_WORDS_H

#include "frame.h"
#include "tideline/measure.h"

#define TL_TURN_WORDS_MOST 4095 /* longer turns count as this long for the median only */

struct tl_turn_words {
    uint32_t turns[TL_TURN_WORDS_MOST + 1]; /* by number of words */
    double n, sum_log, squares;             /* of log(1 + words) */
};

void tl_turn_words_add(struct tl_turn_words *t, uint32_t words);
/* Geometric mean of 1 + words, minus 1, with the interval of the mean logarithm. */
struct tl_value tl_turn_words_mean(const struct tl_turn_words *t);
struct tl_value tl_turn_words_median(const struct tl_turn_words *t);

/* Did somebody write words, or a text without any, like an emoji? A turn of pictures alone says
   nothing about how much was written. */
bool tl_turn_has_text(const struct tl_frame *frame, const struct tl_turn *turn);

#endif
