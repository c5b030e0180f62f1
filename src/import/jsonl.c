/*
 * jsonl.c: messages as JSON objects, one a line (jsonlines.org), or in one array.
 *
 * Written by researchers and converters. An object's keys are looked up like the headings of a CSV
 * table (table_columns.c); others are ignored. A sender may be an object with a name; reactions may
 * be an array of {emoji, sender, time}, of [sender, emoji], or the text of a CSV cell. Of two times
 * the one under the better name counts; `date_est` steps in where the date says no day.
 *
 * Line by line a broken line costs itself alone, also the first. An array, or objects spread over
 * lines, are read as a stream, where what is broken ends the reading; what stands before is kept.
 */
#include <string.h>

#include "fault.h"
#include "feed.h"
#include "importers.h"
#include "str.h"
#include "table.h"

#define REACTIONS_MAX 16

struct span {
    size_t at, len;
};

/* What the container is for that a token stands in. */
enum place { OUTSIDE, LIST, ROW, SENDER, REACTIONS, REACTION, PAIR, DEEPEST };

struct reader {
    struct tl_import *import;
    struct tl_table table;
    struct tl_json *json;
    enum place open[DEEPEST];
    size_t depth;
    uint64_t ignored;
    bool by_lines;
    bool complete;  /* by lines: the line's object has ended */
    bool misplaced; /* by lines: the line holds something else than one object */
    enum tl_status status;
    /* the row being read */
    uint64_t line;
    struct tl_buf bytes;
    struct span cell[TL_TABLE_COLUMNS];
    bool has[TL_TABLE_COLUMNS];
    uint8_t rank[TL_TABLE_COLUMNS];
    enum tl_table_column column; /* of the last key of the row */
    uint8_t column_rank;
    struct span reaction[REACTIONS_MAX][3]; /* emoji, sender, time */
    size_t n_reactions;
    int part; /* of the reaction: index of the value that comes, -1 none */
};

static struct tl_str text_of(const struct reader *r, struct span s)
{
    return s.len == 0 ? (struct tl_str){"", 0} : (struct tl_str){r->bytes.ptr + s.at, s.len};
}

static struct span keep(struct reader *r, struct tl_str s)
{
    const struct span span = {r->bytes.len, s.len};
    tl_buf_put_str(&r->bytes, s);
    return span;
}

static void begin_row(struct reader *r, uint64_t line)
{
    tl_buf_clear(&r->bytes);
    memset(r->has, 0, sizeof r->has);
    r->n_reactions = 0;
    r->column = TL_TABLE_COLUMNS;
    if (!r->by_lines)
        r->line = line;
}

static void end_row(struct reader *r)
{
    struct tl_table_row row = {.line = r->line};
    struct tl_table_reaction reactions[REACTIONS_MAX];
    if (r->bytes.failed) {
        r->status = tl_fault_memory(r->import->err);
        return;
    }
    for (size_t k = 0; k < TL_TABLE_COLUMNS; k++)
        if (r->has[k])
            row.cell[k] = text_of(r, r->cell[k]);
    for (size_t i = 0; i < r->n_reactions; i++)
        reactions[i] = (struct tl_table_reaction){.emoji = text_of(r, r->reaction[i][0]),
                                                  .sender = text_of(r, r->reaction[i][1]),
                                                  .time = text_of(r, r->reaction[i][2])};
    row.reaction = reactions;
    row.n_reactions = r->n_reactions;
    r->complete = true;
    r->status = tl_table_push(&r->table, &row);
}

static void set_cell(struct reader *r, enum tl_table_column column, struct tl_str s)
{
    /* Damaged rows that repeat their keys without end must not fill the memory. */
    const size_t limit = (size_t)r->import->ctx->limits.text_bytes + 65536;
    if (column == TL_TABLE_COLUMNS || (r->has[column] && r->column_rank > r->rank[column]) ||
        r->bytes.len > limit)
        return;
    r->has[column] = true;
    r->rank[column] = r->column_rank;
    r->cell[column] = keep(r, s);
}

