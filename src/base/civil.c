/*
 * civil.c: days, dates and clock times of the proleptic Gregorian calendar, and their text forms.
 *
 * The year is taken to begin in March, so that the leap day is its last; then months have the
 * lengths 31 30 31 30 31 | 31 30 31 30 31 | 31 28/29, whose sums are the integers (153 m + 2) / 5,
 * and a date is a few divisions away from its day number, without tables or loops (the counting is
 * Zeller's, Acta Math. 9 (1887) 131; eras of 400 years keep it right for negative years).
 */
#include "civil.h"

#include "str.h"

#define DAYS_PER_ERA 146097
/* 0000-03-01 to 1970-01-01 */
#define DAYS_TO_EPOCH 719468
/* Within them all years fit 32 bits. */
#define DAY_LIMIT INT64_C(780000000000)

int64_t tl_floor_div(int64_t a, int64_t d)
{
    return a / d - (a % d < 0);
}

int64_t tl_floor_mod(int64_t a, int64_t d)
{
    int64_t r = a % d;
    return r < 0 ? r + d : r;
}

static bool is_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool tl_civil_valid(int32_t year, int32_t month, int32_t day)
{
    static const int8_t length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1)
        return false;
    return day <= length[month - 1] + (month == 2 && is_leap(year));
}

