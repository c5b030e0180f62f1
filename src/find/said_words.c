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

/* "Ann did it 3 times" needs "1 time", and "no" for none. */
static void times(struct writer *w, uint64_t n)
{
    if (n == 0)
        tl_buf_puts(&w->words, "never");
    else if (n == 1)
        tl_buf_puts(&w->words, "once");
    else
        tl_words_counted(&w->words, n, "time");
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
    const char *text =
        w->words.failed
            ? NULL
            : tl_arena_copy(&w->q->arena, (struct tl_str){w->words.ptr, w->words.len}).ptr;
    tl_buf_clear(&w->words);
    if (text == NULL)
        return false;
    w->out->said[w->out->n_said++] = (struct tl_said_row){.id = id,
                                                          .title = title,
                                                          .text = text,
                                                          .n_evidence = w->n_evidence,
                                                          .evidence = w->evidence};
    w->evidence = NULL;
    w->n_evidence = 0;
    return true;
}

/* Outcomes of the exchanges of a kind, by who began; those that are open are left out. */
struct counts {
    uint64_t n[2], of[2][TL_OUTCOMES];
};

static struct counts count(struct writer *w, enum tl_exchange_kind kind, enum tl_outcome shown)
{
    struct counts c = {{0, 0}, {{0}}};
    size_t n;
    const struct tl_exchange *x = tl_exchanges_of(w->q->frame.exchanges, kind, &n);
    for (size_t i = 0; i < n; i++) {
        if (x[i].outcome == TL_OUTCOME_OPEN || x[i].outcome == TL_OUTCOME_CALLED)
            continue;
        c.n[x[i].from]++;
        c.of[x[i].from][x[i].outcome]++;
        if (x[i].outcome == (uint8_t)shown &&
            !show(w, tl_exchange_first_message(&w->q->frame, &x[i])))
            w->words.failed = true;
    }
    return c;
}

static bool too_few(struct writer *w, const uint64_t n[2])
{
    if (n[0] >= FEW || n[1] >= FEW)
        return false;
    tl_buf_puts(&w->words, " That is too few to say more.");
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
        name(w, who);
        tl_buf_puts(&w->words, " pressed for something ");
        times(w, c.n[who]);
        if (c.n[who] > 0) {
            tl_buf_puts(&w->words, "; ");
            name(w, 1 - who);
            tl_buf_puts(&w->words, " then stepped back ");
            times(w, c.of[who][TL_OUTCOME_WITHDREW]);
        }
        tl_buf_puts(&w->words, ".");
    }
    if (!too_few(w, c.n))
        tl_buf_puts(&w->words, " To step back can also mean to be busy, or to need time.");
    return finish(w, "asking", "What happened when one of you asked about it?");
}

/* Times a usual week, from a series of rates a day. */
static double a_week(const struct tl_frame *f, const struct tl_series *s)
{
    double sum = 0.0, n = 0.0;
    for (size_t i = 0; i < f->weeks.n; i++)
        if (!isnan(s->value[i])) {
            sum += 7.0 * s->value[i];
            n += 1.0;
        }
    return sum / n;
}

/* Row 6. */
static bool openly(struct writer *w)
{
    const struct tl_measurement *m = tl_inquiry_measurement(w->q, "C18");
    if (m->n_series < 2 || w->q->frame.weeks.n == 0)
        return true;
    for (unsigned who = 0; who < 2; who++) {
        double rate = a_week(&w->q->frame, &m->series[who]);
        if (isnan(rate)) {
            tl_buf_clear(&w->words);
            return true;
        }
        tl_buf_puts(&w->words, who == 0 ? "" : ", ");
        name(w, who);
        tl_buf_puts(&w->words, who == 0 ? " named a feeling or a need about " : " about ");
        tl_words_number(&w->words, rate);
    }
    tl_buf_puts(&w->words, " times a week. Some people say such things aloud, or show them.");
    return finish(w, "openly", "Did you say what you felt, needed and wished?");
}

