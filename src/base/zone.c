/*
 * zone.c: time zones from TZif files (RFC 8536; version 4 in RFC 9636).
 *
 * A file holds a block with 32-bit times and, from version 2 on, a second one with 64-bit times and
 * a footer: a POSIX TZ string (IEEE Std 1003.1, 8.3, with the RFC's wider hours) for the time after
 * the last change. Read are: the times, the type of each, the offsets of the types, leap seconds
 * (times of "right/" zones count them; they are taken out) and the footer. Names, daylight flags
 * and the standard/UT indicators do not matter here.
 *
 * The bytes are untrusted: every count is compared with what is left, times must ascend, offsets
 * stay below 26 hours as the RFC asks, and anything else is refused rather than repaired.
 */
#include "civil.h"

#include <string.h>

#include "str.h"

#define SECONDS_PER_DAY INT64_C(86400)
#define HEADER_SIZE 44
#define OFFSET_LIMIT (26 * 3600)
/* No real zone was ever further from UTC (Alaska before 1867: +15:02). */
#define WIDEST_OFFSET_MS (16 * TL_MS_PER_HOUR)

/* One of the two yearly changes: date and seconds after its midnight on the clock before it. */
struct change_rule {
    enum { RULE_WEEKDAY, RULE_JULIAN, RULE_DAY } kind; /* Mm.w.d, Jn (no 29 February), n from 0 */
    int32_t month, week, day;
    int32_t time;
};

struct footer {
    bool present, daylight;
    int32_t standard_offset, daylight_offset; /* seconds east */
    struct change_rule start, end;
};

struct zone_change {
    int64_t at; /* seconds, UTC */
    int32_t offset;
};

/* Invariant: `change` ascends by `at`. */
struct tl_zone {
    const struct tl_context *ctx;
    size_t size; /* of this allocation */
    struct footer footer;
    int32_t first_offset; /* before the first change */
    uint32_t n;
    struct zone_change change[];
};

/* Counts of a block, in the order of its header. */
struct block {
    uint32_t isut, isstd, leap, time, type, chars;
    uint32_t time_size; /* 4 or 8 bytes */
};

static uint32_t read_u32(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return (uint32_t)u[0] << 24 | (uint32_t)u[1] << 16 | (uint32_t)u[2] << 8 | u[3];
}

static int32_t read_i32(const char *p)
{
    uint32_t u = read_u32(p);
    return u <= INT32_MAX ? (int32_t)u : -(int32_t)(UINT32_MAX - u) - 1;
}

static int64_t read_time(const char *p, uint32_t size)
{
    int64_t high = read_i32(p);
    return size == 4 ? high : high * (INT64_C(1) << 32) + read_u32(p + 4);
}

/* Takes a header and checks that its block is there, too; *body is the block's size. */
static bool read_header(struct tl_str bytes, uint32_t time_size, struct block *b, size_t *body)
{
    if (bytes.len < HEADER_SIZE || memcmp(bytes.ptr, "TZif", 4) != 0)
        return false;
    const char *p = bytes.ptr + 20;
    *b = (struct block){read_u32(p),      read_u32(p + 4),  read_u32(p + 8), read_u32(p + 12),
                        read_u32(p + 16), read_u32(p + 20), time_size};
    uint64_t size = (uint64_t)b->time * (time_size + 1) + (uint64_t)b->type * 6 + b->chars +
                    (uint64_t)b->leap * (time_size + 4) + b->isstd + (uint64_t)b->isut;
    if (size > bytes.len - HEADER_SIZE)
        return false;
    *body = (size_t)size;
    return true;
}

/* Reading the footer: `at` moves over what was taken. */
struct scan {
    struct tl_str s;
    size_t at;
};

static bool take(struct scan *sc, char c)
{
    if (sc->at == sc->s.len || sc->s.ptr[sc->at] != c)
        return false;
    sc->at++;
    return true;
}

static bool at_digit(const struct scan *sc)
{
    return sc->at < sc->s.len && tl_is_digit(sc->s.ptr[sc->at]);
}

static bool take_number(struct scan *sc, int32_t low, int32_t high, int32_t *out)
{
    if (!at_digit(sc))
        return false;
    int32_t v = 0;
    for (; at_digit(sc) && v <= high; sc->at++)
        v = v * 10 + (sc->s.ptr[sc->at] - '0');
    *out = v;
    return v >= low && v <= high;
}

/* Three letters or more, or the like of <+0330>. */
static bool take_name(struct scan *sc)
{
    bool quoted = take(sc, '<');
    size_t start = sc->at;
    for (; sc->at < sc->s.len; sc->at++) {
        char c = sc->s.ptr[sc->at];
        if (!tl_is_alpha(c) && !(quoted && (tl_is_digit(c) || c == '+' || c == '-')))
            break;
    }
    return sc->at - start >= 3 && (!quoted || take(sc, '>'));
}

