#include "tl_test.h"

#include <zlib.h>

#include "bundle.h"
#include "str.h"

/*
 * Archives are built byte by byte after APPNOTE 6.3.10, with zlib's deflate for what is packed, so
 * that each field can be made wrong on its own.
 */
struct part {
    const char *name;
    struct tl_str data;
    bool stored;
    /* what differs from a plain entry */
    bool descriptor;             /* sizes and CRC behind the data, zero in the local header */
    bool zip64;                  /* sizes and offset in the extra field */
    uint16_t flags, method;      /* method: added to the true one */
    int32_t size, packed, place; /* added to the true values of the central header */
    uint32_t crc;                /* xored with it */
    unsigned char host;
};

struct archive {
    struct tl_buf out, directory;
    size_t count;
    bool zip64;
};

static void put(struct tl_buf *buf, uint64_t value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        tl_buf_putc(buf, (char)(unsigned char)(value >> (8 * i)));
}

static void begin(struct archive *a, const struct tl_context *ctx)
{
    *a = (struct archive){.count = 0};
    tl_buf_init(&a->out, ctx);
    tl_buf_init(&a->directory, ctx);
}

static struct tl_str pack(struct tl_str data)
{
    z_stream z = {.zalloc = NULL};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, data.len);
    char *out = malloc(room);
    assert_non_null(out);
    char *in = malloc(data.len + 1);
    assert_non_null(in);
    if (data.len > 0)
        memcpy(in, data.ptr, data.len);
    z.next_in = (unsigned char *)in;
    z.avail_in = (unsigned)data.len;
    z.next_out = (unsigned char *)out;
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    struct tl_str packed = {out, room - z.avail_out};
    deflateEnd(&z);
    free(in);
    return packed;
}

static void add(struct archive *a, struct part part)
{
    struct tl_str packed = part.stored ? part.data : pack(part.data);
    uint32_t crc =
        (uint32_t)crc32(0, (const unsigned char *)part.data.ptr, (unsigned)part.data.len);
    uint16_t flags = (uint16_t)(part.flags | (part.descriptor ? 8 : 0));
    uint16_t method = (uint16_t)((part.stored ? 0 : 8) + part.method);
    uint64_t at = a->out.len;
    size_t name_len = strlen(part.name);
    uint32_t all = UINT32_MAX;

    tl_buf_puts(&a->out, "PK\x03\x04");
    put(&a->out, 20, 2);
    put(&a->out, flags, 2);
    put(&a->out, method, 2);
    put(&a->out, 0, 4); /* time and date */
    put(&a->out, part.descriptor ? 0 : crc, 4);
    put(&a->out, part.descriptor ? 0 : packed.len, 4);
    put(&a->out, part.descriptor ? 0 : part.data.len, 4);
    put(&a->out, name_len, 2);
    put(&a->out, 5, 2); /* an extra field the central header does not have */
    tl_buf_puts(&a->out, part.name);
    tl_buf_put(&a->out, "\x99\x99\x01\x00!", 5);
    tl_buf_put_str(&a->out, packed);
    if (part.descriptor) {
        tl_buf_puts(&a->out, "PK\x07\x08");
        put(&a->out, crc, 4);
        put(&a->out, packed.len, 4);
        put(&a->out, part.data.len, 4);
    }

    struct tl_buf *d = &a->directory;
    uint64_t size = part.data.len + (uint64_t)(int64_t)part.size;
    uint64_t packed_len = packed.len + (uint64_t)(int64_t)part.packed;
    uint64_t place = at + (uint64_t)(int64_t)part.place;
    tl_buf_puts(d, "PK\x01\x02");
    put(d, 20, 1);
    put(d, part.host, 1);
    put(d, 20, 2);
    put(d, flags, 2);
    put(d, method, 2);
    put(d, 0, 4);
    put(d, crc ^ part.crc, 4);
    put(d, part.zip64 ? all : packed_len, 4);
    put(d, part.zip64 ? all : size, 4);
    put(d, name_len, 2);
    put(d, part.zip64 ? 5 + 28 : 0, 2);
    put(d, 3, 2); /* comment */
    put(d, 0, 8); /* disk and attributes */
    put(d, part.zip64 ? all : place, 4);
    tl_buf_puts(d, part.name);
    if (part.zip64) {
        tl_buf_put(d, "\x99\x99\x01\x00!\x01\x00\x18\x00", 9);
        put(d, size, 8);
        put(d, packed_len, 8);
        put(d, place, 8);
    }
    tl_buf_puts(d, "abc");
    a->count++;
    if (!part.stored)
        free((void *)(uintptr_t)packed.ptr);
}

