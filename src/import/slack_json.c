/*
 * slack_json.c: direct messages of a Slack export.
 *
 * A zip with users.json, dms.json and a folder a conversation, called by its id or the channel's
 * name, with a file a day: <folder>/2024-03-11.json, an array of messages. `ts` is the time in
 * seconds with a counter behind the point, and with it the message's id; in a thread `thread_ts` is
 * that of its first message. Texts are mrkdwn: <@U1>, <https://..|label>, &amp;.
 */
#include "chat_list.h"
#include "fault.h"
#include "importers.h"
#include "markup.h"
#include "media_kind.h"
#include "number.h"
#include "record.h"
#include "slack_people.h"
#include "str.h"

#define NAME "slack-json"

enum place {
    LIST = 1,
    MESSAGE,
    EDITED,
    PROFILE,
    FILES,
    FILE_ENTRY,
    ROOM,
    REACTIONS,
    REACTION,
    USERS
};

enum field {
    SUBTYPE = 1,
    USER,
    BOT,
    TEXT,
    TS,
    THREAD_TS,
    REAL_NAME,
    MEDIA_TYPE,
    FILE_SUBTYPE,
    DURATION,
    ROOM_START,
    ROOM_END,
    ROOM_BY,
    EMOJI,
    REACTOR
};

static const struct tl_shape_rule rules[] = {
    {0, TL_STR_INIT(""), LIST, 0},
    {LIST, TL_STR_INIT(""), MESSAGE, 0},
    {MESSAGE, TL_STR_INIT("subtype"), 0, SUBTYPE},
    {MESSAGE, TL_STR_INIT("user"), 0, USER},
    {MESSAGE, TL_STR_INIT("bot_id"), 0, BOT},
    {MESSAGE, TL_STR_INIT("text"), 0, TEXT},
    {MESSAGE, TL_STR_INIT("ts"), 0, TS},
    {MESSAGE, TL_STR_INIT("thread_ts"), 0, THREAD_TS},
    {MESSAGE, TL_STR_INIT("edited"), EDITED, 0},
    {MESSAGE, TL_STR_INIT("user_profile"), PROFILE, 0},
    {MESSAGE, TL_STR_INIT("files"), FILES, 0},
    {MESSAGE, TL_STR_INIT("room"), ROOM, 0},
    {MESSAGE, TL_STR_INIT("reactions"), REACTIONS, 0},
    {PROFILE, TL_STR_INIT("real_name"), 0, REAL_NAME},
    {FILES, TL_STR_INIT(""), FILE_ENTRY, 0},
    {FILE_ENTRY, TL_STR_INIT("mimetype"), 0, MEDIA_TYPE},
    {FILE_ENTRY, TL_STR_INIT("subtype"), 0, FILE_SUBTYPE},
    {FILE_ENTRY, TL_STR_INIT("duration_ms"), 0, DURATION},
    {ROOM, TL_STR_INIT("date_start"), 0, ROOM_START},
    {ROOM, TL_STR_INIT("date_end"), 0, ROOM_END},
    {ROOM, TL_STR_INIT("created_by"), 0, ROOM_BY},
    {REACTIONS, TL_STR_INIT(""), REACTION, 0},
    {REACTION, TL_STR_INIT("name"), 0, EMOJI},
    {REACTION, TL_STR_INIT("users"), USERS, 0},
    {USERS, TL_STR_INIT(""), 0, REACTOR},
};

static const struct tl_shape_rule list_rules[] = {
    {0, TL_STR_INIT(""), LIST, 0},
    {LIST, TL_STR_INIT(""), MESSAGE, 0},
};

struct reader {
    struct tl_records records;
    struct tl_slack_people people;
    struct tl_buf plain;
    struct tl_span subtype, emoji, room_by, real_name;
    size_t first_of_reaction;
    int64_t room_start, room_end, duration_ms;
    bool sound, bot;
};

/* ---- texts ---- */

/* What stands between < and >: a person, a channel, a command or a link, each with an optional
   label behind a bar. */
