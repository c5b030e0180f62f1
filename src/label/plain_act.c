/*
 * plain_act.c: "sorry babe", "love you loads x": thanks, affection or an apology and nothing else.
 *
 * The models learnt from scenes in which such words are mostly part of something, and give a bare
 * one little. A message of nothing but listed words for one of the three, pet names, greetings and
 * words of degree is what it says: no question, no negation, no picture that sneers or laughs.
 * English only, since elsewhere the lists decide alone.
 */
#include "rules.h"

#include "str.h"

#define WORDS_MOST 10

static const struct {
    enum tl_word_list list;
    enum tl_label label;
} acts[] = {
    {TL_WORDS_GRATITUDE, TL_LABEL_GRATITUDE},
    {TL_WORDS_AFFECTION, TL_LABEL_AFFECTION},
    {TL_WORDS_APOLOGY, TL_LABEL_APOLOGY},
};
enum { N_ACTS = sizeof acts / sizeof acts[0] };

/* What may stand beside such words and changes nothing. */
static const enum tl_word_list beside[] = {
    TL_WORDS_I,        TL_WORDS_ENDEARMENT, TL_WORDS_FILLER,         TL_WORDS_ADVERB,
    TL_WORDS_ARTICLE,  TL_WORDS_QUANTIFIER, TL_WORDS_GOOD_NIGHT,     TL_WORDS_GOOD_MORNING,
    TL_WORDS_GREETING, TL_WORDS_FAREWELL,   TL_WORDS_ACKNOWLEDGEMENT};

static bool is_beside(struct tl_word_set set)
{
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++)
        if (tl_word_set_has(set, beside[i]))
            return true;
    return false;
}

/* Whether a picture or mark leaves the words as they are. */
static bool is_plain_mark(const struct tl_token *token, struct tl_word_set set)
{
    if (token->kind == TL_TOKEN_MARK)
        return token->norm.len == 0 || token->norm.ptr[0] != '?';
    return token->kind == TL_TOKEN_EMOJI && !tl_word_set_has(set, TL_WORDS_CONTEMPT) &&
           !tl_word_set_has(set, TL_WORDS_LAUGHTER_EMOJI);
}

void tl_rule_plain_act(const struct tl_rule_input *in, struct tl_labels *labels)
{
    const struct tl_tokens *tokens = in->words;
    const struct tl_words *found = in->found;
    bool plain[WORDS_MOST] = {false}, act[WORDS_MOST] = {false};
    struct tl_word_set all = {{0, 0}};
    if (tokens->n == 0 || tokens->n > WORDS_MOST)
        return;
    for (size_t i = 0; i < tokens->n; i++) {
        const struct tl_token *t = &tokens->token[i];
        if (tl_word_set_has(found->word[i], TL_WORDS_NEGATION) ||
            tl_word_set_has(found->word[i], TL_WORDS_LAUGHTER))
            return;
        plain[i] = t->kind != TL_TOKEN_WORD
                       ? is_plain_mark(t, found->word[i])
                       : is_beside(found->word[i]) || tl_str_equal(t->norm, TL_STR("am")) ||
                             tl_str_equal(t->norm, TL_STR("x"));
        /* "thank you" */
        plain[i] |= i > 0 && act[i - 1] && tl_word_set_has(found->word[i], TL_WORDS_YOU);
        for (size_t k = 0; k < N_ACTS; k++)
            act[i] |= tl_word_set_has(found->word[i], acts[k].list) &&
                      !tl_word_set_has(found->word[i], TL_WORDS_ENDEARMENT);
        if (act[i])
            tl_word_set_add(&all, found->word[i]);
    }
    for (size_t p = 0; p < found->n_phrases; p++) {
        const struct tl_phrase *phrase = &found->phrase[p];
        bool is_act = false;
        for (size_t k = 0; k < N_ACTS; k++)
            is_act |= tl_word_set_has(phrase->set, acts[k].list) &&
                      !tl_word_set_has(phrase->set, TL_WORDS_ENDEARMENT);
        if (is_act)
            tl_word_set_add(&all, phrase->set);
        for (size_t i = phrase->first; i < phrase->end; i++)
            plain[i] |= is_act || is_beside(phrase->set);
    }
    for (size_t i = 0; i < tokens->n; i++)
        if (!plain[i] && !act[i])
            return;
    for (size_t k = 0; k < N_ACTS; k++)
        if (tl_word_set_has(all, acts[k].list)) {
            tl_rule_raise(labels, acts[k].label, TL_PLAIN_ACT);
            tl_reason_add(labels, acts[k].label, TL_PLAIN_ACT_RULE, tokens->token[0].at,
                          tokens->token[tokens->n - 1].end);
        }
}
