/*
 * meta_json.c: message_N.json of Messenger and Instagram, and Messenger's end-to-end-encrypted
 * download.
 *
 * Shapes: docs/formats/messenger_json.md. The download of an account has a folder a thread with
 * message_1.json (newest) and so on, at most 10,000 messages each, newest first; names and texts
 * are UTF-8 taken for Latin-1 (mojibake.h). The encrypted one has a file a thread, in camel case.
 * Both are told by the same table, since no key means two things.
 *
 * Names are the only ids. Reactions have no time (newer files give one), but giving one leaves a
 * message of its own ("Reacted x to your message"), which has: such a message is made the reaction,
 * and the entry at the older message that says the same is left out.
 */
#include "meta_json.h"

#include <string.h>

#include "fault.h"
#include "media_kind.h"
#include "meta_phrases.h"
#include "mojibake.h"
#include "number.h"
#include "record.h"
#include "str.h"

enum place {
    ROOT = 1,
    PARTICIPANTS,
    PARTICIPANT,
    MESSAGES,
    MESSAGE,
    PHOTOS,
    VIDEOS,
    VOICES,
    GIFS,
    FILES,
    STICKER,
    MEDIA, /* of the encrypted download */
    SHARE,
    REACTIONS,
    REACTION,
    ITEM, /* something in one of the lists: that there is one is all that counts */
    MEDIUM
};

enum field {
    NAME = 1,
    TITLE,
    SENDER,
    TIME,
    TEXT,
    TYPE,
    UNSENT,
    DURATION,
    MISSED,
    URI,
    LINK,
    EMOJI,
    ACTOR,
    REACTED
};

static const struct tl_shape_rule rules[] = {
    {0, TL_STR_INIT(""), ROOT, 0},
    {ROOT, TL_STR_INIT("messages"), MESSAGES, 0},
    {MESSAGES, TL_STR_INIT(""), MESSAGE, 0},
    {MESSAGE, TL_STR_INIT("sender_name"), 0, SENDER},
    {MESSAGE, TL_STR_INIT("timestamp_ms"), 0, TIME},
    {MESSAGE, TL_STR_INIT("content"), 0, TEXT},
    {MESSAGE, TL_STR_INIT("senderName"), 0, SENDER},
    {MESSAGE, TL_STR_INIT("timestamp"), 0, TIME},
    {MESSAGE, TL_STR_INIT("text"), 0, TEXT},
    {MESSAGE, TL_STR_INIT("type"), 0, TYPE},
    {MESSAGE, TL_STR_INIT("is_unsent"), 0, UNSENT},
    {MESSAGE, TL_STR_INIT("isUnsent"), 0, UNSENT},
    {MESSAGE, TL_STR_INIT("reactions"), REACTIONS, 0},
    {MESSAGE, TL_STR_INIT("photos"), PHOTOS, 0},
    {MESSAGE, TL_STR_INIT("videos"), VIDEOS, 0},
    {MESSAGE, TL_STR_INIT("audio_files"), VOICES, 0},
    {MESSAGE, TL_STR_INIT("gifs"), GIFS, 0},
    {MESSAGE, TL_STR_INIT("files"), FILES, 0},
    {MESSAGE, TL_STR_INIT("sticker"), STICKER, 0},
    {MESSAGE, TL_STR_INIT("media"), MEDIA, 0},
    {MESSAGE, TL_STR_INIT("share"), SHARE, 0},
    {MESSAGE, TL_STR_INIT("call_duration"), 0, DURATION},
    {MESSAGE, TL_STR_INIT("missed"), 0, MISSED},
    {PHOTOS, TL_STR_INIT(""), ITEM, 0},
    {VIDEOS, TL_STR_INIT(""), ITEM, 0},
    {VOICES, TL_STR_INIT(""), ITEM, 0},
    {GIFS, TL_STR_INIT(""), ITEM, 0},
    {FILES, TL_STR_INIT(""), ITEM, 0},
    {MEDIA, TL_STR_INIT(""), MEDIUM, 0},
    {SHARE, TL_STR_INIT("link"), 0, LINK},
    {REACTIONS, TL_STR_INIT(""), REACTION, 0},
    {REACTION, TL_STR_INIT("reaction"), 0, EMOJI},
    {REACTION, TL_STR_INIT("actor"), 0, ACTOR},
    {REACTION, TL_STR_INIT("timestamp"), 0, REACTED},
    {MEDIUM, TL_STR_INIT("uri"), 0, URI},
};

