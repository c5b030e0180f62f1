/*
 * signal_text.c: chats of Signal Desktop as the tools signal-export and sigtop write them.
 *
 * Read in the tools' sources (sigexport/models.py and create.py; fmt_text.go and
 * fmt_text_short.go). Three shapes, one file a chat:
 *
 *     signal-export, chat.md       [2024-03-11 15:05:10] Me: text, over any number of lines
 *     sigtop, text                 From: Bo Lind (+4670..)        fields, a blank line, "> " quoted
 *                                  Type: incoming                 lines, a blank line, the text; of
 * an Sent: Mon, 11 Mar 2024 ..      edited one "| " in front of each sigtop, text-short 2024-03-11
 * 15:05 You: [edited, 1 attachment] text
 *
 * The first and the last have the computer's clock without zone, the last in minutes. A text goes
 * on until a line begins the next message in the file's own shape. "You" is called Me, as
 * signal-export does. A quote has no id: what it answers is found by its words, or by sender and
 * minute.
 */
#include "civil.h"
#include "fault.h"
#include "id_map.h"
#include "importers.h"
#include "rows.h"
#include "signal_call.h"
#include "str.h"
#include "text_lines.h"

enum { REACTIONS_MAX = 16, NAME_BYTES = 256 };

enum shape { SHAPE_NONE, SHAPE_MARKDOWN, SHAPE_FIELDS, SHAPE_SHORT };

struct span {
    size_t at, len;
};

struct reader {
    struct tl_rows rows;
    struct tl_id_map ids; /* from the words of a message, or sender and minute, to its row */
    enum shape shape;
    /* the message being read */
    bool open, timed, has_offset, cut, after_blank, in_body;
    struct tl_message message;
    uint64_t line, quoted;
    bool is_reply;
    int version; /* of an edited message's history: 1 is the newest */
    struct tl_buf sender, body, text, words;
    struct tl_buf held; /* a line "From: .." that may be a text's */
    bool holding;
    size_t n_reactions;
    struct {
        struct span name, emoji;
    } reaction[REACTIONS_MAX];
};

static enum tl_status memory_fault(const struct reader *r)
{
    return tl_fault_memory(r->rows.import->err);
}

static struct tl_str view(const struct tl_buf *buf)
{
    return (struct tl_str){buf->ptr, buf->len};
}

static struct tl_str me_or(struct tl_str name)
{
    return tl_str_equal(name, TL_STR("You")) ? TL_STR("Me") : name;
}

static void react(struct reader *r, struct tl_str name, struct tl_str emoji)
{
    if (name.len == 0 || r->n_reactions == REACTIONS_MAX || r->words.len > (1 << 16))
        return;
    r->reaction[r->n_reactions].name = (struct span){r->words.len, name.len};
    tl_buf_put_str(&r->words, name);
    r->reaction[r->n_reactions].emoji = (struct span){r->words.len, emoji.len};
    tl_buf_put_str(&r->words, emoji);
    r->n_reactions++;
}

static void note_media(struct reader *r, enum tl_kind kind)
{
    if (r->message.kind == TL_KIND_TEXT)
        r->message.kind = kind;
}

/* ---- signal-export: what is in a body ---- */

/* "Bo: 👍, Me: ❤" */
static void read_reactions(struct reader *r, struct tl_str list)
{
    for (size_t at = 0; at < list.len;) {
        size_t end = tl_str_find(list, TL_STR(", "), at);
        end = end == SIZE_MAX ? list.len : end;
        const struct tl_str one = tl_str_slice(list, at, end);
        size_t colon = one.len;
        while (colon > 0 && one.ptr[colon - 1] != ':')
            colon--;
        if (colon > 1)
            react(r, tl_str_slice(one, 0, colon - 1),
                  tl_str_trim(tl_str_slice(one, colon, one.len)));
        at = end + 2;
    }
}

