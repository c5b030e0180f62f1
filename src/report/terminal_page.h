/*
 * terminal_page.h: the terminal report being made, shared by report_terminal.c and
 * terminal_changes.c.
 */
#ifndef TL_TERMINAL_PAGE_H
#define TL_TERMINAL_PAGE_H

#include "terminal_text.h"

struct tl_page {
    struct tl_terminal t;
    const struct tl_report *report;
    const struct tl_render_options *options;
    size_t width; /* of the terminal; t.width is that of prose */
    size_t name_width;
    struct tl_buf words; /* of the line being made */
};

void tl_page_heading(struct tl_page *p, const char *text);
/* A paragraph; nothing when text is NULL or empty. */
void tl_page_say(struct tl_page *p, enum tl_style style, const char *lead, const char *text);
/* Says what has gathered in p->words, and empties it. */
void tl_page_say_words(struct tl_page *p, enum tl_style style, const char *lead);
/* Adds a name to p->words. */
void tl_page_put_name(struct tl_page *p, int who);
/* The lines for hard hours: those of a crisis alone, or all. */
void tl_page_help_lines(struct tl_page *p, bool crisis_only);
/* The buffer as a C string, to be used before it changes; "" when memory ran out. */
const char *tl_page_string(struct tl_buf *buf);

/* terminal_changes.c: the findings by measure, then all messages week by week. */
void tl_page_changes(struct tl_page *p);
void tl_page_overview(struct tl_page *p);
/* The words of the first few of n messages. */
void tl_page_quotes(struct tl_page *p, const uint32_t *evidence, size_t n);

#endif
