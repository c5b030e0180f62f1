/*
 * sheet.h: measurements written by hand, for tests of what is made of them.
 */
#ifndef TL_TEST_SHEET_H
#define TL_TEST_SHEET_H

#include "tl_test.h"

#include "panel.h"
#include "rng.h"

#define SHEET_WEEKS 96

struct sheet {
    size_t weeks;
    struct tl_measure measure;
    double value[2][SHEET_WEEKS], weight[2][SHEET_WEEKS];
    struct tl_series series[2];
    struct tl_measurement m;
};

/* Both series are 0 with weight 1. The sheet must not move afterwards. */
static inline void sheet_open(struct sheet *s, size_t weeks, enum tl_family family, bool primary,
                              int closeness, enum tl_scale scale)
{
    *s = (struct sheet){.weeks = weeks,
                        .measure = {.id = "T01",
                                    .family = family,
                                    .primary = primary,
                                    .closeness = closeness,
                                    .scale = scale}};
    for (int who = 0; who < 2; who++) {
        for (size_t w = 0; w < weeks; w++)
            s->weight[who][w] = 1.0;
        s->series[who] = (struct tl_series){.whose = (enum tl_whose)who,
                                            .value = s->value[who],
                                            .test = s->value[who],
                                            .weight = s->weight[who]};
        s->m.whole[who].status = TL_VALUE_OK;
    }
    s->m.measure = &s->measure;
    s->m.series = s->series;
    s->m.n_series = 2;
}

/* Noise that is 0 in the mean of every four weeks: the ratio of the two is 0, 2, -2, 0 times
   `size`. */
static inline void sheet_wave(struct sheet *s, double size)
{
    static const double wave[2][4] = {{1, -1, 1, -1}, {1, 1, -1, -1}};
    for (int who = 0; who < 2; who++)
        for (size_t w = 0; w < s->weeks; w++)
            s->value[who][w] += size * wave[who][w % 4];
}

static inline void sheet_noise(struct sheet *s, struct tl_rng *rng, double sd)
{
    for (int who = 0; who < 2; who++)
        for (size_t w = 0; w < s->weeks; w++)
            s->value[who][w] += sd * tl_rng_normal(rng);
}

static inline void sheet_add(struct sheet *s, int who, size_t from, size_t to, double what)
{
    for (size_t w = from; w < to; w++)
        s->value[who][w] += what;
}

/* Nothing is known of both in [from, to). */
static inline void sheet_hide(struct sheet *s, size_t from, size_t to)
{
    for (int who = 0; who < 2; who++)
        for (size_t w = from; w < to; w++) {
            s->value[who][w] = (double)NAN;
            s->weight[who][w] = 0.0;
        }
}

/* The same with the people swapped. */
static inline void sheet_swap(struct sheet *s)
{
    for (size_t w = 0; w < s->weeks; w++) {
        double value = s->value[0][w], weight = s->weight[0][w];
        s->value[0][w] = s->value[1][w];
        s->weight[0][w] = s->weight[1][w];
        s->value[1][w] = value;
        s->weight[1][w] = weight;
    }
}

/* A panel of n sheets. */
static inline enum tl_status sheet_panel(const struct sheet *sheets, size_t n, enum tl_family skip,
                                         struct tl_arena *arena, struct tl_panel *panel)
{
    struct tl_measurement all[8];
    double covered[SHEET_WEEKS];
    for (size_t w = 0; w < SHEET_WEEKS; w++)
        covered[w] = 7.0;
    struct tl_frame frame = {.weeks = {.n = sheets[0].weeks, .covered = covered}};
    for (size_t i = 0; i < n; i++)
        all[i] = sheets[i].m;
    return tl_panel_lay(panel, &frame, all, n, skip, arena);
}

#endif
