/*
 * tl_wasm.c: see tl_wasm.h. It hands on and decides nothing.
 */
#include "tl_wasm.h"

#include <stdlib.h>
#include <string.h>

struct file {
    struct file *next;
    int32_t number;
    struct tl_bundle *bundle;
};

/* A string of the host that options point to. */
struct kept {
    struct kept *next;
    char text[];
};

struct tl_wasm {
    struct tl_context ctx;
    struct tl_import_options import;
    struct tl_conversation_options people;
    struct tl_analysis_options analysis;
    struct tl_render_options render;
    struct kept *kept;
    const char **same;
    struct tl_note *notes;
    struct tl_zone *zone;
    const char *country, *language;
    struct file *files;
    struct tl_labeller_options labels;
    struct tl_conversation *conv;
    struct tl_coach_past *past; /* for the coach, from the first draft on */
    struct tl_annotations *words;
    struct tl_analysis *found;
    struct tl_error err;
};

static int64_t read_file(void *user, void *buf, size_t n, uint64_t offset)
{
    const struct file *file = user;
    return host_read_at(file->number, buf, n, (double)offset);
}

static int progress(void *user, const char *stage, double fraction)
{
    (void)user;
    return host_progress(stage, fraction);
}

static int write_text(void *user, const void *bytes, size_t n)
{
    (void)user;
    host_write_text(bytes, n);
    return 0;
}

static enum tl_status fail(struct tl_wasm *w, enum tl_code code, const char *why)
{
    w->err = (struct tl_error){.code = code};
    strncpy(w->err.message, why, sizeof w->err.message - 1);
    return TL_FAIL;
}

static enum tl_status fail_memory(struct tl_wasm *w)
{
    return fail(w, TL_CODE_MEMORY, "There is not enough memory for this chat.");
}

void *tl_wasm_alloc(size_t n)
{
    return malloc(n > 0 ? n : 1);
}

void tl_wasm_release(void *memory)
{
    free(memory);
}

struct tl_wasm *tl_wasm_new(void)
{
    struct tl_wasm *w = calloc(1, sizeof *w);
    if (w == NULL)
        return NULL;
    tl_context_init(&w->ctx);
    w->ctx.progress = progress;
    return w;
}

static void forget(struct tl_wasm *w)
{
    tl_analysis_free(w->found);
    tl_annotations_free(w->words);
    tl_coach_past_free(w->past);
    tl_conversation_free(w->conv);
    w->past = NULL;
    w->found = NULL;
    w->words = NULL;
    w->conv = NULL;
}

void tl_wasm_free(struct tl_wasm *w)
{
    forget(w);
    while (w->files != NULL) {
        struct file *file = w->files;
        w->files = file->next;
        tl_bundle_free(file->bundle);
        free(file);
    }
    while (w->kept != NULL) {
        struct kept *kept = w->kept;
        w->kept = kept->next;
        free(kept);
    }
    free(w->same);
    free(w->notes);
    tl_zone_free(w->zone);
    free(w);
}

static const char *keep(struct tl_wasm *w, const char *text, size_t n)
{
    struct kept *kept = malloc(sizeof *kept + n + 1);
    if (kept == NULL)
        return NULL;
    kept->next = w->kept;
    w->kept = kept;
    memcpy(kept->text, text, n);
    kept->text[n] = '\0';
    return kept->text;
}

static enum tl_status add_same(struct tl_wasm *w, const char *value)
{
    const char **grown = realloc(w->same, (w->people.n_same + 1) * sizeof *grown);
    if (grown == NULL)
        return fail_memory(w);
    grown[w->people.n_same++] = value;
    w->same = grown;
    w->people.same = w->import.same = grown;
    w->import.n_same = w->people.n_same;
    return TL_OK;
}

