/*
 * couple.c: the two as one system (E02 to E05). It informs; no verdict and no odds rest on it.
 *
 * E02, carry-over: does one's distance of a week (the panel's composite) say something of the
 * other's in the next, beyond the other's own last week? From both series their level, line, step
 * at the date found and, from 18 months on, the course of the year are taken out, then each is
 * divided by what is left; VAR(1) with a ridge and intervals by blocks (detect/carry_over.c). Told
 * where an effect is beyond .2 and its 95 % interval excludes 0. Effects of one week on the next
 * are no causes: what happens to both, and to one a week sooner, looks the same.
 *
 * E03, E04 and E05 are measures (coupling.c, pursue_withdraw.c, support_loop.c); here they get
 * their sentences. All four are off below Q07's gate and below their own least n. Least for E02: 60
 * weeks. Sources: those of the measures; Kenny, Kashy & Cook 2006, Dyadic Data Analysis.
 */
#include "inquiry.h"

#include <math.h>

#include "measuring.h"
#include "plain_words.h"
#include "regression.h"
#include "sentences.h"
#include "tlmath.h"

#define LEAST_WEEKS 60
#define YEAR_WEEKS 78
#define TOLD 0.2
#define ROUNDS 999
#define STREAM_COUPLE 4800
#define COLUMNS 5
#define ROWS_MOST 4

/* One person's distance, known weeks only, without level, line, step and season, in its own units.
   False when nothing is left. */
static bool lay_rest(const struct tl_inquiry *q, int person, double *y)
{
    const struct tl_panel_row *all = &q->panel.row[0];
    const size_t n = q->panel.n_weeks, at = q->weighing.at;
    double m[TL_FIT_MOST][TL_FIT_MOST] = {{0}}, beta[TL_FIT_MOST] = {0}, squares = 0.0, known = 0.0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t w = 0; w < n; w++) {
            const double turn = 6.283185307179586 * (double)w / (365.25 / 7.0);
            const double row[COLUMNS] = {1.0, (double)w / (double)n, at > 0 && w >= at ? 1.0 : 0.0,
                                         n >= YEAR_WEEKS ? tl_sin(turn) : 0.0,
                                         n >= YEAR_WEEKS ? tl_cos(turn) : 0.0};
            if (pass == 0) {
                const double v =
                    tl_point_weight(all->distance[person], all->distance_weight[person], w);
                y[w] = v > 0.0 ? all->distance[person][w] : (double)NAN;
                for (size_t j = 0; v > 0.0 && j < COLUMNS; j++) {
                    beta[j] += row[j] * y[w];
                    for (size_t k = 0; k <= j; k++)
                        m[j][k] += row[j] * row[k];
                }
            } else if (!isnan(y[w])) {
                for (size_t j = 0; j < COLUMNS; j++)
                    y[w] -= row[j] * beta[j];
                squares += y[w] * y[w];
                known += 1.0;
            }
        }
        if (pass == 0) {
            tl_cholesky(m, COLUMNS);
            tl_cholesky_solve(m, COLUMNS, beta);
        }
    }
    const double sd = known > 0.0 ? sqrt(squares / known) : 0.0;
    for (size_t w = 0; w < n; w++)
        y[w] /= sd;
    return sd > 1e-9;
}

static enum tl_status carry_over(struct tl_inquiry *q, struct tl_couple *out)
{
    const size_t n = q->panel.n_weeks;
    struct tl_carry c;
    if (!q->panel.row[0].there || n < LEAST_WEEKS) {
        out->why = "it takes 60 weeks";
        return TL_OK;
    }
    double *y = tl_arena_array(&q->frame.arena, 2 * n, sizeof *y);
    if (y == NULL)
        return TL_FATAL;
    out->why = "it takes 60 weeks with something from both";
    if (!lay_rest(q, 0, y) || !lay_rest(q, 1, y + n))
        return TL_OK;
    if (tl_carry_over(q->ctx, &q->frame.arena, y, y + n, n, ROUNDS, STREAM_COUPLE, &c) != TL_OK)
        return TL_FATAL;
    if (c.n + 1 < LEAST_WEEKS)
        return TL_OK;
    out->why = NULL;
    out->weeks = c.n;
    out->same_week = c.together;
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 2; j++) {
            out->effect[i][j] = c.phi[i][j];
            out->low[i][j] = c.low[i][j];
            out->high[i][j] = c.high[i][j];
        }
    return TL_OK;
}

static void name(struct tl_buf *b, const struct tl_inquiry *q, size_t person)
{
    tl_buf_put_str(b, q->conv->people[person].name);
}

static void tell_carry_over(struct tl_inquiry *q, const struct tl_couple *c, struct tl_buf *b)
{
    if (c->why != NULL)
        return;
    bool told = false;
    for (size_t i = 0; i < 2; i++) {
        const double e = c->effect[i][1 - i];
        if (!(fabs(e) > TOLD) || (c->low[i][1 - i] <= 0.0 && c->high[i][1 - i] >= 0.0))
            continue;
        tl_tell(q, e > 0.0 ? "farther-after" : "closer-after", (int)i);
        tl_buf_puts(b, told ? " A week in which " : "A week in which ");
        name(b, q, 1 - i);
        tl_buf_puts(b, " kept more distance was often followed by one in which ");
        name(b, q, i);
        tl_buf_puts(b, e > 0.0 ? " did too." : " came closer.");
        told = true;
    }
    tl_tell(q, told ? "may-be-both" : "weeks-say-little", -1);
    tl_buf_puts(b, told ? " Something that happened to you both can look the same."
                        : "How close one of you was in one week said little about the other's next "
                          "week.");
}

/* "Ten messages of Ann brought about 5 direct answers from Bo in the first half of this time and
   about 3 in the second." Only where both halves can be told. */
