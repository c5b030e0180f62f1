/*
 * sheet.h: a page of paper being filled from top to bottom.
 *
 * A page is put twice by the same code: first only measured, at smaller and smaller letters until
 * it fits, then drawn. What is drawn is tagged (headings, paragraphs, tables), so that a screen
 * reader goes through it in order. All text passes tl_sheet_text, which disarms it as for a
 * terminal, cuts very long names and keeps names that run from right to left from turning what
 * follows.
 *
 * Lengths are points, 1/72 inch, from the upper left corner.
 */
#ifndef TL_SHEET_H
#define TL_SHEET_H

#include "memory.h"
#include "tideline/report.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#define TL_SHEET_WIDTH 595.28
#define TL_SHEET_HEIGHT 841.89

enum tl_sheet_style {
    TL_SHEET_BODY = 0,
    TL_SHEET_SOFT,    /* small print */
    TL_SHEET_STRONG,  /* as BODY, bold */
    TL_SHEET_SECTION, /* heading of a section */
    TL_SHEET_TITLE,
    TL_SHEET_FIGURE, /* a number to be seen first */
    TL_SHEET_STYLES
};

struct tl_sheet {
    const struct tl_context *ctx;
    const struct tl_report *report;
    cairo_t *cr;
    PangoContext *pango;
    struct tl_buf words;    /* of the line being made */
    struct tl_buf clean;    /* the text being put */
    struct tl_buf name[2];  /* as the messenger shows it, disarmed */
    struct tl_buf shown[2]; /* as sentences on the sheet show it */
    double size;            /* of the letters */
    double x, y, width;     /* where the next paragraph goes */
    size_t most;            /* items a list may have */
    bool draws;             /* else it is measured only */
    bool unknown;           /* a letter was drawn that no font has */
    bool failed;            /* memory ran out */
};

void tl_sheet_init(struct tl_sheet *s, const struct tl_context *ctx, const struct tl_report *report,
                   cairo_surface_t *surface);
void tl_sheet_release(struct tl_sheet *s);

/* Begins and ends a structure element: "P", "Table" ... */
void tl_sheet_tag(struct tl_sheet *s, const char *tag);
void tl_sheet_tag_end(struct tl_sheet *s, const char *tag);

/* Where a cell of text goes, and how. */
struct tl_sheet_cell {
    double x, y, width;
    int lines;    /* at most so many, the last cut with three dots; 0: all */
    bool right;   /* aligned to the right */
    size_t bold;  /* so many of the first bytes */
    bool measure; /* only asks for the height */
};
/* Puts text and answers its height; s->y stays. */
double tl_sheet_text(struct tl_sheet *s, enum tl_sheet_style style, const char *text,
                     const struct tl_sheet_cell *cell);

/* A heading, tagged "H2". */
void tl_sheet_heading(struct tl_sheet *s, const char *text);
/* A paragraph; NULL or "" puts nothing. `bold` of its first bytes are bold. */
void tl_sheet_say(struct tl_sheet *s, enum tl_sheet_style style, const char *text);
/* The same as an item of a list, hanging behind a dash. */
void tl_sheet_item(struct tl_sheet *s, enum tl_sheet_style style, const char *text, size_t bold);
/* Ditto with what has gathered in s->words, which is emptied. */
void tl_sheet_say_words(struct tl_sheet *s, enum tl_sheet_style style);
void tl_sheet_item_words(struct tl_sheet *s, enum tl_sheet_style style, size_t bold);
/* s->words as a C string, to be used before it changes. */
const char *tl_sheet_words(struct tl_sheet *s);
/* A thin line across the column. */
void tl_sheet_rule(struct tl_sheet *s);

/* Dark ink of one person: two hues that differ in grey too, and are neither red nor green. */
void tl_sheet_ink(struct tl_sheet *s, int who, double strength);

/* The parts of the pages. */
void tl_sheet_tide(struct tl_sheet *s);    /* sheet_tide.c: chart, and the table beside it */
void tl_sheet_changes(struct tl_sheet *s); /* sheet_changes.c: before and after, side by side */
/* sheet_beside.c: all of the second page, down to `bottom`. */
void tl_sheet_beside(struct tl_sheet *s, double bottom);

#endif
