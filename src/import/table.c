/*
 * table.c: see table.h.
 *
 * A date whose order is open is parked in the time column as its three numbers, below any real
 * time, until the whole file has been seen. What the clock could really tell apart is also settled
 * at the end: seconds that are always 00 are minutes.
 */
#include "table.h"

#include <string.h>

#include "civil.h"
#include "fault.h"
#include "number.h"
#include "str.h"
#include "table_time.h"

/* Real times are years 0 to 9999: within 3e14. */
#define PARKED (-(INT64_C(1) << 62))
#define REAL_LIMIT INT64_C(1000000000000000)

/* Bits of each number; only the last can be a year of four digits. */
static const int widths[3] = {7, 7, 14};

static int64_t park(const struct tl_table_time *t)
{
    int64_t packed = t->ms / 1000;
    for (int k = 0; k < 3; k++)
        packed = packed << (widths[k] + 2) | t->fields.number[k] << 2 | (t->fields.digits[k] - 1);
    return PARKED + packed;
}

/* Gives the milliseconds of the day. */
static int64_t unpark(int64_t parked, struct tl_date_fields *fields)
{
    int64_t packed = parked - PARKED;
    for (int k = 2; k >= 0; k--) {
        fields->number[k] = (uint16_t)(packed >> 2 & ((1 << widths[k]) - 1));
        fields->digits[k] = (uint8_t)((packed & 3) + 1);
        packed >>= widths[k] + 2;
    }
    return packed * 1000;
}

static bool is_parked(int64_t time_ms)
{
    return time_ms < -REAL_LIMIT;
}

enum tl_status tl_table_init(struct tl_table *table, struct tl_import *import, const char *format)
{
    char label[256];
    *table = (struct tl_table){.import = import,
                               .first_row = import->conv->n_messages,
                               .dates = {.either_direction = true}};
    tl_id_map_init(&table->ids, import->ctx);
    tl_bundle_label(import->bundle, import->entry, label);
    return tl_conversation_add_file(import->conv, tl_str_from(label), format, &table->file,
                                    import->err);
}

void tl_table_release(struct tl_table *table)
{
    tl_id_map_release(&table->ids);
}

static enum tl_status note(struct tl_table *table, const char *code, const char *text,
                           uint64_t line)
{
    return tl_conversation_notice(table->import->conv, table->file, code, text, line) == TL_OK
               ? TL_OK
               : tl_fault_memory(table->import->err);
}

static enum tl_status skip(struct tl_table *table, const char *code, const char *text,
                           uint64_t line)
{
    table->import->conv->files[table->file].skipped++;
    return note(table, code, text, line);
}

enum tl_status tl_table_skip(struct tl_table *table, uint64_t line)
{
    table->import->conv->files[table->file].lines++;
    return skip(table, "row-unreadable", "A row is damaged and was skipped.", line);
}

/* ---- times ---- */

/* The time column, completed by the clock column, or the estimate when it says no day. */
static struct tl_table_time time_of(const struct tl_table_row *row)
{
    const struct tl_str date = row->cell[TL_COLUMN_OF_TIME], clock = row->cell[TL_COLUMN_OF_CLOCK];
    struct tl_table_time t = tl_table_time_read(date.len > 0 ? date : clock);
    if (t.state >= TL_TIME_FIELDS && t.resolution == TL_RES_DAY && date.len > 0 && clock.len > 0 &&
        date.len + clock.len < 63) {
        char both[64];
        memcpy(both, date.ptr, date.len);
        both[date.len] = ' ';
        memcpy(both + date.len + 1, clock.ptr, clock.len);
        const struct tl_table_time exact =
            tl_table_time_read((struct tl_str){both, date.len + 1 + clock.len});
        if (exact.state >= TL_TIME_FIELDS)
            t = exact;
    }
    if (t.state < TL_TIME_FIELDS) {
        t = tl_table_time_read(row->cell[TL_COLUMN_OF_ESTIMATE]);
        if (t.state >= TL_TIME_FIELDS)
            t.resolution = TL_RES_DAY;
    }
    return t;
}

/* Fills time, offset and resolution of the row to be; a date in an open order is parked. */
static void place(struct tl_table *table, const struct tl_table_time *t, struct tl_message *m)
{
    const struct tl_zone *zone = table->import->options->zone;
    m->time_ms = t->ms;
    m->offset_min = t->offset_min;
    m->resolution = t->resolution;
    table->any_twelve_hour = table->any_twelve_hour || t->twelve_hour;
    if (t->state == TL_TIME_UTC) {
        table->any_utc = true;
        if (t->offset_min != TL_OFFSET_UNKNOWN && t->offset_min != 0)
            table->any_offset = true;
        else if (zone != NULL)
            m->offset_min = tl_zone_offset(zone, t->ms);
        return;
    }
    table->any_wall = true;
    if (t->state == TL_TIME_FIELDS)
        m->time_ms = park(t);
    else if (zone != NULL) {
        m->time_ms = tl_zone_to_utc(zone, t->ms);
        m->offset_min = tl_zone_offset(zone, m->time_ms);
    }
}

