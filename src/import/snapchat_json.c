/*
 * snapchat_json.c: json/chat_history.json of Snapchat's "My Data".
 *
 * New: an object that maps each conversation (the other's user name, or a group's id) to an array
 * of {From, "Media Type", Created, Content, "Conversation Title", IsSender, IsSaved,
 * "Created(microseconds)"}; the last is in milliseconds in spite of its name. The title is null
 * between two. Old: "Received Saved Chat History" and "Sent Saved Chat History", arrays of {From or
 * To, "Media Type", Created, Text} with HTML's escapes in the text; who exported is not named, and
 * in some a sent message too has the other under From. For a time there were "Unsaved" ones too.
 *
 * Only chats that somebody saved survive, so what is between two messages cannot be known: the
 * report withholds timing, and measures of timing stay silent.
 */
#include "chat_list.h"
#include "fault.h"
#include "importers.h"
#include "markup.h"
#include "number.h"
#include "record.h"
#include "str.h"

#define NAME "snapchat-json"

enum place { ROOT = 1, CONVERSATION, MESSAGE, RECEIVED, SENT, RECEIVED_MESSAGE, SENT_MESSAGE };
enum field { FROM = 1, TO, MEDIA_TYPE, CREATED, CREATED_MS, CONTENT, TEXT, TITLE };

#define MESSAGE_RULES(place)                                                                       \
    {place, TL_STR_INIT("From"), 0, FROM}, {place, TL_STR_INIT("To"), 0, TO},                      \
        {place, TL_STR_INIT("Media Type"), 0, MEDIA_TYPE},                                         \
        {place, TL_STR_INIT("Created"), 0, CREATED},                                               \
        {place, TL_STR_INIT("Created(microseconds)"), 0, CREATED_MS},                              \
        {place, TL_STR_INIT("Content"), 0, CONTENT}, {place, TL_STR_INIT("Text"), 0, TEXT},        \
    {                                                                                              \
        place, TL_STR_INIT("Conversation Title"), 0, TITLE                                         \
    }

static const struct tl_shape_rule rules[] = {
    {0, TL_STR_INIT(""), ROOT, 0},
    {ROOT, TL_STR_INIT("Received Saved Chat History"), RECEIVED, 0},
    {ROOT, TL_STR_INIT("Received Unsaved Chat History"), RECEIVED, 0},
    {ROOT, TL_STR_INIT("Sent Saved Chat History"), SENT, 0},
    {ROOT, TL_STR_INIT("Sent Unsaved Chat History"), SENT, 0},
    {ROOT, TL_STR_INIT(""), CONVERSATION, 0},
    {CONVERSATION, TL_STR_INIT(""), MESSAGE, 0},
    MESSAGE_RULES(MESSAGE),
    {RECEIVED, TL_STR_INIT(""), RECEIVED_MESSAGE, 0},
    {SENT, TL_STR_INIT(""), SENT_MESSAGE, 0},
    MESSAGE_RULES(RECEIVED_MESSAGE),
    MESSAGE_RULES(SENT_MESSAGE),
};

struct reader {
    struct tl_import *import;
    struct tl_chat_list *list; /* NULL: reading */
    struct tl_records records;
    struct tl_buf conversation, title; /* of the one being walked */
    uint64_t n_messages;
    struct tl_span to;
    bool wanted, status; /* status: a notice of the app */
};

static enum tl_status take_key(void *user, uint8_t place, struct tl_str key)
{
    struct reader *r = user;
    if (place == ROOT) {
        tl_buf_clear(&r->conversation);
        tl_buf_clear(&r->title);
        tl_buf_put_str(&r->conversation, tl_str_slice(key, 0, 1024));
        r->wanted = r->import->chat.ptr == NULL ||
                    tl_str_equal(r->import->chat,
                                 (struct tl_str){r->conversation.ptr, r->conversation.len});
        r->n_messages = 0;
    }
    return TL_OK;
}

