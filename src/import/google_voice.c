/*
 * google_voice.c: text messages and calls of Google Voice.
 *
 * Written by Google Takeout, product "Voice", folder Calls: one small HTML file for each burst of
 * messages with somebody ("Ann Lee - Text - 2024-03-11T15_05_10Z.html"), one for each call and one
 * for each message on the answering machine; "Group Conversation - .." for groups.
 *
 *     div.hChatLog  div.message  abbr.dt title="2024-03-11T08:05:10.123-07:00"
 *                                cite.sender  a.tel href="tel:+1555.."  span.fn: "Ann Lee" or "Me"
 *                                q: the text, <br> for line breaks; img, audio, video
 *     div.haudio    div.contributor  a.tel, span.fn
 *                   abbr.published title=".."   abbr.duration title="PT1M5S"
 *     both          a rel="tag" href="..#sms", #placed, #received, #missed, #voicemail, #recorded;
 *                   without any the file's name says what kind of call it is
 *
 * Words are in the language of the account, the classes and tags are not. Files are put together by
 * the other person's name, which for a burst of one's own is only in the file's name.
 */
#include <string.h>

#include "chat_list.h"
#include "civil.h"
#include "fault.h"
#include "feed.h"
#include "importers.h"
#include "number.h"
#include "rows.h"
#include "str.h"
#include "text_lines.h"
#include "xml.h"

enum capture { CAPTURE_NONE, CAPTURE_NAME, CAPTURE_TEXT };

enum tag {
    TAG_PLACED = 1 << 0,
    TAG_RECEIVED = 1 << 1,
    TAG_MISSED = 1 << 2,
    TAG_VOICEMAIL = 1 << 3,
    TAG_RECORDED = 1 << 4,
};

struct reader {
    struct tl_rows rows;
    bool survey;
    uint32_t depth, message_at, sender_at, capture_at, audio_at;
    enum capture capture;
    struct tl_message message;
    int64_t ms;
    int16_t offset;
    int32_t duration;
    bool timed, group, owner;
    unsigned tags; /* of the file */
    uint64_t n_messages, line, other_number;
    struct tl_buf name, number, text;
    struct tl_buf other; /* the other person of this file; empty when unknown */
};

static bool has_class(const struct tl_xml_token *token, struct tl_str name)
{
    struct tl_str classes = tl_xml_get(token, TL_STR("class"));
    while (classes.len >= name.len) {
        if (tl_str_starts(classes, name) &&
            (classes.len == name.len || classes.ptr[name.len] == ' '))
            return true;
        const char *blank = memchr(classes.ptr, ' ', classes.len);
        if (blank == NULL)
            return false;
        classes = tl_str_slice(classes, (size_t)(blank - classes.ptr) + 1, classes.len);
    }
    return false;
}

static struct tl_str view(const struct tl_buf *buf)
{
    return tl_str_trim((struct tl_str){buf->ptr, buf->len});
}

static enum tl_status memory_fault(const struct reader *r)
{
    return tl_fault_memory(r->rows.import->err);
}

/* "PT1H2M3S", -1 for anything else. */
static int32_t read_duration(struct tl_str s)
{
    size_t at = 0;
    int32_t total = 0, n;
    if (!tl_scan_literal(s, &at, TL_STR("PT")))
        return -1;
    while (tl_scan_number(s, &at, 1, 5, &n) && at < s.len) {
        const char unit = s.ptr[at++];
        total += unit == 'H' ? n * 3600 : unit == 'M' ? n * 60 : n;
    }
    return total;
}

/* "Ann Lee - Text - 2024-03-11T15_05_10Z.html" of the path in Calls/ */
static struct tl_str file_name(const struct tl_import *import)
{
    const struct tl_str path = tl_bundle_path(import->bundle, import->entry);
    size_t from = path.len;
    while (from > 0 && path.ptr[from - 1] != '/')
        from--;
    return tl_str_slice(path, from, path.len);
}

