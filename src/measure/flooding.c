/*
 * flooding.c: C11, whether there are moments when it becomes too much to talk: the share of
 * conflicts in which this person shows at least two signs of it.
 *
 * Signs, looked for from the first negative turn of a conflict (C12) to the end of its session,
 * each once: words that say so (list overwhelm); four messages within 60 seconds, or a sudden stop,
 * an answer that takes 5 times the person's own median wait and 15 effective minutes; capitals in
 * 40 % of a message's letters, or three ! or ? in a turn; a turn with words below a quarter of the
 * person's first in the session; two absolute words in a turn. Share 0 to 1; Jeffreys interval. No
 * series. Extra: `signs`, the mean number of signs a conflict.
 *
 * Caveat: flooding is a matter of the body, which text does not show: it looks overwhelming, and
 * nothing but the suggestion of a pause may follow. Least n: 8 conflicts. Source: Gottman 1993, J
 * Fam Psychol 7:57 (definition).
 */
#include "civil.h"
#include "exchange_tally.h"
#include "fault.h"
#include "turn_cues.h"

#define LEAST_CONFLICTS 8
#define LEAST_SIGNS 2
#define BURST 4
#define BURST_MS (INT64_C(60) * 1000)
#define STOP_MEDIANS 5.0
#define LEAST_STOP_H 0.25
#define MARKS 3
#define SHRUNK 0.25
#define ABSOLUTES 2

enum { SAYS_SO = 1, PACE = 2, LOUD = 4, SHORT = 8, ABSOLUTE = 16 };

static bool bursts(const struct tl_frame *f, const struct tl_turn *turn)
{
    for (uint32_t e = turn->first; e + BURST <= turn->end; e++)
        if (tl_event_ms(f, e + BURST - 1) - tl_event_ms(f, e) <= BURST_MS)
            return true;
    return false;
}

/* Does the other wait too long after turn t, the last before this person's next? */
static bool stops(struct tl_answering *walk, uint32_t t)
{
    const struct tl_frame *f = walk->frame;
    double hours = STOP_MEDIANS * f->exchanges->median_hours[1 - f->turn[t].who];
    if (!(hours > LEAST_STOP_H))
        hours = LEAST_STOP_H;
    return tl_answering_reach(walk, t, hours) == TL_REACH_SILENT;
}

/* Signs of both people in one conflict. */
static void see(const struct tl_exchange *conflict, struct tl_answering *walk, int signs[2])
{
    const struct tl_frame *f = walk->frame;
    const struct tl_session *session = &f->session[f->turn[conflict->first].session];
    uint32_t usual[2] = {0, 0}; /* words of each one's first turn */
    bool heated = false;
    for (uint32_t t = session->turn_first; t < session->turn_end; t++) {
        const struct tl_turn *turn = &f->turn[t];
        unsigned who = turn->who;
        const struct tl_turn_cues *cues = &f->cues->turn[t];
        if (usual[who] == 0)
            usual[who] = turn->words;
        heated = heated || (t >= conflict->first && tl_said_is_negative(&f->exchanges->said[t]));
        if (!heated)
            continue;
        bool hands_over = t + 1 == session->turn_end || f->turn[t + 1].who != who;
        signs[who] |= (cues->overwhelmed ? SAYS_SO : 0) | (bursts(f, turn) ? PACE : 0) |
                      (cues->capitals || cues->marks >= MARKS ? LOUD : 0) |
                      (turn->words > 0 && turn->words < SHRUNK * usual[who] ? SHORT : 0) |
                      (cues->absolutes >= ABSOLUTES ? ABSOLUTE : 0);
        signs[1 - who] |= hands_over && stops(walk, t) ? PACE : 0;
    }
}

static int count(int signs)
{
    int n = 0;
    for (; signs != 0; signs &= signs - 1)
        n++;
    return n;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, true);
    if (x == NULL)
        return TL_OK;
    struct tl_answering walk;
    struct tl_moments signs[2] = {{0}};
    double flooded[2] = {0.0, 0.0};
    size_t n;
    const struct tl_exchange *conflict = tl_exchanges_of(x, TL_EXCHANGE_CONFLICT, &n);
    tl_answering_init(&walk, frame, x->said);
    for (size_t i = 0; i < n; i++) {
        int seen[2] = {0, 0};
        see(&conflict[i], &walk, seen);
        for (size_t who = 0; who < 2; who++) {
            tl_moments_add(&signs[who], count(seen[who]));
            flooded[who] += count(seen[who]) >= LEAST_SIGNS;
        }
    }
    bool ok = true;
    for (size_t who = 0; ok && who < 2; who++) {
        out->whole[who] =
            tl_value_least(tl_share(flooded[who], (double)n), LEAST_CONFLICTS, "conflicts", arena);
        ok = tl_extra_add(arena, out, "signs", (enum tl_whose)who, tl_moments_mean(&signs[who]));
    }
    tl_lean_on_labels(frame, out, TL_NEGATIVE_ACT);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_flooding = {
    .id = "C11",
    .name = "flooding",
    .title = "Are there moments when it becomes too much to talk?",
    .unit = "share of conflicts",
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_CONFLICTS,
    .reference = "Gottman 1993, J Fam Psychol 7:57",
    .compute = compute,
};
