/*
 * self_disclosure.c: C13, whether the two still show what is inside: deep disclosures a covered
 * day.
 *
 * Each message has three scales of 0 to 2 (label/depth.c): information about oneself, thoughts,
 * feelings; a turn has the most of its messages in each. Depth is their sum, 0 to 6; a disclosure
 * is deep with feelings at 2 or a sum of 4 or more. Garwood's interval; weekly counts, tested on
 * the log scale. Extras: per_100_turns (deep ones), `depth` (mean a turn with text).
 *
 * Edge cases: nothing without a first-person word; forwarded text is not theirs. Caveat: song lines
 * typed out count as own words. Least n: 10 deep disclosures; with fewer they are rare in text, and
 * that is all there is to say. Source: Barak & Gluck-Ofri 2007, CyberPsychol Behav 10:407.
 */
#include "exchange_tally.h"
#include "fault.h"
#include "turn_words.h"

#define LEAST 10

static bool is_deep(const struct tl_frame *frame, uint32_t turn)
{
    return tl_depth_is_deep(frame->exchanges->said[turn].depth);
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct tl_tally deep;
    struct tl_moments depth[2] = {{0}};
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, false);
    if (x == NULL)
        return TL_OK;
    bool ok = tl_tally_turns(&deep, frame, arena, is_deep) &&
              tl_tally_rates(&deep, frame, arena, out, true, LEAST, "deep disclosures");
    for (uint32_t t = 0; t < frame->n_turns; t++) {
        struct tl_depth d = x->said[t].depth;
        if (tl_turn_has_text(frame, &frame->turn[t]))
            tl_moments_add(&depth[frame->turn[t].who], d.information + d.thoughts + d.feelings);
    }
    for (size_t who = 0; ok && who < 2; who++)
        ok = tl_extra_add(arena, out, "depth", (enum tl_whose)who, tl_moments_mean(&depth[who]));
    tl_lean_on_labels(frame, out, TL_BIT(DISCLOSURE));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_self_disclosure = {
    .id = "C13",
    .name = "self_disclosure",
    .title = "Do you still show each other what is inside?",
    .plain = "times one opened up",
    .unit = "deep disclosures a day",
    .family = TL_FAMILY_DEPTH,
    .closeness = 1,
    .scale = TL_SCALE_LOG,
    .reads_words = true,
    .least_n = LEAST,
    .reference = "Barak & Gluck-Ofri 2007, CyberPsychol Behav 10:407",
    .compute = compute,
};
