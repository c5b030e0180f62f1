/*
 * cmd_formats.c: `tideline formats`: what can be read and how to get it, from the importer table.
 */
#include "cli.h"

#include <stdio.h>
#include <string.h>

static const struct cli_option options[] = {{0, NULL, NULL, NULL}};

static const struct {
    unsigned bit;
    const char *words;
} abilities[] = {
    {TL_CAN_SECONDS, "seconds"},
    {TL_CAN_ZONE, "time zone"},
    {TL_CAN_REACTIONS, "reactions"},
    {TL_CAN_REPLIES, "replies"},
    {TL_CAN_EDITS, "edits"},
    {TL_CAN_DELETIONS, "deletions"},
    {TL_CAN_CALLS, "calls"},
    {TL_CAN_VOICE_LENGTH, "length of voice messages"},
    {TL_CAN_MEDIA_KIND, "kind of media"},
};

static void say_abilities(const struct cli_terminal *terminal, unsigned can)
{
    char text[256] = "";
    for (size_t i = 0; i < sizeof abilities / sizeof abilities[0]; i++)
        if (can & abilities[i].bit) {
            const size_t len = strlen(text);
            snprintf(text + len, sizeof text - len, "%s%s", len > 0 ? ", " : "",
                     abilities[i].words);
        }
    cli_say(terminal, "    holds: ", text[0] != '\0' ? text : "texts and their times");
}

static int run(const struct cli_line *line, const struct cli_terminal *terminal)
{
    if (line->n_args > 0)
        return cli_complain(CLI_MISUSED, "formats takes no arguments");
    for (const struct tl_importer *const *i = tl_importers(); *i != NULL; i++) {
        char title[256];
        snprintf(title, sizeof title, "%s [%s]", (*i)->title, (*i)->name);
        if (i != tl_importers())
            cli_say(terminal, "", "");
        cli_say(terminal, "", title);
        cli_say(terminal, "    how to get it: ", (*i)->export_how);
        say_abilities(terminal, (*i)->can);
        cli_say(terminal, "    cannot hold: ", (*i)->cannot_hold);
    }
    return CLI_DONE;
}

const struct cli_command cli_command_formats = {
    .name = "formats",
    .arguments = "",
    .summary = "List what can be read, and how to get it out of each messenger.",
    .about = "Lists the exports that tideline reads, how to make one, and what each can hold.",
    .options = options,
    .run = run,
};
