/*
 * reply_latency.c: A09, how long until an answer comes, on the clock: the median wait in seconds.
 *
 * Waits and what cuts them short: answers.h; at 24 hours (a year in a record of days) waiting
 * stops. Median and quartiles of the Kaplan-Meier curve with 95 % limits; weekly median from 5
 * waits on.
 *
 * Edge cases: where more than half were not answered within the horizon there is no median. Caveat:
 * means are driven by nights, so quantiles only; even these mix sleep with delay (A10 takes it
 * out). Departure: the horizon is 24 hours on the clock here, of effective time in A10-A12. Least
 * n: 60 waits with 30 answers. Source: design.
 */
#include "answer_curves.h"
#include "measuring.h"

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    return tl_answer_medians(frame, arena, out, false, 1.0, err);
}

const struct tl_measure tl_measure_reply_latency = {
    .id = "A09",
    .name = "reply_latency",
    .title = "How long until an answer comes?",
    .unit = "seconds",
    .closeness = -1,
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .least_n = 60,
    .reference = "design",
    .compute = compute,
};