enum tl_status tl_wasm_set(struct tl_wasm *w, const char *name, size_t name_len, const char *value,
                           size_t value_len)
{
    static const char *const orders[] = {
        [TL_DATE_DMY] = "dmy", [TL_DATE_MDY] = "mdy", [TL_DATE_YMD] = "ymd"};
    const char *option = keep(w, name, name_len);
    const char *text = keep(w, value, value_len);
    if (option == NULL || text == NULL)
        return fail_memory(w);
    const struct tl_str s = {text, value_len};
    if (strcmp(option, "me") == 0) {
        w->people.me = text;
        return TL_OK;
    }
    if (strcmp(option, "with") == 0) {
        w->people.with = w->import.with = text;
        return TL_OK;
    }
    if (strcmp(option, "same") == 0)
        return add_same(w, text);
    if (strcmp(option, "country") == 0) {
        w->country = text;
        return TL_OK;
    }
    if (strcmp(option, "language") == 0) {
        w->language = text;
        return TL_OK;
    }
    if (strcmp(option, "fast") == 0) {
        w->labels.fast = true;
        return TL_OK;
    }
    if (strcmp(option, "quotes") == 0) {
        w->render.quotes = true;
        return TL_OK;
    }
    if (strcmp(option, "since") == 0 && tl_parse_date(s, &w->people.since_day)) {
        w->people.have_since = true;
        return TL_OK;
    }
    if (strcmp(option, "until") == 0 && tl_parse_date(s, &w->people.until_day)) {
        w->people.have_until = true;
        return TL_OK;
    }
    if (strcmp(option, "date-order") == 0)
        for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++)
            if (orders[i] != NULL && strcmp(text, orders[i]) == 0) {
                w->import.date_order = (enum tl_date_order)i;
                return TL_OK;
            }
    return fail(w, TL_CODE_OPTION, "An option of the page is not one of the engine.");
}

void tl_wasm_felt(struct tl_wasm *w, int32_t who, int32_t from_day, int32_t to_day,
                  int32_t strength)
{
    const bool dated = from_day != INT32_MIN;
    w->analysis.felt = (struct tl_felt){
        .given = true,
        .who = (enum tl_felt_who)who,
        .from_day = dated ? from_day : TL_NO_DAY,
        .to_day = dated ? to_day : TL_NO_DAY,
        .strength = strength,
    };
}

enum tl_status tl_wasm_note(struct tl_wasm *w, int32_t from_day, int32_t to_day, const char *word,
                            size_t len)
{
    struct tl_note *grown = realloc(w->notes, (w->analysis.n_notes + 1) * sizeof *grown);
    if (grown == NULL)
        return fail_memory(w);
    w->notes = grown;
    w->analysis.note = grown;
    grown[w->analysis.n_notes] = (struct tl_note){from_day, to_day, keep(w, word, len)};
    if (grown[w->analysis.n_notes].word == NULL)
        return fail_memory(w);
    w->analysis.n_notes++;
    return TL_OK;
}

enum tl_status tl_wasm_zone(struct tl_wasm *w, const char *name, size_t name_len, const char *bytes,
                            size_t n)
{
    tl_zone_free(w->zone);
    w->zone = tl_zone_new(&w->ctx, (struct tl_str){bytes, n});
    w->import.zone = w->zone;
    w->import.zone_name = keep(w, name, name_len);
    if (w->zone == NULL || w->import.zone_name == NULL)
        return fail_memory(w);
    return TL_OK;
}

enum tl_status tl_wasm_add(struct tl_wasm *w, const char *name, size_t name_len, int32_t number,
                           double size)
{
    const char *called = keep(w, name, name_len);
    struct file *file = calloc(1, sizeof *file);
    struct tl_source *source = NULL;
    if (called != NULL && file != NULL)
        source = tl_source_new(&w->ctx, (uint64_t)size, read_file, NULL, file);
    if (source == NULL) {
        free(file);
        return fail_memory(w);
    }
    file->number = number;
    const enum tl_status status =
        tl_bundle_open_source(&w->ctx, called, source, &file->bundle, &w->err);
    if (status >= TL_FAIL) {
        free(file);
        return status;
    }
    struct file **last = &w->files;
    while (*last != NULL)
        last = &(*last)->next;
    *last = file;
    return status;
}

