/*
 * said_words.c: what was said, in a paragraph a question (rows 5 to 11 of what the report answers).
 *
 * Both people stand in one paragraph in the same words, the first person first. A question is left
 * out where the labels it counts are not right often enough, or where nothing of the kind was found
 * at all; with few cases the paragraph says so and gives no shares. Nothing here enters the
 * verdict.
 */
#include <math.h>

#include "exchanges.h"
#include "inquiry.h"
#include "masking.h"
#include "measuring.h"
#include "plain_words.h"
#include "sentences.h"

#define ROWS_MOST 7
#define EVIDENCE_MOST 6
#define FEW 5 /* fewer cases say nothing about a person */
#define SAME_STYLE 0.03

struct writer {
    struct tl_inquiry *q;
    struct tl_analysis *out;
    struct tl_buf words;
    uint32_t *evidence; /* of the row being made */
    size_t n_evidence;
};

static void name(struct writer *w, unsigned who)
{
    tl_buf_put_str(&w->words, w->q->conv->people[who].name);
}

/* "met it 3 times", "met it once", "never met it". */
static void did(struct writer *w, uint64_t n, const char *what)
{
    tl_buf_puts(&w->words, n == 0 ? "never " : "");
    tl_buf_puts(&w->words, what);
    if (n > 0) {
        tl_buf_puts(&w->words, " ");
        tl_words_times(&w->words, n);
    }
}

/* A sentence about a person and two counts. */
static void tell(struct writer *w, const char *id, unsigned who, uint64_t n, uint64_t of_them)
{
    tl_tell(w->q, id, (int)who);
    tl_tell_number(w->q, "times", (double)n);
    tl_tell_number(w->q, "of_them", (double)of_them);
}

/* A sentence that closes a paragraph, the same for both. */
static void finish_with(struct writer *w, const char *id, const char *text)
{
    tl_tell(w->q, id, -1);
    tl_buf_puts(&w->words, text);
}

/* The latest messages are shown, at most EVIDENCE_MOST. */
static bool show(struct writer *w, uint32_t message)
{
    if (w->evidence == NULL)
        w->evidence = tl_arena_array(&w->q->arena, EVIDENCE_MOST, sizeof *w->evidence);
    if (w->evidence == NULL)
        return false;
    if (w->n_evidence == EVIDENCE_MOST)
        for (size_t i = 1; i < EVIDENCE_MOST; i++)
            w->evidence[i - 1] = w->evidence[i];
    else
        w->n_evidence++;
    w->evidence[w->n_evidence - 1] = message;
    return true;
}

static bool finish(struct writer *w, const char *id, const char *title)
{
    struct tl_said_row *row = &w->out->said[w->out->n_said++];
    *row = (struct tl_said_row){
        .id = id, .title = title, .n_evidence = w->n_evidence, .evidence = w->evidence};
    if (!tl_told(w->q, &w->words, &row->text, &row->sentences))
        return false;
    w->evidence = NULL;
    w->n_evidence = 0;
    return true;
}

/* Outcomes of the exchanges of a kind, by who began; those that are open are left out. */
struct counts {
    uint64_t n[2], of[2][TL_OUTCOMES];
};

/* Counts, and shows those with the outcome `shown`, or any where there are none. */
static struct counts count(struct writer *w, enum tl_exchange_kind kind, enum tl_outcome shown)
{
    struct counts c = {{0, 0}, {{0}}};
    size_t n;
    const struct tl_exchange *x = tl_exchanges_of(w->q->frame.exchanges, kind, &n);
    for (size_t i = 0; i < n; i++)
        if (x[i].outcome != TL_OUTCOME_OPEN && x[i].outcome != TL_OUTCOME_CALLED) {
            c.n[x[i].from]++;
            c.of[x[i].from][x[i].outcome]++;
        }
    const bool any = c.of[0][shown] + c.of[1][shown] == 0;
    for (size_t i = 0; i < n; i++)
        if (any ? x[i].outcome != TL_OUTCOME_OPEN && x[i].outcome != TL_OUTCOME_CALLED
                : x[i].outcome == (uint8_t)shown)
            w->words.failed |= !show(w, tl_exchange_first_message(&w->q->frame, &x[i]));
    return c;
}

