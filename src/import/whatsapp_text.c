/*
 * whatsapp_text.c: a chat exported by WhatsApp as text.
 *
 * Written by WhatsApp on Android and iOS ("Export chat"), alone or in a zip beside its media. A
 * message is a header (whatsapp_header.c), "Name: " and the text, which may go on over further
 * lines that carry no mark of it. Notices have no name on Android; on iOS they have one, and U+200E
 * before the text tells that WhatsApp wrote it. There is no zone, no language is stated, and
 * phrases stand in the place of media, calls and deleted messages (whatsapp_body.c). Reactions,
 * replies and read receipts are never exported. docs/formats/whatsapp_text.md has the samples.
 *
 * One pass over the lines: each is a header of the file's shape or goes on with the message before.
 * What needs the whole file (date order, pasted headers, placeholders in languages not known) is
 * settled at the end (whatsapp_settle.c).
 */
#include "whatsapp_reader.h"

#include <string.h>

#include "civil.h"
#include "fault.h"
#include "feed.h"
#include "importers.h"
#include "str.h"
#include "utf8.h"
#include "whatsapp_body.h"

enum {
    NAME_BYTES = 256,
    KNOWN_AFTER = 3, /* messages until a name is beyond doubt */
    DIP_MAX = 100,   /* rows; longer than what anybody pastes, the clock itself went back */
    JUMP_ROWS = 8,   /* after a silence of a day or a date far ahead that somebody pasted */
    NAME_BLANKS = 7, /* as many make a sentence of it */
    LINES_PER_REPORT = 4096
};

enum tl_status tl_wa_notice(struct tl_wa_reader *reader, const char *code, const char *text,
                            uint64_t line)
{
    if (tl_conversation_notice(reader->conv, reader->file, code, text, line) != TL_OK)
        return tl_fault_memory(reader->err);
    return TL_OK;
}

enum tl_status tl_wa_note_impossible(struct tl_wa_reader *reader, uint64_t line)
{
    reader->warned = true;
    return tl_wa_notice(reader, "date-impossible",
                        "Lines begin with a date or a time that cannot be (such as a 32nd, a 13th "
                        "month or 25:61) and were read as part of the message before.",
                        line);
}

int64_t tl_wa_pack(const struct tl_date_fields *date, uint32_t second, bool marked)
{
    const uint64_t numbers =
        (uint64_t)date->number[0] << 28 | (uint64_t)date->number[1] << 14 | date->number[2];
    return (int64_t)(numbers << 18 | (uint64_t)marked << 17 | second);
}

/* ---- names ---- */

/* A name as people see it: no direction marks, plain blanks, no "~ " (not among the contacts). */
static size_t clean_name(struct tl_str raw, char out[NAME_BYTES])
{
    size_t n = 0;
    for (size_t at = 0; at < raw.len;) {
        const char *bytes = raw.ptr + at; /* as they stand where they are no UTF-8 */
        const size_t start = at;
        const uint32_t c = tl_utf8_next(raw, &at);
        const bool blank = c == 0xa0 || c == 0x202f;
        const size_t len = blank ? 1 : at - start;
        if (tl_wa_is_mark(c))
            continue;
        if (n + len > NAME_BYTES)
            break;
        memcpy(out + n, blank ? " " : bytes, len);
        n += len;
    }
    struct tl_str name = tl_str_trim((struct tl_str){out, n});
    if (tl_str_starts(name, TL_STR("~")) && name.len > 1)
        name = tl_str_trim(tl_str_slice(name, 1, name.len));
    memmove(out, name.ptr, name.len);
    return name.len;
}

bool tl_wa_is_name(struct tl_str name)
{
    static const char *const quotes[] = {"\"", "\xe2\x80\x9c", "\xe2\x80\x9e", "\xc2\xab",
                                         "\xe3\x80\x8c"};
    size_t blanks = 0;
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++)
        if (tl_str_find(name, tl_str_from(quotes[i]), 0) != SIZE_MAX)
            return false;
    for (size_t i = 0; i < name.len; i++)
        blanks += name.ptr[i] == ' ';
    return blanks < NAME_BLANKS;
}

