/*
 * test_import.c: which importer takes a file, what is said of files that are no chat, and how
 * several files become one conversation.
 */
#include "tl_test.h"

#include <dirent.h>
#include <sys/stat.h>
#include <zlib.h>

#include "bundle.h"
#include "feed.h"
#include "str.h"

static const struct tl_import_options plain;

/* ---- the table and the matrix ---- */

static void folder_of(const struct tl_importer *importer, char out[64])
{
    size_t i = 0;
    for (; importer->name[i] != '\0' && i < 63; i++)
        out[i] = importer->name[i] == '-' ? '_' : importer->name[i];
    out[i] = '\0';
}

static bool exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

static void every_importer_is_complete(void **state)
{
    (void)state;
    const char *data = getenv("TIDELINE_TEST_DATA");
    size_t n = 0;
    for (const struct tl_importer *const *i = tl_importers(); *i != NULL; i++, n++) {
        char folder[64], path[1024];
        folder_of(*i, folder);
        snprintf(path, sizeof path, "%s/import/%s", data, folder);
        if (!exists(path))
            fail_msg("%s has no samples", (*i)->name);
        snprintf(path, sizeof path, "%s/../../docs/formats/%s.md", data, folder);
        if (!exists(path))
            fail_msg("%s has no page", (*i)->name);
        assert_non_null((*i)->title);
        assert_non_null((*i)->export_how);
        assert_non_null((*i)->cannot_hold);
        assert_int_not_equal((*i)->can, 0);
        for (const struct tl_importer *const *other = tl_importers(); other < i; other++)
            assert_string_not_equal((*i)->name, (*other)->name);
    }
    assert_true(n >= 3);
}

/* The winner of entry i, and fails when a second importer verified as much. */
static const struct tl_importer *winner(const struct tl_bundle *bundle, size_t i,
                                        const char *sample)
{
    struct tl_context ctx;
    struct tl_buf head;
    bool whole;
    enum tl_sniff kind;
    tl_context_init(&ctx);
    tl_buf_init(&head, &ctx);
    assert_int_equal(tl_feed_head(&ctx, bundle, i, &head, &whole, &kind, NULL), TL_OK);
    const struct tl_probe probe = {
        .path = tl_bundle_path(bundle, i), .head = {head.ptr, head.len}, .whole = whole};
    const struct tl_importer *best = NULL;
    unsigned most = 0;
    for (const struct tl_importer *const *k = tl_importers(); *k != NULL; k++) {
        const unsigned evidence = (*k)->probe(&probe);
        if (evidence > 0 && evidence == most)
            fail_msg("%s: %s and %s are equally sure", sample, best->name, (*k)->name);
        if (evidence > most) {
            most = evidence;
            best = *k;
        }
    }
    tl_buf_release(&head);
    return best;
}

static void check_sample(const struct tl_importer *importer, const char *path, const char *name)
{
    struct tl_context ctx;
    struct tl_bundle *bundle;
    size_t won = 0;
    const bool good = strncmp(name, "ok_", 3) == 0 || strncmp(name, "warn_", 5) == 0;
    tl_context_init(&ctx);
    if (tl_bundle_open(&ctx, path, &bundle, NULL) != TL_OK)
        return; /* a broken archive among the bad samples */
    for (size_t i = 0; i < tl_bundle_count(bundle); i++) {
        if (tl_bundle_size(bundle, i) == 0 || tl_sniff_skip_path(tl_bundle_path(bundle, i)))
            continue;
        const struct tl_importer *best = winner(bundle, i, path);
        if (best != NULL && best != importer)
            fail_msg("%s is taken by %s", path, best->name);
        won += best != NULL;
    }
    if (good && won == 0)
        fail_msg("%s is taken by nobody", path);
    tl_bundle_free(bundle);
}

static void every_sample_goes_to_its_importer(void **state)
{
    (void)state;
    for (const struct tl_importer *const *i = tl_importers(); *i != NULL; i++) {
        char folder[64], root[512];
        folder_of(*i, folder);
        snprintf(root, sizeof root, "%s/import/%s", getenv("TIDELINE_TEST_DATA"), folder);
        DIR *dir = opendir(root);
        assert_non_null(dir);
        for (const struct dirent *e; (e = readdir(dir)) != NULL;) {
            char path[1024];
            if (e->d_name[0] == '.' || strstr(e->d_name, ".expected.json") != NULL)
                continue;
            snprintf(path, sizeof path, "%s/%s", root, e->d_name);
            check_sample(*i, path, e->d_name);
        }
        closedir(dir);
    }
}