static void key(struct reader *r, struct tl_str word)
{
    switch (r->open[r->depth - 1]) {
    case ROW:
        r->column = tl_table_column_from(word, &r->column_rank);
        break;
    case SENDER:
        r->part = tl_str_equal_fold(word, TL_STR("name")) ||
                          tl_str_equal_fold(word, TL_STR("display_name"))
                      ? 1
                      : -1;
        break;
    case REACTION: {
        uint8_t rank;
        const enum tl_table_column column = tl_table_column_from(word, &rank);
        r->part = -1;
        if (column == TL_COLUMN_OF_SENDER || tl_str_equal_fold(word, TL_STR("actor")))
            r->part = 1;
        else if (column == TL_COLUMN_OF_TIME || column == TL_COLUMN_OF_CLOCK)
            r->part = 2;
        else if (column == TL_COLUMN_OF_REACTIONS || tl_str_equal_fold(word, TL_STR("emoji")))
            r->part = 0;
        break;
    }
    default:
        break;
    }
}

static void value(struct reader *r, struct tl_str text)
{
    switch (r->open[r->depth - 1]) {
    case ROW:
        set_cell(r, r->column, text);
        break;
    case SENDER:
        if (r->part == 1)
            set_cell(r, TL_COLUMN_OF_SENDER, text);
        break;
    case PAIR: /* [sender, emoji] */
    case REACTION:
        if (r->part >= 0 && r->n_reactions < REACTIONS_MAX && r->bytes.len < 65536)
            r->reaction[r->n_reactions][r->part] = keep(r, text);
        if (r->open[r->depth - 1] == PAIR)
            r->part = r->part == 1 ? 0 : -1;
        break;
    default:
        break;
    }
}

static enum place place_of(const struct reader *r, bool array)
{
    if (r->depth == 0)
        return !array ? ROW : r->by_lines ? OUTSIDE : LIST;
    switch (r->open[r->depth - 1]) {
    case LIST:
        return array ? OUTSIDE : ROW;
    case ROW:
        if (array)
            return r->column == TL_COLUMN_OF_REACTIONS ? REACTIONS : OUTSIDE;
        return r->column == TL_COLUMN_OF_SENDER ? SENDER : OUTSIDE;
    case REACTIONS:
        return array ? PAIR : REACTION;
    default:
        return OUTSIDE;
    }
}

static void open_place(struct reader *r, const struct tl_json_token *token)
{
    const bool array = token->event == TL_JSON_ARRAY;
    const enum place place = r->ignored > 0 ? OUTSIDE : place_of(r, array);
    if (place == OUTSIDE) {
        r->misplaced = r->misplaced || r->depth == 0;
        r->ignored++;
        return;
    }
    r->open[r->depth++] = place;
    r->part = place == PAIR ? 1 : -1;
    if (place == ROW)
        begin_row(r, token->line);
    else if ((place == REACTION || place == PAIR) && r->n_reactions < REACTIONS_MAX)
        memset(r->reaction[r->n_reactions], 0, sizeof *r->reaction);
}

static void close_place(struct reader *r)
{
    if (r->ignored > 0) {
        r->ignored--;
        return;
    }
    const enum place place = r->open[--r->depth];
    if (place == ROW)
        end_row(r);
    else if ((place == REACTION || place == PAIR) && r->n_reactions < REACTIONS_MAX)
        r->n_reactions++;
}

static enum tl_status take(void *user, const struct tl_json_token *token)
{
    struct reader *r = user;
    switch (token->event) {
    case TL_JSON_OBJECT:
    case TL_JSON_ARRAY:
        open_place(r, token);
        break;
    case TL_JSON_OBJECT_END:
    case TL_JSON_ARRAY_END:
        close_place(r);
        break;
    case TL_JSON_KEY:
        if (r->ignored == 0)
            key(r, token->text);
        break;
    case TL_JSON_NULL:
        if (r->ignored == 0 && r->depth > 0 && r->open[r->depth - 1] == PAIR)
            value(r, (struct tl_str){NULL, 0});
        break;
    default:
        r->misplaced = r->misplaced || r->depth == 0;
        if (r->ignored == 0 && r->depth > 0)
            value(r, token->event == TL_JSON_TRUE    ? TL_STR("true")
                     : token->event == TL_JSON_FALSE ? TL_STR("false")
                                                     : token->text);
        break;
    }
    return r->status;
}

