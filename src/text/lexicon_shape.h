/*
 * lexicon_shape.h: how tools/make_lexicon.c lays out a language for lexicon.c.
 *
 * Every word, beginning ("hug*", with its star) and word of a phrase has a number, in the order of
 * bytes; 0 is no word. A whole word's set holds the lists of its beginnings too. slots is a hash
 * table of numbers (open addressing, 0 is free). Phrases are a trie over numbers of words, the
 * edges of a state in their order; a word's root is the state behind it as the first of a phrase,
 * state 0 is none.
 */
#ifndef TL_LEXICON_SHAPE_H
#define TL_LEXICON_SHAPE_H

#include <string.h>

#include "lexicon.h"

struct tl_lexicon_word {
    uint64_t head; /* tl_token_head of it */
    const char *bytes;
    uint8_t len;
    uint16_t set; /* index into sets; sets[0] is empty */
    uint16_t root;
};
struct tl_lexicon_edge {
    uint16_t word, state;
};

struct tl_lexicon {
    const char *version;
    const struct tl_lexicon_word *words;
    const uint16_t *slots;
    uint32_t n_slots; /* a power of two */
    const struct tl_word_set *sets;
    /* Bit n: a beginning of n bytes starts with a byte that is this modulo 32. */
    const uint32_t *stem_lengths;
    const uint16_t *first_edge; /* state -> first of its edges, one more than there are states */
    const struct tl_lexicon_edge *edges;
    const uint16_t *state_set; /* the set of the phrase that ends in a state */
};

enum { TL_LEXICON_KEY_MAX = 31 };

/* What a token is looked up by: its norm, where it starts with a digit each run of digits as 0
   ("12:30" is "0:0"). Written to `key`; 0: too long for any list. */
size_t tl_lexicon_key(const struct tl_token *token, char key[TL_LEXICON_KEY_MAX + 1]);

static inline uint32_t tl_lexicon_hash(uint64_t head, const char *bytes, size_t len)
{
    uint64_t hash = (head + len) * UINT64_C(0x9E3779B97F4A7C15); /* Fibonacci hashing */
    for (size_t i = 8; i < len; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001B3);
    return (uint32_t)(hash >> 40);
}

#endif