/* "![name](./media/name)" taken out of a line; what is left goes to the text. */
static void take_attachments(struct reader *r, struct tl_str line)
{
    size_t from = 0, at = 0;
    for (;;) {
        const size_t open = tl_str_find(line, TL_STR("["), at);
        const size_t middle = open == SIZE_MAX ? open : tl_str_find(line, TL_STR("](./"), open);
        const size_t sticker =
            open == SIZE_MAX ? open : tl_str_find(line, TL_STR("](../exported_stickers/"), open);
        const size_t path = middle < sticker ? middle : sticker;
        const size_t end = path == SIZE_MAX ? path : tl_str_find(line, TL_STR(")"), path);
        if (end == SIZE_MAX)
            break;
        note_media(r, path == sticker ? TL_KIND_STICKER
                                      : tl_kind_of_file(tl_str_slice(line, path + 2, end)));
        const bool bang = open > 0 && line.ptr[open - 1] == '!';
        tl_buf_put_str(&r->text, tl_str_trim(tl_str_slice(line, from, open - bang)));
        from = at = end + 1;
    }
    tl_buf_put_str(&r->text, tl_str_slice(line, from, line.len));
    tl_buf_putc(&r->text, '\n');
}

static void read_markdown(struct reader *r)
{
    const struct tl_str body = tl_str_trim(view(&r->body));
    struct tl_str line;
    size_t at = 0;
    uint64_t quote = 0;
    if (tl_str_equal(body, TL_STR("(This message was deleted)"))) {
        r->message.kind = TL_KIND_DELETED;
        return;
    }
    if (tl_signal_call(body, &r->message))
        return;
    /* Quoted lines in front, "> ". */
    for (size_t next = 0; tl_text_head_line(body, &next, &line); at = next) {
        const struct tl_str words = tl_str_trim(line);
        if (words.len > 0 && words.ptr[0] != '>')
            break;
        if (words.len > 0) {
            quote = quote * 31 + tl_str_hash(tl_str_trim(tl_str_slice(words, 1, words.len)));
            r->is_reply = true;
        }
    }
    r->quoted = quote;
    if (!r->is_reply)
        at = 0;
    while (tl_text_head_line(body, &at, &line)) {
        const struct tl_str words = tl_str_trim(line);
        if (tl_str_starts(words, TL_STR("(- ")) && tl_str_ends(words, TL_STR(" -)"))) {
            read_reactions(r, tl_str_slice(words, 3, words.len - 3));
        } else if (tl_str_starts(words, TL_STR("(( ")) && tl_str_ends(words, TL_STR(" ))"))) {
            note_media(r, TL_KIND_STICKER);
            tl_buf_put_str(&r->text, tl_str_slice(words, 3, words.len - 3));
        } else {
            take_attachments(r, line);
        }
    }
}

/* The words of a message as a quote of it would have them. */
static uint64_t words_key(struct tl_str text)
{
    struct tl_str line;
    uint64_t key = 0;
    for (size_t at = 0; tl_text_head_line(text, &at, &line);)
        if (tl_str_trim(line).len > 0)
            key = key * 31 + tl_str_hash(tl_str_trim(line));
    return key;
}

/* ---- a message ends ---- */

static enum tl_status push_reactions(struct reader *r, uint32_t row)
{
    const struct tl_str words = view(&r->words);
    for (size_t i = 0; i < r->n_reactions; i++) {
        const struct span name = r->reaction[i].name, emoji = r->reaction[i].emoji;
        struct tl_message m = r->message;
        m.kind = TL_KIND_REACTION;
        m.flags = 0;
        m.duration_s = -1;
        m.resolution = TL_RES_DAY; /* when it was given is not known */
        m.text = tl_str_slice(words, emoji.at, emoji.at + emoji.len);
        m.reply_to = row;
        enum tl_status status = tl_rows_person(
            &r->rows, me_or(tl_str_slice(words, name.at, name.at + name.len)), &m.sender);
        if (status == TL_OK)
            status = tl_rows_push(&r->rows, &m, NULL);
        if (status != TL_OK)
            return status;
    }
    return TL_OK;
}

static uint64_t minute_key(struct tl_str name, int64_t minute)
{
    return tl_str_hash(name) * 31 + (uint64_t)minute;
}

