/*
 * imessage_db.c: the database of Messages, chat.db of macOS and sms.db of an iPhone's backup.
 *
 * Tables, as macOS 10.13 to 15 have them; columns come and go, so each is looked for first:
 *
 *     chat(ROWID, chat_identifier, display_name, style: 43 group, 45 two people)
 *     chat_message_join(chat_id, message_id), chat_handle_join(chat_id, handle_id)
 *     message(ROWID, guid, text, attributedBody, is_from_me, date, date_edited, date_retracted,
 *         item_type, associated_message_guid, associated_message_type, thread_originator_guid, ..)
 *     message_attachment_join(message_id, attachment_id), attachment(ROWID, mime_type)
 *
 * Dates count from 2001 in nanoseconds, before macOS 10.13 in seconds. Since macOS 13 the text
 * mostly stands in attributedBody alone (typedstream.c). Reactions ("tapbacks") are messages whose
 * associated_message_type is 2000 to 2007; 3000 to 3007 take one back. A chat over iMessage and one
 * over SMS with the same number are one. Messages go in the order they came to the database, which
 * needs no sorting; finish orders them by time.
 */
#include <stdio.h>
#include <stdlib.h>

#include "chat_list.h"
#include "database.h"
#include "fault.h"
#include "id_map.h"
#include "importers.h"
#include "rows.h"
#include "str.h"
#include "typedstream.h"

#define EPOCH_2001_S INT64_C(978307200)

enum { ROWS_PER_REPORT = 4096 };

/* What is read of a message; those a database lacks are NULL in it. */
enum column {
    COLUMN_GUID,
    COLUMN_TEXT,
    COLUMN_BODY,
    COLUMN_FROM_ME,
    COLUMN_DATE,
    COLUMN_EDITED,
    COLUMN_RETRACTED,
    COLUMN_ITEM_TYPE,
    COLUMN_GROUP_ACTION,
    COLUMN_TARGET,
    COLUMN_TARGET_TYPE,
    COLUMN_EMOJI,
    COLUMN_THREAD,
    COLUMN_BALLOON,
    COLUMN_ATTACHMENTS,
    COLUMN_AUDIO,
    COLUMN_ERROR,
    COLUMN_COUNT,
    COLUMN_ROWID = COLUMN_COUNT
};

static const char *const columns[COLUMN_COUNT] = {
    "guid",
    "text",
    "attributedBody",
    "is_from_me",
    "date",
    "date_edited",
    "date_retracted",
    "item_type",
    "group_action_type",
    "associated_message_guid",
    "associated_message_type",
    "associated_message_emoji",
    "thread_originator_guid",
    "balloon_bundle_id",
    "cache_has_attachments",
    "is_audio_message",
    "error",
};

/* The medium of a message's first attachment. */
struct attachment {
    int64_t message;
    uint32_t order;
    uint8_t kind;
};

struct reader {
    struct tl_rows rows;
    struct tl_database *db;
    struct attachment *attachments; /* by message and order */
    size_t n_attachments, attachments_cap;
    struct tl_id_map ids;       /* from guids to rows */
    struct tl_id_map reactions; /* from target, giver and kind to rows */
    uint16_t person[2];         /* the other, the owner: by is_from_me */
    int64_t *chats;
    size_t n_chats, chats_cap;
    struct tl_buf text;
    uint64_t n_messages, done; /* for progress */
};

/* ---- chats ---- */

struct chat {
    int64_t rowid;
    struct tl_str id, name;
    uint64_t n_messages;
    bool group;
};

static enum tl_status prepare_chats(struct tl_database *db, sqlite3_stmt **statement)
{
    static const char *const optional[] = {"style", "display_name"};
    bool has[2], tables[3];
    static const char *const needed[] = {"chat", "message", "chat_message_join"};
    enum tl_status status = TL_OK;
    for (size_t i = 0; i < 3 && status == TL_OK; i++)
        status = tl_database_has(db, needed[i], NULL, &tables[i]);
    for (size_t i = 0; i < 2 && status == TL_OK; i++)
        status = tl_database_has(db, "chat", optional[i], &has[i]);
    bool handles = false;
    if (status == TL_OK)
        status = tl_database_has(db, "chat_handle_join", "handle_id", &handles);
    if (status != TL_OK || !tables[0] || !tables[1] || !tables[2])
        return status;
    char sql[640];
    snprintf(sql, sizeof sql,
             "SELECT c.ROWID, c.chat_identifier, %s, %s, n.n, %s FROM chat c JOIN (SELECT chat_id, "
             "count(*) AS n FROM chat_message_join GROUP BY chat_id) n ON n.chat_id = c.ROWID "
             "ORDER BY c.ROWID",
             has[1] ? "c.display_name" : "NULL", has[0] ? "c.style" : "NULL",
             handles ? "(SELECT count(DISTINCT handle_id) FROM chat_handle_join h WHERE h.chat_id "
                       "= c.ROWID)"
                     : "1");
    return tl_database_prepare(db, sql, statement);
}

