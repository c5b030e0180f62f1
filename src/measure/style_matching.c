/*
 * style_matching.c: B02, Language Style Matching: do both use small words in the same proportions?
 *
 * LSM of style.h over the pooled words of each person, 0 to 1; categories neither uses are left
 * out, and 7 of the 9 are needed. The interval is that of the block jackknife. Weekly where both
 * wrote 300 words. Extras: the nine categories. Least n: 300 words each.
 *
 * Caveats: shorter texts match less by arithmetic alone, so it is only to be read beside B03, which
 * holds the length equal. Matching shows engagement, not liking: people in heated argument match as
 * well. It cannot be raised on purpose. Sources: Ireland & Pennebaker 2010, JPSP 99:549-571;
 * Gonzales, Hancock & Pennebaker 2010, Communication Research 37:3-19 (formula).
 */
#include <math.h>

#include "block_jackknife.h"
#include "fault.h"
#include "style.h"

#define SUMS (2 * (TL_STYLE_COUNT + 1))

/* A row of sums: words and categories of the first person, then of the second. */
static struct tl_style_sums of_row(const double *sums, size_t who)
{
    const double *own = sums + who * (TL_STYLE_COUNT + 1);
    struct tl_style_sums out = {.words = own[0]};
    for (size_t k = 0; k < TL_STYLE_COUNT; k++)
        out.style[k] = own[1 + k];
    return out;
}

static double match_of_row(const double *sums)
{
    struct tl_style_sums a = of_row(sums, 0), b = of_row(sums, 1);
    return tl_style_match(&a, &b);
}

static void add_to_row(double *sums, size_t who, const struct tl_style_sums *part, double times)
{
    double *own = sums + who * (TL_STYLE_COUNT + 1);
    own[0] += times * part->words;
    for (size_t k = 0; k < TL_STYLE_COUNT; k++)
        own[1 + k] += times * part->style[k];
}

/* Words outside the complete weeks count in the last block. */
static void fill_blocks(const struct tl_frame *f, double *sums)
{
    size_t last = tl_block_count(f) - 1;
    for (size_t who = 0; who < 2; who++) {
        struct tl_style_sums all = tl_style_of(&f->words->all[who]);
        add_to_row(sums + last * SUMS, who, &all, 1.0);
        for (size_t w = 0; w < f->weeks.n; w++) {
            struct tl_style_sums week = tl_style_of(&f->words->week[who][w]);
            add_to_row(sums + tl_block_of(f, w) * SUMS, who, &week, 1.0);
            add_to_row(sums + last * SUMS, who, &week, -1.0);
        }
    }
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_word_counts *words = tl_words_of(frame, out);
    if (words == NULL)
        return TL_OK;
    size_t n_blocks = tl_block_count(frame);
    double *sums = tl_arena_array(arena, (n_blocks + 2) * SUMS, sizeof *sums);
    struct tl_series *s = tl_series_add(frame, arena, out, TL_WHOSE_BOTH, NULL, false);
    if (sums == NULL || s == NULL)
        return tl_fault_memory(err);
    fill_blocks(frame, sums);
    struct tl_style_sums a = tl_style_of(&words->all[0]), b = tl_style_of(&words->all[1]);
    uint64_t fewer = (uint64_t)(a.words < b.words ? a.words : b.words);
    out->whole[TL_WHOSE_BOTH] = tl_value_least(
        tl_block_jackknife(sums, n_blocks, SUMS, match_of_row, sums + n_blocks * SUMS, fewer,
                           "too few kinds of small words were used"),
        TL_LEAST_WINDOW_WORDS, "words of one of you", arena);
    for (int k = 0; k < TL_STYLE_COUNT; k++) {
        double match = tl_style_match_one(&a, &b, (enum tl_style)k);
        struct tl_value v = isnan(match) ? tl_value_na("neither of you used any")
                                         : tl_value_ok(match, NAN, NAN, fewer);
        if (!tl_extra_add(arena, out, tl_style_name[k], TL_WHOSE_BOTH, v))
            return tl_fault_memory(err);
    }
    for (size_t w = 0; w < frame->weeks.n; w++) {
        const struct tl_word_sums *x = &words->week[0][w], *y = &words->week[1][w];
        s->n[w] = x->words < y->words ? x->words : y->words;
        if (!tl_window_speaks(x) || !tl_window_speaks(y))
            continue;
        a = tl_style_of(x);
        b = tl_style_of(y);
        s->value[w] = tl_style_match(&a, &b);
    }
    return TL_OK;
}

const struct tl_measure tl_measure_style_matching = {
    .id = "B02",
    .name = "style_matching",
    .title = "Do you use small words in the same proportions?",
    .unit = "style matching, 0 to 1",
    .scale = TL_SCALE_IDENTITY,
    .reads_words = true,
    .least_n = TL_LEAST_WINDOW_WORDS,
    .reference = "Ireland & Pennebaker 2010, J Pers Soc Psychol 99:549",
    .compute = compute,
};
