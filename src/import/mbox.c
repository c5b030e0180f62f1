/*
 * mbox.c: mail between two people.
 *
 * Written by Thunderbird, Apple Mail, mutt and Google Takeout: mails one after another, each behind
 * a line "From ..", in any of the mbox variants (RFC 4155; "From " in a text is ">From "). A mail
 * is headers, a blank line, and a body that may be of several parts (RFC 2046). A message is the
 * text of its first text/plain part, or of its first text/html part without the tags, less what it
 * quotes (mail_text.c). Only mails from one person to one other count: lists and copies are no talk
 * between two.
 *
 * The chats of a box are pairs of addresses; the address that is in most of them is the owner's.
 */
#include <string.h>

#include "chat_list.h"
#include "fault.h"
#include "id_map.h"
#include "importers.h"
#include "mail_text.h"
#include "rows.h"
#include "str.h"
#include "text_lines.h"
#include "xml.h"

enum { LEVELS_MAX = 8, BOUNDARY_BYTES = 128, HEADER_BYTES = 8192 };

enum place { PLACE_NONE, PLACE_HEADERS, PLACE_PART_HEADERS, PLACE_BODY, PLACE_PREAMBLE };

enum part { PART_OTHER, PART_PLAIN, PART_HTML };

enum encoding { ENCODING_NONE, ENCODING_BASE64, ENCODING_QUOTED };

/* A body as it stands, with what its headers say. */
struct body {
    struct tl_buf raw;
    bool have;
    enum encoding encoding;
    enum tl_mail_charset charset;
};

enum field {
    FIELD_FROM,
    FIELD_TO,
    FIELD_CC,
    FIELD_DATE,
    FIELD_ID,
    FIELD_REPLY,
    FIELD_TYPE,
    FIELD_ENCODING,
    FIELD_DISPOSITION,
    FIELD_COUNT
};

struct pair {
    struct tl_str one, two; /* addresses, in order */
    struct tl_str name[2];
    uint64_t n;
};

struct reader {
    struct tl_rows rows;
    struct tl_id_map ids; /* of Message-IDs; in the survey of pairs */
    bool survey;
    /* the mail being read */
    enum place place;
    bool after_blank, cut, attached;
    uint64_t line;
    struct tl_buf field[FIELD_COUNT]; /* unfolded */
    int last; /* the field a folded line goes on with, -1: none that is kept */
    char boundary[LEVELS_MAX][BOUNDARY_BYTES];
    size_t boundary_len[LEVELS_MAX], n_levels;
    enum part part;
    enum encoding encoding;
    enum tl_mail_charset charset;
    struct body plain, html;
    struct tl_buf text, words, key;
    /* the survey's */
    struct tl_arena arena;
    struct pair *pairs;
    size_t n_pairs, pairs_cap;
};

static enum tl_status memory_fault(const struct reader *r)
{
    return tl_fault_memory(r->rows.import->err);
}

static struct tl_str view(const struct tl_buf *buf)
{
    return tl_str_trim((struct tl_str){buf->ptr, buf->len});
}

/* ---- who writes to whom ---- */

struct people {
    struct tl_str from, from_name, to, to_name;
};

/* false when it is not one to one other. */
static bool read_people(const struct reader *r, struct people *p)
{
    struct tl_str name, address;
    size_t at = 0, n = 0;
    if (!tl_mail_address(view(&r->field[FIELD_FROM]), &at, &p->from_name, &p->from))
        return false;
    for (int k = FIELD_TO; k <= FIELD_CC; k++)
        for (at = 0; tl_mail_address(view(&r->field[k]), &at, &name, &address);) {
            if (n > 0 && tl_str_equal_fold(address, p->to))
                continue;
            p->to = address;
            p->to_name = name;
            n++;
        }
    return n == 1 && !tl_str_equal_fold(p->from, p->to) && p->from.len < 256 && p->to.len < 256;
}

static void put_lower(struct tl_buf *out, struct tl_str s)
{
    for (size_t i = 0; i < s.len; i++)
        tl_buf_putc(out, tl_to_lower(s.ptr[i]));
}

