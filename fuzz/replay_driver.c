/*
 * replay_driver.c: runs a fuzz target over files instead of under libFuzzer: every file of the
 * folders given, or the files themselves. Without arguments it reads standard input (AFL++).
 */
#include "fuzz_input.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

static int run_stream(FILE *f, const char *name)
{
    size_t size = 0, room = 1 << 16;
    uint8_t *bytes = malloc(room);
    for (size_t n = 1; bytes != NULL && n > 0;) {
        n = fread(bytes + size, 1, room - size, f);
        size += n;
        if (size == room) {
            uint8_t *more = realloc(bytes, room *= 2);
            if (more == NULL)
                free(bytes);
            bytes = more;
        }
    }
    /* An exact copy, so that the sanitizer sees a read behind the end. */
    uint8_t *exact = bytes == NULL ? NULL : malloc(size + (size == 0));
    if (exact == NULL || ferror(f)) {
        fprintf(stderr, "%s: cannot be read\n", name);
        free(bytes);
        free(exact);
        return 1;
    }
    memcpy(exact, bytes, size);
    free(bytes);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return 0;
}

static int run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        fprintf(stderr, "%s: cannot be opened\n", path);
        return 1;
    }
    int failed = run_stream(f, path);
    fclose(f);
    return failed;
}

int main(int argc, char **argv)
{
    int failed = 0;
    size_t runs = 0;
    if (argc < 2)
        return run_stream(stdin, "standard input");
    for (int i = 1; i < argc; i++) {
        DIR *dir = opendir(argv[i]);
        if (dir == NULL) {
            failed |= run_file(argv[i]);
            runs++;
            continue;
        }
        for (const struct dirent *item; (item = readdir(dir)) != NULL;) {
            if (item->d_name[0] == '.')
                continue;
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", argv[i], item->d_name);
            failed |= run_file(path);
            runs++;
        }
        closedir(dir);
    }
    printf("%zu inputs\n", runs);
    return failed != 0 || runs == 0;
}
