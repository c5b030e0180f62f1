/*
 * bench_text.c: how fast messages become tokens, and tokens are looked up.
 *
 * Takes a file of messages, one a line, and reads it round after round in one process; prints the
 * best processor time as MB of text a second, beside that of a search for the ends of lines alone,
 * and counts that tell what was read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lexicon.h"
#include "token.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static char *read_all(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return NULL;
    size_t cap = 1u << 20, len = 0, n;
    char *bytes = malloc(cap);
    while (bytes != NULL && (n = fread(bytes + len, 1, cap - len, f)) > 0) {
        len += n;
        if (len == cap)
            bytes = realloc(bytes, cap *= 2);
    }
    fclose(f);
    *size = len;
    return bytes;
}

/* The floor: no reader of lines is faster. */
static double scan(const char *bytes, size_t size)
{
    double best = 1e9;
    for (int round = 0; round < 5; round++) {
        volatile size_t lines = 0; /* else there is nothing to do */
        double start = now();
        for (const char *at = bytes; (at = memchr(at, '\n', (size_t)(bytes + size - at))) != NULL;
             at++)
            lines = lines + 1;
        double took = now() - start;
        best = took < best ? took : best;
    }
    return best;
}

int main(int argc, char **argv)
{
    size_t size = 0, lines = 0, kinds[5] = {0};
    char *bytes = argc == 2 ? read_all(argv[1], &size) : NULL;
    if (bytes == NULL) {
        fputs("usage: bench_text FILE (messages, one a line)\n", stderr);
        return 2;
    }
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_tokens tokens;
    tl_tokens_init(&tokens, &ctx);
    struct tl_words words;
    tl_words_init(&words, &ctx);
    const struct tl_lexicon *lexicon = tl_lexicon_of(TL_LANGUAGE_EN);
    double best[2] = {1e9, 1e9};
    size_t phrases = 0, known = 0;
    for (int round = 0; round <= 10; round++) {
        const bool look_up = round % 2 == 0, count = round == 0; /* the first one is not timed */
        double start = now();
        for (const char *at = bytes, *end; at < bytes + size; at = end + 1) {
            end = memchr(at, '\n', (size_t)(bytes + size - at));
            if (end == NULL)
                end = bytes + size;
            if (tl_tokens_read(&tokens, (struct tl_str){at, (size_t)(end - at)}, NULL) != TL_OK ||
                (look_up && tl_words_read(&words, lexicon, &tokens, NULL) != TL_OK))
                return 1;
            if (!count)
                continue;
            lines++;
            phrases += words.n_phrases;
            for (size_t i = 0; i < tokens.n; i++) {
                kinds[tokens.token[i].kind]++;
                known += !tl_word_set_empty(words.word[i]);
            }
        }
        double took = now() - start;
        if (!count)
            best[look_up] = took < best[look_up] ? took : best[look_up];
    }
    printf("%zu messages, %.1f MB: %zu words, %zu numbers, %zu emoji, %zu marks, %zu places\n",
           lines, (double)size / 1e6, kinds[TL_TOKEN_WORD], kinds[TL_TOKEN_NUMBER],
           kinds[TL_TOKEN_EMOJI], kinds[TL_TOKEN_MARK], kinds[TL_TOKEN_PLACE]);
    printf("%zu tokens on a list, %zu phrases\n", known, phrases);
    const double least = scan(bytes, size);
    printf(
        "tokens %.0f MB/s, with look-up %.0f MB/s; a newline scan in 1/%.0f and 1/%.0f of that\n",
        (double)size / 1e6 / best[0], (double)size / 1e6 / best[1], best[0] / least,
        best[1] / least);
    tl_words_release(&words);
    tl_tokens_release(&tokens);
    free(bytes);
    return 0;
}
