/*
 * sheet_changes.c: what changed, before and after, both people side by side.
 *
 * A row is one measure. Whoever has no finding in it stands beside the other all the same, by the
 * middle week before and after the same day, and is then marked as not clearly changed. Below
 * stands what did not change, for that is as much an answer.
 */
#include "civil.h"
#include "plain_words.h"
#include "sheet.h"
#include "side_by_side.h"
#include "tlmath.h"

#include <string.h>

#define STEADY_MOST 6
#define LONG_WAIT 5.0 /* as in the findings' sentences: longer waits have no honest number */

/* Columns of the table: what, two of each person, since when. */
enum { WHAT = 0, SINCE = 5, COLUMNS };
static const double shares[COLUMNS] = {0.31, 0.12, 0.12, 0.12, 0.12, 0.21};

/* "15 Jul 2024": a column has no room for more. */
static void put_day(struct tl_buf *out, int64_t day)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int32_t year;
    int8_t month, day_of_month;
    tl_civil_from_day(day, &year, &month, &day_of_month);
    tl_buf_printf(out, "%d %s %d", (int)day_of_month, months[month - 1], (int)year);
}

static void put_value(struct tl_buf *out, const struct tl_measure *measure, double x)
{
    if (isnan(x))
        tl_buf_puts(out, "too little");
    else if (measure->scale == TL_SCALE_LOGIT)
        tl_words_percent(out, x);
    else
        tl_words_number(out, x);
}

/* "1.5 times (1.3 to 1.6)", or "-10 points (-16 to -7)". */
static void put_effect(struct tl_buf *out, const struct tl_finding *f)
{
    const enum tl_scale scale = f->measurement->measure->scale;
    const double by = scale == TL_SCALE_LOGIT ? 100 : 1;
    const double numbers[] = {f->effect, f->effect_lo, f->effect_hi};
    if (isnan(f->effect))
        return;
    if (scale == TL_SCALE_LOG && f->measurement->measure->closeness < 0 && f->effect > LONG_WAIT) {
        tl_buf_puts(out, "more than 5 times as long");
        return;
    }
    for (int i = 0; i < 3; i++) {
        if (isnan(numbers[i]))
            break;
        if (i > 0)
            tl_buf_puts(out, i == 1 ? " (" : " to ");
        if (scale != TL_SCALE_LOG && numbers[i] > 0)
            tl_buf_putc(out, '+');
        tl_words_number(out, by * numbers[i]);
        if (i == 0)
            tl_buf_puts(out, scale == TL_SCALE_LOG     ? " times"
                             : scale == TL_SCALE_LOGIT ? " points"
                                                       : "");
        if (i == 2)
            tl_buf_putc(out, ')');
    }
}

/* A cell of the table over `span` columns, from the words gathered, which are emptied. */
static double put_cell(struct tl_sheet *s, const char *tag, enum tl_sheet_style style, int column,
                       int span, double y, int lines)
{
    double x = s->x, width = 0;
    for (int i = 0; i < column; i++)
        x += shares[i] * s->width;
    for (int i = column; i < column + span; i++)
        width += shares[i] * s->width;
    tl_sheet_tag(s, tag);
    const double high =
        tl_sheet_text(s, style, tl_sheet_words(s),
                      &(struct tl_sheet_cell){.x = x, .y = y, .width = width - 5, .lines = lines});
    tl_sheet_tag_end(s, tag);
    tl_buf_clear(&s->words);
    return high;
}

static double higher(double a, double b)
{
    return a > b ? a : b;
}

/* What both have in common where a measure has but one series. */
static const struct tl_series *series_of(const struct tl_finding *group, int who)
{
    const struct tl_measurement *m = group->measurement;
    const char *label = group->series != NULL ? group->series->label : NULL;
    const struct tl_series *both = NULL;
    for (size_t i = 0; i < m->n_series; i++) {
        if (!tl_same_label(m->series[i].label, label))
            continue;
        if ((int)m->series[i].whose == who)
            return &m->series[i];
        if (m->series[i].whose == TL_WHOSE_BOTH)
            both = &m->series[i];
    }
    return both;
}

/* The two numbers of a person and what lies between them; answers the height. */
static double put_person(struct tl_sheet *s, const struct tl_finding *group, int who, double y)
{
    const struct tl_analysis *a = s->report->analysis;
    const struct tl_series *series = series_of(group, who);
    const bool shared = series != NULL && series->whose == TL_WHOSE_BOTH;
    const struct tl_finding *f = tl_finding_about(a, group, shared ? -1 : who);
    const double *values = series != NULL ? series->value : NULL;
    size_t before, after;
    tl_split_weeks(&a->tide, group->since_day, &before, &after);
    const double pair[] = {
        f != NULL ? f->before : tl_typical(s->ctx, &s->failed, values, 0, before),
        f != NULL ? f->after : tl_typical(s->ctx, &s->failed, values, after, a->tide.n_weeks)};
    double high = 0;
    for (int i = 0; i < 2; i++) {
        put_value(&s->words, group->measurement->measure, pair[i]);
        high = higher(high, put_cell(s, "TD", f != NULL ? TL_SHEET_STRONG : TL_SHEET_BODY,
                                     1 + 2 * who + i, 1, y, 1));
    }
    if (f != NULL)
        put_effect(&s->words, f);
    else if (!isnan(pair[0]) && !isnan(pair[1]))
        tl_buf_puts(&s->words, "no clear change");
    if (s->words.len > 0)
        high += put_cell(s, "TD", TL_SHEET_SOFT, 1 + 2 * who, 2, y + high, 2);
    return high;
}