static bool too_few(struct writer *w, const uint64_t n[2])
{
    if (n[0] >= FEW || n[1] >= FEW)
        return false;
    finish_with(w, "too-few", " That is too few to say more.");
    return true;
}

/* Row 5. */
static bool asking(struct writer *w)
{
    struct counts c = count(w, TL_EXCHANGE_DEMAND_WITHDRAW, TL_OUTCOME_WITHDREW);
    if (!tl_labels_sure(&w->q->frame, TL_BIT(DEMAND)) || c.n[0] + c.n[1] == 0) {
        w->n_evidence = 0;
        return true;
    }
    for (unsigned who = 0; who < 2; who++) {
        tl_buf_puts(&w->words, who == 0 ? "" : " ");
        tell(w, "pressed", who, c.n[who], c.of[who][TL_OUTCOME_WITHDREW]);
        name(w, who);
        tl_buf_puts(&w->words, " ");
        did(w, c.n[who], "pressed for something");
        if (c.n[who] > 0) {
            tl_buf_puts(&w->words, "; ");
            name(w, 1 - who);
            tl_buf_puts(&w->words, " then ");
            did(w, c.of[who][TL_OUTCOME_WITHDREW], "stepped back");
        }
        tl_buf_puts(&w->words, ".");
    }
    if (!too_few(w, c.n))
        finish_with(w, "stepping-back", " To step back can also mean to be busy, or to need time.");
    return finish(w, "asking", "What happened when one of you asked about it?");
}

/* Times a usual week, in letters a year, in the weeks [from, end), from a series of rates a day;
   NaN without any. */
static double usual(const struct tl_inquiry *q, const struct tl_series *s, size_t from, size_t end)
{
    const double days = q->slow.bin_days > 0 ? 365.25 : 7.0;
    double sum = 0.0, n = 0.0;
    for (size_t i = from; i < end; i++)
        if (!isnan(s->value[i])) {
            sum += days * s->value[i];
            n += 1.0;
        }
    return n > 0.0 ? sum / n : (double)NAN;
}

/* "once", "2.4 times" */
static void about_times(struct writer *w, double rate)
{
    const size_t at = w->words.len;
    tl_words_number(&w->words, rate);
    const bool one = w->words.len == at + 1 && w->words.ptr[at] == '1';
    w->words.len -= one;
    tl_buf_puts(&w->words, one ? "once" : " times");
}

/* Row 6. */
static bool openly(struct writer *w)
{
    const struct tl_frame *f = &w->q->frame;
    const struct tl_measurement *m = tl_inquiry_measurement(w->q, "C18");
    const size_t half = f->weeks.n / 2;
    const bool letters = w->q->slow.bin_days > 0;
    double rate[2][2];
    if (m->n_series < 2)
        return true;
    for (unsigned who = 0; who < 2; who++) {
        rate[who][0] = usual(w->q, &m->series[who], 0, half);
        rate[who][1] = usual(w->q, &m->series[who], half, f->weeks.n);
        if (isnan(rate[who][0]) || isnan(rate[who][1]))
            return true;
    }
    for (unsigned who = 0; who < 2; who++) {
        tl_tell(w->q, "named", (int)who);
        tl_tell_number(w->q, "before", rate[who][0]);
        tl_tell_number(w->q, "after", rate[who][1]);
        tl_tell_number(w->q, "letters", letters);
        name(w, who);
        tl_buf_puts(&w->words, who == 0 ? " named a feeling or a need about " : " did so about ");
        about_times(w, rate[who][0]);
        if (who == 0)
            tl_buf_puts(&w->words, letters ? " a year in the first half of this time"
                                           : " a week in the first half of this time");
        tl_buf_puts(&w->words, " and about ");
        about_times(w, rate[who][1]);
        tl_buf_puts(&w->words, who == 0 ? " in the second. " : ". ");
    }
    finish_with(w, "said-aloud", "Some people say such things aloud, or show them.");
    const uint64_t named = TL_BIT(FEELING) | TL_BIT(NEED);
    for (uint32_t t = 0; t < f->n_turns; t++)
        if ((f->exchanges->said[t].held & named) != 0 && !show(w, tl_turn_message(f, t, named)))
            return false;
    return finish(w, "openly", "Did you say what you felt, needed and wished?");
}

