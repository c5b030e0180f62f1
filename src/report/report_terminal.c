/*
 * report_terminal.c: the report as a person reads it in a terminal.
 *
 * The answer comes first, with its odds; then what changed, both people in neighbouring lines; then
 * what else it could be, what might help, what cannot be seen, and what was read. The sentences of
 * answer, findings and alternatives are made where they are found out; here they are only laid out.
 *
 * A sparkline is always followed by its words, so that nothing is lost to those who hear the report
 * read aloud. Bold is for headings and dim for the small print; no colour stands for a person, and
 * nothing depends on either. Prose is kept to PROSE columns, since longer lines are hard to read.
 */
#include "advice.h"
#include "plain_words.h"
#include "quote.h"
#include "renderers.h"
#include "sparkline.h"
#include "terminal_text.h"

#include "civil.h"
#include "tlmath.h"

#include <string.h>

#define PROSE 92
#define BARS_LEAST 12
#define BARS_MOST 60
#define NAME_MOST 16
#define QUOTES_MOST 3
#define FILES_MOST 5

struct page {
    struct tl_terminal t;
    const struct tl_report *report;
    const struct tl_render_options *options;
    size_t width; /* of the terminal; t.width is that of prose */
    size_t name_width;
    struct tl_buf words; /* of the line being made */
};

static struct tl_str view(const struct tl_buf *buf)
{
    return (struct tl_str){buf->ptr, buf->len};
}

/* The buffer as a C string, to be used before it changes. */
static const char *c_string(struct tl_buf *buf)
{
    tl_buf_putc(buf, '\0');
    if (buf->failed)
        return "";
    buf->len--;
    return buf->ptr;
}

static void heading(struct page *p, const char *text)
{
    tl_terminal_paragraph(&p->t, TL_STYLE_PLAIN, "", "");
    tl_terminal_paragraph(&p->t, TL_STYLE_HEADING, "", text);
}

static void say(struct page *p, enum tl_style style, const char *lead, const char *text)
{
    if (text != NULL && text[0] != '\0')
        tl_terminal_paragraph(&p->t, style, lead, text);
}

/* Says what has gathered in p->words. */
static void say_words(struct page *p, enum tl_style style, const char *lead)
{
    if (p->words.failed)
        p->t.out.failed = true;
    say(p, style, lead, c_string(&p->words));
    tl_buf_clear(&p->words);
}

static void put_name(struct page *p, int who)
{
    tl_buf_put_str(&p->words, p->report->conv->people[who].name);
}

/* How sure, in words and in numbers. */
static void odds(struct page *p)
{
    static const char *const levels[] = {[TL_LEVEL_NONE] = "no sign",
                                         [TL_LEVEL_WEAK] = "hints only",
                                         [TL_LEVEL_MODERATE] = "moderate",
                                         [TL_LEVEL_STRONG] = "strong"};
    const struct tl_verdict *v = &p->report->analysis->verdict;
    if (v->kind == TL_VERDICT_CANNOT_TELL) {
        say(p, TL_STYLE_PLAIN, "What it would take: ", v->missing);
        return;
    }
    if (!isnan(v->probability)) {
        tl_words_odds(&p->words, v->probability);
        if (v->kind == TL_VERDICT_PULLING_AWAY && v->person >= 0) {
            tl_buf_puts(&p->words, " that ");
            put_name(p, v->person);
        } else {
            tl_buf_puts(&p->words, " that one of the two");
        }
        tl_buf_printf(&p->words, " pulled away, beyond what both share (%s).", levels[v->level]);
        say_words(p, TL_STYLE_PLAIN, "How sure: ");
    }
    if (v->since_day != TL_NO_DAY) {
        tl_words_since(&p->words, v->since_day, v->since_lo, v->since_hi);
        tl_buf_puts(&p->words, ".");
        say_words(p, TL_STYLE_PLAIN, "Since about: ");
    }
}

