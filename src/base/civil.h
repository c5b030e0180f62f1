/*
 * civil.h: dates of the proleptic Gregorian calendar and time zones, without locale or libc time.
 *
 * Days count from 1970-01-01 (day 0, a Thursday); milliseconds from its midnight. Times without a
 * known zone are wall-clock readings counted as if they were UTC.
 */
#ifndef TL_CIVIL_H
#define TL_CIVIL_H

#include "memory.h"
#include "tideline/value.h" /* tl_parse_date, tl_print_date, tl_zone_new, tl_zone_free */

#define TL_MS_PER_DAY INT64_C(86400000)
#define TL_MS_PER_HOUR INT64_C(3600000)
#define TL_MS_PER_MINUTE INT64_C(60000)

struct tl_civil {
    int32_t year;
    int8_t month, day;           /* 1..12, 1..31 */
    int8_t hour, minute, second; /* 0..23, 0..59, 0..60 */
    int16_t millisecond;
};

/* Floor division and the matching remainder in [0, d), for d > 0. */
int64_t tl_floor_div(int64_t a, int64_t d);
int64_t tl_floor_mod(int64_t a, int64_t d);

bool tl_civil_valid(int32_t year, int32_t month, int32_t day);
int64_t tl_day_from_civil(int32_t year, int32_t month, int32_t day);
void tl_civil_from_day(int64_t day, int32_t *year, int8_t *month, int8_t *day_of_month);
int64_t tl_ms_from_civil(const struct tl_civil *c);
void tl_civil_from_ms(int64_t ms, struct tl_civil *out);
/* 0 = Monday ... 6 = Sunday */
int tl_weekday(int64_t day);

/* "YYYY-MM-DDTHH:MM:SS" with a closing NUL; years outside 0..9999 are clipped. */
void tl_print_time(char out[20], int64_t ms);

#define TL_OFFSET_UNKNOWN INT16_MIN
/*
 * ISO 8601 date or date-time: "2024-03-11", "2024-03-11T15:05", " " for "T", seconds and fractions
 * optional, then nothing, "Z", "+01:00", "+0100" or "+01". *ms is UTC when an offset is there, the
 * wall clock otherwise; *offset_min is minutes east of UTC or TL_OFFSET_UNKNOWN. *resolution_ms is
 * what the text could tell apart: 86,400,000, 60,000, 1,000 or 1.
 */
bool tl_parse_iso8601(struct tl_str s, int64_t *ms, int16_t *offset_min, int32_t *resolution_ms);

/* Minutes east of UTC at a UTC time (seconds of old offsets are dropped). */
int16_t tl_zone_offset(const struct tl_zone *zone, int64_t utc_ms);
/* UTC of a wall-clock reading. In the hour that happens twice the first is meant; in the hour that
   does not exist the clock before the change is meant (so time never steps back). */
int64_t tl_zone_to_utc(const struct tl_zone *zone, int64_t wall_ms);

#endif
