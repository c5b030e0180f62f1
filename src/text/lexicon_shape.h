/*
 * lexicon_shape.h: how tools/make_lexicon.c lays out a language for lexicon.c.
 *
 * Every word, beginning ("hug*", with its star) and word of a phrase has a number, in the order of
 * bytes; 0 is no word. slots is a hash table of numbers (open addressing, 0 is free). Phrases are a
 * trie over numbers of words; a word's root is the state behind it as the first of a phrase, state
 * 0 is none.
 */
#ifndef TL_LEXICON_SHAPE_H
#define TL_LEXICON_SHAPE_H

#include <string.h>

#include "lexicon.h"

struct tl_lexicon_word {
    uint64_t head; /* tl_lexicon_head of it */
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

/* The first eight bytes as a number, the first in the lowest bits, zeros behind a shorter word.
   Most words are this short, so that comparing them is comparing numbers. */
static inline uint64_t tl_lexicon_head(const char *bytes, size_t len)
{
    const unsigned char *p = (const unsigned char *)bytes;
#define TL_LOW_4(q)                                                                                \
    ((uint64_t)(q)[0] | (uint64_t)(q)[1] << 8 | (uint64_t)(q)[2] << 16 | (uint64_t)(q)[3] << 24)
    if (len >= 8)
        return TL_LOW_4(p) | TL_LOW_4(p + 4) << 32;
    if (len >= 4) /* two loads that overlap say the same of what both hold */
        return TL_LOW_4(p) | TL_LOW_4(p + len - 4) << 8 * (len - 4);
#undef TL_LOW_4
    if (len == 0)
        return 0;
    return (uint64_t)p[0] | (uint64_t)p[len / 2] << 8 * (len / 2) |
           (uint64_t)p[len - 1] << 8 * (len - 1);
}

static inline uint32_t tl_lexicon_hash(uint64_t head, const char *bytes, size_t len)
{
    uint64_t hash = (head + len) * UINT64_C(0x9E3779B97F4A7C15); /* Fibonacci hashing */
    for (size_t i = 8; i < len; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001B3);
    return (uint32_t)(hash >> 40);
}

#endif
