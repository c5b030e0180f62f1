/*
 * defensiveness.c: C08, how often a complaint meets denial, an excuse or a charge in return: such
 * turns a covered day.
 *
 * A turn with a message labelled `defensiveness` (docs/labels.md), which is one only after a
 * complaint. Garwood's interval; weekly counts, not tested; extra per_100_turns. Plain facts where
 * nobody complained are none, nor is ownership. Least n: 5 turns. Source: Coan & Gottman 2007, in
 * Handbook of Emotion Elicitation and Assessment (SPAFF).
 */
#include "exchange_tally.h"
#include "fault.h"

#define LEAST 5

static bool counts(const struct tl_frame *frame, uint32_t turn)
{
    return (frame->exchanges->said[turn].held & TL_BIT(DEFENSIVENESS)) != 0;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct tl_tally acts;
    if (tl_exchanges_begin(frame, out, false) == NULL)
        return TL_OK;
    return tl_tally_turns(&acts, frame, arena, counts) &&
                   tl_tally_rates(&acts, frame, arena, out, false, LEAST, "turns with defence")
               ? TL_OK
               : tl_fault_memory(err);
}

const struct tl_measure tl_measure_defensiveness = {
    .id = "C08",
    .name = "defensiveness",
    .title = "How often does one of you push a complaint back?",
    .unit = "turns a day",
    .scale = TL_SCALE_LOG,
    .reads_words = true,
    .labels = TL_BIT(DEFENSIVENESS),
    .least_n = LEAST,
    .reference = "Coan & Gottman 2007, SPAFF",
    .compute = compute,
};
