/*
 * effective_latency.c: A10, how slow the answer is once sleep and habits are taken out: the median
 * wait in minutes of the awaited person's effective time.
 *
 * Effective time runs with the person's own activity over the week (rhythm.h). Otherwise as A09;
 * waiting stops at 24 effective hours.
 *
 * Edge cases: a record known to the day only has no effective time. Caveat: when somebody's hours
 * really change the profile lags behind for some weeks. Least n: 60 waits with 30 answers.
 * Source: Navaroli & Smyth 2015, ICWSM.
 */
#include "answer_curves.h"
#include "measuring.h"

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    if (tl_day_resolution(frame)) {
        out->whole[0] = out->whole[1] = tl_value_na(TL_WHY_DAYS);
        return TL_OK;
    }
    return tl_answer_medians(frame, arena, out, true, 60.0, err);
}

const struct tl_measure tl_measure_effective_latency = {
    .id = "A10",
    .name = "effective_latency",
    .title = "How slow is the answer in waking time?",
    .unit = "minutes of waking time",
    .closeness = -1,
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .least_n = 60,
    .reference = "Navaroli & Smyth 2015, ICWSM",
    .compute = compute,
};
