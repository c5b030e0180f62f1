/*
 * safety.c: is there a sign that ordinary advice would be unsafe, or that a life is in danger?
 *
 * Two screens, over word lists of three languages and without any model:
 * - G03, fear and control: phrases of eight kinds in the last 180 days, by person; insults by one
 *   side alone, five or more, are the ninth. A phrase in a message that either laughs in or at is
 *   a joke, and not counted. The weights are the catalogue's.
 * - G06, self-harm: phrases in the last 14 days, by either, but for laughter and what is cited.
 *
 * A phrase inside a longer one that is known to mean another thing ("scared of you falling", "not
 * going to kill myself over it") does not count; the rest of the message does.
 * The days are counted back from the last message. Word lists miss most of what they are for: a
 * screen that finds nothing is no sign of safety, and nowhere is it shown as one. Which phrase it
 * was, and whose, is not kept: nobody who reads over a shoulder should learn it here.
 *
 * Source: measures catalogue G03 and G06 (design; professional guidance puts safety first).
 */
#include "safety.h"

#include "minor.h"

#include "fault.h"
#include "language.h"
#include "lexicon.h"
#include "memory.h"

#define DANGER_DAYS 180
#define HARM_DAYS 14
#define LAUGH_MS (INT64_C(15) * 60000) /* an answer that laughs within this is to the message */
#define HUMILIATE_LEAST 5

static const struct {
    enum tl_word_list list;
    unsigned weight;
} kinds[TL_DANGER_COUNT] = {
    [TL_DANGER_THREAT] = {TL_WORDS_DANGER_THREAT, 3},
    [TL_DANGER_FEAR] = {TL_WORDS_DANGER_FEAR, 3},
    [TL_DANGER_WATCH] = {TL_WORDS_DANGER_WATCH, 2},
    [TL_DANGER_ISOLATE] = {TL_WORDS_DANGER_ISOLATE, 2},
    [TL_DANGER_CONTROL] = {TL_WORDS_DANGER_CONTROL, 2},
    [TL_DANGER_COERCE] = {TL_WORDS_DANGER_COERCE, 3},
    [TL_DANGER_VIOLENCE] = {TL_WORDS_DANGER_VIOLENCE, 4},
    [TL_DANGER_FOLLOW] = {TL_WORDS_DANGER_FOLLOW, 2},
    [TL_DANGER_HUMILIATE] = {TL_WORDS_INSULT, 1},
};

bool tl_danger_is_positive(const struct tl_danger_count *count)
{
    unsigned sum = 0, n_kinds = 0;
    for (int k = 0; k < TL_DANGER_COUNT; k++) {
        uint32_t seen = count->seen[k];
        if (k == TL_DANGER_FOLLOW && !count->asked_to_stop)
            seen = 0;
        if (k == TL_DANGER_HUMILIATE)
            seen = seen >= HUMILIATE_LEAST;
        if (seen == 0)
            continue;
        if (kinds[k].weight >= 4 || (kinds[k].weight == 3 && seen >= 2))
            return true;
        sum += kinds[k].weight * (seen > 3 ? 3 : seen);
        n_kinds++;
    }
    return sum >= 6 && n_kinds >= 2;
}

/* What the lists say of one message. */
struct signs {
    bool kind[TL_DANGER_COUNT];
    bool harm, stop, laughs, idiom;
};

struct screen {
    const struct tl_conversation *conv;
    struct tl_tokens tokens;
    struct tl_words words;
    struct tl_danger_count count[2];
    bool harm;
};

/* Whether the phrase is part of one on the list `idioms`, or goes on as one. */
static bool is_idiom(const struct tl_words *words, const struct tl_phrase *phrase,
                     enum tl_word_list idioms)
{
    for (size_t i = 0; i < words->n_phrases; i++) {
        const struct tl_phrase *p = &words->phrase[i];
        if (p->first < phrase->end && p->end >= phrase->end && tl_word_set_has(p->set, idioms))
            return true;
    }
    return false;
}

static bool ends_sentence(const struct tl_tokens *tokens, size_t end)
{
    return end == tokens->n || (tokens->token[end].flags & TL_TOKEN_SENTENCE) != 0 ||
           tokens->token[end].kind == TL_TOKEN_MARK || tokens->token[end].kind == TL_TOKEN_EMOJI;
}

static bool is_quotation(const struct tl_token *token)
{
    return token->kind == TL_TOKEN_MARK && token->norm.len == 1 && token->norm.ptr[0] == '"';
}

