/*
 * telegram_message.c: see telegram_message.h.
 *
 * Times: `date` is the wall clock of the computer that exported, `date_unixtime` (since Telegram
 * Desktop 3.7.6, 2022) the same moment in seconds; together they give the offset. Reactions have
 * the wall clock only and are read with the offset of their message.
 */
#include "telegram_message.h"

#include <string.h>

#include "civil.h"
#include "fault.h"
#include "number.h"
#include "str.h"

void tl_telegram_message_init(struct tl_telegram_message *m, const struct tl_context *ctx)
{
    *m = (struct tl_telegram_message){.line = 0};
    tl_buf_init(&m->text, ctx);
    tl_buf_init(&m->words, ctx);
}

void tl_telegram_message_clear(struct tl_telegram_message *m, uint64_t line)
{
    struct tl_buf text = m->text, words = m->words;
    *m = (struct tl_telegram_message){.line = line};
    tl_buf_clear(&text);
    tl_buf_clear(&words);
    m->text = text;
    m->words = words;
}

void tl_telegram_message_release(struct tl_telegram_message *m)
{
    tl_buf_release(&m->text);
    tl_buf_release(&m->words);
}

/* A name of Telegram has 64 characters at most; and a damaged message that repeats its keys without
   end must not fill the memory. */
void tl_telegram_keep(struct tl_telegram_message *m, struct tl_telegram_word *word, struct tl_str s)
{
    if (s.len > 1024 || m->words.len > 65536)
        return;
    *word = (struct tl_telegram_word){m->words.len, s.len};
    tl_buf_put_str(&m->words, s);
}

static struct tl_str text_of(const struct tl_telegram_message *m,
                             const struct tl_telegram_word *word)
{
    return word->len == 0 ? (struct tl_str){"", 0}
                          : (struct tl_str){m->words.ptr + word->at, word->len};
}

/*
 * The key of a person. Before 2021 ids were bare numbers, users counted from 2^32 on
 * (kUserPeerIdShift in Telegram Desktop's export_data_types.cpp); brought to today's form, so that
 * an old and a new export of one chat agree who is who.
 */
static struct tl_str key_of(struct tl_str id, char out[TL_NUMBER_MAX + 4])
{
    uint64_t number;
    if (!tl_parse_uint64(id, &number))
        return id;
    if (number >> 32 == 1)
        number &= UINT32_MAX;
    memcpy(out, "user", 4);
    return (struct tl_str){out, 4 + tl_print_int64(out + 4, (int64_t)(number & INT64_MAX))};
}

/* TL_NOBODY when neither a name nor an id is there. */
static enum tl_status person_of(struct tl_telegram_rows *rows, const struct tl_telegram_message *m,
                                const struct tl_telegram_word *who,
                                const struct tl_telegram_word *who_id, uint16_t *person)
{
    char number[TL_NUMBER_MAX + 4];
    struct tl_str name = text_of(m, who);
    struct tl_str key = who_id->len > 0 ? key_of(text_of(m, who_id), number) : name;
    *person = TL_NOBODY;
    if (key.len == 0)
        return TL_OK;
    if (name.len == 0)
        name = TL_STR("Deleted Account");
    return tl_conversation_person(rows->import->conv, key, name, person, rows->import->err);
}

/* UTC of a wall-clock reading when the file or the user says the zone. */
static int64_t from_local(const struct tl_telegram_rows *rows, int64_t local_ms, int16_t *offset)
{
    const struct tl_zone *zone = rows->import->options->zone;
    if (rows->has_offset) {
        *offset = rows->offset_min;
        return local_ms - rows->offset_min * TL_MS_PER_MINUTE;
    }
    *offset = TL_OFFSET_UNKNOWN;
    if (zone == NULL)
        return local_ms;
    const int64_t utc = tl_zone_to_utc(zone, local_ms);
    *offset = tl_zone_offset(zone, utc);
    return utc;
}

