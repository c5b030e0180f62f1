/*
 * unprompted.c: how much each of the two writes without being prompted (A21, first half).
 *
 * U_w sums, over a person's events of the week, the probability that the event had no parent in the
 * branching process (branching.c). Most messages of a pair are answers, so a person's volume falls
 * when the other writes less; U does not.
 *
 * Unit: unprompted messages a covered day, 0 and more. Least n: 1,000 events of both, 150 of the
 * person. Tested as log(U + 1/2) with weight U + 1/2; the real week-to-week variance is added by
 * the detector, where the catalogue adds a fixed .05.
 *
 * Source: Halpin & De Boeck 2013, Psychometrika; measures catalogue A21.
 */
#include "branching.h"
#include "fault.h"
#include "week_bootstrap.h"

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_branching *b = frame->branching;
    if (!tl_branching_begin(frame, out))
        return TL_OK;
    for (int who = 0; who < 2; who++) {
        struct tl_series *s = tl_series_add(frame, arena, out, (enum tl_whose)who, NULL, true);
        if (s == NULL)
            return tl_fault_memory(err);
        tl_series_from_counts(frame, s, b->unprompted[who]);
        struct tl_value v = tl_week_ratio(frame->ctx, b->unprompted[who], frame->weeks.covered,
                                          frame->weeks.n, b->n_events[who], 2110);
        out->whole[who] = tl_branching_least(b, v, "messages of this person", arena);
    }
    return TL_OK;
}

const struct tl_measure tl_measure_unprompted = {
    .id = "A21U",
    .name = "unprompted",
    .title = "How much does each of you write without being prompted?",
    .plain = "unprompted messages a day",
    .unit = "messages a day",
    .family = TL_FAMILY_INITIATION,
    .primary = true,
    .closeness = 1,
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .least_n = 150,
    .reference = "Halpin & De Boeck 2013, Psychometrika",
    .compute = compute,
};
