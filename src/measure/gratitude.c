/*
 * gratitude.c: B14, thanks and appreciation: the share of a person's turns that thank the other.
 *
 * An act is a message labelled gratitude (docs/labels.md). Share of turns with text, Jeffreys
 * interval; weekly with at least 5 turns, tested on the logit scale. Extra `deep`: of the messages
 * that thank, those that speak to the other and of a reason (a word of the second person, and
 * "for", "that" or "because"); a bare "thx" is none.
 *
 * Below 2 in a hundred turns in both halves of the record it was never a habit and is not tested.
 * Reading: something a person can do, not a measure of somebody's love. Least n: 200 turns. Source:
 * Algoe 2012, Social and Personality Psychology Compass 6:455; counting is design.
 */
#include "act_shares.h"
#include "fault.h"
#include "word_counts.h"

#define LEAST_TURNS 200
#define HABIT 0.02

static bool thanks(const struct tl_frame *frame, size_t event)
{
    return tl_holds(frame->annotations, frame->event[event], TL_LABEL_GRATITUDE);
}

/* Shares of messages that thank for a reason, by person. */
static void deep_shares(const struct tl_frame *f, struct tl_value deep[2])
{
    double all[2] = {0.0, 0.0}, reasons[2] = {0.0, 0.0};
    for (size_t e = 0; e < f->n_events; e++)
        if (thanks(f, e)) {
            unsigned who = tl_event_who(f, e);
            all[who] += 1.0;
            reasons[who] += f->words != NULL && (f->words->signs[e] & TL_SIGN_REASON);
        }
    for (size_t who = 0; who < 2; who++)
        deep[who] = f->words != NULL ? tl_share(reasons[who], all[who])
                                     : tl_value_na("there are no word lists for the language");
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct tl_act_shares acts;
    struct tl_value deep[2];
    if (!tl_act_shares_count(frame, arena, thanks, &acts) ||
        !tl_act_shares_series(frame, arena, out, NULL, true, &acts))
        return tl_fault_memory(err);
    deep_shares(frame, deep);
    for (size_t who = 0; who < 2; who++) {
        struct tl_value *v = &out->whole[who];
        *v = tl_value_least(tl_share(acts.all_with[who], acts.all_turns[who]), LEAST_TURNS,
                            "turns with text", arena);
        if (v->status == TL_VALUE_OK && acts.half[who] < HABIT) {
            v->status = TL_VALUE_THIN;
            v->why = TL_WHY_NO_HABIT;
        }
        if (!tl_extra_add(arena, out, "deep", (enum tl_whose)who, deep[who]))
            return tl_fault_memory(err);
    }
    return TL_OK;
}

const struct tl_measure tl_measure_gratitude = {
    .id = "B14",
    .name = "gratitude",
    .title = "Do thanks still come?",
    .plain = "turns with thanks",
    .unit = "share of turns",
    .family = TL_FAMILY_WARMTH,
    .closeness = 1,
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .labels = TL_BIT(GRATITUDE),
    .least_n = LEAST_TURNS,
    .reference = "Algoe 2012, Soc Personal Psychol Compass 6:455; design",
    .compute = compute,
};
