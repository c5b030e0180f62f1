/*
 * meta_html.c: conversations of Messenger and Instagram in the HTML that Meta's download has unless
 * one asks for JSON: messages/inbox/<slug>/message_N.html.
 *
 *     title                 the name of the conversation
 *     ._a6-g                a message; the first one lists who takes part and has no date
 *       ._a6-h              div or h2: the sender
 *       ._a6-p > div > div  the first with a text is the text, <br> for its lines; img, video,
 * audio, and what was shared ul._a6-q > li     a reaction: the emoji, and right behind it the name
 *       ._a6-o              the date, in a div of its own or not
 *
 * The newest message comes first, and times are those of the wall clock of the account, to the
 * minute or the second, so a file's messages are held and turned round. The two apps write the same
 * page, and what tells them apart is nothing that is read.
 */
#include "chat_list.h"
#include "fault.h"
#include "feed.h"
#include "importers.h"
#include "meta_date.h"
#include "meta_phrases.h"
#include "record.h"
#include "str.h"
#include "utf8.h"
#include "xml.h"

#define NAME "meta-html"

enum { TEXT_CHILDREN = 2 };

enum part { NO_PART, SENDER, CONTENT, DATE, REACTION, TITLE };

struct held {
    struct tl_span name, text;
    int64_t wall_ms;
    uint64_t line;
    size_t reactions_end; /* those of this message end here in the list of all */
    uint16_t flags;
    uint8_t kind, resolution;
    bool timed;
};

struct held_reaction {
    struct tl_span emoji, name;
};

struct reader {
    struct tl_import *import;
    bool listing;
    struct tl_records records;
    struct tl_buf bytes; /* of names and texts held */
    struct held *held;
    size_t n_held, held_cap;
    struct held_reaction *reactions;
    size_t n_reactions, reactions_cap;
    /* the walk */
    uint32_t depth, block_at, part_at, text_at;
    enum part part;
    struct tl_buf name, text, date, reaction, title;
    struct held current;
    unsigned child; /* which div of the content this is, from 1; 0 before the first */
    bool shared;    /* something stands behind the text */
    /* of the list */
    uint64_t n_messages, people[3];
    size_t n_people;
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
    return buf->len == 0 ? (struct tl_str){"", 0}
                         : tl_str_trim((struct tl_str){buf->ptr, buf->len});
}

static struct tl_span hold(struct reader *r, struct tl_str s)
{
    const struct tl_span span = {r->bytes.len, s.len};
    tl_buf_put_str(&r->bytes, s);
    return span;
}

static struct tl_str held_str(const struct reader *r, struct tl_span span)
{
    return span.len == 0 ? (struct tl_str){"", 0}
                         : (struct tl_str){r->bytes.ptr + span.at, span.len};
}

static bool any_failed(const struct reader *r)
{
    return r->bytes.failed || r->name.failed || r->text.failed || r->date.failed ||
           r->reaction.failed || r->title.failed;
}

static enum tl_status memory_fault(const struct reader *r)
{
    return tl_fault_memory(r->import->err);
}

/* ---- one message ---- */

static void begin_message(struct reader *r, const struct tl_xml_token *token)
{
    tl_buf_clear(&r->name);
    tl_buf_clear(&r->text);
    tl_buf_clear(&r->date);
    r->current = (struct held){.line = token->line, .kind = TL_KIND_TEXT};
    r->child = 0;
    r->shared = false;
    r->text_at = 0;
}

/* Pictographs stand in front of the name; letters of East Asia lie among them. */
static bool is_pictograph(uint32_t c)
{
    return c >= 0x2000 &&
           !(c >= 0x2e80 && c <= 0xd7ff && c != 0x303d && c != 0x3297 && c != 0x3299);
}

/* "❤Ann", and in newer files "❤Ann (Mar 11, 2024 3:05 pm)". */
static enum tl_status end_reaction(struct reader *r)
{
    const struct tl_str s = view(&r->reaction);
    size_t end = 0, next = 0;
    while (end < s.len) {
        next = end;
        if (!is_pictograph(tl_utf8_next(s, &next)))
            break;
        end = next;
    }
    struct tl_str name = tl_str_trim(tl_str_slice(s, end, s.len));
    const size_t open = tl_str_find(name, TL_STR(" ("), 0);
    if (open != SIZE_MAX && tl_str_ends(name, TL_STR(")")))
        name.len = open;
    if (end == 0 || name.len == 0 || r->listing)
        return TL_OK;
    struct held_reaction *reactions = tl_grow(r->import->ctx, r->reactions, &r->reactions_cap,
                                              r->n_reactions + 1, sizeof *reactions);
    if (reactions == NULL)
        return memory_fault(r);
    r->reactions = reactions;
    reactions[r->n_reactions++] =
        (struct held_reaction){hold(r, tl_str_slice(s, 0, end)), hold(r, name)};
    return TL_OK;
}