static struct tl_str finish(struct archive *a, struct tl_str comment)
{
    uint64_t at = a->out.len, size = a->directory.len;
    uint32_t all = UINT32_MAX;
    tl_buf_put(&a->out, a->directory.ptr, a->directory.len);
    if (a->zip64) {
        uint64_t end = a->out.len;
        tl_buf_puts(&a->out, "PK\x06\x06");
        put(&a->out, 44, 8);
        put(&a->out, 45, 2);
        put(&a->out, 45, 2);
        put(&a->out, 0, 8);
        put(&a->out, a->count, 8);
        put(&a->out, a->count, 8);
        put(&a->out, size, 8);
        put(&a->out, at, 8);
        tl_buf_puts(&a->out, "PK\x06\x07");
        put(&a->out, 0, 4);
        put(&a->out, end, 8);
        put(&a->out, 1, 4);
    }
    tl_buf_puts(&a->out, "PK\x05\x06");
    put(&a->out, 0, 4);
    put(&a->out, a->zip64 ? UINT16_MAX : a->count, 2);
    put(&a->out, a->zip64 ? UINT16_MAX : a->count, 2);
    put(&a->out, a->zip64 ? all : size, 4);
    put(&a->out, a->zip64 ? all : at, 4);
    put(&a->out, comment.len, 2);
    tl_buf_put_str(&a->out, comment);
    assert_false(a->out.failed || a->directory.failed);
    return (struct tl_str){a->out.ptr, a->out.len};
}

static void release(struct archive *a)
{
    tl_buf_release(&a->out);
    tl_buf_release(&a->directory);
}

static enum tl_status open_archive(const struct tl_context *ctx, struct tl_str bytes, size_t chunk,
                                   struct tl_bundle **out, struct tl_error *err)
{
    struct tl_source *source = tl_source_new_memory(ctx, bytes, chunk);
    return source == NULL ? TL_FATAL : tl_bundle_open_source(ctx, "chat.zip", source, out, err);
}

static enum tl_status read_entry(const struct tl_bundle *bundle, size_t i, struct tl_buf *out,
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
    if (status == TL_OK) {
        assert_int_equal(tl_stream_next(stream, &chunk, err), TL_OK);
        assert_int_equal(chunk.len, 0);
    }
    tl_stream_free(stream);
    return out->failed ? TL_FATAL : status;
}

static void check_entry(const struct tl_context *ctx, const struct tl_bundle *bundle, size_t i,
                        const char *path, struct tl_str content)
{
    assert_string_equal(tl_bundle_path(bundle, i).ptr, path);
    assert_true(tl_bundle_size(bundle, i) == content.len);
    struct tl_buf buf;
    tl_buf_init(&buf, ctx);
    struct tl_error err = {.message = ""};
    if (read_entry(bundle, i, &buf, &err) != TL_OK)
        fail_msg("%s: %s", err.file, err.message);
    assert_true(tl_str_equal((struct tl_str){buf.ptr, buf.len}, content));
    tl_buf_release(&buf);
}

/* Text that packs to several input buffers and unpacks to several output buffers. */
static struct tl_str long_text(void)
{
    static char text[300000];
    uint32_t x = 12345;
    for (size_t i = 0; i < sizeof text; i++) {
        x = x * 1664525 + 1013904223;
        text[i] = (char)("etaoinshrdlu \n.,"[x >> 28]);
    }
    return (struct tl_str){text, sizeof text};
}

