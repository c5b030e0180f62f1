/*
 * valence.c: B11, whether the tone has become cooler: the mean valence of the messages that have
 * any, and how many are pleasant and unpleasant.
 *
 * The valence of a message is that of its labels (docs/labels.md), -1 to 1. A message is scored
 * when it lies .05 or more from 0, VADER's own bounds of neutral (Hutto & Gilbert 2014, ICWSM). A
 * person's value is the mean of the scored ones with its normal interval; weekly with at least 5,
 * tested as it is with weight n / variance (the detector adds what weeks vary by themselves, and
 * their resemblance). Beside it, and as series, the shares of pleasant and unpleasant messages:
 * flat is fewer of both, which is not the same as negative; a retreat looks flat, a quarrel
 * negative.
 *
 * Messages are those with words: no reactions, nothing forwarded. Caveat: it sees about the tone of
 * a sentence, not the feeling of the writer; sarcasm and quotes are often misread. Least n: 40
 * scored messages.
 */
#include <math.h>

#include "fault.h"
#include "measuring.h"

#define LEAST_SCORED 40
#define LEAST_WEEK_SCORED 5
#define NEUTRAL 5 /* hundredths, exclusive */

struct tone {
    double messages, pleasant, unpleasant, sum, squares;
};

static void see_message(const struct tl_frame *f, size_t e, struct tone *tone)
{
    const struct tl_conversation *conv = f->conv;
    uint32_t message = f->event[e];
    if (conv->words[message] == 0 || conv->kind[message] == TL_KIND_REACTION ||
        (conv->flags[message] & TL_FLAG_FORWARDED))
        return;
    int hundredths = f->annotations->valence[message];
    tone->messages += 1.0;
    if (hundredths > -NEUTRAL && hundredths < NEUTRAL)
        return;
    double valence = hundredths / 100.0;
    tone->pleasant += valence > 0.0;
    tone->unpleasant += valence < 0.0;
    tone->sum += valence;
    tone->squares += valence * valence;
}

static double scored(const struct tone *t)
{
    return t->pleasant + t->unpleasant;
}

static double variance(const struct tone *t)
{
    double n = scored(t), mean = t->sum / n;
    double v = (t->squares / n - mean * mean) * n / (n - 1.0);
    return v > 0.0 ? v : 0.0;
}

static struct tl_value mean_of(const struct tone *t, double var)
{
    double n = scored(t);
    if (!(n > 0.0))
        return tl_value_na("no scored messages");
    double mean = t->sum / n, half = TL_Z975 * sqrt(var / n);
    return tl_value_ok(mean, mean - half, mean + half, (uint64_t)n);
}

static void fill_mean(const struct tl_frame *f, struct tl_series *s, const struct tone *week,
                      double var)
{
    for (size_t w = 0; w < f->weeks.n; w++) {
        s->n[w] = (uint32_t)scored(&week[w]);
        if (s->n[w] < LEAST_WEEK_SCORED || !(var > 0.0))
            continue;
        struct tl_value v = mean_of(&week[w], var);
        s->value[w] = s->test[w] = v.value;
        s->low[w] = v.lo;
        s->high[w] = v.hi;
        s->weight[w] = scored(&week[w]) / var;
    }
}

static bool fill_person(const struct tl_frame *f, struct tl_arena *arena,
                        struct tl_measurement *out, size_t who, const struct tone *week)
{
    size_t n = f->weeks.n;
    double *part[3];
    for (int i = 0; i < 3; i++) {
        part[i] = tl_arena_array(arena, n, sizeof(double));
        if (part[i] == NULL)
            return false;
    }
    struct tone all = week[n];
    for (size_t w = 0; w < n; w++) {
        all.messages += week[w].messages;
        all.pleasant += week[w].pleasant;
        all.unpleasant += week[w].unpleasant;
        all.sum += week[w].sum;
        all.squares += week[w].squares;
        part[0][w] = week[w].pleasant;
        part[1][w] = week[w].unpleasant;
        part[2][w] = week[w].messages;
    }
    double var = scored(&all) > 1.0 ? variance(&all) : 0.0;
    out->whole[who] =
        tl_value_least(mean_of(&all, var), LEAST_SCORED, "messages with a tone", arena);
    fill_mean(f, &out->series[who], week, var);
    tl_series_from_shares(f, &out->series[2 + who], part[0], part[2], LEAST_WEEK_SCORED);
    tl_series_from_shares(f, &out->series[4 + who], part[1], part[2], LEAST_WEEK_SCORED);
    return tl_extra_add(arena, out, "pleasant", (enum tl_whose)who,
                        tl_share(all.pleasant, all.messages)) &&
           tl_extra_add(arena, out, "unpleasant", (enum tl_whose)who,
                        tl_share(all.unpleasant, all.messages));
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t n = frame->weeks.n, first;
    struct tone *week[2] = {tl_alloc_zeroed(frame->ctx, n + 1, sizeof *week[0]),
                            tl_alloc_zeroed(frame->ctx, n + 1, sizeof *week[1])};
    bool ok = week[0] != NULL && week[1] != NULL &&
              tl_series_add_pair(frame, arena, out, NULL, true, &first) &&
              tl_series_add_pair(frame, arena, out, "pleasant", false, &first) &&
              tl_series_add_pair(frame, arena, out, "unpleasant", false, &first);
    for (size_t e = 0; ok && e < frame->n_events; e++) {
        size_t w = tl_event_week(frame, e); /* what lies outside the weeks is summed behind them */
        see_message(frame, e, &week[tl_event_who(frame, e)][w < n ? w : n]);
    }
    for (size_t who = 0; ok && who < 2; who++)
        ok = fill_person(frame, arena, out, who, week[who]);
    tl_free(frame->ctx, week[0], (n + 1) * sizeof *week[0]);
    tl_free(frame->ctx, week[1], (n + 1) * sizeof *week[1]);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_valence = {
    .id = "B11",
    .name = "valence",
    .title = "How warm is the tone?",
    .plain = "the tone of a message, from -1 to 1,",
    .unit = "mean valence of messages with a tone",
    .family = TL_FAMILY_WARMTH,
    .closeness = 1,
    .scale = TL_SCALE_IDENTITY,
    .reads_words = true,
    .least_n = LEAST_SCORED,
    .reference = "Hutto & Gilbert 2014, ICWSM",
    .compute = compute,
};
