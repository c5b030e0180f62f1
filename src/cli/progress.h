/*
 * progress.h: one line on standard error while work takes more than a second.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli.h"

struct cli_progress {
    bool on, shown;
    int64_t start_ms, shown_ms; /* of the monotonic clock */
};

void cli_progress_init(struct cli_progress *progress, const struct cli_terminal *terminal);
/* For tl_context.progress; never cancels. */
int cli_progress_step(void *user, const char *stage, double fraction);
/* Wipes the line, if there is one. */
void cli_progress_clear(struct cli_progress *progress);

#endif