/* Behind "The video chat ended." a line may say how long it was. */
static struct tl_str first_line(struct tl_str text)
{
    return tl_str_trim(tl_str_slice(text, 0, tl_str_find(text, TL_STR("\n"), 0)));
}

static void count_person(struct reader *r, struct tl_str name)
{
    const uint64_t hash = tl_str_hash(name);
    for (size_t i = 0; i < r->n_people; i++)
        if (r->people[i] == hash)
            return;
    if (r->n_people < 3)
        r->people[r->n_people++] = hash;
}

static enum tl_status end_message(struct reader *r)
{
    struct held *m = &r->current;
    const struct tl_str date = view(&r->date);
    struct tl_str name = view(&r->name), text = view(&r->text), emoji;
    enum tl_resolution resolution = TL_RES_MINUTE;
    enum tl_kind told = TL_KIND_TEXT;
    uint16_t flags = 0;
    if (any_failed(r))
        return memory_fault(r);
    if (date.len == 0) /* who takes part, or a picture of the group */
        return TL_OK;
    if (name.len == 0)
        name = TL_STR("Facebook user");
    r->n_messages++;
    count_person(r, name);
    if (r->listing)
        return TL_OK;
    m->timed = tl_meta_date_read(date, &m->wall_ms, &resolution);
    m->resolution = (uint8_t)resolution;
    if (m->kind == TL_KIND_TEXT && tl_meta_is_reaction(text, &emoji)) {
        m->kind = TL_KIND_SYSTEM; /* the reaction itself stands at its message */
    } else if (tl_meta_is_filler(first_line(text), name, &told, &flags) &&
               (first_line(text).len == text.len || told >= TL_KIND_CALL)) {
        m->kind = m->kind == TL_KIND_TEXT ? (uint8_t)told : m->kind;
        m->flags |= flags;
        text.len = 0;
    }
    if (r->shared && text.len == 0 && m->kind <= TL_KIND_MEDIA)
        m->flags |= TL_FLAG_FORWARDED;
    m->name = hold(r, name);
    m->text = hold(r, text);
    m->reactions_end = r->n_reactions;
    struct held *held = tl_grow(r->import->ctx, r->held, &r->held_cap, r->n_held + 1, sizeof *held);
    if (held == NULL)
        return memory_fault(r);
    r->held = held;
    held[r->n_held++] = *m;
    return TL_OK;
}

/* All that is held, oldest first. */
static enum tl_status push_held(struct reader *r)
{
    struct tl_records *rec = &r->records;
    enum tl_status status = TL_OK;
    for (size_t i = r->n_held; i-- > 0 && status == TL_OK;) {
        const struct held *m = &r->held[i];
        tl_records_begin(rec, m->line);
        rec->m.kind = (enum tl_kind)m->kind;
        rec->m.flags |= m->flags;
        tl_records_keep(rec, &rec->name, held_str(r, m->name));
        tl_records_text(rec, held_str(r, m->text), false);
        if (m->timed) {
            rec->clock = TL_CLOCK_WALL;
            rec->time_ms = m->wall_ms;
            rec->m.resolution = (enum tl_resolution)m->resolution;
        }
        for (size_t k = i > 0 ? r->held[i - 1].reactions_end : 0; k < m->reactions_end; k++) {
            struct tl_record_reaction *reaction = tl_records_react(rec);
            if (reaction == NULL)
                break;
            tl_records_keep(rec, &reaction->emoji, held_str(r, r->reactions[k].emoji));
            tl_records_keep(rec, &reaction->name, held_str(r, r->reactions[k].name));
        }
        status = tl_records_push(rec, NULL);
    }
    r->n_held = r->n_reactions = 0;
    tl_buf_clear(&r->bytes);
    return status;
}

/* ---- the walk ---- */

static void put_clipped(const struct reader *r, struct tl_buf *buf, struct tl_str s)
{
    const size_t limit = r->import->ctx->limits.text_bytes;
    tl_buf_put_str(buf, tl_str_slice(s, 0, buf->len < limit ? limit - buf->len : 0));
}

