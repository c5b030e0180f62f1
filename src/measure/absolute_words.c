/*
 * absolute_words.c: B09, words that leave no room: always, never, everything, nothing, totally.
 *
 * Rate a thousand words of 19 such words, without those in "all good", "not at all", "full moon"
 * and the like; log-normal interval with the dispersion of the weeks. Least n: 300 words.
 *
 * Source: Al-Mosaiwi & Johnstone 2018, Clinical Psychological Science 6:529: forums on anxiety and
 * depression held more of them. Those are averages of forums, not of people: no reading of
 * somebody's health follows, and none is given.
 */
#include "fault.h"
#include "word_counts.h"

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    if (tl_words_of(frame, out) == NULL)
        return TL_OK;
    if (!tl_word_series(frame, arena, out, NULL, TL_WORDS_ABSOLUTE))
        return tl_fault_memory(err);
    for (unsigned who = 0; who < 2; who++)
        out->whole[who] = tl_value_least(tl_word_rate_of(frame, who, TL_WORDS_ABSOLUTE),
                                         TL_LEAST_WINDOW_WORDS, "words", arena);
    return TL_OK;
}

const struct tl_measure tl_measure_absolute_words = {
    .id = "B09",
    .name = "absolute_words",
    .title = "How often are words that leave no room used?",
    .unit = "words in a thousand",
    .scale = TL_SCALE_LOG,
    .reads_words = true,
    .least_n = TL_LEAST_WINDOW_WORDS,
    .reference = "Al-Mosaiwi & Johnstone 2018, Clin Psychol Sci 6:529",
    .compute = compute,
};