/* "Ann Lee" of it; nothing of "- Received - …", a caller who is not known. */
static struct tl_str name_of_file(const struct tl_import *import)
{
    const struct tl_str file = file_name(import);
    const size_t dash = tl_str_find(file, TL_STR(" - "), 0);
    return dash == SIZE_MAX || file.ptr[0] == '-' ? (struct tl_str){"", 0}
                                                  : tl_str_slice(file, 0, dash);
}

/* Whoever a sender or caller is: the name, or the number where there is none. */
static struct tl_str who(const struct reader *r)
{
    return view(&r->name).len > 0 ? view(&r->name) : view(&r->number);
}

/* Keeps the other person of the file; a second one, by number, makes it a group. */
static void note_other(struct reader *r)
{
    if (r->owner || who(r).len == 0)
        return;
    const uint64_t number = tl_str_hash(r->number.len > 0 ? view(&r->number) : view(&r->name));
    if (r->other.len == 0) {
        tl_buf_put_str(&r->other, who(r));
        r->other_number = number;
    } else if (r->other_number != number) {
        r->group = true;
    }
}

static enum tl_status push(struct reader *r, bool owner)
{
    r->n_messages++;
    if (r->survey)
        return TL_OK;
    r->rows.conv->files[r->rows.file].lines++;
    if (!r->timed)
        return tl_rows_skip(&r->rows, "message-timeless",
                            "A message or call has no readable date and was skipped.", r->line);
    struct tl_message *m = &r->message;
    tl_rows_set_offset(&r->rows, m, r->ms, r->offset);
    const struct tl_str chat = r->rows.import->chat;
    const struct tl_str name = owner ? TL_STR("Me") : chat.ptr != NULL ? chat : who(r);
    if (name.len == 0)
        return tl_rows_skip(&r->rows, "message-senderless",
                            "A message names no sender and was skipped.", r->line);
    const enum tl_status status = tl_rows_person(&r->rows, name, &m->sender);
    return status == TL_OK ? tl_rows_push(&r->rows, m, NULL) : status;
}

static void begin_item(struct reader *r, const struct tl_xml_token *token)
{
    tl_buf_clear(&r->name);
    tl_buf_clear(&r->number);
    tl_buf_clear(&r->text);
    r->message = tl_rows_message(&r->rows);
    r->timed = r->owner = false;
    r->duration = -1;
    r->line = token->line;
}

static enum tl_status end_message(struct reader *r)
{
    struct tl_message *m = &r->message;
    if (r->name.failed || r->number.failed || r->text.failed || r->other.failed)
        return memory_fault(r);
    r->owner = r->owner || tl_str_equal(view(&r->name), TL_STR("Me"));
    note_other(r);
    m->text = view(&r->text);
    /* What stands for a picture that could not be exported. */
    if (tl_str_equal(m->text, TL_STR("MMS Sent")) ||
        tl_str_equal(m->text, TL_STR("MMS Received"))) {
        m->text = TL_STR("");
        m->kind = m->kind == TL_KIND_TEXT ? TL_KIND_MEDIA : m->kind;
    }
    if (m->kind == TL_KIND_TEXT && m->text.len == 0)
        m->kind = TL_KIND_MEDIA;
    else if (m->kind != TL_KIND_TEXT && m->text.len > 0)
        m->flags |= TL_FLAG_CAPTION;
    return push(r, r->owner);
}

static const struct {
    struct tl_str href, file;
    enum tag tag;
} tags[] = {
    {TL_STR_INIT("#placed"), TL_STR_INIT("- Placed - "), TAG_PLACED},
    {TL_STR_INIT("#received"), TL_STR_INIT("- Received - "), TAG_RECEIVED},
    {TL_STR_INIT("#missed"), TL_STR_INIT("- Missed - "), TAG_MISSED},
    {TL_STR_INIT("#voicemail"), TL_STR_INIT("- Voicemail - "), TAG_VOICEMAIL},
    {TL_STR_INIT("#recorded"), TL_STR_INIT("- Recorded - "), TAG_RECORDED},
};

