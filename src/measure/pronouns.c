/*
 * pronouns.c: B06, whether a person speaks as "we", "you" or "I".
 *
 * Value: log((we + 1/2) / (I + 1/2)) over the record, interval from sqrt(phi/(we + 1/2) + phi/(I +
 * 1/2)), phi the dispersion of the weekly we-words (word_counts.h). Extras a thousand words: i, we,
 * you, `we_others` ("we" beside a third person or "at work", which may mean others and counts for
 * nothing else), `you_affection` ("love you", "thank you") and `you_filler` ("you know"), whose
 * "you" is no plain one; `asymmetry`, this person's value minus the other's. Weekly rates of i, we
 * and you. Least n: 1,000 words.
 *
 * Evidence is mixed, so direction alone means nothing: Seider et al. 2009 (Psychology and Aging),
 * Slatcher, Vazire & Pennebaker 2008 (Personal Relationships 15:407), Karan, Rosenthal & Robbins
 * 2019 (JSPR); for I-words and mood r = .13 (Edwards & Holtzman 2017, J Research in Personality
 * 68:63), far too little to say anything about one person.
 */
#include <math.h>

#include "fault.h"
#include "tlmath.h"
#include "word_counts.h"

#define LEAST_WORDS 1000

static struct tl_value we_to_i(const struct tl_word_sums *sums, double phi)
{
    double we = sums->list[TL_WORDS_WE] + 0.5, i = sums->list[TL_WORDS_I] + 0.5;
    double y = tl_log(we / i), half = TL_Z975 * sqrt(phi / we + phi / i);
    return tl_value_ok(y, y - half, y + half, sums->words);
}

static bool add_rates(const struct tl_frame *f, struct tl_arena *arena, struct tl_measurement *out,
                      unsigned who)
{
    static const enum tl_word_list lists[] = {TL_WORDS_I, TL_WORDS_WE, TL_WORDS_YOU,
                                              TL_WORDS_YOU_AFFECTION, TL_WORDS_YOU_FILLER};
    const struct tl_word_sums *all = &f->words->all[who];
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!tl_extra_add(arena, out, tl_word_list_name(lists[i]), (enum tl_whose)who,
                          tl_word_rate_of(f, who, lists[i])))
            return false;
    return tl_extra_add(arena, out, "we_others", (enum tl_whose)who,
                        tl_word_rate(all->we_others, all->words, TL_DISPERSION));
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_word_counts *words = tl_words_of(frame, out);
    if (words == NULL)
        return TL_OK;
    bool ok = tl_word_series(frame, arena, out, "we", TL_WORDS_WE) &&
              tl_word_series(frame, arena, out, "i", TL_WORDS_I) &&
              tl_word_series(frame, arena, out, "you", TL_WORDS_YOU);
    for (unsigned who = 0; ok && who < 2; who++) {
        double phi = tl_word_dispersion(words->week[who], frame->weeks.n, TL_WORDS_WE);
        out->whole[who] =
            tl_value_least(we_to_i(&words->all[who], phi), LEAST_WORDS, "words", arena);
        ok = add_rates(frame, arena, out, who);
    }
    for (size_t who = 0; ok && who < 2; who++)
        ok = tl_extra_add(arena, out, "asymmetry", (enum tl_whose)who,
                          tl_value_ok(out->whole[who].value - out->whole[1 - who].value, NAN, NAN,
                                      out->whole[who].n));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_pronouns = {
    .id = "B06",
    .name = "pronouns",
    .title = "Do you speak as \"we\", \"you\" or \"I\"?",
    .unit = "log ratio of we to I; series: words in a thousand",
    .scale = TL_SCALE_IDENTITY,
    .reads_words = true,
    .least_n = LEAST_WORDS,
    .reference = "Slatcher, Vazire & Pennebaker 2008, Personal Relationships 15:407",
    .compute = compute,
};
