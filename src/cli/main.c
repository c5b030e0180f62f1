/*
 * main.c: the command table; parses what was typed and calls the command.
 *
 * Exit codes: 0 done, 1 failed, 2 misused.
 */
#include "cli.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static const struct cli_command *const commands[] = {
    &cli_command_read,    &cli_command_label,   &cli_command_coach,  &cli_command_simulate,
    &cli_command_formats, &cli_command_support, &cli_command_forget,
};
enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

/* Columns of the leads in a list, so that what they say starts below each other. */
#define LEAD 20

static void say_row(const struct cli_terminal *terminal, const char *name, const char *text)
{
    char lead[64];
    if (strlen(name) + 4 <= LEAD) {
        snprintf(lead, sizeof lead, "  %-*s", LEAD - 2, name);
        cli_say(terminal, lead, text);
    } else {
        cli_say(terminal, "  ", name);
        snprintf(lead, sizeof lead, "%*s", LEAD, "");
        cli_say(terminal, lead, text);
    }
}

static int help(const struct cli_terminal *terminal)
{
    cli_say(terminal, "",
            "tideline reads the export of a chat between two people and says, with evidence and "
            "honest odds, whether one of them is pulling away. What it reads stays on this "
            "machine.");
    cli_say(terminal, "", "");
    cli_say(terminal, "usage: ", "tideline COMMAND [OPTION...] [CHAT...]");
    cli_say(terminal, "", "");
    for (size_t i = 0; i < N_COMMANDS; i++)
        say_row(terminal, commands[i]->name, commands[i]->summary);
    cli_say(terminal, "", "");
    say_row(terminal, "--help", "This text; behind a command: its options.");
    say_row(terminal, "--version", "The version.");
    cli_say(terminal, "", "");
    cli_say(terminal, "", "Exit codes: 0 done, 1 failed, 2 misused.");
    return CLI_DONE;
}

static int help_command(const struct cli_command *command, const struct cli_terminal *terminal)
{
    char usage[128];
    snprintf(usage, sizeof usage, "tideline %s [OPTION...]%s%s", command->name,
             command->arguments[0] != '\0' ? " " : "", command->arguments);
    cli_say(terminal, "usage: ", usage);
    cli_say(terminal, "", "");
    cli_say(terminal, "", command->about);
    cli_say(terminal, "", "");
    for (const struct cli_option *o = command->options; o->name != NULL; o++) {
        char name[64];
        snprintf(name, sizeof name, "--%s%s%s", o->name, o->value != NULL ? " " : "",
                 o->value != NULL ? o->value : "");
        say_row(terminal, name, o->help);
    }
    say_row(terminal, "--help", "This text.");
    return CLI_DONE;
}

static int run(const struct cli_command *command, int argc, char **argv,
               const struct cli_terminal *terminal)
{
    struct cli_line line;
    bool wants_help;
    int code = cli_line_parse(&line, command, argc, argv, &wants_help);
    if (code == CLI_DONE)
        code = wants_help ? help_command(command, terminal) : command->run(&line, terminal);
    cli_line_release(&line);
    return code;
}

int main(int argc, char **argv)
{
    struct cli_terminal terminal;
    cli_terminal_init(&terminal);
    if (argc < 2)
        return cli_complain(CLI_MISUSED,
                            "say what to do, for example: tideline read chat.zip (tideline --help "
                            "lists the commands)");
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        return help(&terminal);
    if (strcmp(name, "--version") == 0) {
        char text[64];
        snprintf(text, sizeof text, "tideline %s", tl_version());
        cli_say(&terminal, "", text);
        return CLI_DONE;
    }
    for (size_t i = 0; i < N_COMMANDS; i++)
        if (strcmp(name, commands[i]->name) == 0)
            return run(commands[i], argc - 2, argv + 2, &terminal);
    return cli_complain(CLI_MISUSED,
                        "there is no command %s; tideline --help lists them, and a chat is read "
                        "with: tideline read CHAT",
                        name);
}
