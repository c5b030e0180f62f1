/*
 * token.h: a message's text as words, numbers, emoji, marks and places.
 *
 * A place stands for a link, mail address, phone number, file name or mention: what was pointed to
 * is nobody's style, so every list is blind to it.
 */
#ifndef TL_TOKEN_H
#define TL_TOKEN_H

#include "memory.h"

enum tl_token_kind {
    TL_TOKEN_WORD,   /* holds a letter: "don't", "gr8"; one character of a script without blanks */
    TL_TOKEN_NUMBER, /* digits, with what joins them: "12:30", "1.000,50" */
    TL_TOKEN_EMOJI,  /* one picture, of however many code points, or an emoticon of ASCII signs */
    TL_TOKEN_MARK,   /* a run of one punctuation mark or symbol */
    TL_TOKEN_PLACE
};

enum {
    TL_TOKEN_CAPS = 1,       /* two capital letters or more and no small one */
    TL_TOKEN_LENGTHENED = 2, /* a letter or mark stands three times or more in a row */
    TL_TOKEN_SENTENCE = 4    /* the first word, number or place of a sentence */
};

/*
 * Bytes [at, end) of the text, and `norm`, the form to look up:
 * - word, number, mark: NFKC, lower case, quotes straight, without invisible characters, runs of
 * one letter or mark cut to 3;
 * - emoji: without variation selectors, skin tones and signs of gender; an emoticon without its
 *   nose, the mouth once: ":-)))" is ":)";
 * - place: empty.
 */
struct tl_token {
    uint32_t at, end;
    struct tl_str norm;
    uint64_t head; /* tl_token_head of it */
    uint8_t kind, flags;
};

/* The first eight bytes as a number, the first in the lowest bits, zeros behind a shorter word.
   Most words are this short, so that comparing them is comparing numbers. */
static inline uint64_t tl_token_head(const char *bytes, size_t len)
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

/* Invariants: tokens in order, not overlapping; their norms lie one behind the other in `bytes`. */
struct tl_tokens {
    const struct tl_context *ctx;
    struct tl_token *token;
    size_t n, cap;
    char *bytes;
    size_t bytes_len, bytes_cap;
};

void tl_tokens_init(struct tl_tokens *tokens, const struct tl_context *ctx);
/*
 * Replaces what is in `tokens` by the tokens of `text`, UTF-8 of less than 4 GiB; an invalid byte
 * is a mark. Time grows linearly with the text, and once the arrays are large enough nothing is
 * allocated. TL_OK, or TL_FATAL when memory is short: then n is 0.
 */
enum tl_status tl_tokens_read(struct tl_tokens *tokens, struct tl_str text, struct tl_error *error);
void tl_tokens_release(struct tl_tokens *tokens);

#endif