/* Unparks every date under the order the file was found to have. */
static enum tl_status settle_dates(struct tl_table *table)
{
    struct tl_import *import = table->import;
    struct tl_conversation *conv = import->conv;
    struct tl_file *file = &conv->files[table->file];
    if (table->dates.n == 0) {
        file->date_order = TL_DATE_ISO;
        return TL_OK;
    }
    const struct tl_date_verdict verdict =
        tl_date_tally_settle(&table->dates, import->options->date_order);
    file->date_order = verdict.order;
    file->date_order_why = verdict.why;
    for (size_t row = table->first_row; row < conv->n_messages; row++) {
        struct tl_date_fields fields;
        int64_t day;
        if (!is_parked(conv->time_ms[row]))
            continue;
        const int64_t clock = unpark(conv->time_ms[row], &fields);
        if (!tl_date_fields_day(&fields, verdict.order, &day)) {
            conv->kind[row] = TL_KIND_COUNT;
            conv->time_ms[row] = 0;
            if (skip(table, "date-impossible",
                     "A date cannot be in the order of day and month the other rows have; the row "
                     "was skipped.",
                     0) != TL_OK)
                return TL_FATAL;
            continue;
        }
        const int64_t wall = day * TL_MS_PER_DAY + clock;
        conv->time_ms[row] = wall;
        if (import->options->zone != NULL) {
            conv->time_ms[row] = tl_zone_to_utc(import->options->zone, wall);
            conv->offset_min[row] = tl_zone_offset(import->options->zone, conv->time_ms[row]);
        }
    }
    if (verdict.sure)
        return TL_OK;
    table->unsure = true;
    file->date_order_other = verdict.other;
    const char *doubt = tl_date_doubt(conv, &verdict, &table->first_date);
    return doubt == NULL ? tl_fault_memory(import->err)
                         : note(table, "date-order-unsure", doubt, 0);
}

/* The unit all local times are whole in, when there are enough of them to tell. */
static enum tl_resolution real_resolution(const struct tl_table *table)
{
    const struct tl_conversation *conv = table->import->conv;
    static const int64_t units[] = {1, 1000, TL_MS_PER_MINUTE, TL_MS_PER_DAY};
    enum tl_resolution coarsest = TL_RES_DAY;
    size_t n = 0;
    for (size_t row = table->first_row; row < conv->n_messages && coarsest > TL_RES_MS; row++) {
        if (conv->kind[row] >= TL_KIND_SYSTEM || conv->resolution[row] == TL_RES_DAY)
            continue;
        const int64_t local = tl_conversation_local_ms(conv, row);
        n++;
        while (coarsest > TL_RES_MS && tl_floor_mod(local, units[coarsest]) != 0)
            coarsest--;
    }
    return n >= 10 ? coarsest : TL_RES_MS;
}

static void settle_resolution(struct tl_table *table)
{
    struct tl_conversation *conv = table->import->conv;
    const enum tl_resolution floor = real_resolution(table);
    size_t count[TL_RES_DAY + 1] = {0};
    enum tl_resolution most = TL_RES_MS;
    for (size_t row = table->first_row; row < conv->n_messages; row++) {
        if (conv->resolution[row] < floor)
            conv->resolution[row] = (uint8_t)floor;
        if (conv->kind[row] < TL_KIND_SYSTEM && conv->kind[row] != TL_KIND_REACTION)
            count[conv->resolution[row]]++;
    }
    for (enum tl_resolution r = TL_RES_MS; r <= TL_RES_DAY; r++)
        if (count[r] > count[most])
            most = r;
    conv->files[table->file].resolution = most;
}

/* ---- rows ---- */

static bool is_true(struct tl_str cell)
{
    static const struct tl_str no[] = {TL_STR_INIT("0"), TL_STR_INIT("no"), TL_STR_INIT("false"),
                                       TL_STR_INIT("null"), TL_STR_INIT("none")};
    cell = tl_str_trim(cell);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (tl_str_equal_fold(cell, no[i]))
            return false;
    return cell.len > 0;
}

