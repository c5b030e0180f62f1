/*
 * masking.c: C19, how often a short "fine" to being asked was followed by a sign of stress.
 *
 * A check-in is a turn of the other with a phrase that asks how this person is ("how are you",
 * "what's wrong"). Its answer brushes off when it has 4 words at most, no emoji but a plain smile,
 * and says that there is nothing ("fine", "forget it") or holds the label masking. It counts when
 * within 24 hours a sign speaks against it: this person opens up or shows sadness, fear or grief;
 * steps back (label withdraw); has a valence .4 below the own mean of the 28 days before; or the
 * answer itself, or the next one that is waited for, took longer than 9 in 10 of the own answers
 * did, and than an effective hour. Share 0 to 1 of the check-ins answered, Jeffreys interval
 * widened by the over-dispersion of the weeks; not tested. Extra `brushed_off`: with or without a
 * sign.
 *
 * Edge cases: many people are simply fine, and without a sign it is a plain answer. In languages
 * without a model only words and waits can speak against it. Least n: 15 check-ins. Source: design,
 * after Gross & John 2003 on holding feelings back.
 */
#include "masking.h"

#include <math.h>

#include "civil.h"
#include "exchange_tally.h"
#include "fault.h"
#include "tlmath.h"
#include "turn_cues.h"

#define LEAST_CHECK_INS 15
#define LEAST_WEEK 3
#define MOST_WORDS 4
#define WATCH_MS TL_MS_PER_DAY
#define BEFORE_MS (INT64_C(28) * TL_MS_PER_DAY)
#define DROP 40 /* hundredths of valence */
#define LEAST_OWN 20
#define LATE 0.9
#define LEAST_LATE_H 1.0
#define DISTRESS                                                                                   \
    (TL_BIT(DISCLOSURE) | TL_BIT(SADNESS) | TL_BIT(FEAR) | TL_BIT(GRIEF) | TL_BIT(WITHDRAW))

/* Running sums of valence by turn, so that the mean of any span of one person is a difference. */
struct moods {
    double *sum[2], *n[2]; /* n_turns + 1: of the turns before */
};

struct search {
    const struct tl_frame *f;
    const struct tl_said *said;
    double late_hours[2]; /* longer than 9 in 10 of the own answers; infinity: unknown */
    struct moods moods;
    uint32_t since; /* first turn of the 28 days before the answer at hand */
};

static double answer_hours(const struct tl_frame *f, const struct tl_said *said, uint32_t t)
{
    unsigned who = 1u - f->turn[t].who;
    return tl_event_effective(f, who, f->turn[said[t].next].first) -
           tl_event_effective(f, who, f->turn[t].end - 1);
}

/* The 9th tenth of the hours each took to answer the last turn of the other. */
static bool learn_late(struct search *s, struct tl_arena *arena)
{
    size_t n = s->f->n_turns;
    double *hours = tl_arena_array(arena, n, sizeof *hours);
    for (unsigned who = 0; hours != NULL && who < 2; who++) {
        size_t k = 0;
        for (uint32_t t = 0; t + 1 < n; t++)
            if (s->f->turn[t].who != who && s->said[t].next == t + 1) {
                double h = answer_hours(s->f, s->said, t);
                if (h <= TL_HORIZON_HOURS)
                    hours[k++] = h;
            }
        s->late_hours[who] = INFINITY;
        if (k >= LEAST_OWN && !tl_day_resolution(s->f)) {
            tl_sort(hours, k);
            double late = hours[(size_t)(LATE * (double)(k - 1))];
            s->late_hours[who] = late > LEAST_LATE_H ? late : LEAST_LATE_H;
        }
    }
    return hours != NULL;
}

static bool learn_moods(struct search *s, struct tl_arena *arena)
{
    size_t n = s->f->n_turns;
    for (size_t who = 0; who < 2; who++) {
        s->moods.sum[who] = tl_arena_array(arena, n + 1, sizeof(double));
        s->moods.n[who] = tl_arena_array(arena, n + 1, sizeof(double));
        if (s->moods.sum[who] == NULL || s->moods.n[who] == NULL)
            return false;
    }
    for (uint32_t t = 0; t < n; t++)
        for (unsigned who = 0; who < 2; who++) {
            bool own = s->f->turn[t].who == who && s->said[t].valence != TL_NO_VALENCE;
            s->moods.sum[who][t + 1] = s->moods.sum[who][t] + (own ? s->said[t].valence : 0.0);
            s->moods.n[who][t + 1] = s->moods.n[who][t] + own;
        }
    return true;
}

/* The own mean valence of the 28 days before turn t; NaN with too few. Asked in order of time. */
static double usual_mood(struct search *s, uint32_t t)
{
    unsigned who = s->f->turn[t].who;
    int64_t from = tl_event_ms(s->f, s->f->turn[t].first) - BEFORE_MS;
    while (s->since < t && tl_event_ms(s->f, s->f->turn[s->since].first) < from)
        s->since++;
    double n = s->moods.n[who][t] - s->moods.n[who][s->since];
    return n >= LEAST_OWN ? (s->moods.sum[who][t] - s->moods.sum[who][s->since]) / n : (double)NAN;
}

