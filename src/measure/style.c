/*
 * style.c: style matching.
 */
#include "style.h"

#include <math.h>

const char *const tl_style_name[TL_STYLE_COUNT] = {
    "personal_pronouns", "impersonal_pronouns", "articles",
    "conjunctions",      "prepositions",        "auxiliary_verbs",
    "adverbs",           "negations",           "quantifiers"};

struct tl_style_sums tl_style_of(const struct tl_word_sums *sums)
{
    struct tl_style_sums out = {.words = sums->words};
    for (size_t k = 0; k < TL_STYLE_COUNT; k++)
        out.style[k] = sums->style[k];
    return out;
}

void tl_style_add(struct tl_style_sums *sum, const struct tl_style_sums *part, double times)
{
    sum->words += times * part->words;
    for (size_t k = 0; k < TL_STYLE_COUNT; k++)
        sum->style[k] += times * part->style[k];
}

double tl_style_match_one(const struct tl_style_sums *a, const struct tl_style_sums *b,
                          enum tl_style category)
{
    if (!(a->style[category] > 0.0 || b->style[category] > 0.0))
        return NAN;
    double x = 100.0 * a->style[category] / a->words, y = 100.0 * b->style[category] / b->words;
    return 1.0 - fabs(x - y) / (x + y + 0.0001);
}

double tl_style_match(const struct tl_style_sums *a, const struct tl_style_sums *b)
{
    double sum = 0.0;
    unsigned used = 0;
    if (!(a->words > 0.0 && b->words > 0.0))
        return NAN;
    for (int k = 0; k < TL_STYLE_COUNT; k++) {
        double match = tl_style_match_one(a, b, (enum tl_style)k);
        if (isnan(match))
            continue;
        sum += match;
        used++;
    }
    return used >= TL_LEAST_CATEGORIES ? sum / used : NAN;
}

struct tl_style_sums tl_style_of_turn(const struct tl_frame *frame, uint32_t t, size_t *line)
{
    const struct tl_word_counts *words = frame->words;
    const struct tl_turn *turn = &frame->turn[t];
    struct tl_style_sums out = {0};
    while (*line < words->n_lines && words->line[*line].event < turn->end) {
        const struct tl_word_line *l = &words->line[(*line)++];
        if (l->event < turn->first)
            continue;
        out.words += l->words;
        for (size_t k = 0; k < TL_STYLE_COUNT; k++)
            out.style[k] += l->style[k];
    }
    return out;
}