static enum tl_status push_reaction(struct tl_table *table, const struct tl_message *to,
                                    uint32_t target, const struct tl_table_reaction *r,
                                    uint64_t line)
{
    struct tl_import *import = table->import;
    const struct tl_str sender = tl_str_trim(r->sender);
    if (sender.len == 0)
        return note(table, "reaction-nameless",
                    "A reaction does not say who gave it and was left out.", line);
    struct tl_message m = {.time_ms = to->time_ms,
                           .offset_min = to->offset_min,
                           .kind = TL_KIND_REACTION,
                           .resolution = TL_RES_DAY, /* when it was given is not known */
                           .file = table->file,
                           .text = tl_str_trim(r->emoji),
                           .reply_to = target,
                           .duration_s = -1};
    const struct tl_table_time t = tl_table_time_read(r->time);
    if (t.state >= TL_TIME_WALL && !is_parked(to->time_ms) && t.ms >= to->time_ms)
        place(table, &t, &m);
    table->any_reaction = true;
    const enum tl_status status =
        tl_conversation_person(import->conv, sender, sender, &m.sender, import->err);
    return status == TL_OK ? tl_conversation_push(import->conv, &m, import->err) : status;
}

/* "(2), 👍 (1)": DiscordChatExporter counts the givers and names none. */
static bool is_count(struct tl_str s)
{
    size_t n = 1;
    while (n < s.len && tl_is_digit(s.ptr[n]))
        n++;
    return n > 1 && n < s.len && s.ptr[0] == '(' && s.ptr[n] == ')';
}

/* "❤ Ann; 👍 Bo" */
static enum tl_status push_reactions(struct tl_table *table, const struct tl_message *to,
                                     uint32_t target, const struct tl_table_row *row)
{
    enum tl_status status = TL_OK;
    const struct tl_str cell = row->cell[TL_COLUMN_OF_REACTIONS];
    for (size_t from = 0; from < cell.len && status == TL_OK;) {
        size_t end = tl_str_find(cell, TL_STR(";"), from);
        end = end == SIZE_MAX ? cell.len : end;
        const struct tl_str one = tl_str_trim(tl_str_slice(cell, from, end));
        const size_t blank = tl_str_find(one, TL_STR(" "), 0);
        const struct tl_str who = tl_str_trim(tl_str_slice(one, blank, one.len));
        const struct tl_table_reaction r = {.emoji = tl_str_slice(one, 0, blank),
                                            .sender =
                                                is_count(who) ? (struct tl_str){NULL, 0} : who};
        if (one.len > 0)
            status = push_reaction(table, to, target, &r, row->line);
        from = end + 1;
    }
    for (size_t i = 0; i < row->n_reactions && status == TL_OK; i++)
        status = push_reaction(table, to, target, &row->reaction[i], row->line);
    return status;
}

/* Kind, flags, length and reply of a row. */
static bool fill(struct tl_table *table, const struct tl_table_row *row,
                 const struct tl_table_kind *kind, struct tl_message *m)
{
    const struct tl_str reply = tl_str_trim(row->cell[TL_COLUMN_OF_REPLY_TO]);
    int64_t length;
    m->text = row->cell[TL_COLUMN_OF_TEXT];
    m->kind = kind->kind;
    if (m->kind == TL_KIND_TEXT && tl_str_trim(m->text).len == 0)
        m->kind = TL_KIND_MEDIA;
    if (m->kind >= TL_KIND_MEDIA && m->kind <= TL_KIND_POLL && m->text.len > 0)
        m->flags |= TL_FLAG_CAPTION;
    if (is_true(row->cell[TL_COLUMN_OF_EDITED]))
        m->flags |= TL_FLAG_EDITED;
    if (tl_parse_int64(tl_str_trim(row->cell[TL_COLUMN_OF_LENGTH]), &length) && length >= 0 &&
        length <= INT32_MAX)
        m->duration_s = (int32_t)length;
    return reply.len == 0 ||
           tl_id_map_reply(&table->ids, tl_str_hash(reply),
                           (uint32_t)table->import->conv->n_messages, &m->reply_to);
}

