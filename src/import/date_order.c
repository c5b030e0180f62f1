/*
 * date_order.c: see date_order.h.
 *
 * Order of evidence: (1) a number that can only be a day or a year leaves one order that reads
 * every date; (2) messages stand in the order they were sent, so the wrong order steps back; (3) of
 * orders that never step back the wrong one spreads the same file over more days, because
 * neighbouring days become neighbouring months. (3) is a likelihood, not a proof, and is reported
 * as not sure.
 */
#include "date_order.h"

#include <stdio.h>

#include "builder.h"
#include "civil.h"
#include "str.h"

static bool read_number(struct tl_str s, size_t *at, uint16_t *number, uint8_t *digits)
{
    unsigned value = 0;
    uint8_t n = 0;
    while (*at < s.len && tl_is_digit(s.ptr[*at]) && n < 5) {
        value = value * 10 + (unsigned)(s.ptr[*at] - '0');
        ++*at;
        n++;
    }
    *number = (uint16_t)(value > 9999 ? 9999 : value);
    *digits = n;
    return n >= 1 && n <= 4;
}

bool tl_date_fields_read(struct tl_str s, size_t *at, struct tl_date_fields *out)
{
    size_t i = *at;
    struct tl_date_fields f;
    char separator = 0;
    for (int k = 0; k < 3; k++) {
        if (!read_number(s, &i, &f.number[k], &f.digits[k]))
            return false;
        if (k == 2)
            break;
        if (i >= s.len || (s.ptr[i] != '/' && s.ptr[i] != '.' && s.ptr[i] != '-'))
            return false;
        if (k == 1 && s.ptr[i] != separator)
            return false;
        separator = s.ptr[i++];
        while (i < s.len && s.ptr[i] == ' ')
            i++;
    }
    *at = i;
    *out = f;
    return true;
}

/* The first day of a Persian year: eight leap years in 33, which is right from 1178 to 1633. Day
   1948320 of the Julian count is the first of the year 1, 2440588 is 1970-01-01. */
static int64_t persian_year_day(int32_t year)
{
    return 1948320 - 2440588 + 365 * (int64_t)(year - 1) + (8 * year + 21) / 33;
}

static bool persian_day(int32_t year, int32_t month, int32_t day, int64_t *out)
{
    if (month < 1 || month > 12 || day < 1 || day > (month <= 6 ? 31 : 30))
        return false;
    *out =
        persian_year_day(year) + (month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7)) + day - 1;
    return *out < persian_year_day(year + 1);
}

bool tl_date_fields_day(const struct tl_date_fields *f, enum tl_date_order order, int64_t *day)
{
    static const uint8_t place[3][3] = {{2, 1, 0}, {2, 0, 1}, {0, 1, 2}}; /* of year, month, day */
    if (order < TL_DATE_DMY || order > TL_DATE_YMD)
        return false;
    const uint8_t *at = place[order - TL_DATE_DMY];
    int32_t year = f->number[at[0]];
    if (f->digits[at[0]] == 2)
        year += year < 70 ? 2000 : 1900;
    else if (f->digits[at[0]] != 4)
        return false;
    if (f->digits[at[1]] > 2 || f->digits[at[2]] > 2)
        return false;
    if (tl_date_is_persian_year(year))
        return persian_day(year, f->number[at[1]], f->number[at[2]], day);
    if (!tl_civil_valid(year, f->number[at[1]], f->number[at[2]]))
        return false;
    *day = tl_day_from_civil(year, f->number[at[1]], f->number[at[2]]);
    return true;
}

static bool same_fields(const struct tl_date_fields *a, const struct tl_date_fields *b)
{
    for (int k = 0; k < 3; k++)
        if (a->number[k] != b->number[k] || a->digits[k] != b->digits[k])
            return false;
    return true;
}

