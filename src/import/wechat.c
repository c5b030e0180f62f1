/*
 * wechat.c: WeChat chats, as tools take them out; WeChat itself has no export of texts.
 *
 * WeFlow, JSON:
 *     {"weflow": {..}, "session": {"wxid", "type": "私聊" | "群聊", "displayName", ..},
 *      "messages": [{"createTime" (s), "type": "文本消息", "content", "isSend": 1 | 0 | null,
 *                    "senderUsername", ..}, ..]}
 * WeChatMsg and PyWxDump, CSV with a heading; older ones end with StrTime, and name the other by a
 * number alone:
 *     localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,
 *     Sender
 * WeChatMsg since it is called MemoTrace, both people by the name shown, the time without a zone:
 *     消息ID,类型,发送人,时间,内容,备注,昵称,更多信息
 *
 * Kinds are words in Chinese, or WeChat's own numbers. Read from descriptions of the tools, without
 * a file of a user: the report counts what could not be placed. A table may hold all chats; then
 * more than two people write in it, and the report says so.
 */
#include "fault.h"
#include "importers.h"
#include "number.h"
#include "record.h"
#include "str.h"
#include "text_lines.h"

enum place { ROOT = 1, SESSION, MESSAGES, MESSAGE };
enum field { CHAT_TYPE = 1, CHAT_NAME, CHAT_NICK, CHAT_ID, TIME, TYPE, CONTENT, IS_SEND, SENDER };

static const struct tl_shape_rule rules[] = {
    {0, TL_STR_INIT(""), ROOT, 0},
    {ROOT, TL_STR_INIT("session"), SESSION, 0},
    {ROOT, TL_STR_INIT("messages"), MESSAGES, 0},
    {SESSION, TL_STR_INIT("type"), 0, CHAT_TYPE},
    {SESSION, TL_STR_INIT("displayName"), 0, CHAT_NAME},
    {SESSION, TL_STR_INIT("nickname"), 0, CHAT_NICK},
    {SESSION, TL_STR_INIT("wxid"), 0, CHAT_ID},
    {MESSAGES, TL_STR_INIT(""), MESSAGE, 0},
    {MESSAGE, TL_STR_INIT("createTime"), 0, TIME},
    {MESSAGE, TL_STR_INIT("type"), 0, TYPE},
    {MESSAGE, TL_STR_INIT("content"), 0, CONTENT},
    {MESSAGE, TL_STR_INIT("isSend"), 0, IS_SEND},
    {MESSAGE, TL_STR_INIT("senderUsername"), 0, SENDER},
};

/* The columns of the table that are read. */
enum column {
    COLUMN_TYPE,
    COLUMN_SUB_TYPE,
    COLUMN_IS_SENDER,
    COLUMN_CREATE_TIME,
    COLUMN_CONTENT,
    COLUMN_REMARK,
    COLUMN_NICK_NAME,
    COLUMN_SENDER,
    COLUMN_TALKER,
    COLUMN_SHOWN_NAME, /* from here those of MemoTrace */
    COLUMN_WORD,
    COLUMN_WALL_TIME,
    COLUMN_TEXT,
    COLUMN_COUNT
};

static const struct tl_str column_names[COLUMN_COUNT] = {
    TL_STR_INIT("Type"),       TL_STR_INIT("SubType"),    TL_STR_INIT("IsSender"),
    TL_STR_INIT("CreateTime"), TL_STR_INIT("StrContent"), TL_STR_INIT("Remark"),
    TL_STR_INIT("NickName"),   TL_STR_INIT("Sender"),     TL_STR_INIT("TalkerId"),
    TL_STR_INIT("发送人"),     TL_STR_INIT("类型"),       TL_STR_INIT("时间"),
    TL_STR_INIT("内容"),
};

struct reader {
    struct tl_records records;
    struct tl_buf peer; /* name of the other person */
    bool group, named;  /* named: by more than an id */
    int is_send;        /* of the message: 1, 0, -1 neither */
    struct tl_str id;   /* of the other; empty where there is none */
    /* of the table */
    struct tl_buf record;
    bool in_quotes;
    uint64_t line;
    int column[16]; /* enum column of each cell, -1 none */
    size_t n_columns;
};

