/*
 * table_columns.c: see table_columns.h.
 */
#include "table_columns.h"

#include "str.h"

#define WORD_MAX 32

/* What the columns are called, best first within a column. */
static const struct {
    struct tl_str word;
    enum tl_table_column column;
} headings[] = {
    {TL_STR_INIT("timestamp"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("timestamp_ms"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("timestamp_utc"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("datetime"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("date_time"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("sent_at"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("date_sent"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("sent"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("message_date"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("created_at"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("created"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("createtime"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("create_time"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("date_unixtime"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("unixtime"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("epoch"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("ts"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("when"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("date"), TL_COLUMN_OF_TIME},
    {TL_STR_INIT("time"), TL_COLUMN_OF_CLOCK},
    {TL_STR_INIT("date_est"), TL_COLUMN_OF_ESTIMATE},
    {TL_STR_INIT("date_estimated"), TL_COLUMN_OF_ESTIMATE},
    {TL_STR_INIT("sender_name"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("sender"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("from"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("from_name"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("author"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("author_name"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("who"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("user"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("user_name"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("username"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("nickname"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("speaker"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("person"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("name"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("sender_id"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("from_id"), TL_COLUMN_OF_SENDER},
    {TL_STR_INIT("text"), TL_COLUMN_OF_TEXT},
    {TL_STR_INIT("message"), TL_COLUMN_OF_TEXT},
    {TL_STR_INIT("message_text"), TL_COLUMN_OF_TEXT},
    {TL_STR_INIT("body"), TL_COLUMN_OF_TEXT},
    {TL_STR_INIT("content"), TL_COLUMN_OF_TEXT},
    {TL_STR_INIT("contents"), TL_COLUMN_OF_TEXT},
    {TL_STR_INIT("msg"), TL_COLUMN_OF_TEXT},
    {TL_STR_INIT("message_id"), TL_COLUMN_OF_ID},
    {TL_STR_INIT("msg_id"), TL_COLUMN_OF_ID},
    {TL_STR_INIT("id"), TL_COLUMN_OF_ID},
    {TL_STR_INIT("guid"), TL_COLUMN_OF_ID},
    {TL_STR_INIT("uuid"), TL_COLUMN_OF_ID},
    {TL_STR_INIT("reply_to"), TL_COLUMN_OF_REPLY_TO},
    {TL_STR_INIT("reply_to_id"), TL_COLUMN_OF_REPLY_TO},
    {TL_STR_INIT("reply_to_message_id"), TL_COLUMN_OF_REPLY_TO},
    {TL_STR_INIT("in_reply_to"), TL_COLUMN_OF_REPLY_TO},
    {TL_STR_INIT("quoted_message_id"), TL_COLUMN_OF_REPLY_TO},
    {TL_STR_INIT("kind"), TL_COLUMN_OF_KIND},
    {TL_STR_INIT("message_type"), TL_COLUMN_OF_KIND},
    {TL_STR_INIT("type"), TL_COLUMN_OF_KIND},
    {TL_STR_INIT("edited"), TL_COLUMN_OF_EDITED},
    {TL_STR_INIT("is_edited"), TL_COLUMN_OF_EDITED},
    {TL_STR_INIT("edited_at"), TL_COLUMN_OF_EDITED},
    {TL_STR_INIT("edited_date"), TL_COLUMN_OF_EDITED},
    {TL_STR_INIT("reactions"), TL_COLUMN_OF_REACTIONS},
    {TL_STR_INIT("reaction"), TL_COLUMN_OF_REACTIONS},
    {TL_STR_INIT("duration_s"), TL_COLUMN_OF_LENGTH},
    {TL_STR_INIT("duration_seconds"), TL_COLUMN_OF_LENGTH},
    {TL_STR_INIT("duration"), TL_COLUMN_OF_LENGTH},
};

/* Lower case, with one '_' for each run of anything but letters and digits, none at the ends. */
static struct tl_str normalise(struct tl_str s, char out[WORD_MAX])
{
    size_t n = 0;
    bool gap = false;
    for (size_t i = 0; i < s.len; i++) {
        const char c = tl_to_lower(s.ptr[i]);
        if (!tl_is_alpha(c) && !tl_is_digit(c)) {
            gap = n > 0;
            continue;
        }
        if (n + 2 > WORD_MAX)
            return (struct tl_str){out, 0};
        if (gap)
            out[n++] = '_';
        gap = false;
        out[n++] = c;
    }
    return (struct tl_str){out, n};
}

enum tl_table_column tl_table_column_from(struct tl_str heading, uint8_t *rank)
{
    char buffer[WORD_MAX];
    const struct tl_str word = normalise(heading, buffer);
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (headings[i].word.len == word.len && tl_str_equal(headings[i].word, word)) {
            *rank = (uint8_t)i;
            return headings[i].column;
        }
    return TL_TABLE_COLUMNS;
}

bool tl_table_columns_suffice(unsigned mask)
{
    const unsigned time =
        1u << TL_COLUMN_OF_TIME | 1u << TL_COLUMN_OF_CLOCK | 1u << TL_COLUMN_OF_ESTIMATE;
    return (mask & time) != 0 && (mask >> TL_COLUMN_OF_SENDER & 1) != 0 &&
           (mask >> TL_COLUMN_OF_TEXT & 1) != 0;
}

struct tl_table_kind tl_table_kind_from(struct tl_str cell)
{
    /* Beside the words this program writes itself (tl_kind_name). */
    static const struct {
        struct tl_str word;
        enum tl_kind kind;
    } others[] = {
        {TL_STR_INIT("message"), TL_KIND_TEXT},
        {TL_STR_INIT("incoming"), TL_KIND_TEXT},
        {TL_STR_INIT("received"), TL_KIND_TEXT},
        {TL_STR_INIT("chat"), TL_KIND_TEXT},
        {TL_STR_INIT("photo"), TL_KIND_IMAGE},
        {TL_STR_INIT("picture"), TL_KIND_IMAGE},
        {TL_STR_INIT("audio"), TL_KIND_VOICE},
        {TL_STR_INIT("voice_message"), TL_KIND_VOICE},
        {TL_STR_INIT("document"), TL_KIND_FILE},
        {TL_STR_INIT("attachment"), TL_KIND_FILE},
        {TL_STR_INIT("notification"), TL_KIND_SYSTEM},
        {TL_STR_INIT("service"), TL_KIND_SYSTEM},
        {TL_STR_INIT("notice"), TL_KIND_SYSTEM},
        {TL_STR_INIT("event"), TL_KIND_SYSTEM},
    };
    char buffer[WORD_MAX];
    const struct tl_str word = normalise(cell, buffer);
    struct tl_table_kind out = {TL_KIND_TEXT, false, word.len > 0};
    if (word.len == 0)
        return out;
    if (tl_str_equal(word, TL_STR("outgoing")) || tl_str_equal(word, TL_STR("sent"))) {
        out.outgoing = true;
        return out;
    }
    for (enum tl_kind k = 0; k < TL_KIND_COUNT; k++)
        if (tl_str_equal(word, tl_str_from(tl_kind_name(k)))) {
            out.kind = k;
            return out;
        }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (tl_str_equal(word, others[i].word)) {
            out.kind = others[i].kind;
            return out;
        }
    out.known = false;
    return out;
}
