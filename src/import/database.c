/*
 * database.c: see database.h.
 *
 * SQLite reads through a VFS of our own that has one file, the source, and can do nothing but read
 * it: no journal, no lock, no other file; a write-ahead log is read by us. It lives as long as the
 * connection and has a name of its own, so that nothing global is left behind. The settings are
 * those SQLite recommends for files from elsewhere ("Defense Against The Dark Arts",
 * sqlite.org/security.html). A damaged database can make a query run in circles: the steps of its
 * virtual machine are counted against the size.
 */
#include "database.h"

#include <stdio.h>
#include <string.h>

#include "database_log.h"
#include "fault.h"

enum { OPS_PER_CALL = 16384, LENGTH_MAX = 64 << 20 };

struct tl_database {
    sqlite3_vfs vfs;
    char name[48];
    bool registered;
    struct tl_import *import;
    struct tl_source *source;
    struct tl_database_log log;
    char label[256];
    sqlite3 *db;
    uint64_t calls, calls_max; /* of the progress handler */
    /* of the last read that failed */
    enum tl_status status;
    struct tl_error error;
};

struct file {
    sqlite3_file base;
    struct tl_database *db;
};

/* ---- the one file ---- */

static int file_close(sqlite3_file *file)
{
    (void)file;
    return SQLITE_OK;
}

static uint64_t size_of(const struct tl_database *db)
{
    return db->log.n_pages > 0 ? (uint64_t)db->log.n_pages * db->log.page_size
                               : tl_source_size(db->source);
}

/* From the log where it has the page, else from the database; a page that is in neither is all
   zero. `n` bytes are within one page when there is a log. */
static enum tl_status read_piece(struct tl_database *db, char *buf, size_t n, uint64_t offset)
{
    const uint64_t size = tl_source_size(db->source);
    uint64_t at;
    if (db->log.n_pages > 0 && tl_database_log_find(&db->log, offset / db->log.page_size + 1, &at))
        return tl_source_read(db->log.source, buf, n, at + offset % db->log.page_size, &db->error);
    const size_t have = offset >= size ? 0 : n > size - offset ? (size_t)(size - offset) : n;
    memset(buf + have, 0, n - have);
    return have == 0 ? TL_OK : tl_source_read(db->source, buf, have, offset, &db->error);
}

static int file_read(sqlite3_file *base, void *buf, int n, sqlite3_int64 offset)
{
    struct tl_database *db = ((struct file *)base)->db;
    const uint64_t size = size_of(db);
    if (n < 0 || offset < 0)
        return SQLITE_IOERR_READ;
    const uint64_t from = (uint64_t)offset;
    const size_t have = from >= size                ? 0
                        : (uint64_t)n > size - from ? (size_t)(size - from)
                                                    : (size_t)n;
    for (size_t done = 0; done < have;) {
        const uint64_t at = from + done;
        size_t piece = have - done;
        if (db->log.n_pages > 0 && piece > db->log.page_size - at % db->log.page_size)
            piece = (size_t)(db->log.page_size - at % db->log.page_size);
        db->status = read_piece(db, (char *)buf + done, piece, at);
        if (db->status != TL_OK)
            return db->status == TL_FATAL ? SQLITE_IOERR_NOMEM : SQLITE_IOERR_READ;
        done += piece;
    }
    if (have == (size_t)n)
        return SQLITE_OK;
    memset((char *)buf + have, 0, (size_t)n - have);
    return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *file, const void *buf, int n, sqlite3_int64 offset)
{
    (void)file;
    (void)buf;
    (void)n;
    (void)offset;
    return SQLITE_READONLY;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    (void)file;
    (void)size;
    return SQLITE_READONLY;
}

static int file_sync(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags;
    return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    *size = (sqlite3_int64)size_of(((struct file *)file)->db);
    return SQLITE_OK;
}

static int file_lock(sqlite3_file *file, int level)
{
    (void)file;
    (void)level;
    return SQLITE_OK;
}

