/*
 * sigtop_json.c: messages of Signal Desktop as sigtop writes them with -f json.
 *
 * A file a chat, "Name (+number).json": an array of the program's own records,
 *     {"type": "incoming" | "outgoing" | "call-history" | .., "sent_at" (ms), "timestamp",
 *      "conversationId", "source", "sourceUuid" or "sourceServiceId", "body",
 *      "attachments": [{"contentType", ..}], "quote": {"id": timestamp, ..}, "sticker": {..},
 *      "contact": [..], "reactions": [{"emoji", "fromId", "timestamp"}], "editHistory": [..],
 *      "deletedForEveryone", "isViewOnce", "callHistoryDetails": {"acceptedTime", ..}, ..}
 *
 * Who exported is not named. Since 2025 Signal Desktop keeps type, time and text beside its
 * records, and what sigtop then writes holds none of them: such a file is refused with the way out,
 * which is sigtop's text.
 */
#include "chat_list.h"
#include "fault.h"
#include "importers.h"
#include "media_kind.h"
#include "number.h"
#include "record.h"
#include "str.h"

#define NAME "sigtop-json"
#define SELF TL_STR("Me")

enum place {
    FILE_LIST = 1,
    MESSAGE,
    ATTACHMENTS,
    ATTACHMENT,
    QUOTE,
    REACTIONS,
    REACTION,
    STICKER,
    CONTACTS,
    CONTACT,
    EDITS,
    EDIT,
    CALL
};
enum field {
    TYPE = 1,
    SENT_AT,
    TIMESTAMP,
    CHAT,
    SOURCE,
    BODY,
    DELETED,
    VIEW_ONCE,
    CONTENT_TYPE,
    QUOTED,
    EMOJI,
    FROM,
    WHEN,
    ACCEPTED,
    ENDED,
    INCOMING,
    VIDEO
};

static const struct tl_shape_rule rules[] = {
    {0, TL_STR_INIT(""), FILE_LIST, 0},
    {FILE_LIST, TL_STR_INIT(""), MESSAGE, 0},
    {MESSAGE, TL_STR_INIT("type"), 0, TYPE},
    {MESSAGE, TL_STR_INIT("sent_at"), 0, SENT_AT},
    {MESSAGE, TL_STR_INIT("timestamp"), 0, TIMESTAMP},
    {MESSAGE, TL_STR_INIT("conversationId"), 0, CHAT},
    {MESSAGE, TL_STR_INIT("sourceUuid"), 0, SOURCE},
    {MESSAGE, TL_STR_INIT("sourceServiceId"), 0, SOURCE},
    {MESSAGE, TL_STR_INIT("body"), 0, BODY},
    {MESSAGE, TL_STR_INIT("deletedForEveryone"), 0, DELETED},
    {MESSAGE, TL_STR_INIT("isViewOnce"), 0, VIEW_ONCE},
    {MESSAGE, TL_STR_INIT("attachments"), ATTACHMENTS, 0},
    {MESSAGE, TL_STR_INIT("quote"), QUOTE, 0},
    {MESSAGE, TL_STR_INIT("reactions"), REACTIONS, 0},
    {MESSAGE, TL_STR_INIT("sticker"), STICKER, 0},
    {MESSAGE, TL_STR_INIT("contact"), CONTACTS, 0},
    {MESSAGE, TL_STR_INIT("editHistory"), EDITS, 0},
    {MESSAGE, TL_STR_INIT("callHistoryDetails"), CALL, 0},
    {ATTACHMENTS, TL_STR_INIT(""), ATTACHMENT, 0},
    {ATTACHMENT, TL_STR_INIT("contentType"), 0, CONTENT_TYPE},
    {QUOTE, TL_STR_INIT("id"), 0, QUOTED},
    {REACTIONS, TL_STR_INIT(""), REACTION, 0},
    {REACTION, TL_STR_INIT("emoji"), 0, EMOJI},
    {REACTION, TL_STR_INIT("fromId"), 0, FROM},
    {REACTION, TL_STR_INIT("timestamp"), 0, WHEN},
    {CONTACTS, TL_STR_INIT(""), CONTACT, 0},
    {EDITS, TL_STR_INIT(""), EDIT, 0},
    {CALL, TL_STR_INIT("acceptedTime"), 0, ACCEPTED},
    {CALL, TL_STR_INIT("endedTime"), 0, ENDED},
    {CALL, TL_STR_INIT("wasIncoming"), 0, INCOMING},
    {CALL, TL_STR_INIT("wasVideoCall"), 0, VIDEO},
};

