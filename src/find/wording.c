/*
 * wording.c: the verdict as one plain paragraph (D16, G10).
 *
 * Past tense; both people in the same paragraph; what was seen, of whom, since when, how sure and
 * what it cannot say; one thing that stayed. It counts messages and never speaks of motives.
 */
#include <math.h>

#include "levels.h"
#include "measuring.h"
#include "plain_words.h"
#include "ruling.h"
#include "sentences.h"

static void put_name(struct tl_buf *b, const struct tl_inquiry *q, int person)
{
    tl_buf_put_str(b, q->conv->people[person].name);
}

/* "about 9 conversations a week before and 5 after" */
static void put_before_after(struct tl_buf *b, double before, const char *what, double after)
{
    tl_buf_puts(b, "about ");
    tl_words_number(b, before);
    tl_buf_puts(b, what);
    tl_buf_puts(b, " before and ");
    tl_words_number(b, after);
    tl_buf_puts(b, " after");
}

static bool known(struct tl_levels l)
{
    return !isnan(l.before) && !isnan(l.after);
}

/* "Ann began about 9 conversations a week before and 5 after. To ten turns of Bo, Ann gave about 8
   answers before and 6 after." */
static void put_person(struct tl_buf *b, struct tl_inquiry *q, int person, size_t at)
{
    struct tl_levels starts = tl_levels_at(q, "A06", person, at);
    struct tl_levels answers = tl_levels_at(q, "A21R", person, at);
    if (known(starts)) {
        tl_tell(q, "began", person);
        tl_tell_number(q, "before", 7.0 * starts.before);
        tl_tell_number(q, "after", 7.0 * starts.after);
        tl_buf_putc(b, ' ');
        put_name(b, q, person);
        tl_buf_puts(b, " began ");
        put_before_after(b, 7.0 * starts.before, " conversations a week", 7.0 * starts.after);
        tl_buf_putc(b, '.');
    }
    if (known(answers)) {
        tl_tell(q, "answered", person);
        tl_tell_number(q, "before", 10.0 * answers.before);
        tl_tell_number(q, "after", 10.0 * answers.after);
        tl_buf_puts(b, " To ten turns of ");
        put_name(b, q, 1 - person);
        tl_buf_puts(b, ", ");
        put_name(b, q, person);
        tl_buf_puts(b, " gave ");
        put_before_after(b, 10.0 * answers.before, " answers", 10.0 * answers.after);
        tl_buf_putc(b, '.');
    }
}

/* One thing about the person that stayed, if any did. */
static void put_what_stayed(struct tl_buf *b, struct tl_inquiry *q, int person, size_t at)
{
    static const struct {
        const char *id, *sentence, *text;
    } things[] = {{"A18", "same-words", " wrote about as many words at a time as before."},
                  {"A12", "same-wait", " answered about as soon as before, when an answer came."},
                  {"A21R", "same-answers", " answered about as much as before."},
                  {"A06", "same-beginnings", " began conversations about as often as before."}};
    for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
        struct tl_levels l = tl_levels_at(q, things[i].id, person, at);
        if (known(l) && l.effect > 0.85 && l.effect < 1.18 && fabs(l.z) < 1.6448536269514722) {
            tl_tell(q, things[i].sentence, person);
            tl_buf_putc(b, ' ');
            put_name(b, q, person);
            tl_buf_puts(b, things[i].text);
            return;
        }
    }
}

static void put_odds(struct tl_buf *b, struct tl_inquiry *q, const struct tl_verdict *v)
{
    tl_tell(q, "odds", -1);
    tl_tell_number(q, "probability", v->probability);
    tl_buf_puts(b,
                " Among simulated chats with evidence like this, one person was pulling away in ");
    tl_words_odds(b, v->probability);
    tl_buf_puts(b, ".");
}

