/*
 * pursue_withdraw.c: E04, whether asking makes stepping back likelier and stepping back makes
 * asking likelier: the loop gain g1 g2 of the circle in which this person presses.
 *
 * g1 is the risk difference of C05. g2 = P(this person demands in the opening of the next session,
 * begun within 72 hours | the other stepped back in this one) - P(... | did not), over the sessions
 * of both that are followed by another with no lost days between; the opening is this person's
 * first three turns. Extras: `pressing` g1 and `returning` g2, each with Newcombe's 90 % interval,
 * `pairs` of sessions, and `loop`, 1 when both lower bounds are above 0. Gain -1 to 1.
 *
 * Reading: pressing and stepping back feed each other; nobody began it, and the beginning of a
 * circle is never given to one of the two. Least n: 15 demands, 15 withdrawals, 30 pairs of
 * sessions. Source: as C05.
 */
#include "civil.h"
#include "contingency.h"
#include "exchange_tally.h"
#include "fault.h"
#include "tlmath.h"

#define LEAST 15
#define LEAST_PAIRS 30
#define NEXT_MS (INT64_C(72) * TL_MS_PER_HOUR)
#define OPENING_TURNS 3
#define Z95 1.6448536269514722 /* both bounds of a 90 % interval */

/* What of a session: who stepped back in it, who pressed in its opening. A byte a session. */
enum { BACK = 1, PRESSED = 4 }; /* shifted by the person */

static void mark_sessions(const struct tl_frame *f, const struct tl_exchanges *x, uint8_t *mark,
                          struct tl_contingency pressing[2])
{
    struct tl_runs runs;
    struct tl_run run;
    uint32_t session = UINT32_MAX, own[2] = {0, 0};
    tl_runs_init(&runs, f, x);
    while (tl_runs_next(&runs, &run)) {
        if (f->turn[run.first].session != session)
            own[0] = own[1] = 0;
        session = f->turn[run.first].session;
        for (uint32_t t = run.first; t < run.end && own[run.who] < OPENING_TURNS; t++) {
            own[run.who]++;
            if (x->said[t].held & TL_BIT(DEMAND))
                mark[session] |= (uint8_t)(PRESSED << run.who);
        }
        if (!f->session[session].dialogue || run.outcome == TL_OUTCOME_OPEN ||
            run.outcome == TL_OUTCOME_CALLED)
            continue;
        bool back = run.outcome == TL_OUTCOME_WITHDREW;
        tl_contingency_add(&pressing[run.who], run.demand, back);
        if (back)
            mark[session] |= (uint8_t)(BACK << (1 - run.who));
    }
}

static void pair_sessions(const struct tl_frame *f, const uint8_t *mark,
                          struct tl_contingency returning[2])
{
    size_t silence = 0;
    for (size_t s = 0; s + 1 < f->n_sessions; s++) {
        uint32_t end = f->session[s].end - 1, next = f->session[s + 1].first;
        int64_t day = tl_event_day(f, end), next_day = tl_event_day(f, next);
        bool lost = false, soon = tl_event_ms(f, next) - tl_event_ms(f, end) <= NEXT_MS;
        while (silence < f->n_silences && f->silence[silence].from_day <= day)
            silence++;
        for (size_t i = silence; i < f->n_silences && f->silence[i].from_day < next_day; i++)
            lost = lost || f->silence[i].lost;
        if (!f->session[s].dialogue || lost)
            continue;
        for (unsigned who = 0; who < 2; who++)
            tl_contingency_add(&returning[who], (mark[s] & BACK << (1 - who)) != 0,
                               soon && (mark[s + 1] & PRESSED << who) != 0);
    }
}

static bool give(struct tl_arena *arena, struct tl_measurement *out, enum tl_whose whose,
                 const struct tl_contingency *pressing, const struct tl_contingency *returning)
{
    struct tl_value g1 = tl_risk_difference(pressing, Z95), g2 = tl_risk_difference(returning, Z95);
    bool ok = tl_extra_add(arena, out, "pressing", whose, g1) &&
              tl_extra_add(arena, out, "returning", whose, g2) &&
              tl_extra_add(arena, out, "pairs", whose, tl_value_ok((double)g2.n, NAN, NAN, g2.n)) &&
              tl_extra_add(arena, out, "loop", whose,
                           tl_value_ok(g1.lo > 0.0 && g2.lo > 0.0, NAN, NAN, g2.n));
    if (g1.status == TL_VALUE_NA || g2.status == TL_VALUE_NA) {
        out->whole[whose] = g1.status == TL_VALUE_NA ? g1 : g2;
        return ok;
    }
    out->whole[whose] = tl_value_ok(g1.value * g2.value, NAN, NAN, g2.n);
    if (pressing->a + pressing->b < LEAST || pressing->a + pressing->c < LEAST ||
        g2.n < LEAST_PAIRS) {
        out->whole[whose].status = TL_VALUE_THIN;
        out->whole[whose].why = "fewer than 15 demands, 15 answers that step back or 30 talks";
    }
    return ok;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, true);
    if (x == NULL)
        return TL_OK;
    struct tl_contingency pressing[2] = {{0}}, returning[2] = {{0}};
    uint8_t *mark = tl_alloc_zeroed(frame->ctx, frame->n_sessions, 1);
    if (mark == NULL)
        return tl_fault_memory(err);
    mark_sessions(frame, x, mark, pressing);
    pair_sessions(frame, mark, returning);
    tl_free(frame->ctx, mark, frame->n_sessions);
    for (size_t who = 0; who < 2; who++)
        if (!give(arena, out, (enum tl_whose)who, &pressing[who], &returning[who]))
            return tl_fault_memory(err);
    tl_lean_on_labels(frame, out, TL_BIT(WITHDRAW));
    return TL_OK;
}

const struct tl_measure tl_measure_pursue_withdraw = {
    .id = "E04",
    .name = "pursue_withdraw",
    .title = "Do pressing and stepping back feed each other?",
    .unit = "loop gain",
    .scale = TL_SCALE_IDENTITY,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .labels = TL_BIT(DEMAND),
    .least_n = LEAST,
    .reference = "Schrodt, Witt & Shimkowski 2014, Commun Monogr 81:28",
    .compute = compute,
};
