/*
 * topic_mix.c: B17, whether only the organising talk disappeared: personal messages among those
 * that are personal or about logistics.
 *
 * A message is personal when labelled disclosure, feeling, affection or follow_up; logistic when
 * labelled logistics and none of these (docs/labels.md); else neither. Share personal / (personal
 * + logistic), 0 to 1, Jeffreys interval. Series: messages of each a covered day, Garwood's
 * interval. Reading: logistics down and personal steady means there is less to arrange; personal
 * down and logistics steady is what people call living like flatmates. Least n: 300 messages of
 * either kind by a person; weekly rates need none. Source: design.
 */
#include "fault.h"
#include "measuring.h"

#define LEAST_MESSAGES 300
#define PERSONAL (TL_BIT(DISCLOSURE) | TL_BIT(FEELING) | TL_BIT(AFFECTION) | TL_BIT(FOLLOW_UP))

enum { LOGISTIC, IS_PERSONAL, KINDS };

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    static const char *const label[KINDS] = {"logistics", "personal"};
    size_t n = frame->weeks.n, first;
    double *week[KINDS][2], all[KINDS][2] = {{0}};
    for (size_t kind = 0; kind < KINDS; kind++) {
        if (!tl_series_add_pair(frame, arena, out, label[kind], false, &first))
            return tl_fault_memory(err);
        for (size_t who = 0; who < 2; who++) {
            week[kind][who] = tl_arena_array(arena, n, sizeof(double));
            if (week[kind][who] == NULL)
                return tl_fault_memory(err);
        }
    }
    for (size_t e = 0; e < frame->n_events; e++) {
        uint64_t held = frame->annotations->held[frame->event[e]];
        if (!(held & (PERSONAL | TL_BIT(LOGISTICS))))
            continue;
        size_t kind = held & PERSONAL ? IS_PERSONAL : LOGISTIC, w = tl_event_week(frame, e);
        unsigned who = tl_event_who(frame, e);
        all[kind][who] += 1.0;
        if (w < n)
            week[kind][who][w] += 1.0;
    }
    for (size_t who = 0; who < 2; who++) {
        for (size_t kind = 0; kind < KINDS; kind++) {
            tl_series_from_counts(frame, &out->series[2 * kind + who], week[kind][who]);
            if (!tl_extra_add(arena, out, label[kind], (enum tl_whose)who,
                              tl_rate(all[kind][who], tl_covered_days(frame))))
                return tl_fault_memory(err);
        }
        out->whole[who] = tl_value_least(
            tl_share(all[IS_PERSONAL][who], all[IS_PERSONAL][who] + all[LOGISTIC][who]),
            LEAST_MESSAGES, "personal or logistic messages", arena);
    }
    tl_lean_on_labels(frame, out, PERSONAL);
    return TL_OK;
}

const struct tl_measure tl_measure_topic_mix = {
    .id = "B17",
    .name = "topic_mix",
    .title = "Did only the talk of plans and chores stop?",
    .unit = "personal share; series: messages a day",
    .scale = TL_SCALE_LOGIT,
    .reads_words = true,
    .labels = TL_BIT(LOGISTICS),
    .least_n = LEAST_MESSAGES,
    .reference = "design",
    .compute = compute,
};
