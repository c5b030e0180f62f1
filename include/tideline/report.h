/*
 * report.h: an analysis put down for people and programs. A renderer only renders.
 */
#ifndef TIDELINE_REPORT_H
#define TIDELINE_REPORT_H

#include "find.h"

struct tl_report {
    const struct tl_conversation *conv;
    const struct tl_analysis *analysis;
    uint64_t seed;
    const char *zone;    /* as asked for with --tz, or NULL */
    bool own_part;       /* person 0 reads it, and is told of the own part */
    const char *country; /* whose help lines are shown beside those worldwide, or NULL */
};

struct tl_render_options {
    int width;    /* columns, 40 or more; 0: 80 */
    bool color;   /* ANSI colours; never red or green on a person */
    bool unicode; /* UTF-8 terminal; else ASCII only, names transliterated to '?' */
    bool quotes;  /* message text may be shown */
    bool brief;   /* the verdict paragraph alone */
};

/* Takes n bytes; anything but 0 stops the rendering. */
typedef int (*tl_write)(void *user, const void *bytes, size_t n);

/* One row of the renderer table. */
struct tl_renderer {
    const char *name; /* "terminal", "json", "joint" */
    const char *media_type;
    enum tl_status (*render)(const struct tl_context *ctx, const struct tl_report *report,
                             const struct tl_render_options *options, tl_write write, void *user,
                             struct tl_error *err);
};

/* All of them, ending with NULL. */
TL_API const struct tl_renderer *const *tl_renderers(void);
/* NULL when there is none of this name. */
TL_API const struct tl_renderer *tl_renderer_find(const char *name);

/*
 * One paragraph for a terminal: `lead`, then the words of `text` wrapped by display width, hanging
 * under the column where they began. Control characters and bidi overrides of both are disarmed,
 * bytes that are no UTF-8 replaced. Of the options only width and unicode count.
 */
TL_API enum tl_status tl_paragraph_write(const struct tl_context *ctx, const char *lead,
                                         const char *text, const struct tl_render_options *options,
                                         tl_write write, void *user);

#endif
