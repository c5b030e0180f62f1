/*
 * shared_future.c: B19, whether they still make plans together: the share of a person's turns that
 * speak of what the two will do.
 *
 * An act is a message with a phrase of a joint future ("we should go", "let's", "can't wait to see
 * you"). Share of turns with text, Jeffreys interval; weekly with at least 5 turns, tested on the
 * logit scale. Extras: `proposals`, turns of plans that do not take up the other's; `accepted`, of
 * these the share whose answer, the other's next turn within 24 of the other's effective hours,
 * agrees or names a time.
 *
 * Below 2 in a hundred turns in both halves of the record it was never a habit and is not tested.
 * Caveat: plans move to calendars and calls. Least n: 200 turns; 10 proposals for `accepted`.
 * Source: design.
 */
#include <math.h>

#include "act_shares.h"
#include "fault.h"
#include "word_counts.h"

#define LEAST_TURNS 200
#define LEAST_PROPOSALS 10
#define HABIT 0.02

static bool plans(const struct tl_frame *frame, size_t event)
{
    return (frame->words->signs[event] & TL_SIGN_JOINT) != 0;
}

static bool takes_up(const struct tl_frame *f, uint32_t t)
{
    unsigned signs = 0;
    for (uint32_t e = f->turn[t].first; e < f->turn[t].end; e++)
        signs |= f->words->signs[e];
    return (signs & (TL_SIGN_AGREES | TL_SIGN_TIME)) != 0;
}

/* Is turn t less than 24 effective hours of `awaited` after turn `open`? Days know no hours. */
static bool in_time(const struct tl_frame *f, uint32_t open, uint32_t t, unsigned awaited)
{
    double hours = tl_event_effective(f, awaited, f->turn[t].first) -
                   tl_event_effective(f, awaited, f->turn[open].end - 1);
    return hours < TL_HORIZON_HOURS || tl_day_resolution(f);
}

struct proposing {
    double proposals, accepted;
};

static void see_proposals(const struct tl_frame *f, const struct tl_act_shares *plan,
                          struct proposing of[2])
{
    uint32_t open = UINT32_MAX; /* the proposal that waits for an answer */
    for (uint32_t t = 0; t < f->n_turns; t++) {
        unsigned who = f->turn[t].who;
        if (open != UINT32_MAX && f->turn[open].who != who) {
            bool took_up = in_time(f, open, t, who) && takes_up(f, t);
            of[1 - who].accepted += took_up;
            open = UINT32_MAX;
            if (took_up)
                continue;
        }
        if (plan->holds[t]) {
            /* what is said again while it waits is the same proposal */
            of[who].proposals += open == UINT32_MAX || !in_time(f, open, t, 1 - who);
            open = t;
        }
    }
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct tl_act_shares plan;
    struct proposing of[2] = {{0}};
    const struct tl_word_counts *words = tl_words_of(frame, out);
    if (words == NULL)
        return TL_OK;
    if (!tl_list_used(words, TL_WORDS_JOINT_FUTURE)) {
        out->whole[0] = out->whole[1] = tl_value_na(TL_WHY_NO_LIST);
        return TL_OK;
    }
    if (!tl_act_shares_count(frame, arena, plans, &plan) ||
        !tl_act_shares_series(frame, arena, out, NULL, true, &plan))
        return tl_fault_memory(err);
    see_proposals(frame, &plan, of);
    for (size_t who = 0; who < 2; who++) {
        struct tl_value *v = &out->whole[who];
        *v = tl_value_least(tl_share(plan.all_with[who], plan.all_turns[who]), LEAST_TURNS,
                            "turns with text", arena);
        if (v->status == TL_VALUE_OK && plan.half[who] < HABIT) {
            v->status = TL_VALUE_THIN;
            v->why = TL_WHY_NO_HABIT;
        }
        if (!tl_extra_add(arena, out, "proposals", (enum tl_whose)who,
                          tl_value_ok(of[who].proposals, NAN, NAN, (uint64_t)of[who].proposals)) ||
            !tl_extra_add(arena, out, "accepted", (enum tl_whose)who,
                          tl_value_least(tl_share(of[who].accepted, of[who].proposals),
                                         LEAST_PROPOSALS, "proposals", arena)))
            return tl_fault_memory(err);
    }
    return TL_OK;
}

const struct tl_measure tl_measure_shared_future = {
    .id = "B19",
    .name = "shared_future",
    .title = "Do you still make plans together?",
    .plain = "turns with plans for both",
    .unit = "share of turns",
    .family = TL_FAMILY_INITIATION,
    .closeness = 1,
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_TURNS,
    .reference = "design",
    .compute = compute,
};
