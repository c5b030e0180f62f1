/*
 * report_joint.c: what two people can look at on one screen: what is of both, and five questions.
 *
 * No number here is of one of them beside the other (measures catalogue G02). Who gives a name
 * (--me) sees the own part under it, and never the other's. There is no verdict: whether one of
 * them steps back is not asked of both at once.
 */
#include "advice.h"
#include "open_questions.h"
#include "plain_words.h"
#include "renderers.h"
#include "terminal_page.h"

#include "tlmath.h"

#include <string.h>

#define PROSE 92

/* The measures of closeness that have a number of `whose`. */
static void numbers(struct tl_page *p, enum tl_whose whose, const char *title)
{
    const struct tl_analysis *a = p->report->analysis;
    bool headed = false;
    for (size_t i = 0; i < a->n_measurements; i++) {
        const struct tl_measurement *m = &a->measurements[i];
        const struct tl_value *v = &m->whole[whose];
        if (m->measure->id[0] == 'Q' ||
            (whose != TL_WHOSE_BOTH && m->measure->family == TL_FAMILY_NONE) ||
            v->status != TL_VALUE_OK || isnan(v->value))
            continue;
        if (!headed)
            tl_page_heading(p, title);
        headed = true;
        tl_buf_printf(&p->words, "%s ", m->measure->title);
        tl_words_number(&p->words, v->value);
        /* behind a semicolon the unit of something else */
        tl_buf_printf(&p->words, " (%.*s)", (int)strcspn(m->measure->unit, ";"), m->measure->unit);
        tl_page_say_words(p, TL_STYLE_PLAIN, "  - ");
    }
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
        numbers(&p, TL_WHOSE_BOTH, "The two of you");
        if (report->own_part)
            numbers(&p, TL_WHOSE_FIRST, "Your own part, for you alone");
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
