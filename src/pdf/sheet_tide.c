/*
 * sheet_tide.c: both people over the weeks, with what is sure of it, and a table beside it.
 *
 * Each has a panel of their own on the same scale, so that nothing crosses and nothing needs
 * colour. Dots are weeks as they were, the shade their intervals, the line the mean of five weeks.
 * Where the composite distance (D13) is not known, messages a day stand in its place.
 */
#include "civil.h"
#include "plain_words.h"
#include "sheet.h"
#include "side_by_side.h"
#include "tlmath.h"

#define HALF_WINDOW 2 /* weeks to either side */
#define LEAST_IN_WINDOW 3
#define PANEL_LETTERS 7.6 /* height of a panel, in letters; where nothing follows, more */
#define PANEL_GAP 7.0
#define AXIS_WIDTH 26.0
#define AXIS_HEIGHT 12.0
#define CHART_SHARE 0.63
#define MONTH_LETTERS 4.4 /* room of "Mar 2024" */

struct chart {
    const struct tl_tide *tide;
    const double *values[2], *least[2], *most[2]; /* of both: the weeks and their intervals */
    double left, width;                           /* of the panels */
    double low, high, step;
    double panel; /* height of one */
};

/* A difference that is nothing but rounding is none. */
static void put_number(struct tl_buf *out, double x)
{
    tl_words_number(out, fabs(x) < 1e-9 ? 0 : x);
}

/* Mean around a week; NaN where too few weeks are known. */
static double level_of(const double *values, size_t n, size_t week)
{
    const size_t from = week < HALF_WINDOW ? 0 : week - HALF_WINDOW;
    const size_t to = week + HALF_WINDOW + 1 < n ? week + HALF_WINDOW + 1 : n;
    double sum = 0, known = 0;
    for (size_t i = from; i < to; i++)
        if (!isnan(values[i])) {
            sum += values[i];
            known += 1;
        }
    return known < LEAST_IN_WINDOW ? NAN : sum / known;
}

static bool any_known(const double *values, size_t n)
{
    for (size_t i = 0; values != NULL && i < n; i++)
        if (!isnan(values[i]))
            return true;
    return false;
}

/* The least and the most of what is known. */
static void reach(const double *values, size_t n, double *low, double *high)
{
    for (size_t i = 0; i < n; i++) {
        *low = values[i] < *low ? values[i] : *low;
        *high = values[i] > *high ? values[i] : *high;
    }
}

/* One scale for both, with about three round numbers on it. Intervals widen it by half at each end
   at most: of weeks that say little they would hide all else. */
static void set_scale(struct chart *c)
{
    static const double steps[] = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
    const size_t n = c->tide->n_weeks;
    for (int who = 0; who < 2; who++)
        reach(c->values[who], n, &c->low, &c->high);
    const double room = (c->high - c->low) / 2, least = c->low - room, most = c->high + room;
    for (int who = 0; who < 2; who++) {
        reach(c->least[who], n, &c->low, &c->high);
        reach(c->most[who], n, &c->low, &c->high);
    }
    c->low = c->low < least ? least : c->low;
    c->high = c->high > most ? most : c->high;
    if (c->low >= 0 && c->high <= 0)
        c->high = 1;
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof steps[0] && (c->high - c->low) / steps[i] > 5)
        i++;
    c->step = steps[i];
    const double margin = 0.06 * (c->high - c->low);
    c->high += margin;
    c->low -= c->low < 0 ? margin : 0;
}

static double x_of(const struct chart *c, int64_t day)
{
    const double weeks = (double)(day - c->tide->first_day) / 7;
    const double x = c->left + c->width * weeks / (double)c->tide->n_weeks;
    return x < c->left ? c->left : x > c->left + c->width ? c->left + c->width : x;
}

static double middle_of(const struct chart *c, size_t week)
{
    return c->left + c->width * ((double)week + 0.5) / (double)c->tide->n_weeks;
}

static double y_of(const struct chart *c, double top, double value)
{
    const double y = top + c->panel * (c->high - value) / (c->high - c->low);
    return y < top ? top : y > top + c->panel ? top + c->panel : y;
}

