/*
 * vader.h: how kind or unkind the words of a message are, by VADER (Hutto and Gilbert 2014).
 */
#ifndef TL_VADER_H
#define TL_VADER_H

#include "memory.h"

struct vader_word;

/* Buffers, used again for each text; one thread at a time. */
struct tl_vader {
    const struct tl_context *ctx;
    struct tl_buf spelled; /* the text with its emoji written out */
    struct vader_word *word;
    double *score; /* of each word */
    size_t n, cap_word, cap_score;
};

/* All 0 where a text holds no word. `positive`, `neutral` and `negative` add up to 1. */
struct tl_vader_scores {
    double compound; /* -1..1, not rounded; the reference rounds to 4 decimals */
    double positive, neutral, negative;
};

void tl_vader_init(struct tl_vader *vader, const struct tl_context *ctx);
/* `text` is UTF-8; a broken byte counts as a letter that no word holds. VADER knows the straight
   apostrophe only: a curly one makes "isn't" no negation. FATAL without memory. */
enum tl_status tl_vader_score(struct tl_vader *vader, struct tl_str text,
                              struct tl_vader_scores *out, struct tl_error *error);
void tl_vader_release(struct tl_vader *vader);

#endif
