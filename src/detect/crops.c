/*
 * crops.c: PELT for all penalties of a range (D6), and which changes do not depend on the choice.
 *
 * As the penalty grows the best number of changes falls in steps. Between penalties whose bests
 * have m1 > m2 + 1 changes, the one at which both cost the same, (R2 - R1) / (m1 - m2), is asked
 * next; if nothing between them is better there, nothing ever is. So k different answers take at
 * most 2 k runs of PELT.
 *
 * Source: Haynes, Eckley & Fearnhead 2017, J. Comput. Graph. Stat. 26:134-143.
 */
#include "detect.h"

struct search {
    const struct tl_context *ctx;
    struct tl_arena *arena;
    const double *y, *weight;
    size_t n, least, *at;
    struct tl_segmentation *best; /* by the number of changes; .at NULL: not met */
};

/* The best at this penalty, kept under its number of changes. */
static enum tl_status run(struct search *s, double penalty, size_t *n)
{
    struct tl_changes found;
    enum tl_status status =
        tl_pelt(s->ctx, s->y, s->weight, s->n, s->least, penalty, s->at, &found);
    if (status != TL_OK)
        return status;
    *n = found.n;
    if (s->best == NULL) { /* the first has the least penalty and the most changes */
        s->best = tl_arena_array(s->arena, found.n + 1, sizeof *s->best);
        if (s->best == NULL)
            return TL_FATAL;
    }
    struct tl_segmentation *b = &s->best[found.n];
    if (b->at != NULL)
        return TL_OK;
    b->at = tl_arena_array(s->arena, found.n + 1, sizeof *b->at);
    if (b->at == NULL)
        return TL_FATAL;
    b->n = found.n;
    b->squares = found.cost - (double)found.n * penalty;
    for (size_t i = 0; i < found.n; i++)
        b->at[i] = s->at[i];
    return TL_OK;
}

/* The penalty from which `fewer` is as good as `more`. */
static double equal_penalty(const struct tl_segmentation *more, const struct tl_segmentation *fewer)
{
    return (fewer->squares - more->squares) / (double)(more->n - fewer->n);
}

enum tl_status tl_crops(const struct tl_context *ctx, struct tl_arena *arena, const double *y,
                        const double *weight, size_t n, size_t least, double from, double to,
                        struct tl_crops *out)
{
    *out = (struct tl_crops){0};
    struct search s = {ctx, arena, y, weight, n, least, NULL, NULL};
    s.at = tl_arena_array(arena, n + 1, sizeof *s.at);
    size_t most, fewest, middle;
    if (s.at == NULL || run(&s, from, &most) != TL_OK)
        return TL_FATAL;
    if (run(&s, to, &fewest) != TL_OK)
        return TL_FATAL;
    /* `few` walks up from the fewest; above it wait the counts already met. */
    size_t *waiting = tl_arena_array(arena, most + 2, sizeof *waiting), n_waiting = 0, few = fewest;
    out->row = tl_arena_array(arena, most - fewest + 1, sizeof *out->row);
    if (waiting == NULL || out->row == NULL)
        return TL_FATAL;
    if (most > fewest)
        waiting[n_waiting++] = most;
    size_t kept = 0;
    out->row[most - fewest] = s.best[fewest];
    while (n_waiting > 0) {
        const size_t many = waiting[n_waiting - 1];
        middle = few;
        if (many > few + 1 && run(&s, equal_penalty(&s.best[many], &s.best[few]), &middle) != TL_OK)
            return TL_FATAL;
        if (middle > few && middle < many) {
            waiting[n_waiting++] = middle;
            continue;
        }
        /* Nothing between them: filled from the end, so that the penalties ascend. */
        out->row[most - fewest - ++kept] = s.best[many];
        few = many;
        n_waiting--;
    }
    out->row += most - fewest - kept;
    out->n = kept + 1;
    for (size_t i = 0; i < out->n; i++)
        out->row[i].penalty = i == 0 ? from : equal_penalty(&out->row[i - 1], &out->row[i]);
    return TL_OK;
}

bool tl_crops_always(const struct tl_crops *crops, double from, double to, size_t at)
{
    for (size_t i = 0; i < crops->n; i++) {
        const double until = i + 1 < crops->n ? crops->row[i + 1].penalty : (double)INFINITY;
        bool there = until < from || crops->row[i].penalty > to;
        for (size_t k = 0; k < crops->row[i].n; k++)
            there = there || crops->row[i].at[k] == at;
        if (!there)
            return false;
    }
    return true;
}