int64_t tl_day_from_civil(int32_t year, int32_t month, int32_t day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = tl_floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t m = month > 2 ? month - 3 : month + 9;
    int64_t day_of_year = (153 * m + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH;
}

void tl_civil_from_day(int64_t day, int32_t *year, int8_t *month, int8_t *day_of_month)
{
    day = day > DAY_LIMIT ? DAY_LIMIT : day < -DAY_LIMIT ? -DAY_LIMIT : day;
    day += DAYS_TO_EPOCH;
    int64_t era = tl_floor_div(day, DAYS_PER_ERA);
    uint32_t d = (uint32_t)(day - era * DAYS_PER_ERA);
    /* The leap days before d taken out, every year has 365. */
    uint32_t y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
    uint32_t day_of_year = d - (365 * y + y / 4 - y / 100);
    uint32_t m = (5 * day_of_year + 2) / 153;
    *day_of_month = (int8_t)(day_of_year - (153 * m + 2) / 5 + 1);
    *month = (int8_t)(m < 10 ? m + 3 : m - 9);
    *year = (int32_t)(era * 400 + y + (m >= 10));
}

int64_t tl_ms_from_civil(const struct tl_civil *c)
{
    int64_t day = tl_day_from_civil(c->year, c->month, c->day);
    if (day >= INT64_MAX / TL_MS_PER_DAY)
        return INT64_MAX;
    if (day <= INT64_MIN / TL_MS_PER_DAY)
        return INT64_MIN;
    return day * TL_MS_PER_DAY + c->hour * TL_MS_PER_HOUR + c->minute * TL_MS_PER_MINUTE +
           c->second * INT64_C(1000) + c->millisecond;
}

void tl_civil_from_ms(int64_t ms, struct tl_civil *out)
{
    int64_t day = tl_floor_div(ms, TL_MS_PER_DAY);
    uint32_t rest = (uint32_t)tl_floor_mod(ms, TL_MS_PER_DAY);
    tl_civil_from_day(day, &out->year, &out->month, &out->day);
    out->millisecond = (int16_t)(rest % 1000);
    rest /= 1000;
    out->second = (int8_t)(rest % 60);
    rest /= 60;
    out->minute = (int8_t)(rest % 60);
    out->hour = (int8_t)(rest / 60);
}

int tl_weekday(int64_t day)
{
    return (int)tl_floor_mod(tl_floor_mod(day, 7) + 3, 7);
}

static void put_digits(char *out, int32_t value, int n)
{
    for (int i = n - 1; i >= 0; i--, value /= 10)
        out[i] = (char)('0' + value % 10);
}

/* "YYYY-MM-DD" without a closing NUL. */
static void put_date(char *out, int32_t year, int8_t month, int8_t day)
{
    put_digits(out, year < 0 ? 0 : year > 9999 ? 9999 : year, 4);
    out[4] = out[7] = '-';
    put_digits(out + 5, month, 2);
    put_digits(out + 8, day, 2);
}

void tl_print_date(char out[11], int64_t day)
{
    int32_t year;
    int8_t month, day_of_month;
    tl_civil_from_day(day, &year, &month, &day_of_month);
    put_date(out, year, month, day_of_month);
    out[10] = '\0';
}

void tl_print_time(char out[20], int64_t ms)
{
    struct tl_civil c;
    tl_civil_from_ms(ms, &c);
    put_date(out, c.year, c.month, c.day);
    out[10] = 'T';
    put_digits(out + 11, c.hour, 2);
    out[13] = out[16] = ':';
    put_digits(out + 14, c.minute, 2);
    put_digits(out + 17, c.second, 2);
    out[19] = '\0';
}

/* Reads exactly n digits at *at and moves behind them. */
static bool take_digits(struct tl_str s, size_t *at, size_t n, int32_t *out)
{
    if (s.len - *at < n)
        return false;
    int32_t v = 0;
    for (size_t i = 0; i < n; i++) {
        char c = s.ptr[*at + i];
        if (!tl_is_digit(c))
            return false;
        v = v * 10 + (c - '0');
    }
    *at += n;
    *out = v;
    return true;
}

static bool take_char(struct tl_str s, size_t *at, char c)
{
    if (*at == s.len || s.ptr[*at] != c)
        return false;
    ++*at;
    return true;
}

bool tl_parse_date(struct tl_str s, int64_t *day)
{
    size_t at = 0;
    int32_t year, month = 1, day_of_month = 1;
    if (!take_digits(s, &at, 4, &year))
        return false;
    if (at < s.len && !(take_char(s, &at, '-') && take_digits(s, &at, 2, &month)))
        return false;
    if (at < s.len && !(take_char(s, &at, '-') && take_digits(s, &at, 2, &day_of_month)))
        return false;
    if (at != s.len || !tl_civil_valid(year, month, day_of_month))
        return false;
    *day = tl_day_from_civil(year, month, day_of_month);
    return true;
}

/* "HH:MM", then ":SS" and a fraction when they are there. */
static bool take_clock(struct tl_str s, size_t *at, int64_t *ms, int32_t *resolution_ms)
{
    int32_t hour, minute, second = 0, milli = 0;
    if (!take_digits(s, at, 2, &hour) || !take_char(s, at, ':') || !take_digits(s, at, 2, &minute))
        return false;
    *resolution_ms = (int32_t)TL_MS_PER_MINUTE;
    if (take_char(s, at, ':')) {
        if (!take_digits(s, at, 2, &second))
            return false;
        *resolution_ms = 1000;
        if (take_char(s, at, '.') || take_char(s, at, ',')) {
            size_t start = *at;
            for (int32_t unit = 100; *at < s.len && tl_is_digit(s.ptr[*at]); ++*at, unit /= 10)
                milli += (s.ptr[*at] - '0') * unit;
            if (*at == start)
                return false;
            *resolution_ms = 1;
        }
    }
    /* 60 is a leap second; it is counted into the next minute. */
    if (hour > 23 || minute > 59 || second > 60)
        return false;
    *ms = hour * TL_MS_PER_HOUR + minute * TL_MS_PER_MINUTE + second * INT64_C(1000) + milli;
    return true;
}

/* "", "Z", "+HH", "+HHMM" or "+HH:MM" up to the end of s. */
static bool take_offset(struct tl_str s, size_t *at, int16_t *offset_min)
{
    *offset_min = TL_OFFSET_UNKNOWN;
    if (*at == s.len)
        return true;
    int32_t hours = 0, minutes = 0, sign = 1;
    if (!take_char(s, at, 'Z') && !take_char(s, at, 'z')) {
        if (!take_char(s, at, '+')) {
            if (!take_char(s, at, '-'))
                return false;
            sign = -1;
        }
        if (!take_digits(s, at, 2, &hours))
            return false;
        if (*at < s.len) {
            take_char(s, at, ':');
            if (!take_digits(s, at, 2, &minutes))
                return false;
        }
    }
    if (*at != s.len || hours > 23 || minutes > 59)
        return false;
    *offset_min = (int16_t)(sign * (hours * 60 + minutes));
    return true;
}

bool tl_parse_iso8601(struct tl_str s, int64_t *ms, int16_t *offset_min, int32_t *resolution_ms)
{
    int64_t day, clock = 0;
    int16_t offset = TL_OFFSET_UNKNOWN;
    int32_t resolution = (int32_t)TL_MS_PER_DAY;
    size_t at = 10;
    if (s.len < 10 || !tl_parse_date((struct tl_str){s.ptr, 10}, &day))
        return false;
    if (s.len > 10) {
        if (!take_char(s, &at, 'T') && !take_char(s, &at, ' ') && !take_char(s, &at, 't'))
            return false;
        if (!take_clock(s, &at, &clock, &resolution) || !take_offset(s, &at, &offset))
            return false;
    }
    *ms = day * TL_MS_PER_DAY + clock;
    if (offset != TL_OFFSET_UNKNOWN)
        *ms -= offset * TL_MS_PER_MINUTE;
    *offset_min = offset;
    *resolution_ms = resolution;
    return true;
}