static enum tl_status add_person(struct tl_wa_reader *reader, struct tl_str raw, uint16_t *person)
{
    char name[NAME_BYTES];
    const struct tl_str clean = {name, clean_name(raw, name)};
    *person = TL_NOBODY;
    /* WhatsApp's assistant answers in the chat; it is not one of the two. */
    if (clean.len == 0 || tl_str_equal(clean, TL_STR("Meta AI")))
        return TL_OK;
    const enum tl_status status =
        tl_conversation_person(reader->conv, clean, clean, person, reader->err);
    if (status != TL_OK)
        return status;
    if (*person >= reader->written_cap) {
        const size_t before = reader->written_cap;
        uint32_t *written = tl_grow(reader->import->ctx, reader->written, &reader->written_cap,
                                    (size_t)*person + 1, sizeof *written);
        if (written == NULL)
            return tl_fault_memory(reader->err);
        memset(written + before, 0, (reader->written_cap - before) * sizeof *written);
        reader->written = written;
    }
    return TL_OK;
}

static inline uint64_t load_8(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

/* Most names have 8 to 24 bytes with their ": ", and three blocks hold all of them: no branch, for
   who of the two writes next cannot be guessed. */
static inline bool is_sender(const struct tl_wa_sender *s, struct tl_str rest)
{
    const size_t last = s->len - 8, middle = last / 2;
    if (rest.len < s->len)
        return false;
    if (s->len < 8 || s->len > 24)
        return memcmp(rest.ptr, s->raw, s->len) == 0;
    return ((load_8(rest.ptr) ^ load_8(s->raw)) |
            (load_8(rest.ptr + middle) ^ load_8(s->raw + middle)) |
            (load_8(rest.ptr + last) ^ load_8(s->raw + last))) == 0;
}

/* The place in reader->recent of the name that the line begins with, or n_recent. */
static size_t find_recent(const struct tl_wa_reader *reader, struct tl_str rest)
{
    size_t i = 0;
    if (reader->n_recent >= 2) {
        const bool first = is_sender(&reader->recent[0], rest);
        const bool second = is_sender(&reader->recent[1], rest);
        if ((unsigned)first | (unsigned)second)
            return 1 - (size_t)first;
        i = 2;
    }
    while (i < reader->n_recent && !is_sender(&reader->recent[i], rest))
        i++;
    return i;
}

/* Length of the name with ": " inside that the line begins with, or SIZE_MAX. */
static size_t find_colon_name(const struct tl_wa_survey *survey, struct tl_str rest)
{
    for (size_t i = 0; i < survey->n_names; i++) {
        const struct tl_str name = survey->names[i];
        if (tl_str_starts(rest, name) &&
            tl_str_starts(tl_str_slice(rest, name.len, rest.len), TL_STR(": ")))
            return name.len;
    }
    return SIZE_MAX;
}

/* Where the text begins, and who wrote it; 0 when the line has no sender. */
static enum tl_status find_sender(struct tl_wa_reader *reader, struct tl_str rest, size_t *text_at,
                                  uint16_t *person)
{
    size_t end = find_colon_name(&reader->survey, rest);
    const size_t recent = end == SIZE_MAX ? find_recent(reader, rest) : reader->n_recent;
    if (recent < reader->n_recent) {
        *text_at = reader->recent[recent].len;
        *person = reader->recent[recent].person;
        return TL_OK;
    }
    /* "Name:" and nothing or no blank: a blank was lost, if it is somebody who writes here. */
    const bool bare = rest.len > 0 && rest.ptr[rest.len - 1] == ':';
    const bool colon = tl_str_find(tl_str_slice(rest, 0, NAME_BYTES), TL_STR(": "), 0) != SIZE_MAX;
    for (size_t i = 0; (bare || !colon) && i < reader->n_recent; i++) {
        const struct tl_wa_sender *s = &reader->recent[i];
        if ((bare ? rest.len + 1 == s->len : rest.len + 1 >= s->len) &&
            memcmp(rest.ptr, s->raw, s->len - 1) == 0) {
            *text_at = s->len - 1;
            *person = s->person;
            return TL_OK;
        }
    }
    if (end == SIZE_MAX && colon)
        end = tl_str_find(rest, TL_STR(": "), 0);
    *text_at = 0;
    *person = TL_NOBODY;
    if (end == SIZE_MAX || end == 0)
        return TL_OK;
    *text_at = end + 2;
    const enum tl_status status = add_person(reader, tl_str_slice(rest, 0, end), person);
    if (status == TL_OK && end + 2 <= sizeof reader->recent[0].raw) {
        /* In a group the places behind the first ones take turns. */
        size_t k = reader->n_recent;
        if (k < TL_WA_RECENT)
            reader->n_recent++;
        else
            k = reader->next_recent = reader->next_recent % (TL_WA_RECENT - 1) + 1;
        struct tl_wa_sender *s = &reader->recent[k];
        memcpy(s->raw, rest.ptr, end + 2);
        s->len = end + 2;
        s->person = *person;
    }
    return status;
}

/* ---- rows ---- */

/* A line without a header of its own. */
static enum tl_status continue_message(struct tl_wa_reader *reader, struct tl_str line,
                                       uint64_t number)
{
    struct tl_conversation *conv = reader->conv;
    if (conv->n_messages == reader->first_row) {
        if (line.len == 0)
            return TL_OK;
        conv->files[reader->file].skipped++;
        reader->warned = true;
        return tl_wa_notice(reader, "line-before-first",
                            "Lines before the first message begin with no date and were left out.",
                            number);
    }
    if (line.len == 0) {
        reader->blank_lines++;
        return TL_OK;
    }
    const size_t row = conv->n_messages - 1;
    if (line.ptr[line.len - 1] == '>' && tl_wa_body_edited(&reader->phrases, &line))
        conv->flags[row] |= TL_FLAG_EDITED;
    const enum tl_kind kind = (enum tl_kind)conv->kind[row];
    const bool first = conv->text_len[row] == 0 && kind != TL_KIND_TEXT;
    if (reader->empty_body)
        conv->kind[row] = TL_KIND_TEXT;
    else if (kind >= TL_KIND_MEDIA && kind <= TL_KIND_CONTACT && kind != TL_KIND_LOCATION)
        conv->flags[row] |= TL_FLAG_CAPTION;
    reader->empty_body = false;
    enum tl_status status = TL_OK;
    for (uint64_t i = first ? 1 : 0; i <= reader->blank_lines && status == TL_OK; i++)
        status = tl_conversation_append(conv, TL_STR("\n"), reader->err);
    reader->blank_lines = 0;
    return status == TL_OK ? tl_conversation_append(conv, line, reader->err) : status;
}

/* Whether the row to come may be no row; in seconds, by the order the head of the file suggests. */
static bool is_suspect(struct tl_wa_reader *reader, const struct tl_wa_header *header,
                       uint16_t person)
{
    const int64_t now = reader->day * 86400 + header->hour * 3600 + header->minute * 60;
    bool suspect = person == TL_NOBODY || reader->written[person] < KNOWN_AFTER;
    if (!reader->date_possible)
        return true;
    if (reader->conv->n_messages > reader->first_row) {
        const bool below = now < reader->high_s - 86400;
        if (now > reader->previous_s + 86400)
            reader->rows_after_jump = JUMP_ROWS;
        suspect |= below || reader->rows_after_jump > 0;
        reader->rows_after_jump -= reader->rows_after_jump > 0;
        reader->rows_below = below ? reader->rows_below + 1 : 0;
    }
    if (reader->rows_below == 0 || reader->rows_below > DIP_MAX)
        reader->high_s = now;
    reader->previous_s = now;
    return suspect;
}

/* Puts the header's bytes behind the text of the row before, which does not get longer by it. */
static enum tl_status keep_header(struct tl_wa_reader *reader, struct tl_str header, size_t name_at,
                                  uint64_t line)
{
    struct tl_conversation *conv = reader->conv;
    if (conv->n_messages == reader->first_row)
        return TL_OK;
    const size_t row = conv->n_messages - 1;
    const uint32_t len = conv->text_len[row];
    /* Bytes that are no UTF-8 take three each. */
    if (3 * header.len + 1 > conv->ctx->limits.text_bytes - len || header.len > UINT16_MAX / 4 ||
        (conv->flags[row] & TL_FLAG_CUT) != 0)
        return TL_OK;
    struct tl_wa_suspect *suspects = tl_grow(conv->ctx, reader->suspects, &reader->suspects_cap,
                                             reader->n_suspects + 1, sizeof *suspects);
    if (suspects == NULL)
        return tl_fault_memory(reader->err);
    reader->suspects = suspects;
    struct tl_wa_suspect *s = &suspects[reader->n_suspects++];
    *s = (struct tl_wa_suspect){.line = line, .row = (uint32_t)(row + 1)};
    enum tl_status status = tl_conversation_append(conv, TL_STR("\n"), reader->err);
    if (status == TL_OK)
        status = tl_conversation_append(conv, tl_str_slice(header, 0, name_at), reader->err);
    s->name_at = (uint16_t)(conv->text_len[row] - len);
    if (status == TL_OK)
        status =
            tl_conversation_append(conv, tl_str_slice(header, name_at, header.len), reader->err);
    s->kept = (uint16_t)(conv->text_len[row] - len);
    conv->text_len[row] = len;
    return status;
}

static enum tl_status note_unknown(struct tl_wa_reader *reader, struct tl_str text)
{
    struct tl_wa_unknown *unknown =
        tl_grow(reader->import->ctx, reader->unknown, &reader->unknown_cap, reader->n_unknown + 1,
                sizeof *unknown);
    if (unknown == NULL)
        return tl_fault_memory(reader->err);
    reader->unknown = unknown;
    unknown[reader->n_unknown++] = (struct tl_wa_unknown){
        .hash = tl_str_hash(text), .row = (uint32_t)reader->conv->n_messages};
    return TL_OK;
}

static void note_clock(struct tl_wa_reader *reader, const struct tl_wa_header *header)
{
    if (header->period == TL_WA_NO_MARK)
        reader->n_unmarked++;
    else
        reader->n_marked++;
    reader->n_unknown_marks += header->period == TL_WA_UNKNOWN_MARK;
    reader->any_padded |= header->padded;
    reader->converted |= header->converted;
    reader->all_upper &= header->upper || header->period == TL_WA_NO_MARK;
    reader->hour_beyond_12 |=
        header->period == TL_WA_UNKNOWN_MARK && (header->hour > 12 || header->hour == 0);
}

static bool same_date(const struct tl_date_fields *a, const struct tl_date_fields *b)
{
    for (int k = 0; k < 3; k++)
        if (a->number[k] != b->number[k] || a->digits[k] != b->digits[k])
            return false;
    return true;
}

/* The day is worked out when the date changes. false when no order can read it. */
static bool note_date(struct tl_wa_reader *reader, const struct tl_date_fields *date)
{
    int64_t day = 0;
    bool possible = false;
    for (int order = TL_DATE_DMY; order <= TL_DATE_YMD && !possible; order++)
        possible = tl_date_fields_day(date, (enum tl_date_order)order, &day);
    if (!possible)
        return false;
    reader->date = *date;
    reader->have_date = true;
    reader->date_possible = tl_date_fields_day(date, reader->survey.order, &reader->day);
    return true;
}

static enum tl_status begin_message(struct tl_wa_reader *reader, const struct tl_line *line,
                                    const struct tl_wa_header *header)
{
    struct tl_conversation *conv = reader->conv;
    const bool ios = (header->shape & TL_WA_BRACKET) != 0;
    const struct tl_str rest = tl_str_slice(line->text, header->rest, line->text.len);
    size_t text_at;
    uint16_t person;
    const bool new_date = !reader->have_date || !same_date(&header->date, &reader->date);
    if (new_date && !note_date(reader, &header->date)) {
        const enum tl_status status = tl_wa_note_impossible(reader, line->number);
        return status == TL_OK ? continue_message(reader, line->text, line->number) : status;
    }
    enum tl_status status = find_sender(reader, rest, &text_at, &person);
    if (status == TL_FAIL) /* so many names are no people */
        return continue_message(reader, line->text, line->number);
    if (status != TL_OK)
        return status;
    /* Before the first row there is no place to keep a header, so its name is judged at once. */
    if (conv->n_messages == reader->first_row && text_at > 0 &&
        !tl_wa_is_name(tl_str_slice(rest, 0, text_at - 1))) {
        person = TL_NOBODY;
        text_at = 0;
    }
    if (new_date)
        tl_date_tally_add(&reader->tally, &header->date);
    note_clock(reader, header);
    reader->blank_lines = 0;
    if (is_suspect(reader, header, person)) {
        const struct tl_str head = tl_str_slice(line->text, 0, header->rest + text_at);
        status = keep_header(reader, head, header->rest, line->number);
        if (status != TL_OK)
            return status;
    }
    struct tl_wa_body body = {
        .text = tl_str_slice(rest, text_at, rest.len), .kind = TL_KIND_SYSTEM, .duration_s = -1};
    if (person != TL_NOBODY) {
        reader->survey.marked |= ios && tl_wa_starts_with_lrm(body.text);
        tl_wa_body_read(&reader->phrases, body.text, ios, reader->survey.marked,
                        tl_wa_starts_with_lrm(line->text), &body);
        reader->written[person]++;
    } else if (tl_wa_starts_with_lrm(body.text)) {
        body.text = tl_str_slice(body.text, 3, body.text.len);
    }
    if (body.unknown && (status = note_unknown(reader, body.text)) != TL_OK)
        return status;
    reader->empty_body = body.kind == TL_KIND_MEDIA && text_at == rest.len;
    const uint32_t second = (uint32_t)header->hour * 3600 + (uint32_t)header->minute * 60 +
                            (header->second < 60 ? header->second : 59);
    const struct tl_message message = {
        .time_ms = tl_wa_pack(&header->date, second, header->period != TL_WA_NO_MARK),
        .sender = person,
        .kind = body.kind,
        .resolution = header->shape & TL_WA_SECONDS ? TL_RES_SECOND : TL_RES_MINUTE,
        .flags = (uint16_t)(body.flags | (line->cut ? TL_FLAG_CUT : 0)),
        .file = reader->file,
        .text = body.text,
        .reply_to = TL_NO_MESSAGE,
        .duration_s = body.duration_s};
    status = tl_conversation_push(conv, &message, reader->err);
    if (status == TL_OK && body.unknown)
        reader->unknown[reader->n_unknown - 1].len = (uint16_t)conv->text_len[conv->n_messages - 1];
    return status;
}

static enum tl_status read_line(struct tl_wa_reader *reader, const struct tl_line *line,
                                bool inside_message)
{
    struct tl_wa_header header;
    if (line->cut) {
        reader->warned = true;
        const enum tl_status status = tl_wa_notice(
            reader, "line-cut", "Lines longer than this program reads were cut off.", line->number);
        if (status != TL_OK)
            return status;
    }
    if (!tl_wa_header_recall(&reader->memory, reader->survey.shape, line->text, &header)) {
        const bool impossible =
            header.impossible && header.shape == reader->survey.shape && !inside_message;
        const enum tl_status status =
            impossible ? tl_wa_note_impossible(reader, line->number) : TL_OK;
        return status == TL_OK ? continue_message(reader, line->text, line->number) : status;
    }
    if (header.shape != reader->survey.shape || inside_message) {
        reader->other_shapes++;
        return continue_message(reader, line->text, line->number);
    }
    return begin_message(reader, line, &header);
}

static enum tl_status read_lines(struct tl_wa_reader *reader, struct tl_lines *lines)
{
    struct tl_line line;
    bool more = true, broken = false;
    uint64_t number = 0;
    for (;;) {
        enum tl_status status = tl_lines_next(lines, &line, &more, reader->err);
        if (status == TL_OK && more)
            status = read_line(reader, &line, broken && reader->survey.crlf);
        if (status == TL_OK && (number % LINES_PER_REPORT == 0 || !more))
            status = tl_import_progress(reader->import, tl_lines_offset(lines));
        if (status != TL_OK || !more)
            return status;
        /* Where CR LF ends messages, a lone LF is inside one, whatever follows it looks like. */
        broken = !line.crlf;
        number = line.number;
        reader->conv->files[reader->file].lines = number;
    }
}

static void release(struct tl_wa_reader *reader)
{
    const struct tl_context *ctx = reader->import->ctx;
    tl_wa_phrases_release(&reader->phrases);
    tl_buf_release(&reader->head);
    tl_free(ctx, reader->written, reader->written_cap * sizeof *reader->written);
    tl_free(ctx, reader->suspects, reader->suspects_cap * sizeof *reader->suspects);
    tl_free(ctx, reader->unknown, reader->unknown_cap * sizeof *reader->unknown);
}

static enum tl_status open_lines(struct tl_wa_reader *reader, struct tl_lines **lines)
{
    const struct tl_import *import = reader->import;
    struct tl_stream *stream;
    bool whole;
    enum tl_sniff kind;
    enum tl_status status = tl_feed_head(import->ctx, import->bundle, import->entry, &reader->head,
                                         &whole, &kind, reader->err);
    if (status != TL_OK)
        return status;
    tl_wa_survey_head((struct tl_str){reader->head.ptr, reader->head.len}, whole, &reader->survey);
    if (import->options->date_order != TL_DATE_AUTO)
        reader->survey.order =
            import->options->date_order == TL_DATE_ISO ? TL_DATE_YMD : import->options->date_order;
    status = tl_stream_open(import->bundle, import->entry, &stream, reader->err);
    return status == TL_OK ? tl_lines_new(import->ctx, stream, lines, reader->err) : status;
}

static enum tl_status read_chat(struct tl_import *import)
{
    struct tl_wa_reader reader = {.import = import,
                                  .conv = import->conv,
                                  .err = import->err,
                                  .first_row = import->conv->n_messages,
                                  .all_upper = true};
    struct tl_lines *lines = NULL;
    char label[256];
    tl_buf_init(&reader.head, import->ctx);
    tl_bundle_label(import->bundle, import->entry, label);
    enum tl_status status =
        tl_wa_phrases_init(&reader.phrases, import->ctx) ? TL_OK : tl_fault_memory(import->err);
    if (status == TL_OK)
        status =
            tl_conversation_add_file(import->conv, tl_str_from(label),
                                     tl_importer_whatsapp_text.name, &reader.file, import->err);
    if (status == TL_OK)
        status = open_lines(&reader, &lines);
    if (status == TL_OK)
        status = read_lines(&reader, lines);
    if (status == TL_OK)
        status = tl_wa_settle(&reader);
    tl_lines_free(lines);
    release(&reader);
    return status;
}

/* Each header verifies three numbers, a clock and a separator; one alone only where the file begins
   with it. */
static unsigned probe_head(const struct tl_probe *probe)
{
    struct tl_wa_survey survey;
    tl_wa_survey_head(probe->head, probe->whole, &survey);
    if (survey.headers == 0 || (survey.headers == 1 && !survey.first_is_header))
        return 0;
    return 16 + (unsigned)(survey.headers < 12 ? survey.headers * 4 : 48);
}

const struct tl_importer tl_importer_whatsapp_text = {
    .name = "whatsapp-text",
    .title = "WhatsApp, exported chat (.txt or .zip)",
    .export_how = "In the chat, open the menu (Android: More; iPhone: the name at the top) and "
                  "choose Export chat, without media. Save the file and give it to tideline.",
    .cannot_hold = "Reactions, what a message answers, whether it was read, the time zone, and on "
                   "Android seconds and most calls are not in the export.",
    .can = TL_CAN_SECONDS | TL_CAN_EDITS | TL_CAN_DELETIONS | TL_CAN_CALLS | TL_CAN_MEDIA_KIND |
           TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .probe = probe_head,
    .read = read_chat,
};
