/*
 * report.c: rows -> what must be reached and what was, then false alarms, detections, right person,
 * onset, coverage and calibration, cell by cell.
 */
#include <stdlib.h>
#include <string.h>

#include "calibration.h"

static const unsigned weeks_of[3] = {26, 52, 104}, per_day_of[3] = {3, 7, 28};

struct tally {
    unsigned n, cannot, any, moderate, strong, right, wrong_sign, answered, dated, covered;
    double late, said; /* weeks off, absolute; probability, both summed */
};

static int level_of(const struct row *r)
{
    static const char *const order[] = {"none", "weak", "moderate", "strong"};
    for (int i = 0; i < 4; i++)
        if (strcmp(r->level, order[i]) == 0)
            return strcmp(r->kind, "pulling_away") == 0 ? i : 0;
    return 0;
}

static bool cannot_tell(const struct row *r)
{
    return strcmp(r->kind, "cannot_tell") == 0;
}

static void count(struct tally *t, const struct row *r)
{
    const int level = level_of(r);
    t->n++;
    t->cannot += cannot_tell(r);
    t->any += level >= 1;
    t->moderate += level >= 2;
    t->strong += level >= 3;
    if (!cannot_tell(r)) {
        t->answered++;
        t->said += r->probability;
    }
    if (!r->withdrawal)
        return;
    t->wrong_sign += strcmp(r->kind, "closer") == 0 || (level >= 1 && r->named != r->person);
    if (level < 2 || r->named != r->person)
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

/* Upper end of the 95 % interval of a share (Clopper & Pearson 1934), in percent. */
static double upper(unsigned k, unsigned n)
{
    return k < n ? 100.0 * tl_beta_quantile(0.975, k + 1.0, (double)(n - k)) : 100.0;
}

/* Of one scenario (NULL: all) and cell (0: all). */
static struct tally tally_of(const struct rows *rows, const char *scenario, unsigned weeks,
                             unsigned per_day)
{
    struct tally t = {0};
    for (size_t i = 0; i < rows->n; i++) {
        const struct row *r = &rows->row[i];
        if ((scenario == NULL || strcmp(r->scenario, scenario) == 0) &&
            (weeks == 0 || r->weeks == weeks) && (per_day == 0 || r->per_day == per_day))
            count(&t, r);
    }
    return t;
}

static void print_tally(const char *name, unsigned weeks, unsigned per_day, const struct tally *t)
{
    char cell[24] = "all";
    if (weeks > 0)
        snprintf(cell, sizeof cell, "%u x %u", weeks, per_day);
    printf("| %s | %s | %u | %.1f | %.1f | %.1f | %.1f | %.1f |", name, cell, t->n,
           percent(t->cannot, t->n), percent(t->any, t->n), percent(t->moderate, t->n),
           upper(t->moderate, t->n), percent(t->strong, t->n));
    if (t->answered > 0)
        printf(" %.1f |", 100.0 * t->said / t->answered);
    else
        printf(" |");
    if (t->right > 0)
        printf(" %.1f | %.1f | %.1f |\n", percent(t->right, t->moderate),
               percent(t->covered, t->dated), t->dated > 0 ? t->late / t->dated : 0.0);
    else
        printf(" | | |\n");
}

static void print_scenarios(const struct rows *rows)
{
    printf("| scenario | weeks x a day | runs | cannot tell %% | weak or above %% | moderate or "
           "above %% | upper bound %% | strong %% | mean said %% | right person %% | interval "
           "covers %% | weeks off |\n"
           "|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (const struct tl_scenario *s = tl_scenarios(); s->name != NULL; s++) {
        const struct tally all = tally_of(rows, s->name, 0, 0);
        if (all.n > 0)
            print_tally(s->name, 0, 0, &all);
        for (int c = 0; c < 9; c++) {
            const struct tally t = tally_of(rows, s->name, weeks_of[c / 3], per_day_of[c % 3]);
            if (t.n > 0 && t.n < all.n)
                print_tally(s->name, weeks_of[c / 3], per_day_of[c % 3], &t);
        }
    }
}

/* Weighed by the prior within a cell (0: all). *runs: how many lives with an answer. */
static struct tl_calibration_scores scores_of(const struct rows *rows, unsigned weeks,
                                              unsigned per_day, size_t *runs)
{
    struct rows part = {.row = calloc(rows->n, sizeof *rows->row)};
    double *p = calloc(rows->n, sizeof *p), *y = calloc(rows->n, sizeof *y);
    double *w = calloc(rows->n, sizeof *w);
    if (part.row == NULL || p == NULL || y == NULL || w == NULL)
        exit(1);
    for (size_t i = 0; i < rows->n; i++)
        if (weeks == 0 || (rows->row[i].weeks == weeks && rows->row[i].per_day == per_day))
            part.row[part.n++] = rows->row[i];
    double *weight = rows_weights(&part);
    *runs = 0;
    for (size_t i = 0; i < part.n; i++) {
        const struct row *r = &part.row[i];
        if (!(weight[i] > 0.0) || cannot_tell(r))
            continue;
        p[*runs] = r->probability;
        y[*runs] = r->withdrawal && r->person == r->candidate;
        w[(*runs)++] = weight[i];
    }
    const struct tl_calibration_scores s = tl_calibration_score(p, y, w, *runs);
    free(part.row);
    free(weight);
    free(p);
    free(y);
    free(w);
    return s;
}

static void print_reliability(const struct rows *rows)
{
    size_t runs;
    const struct tl_calibration_scores s = scores_of(rows, 0, 0, &runs);
    printf(
        "\n## Reliability\n\nWhat was said, and how often it was so, weighed by the prior: of all "
        "cells together, then of each.\nBrier score %.4f, log loss %.4f, expected calibration "
        "error %.4f.\n\n",
        s.brier, s.log_loss, s.error);
    printf("| said | share of chats %% | mean said | was so |\n|---|---|---|---|\n");
    for (int b = 0; b < TL_RELIABILITY_BINS; b++)
        if (s.bin[b].weight > 0.0)
            printf("| %.1f-%.1f | %.1f | %.3f | %.3f |\n", b / 10.0, (b + 1) / 10.0,
                   100.0 * s.bin[b].weight, s.bin[b].said, s.bin[b].was);

    static const int edge[5] = {0, 2, 5, 8, TL_RELIABILITY_BINS};
    printf("\nMean said / was so (share of chats), of each cell:\n\n"
           "| weeks x a day | runs | error | 0-0.2 | 0.2-0.5 | 0.5-0.8 | 0.8-1 |\n"
           "|---|---|---|---|---|---|---|\n");
    for (int c = 0; c < 9; c++) {
        const struct tl_calibration_scores part =
            scores_of(rows, weeks_of[c / 3], per_day_of[c % 3], &runs);
        if (runs == 0)
            continue;
        printf("| %u x %u | %zu | %.3f |", weeks_of[c / 3], per_day_of[c % 3], runs, part.error);
        for (int e = 0; e < 4; e++) {
            struct tl_reliability sum = {0};
            for (int b = edge[e]; b < edge[e + 1]; b++) {
                sum.weight += part.bin[b].weight;
                sum.said += part.bin[b].weight * part.bin[b].said;
                sum.was += part.bin[b].weight * part.bin[b].was;
            }
            if (sum.weight > 0.0)
                printf(" %.2f / %.2f (%.0f %%) |", sum.said / sum.weight, sum.was / sum.weight,
                       100.0 * sum.weight);
            else
                printf(" |");
        }
        printf("\n");
    }
}

static void print_target(const char *what, const char *target, bool met, unsigned runs,
                         const char *reached)
{
    const char *word = met ? "yes" : "no";
    printf("| %s | %s | %s | %u | %s |\n", what, target, reached, runs, *target != 0 ? word : "");
}

/* What the project asks of itself, line by line. */
static void print_targets(const struct rows *rows)
{
    struct tally worst = {0}, cell = {0}, stronger = {0}, positive = {0}, sparse = {0};
    const char *worst_name = "", *cell_name = "", *stronger_name = "";
    unsigned cell_weeks = 0, cell_per_day = 0, half_found = 0, half_any = 0, half = 0;
    char reached[160];
    for (const struct tl_scenario *s = tl_scenarios(); s->name != NULL; s++) {
        const struct tally all = tally_of(rows, s->name, 0, 0);
        if (s->withdrawal || all.n == 0)
            continue;
        if (worst.n == 0 || percent(all.moderate, all.n) > percent(worst.moderate, worst.n)) {
            worst = all;
            worst_name = s->name;
        }
        if (stronger.n == 0 || percent(all.strong, all.n) > percent(stronger.strong, stronger.n)) {
            stronger = all;
            stronger_name = s->name;
        }
        for (int c = 0; c < 9; c++) {
            const struct tally t = tally_of(rows, s->name, weeks_of[c / 3], per_day_of[c % 3]);
            if (t.n > 0 &&
                (cell.n == 0 || percent(t.moderate, t.n) > percent(cell.moderate, cell.n))) {
                cell = t;
                cell_name = s->name;
                cell_weeks = weeks_of[c / 3];
                cell_per_day = per_day_of[c % 3];
            }
        }
    }
    for (size_t i = 0; i < rows->n; i++) {
        const struct row *r = &rows->row[i];
        if (r->withdrawal && strcmp(r->scenario, "S12") != 0)
            count(&positive, r);
        if (r->weeks == 26 || r->per_day == 3)
            count(&sparse, r);
        if (strcmp(r->scenario, "S2-step") == 0 && r->weeks == 52 && r->per_day >= 7) {
            half++;
            half_any += level_of(r) >= 1 && r->named == r->person;
            half_found += level_of(r) >= 2 && r->named == r->person;
        }
    }
    size_t runs;
    const double error = scores_of(rows, 0, 0, &runs).error;
    printf(
        "## What must be reached\n\n| | target | reached | runs | met |\n|---|---|---|---|---|\n");
    snprintf(reached, sizeof reached, "%.1f %% (%s), upper bound %.1f %%",
             percent(worst.moderate, worst.n), worst_name, upper(worst.moderate, worst.n));
    print_target("Nobody pulls away, yet moderate or above: the worst scenario, its cells pooled",
                 "at most 3 %, upper 95 % bound 5 %",
                 percent(worst.moderate, worst.n) <= 3.0 && upper(worst.moderate, worst.n) <= 5.0,
                 worst.n, reached);
    snprintf(reached, sizeof reached, "%.1f %% (%s, %u x %u)", percent(cell.moderate, cell.n),
             cell_name, cell_weeks, cell_per_day);
    print_target("The same: the worst cell", "at most 6 %", percent(cell.moderate, cell.n) <= 6.0,
                 cell.n, reached);
    snprintf(reached, sizeof reached, "%.1f %% (%s)", percent(stronger.strong, stronger.n),
             stronger_name);
    print_target("The same, strong: the worst scenario", "at most 1 %",
                 percent(stronger.strong, stronger.n) <= 1.0, stronger.n, reached);
    snprintf(reached, sizeof reached, "%.1f %% at moderate or above, %.1f %% at any level",
             percent(half_found, half), percent(half_any, half));
    print_target("A one-sided fall by half (S2-step) over 52 weeks at 7 and 28 a day is found",
                 "at least 95 %", percent(half_found, half) >= 95.0, half, reached);
    for (int d = 1; d < 3; d++) {
        const struct tally t = tally_of(rows, "S2-step", 52, per_day_of[d]);
        char what[64];
        snprintf(what, sizeof what, "of these, at %u a day", per_day_of[d]);
        snprintf(reached, sizeof reached, "%.1f %% at moderate or above, %.1f %% at any level",
                 percent(t.moderate, t.n), percent(t.any, t.n));
        print_target(what, "", percent(t.moderate, t.n) >= 95.0, t.n, reached);
    }
    snprintf(reached, sizeof reached, "%.2f %%", percent(positive.right, positive.moderate));
    print_target("The right person in verdicts of moderate or above", "at least 99 %",
                 percent(positive.right, positive.moderate) >= 99.0, positive.moderate, reached);
    const double covered = percent(positive.covered, positive.dated);
    snprintf(reached, sizeof reached, "%.1f %%", covered);
    print_target("The 90 % interval of the date covers", "86 to 96 %",
                 covered >= 86.0 && covered <= 96.0, positive.dated, reached);
    snprintf(reached, sizeof reached, "%.4f", error);
    print_target("Expected calibration error", "at most 0.04", error <= 0.04, (unsigned)runs,
                 reached);
    snprintf(reached, sizeof reached, "%.2f %%", percent(positive.wrong_sign, positive.answered));
    print_target("Sign errors: somebody pulls away, and the other is named or \"closer\" is said",
                 "at most 1 %", percent(positive.wrong_sign, positive.answered) <= 1.0,
                 positive.answered, reached);
    const struct tally least = tally_of(rows, NULL, 26, 3);
    snprintf(reached, sizeof reached, "%.1f %% of them cannot tell; at 26 x 3 %.1f %%",
             percent(sparse.cannot, sparse.n), percent(least.cannot, least.n));
    print_target("26 weeks, or 3 messages a day: \"cannot tell\", with what more it would take",
                 "where a fall by half would be missed", true, sparse.n, reached);
}

int command_report(int argc, char **argv)
{
    struct rows rows = rows_read(argv, argc);
    print_targets(&rows);
    print_reliability(&rows);
    printf("\n## Scenario by scenario, cell by cell\n\n");
    print_scenarios(&rows);
    free(rows.row);
    return 0;
}

int command_brief(int argc, char **argv)
{
    struct rows rows = rows_read(argv, argc);
    size_t runs;
    const struct tl_calibration_scores s = scores_of(&rows, 0, 0, &runs);
    printf("Brier score %.4f, expected calibration error %.4f.\n\n", s.brier, s.error);
    print_scenarios(&rows);
    free(rows.row);
    return 0;
}