struct reader {
    struct tl_import *import;
    struct tl_records records;
    struct tl_buf first_source; /* of the one who writes to us; another one makes it a group */
    bool group;
    uint64_t n_messages, n_typed;
    /* of the message */
    struct tl_span chat, source;
    struct tl_record_reaction *reaction;
    bool typed, incoming, outgoing, call, call_known;
    int64_t accepted, ended;
};

/* "Ann Lee" of "export/Ann Lee (+4915550143).json" */
static struct tl_str name_of_file(struct tl_str path)
{
    size_t start = path.len, end;
    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    struct tl_str name = tl_str_slice(path, start, path.len);
    if (tl_str_ends(name, TL_STR(".json")))
        name.len -= 5;
    for (end = name.len; end > 1 && tl_str_ends(name, TL_STR(")")); end--)
        if (name.ptr[end - 1] == '(' && name.ptr[end - 2] == ' ')
            return tl_str_slice(name, 0, end - 2);
    return name;
}

static enum tl_status open_place(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_message *m = &r->records.m;
    switch ((enum place)place) {
    case MESSAGE:
        tl_records_begin(&r->records, token->line);
        r->chat = r->source = (struct tl_span){0, 0};
        r->typed = r->incoming = r->outgoing = r->call = r->call_known = false;
        r->accepted = r->ended = 0;
        break;
    case REACTION:
        r->reaction = tl_records_react(&r->records);
        break;
    case STICKER:
        m->kind = TL_KIND_STICKER;
        break;
    case CONTACT:
        m->kind = TL_KIND_CONTACT;
        break;
    case EDIT:
        m->flags |= TL_FLAG_EDITED;
        break;
    case CALL:
        r->call_known = true;
        break;
    default:
        break;
    }
    return TL_OK;
}

static void note_source(struct reader *r)
{
    const struct tl_str source = tl_records_str(&r->records, r->source);
    if (!r->incoming || source.len == 0)
        return;
    if (r->first_source.len == 0)
        tl_buf_put_str(&r->first_source, source);
    else if (!tl_str_equal(source, (struct tl_str){r->first_source.ptr, r->first_source.len}))
        r->group = true;
}

static void settle_call(struct reader *r)
{
    struct tl_message *m = &r->records.m;
    m->kind = r->accepted > 0 ? TL_KIND_CALL : TL_KIND_MISSED_CALL;
    if (r->accepted > 0 && r->ended >= r->accepted &&
        r->ended - r->accepted < INT64_C(7) * 86400 * 1000)
        m->duration_s = (int32_t)((r->ended - r->accepted) / 1000);
}

static void name_person(struct reader *r, struct tl_span *key, struct tl_span *name, bool other)
{
    struct tl_records *rec = &r->records;
    if (!other) {
        *key = (struct tl_span){0, 0};
        tl_records_keep(rec, name, SELF);
        return;
    }
    *key = r->chat;
    tl_records_keep(rec, name, name_of_file(tl_bundle_path(r->import->bundle, r->import->entry)));
}

