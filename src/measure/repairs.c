/*
 * repairs.c: C10, whose tries to find back succeed: the share of a person's repairs that landed.
 *
 * A repair is a turn in a conflict (C12), after its first negative turn, with a message labelled
 * repair, apology, affection or validation and none that is a demand, criticism, contempt or
 * defence. It lands when in the other's next three turns the mean valence is .3 or more above the
 * last before, or an act that brings closer comes, and within half an hour nobody presses or sneers
 * (exchanges.c). Share 0 to 1 of the repairs whose end is known; Jeffreys interval widened by the
 * over-dispersion of the weeks; weekly with at least 3, not tested.
 *
 * Extras: `first_repair_minutes`, the geometric mean of minutes from the conflict's first negative
 * turn to this person's first repair, log-normal interval; of both `repaired`, the share of
 * conflicts in which a repair landed. Edge cases: a habit of saying sorry is a matter of the label,
 * which wants regret for an own act; "sorry you feel that way" is defensiveness. Least n: 8
 * conflicts. Source: Gottman, Driver & Tabares 2015, J Fam Psychother 26:85.
 */
#include "civil.h"
#include "exchange_tally.h"
#include "fault.h"
#include "tlmath.h"

#define LEAST_CONFLICTS 8
#define LEAST_WEEK_REPAIRS 3

/* The first negative turn of a conflict that began with a wish or a feeling lies behind its first
   turn; repairs come after it. */
static uint32_t first_negative(const struct tl_frame *f, const struct tl_exchange *conflict)
{
    uint32_t t = conflict->first;
    while (t < conflict->last && !tl_said_is_negative(&f->exchanges->said[t]))
        t++;
    return t;
}

static struct tl_value geometric_mean(const struct tl_moments *log_minutes)
{
    struct tl_value v = tl_moments_mean(log_minutes);
    v.value = tl_exp(v.value);
    v.lo = tl_exp(v.lo);
    v.hi = tl_exp(v.hi);
    return v;
}

/* Minutes to the first repair of each person in each conflict. Both lists are in order of time. */
static void time_first_repairs(const struct tl_frame *f, struct tl_moments log_minutes[2])
{
    size_t n_conflicts, n, r = 0;
    const struct tl_exchange *conflict =
        tl_exchanges_of(f->exchanges, TL_EXCHANGE_CONFLICT, &n_conflicts);
    const struct tl_exchange *repair = tl_exchanges_of(f->exchanges, TL_EXCHANGE_REPAIR, &n);
    for (size_t c = 0; c < n_conflicts; c++) {
        const struct tl_session *session = &f->session[f->turn[conflict[c].first].session];
        int64_t heated = tl_event_ms(f, f->turn[first_negative(f, &conflict[c])].first);
        bool seen[2] = {false, false};
        for (; r < n && repair[r].first < session->turn_end; r++) {
            unsigned who = repair[r].from;
            int64_t ms = tl_event_ms(f, f->turn[repair[r].first].first) - heated;
            if (!seen[who]) /* at least a second, so that minute stamps have a logarithm */
                tl_moments_add(&log_minutes[who],
                               tl_log((double)(ms > 1000 ? ms : 1000) / TL_MS_PER_MINUTE));
            seen[who] = true;
        }
    }
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, true);
    if (x == NULL)
        return TL_OK;
    struct tl_tally landed;
    struct tl_moments log_minutes[2] = {{0}};
    size_t n, n_conflicts;
    const struct tl_exchange *conflict = tl_exchanges_of(x, TL_EXCHANGE_CONFLICT, &n_conflicts);
    const struct tl_exchange *repair = tl_exchanges_of(x, TL_EXCHANGE_REPAIR, &n);
    bool ok = tl_tally_init(&landed, frame, arena);
    for (size_t i = 0; ok && i < n; i++)
        if (repair[i].outcome != TL_OUTCOME_OPEN)
            tl_tally_add(&landed, repair[i].from, tl_exchange_week(frame, &repair[i]),
                         repair[i].outcome == TL_OUTCOME_LANDED, 1.0);
    double repaired = 0.0;
    for (size_t i = 0; i < n_conflicts; i++)
        repaired += conflict[i].outcome == TL_OUTCOME_REPAIRED;
    time_first_repairs(frame, log_minutes);
    ok = ok &&
         tl_tally_shares(&landed, frame, arena, out, false, LEAST_WEEK_REPAIRS, 1, "repairs") &&
         tl_extra_add(arena, out, "repaired", TL_WHOSE_BOTH,
                      tl_share(repaired, (double)n_conflicts));
    for (size_t who = 0; ok && who < 2; who++) {
        struct tl_value *v = &out->whole[who];
        ok = tl_extra_add(arena, out, "first_repair_minutes", (enum tl_whose)who,
                          geometric_mean(&log_minutes[who]));
        if (v->status == TL_VALUE_OK && n_conflicts < LEAST_CONFLICTS) {
            v->status = TL_VALUE_THIN;
            v->why = "fewer than 8 conflicts";
        }
    }
    tl_lean_on_labels(frame, out, TL_NEGATIVE_ACT | TL_REPAIR_ACT);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_repairs = {
    .id = "C10",
    .name = "repairs",
    .title = "Do we find our way back, and whose tries work?",
    .unit = "share of repairs",
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_CONFLICTS,
    .reference = "Gottman, Driver & Tabares 2015, J Fam Psychother 26:85",
    .compute = compute,
};
