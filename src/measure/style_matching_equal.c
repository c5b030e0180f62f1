/*
 * style_matching_equal.c: B03, style matching at an equal length: has it changed beyond what
 * shorter texts cause?
 *
 * Two samples from the very same habits match .75 at 100 words, .86 at 300 and .95 at 2,000, so a
 * person who writes less seems to match less. In every week where both wrote 300 words, messages of
 * each are drawn whole and in random order until 300 words are reached, the last one counting in
 * part; LSM (style.h) of the two samples, mean of 200 draws. Seed: the context's; both people are
 * drawn with the same numbers, so that swapping them changes nothing.
 *
 * Whole: mean over the weeks with a block jackknife interval. Beside it `self` (two disjoint draws
 * of 300 words of the same person, the ceiling), `different_weeks` (one person's words against the
 * other's of 13 weeks later or before: habit without contact), and `over_habit` = (LSM -
 * different) / (self - different), matching now over and above habit. Least n: 8 weeks. Source:
 * Ireland & Pennebaker 2010, JPSP 99:549-571; equal length, self and index are design.
 */
#include <math.h>

#include "block_jackknife.h"
#include "fault.h"
#include "rng.h"
#include "style.h"

#define WORDS 300.0
#define DRAWS 200
#define KEPT 20 /* draws of a week kept for comparing weeks */
#define APART 13
#define LEAST_WEEKS 8
#define STREAM UINT64_C(0xB03)

/* Numbers of lines that may be drawn from, and the samples kept of each week. */
struct drawing {
    const struct tl_word_counts *words;
    uint32_t *line[2];
    size_t n[2];
    struct tl_style_sums *kept; /* [week][who][KEPT] */
};

/* Moves a random choice of the lines to places from `from` on until they hold WORDS words. Returns
   the place behind them. */
static size_t draw(const struct drawing *d, unsigned who, size_t from, struct tl_rng *rng,
                   struct tl_style_sums *out)
{
    uint32_t *line = d->line[who];
    *out = (struct tl_style_sums){0};
    size_t i = from;
    for (; i < d->n[who] && out->words < WORDS; i++) {
        size_t j = i + tl_rng_below(rng, (uint32_t)(d->n[who] - i));
        uint32_t swap = line[i];
        line[i] = line[j];
        line[j] = swap;
        const struct tl_word_line *l = &d->words->line[line[i]];
        double part = (WORDS - out->words) / l->words;
        part = part < 1.0 ? part : 1.0;
        out->words += part * l->words;
        for (size_t k = 0; k < TL_STYLE_COUNT; k++)
            out->style[k] += part * l->style[k];
    }
    return i;
}

static double match_week(struct drawing *d, uint64_t seed, size_t week)
{
    struct tl_rng rng[2];
    double sum = 0.0, used = 0.0;
    for (size_t who = 0; who < 2; who++)
        tl_rng_init(&rng[who], seed, STREAM + 1 + week);
    for (size_t i = 0; i < DRAWS; i++) {
        struct tl_style_sums sample[2];
        for (unsigned who = 0; who < 2; who++) {
            draw(d, who, 0, &rng[who], &sample[who]);
            if (i < KEPT)
                d->kept[(2 * week + who) * KEPT + i] = sample[who];
        }
        double match = tl_style_match(&sample[0], &sample[1]);
        if (isnan(match))
            continue;
        sum += match;
        used += 1.0;
    }
    return used > 0.0 ? sum / used : NAN;
}

/* Two disjoint draws of the same person, from all lines. */
static struct tl_value match_self(struct drawing *d, uint64_t seed, unsigned who)
{
    struct tl_rng rng;
    double sum = 0.0, used = 0.0;
    tl_rng_init(&rng, seed, STREAM);
    for (size_t i = 0; i < DRAWS; i++) {
        struct tl_style_sums half[2];
        size_t next = draw(d, who, 0, &rng, &half[0]);
        draw(d, who, next, &rng, &half[1]);
        double match = tl_style_match(&half[0], &half[1]);
        if (half[1].words < WORDS - 1e-6 || isnan(match))
            continue;
        sum += match;
        used += 1.0;
    }
    return used > 0.0 ? tl_value_ok(sum / used, NAN, NAN, (uint64_t)used)
                      : tl_value_na("fewer than 600 words");
}

/* A week's words of one against the other's of APART weeks later, both ways. */
static struct tl_value match_apart(const struct drawing *d, size_t weeks)
{
    double sum = 0.0, used = 0.0;
    for (size_t w = 0; w + APART < weeks; w++)
        for (size_t i = 0; i < KEPT; i++) {
            const struct tl_style_sums *now = &d->kept[2 * w * KEPT + i];
            const struct tl_style_sums *then = &d->kept[2 * (w + APART) * KEPT + i];
            double one = tl_style_match(&now[0], &then[KEPT]);
            double other = tl_style_match(&now[KEPT], &then[0]);
            if (isnan(one) || isnan(other))
                continue;
            sum += one + other;
            used += 2.0;
        }
    return used > 0.0 ? tl_value_ok(sum / used, NAN, NAN, (uint64_t)used / (2 * KEPT))
                      : tl_value_na("no two weeks 13 weeks apart hold 300 words of both");
}