static enum tl_status open_place(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct reader *r = user;
    if (place == MESSAGE || place == RECEIVED_MESSAGE || place == SENT_MESSAGE) {
        tl_records_begin(&r->records, token->line);
        r->to = (struct tl_span){0, 0};
        r->status = false;
        r->n_messages++;
    }
    return TL_OK;
}

static enum tl_status end_conversation(struct reader *r)
{
    const struct tl_str id = {r->conversation.ptr, r->conversation.len};
    const struct tl_listed_chat chat = {
        .format = NAME,
        .name = r->title.len > 0 ? (struct tl_str){r->title.ptr, r->title.len} : id,
        .id = id,
        .n_messages = r->n_messages,
        .n_people = r->title.len > 0 ? 3 : 2};
    if (r->conversation.failed || r->title.failed ||
        !tl_chat_list_add(r->list, r->import->entry, &chat))
        return tl_fault_memory(r->import->err);
    return TL_OK;
}

/* The old form lists a message under the other's name on both sides. */
static enum tl_status list_old(struct reader *r)
{
    const struct tl_str name = tl_records_str(&r->records, r->to.len > 0 ? r->to : r->records.name);
    const struct tl_listed_chat chat = {
        .format = NAME, .name = name, .id = name, .n_messages = 1, .n_people = 2};
    if (name.len > 0 && !tl_chat_list_add(r->list, r->import->entry, &chat))
        return tl_fault_memory(r->import->err);
    return TL_OK;
}

static enum tl_status end_message(struct reader *r, uint8_t place)
{
    struct tl_records *rec = &r->records;
    const struct tl_str other = tl_records_str(rec, r->to.len > 0 ? r->to : rec->name);
    const bool old = place != MESSAGE;
    if (old && r->import->chat.ptr != NULL && !tl_str_equal(other, r->import->chat))
        return TL_OK;
    if (!old && !r->wanted)
        return TL_OK;
    if (place == SENT_MESSAGE)
        tl_records_keep(rec, &rec->name, TL_STR("You"));
    if (r->status)
        rec->m.kind = TL_KIND_SYSTEM;
    return tl_records_push(rec, NULL);
}

static enum tl_status close_place(void *user, uint8_t place)
{
    struct reader *r = user;
    if (place == CONVERSATION && r->list != NULL)
        return end_conversation(r);
    if (place < MESSAGE || place == RECEIVED || place == SENT)
        return TL_OK;
    if (r->list == NULL)
        return end_message(r, place);
    return place == MESSAGE ? TL_OK : list_old(r);
}

static void set_kind(struct reader *r, struct tl_str word)
{
    static const struct {
        struct tl_str word;
        enum tl_kind kind;
    } kinds[] = {
        {TL_STR_INIT("MEDIA"), TL_KIND_MEDIA}, {TL_STR_INIT("IMAGE"), TL_KIND_IMAGE},
        {TL_STR_INIT("VIDEO"), TL_KIND_VIDEO}, {TL_STR_INIT("NOTE"), TL_KIND_VOICE},
        {TL_STR_INIT("AUDIO"), TL_KIND_VOICE}, {TL_STR_INIT("STICKER"), TL_KIND_STICKER},
        {TL_STR_INIT("SHARE"), TL_KIND_MEDIA}, {TL_STR_INIT("LOCATION"), TL_KIND_LOCATION},
    };
    struct tl_message *m = &r->records.m;
    if (tl_str_starts(word, TL_STR("STATUS"))) {
        r->status = true;
        tl_records_text(&r->records, word, false);
        return;
    }
    if (word.len == 0 || tl_str_equal(word, TL_STR("TEXT")))
        return;
    m->kind = TL_KIND_MEDIA;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (tl_str_equal(kinds[i].word, word))
            m->kind = kinds[i].kind;
    m->flags |= tl_str_equal(word, TL_STR("SHARE")) ? TL_FLAG_FORWARDED : 0u;
}