/* For the list: who is in it, what it is called, how many messages. */
static const struct tl_shape_rule list_rules[] = {
    {0, TL_STR_INIT(""), ROOT, 0},
    {ROOT, TL_STR_INIT("participants"), PARTICIPANTS, 0},
    {ROOT, TL_STR_INIT("messages"), MESSAGES, 0},
    {ROOT, TL_STR_INIT("title"), 0, TITLE},
    {ROOT, TL_STR_INIT("threadName"), 0, TITLE},
    {PARTICIPANTS, TL_STR_INIT(""), PARTICIPANT, NAME},
    {PARTICIPANT, TL_STR_INIT("name"), 0, NAME},
    {MESSAGES, TL_STR_INIT(""), MESSAGE, 0},
};

/* ---- reactions that came as messages ---- */

/* How many such messages wait for the one they are about, which stands further down. */
enum { PENDING_MAX = 64 };

struct pending {
    uint64_t hash; /* of actor and emoji */
    uint32_t row;  /* TL_NO_MESSAGE: free */
};

struct reader {
    struct tl_records records;
    struct tl_buf decoded;
    struct pending pending[PENDING_MAX];
    size_t next_pending;
    struct tl_record_reaction *reaction; /* being read */
    enum place list;                     /* the last that was opened in the message */
    bool unsent, call, missed, notice, shared;
    int64_t duration_s;
};

/* Without the variation selector U+FE0F, which the two places do not agree on. */
static uint64_t reaction_hash(struct tl_str actor, struct tl_str emoji)
{
    if (tl_str_ends(emoji, TL_STR("\xef\xb8\x8f")))
        emoji.len -= 3;
    return tl_str_hash(actor) * 31 + tl_str_hash(emoji);
}

/* Until its message comes, the row of a reaction answers itself. */
static void settle_pending(struct reader *r, struct pending *p, uint32_t target)
{
    if (p->row != TL_NO_MESSAGE)
        r->records.rows.conv->reply_to[p->row] = target;
    p->row = TL_NO_MESSAGE;
}

static void remember(struct reader *r, uint64_t hash, uint32_t row)
{
    struct pending *p = &r->pending[r->next_pending];
    settle_pending(r, p, TL_NO_MESSAGE);
    *p = (struct pending){hash, row};
    r->next_pending = (r->next_pending + 1) % PENDING_MAX;
}

/* The latest that waits for this reaction, or NULL. */
static struct pending *find_pending(struct reader *r, uint64_t hash)
{
    for (size_t i = 1; i <= PENDING_MAX; i++) {
        struct pending *p = &r->pending[(r->next_pending + PENDING_MAX - i) % PENDING_MAX];
        if (p->row != TL_NO_MESSAGE && p->hash == hash)
            return p;
    }
    return NULL;
}

/* ---- one message ---- */

static struct tl_str plain(struct reader *r, const struct tl_json_token *token)
{
    return tl_mojibake_undo(token->text, token->cut, &r->decoded);
}

static void begin_message(struct reader *r, uint64_t line)
{
    tl_records_begin(&r->records, line);
    r->unsent = r->call = r->missed = r->notice = r->shared = false;
    r->duration_s = -1;
    r->reaction = NULL;
}

/* Leaves out the reactions that came as messages; answers what is to be joined to this row. */
static size_t match_reactions(struct reader *r, struct pending *matched[TL_RECORD_REACTIONS])
{
    struct tl_records *rec = &r->records;
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < rec->n_reactions; i++) {
        const struct tl_record_reaction *reaction = &rec->reaction[i];
        struct pending *p = find_pending(r, reaction_hash(tl_records_str(rec, reaction->name),
                                                          tl_records_str(rec, reaction->emoji)));
        for (size_t k = 0; k < n; k++)
            if (matched[k] == p)
                p = NULL;
        if (p != NULL)
            matched[n++] = p;
        else
            rec->reaction[kept++] = *reaction;
    }
    rec->n_reactions = kept;
    return n;
}