static enum tl_status end_message(struct reader *r)
{
    struct tl_records *rec = &r->records;
    for (size_t i = 0; i < rec->n_reactions; i++) {
        struct tl_record_reaction *reaction = &rec->reaction[i];
        /* Strings move when names are added. */
        const struct tl_str chat = tl_records_str(rec, r->chat);
        name_person(r, &reaction->key, &reaction->name,
                    tl_str_equal(tl_records_str(rec, reaction->key), chat));
    }
    if (r->call && r->call_known)
        settle_call(r);
    else if (!r->incoming && !r->outgoing)
        rec->m.kind = TL_KIND_SYSTEM;
    if (rec->m.kind == TL_KIND_SYSTEM)
        tl_buf_clear(&rec->text);
    else
        name_person(r, &rec->key, &rec->name, r->incoming);
    if ((rec->m.flags & TL_FLAG_VIEW_ONCE) != 0 && rec->m.kind == TL_KIND_TEXT)
        rec->m.kind = TL_KIND_MEDIA;
    return tl_records_push(rec, NULL);
}

static enum tl_status close_place(void *user, uint8_t place)
{
    struct reader *r = user;
    if (place != MESSAGE)
        return TL_OK;
    r->n_messages++;
    note_source(r);
    r->n_typed += r->typed;
    if (r->records.words.failed || r->records.text.failed || r->first_source.failed)
        return tl_fault_memory(r->import->err);
    /* A walk that lists has no conversation. */
    return r->records.rows.conv == NULL || !r->typed ? TL_OK : end_message(r);
}

static void set_type(struct reader *r, struct tl_str type)
{
    r->typed = true;
    r->incoming = tl_str_equal(type, TL_STR("incoming"));
    r->outgoing = tl_str_equal(type, TL_STR("outgoing"));
    r->call = tl_str_equal(type, TL_STR("call-history"));
}

static bool read_number(const struct tl_json_token *token, int64_t *out)
{
    return tl_parse_int64(token->text, out) && *out > 0;
}

static enum tl_status value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_records *rec = &r->records;
    int64_t number = 0;
    switch ((enum field)field) {
    case TYPE:
        set_type(r, token->text);
        break;
    case SENT_AT:
        if (read_number(token, &number))
            tl_records_utc(rec, number, TL_RES_MS);
        break;
    case TIMESTAMP: /* what a quote names */
        if (!read_number(token, &number))
            break;
        rec->id = (uint64_t)number;
        rec->has_id = true;
        if (rec->clock == TL_CLOCK_NONE)
            tl_records_utc(rec, number, TL_RES_MS);
        break;
    case CHAT:
        tl_records_keep(rec, &r->chat, token->text);
        break;
    case SOURCE:
        tl_records_keep(rec, &r->source, token->text);
        break;
    case BODY:
        tl_records_text(rec, token->text, token->cut);
        break;
    case DELETED:
        if (token->event == TL_JSON_TRUE)
            rec->m.kind = TL_KIND_DELETED;
        break;
    case VIEW_ONCE:
        rec->m.flags |= token->event == TL_JSON_TRUE ? TL_FLAG_VIEW_ONCE : 0u;
        break;
    case CONTENT_TYPE: /* a long text is an attachment too */
        if (rec->m.kind == TL_KIND_TEXT && !tl_str_starts(token->text, TL_STR("text/x-signal")))
            rec->m.kind = tl_media_kind_from_type(token->text);
        break;
    case QUOTED:
        rec->has_reply = read_number(token, &number);
        rec->reply_to = (uint64_t)number;
        break;
    case EMOJI:
        if (r->reaction != NULL)
            tl_records_keep(rec, &r->reaction->emoji, token->text);
        break;
    case FROM:
        if (r->reaction != NULL)
            tl_records_keep(rec, &r->reaction->key, token->text);
        break;
    case WHEN:
        if (r->reaction != NULL && read_number(token, &r->reaction->utc_ms))
            r->reaction->timed = true;
        break;
    case ACCEPTED:
        read_number(token, &r->accepted);
        break;
    case ENDED:
        read_number(token, &r->ended);
        break;
    case INCOMING:
        r->incoming = token->event == TL_JSON_TRUE;
        break;
    case VIDEO:
        rec->m.flags |= token->event == TL_JSON_TRUE ? TL_FLAG_VIDEO_CALL : 0u;
        break;
    }
    return TL_OK;
}

