/*
 * csv.c: a table of messages as CSV or TSV.
 *
 * Written by researchers, spreadsheets and converters; RFC 4180 with what is seen beside it: `;`,
 * tab or `|` between cells, UTF-8 with or without mark, UTF-16, LF or CRLF. A first line names the
 * columns (table_columns.c has the words); without one, three columns are time, sender, text when
 * the first rows fit that. Other columns are ignored.
 *
 * A quoted cell may hold line breaks, and "" for a quote; a quote inside an unquoted cell is
 * itself. A row with more cells than the heading has an unquoted separator in its text when that is
 * the last column, and is put together again. A quoted cell that does not end is given up at the
 * limit of a message's length: what it swallowed is lost, and the row counted as damaged.
 */
#include "fault.h"
#include "importers.h"
#include "str.h"
#include "table.h"
#include "table_time.h"

#define CELLS_MAX 256

struct span {
    size_t at, len;
};

struct reader {
    struct tl_import *import;
    struct tl_table table;
    struct tl_lines *lines;
    char separator;
    /* the record being read */
    struct tl_buf bytes;
    struct span cell[CELLS_MAX];
    size_t n_cells;
    uint64_t line; /* its first */
    bool damaged;
    /* the heading */
    uint8_t column[CELLS_MAX]; /* enum tl_table_column of each cell, TL_TABLE_COLUMNS: none */
    size_t n_columns;
};

static const char separators[] = {',', ';', '\t', '|'};

/* The next cell of a line as it stands, without its quotes; false behind the last. For headings and
   probing: "" is not undone, and a cell over several lines ends with the first. */
static bool next_cell(struct tl_str line, char separator, size_t *at, struct tl_str *cell)
{
    if (*at > line.len)
        return false;
    size_t end = *at;
    if (end < line.len && line.ptr[end] == '"') {
        const size_t from = ++end;
        while (end < line.len &&
               (line.ptr[end] != '"' || (end + 1 < line.len && line.ptr[end + 1] == '"')))
            end += line.ptr[end] == '"' ? 2 : 1;
        *cell = tl_str_slice(line, from, end);
        while (end < line.len && line.ptr[end] != separator)
            end++;
    } else {
        while (end < line.len && line.ptr[end] != separator)
            end++;
        *cell = tl_str_slice(line, *at, end);
    }
    *at = end + 1;
    return true;
}

static size_t count_cells(struct tl_str line, char separator)
{
    struct tl_str cell;
    size_t at = 0, n = 0;
    while (next_cell(line, separator, &at, &cell))
        n++;
    return n;
}

static unsigned columns_of(struct tl_str line, char separator)
{
    struct tl_str cell;
    size_t at = 0;
    unsigned mask = 0;
    uint8_t rank;
    while (next_cell(line, separator, &at, &cell)) {
        const enum tl_table_column column = tl_table_column_from(cell, &rank);
        if (column < TL_TABLE_COLUMNS)
            mask |= 1u << column;
    }
    return mask;
}

/* Time, sender, text: what a table without a heading must look like. */
static bool is_plain_row(struct tl_str line, char separator)
{
    struct tl_str cell[3];
    size_t at = 0;
    for (int i = 0; i < 3; i++)
        if (!next_cell(line, separator, &at, &cell[i]))
            return false;
    const struct tl_str sender = tl_str_trim(cell[1]);
    /* A digit in front is the clock of another kind of line. */
    return at > line.len && sender.len > 0 && sender.len <= 64 && !tl_is_digit(sender.ptr[0]) &&
           tl_table_time_read(cell[0]).state >= TL_TIME_FIELDS;
}

/* Which separator, and whether the line is a heading, NUL: no table. */
static char sniff(struct tl_str line, bool *heading)
{
    for (size_t i = 0; i < sizeof separators; i++)
        if (tl_table_columns_suffice(columns_of(line, separators[i]))) {
            *heading = true;
            return separators[i];
        }
    *heading = false;
    for (size_t i = 0; i < sizeof separators; i++)
        if (is_plain_row(line, separators[i]))
            return separators[i];
    return '\0';
}

/* Line number n (0: the first that is not blank) of the head, without its ending. */
static struct tl_str line_at(struct tl_str head, size_t n)
{
    for (size_t at = 0; at < head.len;) {
        size_t end = tl_str_find(head, TL_STR("\n"), at);
        end = end == SIZE_MAX ? head.len : end;
        const struct tl_str line = tl_str_slice(head, at, end);
        if (tl_str_trim(line).len > 0 && n-- == 0)
            return line.len > 0 && line.ptr[line.len - 1] == '\r'
                       ? tl_str_slice(line, 0, line.len - 1)
                       : line;
        at = end + 1;
    }
    return (struct tl_str){NULL, 0};
}