/* Row 7. */
static bool opening_up(struct writer *w)
{
    struct counts c = count(w, TL_EXCHANGE_DISCLOSURE, TL_OUTCOME_MET);
    bool interest = tl_labels_sure(&w->q->frame, TL_BIT(FOLLOW_UP));
    if (!tl_labels_sure(&w->q->frame, TL_BIT(VALIDATION) | TL_BIT(GRATITUDE)) ||
        c.n[0] + c.n[1] == 0) {
        w->n_evidence = 0;
        return true;
    }
    for (unsigned who = 0; who < 2; who++) {
        tl_buf_puts(&w->words, who == 0 ? "" : " ");
        name(w, who);
        tl_buf_puts(&w->words, " opened up ");
        times(w, c.n[who]);
        if (c.n[who] > 0) {
            tl_buf_puts(&w->words, "; ");
            name(w, 1 - who);
            tl_buf_puts(&w->words, " met it with understanding or thanks ");
            times(w, c.of[who][TL_OUTCOME_MET]);
            if (interest) {
                tl_buf_puts(&w->words, ", and with interest ");
                times(w, c.of[who][TL_OUTCOME_INTEREST]);
            }
        }
        tl_buf_puts(&w->words, ".");
    }
    if (!too_few(w, c.n))
        tl_buf_puts(&w->words, " An answer given aloud, or by coming home, is not in the chat.");
    return finish(w, "opening-up", "What came back when one of you opened up?");
}

/* Row 8. */
static bool deep(struct writer *w)
{
    const struct tl_deep *d = &w->out->deep;
    if (d->n == 0) {
        tl_buf_puts(&w->words, "No talk in the chat looked deep. ");
    } else {
        tl_buf_puts(&w->words, "The last deep talk in the chat was on ");
        tl_words_date(&w->words, d->last_day);
        tl_buf_puts(&w->words, ", ");
        tl_words_counted(&w->words, (uint64_t)d->days_since, "day");
        tl_buf_puts(&w->words, " before its end. There were ");
        tl_words_count(&w->words, d->n);
        tl_buf_puts(&w->words, " in all");
        if (d->n >= FEW && !isnan(d->usual_days)) {
            tl_buf_puts(&w->words, ", with a usual gap of ");
            tl_words_counted(&w->words, (uint64_t)(d->usual_days + 0.5), "day");
        }
        tl_buf_puts(&w->words, ". ");
    }
    for (size_t i = 0; i < d->n; i++)
        if (!show(w, d->conversation[i].first_message))
            return false;
    if (!tl_labels_sure(&w->q->frame, TL_BIT(DISCLOSURE)))
        tl_buf_puts(&w->words, "Some may have been missed. ");
    tl_buf_puts(&w->words, "Deep talks mostly happen face to face. Did you have one aloud?");
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
        name(w, who);
        tl_buf_puts(&w->words, " was asked how things were ");
        times(w, asked[who]);
        if (asked[who] > 0) {
            tl_buf_puts(&w->words, "; a short \"fine\" was followed by signs of stress ");
            times(w, signs[who]);
        }
        tl_buf_puts(&w->words, ".");
    }
    if (!too_few(w, asked))
        tl_buf_puts(&w->words, " Many people are simply fine.");
    return finish(w, "fine", "Was it \"I'm fine\"?");
}

/* Row 10. */
static bool style(struct writer *w)
{
    const struct tl_styles *s = &w->out->styles;
    if (s->person[0].messages == 0 || s->person[1].messages == 0)
        return true;
    for (unsigned who = 0; who < 2; who++) {
        const struct tl_style_profile *p = &s->person[who];
        tl_buf_puts(&w->words, who == 0 ? "" : " ");
        name(w, who);
        tl_buf_puts(&w->words, " wrote about ");
        tl_words_number(&w->words, p->words_per_message);
        tl_buf_puts(&w->words, " words a message, with ");
        tl_words_number(&w->words, p->emoji_per_100_messages);
        tl_buf_puts(&w->words, " emoji in a hundred of them");
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
        tl_buf_puts(&w->words, change > SAME_STYLE    ? "a little more alike over time."
                               : change < -SAME_STYLE ? "a little less alike over time."
                                                      : "neither more nor less alike.");
    }
    tl_buf_puts(&w->words, " To write in another way is no sign of distance.");
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
    tl_words_counted(&w->words, n, "talk");
    tl_buf_puts(&w->words, " grew sharp, and in ");
    tl_words_count(&w->words, repaired);
    tl_buf_puts(&w->words, " of them you found back in the chat.");
    for (unsigned who = 0; who < 2; who++) {
        tl_buf_puts(&w->words, " ");
        name(w, who);
        tl_buf_puts(&w->words, " tried to make up ");
        times(w, c.n[who]);
        if (c.n[who] > 0) {
            tl_buf_puts(&w->words, ", and it worked ");
            times(w, c.of[who][TL_OUTCOME_LANDED]);
        }
        tl_buf_puts(&w->words, ".");
    }
    if (n < FEW)
        tl_buf_puts(&w->words, " That is too few to say more.");
    else
        tl_buf_puts(&w->words, " Some pairs make up aloud.");
    return finish(w, "heat", "Did your talks boil over, and did you find back?");
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
