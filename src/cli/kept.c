/*
 * kept.c: see kept.h. By the XDG Base Directory Specification 0.8: XDG_CONFIG_HOME where it is an
 * absolute path, else .config below HOME.
 */
#define _XOPEN_SOURCE 700 /* openat */
#include "kept.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define FOLDER "tideline"
#define READ_FILE "read-before"
#define RETURN_FILE "return"
#define MINUTE_MS INT64_C(60000)

static const char *const before_reading[] = {
    "Before you read a chat here for the first time:",
    "Two people wrote it. Read only what is yours to read.",
    "Does the other one know? If you can, say what you are about to do. Best of all, look at it "
    "together: with --joint the page shows what is of you both.",
    "With --me it also says what you did yourself. Both are counted by the same rules, and no one "
    "is judged.",
    "You both are adults. This is not made for a court, for custody or for work. What it counts is "
    "not evidence, and it stops being fair when it is used to win.",
    "Nothing leaves this machine, and no chat is kept.",
    "If you are afraid of the other one, leave this aside: tideline support.",
};

static int open_settings(bool make)
{
    char path[4096];
    const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    const bool own = xdg != NULL && xdg[0] == '/';
    if (!own && (home == NULL || home[0] != '/'))
        return -1;
    const int n = snprintf(path, sizeof path, "%s%s", own ? xdg : home, own ? "" : "/.config");
    if (n < 0 || (size_t)n >= sizeof path)
        return -1;
    if (make)
        mkdir(path, 0700); /* where it is there already, this fails and is right */
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int open_folder(bool make)
{
    const int settings = open_settings(make);
    if (settings < 0)
        return -1;
    if (make)
        mkdirat(settings, FOLDER, 0700);
    const int folder = openat(settings, FOLDER, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    close(settings);
    return folder;
}

int cli_kept_open(void)
{
    return open_folder(false);
}

/* Anew, since a sandboxed process may make a file but cut none. */
static bool put(int folder, const char *name, const char *text)
{
    unlinkat(folder, name, 0);
    int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    const bool written = cli_write_fd(&fd, text, strlen(text)) == 0;
    close(fd);
    return written;
}

bool cli_ask(const char *question)
{
    char answer[16];
    fputs(question, stderr);
    fputs(" [y/N] ", stderr);
    fflush(stderr);
    if (fgets(answer, sizeof answer, stdin) == NULL)
        return false;
    return answer[0] == 'y' || answer[0] == 'Y';
}

bool cli_consent(const struct cli_terminal *terminal)
{
    int folder = cli_kept_open();
    const bool before = folder >= 0 && faccessat(folder, READ_FILE, F_OK, 0) == 0;
    if (folder >= 0)
        close(folder);
    if (before || !terminal->asks)
        return true;
    cli_say(terminal, "", before_reading[0]);
    for (size_t i = 1; i < sizeof before_reading / sizeof before_reading[0]; i++)
        cli_say(terminal, "- ", before_reading[i]);
    if (!cli_ask("Is it so, and shall the chat be read?"))
        return false;
    if (!cli_ask("Shall a small file say that you read this, so that it is not asked again? "
                 "\"tideline forget\" removes it."))
        return true;
    folder = open_folder(true);
    if (folder < 0 || !put(folder, READ_FILE, "1\n"))
        cli_complain(CLI_DONE, "the small file could not be written; this will be asked again");
    if (folder >= 0)
        close(folder);
    return true;
}

int64_t cli_kept_return(int folder)
{
    char text[32];
    uint64_t minutes;
    const int fd = folder >= 0 ? openat(folder, RETURN_FILE, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0)
        return TL_NO_DAY;
    const ssize_t n = read(fd, text, sizeof text);
    close(fd);
    if (n < 2 || text[n - 1] != '\n' ||
        !tl_parse_uint64((struct tl_str){text, (size_t)n - 1}, &minutes) ||
        minutes > INT64_MAX / (2 * MINUTE_MS))
        return TL_NO_DAY;
    return (int64_t)minutes * MINUTE_MS;
}

void cli_kept_put_return(int folder, int64_t local_ms)
{
    char text[32];
    if (local_ms == TL_NO_DAY || local_ms < 0) {
        unlinkat(folder, RETURN_FILE, 0);
        return;
    }
    snprintf(text, sizeof text, "%lld\n", (long long)(local_ms / MINUTE_MS));
    if (!put(folder, RETURN_FILE, text))
        cli_complain(CLI_DONE, "the time could not be kept");
}

void cli_clock_words(int64_t local_ms, char *out, size_t size)
{
    const time_t seconds = (time_t)(local_ms / 1000);
    struct tm at;
    out[0] = '\0';
    if (gmtime_r(&seconds, &at) != NULL && strftime(out, size, "%H:%M on %A", &at) == 0)
        out[0] = '\0';
}

static int forget(const struct cli_line *line, const struct cli_terminal *terminal)
{
    if (line->n_args > 0)
        return cli_complain(CLI_MISUSED, "forget takes no arguments");
    const int settings = open_settings(false), folder = cli_kept_open();
    const bool there = folder >= 0;
    if (there) {
        unlinkat(folder, READ_FILE, 0);
        unlinkat(folder, RETURN_FILE, 0);
        close(folder);
    }
    const bool gone = !there || unlinkat(settings, FOLDER, AT_REMOVEDIR) == 0;
    if (settings >= 0)
        close(settings);
    if (!gone)
        return cli_complain(CLI_FAILED, "the folder of tideline in your settings holds files that "
                                        "are not its own; look at it yourself");
    cli_say(terminal, "", there ? "It is gone. Nothing else was kept." : "Nothing was kept.");
    return CLI_DONE;
}

static const struct cli_option no_options[] = {{0, NULL, NULL, NULL}};

const struct cli_command cli_command_forget = {
    .name = "forget",
    .arguments = "",
    .summary = "Remove the little that was kept.",
    .about = "Removes what you agreed to keep: that you read the words before the first reading, "
             "and a time at which a talk is to go on. Nothing else is ever kept. Reports that you "
             "wrote to files are yours and stay.",
    .options = no_options,
    .run = forget,
};
