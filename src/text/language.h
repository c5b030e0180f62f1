/*
 * language.h: which language people write in.
 *
 * Measures of language are only as good as the lists they count by, so they are not available where
 * fewer than 60 of 100 words are on a list of the language.
 */
#ifndef TL_LANGUAGE_H
#define TL_LANGUAGE_H

#include "lexicon.h"

#define TL_LANGUAGE_COVERAGE 0.6

/* Start with all zero. */
struct tl_language_count {
    uint64_t words;
    uint64_t known[TL_LANGUAGE_COUNT]; /* on some list of the language; NONE is not used */
};

/* Counts the words of a message; numbers, emoji, marks and places tell nothing. */
void tl_language_count(struct tl_language_count *count, const struct tl_tokens *tokens);
/* The share of words on a list of the language, 0 to 1; 0 without words. */
double tl_language_coverage(const struct tl_language_count *count, enum tl_language language);
/* The language with the highest coverage, the first of equals; TL_LANGUAGE_NONE when that is below
   TL_LANGUAGE_COVERAGE. How many words make it sure is the caller's to say: a short text in
   another language can share its few words with one of ours. */
enum tl_language tl_language_guess(const struct tl_language_count *count);

#endif
