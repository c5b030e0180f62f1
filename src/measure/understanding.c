/*
 * understanding.c: C15, what comes back when one of them opens up: how much understanding the
 * answers of this person show.
 *
 * For each disclosure (exchanges.h) that was answered, three scales of 0 to 2 from the labels of
 * the answer (docs/labels.md): emotional reaction (affection; support.emotional or caring; both, or
 * care with a feeling: 2), interpretation (validation or gratitude: 2) and exploration (follow_up:
 * 1, with any of the others: 2). Sum 0 to 6, mean over the answers, normal interval. Met: a sum of
 * 2 or more and no dismissal, contempt or criticism. Extras: the three scales' means, `dismissed`
 * (share). Weekly means of 3 answers or more, not tested: C16 is.
 *
 * Departure: a single message of understanding says which of the catalogue's levels 1 and 2 it is
 * only to a reader; the label validation stands for 2. Least n: 12 disclosures answered. Source:
 * Sharma, Miner, Atkins & Althoff 2020, EMNLP (EPITOME); Kuo et al. 2022.
 */
#include "understanding.h"

#include "exchange_tally.h"
#include "fault.h"

#define LEAST_ANSWERS 12
#define LEAST_WEEK_ANSWERS 3
#define INTERPRETS (TL_BIT(VALIDATION) | TL_BIT(GRATITUDE))
#define CARES (TL_BIT(SUPPORT_EMOTIONAL) | TL_BIT(CARING))
#define MOVED                                                                                      \
    (TL_BIT(FEELING) | TL_BIT(SADNESS) | TL_BIT(GRIEF) | TL_BIT(REMORSE) | TL_BIT(JOY) |           \
     TL_BIT(PRIDE))

struct tl_understanding tl_understanding_of(uint64_t held)
{
    struct tl_understanding u = {0};
    bool cares = (held & CARES) != 0;
    u.dismisses = (held & (TL_BIT(DISMISSAL) | TL_BIT(CONTEMPT) | TL_BIT(CRITICISM))) != 0;
    u.reaction = (uint8_t)((held & TL_BIT(AFFECTION) ? 1 : 0) + (cares ? 1 : 0));
    if (cares && (held & MOVED))
        u.reaction = 2;
    u.interpretation = held & INTERPRETS ? 2 : 0;
    if (held & TL_BIT(FOLLOW_UP))
        u.exploration = u.reaction + u.interpretation > 0 ? 2 : 1;
    return u;
}

/* Means over the answers of one person. */
struct shown {
    struct tl_moments sum, scale[3];
    double dismissed;
};

static bool add_extras(struct tl_arena *arena, struct tl_measurement *out, enum tl_whose whose,
                       const struct shown *shown)
{
    static const char *const scales[] = {"reaction", "interpretation", "exploration"};
    bool ok = true;
    for (size_t i = 0; i < 3; i++)
        ok = ok && tl_extra_add(arena, out, scales[i], whose, tl_moments_mean(&shown->scale[i]));
    return ok &&
           tl_extra_add(arena, out, "dismissed", whose, tl_share(shown->dismissed, shown->sum.n));
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, false);
    if (x == NULL)
        return TL_OK;
    struct shown all[2] = {{.dismissed = 0.0}};
    struct tl_moments *week[2];
    struct tl_answering walk;
    size_t n, first;
    const struct tl_exchange *told = tl_exchanges_of(x, TL_EXCHANGE_DISCLOSURE, &n);
    bool ok = tl_series_add_pair(frame, arena, out, NULL, false, &first);
    for (size_t who = 0; ok && who < 2; who++) {
        week[who] = tl_arena_array(arena, frame->weeks.n, sizeof *week[who]);
        ok = week[who] != NULL;
    }
    tl_answering_init(&walk, frame, x->said);
    for (size_t i = 0; ok && i < n; i++) {
        unsigned who = 1u - told[i].from;
        if (told[i].last == told[i].first)
            continue;
        struct tl_answer answer = tl_answer_read(&walk, x->said[told[i].first].next, false);
        struct tl_understanding u = tl_understanding_of(answer.held);
        size_t w = tl_exchange_week(frame, &told[i]);
        tl_moments_add(&all[who].sum, tl_understanding_sum(u));
        tl_moments_add(&all[who].scale[0], u.reaction);
        tl_moments_add(&all[who].scale[1], u.interpretation);
        tl_moments_add(&all[who].scale[2], u.exploration);
        all[who].dismissed += u.dismisses;
        if (w < frame->weeks.n)
            tl_moments_add(&week[who][w], tl_understanding_sum(u));
    }
    for (size_t who = 0; ok && who < 2; who++) {
        struct tl_series *s = &out->series[first + who];
        out->whole[who] = tl_value_least(tl_moments_mean(&all[who].sum), LEAST_ANSWERS,
                                         "answers to a disclosure", arena);
        for (size_t w = 0; w < frame->weeks.n; w++) {
            struct tl_value v = tl_moments_mean(&week[who][w]);
            s->n[w] = (uint32_t)week[who][w].n;
            if (week[who][w].n < LEAST_WEEK_ANSWERS)
                continue;
            s->value[w] = v.value;
            s->low[w] = v.lo;
            s->high[w] = v.hi;
        }
        ok = add_extras(arena, out, (enum tl_whose)who, &all[who]);
    }
    tl_lean_on_labels(frame, out,
                      TL_BIT(DISCLOSURE) | TL_BIT(VALIDATION) | TL_BIT(DISMISSAL) |
                          TL_BIT(FOLLOW_UP));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_understanding = {
    .id = "C15",
    .name = "understanding",
    .title = "When one of you opens up, does the other show understanding?",
    .unit = "0 to 6",
    .closeness = 1,
    .scale = TL_SCALE_IDENTITY,
    .needs = TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_ANSWERS,
    .reference = "Sharma, Miner, Atkins & Althoff 2020, EMNLP",
    .compute = compute,
};