static void word_pulling_away(struct tl_buf *b, struct tl_inquiry *q, const struct tl_verdict *v)
{
    size_t at = q->weighing.at;
    static const char *const lead[] = {"", "There were some hints that ", "It looks as if ",
                                       "The messages show clearly that "};
    tl_tell(q, "stepped-back", v->person);
    tl_tell_number(q, "level", (double)v->level);
    tl_buf_puts(b, lead[v->level]);
    put_name(b, q, v->person);
    tl_buf_puts(b, " stepped back in this chat");
    if (v->since_day != TL_NO_DAY) {
        tl_buf_puts(b, " since about ");
        tl_words_since(b, v->since_day, v->since_lo, v->since_hi);
    } else {
        tl_buf_puts(b, ", at a time that cannot be dated");
    }
    tl_buf_puts(b, v->level == TL_LEVEL_WEAK ? ", but that could easily be chance or have another "
                                               "cause."
                                             : ".");
    if (v->shape != NULL && v->level > TL_LEVEL_WEAK) {
        tl_tell(q, v->shape, -1);
        tl_buf_printf(b, " The change came %s.", v->shape);
    }
    put_person(b, q, 0, at); /* the user's own change first */
    put_person(b, q, 1, at);
    put_what_stayed(b, q, v->person, at);
    put_odds(b, q, v);
    if (tl_level_of(v->probability) > v->level) {
        tl_tell(q, "more-carefully", -1);
        tl_buf_puts(b, " It is said more carefully than that, because not every check agreed.");
    }
    tl_tell(q, "not-why", -1);
    tl_buf_puts(b, " Messages cannot say why, and they do not show what you share elsewhere.");
}

/* D9, wherever nobody is named. */
static void put_missed(struct tl_buf *b, struct tl_inquiry *q)
{
    if (isnan(q->detectable))
        return;
    tl_tell(q, "missed", -1);
    tl_tell_number(q, "share", q->detectable);
    tl_buf_puts(b, " A one-sided fall of less than about ");
    tl_words_percent(b, q->detectable);
    tl_buf_puts(b, " could have been missed.");
}

/* D9, where even a fall by half could have been missed; letters are asked for a fall of both. */
static void put_found(struct tl_buf *b, struct tl_inquiry *q)
{
    const bool slow = q->slow.bin_days > 0;
    if (isnan(q->detectable) || !(q->ready || slow))
        return;
    if (q->detectable > 0.95) {
        tl_tell(q, "found-only-stop", -1);
        tl_buf_puts(b, " Nothing short of a full stop would have been found.");
        return;
    }
    tl_tell(q, slow ? "found-of-both" : "found", -1);
    tl_tell_number(q, "share", q->detectable);
    tl_buf_puts(b, slow ? " What would have been found is a fall of both by about "
                        : " What would have been found is a one-sided fall by about ");
    tl_words_percent(b, q->detectable);
    tl_buf_puts(b, " or more.");
}

/* Both people's messages a week before and after. */
static void put_volume(struct tl_buf *b, struct tl_inquiry *q, size_t at)
{
    double sum[2] = {0.0, 0.0}, weeks[2] = {0.0, 0.0};
    for (size_t w = 0; w < q->frame.weeks.n; w++)
        weeks[w >= at] += q->frame.weeks.covered[w] / 7.0;
    for (size_t e = 0; e < q->frame.n_events; e++) {
        size_t w = tl_event_week(&q->frame, e);
        if (w != SIZE_MAX && q->frame.weeks.covered[w] > 0.0)
            sum[w >= at] += 1.0;
    }
    for (size_t i = 0; i < 2; i++)
        sum[i] /= weeks[i] > 0.0 ? weeks[i] : 1.0;
    tl_tell_number(q, "before", sum[0]);
    tl_tell_number(q, "after", sum[1]);
    tl_buf_puts(b, "from about ");
    tl_words_number(b, sum[0]);
    tl_buf_puts(b, " to ");
    tl_words_number(b, sum[1]);
    tl_buf_puts(b, " messages a week together");
}

/* D11: the gap grew because the other one moved closer. */
static bool reached_out(const struct tl_inquiry *q)
{
    const struct tl_weighing *w = &q->weighing;
    return w->person >= 0 && tl_difference_z(w->own[1 - w->person]) < -1.6448536269514722 &&
           tl_difference_z(w->apart) > 1.6448536269514722;
}

static void put_who_reached_out(struct tl_buf *b, struct tl_inquiry *q)
{
    tl_tell(q, "reached-out", 1 - q->weighing.person);
    put_name(b, q, 1 - q->weighing.person);
    tl_buf_puts(b, " reached out more. There was no sign that ");
    put_name(b, q, q->weighing.person);
    tl_buf_puts(b, " stepped back.");
}