/* false when the message has no time that can be. */
static bool time_of(struct tl_telegram_rows *rows, const struct tl_telegram_message *m,
                    int64_t *time_ms, int16_t *offset)
{
    /* Years 1970 to 9999; Telegram itself began in 2013. */
    const int64_t last_s = INT64_C(253402300799);
    if (m->has_unix && (m->unix_s <= 0 || m->unix_s > last_s))
        return false;
    rows->any_unix = rows->any_unix || m->has_unix;
    rows->any_local = rows->any_local || m->has_local;
    if (m->has_unix && m->has_local) {
        /* Quarters of an hour, -12 to +14: anything else is not a zone but a damaged date. */
        const int64_t gap = m->local_ms - m->unix_s * 1000;
        if (gap % (15 * TL_MS_PER_MINUTE) == 0 && gap >= -12 * TL_MS_PER_HOUR &&
            gap <= 14 * TL_MS_PER_HOUR) {
            rows->offset_min = (int16_t)(gap / TL_MS_PER_MINUTE);
            rows->has_offset = true;
        }
    }
    if (m->has_unix) {
        *time_ms = m->unix_s * 1000;
        *offset = TL_OFFSET_UNKNOWN;
        if (rows->has_offset)
            *offset = rows->offset_min;
        else if (rows->import->options->zone != NULL)
            *offset = tl_zone_offset(rows->import->options->zone, *time_ms);
        return true;
    }
    if (!m->has_local)
        return false;
    *time_ms = from_local(rows, m->local_ms, offset);
    return true;
}

static enum tl_status skip(struct tl_telegram_rows *rows, const struct tl_telegram_message *m,
                           const char *code, const char *text)
{
    struct tl_conversation *conv = rows->import->conv;
    conv->files[rows->file].skipped++;
    return tl_conversation_notice(conv, rows->file, code, text, m->line) == TL_OK
               ? TL_OK
               : tl_fault_memory(rows->import->err);
}

static int64_t reaction_time(const struct tl_telegram_rows *rows,
                             const struct tl_telegram_reaction *r, int64_t message_ms,
                             int16_t *offset)
{
    if (!r->timed)
        return message_ms;
    const int64_t ms = from_local(rows, r->local_ms, offset);
    /* A clock put back in between must not make the reaction come first. */
    return ms < message_ms ? message_ms : ms;
}

/*
 * Giving the first reaction sets the message's edit time too (the server counts it as an edit:
 * tdesktop issue 30647). So an edit at the second of a reaction is none.
 */
static bool is_edited(const struct tl_telegram_rows *rows, const struct tl_telegram_message *m,
                      int64_t message_ms)
{
    int16_t offset;
    int64_t edited;
    if (m->has_edited_unix)
        edited = m->edited_unix_s;
    else if (m->has_edited_local)
        edited = from_local(rows, m->edited_local_ms, &offset) / 1000;
    else
        return false;
    /* Versions of 2018 wrote 1970 for messages never edited. */
    if (edited < message_ms / 1000)
        return false;
    for (size_t i = 0; i < m->n_reactions; i++) {
        const struct tl_telegram_reaction *r = &m->reaction[i];
        if (r->timed && from_local(rows, r->local_ms, &offset) / 1000 == edited)
            return false;
    }
    return true;
}

static enum tl_status push_reactions(struct tl_telegram_rows *rows,
                                     const struct tl_telegram_message *m,
                                     const struct tl_message *row, uint32_t target)
{
    struct tl_import *import = rows->import;
    for (size_t i = 0; i < m->n_reactions; i++) {
        const struct tl_telegram_reaction *r = &m->reaction[i];
        struct tl_message out = {.kind = TL_KIND_REACTION,
                                 .offset_min = row->offset_min,
                                 .resolution = r->timed ? TL_RES_SECOND : TL_RES_DAY,
                                 .file = rows->file,
                                 .text = text_of(m, &r->emoji),
                                 .reply_to = target,
                                 .duration_s = -1};
        out.time_ms = reaction_time(rows, r, row->time_ms, &out.offset_min);
        enum tl_status status = person_of(rows, m, &r->who, &r->who_id, &out.sender);
        if (status == TL_OK && out.sender != TL_NOBODY)
            status = tl_conversation_push(import->conv, &out, import->err);
        if (status != TL_OK)
            return status;
        rows->any_reaction = true;
    }
    if (m->nameless_reactions == 0)
        return TL_OK;
    return tl_conversation_notice(import->conv, rows->file, "reaction-nameless",
                                  "A reaction does not say who gave it and was left out.",
                                  m->line) == TL_OK
               ? TL_OK
               : tl_fault_memory(import->err);
}

