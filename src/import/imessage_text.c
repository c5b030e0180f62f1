/*
 * imessage_text.c: a chat written as text by imessage-exporter.
 *
 * Written by imessage-exporter (`-f txt`), versions 0.1 to 2; read in its txt.rs. One file a chat,
 * one block a message, ended by a blank line:
 *
 *     Mar 11, 2024  3:05:10 PM (Read by them after 2 minutes, 3 seconds)
 *     Me
 *     text, over any number of lines
 *     Tapbacks:
 *         Loved by Ana Cruz
 *         Mar 11, 2024  3:06:00 PM        a reply, indented, and again at its own place
 *
 * The clock is that of the computer, without zone. Marks of the exporter in the text (edits,
 * effects, attachments) become flags and kinds. A reply's indented copy is left out but tells what
 * the message at its own place answers.
 */
#include "civil.h"
#include "fault.h"
#include "id_map.h"
#include "importers.h"
#include "rows.h"
#include "str.h"
#include "text_lines.h"

enum { REACTIONS_MAX = 16 };

enum state { STATE_BEFORE, STATE_SENDER, STATE_BODY, STATE_REPLY_SENDER, STATE_REPLY };

struct reaction {
    const char *emoji; /* static, or NULL: `custom` */
    struct tl_str custom, name;
};

struct reader {
    struct tl_rows rows;
    struct tl_id_map ids; /* from time and sender of a reply to the row it answers */
    enum state state;
    /* the block being read */
    int64_t wall_ms, reply_ms;
    uint64_t line;
    struct tl_buf sender, body, text;
    bool cut, deleted, edited, is_reply, media_seen;
    enum tl_kind kind;
    size_t n_reactions;
    struct reaction reaction[REACTIONS_MAX];
};

/* "Mar 11, 2024  3:05:10 PM", with `indent` blanks in front; *at becomes what follows it. */
static bool read_date(struct tl_str line, size_t indent, size_t *at, int64_t *ms)
{
    int32_t day, year, hour, minute, second;
    size_t p = 0;
    while (p < line.len && line.ptr[p] == ' ')
        p++;
    if (p != indent)
        return false;
    const int32_t month = tl_month_from(tl_str_slice(line, p, p + 3));
    p += 3;
    if (month == 0 || !tl_scan_literal(line, &p, TL_STR(" ")) ||
        !tl_scan_number(line, &p, 1, 2, &day) || !tl_scan_literal(line, &p, TL_STR(", ")) ||
        !tl_scan_number(line, &p, 4, 4, &year) || !tl_scan_literal(line, &p, TL_STR(" ")))
        return false;
    while (tl_scan_literal(line, &p, TL_STR(" "))) {
    }
    if (!tl_scan_clock(line, &p, &hour, &minute, &second) || second < 0 || hour < 1 || hour > 12)
        return false;
    const bool pm = tl_scan_literal(line, &p, TL_STR(" PM"));
    if (!pm && !tl_scan_literal(line, &p, TL_STR(" AM")))
        return false;
    *at = p;
    return tl_wall_ms(year, month, day, hour % 12 + (pm ? 12 : 0), minute, second, ms);
}

static uint64_t reply_key(int64_t ms, struct tl_str sender)
{
    return tl_str_hash(sender) * 31 + (uint64_t)ms;
}

/* ---- what the exporter writes into the text ---- */

static bool is_effect(struct tl_str line)
{
    static const struct tl_str effects[] = {
        TL_STR_INIT("Confetti"),      TL_STR_INIT("Echo"),          TL_STR_INIT("Fireworks"),
        TL_STR_INIT("Balloons"),      TL_STR_INIT("Heart"),         TL_STR_INIT("Lasers"),
        TL_STR_INIT("Shooting Star"), TL_STR_INIT("Sparkles"),      TL_STR_INIT("Shooting Start"),
        TL_STR_INIT("Spotlight"),     TL_STR_INIT("Slam"),          TL_STR_INIT("Loud"),
        TL_STR_INIT("Gentle"),        TL_STR_INIT("Invisible Ink"),
    };
    if (!tl_str_starts(line, TL_STR("Sent with ")))
        return false;
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++)
        if (tl_str_equal(tl_str_slice(line, 10, line.len), effects[i]))
            return true;
    return false;
}