static void tell_coupling(struct tl_inquiry *q, struct tl_buf *b)
{
    const struct tl_measurement *m = tl_inquiry_measurement(q, "E03");
    for (size_t i = 0; m != NULL && i < 2; i++) {
        const struct tl_value *half[2] = {tl_extra_find(m, "first_half", (enum tl_whose)i),
                                          tl_extra_find(m, "second_half", (enum tl_whose)i)};
        const struct tl_value *change = tl_extra_find(m, "change", (enum tl_whose)i);
        if (m->whole[i].status != TL_VALUE_OK || change == NULL || change->status != TL_VALUE_OK)
            continue;
        const bool moved = change->lo > 0.0 || change->hi < 0.0;
        tl_tell(q, moved ? "direct-answers-halves" : "direct-answers", (int)i);
        tl_tell_number(q, "before", 10.0 * (moved ? half[0]->value : m->whole[i].value));
        tl_tell_number(q, "after", 10.0 * (moved ? half[1]->value : m->whole[i].value));
        tl_buf_puts(b, b->len > 0 ? " Ten messages of " : "Ten messages of ");
        name(b, q, 1 - i);
        tl_buf_puts(b, " brought about ");
        tl_words_number(b, 10.0 * (moved ? half[0]->value : m->whole[i].value));
        tl_buf_puts(b, " direct answers from ");
        name(b, q, i);
        if (moved) {
            tl_buf_puts(b, " in the first half of this time and about ");
            tl_words_number(b, 10.0 * half[1]->value);
            tl_buf_puts(b, " in the second.");
        } else {
            tl_buf_puts(b, ", in the first half of this time as in the second.");
        }
    }
}

static void tell_loop(struct tl_inquiry *q, struct tl_buf *b)
{
    const struct tl_measurement *m = tl_inquiry_measurement(q, "E04");
    bool looked = false, found = false;
    for (size_t i = 0; m != NULL && i < 2; i++) {
        const struct tl_value *loop = tl_extra_find(m, "loop", (enum tl_whose)i);
        if (m->whole[i].status != TL_VALUE_OK)
            continue;
        looked = true;
        if (loop == NULL || !(loop->value > 0.0))
            continue;
        tl_tell(q, "pressed-loop", (int)i);
        tl_buf_puts(b, found ? " When " : "When ");
        name(b, q, i);
        tl_buf_puts(b, " pressed, ");
        name(b, q, 1 - i);
        tl_buf_puts(b, " stepped back more often than else, and after that ");
        name(b, q, i);
        tl_buf_puts(b, " pressed again more often.");
        found = true;
    }
    if (looked) {
        tl_tell(q, found ? "feed-each-other" : "no-loop", -1);
        tl_buf_puts(b, found ? " The two feed each other; nobody began it."
                             : "Pressing and stepping back did not feed each other here.");
    }
}

static void tell_support(struct tl_inquiry *q, struct tl_buf *b)
{
    const struct tl_measurement *m = tl_inquiry_measurement(q, "E05");
    for (size_t i = 0; m != NULL && i < 2; i++) {
        const struct tl_value *met = tl_extra_find(m, "after_met", (enum tl_whose)i);
        const struct tl_value *unmet = tl_extra_find(m, "after_unmet", (enum tl_whose)i);
        if (m->whole[i].status != TL_VALUE_OK || met == NULL || unmet == NULL)
            continue;
        const bool sure = m->whole[i].lo > 0.0 || m->whole[i].hi < 0.0;
        tl_tell(q, sure ? "opens-again" : "opens-again-chance", (int)i);
        tl_tell_number(q, "met", met->value);
        tl_tell_number(q, "unmet", unmet->value);
        tl_buf_puts(b, b->len > 0 ? " After " : "After ");
        name(b, q, i);
        tl_buf_puts(b, " opened up and was met, it happened again within two weeks in ");
        tl_words_percent(b, met->value);
        tl_buf_puts(b, " of the cases; where it was not met, in ");
        tl_words_percent(b, unmet->value);
        tl_buf_puts(b, sure ? "." : ". That can be chance.");
    }
}

struct tl_couple tl_no_couple(void)
{
    struct tl_couple c = {.same_week = NAN, .why = "too little for a verdict"};
    for (size_t i = 0; i < 4; i++)
        c.effect[i / 2][i % 2] = c.low[i / 2][i % 2] = c.high[i / 2][i % 2] = NAN;
    return c;
}

enum tl_status tl_find_couple(struct tl_inquiry *q, struct tl_analysis *out)
{
    static const char *const ids[ROWS_MOST] = {"E02", "E03", "E04", "E05"};
    struct tl_couple *c = &out->couple;
    *c = tl_no_couple();
    if (!q->ready)
        return TL_OK;
    c->row = tl_arena_array(&q->arena, ROWS_MOST, sizeof *c->row);
    if (c->row == NULL || carry_over(q, c) != TL_OK)
        return TL_FATAL;
    struct tl_buf b;
    tl_buf_init(&b, q->ctx);
    bool ok = true;
    for (size_t i = 0; ok && i < ROWS_MOST; i++) {
        switch (i) {
        case 0:
            tell_carry_over(q, c, &b);
            break;
        case 1:
            tell_coupling(q, &b);
            break;
        case 2:
            tell_loop(q, &b);
            break;
        default:
            tell_support(q, &b);
        }
        ok = !b.failed;
        if (!ok || b.len == 0)
            continue;
        struct tl_couple_row *row = &c->row[c->n++];
        row->id = ids[i];
        ok = tl_told(q, &b, &row->text, &row->sentences);
    }
    tl_buf_release(&b);
    return ok ? TL_OK : TL_FATAL;
}