static enum tl_status memory_fault(const struct reader *r)
{
    return tl_fault_memory(r->records.rows.import->err);
}

static void name_peer(struct reader *r, struct tl_str name, bool named)
{
    if (name.len == 0 || name.len > 1024 || (r->named && !named) || (r->named && r->peer.len > 0))
        return;
    tl_buf_clear(&r->peer);
    tl_buf_put_str(&r->peer, name);
    r->named = named;
}

static bool holds(struct tl_str s, const char *word)
{
    return tl_str_find(s, tl_str_from(word), 0) != SIZE_MAX;
}

/* ---- kinds ---- */

static enum tl_kind kind_from_word(struct tl_str word)
{
    static const struct {
        const char *word;
        enum tl_kind kind;
    } kinds[] = {
        {"文本", TL_KIND_TEXT},    {"引用", TL_KIND_TEXT},     {"图片", TL_KIND_IMAGE},
        {"通话", TL_KIND_CALL},    {"语音", TL_KIND_VOICE},    {"视频", TL_KIND_VIDEO},
        {"表情", TL_KIND_STICKER}, {"位置", TL_KIND_LOCATION}, {"名片", TL_KIND_CONTACT},
        {"文件", TL_KIND_FILE},    {"撤回", TL_KIND_DELETED},  {"系统", TL_KIND_SYSTEM},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (holds(word, kinds[i].word))
            return kinds[i].kind;
    return TL_KIND_MEDIA; /* a link, money, a mini program */
}

/* WeChat's MsgType; 49 is told by its SubType. */
static enum tl_kind kind_from_number(int64_t type, int64_t sub_type)
{
    switch (type) {
    case 1:
        return TL_KIND_TEXT;
    case 3:
        return TL_KIND_IMAGE;
    case 34:
        return TL_KIND_VOICE;
    case 42:
        return TL_KIND_CONTACT;
    case 43:
        return TL_KIND_VIDEO;
    case 47:
        return TL_KIND_STICKER;
    case 48:
        return TL_KIND_LOCATION;
    case 49:
        return sub_type == 57 ? TL_KIND_TEXT : sub_type == 6 ? TL_KIND_FILE : TL_KIND_MEDIA;
    case 50:
        return TL_KIND_CALL;
    case 10000:
    case 10002:
        return TL_KIND_SYSTEM;
    default:
        return TL_KIND_MEDIA;
    }
}

/* "通话时长 01:23": a call with a length; else it was not taken. */
static void settle_call(struct reader *r)
{
    struct tl_records *rec = &r->records;
    const struct tl_str text = {rec->text.ptr, rec->text.len};
    int32_t minutes, seconds;
    rec->m.flags |= holds(text, "视频") ? TL_FLAG_VIDEO_CALL : 0;
    rec->m.kind = TL_KIND_MISSED_CALL;
    for (size_t at = 0; at < text.len; at++)
        if (tl_scan_number(text, &at, 1, 3, &minutes) && tl_scan_literal(text, &at, TL_STR(":")) &&
            tl_scan_number(text, &at, 2, 2, &seconds)) {
            rec->m.kind = TL_KIND_CALL;
            rec->m.duration_s = minutes * 60 + seconds;
            break;
        }
    rec->text.len = 0;
}

static enum tl_status end_message(struct reader *r)
{
    struct tl_records *rec = &r->records;
    if (rec->text.failed || r->peer.failed)
        return memory_fault(r);
    if (r->group)
        return TL_OK;
    const struct tl_str text = tl_str_trim((struct tl_str){rec->text.ptr, rec->text.len});
    if (rec->m.kind == TL_KIND_CALL)
        settle_call(r);
    else if (rec->m.kind != TL_KIND_TEXT && rec->m.kind != TL_KIND_SYSTEM && text.len > 0 &&
             (text.ptr[0] == '<' || (text.ptr[0] == '[' && text.ptr[text.len - 1] == ']')))
        rec->text.len = 0; /* WeChat's own XML, or a word for the medium */
    rec->name = rec->key = (struct tl_span){0, 0};
    if (r->is_send < 0)
        rec->m.kind = TL_KIND_SYSTEM;
    if (rec->m.kind == TL_KIND_SYSTEM)
        return tl_records_push(rec, NULL);
    if (r->is_send == 1) {
        tl_records_keep(rec, &rec->name, TL_STR("Me"));
    } else {
        tl_records_keep(rec, &rec->name, (struct tl_str){r->peer.ptr, r->peer.len});
        if (r->id.len > 0)
            tl_records_keep(rec, &rec->key, r->id);
    }
    return tl_records_push(rec, NULL);
}

static void set_time(struct reader *r, struct tl_str text)
{
    int64_t s;
    if (tl_parse_int64(text, &s) && s > 0 && s < INT64_C(253402300800))
        tl_records_utc(&r->records, s * 1000, TL_RES_SECOND);
}

/* ---- JSON ---- */

static enum tl_status open_place(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct reader *r = user;
    if (place == MESSAGE) {
        tl_records_begin(&r->records, token->line);
        r->is_send = -1;
    }
    return TL_OK;
}

static enum tl_status close_place(void *user, uint8_t place)
{
    return place == MESSAGE ? end_message(user) : TL_OK;
}

static enum tl_status value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct reader *r = user;
    switch ((enum field)field) {
    case CHAT_TYPE:
        r->group = holds(token->text, "群");
        break;
    case CHAT_NAME:
    case CHAT_NICK:
        name_peer(r, token->text, true);
        break;
    case CHAT_ID:
        name_peer(r, token->text, false);
        break;
    case TIME:
        set_time(r, token->text);
        break;
    case TYPE:
        r->records.m.kind = kind_from_word(token->text);
        break;
    case CONTENT:
        tl_records_text(&r->records, token->text, token->cut);
        break;
    case IS_SEND:
        if (token->event == TL_JSON_NUMBER)
            r->is_send = tl_str_equal(token->text, TL_STR("1"));
        break;
    case SENDER:
        break;
    }
    return TL_OK;
}

