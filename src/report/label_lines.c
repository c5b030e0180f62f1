/*
 * label_lines.c: see tideline/label_lines.h.
 *
 * Each line goes through the streaming JSON parser; strings of one object are gathered in one
 * buffer and looked at when its last brace has come. A line that is no object costs itself alone:
 * who asks about a million messages should not lose them for one.
 */
#include "tideline/label_lines.h"

#include <math.h>
#include <string.h>

#include "fault.h"
#include "json.h"
#include "json_writer.h"
#include "number.h"
#include "str.h"

#define BEFORE_MOST 4
#define TEXT_MOST (1u << 20)

enum field { FIELD_NONE, FIELD_ID, FIELD_FROM, FIELD_TEXT, FIELD_MINUTES };

/* Where a string lies in the buffer. */
struct span {
    size_t at, len;
};

struct line {
    struct span from, text;
    double minutes;
};

struct tl_label_lines {
    const struct tl_context *ctx;
    const char *name;
    tl_write write;
    void *user;
    struct tl_labeller *labeller;
    struct tl_json *json;
    struct tl_error *err; /* of the call at work */
    uint64_t line, first_wrong, n_wrong;
    bool blank, wrong;      /* the line at hand: nothing yet, no object */
    enum tl_status stopped; /* reading or writing failed, whatever the lines are */
    struct tl_buf bytes;
    struct span id;
    bool has_id, id_is_number, has_text, in_context;
    enum field field;
    struct line own, before[BEFORE_MOST];
    size_t n_before;
};

static struct tl_str view(const struct tl_label_lines *l, struct span span)
{
    return tl_str_slice((struct tl_str){l->bytes.ptr, l->bytes.len}, span.at, span.at + span.len);
}

static struct span keep(struct tl_label_lines *l, struct tl_str s)
{
    const struct span span = {l->bytes.len, s.len};
    tl_buf_put_str(&l->bytes, s);
    return span;
}

static void put_reasons(struct tl_json_writer *w, const struct tl_labels *labels)
{
    tl_json_put_key(w, "why");
    tl_json_put_object(w, true);
    for (int k = 0; k < TL_LABEL_COUNT; k++) {
        bool open = false;
        for (size_t i = 0; i < labels->n_reasons; i++) {
            if ((int)labels->reason[i].label != k)
                continue;
            if (!open) {
                tl_json_put_key(w, tl_label_name((enum tl_label)k));
                tl_json_put_array(w, true);
                open = true;
            }
            tl_json_put_text(w, labels->reason[i].name);
        }
        if (open)
            tl_json_put_array_end(w);
    }
    tl_json_put_object_end(w);
}

/* `id` NULL: the number `message`. */
static enum tl_status put_line(const struct tl_context *ctx, const struct tl_labels *labels,
                               const struct tl_str *id, bool id_is_number, uint64_t message,
                               tl_write write, void *user, struct tl_error *err)
{
    struct tl_json_writer w;
    double number;
    uint64_t whole;
    tl_json_writer_init(&w, ctx, write, user);
    tl_json_put_object(&w, true);
    tl_json_put_key(&w, "id");
    if (id == NULL)
        tl_json_put_uint(&w, message);
    else if (id_is_number && tl_parse_uint64(*id, &whole))
        tl_json_put_uint(&w, whole);
    else if (id_is_number && tl_parse_double(*id, &number))
        tl_json_put_double(&w, number);
    else if (id->ptr != NULL)
        tl_json_put_str(&w, *id);
    else
        tl_json_put_null(&w);
    tl_json_put_key(&w, "labels");
    tl_json_put_object(&w, true);
    for (int k = 0; k < TL_LABEL_COUNT; k++)
        if (!isnan(labels->p[k])) {
            tl_json_put_key(&w, tl_label_name((enum tl_label)k));
            tl_json_put_double(&w, (double)labels->p[k]);
        }
    tl_json_put_object_end(&w);
    tl_json_put_key(&w, "valence");
    tl_json_put_double(&w, (double)labels->valence);
    tl_json_put_key(&w, "vader");
    tl_json_put_double(&w, (double)labels->vader);
    put_reasons(&w, labels);
    tl_json_put_object_end(&w);
    return tl_json_writer_finish(&w, err);
}