/* "ann@x bo@y" in r->key, the smaller first; *swapped when that is the receiver. */
static bool make_key(struct reader *r, const struct people *p, size_t *middle, bool *swapped)
{
    struct tl_buf *key = &r->key;
    tl_buf_clear(key);
    put_lower(key, p->from);
    tl_buf_putc(key, ' ');
    put_lower(key, p->to);
    if (key->failed)
        return false;
    *middle = p->from.len;
    const size_t shorter = p->from.len < p->to.len ? p->from.len : p->to.len;
    const int order = memcmp(key->ptr, key->ptr + *middle + 1, shorter);
    *swapped = order > 0 || (order == 0 && p->from.len > p->to.len);
    if (*swapped) {
        tl_buf_clear(key);
        put_lower(key, p->to);
        tl_buf_putc(key, ' ');
        put_lower(key, p->from);
        *middle = p->to.len;
    }
    return true;
}

static bool keep_name(struct reader *r, struct tl_str *to, struct tl_str name)
{
    if (to->len > 0 || name.len == 0)
        return true;
    tl_buf_clear(&r->words);
    tl_mail_put_words(&r->words, tl_str_slice(name, 0, 512));
    if (r->words.failed)
        return false;
    *to = tl_arena_copy(&r->arena, view(&r->words));
    return to->ptr != NULL;
}

static enum tl_status note_pair(struct reader *r, const struct people *p)
{
    size_t middle;
    bool swapped;
    if (!make_key(r, p, &middle, &swapped))
        return memory_fault(r);
    const uint64_t hash = tl_str_hash(view(&r->key));
    size_t i = tl_id_map_find(&r->ids, hash);
    const struct tl_str one = tl_str_slice(view(&r->key), 0, middle);
    const struct tl_str two = tl_str_slice(view(&r->key), middle + 1, r->key.len);
    if (i == TL_NO_MESSAGE) {
        if (r->n_pairs >= r->rows.import->ctx->limits.participants)
            return TL_OK;
        struct pair *pairs =
            tl_grow(r->rows.import->ctx, r->pairs, &r->pairs_cap, r->n_pairs + 1, sizeof *pairs);
        if (pairs == NULL)
            return memory_fault(r);
        r->pairs = pairs;
        i = r->n_pairs;
        if (!tl_id_map_put(&r->ids, hash, (uint32_t)i))
            return memory_fault(r);
        pairs[i] = (struct pair){.one = tl_arena_copy(&r->arena, one),
                                 .two = tl_arena_copy(&r->arena, two)};
        if (pairs[i].one.ptr == NULL || pairs[i].two.ptr == NULL)
            return memory_fault(r);
        r->n_pairs++;
    }
    struct pair *pair = &r->pairs[i];
    pair->n++;
    return keep_name(r, &pair->name[swapped], p->from_name) &&
                   keep_name(r, &pair->name[!swapped], p->to_name)
               ? TL_OK
               : memory_fault(r);
}

/* ---- a mail ends ---- */

static enum tl_status take_tags(void *user, const struct tl_xml_token *token)
{
    struct tl_buf *out = user;
    static const struct tl_str breaks[] = {TL_STR_INIT("br"), TL_STR_INIT("p"), TL_STR_INIT("div"),
                                           TL_STR_INIT("li"), TL_STR_INIT("tr")};
    if (token->event == TL_XML_TEXT) {
        /* Line breaks of the source are blanks. */
        for (size_t i = 0; i < token->text.len; i++)
            tl_buf_putc(out, token->text.ptr[i] == '\n' ? ' ' : token->text.ptr[i]);
        return TL_OK;
    }
    if (token->event == TL_XML_OPEN)
        for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
            if (tl_str_equal_fold(token->name, breaks[i]) && out->len > 0 &&
                out->ptr[out->len - 1] != '\n')
                tl_buf_putc(out, '\n');
    /* What is quoted comes behind this. */
    return tl_str_equal_fold(token->name, TL_STR("blockquote")) ? TL_WARN : TL_OK;
}

static bool keep_nothing(struct tl_str tag, struct tl_str attribute)
{
    (void)tag;
    (void)attribute;
    return false;
}

static enum tl_status strip_tags(struct reader *r, struct tl_str html, struct tl_buf *out)
{
    bool broken;
    struct tl_xml *xml = tl_xml_new(r->rows.import->ctx, take_tags, keep_nothing, out, true,
                                    r->rows.import->ctx->limits.text_bytes);
    if (xml == NULL)
        return memory_fault(r);
    enum tl_status status = tl_xml_feed(xml, html, r->rows.import->err);
    if (status == TL_OK)
        status = tl_xml_end(xml, &broken, r->rows.import->err);
    tl_xml_free(xml);
    return status == TL_WARN ? TL_OK : status;
}