static int file_check_lock(sqlite3_file *file, int *locked)
{
    (void)file;
    *locked = 0;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *file, int op, void *arg)
{
    (void)file;
    (void)op;
    (void)arg;
    return SQLITE_NOTFOUND;
}

static int file_sector_size(sqlite3_file *file)
{
    (void)file;
    return 4096;
}

/* To SQLite the database is one that nobody changes, so that it asks for no log and no shared
   memory: what a log holds is laid over the pages here. */
static int file_traits(sqlite3_file *file)
{
    (void)file;
    return SQLITE_IOCAP_IMMUTABLE;
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *out, int flags,
                    int *out_flags)
{
    static const sqlite3_io_methods methods = {
        .iVersion = 1,
        .xClose = file_close,
        .xRead = file_read,
        .xWrite = file_write,
        .xTruncate = file_truncate,
        .xSync = file_sync,
        .xFileSize = file_size,
        .xLock = file_lock,
        .xUnlock = file_lock,
        .xCheckReservedLock = file_check_lock,
        .xFileControl = file_control,
        .xSectorSize = file_sector_size,
        .xDeviceCharacteristics = file_traits,
    };
    struct file *file = (struct file *)out;
    (void)name;
    file->base.pMethods = NULL;
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
        return SQLITE_CANTOPEN;
    file->base.pMethods = &methods;
    file->db = vfs->pAppData;
    if (out_flags != NULL)
        *out_flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    (void)name;
    (void)sync;
    return SQLITE_READONLY;
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *result)
{
    (void)vfs;
    (void)name;
    (void)flags;
    *result = 0;
    return SQLITE_OK;
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
    (void)vfs;
    snprintf(out, (size_t)n, "%s", name);
    return SQLITE_OK;
}

static int vfs_random(sqlite3_vfs *vfs, int n, char *out)
{
    (void)vfs;
    memset(out, 0, (size_t)n);
    return n;
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
    (void)vfs;
    return microseconds;
}

static int vfs_time(sqlite3_vfs *vfs, double *julian_day)
{
    (void)vfs;
    *julian_day = 2440587.5; /* 1970: no result may depend on the day it was made */
    return SQLITE_OK;
}

/* ---- the connection ---- */

static int watch(void *user)
{
    struct tl_database *db = user;
    if (++db->calls > db->calls_max) {
        db->status = tl_fault_at(&db->error, TL_FAIL, TL_CODE_FORMAT_SYNTAX, db->label, 0, 0,
                                 "The database is damaged so that reading it does not end; copy it "
                                 "again.");
        return 1;
    }
    if (tl_import_progress(db->import, 0) != TL_OK) {
        db->status = TL_FATAL;
        if (db->import->err != NULL)
            db->error = *db->import->err;
        return 1;
    }
    return 0;
}

static enum tl_status fault_of(struct tl_database *db, int code)
{
    struct tl_error *err = db->import->err;
    if (db->status != TL_OK) {
        if (err != NULL)
            *err = db->error;
        return db->status;
    }
    if ((code & 0xff) == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM) {
        /* Sizes in a damaged file also end so: there is no memory only if a cache's worth of it is
           refused. */
        void *cache = sqlite3_malloc64(8 * 1024 * 1024);
        if (cache == NULL)
            return tl_fault_memory(err);
        sqlite3_free(cache);
    }
    return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_SYNTAX, db->label, 0, 0,
                       "The database is damaged, encrypted or not whole; copy it again while the "
                       "program it belongs to is closed.");
}

