/*
 * alternatives.c: what else it could be, as far as timing alone can test it (D12). What only
 * informs is in explanations.c.
 *
 * Every explanation is tested at the date of the change (or, without one, over the whole record),
 * and says yes, no, or that this file cannot know. An open "yes" caps the verdict (ruling.c).
 */
#include "explanations.h"

#include <math.h>

#include "civil.h"
#include "measuring.h"
#include "tlmath.h"

#define NEAR_WEEKS 3
static int64_t date_of(const struct tl_inquiry *q)
{
    return tl_inquiry_day(q, q->weighing.at);
}

static bool near_change(const struct tl_inquiry *q, int64_t day)
{
    int64_t apart = day - date_of(q);
    return q->weighing.at > 0 && apart >= -7 * NEAR_WEEKS && apart <= 7 * NEAR_WEEKS;
}

static int both_quieter(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_weighing *w = &q->weighing;
    tl_give(numbers, "p", w->together_p);
    tl_give(numbers, "messages_ratio", tl_exp(q->volume_change));
    if (w->together.at == 0)
        return -1;
    /* Letters alternate and their levels differ by chance more easily: there the scan decides. */
    const bool apart =
        q->slow.bin_days > 0 ? w->composite_p <= 0.05 : tl_difference_z(w->apart) >= 2.0;
    return w->together_p <= 0.05 && w->together_change.difference > 0.0 && !apart;
}

static int other_moved(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_weighing *w = &q->weighing;
    if (w->person < 0)
        return -1;
    double own = tl_difference_z(w->own[w->person]), other = tl_difference_z(w->own[1 - w->person]);
    tl_give(numbers, "own_z", own);
    tl_give(numbers, "other_z", other);
    return w->composite_p <= 0.05 && other < -1.6448536269514722 && own < 1.6448536269514722;
}

static int hole(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    double suspicious = 0.0, lost = 0.0;
    bool close = false;
    for (size_t i = 0; i < q->frame.n_silences; i++) {
        const struct tl_silence *s = &q->frame.silence[i];
        suspicious += s->suspicious;
        lost += s->lost ? (double)(s->to_day - s->from_day) : 0.0;
        close = close || (s->suspicious && s->to_day - s->from_day >= 14 &&
                          (near_change(q, s->from_day) || near_change(q, s->to_day)));
    }
    tl_give(numbers, "long_silences", suspicious);
    tl_give(numbers, "lost_days", lost);
    return close || (q->weighing.at > 0 && q->ready && !q->steady_lost);
}

static int clock_moved(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_measurement *m = tl_inquiry_measurement(q, "Q04");
    bool known = false, close = false;
    double shifts = 0.0;
    for (int who = 0; m != NULL && who < 2; who++) {
        const struct tl_value *count = &m->whole[who];
        const struct tl_value *week = tl_extra_find(m, "largest_shift_week", (enum tl_whose)who);
        if (count->status != TL_VALUE_OK)
            continue;
        known = true;
        shifts += count->value;
        close = close || (count->value > 0.0 && week != NULL && week->status == TL_VALUE_OK &&
                          near_change(q, tl_inquiry_day(q, (size_t)week->value)));
    }
    if (!known)
        return -1;
    tl_give(numbers, "shifts", shifts);
    return close;
}

