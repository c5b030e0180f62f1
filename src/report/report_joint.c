/*
 * report_joint.c: what two people can look at on one screen: what is of both, and five questions.
 *
 * No number here is of one of them beside the other (measures catalogue G02). Who gives a name
 * (--me) sees the own part under it, and never the other's: what one does, not what comes back.
 * There is no verdict: whether one of them steps back is not asked of both at once.
 */
#include "advice.h"
#include "open_questions.h"
#include "plain_words.h"
#include "renderers.h"
#include "terminal_page.h"

#include "tlmath.h"

#include <string.h>

#define PROSE 92

static const struct tl_value *whole(const struct tl_page *p, const char *id, enum tl_whose whose)
{
    const struct tl_analysis *a = p->report->analysis;
    for (size_t i = 0; i < a->n_measurements; i++) {
        const struct tl_value *v = &a->measurements[i].whole[whose];
        if (strcmp(a->measurements[i].measure->id, id) == 0)
            return v->status == TL_VALUE_OK && !isnan(v->value) ? v : NULL;
    }
    return NULL;
}

static void say_number(struct tl_page *p, const char *before, double value, bool share,
                       const char *after)
{
    tl_buf_puts(&p->words, before);
    if (share)
        tl_words_percent(&p->words, value);
    else
        tl_words_number(&p->words, value);
    tl_buf_puts(&p->words, after);
    tl_page_say_words(p, TL_STYLE_PLAIN, "  - ");
}

/* How many hard moments there were, and how many of them were mended; the part of both. */
static void say_hard_moments(struct tl_page *p)
{
    const struct tl_analysis *a = p->report->analysis;
    size_t all = 0, mended = 0;
    for (size_t i = 0; i < a->n_exchanges; i++)
        if (strcmp(a->exchanges[i].kind, "conflict") == 0) {
            all++;
            mended +=
                a->exchanges[i].outcome != NULL && strcmp(a->exchanges[i].outcome, "repaired") == 0;
        }
    if (all == 0)
        return;
    tl_buf_puts(&p->words, all == 1 ? "There was about " : "There were about ");
    tl_words_counted(&p->words, all, "hard moment");
    tl_buf_puts(&p->words, "; in ");
    if (mended == 0)
        tl_buf_puts(&p->words, "none");
    else
        tl_words_count(&p->words, mended);
    tl_buf_puts(&p->words, " of them you made up in the chat.");
    tl_page_say_words(p, TL_STYLE_PLAIN, "  - ");
}

static void of_both(struct tl_page *p)
{
    static const struct {
        const char *id, *before, *after;
    } rows[] = {
        {"A02", "You talked about ", " times a day."},
        {"A04", "You wrote about ", " messages a day, both together."},
        {"A20", "Calls and voice notes took about ", " minutes a week."},
        {"B02", "Your small words are alike by ",
         ", where 1 is the same and 0 has nothing shared."},
    };
    const struct tl_deep *deep = &p->report->analysis->deep;
    tl_page_heading(p, "The two of you");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct tl_value *v = whole(p, rows[i].id, TL_WHOSE_BOTH);
        if (v != NULL)
            say_number(p, rows[i].before, v->value, false, rows[i].after);
    }
    if (deep->n > 0) {
        tl_buf_puts(&p->words, "The chat holds about ");
        tl_words_counted(&p->words, deep->n, "talk");
        tl_buf_puts(&p->words, " that went deep. Most such talks are had aloud.");
        tl_page_say_words(p, TL_STYLE_PLAIN, "  - ");
    }
    say_hard_moments(p);
}

/* The own number of what one does for the two of them. */
static void of_one(struct tl_page *p)
{
    static const struct {
        const char *id, *before, *after;
        bool share;
    } rows[] = {
        {"A06", "You began about ", " conversations a day.", false},
        {"A11", "You answered ", " within an hour of your waking time.", true},
        {"A18", "You wrote about ", " words in one go.", false},
        {"A05", "You wrote again in about ", " of a hundred waits.", false},
        {"C21", "You asked something in ", " of what you wrote in one go.", true},
        {"C13", "You opened up about ", " times a day.", false},
        {"B13", "Tender words were in ", " of it.", true},
        {"B14", "Thanks were in ", " of it.", true},
        {"B19", "Plans for you both were in ", " of it.", true},
        {"B12", "You laughed along with ", " of the other's laughs.", true},
    };
    bool headed = false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct tl_value *v = whole(p, rows[i].id, TL_WHOSE_FIRST);
        if (v == NULL)
            continue;
        if (!headed)
            tl_page_heading(p, "Your own part, for you alone");
        headed = true;
        say_number(p, rows[i].before, v->value, rows[i].share, rows[i].after);
    }
    if (headed)
        tl_page_say(p, TL_STYLE_DIM, "    ",
                    "The other one can see the own part by giving the own name with --me.");
}

static void questions(struct tl_page *p)
{
    tl_page_heading(p, "Five questions to talk over");
    for (int i = 0; i < TL_OPEN_QUESTIONS; i++) {
        char lead[8] = {' ', ' ', (char)('1' + i), '.', ' ', '\0'};
        tl_open_question(p->report, i, &p->words);
        tl_page_say_words(p, TL_STYLE_PLAIN, lead);
    }
    tl_page_say(p, TL_STYLE_DIM, "  ",
                "One speaks and the other listens, then you change. Nothing here is to be scored. "
                "You can skip a question, or stop.");
}

static enum tl_status render(const struct tl_context *ctx, const struct tl_report *report,
                             const struct tl_render_options *options, tl_write write, void *user,
                             struct tl_error *err)
{
    struct tl_page p = {.report = report, .options = options};
    const char *card = tl_card_text(report);
    tl_terminal_init(&p.t, ctx, options);
    tl_buf_init(&p.words, ctx);
    p.width = p.t.width < 40 ? 40 : p.t.width;
    p.t.width = p.width < PROSE ? p.width : PROSE;
    if (card != NULL) {
        tl_page_say(&p, TL_STYLE_PLAIN, "", card);
        if (report->analysis->safety.life)
            tl_page_help_lines(&p, true);
    } else {
        tl_page_say(&p, TL_STYLE_PLAIN, "",
                    "This page is for you both. It shows what is of the two of you, and no one's "
                    "part beside the other's.");
        of_both(&p);
        if (report->own_part)
            of_one(&p);
        questions(&p);
    }
    tl_terminal_paragraph(&p.t, TL_STYLE_PLAIN, "", "");
    tl_page_say(&p, TL_STYLE_DIM, "", "Information and support: tideline support.");
    if (p.words.failed)
        p.t.out.failed = true;
    tl_buf_release(&p.words);
    return tl_terminal_finish(&p.t, write, user, err);
}

const struct tl_renderer tl_renderer_joint = {
    .name = "joint",
    .media_type = "text/plain",
    .render = render,
};