static void note_tag(struct reader *r, struct tl_str href)
{
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (tl_str_ends(href, tags[i].href))
            r->tags |= tags[i].tag;
}

/* What the file's name says of a call without tags. */
static unsigned tag_of_file(const struct tl_import *import)
{
    const struct tl_str file = file_name(import);
    unsigned tag = 0;
    for (size_t i = 0; i < sizeof tags / sizeof *tags && tag == 0; i++)
        if (tl_str_find(file, tags[i].file, 0) != SIZE_MAX)
            tag = tags[i].tag;
    return tag;
}

/* A call is known at the end of its file, where the tags are. */
static enum tl_status end_call(struct reader *r)
{
    struct tl_message *m = &r->message;
    if (r->name.failed || r->number.failed || r->other.failed)
        return memory_fault(r);
    if (r->tags == 0)
        r->tags = tag_of_file(r->rows.import);
    if ((r->tags & TAG_RECORDED) != 0 &&
        (r->tags & (TAG_PLACED | TAG_RECEIVED | TAG_MISSED | TAG_VOICEMAIL)) == 0)
        return TL_OK; /* a recording of a call that has a file of its own */
    note_other(r);
    if (r->tags == 0 && !r->survey) {
        r->rows.conv->files[r->rows.file].lines++;
        return tl_rows_skip(&r->rows, "call-unknown",
                            "A call does not say who called and was skipped.", r->line);
    }
    m->kind = (r->tags & TAG_VOICEMAIL) != 0                    ? TL_KIND_VOICE
              : (r->tags & TAG_MISSED) != 0 || r->duration <= 0 ? TL_KIND_MISSED_CALL
                                                                : TL_KIND_CALL;
    m->duration_s = m->kind == TL_KIND_MISSED_CALL ? -1 : r->duration;
    return push(r, (r->tags & TAG_PLACED) != 0);
}

static void note_media(struct reader *r, struct tl_str name)
{
    const enum tl_kind kind = tl_str_equal(name, TL_STR("img"))     ? TL_KIND_IMAGE
                              : tl_str_equal(name, TL_STR("video")) ? TL_KIND_VIDEO
                              : tl_str_equal(name, TL_STR("audio")) ? TL_KIND_VOICE
                                                                    : TL_KIND_TEXT;
    if (kind != TL_KIND_TEXT && r->message.kind == TL_KIND_TEXT)
        r->message.kind = kind;
}

static void note_time(struct reader *r, struct tl_str title)
{
    int32_t resolution;
    int64_t ms;
    int16_t offset;
    if (!r->timed && tl_parse_iso8601(title, &ms, &offset, &resolution) &&
        offset != TL_OFFSET_UNKNOWN && resolution <= 60000) {
        r->ms = ms;
        r->offset = offset;
        r->timed = true;
        r->message.resolution = ms % 1000 != 0 ? TL_RES_MS : TL_RES_SECOND;
    }
}

static void capture(struct reader *r, enum capture what)
{
    r->capture = what;
    r->capture_at = r->depth;
}

static void open_inside(struct reader *r, const struct tl_xml_token *token)
{
    const struct tl_str href = tl_xml_get(token, TL_STR("href"));
    if (has_class(token, TL_STR("dt")) || has_class(token, TL_STR("published"))) {
        note_time(r, tl_xml_get(token, TL_STR("title")));
    } else if (has_class(token, TL_STR("duration"))) {
        r->duration = read_duration(tl_xml_get(token, TL_STR("title")));
    } else if (has_class(token, TL_STR("sender")) || has_class(token, TL_STR("contributor"))) {
        r->sender_at = r->depth;
    } else if (r->sender_at > 0) {
        if (has_class(token, TL_STR("tel")) && tl_str_starts(href, TL_STR("tel:")))
            tl_buf_put_str(&r->number, tl_str_slice(href, 4, href.len));
        if (has_class(token, TL_STR("fn"))) {
            /* The owner is <abbr class="fn">, whatever the language. */
            r->owner = r->message_at > 0 && tl_str_equal(token->name, TL_STR("abbr"));
            capture(r, CAPTURE_NAME);
        }
    } else if (tl_str_equal(token->name, TL_STR("q"))) {
        capture(r, CAPTURE_TEXT);
    } else if (r->message_at > 0) {
        note_media(r, token->name);
    }
}