static void decode(const struct body *body, struct tl_buf *out)
{
    struct tl_buf bytes;
    const struct tl_str raw = {body->raw.ptr, body->raw.len};
    tl_buf_init(&bytes, out->ctx);
    if (body->encoding == ENCODING_BASE64)
        tl_mail_put_base64(&bytes, raw);
    else if (body->encoding == ENCODING_QUOTED)
        tl_mail_put_quoted(&bytes, raw);
    else
        tl_buf_put_str(&bytes, raw);
    out->failed |= bytes.failed;
    tl_mail_put_utf8(out, (struct tl_str){bytes.ptr, bytes.len}, body->charset);
    tl_buf_release(&bytes);
}

/* The sender's own words into r->text. */
static enum tl_status read_text(struct reader *r)
{
    struct tl_buf whole, stripped;
    enum tl_status status = TL_OK;
    tl_buf_init(&whole, r->text.ctx);
    tl_buf_init(&stripped, r->text.ctx);
    tl_buf_clear(&r->text);
    if (r->plain.have && view(&r->plain.raw).len > 0) {
        decode(&r->plain, &whole);
    } else if (r->html.have) {
        decode(&r->html, &stripped);
        if (!stripped.failed)
            status = strip_tags(r, (struct tl_str){stripped.ptr, stripped.len}, &whole);
    }
    tl_mail_put_own(&r->text, (struct tl_str){whole.ptr, whole.len});
    if (whole.failed || stripped.failed || r->text.failed)
        status = memory_fault(r);
    tl_buf_release(&whole);
    tl_buf_release(&stripped);
    return status;
}

static enum tl_status sender_of(struct reader *r, const struct people *p, uint16_t *person)
{
    tl_buf_clear(&r->key);
    put_lower(&r->key, p->from);
    tl_buf_clear(&r->words);
    tl_mail_put_words(&r->words, tl_str_slice(p->from_name, 0, 512));
    if (r->key.failed || r->words.failed)
        return memory_fault(r);
    const struct tl_str name = view(&r->words).len > 0 ? view(&r->words) : view(&r->key);
    return tl_conversation_person(r->rows.conv, view(&r->key), name, person, r->rows.import->err);
}

static enum tl_status push(struct reader *r, const struct people *p)
{
    struct tl_message m = tl_rows_message(&r->rows);
    const struct tl_str id = view(&r->field[FIELD_ID]), reply = view(&r->field[FIELD_REPLY]);
    int64_t ms;
    int16_t offset;
    uint32_t row;
    r->rows.conv->files[r->rows.file].lines++;
    if (!tl_mail_date(view(&r->field[FIELD_DATE]), &ms, &offset))
        return tl_rows_skip(&r->rows, "message-timeless",
                            "A mail has no readable date and was skipped.", r->line);
    /* The same mail in two folders, or twice in Takeout's. */
    if (id.len > 0 && tl_id_map_find(&r->ids, tl_str_hash(id)) != TL_NO_MESSAGE)
        return TL_OK;
    enum tl_status status = read_text(r);
    if (status == TL_OK)
        status = sender_of(r, p, &m.sender);
    if (status != TL_OK)
        return status;
    tl_rows_set_offset(&r->rows, &m, ms, offset);
    m.resolution = TL_RES_SECOND;
    m.text = view(&r->text);
    m.flags = r->cut ? TL_FLAG_CUT : 0;
    if (m.text.len == 0)
        m.kind = r->attached ? TL_KIND_FILE : TL_KIND_MEDIA;
    const uint32_t index = (uint32_t)r->rows.conv->n_messages;
    if (reply.len > 0 && !tl_id_map_reply(&r->ids, tl_str_hash(reply), index, &m.reply_to))
        return memory_fault(r);
    status = tl_rows_push(&r->rows, &m, &row);
    if (status == TL_OK && id.len > 0 && !tl_id_map_put(&r->ids, tl_str_hash(id), row))
        return memory_fault(r);
    return status;
}

