/*
 * telegram_html.c: messages.html of Telegram Desktop.
 *
 * Written by Telegram Desktop's "Export chat history", format HTML; read from its source,
 * export_output_html.cpp. A chat is a folder of messages.html, messages2.html .. with a thousand
 * messages each:
 *
 *     div.message.default.clearfix#message7
 *       div.body
 *         div.pull_right.date.details title="11.03.2024 15:05:10 UTC+01:00"
 *         div.from_name                  missing in div.message.joined: the one before
 *         div.reply_to  a href="#go_to_message5"
 *         div.media.media_voice_message  div.title, div.status: "00:05, 22.3 KB"
 *         a.photo_wrap, a.video_file_wrap, a.sticker_wrap, a.animated_wrap
 *         div.forwarded.body             with a from_name of its own
 *         div.text                       <br> for line breaks
 *         span.reactions  span.reaction  span.emoji, div.initials title="Bo"
 *
 * The offset printed beside a date is that of standard time, also in summer, so it is not used: the
 * wall clock is. Service messages have no time of their own and are left out. JSON holds more and
 * is to be preferred.
 */
#include <string.h>

#include "chat_list.h"
#include "civil.h"
#include "fault.h"
#include "feed.h"
#include "id_map.h"
#include "importers.h"
#include "number.h"
#include "rows.h"
#include "str.h"
#include "text_lines.h"
#include "xml.h"

enum { REACTIONS_MAX = 16 };

enum capture {
    CAPTURE_NONE,
    CAPTURE_NAME,
    CAPTURE_TEXT,
    CAPTURE_TITLE,
    CAPTURE_STATUS,
    CAPTURE_EMOJI
};

struct span {
    size_t at, len;
};

struct reader {
    struct tl_rows rows;
    struct tl_id_map ids;
    uint32_t depth;
    /* depths at which something began, 0: it has not */
    uint32_t message_at, forwarded_at, capture_at, reply_at, reactions_at;
    enum capture capture;
    struct tl_message message;
    uint64_t line, id, reply_id;
    bool timed, joined, has_id, has_reply, success, has_media;
    uint16_t previous; /* who wrote the message before */
    struct tl_buf name, text, title, status, words;
    struct span emoji;
    size_t n_reactions;
    uint64_t n_nameless;
    struct {
        struct span name, emoji;
    } reaction[REACTIONS_MAX];
    bool any_reaction;
};

static bool has_class(const struct tl_xml_token *token, struct tl_str name)
{
    const struct tl_str classes = tl_xml_get(token, TL_STR("class"));
    for (size_t at = 0; (at = tl_str_find(classes, name, at)) != SIZE_MAX; at++) {
        const size_t end = at + name.len;
        if ((at == 0 || classes.ptr[at - 1] == ' ') &&
            (end == classes.len || classes.ptr[end] == ' '))
            return true;
    }
    return false;
}

static struct tl_str view(const struct tl_buf *buf)
{
    return tl_str_trim((struct tl_str){buf->ptr, buf->len});
}

static struct tl_str word(const struct reader *r, struct span span)
{
    return tl_str_slice((struct tl_str){r->words.ptr, r->words.len}, span.at, span.at + span.len);
}

static struct span keep(struct reader *r, struct tl_str s)
{
    struct span span = {r->words.len, s.len};
    if (s.len > 1024 || r->words.len > (1 << 16))
        return (struct span){0, 0};
    tl_buf_put_str(&r->words, s);
    return span;
}

/* "11.03.2024 15:05:10 UTC+01:00" */
static bool read_date(struct tl_str s, int64_t *ms)
{
    int32_t day, month, year, hour, minute, second;
    size_t at = 0;
    return tl_scan_number(s, &at, 2, 2, &day) && tl_scan_literal(s, &at, TL_STR(".")) &&
           tl_scan_number(s, &at, 2, 2, &month) && tl_scan_literal(s, &at, TL_STR(".")) &&
           tl_scan_number(s, &at, 4, 4, &year) && tl_scan_literal(s, &at, TL_STR(" ")) &&
           tl_scan_clock(s, &at, &hour, &minute, &second) &&
           tl_wall_ms(year, month, day, hour, minute, second, ms);
}

/* ---- a message ---- */

