/*
 * terminal_changes.c: what changed, as lines of bars and words.
 *
 * The two people stand in neighbouring lines on one scale. A sparkline is always followed by its
 * words, so that nothing is lost to those who hear the report read aloud. Whoever has no finding of
 * a measure is shown beside the other all the same, by the middle week before and after the same
 * day.
 */
#include "terminal_page.h"

#include "civil.h"
#include "plain_words.h"
#include "quote.h"
#include "side_by_side.h"
#include "sparkline.h"
#include "tlmath.h"

#include <string.h>

#define BARS_LEAST 12
#define BARS_MOST 60
#define QUOTES_MOST 3

static struct tl_str view(const struct tl_buf *buf)
{
    return (struct tl_str){buf->ptr, buf->len};
}

/* One person's line of a measure. */
struct row {
    struct tl_str name;
    const double *values; /* a week each; NULL: not known */
    double before, after; /* NaN: not known */
};

struct scale {
    bool percent;
    const char *unit;
};

static void put_value(struct tl_buf *out, double x, const struct scale *scale)
{
    if (scale->percent)
        tl_words_percent(out, x);
    else
        tl_words_number(out, x);
}

/* "messages a day"; behind the number 1, "message a day". */
static void put_unit(struct tl_buf *out, const char *unit, bool one)
{
    const char *blank = strchr(unit, ' ');
    const size_t len = blank != NULL ? (size_t)(blank - unit) : strlen(unit);
    const bool drop = one && len > 1 && unit[len - 1] == 's';
    tl_buf_putc(out, ' ');
    tl_buf_put(out, unit, drop ? len - 1 : len);
    tl_buf_puts(out, unit + len);
}

static void put_row_words(struct tl_page *p, const struct row *row, const struct scale *scale)
{
    struct tl_buf *out = &p->words;
    if (isnan(row->before) || isnan(row->after)) {
        tl_buf_puts(out, "too little to say");
        return;
    }
    const size_t from = out->len;
    tl_buf_puts(out, "from about ");
    const size_t before = out->len;
    put_value(out, row->before, scale);
    tl_buf_puts(out, " to ");
    const size_t after = out->len;
    put_value(out, row->after, scale);
    const size_t digits = out->len - after;
    const bool same = !out->failed && after - before == digits + 4 &&
                      memcmp(out->ptr + before, out->ptr + after, digits) == 0;
    const bool one = !out->failed && digits == 1 && out->ptr[after] == '1';
    if (same) {
        out->len = from;
        tl_buf_puts(out, "about ");
        put_value(out, row->before, scale);
    }
    if (!scale->percent)
        put_unit(out, scale->unit, one);
    if (same)
        tl_buf_puts(out, ", before and after");
}

/* Bars and words beside each other where both fit, else below each other. */
static void say_row(struct tl_page *p, const struct row *row, const struct scale *scale, double low,
                    double high, size_t words_width)
{
    const size_t n = p->report->analysis->tide.n_weeks;
    struct tl_buf lead;
    tl_buf_init(&lead, p->t.out.ctx);
    tl_buf_puts(&lead, "    ");
    tl_terminal_fit(&lead, row->name, p->name_width, p->t.unicode);
    tl_buf_puts(&lead, "  ");
    const size_t left = 4 + p->name_width + 2;
    const bool beside = left + BARS_LEAST + 2 + words_width <= p->width;
    const size_t room = p->width - left - (beside ? words_width + 2 : 0);
    if (row->values != NULL) {
        const size_t from = lead.len;
        tl_sparkline_put(&lead, row->values, n, low, high, room < BARS_MOST ? room : BARS_MOST,
                         p->t.unicode);
        if (beside)
            tl_buf_puts(&lead, "  ");
        else if (lead.len > from)
            tl_terminal_line(&p->t, TL_STYLE_PLAIN, tl_page_string(&lead));
        if (!beside && lead.len > from) {
            tl_buf_clear(&lead);
            for (size_t i = 0; i < left; i++)
                tl_buf_putc(&lead, ' ');
        }
    }
    put_row_words(p, row, scale);
    tl_buf_put_str(&lead, view(&p->words));
    tl_buf_clear(&p->words);
    if (lead.failed)
        p->t.out.failed = true;
    if (beside)
        tl_terminal_line(&p->t, TL_STYLE_PLAIN, tl_page_string(&lead));
    else
        tl_terminal_paragraph(&p->t, TL_STYLE_PLAIN, "      ", tl_page_string(&lead));
    tl_buf_release(&lead);
}

/* Both people on one scale, so that their bars can be compared. */
static void say_rows(struct tl_page *p, const struct row *rows, size_t n_rows,
                     const struct scale *scale)
{
    const size_t n = p->report->analysis->tide.n_weeks;
    const struct tl_context *ctx = p->t.out.ctx;
    double low = 0, high = 0;
    size_t words_width = 0;
    double *scratch = tl_alloc_zeroed(ctx, n, sizeof *scratch);
    if (scratch == NULL && n > 0)
        p->t.out.failed = true;
    for (size_t i = 0; i < n_rows; i++) {
        if (rows[i].values != NULL && scratch != NULL)
            tl_sparkline_range(rows[i].values, n, scratch, &low, &high);
        put_row_words(p, &rows[i], scale);
        const size_t width = tl_display_width(view(&p->words));
        words_width = width > words_width ? width : words_width;
        tl_buf_clear(&p->words);
    }
    tl_free(ctx, scratch, n * sizeof *scratch);
    for (size_t i = 0; i < n_rows; i++)
        say_row(p, &rows[i], scale, low, high, words_width);
}

