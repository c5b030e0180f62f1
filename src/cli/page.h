/*
 * page.h: the page (web/) with a report in its slot.
 */
#ifndef CLI_PAGE_H
#define CLI_PAGE_H

#include "cli.h"
#include "output.h"

struct cli_page {
    char *bytes;
    size_t size, slot; /* the report goes in front of byte `slot` */
};

/* Reads the template before the sandbox closes: the file TIDELINE_PAGE names, or that of the build
   or installation the program belongs to. CLI_DONE, or an exit code after a sentence. */
int cli_page_open(struct cli_page *page);
/* Writes the page with the report in it. CLI_DONE, or an exit code after a sentence. */
int cli_page_write(const struct cli_page *page, const struct tl_context *ctx,
                   const struct tl_report *report, const struct tl_render_options *options,
                   struct cli_output *out, struct tl_error *err);
void cli_page_release(struct cli_page *page);

#endif
