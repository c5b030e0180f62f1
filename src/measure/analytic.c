/*
 * analytic.c: B07, the categorical-dynamic index: is the writing more formal and ordered, or more
 * personal and here-and-now?
 *
 * CDI = 30 + articles + prepositions - personal pronouns - impersonal pronouns - auxiliary verbs -
 * conjunctions - adverbs - negations, each in percent of all words (Pennebaker, Chung, Frazee,
 * Lavergne & Beaver 2014, PLoS ONE 9(12):e115844; the constant as in later uses). Block jackknife
 * interval; weekly from 300 words on. Least n: 500 words. Caveat: chat is low by nature; only to be
 * compared with the same person. LIWC's "Analytic" is a percentile this does not give.
 */
#include <math.h>

#include "block_jackknife.h"
#include "fault.h"
#include "style.h"

#define LEAST_WORDS 500
#define SUMS (TL_STYLE_COUNT + 1)

double tl_analytic_index(const struct tl_style_sums *sums)
{
    static const double sign[TL_STYLE_COUNT] = {
        [TL_STYLE_PERSONAL] = -1,    [TL_STYLE_IMPERSONAL] = -1, [TL_STYLE_ARTICLE] = 1,
        [TL_STYLE_CONJUNCTION] = -1, [TL_STYLE_PREPOSITION] = 1, [TL_STYLE_AUXILIARY] = -1,
        [TL_STYLE_ADVERB] = -1,      [TL_STYLE_NEGATION] = -1,
    };
    double index = 30.0;
    for (size_t k = 0; k < TL_STYLE_COUNT; k++)
        index += sign[k] * 100.0 * sums->style[k] / sums->words;
    return sums->words > 0.0 ? index : NAN;
}

static double index_of_row(const double *row)
{
    struct tl_style_sums sums = {.words = row[0]};
    for (size_t k = 0; k < TL_STYLE_COUNT; k++)
        sums.style[k] = row[1 + k];
    return tl_analytic_index(&sums);
}

static void add_to_row(double *row, const struct tl_word_sums *part, double times)
{
    row[0] += times * part->words;
    for (size_t k = 0; k < TL_STYLE_COUNT; k++)
        row[1 + k] += times * part->style[k];
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_word_counts *words = tl_words_of(frame, out);
    size_t blocks = tl_block_count(frame), first;
    if (words == NULL)
        return TL_OK;
    if (!tl_series_add_pair(frame, arena, out, NULL, false, &first))
        return tl_fault_memory(err);
    for (size_t who = 0; who < 2; who++) {
        double *sums = tl_arena_array(arena, (blocks + 2) * SUMS, sizeof *sums);
        double *last = sums + (blocks - 1) * SUMS; /* words outside the weeks count there */
        if (sums == NULL)
            return tl_fault_memory(err);
        add_to_row(last, &words->all[who], 1.0);
        for (size_t w = 0; w < frame->weeks.n; w++) {
            const struct tl_word_sums *week = &words->week[who][w];
            add_to_row(sums + tl_block_of(frame, w) * SUMS, week, 1.0);
            add_to_row(last, week, -1.0);
            out->series[first + who].n[w] = week->words;
            if (!tl_window_speaks(week))
                continue;
            struct tl_style_sums style = tl_style_of(week);
            out->series[first + who].value[w] = tl_analytic_index(&style);
        }
        out->whole[who] = tl_value_least(tl_block_jackknife(sums, blocks, SUMS, index_of_row,
                                                            sums + blocks * SUMS,
                                                            words->all[who].words, "no words"),
                                         LEAST_WORDS, "words", arena);
    }
    return TL_OK;
}

const struct tl_measure tl_measure_analytic = {
    .id = "B07",
    .name = "analytic",
    .title = "Is the writing ordered, or personal and here-and-now?",
    .unit = "categorical-dynamic index",
    .scale = TL_SCALE_IDENTITY,
    .reads_words = true,
    .least_n = LEAST_WORDS,
    .reference = "Pennebaker et al. 2014, PLoS ONE 9(12):e115844",
    .compute = compute,
};