static enum tl_status end_message(struct reader *r)
{
    if (!r->open)
        return TL_OK;
    r->open = false;
    r->rows.conv->files[r->rows.file].lines++;
    struct tl_message *m = &r->message;
    tl_buf_clear(&r->text);
    if (r->shape == SHAPE_MARKDOWN)
        read_markdown(r);
    else
        tl_buf_put_str(&r->text, view(&r->body));
    if (r->text.failed || r->body.failed || r->sender.failed || r->words.failed)
        return memory_fault(r);
    const struct tl_str sender = me_or(tl_str_trim(view(&r->sender)));
    const bool nobody = sender.len == 0 || tl_str_equal(sender, TL_STR("No-Sender"));
    m->text = tl_str_trim(view(&r->text));
    if (r->cut)
        m->flags |= TL_FLAG_CUT;
    if (nobody)
        m->kind = TL_KIND_SYSTEM;
    if (!r->timed)
        return tl_rows_skip(&r->rows, "message-timeless",
                            "A message has no readable date and was skipped.", r->line);
    if (m->kind == TL_KIND_TEXT && m->text.len == 0)
        m->kind = TL_KIND_MEDIA;
    else if (m->kind >= TL_KIND_MEDIA && m->kind <= TL_KIND_POLL && m->kind != TL_KIND_STICKER &&
             m->text.len > 0)
        m->flags |= TL_FLAG_CAPTION;
    if (r->is_reply)
        m->reply_to = tl_id_map_find(&r->ids, r->quoted);
    enum tl_status status = TL_OK;
    uint32_t row;
    if (!nobody)
        status = tl_rows_person(&r->rows, sender, &m->sender);
    if (status == TL_OK)
        status = tl_rows_push(&r->rows, m, &row);
    if (status != TL_OK || m->kind == TL_KIND_SYSTEM)
        return status;
    const uint64_t key = r->shape == SHAPE_MARKDOWN
                             ? words_key(m->text)
                             : minute_key(sender, tl_floor_div(m->time_ms, TL_MS_PER_MINUTE));
    if (key != 0 && !tl_id_map_put(&r->ids, key, row))
        return memory_fault(r);
    return push_reactions(r, row);
}

static void begin_message(struct reader *r, struct tl_str sender, uint64_t line)
{
    tl_buf_clear(&r->sender);
    tl_buf_clear(&r->body);
    tl_buf_clear(&r->words);
    tl_buf_put_str(&r->sender, sender);
    r->message = tl_rows_message(&r->rows);
    r->open = true;
    r->line = line;
    r->timed = r->cut = r->is_reply = r->in_body = false;
    r->n_reactions = 0;
    r->version = 0;
}

static void take_body(struct reader *r, struct tl_str line)
{
    if (!r->open)
        return;
    if (r->body.len + line.len > r->rows.import->ctx->limits.text_bytes) {
        r->cut = true;
        return;
    }
    tl_buf_put_str(&r->body, line);
    tl_buf_putc(&r->body, '\n');
}

/* ---- lines with date and sender: signal-export and sigtop's short shape ---- */

/* "2024-03-11 15:05" or with seconds, *at behind it. */
static bool read_stamp(struct tl_str s, size_t *at, int64_t *ms, bool *seconds)
{
    int32_t year, month, day, hour, minute, second;
    size_t p = *at;
    if (!tl_scan_number(s, &p, 4, 4, &year) || !tl_scan_literal(s, &p, TL_STR("-")) ||
        !tl_scan_number(s, &p, 2, 2, &month) || !tl_scan_literal(s, &p, TL_STR("-")) ||
        !tl_scan_number(s, &p, 2, 2, &day))
        return false;
    tl_scan_literal(s, &p, TL_STR(",")); /* signal-export before 1.0 */
    if (!tl_scan_literal(s, &p, TL_STR(" ")) || !tl_scan_clock(s, &p, &hour, &minute, &second) ||
        !tl_wall_ms(year, month, day, hour, minute, second, ms))
        return false;
    *seconds = second >= 0;
    *at = p;
    return true;
}

