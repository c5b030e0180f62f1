/*
 * conversation.c: making, finishing and freeing a conversation.
 */
#include "civil.h"
#include "fault.h"
#include "finish.h"
#include "words.h"

enum tl_status tl_conversation_new(const struct tl_context *ctx, struct tl_conversation **out)
{
    *out = NULL;
    struct tl_conversation *conv = tl_alloc_zeroed(ctx, 1, sizeof *conv);
    if (conv == NULL)
        return TL_FATAL;
    conv->priv = tl_alloc_zeroed(ctx, 1, sizeof *conv->priv);
    if (conv->priv == NULL) {
        tl_free(ctx, conv, sizeof *conv);
        return TL_FATAL;
    }
    conv->ctx = ctx;
    tl_arena_init(&conv->priv->arena, ctx);
    *out = conv;
    return TL_OK;
}

void tl_conversation_free(struct tl_conversation *conv)
{
    if (conv == NULL)
        return;
    const struct tl_context *ctx = conv->ctx;
    struct tl_conversation_private *priv = conv->priv;
    for (enum tl_column c = 0; c < TL_COLUMNS; c++)
        tl_free(ctx, *tl_column_pointer(conv, c), priv->cap[c] * tl_column_size(c));
    tl_free(ctx, conv->text, priv->text_cap);
    tl_free(ctx, conv->people, priv->people_cap * sizeof *conv->people);
    tl_free(ctx, priv->extra, priv->extra_cap * sizeof *priv->extra);
    tl_free(ctx, conv->files, priv->files_cap * sizeof *conv->files);
    tl_free(ctx, priv->first_notice, priv->first_notice_cap * sizeof *priv->first_notice);
    tl_free(ctx, conv->notices, priv->notices_cap * sizeof *conv->notices);
    tl_free(ctx, priv->slots, priv->n_slots * sizeof *priv->slots);
    tl_arena_release(&priv->arena);
    tl_free(ctx, priv, sizeof *priv);
    tl_free(ctx, conv, sizeof *conv);
}

/* What each file brought, before anything is taken out. */
static void count_rows(struct tl_conversation *conv)
{
    for (size_t i = 0; i < conv->n_files; i++)
        conv->files[i].messages = conv->files[i].system = conv->files[i].duplicates = 0;
    for (size_t row = 0; row < conv->n_messages; row++) {
        struct tl_file *file = &conv->files[conv->file[row]];
        const int64_t local = tl_conversation_local_ms(conv, row);
        if (conv->kind[row] == TL_KIND_COUNT)
            continue;
        if (file->messages + file->system == 0)
            file->first_ms = file->last_ms = local;
        if (local < file->first_ms)
            file->first_ms = local;
        if (local > file->last_ms)
            file->last_ms = local;
        if (conv->kind[row] == TL_KIND_SYSTEM)
            file->system++;
        else
            file->messages++;
    }
}

static enum tl_status drop_outside(struct tl_conversation *conv,
                                   const struct tl_conversation_options *options,
                                   struct tl_error *err)
{
    if (!options->have_since && !options->have_until)
        return TL_OK;
    int64_t first = INT64_MAX, last = INT64_MIN;
    bool any = false;
    for (size_t row = 0; row < conv->n_messages; row++) {
        if (conv->kind[row] >= TL_KIND_COUNT)
            continue;
        const int64_t day = tl_floor_div(tl_conversation_local_ms(conv, row), TL_MS_PER_DAY);
        first = day < first ? day : first;
        last = day > last ? day : last;
        if ((options->have_since && day < options->since_day) ||
            (options->have_until && day > options->until_day))
            conv->kind[row] = TL_KIND_COUNT;
        else
            any |= conv->kind[row] != TL_KIND_SYSTEM;
    }
    if (any)
        return TL_OK;
    char from[11], to[11];
    tl_print_date(from, first);
    tl_print_date(to, last);
    return tl_fault(err, TL_FAIL, TL_CODE_OPTION,
                    "The chat goes from %s to %s, of which --since and --until leave no message; "
                    "choose other days.",
                    from, to);
}

/* Words are what somebody wrote: texts and captions, no placeholders, notices or poll options. */
static enum tl_status count_words(struct tl_conversation *conv)
{
    const size_t n = conv->n_messages;
    uint16_t *words = tl_grow(conv->ctx, conv->words, &conv->priv->cap[TL_COLUMN_WORDS],
                              n > 0 ? n : 1, sizeof *words);
    if (words == NULL)
        return TL_FATAL;
    conv->words = words;
    for (size_t i = 0; i < conv->n_people; i++)
        conv->people[i].messages = conv->people[i].words = 0;
    for (size_t i = 0; i < n; i++) {
        words[i] = 0;
        if (conv->kind[i] == TL_KIND_SYSTEM)
            continue;
        struct tl_person *person = &conv->people[conv->sender[i]];
        person->messages++;
        if (conv->kind[i] != TL_KIND_TEXT && (conv->flags[i] & TL_FLAG_CAPTION) == 0)
            continue;
        const size_t count = tl_count_words(tl_conversation_text(conv, i));
        words[i] = count < UINT16_MAX ? (uint16_t)count : UINT16_MAX;
        person->words += words[i];
    }
    return TL_OK;
}

enum tl_status tl_conversation_finish(struct tl_conversation *conv,
                                      const struct tl_conversation_options *options,
                                      struct tl_error *err)
{
    static const struct tl_conversation_options everything;
    const size_t n = conv->n_messages;
    uint32_t *order = NULL;
    if (options == NULL)
        options = &everything;
    count_rows(conv);
    enum tl_status status = tl_rows_sort(conv, &order);
    if (status != TL_OK)
        return tl_fault_memory(err);
    status = tl_people_choose(conv, order, options, err);
    if (status == TL_OK)
        status = drop_outside(conv, options, err);
    if (status != TL_OK)
        goto done;
    if (tl_overlap_drop(conv, order) != TL_OK || tl_rows_keep(conv, order) != TL_OK ||
        count_words(conv) != TL_OK)
        status = tl_fault_memory(err);
done:
    if (order != NULL)
        tl_free(conv->ctx, order, n * sizeof *order);
    return status;
}

const char *tl_kind_name(enum tl_kind kind)
{
    static const char *const names[TL_KIND_COUNT] = {
        "text",     "media",   "image", "video", "voice",       "gif",      "sticker", "file",
        "location", "contact", "poll",  "call",  "missed_call", "reaction", "deleted", "system"};
    return (unsigned)kind < TL_KIND_COUNT ? names[kind] : "dropped";
}
