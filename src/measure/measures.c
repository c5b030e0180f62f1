/*
 * measures.c: the table of measures, in the order of the catalogue.
 */
#include "tideline/measure.h"

#include <stddef.h>

/* clang-format off */
#define TL_MEASURES(X) \
    X(coverage) \
    X(resolution) \
    X(truncation) \
    X(clock_shifts) \
    X(unseen) \
    X(readiness) \
    X(session_gap) \
    X(sessions) \
    X(turns) \
    X(volume) \
    X(nudges) \
    X(initiations) \
    X(endings) \
    X(silences) \
    X(reply_latency) \
    X(effective_latency) \
    X(answered) \
    X(latency_trend) \
    X(minute_stamps) \
    X(message_length) \
    X(media) \
    X(unprompted) \
    X(responsiveness) \
    X(category_rates) \
    X(style_matching) \
    X(style_matching_equal) \
    X(turn_matching) \
    X(coordination) \
    X(pronouns) \
    X(analytic) \
    X(absolute_words) \
    X(thinking_words) \
    X(valence) \
    X(laughter) \
    X(affection) \
    X(gratitude) \
    X(positive_acts) \
    X(topic_mix) \
    X(shared_future) \
    X(bids) \
    X(towards) \
    X(demands) \
    X(stepping_back) \
    X(demand_withdraw) \
    X(criticism) \
    X(contempt) \
    X(defensiveness) \
    X(unanswered_arguments) \
    X(repairs) \
    X(flooding) \
    X(conflicts) \
    X(self_disclosure) \
    X(disclosure_reciprocity) \
    X(understanding) \
    X(shown_and_met) \
    X(good_news) \
    X(said_openly) \
    X(masking) \
    X(feeling_talk) \
    X(questions) \
    X(deep_talk) \
    X(last_deep_talk) \
    X(coupling) \
    X(pursue_withdraw) \
    X(support_loop)
/* clang-format on */

#define TL_X(name) extern const struct tl_measure tl_measure_##name;
TL_MEASURES(TL_X)
#undef TL_X

static const struct tl_measure *const measures[] = {
#define TL_X(name) &tl_measure_##name,
    TL_MEASURES(TL_X)
#undef TL_X
        NULL,
};

const struct tl_measure *const *tl_measures(void)
{
    return measures;
}
