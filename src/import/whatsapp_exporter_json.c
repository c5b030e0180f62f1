/*
 * whatsapp_exporter_json.c: result.json of WhatsApp-Chat-Exporter, which reads WhatsApp's own
 * database out of a phone's backup.
 *
 *     {"<number>@s.whatsapp.net": {"name", "type": "android" | "ios" | "exported", ..,
 *      "messages": {"<row>": {"from_me", "timestamp" (s, with a fraction), "time", "media",
 *          "key_id", "meta", "data", "sender", "mime", "reply", "caption", "sticker",
 *          "message_type", "reactions": {"<name>": "<emoji>"}, ..}, ..}}, ..}
 *
 * One file holds all chats, or one a chat. `data` is the text with "<br>" for its line ends, the
 * path of a file where `media` is true, and where `meta` is true a sentence in English about what
 * the message is. `sender` is null between two. `reply` is the key_id of another message. Calls
 * (Android) stand in a chat of their own under "000000000000000" and name the other in `sender`, so
 * those of the chat that is read are taken from there. Who exported is not named.
 */
#include "chat_list.h"
#include "fault.h"
#include "importers.h"
#include "media_kind.h"
#include "number.h"
#include "record.h"
#include "str.h"

#define NAME "whatsapp-exporter-json"
#define CALL_LOG TL_STR("000000000000000")
#define SELF TL_STR("You")

enum place { ROOT = 1, CHAT, MESSAGES, MESSAGE, REACTIONS };
enum field {
    CHAT_NAME = 1,
    CHAT_TYPE,
    FROM_ME,
    TIMESTAMP,
    MEDIA,
    KEY_ID,
    META,
    DATA,
    SENDER,
    MIME,
    REPLY,
    CAPTION,
    STICKER,
    MESSAGE_TYPE,
    REACTION
};

static const struct tl_shape_rule rules[] = {
    {0, TL_STR_INIT(""), ROOT, 0},
    {ROOT, TL_STR_INIT(""), CHAT, 0},
    {CHAT, TL_STR_INIT("name"), 0, CHAT_NAME},
    {CHAT, TL_STR_INIT("type"), 0, CHAT_TYPE},
    {CHAT, TL_STR_INIT("messages"), MESSAGES, 0},
    {MESSAGES, TL_STR_INIT(""), MESSAGE, 0},
    {MESSAGE, TL_STR_INIT("from_me"), 0, FROM_ME},
    {MESSAGE, TL_STR_INIT("timestamp"), 0, TIMESTAMP},
    {MESSAGE, TL_STR_INIT("media"), 0, MEDIA},
    {MESSAGE, TL_STR_INIT("key_id"), 0, KEY_ID},
    {MESSAGE, TL_STR_INIT("meta"), 0, META},
    {MESSAGE, TL_STR_INIT("data"), 0, DATA},
    {MESSAGE, TL_STR_INIT("sender"), 0, SENDER},
    {MESSAGE, TL_STR_INIT("mime"), 0, MIME},
    {MESSAGE, TL_STR_INIT("reply"), 0, REPLY},
    {MESSAGE, TL_STR_INIT("caption"), 0, CAPTION},
    {MESSAGE, TL_STR_INIT("sticker"), 0, STICKER},
    {MESSAGE, TL_STR_INIT("message_type"), 0, MESSAGE_TYPE},
    {MESSAGE, TL_STR_INIT("reactions"), REACTIONS, 0},
    {REACTIONS, TL_STR_INIT(""), 0, REACTION},
};

struct reader {
    struct tl_import *import;
    struct tl_chat_list *list; /* NULL: reading */
    struct tl_records records;
    struct tl_buf jid, name; /* of the chat being walked */
    struct tl_buf peer;      /* the name of the other in the chat that is read */
    uint64_t n_messages;
    bool android, exported;
    unsigned can; /* by what the file showed */
    /* of the message */
    struct tl_buf data;
    struct tl_span sender, mime, reactor;
    bool from_me, media, meta, sticker, cut;
    int64_t type; /* WhatsApp's number, -1 none */
};

static struct tl_str view(const struct tl_buf *buf)
{
    return buf->len == 0 ? (struct tl_str){"", 0} : (struct tl_str){buf->ptr, buf->len};
}

