/*
 * dump_conversation.c: one message a line, so that a difference can be read.
 */
#include "tl_test.h"

#include <dirent.h>
#include <inttypes.h>
#include <sys/stat.h>

#include "civil.h"
#include "dump_conversation.h"

static void put_string(FILE *out, struct tl_str s)
{
    fputc('"', out);
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.ptr[i];
        if (c == '\n')
            fputs("\\n", out);
        else if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

static void put_c_string(FILE *out, const char *s)
{
    if (s == NULL)
        fputs("null", out);
    else
        put_string(out, (struct tl_str){s, strlen(s)});
}

static void put_set(FILE *out, const char *key, const char *const *names, unsigned bits)
{
    const char *join = "";
    fprintf(out, ", \"%s\": [", key);
    for (unsigned i = 0; names[i] != NULL; i++)
        if ((bits >> i & 1) != 0) {
            fprintf(out, "%s\"%s\"", join, names[i]);
            join = ", ";
        }
    fputc(']', out);
}

static const char *const flag_names[] = {"edited",  "forwarded", "cut",        "caption",
                                         "via_bot", "view_once", "video_call", NULL};
static const char *const can_names[] = {"seconds",    "zone",      "reactions",  "replies",
                                        "edits",      "deletions", "calls",      "voice_length",
                                        "media_kind", "timing",    "both_sides", NULL};
static const char *const resolution_names[] = {"ms", "second", "minute", "day"};
static const char *const order_names[] = {"auto", "dmy", "mdy", "ymd", "iso"};
static const char *const status_names[] = {"ok", "warn", "fail", "fatal"};

static void put_message(FILE *out, const struct tl_conversation *conv, size_t i)
{
    char time[20];
    int64_t ms = conv->time_ms[i];
    tl_print_time(time, ms);
    fprintf(out, "{\"time\": \"%s", time);
    if (tl_floor_mod(ms, 1000) != 0)
        fprintf(out, ".%03" PRId64, tl_floor_mod(ms, 1000));
    fprintf(out, "\"");
    if (conv->offset_min[i] != 0)
        fprintf(out, ", \"offset\": %d", conv->offset_min[i]);
    fputs(", \"sender\": ", out);
    if (conv->sender[i] < conv->n_people)
        put_string(out, conv->people[conv->sender[i]].name);
    else
        fputs("null", out);
    fprintf(out, ", \"kind\": \"%s\"", tl_kind_name(conv->kind[i]));
    if (conv->flags[i] != 0)
        put_set(out, "flags", flag_names, conv->flags[i]);
    if (conv->resolution[i] != conv->files[conv->file[i]].resolution)
        fprintf(out, ", \"resolution\": \"%s\"", resolution_names[conv->resolution[i]]);
    if (conv->file[i] != 0)
        fprintf(out, ", \"file\": %u", conv->file[i]);
    if (conv->reply_to != NULL && conv->reply_to[i] != TL_NO_MESSAGE)
        fprintf(out, ", \"reply_to\": %" PRIu32, conv->reply_to[i]);
    if (conv->duration_s != NULL && conv->duration_s[i] >= 0)
        fprintf(out, ", \"duration_s\": %" PRId32, conv->duration_s[i]);
    fputs(", \"text\": ", out);
    put_string(out, tl_conversation_text(conv, i));
    fputc('}', out);
}

static void put_file(FILE *out, const struct tl_file *file)
{
    fputs("{\"name\": ", out);
    put_c_string(out, file->name);
    fputs(", \"format\": ", out);
    put_c_string(out, file->format);
    fprintf(out, ", \"lines\": %" PRIu64 ", \"skipped\": %" PRIu64, file->lines, file->skipped);
    fprintf(out, ", \"date_order\": \"%s\", \"date_order_why\": ", order_names[file->date_order]);
    put_c_string(out, file->date_order_why);
    fputs(", \"clock\": ", out);
    put_c_string(out, file->clock);
    fprintf(out, ", \"resolution\": \"%s\", \"zone\": ", resolution_names[file->resolution]);
    put_c_string(out, file->zone);
    put_set(out, "can", can_names, file->can);
    fputc('}', out);
}

char *tl_dump_conversation(const struct tl_conversation *conv, enum tl_status status,
                           const struct tl_error *err)
{
    char *text = NULL;
    size_t size = 0;
    const char *join = "";
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    fprintf(out, "{\"status\": \"%s\",\n", status_names[status]);
    if (status >= TL_FAIL && err != NULL) {
        fprintf(out, " \"error\": {\"code\": \"0x%04x\", \"file\": ", (unsigned)err->code);
        put_c_string(out, err->file);
        fprintf(out, ", \"line\": %" PRIu64 ", \"message\": ", err->line);
        put_c_string(out, err->message);
        fputs("},\n", out);
    }
    fputs(" \"messages\": [", out);
    for (size_t i = 0; i < conv->n_messages; i++)
        if (conv->kind[i] != TL_KIND_COUNT) {
            fprintf(out, "%s\n  ", join);
            put_message(out, conv, i);
            join = ",";
        }
    fputs("],\n \"people\": [", out);
    for (size_t i = 0; i < conv->n_people; i++) {
        fprintf(out, "%s\n  {\"name\": ", i > 0 ? "," : "");
        put_string(out, conv->people[i].name);
        fputs(", \"key\": ", out);
        put_string(out, conv->people[i].key);
        fputc('}', out);
    }
    fputs("],\n \"files\": [", out);
    for (size_t i = 0; i < conv->n_files; i++) {
        fprintf(out, "%s\n  ", i > 0 ? "," : "");
        put_file(out, &conv->files[i]);
    }
    fputs("],\n \"notices\": [", out);
    for (size_t i = 0; i < conv->n_notices; i++) {
        const struct tl_notice *n = &conv->notices[i];
        fprintf(out, "%s\n  {\"code\": \"%s\", \"file\": %" PRIu32 ", \"count\": %" PRIu64,
                i > 0 ? "," : "", n->code, n->file, n->count);
        fprintf(out, ", \"first_line\": %" PRIu64 ", \"text\": ", n->first_line);
        put_c_string(out, n->text);
        fputc('}', out);
    }
    fputs("]}\n", out);
    fclose(out);
    return text;
}

/* Takes the bundle over; NULL stands for one that could not be opened, which `status` tells. */
static char *import_and_dump(const struct tl_context *ctx, struct tl_bundle *bundle,
                             const struct tl_import_options *options, struct tl_error *err,
                             enum tl_status *status)
{
    static const struct tl_import_options plain;
    struct tl_conversation *conv = NULL;
    char *text = NULL;
    if (*status < TL_FAIL) {
        *status = tl_conversation_new(ctx, &conv);
        if (*status == TL_OK)
            *status = tl_import(ctx, bundle, options != NULL ? options : &plain, conv, err);
        if (conv != NULL)
            text = tl_dump_conversation(conv, *status, err);
    }
    tl_conversation_free(conv);
    tl_bundle_free(bundle);
    return text;
}

char *tl_dump_import(const struct tl_context *ctx, const char *name, struct tl_str bytes,
                     size_t chunk, const struct tl_import_options *options, enum tl_status *status)
{
    struct tl_error err = {0};
    struct tl_bundle *bundle = NULL;
    struct tl_source *source = tl_source_new_memory(ctx, bytes, chunk);
    *status = source == NULL ? TL_FATAL : tl_bundle_open_source(ctx, name, source, &bundle, &err);
    return import_and_dump(ctx, bundle, options, &err, status);
}

static void assert_same(const char *sample, const char *how, const char *got, const char *want)
{
    if (got == NULL || want == NULL)
        fail_msg("%s, %s: nothing to compare", sample, how);
    size_t line = 1, start = 0, i = 0;
    for (; got[i] == want[i]; i++) {
        if (got[i] == '\0')
            return;
        if (got[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    fail_msg("%s, %s: line %zu is\n%.*s\nexpected\n%.*s", sample, how, line,
             (int)strcspn(got + start, "\n"), got + start, (int)strcspn(want + start, "\n"),
             want + start);
}

static void assert_outcome(const char *sample, enum tl_status status)
{
    const enum tl_status want = strncmp(sample, "ok_", 3) == 0     ? TL_OK
                                : strncmp(sample, "warn_", 5) == 0 ? TL_WARN
                                                                   : TL_FAIL;
    if (status != want)
        fail_msg("%s: status is %s", sample, status_names[status]);
}

static void compare_expected(const char *folder, const char *sample, const char *got)
{
    char path[512];
    const char *update = getenv("TIDELINE_UPDATE");
    snprintf(path, sizeof path, "import/%s/%s.expected.json", folder, sample);
    if (update != NULL && strcmp(update, "1") == 0) {
        char full[1024];
        snprintf(full, sizeof full, "%s/%s", getenv("TIDELINE_TEST_DATA"), path);
        FILE *out = fopen(full, "wb");
        assert_non_null(out);
        fputs(got, out);
        fclose(out);
    }
    size_t size;
    char *want = tl_test_read(path, &size);
    assert_same(sample, "whole", got, want);
    free(want);
}

static void remove_all(char *text, const char *part, size_t len)
{
    for (char *at = text; *at != '\0';)
        if (strncmp(at, part, len) == 0)
            memmove(at, at + len, strlen(at + len) + 1);
        else
            at++;
}

/* A sample: bytes called by its name, or a folder. */
struct sample {
    const char *name, *folder;
    struct tl_str bytes;
};

static char *dump_sample(const struct tl_context *ctx, const struct sample *sample,
                         enum tl_status *status)
{
    struct tl_error err = {0};
    struct tl_bundle *bundle = NULL;
    if (sample->folder == NULL)
        return tl_dump_import(ctx, sample->name, sample->bytes, 0, NULL, status);
    *status = tl_bundle_open(ctx, sample->folder, &bundle, &err);
    char *text = import_and_dump(ctx, bundle, NULL, &err, status);
    /* What was read from a folder is named by its path, which differs from machine to machine. */
    if (text != NULL)
        remove_all(text, sample->folder, strlen(sample->folder) - strlen(sample->name));
    return text;
}

static void check_out_of_memory(const struct sample *sample, const char *got)
{
    for (size_t i = 0;; i++) {
        struct tl_test_allocator allocator;
        struct tl_context ctx;
        enum tl_status status;
        tl_test_allocator_init(&allocator, i);
        tl_context_init(&ctx);
        ctx.allocator = &allocator.base;
        char *text = dump_sample(&ctx, sample, &status);
        if (allocator.live != 0)
            fail_msg("%s: %ld blocks are lost when allocation %zu fails", sample->name,
                     allocator.live, i);
        if (allocator.calls <= i) {
            assert_same(sample->name, "with enough memory", text, got);
            free(text);
            return;
        }
        free(text);
        if (status != TL_FATAL)
            fail_msg("%s: status is %s when allocation %zu fails", sample->name,
                     status_names[status], i);
    }
}

static void check_file(const char *folder, const char *sample)
{
    char path[512];
    size_t size;
    struct tl_context ctx;
    enum tl_status status;
    tl_context_init(&ctx);
    snprintf(path, sizeof path, "import/%s/%s", folder, sample);
    char *content = tl_test_read(path, &size);
    const struct tl_str bytes = {content, size};
    char *got = tl_dump_import(&ctx, sample, bytes, 0, NULL, &status);
    assert_outcome(sample, status);
    compare_expected(folder, sample, got);
    for (size_t chunk = 1; chunk <= 5; chunk++) {
        char how[32];
        snprintf(how, sizeof how, "in chunks of %zu", chunk);
        char *again = tl_dump_import(&ctx, sample, bytes, chunk, NULL, &status);
        assert_same(sample, how, again, got);
        free(again);
    }
    check_out_of_memory(&(struct sample){.name = sample, .bytes = bytes}, got);
    free(got);
    free(content);
}

static void check_folder(const char *folder, const char *name, const char *full)
{
    struct tl_context ctx;
    enum tl_status status;
    const struct sample sample = {.name = name, .folder = full};
    tl_context_init(&ctx);
    char *got = dump_sample(&ctx, &sample, &status);
    assert_outcome(name, status);
    compare_expected(folder, name, got);
    check_out_of_memory(&sample, got);
    free(got);
}

void tl_check_samples(const char *folder)
{
    char root[512];
    const char *data = getenv("TIDELINE_TEST_DATA");
    bool seen[3] = {false, false, false};
    snprintf(root, sizeof root, "%s/import/%s", data != NULL ? data : "tests/data", folder);
    DIR *dir = opendir(root);
    if (dir == NULL)
        fail_msg("cannot open %s", root);
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        const char *name = entry->d_name;
        const size_t len = strlen(name);
        const char *const tail = ".expected.json";
        if (len >= strlen(tail) && strcmp(name + len - strlen(tail), tail) == 0)
            continue;
        const int outcome = strncmp(name, "ok_", 3) == 0     ? 0
                            : strncmp(name, "warn_", 5) == 0 ? 1
                            : strncmp(name, "bad_", 4) == 0  ? 2
                                                             : -1;
        if (outcome < 0)
            continue;
        char full[1024];
        struct stat info;
        snprintf(full, sizeof full, "%s/%s", root, name);
        assert_int_equal(stat(full, &info), 0);
        seen[outcome] = true;
        if (S_ISDIR(info.st_mode))
            check_folder(folder, name, full);
        else
            check_file(folder, name);
    }
    closedir(dir);
    assert_true(seen[0] && seen[1] && seen[2]);
}