/* Whether the line begins a message of the shape: its time, sender and where the text begins. */
static bool read_header(struct tl_str line, enum shape shape, int64_t *ms, bool *seconds,
                        struct tl_str *sender, size_t *text)
{
    size_t at = 0;
    if (shape == SHAPE_MARKDOWN && !tl_scan_literal(line, &at, TL_STR("[")))
        return false;
    if (!read_stamp(line, &at, ms, seconds))
        return false;
    if (shape == SHAPE_MARKDOWN && !tl_scan_literal(line, &at, TL_STR("]")))
        return false;
    if (!tl_scan_literal(line, &at, TL_STR(" ")) || (shape == SHAPE_SHORT && *seconds))
        return false;
    size_t colon = tl_str_find(tl_str_slice(line, at, at + NAME_BYTES), TL_STR(": "), 0);
    if (colon == SIZE_MAX && line.len > at && line.len - at <= NAME_BYTES &&
        line.ptr[line.len - 1] == ':')
        colon = line.len - 1 - at;
    if (colon == SIZE_MAX || colon == 0 || line.ptr[at] == '-')
        return false;
    *sender = tl_str_slice(line, at, at + colon);
    *text = at + colon + 1;
    return true;
}

/* "reply to Bo on 2024-03-10 12:00", "edited", "2 attachments" in "[..]"; *at behind it. */
static void read_details(struct reader *r, struct tl_str line, size_t *at)
{
    const size_t end = tl_str_find(line, TL_STR("]"), *at);
    if (!tl_str_starts(tl_str_slice(line, *at, line.len), TL_STR(" [")) || end == SIZE_MAX)
        return;
    const struct tl_str details = tl_str_slice(line, *at + 2, end);
    const size_t on = tl_str_find(details, TL_STR(" on "), 0);
    bool known = false, seconds;
    int64_t ms;
    size_t stamp = on + 4;
    if (tl_str_ends(details, TL_STR(" message"))) {
        r->message.kind = TL_KIND_SYSTEM;
        *at = end + 1;
        take_body(r, tl_str_slice(details, 0, details.len - 8));
        return;
    }
    if (tl_str_starts(details, TL_STR("reply to ")) && on != SIZE_MAX) {
        known = true;
        if (read_stamp(details, &stamp, &ms, &seconds)) {
            struct tl_message quoted = tl_rows_message(&r->rows);
            tl_rows_set_wall(&r->rows, &quoted, ms);
            r->is_reply = true;
            r->quoted = minute_key(me_or(tl_str_slice(details, 9, on)),
                                   tl_floor_div(quoted.time_ms, TL_MS_PER_MINUTE));
        }
    }
    if (tl_str_ends(details, TL_STR("edited")) ||
        tl_str_find(details, TL_STR("edited, "), 0) != SIZE_MAX) {
        r->message.flags |= TL_FLAG_EDITED;
        known = true;
    }
    if (tl_str_ends(details, TL_STR(" attachment")) ||
        tl_str_ends(details, TL_STR(" attachments"))) {
        r->message.kind = TL_KIND_MEDIA;
        known = true;
    }
    if (known)
        *at = end + 1;
}

static enum tl_status take_stamped(struct reader *r, const struct tl_line *line)
{
    int64_t ms;
    bool seconds;
    struct tl_str sender;
    size_t at;
    if (!read_header(line->text, r->shape, &ms, &seconds, &sender, &at)) {
        take_body(r, line->text);
        return TL_OK;
    }
    const enum tl_status status = end_message(r);
    if (status != TL_OK)
        return status;
    begin_message(r, sender, line->number);
    if (r->shape == SHAPE_SHORT)
        read_details(r, line->text, &at);
    r->timed = true;
    r->message.resolution = seconds ? TL_RES_SECOND : TL_RES_MINUTE;
    tl_rows_set_wall(&r->rows, &r->message, ms);
    take_body(r, tl_str_slice(line->text, at, line->text.len));
    return TL_OK;
}

/* ---- sigtop's fields ---- */