static enum tl_status end_mail(struct reader *r)
{
    struct people p;
    const enum place place = r->place;
    r->place = PLACE_NONE;
    if (place == PLACE_NONE)
        return TL_OK;
    for (int k = 0; k < FIELD_COUNT; k++)
        if (r->field[k].failed)
            return memory_fault(r);
    if (r->plain.raw.failed || r->html.raw.failed)
        return memory_fault(r);
    memset(&p, 0, sizeof p);
    if (!read_people(r, &p))
        return r->survey ? TL_OK
                         : tl_rows_notice(&r->rows, "message-group",
                                          "A mail is not from one person to one other and was left "
                                          "out.",
                                          r->line);
    if (r->survey)
        return note_pair(r, &p);
    size_t middle;
    bool swapped;
    if (!make_key(r, &p, &middle, &swapped))
        return memory_fault(r);
    const struct tl_str chat = r->rows.import->chat;
    return chat.ptr == NULL || tl_str_equal(view(&r->key), chat) ? push(r, &p) : TL_OK;
}

/* ---- lines ---- */

/* "From ann@x Mon Mar 11 15:05:10 2024", "From - ..": it ends with a year and holds a clock. */
static bool is_separator(struct tl_str line)
{
    if (!tl_str_starts(line, TL_STR("From ")) || line.len < 20 || line.len > 512)
        return false;
    bool clock = false, year = false;
    for (size_t i = 5; i + 5 <= line.len; i++) {
        const char *c = line.ptr + i;
        clock |= c[0] == ':' && tl_is_digit(c[1]) && tl_is_digit(c[2]);
        year |= c[0] == ' ' && (c[1] == '1' || c[1] == '2') && tl_is_digit(c[2]) &&
                tl_is_digit(c[3]) && tl_is_digit(c[4]) &&
                (i + 5 == line.len || line.ptr[i + 5] == ' ');
    }
    return clock && year;
}

static void begin_mail(struct reader *r, uint64_t line)
{
    for (int k = 0; k < FIELD_COUNT; k++)
        tl_buf_clear(&r->field[k]);
    tl_buf_clear(&r->plain.raw);
    tl_buf_clear(&r->html.raw);
    r->plain.have = r->html.have = r->cut = r->attached = false;
    r->n_levels = 0;
    r->last = -1;
    r->line = line;
    r->place = PLACE_HEADERS;
    r->part = PART_OTHER;
}

static void take_header(struct reader *r, struct tl_str line)
{
    static const struct tl_str names[FIELD_COUNT] = {
        TL_STR_INIT("From:"),
        TL_STR_INIT("To:"),
        TL_STR_INIT("Cc:"),
        TL_STR_INIT("Date:"),
        TL_STR_INIT("Message-ID:"),
        TL_STR_INIT("In-Reply-To:"),
        TL_STR_INIT("Content-Type:"),
        TL_STR_INIT("Content-Transfer-Encoding:"),
        TL_STR_INIT("Content-Disposition:"),
    };
    if (line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t')) {
        if (r->last >= 0 && r->field[r->last].len + line.len < HEADER_BYTES) {
            tl_buf_putc(&r->field[r->last], ' ');
            tl_buf_put_str(&r->field[r->last], tl_str_trim(line));
        }
        return;
    }
    r->last = -1;
    for (int k = r->place == PLACE_HEADERS ? 0 : FIELD_TYPE; k < FIELD_COUNT; k++)
        if (tl_str_equal_fold(tl_str_slice(line, 0, names[k].len), names[k]) &&
            line.len < HEADER_BYTES) {
            r->last = k;
            tl_buf_clear(&r->field[k]);
            tl_buf_put_str(&r->field[k], tl_str_trim(tl_str_slice(line, names[k].len, line.len)));
        }
}

static bool starts_fold(struct tl_str s, struct tl_str prefix)
{
    return tl_str_equal_fold(tl_str_slice(s, 0, prefix.len), prefix);
}