/* "00:05, 22.3 KB" and "Outgoing (36 seconds)" */
static int32_t read_duration(struct tl_str status)
{
    int32_t a, b, c;
    size_t at = 0;
    if (tl_scan_clock(status, &at, &a, &b, &c))
        return c >= 0 ? a * 3600 + b * 60 + c : a * 60 + b;
    at = tl_str_find(status, TL_STR("("), 0);
    if (at == SIZE_MAX || !tl_scan_number(status, (at++, &at), 1, 7, &a) ||
        !tl_scan_literal(status, &at, TL_STR(" second")))
        return -1;
    return a;
}

static void fill_kind(struct reader *r)
{
    struct tl_message *m = &r->message;
    const struct tl_str title = view(&r->title), status = view(&r->status);
    if (m->kind == TL_KIND_CALL) {
        m->duration_s = read_duration(status);
        if (!r->success && m->duration_s <= 0)
            m->kind = TL_KIND_MISSED_CALL;
    } else if (m->kind == TL_KIND_VOICE || m->kind == TL_KIND_VIDEO) {
        m->duration_s = read_duration(status);
    } else if (tl_str_equal(title, TL_STR("Sticker"))) {
        m->kind = TL_KIND_STICKER;
    } else if (tl_str_equal(title, TL_STR("Animation"))) {
        m->kind = TL_KIND_GIF;
    }
    m->text = view(&r->text);
    if (m->kind == TL_KIND_TEXT && m->text.len == 0)
        m->kind = TL_KIND_MEDIA;
    else if (m->kind >= TL_KIND_MEDIA && m->kind <= TL_KIND_POLL && m->text.len > 0)
        m->flags |= TL_FLAG_CAPTION;
}

static enum tl_status push_reactions(struct reader *r, uint32_t row)
{
    for (size_t i = 0; i < r->n_reactions; i++) {
        struct tl_message m = r->message;
        m.kind = TL_KIND_REACTION;
        m.flags = 0;
        m.duration_s = -1;
        m.resolution = TL_RES_DAY; /* when it was given is not known */
        m.text = word(r, r->reaction[i].emoji);
        m.reply_to = row;
        enum tl_status status = tl_rows_person(&r->rows, word(r, r->reaction[i].name), &m.sender);
        if (status == TL_OK)
            status = tl_rows_push(&r->rows, &m, NULL);
        if (status != TL_OK)
            return status;
        r->any_reaction = true;
    }
    return r->n_nameless == 0
               ? TL_OK
               : tl_rows_notice(&r->rows, "reaction-nameless",
                                "A reaction does not say who gave it and was left out.", r->line);
}

static enum tl_status end_message(struct reader *r)
{
    struct tl_message *m = &r->message;
    enum tl_status status = TL_OK;
    uint32_t row;
    r->rows.conv->files[r->rows.file].lines++;
    if (r->name.failed || r->text.failed || r->title.failed || r->status.failed || r->words.failed)
        return tl_fault_memory(r->rows.import->err);
    if (!r->timed)
        return tl_rows_skip(&r->rows, "message-timeless",
                            "A message has no readable date and was skipped.", r->line);
    m->sender = r->joined ? r->previous : TL_NOBODY;
    if (view(&r->name).len > 0)
        status = tl_rows_person(&r->rows, view(&r->name), &m->sender);
    if (status != TL_OK)
        return status;
    r->previous = m->sender;
    if (m->sender == TL_NOBODY)
        return tl_rows_skip(&r->rows, "message-senderless",
                            "A message names no sender and was skipped.", r->line);
    fill_kind(r);
    if (r->has_reply &&
        !tl_id_map_reply(&r->ids, r->reply_id, (uint32_t)r->rows.conv->n_messages, &m->reply_to))
        return tl_fault_memory(r->rows.import->err);
    status = tl_rows_push(&r->rows, m, &row);
    if (status == TL_OK && r->has_id && !tl_id_map_put(&r->ids, r->id, row))
        return tl_fault_memory(r->rows.import->err);
    return status == TL_OK ? push_reactions(r, row) : status;
}

static void begin_message(struct reader *r, const struct tl_xml_token *token)
{
    const struct tl_str id = tl_xml_get(token, TL_STR("id"));
    tl_buf_clear(&r->name);
    tl_buf_clear(&r->text);
    tl_buf_clear(&r->title);
    tl_buf_clear(&r->status);
    tl_buf_clear(&r->words);
    r->message = tl_rows_message(&r->rows);
    r->message.resolution = TL_RES_SECOND;
    r->line = token->line;
    r->message_at = r->depth;
    r->forwarded_at = r->capture_at = r->reply_at = r->reactions_at = 0;
    r->timed = r->has_reply = r->success = r->has_media = false;
    r->joined = has_class(token, TL_STR("joined"));
    r->has_id = tl_str_starts(id, TL_STR("message")) &&
                tl_parse_uint64(tl_str_slice(id, 7, id.len), &r->id);
    r->n_reactions = 0;
    r->n_nameless = 0;
}