/* Whether the token is in a quotation and the writer speaks of himself nowhere else: of a film, a
   song, a third person. */
static bool is_cited(const struct screen *s, size_t token)
{
    bool quoted = false, cited = false;
    for (size_t i = 0; i < s->tokens.n; i++) {
        if (is_quotation(&s->tokens.token[i]))
            quoted = !quoted;
        else if (!quoted && tl_word_set_has(s->words.word[i], TL_WORDS_I))
            return false;
        if (i == token)
            cited = quoted;
    }
    return cited && !quoted;
}

/* A word is a phrase of one. */
static void take_signs(const struct screen *s, const struct tl_phrase *phrase, struct signs *out)
{
    const struct tl_word_set set = phrase->set;
    const bool ends = ends_sentence(&s->tokens, phrase->end);
    for (int k = 0; k < TL_DANGER_COUNT; k++) {
        const bool found = tl_word_set_has(set, kinds[k].list) ||
                           (k == TL_DANGER_VIOLENCE && ends &&
                            tl_word_set_has(set, TL_WORDS_DANGER_VIOLENCE_LAST));
        if (found && is_idiom(&s->words, phrase, TL_WORDS_DANGER_NOT))
            out->idiom = true;
        else if (found)
            out->kind[k] = true;
    }
    if (tl_word_set_has(set, TL_WORDS_SELF_HARM) ||
        (ends && tl_word_set_has(set, TL_WORDS_SELF_HARM_LAST))) {
        if (is_idiom(&s->words, phrase, TL_WORDS_SELF_HARM_NOT))
            out->idiom = true;
        else if (!is_cited(s, phrase->first))
            out->harm = true;
    }
    out->stop |= tl_word_set_has(set, TL_WORDS_DANGER_STOP);
    out->laughs |=
        tl_word_set_has(set, TL_WORDS_LAUGHTER) || tl_word_set_has(set, TL_WORDS_LAUGHTER_EMOJI);
}

static enum tl_status find_signs(struct screen *s, struct signs *out, struct tl_error *err)
{
    enum tl_status status = TL_OK;
    for (int l = TL_LANGUAGE_NONE + 1; l < TL_LANGUAGE_COUNT && status == TL_OK; l++) {
        status = tl_words_read(&s->words, tl_lexicon_of((enum tl_language)l), &s->tokens, err);
        for (size_t w = 0; w < s->words.n; w++) {
            const struct tl_phrase word = {(uint32_t)w, (uint32_t)w + 1, s->words.word[w]};
            if (!tl_word_set_empty(word.set))
                take_signs(s, &word, out);
        }
        for (size_t p = 0; p < s->words.n_phrases; p++)
            take_signs(s, &s->words.phrase[p], out);
    }
    return status;
}

/* Takes the words out that can stand anywhere; false when there are none. */
static bool drop_fillers(struct tl_tokens *tokens)
{
    size_t n = 0;
    uint8_t sentence = 0; /* a dropped word began one */
    for (size_t i = 0; i < tokens->n; i++) {
        bool filler = false;
        for (int l = TL_LANGUAGE_NONE + 1; l < TL_LANGUAGE_COUNT && !filler; l++)
            filler = tl_word_set_has(
                tl_lexicon_look_up(tl_lexicon_of((enum tl_language)l), &tokens->token[i]),
                TL_WORDS_FILLER);
        sentence |= tokens->token[i].flags & TL_TOKEN_SENTENCE;
        if (filler)
            continue;
        tokens->token[n] = tokens->token[i];
        tokens->token[n++].flags |= sentence;
        sentence = 0;
    }
    const bool any = n < tokens->n;
    tokens->n = n;
    return any;
}

static bool is_sign(const struct signs *signs)
{
    bool found = signs->harm;
    for (int k = 0; k < TL_DANGER_COUNT && !found; k++)
        found = signs->kind[k];
    return found;
}

static enum tl_status read_signs(struct screen *s, struct tl_str text, struct signs *out,
                                 struct tl_error *err)
{
    *out = (struct signs){.harm = false};
    enum tl_status status = tl_tokens_read(&s->tokens, text, err);
    if (status == TL_OK)
        status = find_signs(s, out, err);
    if (status == TL_OK && !is_sign(out) && !out->idiom && drop_fillers(&s->tokens))
        status = find_signs(s, out, err);
    return status;
}

