/*
 * files.c: bundles from paths of the file system.
 *
 * A file is read with pread, so that streams over it do not disturb each other. A folder is walked
 * breadth first with a list instead of recursion. Links to files are followed, links to folders are
 * not: that alone rules out loops, and an export holds none.
 */
#include "entry.h"
#include "fault.h"
#include "str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEEPEST 64

struct file {
    const struct tl_context *ctx;
    int fd;
};

static int64_t read_file(void *user, void *buf, size_t n, uint64_t offset)
{
    const struct file *file = user;
    if (offset > INT64_MAX)
        return -1;
    ssize_t got;
    do
        got = pread(file->fd, buf, n, (off_t)offset);
    while (got < 0 && errno == EINTR);
    return got;
}

static void close_file(void *user)
{
    struct file *file = user;
    close(file->fd);
    tl_free(file->ctx, file, sizeof *file);
}

static enum tl_status fault_open(const char *name, int reason, struct tl_error *err)
{
    switch (reason) {
    case ENOENT:
    case ENOTDIR:
        return tl_fault_at(err, TL_FAIL, TL_CODE_IO_MISSING, name, 0, 0,
                           "There is no such file or folder; check the spelling of its name.");
    case EACCES:
    case EPERM:
        return tl_fault_at(err, TL_FAIL, TL_CODE_IO, name, 0, 0,
                           "It may not be read by this account; change its permissions or copy it "
                           "to your own folder.");
    case ENOMEM:
        return tl_fault_memory(err);
    default:
        return tl_fault_at(err, TL_FAIL, TL_CODE_IO, name, 0, 0,
                           "It cannot be opened (error %d of the system); copy it somewhere else "
                           "and try again.",
                           reason);
    }
}

/* Takes fd over, also on failure. */
static enum tl_status source_from_fd(const struct tl_context *ctx, int fd, uint64_t size,
                                     struct tl_source **out, struct tl_error *err)
{
    struct file *file = tl_alloc(ctx, sizeof *file);
    if (file == NULL) {
        close(fd);
        return tl_fault_memory(err);
    }
    *file = (struct file){ctx, fd};
    *out = tl_source_new(ctx, size, read_file, close_file, file);
    if (*out == NULL) {
        close_file(file);
        return tl_fault_memory(err);
    }
    return TL_OK;
}

/* *is_folder and no source when it is one. Not blocking, for what is a pipe by now. */
static enum tl_status open_path(const struct tl_context *ctx, const char *path, const char *name,
                                bool *is_folder, struct tl_source **out, struct tl_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fault_open(name, errno, err);
    struct stat st;
    if (fstat(fd, &st) != 0) {
        int reason = errno;
        close(fd);
        return fault_open(name, reason, err);
    }
    *is_folder = S_ISDIR(st.st_mode);
    if (S_ISREG(st.st_mode))
        return source_from_fd(ctx, fd, (uint64_t)st.st_size, out, err);
    close(fd);
    if (*is_folder)
        return TL_OK;
    return tl_fault_at(err, TL_FAIL, TL_CODE_IO, name, 0, 0,
                       "It is neither a file nor a folder; save what it gives to a file first.");
}

enum tl_status tl_file_open(const struct tl_context *ctx, const char *path, const char *name,
                            struct tl_source **out, struct tl_error *err)
{
    bool is_folder;
    enum tl_status status = open_path(ctx, path, name, &is_folder, out, err);
    if (status == TL_OK && is_folder)
        status = tl_fault_at(err, TL_FAIL, TL_CODE_IO, name, 0, 0,
                             "It was a file and is a folder now; try again.");
    return status;
}

struct folder {
    const char *disk; /* path to open */
    size_t inside;    /* where the path inside the bundle begins in that of a child */
    unsigned depth;
};

struct walk {
    struct tl_bundle *bundle;
    struct folder *folders;
    size_t n, cap;
    struct tl_error *err;
};

static enum tl_status add_folder(struct walk *walk, const char *disk, size_t inside, unsigned depth)
{
    const struct tl_limits *limits = &walk->bundle->ctx->limits;
    if (depth > DEEPEST || walk->n >= limits->archive_entries)
        return tl_fault_at(walk->err, TL_FAIL, TL_CODE_LIMIT, walk->bundle->name, 0, 0,
                           "It holds too many folders or more than %d inside each other; give only "
                           "the folder the chat is in.",
                           DEEPEST);
    struct folder *folders =
        tl_grow(walk->bundle->ctx, walk->folders, &walk->cap, walk->n + 1, sizeof *folders);
    if (folders == NULL)
        return tl_fault_memory(walk->err);
    walk->folders = folders;
    folders[walk->n++] = (struct folder){disk, inside, depth};
    return TL_OK;
}

