/*
 * demands.c: C03, when somebody presses for a change, a talk or an answer: such turns a covered
 * day.
 *
 * A demand turn holds a message labelled `demand` (docs/labels.md). Garwood's interval; weekly
 * counts, not tested. Extras: per_100_turns; `strong`, the share of demand turns with 2 or more of:
 * each message that demands, blame (labels criticism, contempt), and writing again after 15
 * effective minutes without an answer in a conflict (C12).
 *
 * Edge cases: errands and gentle wishes are none. Caveat: a demand is often a legitimate need; what
 * counts is the pattern between two (C05). Least n: 10 demands. Source: Christensen & Heavey 1990,
 * J Pers Soc Psychol 59:73.
 */
#include "exchange_tally.h"
#include "fault.h"

#define LEAST_DEMANDS 10
#define STRONG 2
#define NUDGE_H 0.25

static bool is_demand(const struct tl_frame *frame, uint32_t turn)
{
    return (frame->exchanges->said[turn].held & TL_BIT(DEMAND)) != 0;
}

/* Does the turn follow one of the same person in the session, long enough after it? */
static bool is_nudge(const struct tl_frame *f, uint32_t t)
{
    if (t == 0 || f->turn[t - 1].session != f->turn[t].session ||
        f->turn[t - 1].who != f->turn[t].who)
        return false;
    unsigned awaited = 1u - f->turn[t].who;
    return tl_event_effective(f, awaited, f->turn[t].first) -
               tl_event_effective(f, awaited, f->turn[t - 1].end - 1) >=
           NUDGE_H;
}

static int strength(const struct tl_frame *f, uint32_t t, bool conflict)
{
    int marks = (f->exchanges->said[t].held & (TL_BIT(CRITICISM) | TL_BIT(CONTEMPT))) != 0;
    for (uint32_t e = f->turn[t].first; e < f->turn[t].end; e++)
        marks += tl_holds(f->annotations, f->event[e], TL_LABEL_DEMAND);
    return marks + (conflict && is_nudge(f, t));
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, false);
    if (x == NULL)
        return TL_OK;
    struct tl_tally demands;
    bool ok = tl_tally_turns(&demands, frame, arena, is_demand) &&
              tl_tally_rates(&demands, frame, arena, out, false, LEAST_DEMANDS, "demands");
    double strong[2] = {0.0, 0.0};
    size_t n, c = 0;
    const struct tl_exchange *conflict = tl_exchanges_of(x, TL_EXCHANGE_CONFLICT, &n);
    for (uint32_t t = 0; t < frame->n_turns; t++) {
        uint32_t session = frame->turn[t].session;
        while (c < n && frame->turn[conflict[c].first].session < session)
            c++;
        bool heated = c < n && frame->turn[conflict[c].first].session == session;
        if (is_demand(frame, t))
            strong[frame->turn[t].who] += strength(frame, t, heated) >= STRONG;
    }
    for (size_t who = 0; ok && who < 2; who++)
        ok = tl_extra_add(arena, out, "strong", (enum tl_whose)who,
                          tl_share(strong[who], demands.all_k[who]));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_demands = {
    .id = "C03",
    .name = "demands",
    .title = "When is somebody pressing for a change or a talk?",
    .unit = "demands a day",
    .scale = TL_SCALE_LOG,
    .reads_words = true,
    .labels = TL_BIT(DEMAND),
    .least_n = LEAST_DEMANDS,
    .reference = "Christensen & Heavey 1990, J Pers Soc Psychol 59:73",
    .compute = compute,
};
