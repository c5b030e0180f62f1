#include "tl_test.h"

static void *counting_realloc(void *user, void *ptr, size_t old_size, size_t size)
{
    struct tl_test_allocator *a = user;
    (void)old_size;
    if (size == 0) {
        if (ptr != NULL)
            a->live--;
        free(ptr);
        return NULL;
    }
    if (a->calls++ >= a->fail_at)
        return NULL;
    void *out = realloc(ptr, size);
    if (out != NULL && ptr == NULL)
        a->live++;
    return out;
}

void tl_test_allocator_init(struct tl_test_allocator *a, size_t fail_at)
{
    *a = (struct tl_test_allocator){.base = {.realloc = counting_realloc}, .fail_at = fail_at};
    a->base.user = a;
}

char *tl_test_read(const char *path, size_t *size)
{
    char full[1024];
    const char *root = getenv("TIDELINE_TEST_DATA");
    snprintf(full, sizeof full, "%s/%s", root != NULL ? root : "tests/data", path);
    FILE *f = fopen(full, "rb");
    if (f == NULL)
        fail_msg("cannot open %s", full);
    fseek(f, 0, SEEK_END);
    long n = ftell(f);
    rewind(f);
    char *bytes = malloc((size_t)n + 1);
    if (bytes == NULL || fread(bytes, 1, (size_t)n, f) != (size_t)n)
        fail_msg("cannot read %s", full);
    bytes[n] = '\0';
    fclose(f);
    *size = (size_t)n;
    return bytes;
}
