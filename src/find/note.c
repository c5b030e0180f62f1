/*
 * note.c: does what the user knows of some weeks explain the change? (D12, "your-note")
 *
 * A note names days and a word: a trip, an exam, an illness, having moved in. The step at the date
 * found is fitted anew with each note as a covariate (the share of the week it covers; weighted
 * least squares on the composite's asymmetry, or on both people's distance where only that
 * changed). A step that loses 70 % or more is explained by the note. So is one of whose weeks on
 * one side fewer than four are free of notes: then the record cannot tell the two apart. The
 * candidate's messages a covered day, fitted the same way as negative binomial counts (D2), stand
 * beside it.
 *
 * Source: design. Notes can only lower a level, never make one.
 */
#include "explanations.h"

#include <math.h>

#include "plain_words.h"
#include "regression.h"
#include "tlmath.h"

#define LOST_SHARE 0.70
#define FREE_WEEKS 4
#define NOTES_MOST (TL_FIT_MOST - 2) /* columns; later notes share the last one */
#define NUMBERS 4

/* Share of week w that a note covers. */
static double cover(const struct tl_inquiry *q, const struct tl_note *note, size_t w)
{
    int64_t from = tl_inquiry_day(q, w), to = from + 7;
    from = note->from_day > from ? note->from_day : from;
    to = note->to_day < to ? note->to_day : to;
    return to > from ? (double)(to - from) / 7.0 : 0.0;
}

/* Rows of the notes' columns and, last, the step at `at`. */
static double *lay_columns(struct tl_inquiry *q, size_t n_columns, size_t at)
{
    const size_t n = q->panel.n_weeks;
    double *x = tl_arena_array(&q->frame.arena, n * n_columns, sizeof *x);
    for (size_t w = 0; x != NULL && w < n; w++) {
        double *row = x + w * n_columns;
        for (size_t i = 0; i < q->n_notes; i++) {
            double *cell = &row[i < n_columns - 1 ? i : n_columns - 2];
            const double more = cover(q, &q->note[i], w);
            *cell = more > *cell ? more : *cell;
        }
        row[n_columns - 1] = w >= at ? 1.0 : 0.0;
    }
    return x;
}

double tl_step_beside(const double *y, const double *weight, const double *x, size_t n,
                      size_t n_columns)
{
    double a[TL_FIT_MOST][TL_FIT_MOST] = {{0}}, beta[TL_FIT_MOST] = {0};
    for (size_t w = 0; w < n; w++) {
        const double v = tl_point_weight(y, weight, w);
        if (!(v > 0.0))
            continue;
        double row[TL_FIT_MOST] = {1.0};
        for (size_t k = 0; k < n_columns; k++)
            row[k + 1] = x[w * n_columns + k];
        for (size_t j = 0; j <= n_columns; j++) {
            beta[j] += v * row[j] * y[w];
            for (size_t k = 0; k <= j; k++)
                a[j][k] += v * row[j] * row[k];
        }
    }
    tl_cholesky(a, n_columns + 1);
    tl_cholesky_solve(a, n_columns + 1, beta);
    return beta[n_columns];
}

/* Known weeks without a note, on the side that has fewer. */
static size_t free_weeks(const double *y, const double *weight, const double *x, size_t n,
                         size_t n_columns)
{
    size_t side[2] = {0, 0};
    for (size_t w = 0; w < n; w++) {
        const double *row = x + w * n_columns;
        bool noted = false;
        for (size_t k = 0; k + 1 < n_columns; k++)
            noted = noted || row[k] > 0.0;
        if (!noted && tl_point_weight(y, weight, w) > 0.0)
            side[row[n_columns - 1] > 0.0]++;
    }
    return side[0] < side[1] ? side[0] : side[1];
}

/* Ratio of a person's messages a covered day after the step, the notes taken out; NaN unknown. */
static double messages_ratio(struct tl_inquiry *q, const double *x, size_t n_columns, int person)
{
    const size_t n = q->panel.n_weeks;
    double *count = tl_arena_array(&q->frame.arena, n, sizeof *count);
    struct tl_count_fit fit;
    if (count == NULL || n != q->frame.weeks.n)
        return NAN;
    for (size_t e = 0; e < q->frame.n_events; e++) {
        const size_t w = tl_event_week(&q->frame, e);
        if (w != SIZE_MAX && (int)tl_event_who(&q->frame, e) == person)
            count[w] += 1.0;
    }
    const struct tl_counts data = {n, n_columns, count, q->frame.weeks.covered, x, 0};
    return tl_count_fit(&data, &fit) && isfinite(fit.se[n_columns]) ? tl_exp(fit.beta[n_columns])
                                                                    : NAN;
}

static const char *word(struct tl_inquiry *q, int holds)
{
    if (holds == 0)
        return "What you noted did not explain it: the change was there without those days.";
    if (holds < 0)
        return "There was no change that what you noted could explain.";
    struct tl_buf b;
    tl_buf_init(&b, q->ctx);
    tl_buf_puts(&b, "The change fell together with what you noted (");
    for (size_t i = 0; i < q->n_notes; i++) {
        bool said = false;
        for (size_t k = 0; k < i; k++)
            said = said || tl_str_equal(tl_str_from(q->note[k].word), tl_str_from(q->note[i].word));
        if (!said)
            tl_buf_printf(&b, "%s%s", i > 0 ? ", " : "", q->note[i].word);
    }
    tl_buf_puts(&b, "). Outside those days little of it was left to see.");
    const char *text = tl_arena_copy(&q->arena, (struct tl_str){b.ptr, b.len}).ptr;
    const bool ok = !b.failed;
    tl_buf_release(&b);
    return ok ? text : NULL;
}

enum tl_status tl_find_note(struct tl_inquiry *q, struct tl_alternative *a)
{
    const struct tl_weighing *w = &q->weighing;
    const struct tl_panel_row *all = &q->panel.row[0];
    const bool apart = tl_asks_apart(q);
    const size_t at = tl_change_asked(q), n = q->panel.n_weeks;
    a->id = "your-note";
    a->lowers = true;
    a->holds = -1;
    a->numbers = tl_arena_array(&q->arena, NUMBERS, sizeof *a->numbers);
    if (a->numbers == NULL)
        return TL_FATAL;
    if (at > 0 && all->there) {
        const double *y = apart ? all->apart : all->together;
        const size_t n_columns = (q->n_notes < NOTES_MOST ? q->n_notes : NOTES_MOST) + 1;
        const double *x = lay_columns(q, n_columns, at);
        if (x == NULL)
            return TL_FATAL;
        const double step = tl_level_difference(y, all->pair_weight, n, at, 0.0).difference;
        const double left = tl_step_beside(y, all->pair_weight, x, n, n_columns);
        const double lost = 1.0 - left / step;
        a->holds =
            lost >= LOST_SHARE || free_weeks(y, all->pair_weight, x, n, n_columns) < FREE_WEEKS;
        const struct tl_number said[NUMBERS] = {
            {"step", fabs(step)},
            {"step_with_note", step > 0.0 ? left : -left},
            {"share_lost", lost},
            {"messages_ratio_with_note",
             messages_ratio(q, x, n_columns, w->person >= 0 ? w->person : 0)}};
        for (size_t i = 0; i < NUMBERS; i++)
            a->numbers[a->n_numbers++] = said[i];
    }
    a->text = word(q, a->holds);
    return a->text != NULL ? TL_OK : TL_FATAL;
}
