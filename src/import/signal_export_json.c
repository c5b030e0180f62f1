/*
 * signal_export_json.c: data.json of signal-export.
 *
 * Written by carderne/signal-export (sigexport), a folder a chat: <Name>/data.json, one object a
 * line: {date, sender, body, quote, sticker, reactions: [[name, emoji], ..], attachments, deleted,
 * call, missed, edits: [{date, body}, ..]}; the last, of newer versions, has the texts before. Each
 * run appends what is new, and older versions everything again. The date is the wall clock of the
 * computer that exported, without a zone; the one who exported is called "Me". A quote holds the
 * quoted words, and no id: it cannot be followed.
 */
#include "chat_list.h"
#include "fault.h"
#include "importers.h"
#include "media_kind.h"
#include "record.h"
#include "signal_call.h"
#include "str.h"

#define NAME "signal-export-json"

enum place {
    MESSAGE = 1,
    STICKER_OBJECT,
    ATTACHMENTS,
    ATTACHMENT,
    REACTIONS,
    REACTION,
    EDITS,
    EDIT
};
enum field { DATE = 1, SENDER, BODY, STICKER, DELETED, CALL, MISSED, FILE_NAME, PART };

static const struct tl_shape_rule rules[] = {
    {0, TL_STR_INIT(""), MESSAGE, 0},
    {MESSAGE, TL_STR_INIT("date"), 0, DATE},
    {MESSAGE, TL_STR_INIT("sender"), 0, SENDER},
    {MESSAGE, TL_STR_INIT("body"), 0, BODY},
    {MESSAGE, TL_STR_INIT("sticker"), STICKER_OBJECT, STICKER},
    {MESSAGE, TL_STR_INIT("reactions"), REACTIONS, 0},
    {MESSAGE, TL_STR_INIT("attachments"), ATTACHMENTS, 0},
    {MESSAGE, TL_STR_INIT("deleted"), 0, DELETED},
    {MESSAGE, TL_STR_INIT("call"), 0, CALL},
    {MESSAGE, TL_STR_INIT("missed"), 0, MISSED},
    {MESSAGE, TL_STR_INIT("edits"), EDITS, 0},
    {ATTACHMENTS, TL_STR_INIT(""), ATTACHMENT, FILE_NAME},
    {ATTACHMENT, TL_STR_INIT("name"), 0, FILE_NAME},
    {ATTACHMENT, TL_STR_INIT("path"), 0, FILE_NAME},
    {REACTIONS, TL_STR_INIT(""), REACTION, 0},
    {REACTION, TL_STR_INIT(""), 0, PART},
    {EDITS, TL_STR_INIT(""), EDIT, 0},
};

static const struct tl_shape_rule list_rules[] = {
    {0, TL_STR_INIT(""), MESSAGE, 0},
};

struct reader {
    struct tl_records records;
    struct tl_record_reaction *reaction;
    int part;                            /* of the reaction: 0 the name comes, 1 the emoji */
    bool call, missed, repeating, edits; /* edits: this version writes them */
    int64_t newest;
};

static enum tl_status open_place(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct reader *r = user;
    if (place == MESSAGE) {
        tl_records_begin(&r->records, token->line);
        r->call = r->missed = false;
    } else if (place == STICKER_OBJECT) {
        r->records.m.kind = TL_KIND_STICKER; /* newer versions; older ones have its emoji */
    } else if (place == EDITS) {
        r->edits = true;
    } else if (place == EDIT) {
        r->records.m.flags |= TL_FLAG_EDITED;
    } else if (place == REACTION) {
        r->reaction = tl_records_react(&r->records);
        r->part = 0;
    }
    return TL_OK;
}

/* What a second run wrote again: older than what was seen, and seen. */
static bool is_repeated(struct reader *r)
{
    struct tl_records *rec = &r->records;
    const struct tl_str text = {rec->text.len > 0 ? rec->text.ptr : "", rec->text.len};
    rec->id = (tl_str_hash(text) * 31 + tl_str_hash(tl_records_str(rec, rec->name))) * 31 +
              (uint64_t)rec->time_ms;
    rec->has_id = true;
    if (rec->clock == TL_CLOCK_NONE)
        return false;
    const bool known = tl_id_map_find(&rec->ids, rec->id) != TL_NO_MESSAGE;
    if (known && (rec->time_ms < r->newest || (r->repeating && rec->time_ms == r->newest)))
        return r->repeating = true;
    if (rec->time_ms > r->newest) {
        r->newest = rec->time_ms;
        r->repeating = false;
    }
    return false;
}