static void put_reference(struct reader *r, struct tl_str s)
{
    const size_t bar = tl_str_find(s, TL_STR("|"), 0);
    const struct tl_str label =
        bar == SIZE_MAX ? (struct tl_str){"", 0} : tl_str_slice(s, bar + 1, s.len);
    const struct tl_str target = tl_str_slice(s, 0, bar);
    const char mark = target.len > 0 ? target.ptr[0] : '\0';
    if (mark != '@' && mark != '#' && mark != '!') {
        tl_buf_put_str(&r->plain, label.len > 0 ? label : target);
        return;
    }
    const struct tl_str id = tl_str_slice(target, 1, target.len);
    const struct tl_str name = mark == '@' ? tl_slack_name(&r->people, id) : label;
    tl_buf_putc(&r->plain, mark == '#' ? '#' : '@');
    tl_buf_put_str(&r->plain, name.len > 0 ? name : label.len > 0 ? label : id);
}

/* The text of the record without mrkdwn's references and escapes. */
static void undo_mrkdwn(struct reader *r)
{
    struct tl_buf *text = &r->records.text;
    const struct tl_str s = {text->len > 0 ? text->ptr : "", text->len};
    size_t at = 0;
    if (tl_str_find(s, TL_STR("<"), 0) != SIZE_MAX) {
        tl_buf_clear(&r->plain);
        while (at < s.len) {
            const size_t open = tl_str_find(s, TL_STR("<"), at);
            const size_t close = open == SIZE_MAX ? SIZE_MAX : tl_str_find(s, TL_STR(">"), open);
            tl_buf_put_str(&r->plain, tl_str_slice(s, at, close == SIZE_MAX ? s.len : open));
            if (close == SIZE_MAX)
                break;
            put_reference(r, tl_str_slice(s, open + 1, close));
            at = close + 1;
        }
        tl_buf_clear(text);
        tl_buf_put(text, r->plain.ptr, r->plain.len);
    }
    text->len = tl_unescape_html(text->ptr, text->len);
}

/* ---- messages ---- */

static enum tl_status open_place(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct reader *r = user;
    switch ((enum place)place) {
    case MESSAGE:
        tl_records_begin(&r->records, token->line);
        r->subtype = r->emoji = r->room_by = r->real_name = (struct tl_span){0, 0};
        r->room_start = r->room_end = 0;
        r->duration_ms = -1;
        r->sound = r->bot = false;
        break;
    case EDITED:
        r->records.m.flags |= TL_FLAG_EDITED;
        break;
    case FILE_ENTRY:
        r->records.m.kind = TL_KIND_FILE;
        break;
    case REACTION:
        r->first_of_reaction = r->records.n_reactions;
        r->emoji = (struct tl_span){0, 0};
        break;
    default:
        break;
    }
    return TL_OK;
}

