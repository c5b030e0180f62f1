/*
 * shuffle.c: how large a change chance makes in such a series (D7).
 *
 * Weeks resemble their neighbours, and shuffling single weeks would call every slow swing a change
 * (false alarms of 20 % where 5 % are meant, at lag-1 correlation .3 and 52 weeks). So the series
 * is rotated by a random offset, cut into blocks and the blocks are shuffled: what lies within a
 * block keeps its neighbours. p = (1 + #{T* >= T}) / (R + 1), after Phipson & Smyth 2010, Stat.
 * Appl. Genet. Mol. Biol. 9(1):39, never 0.
 *
 * Gaps are taken out first; value and weight of a point travel together. The loop needs no division
 * and no square root: T* >= T is asked as S1^2 V >= T^2 V1 V2, and a copy is left at its first
 * split that says yes.
 *
 * Source: Kuensch 1989, Ann. Stat. 17:1217-1241 (blocks); false-alarm rates: measures catalogue D7.
 */
#include "detect.h"

size_t tl_block_length(size_t n_weeks)
{
    return n_weeks < 52 ? 6 : 8;
}

void tl_block_permutation(struct tl_rng *rng, size_t n, size_t block, uint32_t *order)
{
    if (n == 0)
        return;
    if (block == 0 || block > n)
        block = block == 0 ? 1 : n;
    const size_t n_blocks = (n + block - 1) / block;
    const size_t offset = tl_rng_below(rng, (uint32_t)n);

    /* The block numbers wait at the end of `order`. Every block yet to come takes at least one
       place, so the writing never overtakes the numbers not read. */
    uint32_t *pending = order + (n - n_blocks);
    for (size_t b = 0; b < n_blocks; b++)
        pending[b] = (uint32_t)b;
    tl_rng_shuffle(rng, pending, n_blocks);
    size_t out = 0;
    for (size_t b = 0; b < n_blocks; b++) {
        const size_t first = (size_t)pending[b] * block;
        const size_t end = first + block < n ? first + block : n;
        for (size_t i = first; i < end; i++) {
            const size_t at = i + offset;
            order[out++] = (uint32_t)(at < n ? at : at - n);
        }
    }
}

struct point {
    double v, s; /* weight; weight times the centred value */
};

/* Is there a split of the points in this order with T^2 >= bound / V? */
static bool reaches(const struct point *p, const uint32_t *order, size_t n, size_t least,
                    double total, double bound)
{
    double v1 = 0, s1 = 0;
    size_t i = 0;
    for (; i < least; i++) {
        v1 += p[order[i]].v;
        s1 += p[order[i]].s;
    }
    for (; i + least <= n; i++) {
        if (s1 * s1 * total >= bound * v1 * (total - v1))
            return true;
        v1 += p[order[i]].v;
        s1 += p[order[i]].s;
    }
    return false;
}

double tl_scan_p(const struct tl_context *ctx, const double *y, const double *weight, size_t n,
                 size_t least, uint32_t rounds, uint64_t stream, struct tl_split *split)
{
    const struct tl_split found = tl_scan(y, weight, n, least);
    if (split != NULL)
        *split = found;
    if (found.at == 0 || n > UINT32_MAX)
        return 1;

    size_t point_bytes, order_bytes;
    if (!tl_mul_size(n, sizeof(struct point), &point_bytes) ||
        !tl_mul_size(n, sizeof(uint32_t), &order_bytes))
        return NAN;
    struct point *p = tl_alloc(ctx, point_bytes);
    uint32_t *order = tl_alloc(ctx, order_bytes);
    double result = NAN;
    if (p == NULL || order == NULL)
        goto out;

    size_t known = 0;
    double total = 0, sum = 0, square = 0;
    for (size_t i = 0; i < n; i++) {
        const double w = tl_point_weight(y, weight, i);
        if (w > 0) {
            p[known++] = (struct point){w, y[i]};
            total += w;
            sum += w * y[i];
        }
    }
    for (size_t i = 0; i < known; i++) {
        const double e = p[i].s - sum / total;
        square += p[i].v * e * e;
        p[i].s = p[i].v * e;
    }
    /* Equal but for rounding: nothing to be found. */
    const double t2 = found.statistic * found.statistic;
    if (!(t2 > 1e-12 * square) || !(square > 0)) {
        result = 1;
        goto out;
    }

    /* The same splits in another order of summing count as equal, hence the small allowance. */
    const double bound = t2 * (1 - 1e-9);
    const size_t block = tl_block_length(known);
    struct tl_rng rng;
    tl_rng_init(&rng, ctx->seed, stream);
    uint32_t reached = 0;
    for (uint32_t r = 0; r < rounds; r++) {
        tl_block_permutation(&rng, known, block, order);
        reached += reaches(p, order, known, least > 0 ? least : 1, total, bound);
    }
    result = (1.0 + reached) / (1.0 + rounds);
out:
    tl_free(ctx, order, order_bytes);
    tl_free(ctx, p, point_bytes);
    return result;
}
