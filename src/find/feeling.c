/*
 * feeling.c: does it only feel that way? (D15)
 *
 * What the user said before seeing the answer is laid beside the record: the same person, the same
 * time (the felt span meets the 90 % interval), and one of four cells. "Not found" is never "you
 * are imagining it": a chat is a keyhole. Source: design; McNulty & Russell 2010 on how fear of
 * losing somebody colours what is seen.
 */
#include "inquiry.h"

#include <math.h>

#include "plain_words.h"
#include "sentences.h"

static bool found(const struct tl_verdict *v)
{
    return v->kind == TL_VERDICT_BOTH_QUIETER ||
           (v->kind == TL_VERDICT_PULLING_AWAY && v->level >= TL_LEVEL_WEAK);
}

static void put_who(struct tl_buf *b, const struct tl_inquiry *q, enum tl_felt_who who)
{
    if (who == TL_FELT_BOTH)
        tl_buf_puts(b, "both of you");
    else
        tl_buf_put_str(b, q->conv->people[who].name);
}

static void word(struct tl_inquiry *q, const struct tl_verdict *v, struct tl_feeling *f,
                 struct tl_buf *b)
{
    static const char *const felt[] = {"felt-one", "felt-one", "felt-both", "felt-nobody"};
    const bool nobody = f->felt.who == TL_FELT_NOBODY;
    tl_tell(q, felt[f->felt.who], f->felt.who < TL_FELT_BOTH ? (int)f->felt.who : -1);
    if (nobody) {
        tl_buf_puts(b, "You felt that nobody had stepped back.");
    } else {
        tl_buf_puts(b, "You felt that ");
        put_who(b, q, f->felt.who);
        tl_buf_puts(b, " had stepped back.");
    }
    if (v->kind == TL_VERDICT_CANNOT_TELL) {
        tl_tell(q, "record-too-small", -1);
        tl_buf_puts(b, " The record is too small to say anything to that.");
        return;
    }
    switch (f->cell) {
    case TL_FELT_AND_FOUND:
        tl_tell(q, f->same_person == 0 ? "shown-of-another" : "shown-too", -1);
        if (f->same_person == 0)
            tl_buf_puts(b, " The record shows a change too, but not of the same person.");
        else
            tl_buf_puts(b, " The record shows it too.");
        if (f->same_date == 1) {
            tl_tell(q, "time-fits", -1);
            tl_buf_puts(b, " The time you named fits.");
        } else if (f->same_date == 0) {
            const bool sooner = f->felt.to_day <= v->since_lo;
            tl_tell(q, sooner ? "felt-sooner" : "shown-sooner", -1);
            tl_buf_puts(b, sooner ? " You felt it sooner than the messages show it."
                                  : " The messages show it sooner than you felt it.");
        }
        break;
    case TL_FELT_NOT_FOUND:
        tl_tell(q, "not-shown", -1);
        tl_buf_puts(b, " The messages do not show it. Your feeling may come from things the chat "
                       "does not show.");
        if (!isnan(q->detectable)) {
            tl_tell(q, "fall-missed", -1);
            tl_tell_number(q, "share", q->detectable);
            tl_buf_puts(b, " A fall of less than about ");
            tl_words_percent(b, q->detectable);
            tl_buf_puts(b, " could have been missed.");
        }
        break;
    case TL_FOUND_NOT_FELT:
        tl_tell(q, "shown-all-the-same", -1);
        tl_buf_puts(b, " The messages show a change all the same. It may matter less to you two "
                       "than it does in the numbers.");
        break;
    case TL_FELT_NEITHER:
        tl_tell(q, "messages-agree", -1);
        tl_buf_puts(b, " The messages agree.");
        break;
    }
}

enum tl_status tl_find_feeling(struct tl_inquiry *q, const struct tl_felt *felt,
                               struct tl_analysis *out)
{
    struct tl_feeling *f = &out->feeling;
    const struct tl_verdict *v = &out->verdict;
    *f = (struct tl_feeling){.same_person = -1, .same_date = -1};
    if (felt == NULL || !felt->given)
        return TL_OK;
    f->felt = *felt;
    const bool feels = felt->who != TL_FELT_NOBODY, shows = found(v);
    f->cell = feels ? (shows ? TL_FELT_AND_FOUND : TL_FELT_NOT_FOUND)
                    : (shows ? TL_FOUND_NOT_FELT : TL_FELT_NEITHER);
    if (f->cell == TL_FELT_AND_FOUND) {
        const int seen = v->person >= 0 ? v->person : TL_FELT_BOTH;
        f->same_person = seen == (int)felt->who;
        if (felt->from_day != TL_NO_DAY && v->since_day != TL_NO_DAY)
            f->same_date = felt->from_day <= v->since_hi && felt->to_day > v->since_lo;
    }
    struct tl_buf words;
    tl_buf_init(&words, q->ctx);
    word(q, v, f, &words);
    const bool ok = tl_told(q, &words, &f->text, &f->sentences);
    tl_buf_release(&words);
    return ok ? TL_OK : TL_FATAL;
}