static void test_read(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_str text = long_text();
    for (unsigned variant = 0; variant < 8; variant++) {
        bool descriptor = (variant & 1) != 0, zip64 = (variant & 2) != 0;
        struct archive a;
        begin(&a, &ctx);
        a.zip64 = (variant & 4) != 0;
        struct part part = {.descriptor = descriptor, .zip64 = zip64};
        part.name = "Photos/";
        part.stored = true;
        add(&a, part);
        part.name = "b.txt";
        part.data = TL_STR("gespeichert");
        add(&a, part);
        part.name = "empty";
        part.data = TL_STR("");
        add(&a, part);
        part.stored = false;
        part.name = "a.txt";
        part.data = text;
        add(&a, part);
        part.name = "empty2";
        part.data = TL_STR("");
        add(&a, part);
        part.name = "Photos/c.txt";
        part.data = TL_STR("Na? Na!");
        add(&a, part);
        struct tl_str bytes =
            finish(&a, variant == 5 ? TL_STR("made PK\x05\x06 by hand") : TL_STR(""));
        for (size_t chunk = 0; chunk <= 5; chunk++) {
            struct tl_bundle *bundle;
            struct tl_error err;
            assert_int_equal(open_archive(&ctx, bytes, chunk, &bundle, &err), TL_OK);
            assert_int_equal(tl_bundle_count(bundle), 5);
            check_entry(&ctx, bundle, 0, "Photos/c.txt", TL_STR("Na? Na!"));
            check_entry(&ctx, bundle, 1, "a.txt", text);
            check_entry(&ctx, bundle, 2, "b.txt", TL_STR("gespeichert"));
            check_entry(&ctx, bundle, 3, "empty", TL_STR(""));
            check_entry(&ctx, bundle, 4, "empty2", TL_STR(""));
            char label[256];
            tl_bundle_label(bundle, 0, label);
            assert_string_equal(label, "chat.zip/Photos/c.txt");
            struct tl_source *source;
            assert_int_equal(tl_bundle_source(bundle, 2, &source, &err), TL_FAIL);
            assert_int_equal(err.code, TL_CODE_FORMAT_REFUSED);
            tl_bundle_free(bundle);
        }
        release(&a);
    }
}

static void test_names(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct archive a;
    begin(&a, &ctx);
    /* CP437 as old Windows writes it; a way out; backslashes of Windows and of Unix; one name twice
     */
    static const char *const names[] = {"gr\x81n.txt", "../../etc/x", "a\\b.txt",
                                        "a\\c.txt",    "n",           "n"};
    for (size_t i = 0; i < 6; i++)
        add(&a,
            (struct part){.name = names[i], .data = {&"0123456"[i], 1}, .host = i == 3 ? 3 : 0});
    struct tl_bundle *bundle;
    assert_int_equal(open_archive(&ctx, finish(&a, TL_STR("")), 0, &bundle, NULL), TL_OK);
    check_entry(&ctx, bundle, 0, "../../etc/x", TL_STR("1"));
    check_entry(&ctx, bundle, 1, "a/b.txt", TL_STR("2"));
    check_entry(&ctx, bundle, 2, "a\\c.txt", TL_STR("3"));
    check_entry(&ctx, bundle, 3, "gr\xEF\xBF\xBDn.txt", TL_STR("0"));
    check_entry(&ctx, bundle, 4, "n", TL_STR("4"));
    check_entry(&ctx, bundle, 5, "n", TL_STR("5"));
    tl_bundle_free(bundle);
    release(&a);
}

/* Either the archive or, with `open`, only the entry is refused. */
static void check_refused(struct part part, bool open, enum tl_code code)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct archive a;
    begin(&a, &ctx);
    add(&a, (struct part){.name = "first", .data = TL_STR("first"), .stored = true});
    part.name = "second";
    if (part.data.len == 0)
        part.data = TL_STR("The second, said twice: the second, said twice.");
    add(&a, part);
    struct tl_bundle *bundle = NULL;
    struct tl_error err = {.message = ""};
    enum tl_status status = open_archive(&ctx, finish(&a, TL_STR("")), 0, &bundle, &err);
    assert_int_equal(status, open ? TL_OK : TL_FAIL);
    if (open) {
        check_entry(&ctx, bundle, 0, "first", TL_STR("first"));
        struct tl_buf buf;
        tl_buf_init(&buf, &ctx);
        assert_int_equal(read_entry(bundle, 1, &buf, &err), TL_FAIL);
        assert_string_equal(err.file, "chat.zip/second");
        tl_buf_release(&buf);
    } else {
        assert_string_equal(err.file, "chat.zip");
    }
    assert_int_equal(err.code, code);
    tl_bundle_free(bundle);
    release(&a);
}

