/*
 * criticism.c: C06, how often somebody judges the other's character or habits: such turns a covered
 * day.
 *
 * A turn with a message labelled `criticism` (docs/labels.md): "you never", "you are so". Garwood's
 * interval; weekly counts, not tested; extra per_100_turns. A complaint about one act is none, nor
 * is judging oneself or others. Least n: 5 turns. Source: Coan & Gottman 2007, in Handbook of
 * Emotion Elicitation and Assessment (SPAFF).
 */
#include "exchange_tally.h"
#include "fault.h"

#define LEAST 5

static bool counts(const struct tl_frame *frame, uint32_t turn)
{
    return (frame->exchanges->said[turn].held & TL_BIT(CRITICISM)) != 0;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct tl_tally acts;
    if (tl_exchanges_begin(frame, out, false) == NULL)
        return TL_OK;
    return tl_tally_turns(&acts, frame, arena, counts) &&
                   tl_tally_rates(&acts, frame, arena, out, false, LEAST, "turns with criticism")
               ? TL_OK
               : tl_fault_memory(err);
}

const struct tl_measure tl_measure_criticism = {
    .id = "C06",
    .name = "criticism",
    .title = "How often is the other judged as a person?",
    .unit = "turns a day",
    .scale = TL_SCALE_LOG,
    .reads_words = true,
    .labels = TL_BIT(CRITICISM),
    .least_n = LEAST,
    .reference = "Coan & Gottman 2007, SPAFF",
    .compute = compute,
};
