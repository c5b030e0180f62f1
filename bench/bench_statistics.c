/*
 * bench_statistics.c: all that is computed of one chat (measures, 1,999 draws, findings, other
 * explanations, verdict), without reading the file and without labels, for each cell of D17.
 *
 *     bench_statistics [SEEDS]
 *
 * Printed: weeks x messages a day, and the mean processor time over four scenarios and SEEDS (3).
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tideline/tideline.h"

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool run(const struct tl_simulation_options *options, double *took)
{
    struct tl_context ctx;
    struct tl_conversation *conv;
    struct tl_analysis *analysis;
    const struct tl_analysis_options how = {.rounds = 1999};
    tl_context_init(&ctx);
    if (tl_simulate(&ctx, options, &conv, NULL, NULL) > TL_WARN)
        return false;
    const double start = now_s();
    const bool ok = tl_analysis_new(&ctx, conv, &how, &analysis, NULL) == TL_OK;
    *took += now_s() - start;
    if (ok)
        tl_analysis_free(analysis);
    tl_conversation_free(conv);
    return ok;
}

int main(int argc, char **argv)
{
    static const char *const scenarios[] = {"S0", "S1", "S2-step", "S9"};
    static const unsigned weeks[] = {26, 52, 104}, per_day[] = {3, 7, 28};
    const unsigned long long seeds = argc > 1 ? strtoull(argv[1], NULL, 10) : 3;
    for (int c = 0; c < 9; c++) {
        double took = 0;
        for (int s = 0; s < 4; s++)
            for (unsigned long long seed = 1; seed <= seeds; seed++)
                if (!run(&(struct tl_simulation_options){.scenario = scenarios[s],
                                                         .seed = seed,
                                                         .weeks = weeks[c / 3],
                                                         .messages_per_day = per_day[c % 3],
                                                         .text = true},
                         &took))
                    return 1;
        printf("%u x %u: %.1f ms\n", weeks[c / 3], per_day[c % 3],
               1e3 * took / (4.0 * (double)seeds));
    }
    return 0;
}