/* A20: minutes spoken against words written, before and after. */
static int calls(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_conversation *conv = q->conv;
    double minutes[2] = {0, 0}, words[2] = {0, 0}, weeks[2] = {0, 0};
    bool can = false, length_known = false;
    size_t at = q->weighing.at;
    if (at == 0)
        return -1;
    for (size_t f = 0; f < conv->n_files; f++)
        can = can || (conv->files[f].can & TL_CAN_CALLS) != 0;
    for (size_t w = 0; w < q->frame.weeks.n; w++)
        weeks[w >= at] += q->frame.weeks.covered[w] / 7.0;
    for (size_t e = 0; e < q->frame.n_events; e++) {
        size_t week = tl_event_week(&q->frame, e), i = q->frame.event[e];
        if (week == SIZE_MAX)
            continue;
        unsigned after = week >= at;
        words[after] += conv->words[i];
        bool call = conv->kind[i] == TL_KIND_CALL;
        if (!call && conv->kind[i] != TL_KIND_VOICE)
            continue;
        int32_t seconds = conv->duration_s != NULL ? conv->duration_s[i] : -1;
        length_known = length_known || seconds >= 0;
        /* Without a length a call counts five minutes and a voice note half of one. */
        minutes[after] += seconds >= 0 ? seconds / 60.0 : call ? 5.0 : 0.5;
    }
    if (!can && !length_known)
        return -1;
    for (int i = 0; i < 2; i++) {
        double per = weeks[i] > 0.5 ? weeks[i] : 0.5;
        minutes[i] /= per;
        words[i] /= per;
    }
    double shift =
        tl_log1p(minutes[1]) - tl_log1p(minutes[0]) - (tl_log1p(words[1]) - tl_log1p(words[0]));
    tl_give(numbers, "channel_shift", shift);
    tl_give(numbers, "minutes_a_week_before", minutes[0]);
    tl_give(numbers, "minutes_a_week_after", minutes[1]);
    return shift > 0.7 && minutes[1] - minutes[0] >= 10.0;
}

static int early_decay(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_panel_row *all = &q->panel.row[0];
    tl_give(numbers, "weeks", (double)q->panel.n_weeks);
    if (!all->there)
        return -1;
    if (q->panel.n_weeks >= 52)
        return 0;
    /* On the log scale an exponential fall is a straight line. */
    enum tl_shape shape =
        tl_shape_choose(all->together, all->pair_weight, q->panel.n_weeks, q->weighing.least);
    return shape == TL_SHAPE_TREND && q->weighing.together_change.difference > 0.0 &&
           q->weighing.together_p <= 0.05;
}

/* D12: without the tenth of the weeks before in which the person was closest, is half of it left?
 */
static int one_baseline(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_panel_row *all = &q->panel.row[0];
    size_t at = q->weighing.at;
    if (at == 0 || at < 10)
        return at == 0 ? -1 : 0;
    double sign = q->weighing.person == 1 ? 1.0 : -1.0;
    double *weight = tl_arena_array(&q->frame.arena, q->panel.n_weeks, sizeof *weight);
    if (weight == NULL)
        return TL_NO_MEMORY;
    for (size_t w = 0; w < q->panel.n_weeks; w++)
        weight[w] = all->pair_weight[w];
    for (size_t drop = at / 10; drop > 0; drop--) {
        size_t closest = SIZE_MAX;
        for (size_t w = 0; w < at; w++)
            if (weight[w] > 0.0 &&
                (closest == SIZE_MAX || sign * all->apart[w] < sign * all->apart[closest]))
                closest = w;
        if (closest != SIZE_MAX)
            weight[closest] = 0.0;
    }
    double left = sign *
                  tl_level_difference(all->apart, weight, q->panel.n_weeks, at, 0.0).difference /
                  q->weighing.apart.difference;
    tl_give(numbers, "share_left", left);
    return left < 0.5;
}

/* Another file with another clock or another set of abilities around the change. */
static int another_phone(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_conversation *conv = q->conv;
    double changes = 0.0;
    bool close = false;
    for (size_t e = 1; e < q->frame.n_events; e++) {
        size_t i = q->frame.event[e], before = q->frame.event[e - 1];
        if (conv->resolution[i] == conv->resolution[before] &&
            conv->files[conv->file[i]].can == conv->files[conv->file[before]].can)
            continue;
        changes += 1.0;
        close = close || near_change(q, tl_event_day(&q->frame, e));
    }
    tl_give(numbers, "changes_of_source", changes);
    return close;
}

static int cut_off(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_measurement *m = tl_inquiry_measurement(q, "Q03");
    if (m == NULL || m->whole[TL_WHOSE_BOTH].status != TL_VALUE_OK)
        return -1;
    tl_give(numbers, "messages", (double)q->conv->n_messages);
    return m->whole[TL_WHOSE_BOTH].value > 0.0;
}

