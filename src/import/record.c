/*
 * record.c: see record.h.
 */
#include "record.h"

#include "civil.h"
#include "fault.h"
#include "str.h"

void tl_records_prepare(struct tl_records *r, struct tl_import *import)
{
    *r = (struct tl_records){.nameless = "Deleted account", .rows = {.import = import}};
    tl_id_map_init(&r->ids, import->ctx);
    tl_buf_init(&r->text, import->ctx);
    tl_buf_init(&r->words, import->ctx);
}

enum tl_status tl_records_init(struct tl_records *r, struct tl_import *import, const char *format)
{
    tl_records_prepare(r, import);
    return tl_rows_init(&r->rows, import, format);
}

void tl_records_release(struct tl_records *r)
{
    tl_id_map_release(&r->ids);
    tl_buf_release(&r->text);
    tl_buf_release(&r->words);
}

void tl_records_begin(struct tl_records *r, uint64_t line)
{
    tl_buf_clear(&r->text);
    tl_buf_clear(&r->words);
    r->line = line;
    r->m = tl_rows_message(&r->rows);
    r->clock = TL_CLOCK_NONE;
    r->key = r->name = (struct tl_span){0, 0};
    r->has_id = r->has_reply = false;
    r->n_reactions = 0;
}

/* Names and ids are short; and a damaged record that repeats its keys without end must not fill the
   memory. */
void tl_records_keep(struct tl_records *r, struct tl_span *span, struct tl_str s)
{
    if (s.len > 1024 || r->words.len > 65536)
        return;
    const size_t at = r->words.len;
    tl_buf_put_str(&r->words, s);
    *span = (struct tl_span){at, r->words.failed ? 0 : s.len};
}

struct tl_str tl_records_str(const struct tl_records *r, struct tl_span span)
{
    return span.len == 0 ? (struct tl_str){"", 0}
                         : (struct tl_str){r->words.ptr + span.at, span.len};
}

void tl_records_text(struct tl_records *r, struct tl_str s, bool cut)
{
    const size_t limit = r->rows.import->ctx->limits.text_bytes;
    if (cut || s.len > limit - (r->text.len < limit ? r->text.len : limit))
        r->m.flags |= TL_FLAG_CUT;
    if (r->text.len <= limit)
        tl_buf_put_str(&r->text, s);
}

/* Years 1970 to 9999. */
static bool is_possible(int64_t ms)
{
    return ms > 0 && ms <= INT64_C(253402300799999);
}

void tl_records_utc(struct tl_records *r, int64_t utc_ms, enum tl_resolution resolution)
{
    r->clock = is_possible(utc_ms) ? TL_CLOCK_UTC : TL_CLOCK_NONE;
    r->time_ms = utc_ms;
    r->m.resolution = resolution;
}

void tl_records_iso8601(struct tl_records *r, struct tl_str s)
{
    int32_t resolution_ms;
    if (!tl_parse_iso8601(s, &r->time_ms, &r->offset_min, &resolution_ms) ||
        !is_possible(r->time_ms) || resolution_ms > TL_MS_PER_MINUTE)
        return;
    r->clock = r->offset_min == TL_OFFSET_UNKNOWN ? TL_CLOCK_WALL
               : r->offset_min == 0               ? TL_CLOCK_UTC
                                                  : TL_CLOCK_OFFSET;
    r->m.resolution = resolution_ms == 1      ? TL_RES_MS
                      : resolution_ms == 1000 ? TL_RES_SECOND
                                              : TL_RES_MINUTE;
}

struct tl_record_reaction *tl_records_react(struct tl_records *r)
{
    if (r->n_reactions == TL_RECORD_REACTIONS)
        return NULL;
    r->reaction[r->n_reactions] = (struct tl_record_reaction){.timed = false};
    return &r->reaction[r->n_reactions++];
}

/* TL_NOBODY when neither name nor key is there. */
static enum tl_status person_of(const struct tl_records *r, struct tl_span key, struct tl_span name,
                                uint16_t *person)
{
    struct tl_str shown = tl_records_str(r, name);
    const struct tl_str id = key.len > 0 ? tl_records_str(r, key) : shown;
    *person = TL_NOBODY;
    if (id.len == 0)
        return TL_OK;
    if (shown.len == 0)
        shown = tl_str_from(r->nameless);
    return tl_conversation_person(r->rows.conv, id, shown, person, r->rows.import->err);
}

static enum tl_status push_reactions(struct tl_records *r, const struct tl_message *row,
                                     uint32_t target)
{
    enum tl_status status = TL_OK;
    for (size_t i = 0; status == TL_OK && i < r->n_reactions; i++) {
        const struct tl_record_reaction *reaction = &r->reaction[i];
        struct tl_message m = tl_rows_message(&r->rows);
        m.kind = TL_KIND_REACTION;
        m.time_ms = row->time_ms;
        m.offset_min = row->offset_min;
        /* Without a time of its own it came on some later day. */
        m.resolution = reaction->timed ? row->resolution : TL_RES_DAY;
        if (reaction->timed && is_possible(reaction->utc_ms))
            tl_rows_set_utc(&r->rows, &m,
                            reaction->utc_ms < row->time_ms ? row->time_ms : reaction->utc_ms);
        m.text = tl_records_str(r, reaction->emoji);
        m.reply_to = target;
        status = person_of(r, reaction->key, reaction->name, &m.sender);
        if (status == TL_OK && m.sender != TL_NOBODY)
            status = tl_rows_push(&r->rows, &m, NULL);
    }
    return status;
}