static bool is_path(struct tl_str line)
{
    return tl_str_starts(line, TL_STR("/Users/")) ||
           tl_str_starts(line, TL_STR("~/Library/Messages/")) ||
           tl_str_starts(line, TL_STR("~/Library/SMS/")) ||
           tl_str_starts(line, TL_STR("attachments/")) ||
           tl_str_starts(line, TL_STR("/var/mobile/")) ||
           tl_str_equal(line, TL_STR("Attachment missing!"));
}

/* "Loved by Ana", "🥐 by Ana", "Sticker from Ana: path". */
static bool take_reaction(struct reader *r, struct tl_str line)
{
    static const struct {
        struct tl_str word;
        const char *emoji;
    } kinds[] = {
        {TL_STR_INIT("Loved"), "❤️"},      {TL_STR_INIT("Liked"), "👍"},
        {TL_STR_INIT("Disliked"), "👎"},        {TL_STR_INIT("Laughed"), "😂"},
        {TL_STR_INIT("Emphasized"), "‼️"}, {TL_STR_INIT("Questioned"), "❓"},
    };
    struct reaction reaction = {.emoji = ""};
    line = tl_str_trim(line);
    if (tl_str_starts(line, TL_STR("Sticker from "))) {
        const size_t end = tl_str_find(line, TL_STR(": "), 13);
        reaction.name = tl_str_slice(line, 13, end);
    } else {
        const size_t by = tl_str_find(line, TL_STR(" by "), 0);
        if (by == SIZE_MAX || by > 40)
            return false;
        reaction.emoji = NULL;
        reaction.custom = tl_str_slice(line, 0, by);
        reaction.name = tl_str_slice(line, by + 4, line.len);
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (tl_str_equal(kinds[i].word, reaction.custom))
                reaction.emoji = kinds[i].emoji;
    }
    if (reaction.name.len > 0 && r->n_reactions < REACTIONS_MAX)
        r->reaction[r->n_reactions++] = reaction;
    return reaction.name.len > 0;
}

static void take_text(struct reader *r, struct tl_str line)
{
    const struct tl_str trimmed = tl_str_trim(line);
    const size_t later = tl_str_find(trimmed, TL_STR(" later: "), 0);
    if (is_effect(trimmed))
        return;
    if (tl_str_equal(trimmed, TL_STR("This message responded to an earlier message."))) {
        r->is_reply = true;
    } else if (tl_str_equal(trimmed, TL_STR("This message was deleted from the conversation!")) ||
               tl_str_find(trimmed, TL_STR(" unsent this message part "), 0) != SIZE_MAX ||
               tl_str_find(trimmed, TL_STR(" unsent a message"), 0) != SIZE_MAX) {
        r->deleted = true;
    } else if (tl_str_starts(trimmed, TL_STR("Edited ")) && later != SIZE_MAX && later < 64) {
        /* What was there before is replaced. */
        r->edited = true;
        tl_buf_clear(&r->text);
        tl_buf_put_str(&r->text, tl_str_slice(trimmed, later + 8, trimmed.len));
        tl_buf_putc(&r->text, '\n');
    } else if (is_path(trimmed)) {
        if (!r->media_seen)
            r->kind = tl_str_starts(trimmed, TL_STR("Attachment ")) ? TL_KIND_MEDIA
                                                                    : tl_kind_of_file(trimmed);
        r->media_seen = true;
    } else {
        tl_buf_put_str(&r->text, line);
        tl_buf_putc(&r->text, '\n');
    }
}

