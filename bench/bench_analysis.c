/*
 * bench_analysis.c: the statistics of one chat: measures, 1,999 shuffles, all families, all other
 * explanations, findings; without reading a file and without words.
 *
 *     bench_analysis [RUNS]
 *
 * Printed for four simulated chats of two years and one of 100,000 messages: messages and the
 * median milliseconds of processor time of a run, with somebody pulling away and with nothing
 * changed (which asks fewer variations).
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tideline/find.h"
#include "tideline/simulate.h"

static double processor_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* False when something failed. */
static bool run(const struct tl_context *ctx, const char *scenario, uint32_t weeks, double per_day,
                double *took, long runs)
{
    const struct tl_simulation_options o = {
        .scenario = scenario, .seed = 7, .weeks = weeks, .messages_per_day = per_day};
    struct tl_conversation *conv;
    if (tl_simulate(ctx, &o, &conv, NULL, NULL) != TL_OK)
        return false;
    bool ok = true;
    for (long r = 0; ok && r < runs; r++) {
        struct tl_analysis *a;
        const double start = processor_ms();
        ok = tl_analysis_new(ctx, conv, NULL, &a, NULL) == TL_OK;
        took[r] = processor_ms() - start;
        if (ok)
            tl_analysis_free(a);
    }
    qsort(took, (size_t)runs, sizeof *took, by_size);
    if (ok)
        printf("%-8s %7zu messages %8.1f ms\n", scenario, conv->n_messages, took[runs / 2]);
    tl_conversation_free(conv);
    return ok;
}

int main(int argc, char **argv)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    const long runs = argc > 1 ? strtol(argv[1], NULL, 10) : 5;
    double *took = runs > 0 ? malloc((size_t)runs * sizeof *took) : NULL;
    const bool ok =
        took != NULL && run(&ctx, "S0", 104, 7.0, took, runs) &&
        run(&ctx, "S2-step", 104, 7.0, took, runs) && run(&ctx, "S0", 104, 28.0, took, runs) &&
        run(&ctx, "S2-step", 104, 28.0, took, runs) && run(&ctx, "S2-step", 104, 160.0, took, runs);
    free(took);
    return ok ? 0 : 1;
}