/* "Mon, 11 Mar 2024 15:05:10 +0100" */
static bool read_mail_date(struct tl_str s, int64_t *utc_ms, int16_t *offset)
{
    int32_t day, year, hour, minute, second, zone_hour, zone_minute;
    size_t at = 5;
    if (s.len < 5 || s.ptr[3] != ',' || !tl_scan_number(s, &at, 1, 2, &day))
        return false;
    const int32_t month = tl_month_from(tl_str_slice(s, at + 1, at + 4));
    at += 5;
    if (month == 0 || !tl_scan_number(s, &at, 4, 4, &year) ||
        !tl_scan_literal(s, &at, TL_STR(" ")) || !tl_scan_clock(s, &at, &hour, &minute, &second) ||
        !tl_wall_ms(year, month, day, hour, minute, second, utc_ms))
        return false;
    const bool west = tl_scan_literal(s, &at, TL_STR(" -"));
    if ((!west && !tl_scan_literal(s, &at, TL_STR(" +"))) ||
        !tl_scan_number(s, &at, 2, 2, &zone_hour) || !tl_scan_number(s, &at, 2, 2, &zone_minute) ||
        zone_hour > 14 || zone_minute > 59)
        return false;
    *offset = (int16_t)((zone_hour * 60 + zone_minute) * (west ? -1 : 1));
    *utc_ms -= *offset * TL_MS_PER_MINUTE;
    return true;
}

/* A number or an id in brackets behind the name is not part of it. */
static struct tl_str bare_name(struct tl_str s)
{
    size_t open = s.len;
    if (!tl_str_ends(s, TL_STR(")")))
        return s;
    while (open > 0 && s.ptr[open - 1] != '(')
        open--;
    return open > 2 && s.ptr[open - 2] == ' ' ? tl_str_slice(s, 0, open - 2) : s;
}

static bool field(struct tl_str line, struct tl_str name, struct tl_str *value)
{
    if (!tl_str_starts(line, name))
        return false;
    *value = tl_str_slice(line, name.len, line.len);
    return true;
}

static void take_field(struct reader *r, struct tl_str line)
{
    struct tl_str value;
    int64_t ms;
    int16_t offset;
    if (field(line, TL_STR("Sent: "), &value) ||
        (!r->timed && field(line, TL_STR("Received: "), &value))) {
        if (read_mail_date(value, &ms, &offset)) {
            r->timed = true;
            r->message.resolution = TL_RES_SECOND;
            tl_rows_set_offset(&r->rows, &r->message, ms, offset);
        }
    } else if (field(line, TL_STR("Attachment: "), &value)) {
        const size_t open = tl_str_find(value, TL_STR(" ("), 0);
        const enum tl_kind kind = tl_kind_of_file(tl_str_slice(value, 0, open));
        const bool sound = tl_str_find(value, TL_STR("(audio/"), 0) != SIZE_MAX;
        const bool image = tl_str_find(value, TL_STR("(image/"), 0) != SIZE_MAX;
        const bool video = tl_str_find(value, TL_STR("(video/"), 0) != SIZE_MAX;
        note_media(r, kind != TL_KIND_FILE ? kind
                      : sound              ? TL_KIND_VOICE
                      : image              ? TL_KIND_IMAGE
                      : video              ? TL_KIND_VIDEO
                                           : TL_KIND_FILE);
    } else if (field(line, TL_STR("Reaction: "), &value)) {
        const size_t from = tl_str_find(value, TL_STR(" from "), 0);
        if (from != SIZE_MAX)
            react(r, tl_str_slice(value, from + 6, value.len), tl_str_slice(value, 0, from));
    } else if (tl_str_starts(line, TL_STR("Edited: "))) {
        r->message.flags |= TL_FLAG_EDITED;
    }
}

