/*
 * branching_parts.c: the branching process of each half of the record, and how sure its numbers
 * are.
 *
 * A half is fitted by EM as the whole is (branching.c), from the whole's parameters on; parents may
 * lie before its first event. Errors: with the delays as fitted, the log-likelihood of person i is
 * that of mu_i, n_i0 and n_i1 alone, and concave. Its scores are summed by blocks, up to 20 runs of
 * days, since weeks resemble their neighbours, and go through the inverse of the information: the
 * sandwich of an estimating equation. Soft counts alone would look surer than they are, since which
 * message an answer belongs to is itself a guess.
 *
 * Source: Freedman 2006, The American Statistician 60:299 (sandwich); Louis 1982, J R Stat Soc B
 * 44:226 (what EM's counts leave out).
 */
#include "cascade.h"

#include <math.h>
#include <string.h>

#include "tlmath.h"

#define HALF_EVENTS 1000
#define HALF_PERSON 150
#define BLOCKS 20
#define BLOCKS_LEAST 8
#define OWN 3 /* mu_i, n_i0, n_i1 */

struct scores {
    size_t blocks;
    double block[BLOCKS][2][OWN], information[2][OWN][OWN];
};

/* Events outside the weeks belong to the half they are nearer to. */
static bool in_first_half(const struct tl_cascade *c, const struct tl_frame *frame, size_t k)
{
    const int64_t middle = frame->weeks.first_day + 7 * (int64_t)(frame->weeks.n / 2);
    return tl_event_day(frame, c->event[k]) < middle;
}

/* What the intensity of child k (the i-th sampled one) changes by with mu and both n. */
static void slope_of(const struct tl_cascade *c, size_t i, const struct tl_branching_part *part,
                     double density[CELLS][BINS], double slope[OWN])
{
    const size_t k = i * c->step;
    const unsigned who = c->who[k];
    slope[0] = slope[1] = slope[2] = 0.0;
    if (c->fixed != NULL && c->fixed[k] != UINT32_MAX) {
        const unsigned parent = c->who[c->fixed[k]];
        slope[1 + parent] = 1.0 / part->n[who][parent];
        return;
    }
    const uint16_t *bin = c->bin + i * TL_PARENTS;
    double total = part->mu[who];
    for (size_t j = 0; j < TL_PARENTS && bin[j] != NO_BIN; j++) {
        const unsigned parent = c->who[k - 1 - j];
        const double share = density[2 * who + parent][bin[j]];
        slope[1 + parent] += share;
        total += share;
    }
    slope[0] = 1.0 / total;
    for (size_t j = 0; j < 2; j++)
        slope[1 + j] /= part->n[who][j] * total;
}

static void score(const struct tl_cascade *c, const struct tl_frame *frame,
                  const struct tl_branching_part *part, double density[CELLS][BINS],
                  struct scores *s)
{
    const size_t from = c->first * c->step, most = (c->first + c->n_children) * c->step,
                 to = most < c->n ? most : c->n;
    const int64_t day = tl_event_day(frame, c->event[from]),
                  days = tl_event_day(frame, c->event[to - 1]) - day + 1;
    memset(s, 0, sizeof *s);
    s->blocks = days < BLOCKS ? days < 1 ? 1 : (size_t)days : BLOCKS;
    for (size_t k = from; k < to; k++) {
        int64_t at = (tl_event_day(frame, c->event[k]) - day) * (int64_t)s->blocks / days;
        at = at < 0 ? 0 : at >= (int64_t)s->blocks ? (int64_t)s->blocks - 1 : at;
        double(*block)[OWN] = s->block[at];
        for (size_t who = 0; who < 2; who++) {
            block[who][0] -= k > from ? c->hours[who][k] - c->hours[who][k - 1] : 0.0;
            block[who][1 + c->who[k]] -= 1.0;
        }
        if (k % c->step != 0)
            continue;
        double slope[OWN];
        slope_of(c, k / c->step, part, density, slope);
        for (size_t i = 0; i < OWN; i++) {
            block[c->who[k]][i] += (double)c->step * slope[i];
            for (size_t j = 0; j < OWN; j++)
                s->information[c->who[k]][i][j] += (double)c->step * slope[i] * slope[j];
        }
    }
}