static void word_together(struct tl_buf *b, struct tl_inquiry *q, const struct tl_verdict *v)
{
    bool less = v->kind == TL_VERDICT_BOTH_QUIETER;
    size_t at = q->weighing.together.at;
    tl_tell(q, less ? "both-wrote-less" : "both-wrote-more", -1);
    tl_buf_puts(b, less ? "Both of you wrote less" : "You two wrote more");
    if (v->since_day != TL_NO_DAY) {
        tl_buf_puts(b, " since about ");
        tl_words_since(b, v->since_day, v->since_lo, v->since_hi);
    }
    tl_buf_puts(b, ", ");
    put_volume(b, q, at);
    tl_buf_puts(b, ". ");
    if (!less && reached_out(q)) {
        put_who_reached_out(b, q);
    } else {
        tl_tell(q, "nobody-led", -1);
        tl_buf_puts(b, "There was no clear sign that one of you led.");
    }
    put_person(b, q, 0, at);
    put_person(b, q, 1, at);
    put_odds(b, q, v);
    put_missed(b, q);
    if (less) {
        tl_tell(q, "less-can-mean", -1);
        tl_buf_puts(b,
                    " Less text can mean many things, such as more time together or a busy life.");
    }
}

static void word_no_change(struct tl_buf *b, struct tl_inquiry *q, const struct tl_verdict *v)
{
    tl_tell(q, "no-sign", -1);
    tl_tell_number(q, "weeks", (double)q->frame.weeks.n);
    tl_buf_puts(b, "There was no sign that one of you pulled away in these ");
    tl_words_counted(b, q->frame.weeks.n, "week");
    tl_buf_puts(b, ".");
    if (v->shape != NULL) {
        tl_tell(q, "dip-passed", -1);
        tl_buf_puts(b, " There was a dip that passed.");
    }
    if (reached_out(q) && q->weighing.composite_p <= 0.05) {
        tl_buf_putc(b, ' ');
        put_who_reached_out(b, q);
    }
    size_t half = q->frame.weeks.n / 2;
    for (int person = 0; person < 2; person++) {
        struct tl_levels starts = tl_levels_at(q, "A06", person, half);
        if (!known(starts))
            continue;
        tl_tell(q, "began-halves", person);
        tl_tell_number(q, "before", 7.0 * starts.before);
        tl_tell_number(q, "after", 7.0 * starts.after);
        tl_buf_putc(b, ' ');
        put_name(b, q, person);
        tl_buf_puts(b, " began about ");
        tl_words_number(b, 7.0 * starts.before);
        tl_buf_puts(b, " conversations a week in the first half and ");
        tl_words_number(b, 7.0 * starts.after);
        tl_buf_puts(b, " in the second.");
    }
    put_odds(b, q, v);
    put_missed(b, q);
    tl_tell(q, "feels-different", -1);
    tl_buf_puts(b,
                " If it feels different to you, that may come from things a chat does not show.");
}

/* What v->missing says (verdict.c). */
static void tell_missing(struct tl_inquiry *q, const struct tl_verdict *v)
{
    if (q->missing != NULL && v->missing == q->missing) { /* the gate of Q07 */
        struct tl_readiness lacks = tl_readiness_lacks(tl_inquiry_measurement(q, "Q07"));
        tl_tell(q, "too-little", -1);
        tl_tell_number(q, "weeks", (double)lacks.weeks);
        tl_tell_number(q, "messages", (double)lacks.messages);
        tl_tell_number(q, "of_the_quieter", (double)lacks.each);
    } else if (q->weighing.person < 0) {
        tl_tell(q, "too-little-of-both", -1);
    } else if (q->slow.bin_days > 0) {
        tl_tell(q, "too-few-letters", -1);
    } else {
        tl_tell(q, "too-little-for-half", -1);
    }
}

enum tl_status tl_word_verdict(struct tl_inquiry *q, struct tl_analysis *out)
{
    struct tl_verdict *v = &out->verdict;
    struct tl_buf b;
    tl_buf_init(&b, q->ctx);
    const bool slow = q->slow.bin_days > 0 && v->kind != TL_VERDICT_CANNOT_TELL;
    if (slow)
        tl_word_slow(&b, q, v);
    switch (slow ? -1 : (int)v->kind) {
    case TL_VERDICT_CANNOT_TELL:
        tell_missing(q, v);
        tl_buf_puts(&b, "There is not enough here to tell: ");
        tl_buf_puts(&b, v->missing);
        tl_buf_putc(&b, '.');
        put_found(&b, q);
        tl_tell(q, "no-sign-either-way", -1);
        tl_buf_puts(&b, " That is no sign for or against anything.");
        break;
    case TL_VERDICT_NO_CHANGE:
        word_no_change(&b, q, v);
        break;
    case TL_VERDICT_PULLING_AWAY:
        word_pulling_away(&b, q, v);
        break;
    case TL_VERDICT_BOTH_QUIETER:
    case TL_VERDICT_CLOSER:
        word_together(&b, q, v);
        break;
    }
    const bool ok = tl_told(q, &b, &v->text, &v->sentences);
    tl_buf_release(&b);
    return ok ? TL_OK : TL_FATAL;
}
