/*
 * context_hints.c: what all heads of the fast model say; which of the English word lists a word or
 * phrase of the text stands on; and signs that neither tells apart.
 *
 * Lists of danger are left out: they are for the screens alone.
 */
#include "context_hints.h"

#define HEADS TL_FAST_HEADS
#define HIT 2.8f /* what is there, beside scores of a few units */

static const uint8_t lists[] = {
    TL_WORDS_I,
    TL_WORDS_WE,
    TL_WORDS_YOU,
    TL_WORDS_SHE_HE,
    TL_WORDS_THEY,
    TL_WORDS_IMPERSONAL,
    TL_WORDS_ARTICLE,
    TL_WORDS_PREPOSITION,
    TL_WORDS_CONJUNCTION,
    TL_WORDS_AUXILIARY,
    TL_WORDS_ADVERB,
    TL_WORDS_NEGATION,
    TL_WORDS_QUANTIFIER,
    TL_WORDS_QUESTION,
    TL_WORDS_FEELING_PLEASANT,
    TL_WORDS_FEELING_UNPLEASANT,
    TL_WORDS_INTERPRETATION,
    TL_WORDS_DISCLOSURE_THOUGHT,
    TL_WORDS_DISCLOSURE_FEELING,
    TL_WORDS_DISCLOSURE_TOPIC,
    TL_WORDS_COGNITIVE,
    TL_WORDS_DISCREPANCY,
    TL_WORDS_HEDGE,
    TL_WORDS_ABSOLUTE,
    TL_WORDS_PAST,
    TL_WORDS_PRESENT,
    TL_WORDS_FUTURE,
    TL_WORDS_JOINT_FUTURE,
    TL_WORDS_AFFECTION,
    TL_WORDS_ENDEARMENT,
    TL_WORDS_GRATITUDE,
    TL_WORDS_APOLOGY,
    TL_WORDS_YOU_AFFECTION,
    TL_WORDS_YOU_FILLER,
    TL_WORDS_HEART,
    TL_WORDS_KISS,
    TL_WORDS_HUG,
    TL_WORDS_LAUGHTER,
    TL_WORDS_LAUGHTER_EMOJI,
    TL_WORDS_ACKNOWLEDGEMENT,
    TL_WORDS_GREETING,
    TL_WORDS_GOOD_MORNING,
    TL_WORDS_GOOD_NIGHT,
    TL_WORDS_FAREWELL,
    TL_WORDS_LOGISTICS,
    TL_WORDS_CHANNEL,
    TL_WORDS_TIME,
    TL_WORDS_AGREEMENT,
    TL_WORDS_DEMAND,
    TL_WORDS_WITHDRAW,
    TL_WORDS_WITHDRAW_ALONE,
    TL_WORDS_PAUSE,
    TL_WORDS_OVERWHELM,
    TL_WORDS_INVALIDATION,
    TL_WORDS_CHECK_IN,
    TL_WORDS_FINE,
    TL_WORDS_UNDERSTANDING,
    TL_WORDS_REPAIR,
    TL_WORDS_CONTEMPT,
    TL_WORDS_TRAIT,
    TL_WORDS_BEHAVIOUR,
    TL_WORDS_INSULT,
};

enum { N_LISTS = sizeof lists / sizeof lists[0] };

enum sign { NUMBER, EMOJI, PLACE, CAPS, LENGTHENED, DOTS, QUOTE, SENTENCES, N_SIGNS };
_Static_assert(HEADS + N_LISTS + N_SIGNS <= TL_CONTEXT_HINTS, "room for all");

void tl_context_hints_init(struct tl_context_hints *h, const struct tl_context *ctx)
{
    tl_tokens_init(&h->tokens, ctx);
    tl_words_init(&h->found, ctx);
}

void tl_context_hints_release(struct tl_context_hints *h)
{
    tl_tokens_release(&h->tokens);
    tl_words_release(&h->found);
}

static void read_signs(const struct tl_tokens *tokens, bool sign[N_SIGNS])
{
    size_t sentences = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        const struct tl_token *t = &tokens->token[i];
        sign[NUMBER] |= t->kind == TL_TOKEN_NUMBER;
        sign[EMOJI] |= t->kind == TL_TOKEN_EMOJI;
        sign[PLACE] |= t->kind == TL_TOKEN_PLACE;
        sign[CAPS] |= (t->flags & TL_TOKEN_CAPS) != 0;
        sign[LENGTHENED] |= t->kind == TL_TOKEN_WORD && (t->flags & TL_TOKEN_LENGTHENED) != 0;
        sign[DOTS] |= t->kind == TL_TOKEN_MARK && t->norm.len > 1 && t->norm.ptr[0] == '.';
        sign[QUOTE] |= t->kind == TL_TOKEN_MARK && t->norm.len > 0 && t->norm.ptr[0] == '"';
        sentences += (t->flags & TL_TOKEN_SENTENCE) != 0;
    }
    sign[SENTENCES] = sentences > 1;
}

enum tl_status tl_context_hints_read(struct tl_context_hints *h, struct tl_fast_model *model,
                                     struct tl_str text, float *out, struct tl_error *err)
{
    enum tl_status status = tl_tokens_read(&h->tokens, text, err);
    if (status == TL_OK)
        status = tl_words_read(&h->found, tl_lexicon_of(TL_LANGUAGE_EN), &h->tokens, err);
    if (status != TL_OK)
        return status;
    double score[HEADS];
    tl_fast_tokenise(text, &h->fast);
    tl_fast_model_scores(model, &h->fast, score);
    for (size_t k = 0; k < HEADS; k++) {
        const double x = (score[k] + 4) / 2;
        *out++ = (float)(x < -2 ? -2 : x > 4 ? 4 : x);
    }
    struct tl_word_set all = {{0, 0}};
    for (size_t i = 0; i < h->found.n; i++)
        tl_word_set_add(&all, h->found.word[i]);
    for (size_t i = 0; i < h->found.n_phrases; i++)
        tl_word_set_add(&all, h->found.phrase[i].set);
    for (size_t i = 0; i < N_LISTS; i++)
        *out++ = tl_word_set_has(all, (enum tl_word_list)lists[i]) ? HIT : 0;
    bool sign[N_SIGNS] = {false};
    read_signs(&h->tokens, sign);
    for (size_t i = 0; i < TL_CONTEXT_HINTS - HEADS - N_LISTS; i++)
        *out++ = i < N_SIGNS && sign[i] ? HIT : 0;
    return TL_OK;
}
