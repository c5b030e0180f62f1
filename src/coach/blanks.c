/*
 * blanks.c: [that day], [feeling], [what happened] and [wish] take the draft's own words, each a
 * stretch of at most eight to the next mark; the brackets stay, so that nobody takes them for a
 * finished text. All other blanks are the writer's.
 */
#include "blanks.h"

#include <string.h>

#include "str.h"

#define WORDS_MOST 8

/* From word w to the next mark. */
static struct tl_str clause(const struct tl_script *s, size_t w)
{
    if (w >= s->n)
        return (struct tl_str){NULL, 0};
    const uint32_t at = s->word[w].at;
    uint32_t end = at;
    size_t n = 0;
    for (size_t i = s->word[w].token; i < s->tokens.n && n < WORDS_MOST; i++, n++) {
        const struct tl_token *t = &s->tokens.token[i];
        if (t->kind != TL_TOKEN_WORD && t->kind != TL_TOKEN_NUMBER)
            break;
        if (i > s->word[w].token && (t->flags & TL_TOKEN_SENTENCE) != 0)
            break;
        end = t->end;
    }
    return (struct tl_str){s->text.ptr + at, end - at};
}

static bool starts_whole(const struct tl_script *s, size_t w)
{
    return w < s->n && (w == 0 || s->word[w - 1].token != s->word[w].token);
}

static const char *what_happened(struct tl_arena *arena, const struct tl_draft *d)
{
    const struct tl_script *s = &d->script;
    struct tl_span span, verb;
    /* "you never listen": you did not listen */
    static const int reproaches[] = {0, 11};
    for (size_t i = 0; i < 2; i++)
        if (tl_script_find(s, (enum tl_coach_set)reproaches[i], 0, &span) &&
            tl_script_find(s, TL_SET_BASE, span.end, &verb) && verb.first == span.end) {
            const struct tl_str last = s->word[span.end - 1].norm;
            const struct tl_str rest = clause(s, verb.first);
            if ((tl_str_equal(last, TL_STR("never")) || i == 1) && rest.len < 256)
                return tl_arena_printf(arena, "%s %.*s", d->language->not_done, (int)rest.len,
                                       rest.ptr);
        }
    if (tl_script_find(s, TL_SET_COMPLAINT, 0, &span) &&
        tl_str_equal(s->word[span.first].norm, TL_STR("you")) && starts_whole(s, span.first))
        return tl_arena_copy(arena, clause(s, span.first)).ptr;
    return "";
}

/* "" where the draft does not say; NULL without memory. */
static const char *value_of(struct tl_arena *arena, const struct tl_draft *d, struct tl_str name)
{
    const struct tl_script *s = &d->script;
    struct tl_span span;
    if (tl_str_equal_fold(name, TL_STR("that day")) ||
        tl_str_equal_fold(name, TL_STR("an dem Tag"))) {
        if (!tl_script_find(s, TL_SET_DAY, 0, &span))
            return "";
        const uint32_t at = s->word[span.first].at;
        return tl_arena_copy(arena, tl_str_slice(s->text, at, s->word[span.end - 1].end)).ptr;
    }
    if (tl_str_equal(name, TL_STR("feeling")) || tl_str_equal(name, TL_STR("Gefühl"))) {
        if (!tl_script_find(s, TL_SET_OWN_FEELING, 0, &span))
            return "";
        const struct tl_script_word *last = &s->word[span.end - 1];
        return tl_arena_copy(arena, tl_str_slice(s->text, last->at, last->end)).ptr;
    }
    if (tl_str_equal_fold(name, TL_STR("what happened")))
        return what_happened(arena, d);
    if (tl_str_equal(name, TL_STR("wish"))) {
        for (size_t from = 0; tl_script_find(s, TL_SET_WISH, from, &span); from = span.end)
            if (starts_whole(s, span.end)) {
                const struct tl_str wish = clause(s, span.end);
                if (wish.len > 0)
                    return tl_arena_copy(arena, wish).ptr;
            }
    }
    return "";
}

const char *tl_blanks_fill(struct tl_arena *arena, const struct tl_draft *d, const char *pattern)
{
    struct tl_buf buf;
    const char *filled = NULL;
    tl_buf_init(&buf, arena->ctx);
    while (*pattern != '\0') {
        const size_t plain = strcspn(pattern, "[");
        tl_buf_put(&buf, pattern, plain);
        pattern += plain;
        if (*pattern == '\0')
            break;
        const size_t n = strcspn(pattern, "]");
        const char *value = value_of(arena, d, (struct tl_str){pattern + 1, n - 1});
        if (value == NULL)
            buf.failed = true;
        else if (value[0] != '\0')
            tl_buf_printf(&buf, "[%s]", value);
        else
            tl_buf_put(&buf, pattern, n + (pattern[n] == ']'));
        pattern += n + (pattern[n] == ']');
    }
    if (!buf.failed)
        filled = tl_arena_copy(arena, (struct tl_str){buf.ptr, buf.len}).ptr;
    tl_buf_release(&buf);
    return filled;
}
