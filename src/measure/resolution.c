/*
 * resolution.c: Q02, how finely the times are known: 1, 60 or 86,400 seconds.
 *
 * A minute when at least 99 in 100 of the stamps that claim seconds have none and there are 200 of
 * them, or when at least 99 in 100 of all are stamped to the minute by their format; a day when at
 * least half are known to the day only; else a second (finer clocks count as one: nothing here uses
 * less).
 *
 * Caveat: at a minute a latency of 0 means anything up to a minute (A13).
 */
#include "answers.h"
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_STAMPS 200

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t minutes = 0;
    for (size_t e = 0; e < frame->n_events; e++)
        minutes += frame->conv->resolution[frame->event[e]] >= TL_RES_MINUTE;
    bool minute =
        100 * minutes >= 99 * frame->n_events || (minutes == 0 && tl_seconds_are_zero(frame));
    double seconds = tl_day_resolution(frame) ? 86400.0 : minute ? 60.0 : 1.0;
    out->whole[TL_WHOSE_BOTH] = tl_value_least(tl_value_ok(seconds, NAN, NAN, frame->n_events),
                                               LEAST_STAMPS, "time stamps", arena);
    struct tl_value share =
        tl_value_ok((double)minutes / (double)frame->n_events, NAN, NAN, frame->n_events);
    if (!tl_extra_add(arena, out, "stamped_to_the_minute", TL_WHOSE_BOTH, share))
        return tl_fault_memory(err);
    return TL_OK;
}

const struct tl_measure tl_measure_resolution = {
    .id = "Q02",
    .name = "resolution",
    .title = "How finely are the times known?",
    .unit = "seconds",
    .least_n = LEAST_STAMPS,
    .reference = "design",
    .compute = compute,
};
