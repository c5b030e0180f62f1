/*
 * signal_jsonl.c: main.jsonl of Signal's own plain export (2026).
 *
 * A line a frame of Signal's backup (Backup.proto), as protobuf's JSON mapping writes it: names in
 * camel case, 64-bit numbers as strings, enumerations as words. Frames that are referred to come
 * before those that refer to them: account, recipients, chats, then chat items. Numbers are taken
 * with and without quotes, unknown frames and parts passed over.
 *
 * All chats are in one file, so it is walked twice: to list them, and to read the one meant. A
 * message is known by its sender and the time it was sent; that is what a quote refers to.
 */
#include "chat_list.h"
#include "fault.h"
#include "importers.h"
#include "media_kind.h"
#include "number.h"
#include "record.h"
#include "signal_directory.h"
#include "str.h"

#define NAME "signal-jsonl"

enum place {
    FRAME = 1,
    ACCOUNT,
    RECIPIENT,
    CONTACT,
    NICKNAME,
    SELF,
    GROUP,
    SNAPSHOT,
    TITLE,
    OTHER, /* Signal's release notes, lists */
    CHAT,
    ITEM,
    REVISIONS,
    REVISION,
    STANDARD,
    TEXT,
    LONG_TEXT,
    QUOTE,
    ATTACHMENTS,
    ATTACHMENT,
    POINTER,
    STICKER_MESSAGE,
    STICKER,
    CARD,
    POLL,
    DELETED,
    ONCE,
    STORY_REPLY,
    PAYMENT,
    UPDATE,
    SIMPLE_UPDATE,
    CALL,
    REACTIONS,
    REACTION,
    N_PLACES
};

_Static_assert(N_PLACES <= TL_SHAPE_PLACES, "places of a table of rules");

enum field {
    ID = 1,
    GIVEN, /* what a person is called, the better known the later */
    FAMILY,
    PHONE,
    USERNAME,
    PROFILE_GIVEN,
    PROFILE_FAMILY,
    SYSTEM_GIVEN,
    SYSTEM_FAMILY,
    NICK_GIVEN,
    NICK_FAMILY,
    GROUP_TITLE,
    CHAT_ID,
    CHAT_RECIPIENT,
    IN_CHAT,
    AUTHOR,
    SENT,
    EXPIRES,
    REVISION_SENT,
    BODY,
    QUOTED_SENT,
    QUOTED_AUTHOR,
    CONTENT_TYPE,
    FLAG,
    STICKER_EMOJI,
    QUESTION,
    STORY_EMOJI,
    UPDATE_TYPE,
    CALL_TYPE,
    CALL_DIRECTION,
    CALL_STATE,
    EMOJI,
    REACTION_AUTHOR,
    REACTION_SENT
};

#define DIRECTORY_RULES                                                                            \
    {0, TL_STR_INIT(""), FRAME, 0}, {FRAME, TL_STR_INIT("chatItem"), ITEM, 0},                     \
        {FRAME, TL_STR_INIT("recipient"), RECIPIENT, 0}, {FRAME, TL_STR_INIT("chat"), CHAT, 0},    \
        {FRAME, TL_STR_INIT("account"), ACCOUNT, 0},                                               \
        {ACCOUNT, TL_STR_INIT("givenName"), 0, GIVEN},                                             \
        {ACCOUNT, TL_STR_INIT("familyName"), 0, FAMILY}, {RECIPIENT, TL_STR_INIT("id"), 0, ID},    \
        {RECIPIENT, TL_STR_INIT("contact"), CONTACT, 0},                                           \
        {RECIPIENT, TL_STR_INIT("self"), SELF, 0}, {RECIPIENT, TL_STR_INIT("group"), GROUP, 0},    \
        {RECIPIENT, TL_STR_INIT(""), OTHER, 0}, {CONTACT, TL_STR_INIT("e164"), 0, PHONE},          \
        {CONTACT, TL_STR_INIT("username"), 0, USERNAME},                                           \
        {CONTACT, TL_STR_INIT("profileGivenName"), 0, PROFILE_GIVEN},                              \
        {CONTACT, TL_STR_INIT("profileFamilyName"), 0, PROFILE_FAMILY},                            \
        {CONTACT, TL_STR_INIT("systemGivenName"), 0, SYSTEM_GIVEN},                                \
        {CONTACT, TL_STR_INIT("systemFamilyName"), 0, SYSTEM_FAMILY},                              \
        {CONTACT, TL_STR_INIT("nickname"), NICKNAME, 0},                                           \
        {NICKNAME, TL_STR_INIT("given"), 0, NICK_GIVEN},                                           \
        {NICKNAME, TL_STR_INIT("family"), 0, NICK_FAMILY},                                         \
        {GROUP, TL_STR_INIT("snapshot"), SNAPSHOT, 0}, {SNAPSHOT, TL_STR_INIT("title"), TITLE, 0}, \
        {TITLE, TL_STR_INIT("title"), 0, GROUP_TITLE}, {CHAT, TL_STR_INIT("id"), 0, CHAT_ID},      \
    {                                                                                              \
        CHAT, TL_STR_INIT("recipientId"), 0, CHAT_RECIPIENT                                        \
    }

