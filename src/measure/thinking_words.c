/*
 * thinking_words.c: B10, thinking aloud: hedges, cause and insight, "should" and "wish", and how
 * much speaks of past, present and future.
 *
 * Value: hedges ("maybe", "I guess") a thousand words. Extras: the rates of cognitive (cause,
 * insight), discrepancy, past, present and future words, and `future_share` = future / (past +
 * present + future) with Jeffreys interval. Weekly: hedges, discrepancy, and the future share where
 * the week holds 20 words of time. Least n: 300 words.
 *
 * More hedges can mean caution, more "should" and "wish" unresolved matters; neither says which.
 * Source: Tausczik & Pennebaker 2010, J Language and Social Psychology 29:24.
 */
#include "fault.h"
#include "word_counts.h"

#define LEAST_TIME_WORDS 20

static double time_words(const struct tl_word_sums *sums)
{
    return (double)sums->list[TL_WORDS_PAST] + sums->list[TL_WORDS_PRESENT] +
           sums->list[TL_WORDS_FUTURE];
}

static bool add_future(const struct tl_frame *f, struct tl_arena *arena, struct tl_measurement *out)
{
    size_t n = f->weeks.n, first;
    if (!tl_series_add_pair(f, arena, out, "future share", false, &first))
        return false;
    for (size_t who = 0; who < 2; who++) {
        const struct tl_word_sums *week = f->words->week[who];
        double *future = tl_arena_array(arena, n, sizeof *future);
        double *all = tl_arena_array(arena, n, sizeof *all);
        if (future == NULL || all == NULL)
            return false;
        if (!tl_list_used(f->words, TL_WORDS_FUTURE))
            continue;
        for (size_t w = 0; w < n; w++) {
            future[w] = week[w].list[TL_WORDS_FUTURE];
            all[w] = time_words(&week[w]);
        }
        tl_series_from_shares(f, &out->series[first + who], future, all, LEAST_TIME_WORDS);
    }
    return true;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    static const enum tl_word_list lists[] = {TL_WORDS_COGNITIVE, TL_WORDS_DISCREPANCY,
                                              TL_WORDS_PAST, TL_WORDS_PRESENT, TL_WORDS_FUTURE};
    const struct tl_word_counts *words = tl_words_of(frame, out);
    if (words == NULL)
        return TL_OK;
    bool ok = tl_word_series(frame, arena, out, "hedges", TL_WORDS_HEDGE) &&
              tl_word_series(frame, arena, out, "should and wish", TL_WORDS_DISCREPANCY) &&
              add_future(frame, arena, out);
    for (unsigned who = 0; ok && who < 2; who++) {
        const struct tl_word_sums *all = &words->all[who];
        out->whole[who] = tl_value_least(tl_word_rate_of(frame, who, TL_WORDS_HEDGE),
                                         TL_LEAST_WINDOW_WORDS, "words", arena);
        for (size_t i = 0; ok && i < sizeof lists / sizeof *lists; i++)
            ok = tl_extra_add(arena, out, tl_word_list_name(lists[i]), (enum tl_whose)who,
                              tl_word_rate_of(frame, who, lists[i]));
        struct tl_value future = tl_share(all->list[TL_WORDS_FUTURE], time_words(all));
        if (!tl_list_used(words, TL_WORDS_FUTURE))
            future = tl_value_na(TL_WHY_NO_LIST);
        ok = ok && tl_extra_add(arena, out, "future_share", (enum tl_whose)who,
                                tl_value_least(future, LEAST_TIME_WORDS, "words of time", arena));
    }
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_thinking_words = {
    .id = "B10",
    .name = "thinking_words",
    .title = "How much is hedged, wished and planned?",
    .unit = "hedges in a thousand words",
    .scale = TL_SCALE_LOG,
    .reads_words = true,
    .least_n = TL_LEAST_WINDOW_WORDS,
    .reference = "Tausczik & Pennebaker 2010, J Lang Soc Psychol 29:24",
    .compute = compute,
};
