/*
 * report_pdf.c: the report as two pages of A4 for a couple's therapist.
 *
 * The first page answers: who and what was read, the answer with its odds and its day, the tide of
 * both, and what changed. The second holds all that limits it. Where there are signs of danger, the
 * sheet is one page with the card and nothing else. No message text is on it, whatever was asked
 * for, and it says on each page that it is not evidence.
 *
 * Letters shrink, and then lists are cut with a count of what is left out, until a page holds its
 * part. The title and the producer are the same for everybody, and there is no date of making:
 * cairo leaves out one that is no date.
 */
#include "advice.h"
#include "civil.h"
#include "plain_words.h"
#include "sheet.h"
#include "tideline/pdf.h"
#include "tlmath.h"

#include <cairo-pdf.h>
#include <stdio.h>
#include <string.h>

#define MARGIN 44.0
#define FOOT 34.0 /* the last lines of a page, above its margin */
#define BOTTOM (TL_SHEET_HEIGHT - MARGIN - FOOT)
#define BOX_PADDING 9.0
#define FACTS_WIDTH 128.0

/* Tried in this order until a page fits. */
static const struct {
    double size;
    size_t most;
} attempts[] = {{10, 99}, {9.5, 99}, {9, 99},  {8.5, 99}, {8, 99}, {8, 9}, {8, 7},
                {8, 6},   {7.5, 5},  {7.5, 4}, {7, 4},    {7, 3},  {7, 2}, {6.5, 1}};

struct stream {
    tl_write write;
    void *user;
};

static cairo_status_t put_bytes(void *user, const unsigned char *bytes, unsigned n)
{
    const struct stream *stream = user;
    return stream->write(stream->user, bytes, n) == 0 ? CAIRO_STATUS_SUCCESS
                                                      : CAIRO_STATUS_WRITE_ERROR;
}

static void put_people(struct tl_sheet *s)
{
    const struct tl_conversation *conv = s->report->conv;
    for (size_t i = 0; i < conv->n_people; i++) {
        tl_buf_puts(&s->words, i > 0 ? ". " : "");
        tl_buf_put_str(&s->words, conv->people[i].name);
        tl_buf_puts(&s->words, ": ");
        tl_words_counted(&s->words, conv->people[i].messages, "message");
        tl_buf_puts(&s->words, ", ");
        tl_words_counted(&s->words, conv->people[i].words, "word");
    }
    tl_buf_putc(&s->words, '.');
    tl_sheet_say_words(s, TL_SHEET_BODY);
}

static void put_span(struct tl_sheet *s)
{
    const struct tl_conversation *conv = s->report->conv;
    const struct tl_analysis *a = s->report->analysis;
    if (conv->n_messages == 0)
        return;
    tl_words_date(&s->words, tl_floor_div(tl_conversation_local_ms(conv, 0), TL_MS_PER_DAY));
    tl_buf_puts(&s->words, " to ");
    tl_words_date(&s->words, tl_floor_div(tl_conversation_local_ms(conv, conv->n_messages - 1),
                                          TL_MS_PER_DAY));
    tl_buf_puts(&s->words, ", ");
    if (a->tide.n_weeks > 0) {
        tl_words_counted(&s->words, a->tide.n_weeks, "week");
        tl_buf_puts(&s->words, ", ");
    }
    tl_buf_puts(&s->words, "read from ");
    if (conv->n_files == 1)
        tl_buf_printf(&s->words, "one file (%s). ", conv->files[0].format);
    else
        tl_buf_printf(&s->words, "%zu files. ", conv->n_files);
    tl_buf_puts(&s->words,
                a->words ? "Times, lengths and words were read; no message is quoted here."
                         : "Only times, turns and lengths were read; no message is quoted here.");
    tl_sheet_say_words(s, TL_SHEET_SOFT);
}

static void put_head(struct tl_sheet *s)
{
    tl_sheet_tag(s, "P");
    s->y += tl_sheet_text(s, TL_SHEET_SOFT, "tideline: whether one of two people was pulling away",
                          &(struct tl_sheet_cell){s->x, s->y, s->width, .lines = 1});
    tl_sheet_tag_end(s, "P");
    for (size_t i = 0; i < s->report->conv->n_people; i++) {
        tl_buf_puts(&s->words, i > 0 ? " and " : "");
        tl_buf_put_str(&s->words, s->report->conv->people[i].name);
    }
    tl_sheet_tag(s, "H1");
    s->y += tl_sheet_text(s, TL_SHEET_TITLE, tl_sheet_words(s),
                          &(struct tl_sheet_cell){s->x, s->y, s->width, .lines = 2});
    tl_sheet_tag_end(s, "H1");
    tl_buf_clear(&s->words);
    s->y += 2;
    put_people(s);
    put_span(s);
}

