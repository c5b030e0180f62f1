/*
 * renderers.c: the table. A new form of the report is a file in this folder and a line here.
 */
#include "renderers.h"

#include <string.h>

static const struct tl_renderer *const renderers[] = {
    &tl_renderer_terminal,
    &tl_renderer_json,
    &tl_renderer_joint,
    NULL,
};

const struct tl_renderer *const *tl_renderers(void)
{
    return renderers;
}

const struct tl_renderer *tl_renderer_find(const char *name)
{
    for (const struct tl_renderer *const *r = renderers; *r != NULL; r++)
        if (strcmp((*r)->name, name) == 0)
            return *r;
    return NULL;
}
