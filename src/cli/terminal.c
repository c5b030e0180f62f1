/*
 * terminal.c: what can be known of the terminal, and the ways the program speaks on it.
 *
 * Width: COLUMNS where it is set (so that a script may choose), else what the terminal says,
 * else 80. Unicode: by the usual order LC_ALL, LC_CTYPE, LANG; the variables are only read, no
 * locale is set, since that would change how the C library treats numbers. Colour: a terminal, no
 * NO_COLOR (no-color.org: set and not empty), and a TERM that is not "dumb".
 */
#include "cli.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_LEAST 40
#define WIDTH_MOST 400 /* a wider one only makes the sparklines longer */
#define WIDTH_UNKNOWN 80

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

static struct tl_str view(const char *s)
{
    return (struct tl_str){s, strlen(s)};
}

static int terminal_width(void)
{
    const char *columns = variable("COLUMNS");
    uint64_t width = 0;
    struct winsize size;
    if (columns == NULL || !tl_parse_uint64(view(columns), &width) || width == 0)
        width = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
                                                                                : WIDTH_UNKNOWN;
    return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : (int)width;
}

/* "UTF-8" or "utf8" anywhere in the value, as in "de_DE.UTF-8". */
static bool says_utf8(const char *locale)
{
    for (const char *p = locale; *p != '\0'; p++)
        if ((p[0] == 'u' || p[0] == 'U') && (p[1] == 't' || p[1] == 'T') &&
            (p[2] == 'f' || p[2] == 'F'))
            return p[3] == '8' || (p[3] == '-' && p[4] == '8');
    return false;
}

static bool unicode(void)
{
    const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = variable(names[i]);
        if (value != NULL)
            return says_utf8(value);
    }
    return false;
}

void cli_terminal_init(struct cli_terminal *terminal)
{
    const char *term = variable("TERM");
    bool able = term != NULL && strcmp(term, "dumb") != 0;
    *terminal = (struct cli_terminal){
        .render = {.width = terminal_width(),
                   .color = able && variable("NO_COLOR") == NULL && isatty(STDOUT_FILENO),
                   .unicode = unicode()},
        .progress = able && isatty(STDERR_FILENO),
        .asks = able && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && isatty(STDERR_FILENO),
    };
}

int cli_write_fd(void *user, const void *bytes, size_t n)
{
    const int fd = *(const int *)user;
    const char *p = bytes;
    while (n > 0) {
        ssize_t written = write(fd, p, n < SSIZE_MAX ? n : SSIZE_MAX);
        if (written < 0 && errno != EINTR)
            return -1;
        if (written > 0) {
            p += written;
            n -= (size_t)written;
        }
    }
    return 0;
}

void cli_say(const struct cli_terminal *terminal, const char *lead, const char *text)
{
    struct tl_context ctx;
    int fd = STDOUT_FILENO;
    tl_context_init(&ctx);
    tl_paragraph_write(&ctx, lead, text, &terminal->render, cli_write_fd, &fd);
}

/* Errors are not wrapped: an editor or a script finds file and line in one line. */
static void complain(const char *text)
{
    struct tl_context ctx;
    int fd = STDERR_FILENO;
    tl_context_init(&ctx);
    const struct tl_render_options options = {.width = INT_MAX, .unicode = unicode()};
    tl_paragraph_write(&ctx, "tideline: ", text, &options, cli_write_fd, &fd);
}

int cli_complain(int code, const char *format, ...)
{
    char text[2048]; /* a path may be cut; the sentence stays readable */
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    complain(text);
    return code;
}

int cli_complain_of(const struct tl_error *err)
{
    if (err->file[0] != '\0' && err->line > 0)
        return cli_complain(CLI_FAILED, "%s:%llu: %s", err->file, (unsigned long long)err->line,
                            err->message);
    if (err->file[0] != '\0')
        return cli_complain(CLI_FAILED, "%s: %s", err->file, err->message);
    return cli_complain(CLI_FAILED, "%s", err->message);
}