/* One fact beside the answer: what it is, and the words gathered as its value. */
static void put_fact(struct tl_sheet *s, const char *what, enum tl_sheet_style style)
{
    s->y += tl_sheet_text(s, TL_SHEET_SOFT, what,
                          &(struct tl_sheet_cell){.x = s->x, .y = s->y, .width = s->width});
    s->y += tl_sheet_text(s, style, tl_sheet_words(s),
                          &(struct tl_sheet_cell){.x = s->x, .y = s->y, .width = s->width});
    s->y += 3;
    tl_buf_clear(&s->words);
}

static void put_facts(struct tl_sheet *s)
{
    static const char *const levels[] = {[TL_LEVEL_NONE] = "no evidence",
                                         [TL_LEVEL_WEAK] = "weak",
                                         [TL_LEVEL_MODERATE] = "moderate",
                                         [TL_LEVEL_STRONG] = "strong"};
    const struct tl_verdict *v = &s->report->analysis->verdict;
    tl_sheet_tag(s, "P");
    if (!isnan(v->probability)) {
        const char *about = "about ";
        tl_words_odds(&s->words, v->probability);
        const size_t skip = strlen(about);
        if (!s->words.failed && s->words.len > skip && memcmp(s->words.ptr, about, skip) == 0) {
            memmove(s->words.ptr, s->words.ptr + skip, s->words.len - skip);
            s->words.len -= skip;
        }
        put_fact(s, "Odds that one was pulling away, about",
                 s->words.len > 12 ? TL_SHEET_STRONG : TL_SHEET_FIGURE);
        tl_buf_puts(&s->words, levels[v->level]);
        put_fact(s, "Evidence", TL_SHEET_STRONG);
    } else {
        tl_buf_puts(&s->words, "cannot be told");
        put_fact(s, "Odds that one was pulling away", TL_SHEET_STRONG);
    }
    if (v->since_day != TL_NO_DAY) {
        tl_words_date(&s->words, v->since_day);
        put_fact(s, "Since about", TL_SHEET_STRONG);
    }
    if (v->since_lo != TL_NO_DAY && v->since_hi != TL_NO_DAY) {
        tl_words_date(&s->words, v->since_lo);
        tl_buf_puts(&s->words, " to ");
        tl_words_date(&s->words, v->since_hi);
        put_fact(s, "Likely (90 %)", TL_SHEET_BODY);
    }
    tl_sheet_tag_end(s, "P");
}

/* The answer in words, and what counts of it beside; answers where it ends. */
static double put_answer_at(struct tl_sheet *s, double top)
{
    const double x = s->x, width = s->width;
    s->x = x + BOX_PADDING;
    s->y = top + BOX_PADDING;
    s->width = width - FACTS_WIDTH - 3 * BOX_PADDING;
    tl_sheet_say(s, TL_SHEET_BODY, s->report->analysis->verdict.text);
    const double left = s->y;
    s->x = x + width - FACTS_WIDTH - BOX_PADDING;
    s->y = top + BOX_PADDING;
    s->width = FACTS_WIDTH;
    put_facts(s);
    const double end = (s->y > left ? s->y : left) + BOX_PADDING - 3;
    s->x = x;
    s->width = width;
    s->y = end;
    return end;
}

static void put_answer(struct tl_sheet *s)
{
    const double top = s->y + 3;
    const bool draws = s->draws;
    s->draws = false;
    const double end = put_answer_at(s, top);
    s->draws = draws;
    if (!draws)
        return;
    cairo_set_source_rgb(s->cr, 0.95, 0.95, 0.95);
    cairo_rectangle(s->cr, s->x, top, s->width, end - top);
    cairo_fill(s->cr);
    put_answer_at(s, top);
}

static void first_page(struct tl_sheet *s)
{
    put_head(s);
    put_answer(s);
    tl_sheet_tide(s);
    tl_sheet_changes(s);
}

static void second_page(struct tl_sheet *s)
{
    tl_sheet_beside(s, BOTTOM);
}

