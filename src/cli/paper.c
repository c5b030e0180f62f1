/*
 * paper.c: see paper.h.
 *
 * Which fonts a sheet needs is known only after the chats were read, behind the sandbox: so their
 * folders stay readable when a sheet was asked for, and only then.
 */
#include "paper.h"

#ifdef CLI_HAVE_PDF

#include "tideline/pdf.h"

#include <stdlib.h>

/* A tl_pdf_fonts callback. */
static int add(void *user, const char *path)
{
    struct cli_paper *paper = user;
    if (paper->n == paper->cap) {
        const size_t cap = 2 * paper->cap + 16;
        const char **grown = realloc(paper->readable, cap * sizeof *grown);
        paper->failed = grown == NULL;
        if (paper->failed)
            return 1;
        paper->readable = grown;
        paper->cap = cap;
    }
    paper->readable[paper->n++] = path;
    return 0;
}

int cli_paper_open(struct cli_paper *paper, const struct cli_line *line)
{
    for (size_t i = 0; i < line->n_args && !paper->failed; i++)
        add(paper, line->args[i]);
    if (!paper->failed && tl_pdf_fonts(add, paper))
        return CLI_DONE;
    if (paper->failed)
        return cli_complain(CLI_FAILED, "there is not enough memory for the list of fonts");
    return cli_complain(CLI_FAILED, "--pdf: no font was found on this system; install one, such as "
                                    "Debian's fonts-dejavu-core");
}

int cli_paper_write(const struct tl_context *ctx, const struct tl_report *report,
                    const struct tl_render_options *options, struct cli_output *out,
                    struct tl_error *err)
{
    int code = cli_output_begin(out);
    if (code != CLI_DONE)
        return code;
    const enum tl_status status =
        tl_renderer_pdf.render(ctx, report, options, cli_output_write, out, err);
    if (status >= TL_FAIL)
        return cli_complain(CLI_FAILED, "%s: %s", out->path, err->message);
    if (status == TL_WARN)
        cli_complain(CLI_DONE, "%s: %s", out->path, err->message);
    return cli_output_commit(out);
}

void cli_paper_release(struct cli_paper *paper)
{
    free(paper->readable);
}

#else

int cli_paper_open(struct cli_paper *paper, const struct cli_line *line)
{
    (void)paper, (void)line;
    return cli_complain(CLI_MISUSED,
                        "this build of tideline makes no PDF files (it had no pango); write the "
                        "report with --html FILE and print it from a browser, or take the data "
                        "from --json FILE");
}

int cli_paper_write(const struct tl_context *ctx, const struct tl_report *report,
                    const struct tl_render_options *options, struct cli_output *out,
                    struct tl_error *err)
{
    (void)ctx, (void)report, (void)options, (void)out, (void)err;
    return CLI_DONE;
}

void cli_paper_release(struct cli_paper *paper)
{
    (void)paper;
}

#endif