/* ---- what is no chat ---- */

static enum tl_status import_bytes(const struct tl_context *ctx, const char *name,
                                   struct tl_str bytes, const struct tl_import_options *options,
                                   struct tl_conversation **conv, struct tl_error *err)
{
    struct tl_bundle *bundle = NULL;
    *conv = NULL;
    struct tl_source *source = tl_source_new_memory(ctx, bytes, 0);
    enum tl_status status =
        source == NULL ? TL_FATAL : tl_bundle_open_source(ctx, name, source, &bundle, err);
    if (status == TL_OK)
        status = tl_conversation_new(ctx, conv);
    if (status == TL_OK)
        status = tl_import(ctx, bundle, options, *conv, err);
    tl_bundle_free(bundle);
    return status;
}

static void refuses_in_words(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct tl_str bytes;
        enum tl_code code;
        const char *part;
    } cases[] = {
        {"a.txt", {"", 0}, TL_CODE_FORMAT_EMPTY, "is empty"},
        {"a.txt", TL_STR_INIT(" \n\t\n"), TL_CODE_FORMAT_EMPTY, "is empty"},
        {"a.jpg", TL_STR_INIT("\xff\xd8\xff\xe0 JFIF"), TL_CODE_FORMAT_BINARY, "a picture"},
        {"a.png", TL_STR_INIT("\x89PNG\r\n\x1a\n...."), TL_CODE_FORMAT_BINARY, "a picture"},
        {"a.webp", TL_STR_INIT("RIFF....WEBPVP8 "), TL_CODE_FORMAT_BINARY, "a picture"},
        {"a.txt", TL_STR_INIT("....ftypisom...."), TL_CODE_FORMAT_BINARY, "a video"},
        {"a.m4a", TL_STR_INIT("....ftypM4A ...."), TL_CODE_FORMAT_BINARY, "a sound recording"},
        {"a.opus", TL_STR_INIT("OggS\0\2"), TL_CODE_FORMAT_BINARY, "a sound recording"},
        {"a.pdf", TL_STR_INIT("%PDF-1.7\n"), TL_CODE_FORMAT_BINARY, "a PDF document"},
        {"a.gz", TL_STR_INIT("\x1f\x8b\x08"), TL_CODE_FORMAT_BINARY, "a packed archive"},
        {"a.doc", TL_STR_INIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), TL_CODE_FORMAT_BINARY,
         "an office document"},
        {"a.db", TL_STR_INIT("SQLite format 3\0...."), TL_CODE_FORMAT_BINARY, "a database"},
        {"a.bin", TL_STR_INIT("\0\1\2\3\4\5\6\7"), TL_CODE_FORMAT_BINARY, "binary data"},
        {"msgstore.db.crypt15", TL_STR_INIT("\0\1\2\3\4\5\6\7"), TL_CODE_FORMAT_REFUSED,
         "encrypted backup of WhatsApp"},
        {"signal-2024.backup", TL_STR_INIT("\0\1\2\3\4\5\6\7"), TL_CODE_FORMAT_REFUSED,
         "encrypted backup of Signal"},
        {"a.html", TL_STR_INIT("\xef\xbb\xbf<!DOCTYPE html><p>hi"), TL_CODE_FORMAT, "a web page"},
        {"a.json", TL_STR_INIT("{\"a\": [1, 2]}"), TL_CODE_FORMAT, "This is JSON"},
        {"a.txt", TL_STR_INIT("Dear diary,\nnothing happened.\n"), TL_CODE_FORMAT,
         "No lines of an exported chat"},
        {"chat.txt", TL_STR_INIT("\xc8\xab \xb3\xe2\xbf\xa1 \xb8\xb8\xb3\xaa\n"), TL_CODE_FORMAT,
         "is not in UTF-8"},
        {"a.csv", TL_STR_INIT("day;words\n2024-03-11;nothing\n"), TL_CODE_FORMAT,
         "names the columns"},
    };
    struct tl_context ctx;
    tl_context_init(&ctx);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_conversation *conv;
        struct tl_error err = {.code = TL_CODE_NONE};
        const enum tl_status status =
            import_bytes(&ctx, cases[i].name, cases[i].bytes, &plain, &conv, &err);
        if (status != TL_FAIL || err.code != cases[i].code ||
            strstr(err.message, cases[i].part) == NULL)
            fail_msg("case %zu, %s: %d, code %x: %s", i, cases[i].name, status, err.code,
                     err.message);
        assert_string_equal(err.file, cases[i].name);
        assert_int_equal(conv->n_messages, 0);
        tl_conversation_free(conv);
    }
}

