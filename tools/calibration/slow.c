/*
 * slow.c: the same for slow correspondences: simulates letters, judges them, and prints how often
 * each answer was given, and what classes of evidence turned out to be.
 *
 *   calibration slow FIRST_SEED SEEDS [CASE]
 *
 * One line a case and cell; then, by the probability said (it has four values, slow.c), how many
 * runs of each case got it. The prior of the cases: L0 .45, L1 .15, L2 .20, L3 .10, L4 .10.
 */
#include <stdlib.h>
#include <string.h>

#include "calibration.h"

#define CASES 5
#define CLASSES 8

static const struct cell {
    unsigned weeks;
    double per_day;
} cells[] = {{104, 0.5}, {104, 0.2}, {260, 0.1}, {520, 0.05}, {1040, 0.03}, {2080, 0.015}};

struct tally {
    unsigned runs, kind[5], weak, moderate, right, dated, covered;
    double off_years;
};

struct class
{
    double said, seen[CASES];
};

static bool judge(const struct tl_scenario *c, const struct cell *cell, uint64_t seed, size_t which,
                  struct tally *t, struct class *class)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    const struct tl_simulation_options options = {
        .scenario = c->name, .seed = seed, .weeks = cell->weeks, .messages_per_day = cell->per_day};
    struct tl_conversation *conv;
    struct tl_truth truth;
    struct tl_error err = {0};
    struct tl_analysis *a;
    if (tl_simulate(&ctx, &options, &conv, &truth, &err) > TL_WARN)
        return false;
    if (tl_analysis_new(&ctx, conv, NULL, &a, &err) != TL_OK) {
        tl_conversation_free(conv);
        return false;
    }
    const struct tl_verdict *v = &a->verdict;
    const bool away = v->kind == TL_VERDICT_PULLING_AWAY;
    t->runs++;
    t->kind[v->kind]++;
    t->weak += away && v->level == TL_LEVEL_WEAK;
    t->moderate += away && v->level > TL_LEVEL_WEAK;
    t->right += away && v->person == truth.person;
    if (truth.since_day != TL_NO_DAY && v->since_day != TL_NO_DAY) {
        t->dated++;
        t->covered += v->since_lo <= truth.since_day && truth.since_day <= v->since_hi;
        t->off_years += fabs((double)(v->since_day - truth.since_day)) / 365.25;
    }
    size_t k = 0;
    while (k + 1 < CLASSES && class[k].said > 0.0 &&
           fabs(class[k].said - a->evidence.probability) > 1e-9)
        k++;
    class[k].said = a->evidence.probability;
    class[k].seen[which]++;
    tl_analysis_free(a);
    tl_conversation_free(conv);
    return true;
}

static void print_tally(const char *name, const struct cell *cell, const struct tally *t)
{
    const double n = t->runs > 0 ? 100.0 / t->runs : 0.0;
    const unsigned away = t->kind[TL_VERDICT_PULLING_AWAY];
    printf("| %s | %u x %.3g | %u | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | ", name, cell->weeks,
           cell->per_day, t->runs, n * t->kind[TL_VERDICT_CANNOT_TELL],
           n * t->kind[TL_VERDICT_NO_CHANGE], n * t->kind[TL_VERDICT_BOTH_QUIETER],
           n * t->kind[TL_VERDICT_CLOSER], n * t->weak, n * t->moderate);
    if (away > 0 && t->right > 0)
        printf("%.1f", 100.0 * t->right / away);
    printf(" | ");
    if (t->dated > 0)
        printf("%.1f | %.2f", 100.0 * t->covered / t->dated, t->off_years / t->dated);
    else
        printf(" | ");
    printf(" |\n");
}

int command_slow(int argc, char **argv)
{
    static const double prior[CASES] = {0.45, 0.15, 0.20, 0.10, 0.10};
    const unsigned long long first = argc >= 2 ? strtoull(argv[0], NULL, 10) : 0;
    const unsigned long long seeds = argc >= 2 ? strtoull(argv[1], NULL, 10) : 0;
    struct class class[CLASSES] = {{0}};
    double runs[CASES] = {0};
    if (seeds == 0) {
        fprintf(stderr, "usage: calibration slow FIRST_SEED SEEDS [CASE]\n");
        return 2;
    }
    printf(
        "| case | weeks x a day | runs | cannot tell %% | no change %% | both quieter %% | closer "
        "%% | weak %% | moderate %% | right person %% | interval covers %% | years off |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    size_t which = 0;
    for (const struct tl_scenario *c = tl_slow_scenarios(); c->name != NULL; c++, which++)
        for (size_t k = 0;
             (argc < 3 || strcmp(c->name, argv[2]) == 0) && k < sizeof cells / sizeof *cells; k++) {
            struct tally t = {0};
            for (unsigned long long seed = first; seed < first + seeds; seed++)
                if (!judge(c, &cells[k], seed, which, &t, class))
                    return 1;
            runs[which] += t.runs;
            print_tally(c->name, &cells[k], &t);
            fflush(stdout);
        }
    printf("\n| said | L0 | L1 | L2 | L3 | L4 | was so, by the prior "
           "|\n|---|---|---|---|---|---|---|\n");
    for (size_t k = 0; k < CLASSES && class[k].said != 0.0; k++) {
        double all = 0.0;
        printf("| %.2f |", class[k].said);
        for (size_t i = 0; i < CASES; i++) {
            printf(" %.0f |", class[k].seen[i]);
            all += runs[i] > 0.0 ? prior[i] * class[k].seen[i] / runs[i] : 0.0;
        }
        printf(" %.3f |\n", runs[2] > 0.0 ? prior[2] * class[k].seen[2] / runs[2] / all : 0.0);
    }
    return 0;
}
