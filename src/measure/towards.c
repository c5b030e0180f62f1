/*
 * towards.c: C02, what becomes of a bid: the share of the other's bids that this person turned
 * towards.
 *
 * An answer turns towards a bid (C01) unless it turns away: none within 24 effective hours, words
 * that step back (labels withdraw, masking), or nothing but logistics; or against: criticism,
 * contempt, defensiveness. A call within 10 minutes turns towards. Share 0 to 1 of those that are
 * known; Jeffreys interval widened by the over-dispersion of the weeks; weekly with at least 4,
 * tested on the logit scale. Extras: shares `away` and `against`; `warmth`, the mean grade of the
 * answers towards: 1 a word or two, 2 more, 3 with a question or a feeling, or a call.
 *
 * Edge cases: the other's next turns answer every bid before them, so a burst needs one answer; the
 * night is no time to answer; what is said as a farewell may be left unanswered. Departure: without
 * labels for it, a change of topic is known only as a change to logistics. Caveat: the rates quoted
 * for couples who stayed together and who parted were coded from film in a laboratory; they are no
 * norm. Least n: 30 bids.
 */
#include "exchange_tally.h"
#include "fault.h"

#define LEAST_BIDS 30
#define LEAST_WEEK_BIDS 4

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, false);
    if (x == NULL)
        return TL_OK;
    struct tl_tally towards;
    bool ok = tl_tally_init(&towards, frame, arena);
    double away[2] = {0.0, 0.0}, against[2] = {0.0, 0.0};
    struct tl_moments warmth[2] = {{0}};
    size_t n;
    const struct tl_exchange *bid = tl_exchanges_of(x, TL_EXCHANGE_BID, &n);
    for (size_t i = 0; ok && i < n; i++) {
        unsigned who = 1u - bid[i].from;
        bool turned = bid[i].outcome == TL_OUTCOME_TOWARDS;
        if (bid[i].outcome == TL_OUTCOME_OPEN)
            continue;
        tl_tally_add(&towards, who, tl_exchange_week(frame, &bid[i]), turned, 1.0);
        away[who] += bid[i].outcome == TL_OUTCOME_AWAY;
        against[who] += bid[i].outcome == TL_OUTCOME_AGAINST;
        if (turned)
            tl_moments_add(&warmth[who], bid[i].grade >> 4);
    }
    ok = ok && tl_tally_shares(&towards, frame, arena, out, true, LEAST_WEEK_BIDS, LEAST_BIDS,
                               "bids of the other");
    for (size_t who = 0; ok && who < 2; who++) {
        enum tl_whose whose = (enum tl_whose)who;
        ok = tl_extra_add(arena, out, "away", whose, tl_share(away[who], towards.all_n[who])) &&
             tl_extra_add(arena, out, "against", whose,
                          tl_share(against[who], towards.all_n[who])) &&
             tl_extra_add(arena, out, "warmth", whose, tl_moments_mean(&warmth[who]));
    }
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_towards = {
    .id = "C02",
    .name = "towards",
    .title = "What becomes of what the other reaches out with?",
    .plain = "the other's invitations taken up",
    .unit = "share of bids",
    .family = TL_FAMILY_RESPONSIVENESS,
    .closeness = 1,
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .labels = TL_BIT(BID),
    .least_n = LEAST_BIDS,
    .reference = "Gottman & Driver 2005, J Divorce Remarriage 43(3/4):63",
    .compute = compute,
};