static void note_media(struct reader *r, const struct tl_xml_token *token)
{
    static const struct {
        struct tl_str name;
        enum tl_kind kind;
    } kinds[] = {
        {TL_STR_INIT("photo_wrap"), TL_KIND_IMAGE},
        {TL_STR_INIT("video_file_wrap"), TL_KIND_VIDEO},
        {TL_STR_INIT("sticker_wrap"), TL_KIND_STICKER},
        {TL_STR_INIT("animated_wrap"), TL_KIND_GIF},
        {TL_STR_INIT("media_photo"), TL_KIND_IMAGE},
        {TL_STR_INIT("media_video"), TL_KIND_VIDEO},
        {TL_STR_INIT("media_voice_message"), TL_KIND_VOICE},
        {TL_STR_INIT("media_audio_file"), TL_KIND_FILE},
        {TL_STR_INIT("media_file"), TL_KIND_FILE},
        {TL_STR_INIT("media_contact"), TL_KIND_CONTACT},
        {TL_STR_INIT("media_location"), TL_KIND_LOCATION},
        {TL_STR_INIT("media_live_location"), TL_KIND_LOCATION},
        {TL_STR_INIT("media_venue"), TL_KIND_LOCATION},
        {TL_STR_INIT("media_poll"), TL_KIND_POLL},
        {TL_STR_INIT("media_call"), TL_KIND_CALL},
        {TL_STR_INIT("media"), TL_KIND_MEDIA},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !r->has_media; i++)
        if (has_class(token, kinds[i].name)) {
            r->message.kind = kinds[i].kind;
            r->success = has_class(token, TL_STR("success"));
            r->has_media = true;
        }
}

/* "#go_to_message5", also behind the name of another file */
static void note_reply(struct reader *r, struct tl_str href)
{
    const struct tl_str mark = TL_STR("#go_to_message");
    const size_t at = tl_str_find(href, mark, 0);
    if (at != SIZE_MAX &&
        tl_parse_uint64(tl_str_slice(href, at + mark.len, href.len), &r->reply_id))
        r->has_reply = true;
}

/* "Bo" or "Bo, 11.03.2024 15:07:00" */
static void note_reaction(struct reader *r, struct tl_str title)
{
    const size_t comma = tl_str_find(title, TL_STR(", "), 0);
    int64_t ms;
    if (comma != SIZE_MAX && read_date(tl_str_slice(title, comma + 2, title.len), &ms))
        title = tl_str_slice(title, 0, comma);
    title = tl_str_trim(title);
    if (title.len == 0)
        r->n_nameless++;
    else if (r->n_reactions < REACTIONS_MAX) {
        r->reaction[r->n_reactions].name = keep(r, title);
        r->reaction[r->n_reactions++].emoji = r->emoji;
    }
}

static void begin_capture(struct reader *r, enum capture capture)
{
    r->capture = capture;
    r->capture_at = r->depth;
    if (capture == CAPTURE_EMOJI)
        r->emoji = (struct span){r->words.len, 0};
}

static void open_inside(struct reader *r, const struct tl_xml_token *token)
{
    int64_t ms;
    if (has_class(token, TL_STR("reactions")) && r->reactions_at == 0) {
        r->reactions_at = r->depth;
    } else if (r->reactions_at > 0) {
        if (has_class(token, TL_STR("emoji")))
            begin_capture(r, CAPTURE_EMOJI);
        else if (has_class(token, TL_STR("initials")) || tl_xml_get(token, TL_STR("title")).len > 0)
            note_reaction(r, tl_xml_get(token, TL_STR("title")));
    } else if (has_class(token, TL_STR("forwarded"))) {
        r->forwarded_at = r->depth;
        r->message.flags |= TL_FLAG_FORWARDED;
    } else if (has_class(token, TL_STR("pull_right")) && has_class(token, TL_STR("date"))) {
        if (!r->timed && read_date(tl_xml_get(token, TL_STR("title")), &ms)) {
            tl_rows_set_wall(&r->rows, &r->message, ms);
            r->timed = true;
        }
    } else if (has_class(token, TL_STR("from_name"))) {
        if (r->forwarded_at == 0)
            begin_capture(r, CAPTURE_NAME);
    } else if (has_class(token, TL_STR("reply_to"))) {
        r->reply_at = r->depth;
    } else if (r->reply_at > 0) {
        note_reply(r, tl_xml_get(token, TL_STR("href")));
    } else if (has_class(token, TL_STR("text"))) {
        begin_capture(r, CAPTURE_TEXT);
    } else if (has_class(token, TL_STR("title")) && r->title.len == 0) {
        begin_capture(r, CAPTURE_TITLE);
    } else if (has_class(token, TL_STR("status")) && r->status.len == 0) {
        begin_capture(r, CAPTURE_STATUS);
    } else {
        note_media(r, token);
    }
}