static void set(struct tl_buf *buf, struct tl_str s)
{
    tl_buf_clear(buf);
    tl_buf_put_str(buf, tl_str_slice(s, 0, 1024));
}

/* The number before the "@". */
static struct tl_str number_of(struct tl_str jid)
{
    return tl_str_slice(jid, 0, tl_str_find(jid, TL_STR("@"), 0));
}

static bool is_call_log(const struct reader *r)
{
    return tl_str_equal(view(&r->jid), CALL_LOG);
}

static bool is_group(struct tl_str jid)
{
    return tl_str_ends(jid, TL_STR("@g.us"));
}

static bool is_wanted(const struct reader *r)
{
    return r->import->chat.ptr == NULL || tl_str_equal(r->import->chat, view(&r->jid));
}

/* ---- what a message is ---- */

/* The seconds of "1:02:03" or "12:03"; -1 for anything else. */
static int64_t read_clock(struct tl_str word)
{
    int64_t total = 0, part;
    for (size_t at = 0; at <= word.len;) {
        const size_t colon = tl_str_find(word, TL_STR(":"), at);
        if (!tl_parse_int64(tl_str_slice(word, at, colon), &part) || part < 0 || part > 9999)
            return -1;
        total = total * 60 + part;
        at = colon == SIZE_MAX ? word.len + 1 : colon + 1;
        if (total > 7 * 86400)
            return -1;
    }
    return total;
}

/* "12 minutes 3 seconds with ..", and of older versions "12:03 minutes", "a minute". */
static int32_t read_duration(struct tl_str s)
{
    static const struct {
        struct tl_str word;
        int64_t seconds;
    } units[] = {
        {TL_STR_INIT("day"), 86400},
        {TL_STR_INIT("hour"), 3600},
        {TL_STR_INIT("minute"), 60},
        {TL_STR_INIT("second"), 1},
    };
    int64_t total = 0, number = 0;
    for (size_t at = 0; at < s.len;) {
        const size_t blank = tl_str_find(s, TL_STR(" "), at);
        const struct tl_str word = tl_str_slice(s, at, blank);
        at = blank == SIZE_MAX ? s.len : blank + 1;
        if (tl_str_equal(word, TL_STR("with")))
            break;
        if (tl_str_find(word, TL_STR(":"), 0) != SIZE_MAX)
            return (int32_t)read_clock(word);
        if (tl_str_equal(word, TL_STR("less"))) /* than a second */
            return 0;
        if (tl_str_equal(word, TL_STR("a")) || tl_str_equal(word, TL_STR("an")))
            number = 1;
        else if (tl_parse_int64(word, &number) && (number < 0 || number > 86400))
            return -1;
        for (size_t i = 0; i < sizeof units / sizeof *units; i++)
            total += tl_str_starts(word, units[i].word) ? number * units[i].seconds : 0;
        if (total > 7 * 86400)
            return -1;
    }
    return (int32_t)total;
}

/* "A voice call was missed", "A video call to Ann was initiated and lasted for ..". */
static bool read_call(struct tl_message *m, struct tl_str data)
{
    static const char *const unanswered[] = {"missed", "cancelled.", "not answered.",
                                             "unavailable."};
    const bool video = tl_str_starts(data, TL_STR("A video call "));
    if (!video && !tl_str_starts(data, TL_STR("A voice call ")))
        return false;
    m->kind = TL_KIND_SYSTEM;
    const struct tl_str lasted = TL_STR(" and lasted for ");
    const size_t at = tl_str_find(data, lasted, 0);
    if (at != SIZE_MAX) {
        m->kind = TL_KIND_CALL;
        m->duration_s = read_duration(tl_str_slice(data, at + lasted.len, data.len));
    }
    for (size_t i = 0; at == SIZE_MAX && i < sizeof unanswered / sizeof *unanswered; i++)
        if (tl_str_find(data, tl_str_from(unanswered[i]), 0) != SIZE_MAX)
            m->kind = TL_KIND_MISSED_CALL;
    if (m->kind != TL_KIND_SYSTEM && video)
        m->flags |= TL_FLAG_VIDEO_CALL;
    return true;
}