static const struct tl_shape_rule list_rules[] = {
    DIRECTORY_RULES,
    {ITEM, TL_STR_INIT("chatId"), 0, IN_CHAT},
    {ITEM, TL_STR_INIT("updateMessage"), UPDATE, 0},
};

static const struct tl_shape_rule rules[] = {
    DIRECTORY_RULES,
    {ITEM, TL_STR_INIT("chatId"), 0, IN_CHAT},
    {ITEM, TL_STR_INIT("authorId"), 0, AUTHOR},
    {ITEM, TL_STR_INIT("dateSent"), 0, SENT},
    {ITEM, TL_STR_INIT("standardMessage"), STANDARD, 0},
    {ITEM, TL_STR_INIT("expiresInMs"), 0, EXPIRES},
    {ITEM, TL_STR_INIT("revisions"), REVISIONS, 0},
    {ITEM, TL_STR_INIT("stickerMessage"), STICKER_MESSAGE, 0},
    {ITEM, TL_STR_INIT("contactMessage"), CARD, 0},
    {ITEM, TL_STR_INIT("poll"), POLL, 0},
    {ITEM, TL_STR_INIT("remoteDeletedMessage"), DELETED, 0},
    {ITEM, TL_STR_INIT("viewOnceMessage"), ONCE, 0},
    {ITEM, TL_STR_INIT("directStoryReplyMessage"), STORY_REPLY, 0},
    {ITEM, TL_STR_INIT("paymentNotification"), PAYMENT, 0},
    {ITEM, TL_STR_INIT("giftBadge"), PAYMENT, 0},
    {ITEM, TL_STR_INIT("updateMessage"), UPDATE, 0},
    {REVISIONS, TL_STR_INIT(""), REVISION, 0},
    {REVISION, TL_STR_INIT("dateSent"), 0, REVISION_SENT},
    {STANDARD, TL_STR_INIT("text"), TEXT, 0},
    {STANDARD, TL_STR_INIT("longText"), LONG_TEXT, 0},
    {STANDARD, TL_STR_INIT("quote"), QUOTE, 0},
    {STANDARD, TL_STR_INIT("attachments"), ATTACHMENTS, 0},
    {STANDARD, TL_STR_INIT("reactions"), REACTIONS, 0},
    {TEXT, TL_STR_INIT("body"), 0, BODY},
    {QUOTE, TL_STR_INIT("targetSentTimestamp"), 0, QUOTED_SENT},
    {QUOTE, TL_STR_INIT("authorId"), 0, QUOTED_AUTHOR},
    {ATTACHMENTS, TL_STR_INIT(""), ATTACHMENT, 0},
    {ATTACHMENT, TL_STR_INIT("pointer"), POINTER, 0},
    {ATTACHMENT, TL_STR_INIT("flag"), 0, FLAG},
    {POINTER, TL_STR_INIT("contentType"), 0, CONTENT_TYPE},
    {STICKER_MESSAGE, TL_STR_INIT("sticker"), STICKER, 0},
    {STICKER_MESSAGE, TL_STR_INIT("reactions"), REACTIONS, 0},
    {STICKER, TL_STR_INIT("emoji"), 0, STICKER_EMOJI},
    {CARD, TL_STR_INIT("reactions"), REACTIONS, 0},
    {POLL, TL_STR_INIT("question"), 0, QUESTION},
    {POLL, TL_STR_INIT("reactions"), REACTIONS, 0},
    {ONCE, TL_STR_INIT("attachment"), ATTACHMENT, 0},
    {ONCE, TL_STR_INIT("reactions"), REACTIONS, 0},
    {STORY_REPLY, TL_STR_INIT("textReply"), STANDARD, 0},
    {STORY_REPLY, TL_STR_INIT("emoji"), 0, STORY_EMOJI},
    {STORY_REPLY, TL_STR_INIT("reactions"), REACTIONS, 0},
    {UPDATE, TL_STR_INIT("simpleUpdate"), SIMPLE_UPDATE, 0},
    {UPDATE, TL_STR_INIT("individualCall"), CALL, 0},
    {SIMPLE_UPDATE, TL_STR_INIT("type"), 0, UPDATE_TYPE},
    {CALL, TL_STR_INIT("type"), 0, CALL_TYPE},
    {CALL, TL_STR_INIT("direction"), 0, CALL_DIRECTION},
    {CALL, TL_STR_INIT("state"), 0, CALL_STATE},
    {REACTIONS, TL_STR_INIT(""), REACTION, 0},
    {REACTION, TL_STR_INIT("emoji"), 0, EMOJI},
    {REACTION, TL_STR_INIT("authorId"), 0, REACTION_AUTHOR},
    {REACTION, TL_STR_INIT("sentTimestamp"), 0, REACTION_SENT},
};