static double mean_of_row(const double *sums)
{
    return sums[1] > 0.0 ? sums[0] / sums[1] : NAN;
}

/* Gathers the lines of [first, end) events by person; *at moves through the lines. */
static void gather(struct drawing *d, const struct tl_frame *f, size_t *at, size_t end)
{
    d->n[0] = d->n[1] = 0;
    for (; *at < d->words->n_lines && d->words->line[*at].event < end; (*at)++) {
        unsigned who = tl_event_who(f, d->words->line[*at].event);
        d->line[who][d->n[who]++] = (uint32_t)*at;
    }
}

static void match_weeks(struct drawing *d, const struct tl_frame *f,
                        const struct tl_week_span *span, struct tl_series *s, double *sums)
{
    size_t at = 0;
    for (size_t w = 0; w < f->weeks.n; w++) {
        const struct tl_word_sums *x = &d->words->week[0][w], *y = &d->words->week[1][w];
        gather(d, f, &at, span[w].event_first);
        gather(d, f, &at, span[w].event_end);
        s->n[w] = x->words < y->words ? x->words : y->words;
        if (!tl_window_speaks(x) || !tl_window_speaks(y))
            continue;
        s->value[w] = match_week(d, f->ctx->seed, w);
        if (isnan(s->value[w]))
            continue;
        sums[2 * tl_block_of(f, w)] += s->value[w];
        sums[2 * tl_block_of(f, w) + 1] += 1.0;
    }
}

static bool add_extras(struct drawing *d, const struct tl_frame *f, struct tl_arena *arena,
                       struct tl_measurement *out)
{
    size_t at = 0;
    gather(d, f, &at, f->n_events);
    struct tl_value self[2], apart = match_apart(d, f->weeks.n);
    for (unsigned who = 0; who < 2; who++) {
        self[who] = match_self(d, f->ctx->seed, who);
        if (!tl_extra_add(arena, out, "self", (enum tl_whose)who, self[who]))
            return false;
    }
    struct tl_value over = tl_value_na("too few weeks to tell habit from contact");
    double ceiling = 0.5 * (self[0].value + self[1].value);
    if (out->whole[TL_WHOSE_BOTH].status == TL_VALUE_OK && ceiling > apart.value)
        over =
            tl_value_ok((out->whole[TL_WHOSE_BOTH].value - apart.value) / (ceiling - apart.value),
                        NAN, NAN, out->whole[TL_WHOSE_BOTH].n);
    return tl_extra_add(arena, out, "different_weeks", TL_WHOSE_BOTH, apart) &&
           tl_extra_add(arena, out, "over_habit", TL_WHOSE_BOTH, over);
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct drawing d = {.words = tl_words_of(frame, out)};
    if (d.words == NULL)
        return TL_OK;
    size_t lines = d.words->n_lines + 1, blocks = tl_block_count(frame);
    size_t samples = 2 * KEPT * frame->weeks.n + 1;
    struct tl_week_span *span = tl_week_spans(frame);
    struct tl_series *s = tl_series_add(frame, arena, out, TL_WHOSE_BOTH, NULL, false);
    double *sums = tl_arena_array(arena, 2 * blocks + 4, sizeof *sums);
    d.kept = tl_alloc_zeroed(frame->ctx, samples, sizeof *d.kept);
    for (size_t who = 0; who < 2; who++)
        d.line[who] = tl_alloc_zeroed(frame->ctx, lines, sizeof *d.line[who]);
    bool ok = span != NULL && s != NULL && sums != NULL && d.kept != NULL && d.line[0] != NULL &&
              d.line[1] != NULL;
    if (ok) {
        match_weeks(&d, frame, span, s, sums);
        double weeks = 0.0;
        for (size_t b = 0; b < blocks; b++)
            weeks += sums[2 * b + 1];
        out->whole[TL_WHOSE_BOTH] =
            tl_value_least(tl_block_jackknife(sums, blocks, 2, mean_of_row, sums + 2 * blocks,
                                              (uint64_t)weeks, "no week holds 300 words of both"),
                           LEAST_WEEKS, "weeks with 300 words of both", arena);
        ok = add_extras(&d, frame, arena, out);
    }
    tl_week_spans_free(frame, span);
    tl_free(frame->ctx, d.kept, samples * sizeof *d.kept);
    for (size_t who = 0; who < 2; who++)
        tl_free(frame->ctx, d.line[who], lines * sizeof *d.line[who]);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_style_matching_equal = {
    .id = "B03",
    .name = "style_matching_equal",
    .title = "Has style matching changed beyond what shorter texts cause?",
    .unit = "style matching of 300 words each, 0 to 1",
    .scale = TL_SCALE_IDENTITY,
    .reads_words = true,
    .least_n = LEAST_WEEKS,
    .reference = "Ireland & Pennebaker 2010, J Pers Soc Psychol 99:549; design",
    .compute = compute,
};
