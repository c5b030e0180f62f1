/*
 * discord_json.c: Discord channels as DiscordChatExporter writes them, and the package of data
 * Discord itself sends, which is refused.
 *
 * The exporter is Tyrrrz/DiscordChatExporter, format JSON; shape in docs/formats/discord_json.md.
 * Times have the offset the exporter was run with. Ids are decimal strings. A channel may be split
 * into several files, which then have one channel id.
 *
 * The package (messages/index.json, messages/c<ID>/messages.csv or .json) holds what its owner
 * wrote and nothing of the other person, so no two people can be compared.
 */
#include "chat_list.h"
#include "civil.h"
#include "fault.h"
#include "importers.h"
#include "media_kind.h"
#include "number.h"
#include "record.h"
#include "str.h"

#define NAME "discord-json"

enum place {
    ROOT = 1,
    CHANNEL,
    MESSAGES,
    MESSAGE,
    AUTHOR,
    ATTACHMENTS,
    ATTACHMENT,
    STICKERS,
    STICKER,
    REFERENCE,
    FORWARDED,
    REACTIONS,
    REACTION,
    EMOJI,
    USERS,
    USER
};

enum field {
    ID = 1,
    TYPE,
    TIME,
    EDITED,
    CALL_ENDED,
    CONTENT,
    AUTHOR_ID,
    AUTHOR_NAME,
    NICKNAME,
    FILE_NAME,
    REPLY_TO,
    FORWARDED_CONTENT,
    EMOJI_NAME,
    USER_ID,
    USER_NAME,
    USER_NICKNAME,
    CHANNEL_ID,
    CHANNEL_NAME,
    CHANNEL_TYPE
};

static const struct tl_shape_rule rules[] = {
    {0, TL_STR_INIT(""), ROOT, 0},
    {ROOT, TL_STR_INIT("messages"), MESSAGES, 0},
    {MESSAGES, TL_STR_INIT(""), MESSAGE, 0},
    {MESSAGE, TL_STR_INIT("id"), 0, ID},
    {MESSAGE, TL_STR_INIT("type"), 0, TYPE},
    {MESSAGE, TL_STR_INIT("timestamp"), 0, TIME},
    {MESSAGE, TL_STR_INIT("timestampEdited"), 0, EDITED},
    {MESSAGE, TL_STR_INIT("callEndedTimestamp"), 0, CALL_ENDED},
    {MESSAGE, TL_STR_INIT("content"), 0, CONTENT},
    {MESSAGE, TL_STR_INIT("author"), AUTHOR, 0},
    {MESSAGE, TL_STR_INIT("attachments"), ATTACHMENTS, 0},
    {MESSAGE, TL_STR_INIT("stickers"), STICKERS, 0},
    {MESSAGE, TL_STR_INIT("reference"), REFERENCE, 0},
    {MESSAGE, TL_STR_INIT("forwardedMessage"), FORWARDED, 0},
    {MESSAGE, TL_STR_INIT("reactions"), REACTIONS, 0},
    {AUTHOR, TL_STR_INIT("id"), 0, AUTHOR_ID},
    {AUTHOR, TL_STR_INIT("name"), 0, AUTHOR_NAME},
    {AUTHOR, TL_STR_INIT("nickname"), 0, NICKNAME},
    {ATTACHMENTS, TL_STR_INIT(""), ATTACHMENT, 0},
    {ATTACHMENT, TL_STR_INIT("fileName"), 0, FILE_NAME},
    {STICKERS, TL_STR_INIT(""), STICKER, 0},
    {REFERENCE, TL_STR_INIT("messageId"), 0, REPLY_TO},
    {FORWARDED, TL_STR_INIT("content"), 0, FORWARDED_CONTENT},
    {REACTIONS, TL_STR_INIT(""), REACTION, 0},
    {REACTION, TL_STR_INIT("emoji"), EMOJI, 0},
    {REACTION, TL_STR_INIT("users"), USERS, 0},
    {EMOJI, TL_STR_INIT("name"), 0, EMOJI_NAME},
    {USERS, TL_STR_INIT(""), USER, 0},
    {USER, TL_STR_INIT("id"), 0, USER_ID},
    {USER, TL_STR_INIT("name"), 0, USER_NAME},
    {USER, TL_STR_INIT("nickname"), 0, USER_NICKNAME},
};

