/*
 * chatlab.c: the exchange format of ChatLab (docs "ChatLab format", versions 0.0.1 and 0.0.2),
 * which tools for WeChat, QQ and others write.
 *
 *     {"chatlab": {"version", ..}, "meta": {"name", "platform", "type": "private" | "group", ..},
 *      "members": [..], "messages": [{"sender", "accountName", "groupNickname", "timestamp" (s),
 *       "type": 0 .. 99, "content", "platformMessageId", "replyToMessageId"}, ..]}
 *
 * or as JSON Lines, where `_type` is "header", "member" or "message" and the keys are the same. The
 * name stands in every message, so members are not needed. `content` of what is no text is a word
 * for it ("[图片]"), an address, or null, and is left out.
 */
#include "fault.h"
#include "importers.h"
#include "number.h"
#include "record.h"
#include "str.h"
#include "text_lines.h"

#define NAME "chatlab"

enum place { ROOT = 1, META, MESSAGES, MESSAGE };
enum field { LINE_TYPE = 1, CHAT_TYPE, SENDER, NAMED, NICKNAME, TIME, TYPE, CONTENT, ID, REPLY };

#define MESSAGE_RULES(place)                                                                       \
    {place, TL_STR_INIT("sender"), 0, SENDER}, {place, TL_STR_INIT("accountName"), 0, NAMED},      \
        {place, TL_STR_INIT("groupNickname"), 0, NICKNAME},                                        \
        {place, TL_STR_INIT("timestamp"), 0, TIME}, {place, TL_STR_INIT("type"), 0, TYPE},         \
        {place, TL_STR_INIT("content"), 0, CONTENT},                                               \
        {place, TL_STR_INIT("platformMessageId"), 0, ID},                                          \
    {                                                                                              \
        place, TL_STR_INIT("replyToMessageId"), 0, REPLY                                           \
    }

static const struct tl_shape_rule rules[] = {
    {0, TL_STR_INIT(""), ROOT, 0},
    {ROOT, TL_STR_INIT("_type"), 0, LINE_TYPE},
    {ROOT, TL_STR_INIT("meta"), META, 0},
    {ROOT, TL_STR_INIT("messages"), MESSAGES, 0},
    MESSAGE_RULES(ROOT),
    {META, TL_STR_INIT("type"), 0, CHAT_TYPE},
    {MESSAGES, TL_STR_INIT(""), MESSAGE, 0},
    MESSAGE_RULES(MESSAGE),
};

struct reader {
    struct tl_records records;
    bool group;
    bool is_message; /* of the line */
    int64_t type;
};

static enum tl_kind kind_from_number(int64_t type)
{
    switch (type) {
    case 0:
    case 25: /* an answer */
        return TL_KIND_TEXT;
    case 1:
        return TL_KIND_IMAGE;
    case 2:
        return TL_KIND_VOICE;
    case 3:
        return TL_KIND_VIDEO;
    case 4:
        return TL_KIND_FILE;
    case 5:
        return TL_KIND_STICKER;
    case 8:
        return TL_KIND_LOCATION;
    case 23:
        return TL_KIND_CALL;
    case 27:
        return TL_KIND_CONTACT;
    case 80:
        return TL_KIND_SYSTEM;
    case 81:
        return TL_KIND_DELETED;
    default:
        return TL_KIND_MEDIA; /* a link, money, a poke, something shared */
    }
}

/* "通话时长 01:23", "已取消", "Missed call". */
static void settle_call(struct tl_message *m, struct tl_str text)
{
    static const char *const unanswered[] = {"未接", "未应答", "无应答",   "取消",     "拒绝",
                                             "忙线", "issed",  "ancelled", "No answer"};
    int32_t minutes, seconds;
    m->flags |= tl_str_find(text, TL_STR("视频"), 0) != SIZE_MAX ? TL_FLAG_VIDEO_CALL : 0u;
    for (size_t i = 0; i < sizeof unanswered / sizeof *unanswered; i++)
        if (tl_str_find(text, tl_str_from(unanswered[i]), 0) != SIZE_MAX)
            m->kind = TL_KIND_MISSED_CALL;
    for (size_t at = 0; at < text.len && m->kind == TL_KIND_CALL; at++)
        if (tl_scan_number(text, &at, 1, 3, &minutes) && tl_scan_literal(text, &at, TL_STR(":")) &&
            tl_scan_number(text, &at, 2, 2, &seconds)) {
            m->duration_s = minutes * 60 + seconds;
            break;
        }
}