static void read_body(struct reader *r)
{
    const struct tl_str body = {r->body.ptr, r->body.len};
    struct tl_str line;
    bool reactions = false;
    tl_buf_clear(&r->text);
    r->deleted = r->edited = r->is_reply = r->media_seen = false;
    r->kind = TL_KIND_TEXT;
    r->n_reactions = 0;
    for (size_t at = 0; tl_text_head_line(body, &at, &line);) {
        const struct tl_str trimmed = tl_str_trim(line);
        if (tl_str_equal(trimmed, TL_STR("Tapbacks:")) ||
            tl_str_equal(trimmed, TL_STR("Reactions:")))
            reactions = true;
        else if (!reactions || !take_reaction(r, line)) {
            reactions = reactions && trimmed.len == 0;
            take_text(r, line);
        }
    }
}

/* ---- blocks ---- */

static enum tl_status push_reactions(struct reader *r, const struct tl_message *to, uint32_t row)
{
    for (size_t i = 0; i < r->n_reactions; i++) {
        const struct reaction *reaction = &r->reaction[i];
        struct tl_message m = *to;
        m.kind = TL_KIND_REACTION;
        m.flags = 0;
        m.resolution = TL_RES_DAY; /* when it was given is not known */
        m.text = reaction->emoji != NULL ? tl_str_from(reaction->emoji) : reaction->custom;
        m.reply_to = row;
        enum tl_status status = tl_rows_person(&r->rows, reaction->name, &m.sender);
        if (status == TL_OK)
            status = tl_rows_push(&r->rows, &m, NULL);
        if (status != TL_OK)
            return status;
    }
    return TL_OK;
}

static enum tl_status end_block(struct reader *r)
{
    const enum state state = r->state;
    r->state = STATE_BEFORE;
    if (state == STATE_BEFORE)
        return TL_OK;
    r->rows.conv->files[r->rows.file].lines++;
    if (r->body.failed || r->sender.failed)
        return tl_fault_memory(r->rows.import->err);
    const struct tl_str sender = {r->sender.ptr, r->sender.len};
    if (sender.len == 0)
        return tl_rows_skip(&r->rows, "message-senderless",
                            "A message names no sender and was skipped.", r->line);
    read_body(r);
    if (r->text.failed)
        return tl_fault_memory(r->rows.import->err);
    struct tl_message m = tl_rows_message(&r->rows);
    uint32_t row;
    m.resolution = TL_RES_SECOND;
    m.kind = r->kind;
    m.text = tl_str_trim((struct tl_str){r->text.ptr, r->text.len});
    m.flags = (uint16_t)((r->edited ? TL_FLAG_EDITED : 0) | (r->cut ? TL_FLAG_CUT : 0) |
                         (r->media_seen && m.text.len > 0 ? TL_FLAG_CAPTION : 0));
    if (m.text.len == 0 && !r->media_seen)
        m.kind = r->deleted ? TL_KIND_DELETED : TL_KIND_MEDIA;
    if (r->is_reply)
        m.reply_to = tl_id_map_find(&r->ids, reply_key(r->wall_ms, sender));
    tl_rows_set_wall(&r->rows, &m, r->wall_ms);
    enum tl_status status = tl_rows_person(&r->rows, sender, &m.sender);
    if (status == TL_OK)
        status = tl_rows_push(&r->rows, &m, &row);
    return status == TL_OK ? push_reactions(r, &m, row) : status;
}

/* A date line with more than a note in brackets behind it is an announcement. */
static enum tl_status begin_block(struct reader *r, struct tl_str rest, uint64_t line)
{
    rest = tl_str_trim(rest);
    if (rest.len > 0 && rest.ptr[0] != '(') {
        struct tl_message m = tl_rows_message(&r->rows);
        m.kind = TL_KIND_SYSTEM;
        m.resolution = TL_RES_SECOND;
        m.text = rest;
        tl_rows_set_wall(&r->rows, &m, r->wall_ms);
        r->rows.conv->files[r->rows.file].lines++;
        return tl_rows_push(&r->rows, &m, NULL);
    }
    tl_buf_clear(&r->sender);
    tl_buf_clear(&r->body);
    r->line = line;
    r->cut = false;
    r->state = STATE_SENDER;
    return TL_OK;
}

