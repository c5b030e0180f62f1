/*
 * chat_db_writer.c: a conversation as the database of Messages on a Mac (chat.db).
 *
 * The tables and columns that matter to a reader, one chat with one handle, times in nanoseconds
 * since 2001. SQLite builds it in its own memory; the bytes depend on SQLite's version.
 *
 * Source: docs/formats/imessage-db.md.
 */
#include <sqlite3.h>

#include "fault.h"
#include "writers.h"

#define EPOCH_2001_MS (INT64_C(978307200) * 1000)

static const char schema[] =
    "CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT, service TEXT);"
    "CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, guid TEXT, style INTEGER, chat_identifier TEXT,"
    " display_name TEXT);"
    "CREATE TABLE message (ROWID INTEGER PRIMARY KEY, guid TEXT UNIQUE, text TEXT,"
    " attributedBody BLOB, handle_id INTEGER, service TEXT, error INTEGER DEFAULT 0, date INTEGER,"
    " is_from_me INTEGER, item_type INTEGER DEFAULT 0, cache_has_attachments INTEGER DEFAULT 0,"
    " is_audio_message INTEGER DEFAULT 0, associated_message_guid TEXT,"
    " associated_message_type INTEGER DEFAULT 0);"
    "CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY, mime_type TEXT);"
    "CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);"
    "CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, message_date INTEGER,"
    " PRIMARY KEY (chat_id, message_id));"
    "CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER,"
    " UNIQUE (message_id, attachment_id));"
    "INSERT INTO attachment VALUES (1, 'image/heic'), (2, 'video/quicktime'), (3, 'audio/x-caf');"
    "INSERT INTO chat VALUES (1, 'iMessage;-;+15550143', 45, '+15550143', '');"
    "INSERT INTO chat_handle_join VALUES (1, 1);"
    "BEGIN;";

static bool put_message(sqlite3_stmt *insert, const struct tl_conversation *conv, size_t i)
{
    const struct tl_str text = tl_conversation_text(conv, i);
    const int64_t ns = (tl_conversation_local_ms(conv, i) - EPOCH_2001_MS) * 1000000;
    const bool medium = conv->kind[i] != TL_KIND_TEXT;
    const bool own = conv->sender[i] == 0;
    sqlite3_bind_int64(insert, 1, (sqlite3_int64)i + 1);
    sqlite3_bind_text(insert, 2, medium ? "\xEF\xBF\xBC" : text.ptr, medium ? 3 : (int)text.len,
                      SQLITE_STATIC);
    sqlite3_bind_int(insert, 3, own ? 0 : 1);
    sqlite3_bind_int64(insert, 4, ns);
    sqlite3_bind_int(insert, 5, own);
    sqlite3_bind_int(insert, 6, medium);
    sqlite3_bind_int(insert, 7, conv->kind[i] == TL_KIND_VOICE);
    return sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK;
}

static bool put_attachment(sqlite3_stmt *join, const struct tl_conversation *conv, size_t i)
{
    sqlite3_bind_int64(join, 1, (sqlite3_int64)i + 1);
    sqlite3_bind_int(join, 2,
                     conv->kind[i] == TL_KIND_IMAGE   ? 1
                     : conv->kind[i] == TL_KIND_VIDEO ? 2
                                                      : 3);
    return sqlite3_step(join) == SQLITE_DONE && sqlite3_reset(join) == SQLITE_OK;
}

static bool put_all(sqlite3 *db, const struct tl_conversation *conv,
                    const struct tl_chat_writer *writer)
{
    sqlite3_stmt *name = NULL, *insert = NULL, *join = NULL;
    bool done =
        sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "INSERT INTO handle VALUES (1, ?, 'iMessage')", -1, &name, NULL) ==
            SQLITE_OK &&
        sqlite3_bind_text(name, 1, conv->people[1].name.ptr, (int)conv->people[1].name.len,
                          SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_step(name) == SQLITE_DONE &&
        sqlite3_prepare_v2(db,
                           "INSERT INTO message (ROWID, guid, text, handle_id, date, is_from_me,"
                           " cache_has_attachments, is_audio_message, service)"
                           " VALUES (?1, 'g' || ?1, ?2, ?3, ?4, ?5, ?6, ?7, 'iMessage')",
                           -1, &insert, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "INSERT INTO message_attachment_join VALUES (?, ?)", -1, &join,
                           NULL) == SQLITE_OK;
    for (size_t i = 0; i < conv->n_messages && done; i++) {
        if (writer->kind[conv->kind[i]] == NULL || conv->sender[i] > 1)
            continue;
        done = put_message(insert, conv, i) &&
               (conv->kind[i] == TL_KIND_TEXT || put_attachment(join, conv, i));
    }
    sqlite3_finalize(name);
    sqlite3_finalize(insert);
    sqlite3_finalize(join);
    return done && sqlite3_exec(db,
                                "INSERT INTO chat_message_join SELECT 1, ROWID, date FROM message;"
                                "COMMIT;",
                                NULL, NULL, NULL) == SQLITE_OK;
}

enum tl_status tl_write_chat_db(const struct tl_conversation *conv, tl_write write, void *user,
                                struct tl_error *err)
{
    sqlite3 *db = NULL;
    sqlite3_int64 size = 0;
    unsigned char *bytes = NULL;
    enum tl_status status = TL_OK;
    if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL) ==
            SQLITE_OK &&
        put_all(db, conv, tl_chat_writer_find("imessage-db")))
        bytes = sqlite3_serialize(db, "main", &size, 0);
    if (bytes == NULL)
        status = tl_fault_memory(err);
    else if (write(user, bytes, (size_t)size) != 0)
        status = TL_FAIL;
    sqlite3_free(bytes);
    sqlite3_close(db);
    return status;
}
