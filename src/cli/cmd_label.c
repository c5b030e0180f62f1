/*
 * cmd_label.c: `tideline label`: what each message does, one JSON object a line.
 */
#include "cli.h"
#include "output.h"
#include "progress.h"
#include "sandbox.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { OPTION_JSONL = 1, OPTION_FAST, OPTION_WITH, OPTION_ME };

static const struct cli_option options[] = {
    {OPTION_JSONL, "jsonl", NULL,
     "Read objects from standard input instead of a chat, one a line: "
     "{\"id\",\"from\",\"text\",\"context\":[{\"from\",\"min_before\",\"text\"}]}"},
    {OPTION_FAST, "fast", NULL, "Leave out the second, slower model."},
    {OPTION_WITH, "with", "NAME", "The other one, where the files hold chats with several people."},
    {OPTION_ME, "me", "NAME", "Which of the two you are, as the chat shows the name."},
    {0, NULL, NULL, NULL},
};

struct lines_out {
    int fd;
    struct cli_progress *progress;
};

/* A line on the terminal takes the place of the one that shows progress. */
static int write_line(void *user, const void *bytes, size_t n)
{
    struct lines_out *out = user;
    cli_progress_clear(out->progress);
    return cli_write_fd(&out->fd, bytes, n);
}

static int fail(const struct tl_error *err)
{
    return err->message[0] != '\0' ? cli_complain_of(err)
                                   : cli_complain(CLI_FAILED, "there is not enough memory");
}

static int label_lines(const struct tl_context *ctx, const struct tl_labeller_options *wanted)
{
    static char block[65536];
    struct tl_error err = {.code = TL_CODE_NONE};
    struct tl_label_lines *lines = NULL;
    int fd = STDOUT_FILENO;
    ssize_t n = 0;
    enum tl_status status =
        tl_label_lines_new(ctx, "standard input", wanted, cli_write_fd, &fd, &lines, &err);
    while (status <= TL_WARN && (n = read(STDIN_FILENO, block, sizeof block)) != 0) {
        if (n < 0 && errno != EINTR) {
            tl_label_lines_free(lines);
            return cli_complain(CLI_FAILED, "standard input: %s", strerror(errno));
        }
        if (n > 0)
            status = tl_label_lines_feed(lines, (struct tl_str){block, (size_t)n}, &err);
    }
    if (status <= TL_WARN)
        status = tl_label_lines_end(lines, &err);
    tl_label_lines_free(lines);
    return status <= TL_WARN ? CLI_DONE : fail(&err);
}

static int label_chat(struct tl_context *ctx, const struct tl_labeller_options *wanted,
                      const struct tl_conversation_options *people, const struct cli_line *line,
                      const struct cli_terminal *terminal)
{
    struct cli_progress progress;
    struct lines_out out = {STDOUT_FILENO, &progress};
    cli_progress_init(&progress, terminal);
    ctx->progress = cli_progress_step;
    ctx->progress_user = &progress;
    struct tl_error err = {.code = TL_CODE_NONE};
    const struct tl_import_options import = {.with = people->with};
    struct tl_bundle *bundle[16] = {NULL};
    struct tl_conversation *conv = NULL;
    if (line->n_args > sizeof bundle / sizeof *bundle)
        return cli_complain(CLI_MISUSED, "label takes at most 16 files of one chat");
    cli_sandbox_close(line->args, line->n_args, NULL, 0);
    enum tl_status status = tl_conversation_new(ctx, &conv);
    for (size_t i = 0; i < line->n_args && status < TL_FAIL; i++) {
        status = tl_bundle_open(ctx, line->args[i], &bundle[i], &err);
        if (status < TL_FAIL)
            status = tl_import(ctx, bundle[i], &import, conv, &err);
    }
    if (status < TL_FAIL)
        status = tl_conversation_finish(conv, people, &err);
    if (status < TL_FAIL)
        status = tl_label_lines_write(ctx, conv, wanted, write_line, &out, &err);
    cli_progress_clear(&progress);
    tl_conversation_free(conv);
    for (size_t i = 0; i < line->n_args; i++)
        tl_bundle_free(bundle[i]);
    return status < TL_FAIL ? CLI_DONE : fail(&err);
}

static int run(const struct cli_line *line, const struct cli_terminal *terminal)
{
    struct tl_context ctx;
    struct tl_labeller_options wanted = {.fast = false};
    struct tl_conversation_options people = {.me = NULL};
    bool jsonl = false;
    tl_context_init(&ctx);
    for (size_t i = 0; i < line->n_given; i++) {
        const struct cli_given *given = &line->given[i];
        jsonl = jsonl || given->id == OPTION_JSONL;
        wanted.fast = wanted.fast || given->id == OPTION_FAST;
        if (given->id == OPTION_WITH)
            people.with = given->value;
        if (given->id == OPTION_ME)
            people.me = given->value;
    }
    if (jsonl ? line->n_args > 0 : line->n_args == 0)
        return cli_complain(CLI_MISUSED, jsonl ? "label --jsonl reads standard input and takes no "
                                                 "chat"
                                               : "label needs a chat, or --jsonl and objects on "
                                                 "standard input");
    return jsonl ? label_lines(&ctx, &wanted) : label_chat(&ctx, &wanted, &people, line, terminal);
}

const struct cli_command cli_command_label = {
    .name = "label",
    .arguments = "CHAT...",
    .summary = "Say of each message what it does: asks, opens up, thanks, pushes off ...",
    .about =
        "Prints one JSON object a line for each message of a chat. With --jsonl it does so for "
        "each object on standard input. It holds probabilities of the labels in docs/labels.md, "
        "valence, "
        "and the rules and models behind a label. It does not print the texts.",
    .options = options,
    .run = run,
};
