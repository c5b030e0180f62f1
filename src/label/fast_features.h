/*
 * fast_features.h: the words a small model sees, and the numbers that stand for them.
 *
 * A message becomes at most TL_FAST_TOKENS tokens. Each word is described by hashes of itself and
 * of its 3-, 4- and 5-byte pieces, so that a misspelt word is still half known; each two neighbours
 * by one hash more. The training program uses these same functions.
 */
#ifndef TL_FAST_FEATURES_H
#define TL_FAST_FEATURES_H

#include "tideline/base.h"

#define TL_FAST_TOKENS 64        /* later ones are not read */
#define TL_FAST_TOKEN_BYTES 32   /* a longer word is cut */
#define TL_FAST_WORD_FEATURES 97 /* 1 + pieces of a 32-byte word with its two borders */
#define TL_FAST_MESSAGE_FEATURES (TL_FAST_TOKENS + 3)

struct tl_fast_token {
    uint32_t hash; /* of the bytes below */
    uint16_t at;   /* into tl_fast_tokens.text */
    uint8_t len;
    bool word;           /* letters or digits, else one mark, sign or emoji, or a place-holder */
    uint32_t start, end; /* bytes [start, end) of the message */
};

/*
 * Lower case (Latin, Greek, Cyrillic), straight quotes, no variation selectors or skin tones,
 * digits as 0, runs of one character cut to 3, links as [url].
 */
struct tl_fast_tokens {
    size_t n;
    bool shouted; /* at least 4 ASCII letters, more than 7 in 10 of them capital */
    struct tl_fast_token token[TL_FAST_TOKENS];
    char text[TL_FAST_TOKENS * TL_FAST_TOKEN_BYTES];
};

/* `text` is valid UTF-8. */
void tl_fast_tokenise(struct tl_str text, struct tl_fast_tokens *out);

/* Features of one token alone; returns how many, at most TL_FAST_WORD_FEATURES, 1 at least. */
size_t tl_fast_word_features(const struct tl_fast_tokens *tokens, size_t i, uint32_t *feature);
/* Features of neighbours (borders count), shouting and length: at most TL_FAST_MESSAGE_FEATURES. */
size_t tl_fast_message_features(const struct tl_fast_tokens *tokens, uint32_t *feature);

/* Spreads a feature over the rows of a table (MurmurHash3's finaliser). */
static inline uint32_t tl_fast_row(uint32_t feature, uint32_t mask)
{
    feature ^= feature >> 16;
    feature *= 0x85ebca6bu;
    feature ^= feature >> 13;
    feature *= 0xc2b2ae35u;
    feature ^= feature >> 16;
    return feature & mask;
}

#endif