/* WhatsApp's numbers, which are others on Android and iOS; for a medium whose file is missing. */
static enum tl_kind kind_from_number(bool android, int64_t type)
{
    switch (type) {
    case 1:
        return TL_KIND_IMAGE;
    case 2:
        return android ? TL_KIND_VOICE : TL_KIND_VIDEO;
    case 3:
        return android ? TL_KIND_VIDEO : TL_KIND_VOICE;
    case 4:
        return TL_KIND_CONTACT;
    case 5:
        return TL_KIND_LOCATION;
    case 8:
        return android ? TL_KIND_MEDIA : TL_KIND_FILE;
    case 9:
        return android ? TL_KIND_FILE : TL_KIND_MEDIA;
    case 11:
        return android ? TL_KIND_MEDIA : TL_KIND_GIF;
    case 13:
        return android ? TL_KIND_GIF : TL_KIND_MEDIA;
    case 15:
        return android ? TL_KIND_DELETED : TL_KIND_STICKER;
    case 20:
        return android ? TL_KIND_STICKER : TL_KIND_MEDIA;
    default:
        return TL_KIND_MEDIA;
    }
}

/* A sentence in the place of the message. */
static void settle_meta(struct reader *r, struct tl_str data)
{
    static const struct {
        struct tl_str head;
        enum tl_kind kind;
    } sentences[] = {
        {TL_STR_INIT("Message deleted"), TL_KIND_DELETED},
        {TL_STR_INIT("Location shared: "), TL_KIND_LOCATION},
        {TL_STR_INIT("This media include the following vCard file(s):"), TL_KIND_CONTACT},
        {TL_STR_INIT("The media is omitted in the chat"), TL_KIND_MEDIA},
    };
    struct tl_message *m = &r->records.m;
    if (read_call(m, data))
        return;
    m->kind = TL_KIND_SYSTEM;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (tl_str_starts(data, sentences[i].head))
            m->kind = sentences[i].kind;
    if (m->kind == TL_KIND_SYSTEM)
        tl_records_text(&r->records, data, r->cut);
}

/* " <br>" of Android and "<br>" of iOS stand for a line's end. */
static void add_text(struct reader *r, struct tl_str data)
{
    const struct tl_str end = TL_STR("<br>");
    for (size_t at = 0, next; at <= data.len; at = next + end.len) {
        next = tl_str_find(data, end, at);
        size_t stop = next == SIZE_MAX ? data.len : next;
        if (next != SIZE_MAX && r->android && stop > at && data.ptr[stop - 1] == ' ')
            stop--;
        tl_records_text(&r->records, tl_str_slice(data, at, stop), r->cut);
        if (next == SIZE_MAX)
            break;
        tl_records_text(&r->records, TL_STR("\n"), false);
    }
}

static void settle_kind(struct reader *r)
{
    struct tl_records *rec = &r->records;
    const struct tl_str data = view(&r->data), mime = tl_records_str(rec, r->mime);
    if (!r->media && r->meta) {
        settle_meta(r, data);
        return;
    }
    if (!r->media) {
        add_text(r, data);
        if (rec->m.kind == TL_KIND_TEXT && rec->text.len == 0 && r->type > 0)
            rec->m.kind = kind_from_number(r->android, r->type);
    } else if (tl_str_starts(mime, TL_STR("text/x-vcard"))) {
        rec->m.kind = TL_KIND_CONTACT;
    } else {
        rec->m.kind = tl_str_find(mime, TL_STR("/"), 0) != SIZE_MAX
                          ? tl_media_kind_from_type(mime)
                          : kind_from_number(r->android, r->type);
    }
    if (r->sticker)
        rec->m.kind = TL_KIND_STICKER;
}

/* Who wrote it; false when the message is of another chat. */
static bool settle_sender(struct reader *r)
{
    struct tl_records *rec = &r->records;
    const bool log = is_call_log(r);
    const struct tl_str jid = log ? r->import->chat : view(&r->jid);
    const struct tl_str sender = tl_records_str(rec, r->sender);
    if (log && (sender.len == 0 ||
                (!tl_str_equal(sender, view(&r->peer)) && !tl_str_equal(sender, number_of(jid)))))
        return false;
    if (r->from_me) {
        tl_records_keep(rec, &rec->name, SELF);
    } else if (is_group(jid)) {
        rec->name = r->sender;
    } else {
        tl_records_keep(rec, &rec->key, jid);
        tl_records_keep(rec, &rec->name, view(&r->peer).len > 0 ? view(&r->peer) : number_of(jid));
    }
    return true;
}

