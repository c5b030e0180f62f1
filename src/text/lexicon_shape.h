/*
 * lexicon_shape.h: how tools/make_lexicon.c lays out a language for lexicon.c.
 *
 * Every word, beginning ("hug*", with its star) and word of a phrase has a number; 0 is no word. A
 * whole word's set holds the lists of its beginnings too. The number is a minimal perfect hash
 * (hash and displace), so that looking is one comparison and, whatever it says, no branch. Phrases
 * are a trie over numbers of words, the edges of a state in their order; a word's root is the state
 * behind it as the first of a phrase, state 0 is none.
 */
#ifndef TL_LEXICON_SHAPE_H
#define TL_LEXICON_SHAPE_H

#include <string.h>

#include "lexicon.h"

struct tl_lexicon_word {
    uint64_t head; /* tl_token_head of it */
    struct tl_word_set set;
    uint16_t root;
    uint16_t at; /* where its bytes start, when there are more than eight */
    uint8_t len;
};
struct tl_lexicon_edge {
    uint16_t word, state;
};

enum { TL_LEXICON_SHIFTS = 1024, TL_LEXICON_STEMS = 1024, TL_LEXICON_PAIRS = 1 << 15 };

struct tl_lexicon {
    const char *version;
    const struct tl_lexicon_word *words; /* n_words, and before them that of number 0 */
    uint32_t n_words;
    const uint16_t *shifts;
    const char *bytes;
    /* Bit n: a beginning of n bytes starts with two bytes of this tl_lexicon_stem. */
    const uint16_t *stem_lengths;
    /* Bit tl_lexicon_pair: these two words, or others with the same, begin a phrase. */
    const uint64_t *pairs;
    const uint16_t *first_edge; /* state -> first of its edges, one more than there are states */
    const struct tl_lexicon_edge *edges;
    const uint16_t *state_set;      /* of the phrase that ends in a state, index into sets */
    const struct tl_word_set *sets; /* sets[0] is empty */
};

enum { TL_LEXICON_KEY_MAX = 31 };

/* What a token is looked up by: its norm, where it starts with a digit each run of digits as 0
   ("12:30" is "0:0"). Written to `key`; 0: too long for any list. */
size_t tl_lexicon_key(const struct tl_token *token, char key[TL_LEXICON_KEY_MAX + 1]);

/* The last eight bytes of a longer key. */
static inline uint64_t tl_lexicon_tail(const char *bytes, size_t len)
{
    return len > 8 ? tl_token_head(bytes + len - 8, 8) : 0;
}

/* Fibonacci hashing; the upper ten bits say by which shift the key moves. */
static inline uint64_t tl_lexicon_hash(uint64_t head, uint64_t tail, size_t len)
{
    return (head + len + tail * UINT64_C(0xD6E8FEB86659FD93)) * UINT64_C(0x9E3779B97F4A7C15);
}

/* The number of a key: of each word another, from 1 to n_words. */
static inline uint32_t tl_lexicon_number(uint64_t hash, uint32_t shift, uint32_t n_words)
{
    const uint32_t moved = (uint32_t)(hash >> 22) * (2 * shift + 1);
    return 1 + (uint32_t)((uint64_t)moved * n_words >> 32);
}

static inline size_t tl_lexicon_stem(uint64_t head)
{
    return (head & 31) | (head >> 3 & 31 << 5);
}

static inline uint32_t tl_lexicon_pair(uint32_t root, uint32_t word)
{
    return (root * UINT32_C(0x9E3779B1) ^ word * UINT32_C(0x85EBCA6B)) >> 17;
}

#endif