void tl_page_quotes(struct tl_page *p, const uint32_t *evidence, size_t n)
{
    const struct tl_conversation *conv = p->report->conv;
    for (size_t i = 0; i < n && i < QUOTES_MOST; i++) {
        const size_t m = evidence[i];
        tl_words_date(&p->words, tl_floor_div(tl_conversation_local_ms(conv, m), TL_MS_PER_DAY));
        if (conv->sender[m] < conv->n_people) {
            tl_buf_puts(&p->words, ", ");
            tl_page_put_name(p, conv->sender[m]);
        }
        tl_buf_puts(&p->words, ": ");
        tl_buf_put_str(&p->words, tl_quote(conv, m));
        tl_page_say_words(p, TL_STYLE_DIM, "      > ");
    }
}

/* Whoever has no finding of the group is shown beside, by the weeks before and after the same day.
 */
static void say_group(struct tl_page *p, const struct tl_finding *group)
{
    const struct tl_analysis *a = p->report->analysis;
    const struct tl_measure *measure = group->measurement->measure;
    const char *label = group->series != NULL ? group->series->label : NULL;
    const struct scale scale = {measure->scale == TL_SCALE_LOGIT, measure->unit};
    struct row rows[3];
    size_t n = 0, before, after;
    tl_split_weeks(&a->tide, group->since_day, &before, &after);
    for (size_t i = 0; i < group->measurement->n_series && n < 3; i++) {
        const struct tl_series *s = &group->measurement->series[i];
        if (!tl_same_label(s->label, label))
            continue;
        const int who = s->whose == TL_WHOSE_BOTH ? -1 : (int)s->whose;
        const struct tl_finding *f = tl_finding_about(a, group, who);
        rows[n++] = (struct row){
            .name = who < 0 ? TL_STR("both") : p->report->conv->people[who].name,
            .values = s->value,
            .before = f != NULL ? f->before
                                : tl_typical(p->t.out.ctx, &p->t.out.failed, s->value, 0, before),
            .after = f != NULL ? f->after
                               : tl_typical(p->t.out.ctx, &p->t.out.failed, s->value, after,
                                            a->tide.n_weeks),
        };
    }
    tl_page_say(p, TL_STYLE_PLAIN, "  ", measure->title);
    say_rows(p, rows, n, &scale);
    for (size_t i = 0; i < a->n_findings; i++)
        if (tl_same_group(&a->findings[i], group)) {
            tl_buf_puts(&p->words, p->words.len > 0 ? " " : "");
            tl_buf_puts(&p->words, a->findings[i].text);
        }
    tl_page_say_words(p, TL_STYLE_PLAIN, "    ");
    for (size_t i = 0; i < a->n_findings && p->options->quotes; i++)
        if (tl_same_group(&a->findings[i], group))
            tl_page_quotes(p, a->findings[i].evidence, a->findings[i].n_evidence);
}

void tl_page_changes(struct tl_page *p)
{
    const struct tl_analysis *a = p->report->analysis;
    tl_page_heading(p, "What changed");
    if (a->n_findings == 0)
        tl_page_say(
            p, TL_STYLE_PLAIN, "  ",
            a->verdict.kind == TL_VERDICT_CANNOT_TELL
                ? "There is too little to tell a change from the usual ups and downs."
                : "No single change stood out from the usual ups and downs of these weeks.");
    for (size_t i = 0; i < a->n_findings; i++) {
        bool first = true;
        for (size_t j = 0; j < i; j++)
            first = first && !tl_same_group(&a->findings[j], &a->findings[i]);
        if (!first)
            continue;
        if (i > 0)
            tl_terminal_paragraph(&p->t, TL_STYLE_PLAIN, "", "");
        say_group(p, &a->findings[i]);
    }
    if (a->n_findings > 0) {
        tl_terminal_paragraph(&p->t, TL_STYLE_PLAIN, "", "");
        tl_page_say(p, TL_STYLE_DIM, "  ",
                    "A turn is what one of you writes in one go. A conversation begins after an "
                    "hour of silence. Unprompted is what nothing before it seems to have called "
                    "for.");
    }
}

/* All messages, since that is what people see themselves; it names nobody's withdrawal (D11). */
void tl_page_overview(struct tl_page *p)
{
    const struct tl_analysis *a = p->report->analysis;
    const struct tl_conversation *conv = p->report->conv;
    const struct scale scale = {false, "a day"};
    struct row rows[2];
    size_t before, after;
    if (a->tide.n_weeks == 0 || conv->n_people < 2)
        return;
    tl_split_weeks(&a->tide, a->verdict.since_day, &before, &after);
    for (int who = 0; who < 2; who++)
        rows[who] = (struct row){
            .name = conv->people[who].name,
            .values = a->tide.messages[who],
            .before = tl_typical(p->t.out.ctx, &p->t.out.failed, a->tide.messages[who], 0, before),
            .after = tl_typical(p->t.out.ctx, &p->t.out.failed, a->tide.messages[who], after,
                                a->tide.n_weeks),
        };
    tl_page_heading(p, "Messages a day, week by week");
    tl_words_counted(&p->words, a->tide.n_weeks, "week");
    tl_buf_puts(&p->words, " from ");
    tl_words_date(&p->words, a->tide.first_day);
    tl_buf_puts(&p->words, a->verdict.since_day != TL_NO_DAY
                               ? "; the numbers are typical weeks before and after the change."
                               : "; the numbers are typical weeks of the first and second half.");
    tl_page_say_words(p, TL_STYLE_PLAIN, "  ");
    say_rows(p, rows, 2, &scale);
    tl_page_say(
        p, TL_STYLE_DIM, "  ",
        "When one writes less, the other has less to answer: totals alone do not show who moved.");
}
