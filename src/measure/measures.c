/*
 * measures.c: the table of measures, in the order of the catalogue.
 */
#include "tideline/measure.h"

#include <stddef.h>

extern const struct tl_measure tl_measure_coverage, tl_measure_resolution, tl_measure_truncation,
    tl_measure_clock_shifts, tl_measure_unseen, tl_measure_readiness, tl_measure_session_gap,
    tl_measure_sessions, tl_measure_turns, tl_measure_volume, tl_measure_nudges,
    tl_measure_initiations, tl_measure_endings, tl_measure_silences, tl_measure_reply_latency,
    tl_measure_effective_latency, tl_measure_answered, tl_measure_latency_trend,
    tl_measure_minute_stamps, tl_measure_message_length, tl_measure_media, tl_measure_unprompted,
    tl_measure_responsiveness, tl_measure_category_rates, tl_measure_style_matching,
    tl_measure_style_matching_equal, tl_measure_turn_matching, tl_measure_coordination,
    tl_measure_pronouns, tl_measure_analytic, tl_measure_absolute_words, tl_measure_thinking_words,
    tl_measure_valence, tl_measure_laughter, tl_measure_affection, tl_measure_gratitude,
    tl_measure_positive_acts, tl_measure_topic_mix, tl_measure_shared_future, tl_measure_bids,
    tl_measure_towards, tl_measure_demands, tl_measure_stepping_back, tl_measure_criticism,
    tl_measure_contempt, tl_measure_defensiveness, tl_measure_unanswered_arguments,
    tl_measure_repairs, tl_measure_flooding, tl_measure_conflicts;

static const struct tl_measure *const measures[] = {
    &tl_measure_coverage,
    &tl_measure_resolution,
    &tl_measure_truncation,
    &tl_measure_clock_shifts,
    &tl_measure_unseen,
    &tl_measure_readiness,
    &tl_measure_session_gap,
    &tl_measure_sessions,
    &tl_measure_turns,
    &tl_measure_volume,
    &tl_measure_nudges,
    &tl_measure_initiations,
    &tl_measure_endings,
    &tl_measure_silences,
    &tl_measure_reply_latency,
    &tl_measure_effective_latency,
    &tl_measure_answered,
    &tl_measure_latency_trend,
    &tl_measure_minute_stamps,
    &tl_measure_message_length,
    &tl_measure_media,
    &tl_measure_unprompted,
    &tl_measure_responsiveness,
    &tl_measure_category_rates,
    &tl_measure_style_matching,
    &tl_measure_style_matching_equal,
    &tl_measure_turn_matching,
    &tl_measure_coordination,
    &tl_measure_pronouns,
    &tl_measure_analytic,
    &tl_measure_absolute_words,
    &tl_measure_thinking_words,
    &tl_measure_valence,
    &tl_measure_laughter,
    &tl_measure_affection,
    &tl_measure_gratitude,
    &tl_measure_positive_acts,
    &tl_measure_topic_mix,
    &tl_measure_shared_future,
    &tl_measure_bids,
    &tl_measure_towards,
    &tl_measure_demands,
    &tl_measure_stepping_back,
    &tl_measure_criticism,
    &tl_measure_contempt,
    &tl_measure_defensiveness,
    &tl_measure_unanswered_arguments,
    &tl_measure_repairs,
    &tl_measure_flooding,
    &tl_measure_conflicts,
    NULL,
};

const struct tl_measure *const *tl_measures(void)
{
    return measures;
}
