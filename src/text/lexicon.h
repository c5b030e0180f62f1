/*
 * lexicon.h: the word lists of data/words, looked up for the tokens of a message.
 *
 * A list holds words ("because"), beginnings of words ("hug*") and phrases ("i'm sorry"); a word
 * may be on several lists, and a contraction is on those of its parts: "don't" is one word, an
 * auxiliary verb and a negation. A language has its own lists of the same names; what it lacks is
 * empty. Lists of pictures are shared by all.
 */
#ifndef TL_LEXICON_H
#define TL_LEXICON_H

#include "token.h"

/* Name in the program, file in data/words/<language>/. */
#define TL_WORD_LISTS(X)                                                                           \
    /* personal pronouns */                                                                        \
    X(I, "i")                                                                                      \
    X(WE, "we")                                                                                    \
    X(YOU, "you")                                                                                  \
    X(SHE_HE, "she_he")                                                                            \
    X(THEY, "they")                                                                                \
    /* the other function words of style matching */                                               \
    X(IMPERSONAL, "impersonal")                                                                    \
    X(ARTICLE, "article")                                                                          \
    X(PREPOSITION, "preposition")                                                                  \
    X(CONJUNCTION, "conjunction")                                                                  \
    X(AUXILIARY, "auxiliary")                                                                      \
    X(ADVERB, "adverb")                                                                            \
    X(NEGATION, "negation")                                                                        \
    X(QUANTIFIER, "quantifier")                                                                    \
    X(QUESTION, "question") /* words that ask */                                                   \
    /* feelings and what opens up */                                                               \
    X(FEELING_PLEASANT, "feeling_pleasant")                                                        \
    X(FEELING_UNPLEASANT, "feeling_unpleasant")                                                    \
    X(INTERPRETATION, "interpretation") /* "ignored": what another did, no feeling */              \
    X(DISCLOSURE_THOUGHT, "disclosure_thought")                                                    \
    X(DISCLOSURE_FEELING, "disclosure_feeling")                                                    \
    X(DISCLOSURE_TOPIC, "disclosure_topic")                                                        \
    /* thinking and time */                                                                        \
    X(COGNITIVE, "cognitive")                                                                      \
    X(DISCREPANCY, "discrepancy")                                                                  \
    X(HEDGE, "hedge")                                                                              \
    X(ABSOLUTE, "absolute")                                                                        \
    X(ABSOLUTE_NOT, "absolute_not") /* phrases in which an absolute word is none */                \
    X(PAST, "past")                                                                                \
    X(PRESENT, "present")                                                                          \
    X(FUTURE, "future")                                                                            \
    X(JOINT_FUTURE, "joint_future")                                                                \
    /* kindness */                                                                                 \
    X(AFFECTION, "affection")                                                                      \
    X(ENDEARMENT, "endearment")                                                                    \
    X(GRATITUDE, "gratitude")                                                                      \
    X(APOLOGY, "apology")                                                                          \
    X(YOU_AFFECTION, "you_affection") /* phrases whose "you" is no talk about the other */         \
    X(YOU_FILLER, "you_filler")                                                                    \
    X(HEART, "heart")                                                                              \
    X(KISS, "kiss")                                                                                \
    X(HUG, "hug")                                                                                  \
    X(LAUGHTER, "laughter")                                                                        \
    X(LAUGHTER_EMOJI, "laughter_emoji")                                                            \
    /* rituals and arrangements */                                                                 \
    X(ACKNOWLEDGEMENT, "acknowledgement")                                                          \
    X(GREETING, "greeting")                                                                        \
    X(GOOD_MORNING, "good_morning")                                                                \
    X(GOOD_NIGHT, "good_night")                                                                    \
    X(FAREWELL, "farewell")                                                                        \
    X(LOGISTICS, "logistics")                                                                      \
    X(CHANNEL, "channel")                                                                          \
    X(TIME, "time")                                                                                \
    X(AGREEMENT, "agreement")                                                                      \
    /* exchanges */                                                                                \
    X(DEMAND, "demand")                                                                            \
    X(WITHDRAW, "withdraw")                                                                        \
    X(WITHDRAW_ALONE, "withdraw_alone") /* when it is the whole message */                         \
    X(PAUSE, "pause")                                                                              \
    X(OVERWHELM, "overwhelm") /* it is too much to go on talking */                                \
    X(INVALIDATION, "invalidation")                                                                \
    X(CHECK_IN, "check_in") /* asks how the other is */                                            \
    X(FINE, "fine")         /* "nothing's wrong" */                                                \
    X(UNDERSTANDING, "understanding")                                                              \
    X(REPAIR, "repair")                                                                            \
    X(CONTEMPT, "contempt")                                                                        \
    X(TRAIT, "trait")                                                                              \
    X(BEHAVIOUR, "behaviour")                                                                      \
    X(INSULT, "insult") /* never printed */                                                        \
    /* signs of danger; never printed either (find/safety.c) */                                    \
    X(DANGER_THREAT, "danger_threat")                                                              \
    X(DANGER_FEAR, "danger_fear")                                                                  \
    X(DANGER_WATCH, "danger_watch")                                                                \
    X(DANGER_ISOLATE, "danger_isolate")                                                            \
    X(DANGER_CONTROL, "danger_control")                                                            \
    X(DANGER_COERCE, "danger_coerce")                                                              \
    X(DANGER_VIOLENCE, "danger_violence")                                                          \
    X(DANGER_FOLLOW, "danger_follow")                                                              \
    X(DANGER_VIOLENCE_LAST, "danger_violence_last") /* at the end of a sentence */                 \
    X(DANGER_STOP, "danger_stop")                                                                  \
    X(DANGER_NOT, "danger_not") /* play and errands with their words */                            \
    X(SELF_HARM, "self_harm")                                                                      \
    X(SELF_HARM_LAST, "self_harm_last") /* at the end of a sentence */                             \
    X(SELF_HARM_NOT, "self_harm_not")   /* idioms with its words */                                \
    X(FILLER, "filler")                 /* words that can stand anywhere */                        \
    /* frequent words, for telling the language */                                                 \
    X(COMMON, "common")

