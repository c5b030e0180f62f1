/*
 * phrase.c: see phrase.h.
 *
 * A phrase is walked from each word of its sentence on. Its steps are few and written by us, so
 * that the walk, which tries what may be missing both ways, ends soon whatever the text is: a gap
 * is bounded, and no step looks beyond its sentence.
 */
#include "phrase.h"

#include <string.h>

#include "fault.h"
#include "str.h"

#define NO_MATCH SIZE_MAX
#define SHORT_GAP 3
#define LONG_GAP 12
#define NEAR 40 /* words around a cue that can take it back */

void tl_script_init(struct tl_script *script, const struct tl_context *ctx)
{
    *script = (struct tl_script){.ctx = ctx};
    tl_tokens_init(&script->tokens, ctx);
    tl_words_init(&script->found, ctx);
}

void tl_script_release(struct tl_script *script)
{
    tl_tokens_release(&script->tokens);
    tl_words_release(&script->found);
    tl_free(script->ctx, script->word, script->cap * sizeof *script->word);
    tl_free(script->ctx, script->asks, script->asks_cap);
    script->word = NULL;
    script->asks = NULL;
    script->cap = script->asks_cap = script->n = 0;
}

static const char *full_form(const struct tl_coach_language *language, struct tl_str norm)
{
    size_t lo = 0, hi = language->n_shorts;
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        const struct tl_str word = tl_str_from(language->shorts[mid].word);
        const size_t n = word.len < norm.len ? word.len : norm.len;
        int order = memcmp(word.ptr, norm.ptr, n);
        if (order == 0)
            order = (word.len > norm.len) - (word.len < norm.len);
        if (order == 0)
            return language->shorts[mid].full;
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

static bool push(struct tl_script *s, struct tl_str norm, size_t token, uint32_t sentence,
                 bool quoted)
{
    struct tl_script_word *grown = tl_grow(s->ctx, s->word, &s->cap, s->n + 1, sizeof *grown);
    if (grown == NULL)
        return false;
    s->word = grown;
    const struct tl_token *t = &s->tokens.token[token];
    s->word[s->n++] = (struct tl_script_word){
        norm, t->at, t->end, (uint32_t)token, sentence, quoted, t->kind == TL_TOKEN_EMOJI};
    return true;
}

static bool push_full(struct tl_script *s, const char *full, size_t token, uint32_t sentence,
                      bool quoted)
{
    while (*full != '\0') {
        const size_t n = strcspn(full, " ");
        if (!push(s, (struct tl_str){full, n}, token, sentence, quoted))
            return false;
        full += n + (full[n] == ' ');
    }
    return true;
}

static bool is_quotation(struct tl_str norm)
{
    return norm.len == 1 && norm.ptr[0] == '"';
}

/* A mark that opens quotation only where another one ends it. */
static bool closes(const struct tl_tokens *tokens, size_t open)
{
    for (size_t i = open + 1; i < tokens->n; i++)
        if (tokens->token[i].kind == TL_TOKEN_MARK && is_quotation(tokens->token[i].norm))
            return true;
    return false;
}

static void count_letters(struct tl_script *s, const struct tl_token *t)
{
    if (t->end - t->at < 2)
        return;
    for (uint32_t i = t->at; i < t->end; i++) {
        s->capitals += s->text.ptr[i] >= 'A' && s->text.ptr[i] <= 'Z';
        s->small += s->text.ptr[i] >= 'a' && s->text.ptr[i] <= 'z';
    }
}

enum tl_status tl_script_read(struct tl_script *s, const struct tl_coach_language *language,
                              struct tl_str text, struct tl_error *err)
{
    bool quoted = false;
    s->language = language;
    s->text = text;
    s->n = s->n_spoken = 0;
    s->n_sentences = s->n_questions = s->n_shouts = s->capitals = s->small = 0;
    enum tl_status status = tl_tokens_read(&s->tokens, text, err);
    if (status == TL_OK)
        status = tl_words_read(&s->found, tl_lexicon_of(language->language), &s->tokens, err);
    if (status != TL_OK)
        return status;
    bool *asks = tl_grow(s->ctx, s->asks, &s->asks_cap, s->tokens.n + 1, 1);
    if (asks == NULL)
        return tl_fault_memory(err);
    s->asks = asks;
    memset(s->asks, 0, s->tokens.n + 1);
    for (size_t i = 0; i < s->tokens.n; i++) {
        const struct tl_token *t = &s->tokens.token[i];
        if (t->flags & TL_TOKEN_SENTENCE)
            s->n_sentences++;
        const uint32_t sentence = s->n_sentences > 0 ? s->n_sentences - 1 : 0;
        if (t->kind == TL_TOKEN_MARK) {
            if (is_quotation(t->norm))
                quoted = !quoted && closes(&s->tokens, i);
            if (t->norm.ptr[0] == '?' && !s->asks[sentence] && !quoted) {
                s->asks[sentence] = true;
                s->n_questions++;
            }
            s->n_shouts += (t->norm.ptr[0] == '!' || t->norm.ptr[0] == '?') && t->norm.len >= 2;
        }
        if (t->kind == TL_TOKEN_MARK || t->kind == TL_TOKEN_PLACE)
            continue;
        const char *full = t->kind == TL_TOKEN_WORD ? full_form(language, t->norm) : NULL;
        s->n_spoken += t->kind == TL_TOKEN_WORD;
        if (t->kind == TL_TOKEN_WORD)
            count_letters(s, t);
        if (!(full != NULL ? push_full(s, full, i, sentence, quoted)
                           : push(s, t->norm, i, sentence, quoted)))
            return tl_fault_memory(err);
    }
    s->laughs =
        tl_script_lists(s, TL_WORDS_LAUGHTER_EMOJI) || tl_script_lists(s, TL_WORDS_LAUGHTER);
    s->fond = tl_script_lists(s, TL_WORDS_HEART) || tl_script_lists(s, TL_WORDS_KISS) ||
              tl_script_lists(s, TL_WORDS_HUG);
    return TL_OK;
}

bool tl_script_lists(const struct tl_script *s, enum tl_word_list list)
{
    for (size_t i = 0; i < s->found.n; i++)
        if (tl_word_set_has(s->found.word[i], list))
            return true;
    for (size_t i = 0; i < s->found.n_phrases; i++)
        if (tl_word_set_has(s->found.phrase[i].set, list))
            return true;
    return false;
}

static enum tl_word_list list_called(struct tl_str name)
{
    int list = 0;
    while (list < TL_WORDS_COUNT &&
           !tl_str_equal(tl_str_from(tl_word_list_name((enum tl_word_list)list)), name))
        list++;
    return (enum tl_word_list)list;
}

/* The first that does not begin before the token. */
static size_t first_phrase(const struct tl_words *found, uint32_t token)
{
    size_t lo = 0, hi = found->n_phrases;
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        if (found->phrase[mid].first < token)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Where the words from w on that the list holds end; the longest. */
static size_t match_list(const struct tl_script *s, struct tl_str name, size_t w)
{
    const uint32_t token = s->word[w].token;
    const bool starts = w == 0 || s->word[w - 1].token != token;
    if (!starts)
        return NO_MATCH;
    const enum tl_word_list list = list_called(name);
    size_t end_token = tl_word_set_has(s->found.word[token], list) ? token + 1 : 0;
    for (size_t p = first_phrase(&s->found, token);
         p < s->found.n_phrases && s->found.phrase[p].first == token; p++)
        if (s->found.phrase[p].end > end_token && tl_word_set_has(s->found.phrase[p].set, list))
            end_token = s->found.phrase[p].end;
    if (end_token == 0)
        return NO_MATCH;
    while (w < s->n && s->word[w].token < end_token)
        w++;
    return w;
}

static bool fits(struct tl_str norm, struct tl_str choice)
{
    if (choice.len > 1 && choice.ptr[choice.len - 1] == '*')
        return tl_str_starts(norm, (struct tl_str){choice.ptr, choice.len - 1});
    return tl_str_equal(norm, choice);
}

/* Where step [p, p + n) ends when it starts at word w. */
static size_t match_step(const struct tl_script *s, const char *p, size_t n, size_t w)
{
    const struct tl_script_word *word = &s->word[w];
    for (size_t from = 0; from < n;) {
        size_t to = from;
        while (to < n && p[to] != '|')
            to++;
        const bool list = p[from] == '<' && p[to - 1] == '>';
        const size_t end = list ? match_list(s, (struct tl_str){p + from + 1, to - from - 2}, w)
                           : fits(word->norm, (struct tl_str){p + from, to - from}) ? w + 1
                                                                                    : NO_MATCH;
        if (end != NO_MATCH)
            return end;
        from = to + 1;
    }
    return NO_MATCH;
}

/* Where the phrase that starts at word w ends; `end`: of the sentence. */
static size_t match(const struct tl_script *s, const char *p, size_t w, size_t end)
{
    while (*p != '\0') {
        size_t n = strcspn(p, " ");
        const char *rest = p + n + (p[n] == ' ');
        if (n == 1 && *p == '^') {
            if (w > 0 && s->word[w - 1].sentence == s->word[w].sentence)
                return NO_MATCH;
        } else if (n == 1 && *p == '$') {
            if (w != end)
                return NO_MATCH;
        } else if (n == 3 && memcmp(p, "(?)", 3) == 0) {
            if (!s->asks[s->word[w > 0 && w == end ? w - 1 : w].sentence])
                return NO_MATCH;
        } else if (p[0] == '.') {
            const size_t most = n == 2 ? SHORT_GAP : LONG_GAP;
            for (size_t gap = 0; gap <= most && w + gap <= end; gap++) {
                const size_t to = match(s, rest, w + gap, end);
                if (to != NO_MATCH)
                    return to;
            }
            return NO_MATCH;
        } else {
            const bool may_lack = p[n - 1] == '?';
            n -= may_lack;
            const size_t to = w < end ? match_step(s, p, n, w) : NO_MATCH;
            if (may_lack && to != NO_MATCH) {
                const size_t with = match(s, rest, to, end);
                if (with != NO_MATCH)
                    return with;
            }
            if (!may_lack) {
                if (to == NO_MATCH)
                    return NO_MATCH;
                w = to;
            }
        }
        p = rest;
    }
    return w;
}

/* A first step that is a plain word can be told from its first letter. */
static bool can_start(const char *p, const struct tl_script_word *word)
{
    if (word->norm.len > 0 && p[0] == word->norm.ptr[0])
        return true;
    if (p[0] == '<' || p[0] == '^' || p[0] == '.' || p[0] == '(' || p[0] == '$')
        return true;
    while (*p != '|' && *p != ' ' && *p != '\0')
        p++;
    return *p == '|' || p[-1] == '?';
}

static size_t sentence_end(const struct tl_script *s, size_t w)
{
    const uint32_t sentence = s->word[w].sentence;
    while (w < s->n && s->word[w].sentence == sentence)
        w++;
    return w;
}

/* The start of the sentence, or of what is near. */
static size_t near_start(const struct tl_script *s, size_t w)
{
    const uint32_t sentence = s->word[w].sentence;
    const size_t least = w > NEAR ? w - NEAR : 0;
    while (w > least && s->word[w - 1].sentence == sentence)
        w--;
    return w;
}

static bool any_between(const struct tl_script *s, const char *const *phrases, size_t from,
                        size_t to, size_t end)
{
    for (; phrases != NULL && *phrases != NULL; phrases++)
        for (size_t w = from; w < to; w++)
            if (can_start(*phrases, &s->word[w]) && match(s, *phrases, w, end) != NO_MATCH)
                return true;
    return false;
}

static bool find_in(const struct tl_script *s, const struct tl_coach_phrases *set, bool said,
                    size_t from, struct tl_span *span)
{
    size_t end = 0;
    for (size_t w = from; w < s->n; w++) {
        if (w >= end)
            end = sentence_end(s, w);
        if (said && s->word[w].quoted)
            continue;
        for (const char *const *cue = set->cue; cue != NULL && *cue != NULL; cue++) {
            const size_t to = can_start(*cue, &s->word[w]) ? match(s, *cue, w, end) : NO_MATCH;
            if (to == NO_MATCH || to == w)
                continue;
            const size_t start = near_start(s, w);
            const size_t near_end = end - to > NEAR ? to + NEAR : end;
            if (said && any_between(s, s->language->set[TL_SET_ASIDE].cue, start, w, end))
                continue;
            if (any_between(s, set->unless, start, near_end, end))
                continue;
            *span = (struct tl_span){w, to};
            return true;
        }
    }
    return false;
}

bool tl_script_find(const struct tl_script *s, enum tl_coach_set set, size_t from,
                    struct tl_span *span)
{
    return find_in(s, &s->language->set[set], true, from, span);
}

bool tl_script_has(const struct tl_script *s, enum tl_coach_set set)
{
    struct tl_span span;
    return find_in(s, &s->language->set[set], false, 0, &span);
}

size_t tl_script_count(const struct tl_script *s, enum tl_coach_set set)
{
    struct tl_span span;
    size_t n = 0, from = 0;
    while (tl_script_find(s, set, from, &span)) {
        n++;
        from = span.end;
    }
    return n;
}
