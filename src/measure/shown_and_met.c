/*
 * shown_and_met.c: C16, out of ten times the other opens up, how often this person meets it.
 *
 * Share 0 to 1 of the other's disclosures whose reception is known (exchanges.h) that were met with
 * understanding (C15), Jeffreys interval widened by the over-dispersion of the weeks; weekly with
 * at least 3, tested on the logit scale. No answer within 24 effective hours is not met; a call is
 * not known. Extras: `interest`, `nothing`, `dismissed` (shares); `told_again` of the person who
 * opens up: P(opens up again within 14 days | met) - P(... | not met), with 20 met and 10 unmet.
 *
 * Caveat: this is responsiveness shown; whether it is felt is in the other's head. Least n: 15.
 * Source: Laurenceau, Barrett & Pietromonaco 1998, JPSP 74:1238.
 */
#include "civil.h"
#include "exchange_tally.h"
#include "fault.h"
#include "share_difference.h"

#define LEAST_DISCLOSURES 15
#define LEAST_WEEK 3
#define AGAIN_MS (INT64_C(14) * TL_MS_PER_DAY)
#define LEAST_MET 20.0
#define LEAST_UNMET 10.0

/* Of those met (1) and not met (0), how many were followed by another. */
struct again {
    double k[2], n[2];
};

static int64_t told_ms(const struct tl_frame *f, const struct tl_exchange *x)
{
    return tl_event_ms(f, f->turn[x->first].first);
}

/* Both people's disclosures in order of time, each looked at once as the next of its writer's last.
   One whose 14 days the record does not hold, and that was not followed, is left out. */
static void look_again(const struct tl_frame *f, const struct tl_exchange *told, size_t n,
                       struct again again[2])
{
    const struct tl_exchange *last[2] = {NULL, NULL};
    int64_t end = tl_event_ms(f, f->n_events - 1);
    for (size_t i = 0; i <= n; i++)
        for (unsigned who = 0; who < 2; who++) {
            if (i < n && told[i].from != who)
                continue;
            const struct tl_exchange *before = last[who];
            last[who] = i < n ? &told[i] : NULL;
            if (before == NULL || before->outcome == TL_OUTCOME_OPEN)
                continue;
            int64_t until = told_ms(f, before) + AGAIN_MS;
            bool followed = i < n && told_ms(f, &told[i]) <= until;
            if (!followed && until > end)
                continue;
            int met = before->outcome == TL_OUTCOME_MET;
            again[who].k[met] += followed;
            again[who].n[met] += 1.0;
        }
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    static const struct {
        const char *name;
        enum tl_outcome outcome;
    } others[] = {{"interest", TL_OUTCOME_INTEREST},
                  {"nothing", TL_OUTCOME_NOTHING},
                  {"dismissed", TL_OUTCOME_DISMISSED}};
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, false);
    if (x == NULL)
        return TL_OK;
    struct tl_tally met;
    struct again again[2] = {{{0}, {0}}};
    double counted[2][TL_OUTCOMES] = {{0}};
    size_t n;
    const struct tl_exchange *told = tl_exchanges_of(x, TL_EXCHANGE_DISCLOSURE, &n);
    bool ok = tl_tally_init(&met, frame, arena);
    for (size_t i = 0; ok && i < n; i++) {
        if (told[i].outcome == TL_OUTCOME_OPEN)
            continue;
        tl_tally_add(&met, 1u - told[i].from, tl_exchange_week(frame, &told[i]),
                     told[i].outcome == TL_OUTCOME_MET, 1.0);
        counted[1 - told[i].from][told[i].outcome] += 1.0;
    }
    look_again(frame, told, n, again);
    ok = ok && tl_tally_shares(&met, frame, arena, out, true, LEAST_WEEK, LEAST_DISCLOSURES,
                               "disclosures of the other");
    for (size_t who = 0; ok && who < 2; who++) {
        enum tl_whose whose = (enum tl_whose)who;
        const struct again *a = &again[who];
        for (size_t i = 0; ok && i < sizeof others / sizeof *others; i++)
            ok = tl_extra_add(arena, out, others[i].name, whose,
                              tl_share(counted[who][others[i].outcome], met.all_n[who]));
        ok = ok && tl_extra_add(arena, out, "told_again", whose,
                                a->n[1] >= LEAST_MET && a->n[0] >= LEAST_UNMET
                                    ? tl_share_difference(a->k[1], a->n[1], a->k[0], a->n[0])
                                    : tl_value_na("needs 20 disclosures met and 10 that were not"));
    }
    tl_lean_on_labels(frame, out,
                      TL_BIT(DISCLOSURE) | TL_BIT(VALIDATION) | TL_BIT(DISMISSAL) |
                          TL_BIT(FOLLOW_UP));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_shown_and_met = {
    .id = "C16",
    .name = "shown_and_met",
    .title = "Out of ten times one of you opens up, how often is it met?",
    .plain = "the other's openness met with understanding",
    .unit = "share of disclosures",
    .family = TL_FAMILY_DEPTH,
    .closeness = 1,
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_DISCLOSURES,
    .reference = "Laurenceau, Barrett & Pietromonaco 1998, J Pers Soc Psychol 74:1238",
    .compute = compute,
};
