/*
 * spoken.h: made-up talk with known habits: messages of words drawn by category, so that style
 * matching has something to find.
 */
#ifndef TL_TEST_SPOKEN_H
#define TL_TEST_SPOKEN_H

#include "labelled.h"

/* One word of each category of enum tl_style that is in no other, and a word of none. */
static const char *const spoken_word[TL_STYLE_COUNT + 1] = {
    "us", "others", "the", "or", "at", "be", "really", "not", "several", "boat"};

/* `words` words for a message, of category k with percent[k] in a hundred. Buffer of 12 a word. */
static inline void spoken_line(struct tl_rng *rng, const double *percent, int words, char *out)
{
    *out = '\0';
    for (int i = 0; i < words; i++) {
        double dice = 100.0 * tl_rng_uniform(rng);
        size_t k = 0;
        while (k < TL_STYLE_COUNT && dice >= percent[k])
            dice -= percent[k++];
        strcat(out, spoken_word[k]);
        strcat(out, i + 1 < words ? " " : "");
    }
}

/* `weeks` weeks of 14 messages a day in turn, of 3 to 9 words, by the habits of each. */
static inline void spoken_weeks(struct labelled *l, struct chat *c, int weeks, uint64_t seed,
                                const double *first, const double *second)
{
    struct tl_rng rng;
    char text[256];
    tl_rng_init(&rng, seed, 9);
    for (int day = 0; day < 7 * weeks; day++)
        for (int i = 0; i < 14; i++) {
            spoken_line(&rng, i % 2 ? second : first, 3 + (int)tl_rng_below(&rng, 7), text);
            labelled_say(l, c, (unsigned)i % 2, chat_at(day, 9, 2 * i, 0), text, 0, 0);
        }
}

#endif
