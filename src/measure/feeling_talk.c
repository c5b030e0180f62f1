/*
 * feeling_talk.c: C20, whether a person's talk of feelings has shrunk against the own past.
 *
 *   -1/2 z(feelings) - 1/4 z(feeling words) + 1/4 z(deflected)
 *
 * a week: feelings scale of C13 per 100 turns, feeling words per 1,000 words, and the
 * share of being asked (C19's check-ins) that was answered without a feeling word. Each z is taken
 * against the mean and standard deviation of the person's own baseline: the weeks that speak (20
 * turns) but for the last 8 of them. A part that does not vary or is not known that week adds 0.
 * Whole: mean of the last 8 weeks, normal interval; + is less talk of feelings. Not tested, and no
 * judgement: less talk of feelings is a style as well as a state, and some people are close in what
 * they do. Least n: 8 baseline weeks. Source: design; the three parts are ideas of scales on
 * restrictive emotionality, of which no item, norm or name is used.
 */
#include "feeling_talk.h"

#include <math.h>

#include "exchange_tally.h"
#include "fault.h"
#include "masking.h"
#include "word_counts.h"

#define LEAST_BASELINE 8
#define RECENT 8
#define LEAST_TURNS 20

double tl_restricted(double z_feelings, double z_words, double z_deflected)
{
    return -0.5 * z_feelings - 0.25 * z_words + 0.25 * z_deflected;
}

enum { FEELINGS, WORDS, DEFLECTED, PARTS };

/* A person's weeks; NaN where a part is not known. */
struct weeks {
    double *part[PARTS], *turns, *asked;
};

static bool weeks_init(struct weeks *w, size_t n, struct tl_arena *arena)
{
    bool ok = true;
    for (int p = 0; p < PARTS; p++) {
        w->part[p] = tl_arena_array(arena, n, sizeof(double));
        ok = ok && w->part[p] != NULL;
    }
    w->turns = tl_arena_array(arena, n, sizeof(double));
    w->asked = tl_arena_array(arena, n, sizeof(double));
    return ok && w->turns != NULL && w->asked != NULL;
}

static void count(const struct tl_frame *f, const struct tl_check_ins *check_ins,
                  struct weeks weeks[2])
{
    size_t n = f->weeks.n;
    for (uint32_t t = 0; t < f->n_turns; t++) {
        const struct tl_said *said = &f->exchanges->said[t];
        size_t w = tl_event_week(f, f->turn[t].first);
        if (w >= n || !(said->flags & TL_SAID_WORDS))
            continue;
        weeks[f->turn[t].who].turns[w] += 1.0;
        weeks[f->turn[t].who].part[FEELINGS][w] += said->depth.feelings;
    }
    for (size_t i = 0; i < check_ins->n; i++) {
        const struct tl_turn *answer = &f->turn[check_ins->item[i].answer];
        size_t w = tl_event_week(f, answer->first);
        if (w >= n)
            continue;
        weeks[answer->who].asked[w] += 1.0;
        weeks[answer->who].part[DEFLECTED][w] += !check_ins->item[i].felt;
    }
    for (size_t who = 0; who < 2; who++)
        for (size_t w = 0; w < n; w++) {
            struct weeks *x = &weeks[who];
            x->part[FEELINGS][w] *= 100.0 / x->turns[w]; /* NaN without turns */
            x->part[DEFLECTED][w] /= x->asked[w];
            x->part[WORDS][w] = NAN;
            if (f->words == NULL)
                continue;
            const struct tl_word_sums *sums = &f->words->week[who][w];
            x->part[WORDS][w] =
                1000.0 *
                (sums->list[TL_WORDS_FEELING_PLEASANT] + sums->list[TL_WORDS_FEELING_UNPLEASANT]) /
                (double)sums->words;
        }
}

/* Turns each part into z against the `baseline` first weeks that speak. */
static void standardise(struct weeks *x, size_t n, size_t baseline)
{
    for (int p = 0; p < PARTS; p++) {
        struct tl_moments m = {0};
        size_t seen = 0;
        for (size_t w = 0; w < n && seen < baseline; w++)
            if (x->turns[w] >= LEAST_TURNS) {
                seen++;
                if (isfinite(x->part[p][w]))
                    tl_moments_add(&m, x->part[p][w]);
            }
        double mean = m.sum / m.n;
        double sd = sqrt((m.squares / m.n - mean * mean) * m.n / (m.n - 1.0));
        for (size_t w = 0; w < n; w++) {
            double z = (x->part[p][w] - mean) / sd;
            x->part[p][w] = sd > 1e-9 && isfinite(z) ? z : 0.0;
        }
    }
}

static struct tl_value judge(struct weeks *x, size_t n, struct tl_series *s)
{
    size_t speaks = 0, seen = 0;
    struct tl_moments recent = {0};
    for (size_t w = 0; w < n; w++)
        speaks += x->turns[w] >= LEAST_TURNS;
    if (speaks < LEAST_BASELINE + RECENT)
        return tl_value_na("needs 16 weeks with 20 turns");
    standardise(x, n, speaks - RECENT);
    for (size_t w = 0; w < n; w++) {
        s->n[w] = (uint32_t)x->turns[w];
        if (x->turns[w] < LEAST_TURNS)
            continue;
        s->value[w] = tl_restricted(x->part[FEELINGS][w], x->part[WORDS][w], x->part[DEFLECTED][w]);
        if (seen++ >= speaks - RECENT)
            tl_moments_add(&recent, s->value[w]);
    }
    struct tl_value v = tl_moments_mean(&recent);
    v.n = speaks - RECENT;
    return v;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    if (tl_exchanges_begin(frame, out, false) == NULL)
        return TL_OK;
    struct weeks weeks[2];
    struct tl_check_ins check_ins;
    size_t first;
    enum tl_status status = tl_check_ins_find(frame, &check_ins, err);
    if (status == TL_OK && !(tl_series_add_pair(frame, arena, out, NULL, false, &first) &&
                             weeks_init(&weeks[0], frame->weeks.n, arena) &&
                             weeks_init(&weeks[1], frame->weeks.n, arena)))
        status = tl_fault_memory(err);
    if (status == TL_OK) {
        count(frame, &check_ins, weeks);
        for (size_t who = 0; who < 2; who++)
            out->whole[who] = judge(&weeks[who], frame->weeks.n, &out->series[first + who]);
    }
    tl_check_ins_release(&check_ins);
    return status;
}

const struct tl_measure tl_measure_feeling_talk = {
    .id = "C20",
    .name = "feeling_talk",
    .title = "Has talk of feelings become less, against the own past?",
    .unit = "standard deviations",
    .scale = TL_SCALE_IDENTITY,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_BASELINE,
    .reference = "design",
    .compute = compute,
};
