/*
 * endings.c: A07, how conversations stop and on whom: the share of sessions that end on the other
 * person's open question, so that this one did not come back within the session gap.
 *
 * A last turn is open when it shows a question mark of any script. Value: share of all sessions
 * with Jeffreys interval. Beside it the share of last words, of sessions that end in at most two
 * words or emoji, and of those that moved to a call (the last event is one).
 *
 * Edge cases: what needs words is left out: farewells, bids and disclosures in the last turn.
 * Caveat: whether a message was read is not in any export, and a question may have been answered
 * aloud. Least n: 40 sessions. Source: design.
 */
#include <string.h>

#include "fault.h"
#include "measuring.h"
#include "question_mark.h"
#include "tlmath.h"

#define LEAST_SESSIONS 40
#define LEAST_WEEK_SESSIONS 3
#define SHORT_WORDS 2

struct ending {
    unsigned who; /* of the last turn */
    bool open, brief, moved;
};

static struct ending ending_of(const struct tl_frame *f, const struct tl_session *s)
{
    uint32_t t = s->turn_end - 1; /* a turn of reactions is no last word */
    while (t > s->turn_first && tl_event_kind(f, f->turn[t].first) == TL_KIND_REACTION &&
           f->turn[t].end - f->turn[t].first == 1)
        t--;
    const struct tl_turn *turn = &f->turn[t];
    struct ending end = {.who = turn->who,
                         .brief = turn->words <= SHORT_WORDS,
                         .moved = tl_event_kind(f, turn->end - 1) == TL_KIND_CALL};
    for (uint32_t e = turn->first; e < turn->end; e++) {
        if (tl_event_kind(f, e) != TL_KIND_TEXT)
            end.brief = false;
        else if (!end.moved && !end.open)
            end.open = tl_has_question_mark(tl_conversation_text(f->conv, f->event[e]));
    }
    return end;
}

enum { LAST = 0, BRIEF, OPEN_BY, PARTS };

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t n = frame->weeks.n, first;
    double total[PARTS][2] = {{0.0}}, sessions = (double)frame->n_sessions, moved = 0.0;
    double *open[2] = {tl_arena_array(arena, n, sizeof *open[0]),
                       tl_arena_array(arena, n, sizeof *open[1])};
    double *ended = tl_arena_array(arena, n, sizeof *ended);
    struct tl_week_span *span = tl_week_spans(frame);
    if (open[0] == NULL || open[1] == NULL || ended == NULL || span == NULL ||
        !tl_series_add_pair(frame, arena, out, NULL, false, &first)) {
        tl_week_spans_free(frame, span);
        return tl_fault_memory(err);
    }
    size_t w = 0;
    for (uint32_t i = 0; i < frame->n_sessions; i++) {
        struct ending end = ending_of(frame, &frame->session[i]);
        total[LAST][end.who] += 1.0;
        total[BRIEF][end.who] += end.brief;
        total[OPEN_BY][end.who] += end.open;
        moved += end.moved;
        while (w < n && i >= span[w].session_end)
            w++;
        if (w < n && i >= span[w].session_first) {
            ended[w] += 1.0;
            open[1 - end.who][w] += end.open;
        }
    }
    tl_week_spans_free(frame, span);
    for (size_t who = 0; who < 2; who++) {
        enum tl_whose whose = (enum tl_whose)who;
        out->whole[who] = tl_value_least(tl_share(total[OPEN_BY][1 - who], sessions),
                                         LEAST_SESSIONS, "sessions", arena);
        if (!tl_extra_add(arena, out, "last_word", whose,
                          tl_value_least(tl_share(total[LAST][who], sessions), LEAST_SESSIONS,
                                         "sessions", arena)) ||
            !tl_extra_add(arena, out, "brief_last_turn", whose,
                          tl_value_least(tl_share(total[BRIEF][who], total[LAST][who]),
                                         LEAST_SESSIONS, "last turns", arena)))
            return tl_fault_memory(err);
        tl_series_from_shares(frame, &out->series[first + who], open[who], ended,
                              LEAST_WEEK_SESSIONS);
    }
    if (!tl_extra_add(arena, out, "moved_to_a_call", TL_WHOSE_BOTH,
                      tl_value_least(tl_share(moved, sessions), LEAST_SESSIONS, "sessions", arena)))
        return tl_fault_memory(err);
    return TL_OK;
}

const struct tl_measure tl_measure_endings = {
    .id = "A07",
    .name = "endings",
    .title = "On whom do conversations stop with a question open?",
    .unit = "share of sessions",
    .family = TL_FAMILY_RESPONSIVENESS,
    .closeness = -1,
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .least_n = LEAST_SESSIONS,
    .reference = "design",
    .compute = compute,
};
