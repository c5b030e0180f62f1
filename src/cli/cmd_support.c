/*
 * cmd_support.c: `tideline support`: ways to reach people who help, by country.
 *
 * Nothing is read and nothing kept. A row says when somebody last looked at its own official page;
 * where nobody has, it says that.
 */
#include "cli.h"

#include <stdio.h>
#include <string.h>

enum { OPTION_COUNTRY = 1 };

static const struct cli_option options[] = {
    {OPTION_COUNTRY, "country", "XX",
     "Show the lines of this country too, by its two letters, as in GB."},
    {0, NULL, NULL, NULL},
};

static const char *const headings[] = {
    [TL_HELP_EMERGENCY] = "In danger now",
    [TL_HELP_CRISIS] = "When it is too heavy to carry alone",
    [TL_HELP_VIOLENCE] = "When somebody close makes you afraid",
    [TL_HELP_OWN] = "When you worry about what you do yourself",
};

static void say_line(const struct cli_terminal *terminal, const struct tl_help_line *line)
{
    char text[512];
    char checked[96];
    if (line->checked_on != NULL)
        snprintf(checked, sizeof checked, "checked on %s", line->checked_on);
    else
        snprintf(checked, sizeof checked, "not yet checked on its official page");
    snprintf(text, sizeof text, "%s: %s (%s)", line->name, line->reach, checked);
    cli_say(terminal, "  ", text);
}

static void say_countries(const struct cli_terminal *terminal)
{
    char text[512] = "Lines by country, with --country: ";
    size_t n, len = strlen(text);
    const struct tl_help_line *lines = tl_help_lines(&n);
    for (size_t i = 0; i < n && len + 8 < sizeof text; i++)
        if (lines[i].country[0] != '*' &&
            (i == 0 || strcmp(lines[i].country, lines[i - 1].country) != 0))
            len += (size_t)snprintf(text + len, sizeof text - len, "%s ", lines[i].country);
    text[len - 1] = '.';
    cli_say(terminal, "", text);
}

static int run(const struct cli_line *line, const struct cli_terminal *terminal)
{
    const char *country = line->n_given > 0 ? line->given[line->n_given - 1].value : NULL;
    size_t n;
    const struct tl_help_line *lines = tl_help_lines(&n);
    if (line->n_args > 0)
        return cli_complain(CLI_MISUSED,
                            "support takes no arguments; --country XX names a country");
    if (country != NULL && strlen(country) != 2)
        return cli_complain(CLI_MISUSED, "--country %s: write the two letters of a country, as GB",
                            country);
    const bool known = country != NULL && tl_help_knows(country);
    cli_say(terminal, "",
            known ? "If somebody is in danger now, call the emergency number."
                  : "If somebody is in danger now, call your local emergency number.");
    if (country != NULL && !known)
        cli_say(terminal, "", "There are no lines of this country here yet; these lead to them:");
    for (int kind = TL_HELP_EMERGENCY; kind <= TL_HELP_OWN; kind++) {
        bool any = false;
        for (size_t i = 0; i < n; i++) {
            if ((int)lines[i].kind != kind || !tl_help_shows(&lines[i], country))
                continue;
            if (!any) {
                cli_say(terminal, "", "");
                cli_say(terminal, "", headings[kind]);
            }
            any = true;
            say_line(terminal, &lines[i]);
        }
    }
    cli_say(terminal, "", "");
    cli_say(terminal, "",
            "Numbers change. If somebody could look over your shoulder, use a device that nobody "
            "else can see.");
    if (country == NULL)
        say_countries(terminal);
    return CLI_DONE;
}

const struct cli_command cli_command_support = {
    .name = "support",
    .arguments = "",
    .summary = "Ways to reach people who help, by country.",
    .about = "Lists lines and directories for hard hours, with the day each was checked.",
    .options = options,
    .run = run,
};
