#include "tl_test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "bundle.h"
#include "str.h"

/* A folder below /tmp (or TMPDIR) that removes what was made in it. */
struct scratch {
    char *root;
    char made[200][640];
    size_t n;
};

static int make_scratch(void **state)
{
    static struct scratch s;
    static char root[512];
    const char *tmp = getenv("TMPDIR");
    s.n = 0;
    s.root = root;
    snprintf(root, sizeof root, "%s/tideline-test-XXXXXX", tmp != NULL ? tmp : "/tmp");
    *state = &s;
    return mkdtemp(root) == NULL;
}

static int remove_scratch(void **state)
{
    struct scratch *s = *state;
    while (s->n > 0)
        remove(s->made[--s->n]);
    return rmdir(s->root);
}

static const char *place(struct scratch *s, const char *name)
{
    assert_true(s->n < sizeof s->made / sizeof *s->made);
    char *path = s->made[s->n++];
    snprintf(path, sizeof *s->made, "%s/%s", s->root, name);
    return path;
}

static void make_folder(struct scratch *s, const char *name)
{
    assert_int_equal(mkdir(place(s, name), 0700), 0);
}

static const char *make_file(struct scratch *s, const char *name, const char *content)
{
    const char *path = place(s, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(content, f);
    assert_int_equal(fclose(f), 0);
    return path;
}

static enum tl_status read_all(const struct tl_bundle *bundle, size_t i, struct tl_buf *out,
                               struct tl_error *err)
{
    struct tl_stream *stream = NULL;
    enum tl_status status = tl_stream_open(bundle, i, &stream, err);
    if (status != TL_OK)
        return status;
    struct tl_str chunk;
    do {
        status = tl_stream_next(stream, &chunk, err);
        assert_true(chunk.len <= (size_t)1 << 20);
        tl_buf_put_str(out, chunk);
    } while (status == TL_OK && chunk.len > 0);
    tl_stream_free(stream);
    return out->failed ? TL_FATAL : status;
}

static void check_content(const struct tl_bundle *bundle, size_t i, const char *want)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_buf buf;
    tl_buf_init(&buf, &ctx);
    struct tl_error err = {.message = ""};
    if (read_all(bundle, i, &buf, &err) != TL_OK)
        fail_msg("%s", err.message);
    assert_true(tl_str_equal((struct tl_str){buf.ptr, buf.len}, tl_str_from(want)));
    tl_buf_release(&buf);
}

static void check_path(const struct tl_bundle *bundle, size_t i, const char *want)
{
    assert_string_equal(tl_bundle_path(bundle, i).ptr, want);
    assert_int_equal(tl_bundle_path(bundle, i).len, strlen(want));
}

static void test_file(void **state)
{
    struct scratch *s = *state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    const char *path = make_file(s, "chat.txt", "Moin\n");
    struct tl_bundle *bundle;
    struct tl_error err;
    assert_int_equal(tl_bundle_open(&ctx, path, &bundle, &err), TL_OK);
    assert_int_equal(tl_bundle_count(bundle), 1);
    check_path(bundle, 0, "chat.txt");
    assert_string_equal(tl_bundle_name(bundle), path);
    assert_int_equal(tl_bundle_size(bundle, 0), 5);
    check_content(bundle, 0, "Moin\n");
    char label[256];
    tl_bundle_label(bundle, 0, label);
    assert_true(tl_str_starts(tl_str_from(path), tl_str_from(label)));
    struct tl_source *source;
    assert_int_equal(tl_bundle_source(bundle, 0, &source, &err), TL_OK);
    char buf[3];
    assert_int_equal(tl_source_read(source, buf, 3, 1, &err), TL_OK);
    assert_memory_equal(buf, "oin", 3);
    tl_bundle_free(bundle);
    tl_bundle_free(NULL);
}

static void test_empty_file(void **state)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_bundle *bundle;
    assert_int_equal(tl_bundle_open(&ctx, make_file(*state, "none", ""), &bundle, NULL), TL_OK);
    check_content(bundle, 0, "");
    tl_bundle_free(bundle);
}

