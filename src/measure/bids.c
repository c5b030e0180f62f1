/*
 * bids.c: C01, how often each reaches out: turns that invite an answer, a covered day.
 *
 * A bid is a turn with a message labelled `bid` (docs/labels.md): a question about the other or the
 * two, sharing with an invitation, affection unprompted, a plan, a wish for help or comfort, play.
 * Several in one turn count once. Garwood's interval; weekly counts, tested on the log scale.
 * Extras: per_100_turns; `asking`, the mean of how much a bid asks: 1 shares or plays, 2 asks
 * something (labels request, need, follow_up, curiosity), 3 asks for comfort or help in distress.
 *
 * Edge cases: logistics and answers that invite to nothing new are no bids. Least n: 30 bids.
 * Source: Gottman & Driver 2005, J Divorce & Remarriage 43(3/4):63, coded from film; nothing of
 * theirs is a norm for a chat.
 */
#include "exchange_tally.h"
#include "fault.h"

#define LEAST_BIDS 30

static bool is_bid(const struct tl_frame *frame, uint32_t turn)
{
    return (frame->exchanges->said[turn].held & TL_BIT(BID)) != 0;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, false);
    if (x == NULL)
        return TL_OK;
    struct tl_tally bids;
    bool ok = tl_tally_turns(&bids, frame, arena, is_bid) &&
              tl_tally_rates(&bids, frame, arena, out, true, LEAST_BIDS, "bids");
    size_t n;
    const struct tl_exchange *bid = tl_exchanges_of(x, TL_EXCHANGE_BID, &n);
    struct tl_moments asking[2] = {{0}};
    for (size_t i = 0; i < n; i++)
        tl_moments_add(&asking[bid[i].from], bid[i].grade & 15);
    for (size_t who = 0; ok && who < 2; who++)
        ok = tl_extra_add(arena, out, "asking", (enum tl_whose)who, tl_moments_mean(&asking[who]));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_bids = {
    .id = "C01",
    .name = "bids",
    .title = "How often does each of us reach out?",
    .plain = "turns that invite an answer",
    .unit = "bids a day",
    .family = TL_FAMILY_INITIATION,
    .closeness = 1,
    .scale = TL_SCALE_LOG,
    .reads_words = true,
    .labels = TL_BIT(BID),
    .least_n = LEAST_BIDS,
    .reference = "Gottman & Driver 2005, J Divorce Remarriage 43(3/4):63",
    .compute = compute,
};
