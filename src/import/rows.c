/*
 * rows.c: see rows.h.
 */
#include "rows.h"

#include "civil.h"
#include "fault.h"
#include "str.h"

enum tl_status tl_rows_init(struct tl_rows *rows, struct tl_import *import, const char *format)
{
    char label[256];
    *rows = (struct tl_rows){.import = import,
                             .conv = import->conv,
                             .first_row = import->conv->n_messages,
                             .previous_utc = INT64_MIN};
    tl_bundle_label(import->bundle, import->entry, label);
    return tl_conversation_add_file(import->conv, tl_str_from(label), format, &rows->file,
                                    import->err);
}

struct tl_message tl_rows_message(const struct tl_rows *rows)
{
    return (struct tl_message){.sender = TL_NOBODY,
                               .file = rows->file,
                               .text = {"", 0},
                               .reply_to = TL_NO_MESSAGE,
                               .duration_s = -1};
}

void tl_rows_set_utc(struct tl_rows *rows, struct tl_message *m, int64_t utc_ms)
{
    const struct tl_zone *zone = rows->import->options->zone;
    rows->any_utc = true;
    m->time_ms = utc_ms;
    m->offset_min = zone != NULL ? tl_zone_offset(zone, utc_ms) : TL_OFFSET_UNKNOWN;
}

void tl_rows_set_offset(struct tl_rows *rows, struct tl_message *m, int64_t utc_ms, int16_t offset)
{
    rows->any_offset = true;
    m->time_ms = utc_ms;
    m->offset_min = offset;
}

void tl_rows_set_wall(struct tl_rows *rows, struct tl_message *m, int64_t wall_ms)
{
    const struct tl_zone *zone = rows->import->options->zone;
    rows->any_wall = true;
    m->time_ms = wall_ms;
    m->offset_min = TL_OFFSET_UNKNOWN;
    if (zone == NULL)
        return;
    m->time_ms = tl_zone_to_utc(zone, wall_ms);
    m->offset_min = tl_zone_offset(zone, m->time_ms);
    const int64_t later = m->time_ms + TL_MS_PER_HOUR;
    const int16_t offset = tl_zone_offset(zone, later);
    if (m->time_ms < rows->previous_utc && later + offset * TL_MS_PER_MINUTE == wall_ms) {
        m->time_ms = later;
        m->offset_min = offset;
    }
    rows->previous_utc = m->time_ms;
}

enum tl_status tl_rows_person(struct tl_rows *rows, struct tl_str name, uint16_t *person)
{
    return tl_conversation_person(rows->conv, name, name, person, rows->import->err);
}

enum tl_status tl_rows_push(struct tl_rows *rows, const struct tl_message *m, uint32_t *row)
{
    if (row != NULL)
        *row = (uint32_t)rows->conv->n_messages;
    if (m->kind < TL_KIND_SYSTEM && m->kind != TL_KIND_REACTION)
        rows->finest[m->resolution]++;
    return tl_conversation_push(rows->conv, m, rows->import->err);
}

enum tl_status tl_rows_notice(struct tl_rows *rows, const char *code, const char *text,
                              uint64_t line)
{
    return tl_conversation_notice(rows->conv, rows->file, code, text, line) == TL_OK
               ? TL_OK
               : tl_fault_memory(rows->import->err);
}

enum tl_status tl_rows_skip(struct tl_rows *rows, const char *code, const char *text, uint64_t line)
{
    rows->conv->files[rows->file].skipped++;
    return tl_rows_notice(rows, code, text, line);
}

enum tl_status tl_rows_fail(const struct tl_rows *rows, enum tl_code code, uint64_t line,
                            const char *text)
{
    return tl_fault_at(rows->import->err, TL_FAIL, code, rows->conv->files[rows->file].name, line,
                       0, "%s", text);
}

enum tl_status tl_rows_finish(struct tl_rows *rows, unsigned can)
{
    const struct tl_import *import = rows->import;
    struct tl_file *file = &rows->conv->files[rows->file];
    for (enum tl_resolution r = TL_RES_MS; r <= TL_RES_DAY; r++)
        if (rows->finest[r] > rows->finest[file->resolution])
            file->resolution = r;
    file->can = can | (file->resolution <= TL_RES_SECOND ? TL_CAN_SECONDS : 0u);
    if (rows->any_offset) {
        file->zone = "UTC offsets in the file";
    } else if (import->options->zone != NULL) {
        file->zone = tl_conversation_keep(rows->conv, tl_str_from(import->options->zone_name));
        if (file->zone == NULL)
            return tl_fault_memory(import->err);
    } else if (rows->any_utc && !rows->any_wall) {
        file->zone = "UTC";
    }
    if (rows->any_offset || import->options->zone != NULL)
        file->can |= TL_CAN_ZONE;
    return file->skipped > 0 || rows->warned ? TL_WARN : TL_OK;
}