static void draw_grid(struct tl_sheet *s, const struct chart *c, double top)
{
    const struct tl_verdict *v = &s->report->analysis->verdict;
    cairo_t *cr = s->cr;
    if (v->since_lo != TL_NO_DAY && v->since_hi != TL_NO_DAY) {
        const double from = x_of(c, v->since_lo), to = x_of(c, v->since_hi + 1);
        cairo_set_source_rgb(cr, 0.9, 0.9, 0.9);
        cairo_rectangle(cr, from, top, to - from > 1.5 ? to - from : 1.5, c->panel);
        cairo_fill(cr);
    }
    cairo_set_line_width(cr, 0.4);
    for (double tick = ceil(c->low / c->step); tick * c->step <= c->high; tick += 1) {
        const double y = y_of(c, top, tick * c->step);
        const double grey = fabs(tick) < 0.5 ? 0.45 : 0.85;
        cairo_set_source_rgb(cr, grey, grey, grey);
        cairo_move_to(cr, c->left, y);
        cairo_line_to(cr, c->left + c->width, y);
        cairo_stroke(cr);
    }
    if (v->since_day != TL_NO_DAY) {
        const double x = x_of(c, v->since_day), dashes[] = {2, 2};
        cairo_set_source_rgb(cr, 0.1, 0.1, 0.1);
        cairo_set_line_width(cr, 0.8);
        cairo_set_dash(cr, dashes, 2, 0);
        cairo_move_to(cr, x, top);
        cairo_line_to(cr, x, top + c->panel);
        cairo_stroke(cr);
        cairo_set_dash(cr, NULL, 0, 0);
    }
}

/* The intervals of weeks [from, to), all of them known; of a week between gaps a bar is left. */
static void draw_shade(struct tl_sheet *s, const struct chart *c, int who, double top, size_t from,
                       size_t to)
{
    const double *least = c->least[who], *most = c->most[who];
    const double bar = 0.4 * c->width / (double)c->tide->n_weeks;
    const double first = middle_of(c, from) - bar, last = middle_of(c, to - 1) + bar;
    cairo_move_to(s->cr, first, y_of(c, top, least[from]));
    cairo_line_to(s->cr, first, y_of(c, top, most[from]));
    for (size_t i = from; i < to; i++)
        cairo_line_to(s->cr, middle_of(c, i), y_of(c, top, most[i]));
    cairo_line_to(s->cr, last, y_of(c, top, most[to - 1]));
    cairo_line_to(s->cr, last, y_of(c, top, least[to - 1]));
    for (size_t i = to; i-- > from;)
        cairo_line_to(s->cr, middle_of(c, i), y_of(c, top, least[i]));
    tl_sheet_ink(s, who, 0.22);
    cairo_close_path(s->cr);
    cairo_fill(s->cr);
}

static void draw_course(struct tl_sheet *s, const struct chart *c, int who, double top)
{
    const size_t n = c->tide->n_weeks;
    for (size_t from = 0, to; from < n; from = to + 1) {
        for (to = from; to < n && !isnan(c->least[who][to]); to++)
            ;
        if (to > from)
            draw_shade(s, c, who, top, from, to);
    }
    for (size_t i = 0; i < n; i++) {
        const double mean = level_of(c->values[who], n, i);
        if (isnan(mean))
            cairo_new_sub_path(s->cr);
        else
            cairo_line_to(s->cr, middle_of(c, i), y_of(c, top, mean));
    }
    tl_sheet_ink(s, who, 1);
    cairo_set_line_width(s->cr, 1.3);
    cairo_stroke(s->cr);
    const double radius = n > 120 ? 0.5 : n > 26 ? 0.9 : 1.4;
    tl_sheet_ink(s, who, 0.7);
    for (size_t i = 0; i < n; i++)
        if (!isnan(c->values[who][i])) {
            cairo_arc(s->cr, middle_of(c, i), y_of(c, top, c->values[who][i]), radius, 0, 6.2832);
            cairo_fill(s->cr);
        }
}

/* The months below the panels, as many as have room. */
static void put_months(struct tl_sheet *s, const struct chart *c, double y)
{
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static const int32_t steps[] = {1, 2, 3, 6, 12, 24, 60, 120};
    const int64_t last_day = c->tide->first_day + 7 * (int64_t)c->tide->n_weeks;
    int32_t year, end_year;
    int8_t month, end_month, day;
    tl_civil_from_day(c->tide->first_day, &year, &month, &day);
    tl_civil_from_day(last_day, &end_year, &end_month, &day);
    const int32_t first = 12 * year + month - 1, last = 12 * end_year + end_month - 1;
    const double room = MONTH_LETTERS * s->size;
    const int32_t most = (int32_t)(c->width / (room + 6));
    size_t k = 0;
    while (k + 1 < sizeof steps / sizeof steps[0] && (last - first) / steps[k] > most)
        k++;
    for (int32_t m = first + (steps[k] - first % steps[k]) % steps[k]; m <= last; m += steps[k]) {
        const int64_t begins = tl_day_from_civil(m / 12, m % 12 + 1, 1);
        const double x = x_of(c, begins);
        if (begins < c->tide->first_day || begins >= last_day ||
            x + room > c->left + c->width + AXIS_WIDTH / 2)
            continue;
        cairo_set_source_rgb(s->cr, 0.45, 0.45, 0.45);
        cairo_set_line_width(s->cr, 0.4);
        cairo_move_to(s->cr, x, y);
        cairo_line_to(s->cr, x, y + 3);
        cairo_stroke(s->cr);
        tl_buf_printf(&s->words, "%s %d", names[m % 12], (int)(m / 12));
        tl_sheet_text(s, TL_SHEET_SOFT, tl_sheet_words(s),
                      &(struct tl_sheet_cell){x + 1.5, y + 1, room, .lines = 1});
        tl_buf_clear(&s->words);
    }
}

