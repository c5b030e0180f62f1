/*
 * files_none.c: instead of files.c where there is no file system: every source is handed in.
 */
#include "entry.h"
#include "fault.h"

static enum tl_status refuse(const char *name, struct tl_error *err)
{
    return tl_fault_at(err, TL_FAIL, TL_CODE_IO, name, 0, 0,
                       "There is no file system here; give the file itself.");
}

enum tl_status tl_file_open(const struct tl_context *ctx, const char *path, const char *name,
                            struct tl_source **out, struct tl_error *err)
{
    (void)ctx;
    (void)path;
    *out = NULL;
    return refuse(name, err);
}

enum tl_status tl_bundle_open(const struct tl_context *ctx, const char *path,
                              struct tl_bundle **out, struct tl_error *err)
{
    (void)ctx;
    *out = NULL;
    return refuse(path, err);
}
