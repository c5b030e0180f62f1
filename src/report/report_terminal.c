/*
 * report_terminal.c: the report as a person reads it in a terminal.
 *
 * The answer comes first, one paragraph with its odds; then what changed, both people in
 * neighbouring lines; then what else it could be, what might help, what cannot be seen, and what
 * was read. The sentences of answer, findings and alternatives are made where they are found out;
 * here they are only laid out.
 *
 * Bold is for headings and dim for the small print; no colour stands for a person, and
 * nothing depends on either. Prose is kept to PROSE columns, since longer lines are hard to read.
 */
#include "advice.h"
#include "tideline/help.h"
#include "plain_words.h"
#include "renderers.h"
#include "terminal_page.h"

#include "civil.h"
#include "tlmath.h"

#include <string.h>

#define PROSE 92
#define NAME_MOST 16
#define FILES_MOST 5

static struct tl_str view(const struct tl_buf *buf)
{
    return (struct tl_str){buf->ptr, buf->len};
}

const char *tl_page_string(struct tl_buf *buf)
{
    tl_buf_putc(buf, '\0');
    if (buf->failed)
        return "";
    buf->len--;
    return buf->ptr;
}

void tl_page_heading(struct tl_page *p, const char *text)
{
    tl_terminal_paragraph(&p->t, TL_STYLE_PLAIN, "", "");
    tl_terminal_paragraph(&p->t, TL_STYLE_HEADING, "", text);
}

void tl_page_say(struct tl_page *p, enum tl_style style, const char *lead, const char *text)
{
    if (text != NULL && text[0] != '\0')
        tl_terminal_paragraph(&p->t, style, lead, text);
}

void tl_page_say_words(struct tl_page *p, enum tl_style style, const char *lead)
{
    if (p->words.failed)
        p->t.out.failed = true;
    tl_page_say(p, style, lead, tl_page_string(&p->words));
    tl_buf_clear(&p->words);
}

void tl_page_put_name(struct tl_page *p, int who)
{
    tl_buf_put_str(&p->words, p->report->conv->people[who].name);
}

static void alternatives(struct tl_page *p)
{
    static const struct {
        int holds;
        const char *words;
    } kinds[] = {{1, "Yes."}, {-1, "Not known."}, {0, "No."}};
    const struct tl_analysis *a = p->report->analysis;
    if (a->n_alternatives == 0)
        return;
    const bool open =
        a->verdict.kind == TL_VERDICT_NO_CHANGE || a->verdict.kind == TL_VERDICT_CANNOT_TELL;
    tl_page_heading(p, open ? "What else was looked at" : "What else it could be");
    size_t n_left_out = 0, n_said = 0;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (size_t i = 0; i < a->n_alternatives; i++) {
            const struct tl_alternative *other = &a->alternatives[i];
            if (other->holds != kinds[k].holds || (other->holds < 0 && !other->lowers))
                continue;
            /* Without a change there is nothing it could fail to explain. */
            if (other->holds == 0 && (open || !other->lowers)) {
                n_left_out++;
                continue;
            }
            tl_buf_printf(&p->words, "%s %s", kinds[k].words, other->text);
            if (other->tell != NULL)
                tl_buf_printf(&p->words, " %s", other->tell);
            tl_page_say_words(p, TL_STYLE_PLAIN, "  - ");
            n_said++;
        }
    if (n_left_out > 0) {
        tl_words_counted(&p->words, n_left_out, n_said > 0 ? "more explanation" : "explanation");
        tl_buf_puts(&p->words, " looked at without a sign of it; --json lists them all.");
        tl_page_say_words(p, TL_STYLE_PLAIN, "  - ");
    }
}

/* D14 and D15. */
static void before_and_felt(struct tl_page *p)
{
    const struct tl_analysis *a = p->report->analysis;
    if (a->feeling.text != NULL) {
        tl_page_heading(p, "What you felt");
        tl_page_say(p, TL_STYLE_PLAIN, "  ", a->feeling.text);
    }
    if (a->dips.text != NULL) {
        tl_page_heading(p, "Has this happened before");
        tl_page_say(p, TL_STYLE_PLAIN, "  ", a->dips.text);
    }
    bool headed = false, of_ends = false;
    for (size_t i = 0; i < a->turns.n; i++) {
        of_ends = of_ends || a->turns.item[i].recovery;
        if (a->turns.item[i].text == NULL)
            continue;
        if (!headed)
            tl_page_heading(p, "What came before it, in the past");
        headed = true;
        tl_page_say(p, TL_STYLE_PLAIN, "  - ", a->turns.item[i].text);
    }
    if (headed)
        tl_page_say(p, TL_STYLE_DIM, "    ",
                    "Before is not because: both may come from a third thing. Spells also end by "
                    "themselves.");
    else if (of_ends && a->dips.text != NULL)
        tl_page_say(p, TL_STYLE_PLAIN, "  ",
                    "It was asked what came before quiet days and before their end. Nothing stood "
                    "out there against ordinary weeks.");
}

/* E02 to E05. */
static void couple(struct tl_page *p)
{
    const struct tl_couple *c = &p->report->analysis->couple;
    if (c->n > 0)
        tl_page_heading(p, "The two of you together");
    for (size_t i = 0; i < c->n; i++)
        tl_page_say(p, TL_STYLE_PLAIN, "  - ", c->row[i].text);
    if (c->n > 0)
        tl_page_say(p, TL_STYLE_DIM, "    ", "This shows what went together, not what caused it.");
}