static void draw_panel(struct tl_sheet *s, const struct chart *c, int who, double top)
{
    draw_grid(s, c, top);
    draw_course(s, c, who, top);
    for (double tick = ceil(c->low / c->step); tick * c->step <= c->high; tick += 1) {
        put_number(&s->words, tick * c->step);
        tl_sheet_text(s, TL_SHEET_SOFT, tl_sheet_words(s),
                      &(struct tl_sheet_cell){c->left - AXIS_WIDTH,
                                              y_of(c, top, tick * c->step) - 0.6 * s->size,
                                              AXIS_WIDTH - 4, .lines = 1, .right = true});
        tl_buf_clear(&s->words);
    }
}

/* "2.9 (2.4 to 3.3)": the middle week of [from, to), and between what the middle half of them lay.
 */
static void put_range(struct tl_sheet *s, const double *values, size_t from, size_t to)
{
    double *known = tl_alloc(s->ctx, (to - from) * sizeof *known);
    size_t n = 0;
    for (size_t i = from; i < to && known != NULL && values != NULL; i++)
        if (!isnan(values[i]))
            known[n++] = values[i];
    s->failed = s->failed || (known == NULL && to > from);
    if (n < LEAST_IN_WINDOW) {
        tl_buf_puts(&s->words, "too little");
    } else {
        tl_sort(known, n);
        put_number(&s->words, tl_quantile_sorted(known, n, 0.5));
        tl_buf_puts(&s->words, " (");
        put_number(&s->words, tl_quantile_sorted(known, n, 0.25));
        tl_buf_puts(&s->words, " to ");
        put_number(&s->words, tl_quantile_sorted(known, n, 0.75));
        tl_buf_putc(&s->words, ')');
    }
    tl_free(s->ctx, known, (to - from) * sizeof *known);
}

/* A row of three cells; answers its height. */
static double put_row(struct tl_sheet *s, const char *tag, enum tl_sheet_style style,
                      const char *const cells[3], double x, double y, double width)
{
    static const double share[] = {0.3, 0.35, 0.35};
    double high = 0;
    tl_sheet_tag(s, "TR");
    for (int i = 0; i < 3; i++) {
        const char *of = i == 0 ? "TH" : tag;
        tl_sheet_tag(s, of);
        const double cell =
            tl_sheet_text(s, style, cells[i],
                          &(struct tl_sheet_cell){x, y, share[i] * width - 3,
                                                  .lines = i == 0 && tag[1] == 'D' ? 1 : 2});
        tl_sheet_tag_end(s, of);
        high = cell > high ? cell : high;
        x += share[i] * width;
    }
    tl_sheet_tag_end(s, "TR");
    return high + 2;
}

static double put_rows(struct tl_sheet *s, const char *title, double *const values[2], double x,
                       double y, double width)
{
    const struct tl_analysis *a = s->report->analysis;
    const char *head[] = {title, a->verdict.since_day != TL_NO_DAY ? "before" : "first half",
                          a->verdict.since_day != TL_NO_DAY ? "after" : "second half"};
    size_t before, after;
    tl_split_weeks(&a->tide, a->verdict.since_day, &before, &after);
    const double from = y;
    y += put_row(s, "TH", TL_SHEET_SOFT, head, x, y, width);
    for (int who = 0; who < 2; who++) {
        put_range(s, values[who], 0, before);
        tl_buf_putc(&s->words, '\0');
        const size_t second = s->words.len;
        put_range(s, values[who], after, a->tide.n_weeks);
        const char *words = tl_sheet_words(s);
        const struct tl_str name = s->report->conv->people[who].name;
        struct tl_buf shown;
        tl_buf_init(&shown, s->ctx);
        tl_buf_put_str(&shown, name);
        tl_buf_putc(&shown, '\0');
        if (!shown.failed && !s->words.failed)
            y += put_row(s, "TD", TL_SHEET_SOFT,
                         (const char *const[]){shown.ptr, words, words + second}, x, y, width);
        s->failed = s->failed || shown.failed;
        tl_buf_release(&shown);
        tl_buf_clear(&s->words);
    }
    return y - from;
}

