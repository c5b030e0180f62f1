/*
 * options.c: one parser for the long options of all commands.
 *
 * `--name value` and `--name=value` mean the same; `--` ends the options; a lone `-` is an argument
 * (standard input). Options and arguments may be mixed, and an option may be repeated: the command
 * goes through what was given in order, so that the last one counts or all do, as it wishes. Names
 * are not abbreviated: a script would break when a later version adds an option.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static const struct cli_option *find(const struct cli_option *options, const char *name, size_t len)
{
    for (const struct cli_option *o = options; o->name != NULL; o++)
        if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
            return o;
    return NULL;
}

int cli_line_parse(struct cli_line *line, const struct cli_command *command, int argc, char **argv,
                   bool *wants_help)
{
    *line = (struct cli_line){.given = calloc((size_t)argc + 1, sizeof *line->given),
                              .args = calloc((size_t)argc + 1, sizeof *line->args)};
    *wants_help = false;
    if (line->given == NULL || line->args == NULL) {
        return cli_complain(CLI_FAILED, "there is not enough memory for the command line");
    }
    bool options_end = false;
    for (int i = 0; i < argc; i++) {
        const char *arg = argv[i];
        if (options_end || arg[0] != '-' || arg[1] == '\0') {
            line->args[line->n_args++] = arg;
            continue;
        }
        if (strcmp(arg, "--") == 0) {
            options_end = true;
            continue;
        }
        if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
            *wants_help = true;
            continue;
        }
        const char *name = arg + 2;
        size_t len = arg[1] == '-' ? strcspn(name, "=") : 0;
        const struct cli_option *option = find(command->options, name, len);
        if (option == NULL) {
            return cli_complain(
                CLI_MISUSED,
                "%s does not know the option %s; tideline %s --help lists what it knows",
                command->name, arg, command->name);
        }
        const char *value = name[len] == '=' ? name + len + 1 : NULL;
        if (option->value == NULL && value != NULL) {
            return cli_complain(CLI_MISUSED, "--%s takes no value", option->name);
        }
        if (option->value != NULL && value == NULL && ++i < argc)
            value = argv[i];
        if (option->value != NULL && value == NULL) {
            return cli_complain(CLI_MISUSED, "--%s needs a value: --%s %s", option->name,
                                option->name, option->value);
        }
        line->given[line->n_given++] = (struct cli_given){option->id, value};
    }
    return CLI_DONE;
}

void cli_line_release(struct cli_line *line)
{
    free(line->given);
    free(line->args);
    *line = (struct cli_line){0};
}