static void set_kind(struct reader *r, bool *is_reaction)
{
    struct tl_records *rec = &r->records;
    struct tl_message *m = &rec->m;
    const struct tl_str text = {rec->text.len > 0 ? rec->text.ptr : "", rec->text.len};
    struct tl_str emoji;
    enum tl_kind told = m->kind;
    uint16_t flags;
    *is_reaction = false;
    if (r->unsent) {
        m->kind = TL_KIND_DELETED;
    } else if (r->call) {
        const bool taken = !r->missed && r->duration_s > 0;
        m->kind = taken ? TL_KIND_CALL : TL_KIND_MISSED_CALL;
        m->duration_s = taken && r->duration_s <= INT32_MAX ? (int32_t)r->duration_s : -1;
        if (tl_str_find(text, TL_STR("ideo"), 0) != SIZE_MAX)
            m->flags |= TL_FLAG_VIDEO_CALL;
        tl_buf_clear(&rec->text);
    } else if (r->notice) {
        m->kind = TL_KIND_SYSTEM;
    } else if (m->kind == TL_KIND_TEXT && tl_meta_is_reaction(text, &emoji)) {
        m->kind = TL_KIND_REACTION;
        *is_reaction = true;
        memmove(rec->text.ptr, emoji.ptr, emoji.len);
        rec->text.len = emoji.len;
    } else if (tl_meta_is_filler(text, tl_records_str(rec, rec->name), &told, &flags)) {
        if (m->kind == TL_KIND_TEXT)
            m->kind = told;
        m->flags |= flags;
        tl_buf_clear(&rec->text);
    }
    /* A post shared without a word. */
    if (r->shared && rec->text.len == 0)
        m->flags |= TL_FLAG_FORWARDED;
}

static enum tl_status end_message(struct reader *r)
{
    struct tl_records *rec = &r->records;
    struct pending *matched[TL_RECORD_REACTIONS];
    bool is_reaction;
    uint32_t row;
    if (r->decoded.failed)
        return tl_fault_memory(rec->rows.import->err);
    set_kind(r, &is_reaction);
    if (is_reaction)
        rec->m.reply_to = (uint32_t)rec->rows.conv->n_messages;
    const size_t n = match_reactions(r, matched);
    const enum tl_status status = tl_records_push(rec, &row);
    for (size_t i = 0; i < n; i++)
        settle_pending(r, matched[i], row);
    if (status == TL_OK && is_reaction && row != TL_NO_MESSAGE)
        remember(r,
                 reaction_hash(tl_records_str(rec, rec->name),
                               (struct tl_str){rec->text.ptr, rec->text.len}),
                 row);
    return status;
}

/* ---- the walk ---- */

static enum tl_status open_place(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_message *m = &r->records.m;
    static const uint8_t kinds[] = {[PHOTOS] = TL_KIND_IMAGE,
                                    [VIDEOS] = TL_KIND_VIDEO,
                                    [VOICES] = TL_KIND_VOICE,
                                    [GIFS] = TL_KIND_GIF,
                                    [FILES] = TL_KIND_FILE};
    switch ((enum place)place) {
    case MESSAGE:
        begin_message(r, token->line);
        break;
    case ITEM:
        m->kind = (enum tl_kind)kinds[r->list];
        break;
    case STICKER:
        m->kind = TL_KIND_STICKER;
        break;
    case REACTION:
        r->reaction = tl_records_react(&r->records);
        break;
    default:
        break;
    }
    if (place >= PHOTOS && place <= FILES)
        r->list = (enum place)place;
    return TL_OK;
}

static enum tl_status close_place(void *user, uint8_t place)
{
    return place == MESSAGE ? end_message(user) : TL_OK;
}

/* Milliseconds since 1970; seconds in files of 2017, and in reactions. */
static bool read_time(struct tl_str s, int64_t *ms, bool *seconds)
{
    if (!tl_parse_int64(s, ms))
        return false;
    *seconds = *ms < INT64_C(100000000000);
    if (*seconds)
        *ms *= 1000;
    return *ms > 0;
}

static enum tl_status value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_records *rec = &r->records;
    int64_t ms;
    bool seconds;
    switch ((enum field)field) {
    case SENDER:
        /* The name of somebody who left is empty. */
        tl_records_keep(rec, &rec->name,
                        token->text.len > 0 ? plain(r, token) : TL_STR("Facebook user"));
        break;
    case TIME:
        if (read_time(token->text, &ms, &seconds))
            tl_records_utc(rec, ms, seconds ? TL_RES_SECOND : TL_RES_MS);
        break;
    case TEXT:
        tl_buf_clear(&rec->text);
        tl_records_text(rec, plain(r, token), token->cut);
        break;
    case TYPE:
        r->notice = tl_str_equal(token->text, TL_STR("Subscribe")) ||
                    tl_str_equal(token->text, TL_STR("Unsubscribe"));
        r->call = r->call || tl_str_equal(token->text, TL_STR("Call"));
        break;
    case UNSENT:
        r->unsent = token->event == TL_JSON_TRUE;
        break;
    case DURATION:
        r->call = true;
        tl_parse_int64(token->text, &r->duration_s);
        break;
    case MISSED:
        r->missed = token->event == TL_JSON_TRUE;
        break;
    case URI:
        rec->m.kind = tl_media_kind(token->text);
        break;
    case LINK:
        r->shared = true;
        break;
    case EMOJI:
        if (r->reaction != NULL)
            tl_records_keep(rec, &r->reaction->emoji, plain(r, token));
        break;
    case ACTOR:
        if (r->reaction != NULL)
            tl_records_keep(rec, &r->reaction->name, plain(r, token));
        break;
    case REACTED:
        if (r->reaction != NULL && read_time(token->text, &ms, &seconds)) {
            r->reaction->timed = true;
            r->reaction->utc_ms = ms;
        }
        break;
    default:
        break;
    }
    return TL_OK;
}