struct reader {
    struct tl_import *import;
    struct tl_signal_directory directory;
    bool listing;
    /* the recipient, account or chat being read */
    uint64_t id, recipient;
    enum tl_signal_kind kind;
    struct tl_buf given, family;
    unsigned rank; /* field the name is from */
    /* the item being read */
    struct tl_records records;
    uint64_t wanted, chat, author, quoted_author;
    int64_t sent, first_sent, quoted_sent;
    struct tl_record_reaction *reaction;
    bool all, update, known, call, accepted, video, outgoing, incoming, expires;
};

/* ---- people and chats ---- */

/* Each kind of name has a given part and a family part; a better kind replaces both. */
static void take_name(struct reader *r, unsigned given_field, bool is_family, struct tl_str s)
{
    if (s.len == 0 || given_field < r->rank)
        return;
    if (given_field > r->rank) {
        tl_buf_clear(&r->given);
        tl_buf_clear(&r->family);
        r->rank = given_field;
    }
    struct tl_buf *to = is_family ? &r->family : &r->given;
    tl_buf_clear(to);
    tl_buf_put_str(to, tl_str_slice(s, 0, 1024));
}

/* "Given Family", in `given`. */
static struct tl_str full_name(struct reader *r)
{
    if (r->given.len > 0 && r->family.len > 0)
        tl_buf_putc(&r->given, ' ');
    if (r->family.len > 0)
        tl_buf_put(&r->given, r->family.ptr, r->family.len);
    return (struct tl_str){r->given.len > 0 ? r->given.ptr : "", r->given.len};
}

static void begin_name(struct reader *r)
{
    tl_buf_clear(&r->given);
    tl_buf_clear(&r->family);
    r->rank = 0;
    r->id = 0;
    r->kind = TL_SIGNAL_CONTACT;
}

static enum tl_status memory_or_ok(struct reader *r, bool ok)
{
    return ok && !r->given.failed && !r->family.failed ? TL_OK : tl_fault_memory(r->import->err);
}

/* ---- items ---- */

/* Sender and time, which nothing else shares. */
static uint64_t item_id(uint64_t author, int64_t sent)
{
    return (uint64_t)sent * UINT64_C(1000003) + author;
}

static void keep_person(struct reader *r, struct tl_span *key, struct tl_span *name, uint64_t id)
{
    char number[TL_NUMBER_MAX];
    const size_t len = tl_print_int64(number, (int64_t)(id & INT64_MAX));
    tl_records_keep(&r->records, key, (struct tl_str){number, len});
    tl_records_keep(&r->records, name,
                    tl_signal_name(&r->directory, tl_signal_recipient(&r->directory, id)));
}

static void begin_item(struct reader *r, uint64_t line)
{
    tl_records_begin(&r->records, line);
    r->chat = r->author = r->quoted_author = 0;
    r->sent = r->first_sent = r->quoted_sent = 0;
    r->reaction = NULL;
    r->update = r->known = r->call = r->accepted = r->video = r->outgoing = r->incoming = false;
}

static uint64_t own_id(const struct reader *r)
{
    for (size_t i = 0; i < r->directory.n_recipients; i++)
        if (r->directory.recipient[i].kind == TL_SIGNAL_SELF)
            return r->directory.recipient[i].id;
    return r->author;
}