static const struct tl_explanation tests[] = {
    {"both-quieter",
     both_quieter,
     {"Whether both of you wrote less together could not be tested.",
      "Both of you writing less together did not explain it.",
      "Both of you wrote less. That alone says nothing about one of you."},
     NULL,
     false},
    {"other-moved",
     other_moved,
     {"Who moved could not be told apart.", "It was not only the other person reaching out more.",
      "The gap grew because one of you reached out more, not because the other stepped back."},
     NULL,
     false},
    {"hole",
     hole,
     {"Holes in the export could not be looked for.",
      "No long silence lay where it could explain this. The result held when long silences were "
      "taken as missing.",
      "There was a long silence or a hole in the export that could make a difference here. "
      "Messages "
      "may be missing there."},
     "If those days are missing from the file, say so with --lost.",
     true},
    {"clock",
     clock_moved,
     {"A moved clock or a trip to another time zone could not be looked for.",
      "No clock or time zone moved near that time.",
      "The hours of the day moved near that time, as with a trip, a new shift or a changed "
      "clock."},
     "If one of you travelled, say when with --note.",
     false},
    {"calls",
     calls,
     {"This export does not tell how long you talked by voice or call. Talk may have moved there.",
      "Talk did not move to calls or voice notes as far as the export shows them.",
      "Calls or voice notes grew while text fell. Talk may have moved, not shrunk."},
     "You know whether you called more; say when with --note.",
     false},
    {"early-decay",
     early_decay,
     {"It could not be tested whether this is how chats settle after they begin.",
      "It did not look like the slow settling after a beginning.",
      "Contact fell smoothly from the start, as it often does after a beginning."},
     "Some months more would show whether it levels off.",
     true},
    {"baseline",
     one_baseline,
     {"Whether a few unusual weeks made the start look high could not be tested.",
      "A few unusually close weeks at the start did not make the difference.",
      "A few unusually close weeks before make the later ones look low."},
     "If those first weeks were special, say when with --note.",
     true},
    {"phone",
     another_phone,
     {"A change of phone or app could not be looked for.",
      "The phone or app did not change near that time.",
      "The file or phone changed near that time. The clock or what is exported may differ."},
     "You know whether one of you changed phones; say when with --note.",
     false},
    {"cut-off",
     cut_off,
     {"Whether the export was cut off at its start could not be told.",
      "The export did not look cut off at its start.",
      "The file has about as many messages as the app allows. Its start may be cut off."},
     "An export without media often goes further back.",
     false},
};

/* Asks one and adds it. */
static enum tl_status ask(struct tl_inquiry *q, const struct tl_explanation *e, bool lowers,
                          struct tl_analysis *out)
{
    struct tl_numbers numbers = {.n = 0};
    struct tl_alternative *a = &out->alternatives[out->n_alternatives++];
    const int holds = q->slow.bin_days > 0 && e->weekly ? -1 : e->holds(q, &numbers);
    if (holds == TL_NO_MEMORY)
        return TL_FATAL;
    *a = (struct tl_alternative){.id = e->id,
                                 .holds = holds,
                                 .lowers = lowers,
                                 .text = e->text[holds + 1],
                                 .tell = holds != 0 ? e->tell : NULL};
    a->numbers = tl_arena_array(&q->arena, TL_MOST_NUMBERS, sizeof *a->numbers);
    if (a->numbers == NULL)
        return TL_FATAL;
    for (; a->n_numbers < numbers.n; a->n_numbers++)
        a->numbers[a->n_numbers] = numbers.item[a->n_numbers];
    return TL_OK;
}

enum tl_status tl_find_alternatives(struct tl_inquiry *q, struct tl_analysis *out)
{
    const size_t n = sizeof tests / sizeof *tests;
    size_t n_informing;
    const struct tl_explanation *informing = tl_informing_explanations(&n_informing);
    enum tl_status status = TL_OK;
    out->alternatives = tl_arena_array(&q->arena, n + n_informing + 1, sizeof *out->alternatives);
    if (out->alternatives == NULL)
        return TL_FATAL;
    for (size_t i = 0; i < n && status == TL_OK; i++)
        status = ask(q, &tests[i], true, out);
    if (status == TL_OK && q->n_notes > 0)
        status = tl_find_note(q, &out->alternatives[out->n_alternatives++]);
    for (size_t i = 0; i < n_informing && status == TL_OK; i++)
        status = ask(q, &informing[i], false, out);
    return status;
}