/* [+-]hh[:mm[:ss]] in seconds; up to 167 hours (RFC 8536, 3.3.1). */
static bool take_hms(struct scan *sc, int32_t *seconds)
{
    int32_t hours, minutes = 0, rest = 0;
    bool negative = take(sc, '-');
    if (!negative)
        take(sc, '+');
    if (!take_number(sc, 0, 167, &hours))
        return false;
    if (take(sc, ':')) {
        if (!take_number(sc, 0, 59, &minutes))
            return false;
        if (take(sc, ':') && !take_number(sc, 0, 59, &rest))
            return false;
    }
    *seconds = hours * 3600 + minutes * 60 + rest;
    if (negative)
        *seconds = -*seconds;
    return true;
}

/* An offset; POSIX counts it west of UTC. */
static bool take_offset(struct scan *sc, int32_t *east)
{
    if (!take_hms(sc, east) || *east <= -OFFSET_LIMIT || *east >= OFFSET_LIMIT)
        return false;
    *east = -*east;
    return true;
}

static bool take_rule(struct scan *sc, struct change_rule *rule)
{
    *rule = (struct change_rule){.kind = RULE_DAY, .time = 2 * 3600};
    bool ok;
    if (take(sc, 'M')) {
        rule->kind = RULE_WEEKDAY;
        ok = take_number(sc, 1, 12, &rule->month) && take(sc, '.') &&
             take_number(sc, 1, 5, &rule->week) && take(sc, '.') &&
             take_number(sc, 0, 6, &rule->day);
    } else if (take(sc, 'J')) {
        rule->kind = RULE_JULIAN;
        ok = take_number(sc, 1, 365, &rule->day);
    } else {
        ok = take_number(sc, 0, 365, &rule->day);
    }
    return ok && (!take(sc, '/') || take_hms(sc, &rule->time));
}

static bool read_footer(struct tl_str s, struct footer *f)
{
    *f = (struct footer){.present = s.len > 0};
    struct scan sc = {s, 0};
    if (!f->present)
        return true;
    if (!take_name(&sc) || !take_offset(&sc, &f->standard_offset))
        return false;
    if (sc.at == s.len)
        return true;
    f->daylight = true;
    f->daylight_offset = f->standard_offset + 3600;
    if (!take_name(&sc))
        return false;
    if (sc.at < s.len && s.ptr[sc.at] != ',' && !take_offset(&sc, &f->daylight_offset))
        return false;
    return take(&sc, ',') && take_rule(&sc, &f->start) && take(&sc, ',') &&
           take_rule(&sc, &f->end) && sc.at == s.len;
}

/* Day number of a rule in a year. */
static int64_t rule_day(const struct change_rule *rule, int32_t year)
{
    int64_t january = tl_day_from_civil(year, 1, 1);
    if (rule->kind == RULE_DAY)
        return january + rule->day;
    if (rule->kind == RULE_JULIAN) /* day 60 is 1 March in every year */
        return january + rule->day - 1 + (rule->day >= 60 && tl_civil_valid(year, 2, 29));
    int64_t first = tl_day_from_civil(year, rule->month, 1);
    /* Sunday is 0 here and 6 with tl_weekday. */
    int64_t day = first + tl_floor_mod(rule->day + 6 - tl_weekday(first), 7) + 7 * (rule->week - 1);
    int64_t next = rule->month == 12 ? tl_day_from_civil(year + 1, 1, 1)
                                     : tl_day_from_civil(year, rule->month + 1, 1);
    return day < next ? day : day - 7; /* week 5 is the last one */
}

/* Offset by the rules: that of the latest change at or before t. Times of up to 167 hours can carry
   a change over the turn of the year, so near it both years are looked at; where one change ends
   and the next begins daylight time at the same moment (all-year rules), the beginning counts. */
static int32_t footer_offset(const struct footer *f, int64_t t)
{
    if (!f->daylight)
        return f->standard_offset;
    int64_t day = tl_floor_div(t, SECONDS_PER_DAY);
    int32_t from, to;
    int8_t month, day_of_month;
    tl_civil_from_day(day - 9, &from, &month, &day_of_month);
    tl_civil_from_day(day + 9, &to, &month, &day_of_month);
    int64_t latest = INT64_MIN, earliest = INT64_MAX;
    bool daylight = false, before = false;
    for (int32_t year = from; year <= to; year++) {
        int64_t end = rule_day(&f->end, year) * SECONDS_PER_DAY + f->end.time - f->daylight_offset;
        int64_t start =
            rule_day(&f->start, year) * SECONDS_PER_DAY + f->start.time - f->standard_offset;
        if (end <= t && end > latest) {
            latest = end;
            daylight = false;
        }
        if (start <= t && start >= latest) {
            latest = start;
            daylight = true;
        }
        if (end < earliest) {
            earliest = end;
            before = true;
        }
        if (start < earliest) {
            earliest = start;
            before = false;
        }
    }
    if (latest == INT64_MIN)
        daylight = before;
    return daylight ? f->daylight_offset : f->standard_offset;
}

