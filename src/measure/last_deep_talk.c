/*
 * last_deep_talk.c: C23, how long ago the last deep talk was, and whether that is long for these
 * two.
 *
 * Covered days from the last deep talk (C22) to the end of the record. Extras: `p`, the share of
 * the pair's own gaps between deep talks that were as long, (1 + #{gap >= days}) / (gaps + 1) as in
 * A08; `usual`, the median gap in days; `talks`, how many there were. A series would say the same
 * as C22's.
 *
 * Edge cases: with no deep talk there is nothing to count from. Least n: 8 deep talks; with fewer
 * the chat may not be where these two talk deeply. Source: design.
 */
#include "deep_talks.h"

#include "exchange_tally.h"
#include "fault.h"
#include "silences.h"
#include "tlmath.h"

#define LEAST_TALKS 8

static enum tl_status judge(const struct tl_frame *f, const struct tl_exchanges *x,
                            struct tl_arena *arena, struct tl_measurement *out,
                            struct tl_error *err)
{
    size_t n = x->n_deep;
    if (n == 0) {
        out->whole[TL_WHOSE_BOTH] = tl_value_na("no deep talk was found");
        return TL_OK;
    }
    double *gap = tl_arena_array(arena, 2 * n, sizeof *gap);
    if (gap == NULL)
        return tl_fault_memory(err);
    for (size_t i = 0; i + 1 < n; i++)
        gap[i] = tl_covered_between(f, f->session[x->deep[i].session].first,
                                    f->session[x->deep[i + 1].session].first);
    double days =
        tl_covered_between(f, f->session[x->deep[n - 1].session].first, (uint32_t)f->n_events - 1);
    struct tl_value p = tl_value_na("there was one deep talk only"), usual = p;
    if (n > 1) {
        p = tl_value_ok(tl_silence_p(gap, n - 1, days), NAN, NAN, n - 1);
        usual = tl_value_ok(tl_median(gap, n - 1, gap + n), NAN, NAN, n - 1);
    }
    out->whole[TL_WHOSE_BOTH] =
        tl_value_least(tl_value_ok(days, NAN, NAN, n), LEAST_TALKS, "deep talks", arena);
    return tl_extra_add(arena, out, "p", TL_WHOSE_BOTH, p) &&
                   tl_extra_add(arena, out, "usual", TL_WHOSE_BOTH, usual)
               ? TL_OK
               : tl_fault_memory(err);
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, false);
    if (x == NULL)
        return TL_OK;
    const enum tl_status status = judge(frame, x, arena, out, err);
    tl_lean_on_labels(frame, out, TL_BIT(DISCLOSURE) | TL_BIT(FOLLOW_UP));
    return status;
}

const struct tl_measure tl_measure_last_deep_talk = {
    .id = "C23",
    .name = "last_deep_talk",
    .title = "When did the two of you last talk deeply?",
    .unit = "days",
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_TALKS,
    .reference = "design",
    .compute = compute,
};
