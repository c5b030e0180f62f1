/*
 * affection.c: B13, tender words: the share of a person's turns that hold an act of affection.
 *
 * An act is a message with the label `affection` (docs/labels.md): love, missing, pride in the
 * other, hugs, kisses, hearts. Share of turns with text, 0 to 1, Jeffreys interval; weekly with at
 * least 5 turns, tested on the logit scale. Beside it `returned`: of the other's turns with
 * affection, those after which this person was tender within the next two turns of the session.
 *
 * Edge cases: below 2 in a hundred turns in both halves of the record it was never a habit and is
 * not tested. A pet name as an address is none. Departure: pet names are not learned from the chat,
 * since the catalogue wants them confirmed. Caveat: affection may move into voice or presence.
 * Least n: 200 turns. Source: design.
 */
#include "act_shares.h"
#include "fault.h"

#define LEAST_TURNS 200
#define HABIT 0.02

static bool is_affection(const struct tl_frame *frame, size_t event)
{
    return tl_holds(frame->annotations, frame->event[event], TL_LABEL_AFFECTION);
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct tl_act_shares acts;
    if (!tl_act_shares_count(frame, arena, is_affection, &acts) ||
        !tl_act_shares_series(frame, arena, out, NULL, true, &acts))
        return tl_fault_memory(err);
    for (unsigned who = 0; who < 2; who++) {
        struct tl_value *v = &out->whole[who];
        *v = tl_value_least(tl_share(acts.all_with[who], acts.all_turns[who]), LEAST_TURNS,
                            "turns with text", arena);
        if (v->status == TL_VALUE_OK && acts.half[who] < HABIT) {
            v->status = TL_VALUE_THIN;
            v->why = TL_WHY_NO_HABIT;
        }
        if (!tl_extra_add(arena, out, "returned", (enum tl_whose)who,
                          tl_act_shares_returned(frame, &acts, who, 0, NULL, NULL)))
            return tl_fault_memory(err);
    }
    return TL_OK;
}

const struct tl_measure tl_measure_affection = {
    .id = "B13",
    .name = "affection",
    .title = "Do tender words still come, from both?",
    .plain = "turns with a tender word",
    .unit = "share of turns",
    .family = TL_FAMILY_WARMTH,
    .closeness = 1,
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .labels = TL_BIT(AFFECTION),
    .least_n = LEAST_TURNS,
    .reference = "design",
    .compute = compute,
};