static bool is_void(struct tl_str name)
{
    static const struct tl_str names[] = {TL_STR_INIT("br"),   TL_STR_INIT("img"),
                                          TL_STR_INIT("meta"), TL_STR_INIT("link"),
                                          TL_STR_INIT("hr"),   TL_STR_INIT("input")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tl_str_equal_fold(names[i], name))
            return true;
    return false;
}

static void close_at(uint32_t *place, uint32_t depth)
{
    if (*place > depth)
        *place = 0;
}

static void put_clipped(const struct reader *r, struct tl_buf *buf, struct tl_str s)
{
    const size_t limit = r->rows.import->ctx->limits.text_bytes;
    tl_buf_put_str(buf, tl_str_slice(s, 0, buf->len < limit ? limit - buf->len : 0));
}

static void take_text(struct reader *r, struct tl_str text)
{
    struct tl_buf *to = r->capture == CAPTURE_NAME     ? &r->name
                        : r->capture == CAPTURE_TITLE  ? &r->title
                        : r->capture == CAPTURE_STATUS ? &r->status
                        : r->capture == CAPTURE_EMOJI  ? &r->words
                                                       : &r->text;
    if (r->capture == CAPTURE_EMOJI) {
        text = tl_str_trim(text);
        if (text.len > 64)
            return;
        r->emoji.len += text.len;
    }
    /* Line breaks of the source are blanks; those of the text are <br>. */
    for (size_t at = 0; at < text.len;) {
        size_t end = tl_str_find(text, TL_STR("\n"), at);
        end = end == SIZE_MAX ? text.len : end;
        put_clipped(r, to, tl_str_slice(text, at, end));
        if (end < text.len && to->len > 0)
            put_clipped(r, to, TL_STR(" "));
        at = end + 1;
    }
}

static enum tl_status take(void *user, const struct tl_xml_token *token)
{
    struct reader *r = user;
    if (token->event == TL_XML_TEXT) {
        if (r->capture_at > 0)
            take_text(r, token->text);
        return TL_OK;
    }
    if (is_void(token->name)) {
        if (token->event == TL_XML_OPEN && r->capture_at > 0 && r->capture == CAPTURE_TEXT &&
            tl_str_equal_fold(token->name, TL_STR("br")))
            put_clipped(r, &r->text, TL_STR("\n"));
        return TL_OK;
    }
    if (token->event == TL_XML_OPEN) {
        r->depth++;
        /* A message inside a message can only be one that was not closed. */
        if (has_class(token, TL_STR("message")) && has_class(token, TL_STR("default"))) {
            const enum tl_status status = r->message_at > 0 ? end_message(r) : TL_OK;
            begin_message(r, token);
            return status;
        }
        if (r->message_at > 0 && r->capture_at == 0)
            open_inside(r, token);
        return TL_OK;
    }
    if (r->depth > 0)
        r->depth--;
    close_at(&r->capture_at, r->depth);
    close_at(&r->reply_at, r->depth);
    close_at(&r->reactions_at, r->depth);
    close_at(&r->forwarded_at, r->depth);
    if (r->message_at > r->depth) {
        r->message_at = 0;
        return end_message(r);
    }
    return TL_OK;
}

static bool wanted_attribute(struct tl_str tag, struct tl_str attribute)
{
    static const struct tl_str names[] = {TL_STR_INIT("class"), TL_STR_INIT("id"),
                                          TL_STR_INIT("title"), TL_STR_INIT("href")};
    (void)tag;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tl_str_equal(names[i], attribute))
            return true;
    return false;
}

/* ---- files ---- */