static void set_call(struct reader *r)
{
    struct tl_message *m = &r->records.m;
    const struct tl_signal_chat *chat = tl_signal_chat(&r->directory, r->chat);
    m->kind = r->accepted ? TL_KIND_CALL : TL_KIND_MISSED_CALL;
    m->flags |= r->video ? TL_FLAG_VIDEO_CALL : 0u;
    /* Whoever the item is filed under, the direction says who called. */
    if (r->outgoing)
        r->author = own_id(r);
    else if (r->incoming && chat != NULL)
        r->author = chat->recipient;
}

static enum tl_status end_item(struct reader *r)
{
    struct tl_records *rec = &r->records;
    uint32_t row;
    if (r->chat != r->wanted && !r->all)
        return TL_OK;
    if (!r->known) {
        rec->rows.conv->files[rec->rows.file].lines++;
        return tl_rows_skip(&rec->rows, "message-unsupported",
                            "A message is of a kind this program does not know and was skipped.",
                            rec->line);
    }
    if (r->call)
        set_call(r);
    else if (r->update)
        rec->m.kind = TL_KIND_SYSTEM;
    keep_person(r, &rec->key, &rec->name, r->author);
    /* An edited message has the time it was first sent. */
    tl_records_utc(rec, r->first_sent > 0 && r->first_sent < r->sent ? r->first_sent : r->sent,
                   TL_RES_MS);
    rec->id = item_id(r->author, r->sent);
    rec->has_id = !r->update;
    rec->has_reply = r->quoted_sent > 0;
    rec->reply_to = item_id(r->quoted_author, r->quoted_sent);
    const enum tl_status status = tl_records_push(rec, &row);
    if (status == TL_OK && row != TL_NO_MESSAGE && r->first_sent > 0 &&
        !tl_id_map_put(&rec->ids, item_id(r->author, r->first_sent), row))
        return tl_fault_memory(r->import->err);
    return status;
}

/* ---- the walk ---- */

static void open_content(struct reader *r, enum place place)
{
    struct tl_message *m = &r->records.m;
    r->known = true;
    switch (place) {
    case STICKER_MESSAGE:
        m->kind = TL_KIND_STICKER;
        break;
    case CARD:
        m->kind = TL_KIND_CONTACT;
        break;
    case POLL:
        m->kind = TL_KIND_POLL;
        break;
    case DELETED:
        m->kind = TL_KIND_DELETED;
        break;
    case ONCE:
        m->kind = TL_KIND_MEDIA;
        m->flags |= TL_FLAG_VIEW_ONCE;
        break;
    case PAYMENT:
        m->kind = TL_KIND_MEDIA;
        break;
    case UPDATE:
        r->update = true;
        tl_records_text(&r->records, TL_STR("update"), false);
        break;
    default:
        break;
    }
}

static enum tl_status open_place(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct reader *r = user;
    switch ((enum place)place) {
    case ACCOUNT:
    case RECIPIENT:
    case CHAT:
        begin_name(r);
        break;
    case SELF:
        r->kind = TL_SIGNAL_SELF;
        break;
    case GROUP:
        r->kind = TL_SIGNAL_GROUP;
        break;
    case OTHER:
        r->kind = TL_SIGNAL_OTHER;
        break;
    case ITEM:
        if (!r->listing)
            begin_item(r, token->line);
        r->chat = 0;
        r->update = false;
        break;
    case UPDATE:
        r->update = true;
        if (!r->listing)
            open_content(r, UPDATE);
        break;
    case STANDARD:
    case STICKER_MESSAGE:
    case CARD:
    case POLL:
    case DELETED:
    case ONCE:
    case STORY_REPLY:
    case PAYMENT:
        open_content(r, (enum place)place);
        break;
    case REVISION:
        r->records.m.flags |= TL_FLAG_EDITED;
        break;
    case LONG_TEXT:
        r->records.m.flags |= TL_FLAG_CUT;
        break;
    case ATTACHMENT:
        if (r->records.m.kind == TL_KIND_TEXT)
            r->records.m.kind = TL_KIND_FILE;
        break;
    case CALL:
        r->call = true;
        tl_buf_clear(&r->records.text);
        break;
    case REACTION:
        r->reaction = tl_records_react(&r->records);
        break;
    default:
        break;
    }
    return TL_OK;
}

static enum tl_status close_place(void *user, uint8_t place)
{
    struct reader *r = user;
    struct tl_signal_directory *d = &r->directory;
    struct tl_signal_chat *chat;
    switch ((enum place)place) {
    case ACCOUNT:
        d->own_name = tl_arena_copy(&d->arena, full_name(r));
        return memory_or_ok(r, d->own_name.ptr != NULL);
    case RECIPIENT:
        return memory_or_ok(r, tl_signal_add_recipient(d, r->id, r->kind, full_name(r)));
    case CHAT:
        return memory_or_ok(r, tl_signal_add_chat(d, r->id, r->recipient));
    case ITEM:
        if (!r->listing)
            return end_item(r);
        chat = tl_signal_chat(d, r->chat);
        if (chat != NULL && !r->update)
            chat->n_messages++;
        return TL_OK;
    default:
        return TL_OK;
    }
}