static enum tl_status end_message(struct reader *r)
{
    struct tl_records *rec = &r->records;
    struct tl_message *m = &rec->m;
    if (rec->text.failed || rec->words.failed)
        return tl_fault_memory(rec->rows.import->err);
    if (r->group)
        return TL_OK;
    m->kind = kind_from_number(r->type);
    if (m->kind == TL_KIND_CALL)
        settle_call(m, (struct tl_str){rec->text.len > 0 ? rec->text.ptr : "", rec->text.len});
    if (m->kind != TL_KIND_TEXT && m->kind != TL_KIND_SYSTEM)
        tl_buf_clear(&rec->text);
    if (r->type == 7 || r->type == 24 || r->type == 26)
        m->flags |= TL_FLAG_FORWARDED;
    return tl_records_push(rec, NULL);
}

static enum tl_status open_place(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct reader *r = user;
    if (place == ROOT || place == MESSAGE) {
        tl_records_begin(&r->records, token->line);
        r->is_message = place == MESSAGE;
        r->type = 0;
    }
    return TL_OK;
}

static enum tl_status close_place(void *user, uint8_t place)
{
    struct reader *r = user;
    if ((place != MESSAGE && place != ROOT) || !r->is_message)
        return TL_OK;
    r->is_message = false;
    return end_message(r);
}

static enum tl_status value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_records *rec = &r->records;
    int64_t time;
    switch ((enum field)field) {
    case LINE_TYPE:
        r->is_message = tl_str_equal(token->text, TL_STR("message"));
        break;
    case CHAT_TYPE:
        r->group = r->group || tl_str_equal(token->text, TL_STR("group"));
        break;
    case SENDER:
        tl_records_keep(rec, &rec->key, token->text);
        break;
    case NICKNAME:
        if (rec->name.len > 0)
            break;
        /* fall through */
    case NAMED:
        if (token->text.len > 0)
            tl_records_keep(rec, &rec->name, token->text);
        break;
    case TIME: /* some write milliseconds */
        if (tl_parse_int64(token->text, &time) && time > 0 && time < INT64_C(100000000000))
            tl_records_utc(rec, time * 1000, TL_RES_SECOND);
        else if (tl_parse_int64(token->text, &time))
            tl_records_utc(rec, time, TL_RES_MS);
        break;
    case TYPE:
        if (!tl_parse_int64(token->text, &r->type))
            r->type = 99;
        break;
    case CONTENT:
        tl_records_text(rec, token->text, token->cut);
        break;
    case ID:
        rec->id = tl_str_hash(token->text);
        rec->has_id = token->text.len > 0;
        break;
    case REPLY:
        rec->reply_to = tl_str_hash(token->text);
        rec->has_reply = token->text.len > 0;
        break;
    }
    return TL_OK;
}

#define CAN                                                                                        \
    (TL_CAN_REPLIES | TL_CAN_DELETIONS | TL_CAN_CALLS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING |        \
     TL_CAN_BOTH_SIDES)

static enum tl_status read_chat(struct tl_import *import)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(rules), .open = open_place,
                                          .close = close_place, .value = value};
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    enum tl_status status = tl_records_init(&r->records, import, NAME);
    if (status == TL_OK)
        status = tl_records_read(&r->records, &shape, r, true);
    if (status == TL_OK && r->group)
        status = tl_rows_fail(&r->records.rows, TL_CODE_PEOPLE_GROUP, 0,
                              "This is a group chat; tideline reads chats between two people.");
    if (status == TL_OK)
        status = tl_records_finish(&r->records, CAN);
    tl_records_release(&r->records);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    const struct tl_str head = tl_str_trim(p->head);
    if (head.len == 0 || head.ptr[0] != '{' || !tl_shape_has_key(head, TL_STR("\"chatlab\"")) ||
        !tl_shape_has_key(head, TL_STR("\"meta\"")))
        return 0;
    return 30;
}

const struct tl_importer tl_importer_chatlab = {
    .name = NAME,
    .title = "ChatLab's exchange format (.json, .jsonl), of tools for WeChat, QQ and others",
    .export_how =
        "Let the tool that takes the chat out write ChatLab's format, and give that file.",
    .cannot_hold = "Reactions, edits, and whatever the tool did not find.",
    .can = CAN | TL_CAN_SECONDS | TL_CAN_ZONE,
    .probe = probe,
    .read = read_chat,
};
