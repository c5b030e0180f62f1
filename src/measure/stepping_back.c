/*
 * stepping_back.c: C04, what a demand of the other meets: the share of them this person stepped
 * back from.
 *
 * The answer to a demand (exchanges.c) steps back when it is silence for 2 effective hours or 3 of
 * the person's own median waits (the longer), a word or two with nothing after it, words that step
 * back (labels withdraw, masking), or nothing but logistics. Share 0 to 1 of the demands whose end
 * is known; Jeffreys interval widened by the over-dispersion of the weeks; weekly with at least 3,
 * not tested. Extras: shares `silence`, `minimal`, `words`, `logistics`, `defended` (answered with
 * criticism, contempt or defence) and `calmed` (a repair, such as a pause with a time to return);
 * `called`: demands followed by a call within half an hour, which are not counted.
 *
 * Edge cases: demands of one run are one. Nights are not waited through. Departure: the catalogue's
 * leaving formula has no label; what follows it is silence. Caveat: silence may be work, driving,
 * shock or care, and for couples under pressure stepping back has helped (Ross, Karney, Nguyen &
 * Bradbury 2019, J Pers Soc Psychol 116:582). Least n: 15 demands. Source: Christensen & Heavey
 * 1990, J Pers Soc Psychol 59:73.
 */
#include "exchange_tally.h"
#include "fault.h"

#define LEAST_DEMANDS 15
#define LEAST_WEEK_DEMANDS 3

enum { SILENCE, MINIMAL, WORDS, LOGISTICS, DEFENDED, CALMED, PARTS };

static int part_of(const struct tl_exchange *x)
{
    if (x->outcome == TL_OUTCOME_WITHDREW)
        return SILENCE + x->grade - TL_RETREAT_SILENCE;
    return x->outcome == TL_OUTCOME_DEFENDED ? DEFENDED
           : x->outcome == TL_OUTCOME_CALMED ? CALMED
                                             : PARTS;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    static const char *const names[PARTS] = {"silence",   "minimal",  "words",
                                             "logistics", "defended", "calmed"};
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, true);
    if (x == NULL)
        return TL_OK;
    struct tl_tally back;
    bool ok = tl_tally_init(&back, frame, arena);
    double part[2][PARTS + 1] = {{0}}, called[2] = {0.0, 0.0};
    size_t n;
    const struct tl_exchange *demand = tl_exchanges_of(x, TL_EXCHANGE_DEMAND_WITHDRAW, &n);
    for (size_t i = 0; ok && i < n; i++) {
        unsigned who = 1u - demand[i].from;
        called[who] += demand[i].outcome == TL_OUTCOME_CALLED;
        if (demand[i].outcome == TL_OUTCOME_OPEN || demand[i].outcome == TL_OUTCOME_CALLED)
            continue;
        tl_tally_add(&back, who, tl_exchange_week(frame, &demand[i]),
                     demand[i].outcome == TL_OUTCOME_WITHDREW, 1.0);
        part[who][part_of(&demand[i])] += 1.0;
    }
    ok = ok && tl_tally_shares(&back, frame, arena, out, false, LEAST_WEEK_DEMANDS, LEAST_DEMANDS,
                               "demands of the other");
    for (size_t who = 0; ok && who < 2; who++) {
        for (int i = 0; ok && i < PARTS; i++)
            ok = tl_extra_add(arena, out, names[i], (enum tl_whose)who,
                              tl_share(part[who][i], back.all_n[who]));
        ok = ok && tl_extra_add(arena, out, "called", (enum tl_whose)who,
                                tl_value_ok(called[who], NAN, NAN, (uint64_t)called[who]));
    }
    tl_lean_on_labels(frame, out, TL_BIT(WITHDRAW));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_stepping_back = {
    .id = "C04",
    .name = "stepping_back",
    .title = "How often does this person step back when the other presses?",
    .unit = "share of demands",
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .labels = TL_BIT(DEMAND),
    .least_n = LEAST_DEMANDS,
    .reference = "Christensen & Heavey 1990, J Pers Soc Psychol 59:73",
    .compute = compute,
};