static enum tl_status take(void *user, const struct tl_line *line)
{
    struct reader *r = user;
    const struct tl_str text = line->text;
    const struct tl_str trimmed = tl_str_trim(text);
    size_t behind;
    int64_t ms;
    if (read_date(text, 0, &behind, &ms)) {
        const enum tl_status status = end_block(r);
        r->wall_ms = ms;
        return status == TL_OK ? begin_block(r, tl_str_slice(text, behind, text.len), line->number)
                               : status;
    }
    switch (r->state) {
    case STATE_BEFORE:
        break;
    case STATE_SENDER:
        tl_buf_put_str(&r->sender, tl_str_slice(trimmed, 0, 1024));
        r->state = STATE_BODY;
        break;
    case STATE_REPLY_SENDER:
        /* The message this block is about to become is the one answered. */
        r->state = STATE_REPLY;
        if (!tl_id_map_put(&r->ids, reply_key(r->reply_ms, trimmed),
                           (uint32_t)r->rows.conv->n_messages))
            return tl_fault_memory(r->rows.import->err);
        break;
    case STATE_REPLY:
    case STATE_BODY:
        if (read_date(text, 4, &behind, &r->reply_ms)) {
            r->state = STATE_REPLY_SENDER;
        } else if (r->state == STATE_REPLY) {
            r->state = trimmed.len == 0 ? STATE_BODY : STATE_REPLY;
        } else if (r->body.len + text.len > r->rows.import->ctx->limits.text_bytes) {
            r->cut = true;
        } else {
            tl_buf_put_str(&r->body, text);
            tl_buf_putc(&r->body, '\n');
        }
        break;
    }
    return TL_OK;
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
    enum tl_status status = tl_rows_init(&r->rows, import, tl_importer_imessage_text.name);
    if (status == TL_OK)
        status = tl_text_lines(&r->rows, take, r);
    if (status == TL_OK)
        status = end_block(r);
    if (status == TL_OK && import->conv->n_messages == r->rows.first_row)
        status = tl_rows_fail(&r->rows, TL_CODE_FORMAT, 1,
                              "No message begins with a date such as \"Mar 11, 2024  3:05:10 PM\" "
                              "and a name below it; export the chat again with imessage-exporter.");
    if (status == TL_OK) {
        import->conv->files[r->rows.file].clock = "12-hour";
        status = tl_rows_finish(&r->rows, TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS |
                                              TL_CAN_DELETIONS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING |
                                              TL_CAN_BOTH_SIDES);
    }
    tl_id_map_release(&r->ids);
    tl_buf_release(&r->sender);
    tl_buf_release(&r->body);
    tl_buf_release(&r->text);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    struct tl_str line;
    unsigned n = 0;
    size_t behind;
    int64_t ms;
    for (size_t at = 0; n < 8 && tl_text_head_line(p->head, &at, &line);)
        n += read_date(line, 0, &behind, &ms) && (behind == line.len || line.ptr[behind] == ' ');
    return n == 0 ? 0 : 20 + 4 * n;
}

const struct tl_importer tl_importer_imessage_text = {
    .name = "imessage-text",
    .title = "iMessage, text written by imessage-exporter (.txt)",
    .export_how = "On a Mac install imessage-exporter, run it with -f txt, and give the file named "
                  "after the person.",
    .cannot_hold = "The time zone, when a reaction was given, and calls.",
    .can = TL_CAN_SECONDS | TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS | TL_CAN_DELETIONS |
           TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_chat,
};
