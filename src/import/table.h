/*
 * table.h: rows of a table of messages, whatever they were written in, into a conversation.
 */
#ifndef TL_TABLE_H
#define TL_TABLE_H

#include "date_order.h"
#include "id_map.h"
#include "importer.h"
#include "table_columns.h"

struct tl_table_reaction {
    struct tl_str emoji, sender, time;
};

struct tl_table_row {
    struct tl_str cell[TL_TABLE_COLUMNS];     /* ptr NULL: not there */
    const struct tl_table_reaction *reaction; /* beside, or instead of, that cell */
    size_t n_reactions;
    uint64_t line;
};

struct tl_table {
    struct tl_import *import;
    struct tl_id_map ids;
    uint16_t file;
    size_t first_row;
    struct tl_date_tally dates; /* of those in an open order */
    struct tl_date_fields first_date;
    unsigned columns; /* 1 << column seen with something in it */
    bool any_utc, any_wall, any_offset, any_twelve_hour, any_reaction, unsure;
    uint64_t first_timeless; /* line of the first row whose time could not be read */
};

/* Adds the file to the conversation. FATAL only. */
enum tl_status tl_table_init(struct tl_table *table, struct tl_import *import, const char *format);
/* One row; one that cannot be used costs a notice. FATAL on memory, FAIL on a limit. */
enum tl_status tl_table_push(struct tl_table *table, const struct tl_table_row *row);
/* Counts a row that could not even be split into cells. FATAL only. */
enum tl_status tl_table_skip(struct tl_table *table, uint64_t line);
/* Settles dates and replies and fills the import report. FAIL when no row could be read. */
enum tl_status tl_table_finish(struct tl_table *table);
void tl_table_release(struct tl_table *table);

#endif
