/*
 * cue_words.h: which small lists of the rules a word stands in, found with one look per word.
 */
#ifndef TL_CUE_WORDS_H
#define TL_CUE_WORDS_H

#include "fast_features.h"

/* Bits 0..27: the emotions of enum tl_label that the word names. */
#define TL_CUE_EMOTIONS 0xfffffffu
#define TL_CUE(n) ((uint64_t)1 << (28 + (n)))
#define TL_CUE_NEGATOR TL_CUE(0)      /* "not", "don't" */
#define TL_CUE_UNDOES TL_CUE(1)       /* behind a negator it takes it back: "can't wait" */
#define TL_CUE_CLAUSE TL_CUE(2)       /* begins a clause of its own: "but" */
#define TL_CUE_SOUR TL_CUE(3)         /* what mock praise is about: "again", "forgot" */
#define TL_CUE_OPENING TL_CUE(4)      /* first word of an opening of mock_praise.c */
#define TL_CUE_INTERJECTION TL_CUE(5) /* may stand before such an opening: "wow" */
#define TL_CUE_STOCK TL_CUE(6)        /* first word of a phrase of stock_phrase.c */

#define TL_CUE_SLOTS 1024 /* a power of two, more than twice the words */
struct tl_cue_words {
    struct {
        const char *word; /* NULL: free */
        uint64_t lists;
    } slot[TL_CUE_SLOTS];
};

void tl_cue_words_init(struct tl_cue_words *words);
/* Adds a word (its first `len` bytes) to lists. */
void tl_cue_words_add(struct tl_cue_words *words, const char *word, size_t len, uint64_t lists);
/* Writes the lists of each token, 0 for those in none; returns all of them together. */
uint64_t tl_cue_words_read(const struct tl_cue_words *words, const struct tl_fast_tokens *tokens,
                           uint64_t lists[TL_FAST_TOKENS]);

#endif
