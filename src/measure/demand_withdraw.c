/*
 * demand_withdraw.c: C05, whether pressing brings stepping back more often than chance: the risk
 * difference P(the other steps back | this person demands) - P(... | does not).
 *
 * All exchanges of a direction inside conversations (sessions with both), a run of turns and its
 * answer, are put into a table: demand or not (C03), stepped back or not, by the same rules for
 * both (C04). Calls and ends that are not known do not count. Risk difference -1 to 1 with
 * Newcombe's interval; extras: `odds_ratio`, `yules_q`, `z` (adjusted residual), `demands`,
 * `withdrawals`, `p` and `go_together`, 1 when the difference is .15 or more, Q .4 or more and p
 * .05 or less.
 *
 * p: exchanges of a talk are alike, and late evenings raise both. So for each of six blocks of the
 * day the answers are moved on against the demands by a random number of whole sessions, the last
 * following on the first, 1,999 times (fewer, at least 199, from 10,000 demands on); p is the share
 * of rounds with as many demands stepped back from. Departure: the catalogue shuffles sessions,
 * which do not fit each other's length; moving keeps every session whole, and their order.
 *
 * Least n: 15 demands and 15 withdrawals. Source: Bakeman & Gottman 1997, Observing Interaction;
 * Schrodt, Witt & Shimkowski 2014, Commun Monogr 81:28.
 */
#include "civil.h"
#include "contingency.h"
#include "exchange_tally.h"
#include "fault.h"
#include "rng.h"

#define LEAST 15
#define ROUNDS 1999
#define LEAST_ROUNDS 199
#define MOST_DRAWS 20e6
#define BLOCKS 6
#define STREAM 505
#define MARKED_DIFFERENCE 0.15
#define MARKED_Q 0.4
#define MARKED_P 0.05

enum { DEMAND = 1, WITHDREW = 2, SESSION = 4, SECOND = 8, BLOCK_SHIFT = 4 };

/* One exchange a byte, in order of time: what it is, who demands, which hours. */
struct exchanges {
    uint8_t *mark;
    size_t n;
};

static unsigned block_of(const struct tl_frame *f, const struct tl_run *run)
{
    int64_t ms = tl_event_local_ms(f, f->turn[run->target].first);
    return (unsigned)(tl_floor_mod(ms, TL_MS_PER_DAY) / TL_MS_PER_HOUR) / (24 / BLOCKS);
}

static void collect(const struct tl_frame *f, const struct tl_exchanges *x, struct exchanges *all,
                    struct tl_contingency table[2])
{
    struct tl_runs runs;
    struct tl_run run;
    uint32_t last[2][BLOCKS]; /* session of the last exchange */
    for (size_t i = 0; i < 2 * BLOCKS; i++)
        last[i / BLOCKS][i % BLOCKS] = UINT32_MAX;
    tl_runs_init(&runs, f, x);
    while (tl_runs_next(&runs, &run)) {
        uint32_t session = f->turn[run.first].session;
        if (!f->session[session].dialogue || run.outcome == TL_OUTCOME_OPEN ||
            run.outcome == TL_OUTCOME_CALLED)
            continue;
        bool withdrew = run.outcome == TL_OUTCOME_WITHDREW;
        unsigned block = block_of(f, &run);
        all->mark[all->n++] = (uint8_t)((run.demand ? DEMAND : 0) | (withdrew ? WITHDREW : 0) |
                                        (last[run.who][block] != session ? SESSION : 0) |
                                        (run.who == 1 ? SECOND : 0) | block << BLOCK_SHIFT);
        last[run.who][block] = session;
        tl_contingency_add(&table[run.who], run.demand, withdrew);
    }
}

/* The exchanges of one direction and block of the day. */
struct sequence {
    uint8_t *withdrew;
    uint32_t *demand, *session; /* where they are */
    size_t n, n_demands, n_sessions;
};

static void lay(const struct exchanges *all, unsigned who, unsigned block, struct sequence *s)
{
    s->n = s->n_demands = s->n_sessions = 0;
    for (size_t i = 0; i < all->n; i++) {
        uint8_t mark = all->mark[i];
        if ((mark & SECOND) != (who == 1 ? SECOND : 0) || mark >> BLOCK_SHIFT != (int)block)
            continue;
        if (mark & DEMAND)
            s->demand[s->n_demands++] = (uint32_t)s->n;
        if (mark & SESSION)
            s->session[s->n_sessions++] = (uint32_t)s->n;
        s->withdrew[s->n++] = (mark & WITHDREW) != 0;
    }
}

/* Adds to hits[r] how many demands meet a withdrawal in round r. */
static void turn_round(const struct sequence *s, struct tl_rng *rng, uint32_t *hits, size_t rounds)
{
    for (size_t r = 0; r < rounds && s->n_demands > 0; r++) {
        size_t on = s->session[tl_rng_below(rng, (uint32_t)s->n_sessions)];
        for (size_t i = 0; i < s->n_demands; i++) {
            size_t at = s->demand[i] + on;
            hits[r] += s->withdrew[at < s->n ? at : at - s->n];
        }
    }
}

