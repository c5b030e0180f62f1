/*
 * table_time.c: see table_time.h.
 */
#include "table_time.h"

#include <string.h>

#include "civil.h"
#include "number.h"
#include "str.h"
#include "text_lines.h"

static void skip_blanks(struct tl_str s, size_t *at)
{
    while (*at < s.len && s.ptr[*at] == ' ')
        ++*at;
}

static bool take(struct tl_str s, size_t *at, char c)
{
    if (*at >= s.len || tl_to_lower(s.ptr[*at]) != c)
        return false;
    ++*at;
    return true;
}

/* One to `most` digits. */
static bool take_number(struct tl_str s, size_t *at, size_t most, int32_t *value)
{
    const size_t from = *at;
    for (*value = 0; *at < s.len && *at - from < most && tl_is_digit(s.ptr[*at]); ++*at)
        *value = *value * 10 + (s.ptr[*at] - '0');
    return *at > from;
}

/* "a", "AM", "p.m." and "p. m."; false, nothing taken, when there is none. */
static bool take_half(struct tl_str s, size_t *at, bool *afternoon)
{
    size_t i = *at;
    skip_blanks(s, &i);
    *afternoon = take(s, &i, 'p');
    if (!*afternoon && !take(s, &i, 'a'))
        return false;
    take(s, &i, '.');
    skip_blanks(s, &i);
    if (!take(s, &i, 'm'))
        return false;
    take(s, &i, '.');
    *at = i;
    return true;
}

static bool take_clock(struct tl_str s, size_t *at, struct tl_table_time *out, int64_t *ms)
{
    int32_t hour, minute, second = 0, milli = 0;
    bool afternoon;
    if (!take_number(s, at, 2, &hour) || !take(s, at, ':') || !take_number(s, at, 2, &minute))
        return false;
    out->resolution = TL_RES_MINUTE;
    if (take(s, at, ':')) {
        if (!take_number(s, at, 2, &second))
            return false;
        out->resolution = TL_RES_SECOND;
        if (*at + 1 < s.len && (s.ptr[*at] == '.' || s.ptr[*at] == ',') &&
            tl_is_digit(s.ptr[*at + 1])) {
            int32_t scale = 100;
            for (++*at; *at < s.len && tl_is_digit(s.ptr[*at]); ++*at, scale /= 10)
                milli += scale * (s.ptr[*at] - '0');
            out->resolution = TL_RES_MS;
        }
    }
    out->twelve_hour = take_half(s, at, &afternoon);
    if (out->twelve_hour) {
        if (hour < 1 || hour > 12)
            return false;
        hour = hour % 12 + (afternoon ? 12 : 0);
    }
    *ms = hour * TL_MS_PER_HOUR + minute * TL_MS_PER_MINUTE + second * INT64_C(1000) + milli;
    return hour <= 23 && minute <= 59 && second <= 60;
}

/* Nothing, or an offset behind the clock; false on anything else. */
static bool take_zone(struct tl_str s, size_t *at, int16_t *offset)
{
    int32_t hours, minutes = 0;
    skip_blanks(s, at);
    if (*at == s.len)
        return true;
    const struct tl_str rest = tl_str_slice(s, *at, *at + 3);
    if (take(s, at, 'z')) {
        *offset = 0;
        return *at == s.len;
    }
    if (tl_str_equal_fold(rest, TL_STR("utc")) || tl_str_equal_fold(rest, TL_STR("gmt"))) {
        *offset = 0;
        *at += 3;
        if (*at == s.len)
            return true;
    }
    const bool east = take(s, at, '+');
    if ((!east && !take(s, at, '-')) || !take_number(s, at, 2, &hours))
        return false;
    take(s, at, ':');
    if (*at < s.len && !take_number(s, at, 2, &minutes))
        return false;
    if (hours > 14 || minutes > 59)
        return false;
    *offset = (int16_t)((hours * 60 + minutes) * (east ? 1 : -1));
    return *at == s.len;
}

/* Digits alone, or with a fraction of seconds. */
static struct tl_table_time read_epoch(struct tl_str s)
{
    struct tl_table_time out = {.offset_min = TL_OFFSET_UNKNOWN, .resolution = TL_RES_MS};
    const bool negative = s.ptr[0] == '-';
    const size_t point = tl_str_find(s, TL_STR("."), 0);
    const size_t digits = (point == SIZE_MAX ? s.len : point) - negative;
    int64_t whole, milli = 0, day;
    if (!tl_parse_int64(tl_str_slice(s, 0, digits + negative), &whole))
        return out;
    if (point != SIZE_MAX && digits > 11)
        return out;
    if (digits == 8 && point == SIZE_MAX && !negative) {
        if (tl_civil_valid((int32_t)(whole / 10000), (int32_t)(whole / 100 % 100),
                           (int32_t)(whole % 100))) {
            day = tl_day_from_civil((int32_t)(whole / 10000), (int32_t)(whole / 100 % 100),
                                    (int32_t)(whole % 100));
            out.ms = day * TL_MS_PER_DAY;
            out.resolution = TL_RES_DAY;
            out.state = TL_TIME_WALL;
        }
        return out;
    }
    if (digits < 8 || digits > 19) {
        out.state = digits == 4 ? TL_TIME_COARSE : TL_TIME_NONE;
        return out;
    }
    for (size_t i = point, scale = 100; i != SIZE_MAX && i + 1 < s.len && scale > 0;
         i++, scale /= 10)
        milli += (int64_t)scale * (s.ptr[i + 1] - '0');
    if (digits <= 11)
        out.ms = whole * 1000 + (negative ? -milli : milli);
    else
        out.ms = tl_floor_div(whole, digits <= 14 ? 1 : digits <= 17 ? 1000 : 1000000);
    if (digits <= 11 && point == SIZE_MAX)
        out.resolution = TL_RES_SECOND;
    out.state = TL_TIME_UTC;
    return out;
}