static enum tl_status read_entry(struct reader *r)
{
    struct tl_import *import = r->rows.import;
    const size_t limit = import->ctx->limits.text_bytes;
    bool broken = false;
    struct tl_xml *xml =
        tl_xml_new(import->ctx, take, wanted_attribute, r, true, limit < 1024 ? 1024 : limit);
    if (xml == NULL)
        return tl_fault_memory(import->err);
    r->depth = r->message_at = r->capture_at = 0;
    r->previous = TL_NOBODY;
    enum tl_status status = tl_feed(import, tl_xml_feed, xml);
    if (status == TL_OK)
        status = tl_xml_end(xml, &broken, import->err);
    tl_xml_free(xml);
    if (status == TL_OK && r->message_at > 0) {
        broken = true;
        status = end_message(r);
    }
    if (status == TL_OK && broken) {
        r->rows.warned = true;
        status = tl_rows_notice(&r->rows, "html-broken",
                                "The file is cut off; what stands before was read.", 0);
    }
    return status;
}

static enum tl_status finish(struct reader *r)
{
    if (!tl_id_map_settle(&r->ids, r->rows.conv, r->rows.file))
        return tl_fault_memory(r->rows.import->err);
    return tl_rows_finish(&r->rows, TL_CAN_REPLIES | TL_CAN_CALLS | TL_CAN_VOICE_LENGTH |
                                        TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES |
                                        (r->any_reaction ? TL_CAN_REACTIONS : 0u));
}

static enum tl_status read_chat(struct tl_import *import)
{
    const uint64_t before = import->bytes_before;
    const size_t entry = import->entry, n = import->entries == NULL ? 1 : import->n_entries;
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    tl_id_map_init(&r->ids, import->ctx);
    struct tl_buf *const bufs[] = {&r->name, &r->text, &r->title, &r->status, &r->words};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        tl_buf_init(bufs[i], import->ctx);
    enum tl_status status = tl_rows_init(&r->rows, import, tl_importer_telegram_html.name);
    for (size_t i = 0; i < n && status == TL_OK; i++) {
        if (import->entries != NULL)
            import->entry = import->entries[i];
        status = read_entry(r);
        import->bytes_before += tl_bundle_size(import->bundle, import->entry);
    }
    import->entry = entry;
    import->bytes_before = before;
    if (status == TL_OK)
        status = finish(r);
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        tl_buf_release(bufs[i]);
    tl_id_map_release(&r->ids);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

/* The files of one folder are one chat; its name stands in the head of each. */
static enum tl_status list_chats(struct tl_import *import, struct tl_chat_list *chats)
{
    struct tl_buf head;
    enum tl_sniff kind;
    bool whole;
    tl_buf_init(&head, import->ctx);
    enum tl_status status =
        tl_feed_head(import->ctx, import->bundle, import->entry, &head, &whole, &kind, import->err);
    const struct tl_str path = tl_bundle_path(import->bundle, import->entry);
    size_t folder = path.len;
    while (folder > 0 && path.ptr[folder - 1] != '/')
        folder--;
    const struct tl_str mark = TL_STR("class=\"text bold\">");
    const struct tl_str text = {head.ptr, head.len};
    const size_t at = tl_str_find(text, mark, 0);
    struct tl_str name = {"", 0};
    if (at != SIZE_MAX) {
        const size_t end = tl_str_find(text, TL_STR("<"), at);
        const size_t from = at + mark.len;
        if (end != SIZE_MAX && end > from)
            name = tl_str_trim(
                (struct tl_str){head.ptr + from, tl_xml_resolve(head.ptr + from, end - from)});
    }
    if (status == TL_OK &&
        !tl_chat_list_add(
            chats, import->entry,
            &(struct tl_listed_chat){.format = tl_importer_telegram_html.name,
                                     .name = name,
                                     .id = tl_str_slice(path, 0, folder),
                                     .n_messages =
                                         1 + tl_bundle_size(import->bundle, import->entry) / 512}))
        status = tl_fault_memory(import->err);
    tl_buf_release(&head);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    if (tl_str_find(p->head, TL_STR("class=\"message default clearfix"), 0) == SIZE_MAX)
        return 0;
    return 24 + (tl_str_find(p->head, TL_STR("pull_right date details"), 0) != SIZE_MAX ? 8 : 0);
}

const struct tl_importer tl_importer_telegram_html = {
    .name = "telegram-html",
    .title = "Telegram, HTML export (messages.html)",
    .export_how = "In Telegram Desktop choose Export chat history from the chat's menu; format "
                  "HTML. Machine-readable JSON holds more and is better. Give the folder.",
    .cannot_hold = "The time zone, edits, when a reaction was given, and events.",
    .can = TL_CAN_SECONDS | TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_CALLS | TL_CAN_VOICE_LENGTH |
           TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_chat,
    .list = list_chats,
    .one_chat_an_entry = true,
};