static unsigned probe(const struct tl_probe *p)
{
    bool heading;
    const struct tl_str first = line_at(p->head, 0), second = line_at(p->head, 1);
    const char separator = sniff(first, &heading);
    if (separator == '\0')
        return 0;
    if (heading)
        return 12 + (count_cells(second, separator) >= 3 ? 4 : 0);
    /* Without a heading two rows must agree, or the file be one row. */
    if (second.len == 0)
        return p->whole ? 4 : 0;
    return is_plain_row(second, separator) ? 8 : 0;
}

/* ---- reading ---- */

static void begin_cell(struct reader *r)
{
    if (r->n_cells < CELLS_MAX)
        r->cell[r->n_cells] = (struct span){r->bytes.len, 0};
}

static void end_cell(struct reader *r)
{
    if (r->n_cells < CELLS_MAX) {
        r->cell[r->n_cells].len = r->bytes.len - r->cell[r->n_cells].at;
        r->n_cells++;
    }
}

/* The rest of a quoted cell in this line, from `at` on; true when it ends there, with *at behind
   its closing quote. */
static bool read_quoted(struct reader *r, struct tl_str line, size_t *at)
{
    for (;;) {
        const size_t quote = tl_str_find(line, TL_STR("\""), *at);
        const struct tl_str part = tl_str_slice(line, *at, quote);
        tl_buf_put_str(&r->bytes, part);
        if (quote == SIZE_MAX)
            return false;
        *at = quote + 1;
        if (*at == line.len || line.ptr[*at] != '"')
            return true;
        tl_buf_putc(&r->bytes, '"');
        ++*at;
    }
}

/* Cells of a line up to its end, or into a quoted cell that goes on: then true. */
static bool read_cells(struct reader *r, struct tl_str line, size_t at, bool quoted)
{
    for (;;) {
        if (!quoted) {
            begin_cell(r);
            quoted = at < line.len && line.ptr[at] == '"';
            at += quoted;
        }
        if (quoted && !read_quoted(r, line, &at))
            return true;
        quoted = false;
        const size_t end = tl_str_find(line, (struct tl_str){&r->separator, 1}, at);
        tl_buf_put_str(&r->bytes, tl_str_slice(line, at, end));
        end_cell(r);
        if (end == SIZE_MAX)
            return false;
        at = end + 1;
    }
}

static struct tl_str text_of(const struct reader *r, size_t i)
{
    return r->cell[i].len == 0 ? (struct tl_str){"", 0}
                               : (struct tl_str){r->bytes.ptr + r->cell[i].at, r->cell[i].len};
}

/* The next record that is not a blank line; *more false at the end. */
static enum tl_status next_record(struct reader *r, bool *more)
{
    struct tl_error *err = r->import->err;
    /* Room for the other columns beside the longest message. */
    const size_t limit = (size_t)r->import->ctx->limits.text_bytes + 65536;
    struct tl_line line;
    enum tl_status status;
    do {
        status = tl_lines_next(r->lines, &line, more, err);
        if (status != TL_OK || !*more)
            return status;
    } while (tl_str_trim(line.text).len == 0);
    tl_buf_clear(&r->bytes);
    r->n_cells = 0;
    r->line = line.number;
    r->damaged = line.cut;
    bool open = read_cells(r, line.text, 0, false);
    while (open && r->bytes.len <= limit) {
        tl_buf_putc(&r->bytes, '\n');
        status = tl_lines_next(r->lines, &line, more, err);
        if (status != TL_OK)
            return status;
        if (!*more)
            break;
        r->damaged = r->damaged || line.cut;
        open = read_cells(r, line.text, 0, true);
    }
    if (open) {
        r->damaged = true;
        *more = true; /* this record still counts; the next call finds the end again */
    }
    return r->bytes.failed ? tl_fault_memory(err) : TL_OK;
}

/* The heading's columns; of two that mean the same the better name counts. */
static void read_heading(struct reader *r)
{
    uint8_t best[TL_TABLE_COLUMNS], rank;
    size_t at[TL_TABLE_COLUMNS];
    for (size_t k = 0; k < TL_TABLE_COLUMNS; k++)
        at[k] = CELLS_MAX;
    r->n_columns = r->n_cells;
    for (size_t i = 0; i < r->n_cells; i++) {
        r->column[i] = TL_TABLE_COLUMNS;
        const enum tl_table_column column = tl_table_column_from(text_of(r, i), &rank);
        if (column == TL_TABLE_COLUMNS || (at[column] != CELLS_MAX && rank >= best[column]))
            continue;
        if (at[column] != CELLS_MAX)
            r->column[at[column]] = TL_TABLE_COLUMNS;
        r->column[i] = (uint8_t)column;
        best[column] = rank;
        at[column] = i;
    }
}

