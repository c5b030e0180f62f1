/*
 * cli.h: what the commands of the program share: the command table's row, what was typed, the
 * terminal it goes to, and the few ways to say something.
 *
 * The program reads the environment and the file system; the library does not. Every sentence that
 * reaches the terminal passes tl_paragraph_write, which disarms control characters.
 */
#ifndef CLI_H
#define CLI_H

#include "tideline/tideline.h"

enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_MISUSED = 2 };

/* A long option. `value` names what it takes ("FILE"), NULL for a switch. */
struct cli_option {
    int id; /* the command's own, from 1 on */
    const char *name, *value, *help;
};

struct cli_given {
    int id;
    const char *value; /* NULL for a switch */
};

/* What was typed behind the command, in order: options, and arguments that are none. */
struct cli_line {
    size_t n_given, n_args;
    struct cli_given *given;
    const char **args;
};

/* The terminal, as far as it may be known: see terminal.c. */
struct cli_terminal {
    struct tl_render_options render; /* width, colour and Unicode of standard output */
    bool progress;                   /* standard error is a terminal that can rewrite a line */
    bool asks;                       /* all three ends are a terminal: somebody can be asked */
};

struct cli_command {
    const char *name, *arguments;     /* "read", "CHAT..." */
    const char *summary;              /* one line for the list of commands */
    const char *about;                /* a paragraph for its own help */
    const struct cli_option *options; /* ends with name NULL */
    int (*run)(const struct cli_line *line, const struct cli_terminal *terminal);
};

extern const struct cli_command cli_command_read, cli_command_label, cli_command_coach,
    cli_command_simulate, cli_command_formats, cli_command_support, cli_command_forget;

/* options.c: CLI_DONE, or an exit code after a sentence on standard error: unknown option, missing
   value, one that is not taken. `argv` starts behind the command's name; release what was filled
   either way. */
int cli_line_parse(struct cli_line *line, const struct cli_command *command, int argc, char **argv,
                   bool *wants_help);
void cli_line_release(struct cli_line *line);

/* terminal.c */
void cli_terminal_init(struct cli_terminal *terminal);
/* A tl_write to the file descriptor `user` points to. */
int cli_write_fd(void *user, const void *bytes, size_t n);
/* One paragraph on standard output: `lead`, then `text` wrapped and hanging under its start. */
void cli_say(const struct cli_terminal *terminal, const char *lead, const char *text);
/* "tideline: " and the sentence, on one line of standard error. Answers `code`. */
int cli_complain(int code, const char *format, ...) TL_PRINTF(2, 3);
/* The same for an error of the library: "tideline: FILE:LINE: sentence". */
int cli_complain_of(const struct tl_error *err);

#endif