static void test_missing(void **state)
{
    struct scratch *s = *state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_bundle *bundle = NULL;
    struct tl_error err;
    char path[600];
    snprintf(path, sizeof path, "%s/nothing.txt", s->root);
    assert_int_equal(tl_bundle_open(&ctx, path, &bundle, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_IO_MISSING);
    assert_string_equal(err.file, path);
    assert_int_equal(tl_bundle_open(&ctx, "", &bundle, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_IO_MISSING);
    assert_int_equal(tl_bundle_open(&ctx, s->root, &bundle, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_FORMAT_EMPTY);
    const char *fifo = place(s, "fifo");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_int_equal(tl_bundle_open(&ctx, fifo, &bundle, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_IO);
    /* A folder with nothing but a pipe in it has no file. */
    assert_int_equal(tl_bundle_open(&ctx, s->root, &bundle, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_FORMAT_EMPTY);
    assert_null(bundle);
}

static void make_tree(struct scratch *s)
{
    make_folder(s, "b");
    make_folder(s, "b/deep");
    make_folder(s, "void");
    make_file(s, "b.txt", "1");
    make_file(s, "b/z.txt", "2");
    make_file(s, "b/deep/a.txt", "3");
    make_file(s, "B.txt", "4");
    make_file(s, "gr\xFC\xDF.txt", "5");
    assert_int_equal(symlink("..", place(s, "b/up")), 0);
    assert_int_equal(symlink("b.txt", place(s, "link.txt")), 0);
    assert_int_equal(symlink("nowhere", place(s, "dangling")), 0);
    assert_int_equal(symlink("itself", place(s, "itself")), 0);
}

static void test_folder(void **state)
{
    struct scratch *s = *state;
    make_tree(s);
    struct tl_context ctx;
    tl_context_init(&ctx);
    /* Byte order: 'B' < 'b', '.' < '/'. Links to folders are not followed, others are. */
    static const char *const want[][2] = {{"B.txt", "4"},
                                          {"b.txt", "1"},
                                          {"b/deep/a.txt", "3"},
                                          {"b/z.txt", "2"},
                                          {"gr\xEF\xBF\xBD\xEF\xBF\xBD.txt", "5"},
                                          {"link.txt", "1"}};
    for (int slash = 0; slash < 2; slash++) {
        char root[520];
        snprintf(root, sizeof root, "%s%s", s->root, slash ? "/" : "");
        struct tl_bundle *bundle;
        struct tl_error err;
        assert_int_equal(tl_bundle_open(&ctx, root, &bundle, &err), TL_OK);
        assert_int_equal(tl_bundle_count(bundle), 6);
        for (size_t i = 0; i < 6; i++) {
            check_path(bundle, i, want[i][0]);
            check_content(bundle, i, want[i][1]);
            struct tl_source *source, *again;
            assert_int_equal(tl_bundle_source(bundle, i, &source, &err), TL_OK);
            assert_int_equal(tl_bundle_source(bundle, i, &again, &err), TL_OK);
            assert_ptr_equal(source, again);
            assert_int_equal(tl_source_size(source), 1);
        }
        char label[256];
        tl_bundle_label(bundle, 2, label);
        assert_true(tl_str_ends(tl_str_from(label), TL_STR("/b/deep/a.txt")));
        tl_bundle_free(bundle);
    }
}

static void test_two_streams(void **state)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_bundle *bundle;
    struct tl_source *source = tl_source_new_memory(&ctx, TL_STR("abcdef"), 2);
    (void)state;
    assert_int_equal(tl_bundle_open_source(&ctx, "upload", source, &bundle, NULL), TL_OK);
    check_path(bundle, 0, "upload");
    struct tl_stream *one, *two;
    assert_int_equal(tl_stream_open(bundle, 0, &one, NULL), TL_OK);
    assert_int_equal(tl_stream_open(bundle, 0, &two, NULL), TL_OK);
    struct tl_str a, b;
    assert_int_equal(tl_stream_next(one, &a, NULL), TL_OK);
    assert_int_equal(tl_stream_next(two, &b, NULL), TL_OK);
    assert_int_equal(tl_stream_next(two, &b, NULL), TL_OK);
    assert_true(tl_str_equal(a, TL_STR("ab")));
    assert_true(tl_str_equal(b, TL_STR("cd")));
    tl_stream_free(one);
    tl_stream_free(two);
    tl_stream_free(NULL);
    tl_bundle_free(bundle);
}

static void test_limits(void **state)
{
    struct scratch *s = *state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_bundle *bundle;
    struct tl_error err;
    make_file(s, "one", "1234567");
    make_file(s, "two", "12345678");
    ctx.limits.file_bytes = 7;
    assert_int_equal(tl_bundle_open(&ctx, s->root, &bundle, &err), TL_OK);
    check_content(bundle, 0, "1234567");
    struct tl_stream *stream;
    struct tl_source *source;
    assert_int_equal(tl_stream_open(bundle, 1, &stream, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_LIMIT);
    assert_int_equal(tl_bundle_source(bundle, 1, &source, &err), TL_FAIL);
    tl_bundle_free(bundle);
    ctx.limits.archive_entries = 1;
    assert_int_equal(tl_bundle_open(&ctx, s->root, &bundle, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_LIMIT);
    tl_context_init(&ctx);
    char name[200] = "";
    for (int depth = 1; depth <= 65; depth++) {
        strcat(name, depth == 1 ? "d" : "/d");
        make_folder(s, name);
        if (depth < 64)
            continue;
        assert_int_equal(tl_bundle_open(&ctx, s->root, &bundle, &err),
                         depth == 64 ? TL_OK : TL_FAIL);
        if (depth == 64)
            tl_bundle_free(bundle);
        else
            assert_int_equal(err.code, TL_CODE_LIMIT);
    }
}

/* A file that shrinks, goes away or becomes a folder while it is read. */
static void test_changes(void **state)
{
    struct scratch *s = *state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    const char *path = make_file(s, "shrinks", "0123456789");
    struct tl_bundle *bundle;
    struct tl_error err;
    assert_int_equal(tl_bundle_open(&ctx, s->root, &bundle, &err), TL_OK);
    struct tl_stream *stream;
    assert_int_equal(tl_stream_open(bundle, 0, &stream, &err), TL_OK);
    assert_int_equal(truncate(path, 4), 0);
    struct tl_str chunk;
    assert_int_equal(tl_stream_next(stream, &chunk, &err), TL_OK);
    assert_int_equal(chunk.len, 4);
    for (int again = 0; again < 2; again++) {
        memset(&err, 0, sizeof err);
        assert_int_equal(tl_stream_next(stream, &chunk, &err), TL_FAIL);
        assert_int_equal(chunk.len, 0);
        assert_int_equal(err.code, TL_CODE_IO);
        assert_int_equal(err.offset, 4);
    }
    tl_stream_free(stream);
    assert_int_equal(remove(path), 0);
    assert_int_equal(tl_stream_open(bundle, 0, &stream, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_IO_MISSING);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(tl_stream_open(bundle, 0, &stream, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_IO);
    tl_bundle_free(bundle);
}

static void test_without_memory(void **state)
{
    struct scratch *s = *state;
    make_tree(s);
    bool done = false;
    for (size_t i = 0; !done; i++) {
        struct tl_context ctx;
        struct tl_test_allocator a;
        tl_context_init(&ctx);
        tl_test_allocator_init(&a, i);
        ctx.allocator = &a.base;
        struct tl_buf buf;
        tl_buf_init(&buf, &ctx);
        struct tl_bundle *bundle = NULL;
        struct tl_source *source;
        struct tl_error err;
        enum tl_status status = tl_bundle_open(&ctx, s->root, &bundle, &err);
        if (status == TL_OK)
            status = read_all(bundle, 2, &buf, &err);
        if (status == TL_OK)
            status = tl_bundle_source(bundle, 0, &source, &err);
        tl_bundle_free(bundle);
        bundle = NULL;
        if (status == TL_OK)
            status = tl_bundle_open(&ctx, s->made[3], &bundle, &err);
        if (status == TL_OK)
            status = read_all(bundle, 0, &buf, &err);
        tl_bundle_free(bundle);
        tl_buf_release(&buf);
        done = status == TL_OK;
        if (!done)
            assert_int_equal(status, TL_FATAL);
        assert_int_equal(a.live, 0);
    }
}

int main(void)
{
#define SCRATCH_TEST(f) cmocka_unit_test_setup_teardown(f, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_file),    SCRATCH_TEST(test_empty_file),      SCRATCH_TEST(test_missing),
        SCRATCH_TEST(test_folder),  cmocka_unit_test(test_two_streams), SCRATCH_TEST(test_limits),
        SCRATCH_TEST(test_changes), SCRATCH_TEST(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
