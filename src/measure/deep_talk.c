/*
 * deep_talk.c: C22, which talks were substantial: deep ones a covered day.
 *
 * Every session both people are in is scored: 1 for 12 turns or more, 4 of each; 1 for 150 words or
 * more, 40 of each, or 3 minutes of voice notes; 2 for a deep disclosure (C13), 1 more where both
 * opened up; 1 for a disclosure that was met (C15); 1 for two follow-ups; 1 for a topic such as
 * fears, the future or the two themselves; less 2 for contempt or three criticisms. Deep: 4 or
 * more, and a disclosure in it. Difficult but deep: also a conflict with a repair that landed.
 * Garwood's interval; weekly counts of both together, not tested against each other. Extras:
 * `share` of the dialogues, `difficult` (talks).
 *
 * Caveat: deep talks mostly happen face to face; this sees only the chat. Least n: 20 dialogues.
 * Source: Mehl, Vazire, Holleran & Clark 2010, Psychological Science 21:539; the score is design.
 */
#include "exchange_tally.h"
#include "fault.h"

#define LEAST_DIALOGUES 20

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, false);
    if (x == NULL)
        return TL_OK;
    struct tl_series *s = tl_series_add(frame, arena, out, TL_WHOSE_BOTH, NULL, false);
    double *week = tl_arena_array(arena, frame->weeks.n, sizeof *week), difficult = 0.0;
    if (s == NULL || week == NULL)
        return tl_fault_memory(err);
    for (size_t i = 0; i < x->n_deep; i++) {
        size_t w = tl_event_week(frame, frame->session[x->deep[i].session].first);
        difficult += x->deep[i].difficult;
        if (w < frame->weeks.n)
            week[w] += 1.0;
    }
    struct tl_value v = tl_rate((double)x->n_deep, tl_covered_days(frame));
    v.n = x->dialogues;
    out->whole[TL_WHOSE_BOTH] = tl_value_least(v, LEAST_DIALOGUES, "talks of both", arena);
    tl_series_from_counts(frame, s, week);
    if (!tl_extra_add(arena, out, "share", TL_WHOSE_BOTH,
                      tl_share((double)x->n_deep, (double)x->dialogues)) ||
        !tl_extra_add(arena, out, "difficult", TL_WHOSE_BOTH,
                      tl_value_ok(difficult, NAN, NAN, x->n_deep)))
        return tl_fault_memory(err);
    tl_lean_on_labels(frame, out, TL_BIT(DISCLOSURE) | TL_BIT(FOLLOW_UP));
    return TL_OK;
}

const struct tl_measure tl_measure_deep_talk = {
    .id = "C22",
    .name = "deep_talk",
    .title = "Which talks went deep?",
    .plain = "talks that went deep",
    .unit = "talks a day",
    .closeness = 1,
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_DIALOGUES,
    .reference = "Mehl, Vazire, Holleran & Clark 2010, Psychol Sci 21:539; design",
    .compute = compute,
};