/* A line behind the fields. Of an edited message the first version given is the newest. */
static void take_quoted_or_body(struct reader *r, struct tl_str line)
{
    struct tl_str value;
    int64_t ms;
    int16_t offset;
    if ((r->message.flags & TL_FLAG_EDITED) != 0) {
        if (!tl_str_starts(line, TL_STR("|")))
            return;
        r->version += tl_str_starts(line, TL_STR("| Version: "));
        if (r->version != 1)
            return;
        line = tl_str_slice(line, line.len > 1 ? 2 : 1, line.len);
        if (!r->in_body) { /* fields up to the first bare bar */
            r->in_body = line.len == 0;
            return;
        }
    }
    if (r->body.len == 0 && tl_str_starts(line, TL_STR(">"))) {
        line = tl_str_slice(line, 1, line.len);
        if (field(line, TL_STR(" From: "), &value)) {
            r->quoted = tl_str_hash(me_or(bare_name(value)));
        } else if (field(line, TL_STR(" Sent: "), &value) && read_mail_date(value, &ms, &offset)) {
            r->is_reply = true;
            r->quoted = r->quoted * 31 + (uint64_t)tl_floor_div(ms, TL_MS_PER_MINUTE);
        }
        return;
    }
    if (line.len > 0 || r->body.len > 0)
        take_body(r, line);
}

/* The line "From: .." was a text's after all. */
static void release_held(struct reader *r)
{
    if (r->holding)
        take_quoted_or_body(r, view(&r->held));
    r->holding = false;
}

static bool is_message_type(struct tl_str type)
{
    if (type.len == 0 || type.len > 40)
        return false;
    for (size_t i = 0; i < type.len; i++)
        if ((type.ptr[i] < 'a' || type.ptr[i] > 'z') && type.ptr[i] != '-' &&
            !tl_is_digit(type.ptr[i]))
            return false;
    return true;
}

static enum tl_status take_fields(struct reader *r, const struct tl_line *line)
{
    const struct tl_str text = line->text;
    struct tl_str value;
    const bool after_blank = r->after_blank || r->holding;
    r->after_blank = text.len == 0;
    if (after_blank && field(text, TL_STR("Type: "), &value) && is_message_type(value)) {
        const enum tl_status status = end_message(r);
        if (status != TL_OK)
            return status;
        const struct tl_str sender =
            r->holding ? tl_str_slice(view(&r->held), 6, r->held.len) : (struct tl_str){"", 0};
        begin_message(r, bare_name(sender), line->number);
        r->holding = false;
        if (!tl_str_equal(value, TL_STR("incoming")) && !tl_str_equal(value, TL_STR("outgoing"))) {
            r->message.kind = TL_KIND_SYSTEM;
            take_body(r, value);
        }
        r->version = -1; /* among the fields */
        return TL_OK;
    }
    release_held(r);
    if (after_blank && tl_str_starts(text, TL_STR("From: "))) {
        tl_buf_clear(&r->held);
        tl_buf_put_str(&r->held, text);
        r->holding = !r->held.failed;
        return r->held.failed ? memory_fault(r) : TL_OK;
    }
    if (!r->open)
        return TL_OK;
    if (r->version < 0) {
        r->version = text.len == 0 ? 0 : -1;
        take_field(r, text);
    } else {
        take_quoted_or_body(r, text);
    }
    return TL_OK;
}

/* ---- the file ---- */

static enum shape shape_of(struct tl_str line)
{
    int64_t ms;
    bool seconds;
    struct tl_str sender;
    size_t at;
    if (read_header(line, SHAPE_MARKDOWN, &ms, &seconds, &sender, &at))
        return SHAPE_MARKDOWN;
    if (read_header(line, SHAPE_SHORT, &ms, &seconds, &sender, &at))
        return SHAPE_SHORT;
    return tl_str_starts(line, TL_STR("Conversation: ")) ? SHAPE_FIELDS : SHAPE_NONE;
}

static enum tl_status take(void *user, const struct tl_line *line)
{
    struct reader *r = user;
    if (r->shape == SHAPE_NONE)
        r->shape = shape_of(line->text);
    switch (r->shape) {
    case SHAPE_NONE:
        break;
    case SHAPE_FIELDS:
        return take_fields(r, line);
    case SHAPE_MARKDOWN:
    case SHAPE_SHORT:
        return take_stamped(r, line);
    }
    return TL_OK;
}