static void directory_value(struct reader *r, enum field field, struct tl_str s)
{
    switch (field) {
    case ID:
    case CHAT_ID:
        tl_parse_uint64(s, &r->id);
        break;
    case CHAT_RECIPIENT:
        tl_parse_uint64(s, &r->recipient);
        break;
    case GIVEN:
    case PROFILE_GIVEN:
    case SYSTEM_GIVEN:
    case NICK_GIVEN:
    case PHONE:
    case USERNAME:
    case GROUP_TITLE:
        take_name(r, field, false, s);
        break;
    case FAMILY:
    case PROFILE_FAMILY:
    case SYSTEM_FAMILY:
    case NICK_FAMILY:
        take_name(r, field - 1u, true, s);
        break;
    case IN_CHAT:
        tl_parse_uint64(s, &r->chat);
        break;
    default:
        break;
    }
}

static void call_value(struct reader *r, enum field field, struct tl_str s)
{
    if (field == CALL_TYPE)
        r->video = tl_str_equal(s, TL_STR("VIDEO_CALL"));
    else if (field == CALL_STATE)
        r->accepted = tl_str_equal(s, TL_STR("ACCEPTED"));
    else if (field == CALL_DIRECTION) {
        r->outgoing = tl_str_equal(s, TL_STR("OUTGOING"));
        r->incoming = tl_str_equal(s, TL_STR("INCOMING"));
    }
}

static void reaction_value(struct reader *r, enum field field, struct tl_str s)
{
    uint64_t id;
    if (r->reaction == NULL)
        return;
    if (field == EMOJI)
        tl_records_keep(&r->records, &r->reaction->emoji, s);
    else if (field == REACTION_SENT)
        r->reaction->timed = tl_parse_int64(s, &r->reaction->utc_ms);
    else if (tl_parse_uint64(s, &id))
        keep_person(r, &r->reaction->key, &r->reaction->name, id);
}

static void set_text(struct reader *r, const struct tl_json_token *token)
{
    tl_buf_clear(&r->records.text);
    tl_records_text(&r->records, token->text, token->cut);
}

static enum tl_status value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_message *m = &r->records.m;
    const struct tl_str s = token->text;
    int64_t ms;
    if (field <= IN_CHAT) {
        directory_value(r, (enum field)field, s);
        return TL_OK;
    }
    switch ((enum field)field) {
    case AUTHOR:
        tl_parse_uint64(s, &r->author);
        break;
    case SENT:
        tl_parse_int64(s, &r->sent);
        break;
    case EXPIRES:
        r->expires = r->expires || (tl_parse_int64(s, &ms) && ms > 0 && r->chat == r->wanted);
        break;
    case REVISION_SENT:
        if (tl_parse_int64(s, &ms) && (r->first_sent == 0 || ms < r->first_sent))
            r->first_sent = ms;
        break;
    case BODY:
    case QUESTION:
    case STICKER_EMOJI:
    case STORY_EMOJI:
    case UPDATE_TYPE:
        set_text(r, token);
        break;
    case QUOTED_SENT:
        tl_parse_int64(s, &r->quoted_sent);
        break;
    case QUOTED_AUTHOR:
        tl_parse_uint64(s, &r->quoted_author);
        break;
    case CONTENT_TYPE:
        if (m->kind == TL_KIND_TEXT || m->kind == TL_KIND_FILE || m->kind == TL_KIND_MEDIA)
            m->kind = tl_media_kind_from_type(s);
        /* Any other sound is a file somebody sent. */
        if (m->kind == TL_KIND_VOICE)
            m->kind = TL_KIND_FILE;
        break;
    case FLAG:
        if (tl_str_equal(s, TL_STR("VOICE_MESSAGE")))
            m->kind = TL_KIND_VOICE;
        else if (tl_str_equal(s, TL_STR("GIF")))
            m->kind = TL_KIND_GIF;
        break;
    case CALL_TYPE:
    case CALL_DIRECTION:
    case CALL_STATE:
        call_value(r, (enum field)field, s);
        break;
    case EMOJI:
    case REACTION_AUTHOR:
    case REACTION_SENT:
        reaction_value(r, (enum field)field, s);
        break;
    default:
        break;
    }
    return TL_OK;
}