static void set_time(struct tl_records *r, struct tl_message *m)
{
    if (r->clock == TL_CLOCK_OFFSET)
        tl_rows_set_offset(&r->rows, m, r->time_ms, r->offset_min);
    else if (r->clock == TL_CLOCK_WALL)
        tl_rows_set_wall(&r->rows, m, r->time_ms);
    else
        tl_rows_set_utc(&r->rows, m, r->time_ms);
}

enum tl_status tl_records_push(struct tl_records *r, uint32_t *row)
{
    struct tl_import *import = r->rows.import;
    struct tl_message m = r->m;
    const uint32_t index = (uint32_t)r->rows.conv->n_messages;
    if (row != NULL)
        *row = TL_NO_MESSAGE;
    r->rows.conv->files[r->rows.file].lines++;
    if (r->text.failed || r->words.failed)
        return tl_fault_memory(import->err);
    if (r->clock == TL_CLOCK_NONE)
        return tl_rows_skip(&r->rows, "message-timeless",
                            "A message has no readable date and was skipped.", r->line);
    enum tl_status status = person_of(r, r->key, r->name, &m.sender);
    if (status != TL_OK)
        return status;
    if (m.sender == TL_NOBODY && m.kind != TL_KIND_SYSTEM)
        return tl_rows_skip(&r->rows, "message-senderless",
                            "A message names no sender and was skipped.", r->line);
    set_time(r, &m);
    if (m.kind != TL_KIND_DELETED && r->text.len > 0)
        m.text = (struct tl_str){r->text.ptr, r->text.len};
    if (m.kind == TL_KIND_TEXT && m.text.len == 0)
        m.kind = TL_KIND_MEDIA; /* something the export does not show */
    else if (m.kind > TL_KIND_TEXT && m.kind < TL_KIND_CALL && m.kind != TL_KIND_STICKER &&
             m.text.len > 0)
        m.flags |= TL_FLAG_CAPTION;
    if (r->has_reply && m.kind != TL_KIND_SYSTEM &&
        !tl_id_map_reply(&r->ids, r->reply_to, index, &m.reply_to))
        return tl_fault_memory(import->err);
    status = tl_rows_push(&r->rows, &m, NULL);
    if (status != TL_OK)
        return status;
    if (row != NULL)
        *row = index;
    if (r->has_id && !tl_id_map_put(&r->ids, r->id, index))
        return tl_fault_memory(import->err);
    return push_reactions(r, &m, index);
}

static enum tl_status note_damage(struct tl_records *r, uint64_t line)
{
    const struct tl_import *import = r->rows.import;
    r->rows.warned = true;
    if (import->n_entries < 2)
        return tl_rows_notice(&r->rows, "json-broken",
                              "The file is damaged or cut off here; what stands before was read.",
                              line);
    char label[256];
    struct tl_buf text;
    tl_buf_init(&text, import->ctx);
    tl_bundle_label(import->bundle, import->entry, label);
    tl_buf_printf(&text,
                  "One of the files, %s, is damaged or cut off here; what stands before was read.",
                  label);
    const char *kept =
        text.failed ? NULL
                    : tl_conversation_keep(r->rows.conv, (struct tl_str){text.ptr, text.len});
    tl_buf_release(&text);
    return kept == NULL ? tl_fault_memory(import->err)
                        : tl_rows_notice(&r->rows, "json-broken", kept, line);
}

enum tl_status tl_records_read(struct tl_records *r, const struct tl_shape *shape, void *user,
                               bool many)
{
    struct tl_import *import = r->rows.import;
    const uint64_t before = import->bytes_before;
    const size_t entry = import->entry, n = import->entries == NULL ? 1 : import->n_entries;
    enum tl_status status = TL_OK;
    for (size_t i = 0; status == TL_OK && i < n; i++) {
        uint64_t broken = 0;
        if (import->entries != NULL)
            import->entry = import->entries[i];
        status = tl_shape_read(shape, user, import, many, &broken);
        if (status == TL_OK && broken > 0)
            status = note_damage(r, broken);
        import->bytes_before += tl_bundle_size(import->bundle, import->entry);
    }
    import->entry = entry;
    import->bytes_before = before;
    return status;
}

enum tl_status tl_records_finish(struct tl_records *r, unsigned can)
{
    return tl_id_map_settle(&r->ids, r->rows.conv, r->rows.file)
               ? tl_rows_finish(&r->rows, can)
               : tl_fault_memory(r->rows.import->err);
}