static const struct tl_shape_rule list_rules[] = {
    {0, TL_STR_INIT(""), ROOT, 0},
    {ROOT, TL_STR_INIT("channel"), CHANNEL, 0},
    {ROOT, TL_STR_INIT("messages"), MESSAGES, 0},
    {CHANNEL, TL_STR_INIT("id"), 0, CHANNEL_ID},
    {CHANNEL, TL_STR_INIT("type"), 0, CHANNEL_TYPE},
    {CHANNEL, TL_STR_INIT("name"), 0, CHANNEL_NAME},
    {MESSAGES, TL_STR_INIT(""), MESSAGE, 0},
};

struct reader {
    struct tl_records records;
    struct tl_span type, emoji;
    size_t first_of_reaction;
    struct tl_record_reaction *reaction;
    bool has_nickname, call_ended, forwarded;
    int64_t ended_ms; /* UTC */
};

/* ---- the package ---- */

static bool is_package(struct tl_str path, struct tl_str head)
{
    head = tl_str_trim(head);
    if (tl_str_starts(head, TL_STR("ID,Timestamp,Contents,Attachments")))
        return true;
    if (head.len < 2)
        return false;
    if (head.ptr[0] == '[')
        return tl_shape_has_key(head, TL_STR("\"ID\"")) &&
               tl_shape_has_key(head, TL_STR("\"Timestamp\"")) &&
               tl_shape_has_key(head, TL_STR("\"Contents\""));
    /* {"175928847299117063": "Direct Message with ..."} */
    const struct tl_str first = tl_str_trim(tl_str_slice(head, 1, head.len));
    return head.ptr[0] == '{' && tl_str_ends(path, TL_STR("essages/index.json")) && first.len > 2 &&
           first.ptr[0] == '"' && tl_is_digit(first.ptr[1]);
}

/* DiscordChatExporter's plain text: a rule, the server, the channel. */
static bool is_plain_text(struct tl_str head)
{
    head = tl_str_slice(head, 0, 512);
    return tl_str_starts(head, TL_STR("=====")) &&
           tl_str_find(head, TL_STR("\nGuild: "), 0) != SIZE_MAX &&
           tl_str_find(head, TL_STR("\nChannel: "), 0) != SIZE_MAX;
}

/* FAIL when the entry is of the package, or plain text. */
static enum tl_status refuse_others(const struct tl_import *import)
{
    struct tl_buf head;
    bool whole;
    enum tl_sniff kind;
    tl_buf_init(&head, import->ctx);
    enum tl_status status =
        tl_feed_head(import->ctx, import->bundle, import->entry, &head, &whole, &kind, import->err);
    if (status == TL_OK && is_package(tl_bundle_path(import->bundle, import->entry),
                                      (struct tl_str){head.ptr, head.len}))
        status = tl_fault_at(import->err, TL_FAIL, TL_CODE_FORMAT_REFUSED,
                             tl_bundle_name(import->bundle), 0, 0,
                             "The package of data from Discord holds only what you wrote yourself, "
                             "and tideline compares two people; export the direct messages with "
                             "DiscordChatExporter, format JSON.");
    else if (status == TL_OK && is_plain_text((struct tl_str){head.ptr, head.len}))
        status = tl_fault_at(import->err, TL_FAIL, TL_CODE_FORMAT_REFUSED,
                             tl_bundle_name(import->bundle), 0, 0,
                             "This is the plain text of DiscordChatExporter, which does not say "
                             "where a message ends; export again with format JSON.");
    tl_buf_release(&head);
    return status;
}

/* ---- messages ---- */