/* ---- the table ---- */

static bool is_heading(struct tl_str line)
{
    return (holds(line, "IsSender") && holds(line, "CreateTime") && holds(line, "StrContent")) ||
           (holds(line, "发送人") && holds(line, "时间") && holds(line, "内容"));
}

static void read_heading(struct reader *r)
{
    for (size_t at = 0; at < r->record.len && r->n_columns < 16;) {
        const struct tl_str cell = tl_str_trim(tl_take_cell(r->record.ptr, r->record.len, &at));
        int column = -1;
        for (int k = 0; k < COLUMN_COUNT; k++)
            if (tl_str_equal(cell, column_names[k]))
                column = k;
        r->column[r->n_columns++] = column;
    }
}

static void take_shown_row(struct reader *r, const struct tl_str *cell)
{
    tl_records_iso8601(&r->records, cell[COLUMN_WALL_TIME]);
    r->records.m.kind = kind_from_word(cell[COLUMN_WORD]);
    r->is_send = 0;
    name_peer(r, cell[COLUMN_SHOWN_NAME], true);
    tl_records_text(&r->records, cell[COLUMN_TEXT], false);
}

static void take_numbered_row(struct reader *r, const struct tl_str *cell)
{
    int64_t type = -1, sub_type = -1;
    set_time(r, cell[COLUMN_CREATE_TIME]);
    tl_parse_int64(cell[COLUMN_TYPE], &type);
    tl_parse_int64(cell[COLUMN_SUB_TYPE], &sub_type);
    r->records.m.kind = kind_from_number(type, sub_type);
    r->is_send = tl_str_equal(cell[COLUMN_IS_SENDER], TL_STR("1"))   ? 1
                 : tl_str_equal(cell[COLUMN_IS_SENDER], TL_STR("0")) ? 0
                                                                     : -1;
    name_peer(r, cell[COLUMN_REMARK], true);
    name_peer(r, cell[COLUMN_NICK_NAME], true);
    name_peer(r, cell[COLUMN_TALKER], false);
    name_peer(r, cell[COLUMN_SENDER], false);
    r->id = cell[COLUMN_SENDER];
    tl_records_text(&r->records, cell[COLUMN_CONTENT], false);
}

