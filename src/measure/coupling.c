/*
 * coupling.c: E03, how much one message calls forth from the other, and whether that changed.
 *
 * Of the branching process (branching.c): n_ij, the direct answers by this person to one message of
 * the other, over the whole record, and from a fit of its own to each half of the weeks (extras
 * `first_half`, `second_half`, and `change` between them). For both: the spectral radius of n, 0 to
 * 1, near which one message goes on into a long talk, and the same by halves. Normal intervals with
 * the errors of branching_parts.c.
 *
 * Unit: answers to a message. Least n: 1,000 messages in all and 150 of the other, in a half too.
 * Not tested: A21R is the same by turns. Caveat: calls and presence are not seen, and who writes a
 * thought in three lines has more messages to answer. Source: Halpin & De Boeck 2013, Psychometrika
 * 78:793.
 */
#include "branching.h"
#include "fault.h"

#include <math.h>

static struct tl_value with_error(double value, double se, uint64_t n)
{
    return tl_value_ok(value, value - TL_Z975 * se, value + TL_Z975 * se, n);
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    static const char *const names[TL_PARTS] = {NULL, "first_half", "second_half"};
    static const char *const radii[TL_PARTS] = {"spectral_radius", "spectral_radius_first_half",
                                                "spectral_radius_second_half"};
    const struct tl_branching *b = frame->branching;
    if (!tl_branching_begin(frame, out))
        return TL_OK;
    bool ok = true;
    for (size_t i = 0; i < 2; i++) {
        const struct tl_branching_part *first = &b->part[TL_FIRST_HALF],
                                       *second = &b->part[TL_SECOND_HALF];
        struct tl_value change = tl_value_na("too few messages in a half");
        for (size_t h = 0; h < TL_PARTS; h++) {
            const struct tl_branching_part *p = &b->part[h];
            const struct tl_value v =
                p->usable ? with_error(p->n[i][1 - i], p->n_se[i][1 - i], p->n_events[1 - i])
                          : tl_value_na("too few messages in this half");
            if (h == TL_RECORD)
                out->whole[i] = tl_branching_least(b, v, "messages to answer", arena);
            else
                ok = ok && tl_extra_add(arena, out, names[h], (enum tl_whose)i, v);
        }
        if (first->usable && second->usable) {
            const double se[2] = {first->n_se[i][1 - i], second->n_se[i][1 - i]};
            change = with_error(second->n[i][1 - i] - first->n[i][1 - i],
                                sqrt(se[0] * se[0] + se[1] * se[1]), second->n_events[1 - i]);
        }
        ok = ok && tl_extra_add(arena, out, "change", (enum tl_whose)i, change);
    }
    for (size_t h = 0; h < TL_PARTS; h++) {
        const struct tl_branching_part *p = &b->part[h];
        ok = ok && tl_extra_add(arena, out, radii[h], TL_WHOSE_BOTH,
                                p->usable ? with_error(p->spectral_radius, p->radius_se,
                                                       p->n_events[0] + p->n_events[1])
                                          : tl_value_na("too few messages in this half"));
    }
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_coupling = {
    .id = "E03",
    .name = "coupling",
    .title = "How much does one message call forth from the other?",
    .plain = "direct answers to each message of the other",
    .unit = "answers to a message",
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .least_n = 150,
    .reference = "Halpin & De Boeck 2013, Psychometrika 78:793",
    .compute = compute,
};