static enum tl_status take_chat(void *user, const struct tl_listed_chat *chat)
{
    (void)user;
    host_write_text(chat->name.ptr, chat->name.len);
    host_write_text(chat->id.ptr, chat->id.len);
    host_take_chat((double)chat->n_messages, chat->n_people);
    return TL_OK;
}

enum tl_status tl_wasm_list(struct tl_wasm *w)
{
    enum tl_status status = TL_OK;
    for (const struct file *file = w->files; file != NULL && status < TL_FAIL; file = file->next)
        status = tl_import_list(&w->ctx, file->bundle, take_chat, NULL, &w->err);
    return status;
}

enum tl_status tl_wasm_open(struct tl_wasm *w)
{
    forget(w);
    w->err = (struct tl_error){.code = TL_CODE_NONE};
    enum tl_status status = tl_conversation_new(&w->ctx, &w->conv);
    for (const struct file *file = w->files; file != NULL && status < TL_FAIL; file = file->next)
        status = tl_import(&w->ctx, file->bundle, &w->import, w->conv, &w->err);
    if (status < TL_FAIL)
        status = tl_conversation_finish(w->conv, &w->people, &w->err);
    if (status >= TL_FAIL && w->err.message[0] == '\0')
        fail_memory(w);
    return status;
}

enum tl_status tl_wasm_coach(struct tl_wasm *w, const char *draft, size_t draft_len,
                             const char *reply, size_t reply_len, double now_ms)
{
    struct tl_coach_input in = {
        .draft = {draft, draft_len},
        .reply = {reply, reply_len},
        .conv = w->people.me != NULL ? w->conv : NULL,
        .now_ms = (int64_t)now_ms,
        .speak = w->language,
    };
    struct tl_coaching *coaching = NULL;
    enum tl_status status = TL_OK;
    if (in.conv != NULL && w->past == NULL)
        status = tl_coach_past_new(&w->ctx, in.conv, &w->past, &w->err);
    in.past = w->past;
    if (status < TL_FAIL)
        status = tl_coach_read(&w->ctx, &in, &coaching, &w->err);
    if (status < TL_FAIL)
        status = tl_coaching_write_json(&w->ctx, coaching, w->country, write_text, NULL, &w->err);
    tl_coaching_free(coaching);
    return status;
}

enum tl_status tl_wasm_read(struct tl_wasm *w)
{
    enum tl_status status = tl_wasm_open(w);
    if (status < TL_FAIL)
        status = tl_annotate(&w->ctx, w->conv, &w->labels, &w->words, &w->err);
    w->analysis.annotations = w->words;
    if (status < TL_FAIL)
        status = tl_analysis_new(&w->ctx, w->conv, &w->analysis, &w->found, &w->err);
    if (status >= TL_FAIL && w->err.message[0] == '\0')
        fail_memory(w);
    return status;
}

enum tl_status tl_wasm_report(struct tl_wasm *w)
{
    const struct tl_report report = {
        .conv = w->conv,
        .analysis = w->found,
        .seed = w->ctx.seed,
        .own_part = w->people.me != NULL,
        .country = w->country,
    };
    return tl_renderer_find("json")->render(&w->ctx, &report, &w->render, write_text, NULL,
                                            &w->err);
}

double tl_wasm_error(const struct tl_wasm *w)
{
    host_write_text(w->err.file, strlen(w->err.file));
    host_write_text(w->err.message, strlen(w->err.message));
    return (double)w->err.line * 65536 + (double)w->err.code;
}

void tl_wasm_version(void)
{
    host_write_text(tl_version(), strlen(tl_version()));
}
