/*
 * support_loop.c: E05, whether being met makes opening up again likelier: P(this person discloses
 * in another session within 14 days | the last disclosure was met) - P(... | it was not).
 *
 * Disclosures and their reception are those of exchanges.c (met against interest, nothing and
 * dismissed); what is left open does not count, nor does a disclosure whose 14 days reach beyond
 * the record or into lost days without another in them. Difference -1 to 1 with Newcombe's
 * interval; extras `after_met` and `after_unmet`, the two shares with Jeffreys intervals.
 *
 * Caveat: who opens up often is met often, for many reasons; it is a hint at most. Least n: 30
 * disclosures met and 30 not. Source: Laurenceau, Barrett & Pietromonaco 1998, J Pers Soc Psychol
 * 74:1238.
 */
#include "civil.h"
#include "contingency.h"
#include "exchange_tally.h"
#include "fault.h"

#define LEAST 30
#define AGAIN_DAYS 14

/* The disclosures of one person that were walked over, later ones first. */
struct later {
    uint32_t session;
    int64_t first_ms; /* in that session */
    int64_t next_ms;  /* in a session after it; INT64_MAX: none */
};

static bool days_are_lost(const struct tl_frame *f, int64_t day, size_t *silence)
{
    while (*silence > 0 && f->silence[*silence - 1].to_day > day)
        --*silence;
    for (size_t i = *silence; i < f->n_silences && f->silence[i].from_day < day + AGAIN_DAYS; i++)
        if (f->silence[i].lost)
            return true;
    return false;
}

static void count(const struct tl_frame *f, const struct tl_exchanges *x,
                  struct tl_contingency table[2])
{
    struct later later[2];
    size_t n, silence = f->n_silences;
    const struct tl_exchange *disclosure = tl_exchanges_of(x, TL_EXCHANGE_DISCLOSURE, &n);
    int64_t end = tl_event_ms(f, f->n_events - 1);
    for (size_t who = 0; who < 2; who++)
        later[who] = (struct later){UINT32_MAX, INT64_MAX, INT64_MAX};
    for (size_t i = n; i-- > 0;) {
        const struct tl_exchange *d = &disclosure[i];
        const struct tl_turn *turn = &f->turn[d->first];
        struct later *l = &later[d->from];
        int64_t ms = tl_event_ms(f, turn->first);
        if (turn->session != l->session) {
            l->next_ms = l->first_ms;
            l->session = turn->session;
        }
        l->first_ms = ms;
        bool again = l->next_ms != INT64_MAX && l->next_ms - ms <= AGAIN_DAYS * TL_MS_PER_DAY;
        bool known = again || (end - ms >= AGAIN_DAYS * TL_MS_PER_DAY &&
                               !days_are_lost(f, tl_event_day(f, turn->first), &silence));
        if (known && d->outcome != TL_OUTCOME_OPEN)
            tl_contingency_add(&table[d->from], d->outcome == TL_OUTCOME_MET, again);
    }
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, false);
    if (x == NULL)
        return TL_OK;
    struct tl_contingency table[2] = {{0}};
    count(frame, x, table);
    for (size_t who = 0; who < 2; who++) {
        const struct tl_contingency *t = &table[who];
        enum tl_whose whose = (enum tl_whose)who;
        struct tl_value v = tl_risk_difference(t, TL_Z975);
        if (v.status == TL_VALUE_OK && (t->a + t->b < LEAST || t->c + t->d < LEAST)) {
            v.status = TL_VALUE_THIN;
            v.why = "fewer than 30 disclosures met or 30 not met";
        }
        out->whole[who] = v;
        if (!tl_extra_add(arena, out, "after_met", whose, tl_share(t->a, t->a + t->b)) ||
            !tl_extra_add(arena, out, "after_unmet", whose, tl_share(t->c, t->c + t->d)))
            return tl_fault_memory(err);
    }
    tl_lean_on_labels(frame, out, TL_BIT(DISMISSAL) | TL_BIT(FOLLOW_UP));
    return TL_OK;
}

const struct tl_measure tl_measure_support_loop = {
    .id = "E05",
    .name = "support_loop",
    .title = "Does being met make opening up again likelier?",
    .unit = "difference of shares",
    .scale = TL_SCALE_IDENTITY,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .labels = TL_BIT(DISCLOSURE) | TL_BIT(VALIDATION),
    .least_n = LEAST,
    .reference = "Laurenceau, Barrett & Pietromonaco 1998, J Pers Soc Psychol 74:1238",
    .compute = compute,
};