static bool is_void(struct tl_str name)
{
    return tl_str_equal(name, TL_STR("br")) || tl_str_equal(name, TL_STR("img")) ||
           tl_str_equal(name, TL_STR("meta")) || tl_str_equal(name, TL_STR("link"));
}

static void put_clipped(const struct reader *r, struct tl_buf *buf, struct tl_str s)
{
    const size_t limit = r->rows.import->ctx->limits.text_bytes;
    tl_buf_put_str(buf, tl_str_slice(s, 0, buf->len < limit ? limit - buf->len : 0));
}

static enum tl_status take(void *user, const struct tl_xml_token *token)
{
    struct reader *r = user;
    const bool inside = r->message_at > 0 || r->audio_at > 0;
    if (token->event == TL_XML_TEXT) {
        if (r->capture_at > 0)
            put_clipped(r, r->capture == CAPTURE_NAME ? &r->name : &r->text, token->text);
        return TL_OK;
    }
    if (is_void(token->name)) {
        if (token->event == TL_XML_OPEN && r->capture_at > 0 && r->capture == CAPTURE_TEXT &&
            tl_str_equal(token->name, TL_STR("br")))
            put_clipped(r, &r->text, TL_STR("\n"));
        else if (token->event == TL_XML_OPEN && r->message_at > 0)
            note_media(r, token->name);
        return TL_OK;
    }
    if (token->event == TL_XML_OPEN) {
        r->depth++;
        if (tl_str_equal(tl_xml_get(token, TL_STR("rel")), TL_STR("tag")))
            note_tag(r, tl_xml_get(token, TL_STR("href")));
        else if (has_class(token, TL_STR("participants")))
            r->group = true;
        else if (!inside && has_class(token, TL_STR("message"))) {
            begin_item(r, token);
            r->message_at = r->depth;
        } else if (!inside && has_class(token, TL_STR("haudio"))) {
            begin_item(r, token);
            r->audio_at = r->depth;
        } else if (inside && r->capture_at == 0) {
            open_inside(r, token);
        }
        return TL_OK;
    }
    r->depth -= r->depth > 0;
    if (r->capture_at > r->depth)
        r->capture_at = 0;
    if (r->sender_at > r->depth)
        r->sender_at = 0;
    if (r->message_at > r->depth) {
        r->message_at = 0;
        return end_message(r);
    }
    if (r->audio_at > r->depth) {
        r->audio_at = 0;
        return end_call(r);
    }
    return TL_OK;
}

static bool wanted_attribute(struct tl_str tag, struct tl_str attribute)
{
    (void)tag;
    return tl_str_equal(attribute, TL_STR("class")) || tl_str_equal(attribute, TL_STR("title")) ||
           tl_str_equal(attribute, TL_STR("href")) || tl_str_equal(attribute, TL_STR("rel"));
}

/* ---- files ---- */

static enum tl_status walk(struct reader *r)
{
    struct tl_import *import = r->rows.import;
    const size_t limit = import->ctx->limits.text_bytes;
    bool broken = false;
    struct tl_xml *xml =
        tl_xml_new(import->ctx, take, wanted_attribute, r, true, limit < 1024 ? 1024 : limit);
    if (xml == NULL)
        return memory_fault(r);
    r->depth = r->message_at = r->sender_at = r->capture_at = r->audio_at = 0;
    r->tags = 0;
    r->n_messages = 0;
    r->group = false;
    tl_buf_clear(&r->other);
    enum tl_status status = tl_feed(import, tl_xml_feed, xml);
    if (status == TL_OK)
        status = tl_xml_end(xml, &broken, import->err);
    tl_xml_free(xml);
    if (status == TL_OK && r->message_at > 0) {
        broken = true;
        status = end_message(r);
    }
    if (status == TL_OK && broken && !r->survey)
        status = tl_rows_skip(&r->rows, "html-broken",
                              "A file is cut off; what stands before was read.", 0);
    if (r->name.failed || r->number.failed || r->text.failed || r->other.failed)
        return memory_fault(r);
    return status;
}

