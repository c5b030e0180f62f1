/*
 * category_rates.c: B01, whether somebody uses fewer or more words of a kind than before.
 *
 * For each kind (a list of src/text/lexicon.h) and person: c of w words in the first half of the
 * weeks and in the second; change = log((c2/w2) / (c1/w1)), standard error sqrt(phi/c1 + phi/c2),
 * phi being how much more the weeks vary than chance (at least 1; 1.5 where it cannot be
 * estimated). A count of 0 gets 1/2. Kinds with c1 + c2 below 10 are left out. Of some thirty kinds
 * one or two look changed by chance at 5 %, so what is given as the value is how many are changed
 * with Benjamini & Hochberg's q (1995, JRSS B 57:289) of .10 or less.
 *
 * Extras: each kind's rate a thousand words over the record, and `<kind>_change`. Series: feeling
 * words, pleasant and unpleasant. Levels of two people are never compared. Least n: 300 words in
 * each half. Source: design.
 */
#include <math.h>

#include "category_rates.h"
#include "fault.h"
#include "tlmath.h"

#define LEAST_COUNT 10
#define Q 0.10

static const enum tl_word_list kinds[] = {
    TL_WORDS_I,          TL_WORDS_WE,          TL_WORDS_YOU,
    TL_WORDS_SHE_HE,     TL_WORDS_THEY,        TL_WORDS_IMPERSONAL,
    TL_WORDS_ARTICLE,    TL_WORDS_PREPOSITION, TL_WORDS_CONJUNCTION,
    TL_WORDS_AUXILIARY,  TL_WORDS_ADVERB,      TL_WORDS_NEGATION,
    TL_WORDS_QUANTIFIER, TL_WORDS_QUESTION,    TL_WORDS_FEELING_PLEASANT,
    TL_WORDS_COGNITIVE,  TL_WORDS_DISCREPANCY, TL_WORDS_FEELING_UNPLEASANT,
    TL_WORDS_HEDGE,      TL_WORDS_ABSOLUTE,    TL_WORDS_INTERPRETATION,
    TL_WORDS_PAST,       TL_WORDS_PRESENT,     TL_WORDS_FUTURE,
    TL_WORDS_AFFECTION,  TL_WORDS_ENDEARMENT,  TL_WORDS_GRATITUDE,
    TL_WORDS_APOLOGY,
};
#define KINDS (sizeof kinds / sizeof *kinds)

struct tl_value tl_rate_change(double c1, double w1, double c2, double w2, double phi)
{
    c1 = c1 > 0.0 ? c1 : 0.5;
    c2 = c2 > 0.0 ? c2 : 0.5;
    double change = tl_log(c2 / w2) - tl_log(c1 / w1);
    double half = TL_Z975 * sqrt(phi / c1 + phi / c2);
    return tl_value_ok(change, change - half, change + half, (uint64_t)(c1 + c2));
}

/* Sums of the first and the second half of the weeks. */
static void halve(const struct tl_word_sums *week, size_t n, enum tl_word_list list, double c[2],
                  double w[2])
{
    c[0] = c[1] = w[0] = w[1] = 0.0;
    for (size_t i = 0; i < n; i++) {
        c[2 * i >= n] += week[i].list[list];
        w[2 * i >= n] += week[i].words;
    }
}

/* How many of n p-values Benjamini and Hochberg's procedure keeps; sorts them. */
static size_t count_kept(double *p, size_t n)
{
    size_t kept = 0;
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && p[j] < p[j - 1]; j--) {
            double swap = p[j];
            p[j] = p[j - 1];
            p[j - 1] = swap;
        }
    for (size_t i = 0; i < n; i++)
        if (p[i] <= Q * (double)(i + 1) / (double)n)
            kept = i + 1;
    return kept;
}

static bool fill_person(const struct tl_frame *f, struct tl_arena *arena,
                        struct tl_measurement *out, unsigned who)
{
    const struct tl_word_sums *week = f->words->week[who];
    double p[KINDS], c[2], w[2];
    size_t tested = 0;
    for (size_t k = 0; k < KINDS; k++) {
        const char *name = tl_word_list_name(kinds[k]);
        const char *changed = tl_arena_printf(arena, "%s_change", name);
        double phi = tl_word_dispersion(week, f->weeks.n, kinds[k]);
        halve(week, f->weeks.n, kinds[k], c, w);
        struct tl_value change = tl_value_na("fewer than 10 such words");
        if (c[0] + c[1] >= LEAST_COUNT && w[0] >= TL_LEAST_WINDOW_WORDS &&
            w[1] >= TL_LEAST_WINDOW_WORDS) {
            change = tl_rate_change(c[0], w[0], c[1], w[1], phi);
            double z = change.value / ((change.hi - change.value) / TL_Z975);
            p[tested++] = 2.0 * tl_norm_cdf(-fabs(z));
        }
        if (changed == NULL ||
            !tl_extra_add(arena, out, name, (enum tl_whose)who,
                          tl_word_rate_of(f, who, kinds[k])) ||
            !tl_extra_add(arena, out, changed, (enum tl_whose)who, change))
            return false;
    }
    halve(week, f->weeks.n, TL_WORDS_I, c, w);
    uint64_t fewer = (uint64_t)(w[0] < w[1] ? w[0] : w[1]);
    out->whole[who] = tl_value_least(tl_value_ok((double)count_kept(p, tested), NAN, NAN, fewer),
                                     TL_LEAST_WINDOW_WORDS, "words in half of the record", arena);
    return true;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    if (tl_words_of(frame, out) == NULL)
        return TL_OK;
    bool ok =
        tl_word_series(frame, arena, out, "pleasant feelings", TL_WORDS_FEELING_PLEASANT) &&
        tl_word_series(frame, arena, out, "unpleasant feelings", TL_WORDS_FEELING_UNPLEASANT) &&
        fill_person(frame, arena, out, 0) && fill_person(frame, arena, out, 1);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_category_rates = {
    .id = "B01",
    .name = "category_rates",
    .title = "Does somebody use fewer words of a kind than before?",
    .unit = "kinds of words that changed; series: words in a thousand",
    .scale = TL_SCALE_LOG,
    .reads_words = true,
    .least_n = TL_LEAST_WINDOW_WORDS,
    .reference = "design; Benjamini & Hochberg 1995, J R Stat Soc B 57:289",
    .compute = compute,
};
