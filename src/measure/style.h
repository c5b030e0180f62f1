/*
 * style.h: style matching: how alike two texts use function words (B02 to B05).
 *
 * Ireland & Pennebaker (2010, JPSP 99:549) and Gonzales, Hancock & Pennebaker (2010, Communication
 * Research 37:3): for each of nine categories with the percentages a and b of all words
 * 1 - |a - b| / (a + b + 0.0001), and the mean over the categories.
 */
#ifndef TL_STYLE_H
#define TL_STYLE_H

#include "word_counts.h"

/* Words of each category and of all; fractions of a word may be among them. */
struct tl_style_sums {
    double words, style[TL_STYLE_COUNT];
};

#define TL_LEAST_CATEGORIES 7

/* "personal_pronouns" ... */
extern const char *const tl_style_name[TL_STYLE_COUNT];

struct tl_style_sums tl_style_of(const struct tl_word_sums *sums);
void tl_style_add(struct tl_style_sums *sum, const struct tl_style_sums *part, double times);
/* One category; NaN where neither used it. */
double tl_style_match_one(const struct tl_style_sums *a, const struct tl_style_sums *b,
                          enum tl_style category);
/* The mean over the categories that either used; NaN with fewer than TL_LEAST_CATEGORIES. */
double tl_style_match(const struct tl_style_sums *a, const struct tl_style_sums *b);

/* The categorical-dynamic index (B07, analytic.c); NaN without words. */
double tl_analytic_index(const struct tl_style_sums *sums);

/* The words of turn t; *line moves on and starts at 0, turns are asked for in order. */
struct tl_style_sums tl_style_of_turn(const struct tl_frame *frame, uint32_t t, size_t *line);

#endif