enum tl_status tl_table_push(struct tl_table *table, const struct tl_table_row *row)
{
    struct tl_import *import = table->import;
    struct tl_conversation *conv = import->conv;
    conv->files[table->file].lines++;
    const struct tl_table_time t = time_of(row);
    if (t.state < TL_TIME_FIELDS) {
        if (table->first_timeless == 0)
            table->first_timeless = row->line;
        return skip(table, "row-timeless", "A row has no time that can be read and was skipped.",
                    row->line);
    }
    const struct tl_table_kind kind = tl_table_kind_from(row->cell[TL_COLUMN_OF_KIND]);
    struct tl_str sender = tl_str_trim(row->cell[TL_COLUMN_OF_SENDER]);
    if (sender.len == 0 && kind.outgoing)
        sender = TL_STR("Me");
    struct tl_message m = {
        .sender = TL_NOBODY, .file = table->file, .reply_to = TL_NO_MESSAGE, .duration_s = -1};
    if (sender.len == 0 && kind.kind != TL_KIND_SYSTEM)
        return skip(table, "row-senderless", "A row names no sender and was skipped.", row->line);
    enum tl_status status = TL_OK;
    if (sender.len > 0)
        status = tl_conversation_person(conv, sender, sender, &m.sender, import->err);
    if (status != TL_OK)
        return status;
    for (unsigned k = 0; k < TL_TABLE_COLUMNS; k++)
        if (row->cell[k].len > 0)
            table->columns |= 1u << k;
    place(table, &t, &m);
    const uint32_t index = (uint32_t)conv->n_messages;
    if (!fill(table, row, &kind, &m))
        return tl_fault_memory(import->err);
    if (t.state == TL_TIME_FIELDS) {
        if (table->dates.n == 0)
            table->first_date = t.fields;
        tl_date_tally_add(&table->dates, &t.fields);
    }
    status = tl_conversation_push(conv, &m, import->err);
    if (status != TL_OK)
        return status;
    const struct tl_str id = tl_str_trim(row->cell[TL_COLUMN_OF_ID]);
    if (id.len > 0 && !tl_id_map_put(&table->ids, tl_str_hash(id), index))
        return tl_fault_memory(import->err);
    return push_reactions(table, &m, index, row);
}

/* ---- the report ---- */

static bool has(const struct tl_table *table, enum tl_table_column column)
{
    return (table->columns >> column & 1) != 0;
}

static enum tl_status fill_zone(struct tl_table *table, struct tl_file *file)
{
    const struct tl_import *import = table->import;
    if (table->any_offset) {
        file->zone = "UTC offsets in the file";
    } else if (import->options->zone != NULL) {
        file->zone = tl_conversation_keep(import->conv, tl_str_from(import->options->zone_name));
        if (file->zone == NULL)
            return tl_fault_memory(import->err);
    } else if (table->any_utc && !table->any_wall) {
        file->zone = "UTC";
    }
    return TL_OK;
}

enum tl_status tl_table_finish(struct tl_table *table)
{
    struct tl_import *import = table->import;
    struct tl_conversation *conv = import->conv;
    struct tl_file *file = &conv->files[table->file];
    if (conv->n_messages == table->first_row) {
        if (table->first_timeless == 0)
            return tl_fault_at(
                import->err, TL_FAIL, TL_CODE_FORMAT_EMPTY, file->name, 0, 0,
                "There is no row with a time, a sender and a text in this table; fill these "
                "columns, or close a quote that is left open.");
        return tl_fault_at(import->err, TL_FAIL, TL_CODE_FORMAT_DATE, file->name,
                           table->first_timeless, 0,
                           "The time in this row and all others cannot be read; write it like "
                           "2024-03-11T15:05:10+01:00, or as seconds since 1970.");
    }
    enum tl_status status = settle_dates(table);
    if (status == TL_OK)
        status = fill_zone(table, file);
    if (status != TL_OK)
        return status;
    settle_resolution(table);
    if (!tl_id_map_settle(&table->ids, conv, table->file))
        return tl_fault_memory(import->err);
    file->can = TL_CAN_BOTH_SIDES | (file->resolution < TL_RES_MINUTE ? TL_CAN_SECONDS : 0) |
                (file->resolution < TL_RES_DAY ? TL_CAN_TIMING : 0) |
                (table->any_offset || import->options->zone != NULL ? TL_CAN_ZONE : 0) |
                (table->any_reaction ? TL_CAN_REACTIONS : 0) |
                (has(table, TL_COLUMN_OF_REPLY_TO) ? TL_CAN_REPLIES : 0) |
                (has(table, TL_COLUMN_OF_EDITED) ? TL_CAN_EDITS : 0) |
                (has(table, TL_COLUMN_OF_KIND) ? TL_CAN_MEDIA_KIND | TL_CAN_CALLS : 0) |
                (has(table, TL_COLUMN_OF_LENGTH) ? TL_CAN_VOICE_LENGTH : 0);
    if (table->any_wall && table->dates.n > 0)
        file->clock = table->any_twelve_hour ? "12-hour" : "24-hour";
    return file->skipped > 0 || table->unsure ? TL_WARN : TL_OK;
}
