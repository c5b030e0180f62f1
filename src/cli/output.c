/*
 * output.c: writing beside the target and renaming, so that an old report survives a full disk.
 *
 * All later steps work through the open folder, so neither a changed working folder nor the sandbox
 * can make them reach another place. A symbolic link is followed once, when the output is opened:
 * the file it names is replaced, not the link.
 */
#define _XOPEN_SOURCE 700 /* realpath */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int cannot(const struct cli_output *out, const char *what)
{
    return cli_complain(CLI_FAILED, "%s: %s: %s", out->path, what, strerror(errno));
}

/* Splits the target into its open folder and its name. */
static int open_folder(struct cli_output *out, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    if (name[0] == '\0' || strlen(name) >= sizeof out->name)
        return cli_complain(CLI_MISUSED, "%s: this is no name for a file", out->path);
    strcpy(out->name, name);
    const size_t len = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
    char *folder = len > 0 ? strndup(path, len) : strdup(".");
    if (folder == NULL)
        return cannot(out, "there is not enough memory");
    out->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (out->folder < 0 || faccessat(out->folder, ".", W_OK, AT_EACCESS) != 0) {
        int code = cannot(out, "its folder cannot be written to");
        free(folder);
        return code;
    }
    free(folder);
    return CLI_DONE;
}

int cli_output_open(struct cli_output *out, const char *path)
{
    *out = (struct cli_output){.path = path, .folder = -1, .fd = -1, .mode = 0600};
    if (path == NULL)
        return CLI_DONE;
    if (strcmp(path, "-") == 0) {
        out->fd = STDOUT_FILENO;
        return CLI_DONE;
    }
    struct stat status;
    if (stat(path, &status) != 0)
        return open_folder(out, path);
    if (S_ISDIR(status.st_mode))
        return cli_complain(CLI_MISUSED, "%s: this is a folder; name a file in it", path);
    if (!S_ISREG(status.st_mode)) {
        out->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        return out->fd < 0 ? cannot(out, "it cannot be written to") : CLI_DONE;
    }
    out->mode = status.st_mode & 0777;
    char *target = realpath(path, NULL);
    if (target == NULL)
        return cannot(out, "it cannot be found again");
    int code = open_folder(out, target);
    free(target);
    return code;
}

bool cli_output_replaces(const struct cli_output *out, const char *path)
{
    struct stat target, other;
    return out->folder >= 0 && stat(path, &other) == 0 &&
           fstatat(out->folder, out->name, &target, 0) == 0 && target.st_dev == other.st_dev &&
           target.st_ino == other.st_ino;
}

int cli_output_begin(struct cli_output *out)
{
    if (out->folder < 0)
        return CLI_DONE;
    /* A name left behind by a killed run of the same process number is passed over. */
    for (unsigned i = 0; i < 100; i++) {
        snprintf(out->temporary, sizeof out->temporary, ".tideline-%ld-%u.tmp", (long)getpid(), i);
        out->fd =
            openat(out->folder, out->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (out->fd >= 0)
            return CLI_DONE;
        if (errno != EEXIST)
            break;
    }
    int code = cannot(out, "a file beside it cannot be made");
    out->temporary[0] = '\0';
    return code;
}

int cli_output_write(void *user, const void *bytes, size_t n)
{
    struct cli_output *out = user;
    return out->fd < 0 ? 0 : cli_write_fd(&out->fd, bytes, n);
}

int cli_output_commit(struct cli_output *out)
{
    if (out->temporary[0] == '\0')
        return CLI_DONE;
    if (fchmod(out->fd, (mode_t)out->mode) != 0 || fsync(out->fd) != 0)
        return cannot(out, "it cannot be written to");
    if (renameat(out->folder, out->temporary, out->folder, out->name) != 0)
        return cannot(out, "it cannot be put in its place");
    out->temporary[0] = '\0';
    return CLI_DONE;
}

void cli_output_release(struct cli_output *out)
{
    if (out->temporary[0] != '\0')
        unlinkat(out->folder, out->temporary, 0);
    if (out->fd >= 0 && out->fd != STDOUT_FILENO)
        close(out->fd);
    if (out->folder >= 0)
        close(out->folder);
    *out = (struct cli_output){.folder = -1, .fd = -1};
}