/* Rows 5 to 11: what was said, one question and one paragraph each. */
static void said(struct tl_page *p)
{
    const struct tl_analysis *a = p->report->analysis;
    for (size_t i = 0; i < a->n_said; i++) {
        tl_page_heading(p, a->said[i].title);
        tl_page_say(p, TL_STYLE_PLAIN, "  ", a->said[i].text);
        if (p->options->quotes)
            tl_page_quotes(p, a->said[i].evidence, a->said[i].n_evidence);
    }
}

static void help(struct tl_page *p)
{
    tl_page_heading(p, "What might help");
    for (const struct tl_suggestion *s = tl_suggestions(); s->id != NULL; s++) {
        if (!tl_suggestion_holds(p->report, s, &p->words, NULL))
            continue;
        tl_buf_printf(&p->words, "%s%s", p->words.len > 0 ? " " : "", s->text);
        tl_page_say_words(p, TL_STYLE_PLAIN, "  - ");
        tl_buf_puts(&p->words, s->why);
        if (strcmp(s->source, "design") != 0)
            tl_buf_printf(&p->words, " (%s)", s->source);
        tl_page_say_words(p, TL_STYLE_DIM, "    ");
    }
}

void tl_page_help_lines(struct tl_page *p, bool crisis_only)
{
    size_t n;
    const struct tl_help_line *lines = tl_help_lines(&n);
    for (size_t i = 0; i < n; i++) {
        if (!tl_help_shows(&lines[i], p->report->country) ||
            (crisis_only && lines[i].kind > TL_HELP_CRISIS))
            continue;
        tl_put_help_line(&p->words, &lines[i]);
        tl_page_say_words(p, TL_STYLE_PLAIN, "  - ");
    }
}

/* Instead of all else. The quiet card leads on by the line that ends every report. */
static void card(struct tl_page *p)
{
    tl_page_say(p, TL_STYLE_PLAIN, "", tl_card_text(p->report));
    if (p->report->analysis->safety.life)
        tl_page_help_lines(p, true);
}

static void support(struct tl_page *p)
{
    tl_terminal_paragraph(&p->t, TL_STYLE_PLAIN, "", "");
    tl_page_say(p, TL_STYLE_DIM, "", "Information and support: tideline support.");
}

static void limits(struct tl_page *p)
{
    const struct tl_limit *found[TL_LIMITS_MOST];
    const size_t n = tl_limits_of(p->report, found);
    tl_page_heading(p, "What this cannot see");
    for (size_t i = 0; i < n; i++)
        tl_page_say(p, TL_STYLE_PLAIN, "  - ", found[i]->text);
}

static void file(struct tl_page *p, const struct tl_file *f)
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
    tl_page_say_words(p, TL_STYLE_DIM, "  - ");
}

static void import(struct tl_page *p)
{
    const struct tl_conversation *conv = p->report->conv;
    struct tl_buf *out = &p->words;
    tl_page_heading(p, "What was read");
    for (size_t i = 0; i < conv->n_people; i++) {
        if (i > 0)
            tl_buf_puts(out, ", ");
        tl_buf_put_str(out, conv->people[i].name);
        tl_buf_puts(out, ": ");
        tl_words_counted(out, conv->people[i].messages, "message");
    }
    tl_buf_puts(out, ".");
    tl_page_say_words(p, TL_STYLE_DIM, "  - ");
    for (size_t i = 0; i < conv->n_files && i < FILES_MOST; i++)
        file(p, &conv->files[i]);
    if (conv->n_files > FILES_MOST) {
        tl_buf_puts(out, "and ");
        tl_words_counted(out, conv->n_files - FILES_MOST, "more file");
        tl_buf_puts(out, "; --json lists them all.");
        tl_page_say_words(p, TL_STYLE_DIM, "  - ");
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
        tl_page_say_words(p, TL_STYLE_DIM, "  - ");
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
        tl_page_say_words(p, TL_STYLE_DIM, "  - ");
    }
    tl_buf_printf(out, "tideline %s, seed %llu.", tl_version(),
                  (unsigned long long)p->report->seed);
    tl_page_say_words(p, TL_STYLE_DIM, "  - ");
}

static void measure_names(struct tl_page *p)
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
    struct tl_page p = {.report = report, .options = options};
    tl_terminal_init(&p.t, ctx, options);
    tl_buf_init(&p.words, ctx);
    p.width = p.t.width < 40 ? 40 : p.t.width;
    p.t.width = p.width < PROSE ? p.width : PROSE;
    if (tl_card_text(report) != NULL)
        card(&p);
    else
        tl_page_say(&p, TL_STYLE_PLAIN, "", report->analysis->verdict.text);
    if (tl_card_text(report) != NULL) {
        support(&p);
    } else if (!options->brief) {
        measure_names(&p);
        tl_page_changes(&p);
        tl_page_overview(&p);
        before_and_felt(&p);
        couple(&p);
        said(&p);
        alternatives(&p);
        help(&p);
        limits(&p);
        import(&p);
        support(&p);
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
