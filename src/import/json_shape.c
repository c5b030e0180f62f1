/*
 * json_shape.c: see json_shape.h.
 *
 * Open places are a stack; the rule of the last key says what the value is that follows it. In an
 * array that is the same rule for every item. Containers nothing is read from are only counted.
 */
#include "json_shape.h"

#include <string.h>

#include "fault.h"
#include "str.h"

/* Tables of rules have no circles, so this many can only be open in a damaged table. */
#define DEEPEST 16

struct walk {
    const struct tl_shape *shape;
    void *user;
    uint8_t first[TL_SHAPE_PLACES + 1]; /* of the rules of each place */
    uint8_t open[DEEPEST];
    const struct tl_shape_rule *rule[DEEPEST + 1]; /* what comes next in each open place */
    size_t depth;
    uint64_t ignored; /* containers open that nothing is read from */
    bool begun;
};

static void index_rules(struct walk *w)
{
    size_t i = 0;
    for (size_t place = 0; place <= TL_SHAPE_PLACES; place++) {
        while (i < w->shape->n && w->shape->rules[i].in < place)
            i++;
        w->first[place] = (uint8_t)i;
    }
}

/* Of a place, the rule for any key, or NULL. */
static const struct tl_shape_rule *any_rule(const struct walk *w, uint8_t place)
{
    const size_t end = w->first[place + 1];
    if (end == w->first[place] || w->shape->rules[end - 1].key.len > 0)
        return NULL;
    return &w->shape->rules[end - 1];
}

static enum tl_status take_key(struct walk *w, struct tl_str key)
{
    const uint8_t place = w->open[w->depth - 1];
    const struct tl_shape_rule *rule = w->shape->rules + w->first[place];
    const struct tl_shape_rule *end = w->shape->rules + w->first[place + 1];
    for (; rule < end; rule++)
        if (rule->key.len == key.len && memcmp(rule->key.ptr, key.ptr, key.len) == 0) {
            w->rule[w->depth] = rule;
            return TL_OK;
        }
    w->rule[w->depth] = any_rule(w, place);
    if (w->rule[w->depth] != NULL && w->shape->key != NULL)
        return w->shape->key(w->user, place, key);
    return TL_OK;
}

static enum tl_status take_open(struct walk *w, const struct tl_json_token *token)
{
    const struct tl_shape_rule *rule = w->rule[w->depth];
    if (w->ignored > 0 || rule == NULL || rule->to == 0 || w->depth == DEEPEST) {
        w->ignored++;
        return TL_OK;
    }
    w->begun = w->begun || w->depth > 0;
    w->open[w->depth++] = rule->to;
    w->rule[w->depth] = token->event == TL_JSON_ARRAY ? any_rule(w, rule->to) : NULL;
    return w->shape->open != NULL ? w->shape->open(w->user, rule->to, token) : TL_OK;
}

static enum tl_status take_close(struct walk *w)
{
    if (w->ignored > 0) {
        w->ignored--;
        return TL_OK;
    }
    w->depth--;
    return w->shape->close != NULL ? w->shape->close(w->user, w->open[w->depth]) : TL_OK;
}

static enum tl_status take(void *user, const struct tl_json_token *token)
{
    struct walk *w = user;
    switch (token->event) {
    case TL_JSON_OBJECT:
    case TL_JSON_ARRAY:
        return take_open(w, token);
    case TL_JSON_OBJECT_END:
    case TL_JSON_ARRAY_END:
        return take_close(w);
    case TL_JSON_KEY:
        return w->ignored > 0 ? TL_OK : take_key(w, token->text);
    case TL_JSON_NULL:
        return TL_OK;
    default:
        break;
    }
    const struct tl_shape_rule *rule = w->ignored > 0 ? NULL : w->rule[w->depth];
    return rule != NULL && rule->field != 0 ? w->shape->value(w->user, rule->field, token) : TL_OK;
}

enum tl_status tl_shape_read(const struct tl_shape *shape, void *user, struct tl_import *import,
                             bool many, uint64_t *broken)
{
    struct walk w = {.shape = shape, .user = user};
    struct tl_error error = {.code = TL_CODE_NONE}, *const err = import->err;
    /* Names and ids must come whole even where texts may not. */
    const size_t limit = import->ctx->limits.text_bytes;
    index_rules(&w);
    w.rule[0] = any_rule(&w, 0);
    *broken = 0;
    struct tl_json *json = tl_json_new(import->ctx, take, &w, many, limit < 1024 ? 1024 : limit);
    if (json == NULL)
        return tl_fault_memory(err);
    import->err = &error;
    enum tl_status status = tl_feed_json(import, json);
    import->err = err;
    tl_json_free(json);
    if (status == TL_FAIL && error.code == TL_CODE_FORMAT_SYNTAX && w.begun) {
        *broken = error.line > 0 ? error.line : 1;
        return TL_OK;
    }
    if (status != TL_OK && error.code != TL_CODE_NONE && err != NULL)
        *err = error;
    return status;
}

bool tl_shape_has_key(struct tl_str head, struct tl_str quoted)
{
    for (size_t at = 0; (at = tl_str_find(head, quoted, at)) != SIZE_MAX;) {
        at += quoted.len;
        while (at < head.len && (head.ptr[at] == ' ' || head.ptr[at] == '\n'))
            at++;
        if (at < head.len && head.ptr[at] == ':')
            return true;
    }
    return false;
}
