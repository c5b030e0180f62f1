/*
 * coordination.c: B05, who adapts to whom: does a marker in X's turn make it likelier in Y's
 * answer?
 *
 * For a category m of style.h and Y answering X: C = P(answer holds m | X's turn held m) - P(answer
 * holds m), -1 to 1. Longer answers hold more of everything, so C is taken within thirds of the
 * answers by their length and averaged over those that have turns with m; then over the categories
 * that 20 turns of X held. Block jackknife interval. Extra `asymmetry`: how much more this person
 * adapts than the other. No weekly series: a week holds too few turns. Least n: 200 pairs.
 *
 * Descriptive only: in work and court data the less powerful adapt more; in couples what it means
 * is open. Source: Danescu-Niculescu-Mizil, Lee, Pang & Kleinberg 2012, "Echoes of power", WWW '12;
 * thirds by length are design.
 */
#include <math.h>

#include "block_jackknife.h"
#include "fault.h"
#include "style.h"

#define LEAST_PAIRS 200
#define LEAST_TURNS 20.0
#define THIRDS 3
#define LONGEST 256 /* words; longer answers count as this long */

enum { PAIRS, HELD, ANSWER_HOLDS, BOTH_HOLD, COUNTS };
#define SUMS (TL_STYLE_COUNT * THIRDS * COUNTS)

static double coordination_of_row(const double *sums)
{
    double sum = 0.0;
    unsigned used = 0;
    for (size_t k = 0; k < TL_STYLE_COUNT; k++) {
        double held = 0.0, part = 0.0;
        unsigned thirds = 0;
        for (size_t third = 0; third < THIRDS; third++) {
            const double *c = sums + (k * THIRDS + third) * COUNTS;
            held += c[HELD];
            if (!(c[HELD] > 0.0))
                continue;
            part += c[BOTH_HOLD] / c[HELD] - c[ANSWER_HOLDS] / c[PAIRS];
            thirds++;
        }
        if (held < LEAST_TURNS)
            continue;
        sum += part / thirds;
        used++;
    }
    return used > 0 ? sum / used : NAN;
}

struct pair {
    struct tl_style_sums x, y;
    unsigned who; /* answers */
    size_t week;
};

/* Calls `see` for every turn that answers the other's with words. */
static void walk(const struct tl_frame *f, void (*see)(void *user, const struct pair *pair),
                 void *user)
{
    struct pair pair = {.who = 0};
    size_t line = 0;
    for (uint32_t t = 0; t < f->n_turns; t++) {
        const struct tl_turn *turn = &f->turn[t];
        pair.x = pair.y;
        pair.y = tl_style_of_turn(f, t, &line);
        if (t == f->session[turn->session].turn_first || f->turn[t - 1].who == turn->who ||
            !(pair.x.words > 0.0) || !(pair.y.words > 0.0))
            continue;
        pair.who = turn->who;
        pair.week = tl_event_week(f, turn->first);
        see(user, &pair);
    }
}

struct counting {
    const struct tl_frame *frame;
    uint32_t length[2][LONGEST + 1]; /* answers by words */
    size_t third_end[2][THIRDS];     /* longest answer of each third */
    double *sums[2];                 /* [block][SUMS] */
    uint64_t pairs[2];
};

static size_t length_of(const struct pair *pair)
{
    return pair->y.words < LONGEST ? (size_t)pair->y.words : LONGEST;
}

static void see_length(void *user, const struct pair *pair)
{
    struct counting *c = user;
    c->length[pair->who][length_of(pair)]++;
    c->pairs[pair->who]++;
}

static void cut_thirds(struct counting *c)
{
    for (size_t who = 0; who < 2; who++) {
        uint64_t seen = 0;
        size_t words = 0;
        for (size_t third = 0; third < THIRDS; third++) {
            while (words < LONGEST && THIRDS * seen < (third + 1) * c->pairs[who])
                seen += c->length[who][++words];
            c->third_end[who][third] = third + 1 < THIRDS ? words : LONGEST;
        }
    }
}

static void see_pair(void *user, const struct pair *pair)
{
    struct counting *c = user;
    size_t third = 0;
    while (length_of(pair) > c->third_end[pair->who][third])
        third++;
    double *row = c->sums[pair->who] + tl_block_of(c->frame, pair->week) * SUMS;
    for (size_t k = 0; k < TL_STYLE_COUNT; k++) {
        double *of = row + (k * THIRDS + third) * COUNTS;
        bool x = pair->x.style[k] > 0.0, y = pair->y.style[k] > 0.0;
        of[PAIRS] += 1.0;
        of[HELD] += x;
        of[ANSWER_HOLDS] += y;
        of[BOTH_HOLD] += x && y;
    }
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    if (tl_words_of(frame, out) == NULL)
        return TL_OK;
    size_t blocks = tl_block_count(frame), size = (blocks + 2) * SUMS;
    struct counting *c = tl_alloc_zeroed(frame->ctx, 1, sizeof *c);
    double *sums = tl_alloc_zeroed(frame->ctx, 2 * size, sizeof *sums);
    bool ok = c != NULL && sums != NULL;
    if (ok) {
        c->frame = frame;
        c->sums[0] = sums;
        c->sums[1] = sums + size;
        walk(frame, see_length, c);
        cut_thirds(c);
        walk(frame, see_pair, c);
        for (size_t who = 0; who < 2; who++)
            out->whole[who] =
                tl_value_least(tl_block_jackknife(c->sums[who], blocks, SUMS, coordination_of_row,
                                                  c->sums[who] + blocks * SUMS, c->pairs[who],
                                                  "too few turns hold any kind of small word"),
                               LEAST_PAIRS, "answers with words", arena);
        for (size_t who = 0; ok && who < 2; who++) {
            double more = out->whole[who].value - out->whole[1 - who].value;
            ok = tl_extra_add(arena, out, "asymmetry", (enum tl_whose)who,
                              isnan(more) ? tl_value_na("not known of both")
                                          : tl_value_ok(more, NAN, NAN, c->pairs[who]));
        }
    }
    tl_free(frame->ctx, sums, 2 * size * sizeof *sums);
    tl_free(frame->ctx, c, sizeof *c);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_coordination = {
    .id = "B05",
    .name = "coordination",
    .title = "Who adapts to whom?",
    .unit = "points of probability",
    .scale = TL_SCALE_IDENTITY,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_PAIRS,
    .reference = "Danescu-Niculescu-Mizil et al. 2012, WWW '12",
    .compute = compute,
};