static void put_group(struct tl_sheet *s, const struct tl_finding *group)
{
    const struct tl_measure *measure = group->measurement->measure;
    tl_sheet_rule(s);
    tl_sheet_tag(s, "TR");
    tl_buf_puts(&s->words, measure->title);
    double high = put_cell(s, "TH", TL_SHEET_BODY, WHAT, 1, s->y, 0);
    tl_buf_puts(&s->words, measure->unit);
    if (group->series != NULL && group->series->label != NULL)
        tl_buf_printf(&s->words, ", %s", group->series->label);
    high += put_cell(s, "TH", TL_SHEET_SOFT, WHAT, 1, s->y + high, 0);
    for (int who = 0; who < 2; who++)
        high = higher(high, put_person(s, group, who, s->y));
    if (group->since_day != TL_NO_DAY) {
        put_day(&s->words, group->since_day);
        double since = put_cell(s, "TD", TL_SHEET_BODY, SINCE, 1, s->y, 1);
        if (group->since_lo != TL_NO_DAY && group->since_hi != TL_NO_DAY) {
            put_day(&s->words, group->since_lo);
            tl_buf_puts(&s->words, " to ");
            put_day(&s->words, group->since_hi);
            since += put_cell(s, "TD", TL_SHEET_SOFT, SINCE, 1, s->y + since, 2);
        }
        high = higher(high, since);
    }
    tl_sheet_tag_end(s, "TR");
    s->y += high + 0.2 * s->size;
}

static void put_head(struct tl_sheet *s)
{
    static const char *const heads[] = {"", "before", "after", "before", "after", "since"};
    double high = 0;
    tl_sheet_tag(s, "TR");
    for (int who = 0; who < 2; who++) {
        tl_buf_put_str(&s->words, s->report->conv->people[who].name);
        high = higher(high, put_cell(s, "TH", TL_SHEET_STRONG, 1 + 2 * who, 2, s->y, 1));
    }
    tl_sheet_tag_end(s, "TR");
    s->y += high;
    high = 0;
    tl_sheet_tag(s, "TR");
    for (int i = 1; i < COLUMNS; i++) {
        tl_buf_puts(&s->words, heads[i]);
        high = higher(high, put_cell(s, "TH", TL_SHEET_SOFT, i, 1, s->y, 1));
    }
    tl_sheet_tag_end(s, "TR");
    s->y += high + 1;
}

static bool first_of_group(const struct tl_analysis *a, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (tl_same_group(&a->findings[j], &a->findings[i]))
            return false;
    return true;
}

/* Tested in both, and nothing found. */
static bool is_steady(const struct tl_analysis *a, const struct tl_measurement *m)
{
    unsigned tested = 0;
    if (m->measure->plain == NULL || m->measure->family == TL_FAMILY_NONE)
        return false;
    for (size_t i = 0; i < m->n_series; i++)
        if (m->series[i].label == NULL && m->series[i].test != NULL)
            for (size_t w = 0; w < a->tide.n_weeks; w++)
                if (!isnan(m->series[i].test[w])) {
                    tested |= 1U << m->series[i].whose;
                    break;
                }
    for (size_t i = 0; i < a->n_findings; i++)
        if (a->findings[i].measurement == m)
            return false;
    return (tested & 3U) == 3U;
}

static void say_steady(struct tl_sheet *s)
{
    const struct tl_analysis *a = s->report->analysis;
    size_t n = 0, left = 0;
    for (size_t i = 0; i < a->n_measurements; i++) {
        if (!is_steady(a, &a->measurements[i]))
            continue;
        if (n >= STEADY_MOST || n >= s->most) {
            left++;
            continue;
        }
        tl_buf_puts(&s->words, n++ == 0 ? "No clear change in either of you was found in: " : "; ");
        const char *plain = a->measurements[i].measure->plain;
        const size_t len = strlen(plain); /* one that ends in a clause has its comma */
        tl_buf_put(&s->words, plain, len - (plain[len - 1] == ',' ? 1 : 0));
    }
    if (n == 0)
        return;
    if (left > 0) {
        tl_buf_puts(&s->words, "; and ");
        tl_words_counted(&s->words, left, "more measure");
    }
    tl_buf_puts(&s->words, ". A small change may have been missed.");
    tl_sheet_say_words(s, TL_SHEET_BODY);
}

void tl_sheet_changes(struct tl_sheet *s)
{
    const struct tl_analysis *a = s->report->analysis;
    size_t n = 0, left = 0;
    tl_sheet_heading(s, "What changed, side by side");
    if (a->n_findings == 0) {
        tl_sheet_say(
            s, TL_SHEET_BODY,
            a->verdict.kind == TL_VERDICT_CANNOT_TELL
                ? "There is too little to tell a change from the usual ups and downs."
                : "No single change stood out from the usual ups and downs of these weeks.");
    } else {
        tl_sheet_tag(s, "Table");
        put_head(s);
        for (size_t i = 0; i < a->n_findings; i++) {
            if (!first_of_group(a, i))
                continue;
            if (n++ < s->most)
                put_group(s, &a->findings[i]);
            else
                left++;
        }
        tl_sheet_tag_end(s, "Table");
        tl_sheet_rule(s);
        if (left > 0) {
            tl_buf_puts(&s->words, "Not shown here, for want of room: ");
            tl_words_counted(&s->words, left, "more change");
            tl_buf_putc(&s->words, '.');
            tl_sheet_say_words(s, TL_SHEET_SOFT);
        }
        tl_sheet_say(
            s, TL_SHEET_SOFT,
            "Numbers are typical weeks. In brackets: between what the true size of a change is "
            "likely to be (95 %), or its day (90 %). A turn is what one of you writes in one "
            "go. A conversation begins after an hour of silence.");
    }
    if (a->verdict.kind != TL_VERDICT_CANNOT_TELL)
        say_steady(s);
}