static double put_table(struct tl_sheet *s, double x, double y, double width)
{
    const struct tl_tide *tide = &s->report->analysis->tide;
    const double from = y;
    tl_sheet_tag(s, "Table");
    y += put_rows(s, "Messages a day", tide->messages, x, y, width) + 6;
    if (any_known(tide->index[0], tide->n_weeks) && any_known(tide->index[1], tide->n_weeks))
        y += put_rows(s, "Distance", tide->index, x, y, width) + 6;
    tl_sheet_tag_end(s, "Table");
    tl_sheet_tag(s, "P");
    y +=
        tl_sheet_text(s, TL_SHEET_SOFT,
                      "The middle week; in brackets between what the middle half of the weeks lay.",
                      &(struct tl_sheet_cell){.x = x, .y = y, .width = width});
    tl_sheet_tag_end(s, "P");
    return y - from;
}

/* Whose panel it is stands above it, behind a piece of its line. */
static double put_owner(struct tl_sheet *s, const struct chart *c, int who, double y)
{
    struct tl_buf *words = &s->words;
    tl_buf_put_str(words, s->report->conv->people[who].name);
    const double high = tl_sheet_text(
        s, TL_SHEET_SOFT, tl_sheet_words(s),
        &(struct tl_sheet_cell){c->left + 17, y, c->width - 17, .lines = 1, .bold = s->words.len});
    tl_buf_clear(words);
    if (s->draws) {
        tl_sheet_ink(s, who, 1);
        cairo_set_line_width(s->cr, 1.6);
        cairo_move_to(s->cr, c->left, y + high / 2);
        cairo_line_to(s->cr, c->left + 13, y + high / 2);
        cairo_stroke(s->cr);
    }
    return high + 1;
}

void tl_sheet_tide(struct tl_sheet *s)
{
    const struct tl_analysis *a = s->report->analysis;
    const struct tl_tide *tide = &a->tide;
    if (tide->n_weeks == 0 || s->report->conv->n_people < 2)
        return;
    const bool distance =
        any_known(tide->index[0], tide->n_weeks) && any_known(tide->index[1], tide->n_weeks);
    struct chart c = {.tide = tide,
                      .left = s->x + AXIS_WIDTH,
                      .panel = (a->n_findings > 0 ? 1 : 1.6) * PANEL_LETTERS * s->size};
    for (int who = 0; who < 2; who++) {
        c.values[who] = distance ? tide->index[who] : tide->messages[who];
        c.least[who] = distance ? tide->index_low[who] : tide->messages_low[who];
        c.most[who] = distance ? tide->index_high[who] : tide->messages_high[who];
    }
    tl_sheet_heading(s, distance ? "The tide: distance, week by week"
                                 : "The tide: messages a day, week by week");
    c.width = s->width * CHART_SHARE - AXIS_WIDTH - 12;
    set_scale(&c);
    const double top = s->y, x = s->x + s->width * CHART_SHARE;
    double y = top;
    tl_sheet_tag(s, "Figure");
    for (int who = 0; who < 2; who++) {
        y += put_owner(s, &c, who, y);
        if (s->draws)
            draw_panel(s, &c, who, y);
        y += c.panel + PANEL_GAP;
    }
    y -= PANEL_GAP;
    if (s->draws)
        put_months(s, &c, y);
    tl_sheet_tag_end(s, "Figure");
    y += AXIS_HEIGHT + 3;
    const double beside = top + put_table(s, x, top, s->width * (1 - CHART_SHARE));
    s->y = y > beside ? y : beside;
    tl_buf_puts(&s->words,
                "Dots are weeks, the line is the mean of five. The shade is what chance does to "
                "such a week. In 9 of 10 weeks the true level is inside it.");
    if (distance)
        tl_buf_puts(&s->words, " Zero is the person's own usual week, higher is farther. It says "
                               "nothing of what a person is worth.");
    if (a->verdict.since_day != TL_NO_DAY)
        tl_buf_puts(&s->words, " The broken line marks the change; the grey column is where it "
                               "likely lay.");
    tl_sheet_say_words(s, TL_SHEET_SOFT);
}