static bool is_message(struct tl_str subtype)
{
    static const struct tl_str words[] = {TL_STR_INIT("file_share"), TL_STR_INIT("me_message"),
                                          TL_STR_INIT("thread_broadcast"),
                                          TL_STR_INIT("bot_message")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (tl_str_equal(words[i], subtype))
            return true;
    return subtype.len == 0;
}

static void set_kind(struct reader *r)
{
    struct tl_records *rec = &r->records;
    const struct tl_str subtype = tl_records_str(rec, r->subtype);
    if (tl_str_equal(subtype, TL_STR("huddle_thread"))) {
        const int64_t length = r->room_end - r->room_start;
        rec->m.kind = TL_KIND_CALL;
        rec->m.duration_s =
            r->room_start > 0 && length >= 0 && length <= INT32_MAX ? (int32_t)length : -1;
        if (r->room_by.len > 0)
            rec->key = r->room_by;
        tl_buf_clear(&rec->text);
    } else if (!is_message(subtype) || (r->bot && rec->key.len == 0)) {
        /* Also what a program wrote, and the place of a deleted message, which is nobody's. */
        rec->m.kind = TL_KIND_SYSTEM;
        if (tl_str_equal(subtype, TL_STR("tombstone")))
            rec->key = (struct tl_span){0, 0};
        tl_buf_clear(&rec->text);
        tl_records_text(rec, subtype.len > 0 ? subtype : TL_STR("bot_message"), false);
    } else {
        undo_mrkdwn(r);
    }
    if (rec->m.kind == TL_KIND_VOICE && !r->sound)
        rec->m.kind = TL_KIND_FILE; /* sound that was not recorded here */
    else if (rec->m.kind == TL_KIND_VOICE && r->duration_ms >= 0 &&
             r->duration_ms / 1000 <= INT32_MAX)
        rec->m.duration_s = (int32_t)(r->duration_ms / 1000);
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
    const struct tl_str name = tl_slack_name(&r->people, tl_records_str(rec, rec->key));
    if (name.len > 0)
        tl_records_keep(rec, &rec->name, name);
    else
        rec->name = r->real_name.len > 0 ? r->real_name : rec->key;
    if (r->plain.failed)
        return tl_fault_memory(rec->rows.import->err);
    return tl_records_push(rec, NULL);
}

/* "1710169510.000200": the part behind the point is a counter in old messages. */
static void set_time(struct tl_records *rec, struct tl_str ts)
{
    int64_t seconds, fraction = 0;
    const size_t point = tl_str_find(ts, TL_STR("."), 0);
    if (!tl_parse_int64(tl_str_slice(ts, 0, point), &seconds) || seconds > INT64_C(253402300799))
        return;
    if (point != SIZE_MAX)
        tl_parse_int64(tl_str_slice(ts, point + 1, point + 4), &fraction);
    tl_records_utc(rec, seconds * 1000 + (fraction > 0 && fraction < 1000 ? fraction : 0),
                   TL_RES_SECOND);
    rec->id = tl_str_hash(ts);
    rec->has_id = true;
}

static void add_reactor(struct reader *r, struct tl_str id)
{
    struct tl_record_reaction *reaction = tl_records_react(&r->records);
    if (reaction == NULL)
        return;
    tl_records_keep(&r->records, &reaction->key, id);
    const struct tl_str name = tl_slack_name(&r->people, id);
    tl_records_keep(&r->records, &reaction->name, name.len > 0 ? name : id);
}

static enum tl_status value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_records *rec = &r->records;
    const struct tl_str s = token->text;
    switch ((enum field)field) {
    case SUBTYPE:
        tl_records_keep(rec, &r->subtype, s);
        break;
    case USER:
        tl_records_keep(rec, &rec->key, s);
        break;
    case BOT:
        rec->m.flags |= TL_FLAG_VIA_BOT;
        r->bot = true;
        break;
    case TEXT:
        tl_buf_clear(&rec->text);
        tl_records_text(rec, s, token->cut);
        break;
    case TS:
        set_time(rec, s);
        break;
    case THREAD_TS:
        rec->reply_to = tl_str_hash(s);
        rec->has_reply = true;
        break;
    case REAL_NAME:
        tl_records_keep(rec, &r->real_name, s);
        break;
    case MEDIA_TYPE:
        rec->m.kind = tl_media_kind_from_type(s);
        break;
    case FILE_SUBTYPE:
        r->sound = tl_str_equal(s, TL_STR("slack_audio"));
        break;
    case DURATION:
        tl_parse_int64(s, &r->duration_ms);
        break;
    case ROOM_START:
        tl_parse_int64(s, &r->room_start);
        break;
    case ROOM_END:
        tl_parse_int64(s, &r->room_end);
        break;
    case ROOM_BY:
        tl_records_keep(rec, &r->room_by, s);
        break;
    case EMOJI:
        tl_records_keep(rec, &r->emoji, s);
        break;
    case REACTOR:
        add_reactor(r, s);
        break;
    default:
        break;
    }
    /* The first message of a thread names itself. */
    if ((field == TS || field == THREAD_TS) && rec->has_id && rec->has_reply &&
        rec->id == rec->reply_to)
        rec->has_reply = false;
    return TL_OK;
}

#define CAN                                                                                        \
    (TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS | TL_CAN_CALLS | TL_CAN_VOICE_LENGTH |       \
     TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES)