static int32_t duration_of(const struct tl_telegram_message *m)
{
    return m->has_duration && m->duration_s >= 0 && m->duration_s <= INT32_MAX
               ? (int32_t)m->duration_s
               : -1;
}

/* A call, or a notice whose text is the action's name. */
static void fill_service(const struct tl_telegram_message *m, struct tl_message *row)
{
    const struct tl_str action = text_of(m, &m->action);
    const bool phone = tl_str_equal(action, TL_STR("phone_call"));
    if ((phone || tl_str_equal(action, TL_STR("conference_call"))) && row->sender != TL_NOBODY) {
        /* One that was hung up or declined before it began has no duration either. */
        const bool taken = phone ? m->has_duration && m->duration_s > 0 : !m->missed;
        row->kind = taken ? TL_KIND_CALL : TL_KIND_MISSED_CALL;
        row->duration_s = taken ? duration_of(m) : -1;
        return;
    }
    row->kind = TL_KIND_SYSTEM;
    row->text = action;
}

static void fill_message(const struct tl_telegram_message *m, struct tl_message *row)
{
    row->kind = m->media;
    if (row->kind == TL_KIND_TEXT && m->plain_photo)
        row->kind = TL_KIND_IMAGE;
    else if (row->kind == TL_KIND_TEXT && m->file)
        row->kind = TL_KIND_FILE;
    row->text = (struct tl_str){m->text.ptr, m->text.len};
    if (row->kind == TL_KIND_TEXT && row->text.len == 0)
        row->kind = TL_KIND_MEDIA; /* a game, an invoice or what came later */
    else if (row->kind != TL_KIND_TEXT && row->text.len > 0)
        row->flags |= TL_FLAG_CAPTION;
    else if (row->kind == TL_KIND_STICKER)
        row->text = text_of(m, &m->emoji);
    if (row->kind == TL_KIND_VOICE || row->kind == TL_KIND_VIDEO)
        row->duration_s = duration_of(m);
}

enum tl_status tl_telegram_push(struct tl_telegram_rows *rows, const struct tl_telegram_message *m)
{
    struct tl_import *import = rows->import;
    struct tl_conversation *conv = import->conv;
    conv->files[rows->file].lines++;
    if (m->text.failed || m->words.failed)
        return tl_fault_memory(import->err);
    if (m->record == TL_TELEGRAM_UNSUPPORTED)
        return skip(rows, m, "message-unsupported",
                    "A message is of a kind Telegram did not export; its time and sender are not "
                    "in the file.");
    struct tl_message row = {.resolution = TL_RES_SECOND,
                             .flags = m->flags,
                             .file = rows->file,
                             .text = {"", 0},
                             .reply_to = TL_NO_MESSAGE,
                             .duration_s = -1};
    if (!time_of(rows, m, &row.time_ms, &row.offset_min))
        return skip(rows, m, "message-timeless", "A message has no readable date and was skipped.");
    enum tl_status status = person_of(rows, m, &m->who, &m->who_id, &row.sender);
    if (status != TL_OK)
        return status;
    if (m->record == TL_TELEGRAM_SERVICE)
        fill_service(m, &row);
    else
        fill_message(m, &row);
    if (row.sender == TL_NOBODY && row.kind != TL_KIND_SYSTEM)
        return skip(rows, m, "message-senderless", "A message names no sender and was skipped.");
    if (is_edited(rows, m, row.time_ms))
        row.flags |= TL_FLAG_EDITED;
    const uint32_t index = (uint32_t)conv->n_messages;
    if (m->has_reply && !m->via_elsewhere && row.kind != TL_KIND_SYSTEM &&
        !tl_id_map_reply(&rows->ids, (uint64_t)m->reply_to, index, &row.reply_to))
        return tl_fault_memory(import->err);
    status = tl_conversation_push(conv, &row, import->err);
    if (status != TL_OK)
        return status;
    if (m->has_id && !tl_id_map_put(&rows->ids, (uint64_t)m->id, index))
        return tl_fault_memory(import->err);
    return push_reactions(rows, m, &row, index);
}
