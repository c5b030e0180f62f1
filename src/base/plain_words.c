/*
 * plain_words.c: numbers, dates and odds as people say them, in English and without locale.
 *
 * Two significant digits: what is counted here is known no better, and a third would look like
 * knowledge. Odds are said as counts of 100.
 */
#include "plain_words.h"

#include "civil.h"
#include "number.h"
#include "tlmath.h"

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

void tl_words_count(struct tl_buf *out, uint64_t n)
{
    char text[TL_NUMBER_MAX];
    tl_buf_put(out, text, tl_print_grouped(text, n));
}

void tl_words_number(struct tl_buf *out, double x)
{
    char text[TL_NUMBER_MAX];
    if (isnan(x)) {
        tl_buf_puts(out, "unknown");
        return;
    }
    if (x < 0)
        tl_buf_putc(out, '-');
    x = fabs(x);
    if (x >= 99.5 && x < 1e15)
        tl_words_count(out, (uint64_t)(x + 0.5));
    else
        tl_buf_put(out, text, tl_print_double(text, x, 2));
}

void tl_words_percent(struct tl_buf *out, double share)
{
    char text[TL_NUMBER_MAX];
    const double percent = share * 100;
    if (percent > 0 && percent < 1)
        tl_buf_put(out, text, tl_print_double(text, percent, 1));
    else
        tl_buf_put(out, text, tl_print_fixed(text, percent, 0));
    tl_buf_puts(out, "\xC2\xA0%"); /* a no-break space */
}

void tl_words_odds(struct tl_buf *out, double probability)
{
    if (probability < 0.01)
        tl_buf_puts(out, "less than 1 in 100");
    else if (probability > 0.99)
        tl_buf_puts(out, "more than 99 in 100");
    else
        tl_buf_printf(out, "about %d in 100", (int)(probability * 100 + 0.5));
}

static void put_date(struct tl_buf *out, int64_t day, bool with_year)
{
    int32_t year;
    int8_t month, day_of_month;
    tl_civil_from_day(day, &year, &month, &day_of_month);
    tl_buf_printf(out, "%d %s", day_of_month, months[month - 1]);
    if (with_year)
        tl_buf_printf(out, " %d", (int)year);
}

void tl_words_date(struct tl_buf *out, int64_t day)
{
    put_date(out, day, true);
}

static int32_t year_of(int64_t day)
{
    int32_t year;
    int8_t month, day_of_month;
    tl_civil_from_day(day, &year, &month, &day_of_month);
    return year;
}

void tl_words_since(struct tl_buf *out, int64_t day, int64_t lo, int64_t hi)
{
    put_date(out, day, true);
    if (lo == TL_NO_DAY || hi == TL_NO_DAY || lo == hi)
        return;
    tl_buf_puts(out, " (between ");
    put_date(out, lo, year_of(lo) != year_of(hi));
    tl_buf_puts(out, " and ");
    put_date(out, hi, true);
    tl_buf_puts(out, ")");
}

void tl_words_counted(struct tl_buf *out, uint64_t n, const char *noun)
{
    tl_words_count(out, n);
    tl_buf_printf(out, " %s%s", noun, n == 1 ? "" : "s");
}

void tl_words_times(struct tl_buf *out, uint64_t n)
{
    if (n == 1 || n == 2)
        tl_buf_puts(out, n == 1 ? "once" : "twice");
    else
        tl_words_counted(out, n, "time");
}
