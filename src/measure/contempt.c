/*
 * contempt.c: C07, how often somebody mocks or sneers at the other: such turns a covered day.
 *
 * A turn with a message labelled `contempt` (docs/labels.md) that is no play: teasing at which both
 * laugh, the writer in the turn and the other within the next two turns of the session (label
 * emotion.amusement). Garwood's interval; weekly counts, not tested; extra per_100_turns.
 *
 * Caveat: a wrong one costs most of all, so it is shown only with the words it rests on, and only
 * where the label reaches a precision of .9. Least n: 5 turns. Source: Coan & Gottman 2007, in
 * Handbook of Emotion Elicitation and Assessment (SPAFF).
 */
#include "exchange_tally.h"
#include "fault.h"

#define LEAST 5
#define PLAY_TURNS 2

static bool is_play(const struct tl_frame *f, uint32_t turn)
{
    const struct tl_said *said = f->exchanges->said;
    uint32_t end = f->session[f->turn[turn].session].turn_end;
    if (!(said[turn].held & TL_BIT(AMUSEMENT)))
        return false;
    for (uint32_t t = turn + 1; t < end && t <= turn + PLAY_TURNS; t++)
        if (f->turn[t].who != f->turn[turn].who && (said[t].held & TL_BIT(AMUSEMENT)))
            return true;
    return false;
}

static bool counts(const struct tl_frame *frame, uint32_t turn)
{
    return (frame->exchanges->said[turn].held & TL_BIT(CONTEMPT)) != 0 && !is_play(frame, turn);
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct tl_tally acts;
    if (tl_exchanges_begin(frame, out, false) == NULL)
        return TL_OK;
    return tl_tally_turns(&acts, frame, arena, counts) &&
                   tl_tally_rates(&acts, frame, arena, out, false, LEAST, "turns with contempt")
               ? TL_OK
               : tl_fault_memory(err);
}

const struct tl_measure tl_measure_contempt = {
    .id = "C07",
    .name = "contempt",
    .title = "How often does somebody sneer at the other?",
    .unit = "turns a day",
    .scale = TL_SCALE_LOG,
    .reads_words = true,
    .labels = TL_BIT(CONTEMPT),
    .least_n = LEAST,
    .reference = "Coan & Gottman 2007, SPAFF",
    .compute = compute,
};
