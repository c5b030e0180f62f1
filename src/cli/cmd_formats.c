/*
 * cmd_formats.c: `tideline formats`: what can be read and how to get it, from the importer table;
 * and which chats an export holds.
 */
#include "cli.h"
#include "sandbox.h"

#include <stdio.h>
#include <string.h>

enum { OPTION_LIST = 1 };

static const struct cli_option options[] = {
    {OPTION_LIST, "list", "PATH",
     "List the chats in this export instead: the names that --with of `tideline read` takes."},
    {0, NULL, NULL, NULL},
};

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

/* "1,204" */
static void put_grouped(char *out, size_t size, uint64_t n)
{
    char digits[24];
    const size_t len = (size_t)snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    size_t at = 0;
    for (size_t i = 0; i < len && at + 2 < size; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
}

/* "Ann: 1,204 messages [messenger-json, id inbox/ann_1]" */
static enum tl_status say_chat(void *user, const struct tl_listed_chat *chat)
{
    const struct cli_terminal *terminal = user;
    const bool has_id =
        chat->id.len > 0 && !(chat->id.len == chat->name.len &&
                              memcmp(chat->id.ptr, chat->name.ptr, chat->id.len) == 0);
    char text[2400], people[48] = "", messages[32];
    put_grouped(messages, sizeof messages, chat->n_messages);
    if (chat->n_people > 2)
        snprintf(people, sizeof people, ", a group of %lu", (unsigned long)chat->n_people);
    snprintf(text, sizeof text, "%.*s: %s message%s%s [%s%s%.*s]",
             chat->name.len > 0 ? (int)chat->name.len : 9,
             chat->name.len > 0 ? chat->name.ptr : "(no name)", messages,
             chat->n_messages == 1 ? "" : "s", people, chat->format, has_id ? ", id " : "",
             has_id ? (int)chat->id.len : 0, has_id ? chat->id.ptr : "");
    cli_say(terminal, "", text);
    return TL_OK;
}

static int list(const char *path, const struct cli_terminal *terminal)
{
    struct tl_context ctx;
    struct tl_bundle *bundle = NULL;
    struct tl_error err = {.code = TL_CODE_NONE};
    struct cli_terminal shown = *terminal;
    tl_context_init(&ctx);
    cli_sandbox_close(&path, 1, NULL, 0);
    enum tl_status status = tl_bundle_open(&ctx, path, &bundle, &err);
    if (status < TL_FAIL)
        status = tl_import_list(&ctx, bundle, say_chat, &shown, &err);
    tl_bundle_free(bundle);
    return status >= TL_FAIL ? cli_complain_of(&err) : CLI_DONE;
}

static int run(const struct cli_line *line, const struct cli_terminal *terminal)
{
    if (line->n_args > 0)
        return cli_complain(CLI_MISUSED, "formats takes no arguments");
    if (line->n_given > 0)
        return list(line->given[line->n_given - 1].value, terminal);
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
    .about = "Lists the exports that tideline reads, how to make one, and what each can hold. With "
             "--list it shows the chats that one of them holds.",
    .options = options,
    .run = run,
};