static enum tl_status new_parser(struct reader *r)
{
    const size_t limit = r->import->ctx->limits.text_bytes;
    tl_json_free(r->json);
    r->depth = 0;
    r->ignored = 0;
    r->json = tl_json_new(r->import->ctx, take, r, true, limit < 1024 ? 1024 : limit);
    return r->json == NULL ? tl_fault_memory(r->import->err) : TL_OK;
}

/* One line, which ought to be one object. */
static enum tl_status read_line(struct reader *r, const struct tl_line *line)
{
    struct tl_error error = {.code = TL_CODE_NONE};
    r->line = line->number;
    r->complete = r->misplaced = false;
    enum tl_status status = tl_json_feed(r->json, line->text, &error);
    if (status == TL_OK)
        status = tl_json_feed(r->json, TL_STR("\n"), &error);
    if (r->status != TL_OK)
        return r->status;
    if (status == TL_FATAL) {
        if (r->import->err != NULL)
            *r->import->err = error;
        return status;
    }
    if (status == TL_OK && r->complete && !r->misplaced && r->depth == 0)
        return TL_OK;
    if (!r->complete) {
        status = tl_table_skip(&r->table, line->number);
        if (status != TL_OK)
            return status;
    }
    return new_parser(r);
}

static enum tl_status read_lines(struct reader *r)
{
    struct tl_import *import = r->import;
    struct tl_stream *stream = NULL;
    struct tl_lines *lines = NULL;
    struct tl_line line;
    bool more = true;
    enum tl_status status = tl_stream_open(import->bundle, import->entry, &stream, import->err);
    if (status == TL_OK)
        status = tl_lines_new(import->ctx, stream, &lines, import->err);
    while (status == TL_OK) {
        status = tl_lines_next(lines, &line, &more, import->err);
        if (status != TL_OK || !more)
            break;
        if (tl_str_trim(line.text).len > 0)
            status = read_line(r, &line);
        if (status == TL_OK && line.number % 4096 == 0)
            status = tl_import_progress(import, tl_lines_offset(lines));
    }
    tl_lines_free(lines);
    return status;
}

static enum tl_status read_stream(struct reader *r)
{
    struct tl_import *import = r->import;
    struct tl_error error = {.code = TL_CODE_NONE}, *const err = import->err;
    import->err = &error;
    const enum tl_status status = tl_feed_json(import, r->json);
    import->err = err;
    if (r->status == TL_OK && status == TL_FAIL && error.code == TL_CODE_FORMAT_SYNTAX &&
        import->conv->n_messages > r->table.first_row)
        return tl_table_skip(&r->table, error.line);
    if (status != TL_OK && err != NULL)
        *err = error;
    return status;
}

/* ---- probing ---- */

/* Moves *at behind the string that opens there; false when it does not end in the head. */
static bool skip_string(struct tl_str s, size_t *at)
{
    for (++*at; *at < s.len; ++*at) {
        if (s.ptr[*at] == '\\')
            ++*at;
        else if (s.ptr[*at] == '"')
            return ++*at, true;
    }
    return false;
}

static void skip_blanks(struct tl_str s, size_t *at)
{
    while (*at < s.len &&
           (s.ptr[*at] == ' ' || s.ptr[*at] == '\t' || s.ptr[*at] == '\r' || s.ptr[*at] == '\n'))
        ++*at;
}

/*
 * The columns that the keys of the object at *at name, as far as the head goes; *at moves behind it
 * and *ended tells that it was all there. Anything that cannot be JSON gives 0.
 */
static unsigned scan_object(struct tl_str s, size_t *at, bool *ended)
{
    unsigned mask = 0;
    size_t depth = 0;
    uint8_t rank;
    *ended = false;
    while (*at < s.len) {
        const char c = s.ptr[*at];
        if (c != '"') {
            ++*at;
            depth += c == '{' || c == '[';
            if (c == '}' || c == ']') {
                *ended = --depth == 0;
                if (*ended)
                    return mask;
            }
            continue;
        }
        const size_t from = *at + 1;
        if (!skip_string(s, at))
            return mask;
        const struct tl_str word = tl_str_slice(s, from, *at - 1);
        skip_blanks(s, at);
        if (depth != 1 || *at >= s.len || s.ptr[*at] != ':')
            continue;
        const enum tl_table_column column = tl_table_column_from(word, &rank);
        if (column < TL_TABLE_COLUMNS)
            mask |= 1u << column;
    }
    return mask;
}

