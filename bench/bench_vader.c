/*
 * bench_vader.c: how fast words are rated: VADER's score of every line of a file. Prints the lines,
 * their mean score and the megabytes a second of the scoring alone, without the reading.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "vader.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    static char block[1 << 20]; /* lines are cut where it ends */
    FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!f) {
        fputs("usage: bench_vader FILE\n", stderr);
        return 2;
    }
    struct tl_context ctx;
    struct tl_vader vader;
    struct tl_vader_scores scores;
    tl_context_init(&ctx);
    tl_vader_init(&vader, &ctx);
    double sum = 0, bytes = 0, used = 0;
    uint64_t lines = 0;
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;) {
        double start = now();
        for (size_t at = 0; at < n; lines++) {
            const char *end = memchr(block + at, '\n', n - at);
            size_t len = end ? (size_t)(end - (block + at)) : n - at;
            if (tl_vader_score(&vader, (struct tl_str){block + at, len}, &scores, NULL) != TL_OK)
                return 1;
            sum += scores.compound;
            at += len + 1;
        }
        used += now() - start;
        bytes += (double)n;
    }
    fclose(f);
    printf("%" PRIu64 " lines, mean %.4f, %.1f MB/s\n", lines, lines ? sum / (double)lines : 0,
           used > 0 ? bytes / used / 1e6 : 0);
    tl_vader_release(&vader);
    return 0;
}