static const struct tl_shape shape = {TL_SHAPE_RULES(rules), .open = open_place,
                                      .close = close_place, .value = value};

#define CAN                                                                                        \
    (TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS | TL_CAN_DELETIONS | TL_CAN_CALLS |          \
     TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES)

static struct reader *new_reader(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->import = import;
    tl_buf_init(&r->first_source, import->ctx);
    tl_records_prepare(&r->records, import);
    return r;
}

static void free_reader(struct reader *r)
{
    tl_records_release(&r->records);
    tl_buf_release(&r->first_source);
    tl_free(r->import->ctx, r, sizeof *r);
}

static enum tl_status read_export(struct tl_import *import)
{
    struct reader *r = new_reader(import);
    if (r == NULL)
        return tl_fault_memory(import->err);
    enum tl_status status = tl_records_init(&r->records, import, NAME);
    if (status == TL_OK)
        status = tl_records_read(&r->records, &shape, r, false);
    if (status == TL_OK && r->n_messages > 0 && r->n_typed == 0)
        status = tl_rows_fail(&r->records.rows, TL_CODE_FORMAT_REFUSED, 0,
                              "Signal Desktop now keeps times and texts apart from these records, "
                              "so this file has none; run sigtop export-messages with -f text.");
    if (status == TL_OK && r->group)
        status = tl_rows_fail(&r->records.rows, TL_CODE_PEOPLE_GROUP, 0,
                              "This is a group chat; tideline reads chats between two people.");
    if (status == TL_OK)
        status = tl_records_finish(&r->records, CAN);
    free_reader(r);
    return status;
}

static enum tl_status list_export(struct tl_import *import, struct tl_chat_list *list)
{
    struct reader *r = new_reader(import);
    uint64_t broken;
    if (r == NULL)
        return tl_fault_memory(import->err);
    enum tl_status status = tl_shape_read(&shape, r, import, false, &broken);
    const struct tl_str path = tl_bundle_path(import->bundle, import->entry);
    const struct tl_listed_chat chat = {.format = NAME,
                                        .name = name_of_file(path),
                                        .id = path,
                                        .n_messages = r->n_messages,
                                        .n_people = r->group ? 3 : 2};
    if (status == TL_OK && !tl_chat_list_add(list, import->entry, &chat))
        status = tl_fault_memory(import->err);
    free_reader(r);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    const struct tl_str head = tl_str_trim(p->head);
    if (head.len == 0 || head.ptr[0] != '[')
        return 0;
    if (tl_shape_has_key(head, TL_STR("\"conversationId\"")) &&
        tl_shape_has_key(head, TL_STR("\"sent_at\"")) && tl_shape_has_key(head, TL_STR("\"type\"")))
        return 28;
    return tl_shape_has_key(head, TL_STR("\"schemaVersion\"")) &&
                   (tl_shape_has_key(head, TL_STR("\"sendStateByConversationId\"")) ||
                    tl_shape_has_key(head, TL_STR("\"bodyRanges\"")))
               ? 24
               : 0;
}

const struct tl_importer tl_importer_sigtop_json = {
    .name = NAME,
    .title = "Signal Desktop, JSON of sigtop",
    .export_how = "Run sigtop export-messages -f json on the computer Signal Desktop is on; with "
                  "versions since 2025, -f text.",
    .cannot_hold = "How long voice messages are, forwarding, and what disappeared.",
    .can = CAN | TL_CAN_SECONDS | TL_CAN_ZONE,
    .probe = probe,
    .read = read_export,
    .list = list_export,
};