/*
 * Whether most lines hold an object that suffices, so that a broken one, were it the first, costs
 * itself alone. A line that the head cuts off does not count against it.
 */
static bool has_rows_by_line(struct tl_str s)
{
    size_t good = 0, others = 0;
    for (size_t from = 0; from < s.len;) {
        size_t end = tl_str_find(s, TL_STR("\n"), from), at = 0;
        const bool cut = end == SIZE_MAX;
        bool ended = false;
        end = cut ? s.len : end;
        const struct tl_str line = tl_str_trim(tl_str_slice(s, from, end));
        from = end + 1;
        if (line.len == 0)
            continue;
        if (line.ptr[0] == '{' && tl_table_columns_suffice(scan_object(line, &at, &ended)) && ended)
            good++;
        else
            others += !cut;
    }
    return good > 0 && good >= others;
}

static unsigned probe(const struct tl_probe *p)
{
    const struct tl_str s = p->head;
    size_t at = 0;
    bool ended;
    skip_blanks(s, &at);
    if (at < s.len && s.ptr[at] == '[') {
        at++;
        skip_blanks(s, &at);
    }
    if (at >= s.len || s.ptr[at] != '{' || !tl_table_columns_suffice(scan_object(s, &at, &ended)))
        return has_rows_by_line(s) ? 6 : 0;
    while (at < s.len && s.ptr[at] != '{')
        at++;
    return 8 + (at < s.len && tl_table_columns_suffice(scan_object(s, &at, &ended)) ? 4 : 0);
}

/* Whether the entry is one object a line: the first line holds the first object whole, or most
   lines hold one. */
static enum tl_status is_by_lines(struct reader *r)
{
    struct tl_buf head;
    bool whole, ended = false;
    enum tl_sniff kind;
    size_t at = 0;
    tl_buf_init(&head, r->import->ctx);
    const enum tl_status status = tl_feed_head(r->import->ctx, r->import->bundle, r->import->entry,
                                               &head, &whole, &kind, r->import->err);
    const struct tl_str s = {head.ptr, head.len};
    skip_blanks(s, &at);
    const bool array = at < s.len && s.ptr[at] == '[';
    if (status == TL_OK && !array && has_rows_by_line(s)) {
        r->by_lines = true;
    } else if (status == TL_OK && at < s.len && s.ptr[at] == '{') {
        const size_t end = tl_str_find(s, TL_STR("\n"), at);
        scan_object(s, &at, &ended);
        r->by_lines = end == SIZE_MAX || (ended && at <= end);
    }
    tl_buf_release(&head);
    return status;
}

static enum tl_status read_table(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    r->import = import;
    tl_buf_init(&r->bytes, import->ctx);
    enum tl_status status = tl_table_init(&r->table, import, "jsonl");
    if (status == TL_OK)
        status = is_by_lines(r);
    if (status == TL_OK)
        status = new_parser(r);
    if (status == TL_OK)
        status = r->by_lines ? read_lines(r) : read_stream(r);
    if (status == TL_OK)
        status = tl_table_finish(&r->table);
    tl_json_free(r->json);
    tl_table_release(&r->table);
    tl_buf_release(&r->bytes);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

const struct tl_importer tl_importer_jsonl = {
    .name = "jsonl",
    .title = "Messages as JSON, one object a line or in one array (.jsonl, .json)",
    .export_how = "Write one object a message with the keys timestamp, sender and text; id, "
                  "reply_to, kind, edited, duration_s and reactions may be added.",
    .cannot_hold = "Whatever has no key.",
    .can = TL_CAN_SECONDS | TL_CAN_ZONE | TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS |
           TL_CAN_CALLS | TL_CAN_VOICE_LENGTH | TL_CAN_MEDIA_KIND | TL_CAN_TIMING |
           TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_table,
};