static void plain_heading(struct reader *r)
{
    static const uint8_t plain[] = {TL_COLUMN_OF_TIME, TL_COLUMN_OF_SENDER, TL_COLUMN_OF_TEXT};
    for (r->n_columns = 0; r->n_columns < sizeof plain; r->n_columns++)
        r->column[r->n_columns] = plain[r->n_columns];
}

static enum tl_status push_record(struct reader *r)
{
    struct tl_table_row row = {.line = r->line};
    const size_t last = r->n_columns - 1;
    if (r->damaged || r->n_cells < 2)
        return tl_table_skip(&r->table, r->line);
    for (size_t i = 0; i < r->n_cells && i < r->n_columns; i++)
        if (r->column[i] < TL_TABLE_COLUMNS)
            row.cell[r->column[i]] = text_of(r, i);
    if (r->n_cells > r->n_columns && r->column[last] == TL_COLUMN_OF_TEXT) {
        /* The cells lie one behind the other; the separators between them come back. */
        struct tl_buf *bytes = &r->bytes;
        const size_t from = bytes->len;
        for (size_t i = last; i < r->n_cells; i++) {
            if (i > last)
                tl_buf_putc(bytes, r->separator);
            const struct span s = r->cell[i];
            for (size_t k = 0; k < s.len && !bytes->failed; k++)
                tl_buf_putc(bytes, bytes->ptr[s.at + k]);
        }
        if (bytes->failed)
            return tl_fault_memory(r->import->err);
        /* The buffer may have moved. */
        for (size_t i = 0; i < last; i++)
            if (r->column[i] < TL_TABLE_COLUMNS)
                row.cell[r->column[i]] = text_of(r, i);
        row.cell[TL_COLUMN_OF_TEXT] =
            tl_str_slice((struct tl_str){bytes->ptr, bytes->len}, from, bytes->len);
    }
    return tl_table_push(&r->table, &row);
}

static enum tl_status read_rows(struct reader *r)
{
    bool more = true, heading = false;
    struct tl_line line;
    enum tl_status status;
    do {
        status = tl_lines_next(r->lines, &line, &more, r->import->err);
        if (status != TL_OK || !more)
            return status;
    } while (tl_str_trim(line.text).len == 0);
    r->separator = sniff(line.text, &heading);
    if (r->separator == '\0')
        return TL_OK; /* the probe saw something else: no row comes, and finish says so */
    r->line = line.number;
    const bool open = read_cells(r, line.text, 0, false);
    if (r->bytes.failed)
        return tl_fault_memory(r->import->err);
    if (heading) {
        read_heading(r);
    } else {
        plain_heading(r);
        r->damaged = open;
        status = push_record(r);
    }
    for (uint64_t n = 0; status == TL_OK; n++) {
        status = next_record(r, &more);
        if (status != TL_OK || !more)
            break;
        status = push_record(r);
        if (status == TL_OK && n % 4096 == 0)
            status = tl_import_progress(r->import, tl_lines_offset(r->lines));
    }
    return status;
}

static enum tl_status read_table(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    struct tl_stream *stream = NULL;
    if (r == NULL)
        return tl_fault_memory(import->err);
    r->import = import;
    tl_buf_init(&r->bytes, import->ctx);
    enum tl_status status = tl_table_init(&r->table, import, "csv");
    if (status == TL_OK)
        status = tl_stream_open(import->bundle, import->entry, &stream, import->err);
    if (status == TL_OK)
        status = tl_lines_new(import->ctx, stream, &r->lines, import->err);
    if (status == TL_OK)
        status = read_rows(r);
    if (status == TL_OK)
        status = tl_table_finish(&r->table);
    tl_lines_free(r->lines);
    tl_table_release(&r->table);
    tl_buf_release(&r->bytes);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

const struct tl_importer tl_importer_csv = {
    .name = "csv",
    .title = "Table of messages (.csv, .tsv)",
    .export_how =
        "Write one row a message below a first line that names the columns timestamp, "
        "sender and text; id, reply_to, kind, edited, duration_s and reactions may follow.",
    .cannot_hold = "Whatever has no column.",
    .can = TL_CAN_SECONDS | TL_CAN_ZONE | TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS |
           TL_CAN_CALLS | TL_CAN_VOICE_LENGTH | TL_CAN_MEDIA_KIND | TL_CAN_TIMING |
           TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_table,
};