static struct chat chat_of(sqlite3_stmt *statement)
{
    struct chat chat = {.rowid = sqlite3_column_int64(statement, 0),
                        .id = tl_database_bytes(statement, 1),
                        .name = tl_database_bytes(statement, 2)};
    const int style = sqlite3_column_int(statement, 3);
    const int64_t n = sqlite3_column_int64(statement, 4);
    chat.n_messages = n > 0 ? (uint64_t)n : 0;
    if (chat.name.len == 0)
        chat.name = chat.id;
    chat.group = style == 43 || (style != 45 && sqlite3_column_int64(statement, 5) > 1);
    return chat;
}

static enum tl_status no_tables(const struct tl_import *import)
{
    return tl_fault_at(import->err, TL_FAIL, TL_CODE_FORMAT, tl_bundle_name(import->bundle), 0, 0,
                       "This database lacks the tables of Messages (chat, message, "
                       "chat_message_join); give chat.db of a Mac or sms.db of an iPhone's "
                       "backup.");
}

/* Each chat of the database. */
static enum tl_status each_chat(struct tl_import *import, struct tl_database *db,
                                enum tl_status (*take)(void *user, const struct chat *chat),
                                void *user)
{
    sqlite3_stmt *statement = NULL;
    bool row = true;
    enum tl_status status = prepare_chats(db, &statement);
    if (status == TL_OK && statement == NULL)
        return no_tables(import);
    while (status == TL_OK && row) {
        status = tl_database_step(db, statement, &row);
        if (status == TL_OK && row) {
            const struct chat chat = chat_of(statement);
            status = take(user, &chat);
        }
    }
    sqlite3_finalize(statement);
    return status;
}

struct listing {
    struct tl_import *import;
    struct tl_chat_list *chats;
};

static enum tl_status list_chat(void *user, const struct chat *chat)
{
    const struct listing *listing = user;
    return tl_chat_list_add(listing->chats, listing->import->entry,
                            &(struct tl_listed_chat){.format = tl_importer_imessage_db.name,
                                                     .name = chat->name,
                                                     .id = chat->id,
                                                     .n_messages = chat->n_messages,
                                                     .n_people = chat->group ? 3 : 2})
               ? TL_OK
               : tl_fault_memory(listing->import->err);
}

static enum tl_status list_chats(struct tl_import *import, struct tl_chat_list *chats)
{
    struct listing listing = {import, chats};
    struct tl_database *db = NULL;
    enum tl_status status = tl_database_open(import, &db);
    if (status == TL_OK)
        status = each_chat(import, db, list_chat, &listing);
    tl_database_close(db);
    return status;
}

/* Notes the chats to be read: those with the id chosen, one a service. */
static enum tl_status note_chat(void *user, const struct chat *chat)
{
    struct reader *r = user;
    struct tl_import *import = r->rows.import;
    if (chat->group || (import->chat.ptr != NULL && !tl_str_equal(chat->id, import->chat)))
        return TL_OK;
    int64_t *chats = tl_grow(import->ctx, r->chats, &r->chats_cap, r->n_chats + 1, sizeof *chats);
    if (chats == NULL)
        return tl_fault_memory(import->err);
    r->chats = chats;
    chats[r->n_chats++] = chat->rowid;
    r->n_messages += chat->n_messages;
    return tl_conversation_person(r->rows.conv, chat->id, chat->name, &r->person[0], import->err);
}

/* ---- messages ---- */