static struct reader *new_reader(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->rows.import = import;
    tl_buf_init(&r->name, import->ctx);
    tl_buf_init(&r->number, import->ctx);
    tl_buf_init(&r->text, import->ctx);
    tl_buf_init(&r->other, import->ctx);
    return r;
}

static void free_reader(struct reader *r)
{
    tl_buf_release(&r->name);
    tl_buf_release(&r->number);
    tl_buf_release(&r->text);
    tl_buf_release(&r->other);
    tl_free(r->rows.import->ctx, r, sizeof *r);
}

static enum tl_status list_chats(struct tl_import *import, struct tl_chat_list *chats)
{
    struct reader *r = new_reader(import);
    if (r == NULL)
        return tl_fault_memory(import->err);
    r->survey = true;
    enum tl_status status = walk(r);
    const struct tl_str file = name_of_file(import);
    const bool group = r->group || tl_str_equal(file, TL_STR("Group Conversation"));
    const struct tl_str other = view(&r->other).len > 0 ? view(&r->other)
                                : file.len > 0          ? file
                                                        : TL_STR("Unknown caller");
    const struct tl_listed_chat chat = {.format = tl_importer_google_voice.name,
                                        .name = group ? TL_STR("Group") : other,
                                        .id = group ? TL_STR("") : other,
                                        .n_messages = r->n_messages,
                                        .n_people = group ? 3 : 2};
    if (status == TL_OK && r->n_messages > 0 && !tl_chat_list_add(chats, import->entry, &chat))
        status = memory_fault(r);
    free_reader(r);
    return status;
}

static enum tl_status read_chat(struct tl_import *import)
{
    const uint64_t before = import->bytes_before;
    const size_t entry = import->entry, n = import->entries == NULL ? 1 : import->n_entries;
    struct reader *r = new_reader(import);
    if (r == NULL)
        return tl_fault_memory(import->err);
    enum tl_status status = tl_rows_init(&r->rows, import, tl_importer_google_voice.name);
    for (size_t i = 0; i < n && status == TL_OK; i++) {
        if (import->entries != NULL)
            import->entry = import->entries[i];
        status = walk(r);
        import->bytes_before += tl_bundle_size(import->bundle, import->entry);
    }
    import->entry = entry;
    import->bytes_before = before;
    if (status == TL_OK)
        status = tl_rows_finish(&r->rows, TL_CAN_CALLS | TL_CAN_VOICE_LENGTH | TL_CAN_MEDIA_KIND |
                                              TL_CAN_TIMING | TL_CAN_BOTH_SIDES);
    free_reader(r);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    const struct tl_str head = p->head;
    if (tl_str_find(head, TL_STR("hChatLog"), 0) != SIZE_MAX)
        return 24 + (tl_str_find(head, TL_STR("class=\"dt\""), 0) != SIZE_MAX ? 8 : 0);
    return tl_str_find(head, TL_STR("class=\"haudio\""), 0) != SIZE_MAX &&
                   tl_str_find(head, TL_STR("class=\"published\""), 0) != SIZE_MAX
               ? 24
               : 0;
}

const struct tl_importer tl_importer_google_voice = {
    .name = "google-voice",
    .title = "Google Voice, Takeout (folder Calls)",
    .export_how = "At takeout.google.com choose Voice alone, export, and give the archive; say "
                  "which person with --with.",
    .cannot_hold = "Reactions but as texts, replies, edits and deletions.",
    .can = TL_CAN_SECONDS | TL_CAN_ZONE | TL_CAN_CALLS | TL_CAN_VOICE_LENGTH | TL_CAN_MEDIA_KIND |
           TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_chat,
    .list = list_chats,
};