static void note_media(struct reader *r, const struct tl_xml_token *token)
{
    const struct tl_str src = tl_xml_get(token, TL_STR("src"));
    enum tl_kind kind = TL_KIND_TEXT;
    if (tl_str_equal(token->name, TL_STR("img")))
        kind = tl_str_find(src, TL_STR("stickers"), 0) != SIZE_MAX ? TL_KIND_STICKER
               : tl_str_ends(src, TL_STR(".gif"))                  ? TL_KIND_GIF
                                                                   : TL_KIND_IMAGE;
    else if (tl_str_equal(token->name, TL_STR("video")))
        kind = TL_KIND_VIDEO;
    else if (tl_str_equal(token->name, TL_STR("audio")))
        kind = TL_KIND_VOICE;
    if (kind != TL_KIND_TEXT && r->part == CONTENT && r->current.kind == TL_KIND_TEXT)
        r->current.kind = (uint8_t)kind;
}

static void begin_part(struct reader *r, enum part part)
{
    r->part = part;
    r->part_at = r->depth;
}

static void open_tag(struct reader *r, const struct tl_xml_token *token)
{
    if (r->block_at == 0) {
        if (has_class(token, TL_STR("_a6-g"))) {
            begin_message(r, token);
            r->block_at = r->depth;
        } else if (tl_str_equal(token->name, TL_STR("title")) && r->title.len == 0) {
            begin_part(r, TITLE);
        }
    } else if (r->part == NO_PART) {
        if (has_class(token, TL_STR("_a6-h")))
            begin_part(r, SENDER);
        else if (has_class(token, TL_STR("_a6-p")))
            begin_part(r, CONTENT);
        else if (has_class(token, TL_STR("_a6-o")))
            begin_part(r, DATE);
    } else if (r->part == CONTENT) {
        if (tl_str_equal(token->name, TL_STR("li"))) {
            tl_buf_clear(&r->reaction);
            r->part = REACTION; /* within the content, which goes on behind it */
            r->text_at = r->depth;
        } else if (r->depth == r->part_at + 2) {
            r->child++;
        }
    }
}

static enum tl_status close_tag(struct reader *r)
{
    enum tl_status status = TL_OK;
    r->depth -= r->depth > 0;
    if (r->part == REACTION && r->text_at > r->depth) {
        status = end_reaction(r);
        r->part = CONTENT;
    }
    if (r->part != NO_PART && r->part_at > r->depth)
        r->part = NO_PART;
    if (r->block_at > r->depth) {
        r->block_at = 0;
        r->part = NO_PART;
        if (status == TL_OK)
            status = end_message(r);
    }
    return status;
}

static enum tl_status take(void *user, const struct tl_xml_token *token)
{
    static const struct tl_str voids[] = {TL_STR_INIT("br"),   TL_STR_INIT("img"),
                                          TL_STR_INIT("meta"), TL_STR_INIT("link"),
                                          TL_STR_INIT("base"), TL_STR_INIT("hr")};
    struct reader *r = user;
    if (token->event == TL_XML_TEXT) {
        const bool is_text = r->part == CONTENT && r->child <= TEXT_CHILDREN;
        struct tl_buf *buf = r->part == SENDER     ? &r->name
                             : r->part == DATE     ? &r->date
                             : r->part == REACTION ? &r->reaction
                             : r->part == TITLE    ? &r->title
                             : is_text             ? &r->text
                                                   : NULL;
        r->shared |= r->part == CONTENT && !is_text && tl_str_trim(token->text).len > 0;
        if (buf != NULL)
            put_clipped(r, buf, token->text);
        return TL_OK;
    }
    for (size_t i = 0; i < sizeof voids / sizeof *voids; i++)
        if (tl_str_equal(token->name, voids[i])) {
            if (token->event == TL_XML_OPEN && i == 0 && r->part == CONTENT &&
                r->child <= TEXT_CHILDREN)
                put_clipped(r, &r->text, TL_STR("\n"));
            if (token->event == TL_XML_OPEN)
                note_media(r, token);
            return TL_OK;
        }
    if (token->event == TL_XML_CLOSE)
        return close_tag(r);
    r->depth++;
    note_media(r, token);
    open_tag(r, token);
    return TL_OK;
}

static bool wanted_attribute(struct tl_str tag, struct tl_str attribute)
{
    (void)tag;
    return tl_str_equal(attribute, TL_STR("class")) || tl_str_equal(attribute, TL_STR("src"));
}

/* ---- files ---- */