/* Seconds or nanoseconds since 2001; false for none and for what no clock shows. */
static bool time_of(int64_t date, struct tl_message *m, int64_t *ms)
{
    if (date > INT64_C(1000000000000) || date < -INT64_C(1000000000000)) {
        *ms = date / 1000000 + EPOCH_2001_S * 1000;
        m->resolution = date % 1000000000 == 0 ? TL_RES_SECOND : TL_RES_MS;
    } else {
        *ms = (date + EPOCH_2001_S) * 1000;
        m->resolution = TL_RES_SECOND;
    }
    return date != 0 && *ms > 0 && *ms < INT64_C(253402300800000);
}

/* U+FFFC stands where an attachment was. */
static enum tl_status put_text(struct reader *r, struct tl_str text)
{
    const struct tl_str object = TL_STR("\xef\xbf\xbc");
    tl_buf_clear(&r->text);
    for (size_t at = 0; at < text.len;) {
        const size_t hit = tl_str_find(text, object, at);
        tl_buf_put_str(&r->text, tl_str_slice(text, at, hit));
        at = hit == SIZE_MAX ? text.len : hit + object.len;
    }
    return r->text.failed ? tl_fault_memory(r->rows.import->err) : TL_OK;
}

static enum tl_status find_text(struct reader *r, sqlite3_stmt *statement, struct tl_str *out)
{
    struct tl_str text = tl_database_bytes(statement, COLUMN_TEXT);
    const struct tl_str body = tl_database_bytes(statement, COLUMN_BODY);
    enum tl_status status = TL_OK;
    if (text.len == 0 && body.len > 0 && !tl_typedstream_text(body, &text))
        status = tl_rows_notice(&r->rows, "text-unreadable",
                                "The text of a message is kept in a way that cannot be read; the "
                                "message counts without it.",
                                0);
    if (status == TL_OK)
        status = put_text(r, text);
    if (status == TL_OK)
        *out = tl_str_trim((struct tl_str){r->text.ptr, r->text.len});
    return status;
}