static bool is_epoch(struct tl_str s)
{
    size_t i = s.len > 0 && s.ptr[0] == '-', points = 0;
    if (i == s.len)
        return false;
    for (; i < s.len; i++) {
        if (s.ptr[i] == '.' && i > 0 && i + 1 < s.len)
            points++;
        else if (!tl_is_digit(s.ptr[i]))
            return false;
    }
    return points <= 1;
}

/* Blanks of other widths become plain ones, direction marks go. */
static struct tl_str normalise(struct tl_str s, char out[64])
{
    static const struct {
        char bytes[4];
        char to; /* NUL: nothing */
    } odd[] = {{"\xe2\x80\xaf", ' '},  {"\xe2\x80\x89", ' '}, {"\xe2\x80\x8e", '\0'},
               {"\xe2\x80\x8f", '\0'}, {"\xc2\xa0", ' '},     {"\t", ' '}};
    size_t n = 0, plain = 0;
    s = tl_str_trim(s);
    while (plain < s.len && s.ptr[plain] >= ' ' && s.ptr[plain] <= '~')
        plain++;
    if (plain == s.len && plain <= 64)
        return s;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
            const struct tl_str mark = tl_str_from(odd[k].bytes);
            if (tl_str_equal(tl_str_slice(s, i, i + mark.len), mark)) {
                c = odd[k].to;
                i += mark.len - 1;
                break;
            }
        }
        if (c == '\0')
            continue;
        if (n == 64)
            return (struct tl_str){out, 0};
        out[n++] = c;
    }
    return tl_str_trim((struct tl_str){out, n});
}

/* "20-Apr-23", "20 Apr 2023", "Apr 20, 2023": the day of a date whose month has its English name,
   in three letters. */
static bool take_named_date(struct tl_str s, size_t *at, int64_t *day)
{
    int32_t date, year, month;
    size_t i = *at;
    const bool day_first = take_number(s, &i, 2, &date);
    if (day_first && !take(s, &i, '-') && !take(s, &i, ' '))
        return false;
    month = tl_month_from(tl_str_slice(s, i, i + 3));
    i += 3;
    if (month == 0 || (!take(s, &i, '-') && !take(s, &i, ' ')))
        return false;
    if (!day_first && (!take_number(s, &i, 2, &date) || !take(s, &i, ',')))
        return false;
    if (!day_first)
        skip_blanks(s, &i);
    const size_t from = i;
    if (!take_number(s, &i, 4, &year) || (i - from != 2 && i - from != 4))
        return false;
    year += i - from == 4 ? 0 : year < 70 ? 2000 : 1900;
    if (!tl_civil_valid(year, month, date))
        return false;
    *day = tl_day_from_civil(year, month, date);
    *at = i;
    return true;
}

struct tl_table_time tl_table_time_read(struct tl_str text)
{
    struct tl_table_time out = {.offset_min = TL_OFFSET_UNKNOWN, .resolution = TL_RES_DAY};
    const struct tl_table_time none = out;
    char buffer[64];
    const struct tl_str s = normalise(text, buffer);
    int64_t day = 0, clock = 0;
    size_t at = 0;
    if (is_epoch(s))
        return read_epoch(s);
    if (s.len == 7 && tl_parse_date(s, &day)) {
        out.state = TL_TIME_COARSE;
        return out;
    }
    const bool named = take_named_date(s, &at, &day);
    if (!named && !tl_date_fields_read(s, &at, &out.fields))
        return out;
    const bool year_first = named || out.fields.digits[0] == 4;
    if (!named && (year_first ? !tl_date_fields_day(&out.fields, TL_DATE_YMD, &day)
                              : out.fields.digits[0] > 2 || out.fields.digits[1] > 2))
        return none;
    take(s, &at, ',');
    if (!take(s, &at, 't'))
        skip_blanks(s, &at);
    if (at < s.len && (!take_clock(s, &at, &out, &clock) || !take_zone(s, &at, &out.offset_min)))
        return none;
    out.ms = day * TL_MS_PER_DAY + clock;
    if (!year_first) {
        /* An offset on a date in an open order is not written by anything known. */
        out.state = out.offset_min == TL_OFFSET_UNKNOWN ? TL_TIME_FIELDS : TL_TIME_NONE;
    } else if (out.offset_min == TL_OFFSET_UNKNOWN) {
        out.state = TL_TIME_WALL;
    } else {
        out.ms -= out.offset_min * TL_MS_PER_MINUTE;
        out.state = TL_TIME_UTC;
    }
    return out;
}
