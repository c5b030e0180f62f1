/*
 * input.c: reading standard input and zone files whole.
 */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ZONE_BYTES_MOST ((size_t)1 << 20) /* the largest of 2024 has 3,664 */

static char *fail(struct tl_error *err, const char *name, const char *why, char *bytes)
{
    free(bytes);
    *err = (struct tl_error){.code = TL_CODE_IO};
    snprintf(err->file, sizeof err->file, "%s", name);
    snprintf(err->message, sizeof err->message, "%s", why);
    return NULL;
}

char *cli_read_all(int fd, const char *name, size_t most, size_t *size, struct tl_error *err)
{
    size_t len = 0, cap = 0;
    char *bytes = NULL;
    for (;;) {
        if (len == cap) {
            if (cap >= most)
                return fail(err, name,
                            "It is larger than what tideline reads whole; give a file instead.",
                            bytes);
            const size_t next = cap == 0 ? 65536 : cap > most / 2 ? most : cap * 2;
            char *grown = realloc(bytes, next);
            if (grown == NULL)
                return fail(err, name, "There is not enough memory to read it.", bytes);
            bytes = grown;
            cap = next;
        }
        ssize_t n = read(fd, bytes + len, cap - len);
        if (n < 0 && errno != EINTR)
            return fail(err, name, strerror(errno), bytes);
        if (n == 0) {
            *size = len;
            return bytes;
        }
        if (n > 0)
            len += (size_t)n;
    }
}

/* A name below the zone folder: letters, digits and "+-_/" as in all names of the database, no
   empty part; so neither ".." nor an absolute path. */
static bool name_of_zone(const char *name)
{
    bool part = false;
    for (const char *p = name; *p != '\0'; p++) {
        const char c = *p;
        const bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '_';
        if (!ok && (c != '/' || !part))
            return false;
        part = c != '/';
    }
    return part;
}

int cli_zone_open(const struct tl_context *ctx, const char *name, struct tl_zone **out)
{
    const char *folder = getenv("TZDIR");
    if (folder == NULL || folder[0] == '\0')
        folder = "/usr/share/zoneinfo";
    char path[1024];
    int fd = -1;
    if (name_of_zone(name) && snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path)
        fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t size = 0;
    struct tl_error err;
    char *bytes = fd >= 0 ? cli_read_all(fd, name, ZONE_BYTES_MOST, &size, &err) : NULL;
    if (fd >= 0)
        close(fd);
    *out = bytes != NULL ? tl_zone_new(ctx, (struct tl_str){bytes, size}) : NULL;
    free(bytes);
    if (*out != NULL)
        return CLI_DONE;
    return cli_complain(CLI_MISUSED,
                        "there is no time zone %s in %s; names look like Europe/Berlin or "
                        "America/New_York",
                        name, folder);
}
