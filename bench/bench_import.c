/*
 * bench_import.c: how fast a chat is read, and how fast it could be.
 *
 * Reads the file into memory once, then times, round after round in one process: a scan for its
 * newlines (the floor of every text importer), tl_import, and tl_conversation_finish. Prints the
 * best processor time of each and what was read, by kind, so that the counts can be held against
 * those of the generator.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "tideline/import.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static char *read_all(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL || fseek(f, 0, SEEK_END) != 0)
        return NULL;
    const long n = ftell(f);
    char *bytes = n < 0 ? NULL : malloc((size_t)n + 1);
    rewind(f);
    if (bytes != NULL && fread(bytes, 1, (size_t)n, f) != (size_t)n) {
        free(bytes);
        bytes = NULL;
    }
    fclose(f);
    *size = (size_t)n;
    return bytes;
}

static size_t count_lines(const char *bytes, size_t size)
{
    size_t lines = 0;
    const char *at = bytes, *end = bytes + size;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        lines++;
        at++;
    }
    return lines;
}

static void print_counts(const struct tl_conversation *conv)
{
    size_t kinds[TL_KIND_COUNT + 1] = {0}, edited = 0;
    for (size_t i = 0; i < conv->n_messages; i++) {
        kinds[conv->kind[i]]++;
        edited += (conv->flags[i] & TL_FLAG_EDITED) != 0;
    }
    printf("%zu rows, %zu people, %zu bytes of text, %zu edited;", conv->n_messages, conv->n_people,
           conv->text_size, edited);
    for (size_t k = 0; k <= TL_KIND_COUNT; k++)
        if (kinds[k] > 0)
            printf(" %s %zu", tl_kind_name((enum tl_kind)k), kinds[k]);
    printf("\n");
    for (size_t i = 0; i < conv->n_notices; i++)
        printf("notice %s: %llu, first line %llu\n", conv->notices[i].code,
               (unsigned long long)conv->notices[i].count,
               (unsigned long long)conv->notices[i].first_line);
}

int main(int argc, char **argv)
{
    const int rounds = argc > 2 ? atoi(argv[2]) : 5;
    size_t size = 0, lines = 0;
    char *bytes = argc > 1 ? read_all(argv[1], &size) : NULL;
    if (bytes == NULL) {
        fprintf(stderr, "usage: bench_import FILE [ROUNDS]\n");
        return 2;
    }
    double scan = 1e9, import = 1e9, finish = 1e9;
    for (int i = 0; i < rounds; i++) {
        struct tl_context ctx;
        struct tl_bundle *bundle = NULL;
        struct tl_conversation *conv = NULL;
        struct tl_error err = {0};
        tl_context_init(&ctx);
        double start = now();
        lines = count_lines(bytes, size);
        scan = now() - start < scan ? now() - start : scan;
        struct tl_source *source = tl_source_new_memory(&ctx, (struct tl_str){bytes, size}, 0);
        if (source == NULL ||
            tl_bundle_open_source(&ctx, argv[1], source, &bundle, &err) != TL_OK ||
            tl_conversation_new(&ctx, &conv) != TL_OK)
            return 1;
        start = now();
        const enum tl_status status = tl_import(&ctx, bundle, NULL, conv, &err);
        import = now() - start < import ? now() - start : import;
        if (status > TL_WARN) {
            fprintf(stderr, "%s\n", err.message);
            return 1;
        }
        if (i == 0)
            print_counts(conv);
        start = now();
        if (tl_conversation_finish(conv, NULL, &err) > TL_WARN)
            fprintf(stderr, "%s\n", err.message);
        finish = now() - start < finish ? now() - start : finish;
        tl_conversation_free(conv);
        tl_bundle_free(bundle);
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    const double mb = (double)size / 1e6;
    printf(
        "%zu bytes, %zu lines; newline scan %.0f MB/s; import %.0f MB/s (%.3f s); finish %.3f s; "
        "peak %.1f MB with the file's %.1f\n",
        size, lines, mb / scan, mb / import, import, finish, (double)usage.ru_maxrss * 1024 / 1e6,
        mb);
    free(bytes);
    return 0;
}
