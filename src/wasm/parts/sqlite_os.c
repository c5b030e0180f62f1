/*
 * sqlite_os.c: SQLite without a system below it: the only files are those of src/import/database.c,
 * which registers its own VFS.
 */
#include <sqlite3.h>

int sqlite3_os_init(void)
{
    return SQLITE_OK;
}

int sqlite3_os_end(void)
{
    return SQLITE_OK;
}
