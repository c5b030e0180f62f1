/*
 * planted.h: conversations of a branching process whose numbers are known.
 */
#ifndef PLANTED_H
#define PLANTED_H

#include "tl_test.h"

#include "branching.h"
#include "builder.h"
#include "civil.h"
#include "rng.h"
#include "tlmath.h"

/* Offspring of a planted process: people awake from 8 to 24, so that a day has 16 effective hours.
 */
struct planted {
    double n[2][2], mu[2], median_min[2][2], sigma;
};

struct event {
    double awake_hours; /* since the first morning, nights left out */
    int who;
};

static inline int by_time(const void *a, const void *b)
{
    double x = ((const struct event *)a)->awake_hours, y = ((const struct event *)b)->awake_hours;
    return (x > y) - (x < y);
}

static inline struct event *grow(const struct planted *p, int days, uint64_t seed, size_t *n)
{
    size_t cap = 400000, done = 0, at = 0;
    struct event *e = malloc(cap * sizeof *e);
    struct tl_rng rng;
    tl_rng_init(&rng, seed, 21);
    double end = 16.0 * days;
    for (int who = 0; who < 2; who++)
        for (uint32_t k = tl_rng_poisson(&rng, p->mu[who] * days); k > 0; k--)
            e[done++] = (struct event){end * tl_rng_uniform(&rng), who};
    for (; at < done; at++)
        for (int who = 0; who < 2; who++)
            for (uint32_t k = tl_rng_poisson(&rng, p->n[who][e[at].who]); k > 0; k--) {
                double delay =
                    p->median_min[who][e[at].who] / 60.0 * tl_exp(p->sigma * tl_rng_normal(&rng));
                if (e[at].awake_hours + delay < end && done < cap)
                    e[done++] = (struct event){e[at].awake_hours + delay, who};
            }
    qsort(e, done, sizeof *e, by_time);
    *n = done;
    return e;
}

static inline struct tl_conversation *write_down(const struct tl_context *ctx,
                                                 const struct event *e, size_t n, int64_t unit_ms,
                                                 bool swapped)
{
    struct tl_conversation *conv;
    uint16_t file, person[2];
    assert_int_equal(tl_conversation_new(ctx, &conv), TL_OK);
    tl_conversation_add_file(conv, TL_STR("t"), "test", &file, NULL);
    conv->files[file].can = TL_CAN_TIMING | TL_CAN_BOTH_SIDES;
    tl_conversation_person(conv, TL_STR("A"), TL_STR("A"), &person[0], NULL);
    tl_conversation_person(conv, TL_STR("B"), TL_STR("B"), &person[1], NULL);
    int64_t start = tl_day_from_civil(2023, 1, 2) * TL_MS_PER_DAY + 8 * TL_MS_PER_HOUR;
    for (size_t i = 0; i < n; i++) {
        int64_t day = (int64_t)(e[i].awake_hours / 16.0);
        int64_t ms = start + day * TL_MS_PER_DAY +
                     (int64_t)((e[i].awake_hours - 16.0 * (double)day) * 3600000.0);
        struct tl_message m = {.time_ms = ms - ms % unit_ms,
                               .sender = person[e[i].who],
                               .resolution = unit_ms == 60000 ? TL_RES_MINUTE : TL_RES_SECOND,
                               .file = file,
                               .text = TL_STR("x"),
                               .reply_to = TL_NO_MESSAGE,
                               .duration_s = -1};
        assert_int_equal(tl_conversation_push(conv, &m, NULL), TL_OK);
    }
    struct tl_conversation_options options = {.me = swapped ? "B" : "A",
                                              .with = swapped ? "A" : "B"};
    assert_int_equal(tl_conversation_finish(conv, &options, NULL), TL_OK);
    return conv;
}

static const struct planted usual = {.n = {{.35, .45}, {.50, .30}},
                                     .mu = {3.0, 2.5},
                                     .median_min = {{.4, 3}, {3, .4}},
                                     .sigma = 1.2};

/* `days` of one process, then as many of another. */
static inline struct tl_conversation *write_two(const struct tl_context *ctx,
                                                const struct planted *before,
                                                const struct planted *after, int days,
                                                uint64_t seed)
{
    size_t n[2];
    struct event *e[2] = {grow(before, days, seed, &n[0]), grow(after, days, seed + 1, &n[1])};
    struct event *all = malloc((n[0] + n[1]) * sizeof *all);
    for (size_t i = 0; i < n[0] + n[1]; i++) {
        all[i] = i < n[0] ? e[0][i] : e[1][i - n[0]];
        if (i >= n[0])
            all[i].awake_hours += 16.0 * days;
    }
    struct tl_conversation *conv = write_down(ctx, all, n[0] + n[1], 1000, false);
    free(all);
    free(e[0]);
    free(e[1]);
    return conv;
}

#endif