/* The headers of the mail or of a part have ended: what comes now? */
static void begin_body(struct reader *r)
{
    const struct tl_str type = view(&r->field[FIELD_TYPE]);
    const struct tl_str encoding = view(&r->field[FIELD_ENCODING]);
    const bool attachment = starts_fold(view(&r->field[FIELD_DISPOSITION]), TL_STR("attachment"));
    r->part = PART_OTHER;
    r->place = PLACE_BODY;
    if (starts_fold(type, TL_STR("multipart/"))) {
        const struct tl_str boundary = tl_mail_parameter(type, TL_STR("boundary"));
        if (boundary.len > 0 && boundary.len < BOUNDARY_BYTES && r->n_levels < LEVELS_MAX) {
            memcpy(r->boundary[r->n_levels], boundary.ptr, boundary.len);
            r->boundary_len[r->n_levels++] = boundary.len;
        }
        r->place = PLACE_PREAMBLE;
        return;
    }
    if (type.len == 0 || starts_fold(type, TL_STR("text/plain")))
        r->part = PART_PLAIN;
    else if (starts_fold(type, TL_STR("text/html")))
        r->part = PART_HTML;
    struct body *body = r->part == PART_PLAIN ? &r->plain : &r->html;
    if (attachment || r->part == PART_OTHER || body->have) {
        r->attached |= attachment || r->part == PART_OTHER;
        r->part = PART_OTHER;
        return;
    }
    body->have = true;
    body->encoding = starts_fold(encoding, TL_STR("base64"))             ? ENCODING_BASE64
                     : starts_fold(encoding, TL_STR("quoted-printable")) ? ENCODING_QUOTED
                                                                         : ENCODING_NONE;
    body->charset = tl_mail_charset_from(tl_mail_parameter(type, TL_STR("charset")));
}

/* "--boundary" or "--boundary--" of a level that is open. */
static bool take_boundary(struct reader *r, struct tl_str line)
{
    if (r->n_levels == 0 || !tl_str_starts(line, TL_STR("--")))
        return false;
    for (size_t i = r->n_levels; i-- > 0;) {
        const struct tl_str boundary = {r->boundary[i], r->boundary_len[i]};
        struct tl_str rest = tl_str_slice(line, 2, line.len);
        if (!tl_str_starts(rest, boundary))
            continue;
        rest = tl_str_trim(tl_str_slice(rest, boundary.len, rest.len));
        if (rest.len > 0 && !tl_str_equal(rest, TL_STR("--")))
            continue;
        r->n_levels = rest.len > 0 ? i : i + 1;
        r->place = rest.len > 0 ? PLACE_PREAMBLE : PLACE_PART_HEADERS;
        r->last = -1;
        for (int k = FIELD_TYPE; k < FIELD_COUNT; k++)
            tl_buf_clear(&r->field[k]);
        return true;
    }
    return false;
}

static void take_body(struct reader *r, struct tl_str line)
{
    if (r->part == PART_OTHER || r->survey)
        return;
    struct tl_buf *raw = r->part == PART_PLAIN ? &r->plain.raw : &r->html.raw;
    size_t marks = 0;
    while (marks < line.len && line.ptr[marks] == '>')
        marks++;
    if (marks > 0 && tl_str_starts(tl_str_slice(line, marks, line.len), TL_STR("From ")))
        line = tl_str_slice(line, 1, line.len);
    if (raw->len / 2 + line.len > r->rows.import->ctx->limits.text_bytes) {
        r->cut = true;
        return;
    }
    tl_buf_put_str(raw, line);
    tl_buf_putc(raw, '\n');
}

static enum tl_status take(void *user, const struct tl_line *line)
{
    struct reader *r = user;
    const struct tl_str text = line->text;
    const bool after_blank = r->after_blank || line->number == 1;
    r->after_blank = text.len == 0;
    if (after_blank && is_separator(text)) {
        const enum tl_status status = end_mail(r);
        begin_mail(r, line->number);
        return status;
    }
    switch (r->place) {
    case PLACE_NONE:
        break;
    case PLACE_HEADERS:
    case PLACE_PART_HEADERS:
        if (text.len == 0)
            begin_body(r);
        else if (!take_boundary(r, text))
            take_header(r, text);
        break;
    case PLACE_BODY:
    case PLACE_PREAMBLE:
        if (!take_boundary(r, text) && r->place == PLACE_BODY)
            take_body(r, text);
        break;
    }
    return TL_OK;
}

/* ---- the file ---- */

static enum tl_status walk(struct reader *r)
{
    r->place = PLACE_NONE;
    r->after_blank = false;
    enum tl_status status = tl_text_lines(&r->rows, take, r);
    return status == TL_OK ? end_mail(r) : status;
}

static struct reader *new_reader(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->rows.import = import;
    tl_id_map_init(&r->ids, import->ctx);
    tl_arena_init(&r->arena, import->ctx);
    for (int k = 0; k < FIELD_COUNT; k++)
        tl_buf_init(&r->field[k], import->ctx);
    tl_buf_init(&r->plain.raw, import->ctx);
    tl_buf_init(&r->html.raw, import->ctx);
    tl_buf_init(&r->text, import->ctx);
    tl_buf_init(&r->words, import->ctx);
    tl_buf_init(&r->key, import->ctx);
    return r;
}

