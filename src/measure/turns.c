/*
 * turns.c: A03, whether somebody sends many short lines or one long one: messages a turn, with the
 * words a turn beside it.
 *
 * A turn is a maximal run of one sender with gaps of at most 5 minutes inside a session. Value:
 * messages divided by turns, with the normal interval of a mean. Words a turn: geometric mean of
 * 1 + words, minus 1, and the median, over turns with any text; A18 tests their change.
 *
 * Edge cases: none with one turn or more. Caveat: style differs between people; only change within
 * a person is read, so the series is context. Source: design.
 */
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"
#include "turn_words.h"

#define LEAST_TURNS 60

/* Mean and 95 % interval of messages a turn, from sums over turns. */
struct lengths {
    double turns, messages, squares;
};

static void add(struct lengths *l, const struct tl_turn *turn)
{
    double m = (double)(turn->end - turn->first);
    l->turns += 1.0;
    l->messages += m;
    l->squares += m * m;
}

static struct tl_value mean_length(const struct lengths *l)
{
    if (!(l->turns > 0.0))
        return tl_value_na("no turns");
    double mean = l->messages / l->turns;
    double variance = l->squares / l->turns - mean * mean;
    double half =
        l->turns > 1.0 && variance > 0.0 ? TL_Z975 * sqrt(variance / (l->turns - 1.0)) : 0.0;
    return tl_value_ok(mean, mean - half, mean + half, (uint64_t)l->turns);
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t first;
    struct lengths total[2] = {{0}};
    struct tl_turn_words *words = tl_alloc_zeroed(frame->ctx, 2, sizeof *words);
    struct tl_week_span *span = tl_week_spans(frame);
    bool ok =
        words != NULL && span != NULL && tl_series_add_pair(frame, arena, out, NULL, false, &first);
    for (uint32_t t = 0; ok && t < frame->n_turns; t++) {
        add(&total[frame->turn[t].who], &frame->turn[t]);
        if (tl_turn_has_text(frame, &frame->turn[t]))
            tl_turn_words_add(&words[frame->turn[t].who], frame->turn[t].words);
    }
    for (size_t w = 0; ok && w < frame->weeks.n; w++) {
        struct lengths week[2] = {{0}};
        for (uint32_t t = span[w].turn_first; t < span[w].turn_end; t++)
            add(&week[frame->turn[t].who], &frame->turn[t]);
        for (size_t who = 0; who < 2; who++) {
            struct tl_series *s = &out->series[first + who];
            struct tl_value v = mean_length(&week[who]);
            s->value[w] = v.value;
            s->low[w] = v.lo;
            s->high[w] = v.hi;
            s->n[w] = (uint32_t)v.n;
        }
    }
    for (size_t who = 0; ok && who < 2; who++) {
        enum tl_whose whose = (enum tl_whose)who;
        out->whole[who] = tl_value_least(mean_length(&total[who]), LEAST_TURNS, "turns", arena);
        ok = tl_extra_add(arena, out, "words_a_turn", whose, tl_turn_words_mean(&words[who])) &&
             tl_extra_add(arena, out, "median_words_a_turn", whose,
                          tl_turn_words_median(&words[who]));
    }
    tl_week_spans_free(frame, span);
    tl_free(frame->ctx, words, 2 * sizeof *words);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_turns = {
    .id = "A03",
    .name = "turns",
    .title = "Many short lines or one long one?",
    .unit = "messages a turn",
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_TIMING,
    .least_n = LEAST_TURNS,
    .reference = "design",
    .compute = compute,
};
