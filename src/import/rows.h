/*
 * rows.h: the rows of one file, for importers that meet their messages one after another: zone,
 * notices and the import report.
 */
#ifndef TL_ROWS_H
#define TL_ROWS_H

#include "importer.h"

struct tl_rows {
    struct tl_import *import;
    struct tl_conversation *conv;
    uint16_t file;
    size_t first_row;
    bool any_wall, any_utc, any_offset, warned;
    int64_t previous_utc; /* of wall-clock times with a zone */
    size_t finest[TL_RES_DAY + 1];
};

/* Adds the file to the conversation. FATAL only. */
enum tl_status tl_rows_init(struct tl_rows *rows, struct tl_import *import, const char *format);
/* A text of nobody at no time: what the functions below and the importer fill in. */
struct tl_message tl_rows_message(const struct tl_rows *rows);
/* The time of the row is a moment; its offset comes from the zone asked for. */
void tl_rows_set_utc(struct tl_rows *rows, struct tl_message *m, int64_t utc_ms);
/* The file itself says the offset. */
void tl_rows_set_offset(struct tl_rows *rows, struct tl_message *m, int64_t utc_ms, int16_t offset);
/* A wall clock, UTC by the zone asked for. Where the clock was put back, the hour that comes twice
   is told by the row before. */
void tl_rows_set_wall(struct tl_rows *rows, struct tl_message *m, int64_t wall_ms);
enum tl_status tl_rows_person(struct tl_rows *rows, struct tl_str name, uint16_t *person);
/* *row, where not NULL, becomes the row's number. */
enum tl_status tl_rows_push(struct tl_rows *rows, const struct tl_message *m, uint32_t *row);
/* `code` and `text` are static. FATAL only. */
enum tl_status tl_rows_notice(struct tl_rows *rows, const char *code, const char *text,
                              uint64_t line);
/* Counts a record as skipped, which makes the outcome WARN. */
enum tl_status tl_rows_skip(struct tl_rows *rows, const char *code, const char *text,
                            uint64_t line);
/* FAIL naming the file. */
enum tl_status tl_rows_fail(const struct tl_rows *rows, enum tl_code code, uint64_t line,
                            const char *text);
/* Zone, resolution and `can` of the file; WARN when something was skipped. */
enum tl_status tl_rows_finish(struct tl_rows *rows, unsigned can);

#endif