static void name_reactors(struct reader *r)
{
    struct tl_records *rec = &r->records;
    for (size_t i = 0; i < rec->n_reactions; i++) {
        struct tl_record_reaction *reaction = &rec->reaction[i];
        if (is_group(view(&r->jid)) || tl_str_equal(tl_records_str(rec, reaction->name), SELF))
            continue;
        tl_records_keep(rec, &reaction->key, view(&r->jid));
        tl_records_keep(rec, &reaction->name,
                        view(&r->peer).len > 0 ? view(&r->peer) : number_of(view(&r->jid)));
    }
}

static enum tl_status end_message(struct reader *r)
{
    struct tl_records *rec = &r->records;
    if (r->data.failed || r->peer.failed || r->jid.failed || rec->words.failed)
        return tl_fault_memory(r->import->err);
    if (!is_call_log(r) ? !is_wanted(r) : r->import->chat.ptr == NULL)
        return TL_OK;
    if (!settle_sender(r))
        return TL_OK;
    settle_kind(r);
    name_reactors(r);
    r->can |= rec->m.kind == TL_KIND_CALL ? TL_CAN_CALLS : 0u;
    r->can |= r->exported ? 0u : TL_CAN_REPLIES;
    return tl_records_push(rec, NULL);
}

/* ---- the walk ---- */

static enum tl_status take_key(void *user, uint8_t place, struct tl_str key)
{
    struct reader *r = user;
    if (place == ROOT) {
        set(&r->jid, key);
        tl_buf_clear(&r->name);
        r->n_messages = 0;
        r->android = r->exported = false;
        if (!is_call_log(r) && is_wanted(r))
            tl_buf_clear(&r->peer);
    } else if (place == REACTIONS) {
        tl_records_keep(&r->records, &r->reactor, key);
    }
    return TL_OK;
}

static enum tl_status open_place(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct reader *r = user;
    if (place == MESSAGE) {
        tl_records_begin(&r->records, token->line);
        tl_buf_clear(&r->data);
        r->sender = r->mime = (struct tl_span){0, 0};
        r->from_me = r->media = r->meta = r->sticker = r->cut = false;
        r->type = -1;
        r->n_messages++;
    } else if (place == REACTIONS) {
        r->can |= r->exported ? 0u : TL_CAN_REACTIONS;
    }
    return TL_OK;
}

/* Contacts without messages are listed too, and WhatsApp's status and channels are nobody's chat.
 */
static enum tl_status end_chat(struct reader *r)
{
    const struct tl_str jid = view(&r->jid), name = view(&r->name);
    const struct tl_listed_chat chat = {.format = NAME,
                                        .name = name.len > 0 ? name : number_of(jid),
                                        .id = jid,
                                        .n_messages = r->n_messages,
                                        .n_people = is_group(jid) ? 3 : 2};
    if (r->list == NULL || r->n_messages == 0 || is_call_log(r) ||
        tl_str_ends(jid, TL_STR("@broadcast")) || tl_str_ends(jid, TL_STR("@newsletter")))
        return TL_OK;
    if (r->jid.failed || r->name.failed || !tl_chat_list_add(r->list, r->import->entry, &chat))
        return tl_fault_memory(r->import->err);
    return TL_OK;
}

static enum tl_status close_place(void *user, uint8_t place)
{
    struct reader *r = user;
    if (place == CHAT)
        return end_chat(r);
    return place == MESSAGE && r->list == NULL ? end_message(r) : TL_OK;
}

/* Seconds, milliseconds in old versions. */
static void set_time(struct reader *r, struct tl_str text)
{
    double s;
    if (!tl_parse_double(text, &s) || !(s > 0) || s >= 1e14)
        return;
    const double ms = s > 9999999999 ? s : s * 1000;
    const int64_t whole = (int64_t)(ms + .5);
    tl_records_utc(&r->records, whole,
                   r->exported        ? TL_RES_MINUTE
                   : whole % 1000 > 0 ? TL_RES_MS
                                      : TL_RES_SECOND);
}

