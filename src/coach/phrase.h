/*
 * phrase.h: a text as the coach reads it, and phrases held against it.
 */
#ifndef TL_PHRASE_H
#define TL_PHRASE_H

#include "coach_language.h"

/* A word with contractions written out; marks and places are none, an emoji is. */
struct tl_script_word {
    struct tl_str norm;
    uint32_t at, end; /* bytes of the text */
    uint32_t token;
    uint32_t sentence;
    bool quoted; /* stands in quotation marks */
    bool emoji;
};

struct tl_script {
    const struct tl_context *ctx;
    const struct tl_coach_language *language;
    struct tl_str text;
    struct tl_tokens tokens;
    struct tl_words found;
    struct tl_script_word *word;
    size_t n, cap;
    size_t n_spoken; /* words, without emoji */
    uint32_t n_sentences;
    uint32_t n_questions;     /* sentences that ask, outside quotation marks */
    uint32_t n_shouts;        /* runs of three and more ! or ? */
    uint32_t capitals, small; /* letters in words of two and more */
    bool laughs;              /* as at a joke both share */
    bool fond;                /* a heart, kiss or hug */
    bool *asks;               /* of each sentence */
    size_t asks_cap;
};

void tl_script_init(struct tl_script *script, const struct tl_context *ctx);
/* Replaces what is in it. `text` has to stay. FATAL on memory only. */
enum tl_status tl_script_read(struct tl_script *script, const struct tl_coach_language *language,
                              struct tl_str text, struct tl_error *err);
void tl_script_release(struct tl_script *script);

/* Words [first, end). */
struct tl_span {
    size_t first, end;
};
/* The first place at or after word `from` where a phrase of the set was said. */
bool tl_script_find(const struct tl_script *script, enum tl_coach_set set, size_t from,
                    struct tl_span *span);
/* Also inside quotation marks, and said by whomever. */
bool tl_script_has(const struct tl_script *script, enum tl_coach_set set);
/* How many places, each word in one at most. */
size_t tl_script_count(const struct tl_script *script, enum tl_coach_set set);
/* Whether any word is on this list of the lexicon. */
bool tl_script_lists(const struct tl_script *script, enum tl_word_list list);

#endif
