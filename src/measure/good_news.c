/*
 * good_news.c: C17, what comes back when the other tells good news: the share of it that this
 * person took up with joy and interest (active-constructive).
 *
 * Good news is a turn that is glad, of oneself and pleasant (exchanges.c). The answer is active and
 * constructive when it celebrates, or is glad and asks on; active and destructive when it
 * dismisses, disapproves or is unpleasant; passive and destructive when there is none, or nothing
 * but logistics; else passive and constructive ("nice"). Share 0 to 1 of those whose end is known;
 * Jeffreys interval widened by the over-dispersion of the weeks; weekly with at least 3, not
 * tested. Extras: the shares of the other three.
 *
 * Edge cases: a call soon after is not known. Caveat: few good news are told by message, and the
 * joy may have been shown later at home. Least n: 10. Source: Gable, Gonzaga & Strachman 2006, J
 * Pers Soc Psychol 91:904.
 */
#include "exchange_tally.h"
#include "fault.h"

#define LEAST_NEWS 10
#define LEAST_WEEK_NEWS 3

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    static const char *const names[] = {"passive_constructive", "active_destructive",
                                        "passive_destructive"};
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, false);
    if (x == NULL)
        return TL_OK;
    struct tl_tally joy;
    bool ok = tl_tally_init(&joy, frame, arena);
    double other[3][2] = {{0}};
    size_t n;
    const struct tl_exchange *news = tl_exchanges_of(x, TL_EXCHANGE_GOOD_NEWS, &n);
    for (size_t i = 0; ok && i < n; i++) {
        const unsigned who = 1u - news[i].from;
        const bool active = news[i].outcome == TL_OUTCOME_ACTIVE_CONSTRUCTIVE;
        if (news[i].outcome == TL_OUTCOME_OPEN)
            continue;
        tl_tally_add(&joy, who, tl_exchange_week(frame, &news[i]), active, 1.0);
        if (!active)
            other[news[i].outcome - TL_OUTCOME_PASSIVE_CONSTRUCTIVE][who] += 1.0;
    }
    ok = ok && tl_tally_shares(&joy, frame, arena, out, false, LEAST_WEEK_NEWS, LEAST_NEWS,
                               "good news of the other");
    for (size_t who = 0; who < 2; who++)
        for (size_t k = 0; ok && k < 3; k++)
            ok = tl_extra_add(arena, out, names[k], (enum tl_whose)who,
                              tl_share(other[k][who], joy.all_n[who]));
    tl_lean_on_labels(frame, out, TL_BIT(GOOD_NEWS_RESPONSE));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_good_news = {
    .id = "C17",
    .name = "good_news",
    .title = "What comes back when the other tells good news?",
    .unit = "share of good news",
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .labels = TL_BIT(DISCLOSURE_INFORMATIONAL),
    .least_n = LEAST_NEWS,
    .reference = "Gable, Gonzaga & Strachman 2006, J Pers Soc Psychol 91:904",
    .compute = compute,
};
