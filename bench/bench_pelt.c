/*
 * bench_pelt.c: exact PELT (D6) on one series, a number a line, or on 1,826 simulated days.
 *
 *     bench_pelt [FILE [RUNS]]
 *
 * Printed: points, changes at 2 log n and a least length of 2, and the median milliseconds of a
 * run. The series is divided by its robust scale first, as everywhere.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "detect.h"

#define MOST 200000
#define LEAST 2

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static size_t read_series(const char *path, double *y)
{
    size_t n = 0;
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        perror(path);
        return 0;
    }
    while (n < MOST && fscanf(f, "%lf", &y[n]) == 1)
        n++;
    fclose(f);
    return n;
}

/* Five years of days with eight levels. */
static size_t simulate(double *y)
{
    struct tl_rng rng;
    tl_rng_init(&rng, 1, 0);
    for (size_t i = 0; i < 1826; i++)
        y[i] = (double)((i / 229) * 5 % 8) / 2 + tl_rng_normal(&rng);
    return 1826;
}

int main(int argc, char **argv)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    const long runs = argc > 2 ? strtol(argv[2], NULL, 10) : 101;
    double *y = malloc(MOST * sizeof *y), *took = malloc((size_t)(runs > 0 ? runs : 1) * sizeof *y);
    size_t *at = malloc(MOST * sizeof *at);
    int code = 1;
    if (y == NULL || took == NULL || at == NULL || runs < 1)
        goto out;
    const size_t n = argc > 1 ? read_series(argv[1], y) : simulate(y);
    const double scale = tl_robust_scale(&ctx, y, NULL, n);
    if (!(scale > 0))
        goto out;
    for (size_t i = 0; i < n; i++)
        y[i] /= scale;
    struct tl_changes found = {0, 0};
    for (long r = 0; r < runs; r++) {
        const double start = now_ms();
        if (tl_pelt(&ctx, y, NULL, n, LEAST, 2 * tl_log((double)n), at, &found) != TL_OK)
            goto out;
        took[r] = now_ms() - start;
    }
    tl_sort(took, (size_t)runs);
    printf("%zu points, %zu changes, %.3f ms\n", n, found.n,
           tl_quantile_sorted(took, (size_t)runs, 0.5));
    for (size_t i = 0; i < found.n; i++)
        printf("%zu\n", at[i]);
    code = 0;
out:
    free(at);
    free(took);
    free(y);
    return code;
}