static enum tl_kind kind_of(struct tl_str mime)
{
    static const struct {
        struct tl_str prefix;
        enum tl_kind kind;
    } kinds[] = {
        {TL_STR_INIT("image/gif"), TL_KIND_GIF},
        {TL_STR_INIT("image/"), TL_KIND_IMAGE},
        {TL_STR_INIT("video/"), TL_KIND_VIDEO},
        {TL_STR_INIT("audio/"), TL_KIND_VOICE},
        {TL_STR_INIT("text/vcard"), TL_KIND_CONTACT},
        {TL_STR_INIT("text/x-vcard"), TL_KIND_CONTACT},
        {TL_STR_INIT("text/x-vlocation"), TL_KIND_LOCATION},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (tl_str_starts(mime, kinds[i].prefix))
            return kinds[i].kind;
    return mime.len > 0 ? TL_KIND_FILE : TL_KIND_MEDIA;
}

static int by_message(const void *a, const void *b)
{
    const struct attachment *x = a, *y = b;
    if (x->message != y->message)
        return x->message < y->message ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* All at once and sorted here: where the table has no index, looking them up one by one would read
   all of it for each. */
static enum tl_status read_attachments(struct reader *r)
{
    sqlite3_stmt *statement = NULL;
    bool has = false, row = true;
    enum tl_status status = tl_database_has(r->db, "attachment", "mime_type", &has);
    r->n_attachments = 0;
    if (status == TL_OK && has)
        status = tl_database_has(r->db, "message_attachment_join", "attachment_id", &has);
    if (status != TL_OK || !has)
        return status;
    status = tl_database_prepare(r->db,
                                 "SELECT x.message_id, a.mime_type FROM message_attachment_join x "
                                 "CROSS JOIN attachment a WHERE a.ROWID = x.attachment_id",
                                 &statement);
    while (status == TL_OK && row) {
        status = tl_database_step(r->db, statement, &row);
        if (status != TL_OK || !row)
            break;
        struct attachment *grown = tl_grow(r->rows.import->ctx, r->attachments, &r->attachments_cap,
                                           r->n_attachments + 1, sizeof *grown);
        if (grown == NULL) {
            status = tl_fault_memory(r->rows.import->err);
            break;
        }
        r->attachments = grown;
        grown[r->n_attachments] =
            (struct attachment){.message = sqlite3_column_int64(statement, 0),
                                .order = (uint32_t)r->n_attachments,
                                .kind = (uint8_t)kind_of(tl_database_bytes(statement, 1))};
        r->n_attachments++;
    }
    sqlite3_finalize(statement);
    if (r->n_attachments > 1)
        qsort(r->attachments, r->n_attachments, sizeof *r->attachments, by_message);
    return status;
}

static enum tl_kind kind_attached(const struct reader *r, int64_t message)
{
    size_t low = 0, high = r->n_attachments;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (r->attachments[middle].message < message)
            low = middle + 1;
        else
            high = middle;
    }
    return low < r->n_attachments && r->attachments[low].message == message
               ? (enum tl_kind)r->attachments[low].kind
               : TL_KIND_MEDIA;
}

/* "p:0/GUID" and "bp:GUID": the message itself. */
static struct tl_str target_of(sqlite3_stmt *statement)
{
    const struct tl_str s = tl_database_bytes(statement, COLUMN_TARGET);
    size_t from = s.len;
    while (from > 0 && s.ptr[from - 1] != '/' && s.ptr[from - 1] != ':')
        from--;
    return tl_str_slice(s, from, s.len);
}

static uint64_t reaction_key(struct tl_str target, uint16_t sender, int kind)
{
    return tl_str_hash(target) * 31 + (uint64_t)sender * 8 + (uint64_t)kind;
}

/* A reaction, or one taken back: that row is dropped again. */
static enum tl_status take_reaction(struct reader *r, sqlite3_stmt *statement, int type,
                                    struct tl_message *m)
{
    static const char *const emoji[] = {"❤️", "👍", "👎", "😂", "‼️", "❓"};
    const struct tl_str target = target_of(statement);
    const int kind = type % 1000;
    const uint64_t key = reaction_key(target, m->sender, kind);
    if (type >= 3000) {
        const uint32_t row = tl_id_map_find(&r->reactions, key);
        if (row != TL_NO_MESSAGE && r->rows.conv->kind[row] == TL_KIND_REACTION)
            r->rows.conv->kind[row] = TL_KIND_COUNT;
        return tl_rows_notice(&r->rows, "reaction-removed",
                              "A reaction was taken back and is left out.", 0);
    }
    m->kind = TL_KIND_REACTION;
    if (kind < 6)
        m->text = tl_str_from(emoji[kind]);
    else if (kind == 6)
        m->text = tl_database_bytes(statement, COLUMN_EMOJI);
    const uint32_t index = (uint32_t)r->rows.conv->n_messages;
    if (!tl_id_map_reply(&r->ids, tl_str_hash(target), index, &m->reply_to) ||
        !tl_id_map_put(&r->reactions, key, index))
        return tl_fault_memory(r->rows.import->err);
    return tl_rows_push(&r->rows, m, NULL);
}

static enum tl_status take_text(struct reader *r, sqlite3_stmt *statement, struct tl_message *m)
{
    const struct tl_str guid = tl_database_bytes(statement, COLUMN_GUID);
    const struct tl_str thread = tl_database_bytes(statement, COLUMN_THREAD);
    const bool attached = sqlite3_column_int(statement, COLUMN_ATTACHMENTS) != 0;
    const bool edited = sqlite3_column_int64(statement, COLUMN_EDITED) != 0;
    enum tl_status status = find_text(r, statement, &m->text);
    if (status != TL_OK)
        return status;
    if (attached)
        m->kind = sqlite3_column_int(statement, COLUMN_AUDIO) != 0
                      ? TL_KIND_VOICE
                      : kind_attached(r, sqlite3_column_int64(statement, COLUMN_ROWID));
    if (attached && m->text.len > 0)
        m->flags |= TL_FLAG_CAPTION;
    if (sqlite3_column_int64(statement, COLUMN_RETRACTED) != 0 ||
        (edited && !attached && m->text.len == 0)) {
        m->kind = TL_KIND_DELETED;
        m->text = TL_STR("");
    } else if (edited) {
        m->flags |= TL_FLAG_EDITED;
    }
    /* Drawings, games, payments: the app's own. */
    if (m->kind == TL_KIND_TEXT && m->text.len == 0)
        m->kind = TL_KIND_MEDIA;
    const uint32_t index = (uint32_t)r->rows.conv->n_messages;
    if (thread.len > 0 && !tl_id_map_reply(&r->ids, tl_str_hash(thread), index, &m->reply_to))
        return tl_fault_memory(r->rows.import->err);
    status = tl_rows_push(&r->rows, m, NULL);
    if (status == TL_OK && guid.len > 0 && !tl_id_map_put(&r->ids, tl_str_hash(guid), index))
        return tl_fault_memory(r->rows.import->err);
    return status;
}

static enum tl_status take_message(struct reader *r, sqlite3_stmt *statement)
{
    const int type = sqlite3_column_int(statement, COLUMN_TARGET_TYPE);
    const bool from_me = sqlite3_column_int(statement, COLUMN_FROM_ME) != 0;
    const struct tl_str guid = tl_database_bytes(statement, COLUMN_GUID);
    struct tl_message m = tl_rows_message(&r->rows);
    int64_t ms;
    r->rows.conv->files[r->rows.file].lines++;
    /* One that stands in two chats of the same person. */
    if (r->n_chats > 1 && guid.len > 0 &&
        tl_id_map_find(&r->ids, tl_str_hash(guid)) != TL_NO_MESSAGE)
        return TL_OK;
    if (!time_of(sqlite3_column_int64(statement, COLUMN_DATE), &m, &ms))
        return tl_rows_skip(&r->rows, "message-timeless",
                            "A message has no readable date and was skipped.", 0);
    tl_rows_set_utc(&r->rows, &m, ms);
    m.sender = r->person[from_me];
    if (sqlite3_column_int(statement, COLUMN_ITEM_TYPE) != 0 ||
        sqlite3_column_int(statement, COLUMN_GROUP_ACTION) != 0) {
        m.kind = TL_KIND_SYSTEM;
        return tl_rows_push(&r->rows, &m, NULL);
    }
    if (from_me && sqlite3_column_int(statement, COLUMN_ERROR) != 0)
        return tl_rows_notice(&r->rows, "message-unsent",
                              "A message that could not be sent was left out.", 0);
    if ((type >= 2000 && type <= 2007) || (type >= 3000 && type <= 3007))
        return take_reaction(r, statement, type, &m);
    return take_text(r, statement, &m);
}

/* SELECT of the columns there are, by chat: each message by its ROWID, which is the order of the
   table; from end to end where it is a column like any other, as in a database that was repaired.
 */
static enum tl_status prepare_messages(struct reader *r, sqlite3_stmt **statement)
{
    struct tl_buf sql;
    bool has = false, plain = false;
    enum tl_status status = TL_OK;
    tl_buf_init(&sql, r->rows.import->ctx);
    for (size_t i = 0; i < COLUMN_COUNT && status == TL_OK; i++) {
        status = tl_database_has(r->db, "message", columns[i], &has);
        tl_buf_printf(&sql, "%s %s%s", i == 0 ? "SELECT" : ",", has ? "m." : "NULL AS ",
                      columns[i]);
    }
    if (status == TL_OK)
        status = tl_database_prepare(r->db,
                                     "SELECT 1 FROM pragma_table_info('message') WHERE name = "
                                     "'ROWID' COLLATE NOCASE AND pk = 0",
                                     statement);
    if (status == TL_OK)
        status = tl_database_step(r->db, *statement, &plain);
    sqlite3_finalize(*statement);
    *statement = NULL;
    tl_buf_printf(&sql, ", m.ROWID FROM %s WHERE m.ROWID = j.message_id AND j.chat_id = ?1",
                  plain ? "message m CROSS JOIN chat_message_join j"
                        : "chat_message_join j CROSS JOIN message m");
    tl_buf_putc(&sql, '\0');
    if (sql.failed)
        status = tl_fault_memory(r->rows.import->err);
    if (status == TL_OK)
        status = tl_database_prepare(r->db, sql.ptr, statement);
    tl_buf_release(&sql);
    return status;
}

static enum tl_status read_messages(struct reader *r)
{
    const struct tl_import *import = r->rows.import;
    const uint64_t size = tl_bundle_size(import->bundle, import->entry);
    sqlite3_stmt *statement = NULL;
    enum tl_status status = read_attachments(r);
    if (status == TL_OK)
        status = prepare_messages(r, &statement);
    for (size_t i = 0; i < r->n_chats && status == TL_OK; i++) {
        bool row = true;
        sqlite3_reset(statement);
        sqlite3_bind_int64(statement, 1, r->chats[i]);
        while (status == TL_OK && row) {
            status = tl_database_step(r->db, statement, &row);
            if (status == TL_OK && row)
                status = take_message(r, statement);
            if (status == TL_OK && ++r->done % ROWS_PER_REPORT == 0 && r->done < r->n_messages)
                status = tl_import_progress(
                    import, (uint64_t)((double)size * (double)r->done / (double)r->n_messages));
        }
    }
    sqlite3_finalize(statement);
    return status;
}

/* Messages writes to a log beside the database and takes it over now and then. */
static enum tl_status check_log(struct reader *r)
{
    return !tl_database_is_log_broken(r->db)
               ? TL_OK
               : tl_rows_notice(&r->rows, "log-broken",
                                "The log beside the database (-wal) breaks off, so the newest "
                                "messages may be missing; what was complete in it was read. Quit "
                                "Messages and copy both files again.",
                                0);
}

static enum tl_status read_entry(struct reader *r, struct tl_import *import)
{
    enum tl_status status = tl_rows_init(&r->rows, import, tl_importer_imessage_db.name);
    r->n_chats = 0;
    r->n_messages = r->done = 0;
    tl_id_map_init(&r->ids, import->ctx);
    tl_id_map_init(&r->reactions, import->ctx);
    if (status == TL_OK)
        status = tl_rows_person(&r->rows, TL_STR("Me"), &r->person[1]);
    if (status == TL_OK)
        status = tl_database_open(import, &r->db);
    if (status == TL_OK)
        status = each_chat(import, r->db, note_chat, r);
    if (status == TL_OK)
        status = read_messages(r);
    if (status == TL_OK)
        status = check_log(r);
    if (status == TL_OK && !tl_id_map_settle(&r->ids, r->rows.conv, r->rows.file))
        status = tl_fault_memory(import->err);
    if (status == TL_OK)
        status = tl_rows_finish(&r->rows, TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS |
                                              TL_CAN_DELETIONS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING |
                                              TL_CAN_BOTH_SIDES);
    tl_database_close(r->db);
    r->db = NULL;
    tl_id_map_release(&r->ids);
    tl_id_map_release(&r->reactions);
    return status;
}

static enum tl_status read_chat(struct tl_import *import)
{
    const uint64_t before = import->bytes_before;
    const size_t entry = import->entry, n = import->entries == NULL ? 1 : import->n_entries;
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    tl_buf_init(&r->text, import->ctx);
    enum tl_status worst = TL_OK;
    for (size_t i = 0; i < n && worst <= TL_WARN; i++) {
        /* Two chats of one id stand in the entry; both are read at once. */
        if (i > 0 && import->entries[i] == import->entry)
            continue;
        if (import->entries != NULL)
            import->entry = import->entries[i];
        worst = tl_status_worse(worst, read_entry(r, import));
        import->bytes_before += tl_bundle_size(import->bundle, import->entry);
    }
    import->entry = entry;
    import->bytes_before = before;
    tl_buf_release(&r->text);
    tl_free(import->ctx, r->chats, r->chats_cap * sizeof *r->chats);
    tl_free(import->ctx, r->attachments, r->attachments_cap * sizeof *r->attachments);
    tl_free(import->ctx, r, sizeof *r);
    return worst;
}

static unsigned probe(const struct tl_probe *p)
{
    if (!tl_str_starts(p->head, TL_STR("SQLite format 3\0")))
        return 0;
    if (tl_str_find(p->head, TL_STR("chat_message_join"), 0) != SIZE_MAX)
        return 24;
    /* The schema of a large database need not be in its first pages. */
    return tl_str_ends(p->path, TL_STR("chat.db")) || tl_str_ends(p->path, TL_STR("sms.db")) ? 16
                                                                                             : 0;
}

const struct tl_importer tl_importer_imessage_db = {
    .name = "imessage-db",
    .title = "iMessage and SMS of Apple, database (chat.db, sms.db)",
    .export_how = "On a Mac quit Messages, copy chat.db and chat.db-wal from the folder "
                  "Library/Messages of your home folder and give the first; say which chat with "
                  "--with and the number or e-mail address.",
    .cannot_hold = "Names of contacts, calls, the length of voice messages, and what was deleted "
                   "from the device.",
    .can = TL_CAN_SECONDS | TL_CAN_ZONE | TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS |
           TL_CAN_DELETIONS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_chat,
    .list = list_chats,
};