void tl_date_tally_add(struct tl_date_tally *tally, const struct tl_date_fields *fields)
{
    if (tally->n++ > 0 && same_fields(fields, &tally->previous))
        return;
    tally->previous = *fields;
    for (int k = 0; k < 3; k++) {
        int64_t day;
        if (!tl_date_fields_day(fields, TL_DATE_DMY + (enum tl_date_order)k, &day)) {
            tally->order[k].impossible++;
            continue;
        }
        if (tally->order[k].started) {
            const int64_t step = day - tally->order[k].last;
            tally->order[k].back += step < 0;
            tally->order[k].ahead += step > 0;
            tally->order[k].travel += (uint64_t)(step < 0 ? -step : step);
        }
        tally->order[k].started = true;
        tally->order[k].sum += (uint64_t)day;
        tally->order[k].last = day;
    }
}

/* Steps against the way the file runs. */
static uint64_t backward(const struct tl_date_tally *tally, int k)
{
    const uint64_t back = tally->order[k].back, ahead = tally->order[k].ahead;
    return tally->either_direction && ahead < back ? ahead : back;
}

enum criterion { ALIKE, IMPOSSIBLE, BACKWARD, TRAVEL };

/* What tells the two apart; negative when a wins. Dates that cannot be and steps back count alike,
   since a few damaged lines must not turn a file into the order in which it runs to and fro. */
static int compare(const struct tl_date_tally *tally, int a, int b)
{
    const uint64_t misfits_a = tally->order[a].impossible + backward(tally, a);
    const uint64_t misfits_b = tally->order[b].impossible + backward(tally, b);
    if (misfits_a != misfits_b) {
        const int loser = misfits_a < misfits_b ? b : a;
        const int criterion = tally->order[loser].impossible > 0 ? IMPOSSIBLE : BACKWARD;
        return loser == b ? -criterion : criterion;
    }
    if (tally->order[a].travel != tally->order[b].travel)
        return tally->order[a].travel < tally->order[b].travel ? -TRAVEL : TRAVEL;
    return ALIKE;
}

struct tl_date_verdict tl_date_tally_settle(const struct tl_date_tally *tally,
                                            enum tl_date_order wish)
{
    struct tl_date_verdict out = {TL_DATE_DMY, true, TL_DATE_AUTO, "as asked for"};
    if (wish >= TL_DATE_DMY && wish <= TL_DATE_YMD) {
        out.order = wish;
        return out;
    }
    int best = 0, next = -1;
    for (int k = 1; k < 3; k++)
        if (compare(tally, best, k) > 0)
            best = k;
    for (int k = 0; k < 3; k++)
        if (k != best && (next < 0 || compare(tally, next, k) > 0))
            next = k;
    out.order = TL_DATE_DMY + (enum tl_date_order)best;
    switch (compare(tally, best, next)) {
    case -IMPOSSIBLE:
        out.why = "every other order makes dates that cannot be";
        return out;
    case -BACKWARD:
        out.why = "every other order makes the messages step back in time";
        return out;
    case -TRAVEL:
        out.why = "every other order spreads the same messages over more days";
        if (tally->order[next].travel / 100 >= tally->order[best].travel &&
            tally->order[best].travel > 0)
            return out;
        break;
    default:
        if (tally->order[best].sum == tally->order[next].sum) {
            out.why = "every date is the same day in either order";
            return out;
        }
        out.why = "nothing in the file tells day and month apart";
        break;
    }
    out.sure = false;
    out.other = TL_DATE_DMY + (enum tl_date_order)next;
    return out;
}

const char *tl_date_doubt(struct tl_conversation *conv, const struct tl_date_verdict *verdict,
                          const struct tl_date_fields *first)
{
    static const char *const names[] = {"dmy", "mdy", "ymd"};
    char text[320], one[11] = "one day", other[11] = "another";
    int64_t day;
    if (tl_date_fields_day(first, verdict->order, &day))
        tl_print_date(one, day);
    if (tl_date_fields_day(first, verdict->other, &day))
        tl_print_date(other, day);
    snprintf(text, sizeof text,
             "The file does not tell day and month apart: its first date was read as %s and could "
             "be %s; if that is the right one, give --date-order %s.",
             one, other, names[verdict->other - TL_DATE_DMY]);
    return tl_conversation_keep(conv, tl_str_from(text));
}