static enum tl_status close_place(void *user, uint8_t place)
{
    struct reader *r = user;
    if (place != MESSAGE)
        return TL_OK;
    if (is_repeated(r))
        return tl_rows_notice(&r->records.rows, "message-repeated",
                              "A message was written again by a later export and counts once.",
                              r->records.line);
    struct tl_message *m = &r->records.m;
    const struct tl_buf *text = &r->records.text;
    if (m->kind == TL_KIND_TEXT && text->len > 0 &&
        tl_signal_call(tl_str_trim((struct tl_str){text->ptr, text->len}), m))
        tl_buf_clear(&r->records.text);
    else if (r->call)
        m->kind = r->missed ? TL_KIND_MISSED_CALL : TL_KIND_CALL;
    return tl_records_push(&r->records, NULL);
}

/* A flag is true, or in some versions a word. */
static bool is_set(const struct tl_json_token *token)
{
    return token->event == TL_JSON_TRUE || (token->event == TL_JSON_STRING && token->text.len > 0);
}

static enum tl_status value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_records *rec = &r->records;
    switch ((enum field)field) {
    case DATE:
        tl_records_iso8601(rec, token->text);
        break;
    case SENDER:
        tl_records_keep(rec, &rec->name, token->text);
        break;
    case BODY:
        /* Two blanks behind every text are Markdown's line break. */
        tl_records_text(rec, tl_str_trim(token->text), token->cut);
        break;
    case STICKER:
        if (token->event == TL_JSON_STRING && token->text.len > 0) {
            rec->m.kind = TL_KIND_STICKER;
            tl_records_text(rec, token->text, false);
        }
        break;
    case FILE_NAME:
        rec->m.kind = tl_media_kind(token->text);
        break;
    case DELETED:
        if (is_set(token))
            rec->m.kind = TL_KIND_DELETED;
        break;
    case CALL:
        r->call = is_set(token);
        break;
    case MISSED:
        r->missed = is_set(token);
        break;
    case PART:
        if (r->reaction != NULL && r->part < 2)
            tl_records_keep(rec, r->part++ == 0 ? &r->reaction->name : &r->reaction->emoji,
                            token->text);
        break;
    default:
        break;
    }
    return TL_OK;
}

#define CAN                                                                                        \
    (TL_CAN_REACTIONS | TL_CAN_DELETIONS | TL_CAN_CALLS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING |      \
     TL_CAN_BOTH_SIDES)

static enum tl_status read_export(struct tl_import *import)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(rules), .open = open_place,
                                          .close = close_place, .value = value};
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    enum tl_status status = tl_records_init(&r->records, import, NAME);
    if (status == TL_OK)
        status = tl_records_read(&r->records, &shape, r, true);
    if (status == TL_OK)
        status = tl_records_finish(&r->records, CAN | (r->edits ? TL_CAN_EDITS : 0u));
    tl_records_release(&r->records);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

static enum tl_status count_message(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct tl_listed_chat *chat = user;
    (void)place;
    (void)token;
    chat->n_messages++;
    return TL_OK;
}

/* The folder is called like the chat. */
static enum tl_status list_export(struct tl_import *import, struct tl_chat_list *list)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(list_rules), .open = count_message};
    const struct tl_str path = tl_bundle_path(import->bundle, import->entry);
    struct tl_listed_chat chat = {.format = NAME};
    uint64_t broken;
    size_t end = path.len;
    while (end > 0 && path.ptr[end - 1] != '/')
        end--;
    size_t start = end > 0 ? end - 1 : 0;
    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    chat.id = path;
    chat.name = tl_str_slice(path, start, end > 0 ? end - 1 : 0);
    const enum tl_status status = tl_shape_read(&shape, &chat, import, true, &broken);
    if (status == TL_OK && !tl_chat_list_add(list, import->entry, &chat))
        return tl_fault_memory(import->err);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    const struct tl_str head = tl_str_trim(p->head);
    if (head.len == 0 || head.ptr[0] != '{' || !tl_shape_has_key(head, TL_STR("\"date\"")) ||
        !tl_shape_has_key(head, TL_STR("\"sender\"")) ||
        !tl_shape_has_key(head, TL_STR("\"body\"")) ||
        !tl_shape_has_key(head, TL_STR("\"reactions\"")) ||
        !tl_shape_has_key(head, TL_STR("\"attachments\"")))
        return 0;
    return 20 + (tl_shape_has_key(head, TL_STR("\"sticker\"")) ? 4u : 0u);
}

const struct tl_importer tl_importer_signal_export_json = {
    .name = NAME,
    .title = "Signal, by signal-export (data.json)",
    .export_how = "Install signal-export and run `sigexport FOLDER` on the computer where Signal "
                  "Desktop is; give the folder, with --with NAME.",
    .cannot_hold = "The time zone, the times of reactions, what a message answers, length of "
                   "calls and voice messages, messages that disappeared, and edits but in newer "
                   "versions.",
    .can = CAN | TL_CAN_SECONDS | TL_CAN_EDITS,
    .probe = probe,
    .read = read_export,
    .list = list_export,
    .one_chat_an_entry = true,
};