static void test_refused(void **state)
{
    (void)state;
    enum tl_code zip = TL_CODE_FORMAT_ZIP;
    check_refused((struct part){.flags = 1}, true, zip);
    check_refused((struct part){.flags = 1, .stored = true}, true, zip);
    check_refused((struct part){.method = 1}, true, zip);
    check_refused((struct part){.stored = true, .method = 12}, true, zip);
    check_refused((struct part){.crc = 1}, true, zip);
    check_refused((struct part){.crc = 1, .stored = true}, true, zip);
    check_refused((struct part){.size = 1}, true, zip);
    check_refused((struct part){.size = -1}, true, zip);
    check_refused((struct part){.size = -47}, true, zip);
    check_refused((struct part){.size = 1, .stored = true}, true, zip);
    check_refused((struct part){.size = -1, .stored = true}, true, zip);
    check_refused((struct part){.packed = -1}, true, zip);
    check_refused((struct part){.packed = -3}, true, zip);
    check_refused((struct part){.packed = 1, .descriptor = true}, true, zip);
    check_refused((struct part){.stored = true, .method = 8}, true, zip);
    /* over the first entry, over the directory, far behind it */
    check_refused((struct part){.place = -1}, true, zip); /* still behind the first one's data */
    check_refused((struct part){.place = -11}, false, zip);
    check_refused((struct part){.place = -44}, false, zip);
    check_refused((struct part){.packed = 30}, false, zip);
    check_refused((struct part){.place = 1000000000}, false, zip);
    check_refused((struct part){.place = 1000000000, .zip64 = true}, false, zip);
    check_refused((struct part){.place = -2000000000, .zip64 = true}, false, zip);
    /* inside its own local header */
    check_refused((struct part){.place = 3}, true, zip);
}

