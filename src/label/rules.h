/*
 * rules.h: what a list of words knows better than a trained model.
 *
 * Each rule looks at one message and what the model thinks of it, changes probabilities and says
 * why. Rules run in the order of the table in rules.c; a new one is a file or a function and a line
 * there.
 */
#ifndef TL_RULES_H
#define TL_RULES_H

#include "tideline/label.h"

#include "cue_words.h"
#include "lexicon.h"

struct tl_rule_input {
    struct tl_str text;
    const struct tl_fast_tokens *tokens;
    const uint64_t *lists; /* that each token stands in; all of them together: */
    uint64_t all_lists;
    /* the same text in the tokens that lexicons know, what they say of it, and whose they are */
    const struct tl_tokens *words;
    const struct tl_words *found;
    enum tl_language language; /* never NONE */
    double compound;           /* VADER's */
};

/* Runs every rule on `labels`, whose p are set; adds reasons. */
void tl_rules_apply(const struct tl_rule_input *in, struct tl_labels *labels);

/* Adds one while there is room; a label's second reason of the same name is dropped. */
void tl_reason_add(struct tl_labels *labels, enum tl_label label, const char *name, uint32_t at,
                   uint32_t end);

/* The rules, each in the file of its name. */
void tl_rule_negation(const struct tl_rule_input *in, struct tl_labels *labels);
void tl_rule_stock_phrase(const struct tl_rule_input *in, struct tl_labels *labels);
void tl_rule_mock_praise(const struct tl_rule_input *in, struct tl_labels *labels);
void tl_rule_word_lists(const struct tl_rule_input *in, struct tl_labels *labels);
void tl_rule_plain_act(const struct tl_rule_input *in, struct tl_labels *labels);
void tl_rule_emoji_alone(const struct tl_rule_input *in, struct tl_labels *labels);

/* What plain_act.c says stands whatever the second stage thinks. */
#define TL_PLAIN_ACT .9f
#define TL_PLAIN_ACT_RULE "rule:plain_act"

#define TL_EMOTION(x) ((uint32_t)1 << TL_LABEL_##x)
/* Emotions that only somebody content shows. */
#define TL_EMOTIONS_GLAD                                                                           \
    (TL_EMOTION(ADMIRATION) | TL_EMOTION(AMUSEMENT) | TL_EMOTION(APPROVAL) |                       \
     TL_EMOTION(EXCITEMENT) | TL_EMOTION(EMOTION_GRATITUDE) | TL_EMOTION(JOY) | TL_EMOTION(LOVE) | \
     TL_EMOTION(OPTIMISM) | TL_EMOTION(PRIDE) | TL_EMOTION(RELIEF))

/* Their openings' first words. */
void tl_stock_phrase_words(struct tl_cue_words *words);
void tl_mock_praise_words(struct tl_cue_words *words);

/* Multiplies the emotions of the mask; what is left over goes to neutral. */
void tl_rule_mute(struct tl_labels *labels, uint32_t emotions, float factor);
/* Raises a label to at least p. */
void tl_rule_raise(struct tl_labels *labels, enum tl_label label, float p);
/* Words as the tokens spell them: whether those from `i` on start with the phrase, words parted by
   one blank, signs between them ignored; *n is how many tokens that took. */
bool tl_rule_phrase_at(const struct tl_fast_tokens *tokens, size_t i, const char *phrase,
                       size_t *n);

#endif