static bool has_words(const struct tl_conversation *conv, size_t i)
{
    return conv->sender[i] < 2 && conv->text_len[i] > 0 && conv->kind[i] != TL_KIND_SYSTEM &&
           (conv->flags[i] & TL_FLAG_FORWARDED) == 0;
}

/* Whether the other laughs at message i soon after. */
static enum tl_status is_laughed_at(struct screen *s, size_t i, bool *laughed, struct tl_error *err)
{
    const struct tl_conversation *conv = s->conv;
    *laughed = false;
    for (size_t k = i + 1; k < conv->n_messages && conv->time_ms[k] - conv->time_ms[i] <= LAUGH_MS;
         k++) {
        struct signs answer;
        if (!has_words(conv, k) || conv->sender[k] == conv->sender[i])
            continue;
        enum tl_status status = read_signs(s, tl_conversation_text(conv, k), &answer, err);
        *laughed = answer.laughs;
        return status;
    }
    return TL_OK;
}

static enum tl_status see(struct screen *s, size_t i, int64_t age_ms, struct tl_error *err)
{
    struct signs signs;
    bool laughed = false;
    const unsigned who = s->conv->sender[i];
    enum tl_status status = read_signs(s, tl_conversation_text(s->conv, i), &signs, err);
    if (status != TL_OK)
        return status;
    if (signs.stop)
        s->count[1 - who].asked_to_stop = true;
    if (!is_sign(&signs))
        return TL_OK;
    if (!signs.laughs)
        status = is_laughed_at(s, i, &laughed, err);
    if (status != TL_OK || signs.laughs || laughed)
        return status;
    for (int k = 0; k < TL_DANGER_COUNT; k++)
        if (signs.kind[k] && (k != TL_DANGER_FOLLOW || s->count[who].asked_to_stop))
            s->count[who].seen[k]++;
    if (age_ms <= HARM_DAYS * INT64_C(86400000) && signs.harm)
        s->harm = true;
    return TL_OK;
}

enum tl_status tl_find_safety(const struct tl_context *ctx, const struct tl_conversation *conv,
                              struct tl_safety *out, struct tl_error *err)
{
    struct screen s = {.conv = conv};
    enum tl_status status = TL_OK;
    *out = (struct tl_safety){false, false, false};
    if (conv->n_messages == 0)
        return TL_OK;
    tl_tokens_init(&s.tokens, ctx);
    tl_words_init(&s.words, ctx);
    const int64_t last = conv->time_ms[conv->n_messages - 1];
    for (size_t i = 0; i < conv->n_messages && status == TL_OK; i++) {
        const int64_t age = last - conv->time_ms[i];
        if (age <= DANGER_DAYS * INT64_C(86400000) && has_words(conv, i))
            status = see(&s, i, age, err);
    }
    /* Insults on both sides are a quarrel; by one alone they are something else. */
    if (s.count[0].seen[TL_DANGER_HUMILIATE] > 0 && s.count[1].seen[TL_DANGER_HUMILIATE] > 0)
        s.count[0].seen[TL_DANGER_HUMILIATE] = s.count[1].seen[TL_DANGER_HUMILIATE] = 0;
    out->life = s.harm;
    out->fear = tl_danger_is_positive(&s.count[0]) || tl_danger_is_positive(&s.count[1]);
    tl_tokens_release(&s.tokens);
    tl_words_release(&s.words);
    return status == TL_OK ? tl_find_minor(ctx, conv, &out->minor, err) : status;
}

enum tl_status tl_find_signs(const struct tl_context *ctx, struct tl_str text,
                             struct tl_text_signs *out, struct tl_error *err)
{
    struct screen s = {.conv = NULL};
    struct signs signs;
    *out = (struct tl_text_signs){false, false, false, false, false};
    tl_tokens_init(&s.tokens, ctx);
    tl_words_init(&s.words, ctx);
    const enum tl_status status = read_signs(&s, text, &signs, err);
    out->minor = status == TL_OK && !signs.laughs && tl_age_said_in(&s.tokens).years > 0;
    tl_tokens_release(&s.tokens);
    tl_words_release(&s.words);
    if (status != TL_OK)
        return status;
    out->asks_to_stop = signs.stop;
    if (signs.laughs)
        return TL_OK;
    for (int k = 0; k < TL_DANGER_COUNT; k++)
        out->danger |= k != TL_DANGER_HUMILIATE && k != TL_DANGER_FOLLOW && signs.kind[k];
    out->follows = signs.kind[TL_DANGER_FOLLOW];
    out->life = signs.harm;
    return TL_OK;
}
