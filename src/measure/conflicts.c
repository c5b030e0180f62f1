/*
 * conflicts.c: C12, how difficult talks begin: the mean harshness of the start-ups of each person.
 *
 * A conflict (exchanges.c) is a session in which within an hour two turns of one and one of the
 * other hold a demand, criticism, contempt or defence or have a valence of -.4 or less (without
 * sharing or soothing pain), one of them a hostile act or anger; whoever
 * raised the matter opened it, with a wish or a feeling as well as with a reproach. Harshness of
 * the opener's first three turns from there: 2 contempt + 1.5 criticism + 1 a sentence that begins
 * with "you" in a message that hurts + 1 an absolute word + 1 capitals or doubled marks - 1 a
 * feeling (label feeling) - 1 a request (label request) - .5 thanks, each once however often,
 * clamped to -3
 * .. 6. Up to 0 is soft, up to 1.5 mixed, above harsh.
 *
 * Mean with its normal interval. Series: conflicts of both a covered day. Extras: shares `soft`,
 * `mixed`, `harsh`; of both `conflicts_a_day`. Least n: 8 conflicts opened. Source: Carrere
 * & Gottman 1999, Fam Process 38:293, whose forecasts of divorce did not hold in new couples
 * (Heyman & Slep 2001); nothing is forecast here.
 */
#include "conflicts.h"

#include "exchange_tally.h"
#include "fault.h"
#include "turn_cues.h"

#define LEAST_CONFLICTS 8
#define OPENING_TURNS 3
#define MOST 6.0
#define LEAST (-3.0)
#define SOFT 0.0

double tl_startup_harshness(uint64_t held, const struct tl_turn_cues *cues)
{
    double h = 0.0;
    h += held & TL_BIT(CONTEMPT) ? 2.0 : 0.0;
    h += held & TL_BIT(CRITICISM) ? 1.5 : 0.0;
    h += cues->you_first ? 1.0 : 0.0;
    h += cues->absolutes > 0 ? 1.0 : 0.0;
    h += cues->capitals || cues->doubled ? 1.0 : 0.0;
    h -= held & TL_BIT(FEELING) ? 1.0 : 0.0;
    h -= held & TL_BIT(REQUEST) ? 1.0 : 0.0;
    h -= held & TL_BIT(GRATITUDE) ? 0.5 : 0.0;
    return h > MOST ? MOST : h < LEAST ? LEAST : h;
}

double tl_conflict_harshness(const struct tl_frame *f, const struct tl_exchange *conflict)
{
    struct tl_turn_cues all = {0};
    uint64_t held = 0;
    uint32_t end = f->session[f->turn[conflict->first].session].turn_end;
    int own = 0;
    for (uint32_t t = conflict->first; t < end && own < OPENING_TURNS; t++) {
        const struct tl_turn_cues *cues = &f->cues->turn[t];
        if (f->turn[t].who != conflict->from)
            continue;
        own++;
        held |= f->exchanges->said[t].held;
        all.absolutes |= cues->absolutes;
        all.you_first |= cues->you_first;
        all.capitals |= cues->capitals;
        all.doubled |= cues->doubled;
    }
    return tl_startup_harshness(held, &all);
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, true);
    if (x == NULL)
        return TL_OK;
    struct tl_series *series = tl_series_add(frame, arena, out, TL_WHOSE_BOTH, NULL, false);
    double *week = tl_arena_array(arena, frame->weeks.n, sizeof *week);
    if (series == NULL || week == NULL)
        return tl_fault_memory(err);
    struct tl_moments harshness[2] = {{0}};
    double soft[2] = {0.0, 0.0}, harsh[2] = {0.0, 0.0};
    size_t n;
    const struct tl_exchange *conflict = tl_exchanges_of(x, TL_EXCHANGE_CONFLICT, &n);
    for (size_t i = 0; i < n; i++) {
        double h = tl_conflict_harshness(frame, &conflict[i]);
        size_t w = tl_exchange_week(frame, &conflict[i]);
        tl_moments_add(&harshness[conflict[i].from], h);
        soft[conflict[i].from] += h <= SOFT;
        harsh[conflict[i].from] += h > TL_HARSH;
        if (w < frame->weeks.n)
            week[w] += 1.0;
    }
    tl_series_from_counts(frame, series, week);
    bool ok = tl_extra_add(arena, out, "conflicts_a_day", TL_WHOSE_BOTH,
                           tl_rate((double)n, tl_covered_days(frame)));
    for (size_t who = 0; ok && who < 2; who++) {
        enum tl_whose whose = (enum tl_whose)who;
        double all = harshness[who].n;
        out->whole[who] = tl_value_least(tl_moments_mean(&harshness[who]), LEAST_CONFLICTS,
                                         "difficult talks opened", arena);
        ok =
            tl_extra_add(arena, out, "soft", whose, tl_share(soft[who], all)) &&
            tl_extra_add(arena, out, "mixed", whose, tl_share(all - soft[who] - harsh[who], all)) &&
            tl_extra_add(arena, out, "harsh", whose, tl_share(harsh[who], all));
    }
    tl_lean_on_labels(frame, out,
                      TL_NEGATIVE_ACT | TL_BIT(FEELING) | TL_BIT(REQUEST) | TL_BIT(GRATITUDE));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_conflicts = {
    .id = "C12",
    .name = "conflicts",
    .title = "How do our difficult talks begin?",
    .unit = "harshness, -3 to 6; series: conflicts a day",
    .scale = TL_SCALE_IDENTITY,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_CONFLICTS,
    .reference = "Carrere & Gottman 1999, Fam Process 38:293",
    .compute = compute,
};