/* Row 7. */
static bool opening_up(struct writer *w)
{
    struct counts c = count(w, TL_EXCHANGE_DISCLOSURE, TL_OUTCOME_MET);
    bool interest = tl_labels_sure(&w->q->frame, TL_BIT(FOLLOW_UP));
    bool dismissal = tl_labels_sure(&w->q->frame, TL_BIT(DISMISSAL));
    if (!tl_labels_sure(&w->q->frame, TL_BIT(VALIDATION) | TL_BIT(GRATITUDE)) ||
        c.n[0] + c.n[1] == 0) {
        w->n_evidence = 0;
        return true;
    }
    for (unsigned who = 0; who < 2; who++) {
        tl_buf_puts(&w->words, who == 0 ? "" : " ");
        tell(w, "opened-up", who, c.n[who], c.of[who][TL_OUTCOME_MET]);
        if (interest)
            tl_tell_number(w->q, "interest", (double)c.of[who][TL_OUTCOME_INTEREST]);
        if (dismissal)
            tl_tell_number(w->q, "dismissed", (double)c.of[who][TL_OUTCOME_DISMISSED]);
        name(w, who);
        tl_buf_puts(&w->words, " ");
        did(w, c.n[who], "opened up");
        if (c.n[who] > 0) {
            tl_buf_puts(&w->words, ". ");
            name(w, 1 - who);
            tl_buf_puts(&w->words, " ");
            did(w, c.of[who][TL_OUTCOME_MET], "met it with understanding or thanks");
            if (interest && c.of[who][TL_OUTCOME_INTEREST] > 0) {
                tl_buf_puts(&w->words, ", and ");
                did(w, c.of[who][TL_OUTCOME_INTEREST], "showed interest");
            }
            if (dismissal && c.of[who][TL_OUTCOME_DISMISSED] > 0) {
                tl_buf_puts(&w->words, ", and ");
                did(w, c.of[who][TL_OUTCOME_DISMISSED], "brushed it aside");
            }
        }
        tl_buf_puts(&w->words, ".");
    }
    if (!too_few(w, c.n))
        finish_with(w, "answered-aloud",
                    " An answer given aloud, or by coming home, is not in the chat.");
    return finish(w, "opening-up", "What came back when one of you opened up?");
}

/* The message in which somebody opens up in deep talk i. */
static uint32_t opening(const struct writer *w, size_t i)
{
    const struct tl_frame *f = &w->q->frame;
    const struct tl_session *s = &f->session[f->exchanges->deep[i].session];
    for (uint32_t t = s->turn_first; t < s->turn_end; t++) {
        const struct tl_said *said = &f->exchanges->said[t];
        if ((said->held & TL_BIT(DISCLOSURE)) != 0 || tl_depth_is_deep(said->depth))
            return tl_turn_message(f, t, TL_BIT(DISCLOSURE));
    }
    return w->out->deep.conversation[i].first_message;
}