/* ---- reading and listing ---- */

#define CAN                                                                                        \
    (TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS | TL_CAN_DELETIONS | TL_CAN_CALLS |          \
     TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES)

static struct reader *new_reader(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->import = import;
    tl_signal_directory_init(&r->directory, import->ctx);
    tl_buf_init(&r->given, import->ctx);
    tl_buf_init(&r->family, import->ctx);
    return r;
}

static void free_reader(struct reader *r)
{
    tl_signal_directory_release(&r->directory);
    tl_buf_release(&r->given);
    tl_buf_release(&r->family);
    tl_free(r->import->ctx, r, sizeof *r);
}

static enum tl_status read_export(struct tl_import *import)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(rules), .open = open_place,
                                          .close = close_place, .value = value};
    struct reader *r = new_reader(import);
    if (r == NULL)
        return tl_fault_memory(import->err);
    r->all = !tl_parse_uint64(import->chat, &r->wanted);
    enum tl_status status = tl_records_init(&r->records, import, NAME);
    if (status == TL_OK)
        status = tl_records_read(&r->records, &shape, r, true);
    if (status == TL_OK && r->expires)
        status = tl_rows_notice(&r->records.rows, "messages-expire",
                                "Messages of this chat disappear after a time; those that had when "
                                "it was exported are not in the file.",
                                0);
    if (status == TL_OK)
        status = tl_records_finish(&r->records, CAN);
    tl_records_release(&r->records);
    free_reader(r);
    return status;
}

static bool add_chats(const struct reader *r, struct tl_chat_list *list)
{
    for (size_t i = 0; i < r->directory.n_chats; i++) {
        const struct tl_signal_chat *c = &r->directory.chat[i];
        const struct tl_signal_recipient *with = tl_signal_recipient(&r->directory, c->recipient);
        char id[TL_NUMBER_MAX];
        const size_t len = tl_print_int64(id, (int64_t)(c->id & INT64_MAX));
        const bool pair = with == NULL || with->kind == TL_SIGNAL_CONTACT;
        const struct tl_listed_chat chat = {.format = NAME,
                                            .name = tl_signal_name(&r->directory, with),
                                            .id = {id, len},
                                            .n_messages = c->n_messages,
                                            .n_people = pair ? 2 : 3};
        /* Notes to oneself and Signal's own news are nobody's chat. */
        if (with != NULL && (with->kind == TL_SIGNAL_SELF || with->kind == TL_SIGNAL_OTHER))
            continue;
        if (!tl_chat_list_add(list, r->import->entry, &chat))
            return false;
    }
    return true;
}

static enum tl_status list_export(struct tl_import *import, struct tl_chat_list *list)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(list_rules), .open = open_place,
                                          .close = close_place, .value = value};
    struct reader *r = new_reader(import);
    uint64_t broken;
    if (r == NULL)
        return tl_fault_memory(import->err);
    r->listing = true;
    enum tl_status status = tl_shape_read(&shape, r, import, true, &broken);
    if (status == TL_OK && !add_chats(r, list))
        status = tl_fault_memory(import->err);
    free_reader(r);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    const struct tl_str head = tl_str_trim(p->head);
    if (head.len == 0 || head.ptr[0] != '{')
        return 0;
    unsigned evidence = 0;
    if (tl_shape_has_key(head, TL_STR("\"chatItem\"")) &&
        tl_shape_has_key(head, TL_STR("\"dateSent\"")))
        evidence += 24;
    else if (tl_shape_has_key(head, TL_STR("\"recipient\"")) &&
             (tl_shape_has_key(head, TL_STR("\"contact\"")) ||
              tl_shape_has_key(head, TL_STR("\"self\""))))
        evidence += 18;
    if (evidence > 0 && tl_str_ends(p->path, TL_STR("main.jsonl")))
        evidence += 4;
    return evidence;
}

const struct tl_importer tl_importer_signal_jsonl = {
    .name = NAME,
    .title = "Signal, its own plain-text export (main.jsonl)",
    .export_how = "In Signal Desktop choose Settings, Chats, Export chat history, and give the "
                  "folder with main.jsonl.",
    .cannot_hold = "Messages that disappeared, length of voice messages and calls, and the rest of "
                   "very long texts.",
    .can = CAN | TL_CAN_SECONDS,
    .probe = probe,
    .read = read_export,
    .list = list_export,
};
