/*
 * database.h: an SQLite database as somebody's file: read where it lies, never written, never
 * trusted.
 */
#ifndef TL_DATABASE_H
#define TL_DATABASE_H

#include <sqlite3.h>

#include "importer.h"

struct tl_database;

/* Opens the entry of `import`, which must outlive the database. FAIL with a sentence when the entry
   is packed or no database. */
enum tl_status tl_database_open(struct tl_import *import, struct tl_database **out);
void tl_database_close(struct tl_database *db);

/* The write-ahead log beside it breaks off: what was committed before is read. */
bool tl_database_is_log_broken(const struct tl_database *db);

/* Whether there is such a table (no view), and such a column in it unless `column` is NULL. */
enum tl_status tl_database_has(struct tl_database *db, const char *table, const char *column,
                               bool *has);
/* To be given back with sqlite3_finalize. */
enum tl_status tl_database_prepare(struct tl_database *db, const char *sql, sqlite3_stmt **out);
/* *row is false behind the last row. FAIL for a damaged database. */
enum tl_status tl_database_step(struct tl_database *db, sqlite3_stmt *statement, bool *row);
/* Text or blob of a column, empty when it is NULL; valid until the next step. */
struct tl_str tl_database_bytes(sqlite3_stmt *statement, int column);

#endif