static enum tl_status value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_records *rec = &r->records;
    int64_t ms;
    switch ((enum field)field) {
    case FROM:
        tl_records_keep(rec, &rec->name, token->text);
        break;
    case TO:
        tl_records_keep(rec, &r->to, token->text);
        break;
    case MEDIA_TYPE:
        set_kind(r, token->text);
        break;
    case CREATED:
        if (rec->clock == TL_CLOCK_NONE) {
            struct tl_str s = token->text;
            const bool utc = tl_str_ends(s, TL_STR(" UTC"));
            tl_records_iso8601(rec, tl_str_slice(s, 0, s.len - (utc ? 4 : 0)));
            if (utc && rec->clock == TL_CLOCK_WALL)
                rec->clock = TL_CLOCK_UTC;
        }
        break;
    case CREATED_MS:
        if (tl_parse_int64(token->text, &ms) && ms > 0)
            tl_records_utc(rec, ms, TL_RES_MS);
        break;
    case CONTENT:
        tl_records_text(rec, token->text, token->cut);
        break;
    case TEXT:
        tl_records_text(rec, token->text, token->cut);
        rec->text.len = tl_unescape_html(rec->text.ptr, rec->text.len);
        break;
    case TITLE:
        tl_buf_clear(&r->title);
        tl_buf_put_str(&r->title, tl_str_slice(token->text, 0, 1024));
        break;
    default:
        break;
    }
    return TL_OK;
}

#define CAN (TL_CAN_MEDIA_KIND | TL_CAN_BOTH_SIDES)

static const struct tl_shape shape = {TL_SHAPE_RULES(rules), .open = open_place,
                                      .close = close_place, .value = value, .key = take_key};

static struct reader *new_reader(struct tl_import *import, struct tl_chat_list *list)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->import = import;
    r->list = list;
    tl_buf_init(&r->conversation, import->ctx);
    tl_buf_init(&r->title, import->ctx);
    return r;
}

static void free_reader(struct reader *r)
{
    tl_records_release(&r->records);
    tl_buf_release(&r->conversation);
    tl_buf_release(&r->title);
    tl_free(r->import->ctx, r, sizeof *r);
}

static enum tl_status read_export(struct tl_import *import)
{
    struct reader *r = new_reader(import, NULL);
    if (r == NULL)
        return tl_fault_memory(import->err);
    enum tl_status status = tl_records_init(&r->records, import, NAME);
    if (status == TL_OK)
        status = tl_records_read(&r->records, &shape, r, false);
    if (status == TL_OK)
        status = tl_rows_notice(&r->records.rows, "only-saved-messages",
                                "Snapchat keeps only messages that somebody saved, so nothing can "
                                "be said about how soon or how often you write.",
                                0);
    if (status == TL_OK)
        status = tl_records_finish(&r->records, CAN);
    free_reader(r);
    return status;
}

static enum tl_status list_export(struct tl_import *import, struct tl_chat_list *list)
{
    struct reader *r = new_reader(import, list);
    uint64_t broken;
    if (r == NULL)
        return tl_fault_memory(import->err);
    tl_records_prepare(&r->records, import);
    const enum tl_status status = tl_shape_read(&shape, r, import, false, &broken);
    free_reader(r);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    const struct tl_str head = tl_str_trim(p->head);
    if (head.len == 0 || head.ptr[0] != '{' || !tl_shape_has_key(head, TL_STR("\"Created\"")) ||
        !tl_shape_has_key(head, TL_STR("\"Media Type\"")))
        return 0;
    return 20 + (tl_shape_has_key(head, TL_STR("\"IsSender\"")) ? 4u : 0u) +
           (tl_str_ends(p->path, TL_STR("chat_history.json")) ? 4u : 0u);
}

const struct tl_importer tl_importer_snapchat_json = {
    .name = NAME,
    .title = "Snapchat, My Data (chat_history.json)",
    .export_how = "On accounts.snapchat.com choose My Data, Export JSON Files, Chat History, and "
                  "give the zip, with --with NAME.",
    .cannot_hold = "Whatever was not saved, which is most: no measure of timing or amount can be "
                   "had; reactions, replies and calls.",
    .can = CAN | TL_CAN_SECONDS,
    .probe = probe,
    .read = read_export,
    .list = list_export,
};