static enum tl_status read_export(struct tl_import *import)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(rules), .open = open_place,
                                          .close = close_place, .value = value};
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    tl_slack_people_init(&r->people, import->ctx);
    tl_buf_init(&r->plain, import->ctx);
    enum tl_status status = tl_records_init(&r->records, import, NAME);
    if (status == TL_OK)
        status = tl_slack_people_load(&r->people, import);
    if (status == TL_OK)
        status = tl_records_read(&r->records, &shape, r, false);
    if (status == TL_OK)
        status = tl_records_finish(&r->records, CAN);
    tl_records_release(&r->records);
    tl_slack_people_release(&r->people);
    tl_buf_release(&r->plain);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

/* ---- the list ---- */

static enum tl_status count_message(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct tl_listed_chat *chat = user;
    (void)token;
    chat->n_messages += place == MESSAGE;
    return TL_OK;
}

/* Looks up who is in the conversation of this folder. */
static enum tl_status describe(struct tl_import *import, struct tl_slack_people *people,
                               struct tl_str folder, struct tl_buf *name,
                               struct tl_listed_chat *chat)
{
    struct tl_slack_pair pair;
    enum tl_status status = tl_slack_pair_find(people, import, folder, &pair);
    if (status == TL_OK && pair.found)
        status = tl_slack_people_load(people, import);
    if (status != TL_OK)
        return status;
    chat->n_people = pair.found ? 2 : pair.any ? 3 : 0;
    for (size_t k = 0; pair.found && k < 2; k++) {
        const struct tl_str known = tl_slack_name(people, pair.user[k]);
        if (pair.user[k].len == 0 || tl_str_equal(pair.user[k], pair.own))
            continue;
        tl_buf_puts(name, name->len > 0 ? ", " : "");
        tl_buf_put_str(name, known.len > 0 ? known : pair.user[k]);
    }
    if (name->len == 0)
        tl_buf_put_str(name, folder);
    chat->name = (struct tl_str){name->ptr, name->len};
    return name->failed ? tl_fault_memory(import->err) : TL_OK;
}

static enum tl_status list_export(struct tl_import *import, struct tl_chat_list *list)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(list_rules), .open = count_message};
    const struct tl_str path = tl_bundle_path(import->bundle, import->entry);
    struct tl_listed_chat chat = {.format = NAME, .name = {"", 0}};
    struct tl_slack_people people;
    struct tl_buf name;
    uint64_t broken;
    size_t end = path.len;
    while (end > 0 && path.ptr[end - 1] != '/')
        end--;
    chat.id = tl_str_slice(path, 0, end > 0 ? end - 1 : 0);
    size_t start = chat.id.len;
    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    tl_slack_people_init(&people, import->ctx);
    tl_buf_init(&name, import->ctx);
    enum tl_status status = tl_shape_read(&shape, &chat, import, false, &broken);
    /* The other days of a folder say nothing new. */
    const bool known = list->n > 0 && list->chat[list->n - 1].format == chat.format &&
                       tl_str_equal(list->chat[list->n - 1].id, chat.id);
    if (status == TL_OK && !known)
        status = describe(import, &people, tl_str_slice(chat.id, start, chat.id.len), &name, &chat);
    if (status == TL_OK && !tl_chat_list_add(list, import->entry, &chat))
        status = tl_fault_memory(import->err);
    tl_slack_people_release(&people);
    tl_buf_release(&name);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    const struct tl_str head = tl_str_trim(p->head);
    if (head.len == 0 || head.ptr[0] != '[' || !tl_shape_has_key(head, TL_STR("\"ts\"")) ||
        !tl_shape_has_key(head, TL_STR("\"type\"")) || !tl_shape_has_key(head, TL_STR("\"text\"")))
        return 0;
    return 20 + (tl_shape_has_key(head, TL_STR("\"user\"")) ? 4u : 0u);
}

const struct tl_importer tl_importer_slack_json = {
    .name = NAME,
    .title = "Slack export, direct messages (zip)",
    .export_how = "An owner of the workspace exports it with direct messages (Settings, Import and "
                  "export data, on plans that allow it); give the zip, with --with NAME.",
    .cannot_hold = "The times of reactions, when something was edited, and on the free plan "
                   "anything older than 90 days.",
    .can = CAN | TL_CAN_SECONDS,
    .probe = probe,
    .read = read_export,
    .list = list_export,
    .one_chat_an_entry = true,
};
