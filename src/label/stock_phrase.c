/*
 * stock_phrase.c: messages that are one set phrase mean what the phrase means, not its words.
 *
 * "no worries" holds no worry and "no thanks" no thanks. The list is short and fixed; it decides
 * only when nothing else is said, signs aside.
 */
#include <string.h>

#include "rules.h"

static const struct phrase {
    const char *words;
    enum tl_label label; /* raised to .9 */
} phrases[] = {
    {"all good", TL_LABEL_APPROVAL},
    {"anytime", TL_LABEL_NEUTRAL},
    {"bless you", TL_LABEL_CARING},
    {"bye", TL_LABEL_NEUTRAL},
    {"can't wait", TL_LABEL_EXCITEMENT},
    {"cant wait", TL_LABEL_EXCITEMENT},
    {"cheers", TL_LABEL_EMOTION_GRATITUDE},
    {"come again", TL_LABEL_CONFUSION},
    {"don't worry", TL_LABEL_CARING},
    {"don't worry about it", TL_LABEL_CARING},
    {"dont worry", TL_LABEL_CARING},
    {"dont worry about it", TL_LABEL_CARING},
    {"excuse me", TL_LABEL_NEUTRAL},
    {"fair enough", TL_LABEL_APPROVAL},
    {"fine", TL_LABEL_NEUTRAL},
    {"fine by me", TL_LABEL_APPROVAL},
    {"get well soon", TL_LABEL_CARING},
    {"good luck", TL_LABEL_OPTIMISM},
    {"good morning", TL_LABEL_NEUTRAL},
    {"good night", TL_LABEL_NEUTRAL},
    {"gn", TL_LABEL_NEUTRAL},
    {"goodnight", TL_LABEL_NEUTRAL},
    {"haha", TL_LABEL_AMUSEMENT},
    {"hahaha", TL_LABEL_AMUSEMENT},
    {"hi", TL_LABEL_NEUTRAL},
    {"i'm good thanks", TL_LABEL_NEUTRAL},
    {"ily", TL_LABEL_LOVE},
    {"ilysm", TL_LABEL_LOVE},
    {"im good thanks", TL_LABEL_NEUTRAL},
    {"it's nothing", TL_LABEL_NEUTRAL},
    {"k", TL_LABEL_NEUTRAL},
    {"kk", TL_LABEL_NEUTRAL},
    {"lmao", TL_LABEL_AMUSEMENT},
    {"lol", TL_LABEL_AMUSEMENT},
    {"morning", TL_LABEL_NEUTRAL},
    {"my bad", TL_LABEL_REMORSE},
    {"my pleasure", TL_LABEL_NEUTRAL},
    {"never mind", TL_LABEL_NEUTRAL},
    {"nevermind", TL_LABEL_NEUTRAL},
    {"no problem", TL_LABEL_NEUTRAL},
    {"no thank you", TL_LABEL_NEUTRAL},
    {"no thanks", TL_LABEL_NEUTRAL},
    {"no worries", TL_LABEL_NEUTRAL},
    {"no worries at all", TL_LABEL_NEUTRAL},
    {"not bad", TL_LABEL_APPROVAL},
    {"np", TL_LABEL_NEUTRAL},
    {"nvm", TL_LABEL_NEUTRAL},
    {"oh well", TL_LABEL_NEUTRAL},
    {"ok", TL_LABEL_NEUTRAL},
    {"okay", TL_LABEL_NEUTRAL},
    {"omw", TL_LABEL_NEUTRAL},
    {"pardon", TL_LABEL_CONFUSION},
    {"rofl", TL_LABEL_AMUSEMENT},
    {"same", TL_LABEL_NEUTRAL},
    {"sorry what", TL_LABEL_CONFUSION},
    {"sounds good", TL_LABEL_APPROVAL},
    {"sounds great", TL_LABEL_APPROVAL},
    {"sry", TL_LABEL_REMORSE},
    {"sure thing", TL_LABEL_APPROVAL},
    {"sweet dreams", TL_LABEL_CARING},
    {"take care", TL_LABEL_CARING},
    {"thanx", TL_LABEL_EMOTION_GRATITUDE},
    {"thnx", TL_LABEL_EMOTION_GRATITUDE},
    {"ty", TL_LABEL_EMOTION_GRATITUDE},
    {"tysm", TL_LABEL_EMOTION_GRATITUDE},
    {"what a shame", TL_LABEL_SADNESS},
    {"whatever", TL_LABEL_NEUTRAL},
    {"works for me", TL_LABEL_APPROVAL},
    {"yep", TL_LABEL_APPROVAL},
    {"you're welcome", TL_LABEL_NEUTRAL},
    {"your welcome", TL_LABEL_NEUTRAL},
    {"youre welcome", TL_LABEL_NEUTRAL},
    {"yw", TL_LABEL_NEUTRAL},
};

void tl_stock_phrase_words(struct tl_cue_words *words)
{
    for (size_t k = 0; k < sizeof phrases / sizeof phrases[0]; k++)
        tl_cue_words_add(words, phrases[k].words, strcspn(phrases[k].words, " "), TL_CUE_STOCK);
}

void tl_rule_stock_phrase(const struct tl_rule_input *in, struct tl_labels *labels)
{
    const struct tl_fast_tokens *tokens = in->tokens;
    size_t words = 0, first = 0;
    bool asked = false;
    if (((in->all_lists & TL_CUE_STOCK) == 0 && tokens->n != 2) || tokens->n > 16)
        return;
    for (size_t i = tokens->n; i-- > 0;) {
        const struct tl_fast_token *t = &tokens->token[i];
        if (t->word) {
            words++;
            first = i;
        } else if (t->len > 2) {
            return; /* an emoji says something of its own */
        }
        asked |= t->len == 1 && tokens->text[t->at] == '?';
        if (words > 4)
            return;
    }
    if (words == 0)
        return;
    for (size_t k = 0; k < sizeof phrases / sizeof phrases[0]; k++) {
        size_t n;
        if ((in->lists[first] & TL_CUE_STOCK) == 0 ||
            !tl_rule_phrase_at(tokens, first, phrases[k].words, &n))
            continue;
        size_t left = 0;
        for (size_t i = first + n; i < tokens->n; i++)
            left += tokens->token[i].word;
        if (left > 0)
            continue;
        tl_rule_mute(labels, (1u << TL_LABEL_NEUTRAL) - 1, .15f);
        if (phrases[k].label != TL_LABEL_NEUTRAL)
            labels->p[TL_LABEL_NEUTRAL] = .2f;
        tl_rule_raise(labels, phrases[k].label, .9f);
        tl_reason_add(labels, phrases[k].label, "rule:stock_phrase", tokens->token[first].start,
                      tokens->token[first + n - 1].end);
        return;
    }
    /* "sorry?" asks to say it again */
    if (words == 1 && asked && tokens->token[first].len == 5 &&
        memcmp(tokens->text + tokens->token[first].at, "sorry", 5) == 0) {
        tl_rule_mute(labels, TL_EMOTION(REMORSE) | TL_EMOTION(SADNESS), .1f);
        tl_rule_raise(labels, TL_LABEL_CONFUSION, .8f);
        labels->p[TL_LABEL_APOLOGY] *= .1f;
        tl_reason_add(labels, TL_LABEL_CONFUSION, "rule:stock_phrase", tokens->token[first].start,
                      tokens->token[first].end);
    }
}