static enum tl_status open_place(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct reader *r = user;
    switch ((enum place)place) {
    case MESSAGE:
        tl_records_begin(&r->records, token->line);
        r->type = (struct tl_span){0, 0};
        r->has_nickname = r->call_ended = r->forwarded = false;
        break;
    case ATTACHMENT:
        r->records.m.kind = TL_KIND_FILE;
        break;
    case STICKER:
        r->records.m.kind = TL_KIND_STICKER;
        break;
    case FORWARDED:
        r->records.m.flags |= TL_FLAG_FORWARDED;
        r->forwarded = true;
        break;
    case REACTION:
        r->first_of_reaction = r->records.n_reactions;
        r->emoji = (struct tl_span){0, 0};
        break;
    case USER:
        r->reaction = tl_records_react(&r->records);
        break;
    default:
        break;
    }
    return TL_OK;
}

static void set_kind(struct reader *r)
{
    struct tl_records *rec = &r->records;
    const struct tl_str type = tl_records_str(rec, r->type);
    if (tl_str_equal(type, TL_STR("Call"))) {
        const int64_t length = r->call_ended ? (r->ended_ms - rec->time_ms) / 1000 : -1;
        rec->m.kind = TL_KIND_CALL;
        rec->m.duration_s = length >= 0 && length <= INT32_MAX ? (int32_t)length : -1;
        tl_buf_clear(&rec->text);
    } else if (tl_str_equal(type, TL_STR("ChatInputCommand")) ||
               tl_str_equal(type, TL_STR("ContextMenuCommand"))) {
        rec->m.flags |= TL_FLAG_VIA_BOT;
    } else if (type.len > 0 && !tl_str_equal(type, TL_STR("Default")) &&
               !tl_str_equal(type, TL_STR("Reply"))) {
        rec->m.kind = TL_KIND_SYSTEM;
        tl_buf_clear(&rec->text);
        tl_records_text(rec, type, false);
    }
    /* A forward refers to what it forwards, and a notice to what was pinned. */
    if (r->forwarded)
        rec->has_reply = false;
}

static enum tl_status close_place(void *user, uint8_t place)
{
    struct reader *r = user;
    struct tl_records *rec = &r->records;
    if (place == REACTION)
        for (size_t i = r->first_of_reaction; i < rec->n_reactions; i++)
            rec->reaction[i].emoji = r->emoji;
    if (place != MESSAGE)
        return TL_OK;
    set_kind(r);
    return tl_records_push(rec, NULL);
}

static void set_medium(struct tl_records *rec, struct tl_str name)
{
    rec->m.kind = tl_media_kind(name);
    /* Any other sound is a file somebody sent. */
    if (rec->m.kind == TL_KIND_VOICE && !tl_str_starts(name, TL_STR("voice-message")))
        rec->m.kind = TL_KIND_FILE;
}

static enum tl_status value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_records *rec = &r->records;
    const struct tl_str text = token->text;
    int16_t offset;
    int32_t resolution;
    switch ((enum field)field) {
    case ID:
        rec->has_id = tl_parse_uint64(text, &rec->id);
        break;
    case REPLY_TO:
        rec->has_reply = tl_parse_uint64(text, &rec->reply_to);
        break;
    case TYPE:
        tl_records_keep(rec, &r->type, text);
        break;
    case TIME:
        tl_records_iso8601(rec, text);
        break;
    case EDITED:
        rec->m.flags |= TL_FLAG_EDITED;
        break;
    case CALL_ENDED:
        r->call_ended = tl_parse_iso8601(text, &r->ended_ms, &offset, &resolution);
        break;
    case CONTENT:
    case FORWARDED_CONTENT:
        if (text.len > 0)
            tl_buf_clear(&rec->text);
        tl_records_text(rec, text, token->cut);
        break;
    case AUTHOR_ID:
        tl_records_keep(rec, &rec->key, text);
        break;
    case AUTHOR_NAME:
    case NICKNAME:
        if (text.len > 0 && !r->has_nickname)
            tl_records_keep(rec, &rec->name, text);
        r->has_nickname = r->has_nickname || (field == NICKNAME && text.len > 0);
        break;
    case FILE_NAME:
        set_medium(rec, text);
        break;
    case EMOJI_NAME:
        tl_records_keep(rec, &r->emoji, text);
        break;
    case USER_ID:
        if (r->reaction != NULL)
            tl_records_keep(rec, &r->reaction->key, text);
        break;
    case USER_NAME:
    case USER_NICKNAME:
        if (r->reaction != NULL && text.len > 0)
            tl_records_keep(rec, &r->reaction->name, text);
        break;
    default:
        break;
    }
    return TL_OK;
}

