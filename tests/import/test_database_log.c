/*
 * test_database_log.c: a database of Messages whose newest rows stand in the log beside it, the log
 * whole, cut off and damaged. SQLite writes both files in a folder of the test's own.
 */
#include "tl_test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "memory.h"
#include "tideline/import.h"

enum { OLD = 60, COMMITS = 5, PER_COMMIT = 8, ALL = OLD + COMMITS * PER_COMMIT };

static struct tl_context ctx;
static char root[256], live[280], database[280], logfile[280];
static struct tl_str db_bytes, log_bytes;

static void must(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

static struct tl_str slurp(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    const long size = ftell(file);
    char *bytes = malloc((size_t)size);
    assert_non_null(bytes);
    rewind(file);
    assert_int_equal(fread(bytes, 1, (size_t)size, file), (size_t)size);
    fclose(file);
    return (struct tl_str){bytes, (size_t)size};
}

static void spill(const char *path, struct tl_str bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static void insert(sqlite3 *db, int from, int n)
{
    char sql[512];
    snprintf(sql, sizeof sql,
             "BEGIN; WITH RECURSIVE n(i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
             "INSERT INTO message SELECT i, printf('row %%d %%.200c', i, 'x'), 731862310 + i * 60, "
             "i %% 2 FROM n; INSERT INTO chat_message_join SELECT 1, ROWID FROM message WHERE "
             "ROWID >= %d; COMMIT;",
             from, from + n - 1, from);
    must(db, sql);
}

static int set_up(void **state)
{
    (void)state;
    sqlite3 *db;
    const char *tmp = getenv("TMPDIR");
    char path[300];
    tl_context_init(&ctx);
    snprintf(root, sizeof root, "%s/tideline-test-XXXXXX", tmp != NULL ? tmp : "/tmp");
    if (mkdtemp(root) == NULL)
        return 1;
    snprintf(live, sizeof live, "%s/live.db", root);
    snprintf(database, sizeof database, "%s/chat.db", root);
    snprintf(logfile, sizeof logfile, "%s/chat.db-wal", root);
    assert_int_equal(sqlite3_open(live, &db), SQLITE_OK);
    must(db, "PRAGMA page_size = 1024; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;"
             "CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, chat_identifier TEXT);"
             "CREATE TABLE message (ROWID INTEGER PRIMARY KEY, text TEXT, date INTEGER, is_from_me "
             "INTEGER);"
             "CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);"
             "INSERT INTO chat VALUES (1, 'ana@example.org');");
    insert(db, 1, OLD);
    must(db, "PRAGMA wal_checkpoint(TRUNCATE)");
    for (int i = 0; i < COMMITS; i++)
        insert(db, OLD + 1 + i * PER_COMMIT, PER_COMMIT);
    db_bytes = slurp(live);
    snprintf(path, sizeof path, "%s-wal", live);
    log_bytes = slurp(path);
    sqlite3_close(db);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    remove(live);
    remove(database);
    remove(logfile);
    free((void *)(uintptr_t)db_bytes.ptr);
    free((void *)(uintptr_t)log_bytes.ptr);
    /* Nothing was written beside the files, or this fails. */
    return rmdir(root);
}

static enum tl_status count(const struct tl_context *context, size_t *messages, bool *broken)
{
    struct tl_bundle *bundle = NULL;
    struct tl_conversation *conv = NULL;
    struct tl_error err = {.code = TL_CODE_NONE};
    enum tl_status status = tl_bundle_open(context, database, &bundle, &err);
    if (status == TL_OK)
        status = tl_conversation_new(context, &conv) == TL_OK ? TL_OK : TL_FATAL;
    if (status == TL_OK)
        status = tl_import(context, bundle, NULL, conv, &err);
    *messages = status <= TL_WARN ? conv->n_messages : 0;
    *broken = status <= TL_WARN && conv->n_notices > 0 &&
              strcmp(conv->notices[0].code, "log-broken") == 0;
    tl_conversation_free(conv);
    tl_bundle_free(bundle);
    return status;
}

static size_t read_with(struct tl_str log, bool *broken)
{
    size_t messages;
    spill(database, db_bytes);
    spill(logfile, log);
    const enum tl_status status = count(&ctx, &messages, broken);
    if (status > TL_WARN)
        fail_msg("status %d with a log of %zu bytes", (int)status, log.len);
    return messages;
}

static void reads_what_is_committed(void **state)
{
    (void)state;
    bool broken;
    assert_int_equal(read_with(log_bytes, &broken), ALL);
    assert_false(broken);
    assert_int_equal(read_with((struct tl_str){"", 0}, &broken), OLD);
    assert_false(broken);
}

/* As far as the log goes, a commit counts whole or not at all. */
static void reads_up_to_where_it_breaks_off(void **state)
{
    (void)state;
    size_t before = 0, breaks = 0;
    for (size_t cut = 1; cut < log_bytes.len; cut += 331) {
        bool broken;
        const size_t n = read_with((struct tl_str){log_bytes.ptr, cut}, &broken);
        assert_true(n >= before && (n - OLD) % PER_COMMIT == 0);
        before = n;
        breaks += broken;
    }
    assert_int_equal(before, ALL - PER_COMMIT);
    assert_true(breaks > log_bytes.len / 331 / 2);
}

static void stops_before_damage(void **state)
{
    (void)state;
    char *bytes = malloc(log_bytes.len);
    memcpy(bytes, log_bytes.ptr, log_bytes.len);
    for (size_t at = 0; at < log_bytes.len; at += at < 64 ? 1 : 197) {
        bool broken;
        bytes[at] ^= 0x10;
        const size_t n = read_with((struct tl_str){bytes, log_bytes.len}, &broken);
        if (n < OLD || n >= ALL || (n - OLD) % PER_COMMIT != 0)
            fail_msg("%zu messages with byte %zu damaged", n, at);
        bytes[at] ^= 0x10;
    }
    free(bytes);
}

/* Frames left over from before the log was begun anew are no damage. */
static void passes_over_old_frames(void **state)
{
    (void)state;
    bool broken;
    char *bytes = malloc(log_bytes.len + 1048);
    memcpy(bytes, log_bytes.ptr, log_bytes.len);
    memset(bytes + log_bytes.len, 0x33, 1048);
    assert_int_equal(read_with((struct tl_str){bytes, log_bytes.len + 1048}, &broken), ALL);
    assert_false(broken);
    free(bytes);
}

/* The database was closed since: its header says that it has no log. */
static void leaves_an_old_log_alone(void **state)
{
    (void)state;
    bool broken;
    size_t messages;
    char *bytes = malloc(db_bytes.len);
    memcpy(bytes, db_bytes.ptr, db_bytes.len);
    bytes[18] = bytes[19] = 1;
    spill(database, (struct tl_str){bytes, db_bytes.len});
    spill(logfile, log_bytes);
    assert_int_equal(count(&ctx, &messages, &broken), TL_OK);
    assert_int_equal(messages, OLD);
    free(bytes);
}

static void survives_failing_memory(void **state)
{
    (void)state;
    spill(database, db_bytes);
    spill(logfile, log_bytes);
    for (size_t i = 0;; i++) {
        struct tl_test_allocator allocator;
        struct tl_context failing;
        size_t messages;
        bool broken;
        tl_test_allocator_init(&allocator, i);
        tl_context_init(&failing);
        failing.allocator = &allocator.base;
        const enum tl_status status = count(&failing, &messages, &broken);
        assert_int_equal(allocator.live, 0);
        if (allocator.calls <= i) {
            assert_int_equal(messages, ALL);
            break;
        }
        if (status != TL_FATAL)
            fail_msg("status %d when allocation %zu fails", (int)status, i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_is_committed),
        cmocka_unit_test(reads_up_to_where_it_breaks_off),
        cmocka_unit_test(stops_before_damage),
        cmocka_unit_test(passes_over_old_frames),
        cmocka_unit_test(leaves_an_old_log_alone),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