/* ---- archives; entries are stored ---- */

struct archive {
    struct tl_buf out, directory;
    size_t n;
};

static void put(struct tl_buf *out, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        tl_buf_putc(out, (char)(value >> (8 * i) & 0xff));
}

static void archive_init(struct archive *a, const struct tl_context *ctx)
{
    tl_buf_init(&a->out, ctx);
    tl_buf_init(&a->directory, ctx);
    a->n = 0;
}

/* APPNOTE 4.3.7 and 4.3.12 */
static void archive_add(struct archive *a, const char *path, const char *content)
{
    const size_t len = strlen(content), name = strlen(path), at = a->out.len;
    const uint64_t crc = crc32(0, (const unsigned char *)content, (unsigned)len);
    put(&a->out, 0x04034b50, 4);
    put(&a->out, 20, 2);
    put(&a->out, 0, 8);
    put(&a->out, crc, 4);
    put(&a->out, len, 4);
    put(&a->out, len, 4);
    put(&a->out, name, 4);
    tl_buf_puts(&a->out, path);
    tl_buf_puts(&a->out, content);
    put(&a->directory, 0x02014b50, 4);
    put(&a->directory, 20, 2);
    put(&a->directory, 20, 2);
    put(&a->directory, 0, 8);
    put(&a->directory, crc, 4);
    put(&a->directory, len, 4);
    put(&a->directory, len, 4);
    put(&a->directory, name, 4);
    put(&a->directory, 0, 4);
    put(&a->directory, 0, 6);
    put(&a->directory, at, 4);
    tl_buf_puts(&a->directory, path);
    a->n++;
}

/* Bytes of the archive, valid until release. */
static struct tl_str archive_end(struct archive *a)
{
    const size_t at = a->out.len;
    tl_buf_put(&a->out, a->directory.ptr, a->directory.len);
    put(&a->out, 0x06054b50, 4);
    put(&a->out, 0, 4);
    put(&a->out, a->n, 2);
    put(&a->out, a->n, 2);
    put(&a->out, a->directory.len, 4);
    put(&a->out, at, 4);
    put(&a->out, 0, 2);
    assert_false(a->out.failed || a->directory.failed);
    return (struct tl_str){a->out.ptr, a->out.len};
}

static void archive_release(struct archive *a)
{
    tl_buf_release(&a->out);
    tl_buf_release(&a->directory);
}

#define HEADING "timestamp,sender,text\n"
#define ANNE "2024-03-11T15:05:10Z,Anne,a\n2024-03-11T15:06:10Z,Yusuf,b\n"
#define ANNE_LATER "2024-03-11T15:06:10Z,Yusuf,b\n2024-03-12T15:06:10Z,Anne,c\n"
#define CARL                                                                                       \
    "2024-03-11T15:05:10Z,Carl,a\n2024-03-11T15:06:10Z,Yusuf,b\n2024-03-11T15:07:10Z,Carl,c\n"
#define TELEGRAM                                                                                   \
    "{\"messages\":[{\"type\":\"message\",\"date_unixtime\":\"1710000000\",\"from\":\"Anne\","     \
    "\"from_id\":\"user1\",\"text\":\"a\"},{\"type\":\"message\",\"date_unixtime\":"               \
    "\"1710000060\","                                                                              \
    "\"from\":\"Yusuf\",\"from_id\":\"user2\",\"text\":\"b\"}]}"
#define DORA "2024-03-11T15:05:10Z,Dora,a\n2024-03-11T15:06:10Z,Eli,b\n"
#define THREE                                                                                      \
    "2024-03-11T15:05:10Z,Carl,a\n2024-03-11T15:06:10Z,Yusuf,b\n2024-03-11T15:07:10Z,Dora,c\n"

struct expectation {
    const char *paths[4], *contents[4];
    const char *with;
    enum tl_status status;
    const char *part;   /* of the message when it fails */
    size_t n_messages;  /* when it does not */
    const char *notice; /* code of one that must be there, or NULL */
};