static void test_whole_archive(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_bundle *bundle = NULL;
    struct tl_error err;
    struct archive a;

    begin(&a, &ctx); /* nothing in it */
    assert_int_equal(open_archive(&ctx, finish(&a, TL_STR("")), 0, &bundle, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_FORMAT_EMPTY);
    release(&a);

    begin(&a, &ctx); /* only a locked file */
    add(&a, (struct part){.name = "x", .data = TL_STR("x"), .flags = 1});
    assert_int_equal(open_archive(&ctx, finish(&a, TL_STR("")), 0, &bundle, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_FORMAT_ZIP);
    assert_non_null(strstr(err.message, "password"));
    release(&a);

    begin(&a, &ctx); /* a count that is wrong */
    add(&a, (struct part){.name = "x", .data = TL_STR("x")});
    a.count = 2;
    assert_int_equal(open_archive(&ctx, finish(&a, TL_STR("")), 0, &bundle, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_FORMAT_ZIP);
    release(&a);

    begin(&a, &ctx); /* first of several disks */
    add(&a, (struct part){.name = "x", .data = TL_STR("x")});
    struct tl_str bytes = finish(&a, TL_STR(""));
    a.out.ptr[bytes.len - 18] = 1;
    assert_int_equal(open_archive(&ctx, bytes, 0, &bundle, &err), TL_FAIL);
    assert_non_null(strstr(err.message, "parts"));
    release(&a);

    begin(&a, &ctx); /* more files than allowed */
    for (int i = 0; i < 3; i++)
        add(&a, (struct part){.name = "x", .data = TL_STR("x")});
    ctx.limits.archive_entries = 2;
    assert_int_equal(open_archive(&ctx, finish(&a, TL_STR("")), 0, &bundle, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_LIMIT);
    release(&a);
    assert_null(bundle);
}

static void test_limits(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    /* 80 MB of one letter pack to 80 kB: more than 200 to one. */
    size_t n = 80000000;
    char *bytes = malloc(n);
    assert_non_null(bytes);
    memset(bytes, 'a', n);
    struct archive a;
    begin(&a, &ctx);
    add(&a, (struct part){.name = "bomb", .data = {bytes, n}});
    struct tl_str archive = finish(&a, TL_STR(""));
    assert_true(archive.len < 100000);
    struct tl_buf buf;
    tl_buf_init(&buf, &ctx);
    struct tl_bundle *bundle;
    struct tl_error err;
    assert_int_equal(open_archive(&ctx, archive, 0, &bundle, &err), TL_OK);
    assert_int_equal(read_entry(bundle, 0, &buf, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_LIMIT);
    assert_true(buf.len <= (size_t)65 << 20);
    ctx.limits.expansion = 2000;
    tl_buf_clear(&buf);
    assert_int_equal(read_entry(bundle, 0, &buf, &err), TL_OK);
    assert_int_equal(buf.len, n);
    ctx.limits.file_bytes = n - 1;
    assert_int_equal(read_entry(bundle, 0, &buf, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_LIMIT);
    tl_bundle_free(bundle);
    tl_buf_release(&buf);
    release(&a);
    free(bytes);
}

static struct tl_str small_archive(struct archive *a, const struct tl_context *ctx, bool zip64)
{
    begin(a, ctx);
    a->zip64 = zip64;
    add(a,
        (struct part){.name = "_chat.txt", .data = TL_STR("Hallo, hallo, hallo!"), .zip64 = zip64});
    add(a, (struct part){.name = "z/p.bin", .data = TL_STR("\x01\x02"), .stored = true});
    return finish(a, TL_STR(""));
}

/* Cut off anywhere, an archive is refused with a sentence. */
static void test_truncated(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    for (int zip64 = 0; zip64 < 2; zip64++) {
        struct archive a;
        struct tl_str whole = small_archive(&a, &ctx, zip64 == 1);
        for (size_t n = 4; n < whole.len; n++) {
            struct tl_bundle *bundle = NULL;
            struct tl_error err;
            assert_int_equal(open_archive(&ctx, (struct tl_str){whole.ptr, n}, 0, &bundle, &err),
                             TL_FAIL);
            assert_int_equal(err.code, TL_CODE_FORMAT_ZIP);
            assert_non_null(strstr(err.message, "export the chat again"));
            assert_string_equal(err.file, "chat.zip");
        }
        release(&a);
    }
}

/* With any one bit wrong, an entry has its true content or is refused. */
static void test_flipped(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    for (int zip64 = 0; zip64 < 2; zip64++) {
        struct archive a;
        struct tl_str whole = small_archive(&a, &ctx, zip64 == 1);
        size_t refused = 0;
        for (size_t bit = 0; bit < whole.len * 8; bit++) {
            char *byte = &a.out.ptr[bit / 8];
            *byte = (char)(*byte ^ (1 << bit % 8));
            struct tl_bundle *bundle = NULL;
            struct tl_error err = {.message = ""};
            enum tl_status status = open_archive(&ctx, whole, 0, &bundle, &err);
            if (status == TL_OK && bit / 8 >= 4) {
                for (size_t i = 0; i < tl_bundle_count(bundle); i++) {
                    struct tl_buf buf;
                    tl_buf_init(&buf, &ctx);
                    status = read_entry(bundle, i, &buf, &err);
                    struct tl_str got = {buf.ptr, buf.len};
                    if (status == TL_OK)
                        assert_true(tl_str_equal(got, TL_STR("Hallo, hallo, hallo!")) ||
                                    tl_str_equal(got, TL_STR("\x01\x02")));
                    refused += status != TL_OK;
                    tl_buf_release(&buf);
                }
            } else {
                refused += status != TL_OK;
            }
            if (status != TL_OK)
                assert_true(err.message[0] != '\0');
            tl_bundle_free(bundle);
            *byte = (char)(*byte ^ (1 << bit % 8));
        }
        /* The rest are names, times, versions and what local headers repeat. */
        assert_true(refused > whole.len * 8 / 4);
        release(&a);
    }
}

static void test_without_memory(void **state)
{
    (void)state;
    struct tl_context plain;
    tl_context_init(&plain);
    struct archive archive;
    struct tl_str bytes = small_archive(&archive, &plain, true);
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
        struct tl_error err;
        enum tl_status status = open_archive(&ctx, bytes, 0, &bundle, &err);
        for (size_t k = 0; status == TL_OK && k < 2; k++)
            status = read_entry(bundle, k, &buf, &err);
        tl_bundle_free(bundle);
        tl_buf_release(&buf);
        done = status == TL_OK;
        if (!done)
            assert_int_equal(status, TL_FATAL);
        assert_int_equal(a.live, 0);
    }
    release(&archive);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),    cmocka_unit_test(test_names),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_whole_archive),
        cmocka_unit_test(test_limits),  cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_flipped), cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
