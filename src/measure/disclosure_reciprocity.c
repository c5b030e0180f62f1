/*
 * disclosure_reciprocity.c: C14, whether this person opens up in answer to the other's opening up.
 *
 * P(opens up | the other was deep) - P(opens up | the other was neutral), -1 to 1. After a deep
 * turn of the other (C13) of depth s it counts when this person's answer, of up to three turns
 * begun within 30 effective minutes, shows understanding (C15, a sum of 1 or more) and a depth of
 * s - 1 or more: an own story told at once takes the stage rather than shares it. A neutral turn of
 * the other has no feelings and is not deep; after it the depth asked for is the mean of s - 1 over
 * the other's deep turns, and no understanding. Interval: Newcombe's with Jeffreys'. Series: weekly
 * log ratio log((own + 1/2) / (other's + 1/2)) of deep turns, not tested.
 *
 * Edge cases: turns whose 30 minutes are not in the record count as not answered. Least n: 15 deep
 * turns of the other. Source: Barak & Gluck-Ofri 2007, CyberPsychol Behav 10:407.
 */
#include "exchange_tally.h"
#include "fault.h"
#include "share_difference.h"
#include "tlmath.h"
#include "understanding.h"

#define LEAST_DEEP 15
#define WITHIN_HOURS 0.5

static int depth_of(const struct tl_said *said)
{
    return said->depth.information + said->depth.thoughts + said->depth.feelings;
}

/* How deep the answer to turn t goes, and what it holds; -1 where none came in time. */
static int answer_depth(const struct tl_frame *f, struct tl_answering *walk, uint32_t t,
                        uint64_t *held)
{
    if (tl_answering_reach(walk, t, WITHIN_HOURS) != TL_REACH_ANSWERED)
        return -1;
    uint32_t first = walk->said[t].next;
    struct tl_answer answer = tl_answer_read(walk, first, true);
    int most = 0;
    *held = answer.held;
    for (uint32_t a = first; a <= answer.last; a++)
        if (f->turn[a].who == f->turn[first].who && depth_of(&walk->said[a]) > most)
            most = depth_of(&walk->said[a]);
    return most;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, true);
    if (x == NULL)
        return TL_OK;
    struct tl_answering walk;
    struct tl_tally deep; /* k: own deep turns, by week */
    struct tl_moments level[2] = {{0}};
    size_t first;
    bool ok = tl_tally_init(&deep, frame, arena) &&
              tl_series_add_pair(frame, arena, out, "log_ratio", false, &first);
    for (uint32_t t = 0; ok && t < frame->n_turns; t++)
        if (tl_depth_is_deep(x->said[t].depth)) {
            unsigned who = frame->turn[t].who;
            tl_moments_add(&level[who], depth_of(&x->said[t]) - 1);
            tl_tally_add(&deep, who, tl_event_week(frame, frame->turn[t].first), 1.0, 1.0);
        }
    double k[2][2] = {{0}}, n[2][2] = {{0}}; /* [neutral, deep][who answers] */
    tl_answering_init(&walk, frame, x->said);
    for (uint32_t t = 0; ok && t < frame->n_turns; t++) {
        const struct tl_said *said = &x->said[t];
        unsigned other = frame->turn[t].who, who = 1 - other;
        bool told = tl_depth_is_deep(said->depth);
        if (!told && (said->depth.feelings > 0 || !(said->flags & TL_SAID_WORDS)))
            continue;
        uint64_t held = 0;
        int answer = answer_depth(frame, &walk, t, &held);
        double asked = told ? depth_of(said) - 1 : level[other].sum / level[other].n;
        bool shared = answer >= asked; /* false where the other never was deep */
        if (told && tl_understanding_sum(tl_understanding_of(held)) == 0)
            shared = false;
        k[told][who] += shared;
        n[told][who] += 1.0;
    }
    for (size_t who = 0; ok && who < 2; who++) {
        struct tl_series *s = &out->series[first + who];
        struct tl_value v = tl_share_difference(k[1][who], n[1][who], k[0][who], n[0][who]);
        v.n = (uint64_t)n[1][who];
        out->whole[who] = tl_value_least(v, LEAST_DEEP, "deep disclosures of the other", arena);
        for (size_t w = 0; w < frame->weeks.n; w++) {
            double own = deep.k[who][w], other = deep.k[1 - who][w];
            s->n[w] = (uint32_t)(own + other);
            if (own + other > 0.0)
                s->value[w] = tl_log((own + 0.5) / (other + 0.5));
        }
    }
    tl_lean_on_labels(frame, out, TL_BIT(DISCLOSURE) | TL_BIT(VALIDATION));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_disclosure_reciprocity = {
    .id = "C14",
    .name = "disclosure_reciprocity",
    .title = "When one opens up, does the other open up as well?",
    .unit = "difference of shares",
    .scale = TL_SCALE_IDENTITY,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_DEEP,
    .reference = "Barak & Gluck-Ofri 2007, CyberPsychol Behav 10:407",
    .compute = compute,
};