/* Row 8. */
static bool deep(struct writer *w)
{
    const struct tl_deep *d = &w->out->deep;
    if (d->n == 0) {
        finish_with(w, "no-deep-talk", "No talk in the chat looked deep. ");
    } else {
        tl_tell(w->q, "last-deep-talk", -1);
        tl_tell_number(w->q, "days_since", d->days_since);
        tl_tell_number(w->q, "talks", (double)d->n);
        if (d->n >= FEW)
            tl_tell_number(w->q, "usual_days", d->usual_days);
        tl_buf_puts(&w->words, "The last deep talk in the chat was on ");
        tl_words_date(&w->words, d->last_day);
        tl_buf_puts(&w->words, ", ");
        if (d->days_since > 0.0)
            tl_words_counted(&w->words, (uint64_t)d->days_since, "day");
        tl_buf_puts(&w->words, d->days_since > 0.0 ? " before its end." : "its last day.");
        if (d->n == 1) {
            tl_buf_puts(&w->words, " It was the only one");
        } else {
            tl_buf_puts(&w->words, " There were ");
            tl_words_count(&w->words, d->n);
            tl_buf_puts(&w->words, " in all");
        }
        if (d->n >= FEW && !isnan(d->usual_days)) {
            tl_buf_puts(&w->words, ", with a usual gap of ");
            tl_words_counted(&w->words, (uint64_t)(d->usual_days + 0.5), "day");
        }
        tl_buf_puts(&w->words, ". ");
    }
    for (size_t i = 0; i < d->n; i++)
        if (!show(w, opening(w, i)))
            return false;
    if (!tl_labels_sure(&w->q->frame, TL_BIT(DISCLOSURE)))
        finish_with(w, "some-missed", "Some may have been missed. ");
    finish_with(w, "deep-aloud", "Deep talks mostly happen face to face. Did you have one aloud?");
    return finish(w, "deep", "When was your last deep talk?");
}

/* Row 9. */
static bool fine(struct writer *w)
{
    const struct tl_frame *f = &w->q->frame;
    struct tl_check_ins found;
    uint64_t asked[2] = {0, 0}, signs[2] = {0, 0};
    bool ok = tl_check_ins_find(f, &found, NULL) == TL_OK;
    for (size_t i = 0; ok && i < found.n; i++) {
        const struct tl_turn *answer = &f->turn[found.item[i].answer];
        asked[answer->who]++;
        signs[answer->who] += found.item[i].signs;
        if (found.item[i].signs)
            ok = show(w, f->event[answer->first]);
    }
    tl_check_ins_release(&found);
    if (!ok || asked[0] + asked[1] == 0)
        return ok;
    for (unsigned who = 0; who < 2; who++) {
        tl_buf_puts(&w->words, who == 0 ? "" : " ");
        tell(w, "asked-how", who, asked[who], signs[who]);
        name(w, who);
        tl_buf_puts(&w->words, " was ");
        did(w, asked[who], "asked how things were");
        if (asked[who] > 0 && signs[who] == 0) {
            tl_buf_puts(&w->words, "; no short \"fine\" was followed by signs of stress");
        } else if (asked[who] > 0) {
            tl_buf_puts(&w->words, "; a short \"fine\" was followed by signs of stress ");
            tl_words_times(&w->words, signs[who]);
        }
        tl_buf_puts(&w->words, ".");
    }
    if (!too_few(w, asked))
        finish_with(w, "simply-fine", " Many people are simply fine.");
    return finish(w, "fine", "Was it \"I'm fine\"?");
}