static enum tl_status walk(struct reader *r)
{
    struct tl_import *import = r->import;
    const size_t limit = import->ctx->limits.text_bytes;
    bool broken = false;
    struct tl_xml *xml =
        tl_xml_new(import->ctx, take, wanted_attribute, r, true, limit < 1024 ? 1024 : limit);
    if (xml == NULL)
        return memory_fault(r);
    r->depth = r->block_at = 0;
    r->part = NO_PART;
    enum tl_status status = tl_feed(import, tl_xml_feed, xml);
    if (status == TL_OK)
        status = tl_xml_end(xml, &broken, import->err);
    tl_xml_free(xml);
    if (status == TL_OK && any_failed(r))
        status = memory_fault(r);
    if (status == TL_OK && !r->listing)
        status = push_held(r);
    if (status == TL_OK && broken && !r->listing)
        status = tl_rows_skip(&r->records.rows, "html-broken",
                              "A file is cut off; what stands before was read.", 0);
    return status;
}

static struct reader *new_reader(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->import = import;
    tl_records_prepare(&r->records, import);
    tl_buf_init(&r->bytes, import->ctx);
    tl_buf_init(&r->name, import->ctx);
    tl_buf_init(&r->text, import->ctx);
    tl_buf_init(&r->date, import->ctx);
    tl_buf_init(&r->reaction, import->ctx);
    tl_buf_init(&r->title, import->ctx);
    return r;
}

static void free_reader(struct reader *r)
{
    const struct tl_context *ctx = r->import->ctx;
    tl_records_release(&r->records);
    tl_free(ctx, r->held, r->held_cap * sizeof *r->held);
    tl_free(ctx, r->reactions, r->reactions_cap * sizeof *r->reactions);
    tl_buf_release(&r->bytes);
    tl_buf_release(&r->name);
    tl_buf_release(&r->text);
    tl_buf_release(&r->date);
    tl_buf_release(&r->reaction);
    tl_buf_release(&r->title);
    tl_free(ctx, r, sizeof *r);
}

static enum tl_status list_chats(struct tl_import *import, struct tl_chat_list *list)
{
    struct reader *r = new_reader(import);
    if (r == NULL)
        return tl_fault_memory(import->err);
    r->listing = true;
    enum tl_status status = walk(r);
    const struct tl_str path = tl_bundle_path(import->bundle, import->entry);
    size_t folder = path.len;
    while (folder > 0 && path.ptr[folder - 1] != '/')
        folder--;
    const struct tl_str id = folder > 0 ? tl_str_slice(path, 0, folder - 1) : path;
    const struct tl_listed_chat chat = {.format = NAME,
                                        .name = view(&r->title).len > 0 ? view(&r->title) : id,
                                        .id = id,
                                        .n_messages = r->n_messages,
                                        .n_people = r->n_people > 2 ? 3 : 2};
    if (status == TL_OK && r->n_messages > 0 && !tl_chat_list_add(list, import->entry, &chat))
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
    enum tl_status status = tl_records_init(&r->records, import, NAME);
    for (size_t i = 0; i < n && status == TL_OK; i++) {
        if (import->entries != NULL)
            import->entry = import->entries[i];
        status = walk(r);
        import->bytes_before += tl_bundle_size(import->bundle, import->entry);
    }
    import->entry = entry;
    import->bytes_before = before;
    if (status == TL_OK && r->n_messages > 0 &&
        r->records.rows.conv->n_messages == r->records.rows.first_row)
        status = tl_rows_fail(&r->records.rows, TL_CODE_FORMAT_DATE, 0,
                              "None of the dates can be read in the language of this page; ask for "
                              "the download again with the format JSON.");
    if (status == TL_OK)
        status = tl_records_finish(&r->records, TL_CAN_REACTIONS | TL_CAN_MEDIA_KIND |
                                                    TL_CAN_TIMING | TL_CAN_BOTH_SIDES);
    free_reader(r);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    const bool blocks = tl_str_find(p->head, TL_STR("_a6-g"), 0) != SIZE_MAX &&
                        tl_str_find(p->head, TL_STR("_a6-o"), 0) != SIZE_MAX &&
                        tl_str_find(p->head, TL_STR("_a6-p"), 0) != SIZE_MAX;
    size_t base = p->path.len;
    while (base > 0 && p->path.ptr[base - 1] != '/')
        base--;
    /* Other pages of the download have the same classes. */
    return blocks && tl_str_starts(tl_str_slice(p->path, base, p->path.len), TL_STR("message_"))
               ? 26
               : 0;
}

const struct tl_importer tl_importer_meta_html = {
    .name = NAME,
    .title = "Messenger or Instagram, download as HTML (message_1.html)",
    .export_how = "Better ask for JSON; else give the folder of the chat, or the whole download "
                  "with --with NAME, and the account's time zone with --tz.",
    .cannot_hold =
        "The time zone, when a reaction was given, what a message answers, and with most "
        "downloads seconds.",
    .can =
        TL_CAN_SECONDS | TL_CAN_REACTIONS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_chat,
    .list = list_chats,
};
