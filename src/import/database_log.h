/*
 * database_log.h: the write-ahead log beside a SQLite database: what was committed and not yet
 * taken over into the database itself.
 */
#ifndef TL_DATABASE_LOG_H
#define TL_DATABASE_LOG_H

#include "importer.h"

/* The latest committed frame of a page, frames from 1. */
struct tl_logged_page {
    uint32_t page, frame;
};

struct tl_database_log {
    const struct tl_context *ctx;
    struct tl_source *source;     /* borrowed; NULL: there is none */
    struct tl_logged_page *pages; /* by page */
    size_t n, cap;
    uint32_t page_size;
    uint32_t n_pages; /* of the database after the last commit; 0: nothing committed is in it */
    bool broken;      /* it breaks off behind the last commit, or cannot be read at all */
};

/* Reads the log of the database in import->entry, if its header says that it has one. FAIL when it
   cannot be read from; a log that is damaged counts up to its last commit. To be released even
   then. */
enum tl_status tl_database_log_open(struct tl_database_log *log, const struct tl_import *import,
                                    struct tl_source *database);
void tl_database_log_release(struct tl_database_log *log);

/* Where the page lies in the log; false when it is not there. */
bool tl_database_log_find(const struct tl_database_log *log, uint64_t page, uint64_t *offset);

#endif