#define CAN                                                                                        \
    (TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS | TL_CAN_CALLS | TL_CAN_MEDIA_KIND |         \
     TL_CAN_TIMING | TL_CAN_BOTH_SIDES)

static enum tl_status read_export(struct tl_import *import)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(rules), .open = open_place,
                                          .close = close_place, .value = value};
    enum tl_status status = refuse_others(import);
    if (status != TL_OK)
        return status;
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    status = tl_records_init(&r->records, import, NAME);
    if (status == TL_OK)
        status = tl_records_read(&r->records, &shape, r, false);
    if (status == TL_OK)
        status = tl_records_finish(&r->records, CAN);
    tl_records_release(&r->records);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

/* ---- the list ---- */

struct lister {
    struct tl_listed_chat chat;
    struct tl_buf name, id;
};

static enum tl_status list_open(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct lister *l = user;
    (void)token;
    l->chat.n_messages += place == MESSAGE;
    return TL_OK;
}

static enum tl_status list_value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct lister *l = user;
    if (field == CHANNEL_TYPE) {
        l->chat.n_people = tl_str_equal(token->text, TL_STR("DirectTextChat")) ? 2 : 3;
        return TL_OK;
    }
    struct tl_buf *to = field == CHANNEL_ID ? &l->id : &l->name;
    tl_buf_clear(to);
    tl_buf_put_str(to, token->text);
    return TL_OK;
}

static enum tl_status list_export(struct tl_import *import, struct tl_chat_list *list)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(list_rules), .open = list_open,
                                          .value = list_value};
    struct lister l = {.chat = {.format = NAME}};
    uint64_t broken;
    enum tl_status status = refuse_others(import);
    if (status != TL_OK)
        return status;
    tl_buf_init(&l.name, import->ctx);
    tl_buf_init(&l.id, import->ctx);
    status = tl_shape_read(&shape, &l, import, false, &broken);
    l.chat.name = (struct tl_str){l.name.ptr, l.name.len};
    l.chat.id = (struct tl_str){l.id.ptr, l.id.len};
    if (status == TL_OK &&
        (l.name.failed || l.id.failed || !tl_chat_list_add(list, import->entry, &l.chat)))
        status = tl_fault_memory(import->err);
    tl_buf_release(&l.name);
    tl_buf_release(&l.id);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    if (is_package(p->path, p->head))
        return 24;
    if (is_plain_text(p->head))
        return 80; /* its lines look like WhatsApp's */
    const struct tl_str head = tl_str_trim(p->head);
    if (head.len == 0 || head.ptr[0] != '{' || !tl_shape_has_key(head, TL_STR("\"guild\"")) ||
        !tl_shape_has_key(head, TL_STR("\"channel\"")) ||
        !tl_shape_has_key(head, TL_STR("\"messages\"")))
        return 0;
    return 24 + (tl_shape_has_key(head, TL_STR("\"dateRange\"")) ? 4u : 0u) +
           (tl_shape_has_key(head, TL_STR("\"exportedAt\"")) ? 4u : 0u);
}

const struct tl_importer tl_importer_discord_json = {
    .name = NAME,
    .title = "Discord, direct messages by DiscordChatExporter (.json)",
    .export_how = "In DiscordChatExporter choose Direct Messages, the person, and the format JSON. "
                  "The package of data that Discord sends is refused: it has only your own "
                  "messages.",
    .cannot_hold = "Deleted messages, the times of reactions, length of voice messages, and "
                   "whether a call was taken.",
    .can = CAN | TL_CAN_SECONDS | TL_CAN_ZONE,
    .probe = probe,
    .read = read_export,
    .list = list_export,
    .one_chat_an_entry = true,
};
