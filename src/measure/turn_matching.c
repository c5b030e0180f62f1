/*
 * turn_matching.c: B04, whether each picks up the other's style from turn to turn.
 *
 * For every turn of X and the turn of Y that follows it in the session, both of 8 words or more,
 * and each category of style.h present in X's turn: 1 - |x - y| / (x + y + 0.0001) of the
 * percentages; mean over all categories and pairs, for Y answering X, 0 to 1, block jackknife
 * interval. Weekly with at least 5 pairs. Least n: 100 pairs.
 *
 * After rLSM (Mueller-Frommeyer, Frommeyer & Kauffeld 2019, Behav Res Methods 51:1343), whose exact
 * formula we have not seen: so it is called turn matching here. Caveat: a short turn holds few
 * categories; only change within a pair of people counts.
 */
#include <math.h>

#include "block_jackknife.h"
#include "fault.h"
#include "style.h"

#define LEAST_PAIRS 100
#define LEAST_WEEK_PAIRS 5
#define LEAST_WORDS 8.0

/* Sum of matches, categories compared, pairs. */
struct matching {
    double sum, compared, pairs;
};

static void see_pair(struct matching *m, const struct tl_style_sums *x,
                     const struct tl_style_sums *y)
{
    double compared = m->compared;
    for (int k = 0; k < TL_STYLE_COUNT; k++)
        if (x->style[k] > 0.0) {
            m->sum += tl_style_match_one(x, y, (enum tl_style)k);
            m->compared += 1.0;
        }
    m->pairs += m->compared > compared;
}

static double mean_of_row(const double *sums)
{
    return sums[1] > 0.0 ? sums[0] / sums[1] : NAN;
}

static bool fill_person(const struct tl_frame *f, struct tl_arena *arena,
                        struct tl_measurement *out, size_t who, const struct matching *week)
{
    size_t blocks = tl_block_count(f), n = f->weeks.n;
    double *sums = tl_arena_array(arena, 2 * blocks + 4, sizeof *sums), pairs = 0.0;
    if (sums == NULL)
        return false;
    for (size_t w = 0; w <= n; w++) {
        size_t b = tl_block_of(f, w);
        sums[2 * b] += week[w].sum;
        sums[2 * b + 1] += week[w].compared;
        pairs += week[w].pairs;
        if (w == n)
            break;
        out->series[who].n[w] = (uint32_t)week[w].pairs;
        if (week[w].pairs >= LEAST_WEEK_PAIRS)
            out->series[who].value[w] = week[w].sum / week[w].compared;
    }
    out->whole[who] =
        tl_value_least(tl_block_jackknife(sums, blocks, 2, mean_of_row, sums + 2 * blocks,
                                          (uint64_t)pairs, "no pairs of turns of 8 words"),
                       LEAST_PAIRS, "pairs of turns of 8 words", arena);
    return true;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t n = frame->weeks.n, first, line = 0;
    if (tl_words_of(frame, out) == NULL)
        return TL_OK;
    struct matching *week = tl_alloc_zeroed(frame->ctx, 2 * (n + 1), sizeof *week);
    bool ok = week != NULL && tl_series_add_pair(frame, arena, out, NULL, false, &first);
    struct tl_style_sums before = {0};
    for (uint32_t t = 0; ok && t < frame->n_turns; t++) {
        const struct tl_turn *turn = &frame->turn[t];
        struct tl_style_sums now = tl_style_of_turn(frame, t, &line);
        bool answers =
            t > frame->session[turn->session].turn_first && frame->turn[t - 1].who != turn->who;
        if (answers && before.words >= LEAST_WORDS && now.words >= LEAST_WORDS) {
            size_t w = tl_event_week(frame, turn->first);
            see_pair(&week[turn->who * (n + 1) + (w < n ? w : n)], &before, &now);
        }
        before = now;
    }
    for (size_t who = 0; ok && who < 2; who++)
        ok = fill_person(frame, arena, out, who, week + who * (n + 1));
    tl_free(frame->ctx, week, 2 * (n + 1) * sizeof *week);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_turn_matching = {
    .id = "B04",
    .name = "turn_matching",
    .title = "Does each of you pick up the other's style from turn to turn?",
    .unit = "style matching of answers, 0 to 1",
    .scale = TL_SCALE_IDENTITY,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_PAIRS,
    .reference = "design, after Mueller-Frommeyer et al. 2019, Behav Res Methods 51:1343",
    .compute = compute,
};
