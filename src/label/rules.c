/* rules.c: the table of rules and what they share. */
#include "rules.h"

#include <string.h>

static const struct {
    void (*run)(const struct tl_rule_input *in, struct tl_labels *labels);
    bool english; /* knows English only */
} rules[] = {
    {tl_rule_negation, true},
    {tl_rule_mock_praise, true},
    {tl_rule_word_lists, false},
    {tl_rule_plain_act, true},
    {tl_rule_emoji_alone, false},
    {tl_rule_stock_phrase, true}, /* last: it knows the whole message
                                   */
};

void tl_rules_apply(const struct tl_rule_input *in, struct tl_labels *labels)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (!rules[i].english || in->language == TL_LANGUAGE_EN)
            rules[i].run(in, labels);
}

void tl_reason_add(struct tl_labels *labels, enum tl_label label, const char *name, uint32_t at,
                   uint32_t end)
{
    for (size_t i = 0; i < labels->n_reasons; i++)
        if (labels->reason[i].label == label && strcmp(labels->reason[i].name, name) == 0)
            return;
    if (labels->n_reasons < TL_MAX_REASONS)
        labels->reason[labels->n_reasons++] = (struct tl_reason){label, name, at, end};
}

void tl_rule_mute(struct tl_labels *labels, uint32_t emotions, float factor)
{
    float most = 0;
    for (size_t k = 0; k < TL_LABEL_NEUTRAL; k++) {
        if ((emotions >> k & 1) != 0)
            labels->p[k] *= factor;
        most = labels->p[k] > most ? labels->p[k] : most;
    }
    tl_rule_raise(labels, TL_LABEL_NEUTRAL, (1 - most) * .8f);
}

void tl_rule_raise(struct tl_labels *labels, enum tl_label label, float p)
{
    if (!(labels->p[label] >= p)) /* also NaN */
        labels->p[label] = p;
}

bool tl_rule_phrase_at(const struct tl_fast_tokens *tokens, size_t i, const char *phrase, size_t *n)
{
    const size_t from = i;
    while (*phrase != 0) {
        const size_t len = strcspn(phrase, " ");
        while (i > from && i < tokens->n && !tokens->token[i].word)
            i++;
        if (i >= tokens->n || !tokens->token[i].word || tokens->token[i].len != len ||
            memcmp(tokens->text + tokens->token[i].at, phrase, len) != 0)
            return false;
        i++;
        phrase += len;
        phrase += *phrase == ' ';
    }
    *n = i - from;
    return true;
}
