/*
 * input.h: what the program reads besides chats: standard input and the system's zone files.
 */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include "cli.h"

/* All of a file descriptor, at most `most` bytes. NULL with a sentence in `err`; the caller frees.
 */
char *cli_read_all(int fd, const char *name, size_t most, size_t *size, struct tl_error *err);

/* The zone of this name ("Europe/Berlin") from TZDIR or /usr/share/zoneinfo, before the sandbox
   closes. CLI_DONE or an exit code after a sentence. */
int cli_zone_open(const struct tl_context *ctx, const char *name, struct tl_zone **out);

#endif