/* Fills the changes from a block whose sizes were checked. */
static bool read_changes(struct tl_zone *zone, const struct block *b, const char *p)
{
    const char *types = p + (size_t)b->time * b->time_size;
    const char *offsets = types + b->time;
    const char *leaps = offsets + (size_t)b->type * 6 + b->chars;
    const size_t leap_size = b->time_size + 4;
    for (uint32_t i = 0; i < b->type; i++) {
        int32_t offset = read_i32(offsets + (size_t)i * 6);
        if (offset <= -OFFSET_LIMIT || offset >= OFFSET_LIMIT)
            return false;
    }
    zone->first_offset = read_i32(offsets);
    uint32_t leap = 0;
    for (uint32_t i = 0; i < b->time; i++) {
        uint32_t type = (unsigned char)types[i];
        int64_t at = read_time(p + (size_t)i * b->time_size, b->time_size);
        /* Also keeps every sum below from overflow; RFC 8536 asks for no more than 2^59. */
        if (type >= b->type || at < -(INT64_C(1) << 59) || at > INT64_C(1) << 59)
            return false;
        while (leap < b->leap && read_time(leaps + leap * leap_size, b->time_size) <= at)
            leap++;
        if (leap > 0)
            at -= read_i32(leaps + (leap - 1) * leap_size + b->time_size);
        if (i > 0 && at <= zone->change[i - 1].at)
            return false;
        zone->change[i] = (struct zone_change){at, read_i32(offsets + (size_t)type * 6)};
    }
    return true;
}

struct tl_zone *tl_zone_new(const struct tl_context *ctx, struct tl_str bytes)
{
    struct block b;
    struct footer footer = {.present = false};
    size_t body, size;
    if (!read_header(bytes, 4, &b, &body))
        return NULL;
    const char *start = bytes.ptr + HEADER_SIZE;
    if ((unsigned char)bytes.ptr[4] >= '2') {
        struct tl_str rest = {start + body, bytes.len - HEADER_SIZE - body};
        if (!read_header(rest, 8, &b, &body))
            return NULL;
        start = rest.ptr + HEADER_SIZE;
        struct scan sc = {{start + body, rest.len - HEADER_SIZE - body}, 0};
        size_t end = tl_str_find(sc.s, TL_STR("\n"), 1);
        if (!take(&sc, '\n') || end == SIZE_MAX ||
            !read_footer((struct tl_str){sc.s.ptr + 1, end - 1}, &footer))
            return NULL;
    }
    if (b.type == 0 || b.type > 256 || !tl_mul_size(b.time, sizeof(struct zone_change), &size) ||
        !tl_add_size(size, sizeof(struct tl_zone), &size))
        return NULL;
    struct tl_zone *zone = tl_alloc(ctx, size);
    if (zone == NULL)
        return NULL;
    *zone = (struct tl_zone){.ctx = ctx, .size = size, .footer = footer, .n = b.time};
    if (!read_changes(zone, &b, start)) {
        tl_zone_free(zone);
        return NULL;
    }
    return zone;
}

void tl_zone_free(struct tl_zone *zone)
{
    if (zone != NULL)
        tl_free(zone->ctx, zone, zone->size);
}

int16_t tl_zone_offset(const struct tl_zone *zone, int64_t utc_ms)
{
    int64_t t = tl_floor_div(utc_ms, 1000);
    int32_t offset;
    if (zone->footer.present && (zone->n == 0 || t >= zone->change[zone->n - 1].at)) {
        offset = footer_offset(&zone->footer, t);
    } else {
        /* Number of changes at or before t. */
        uint32_t low = 0, high = zone->n;
        while (low < high) {
            uint32_t mid = low + (high - low) / 2;
            if (zone->change[mid].at <= t)
                low = mid + 1;
            else
                high = mid;
        }
        offset = low > 0 ? zone->change[low - 1].offset : zone->first_offset;
    }
    return (int16_t)(offset / 60);
}

int64_t tl_zone_to_utc(const struct tl_zone *zone, int64_t wall_ms)
{
    /* Outside, nothing can be added any more; no date of a chat is near. */
    if (wall_ms < INT64_MIN / 2 || wall_ms > INT64_MAX / 2)
        return wall_ms;
    int16_t before = tl_zone_offset(zone, wall_ms - WIDEST_OFFSET_MS);
    int16_t after = tl_zone_offset(zone, wall_ms + WIDEST_OFFSET_MS);
    int64_t first = wall_ms - before * TL_MS_PER_MINUTE;
    if (before == after || tl_zone_offset(zone, first) == before)
        return first;
    int64_t second = wall_ms - after * TL_MS_PER_MINUTE;
    return tl_zone_offset(zone, second) == after ? second : first;
}