static void put_foot(struct tl_sheet *s, int page)
{
    s->size = 8.5;
    s->y = BOTTOM + 8;
    tl_sheet_rule(s);
    tl_buf_printf(&s->words,
                  "Page %d of 2. Made by tideline %s from this chat alone, seed %llu. Both people "
                  "were measured by the same rules, each against their own past. This is not "
                  "evidence for anybody's intent, in court or elsewhere.",
                  page, tl_version(), (unsigned long long)s->report->seed);
    tl_sheet_say_words(s, TL_SHEET_SOFT);
}

static void begin_page(struct tl_sheet *s)
{
    s->x = MARGIN;
    s->y = MARGIN;
    s->width = TL_SHEET_WIDTH - 2 * MARGIN;
}

static void put_page(struct tl_sheet *s, int number, void (*page)(struct tl_sheet *))
{
    s->draws = false;
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        begin_page(s);
        s->size = attempts[i].size;
        s->most = attempts[i].most;
        page(s);
        if (s->y <= BOTTOM)
            break;
    }
    s->draws = true;
    begin_page(s);
    page(s);
    put_foot(s, number);
    cairo_show_page(s->cr);
}

/* Instead of all else. The quiet card leads on by the line that ends every report. */
static void put_card(struct tl_sheet *s)
{
    begin_page(s);
    s->size = 12;
    s->draws = true;
    tl_sheet_say(s, TL_SHEET_BODY, tl_card_text(s->report));
    if (s->report->analysis->safety.life) {
        size_t n;
        const struct tl_help_line *lines = tl_help_lines(&n);
        tl_sheet_tag(s, "L");
        for (size_t i = 0; i < n; i++) {
            if (!tl_help_shows(&lines[i], s->report->country) || lines[i].kind > TL_HELP_CRISIS)
                continue;
            tl_put_help_line(&s->words, &lines[i]);
            tl_sheet_item_words(s, TL_SHEET_BODY, strlen(lines[i].name) + 1);
        }
        tl_sheet_tag_end(s, "L");
    }
    s->y += s->size;
    tl_sheet_say(s, TL_SHEET_SOFT, "Information and support: tideline support.");
    cairo_show_page(s->cr);
}

static void describe(cairo_surface_t *surface)
{
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, "tideline");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "tideline " TL_VERSION);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
}

static enum tl_status fail(struct tl_error *err, enum tl_code code, const char *sentence)
{
    if (err != NULL) {
        *err = (struct tl_error){.code = code};
        snprintf(err->message, sizeof err->message, "%s", sentence);
    }
    return code == TL_CODE_NONE ? TL_WARN : TL_FATAL;
}

static enum tl_status render(const struct tl_context *ctx, const struct tl_report *report,
                             const struct tl_render_options *options, tl_write write, void *user,
                             struct tl_error *err)
{
    (void)options; /* nothing of a terminal counts here, and no quotes are on paper */
    struct stream stream = {write, user};
    struct tl_sheet s;
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(put_bytes, &stream, TL_SHEET_WIDTH, TL_SHEET_HEIGHT);
    describe(surface);
    tl_sheet_init(&s, ctx, report, surface);
    cairo_tag_begin(s.cr, "Document", NULL); /* without it cairo does not mark the file as tagged */
    if (tl_card_text(report) != NULL) {
        put_card(&s);
    } else {
        put_page(&s, 1, first_page);
        put_page(&s, 2, second_page);
    }
    cairo_tag_end(s.cr, "Document");
    const cairo_status_t drawn = cairo_status(s.cr);
    const bool unknown = s.unknown, failed = s.failed || s.words.failed;
    tl_sheet_release(&s);
    cairo_surface_finish(surface);
    const cairo_status_t written = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (failed || drawn == CAIRO_STATUS_NO_MEMORY || written == CAIRO_STATUS_NO_MEMORY)
        return fail(err, TL_CODE_MEMORY, "there is not enough memory to draw the sheet");
    if (drawn != CAIRO_STATUS_SUCCESS || written != CAIRO_STATUS_SUCCESS)
        return fail(err, TL_CODE_IO, "the sheet could not be written whole");
    if (unknown)
        return fail(err, TL_CODE_NONE,
                    "no font here has some letters of a name, so the sheet shows boxes for them; "
                    "install fonts for that script, such as Debian's fonts-noto-core or "
                    "fonts-noto-cjk, and write it again");
    return TL_OK;
}

const struct tl_renderer tl_renderer_pdf = {
    .name = "pdf",
    .media_type = "application/pdf",
    .render = render,
};