static double chance(const struct tl_frame *f, const struct exchanges *all, unsigned who,
                     const struct tl_contingency *t, struct sequence *s, uint32_t *hits)
{
    double demands = t->a + t->b;
    size_t rounds = ROUNDS, reached = 0;
    if (demands * ROUNDS > MOST_DRAWS)
        rounds =
            MOST_DRAWS / demands > LEAST_ROUNDS ? (size_t)(MOST_DRAWS / demands) : LEAST_ROUNDS;
    for (size_t r = 0; r < rounds; r++)
        hits[r] = 0;
    struct tl_rng rng;
    tl_rng_init(&rng, f->ctx->seed, STREAM);
    for (unsigned block = 0; block < BLOCKS; block++) {
        lay(all, who, block, s);
        turn_round(s, &rng, hits, rounds);
    }
    for (size_t r = 0; r < rounds; r++)
        reached += (double)hits[r] >= t->a;
    return (1.0 + (double)reached) / (1.0 + (double)rounds);
}

static struct tl_value number(double value, uint64_t n)
{
    return isnan(value) ? tl_value_na("one of the two never happened")
                        : tl_value_ok(value, NAN, NAN, n);
}

static bool give(struct tl_arena *arena, struct tl_measurement *out, enum tl_whose whose,
                 const struct tl_contingency *t, double p)
{
    struct tl_value difference = tl_risk_difference(t, TL_Z975), q = tl_yules_q(t);
    double demands = t->a + t->b, withdrawals = t->a + t->c;
    uint64_t n = difference.n;
    bool known = difference.status == TL_VALUE_OK;
    bool together = difference.value >= MARKED_DIFFERENCE && q.value >= MARKED_Q && p <= MARKED_P;
    out->whole[whose] = difference;
    if (known && (demands < LEAST || withdrawals < LEAST)) {
        out->whole[whose].status = TL_VALUE_THIN;
        out->whole[whose].why = "fewer than 15 demands or 15 answers that step back";
    }
    return tl_extra_add(arena, out, "odds_ratio", whose, tl_odds_ratio(t)) &&
           tl_extra_add(arena, out, "yules_q", whose, q) &&
           tl_extra_add(arena, out, "z", whose, number(tl_adjusted_residual(t), n)) &&
           tl_extra_add(arena, out, "demands", whose, number(demands, (uint64_t)demands)) &&
           tl_extra_add(arena, out, "withdrawals", whose,
                        number(withdrawals, (uint64_t)withdrawals)) &&
           tl_extra_add(arena, out, "p", whose, number(known ? p : (double)NAN, n)) &&
           tl_extra_add(arena, out, "go_together", whose, number(together, n));
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, true);
    if (x == NULL)
        return TL_OK;
    size_t n = frame->n_turns;
    struct exchanges all = {.mark = tl_alloc(frame->ctx, n)};
    struct sequence s = {.withdrew = tl_alloc(frame->ctx, n),
                         .demand = tl_alloc_zeroed(frame->ctx, n, sizeof *s.demand),
                         .session = tl_alloc_zeroed(frame->ctx, n, sizeof *s.session)};
    uint32_t *hits = tl_alloc_zeroed(frame->ctx, ROUNDS, sizeof *hits);
    struct tl_contingency table[2] = {{0}};
    bool ok = all.mark != NULL && s.withdrew != NULL && s.demand != NULL && s.session != NULL &&
              hits != NULL;
    if (ok)
        collect(frame, x, &all, table);
    for (unsigned who = 0; ok && who < 2; who++)
        ok = give(arena, out, (enum tl_whose)who, &table[who],
                  chance(frame, &all, who, &table[who], &s, hits));
    tl_free(frame->ctx, all.mark, n);
    tl_free(frame->ctx, s.withdrew, n);
    tl_free(frame->ctx, s.demand, n * sizeof *s.demand);
    tl_free(frame->ctx, s.session, n * sizeof *s.session);
    tl_free(frame->ctx, hits, ROUNDS * sizeof *hits);
    tl_lean_on_labels(frame, out, TL_BIT(WITHDRAW));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_demand_withdraw = {
    .id = "C05",
    .name = "demand_withdraw",
    .title = "Does pressing bring stepping back more often than chance?",
    .unit = "difference of shares",
    .scale = TL_SCALE_IDENTITY,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .labels = TL_BIT(DEMAND),
    .least_n = LEAST,
    .reference = "Bakeman & Gottman 1997; Schrodt, Witt & Shimkowski 2014, Commun Monogr 81:28",
    .compute = compute,
};
