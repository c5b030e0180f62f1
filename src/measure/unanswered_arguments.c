/*
 * unanswered_arguments.c: C09, no answer in the middle of an argument: the share of conflicts that
 * this person left unanswered.
 *
 * A conflict (C12) whose last three turns or more are all the other's, and after the last of which
 * no answer came for 3 of this person's effective hours. Share 0 to 1 of the conflicts whose end is
 * known; Jeffreys interval. Extra: `unanswered`, how many. No series: it is rare.
 *
 * Edge cases: a call by either within half an hour is an answer. Caveat: one chat cannot show
 * whether somebody was active elsewhere; being overwhelmed and protecting oneself look the same.
 * What is shown is "no answer for so many hours in the middle of an argument", never more. Least n:
 * 8 conflicts. Source: design.
 */
#include "exchange_tally.h"
#include "fault.h"

#define LEAST_CONFLICTS 8
#define UNANSWERED_TURNS 3
#define UNANSWERED_H 3.0
#define CALL_MIN 30

enum { ANSWERED, UNANSWERED, UNKNOWN };

/* Of the conflict in this session, by the person who did not write its last turn. */
static int end_of(struct tl_answering *walk, const struct tl_session *session)
{
    const struct tl_frame *f = walk->frame;
    uint32_t last = session->turn_end - 1, turns = 0;
    for (uint32_t t = last + 1; t-- > session->turn_first && f->turn[t].who == f->turn[last].who;)
        turns++;
    if (turns < UNANSWERED_TURNS || tl_answering_called(walk, last, CALL_MIN))
        return ANSWERED;
    enum tl_reach reach = tl_answering_reach(walk, last, UNANSWERED_H);
    return reach == TL_REACH_UNKNOWN ? UNKNOWN : reach == TL_REACH_SILENT ? UNANSWERED : ANSWERED;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, true);
    if (x == NULL)
        return TL_OK;
    struct tl_answering walk;
    double left[2] = {0.0, 0.0}, known[2] = {0.0, 0.0};
    size_t n;
    const struct tl_exchange *conflict = tl_exchanges_of(x, TL_EXCHANGE_CONFLICT, &n);
    tl_answering_init(&walk, frame, x->said);
    for (size_t i = 0; i < n; i++) {
        const struct tl_session *session = &frame->session[frame->turn[conflict[i].first].session];
        unsigned who = 1u - frame->turn[session->turn_end - 1].who;
        int end = end_of(&walk, session);
        known[1 - who] += 1.0;
        known[who] += end != UNKNOWN;
        left[who] += end == UNANSWERED;
    }
    for (size_t who = 0; who < 2; who++) {
        out->whole[who] =
            tl_value_least(tl_share(left[who], known[who]), LEAST_CONFLICTS, "conflicts", arena);
        if (!tl_extra_add(arena, out, "unanswered", (enum tl_whose)who,
                          tl_value_ok(left[who], NAN, NAN, (uint64_t)left[who])))
            return tl_fault_memory(err);
    }
    tl_lean_on_labels(frame, out, TL_NEGATIVE_ACT);
    return TL_OK;
}

const struct tl_measure tl_measure_unanswered_arguments = {
    .id = "C09",
    .name = "unanswered_arguments",
    .title = "How often does no answer come in the middle of an argument?",
    .unit = "share of conflicts",
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_CONFLICTS,
    .reference = "design",
    .compute = compute,
};
