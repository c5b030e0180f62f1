/*
 * table_time.h: a point in time as tables of messages write it.
 */
#ifndef TL_TABLE_TIME_H
#define TL_TABLE_TIME_H

#include "date_order.h"

enum tl_time_state {
    TL_TIME_NONE = 0, /* no time */
    TL_TIME_COARSE,   /* a year or a month: too little to place a message */
    TL_TIME_FIELDS,   /* the order of day, month and year is open: `fields` and `ms` of the day */
    TL_TIME_WALL,     /* a wall-clock reading in `ms` */
    TL_TIME_UTC       /* a moment in `ms`, with `offset_min` where the text tells it */
};

struct tl_table_time {
    enum tl_time_state state;
    int64_t ms;
    int16_t offset_min; /* or TL_OFFSET_UNKNOWN */
    enum tl_resolution resolution;
    bool twelve_hour;
    struct tl_date_fields fields;
};

/*
 * Reads: ISO 8601, also with `/` or `.`, a blank for the T, a blank before the offset, "UTC" or
 * "GMT"; "20240311"; seconds, milliseconds, microseconds or nanoseconds since 1970 by their number
 * of digits, seconds also with a fraction; three numbers in an open order; "20-Apr-23" and "Apr 20,
 * 2023"; each date with an optional clock, "15:05", "15:05:10", "3:05 PM".
 */
struct tl_table_time tl_table_time_read(struct tl_str s);

#endif
