/*
 * mock_praise.c: "oh great, another meeting" praises nothing.
 *
 * A fixed list of openings that are mostly meant the other way round. They mute the glad emotions
 * and let annoyance in, unless the message holds
 * a plainly kind sign; openings that can be meant well count only when something sour follows.
 */
#include <string.h>

#include "rules.h"

static const struct opening {
    const char *phrase;
    bool alone; /* also when nothing follows */
} openings[] = {
    {"oh great", true},
    {"oh wonderful", true},
    {"oh fantastic", true},
    {"oh brilliant", true},
    {"oh lovely", false},
    {"oh perfect", false},
    {"oh joy", true},
    {"yeah right", true},
    {"yea right", true},
    {"just great", true},
    {"just brilliant", true},
    {"just perfect", true},
    {"just fantastic", true},
    {"just wonderful", true},
    {"just lovely", true},
    {"wow great job", false},
    {"great job", false},
    {"nice job", false},
    {"nice going", true},
    {"way to go", false},
    {"real nice", true},
    {"real mature", true},
    {"very mature", true},
    {"how mature", true},
    {"just what i needed", true},
    {"exactly what i needed", true},
    {"thanks for nothing", true},
    {"thanks a lot for", false},
    {"thank you so much for not", false},
    {"thanks for not", false},
    {"well isn't that", false},
    {"well aren't you", false},
    {"aren't you just", false},
    {"how nice of you", false},
    {"how kind of you to", false},
    {"how thoughtful", false},
    {"glad you finally", false},
    {"so glad you", false},
    {"i'm so glad you", false},
    {"im so glad you", false},
    {"good for you then", true},
    {"lucky me", true},
    {"what a surprise", true},
    {"big surprise", true},
    {"shocker", true},
    {"sure you did", true},
    {"sure you are", true},
    {"sure you were", true},
    {"of course you did", true},
    {"of course you forgot", true},
    {"love how you", false},
    {"i love how you", false},
    {"love that for me", true},
    {"love it when you", false},
    {"i love it when you", false},
    {"i just love", false},
    {"because that worked so well", true},
    {"as if", true},
    {"slow clap", true},
};
static const char *const kind_signs[] = {
    "\xe2\x9d\xa4",     "\xf0\x9f\x98\x8d", "\xf0\x9f\xa5\xb0", "\xf0\x9f\x98\x98",
    "\xf0\x9f\x92\x95", "\xf0\x9f\x92\x96", "\xf0\x9f\x8e\x89", "\xf0\x9f\xa4\x97",
};

void tl_mock_praise_words(struct tl_cue_words *words)
{
    for (size_t k = 0; k < sizeof openings / sizeof openings[0]; k++)
        tl_cue_words_add(words, openings[k].phrase, strcspn(openings[k].phrase, " "),
                         TL_CUE_OPENING);
}

static bool has_kind_sign(const struct tl_fast_tokens *tokens)
{
    for (size_t i = 0; i < tokens->n; i++)
        for (size_t k = 0; !tokens->token[i].word && k < sizeof kind_signs / sizeof kind_signs[0];
             k++)
            if (strlen(kind_signs[k]) == tokens->token[i].len &&
                memcmp(tokens->text + tokens->token[i].at, kind_signs[k], tokens->token[i].len) ==
                    0)
                return true;
    return false;
}

static bool goes_sour(const struct tl_rule_input *in, size_t from)
{
    for (size_t i = from; i < in->tokens->n; i++)
        if ((in->lists[i] & TL_CUE_SOUR) != 0)
            return true;
    return false;
}

void tl_rule_mock_praise(const struct tl_rule_input *in, struct tl_labels *labels)
{
    const struct tl_fast_tokens *tokens = in->tokens;
    bool start = true; /* of a sentence */
    if ((in->all_lists & TL_CUE_OPENING) == 0 || has_kind_sign(tokens))
        return;
    for (size_t i = 0; i < tokens->n; i++) {
        const bool open = start && (in->lists[i] & TL_CUE_OPENING) != 0;
        for (size_t k = 0; open && k < sizeof openings / sizeof openings[0]; k++) {
            size_t n;
            if (!tl_rule_phrase_at(tokens, i, openings[k].phrase, &n) ||
                (!openings[k].alone && !goes_sour(in, i + n)))
                continue;
            tl_rule_mute(labels, TL_EMOTIONS_GLAD | TL_EMOTION(CARING), .12f);
            tl_rule_raise(labels, TL_LABEL_ANNOYANCE, .5f);
            tl_reason_add(labels, TL_LABEL_ANNOYANCE, "rule:mock_praise", tokens->token[i].start,
                          tokens->token[i + n - 1].end);
            if (labels->valence > 0)
                labels->valence *= -.5f;
            return;
        }
        /* "wow, oh great": what comes before an opening may be an interjection */
        start = !tokens->token[i].word || (start && (in->lists[i] & TL_CUE_INTERJECTION) != 0);
    }
}