enum tl_status tl_meta_read(struct tl_import *import, const char *format)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(rules), .open = open_place,
                                          .close = close_place, .value = value};
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    tl_buf_init(&r->decoded, import->ctx);
    for (size_t i = 0; i < PENDING_MAX; i++)
        r->pending[i].row = TL_NO_MESSAGE;
    enum tl_status status = tl_records_init(&r->records, import, format);
    if (status == TL_OK)
        status = tl_records_read(&r->records, &shape, r, false);
    for (size_t i = 0; i < PENDING_MAX; i++)
        settle_pending(r, &r->pending[i], TL_NO_MESSAGE);
    if (status == TL_OK)
        status = tl_records_finish(&r->records, TL_CAN_REACTIONS | TL_CAN_DELETIONS | TL_CAN_CALLS |
                                                    TL_CAN_MEDIA_KIND | TL_CAN_TIMING |
                                                    TL_CAN_BOTH_SIDES);
    tl_records_release(&r->records);
    tl_buf_release(&r->decoded);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

/* ---- the list ---- */

struct lister {
    struct tl_listed_chat chat;
    struct tl_buf name, decoded;
    bool titled;
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
    l->chat.n_people += field == NAME;
    if (token->text.len == 0 || l->titled || (field == NAME && l->name.len > 0))
        return TL_OK;
    l->titled = field == TITLE;
    tl_buf_clear(&l->name);
    tl_buf_put_str(&l->name, tl_mojibake_undo(token->text, token->cut, &l->decoded));
    return TL_OK;
}

enum tl_status tl_meta_list(struct tl_import *import, struct tl_chat_list *list, const char *format)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(list_rules), .open = list_open,
                                          .value = list_value};
    struct lister l = {.chat = {.format = format}};
    const struct tl_str path = tl_bundle_path(import->bundle, import->entry);
    uint64_t broken;
    tl_buf_init(&l.name, import->ctx);
    tl_buf_init(&l.decoded, import->ctx);
    enum tl_status status = tl_shape_read(&shape, &l, import, false, &broken);
    l.chat.name = (struct tl_str){l.name.ptr, l.name.len};
    size_t folder = path.len;
    while (folder > 0 && path.ptr[folder - 1] != '/')
        folder--;
    /* A folder a thread, or a file a thread whose name has a number behind it. */
    if (tl_str_starts(tl_str_slice(path, folder, path.len), TL_STR("message_"))) {
        l.chat.id = tl_str_slice(path, 0, folder > 0 ? folder - 1 : 0);
        l.chat.only_name = tl_str_find(path, TL_STR("e2ee_cutover/"), 0) != SIZE_MAX;
    } else {
        l.chat.id = l.chat.name;
        l.chat.only_name = true;
    }
    if (status == TL_OK &&
        (l.name.failed || l.decoded.failed || !tl_chat_list_add(list, import->entry, &l.chat)))
        status = tl_fault_memory(import->err);
    tl_buf_release(&l.name);
    tl_buf_release(&l.decoded);
    return status;
}

unsigned tl_meta_probe(const struct tl_probe *probe)
{
    const struct tl_str head = tl_str_trim(probe->head);
    if (head.len == 0 || head.ptr[0] != '{' || !tl_shape_has_key(head, TL_STR("\"messages\"")))
        return 0;
    unsigned evidence = 0;
    if (tl_shape_has_key(head, TL_STR("\"sender_name\"")) &&
        tl_shape_has_key(head, TL_STR("\"timestamp_ms\"")))
        evidence = 20;
    else if (tl_shape_has_key(head, TL_STR("\"senderName\"")) &&
             tl_shape_has_key(head, TL_STR("\"timestamp\"")))
        evidence = 18;
    if (evidence > 0 && tl_shape_has_key(head, TL_STR("\"participants\"")))
        evidence += 4;
    return evidence;
}
