/*
 * viber_csv.c: a chat of Viber, from its e-mailed backup.
 *
 * Viber's "Email message history" sends a zip with one CSV file a chat: no heading, five cells a
 * row, separated by commas or semicolons, day first:
 *
 *     31/12/2024,21:05:10,Ann Lee,+15550102,text, with commas
 *
 * A text is not always in quotes and may go on over further lines. General knowledge about the
 * format, not confirmed by a file of a user: rows are only taken when all four cells before the
 * text are what they should be.
 */
#include "fault.h"
#include "importers.h"
#include "rows.h"
#include "str.h"
#include "table.h"
#include "table_time.h"
#include "text_lines.h"

struct reader {
    struct tl_table table;
    struct tl_rows rows; /* for the lines alone */
    bool open;
    uint64_t line;
    struct tl_buf row; /* of the row being read: its first line, then what goes on */
    size_t cell[5];    /* where each begins */
};

static bool is_number(struct tl_str s)
{
    s = tl_str_trim(s);
    size_t digits = 0;
    for (size_t i = 0; i < s.len; i++) {
        digits += tl_is_digit(s.ptr[i]);
        if (!tl_is_digit(s.ptr[i]) && s.ptr[i] != '+' && s.ptr[i] != ' ' && s.ptr[i] != '-')
            return false;
    }
    return s.len == 0 || digits >= 5;
}

/* Where the cells of a row begin; false when the line is none. */
static bool split(struct tl_str line, size_t cell[5])
{
    int32_t hour, minute, second;
    size_t n = 1, clock = 0;
    char separator = '\0';
    bool twelve;
    for (size_t i = 0; i < line.len && separator == '\0' && i < 12; i++)
        if (line.ptr[i] == ',' || line.ptr[i] == ';')
            separator = line.ptr[i];
    cell[0] = 0;
    for (size_t i = 0; i < line.len && n < 5 && separator != '\0'; i++)
        if (line.ptr[i] == separator)
            cell[n++] = i + 1;
    if (n < 5 || cell[3] - cell[2] < 2 ||
        tl_table_time_read(tl_str_slice(line, 0, cell[1] - 1)).state < TL_TIME_FIELDS)
        return false;
    const struct tl_str time = tl_str_trim(tl_str_slice(line, cell[1], cell[2] - 1));
    return tl_scan_marked_clock(time, &clock, &hour, &minute, &second, &twelve) &&
           clock == time.len && is_number(tl_str_slice(line, cell[3], cell[4] - 1));
}

/* What stands in quotes, where each quote within is doubled, as tables write it; else the text as
   it is, but for a pair of quotes around it. In place. */
static struct tl_str unquote(char *text, size_t len)
{
    if (len < 2 || text[0] != '"' || text[len - 1] != '"')
        return (struct tl_str){text, len};
    size_t pairs = 0;
    for (size_t i = 1; i + 1 < len; i++) {
        if (text[i] != '"')
            continue;
        if (text[i + 1] != '"' || i + 2 >= len)
            return (struct tl_str){text + 1, len - 2};
        pairs++;
        i++;
    }
    size_t n = 0;
    for (size_t i = 1; pairs > 0 && i + 1 < len; i++) {
        text[++n] = text[i];
        i += text[i] == '"';
    }
    return (struct tl_str){text + 1, pairs > 0 ? n : len - 2};
}

static enum tl_status end_row(struct reader *r)
{
    if (!r->open)
        return TL_OK;
    r->open = false;
    if (r->row.failed)
        return tl_fault_memory(r->rows.import->err);
    const struct tl_str row = {r->row.ptr, r->row.len};
    struct tl_table_row out = {.line = r->line};
    out.cell[TL_COLUMN_OF_TIME] = tl_str_slice(row, 0, r->cell[1] - 1);
    out.cell[TL_COLUMN_OF_CLOCK] = tl_str_slice(row, r->cell[1], r->cell[2] - 1);
    out.cell[TL_COLUMN_OF_SENDER] = tl_str_slice(row, r->cell[2], r->cell[3] - 1);
    out.cell[TL_COLUMN_OF_TEXT] = unquote(r->row.ptr + r->cell[4], row.len - r->cell[4]);
    return tl_table_push(&r->table, &out);
}

static enum tl_status take(void *user, const struct tl_line *line)
{
    struct reader *r = user;
    size_t cell[5];
    if (split(line->text, cell)) {
        const enum tl_status status = end_row(r);
        tl_buf_clear(&r->row);
        tl_buf_put_str(&r->row, line->text);
        for (int k = 0; k < 5; k++)
            r->cell[k] = cell[k];
        r->line = line->number;
        r->open = true;
        return status;
    }
    if (!r->open)
        return line->text.len == 0 ? TL_OK : tl_table_skip(&r->table, line->number);
    if (r->row.len + line->text.len <= r->rows.import->ctx->limits.text_bytes) {
        tl_buf_putc(&r->row, '\n');
        tl_buf_put_str(&r->row, line->text);
    }
    return TL_OK;
}

static enum tl_status read_chat(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    r->rows.import = import;
    tl_buf_init(&r->row, import->ctx);
    enum tl_status status = tl_table_init(&r->table, import, tl_importer_viber_csv.name);
    if (status == TL_OK)
        status = tl_text_lines(&r->rows, take, r);
    if (status == TL_OK)
        status = end_row(r);
    if (status == TL_OK)
        status = tl_table_finish(&r->table);
    tl_table_release(&r->table);
    tl_buf_release(&r->row);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    struct tl_str line;
    size_t cell[5], at = 0;
    unsigned n = 0;
    if (!tl_text_head_line(p->head, &at, &line) || !split(line, cell))
        return 0;
    while (n < 4 && tl_text_head_line(p->head, &at, &line))
        n += split(line, cell);
    return n == 0 && !p->whole ? 0 : 14 + 2 * n;
}

const struct tl_importer tl_importer_viber_csv = {
    .name = "viber-csv",
    .title = "Viber, e-mailed message history (.csv)",
    .export_how = "In Viber open Settings, Calls and messages, Email message history, send it to "
                  "yourself, and give the zip with --with NAME.",
    .cannot_hold = "The time zone, reactions, replies, edits, calls and kinds of media.",
    .can = TL_CAN_SECONDS | TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_chat,
};