static unsigned abilities(enum shape shape)
{
    const unsigned all = TL_CAN_REPLIES | TL_CAN_TIMING | TL_CAN_BOTH_SIDES | TL_CAN_MEDIA_KIND;
    return shape == SHAPE_MARKDOWN ? all | TL_CAN_REACTIONS | TL_CAN_DELETIONS | TL_CAN_CALLS
           : shape == SHAPE_FIELDS ? all | TL_CAN_REACTIONS | TL_CAN_EDITS
                                   : (all | TL_CAN_EDITS) & ~(unsigned)TL_CAN_MEDIA_KIND;
}

static enum tl_status read_chat(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    tl_id_map_init(&r->ids, import->ctx);
    tl_buf_init(&r->sender, import->ctx);
    tl_buf_init(&r->body, import->ctx);
    tl_buf_init(&r->text, import->ctx);
    tl_buf_init(&r->words, import->ctx);
    tl_buf_init(&r->held, import->ctx);
    enum tl_status status = tl_rows_init(&r->rows, import, tl_importer_signal_text.name);
    if (status == TL_OK)
        status = tl_text_lines(&r->rows, take, r);
    release_held(r);
    if (status == TL_OK)
        status = end_message(r);
    if (status == TL_OK && import->conv->n_messages == r->rows.first_row)
        status = tl_rows_fail(&r->rows, TL_CODE_FORMAT, 1,
                              "No message begins as signal-export or sigtop write them, such as "
                              "\"[2024-03-11 15:05:10] Name: ...\"; export the chat again.");
    if (status == TL_OK)
        status = tl_rows_finish(&r->rows, abilities(r->shape));
    tl_id_map_release(&r->ids);
    tl_buf_release(&r->sender);
    tl_buf_release(&r->body);
    tl_buf_release(&r->text);
    tl_buf_release(&r->words);
    tl_buf_release(&r->held);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

/* signal-export ends bodies with two blanks and calls its file chat.md: otherwise its lines could
   also be those of an iPhone's WhatsApp. */
static unsigned probe(const struct tl_probe *p)
{
    struct tl_str line;
    unsigned stamped = 0, blanks = 0, types = 0, dashes = 0;
    enum shape shape = SHAPE_NONE;
    for (size_t at = 0; tl_text_head_line(p->head, &at, &line) && stamped < 16 && types < 4;) {
        if (shape == SHAPE_NONE)
            shape = shape_of(line);
        stamped += shape != SHAPE_NONE && shape_of(line) == shape;
        dashes += tl_str_find(tl_str_slice(line, 0, tl_str_find(line, TL_STR(": "), 0)),
                              TL_STR(" - "), 0) != SIZE_MAX;
        blanks += tl_str_ends(line, TL_STR("  "));
        types += tl_str_starts(line, TL_STR("Type: "));
    }
    if (stamped == 0)
        return 0;
    if (shape == SHAPE_FIELDS)
        return types > 0 ? 40 : 0;
    if (shape == SHAPE_MARKDOWN)
        return tl_str_ends(p->path, TL_STR(".md")) || 2 * blanks >= stamped ? 68 : 0;
    /* "2024-03-11, 3:05 p.m. - Bo: text" is WhatsApp's. */
    return dashes >= stamped ? 0 : 4 + 4 * stamped;
}

const struct tl_importer tl_importer_signal_text = {
    .name = "signal-text",
    .title = "Signal Desktop, text of signal-export (chat.md) or sigtop (text, text-short)",
    .export_how = "Run signal-export, or sigtop export-messages -f text, on the computer Signal "
                  "Desktop is on, and give the file of the one person.",
    .cannot_hold = "When a reaction was given; signal-export's has no zone and no edits, sigtop's "
                   "no calls, its short form no seconds and no reactions.",
    .can = TL_CAN_SECONDS | TL_CAN_ZONE | TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS |
           TL_CAN_DELETIONS | TL_CAN_CALLS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_chat,
};
