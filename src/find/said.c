/*
 * said.c: what was said, for the report: deep talks and two ways of writing.
 *
 * All of it was found by the measures already or is found by their functions; here it is put into
 * message indices and dates. "Before" and "after" part at the date of the verdict, at the middle of
 * the record where it has none.
 */
#include <math.h>

#include "exchanges.h"
#include "inquiry.h"
#include "measuring.h"
#include "turn_cues.h"
#include "word_counts.h"

#define DAYS_PER_MONTH (365.25 / 12.0)

static int64_t parting_day(const struct tl_inquiry *q, const struct tl_analysis *a)
{
    if (a->verdict.since_day != TL_NO_DAY)
        return a->verdict.since_day;
    return q->frame.first_day + (q->frame.last_day - q->frame.first_day) / 2;
}

static double value_of(const struct tl_value *v)
{
    return v != NULL && v->status != TL_VALUE_NA ? v->value : (double)NAN;
}

static enum tl_status list_deep(struct tl_inquiry *q, struct tl_analysis *a)
{
    const struct tl_frame *f = &q->frame;
    const struct tl_measurement *last = tl_inquiry_measurement(q, "C23");
    struct tl_deep *deep = &a->deep;
    const struct tl_exchanges *x = f->exchanges;
    *deep = (struct tl_deep){.read = true,
                             .last_day = TL_NO_DAY,
                             .days_since = value_of(&last->whole[TL_WHOSE_BOTH]),
                             .usual_days = value_of(tl_extra_find(last, "usual", TL_WHOSE_BOTH)),
                             .p = value_of(tl_extra_find(last, "p", TL_WHOSE_BOTH))};
    deep->conversation = tl_arena_array(&q->arena, x->n_deep, sizeof *deep->conversation);
    if (deep->conversation == NULL)
        return TL_FATAL;
    double count[2] = {0.0, 0.0};
    int64_t parting = parting_day(q, a);
    for (size_t i = 0; i < x->n_deep; i++) {
        const struct tl_session *s = &f->session[x->deep[i].session];
        deep->last_day = tl_event_day(f, s->first);
        deep->conversation[deep->n++] =
            (struct tl_deep_conversation){.day = deep->last_day,
                                          .first_message = f->event[s->first],
                                          .last_message = f->event[s->end - 1],
                                          .score = x->deep[i].score,
                                          .difficult = x->deep[i].difficult};
        count[deep->last_day >= parting] += 1.0;
    }
    double days[2] = {(double)(parting - f->first_day), (double)(f->last_day + 1 - parting)};
    deep->per_month_before = days[0] > 0.0 ? count[0] * DAYS_PER_MONTH / days[0] : (double)NAN;
    deep->per_month_after = days[1] > 0.0 ? count[1] * DAYS_PER_MONTH / days[1] : (double)NAN;
    return TL_OK;
}

static double per_1000(const struct tl_word_sums *sums, enum tl_word_list list)
{
    return sums->words > 0 ? 1000.0 * sums->list[list] / sums->words : (double)NAN;
}

/* Mean of a weekly series before and after a day. */
static void halves(const struct tl_frame *f, const struct tl_series *s, int64_t parting,
                   double mean[2])
{
    double sum[2] = {0.0, 0.0}, n[2] = {0.0, 0.0};
    for (size_t w = 0; w < f->weeks.n; w++) {
        bool after = f->weeks.first_day + 7 * (int64_t)w >= parting;
        if (isnan(s->value[w]))
            continue;
        sum[after] += s->value[w];
        n[after] += 1.0;
    }
    for (size_t i = 0; i < 2; i++)
        mean[i] = n[i] > 0.0 ? sum[i] / n[i] : (double)NAN;
}

static void profile(struct tl_inquiry *q, struct tl_analysis *a)
{
    const struct tl_frame *f = &q->frame;
    const struct tl_measurement *questions = tl_inquiry_measurement(q, "C21");
    const struct tl_measurement *matching = tl_inquiry_measurement(q, "B03");
    struct tl_styles *styles = &a->styles;
    double words[2] = {0.0, 0.0}, mean[2] = {NAN, NAN};
    *styles = (struct tl_styles){.read = true};
    for (size_t e = 0; e < f->n_events; e++) {
        uint32_t m = f->event[e];
        if (tl_event_kind(f, e) == TL_KIND_REACTION || (f->conv->flags[m] & TL_FLAG_FORWARDED) ||
            f->conv->text_len[m] == 0)
            continue;
        styles->person[tl_event_who(f, e)].messages++;
        words[tl_event_who(f, e)] += f->conv->words[m];
    }
    for (size_t who = 0; who < 2; who++) {
        struct tl_style_profile *p = &styles->person[who];
        double n = (double)p->messages;
        p->words_per_message = n > 0.0 ? words[who] / n : (double)NAN;
        p->emoji_per_100_messages = n > 0.0 ? 100.0 * (double)f->cues->emoji[who] / n : (double)NAN;
        p->questions = value_of(&questions->whole[who]);
        p->i_per_1000_words = p->we_per_1000_words = NAN;
        if (f->words == NULL)
            continue;
        p->i_per_1000_words = per_1000(&f->words->all[who], TL_WORDS_I);
        p->we_per_1000_words = per_1000(&f->words->all[who], TL_WORDS_WE);
    }
    if (matching->n_series > 0 && matching->whole[TL_WHOSE_BOTH].status != TL_VALUE_NA) {
        styles->match = matching->series[0].value;
        styles->n_weeks = f->weeks.n;
        halves(f, &matching->series[0], parting_day(q, a), mean);
    }
    styles->match_before = mean[0];
    styles->match_after = mean[1];
}

enum tl_status tl_find_said(struct tl_inquiry *q, struct tl_analysis *out)
{
    if (q->frame.exchanges == NULL)
        return TL_OK;
    enum tl_status status = list_deep(q, out);
    profile(q, out);
    return status;
}