static enum tl_status end_object(struct tl_label_lines *l)
{
    struct tl_before before[BEFORE_MOST];
    struct tl_labels labels;
    if (l->bytes.failed)
        return l->stopped = tl_fault_memory(l->err);
    if (!l->has_text)
        return TL_FAIL;
    const size_t first = l->n_before > BEFORE_MOST ? l->n_before % BEFORE_MOST : 0;
    const size_t n = l->n_before > BEFORE_MOST ? BEFORE_MOST : l->n_before;
    for (size_t i = 0; i < n; i++) {
        const struct line *b = &l->before[(first + i) % BEFORE_MOST];
        before[i] = (struct tl_before){tl_str_equal(view(l, b->from), view(l, l->own.from)),
                                       b->minutes, view(l, b->text)};
    }
    enum tl_status status =
        tl_labeller_read(l->labeller, view(l, l->own.text), before, n, &labels, l->err);
    const struct tl_str id = l->has_id ? view(l, l->id) : (struct tl_str){NULL, 0};
    if (status <= TL_WARN)
        status = put_line(l->ctx, &labels, &id, l->id_is_number, 0, l->write, l->user, l->err);
    if (status > TL_WARN)
        l->stopped = status;
    return status;
}

static void begin_object(struct tl_label_lines *l)
{
    const struct line empty = {.minutes = NAN};
    tl_buf_clear(&l->bytes);
    l->has_id = l->id_is_number = l->has_text = l->in_context = false;
    l->own = empty;
    l->n_before = 0;
}

static enum field field_of(struct tl_str key)
{
    static const struct {
        struct tl_str key;
        enum field field;
    } fields[] = {{TL_STR_INIT("id"), FIELD_ID},
                  {TL_STR_INIT("from"), FIELD_FROM},
                  {TL_STR_INIT("text"), FIELD_TEXT},
                  {TL_STR_INIT("min_before"), FIELD_MINUTES}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (tl_str_equal(key, fields[i].key))
            return fields[i].field;
    return FIELD_NONE;
}

static void take_value(struct tl_label_lines *l, struct line *line,
                       const struct tl_json_token *token)
{
    const bool string = token->event == TL_JSON_STRING;
    switch (l->field) {
    case FIELD_ID:
        if (line == &l->own && (string || token->event == TL_JSON_NUMBER)) {
            l->id = keep(l, token->text);
            l->has_id = true;
            l->id_is_number = !string;
        }
        break;
    case FIELD_FROM:
        if (string)
            line->from = keep(l, token->text);
        break;
    case FIELD_TEXT:
        if (string) {
            line->text = keep(l, token->text);
            l->has_text = l->has_text || line == &l->own;
        }
        break;
    case FIELD_MINUTES:
        if (token->event == TL_JSON_NUMBER)
            (void)tl_parse_double(token->text, &line->minutes);
        break;
    case FIELD_NONE:
        break;
    }
}

static enum tl_status take(void *user, const struct tl_json_token *token)
{
    struct tl_label_lines *l = user;
    const bool opens = token->event == TL_JSON_OBJECT || token->event == TL_JSON_ARRAY;
    if (token->depth == 0) {
        if (token->event == TL_JSON_OBJECT)
            begin_object(l);
        else if (token->event == TL_JSON_OBJECT_END)
            return end_object(l);
        else
            return TL_FAIL;
        return TL_OK;
    }
    if (token->event == TL_JSON_KEY) {
        if (token->depth == 1)
            l->in_context = tl_str_equal(token->text, TL_STR("context"));
        l->field = token->depth == 1 || (l->in_context && token->depth == 3) ? field_of(token->text)
                                                                             : FIELD_NONE;
    } else if (token->event == TL_JSON_OBJECT && l->in_context && token->depth == 2) {
        l->before[l->n_before++ % BEFORE_MOST] = (struct line){.minutes = NAN};
    } else if (!opens && token->depth == 1) {
        take_value(l, &l->own, token);
    } else if (!opens && l->in_context && token->depth == 3 && l->n_before > 0) {
        take_value(l, &l->before[(l->n_before - 1) % BEFORE_MOST], token);
    }
    return TL_OK;
}

enum tl_status tl_label_lines_new(const struct tl_context *ctx, const char *name,
                                  const struct tl_labeller_options *options, tl_write write,
                                  void *user, struct tl_label_lines **out, struct tl_error *err)
{
    struct tl_label_lines *l = tl_alloc_zeroed(ctx, 1, sizeof *l);
    *out = NULL;
    if (l == NULL)
        return tl_fault_memory(err);
    l->ctx = ctx;
    l->name = name;
    l->write = write;
    l->user = user;
    tl_buf_init(&l->bytes, ctx);
    l->json = tl_json_new(ctx, take, l, true, TEXT_MOST);
    enum tl_status status =
        l->json != NULL ? tl_labeller_new(ctx, options, &l->labeller, err) : tl_fault_memory(err);
    if (status != TL_OK) {
        tl_label_lines_free(l);
        return status;
    }
    l->line = 1;
    l->blank = true;
    *out = l;
    return TL_OK;
}

/* A status that is no fault of the line ends all. */
static enum tl_status take_status(struct tl_label_lines *l, enum tl_status status)
{
    if (status == TL_FATAL || l->stopped != TL_OK)
        return status;
    l->wrong |= status != TL_OK;
    return TL_OK;
}

static enum tl_status end_line(struct tl_label_lines *l)
{
    enum tl_status status = TL_OK;
    if (!l->blank && !l->wrong)
        status = take_status(l, tl_json_end(l->json, l->err));
    if (l->wrong && l->n_wrong++ == 0)
        l->first_wrong = l->line;
    tl_json_restart(l->json);
    l->line++;
    l->blank = true;
    l->wrong = false;
    return status;
}

static bool is_blank(struct tl_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.ptr[i] != ' ' && bytes.ptr[i] != '\t' && bytes.ptr[i] != '\r')
            return false;
    return true;
}

