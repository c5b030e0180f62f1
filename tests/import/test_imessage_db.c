/*
 * test_imessage_db.c: databases made here with the tables of chat.db, whole and damaged.
 */
#include "tl_test.h"

#include <sqlite3.h>

#include "dump_conversation.h"
#include "str.h"

static struct tl_context ctx;

/* tables.sql: what macOS 13 to 15 share, as far as it is read. rows.sql: one chat over iMessage and
   SMS with two handles, a group, and every kind of row. 2024-03-11T15:05:10Z is 731,862,310 s
   after 2001. To be freed. */
static char *read_sql(const char *name)
{
    char path[128];
    size_t size;
    snprintf(path, sizeof path, "import/imessage_db/%s", name);
    char *bytes = tl_test_read(path, &size);
    char *sql = malloc(size + 1);
    assert_non_null(sql);
    memcpy(sql, bytes, size);
    sql[size] = '\0';
    free(bytes);
    return sql;
}

static char *schema, *content;

static sqlite3 *make(const char *tables, const char *rows)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    if (sqlite3_exec(db, tables, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(db, rows, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    return db;
}

/* The bytes of its file; closes it. To be freed with sqlite3_free. */
static struct tl_str bytes_of(sqlite3 *db)
{
    sqlite3_int64 size;
    unsigned char *bytes = sqlite3_serialize(db, "main", &size, 0);
    assert_non_null(bytes);
    sqlite3_close(db);
    return (struct tl_str){(char *)bytes, (size_t)size};
}

static char *dump_with(struct tl_str bytes, const char *with, size_t chunk, enum tl_status *status)
{
    return tl_dump_import(&ctx, "chat.db", bytes, chunk, &(struct tl_import_options){.with = with},
                          status);
}

static void assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("%s\nlacks %s", text, part);
}

static void reads_a_chat(void **state)
{
    (void)state;
    enum tl_status status;
    struct tl_str file = bytes_of(make(schema, content));
    char *text = dump_with(file, NULL, 0, &status);
    assert_int_equal(status, TL_WARN); /* one has no date */
    assert_has(text, "{\"time\": \"2024-03-11T15:05:10\", \"sender\": \"Me\", \"kind\": \"text\", "
                     "\"text\": \"are you there?\"}");
    assert_has(text, "\"2024-03-11T15:06:10.123\", \"sender\": \"+15550100\"");
    assert_has(text, "\"from the other address\"");
    assert_has(text, "\"by SMS\"");
    assert_has(text, "\"2001-01-01T00:01:40\"");
    assert_has(text, "\"kind\": \"reaction\", \"reply_to\": 0, \"text\": \"❤️\"");
    assert_has(text, "\"kind\": \"reaction\", \"reply_to\": 1, \"text\": \"🥐\"");
    assert_has(text, "\"kind\": \"reaction\", \"reply_to\": 0, \"text\": \"\"");
    assert_has(text, "\"flags\": [\"edited\"], \"reply_to\": 1, \"text\": \"better so\"");
    assert_has(text, "\"sender\": \"+15550100\", \"kind\": \"deleted\", \"text\": \"\"");
    assert_has(text, "\"kind\": \"system\"");
    assert_has(text, "\"kind\": \"voice\", \"text\": \"\"");
    assert_has(text, "\"kind\": \"image\", \"flags\": [\"caption\"], \"text\": \"look\"");
    assert_has(text, "\"kind\": \"media\", \"text\": \"\"");
    assert_has(text, "{\"code\": \"message-unsent\", \"file\": 0, \"count\": 1");
    assert_has(text, "{\"code\": \"reaction-removed\", \"file\": 0, \"count\": 1");
    assert_has(text, "{\"code\": \"message-timeless\", \"file\": 0, \"count\": 1");
    assert_null(strstr(text, "never sent"));
    assert_null(strstr(text, "sing"));
    assert_null(strstr(text, "gone"));
    assert_null(strstr(text, "👍"));
    const char *once = strstr(text, "\"here\"");
    assert_non_null(once);
    if (strstr(once + 1, "\"here\"") != NULL)
        fail_msg("%s", text);
    for (size_t chunk = 1; chunk <= 5; chunk++) {
        char *again = dump_with(file, NULL, chunk, &status);
        assert_string_equal(text, again);
        free(again);
    }
    free(text);
    /* The file's header says WAL: it is read as it stands. */
    char *bytes = malloc(file.len);
    memcpy(bytes, file.ptr, file.len);
    bytes[18] = bytes[19] = 2;
    text = dump_with((struct tl_str){bytes, file.len}, "+15550100", 0, &status);
    assert_int_equal(status, TL_WARN);
    free(text);
    free(bytes);
    sqlite3_free((void *)(uintptr_t)file.ptr);
}

/* The archive of an attributed string of `length` letters. */
static size_t archive(unsigned char *blob, size_t length)
{
    static const char head[] = "\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x12NSAttribut"
                               "edString\0\x84\x84\x08NSObject\0\x85\x92\x84\x84\x84\x08NSString"
                               "\x01\x94\x84\x01+";
    size_t n = sizeof head - 1;
    memcpy(blob, head, n);
    const size_t bytes = length < 0x80 ? 1 : length <= 0xffff ? 2 : 4;
    if (bytes > 1)
        blob[n++] = bytes == 2 ? 0x81 : 0x82;
    for (size_t i = 0; i < bytes; i++)
        blob[n++] = (unsigned char)(length >> 8 * i);
    memset(blob + n, 'y', length);
    memcpy(blob + n + length, "\x86\x84", 2);
    return n + length + 2;
}

static void reads_attributed_bodies(void **state)
{
    (void)state;
    static const size_t lengths[] = {1, 127, 128, 255, 256, 65535, 65536};
    const size_t n = sizeof lengths / sizeof *lengths;
    unsigned char *blob = malloc(70000);
    sqlite3 *db = make(schema, "INSERT INTO chat VALUES (1, 'g', 45, 'ana@example.org', '');");
    sqlite3_stmt *insert;
    sqlite3_prepare_v2(db,
                       "INSERT INTO message (ROWID, attributedBody, date, is_from_me) VALUES "
                       "(?1, ?2, 731862310000000000, ?1 % 2)",
                       -1, &insert, NULL);
    for (size_t i = 0; i <= n; i++) {
        const size_t size = i < n ? archive(blob, lengths[i]) : 20; /* the last one is cut */
        sqlite3_bind_int(insert, 1, (int)i + 1);
        sqlite3_bind_blob(insert, 2, blob, (int)size, SQLITE_TRANSIENT);
        assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_exec(db, "INSERT INTO chat_message_join SELECT 1, ROWID, 0 FROM message", NULL, NULL,
                 NULL);
    struct tl_str file = bytes_of(db);
    struct tl_bundle *bundle;
    struct tl_conversation *conv;
    struct tl_error err = {0};
    struct tl_source *source = tl_source_new_memory(&ctx, file, 0);
    assert_int_equal(tl_bundle_open_source(&ctx, "chat.db", source, &bundle, &err), TL_OK);
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    assert_int_equal(tl_import(&ctx, bundle, NULL, conv, &err), TL_OK);
    assert_int_equal(conv->n_messages, n + 1);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(conv->text_len[i], lengths[i]);
    assert_string_equal(conv->notices[0].code, "text-unreadable");
    tl_conversation_free(conv);
    tl_bundle_free(bundle);
    sqlite3_free((void *)(uintptr_t)file.ptr);
    free(blob);
}

/* Tables of 2012: seconds, none of the later columns. */
static void reads_old_tables(void **state)
{
    (void)state;
    enum tl_status status;
    struct tl_str file = bytes_of(
        make("CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, chat_identifier TEXT);"
             "CREATE TABLE message (ROWID INTEGER PRIMARY KEY, text TEXT, date INTEGER, is_from_me "
             "INTEGER);"
             "CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);",
             "INSERT INTO chat VALUES (1, 'ana@example.org');"
             "INSERT INTO message VALUES (1, 'hi', 354045600, 0), (2, 'hello', 354045660, 1);"
             "INSERT INTO chat_message_join VALUES (1, 1), (1, 2);"));
    char *text = dump_with(file, NULL, 0, &status);
    assert_int_equal(status, TL_OK);
    /* 354,045,600 s after 2001 */
    assert_has(text, "{\"time\": \"2012-03-21T18:00:00\", \"sender\": \"ana@example.org\"");
    free(text);
    sqlite3_free((void *)(uintptr_t)file.ptr);
}

/* Repaired databases lack every index, and ROWID may be a column like any other. */
static void reads_tables_without_keys(void **state)
{
    (void)state;
    enum tl_status status;
    struct tl_str file = bytes_of(make(schema, content));
    char *want = dump_with(file, NULL, 0, &status);
    sqlite3_free((void *)(uintptr_t)file.ptr);
    char *plain = malloc(strlen(schema) + 1), *at;
    strcpy(plain, schema);
    static const char *const keys[] = {" PRIMARY KEY", " UNIQUE",
                                       ", PRIMARY KEY (chat_id, message_id)"};
    for (size_t i = 3; i-- > 0;)
        while ((at = strstr(plain, keys[i])) != NULL)
            memmove(at, at + strlen(keys[i]), strlen(at + strlen(keys[i])) + 1);
    file = bytes_of(make(plain, content));
    char *text = dump_with(file, NULL, 0, &status);
    assert_string_equal(text, want);
    sqlite3_free((void *)(uintptr_t)file.ptr);
    free(text);
    free(want);
    free(plain);
}

static void asks_which_chat(void **state)
{
    (void)state;
    enum tl_status status;
    struct tl_str file = bytes_of(make(
        schema,
        "INSERT INTO chat VALUES (1,'',45,'+1555',''),(2,'',45,'b@x.org',''),(3,'',45,'c@x.org','')"
        ",(4,'',45,'d@x.org',''),(5,'',45,'e@x.org',''),(6,'',45,'f@x.org',''),(7,'',43,'chat1','')"
        ";WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) INSERT INTO "
        "message (ROWID, text, date, is_from_me) SELECT i, 'text', 354045600 + i, i % 2 FROM n;"
        "INSERT INTO chat_message_join SELECT 1 + (ROWID * ROWID) % 7, ROWID, 0 FROM message;"
        "INSERT INTO chat_message_join SELECT 1 + (ROWID % 6), ROWID, 0 FROM message WHERE ROWID < "
        "25 ON CONFLICT DO NOTHING;"));
    char *text = dump_with(file, NULL, 0, &status);
    assert_int_equal(status, TL_FAIL);
    assert_has(text, "There are 6 chats with one person in it; say which with --with NAME");
    free(text);
    text = dump_with(file, "c@x", 0, &status);
    assert_int_equal(status, TL_OK);
    assert_has(text, "\"name\": \"c@x.org\"");
    free(text);
    text = dump_with(file, "chat1", 0, &status);
    assert_int_equal(status, TL_FAIL);
    free(text);
    sqlite3_free((void *)(uintptr_t)file.ptr);
}

static void refuses_what_is_no_chat(void **state)
{
    (void)state;
    enum tl_status status;
    struct tl_str file =
        bytes_of(make("CREATE TABLE history (id)", "INSERT INTO history VALUES (1)"));
    char *text = dump_with(file, NULL, 0, &status);
    assert_int_equal(status, TL_FAIL);
    assert_has(text, "lacks the tables of Messages");
    free(text);
    sqlite3_free((void *)(uintptr_t)file.ptr);
    /* Views could compute anything, without end. */
    file = bytes_of(make(
        "CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, chat_identifier TEXT);"
        "CREATE VIEW message AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT i AS ROWID, 'x' AS text, i AS date, 0 AS is_from_me FROM n;"
        "CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);",
        "INSERT INTO chat VALUES (1, 'a');"));
    text = dump_with(file, NULL, 0, &status);
    assert_int_equal(status, TL_FAIL);
    free(text);
    sqlite3_free((void *)(uintptr_t)file.ptr);
}

/* Every byte of the first page and one in each 97 behind it, changed. */
static void survives_damage(void **state)
{
    (void)state;
    enum tl_status status;
    struct tl_str file = bytes_of(make(schema, content));
    char *bytes = malloc(file.len);
    memcpy(bytes, file.ptr, file.len);
    for (size_t i = 16; i < file.len; i += i < 200 ? 1 : 97) {
        bytes[i] ^= (char)0xa5;
        free(dump_with((struct tl_str){bytes, file.len}, NULL, 0, &status));
        assert_true(status != TL_FATAL);
        bytes[i] = file.ptr[i];
    }
    for (size_t cut = 100; cut < file.len; cut += 1000)
        free(dump_with((struct tl_str){bytes, cut}, NULL, 0, &status));
    free(bytes);
    sqlite3_free((void *)(uintptr_t)file.ptr);
}

static void survives_failing_memory(void **state)
{
    (void)state;
    struct tl_str file = bytes_of(make(schema, content));
    for (size_t i = 0;; i++) {
        struct tl_test_allocator allocator;
        struct tl_context failing;
        enum tl_status status;
        tl_test_allocator_init(&allocator, i);
        tl_context_init(&failing);
        failing.allocator = &allocator.base;
        free(tl_dump_import(&failing, "chat.db", file, 0, NULL, &status));
        assert_int_equal(allocator.live, 0);
        if (allocator.calls <= i) {
            assert_int_equal(status, TL_WARN);
            break;
        }
        if (status != TL_FATAL)
            fail_msg("status %d when allocation %zu fails", (int)status, i);
    }
    sqlite3_free((void *)(uintptr_t)file.ptr);
}

static int set_up(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    schema = read_sql("tables.sql");
    content = read_sql("rows.sql");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(schema);
    free(content);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_chat),     cmocka_unit_test(reads_attributed_bodies),
        cmocka_unit_test(reads_old_tables), cmocka_unit_test(reads_tables_without_keys),
        cmocka_unit_test(asks_which_chat),  cmocka_unit_test(refuses_what_is_no_chat),
        cmocka_unit_test(survives_damage),  cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