/* x with a x = b; a is symmetric and positive definite, or x comes out not finite. */
static void solve(const double a[OWN][OWN], const double b[OWN], double x[OWN])
{
    double m[OWN][OWN + 1];
    for (size_t i = 0; i < OWN; i++) {
        memcpy(m[i], a[i], sizeof a[i]);
        m[i][OWN] = b[i];
    }
    for (size_t i = 0; i < OWN; i++)
        for (size_t r = 0; r < OWN; r++) {
            const double times = m[r][i] / m[i][i];
            for (size_t j = i; r != i && j <= OWN; j++)
                m[r][j] -= times * m[i][j];
        }
    for (size_t i = 0; i < OWN; i++)
        x[i] = m[i][OWN] / m[i][i];
}

static void give_errors(const struct scores *s, struct tl_branching_part *part)
{
    double(*n)[2] = part->n;
    const double apart = 0.5 * (n[0][0] - n[1][1]), root = sqrt(apart * apart + n[0][1] * n[1][0]);
    const double by_n[2][2] = {{0.5 + 0.5 * apart / root, 0.5 * n[1][0] / root},
                               {0.5 * n[0][1] / root, 0.5 - 0.5 * apart / root}};
    double squares[2][2] = {{0}}, radius = 0.0;
    for (size_t b = 0; b < s->blocks; b++) {
        double along = 0.0;
        for (size_t i = 0; i < 2; i++) {
            double moved[OWN];
            solve(s->information[i], s->block[b][i], moved);
            for (size_t j = 0; j < 2; j++) {
                squares[i][j] += moved[1 + j] * moved[1 + j];
                along += by_n[i][j] * moved[1 + j];
            }
        }
        radius += along * along;
    }
    const double few =
        s->blocks < BLOCKS_LEAST ? (double)NAN : (double)s->blocks / (double)(s->blocks - 1);
    part->radius_se = sqrt(few * radius);
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 2; j++)
            part->n_se[i][j] = sqrt(few * squares[i][j]);
}

/* Of the children c now holds. */
static void fill_part(const struct tl_cascade *c, const struct tl_frame *frame,
                      const double p[PARAMETERS], double density[CELLS][BINS],
                      struct tl_branching_part *part)
{
    struct scores s;
    for (unsigned i = 0; i < 2; i++) {
        part->mu[i] = tl_exp(p[P_LOG_MU + i]);
        for (unsigned j = 0; j < 2; j++)
            part->n[i][j] = tl_exp(p[P_LOG_N + 2 * i + j]);
    }
    part->spectral_radius = tl_branching_radius((const double(*)[2])part->n);
    part->usable = part->spectral_radius <= TL_MOST_RADIUS;
    tl_cascade_densities(c, p, density);
    score(c, frame, part, density, &s);
    give_errors(&s, part);
}

/* Lets c hold one half; false when that is too little. */
static bool hold_half(struct tl_cascade *c, const struct tl_frame *frame, bool first_half,
                      struct tl_branching_part *part)
{
    size_t from = c->n, to = 0;
    c->total[0] = c->total[1] = 0.0;
    for (size_t k = 0; k < c->n; k++)
        if (in_first_half(c, frame, k) == first_half) {
            c->total[c->who[k]] += 1.0;
            from = k < from ? k : from;
            to = k + 1;
        }
    for (unsigned who = 0; who < 2; who++) {
        part->n_events[who] = (size_t)c->total[who];
        c->span[who] = from < to ? c->hours[who][to - 1] - c->hours[who][from] : 0.0;
    }
    c->first = (from + c->step - 1) / c->step;
    c->n_children = to > from ? (to + c->step - 1) / c->step - c->first : 0;
    return c->total[0] + c->total[1] >= HALF_EVENTS && c->total[0] >= HALF_PERSON &&
           c->total[1] >= HALF_PERSON && c->span[0] > 1.0 && c->span[1] > 1.0;
}

void tl_branching_parts(struct tl_cascade *c, const struct tl_frame *frame,
                        const double p[PARAMETERS], struct tl_cascade_sums *sums,
                        double density[CELLS][BINS], struct tl_branching *b)
{
    for (unsigned who = 0; who < 2; who++)
        b->part[TL_RECORD].n_events[who] = b->n_events[who];
    fill_part(c, frame, p, density, &b->part[TL_RECORD]);
    for (unsigned h = TL_FIRST_HALF; h < TL_PARTS; h++) {
        double own[PARAMETERS], log_likelihood;
        if (!hold_half(c, frame, h == TL_FIRST_HALF, &b->part[h]))
            continue;
        memcpy(own, p, sizeof own);
        tl_cascade_fit(c, own, &log_likelihood, sums, density);
        fill_part(c, frame, own, density, &b->part[h]);
    }
}
