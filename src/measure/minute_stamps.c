/*
 * minute_stamps.c: A13, what is lost by stamps to the minute: the median wait on the clock in
 * seconds, with each answer taken for the interval its stamps leave open.
 *
 * A difference of d minutes means a time in (max(0, d - 1), d + 1); it contributes
 * log[F((log u - mu) / sigma) - F((log l - mu) / sigma)], F(l = 0) being 0. Beyond ten minutes the
 * stamp is taken as it stands. `within_the_stamp`: share of answers that carry the question's own
 * stamp.
 *
 * Edge cases: where stamps hold seconds there is nothing to correct. In a record of days the step
 * is a day. Least n: 60 waits. Source: interval censoring as in Kalbfleisch & Prentice, chapter 3.
 */
#include "fault.h"
#include "latency_fit.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_WAITS 60

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct tl_latency_fit fit[2];
    struct tl_waits waits;
    tl_waits_init(&waits, frame);
    if (!waits.minutes && !waits.days) {
        out->whole[0] = out->whole[1] = tl_value_na("times hold seconds");
        return TL_OK;
    }
    enum tl_status status = tl_latency_fit_both(frame, false, false, arena, fit, err);
    if (status != TL_OK)
        return status;
    for (size_t who = 0; who < 2; who++) {
        const struct tl_latency_location *l = &fit[who].whole;
        if (fit[who].usable)
            out->whole[who] =
                tl_value_least(tl_value_ok(tl_exp(l->mu), tl_exp(l->mu - TL_Z975 * l->se),
                                           tl_exp(l->mu + TL_Z975 * l->se), l->waits),
                               LEAST_WAITS, "messages that awaited an answer", arena);
        else
            out->whole[who] = tl_value_na("too few answers");
        struct tl_value at_once = tl_value_least(
            tl_share((double)fit[who].at_once, (double)l->answers), LEAST_WAITS, "answers", arena);
        if (!tl_extra_add(arena, out, "within_the_stamp", (enum tl_whose)who, at_once))
            return tl_fault_memory(err);
    }
    return TL_OK;
}

const struct tl_measure tl_measure_minute_stamps = {
    .id = "A13",
    .name = "minute_stamps",
    .title = "How long until an answer comes, where stamps are minutes?",
    .unit = "seconds",
    .closeness = -1,
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .least_n = LEAST_WAITS,
    .reference =
        "Kalbfleisch & Prentice 2002, The Statistical Analysis of Failure Time Data, ch. 3",
    .compute = compute,
};