/* Does anything within 24 hours speak against the answer? */
static bool has_sign(struct search *s, uint32_t asked, uint32_t answer)
{
    const struct tl_frame *f = s->f;
    unsigned who = f->turn[answer].who;
    double mood = usual_mood(s, answer);
    int64_t until = tl_event_ms(f, f->turn[answer].first) + WATCH_MS;
    if (answer_hours(f, s->said, asked) > s->late_hours[who])
        return true;
    bool waited = false; /* the other wrote again: is that answered late? */
    for (uint32_t t = answer + 1; t < f->n_turns; t++) {
        const struct tl_said *said = &s->said[t];
        if (tl_event_ms(f, f->turn[t].first) > until)
            break;
        if (f->turn[t].who != who) {
            if (!waited && said->next != TL_NO_TURN &&
                answer_hours(f, s->said, t) > s->late_hours[who])
                return true;
            waited = true;
        } else if ((said->held & DISTRESS) || tl_depth_is_deep(said->depth) ||
                   (said->valence != TL_NO_VALENCE && said->valence <= mood - DROP)) {
            return true;
        }
    }
    return false;
}

static bool brushes_off(const struct tl_said *said, const struct tl_turn_cues *cues)
{
    bool denies = cues->fine || (said->held & TL_BIT(MASKING));
    return denies && cues->words <= MOST_WORDS && !cues->pictures && !cues->asks;
}

static bool keep(struct tl_check_ins *out, struct tl_check_in item)
{
    struct tl_check_in *grown =
        tl_grow(out->ctx, out->item, &out->cap, out->n + 1, sizeof *out->item);
    if (grown == NULL)
        return false;
    out->item = grown;
    grown[out->n++] = item;
    return true;
}

static enum tl_status search(struct search *s, struct tl_check_ins *out, struct tl_error *err)
{
    struct tl_answering walk;
    tl_answering_init(&walk, s->f, s->said);
    for (uint32_t t = 0; t < s->f->n_turns; t++) {
        uint32_t answer = s->said[t].next;
        if (!(s->said[t].flags & TL_SAID_WORDS) || answer != t + 1)
            continue; /* the last turn before the answer is the one answered */
        if (!s->f->cues->turn[t].check_in ||
            tl_answering_reach(&walk, t, TL_HORIZON_HOURS) != TL_REACH_ANSWERED)
            continue;
        const struct tl_turn_cues *cues = &s->f->cues->turn[answer];
        const struct tl_said *said = &s->said[answer];
        struct tl_check_in item = {
            .asked = t, .answer = answer, .brushed_off = brushes_off(said, cues)};
        item.felt = said->depth.feelings > 0 || (said->held & TL_BIT(FEELING)) || cues->pleasant ||
                    cues->unpleasant;
        item.signs = item.brushed_off && has_sign(s, t, answer);
        if (!keep(out, item))
            return tl_fault_memory(err);
    }
    return TL_OK;
}

enum tl_status tl_check_ins_find(const struct tl_frame *frame, struct tl_check_ins *out,
                                 struct tl_error *err)
{
    struct search s = {.f = frame, .said = frame->exchanges->said};
    struct tl_arena arena;
    *out = (struct tl_check_ins){.ctx = frame->ctx};
    tl_arena_init(&arena, frame->ctx);
    enum tl_status status = learn_late(&s, &arena) && learn_moods(&s, &arena)
                                ? search(&s, out, err)
                                : tl_fault_memory(err);
    tl_arena_release(&arena);
    return status;
}

void tl_check_ins_release(struct tl_check_ins *check_ins)
{
    tl_free(check_ins->ctx, check_ins->item, check_ins->cap * sizeof *check_ins->item);
    check_ins->item = NULL;
    check_ins->n = check_ins->cap = 0;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    if (tl_exchanges_begin(frame, out, false) == NULL)
        return TL_OK;
    struct tl_tally masked;
    double brushed_off[2] = {0.0, 0.0};
    struct tl_check_ins found;
    enum tl_status status = tl_check_ins_find(frame, &found, err);
    if (status == TL_OK && !tl_tally_init(&masked, frame, arena))
        status = tl_fault_memory(err);
    for (size_t i = 0; status == TL_OK && i < found.n; i++) {
        const struct tl_turn *answer = &frame->turn[found.item[i].answer];
        tl_tally_add(&masked, answer->who, tl_event_week(frame, answer->first), found.item[i].signs,
                     1.0);
        brushed_off[answer->who] += found.item[i].brushed_off;
    }
    if (status == TL_OK && !tl_tally_shares(&masked, frame, arena, out, false, LEAST_WEEK,
                                            LEAST_CHECK_INS, "times asked how one is"))
        status = tl_fault_memory(err);
    for (size_t who = 0; status == TL_OK && who < 2; who++)
        if (!tl_extra_add(arena, out, "brushed_off", (enum tl_whose)who,
                          tl_share(brushed_off[who], masked.all_n[who])))
            status = tl_fault_memory(err);
    tl_check_ins_release(&found);
    return status;
}

const struct tl_measure tl_measure_masking = {
    .id = "C19",
    .name = "masking",
    .title = "Was a short \"fine\" followed by signs of stress?",
    .unit = "share of times asked",
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_CHECK_INS,
    .reference = "design; Gross & John 2003, J Pers Soc Psychol 85:348",
    .compute = compute,
};