/* Row 10. */
static bool style(struct writer *w)
{
    const struct tl_styles *s = &w->out->styles;
    const bool letters = w->q->slow.bin_days > 0;
    if (s->person[0].messages == 0 || s->person[1].messages == 0)
        return true;
    for (unsigned who = 0; who < 2; who++) {
        const struct tl_style_profile *p = &s->person[who];
        tl_buf_puts(&w->words, who == 0 ? "" : " ");
        tl_tell(w->q, "style", (int)who);
        tl_tell_number(w->q, "words", p->words_per_message);
        tl_tell_number(w->q, "emoji", p->emoji_per_100_messages);
        tl_tell_number(w->q, "questions", p->questions);
        tl_tell_number(w->q, "letters", letters);
        name(w, who);
        tl_buf_puts(&w->words, " wrote about ");
        tl_words_number(&w->words, p->words_per_message);
        tl_buf_puts(&w->words, letters ? " words a letter" : " words a message");
        if (!letters) {
            tl_buf_puts(&w->words, ", with ");
            tl_words_number(&w->words, p->emoji_per_100_messages);
            tl_buf_puts(&w->words, " emoji in a hundred of them");
        }
        if (!isnan(p->questions)) {
            tl_buf_puts(&w->words, ", and asked in ");
            tl_words_percent(&w->words, p->questions);
            tl_buf_puts(&w->words, " of turns");
        }
        tl_buf_puts(&w->words, ".");
    }
    double change = s->match_after - s->match_before;
    if (!isnan(change)) {
        tl_buf_puts(&w->words, " Your small words became ");
        if (change > SAME_STYLE)
            finish_with(w, "more-alike", "a little more alike over time.");
        else if (change < -SAME_STYLE)
            finish_with(w, "less-alike", "a little less alike over time.");
        else
            finish_with(w, "as-alike", "neither more nor less alike.");
    }
    finish_with(w, "style-no-sign", " To write in another way is no sign of distance.");
    return finish(w, "style", "Do you just talk differently?");
}

/* Row 11. */
static bool heat(struct writer *w)
{
    const struct tl_frame *f = &w->q->frame;
    size_t n;
    const struct tl_exchange *x = tl_exchanges_of(f->exchanges, TL_EXCHANGE_CONFLICT, &n);
    uint64_t repaired = 0;
    for (size_t i = 0; i < n; i++)
        repaired += x[i].outcome == TL_OUTCOME_REPAIRED;
    struct counts c = count(w, TL_EXCHANGE_REPAIR, TL_OUTCOME_LANDED);
    if (n == 0) {
        w->n_evidence = 0;
        return true;
    }
    tl_tell(w->q, "sharp-talks", -1);
    tl_tell_number(w->q, "talks", (double)n);
    tl_tell_number(w->q, "repaired", (double)repaired);
    tl_words_counted(&w->words, n, "talk");
    tl_buf_puts(&w->words, " grew sharp. ");
    if (n == 1) {
        tl_buf_puts(&w->words, repaired > 0 ? "You made up in the chat."
                                            : "The chat does not show that you made up.");
    } else {
        tl_buf_puts(&w->words, "In ");
        if (repaired == 0)
            tl_buf_puts(&w->words, "none");
        else
            tl_words_count(&w->words, repaired);
        tl_buf_puts(&w->words, " of them you made up in the chat.");
    }
    for (unsigned who = 0; who < 2; who++) {
        tell(w, "made-up", who, c.n[who], c.of[who][TL_OUTCOME_LANDED]);
        tl_buf_puts(&w->words, " ");
        name(w, who);
        tl_buf_puts(&w->words, " ");
        did(w, c.n[who], "tried to make up");
        if (c.n[who] == 1) {
            tl_buf_puts(&w->words, c.of[who][TL_OUTCOME_LANDED] > 0 ? ", and it worked"
                                                                    : ", and it did not work");
        } else if (c.n[who] > 1) {
            tl_buf_puts(&w->words, ", and it ");
            did(w, c.of[who][TL_OUTCOME_LANDED], "worked");
        }
        tl_buf_puts(&w->words, ".");
    }
    if (n < FEW)
        finish_with(w, "too-few", " That is too few to say more.");
    else
        finish_with(w, "make-up-aloud", " Some pairs make up aloud.");
    return finish(w, "heat", "Did your talks boil over, and did you make up?");
}

enum tl_status tl_word_said(struct tl_inquiry *q, struct tl_analysis *out)
{
    if (!out->deep.read)
        return TL_OK;
    struct writer w = {.q = q, .out = out};
    out->said = tl_arena_array(&q->arena, ROWS_MOST, sizeof *out->said);
    tl_buf_init(&w.words, q->ctx);
    bool ok = out->said != NULL && asking(&w) && openly(&w) && opening_up(&w) && deep(&w) &&
              fine(&w) && style(&w) && heat(&w);
    tl_buf_release(&w.words);
    return ok ? TL_OK : TL_FATAL;
}
