/*
 * joint.c: several series of the same weeks scanned together under the same shuffles (D7, D8).
 *
 * A person may step back in one way or in several. Testing each series by itself multiplies the
 * chances of a false alarm; testing only their mean misses the one that changed. So every series is
 * scanned, each T is put on the scale of its own shuffled copies, and the largest is compared with
 * the largest of the shuffled ones (single-step max-T, Westfall & Young 1993, Resampling-based
 * multiple testing, ch. 2). Weeks are shuffled as wholes, so that what the series share stays
 * shared.
 */
#include "detect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Largest T over splits with `least` weeks on both sides, squared; *at its position in `order`. */
static double scan_square(const double *v, const double *s, const uint32_t *order, size_t n,
                          size_t least, double total, size_t *at)
{
    double v1 = 0.0, s1 = 0.0, best = 0.0;
    for (size_t i = 0; i + least <= n; i++) {
        double rest = total - v1;
        if (i >= least && v1 > 0.0 && rest > 1e-12 * total) {
            double square = s1 * s1 * total / (v1 * rest);
            if (square > best) {
                best = square;
                *at = i;
            }
        }
        v1 += v[order[i]];
        s1 += s[order[i]];
    }
    return best;
}

struct shuffled {
    size_t n_series, n; /* n: weeks in which any series is known */
    size_t *week;       /* their numbers */
    double *v, *s;      /* n_series * n: weights; weights times centred values */
    double *total;
    uint32_t *order;
    float *t; /* rounds * n_series */
};

static enum tl_status lay(struct shuffled *h, const struct tl_joint_series *series, size_t n_series,
                          size_t n_weeks, uint32_t rounds, struct tl_arena *arena)
{
    h->n_series = n_series;
    h->week = tl_arena_array(arena, n_weeks, sizeof *h->week);
    h->v = tl_arena_array(arena, n_series * n_weeks, sizeof *h->v);
    h->s = tl_arena_array(arena, n_series * n_weeks, sizeof *h->s);
    h->total = tl_arena_array(arena, n_series, sizeof *h->total);
    h->order = tl_arena_array(arena, n_weeks, sizeof *h->order);
    h->t = tl_arena_array(arena, (size_t)rounds * n_series, sizeof *h->t);
    if (h->week == NULL || h->v == NULL || h->s == NULL || h->total == NULL || h->order == NULL ||
        h->t == NULL)
        return TL_FATAL;
    for (size_t w = 0; w < n_weeks; w++) {
        bool known = false;
        for (size_t j = 0; j < n_series; j++)
            known = known || tl_point_weight(series[j].y, series[j].weight, w) > 0.0;
        if (known)
            h->week[h->n++] = w;
    }
    for (size_t j = 0; j < n_series; j++) {
        double *v = h->v + j * h->n, *s = h->s + j * h->n, sum = 0.0;
        for (size_t i = 0; i < h->n; i++) {
            v[i] = tl_point_weight(series[j].y, series[j].weight, h->week[i]);
            s[i] = v[i] > 0.0 ? series[j].y[h->week[i]] : 0.0;
            sum += v[i] * s[i];
            h->total[j] += v[i];
        }
        double mean = h->total[j] > 0.0 ? sum / h->total[j] : 0.0;
        for (size_t i = 0; i < h->n; i++)
            s[i] = v[i] * (s[i] - mean);
    }
    return TL_OK;
}

static int compare_floats(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

enum tl_status tl_joint_scan(const struct tl_context *ctx, const struct tl_joint_series *series,
                             size_t n_series, size_t n_weeks, size_t least, uint32_t rounds,
                             uint64_t stream, struct tl_joint *out)
{
    memset(out, 0, sizeof *out);
    out->p = 1.0;
    struct tl_arena arena;
    tl_arena_init(&arena, ctx);
    struct shuffled h = {0};
    if (n_series > TL_JOINT_MOST || lay(&h, series, n_series, n_weeks, rounds, &arena) != TL_OK) {
        tl_arena_release(&arena);
        return TL_FATAL;
    }
    for (size_t i = 0; i < h.n; i++)
        h.order[i] = (uint32_t)i;
    for (size_t j = 0; j < n_series; j++) {
        size_t at = 0;
        out->scan[j].t =
            sqrt(scan_square(h.v + j * h.n, h.s + j * h.n, h.order, h.n, least, h.total[j], &at));
        out->scan[j].at = at > 0 ? h.week[at] : 0;
        out->scan[j].p = 1.0;
    }
    struct tl_rng rng;
    tl_rng_init(&rng, ctx->seed, stream);
    size_t block = tl_block_length(h.n);
    for (uint32_t r = 0; r < rounds && h.n > 0; r++) {
        tl_block_permutation(&rng, h.n, block, h.order);
        for (size_t j = 0; j < n_series; j++) {
            size_t at;
            h.t[(size_t)r * n_series + j] = (float)sqrt(
                scan_square(h.v + j * h.n, h.s + j * h.n, h.order, h.n, least, h.total[j], &at));
        }
    }
    float *column = tl_arena_array(&arena, rounds, sizeof *column);
    float *largest = tl_arena_array(&arena, rounds, sizeof *largest);
    if (column == NULL || largest == NULL) {
        tl_arena_release(&arena);
        return TL_FATAL;
    }
    for (uint32_t r = 0; r < rounds; r++)
        largest[r] = -INFINITY;
    out->largest = -(double)INFINITY;
    for (size_t j = 0; j < n_series && rounds > 0; j++) {
        struct tl_joint_result *scan = &out->scan[j];
        double sum = 0.0, square = 0.0;
        uint32_t reached = 0;
        for (uint32_t r = 0; r < rounds; r++) {
            column[r] = h.t[(size_t)r * n_series + j];
            sum += (double)column[r];
            square += (double)column[r] * (double)column[r];
            reached += (double)column[r] >= scan->t * (1.0 - 1e-6);
        }
        double mean = sum / rounds, variance = square / rounds - mean * mean;
        double sd = variance > 1e-12 ? sqrt(variance) : 1e-6;
        scan->p = (1.0 + reached) / (1.0 + rounds);
        scan->z = scan->at > 0 ? (scan->t - mean) / sd : 0.0;
        for (uint32_t r = 0; r < rounds; r++) {
            float z = (float)(((double)column[r] - mean) / sd);
            largest[r] = z > largest[r] ? z : largest[r];
        }
        qsort(column, rounds, sizeof *column, compare_floats);
        scan->t95 = (double)column[(size_t)(0.95 * (double)(rounds - 1))];
        if (scan->z > out->largest) {
            out->largest = scan->z;
            out->which = j;
        }
    }
    uint32_t reached = 0;
    for (uint32_t r = 0; r < rounds; r++)
        reached += (double)largest[r] >= out->largest - 1e-6;
    out->p = (1.0 + reached) / (1.0 + rounds);
    tl_arena_release(&arena);
    return TL_OK;
}