static enum tl_status take_record(struct reader *r)
{
    struct tl_str cell[COLUMN_COUNT] = {{NULL, 0}};
    size_t at = 0;
    if (r->record.failed)
        return memory_fault(r);
    if (r->n_columns == 0) {
        read_heading(r);
        return TL_OK;
    }
    for (size_t i = 0; i < r->n_columns && at < r->record.len; i++) {
        const struct tl_str text = tl_take_cell(r->record.ptr, r->record.len, &at);
        if (r->column[i] >= 0)
            cell[r->column[i]] = text;
    }
    tl_records_begin(&r->records, r->line);
    tl_buf_clear(&r->peer);
    r->named = false;
    if (cell[COLUMN_SHOWN_NAME].len > 0 || cell[COLUMN_WALL_TIME].len > 0)
        take_shown_row(r, cell);
    else
        take_numbered_row(r, cell);
    return end_message(r);
}

static enum tl_status take_line(void *user, const struct tl_line *line)
{
    struct reader *r = user;
    const size_t limit = r->records.rows.import->ctx->limits.text_bytes;
    if (!r->in_quotes) {
        tl_buf_clear(&r->record);
        r->line = line->number;
        if (line->text.len == 0)
            return TL_OK;
    } else if (r->record.len <= limit) {
        tl_buf_putc(&r->record, '\n');
    }
    for (size_t i = 0; i < line->text.len; i++)
        r->in_quotes ^= line->text.ptr[i] == '"';
    if (r->record.len <= limit)
        tl_buf_put_str(&r->record, line->text);
    return r->in_quotes ? TL_OK : take_record(r);
}

/* ---- the file ---- */

static const struct tl_shape shape = {TL_SHAPE_RULES(rules), .open = open_place,
                                      .close = close_place, .value = value};

static enum tl_status read_either(struct reader *r)
{
    struct tl_import *import = r->records.rows.import;
    struct tl_buf head;
    enum tl_sniff kind;
    bool whole;
    tl_buf_init(&head, import->ctx);
    enum tl_status status =
        tl_feed_head(import->ctx, import->bundle, import->entry, &head, &whole, &kind, import->err);
    const struct tl_str start = tl_str_trim((struct tl_str){head.ptr, head.len});
    const bool json = start.len > 0 && start.ptr[0] == '{';
    tl_buf_release(&head);
    if (status != TL_OK)
        return status;
    if (json)
        return tl_records_read(&r->records, &shape, r, false);
    status = tl_text_lines(&r->records.rows, take_line, r);
    return status == TL_OK && r->in_quotes ? take_record(r) : status;
}

static enum tl_status read_chat(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    tl_buf_init(&r->peer, import->ctx);
    tl_buf_init(&r->record, import->ctx);
    enum tl_status status = tl_records_init(&r->records, import, tl_importer_wechat.name);
    if (status == TL_OK)
        status = read_either(r);
    if (status == TL_OK && r->group)
        status = tl_rows_fail(&r->records.rows, TL_CODE_PEOPLE_GROUP, 0,
                              "This is a group chat; tideline reads chats between two people.");
    if (status == TL_OK)
        status = tl_records_finish(&r->records, TL_CAN_CALLS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING |
                                                    TL_CAN_BOTH_SIDES);
    tl_records_release(&r->records);
    tl_buf_release(&r->peer);
    tl_buf_release(&r->record);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    struct tl_str line;
    size_t at = 0;
    const struct tl_str head = tl_str_trim(p->head);
    if (head.len > 0 && head.ptr[0] == '{')
        return tl_shape_has_key(head, TL_STR("\"weflow\"")) ||
                       (tl_shape_has_key(head, TL_STR("\"session\"")) &&
                        tl_shape_has_key(head, TL_STR("\"isSend\"")))
                   ? 40
                   : 0;
    return tl_text_head_line(head, &at, &line) && is_heading(line) ? 40 : 0;
}

const struct tl_importer tl_importer_wechat = {
    .name = "wechat",
    .title = "WeChat, by WeFlow (JSON) or WeChatMsg (CSV)",
    .export_how = "WeChat has no export of its own: on the computer WeChat is on, export the chat "
                  "with WeFlow as JSON or with WeChatMsg as CSV.",
    .cannot_hold = "Reactions, which WeChat lacks, what a message answers, and deletions.",
    .can = TL_CAN_SECONDS | TL_CAN_ZONE | TL_CAN_CALLS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING |
           TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_chat,
    .one_chat_an_entry = true,
};
