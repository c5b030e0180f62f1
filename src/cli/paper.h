/*
 * paper.h: the report as a PDF, where the build has what that takes.
 */
#ifndef CLI_PAPER_H
#define CLI_PAPER_H

#include "cli.h"
#include "output.h"

/* What must stay readable behind the sandbox: the chats, and the folders of fonts. */
struct cli_paper {
    size_t n, cap;
    const char **readable; /* borrowed */
    bool failed;           /* memory ran out */
};

/* Looks for the fonts before the sandbox closes. CLI_DONE, or an exit code after a sentence. */
int cli_paper_open(struct cli_paper *paper, const struct cli_line *line);
/* CLI_DONE, or an exit code after a sentence. */
int cli_paper_write(const struct tl_context *ctx, const struct tl_report *report,
                    const struct tl_render_options *options, struct cli_output *out,
                    struct tl_error *err);
void cli_paper_release(struct cli_paper *paper);

#endif