static void check_archive(const struct tl_context *ctx, const struct expectation *e)
{
    struct archive a;
    struct tl_conversation *conv;
    struct tl_error err = {.code = TL_CODE_NONE};
    const struct tl_import_options options = {.with = e->with};
    archive_init(&a, ctx);
    for (size_t i = 0; i < 4 && e->paths[i] != NULL; i++)
        archive_add(&a, e->paths[i], e->contents[i]);
    const enum tl_status status =
        import_bytes(ctx, "chats.zip", archive_end(&a), &options, &conv, &err);
    if (status != e->status)
        fail_msg("%s ...: status %d, %s", e->paths[0], status, err.message);
    if (status == TL_FAIL && strstr(err.message, e->part) == NULL)
        fail_msg("%s ...: %s", e->paths[0], err.message);
    size_t n = 0;
    for (size_t i = 0; status < TL_FAIL && i < conv->n_messages; i++)
        n += conv->kind[i] != TL_KIND_COUNT;
    assert_int_equal(n, status < TL_FAIL ? e->n_messages : 0);
    bool noticed = e->notice == NULL;
    for (size_t i = 0; i < conv->n_notices; i++)
        noticed = noticed || strcmp(conv->notices[i].code, e->notice) == 0;
    assert_true(noticed);
    tl_conversation_free(conv);
    archive_release(&a);
}

static void reads_archives(void **state)
{
    (void)state;
    static const struct expectation cases[] = {
        /* A chat and its media. */
        {{"_chat.csv", "media/a.jpg", "__MACOSX/._chat.csv"},
         {HEADING ANNE, "x", "y"},
         NULL,
         TL_OK,
         NULL,
         2,
         NULL},
        /* Two exports of one chat; what they share goes when the conversation is finished. */
        {{"2023.csv", "2024.csv"}, {HEADING ANNE, HEADING ANNE_LATER}, NULL, TL_OK, NULL, 4, NULL},
        /* Two chats. */
        {{"Anne.csv", "Carl.csv"},
         {HEADING ANNE, HEADING CARL},
         NULL,
         TL_FAIL,
         "--with NAME (the largest: Carl, Anne)",
         0,
         NULL},
        {{"1.csv", "2.csv"},
         {HEADING ANNE, HEADING DORA},
         NULL,
         TL_FAIL,
         "(the largest: Anne and Yusuf, Dora and Eli)",
         0,
         NULL},
        {{"Anne.csv", "Carl.csv"}, {HEADING ANNE, HEADING CARL}, "carl", TL_OK, NULL, 3, NULL},
        /* No path holds the name: all is read, and the files with the person kept. */
        {{"1.csv", "2.csv"}, {HEADING ANNE, HEADING CARL}, "Carl", TL_OK, NULL, 3, NULL},
        {{"1.csv", "2.csv"}, {HEADING ANNE, HEADING CARL}, "Zoe", TL_OK, NULL, 5, NULL},
        /* One chat in two formats, which know its people under different keys. */
        {{"result.json", "2.csv"}, {TELEGRAM, HEADING ANNE}, NULL, TL_OK, NULL, 4, NULL},
        /* A group is for finish to refuse. */
        {{"1.csv", "2.csv"}, {HEADING ANNE, HEADING THREE}, NULL, TL_OK, NULL, 5, NULL},
        /* One of two cannot be read. */
        {{"1.csv", "2.csv"},
         {HEADING ANNE, HEADING "soon,Anne,x\n"},
         NULL,
         TL_WARN,
         NULL,
         2,
         "file-unreadable"},
        {{"1.csv", "2.csv"},
         {HEADING "soon,Anne,x\n", HEADING "soon,Anne,x\n"},
         NULL,
         TL_FAIL,
         "cannot be read",
         0,
         NULL},
        /* Something that might be a chat stays unread. */
        {{"1.csv", "notes.txt"},
         {HEADING ANNE, "buy milk\nand bread\n"},
         NULL,
         TL_OK,
         NULL,
         2,
         "file-unknown"},
        {{"a.zip", "b.txt"},
         {"PK\3\4", "hello there\n"},
         NULL,
         TL_FAIL,
         "archives in it are not opened",
         0,
         NULL},
        /* No chat. */
        {{"a.jpg", "b.mp4", "readme.txt"},
         {"x", "y", "hello there\n"},
         NULL,
         TL_FAIL,
         "None of its 3 files is a chat export that can be read (2 are",
         0,
         NULL},
        {{"readme.txt"}, {"hello there\n"}, NULL, TL_FAIL, "No lines of an exported chat", 0, NULL},
    };
    struct tl_context ctx;
    tl_context_init(&ctx);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_archive(&ctx, &cases[i]);
    struct archive empty;
    struct tl_conversation *conv;
    struct tl_error err;
    archive_init(&empty, &ctx);
    assert_int_equal(import_bytes(&ctx, "e.zip", archive_end(&empty), &plain, &conv, &err),
                     TL_FAIL);
    assert_int_equal(err.code, TL_CODE_FORMAT_EMPTY);
    tl_conversation_free(conv);
    archive_release(&empty);

    /* The only entry is named, not the archive alone. */
    struct archive paper;
    archive_init(&paper, &ctx);
    archive_add(&paper, "paper.txt", "%PDF-1.7\n");
    assert_int_equal(import_bytes(&ctx, "e.zip", archive_end(&paper), &plain, &conv, &err),
                     TL_FAIL);
    assert_int_equal(err.code, TL_CODE_FORMAT_BINARY);
    assert_non_null(strstr(err.file, "paper.txt"));
    tl_conversation_free(conv);
    archive_release(&paper);

    /* Many files are counted in groups of three digits. */
    struct archive many;
    archive_init(&many, &ctx);
    for (int i = 0; i < 1200; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d.jpg", i);
        archive_add(&many, name, "x");
    }
    assert_int_equal(import_bytes(&ctx, "e.zip", archive_end(&many), &plain, &conv, &err), TL_FAIL);
    assert_non_null(strstr(err.message, "None of its 1,200 files"));
    assert_non_null(strstr(err.message, "(1,200 are"));
    tl_conversation_free(conv);
    archive_release(&many);
}

