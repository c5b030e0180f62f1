/*
 * responsiveness.c: how much of what one writes calls forth an answer (A21, second half).
 *
 * R_w sums the probability that an event of this person was set off by an event the other sent in
 * week w (branching.c); it is divided by the other's turns of that week. Departure: the catalogue
 * divides by messages. Somebody who begins to send the same thought in three lines instead of one
 * triples the messages, not what there is to answer, and per message the other would seem to step
 * back.
 *
 * Unit: direct answers to a turn, 0 and more. Least n: 1,000 events of both, 150 of the person.
 * Tested as log((R + 1/2) / (turns + 1)) with weight R + 1/2.
 *
 * Extra numbers: n of the branching process itself by messages (the catalogue's n_ij), its
 * median delay in minutes of waking time, and the spectral radius.
 *
 * Source: Halpin & De Boeck 2013, Psychometrika; measures catalogue A21.
 */
#include "branching.h"
#include "fault.h"
#include "tlmath.h"
#include "week_bootstrap.h"

/* Turns of each person by week of their first event. */
static void count_turns(const struct tl_frame *frame, double *turns[2])
{
    for (size_t t = 0; t < frame->n_turns; t++) {
        size_t week = tl_event_week(frame, frame->turn[t].first);
        if (week != SIZE_MAX)
            turns[frame->turn[t].who][week] += 1.0;
    }
}

static void fill(const struct tl_frame *frame, struct tl_series *s, const double *answers,
                 const double *turns)
{
    for (size_t w = 0; w < frame->weeks.n; w++) {
        if (!(turns[w] > 0.0))
            continue;
        struct tl_value v = tl_rate(answers[w], turns[w]);
        s->value[w] = v.value;
        s->low[w] = v.lo;
        s->high[w] = v.hi;
        s->n[w] = (uint32_t)turns[w];
        s->test[w] = tl_log((answers[w] + 0.5) / (turns[w] + 1.0));
        s->weight[w] = answers[w] + 0.5;
    }
}

static bool add_extra(const struct tl_branching *b, struct tl_arena *arena,
                      struct tl_measurement *out)
{
    bool ok = true;
    for (unsigned i = 0; i < 2; i++) {
        uint64_t n = b->n_events[1 - i];
        struct tl_value per_message = tl_value_ok(b->n[i][1 - i], NAN, NAN, n);
        struct tl_value itself = tl_value_ok(b->n[i][i], NAN, NAN, b->n_events[i]);
        struct tl_value delay = tl_value_ok(60.0 * tl_exp(b->log_median[i][1 - i]), NAN, NAN, n);
        ok = ok && tl_extra_add(arena, out, "answers_per_message", (enum tl_whose)i, per_message) &&
             tl_extra_add(arena, out, "self_continuations", (enum tl_whose)i, itself) &&
             tl_extra_add(arena, out, "median_delay_minutes", (enum tl_whose)i, delay);
    }
    return ok && tl_extra_add(arena, out, "spectral_radius", TL_WHOSE_BOTH,
                              tl_value_ok(b->spectral_radius, NAN, NAN, b->n_fitted));
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_branching *b = frame->branching;
    if (!tl_branching_begin(frame, out))
        return TL_OK;
    double *turns[2] = {tl_arena_array(arena, frame->weeks.n, sizeof(double)),
                        tl_arena_array(arena, frame->weeks.n, sizeof(double))};
    if (turns[0] == NULL || turns[1] == NULL)
        return tl_fault_memory(err);
    count_turns(frame, turns);
    for (unsigned who = 0; who < 2; who++) {
        unsigned other = 1 - who;
        struct tl_series *s = tl_series_add(frame, arena, out, (enum tl_whose)who, NULL, true);
        if (s == NULL)
            return tl_fault_memory(err);
        fill(frame, s, b->answers[who][other], turns[other]);
        struct tl_value v = tl_week_ratio(frame->ctx, b->answers[who][other], turns[other],
                                          frame->weeks.n, b->n_events[other], 2120);
        out->whole[who] = tl_branching_least(b, v, "messages to answer", arena);
    }
    return add_extra(b, arena, out) ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_responsiveness = {
    .id = "A21R",
    .name = "responsiveness",
    .title = "How much of what one of you writes is answered by the other?",
    .plain = "answers to each turn of the other",
    .unit = "answers to a turn",
    .family = TL_FAMILY_RESPONSIVENESS,
    .primary = true,
    .closeness = 1,
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .least_n = 150,
    .reference = "Halpin & De Boeck 2013, Psychometrika",
    .compute = compute,
};