/* true, and 1 of old versions */
static bool truth(const struct tl_json_token *token)
{
    return token->event == TL_JSON_TRUE ||
           (token->event == TL_JSON_NUMBER && !tl_str_equal(token->text, TL_STR("0")));
}

static enum tl_status value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_records *rec = &r->records;
    struct tl_record_reaction *reaction;
    switch ((enum field)field) {
    case CHAT_NAME:
        set(&r->name, token->text);
        if (!is_call_log(r) && is_wanted(r))
            set(&r->peer, token->text);
        break;
    case CHAT_TYPE:
        r->android = tl_str_equal(token->text, TL_STR("android"));
        r->exported = tl_str_equal(token->text, TL_STR("exported"));
        break;
    case FROM_ME:
        r->from_me = truth(token);
        break;
    case TIMESTAMP:
        set_time(r, token->text);
        break;
    case MEDIA:
        r->media = truth(token);
        break;
    case KEY_ID:
        rec->id = tl_str_hash(token->text);
        rec->has_id = token->text.len > 0;
        break;
    case META:
        r->meta = truth(token);
        break;
    case DATA:
        tl_buf_clear(&r->data);
        tl_buf_put_str(&r->data, token->text);
        r->cut = token->cut;
        break;
    case SENDER:
        tl_records_keep(rec, &r->sender, token->text);
        break;
    case MIME:
        tl_records_keep(rec, &r->mime, token->text);
        break;
    case REPLY:
        rec->reply_to = tl_str_hash(token->text);
        rec->has_reply = token->text.len > 0;
        break;
    case CAPTION:
        tl_records_text(rec, token->text, token->cut);
        break;
    case STICKER:
        r->sticker = truth(token);
        break;
    case MESSAGE_TYPE:
        if (!tl_parse_int64(token->text, &r->type))
            r->type = -1;
        break;
    case REACTION:
        if (token->text.len > 0 && (reaction = tl_records_react(rec)) != NULL) {
            tl_records_keep(rec, &reaction->emoji, token->text);
            reaction->name = r->reactor;
        }
        break;
    }
    return TL_OK;
}

#define CAN                                                                                        \
    (TL_CAN_REPLIES | TL_CAN_DELETIONS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES)

static const struct tl_shape shape = {TL_SHAPE_RULES(rules), .open = open_place,
                                      .close = close_place, .value = value, .key = take_key};

static struct reader *new_reader(struct tl_import *import, struct tl_chat_list *list)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->import = import;
    r->list = list;
    tl_buf_init(&r->jid, import->ctx);
    tl_buf_init(&r->name, import->ctx);
    tl_buf_init(&r->peer, import->ctx);
    tl_buf_init(&r->data, import->ctx);
    return r;
}

static void free_reader(struct reader *r)
{
    tl_records_release(&r->records);
    tl_buf_release(&r->jid);
    tl_buf_release(&r->name);
    tl_buf_release(&r->peer);
    tl_buf_release(&r->data);
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
        status = tl_records_finish(&r->records, CAN | r->can);
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
    if (head.len == 0 || head.ptr[0] != '{' || !tl_shape_has_key(head, TL_STR("\"from_me\"")) ||
        !tl_shape_has_key(head, TL_STR("\"key_id\"")) ||
        !tl_shape_has_key(head, TL_STR("\"messages\"")))
        return 0;
    return 28;
}

const struct tl_importer tl_importer_whatsapp_exporter_json = {
    .name = NAME,
    .title = "WhatsApp, WhatsApp-Chat-Exporter (result.json)",
    .export_how = "Run WhatsApp-Chat-Exporter (wtsexporter) with --json on a backup of the phone "
                  "and give the result.json, with --with NAME.",
    .cannot_hold = "Edits, forwarding, when a reaction was given, how long voice notes are, calls "
                   "of iPhones.",
    .can = CAN | TL_CAN_SECONDS | TL_CAN_ZONE | TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_CALLS,
    .probe = probe,
    .read = read_export,
    .list = list_export,
};
