/*
 * coverage.c: Q01, how many days the record covers, and which silent days may be missing.
 *
 * Days from the first to the last event, less the days that are lost (marked by the user, or a hole
 * between two files). A run of days without any event is suspicious when it is longer than three
 * days and than 99 in 100 of the pair's earlier runs (frame.c).
 *
 * Edge cases: the first and the last day count whole; without silent runs the longest is 0.
 * Source: exposure offsets are standard in the regression of counts; the rule is this tool's
 * design.
 */
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_DAYS 28

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    double covered = tl_covered_days(frame);
    int64_t longest = 0;
    double suspicious = 0.0, lost = 0.0;
    for (size_t i = 0; i < frame->n_silences; i++) {
        const struct tl_silence *s = &frame->silence[i];
        int64_t days = s->to_day - s->from_day;
        longest = days > longest ? days : longest;
        suspicious += s->suspicious;
        lost += s->lost;
    }
    uint64_t days = (uint64_t)(frame->last_day - frame->first_day + 1), n = frame->n_silences;
    out->whole[TL_WHOSE_BOTH] = tl_value_least(tl_value_ok(covered, NAN, NAN, (uint64_t)covered),
                                               LEAST_DAYS, "covered days", arena);
    struct tl_value rate = tl_rate((double)frame->n_events, covered);
    struct tl_series *series = tl_series_add(frame, arena, out, TL_WHOSE_BOTH, NULL, false);
    if (series == NULL ||
        !tl_extra_add(arena, out, "days", TL_WHOSE_BOTH,
                      tl_value_ok((double)days, NAN, NAN, days)) ||
        !tl_extra_add(arena, out, "messages_per_covered_day", TL_WHOSE_BOTH, rate) ||
        !tl_extra_add(arena, out, "suspicious_silences", TL_WHOSE_BOTH,
                      tl_value_ok(suspicious, NAN, NAN, n)) ||
        !tl_extra_add(arena, out, "lost_silences", TL_WHOSE_BOTH, tl_value_ok(lost, NAN, NAN, n)) ||
        !tl_extra_add(arena, out, "longest_silence_days", TL_WHOSE_BOTH,
                      tl_value_ok((double)longest, NAN, NAN, n)))
        return tl_fault_memory(err);
    for (size_t w = 0; w < frame->weeks.n; w++) {
        series->value[w] = frame->weeks.covered[w];
        series->n[w] = 7;
    }
    return TL_OK;
}

const struct tl_measure tl_measure_coverage = {
    .id = "Q01",
    .name = "coverage",
    .title = "How many days does the record cover?",
    .unit = "days",
    .least_n = LEAST_DAYS,
    .reference = "design",
    .compute = compute,
};