static void answer(struct page *p)
{
    say(p, TL_STYLE_PLAIN, "", p->report->analysis->verdict.text);
    tl_terminal_paragraph(&p->t, TL_STYLE_PLAIN, "", "");
    odds(p);
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

static void put_row_words(struct page *p, const struct row *row, const struct scale *scale)
{
    struct tl_buf *out = &p->words;
    if (isnan(row->before) || isnan(row->after)) {
        tl_buf_puts(out, "too little to say");
        return;
    }
    tl_buf_puts(out, "from about ");
    put_value(out, row->before, scale);
    tl_buf_puts(out, " to ");
    put_value(out, row->after, scale);
    if (!scale->percent)
        tl_buf_printf(out, " %s", scale->unit);
}

/* Bars and words beside each other where both fit, else below each other. */
static void say_row(struct page *p, const struct row *row, const struct scale *scale, double low,
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
            tl_terminal_line(&p->t, TL_STYLE_PLAIN, c_string(&lead));
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
        tl_terminal_line(&p->t, TL_STYLE_PLAIN, c_string(&lead));
    else
        tl_terminal_paragraph(&p->t, TL_STYLE_PLAIN, "      ", c_string(&lead));
    tl_buf_release(&lead);
}

/* Both people on one scale, so that their bars can be compared. */
static void say_rows(struct page *p, const struct row *rows, size_t n_rows,
                     const struct scale *scale)
{
    const size_t n = p->report->analysis->tide.n_weeks;
    double low = 0, high = 0;
    size_t words_width = 0;
    for (size_t i = 0; i < n_rows; i++) {
        if (rows[i].values != NULL)
            tl_sparkline_range(rows[i].values, n, &low, &high);
        put_row_words(p, &rows[i], scale);
        const size_t width = tl_display_width(view(&p->words));
        words_width = width > words_width ? width : words_width;
        tl_buf_clear(&p->words);
    }
    for (size_t i = 0; i < n_rows; i++)
        say_row(p, &rows[i], scale, low, high, words_width);
}

/* The middle one of the known weeks of [from, to). */
static double typical(struct page *p, const double *values, size_t from, size_t to)
{
    const struct tl_context *ctx = p->t.out.ctx;
    if (values == NULL || to <= from)
        return (double)NAN;
    const size_t size = (to - from) * sizeof(double);
    double *scratch = tl_alloc(ctx, size);
    if (scratch == NULL) {
        p->t.out.failed = true;
        return (double)NAN;
    }
    const double median = tl_median(values + from, to - from, scratch);
    tl_free(ctx, scratch, size);
    return median;
}

/* Weeks [0, *before) lie before the day, [*after, n) begin on it or later. */
static void split_weeks(const struct tl_tide *tide, int64_t day, size_t *before, size_t *after)
{
    *before = *after = tide->n_weeks / 2;
    if (day == TL_NO_DAY || tide->n_weeks == 0)
        return;
    const int64_t week = tl_floor_div(day - tide->first_day, 7);
    const bool begins = tl_floor_mod(day - tide->first_day, 7) == 0;
    *before = week < 0 ? 0 : (size_t)week;
    *before = *before > tide->n_weeks ? tide->n_weeks : *before;
    *after = *before + (begins || week < 0 ? 0 : 1);
    *after = *after > tide->n_weeks ? tide->n_weeks : *after;
}

static bool same_label(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_group(const struct tl_finding *a, const struct tl_finding *b)
{
    return a->measurement == b->measurement &&
           same_label(a->series != NULL ? a->series->label : NULL,
                      b->series != NULL ? b->series->label : NULL);
}

/* The finding of this group about `who`, or NULL. */
static const struct tl_finding *finding_about(const struct tl_analysis *a,
                                              const struct tl_finding *group, int who)
{
    for (size_t i = 0; i < a->n_findings; i++)
        if (same_group(&a->findings[i], group) && a->findings[i].person == who)
            return &a->findings[i];
    return NULL;
}

static void say_quotes(struct page *p, const struct tl_finding *f)
{
    const struct tl_conversation *conv = p->report->conv;
    for (size_t i = 0; i < f->n_evidence && i < QUOTES_MOST; i++) {
        const size_t m = f->evidence[i];
        tl_words_date(&p->words, tl_floor_div(tl_conversation_local_ms(conv, m), TL_MS_PER_DAY));
        if (conv->sender[m] < conv->n_people) {
            tl_buf_puts(&p->words, ", ");
            put_name(p, conv->sender[m]);
        }
        tl_buf_puts(&p->words, ": ");
        tl_buf_put_str(&p->words, tl_quote(conv, m));
        say_words(p, TL_STYLE_DIM, "      > ");
    }
}

/* Whoever has no finding of the group is shown beside, by the weeks before and after the same day.
 */
static void say_group(struct page *p, const struct tl_finding *group)
{
    const struct tl_analysis *a = p->report->analysis;
    const struct tl_measure *measure = group->measurement->measure;
    const char *label = group->series != NULL ? group->series->label : NULL;
    const struct scale scale = {measure->scale == TL_SCALE_LOGIT, measure->unit};
    struct row rows[3];
    size_t n = 0, before, after;
    split_weeks(&a->tide, group->since_day, &before, &after);
    for (size_t i = 0; i < group->measurement->n_series && n < 3; i++) {
        const struct tl_series *s = &group->measurement->series[i];
        if (!same_label(s->label, label))
            continue;
        const int who = s->whose == TL_WHOSE_BOTH ? -1 : (int)s->whose;
        const struct tl_finding *f = finding_about(a, group, who);
        rows[n++] = (struct row){
            .name = who < 0 ? TL_STR("both") : p->report->conv->people[who].name,
            .values = s->value,
            .before = f != NULL ? f->before : typical(p, s->value, 0, before),
            .after = f != NULL ? f->after : typical(p, s->value, after, a->tide.n_weeks),
        };
    }
    say(p, TL_STYLE_PLAIN, "  ", measure->title);
    say_rows(p, rows, n, &scale);
    for (size_t i = 0; i < a->n_findings; i++)
        if (same_group(&a->findings[i], group)) {
            tl_buf_puts(&p->words, p->words.len > 0 ? " " : "");
            tl_buf_puts(&p->words, a->findings[i].text);
        }
    say_words(p, TL_STYLE_PLAIN, "    ");
    for (size_t i = 0; i < a->n_findings && p->options->quotes; i++)
        if (same_group(&a->findings[i], group))
            say_quotes(p, &a->findings[i]);
}

static void changes(struct page *p)
{
    const struct tl_analysis *a = p->report->analysis;
    heading(p, "What changed");
    if (a->n_findings == 0)
        say(p, TL_STYLE_PLAIN, "  ",
            "No single change stood out from the usual ups and downs of these weeks.");
    for (size_t i = 0; i < a->n_findings; i++) {
        bool first = true;
        for (size_t j = 0; j < i; j++)
            first = first && !same_group(&a->findings[j], &a->findings[i]);
        if (!first)
            continue;
        if (i > 0)
            tl_terminal_paragraph(&p->t, TL_STYLE_PLAIN, "", "");
        say_group(p, &a->findings[i]);
    }
}

/* All messages, since that is what people see themselves; it names nobody's withdrawal (D11). */
static void overview(struct page *p)
{
    const struct tl_analysis *a = p->report->analysis;
    const struct tl_conversation *conv = p->report->conv;
    const struct scale scale = {false, "a day"};
    struct row rows[2];
    size_t before, after;
    if (a->tide.n_weeks == 0 || conv->n_people < 2)
        return;
    split_weeks(&a->tide, a->verdict.since_day, &before, &after);
    for (int who = 0; who < 2; who++)
        rows[who] = (struct row){
            .name = conv->people[who].name,
            .values = a->tide.messages[who],
            .before = typical(p, a->tide.messages[who], 0, before),
            .after = typical(p, a->tide.messages[who], after, a->tide.n_weeks),
        };
    heading(p, "Messages a day, week by week");
    tl_words_counted(&p->words, a->tide.n_weeks, "week");
    tl_buf_puts(&p->words, " from ");
    tl_words_date(&p->words, a->tide.first_day);
    tl_buf_puts(&p->words, a->verdict.since_day != TL_NO_DAY
                               ? "; the numbers are typical weeks before and after the change."
                               : "; the numbers are typical weeks of the first and second half.");
    say_words(p, TL_STYLE_PLAIN, "  ");
    say_rows(p, rows, 2, &scale);
    say(p, TL_STYLE_DIM, "  ",
        "When one writes less, the other has less to answer: totals alone do not show who moved.");
}

static void alternatives(struct page *p)
{
    static const struct {
        int holds;
        const char *lead;
    } kinds[] = {{1, "  - Supported: "},
                 {-1, "  - Cannot be known from here: "},
                 {0, "  - Not supported: "}};
    const struct tl_analysis *a = p->report->analysis;
    if (a->n_alternatives == 0)
        return;
    heading(p, "What else it could be");
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (size_t i = 0; i < a->n_alternatives; i++)
            if (a->alternatives[i].holds == kinds[k].holds) {
                tl_buf_puts(&p->words, kinds[k].lead + 4);
                tl_buf_puts(&p->words, a->alternatives[i].text);
                say_words(p, TL_STYLE_PLAIN, "  - ");
            }
}

static void help(struct page *p)
{
    const unsigned kind = 1u << p->report->analysis->verdict.kind;
    heading(p, "What might help");
    for (const struct tl_suggestion *s = tl_suggestions(); s->id != NULL; s++) {
        if ((s->verdicts & kind) == 0)
            continue;
        say(p, TL_STYLE_PLAIN, "  - ", s->text);
        tl_buf_puts(&p->words, s->why);
        if (strcmp(s->source, "design") != 0)
            tl_buf_printf(&p->words, " (%s)", s->source);
        say_words(p, TL_STYLE_DIM, "    ");
    }
}

static void limits(struct page *p)
{
    const struct tl_limit *found[TL_LIMITS_MOST];
    const size_t n = tl_limits_of(p->report, found);
    heading(p, "What this cannot see");
    for (size_t i = 0; i < n; i++)
        say(p, TL_STYLE_PLAIN, "  - ", found[i]->text);
}

static void file(struct page *p, const struct tl_file *f)
{
    static const char *const orders[] = {[TL_DATE_AUTO] = NULL,
                                         [TL_DATE_DMY] = "day, month, year",
                                         [TL_DATE_MDY] = "month, day, year",
                                         [TL_DATE_YMD] = "year, month, day",
                                         [TL_DATE_ISO] = NULL};
    static const char *const resolutions[] = {[TL_RES_MS] = "to the millisecond",
                                              [TL_RES_SECOND] = "to the second",
                                              [TL_RES_MINUTE] = "to the minute",
                                              [TL_RES_DAY] = "to the day only"};
    struct tl_buf *out = &p->words;
    tl_buf_printf(out, "%s (%s): ", f->name, f->format);
    tl_words_counted(out, f->messages, "message");
    tl_buf_puts(out, " and ");
    tl_words_counted(out, f->system, "notice");
    if (f->messages + f->system > 0) {
        tl_buf_puts(out, " from ");
        tl_words_date(out, tl_floor_div(f->first_ms, TL_MS_PER_DAY));
        tl_buf_puts(out, " to ");
        tl_words_date(out, tl_floor_div(f->last_ms, TL_MS_PER_DAY));
    }
    tl_buf_printf(out, ", times %s, ", resolutions[f->resolution]);
    if (f->zone != NULL)
        tl_buf_printf(out, "zone: %s.", f->zone);
    else
        tl_buf_puts(out, "time zone not known.");
    if (orders[f->date_order] != NULL) {
        tl_buf_printf(out, " Dates were read as %s", orders[f->date_order]);
        if (f->date_order_why != NULL)
            tl_buf_printf(out, ": %s", f->date_order_why);
        tl_buf_puts(out, ".");
    }
    if (f->skipped > 0) {
        tl_buf_puts(out, " Could not be read: ");
        tl_words_counted(out, f->skipped, "line");
        tl_buf_puts(out, ".");
    }
    if (f->duplicates > 0) {
        tl_buf_puts(out, " Already in another file: ");
        tl_words_counted(out, f->duplicates, "message");
        tl_buf_puts(out, ".");
    }
    say_words(p, TL_STYLE_DIM, "  - ");
}

static void import(struct page *p)
{
    const struct tl_conversation *conv = p->report->conv;
    struct tl_buf *out = &p->words;
    heading(p, "What was read");
    for (size_t i = 0; i < conv->n_people; i++) {
        if (i > 0)
            tl_buf_puts(out, ", ");
        tl_buf_put_str(out, conv->people[i].name);
        tl_buf_puts(out, ": ");
        tl_words_counted(out, conv->people[i].messages, "message");
    }
    tl_buf_puts(out, ".");
    say_words(p, TL_STYLE_DIM, "  - ");
    for (size_t i = 0; i < conv->n_files && i < FILES_MOST; i++)
        file(p, &conv->files[i]);
    if (conv->n_files > FILES_MOST) {
        tl_buf_puts(out, "and ");
        tl_words_counted(out, conv->n_files - FILES_MOST, "more file");
        tl_buf_puts(out, "; --json lists them all.");
        say_words(p, TL_STYLE_DIM, "  - ");
    }
    for (size_t i = 0; i < conv->n_notices; i++) {
        const struct tl_notice *notice = &conv->notices[i];
        if (notice->file < conv->n_files && notice->first_line > 0)
            tl_buf_printf(out, "%s:%llu: ", conv->files[notice->file].name,
                          (unsigned long long)notice->first_line);
        tl_buf_puts(out, notice->text);
        if (notice->count > 1) {
            tl_buf_puts(out, " (");
            tl_words_counted(out, notice->count, "time");
            tl_buf_puts(out, ")");
        }
        say_words(p, TL_STYLE_DIM, "  - ");
    }
    for (size_t i = 0; i < p->report->analysis->n_gaps; i++) {
        const struct tl_gap *gap = &p->report->analysis->gaps[i];
        tl_buf_puts(out, "no message from ");
        tl_words_date(out, gap->from_day);
        tl_buf_puts(out, " to ");
        tl_words_date(out, gap->to_day - 1);
        tl_buf_puts(out, gap->lost ? ", taken as lost."
                                   : "; if these days are missing from the file, say so with "
                                     "--lost.");
        say_words(p, TL_STYLE_DIM, "  - ");
    }
    tl_buf_printf(out, "tideline %s, seed %llu.", tl_version(),
                  (unsigned long long)p->report->seed);
    say_words(p, TL_STYLE_DIM, "  - ");
}

static void measure_names(struct page *p)
{
    const struct tl_conversation *conv = p->report->conv;
    p->name_width = 4; /* "both" */
    for (size_t i = 0; i < conv->n_people && i < 2; i++) {
        tl_terminal_clean(&p->words, conv->people[i].name, p->t.unicode);
        const size_t width = tl_display_width(view(&p->words));
        p->name_width = width > p->name_width ? width : p->name_width;
        tl_buf_clear(&p->words);
    }
    const size_t most = p->width < 60 ? NAME_MOST / 2 : NAME_MOST;
    p->name_width = p->name_width > most ? most : p->name_width;
}

static enum tl_status render(const struct tl_context *ctx, const struct tl_report *report,
                             const struct tl_render_options *options, tl_write write, void *user,
                             struct tl_error *err)
{
    struct page p = {.report = report, .options = options};
    tl_terminal_init(&p.t, ctx, options);
    tl_buf_init(&p.words, ctx);
    p.width = p.t.width < 40 ? 40 : p.t.width;
    p.t.width = p.width < PROSE ? p.width : PROSE;
    answer(&p);
    if (!options->brief) {
        measure_names(&p);
        changes(&p);
        overview(&p);
        alternatives(&p);
        help(&p);
        limits(&p);
        import(&p);
    }
    if (p.words.failed)
        p.t.out.failed = true;
    tl_buf_release(&p.words);
    return tl_terminal_finish(&p.t, write, user, err);
}

const struct tl_renderer tl_renderer_terminal = {
    .name = "terminal",
    .media_type = "text/plain",
    .render = render,
};
