/*
 * output.h: a file that is either written whole or not at all.
 *
 * cli_output_open finds the folder before the sandbox closes and writes nothing; the bytes go to a
 * temporary file beside the target, and cli_output_commit renames it. A device or pipe cannot be
 * replaced and is written directly.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli.h"

struct cli_output {
    const char *path;   /* as typed */
    int folder;         /* open folder of the target, -1: standard output, device or none */
    int fd;             /* what is being written, -1 before begin */
    char name[256];     /* of the target inside its folder */
    char temporary[64]; /* beside it; "" when there is none */
    unsigned mode;      /* of the target: kept when it exists, else readable by its owner only */
};

/* `path` NULL: nothing is to be written, every later call does nothing; "-": standard output.
   CLI_DONE or an exit code after a sentence. */
int cli_output_open(struct cli_output *out, const char *path);
/* Whether the output would take the place of the file at `path`, however either is spelled. */
bool cli_output_replaces(const struct cli_output *out, const char *path);
int cli_output_begin(struct cli_output *out);
/* A tl_write; `user` is the struct cli_output. */
int cli_output_write(void *user, const void *bytes, size_t n);
int cli_output_commit(struct cli_output *out);
/* Removes the temporary file of an output that was not committed, and closes what is open. */
void cli_output_release(struct cli_output *out);

#endif