static void survives_lack_of_memory(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct archive a;
    tl_context_init(&ctx);
    archive_init(&a, &ctx);
    archive_add(&a, "Anne.csv", HEADING ANNE);
    archive_add(&a, "Carl.csv", HEADING CARL);
    archive_add(&a, "broken.csv", HEADING "soon,Anne,x\n");
    archive_add(&a, "notes.txt", "buy milk\nand bread\n");
    const struct tl_str bytes = archive_end(&a);
    for (size_t i = 0;; i++) {
        struct tl_test_allocator allocator;
        struct tl_context small;
        struct tl_conversation *conv;
        struct tl_error err;
        tl_test_allocator_init(&allocator, i);
        tl_context_init(&small);
        small.allocator = &allocator.base;
        const enum tl_status status = import_bytes(&small, "a.zip", bytes, &plain, &conv, &err);
        tl_conversation_free(conv);
        assert_int_equal(allocator.live, 0);
        if (allocator.calls <= i) {
            assert_int_equal(status, TL_FAIL); /* several chats */
            break;
        }
        assert_int_equal(status, TL_FATAL);
    }
    archive_release(&a);
}

/* ---- progress ---- */

struct progress {
    size_t calls, stop_at;
    double last;
    bool read;
};

static int note_progress(void *user, const char *stage, double fraction)
{
    struct progress *p = user;
    const bool read = strcmp(stage, "reading") == 0;
    assert_true(fraction >= 0 && fraction <= 1);
    if (read && p->read)
        assert_true(fraction >= p->last);
    p->read = read;
    p->last = fraction;
    return ++p->calls > p->stop_at;
}

static void tells_progress_and_stops(void **state)
{
    (void)state;
    size_t size;
    char *bytes = tl_test_read("import/telegram_json/ok_single.json", &size);
    for (size_t stop_at = 0;; stop_at++) {
        struct progress p = {.stop_at = stop_at};
        struct tl_context ctx;
        struct tl_conversation *conv;
        struct tl_error err = {.code = TL_CODE_MEMORY};
        tl_context_init(&ctx);
        ctx.progress = note_progress;
        ctx.progress_user = &p;
        const enum tl_status status =
            import_bytes(&ctx, "r.json", (struct tl_str){bytes, size}, &plain, &conv, &err);
        tl_conversation_free(conv);
        if (p.calls <= stop_at) {
            assert_int_equal(status, TL_OK);
            assert_true(p.calls >= 1);
            assert_near(p.last, 1, 0);
            break;
        }
        assert_int_equal(status, TL_FATAL);
        assert_int_equal(err.code, TL_CODE_NONE);
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_importer_is_complete),
        cmocka_unit_test(every_sample_goes_to_its_importer),
        cmocka_unit_test(refuses_in_words),
        cmocka_unit_test(reads_archives),
        cmocka_unit_test(survives_lack_of_memory),
        cmocka_unit_test(tells_progress_and_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
