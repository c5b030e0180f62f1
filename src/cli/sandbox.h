/*
 * sandbox.h: giving up, before a chat is opened, whatever reading it does not need.
 */
#ifndef CLI_SANDBOX_H
#define CLI_SANDBOX_H

#include <stddef.h>

enum {
    CLI_SANDBOX_FILES = 1 << 0, /* no file can be opened but those beneath what was named */
    CLI_SANDBOX_CALLS = 1 << 1  /* no socket, no other program, no look into another process */
};

/*
 * Closes the door for the rest of the process. Files beneath the `readable` paths (files or
 * folders) can still be opened for reading, and files can be made, replaced and removed in the open
 * folders `writable` (-1 among them is none); what is open stays open. No core file is written from
 * here on. Answers the CLI_SANDBOX_ bits that hold: a kernel or a build may have neither.
 */
unsigned cli_sandbox_close(const char *const *readable, size_t n_readable, const int *writable,
                           size_t n_writable);

#endif
