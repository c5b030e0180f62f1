/*
 * progress.c: progress on a terminal. Nothing in the first second, then ten times a second at most.
 * This is the only place that looks at a clock, and nothing of it reaches a report.
 */
#include "progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t now_ms(void)
{
    struct timespec t;
    if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
        return 0;
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void cli_progress_init(struct cli_progress *progress, const struct cli_terminal *terminal)
{
    *progress = (struct cli_progress){.on = terminal->progress};
    progress->start_ms = now_ms();
}

int cli_progress_step(void *user, const char *stage, double fraction)
{
    struct cli_progress *progress = user;
    if (!progress->on)
        return 0;
    const int64_t now = now_ms();
    if (now - progress->start_ms < 1000 || now - progress->shown_ms < 100)
        return 0;
    progress->shown = true;
    progress->shown_ms = now;
    const int percent = fraction >= 1 ? 100 : fraction > 0 ? (int)(fraction * 100) : 0;
    char line[96];
    int fd = STDERR_FILENO;
    snprintf(line, sizeof line, "\r\033[K%.60s: %d %%", stage, percent);
    cli_write_fd(&fd, line, strlen(line));
    return 0;
}

void cli_progress_clear(struct cli_progress *progress)
{
    int fd = STDERR_FILENO;
    if (progress->shown)
        cli_write_fd(&fd, "\r\033[K", 4);
    progress->shown = false;
}