enum tl_status tl_label_lines_feed(struct tl_label_lines *lines, struct tl_str bytes,
                                   struct tl_error *err)
{
    lines->err = err;
    for (size_t at = 0; at < bytes.len;) {
        const char *break_at = memchr(bytes.ptr + at, '\n', bytes.len - at);
        const size_t end = break_at != NULL ? (size_t)(break_at - bytes.ptr) : bytes.len;
        const struct tl_str part = tl_str_slice(bytes, at, end);
        enum tl_status status = TL_OK;
        lines->blank = lines->blank && is_blank(part);
        if (!lines->wrong)
            status = take_status(lines, tl_json_feed(lines->json, part, err));
        if (status == TL_OK && break_at != NULL)
            status = end_line(lines);
        if (status != TL_OK)
            return status;
        at = end + 1;
    }
    return TL_OK;
}

enum tl_status tl_label_lines_end(struct tl_label_lines *lines, struct tl_error *err)
{
    lines->err = err;
    const enum tl_status status = end_line(lines);
    if (status != TL_OK || lines->n_wrong == 0)
        return status;
    return tl_fault_at(
        err, TL_FAIL, TL_CODE_FORMAT_SYNTAX, lines->name, lines->first_wrong, 0,
        "this line is no object with a text, as {\"id\":1,\"text\":\"..\"}; it was left "
        "out%s. Put one object on each line.",
        lines->n_wrong > 1 ? ", as were others after it" : "");
}

void tl_label_lines_free(struct tl_label_lines *lines)
{
    if (lines == NULL)
        return;
    const struct tl_context *ctx = lines->ctx;
    tl_json_free(lines->json);
    tl_labeller_free(lines->labeller);
    tl_buf_release(&lines->bytes);
    tl_free(ctx, lines, sizeof *lines);
}

struct output {
    const struct tl_context *ctx;
    tl_write write;
    void *user;
};

static enum tl_status put_message(void *user, size_t message, const struct tl_labels *labels,
                                  struct tl_error *err)
{
    const struct output *o = user;
    return put_line(o->ctx, labels, NULL, true, message, o->write, o->user, err);
}

enum tl_status tl_label_lines_write(const struct tl_context *ctx,
                                    const struct tl_conversation *conv,
                                    const struct tl_labeller_options *options, tl_write write,
                                    void *user, struct tl_error *err)
{
    struct output output = {ctx, write, user};
    return tl_label_chat(ctx, conv, options, put_message, &output, err);
}
