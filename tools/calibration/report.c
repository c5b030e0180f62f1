/*
 * report.c: rows -> false alarms, detections, right person, onset, coverage and calibration.
 */
#include <stdlib.h>
#include <string.h>

#include "calibration.h"

struct tally {
    unsigned n, cannot, moderate, strong, right, dated, covered;
    double late; /* sum of weeks off, absolute */
};

static bool at_least(const struct row *r, const char *level)
{
    static const char *const order[] = {"none", "weak", "moderate", "strong"};
    int have = 0, want = 0;
    for (int i = 0; i < 4; i++) {
        have = strcmp(r->level, order[i]) == 0 ? i : have;
        want = strcmp(level, order[i]) == 0 ? i : want;
    }
    return strcmp(r->kind, "pulling_away") == 0 && have >= want;
}

static void count(struct tally *t, const struct row *r)
{
    t->n++;
    t->cannot += strcmp(r->kind, "cannot_tell") == 0;
    t->strong += at_least(r, "strong");
    if (!at_least(r, "moderate"))
        return;
    t->moderate++;
    if (!r->withdrawal || r->named != r->person)
        return;
    t->right++;
    if (r->since == TL_NO_DAY)
        return;
    t->dated++;
    t->covered += r->true_day >= r->since_lo && r->true_day <= r->since_hi;
    t->late += (double)llabs(r->since - r->true_day) / 7.0;
}

static double percent(unsigned k, unsigned n)
{
    return n > 0 ? 100.0 * k / n : 0.0;
}

static void print_tally(const char *name, unsigned weeks, unsigned per_day, const struct tally *t)
{
    if (t->n == 0)
        return;
    /* upper 95 % bound of the share of moderate and above (Clopper & Pearson 1934) */
    double upper = t->moderate < t->n
                       ? tl_beta_quantile(0.975, t->moderate + 1.0, (double)(t->n - t->moderate))
                       : 1.0;
    char cell[24] = "all";
    if (weeks > 0)
        snprintf(cell, sizeof cell, "%u x %u", weeks, per_day);
    printf("| %s | %s | %u | %.1f | %.1f | %.1f | %.1f |", name, cell, t->n,
           percent(t->cannot, t->n), percent(t->moderate, t->n), 100.0 * upper,
           percent(t->strong, t->n));
    if (t->right > 0)
        printf(" %.1f | %.1f | %.1f |\n", percent(t->right, t->moderate),
               percent(t->covered, t->dated), t->dated > 0 ? t->late / t->dated : 0.0);
    else
        printf(" | | |\n");
}

static void print_scenarios(const struct rows *rows)
{
    printf(
        "| scenario | weeks x a day | runs | cannot tell %% | moderate or above %% | upper bound "
        "%% | strong %% | right person %% | interval covers %% | weeks off |\n");
    printf("|---|---|---|---|---|---|---|---|---|---|\n");
    static const unsigned weeks[3] = {26, 52, 104}, per_day[3] = {3, 7, 28};
    for (const struct tl_scenario *s = tl_scenarios(); s->name != NULL; s++) {
        struct tally all = {0}, cell[3][3] = {{{0}}};
        for (size_t i = 0; i < rows->n; i++) {
            const struct row *r = &rows->row[i];
            if (strcmp(r->scenario, s->name) != 0)
                continue;
            count(&all, r);
            for (int w = 0; w < 3; w++)
                for (int d = 0; d < 3; d++)
                    if (r->weeks == weeks[w] && r->per_day == per_day[d])
                        count(&cell[w][d], r);
        }
        print_tally(s->name, 0, 0, &all);
        for (int w = 0; w < 3; w++)
            for (int d = 0; d < 3; d++)
                if (cell[w][d].n < all.n)
                    print_tally(s->name, weeks[w], per_day[d], &cell[w][d]);
    }
}

static void print_reliability(const struct rows *rows)
{
    double *weight = rows_weights(rows);
    double *p = calloc(rows->n, sizeof *p), *y = calloc(rows->n, sizeof *y);
    double *w = calloc(rows->n, sizeof *w);
    size_t n = 0, wrong = 0, positive = 0;
    if (p == NULL || y == NULL || w == NULL)
        exit(1);
    for (size_t i = 0; i < rows->n; i++) {
        const struct row *r = &rows->row[i];
        if (at_least(r, "moderate") && r->withdrawal) {
            positive++;
            wrong += r->named != r->person;
        }
        if (!(weight[i] > 0.0) || strcmp(r->kind, "cannot_tell") == 0)
            continue;
        p[n] = r->probability;
        y[n] = r->withdrawal && r->person == r->candidate;
        w[n++] = weight[i];
    }
    struct tl_calibration_scores s = tl_calibration_score(p, y, w, n);
    printf("\nWrong person: %zu of %zu positive verdicts where somebody pulled away.\n", wrong,
           positive);
    printf("Brier score %.4f, log loss %.4f, expected calibration error %.4f.\n\n", s.brier,
           s.log_loss, s.error);
    printf("| said | share of chats %% | mean said | was so |\n|---|---|---|---|\n");
    for (int b = 0; b < TL_RELIABILITY_BINS; b++)
        if (s.bin[b].weight > 0.0)
            printf("| %.1f-%.1f | %.1f | %.3f | %.3f |\n", b / 10.0, (b + 1) / 10.0,
                   100.0 * s.bin[b].weight, s.bin[b].said, s.bin[b].was);
    free(weight);
    free(p);
    free(y);
    free(w);
}

int command_report(int argc, char **argv)
{
    struct rows rows = rows_read(argv, argc);
    print_scenarios(&rows);
    print_reliability(&rows);
    free(rows.row);
    return 0;
}