enum tl_word_list {
#define TL_X(name, file) TL_WORDS_##name,
    TL_WORD_LISTS(TL_X)
#undef TL_X
        TL_WORDS_COUNT
};

/* "i", "we", ... : the file of the list, and its name in reports. */
const char *tl_word_list_name(enum tl_word_list list);

struct tl_word_set {
    uint64_t bits[2];
};

static inline bool tl_word_set_has(struct tl_word_set set, enum tl_word_list list)
{
    return (set.bits[list / 64] >> list % 64 & 1) != 0;
}
static inline void tl_word_set_add(struct tl_word_set *set, struct tl_word_set more)
{
    set->bits[0] |= more.bits[0];
    set->bits[1] |= more.bits[1];
}
static inline bool tl_word_set_empty(struct tl_word_set set)
{
    return (set.bits[0] | set.bits[1]) == 0;
}

enum tl_language {
    TL_LANGUAGE_NONE,
    TL_LANGUAGE_EN,
    TL_LANGUAGE_DE,
    TL_LANGUAGE_ES,
    TL_LANGUAGE_COUNT
};

/* The ISO 639-1 code: "en"; "" for none. */
const char *tl_language_code(enum tl_language language);

struct tl_lexicon;
/* NULL for TL_LANGUAGE_NONE. Constant data. */
const struct tl_lexicon *tl_lexicon_of(enum tl_language language);
/* The version of the language's lists: "1". */
const char *tl_lexicon_version(const struct tl_lexicon *lexicon);

/* The lists the token is on, as a word or by its beginning. A lengthened word that is on none is
   tried with its runs of letters cut to two, then to one: "sooo" is "so". */
struct tl_word_set tl_lexicon_look_up(const struct tl_lexicon *lexicon,
                                      const struct tl_token *token);

/* Tokens [first, end) are a phrase of these lists. */
struct tl_phrase {
    uint32_t first, end;
    struct tl_word_set set;
};

/* word[i]: the lists of token i, n of them; phrases by their first token, then by their end.
   Phrases may overlap; none reaches into another sentence, a hyphen between its words is passed
   over. */
struct tl_words {
    const struct tl_context *ctx;
    struct tl_word_set *word;
    size_t n, word_cap;
    struct tl_phrase *phrase;
    size_t n_phrases, phrase_cap;
    uint16_t *id; /* of each token in the lexicon */
    size_t id_cap;
};

void tl_words_init(struct tl_words *words, const struct tl_context *ctx);
/* Replaces what is in `words` by what the lexicon says of the tokens, in one pass and, once grown,
   without an allocation. TL_OK, or TL_FATAL when memory is short: then n is 0. */
enum tl_status tl_words_read(struct tl_words *words, const struct tl_lexicon *lexicon,
                             const struct tl_tokens *tokens, struct tl_error *error);
void tl_words_release(struct tl_words *words);

#endif
