/*
 * page.c: see page.h.
 *
 * The page is built from packages of npm, so a build may be without it; it is looked for when it is
 * asked for. Its policy names script and style by hash and leaves data out, so the report can be
 * put between the two halves of the template as it comes from the JSON writer, which escapes what
 * could end a script element.
 */
#include "page.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input.h"

#define PAGE_BYTES_MOST ((size_t)64 << 20)

static const char slot[] = "<script type=\"application/json\" id=\"report\">";

/* Where the page lies, seen from the program: of the build folder, of an installation. */
static const char *const places[] = {"../../web/tideline.html", "../share/tideline/tideline.html"};

static int open_template(const char **name, char path[4096])
{
    *name = getenv("TIDELINE_PAGE");
    if (*name != NULL && (*name)[0] != '\0')
        return open(*name, O_RDONLY | O_CLOEXEC);
    *name = path;
    /* where the system says what runs */
    const ssize_t n = readlink("/proc/self/exe", path, 4000);
    if (n <= 0 || n >= 4000)
        return -1;
    path[n] = '\0';
    char *file = strrchr(path, '/');
    for (size_t i = 0; file != NULL && i < sizeof places / sizeof places[0]; i++) {
        strcpy(file + 1, places[i]);
        const int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd >= 0)
            return fd;
    }
    return -1;
}

int cli_page_open(struct cli_page *page)
{
    char path[4096];
    const char *name;
    struct tl_error err;
    const int fd = open_template(&name, path);
    if (fd < 0)
        return cli_complain(CLI_FAILED,
                            "--html: this build has no page to fill; `make web` in the source "
                            "folder makes it (with npm), or TIDELINE_PAGE names a tideline.html");
    page->bytes = cli_read_all(fd, name, PAGE_BYTES_MOST, &page->size, &err);
    close(fd);
    if (page->bytes == NULL)
        return cli_complain_of(&err);
    for (size_t i = 0; i + sizeof slot - 1 <= page->size; i++)
        if (page->bytes[i] == '<' && memcmp(page->bytes + i, slot, sizeof slot - 1) == 0) {
            page->slot = i + sizeof slot - 1;
            return CLI_DONE;
        }
    return cli_complain(CLI_FAILED,
                        "%s: this is no page of tideline; make it again with `make web`", name);
}

int cli_page_write(const struct cli_page *page, const struct tl_context *ctx,
                   const struct tl_report *report, const struct tl_render_options *options,
                   struct cli_output *out, struct tl_error *err)
{
    const size_t rest = page->size - page->slot;
    if (cli_output_write(out, page->bytes, page->slot) == 0 &&
        tl_renderer_find("json")->render(ctx, report, options, cli_output_write, out, err) <
            TL_FAIL &&
        cli_output_write(out, page->bytes + page->slot, rest) == 0)
        return CLI_DONE;
    return cli_complain(CLI_FAILED, "%s: the page could not be written whole", out->path);
}

void cli_page_release(struct cli_page *page)
{
    free(page->bytes);
}