static int configure(struct tl_database *db)
{
    static const char pragmas[] =
        "PRAGMA query_only=1; PRAGMA cell_size_check=1; PRAGMA mmap_size=0;"
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8192;";
    sqlite3_limit(db->db, SQLITE_LIMIT_LENGTH, LENGTH_MAX);
    sqlite3_limit(db->db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db->db, SQLITE_LIMIT_WORKER_THREADS, 0);
    sqlite3_db_config(db->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_progress_handler(db->db, OPS_PER_CALL, watch, db);
    return sqlite3_exec(db->db, pragmas, NULL, NULL, NULL);
}

enum tl_status tl_database_open(struct tl_import *import, struct tl_database **out)
{
    struct tl_source *source;
    enum tl_status status = tl_bundle_source(import->bundle, import->entry, &source, import->err);
    if (status != TL_OK)
        return status;
    struct tl_database *db = tl_alloc_zeroed(import->ctx, 1, sizeof *db);
    if (db == NULL)
        return tl_fault_memory(import->err);
    db->import = import;
    db->source = source;
    status = tl_database_log_open(&db->log, import, source);
    if (status != TL_OK) {
        tl_database_close(db);
        return status;
    }
    /* A row is a hundred steps or so, and never less than a few bytes; how many pages there are is
       only what the log says. */
    const uint64_t bytes =
        tl_source_size(source) + (db->log.source == NULL ? 0 : tl_source_size(db->log.source));
    db->calls_max = (bytes * 64 + (UINT64_C(64) << 20)) / OPS_PER_CALL;
    tl_bundle_label(import->bundle, import->entry, db->label);
    snprintf(db->name, sizeof db->name, "tideline-%p", (void *)db);
    db->vfs = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = sizeof(struct file),
        .mxPathname = 64,
        .zName = db->name,
        .pAppData = db,
        .xOpen = vfs_open,
        .xDelete = vfs_delete,
        .xAccess = vfs_access,
        .xFullPathname = vfs_full_path,
        .xRandomness = vfs_random,
        .xSleep = vfs_sleep,
        .xCurrentTime = vfs_time,
    };
    int code = sqlite3_vfs_register(&db->vfs, 0);
    db->registered = code == SQLITE_OK;
    if (code == SQLITE_OK)
        code = sqlite3_open_v2("database", &db->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
                               db->name);
    if (code == SQLITE_OK)
        code = configure(db);
    if (code != SQLITE_OK) {
        status = fault_of(db, code);
        tl_database_close(db);
        return status;
    }
    *out = db;
    return TL_OK;
}

void tl_database_close(struct tl_database *db)
{
    if (db == NULL)
        return;
    sqlite3_close(db->db);
    if (db->registered)
        sqlite3_vfs_unregister(&db->vfs);
    tl_database_log_release(&db->log);
    tl_free(db->import->ctx, db, sizeof *db);
}

bool tl_database_is_log_broken(const struct tl_database *db)
{
    return db->log.broken;
}

enum tl_status tl_database_prepare(struct tl_database *db, const char *sql, sqlite3_stmt **out)
{
    const int code = sqlite3_prepare_v2(db->db, sql, -1, out, NULL);
    return code == SQLITE_OK ? TL_OK : fault_of(db, code);
}

enum tl_status tl_database_step(struct tl_database *db, sqlite3_stmt *statement, bool *row)
{
    const int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? TL_OK : fault_of(db, code);
}

struct tl_str tl_database_bytes(sqlite3_stmt *statement, int column)
{
    const char *bytes = sqlite3_column_blob(statement, column);
    const int n = sqlite3_column_bytes(statement, column);
    return bytes == NULL || n <= 0 ? (struct tl_str){"", 0} : (struct tl_str){bytes, (size_t)n};
}

enum tl_status tl_database_has(struct tl_database *db, const char *table, const char *column,
                               bool *has)
{
    sqlite3_stmt *statement = NULL;
    enum tl_status status = tl_database_prepare(
        db,
        column == NULL ? "SELECT 1 FROM sqlite_schema WHERE type='table' AND name=?1"
                       : "SELECT 1 FROM pragma_table_info(?1) WHERE name=?2",
        &statement);
    if (status == TL_OK) {
        sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
        if (column != NULL)
            sqlite3_bind_text(statement, 2, column, -1, SQLITE_STATIC);
        status = tl_database_step(db, statement, has);
    }
    sqlite3_finalize(statement);
    return status;
}