static enum tl_status visit(struct walk *walk, const struct folder *parent, const char *name)
{
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return TL_OK;
    size_t parent_len = strlen(parent->disk);
    bool slash = parent_len > 0 && parent->disk[parent_len - 1] == '/';
    const char *disk =
        tl_arena_printf(&walk->bundle->arena, "%s%s%s", parent->disk, slash ? "" : "/", name);
    if (disk == NULL)
        return tl_fault_memory(walk->err);
    struct stat st;
    /* What went away or leads nowhere is no part of the export. */
    if (lstat(disk, &st) != 0)
        return TL_OK;
    if (S_ISDIR(st.st_mode))
        return add_folder(walk, disk, parent->inside, parent->depth + 1);
    if (S_ISLNK(st.st_mode) && stat(disk, &st) != 0)
        return TL_OK;
    if (!S_ISREG(st.st_mode))
        return TL_OK;
    enum tl_status status = TL_OK;
    struct tl_entry *entry =
        tl_bundle_add(walk->bundle, tl_str_from(disk + parent->inside), &status, walk->err);
    if (entry == NULL)
        return status;
    entry->disk = disk;
    entry->size = (uint64_t)st.st_size;
    return TL_OK;
}

static enum tl_status read_folder(struct walk *walk, const struct folder *folder)
{
    DIR *dir = opendir(folder->disk);
    if (dir == NULL)
        return fault_open(folder->disk, errno, walk->err);
    enum tl_status status = TL_OK;
    while (status == TL_OK) {
        errno = 0;
        const struct dirent *item = readdir(dir);
        if (item == NULL) {
            if (errno != 0)
                status = fault_open(folder->disk, errno, walk->err);
            break;
        }
        status = visit(walk, folder, item->d_name);
    }
    closedir(dir);
    return status;
}

static enum tl_status open_folder(const struct tl_context *ctx, const char *path,
                                  struct tl_bundle **out, struct tl_error *err)
{
    struct walk walk = {.err = err};
    enum tl_status status = tl_bundle_new(ctx, path, &walk.bundle, err);
    if (status != TL_OK)
        return status;
    walk.bundle->kind = TL_BUNDLE_FOLDER;
    size_t len = strlen(path);
    status = add_folder(&walk, path, path[len - 1] == '/' ? len : len + 1, 0);
    for (size_t i = 0; status == TL_OK && i < walk.n; i++) {
        struct folder folder = walk.folders[i]; /* the list moves when it grows */
        status = read_folder(&walk, &folder);
    }
    tl_free(ctx, walk.folders, walk.cap * sizeof *walk.folders);
    if (status == TL_OK && walk.bundle->n_entries == 0)
        status = tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_EMPTY, walk.bundle->name, 0, 0,
                             "It is a folder without any file; give the folder or file the chat "
                             "was exported to.");
    if (status != TL_OK) {
        tl_bundle_free(walk.bundle);
        return status;
    }
    tl_bundle_sort(walk.bundle);
    *out = walk.bundle;
    return TL_OK;
}

/* A database may have a log beside it. */
static enum tl_status add_log(struct tl_bundle *bundle, const char *path, struct tl_error *err)
{
    bool is_folder;
    struct stat st;
    const char *log = tl_arena_printf(&bundle->arena, "%s-wal", path);
    enum tl_status status = log == NULL ? tl_fault_memory(err) : TL_OK;
    if (status == TL_OK && tl_str_ends(tl_str_from(path), TL_STR(".db")) && stat(log, &st) == 0 &&
        S_ISREG(st.st_mode))
        status = open_path(bundle->ctx, log, log, &is_folder, &bundle->log, err);
    return status;
}

enum tl_status tl_bundle_open(const struct tl_context *ctx, const char *path,
                              struct tl_bundle **out, struct tl_error *err)
{
    bool is_folder;
    struct tl_source *source = NULL;
    enum tl_status status = open_path(ctx, path, path, &is_folder, &source, err);
    if (status != TL_OK)
        return status;
    if (is_folder)
        return open_folder(ctx, path, out, err);
    struct tl_bundle *bundle = NULL;
    status = tl_bundle_open_source(ctx, path, source, &bundle, err);
    if (status == TL_OK)
        status = add_log(bundle, path, err);
    if (status == TL_OK)
        *out = bundle;
    else
        tl_bundle_free(bundle);
    return status;
}