static void free_reader(struct reader *r)
{
    const struct tl_context *ctx = r->rows.import->ctx;
    tl_id_map_release(&r->ids);
    tl_arena_release(&r->arena);
    for (int k = 0; k < FIELD_COUNT; k++)
        tl_buf_release(&r->field[k]);
    tl_buf_release(&r->plain.raw);
    tl_buf_release(&r->html.raw);
    tl_buf_release(&r->text);
    tl_buf_release(&r->words);
    tl_buf_release(&r->key);
    tl_free(ctx, r->pairs, r->pairs_cap * sizeof *r->pairs);
    tl_free(ctx, r, sizeof *r);
}

/* In how many mails the address is. */
static uint64_t mails_of(const struct reader *r, struct tl_str address)
{
    uint64_t n = 0;
    for (size_t i = 0; i < r->n_pairs; i++)
        if (tl_str_equal(r->pairs[i].one, address) || tl_str_equal(r->pairs[i].two, address))
            n += r->pairs[i].n;
    return n;
}

static enum tl_status list_chats(struct tl_import *import, struct tl_chat_list *chats)
{
    struct reader *r = new_reader(import);
    if (r == NULL)
        return tl_fault_memory(import->err);
    r->survey = true;
    enum tl_status status = walk(r);
    for (size_t i = 0; i < r->n_pairs && status == TL_OK; i++) {
        const struct pair *pair = &r->pairs[i];
        const bool second = mails_of(r, pair->one) >= mails_of(r, pair->two);
        const struct tl_str address = second ? pair->two : pair->one;
        const struct tl_str name = pair->name[second];
        tl_buf_clear(&r->key);
        tl_buf_put_str(&r->key, pair->one);
        tl_buf_putc(&r->key, ' ');
        tl_buf_put_str(&r->key, pair->two);
        const struct tl_listed_chat chat = {.format = tl_importer_mbox.name,
                                            .name = name.len > 0 ? name : address,
                                            .id = view(&r->key),
                                            .n_messages = pair->n,
                                            .n_people = 2};
        if (r->key.failed || !tl_chat_list_add(chats, import->entry, &chat))
            status = memory_fault(r);
    }
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
    enum tl_status status = tl_rows_init(&r->rows, import, tl_importer_mbox.name);
    for (size_t i = 0; i < n && status == TL_OK; i++) {
        if (import->entries != NULL)
            import->entry = import->entries[i];
        status = walk(r);
        import->bytes_before += tl_bundle_size(import->bundle, import->entry);
    }
    import->entry = entry;
    import->bytes_before = before;
    if (status == TL_OK && !tl_id_map_settle(&r->ids, r->rows.conv, r->rows.file))
        status = tl_fault_memory(import->err);
    if (status == TL_OK)
        status = tl_rows_finish(&r->rows, TL_CAN_REPLIES | TL_CAN_TIMING | TL_CAN_BOTH_SIDES);
    free_reader(r);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    struct tl_str line;
    size_t at = 0;
    if (!tl_text_head_line(p->head, &at, &line) || !is_separator(line))
        return 0;
    for (unsigned n = 0; n < 40 && tl_text_head_line(p->head, &at, &line); n++) {
        const size_t colon = tl_str_find(line, TL_STR(":"), 0);
        if (line.len == 0 || (colon == SIZE_MAX && line.ptr[0] != ' ' && line.ptr[0] != '\t'))
            return n >= 2 ? 20 : 0;
        if (starts_fold(line, TL_STR("Date:")) || starts_fold(line, TL_STR("From:")))
            return 40;
    }
    return 20;
}

const struct tl_importer tl_importer_mbox = {
    .name = "mbox",
    .title = "Mail between two people (mbox)",
    .export_how = "Save the mails with the one person as an mbox file: Google Takeout with one "
                  "label, Thunderbird with ImportExportTools, Apple Mail with Export Mailbox; the "
                  "sent ones too.",
    .cannot_hold = "Whether it was read; mails to several people are left out.",
    .can = TL_CAN_SECONDS | TL_CAN_ZONE | TL_CAN_REPLIES | TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_chat,
    .list = list_chats,
};
