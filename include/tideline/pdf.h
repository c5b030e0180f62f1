/*
 * pdf.h: the report as a sheet of paper; in the library tideline-pdf, which is made where cairo and
 * pango are there, and not in tideline.h.
 *
 * The sheet is A4: two pages with what a couple's therapist needs, or one with the card alone. It
 * never holds message text. The same report gives the same bytes with the same fonts and the same
 * cairo and pango: no date and no name of a machine is in the file. Cairo and pango allocate by
 * themselves, not through the context, and glib ends the process when it finds no memory.
 */
#ifndef TIDELINE_PDF_H
#define TIDELINE_PDF_H

#include "report.h"

/* WARN, with a sentence, when no font has some letter of a name: it is drawn as a box. */
TL_API extern const struct tl_renderer tl_renderer_pdf;

/*
 * Loads the list of fonts, and names to `reads` every file and folder that rendering may still
 * open: to be called before a sandbox closes. `path` lives as long as fontconfig's list does, to
 * the end of the process; anything but 0 stops. False when there is no font at all or `reads`
 * stopped.
 */
TL_API bool tl_pdf_fonts(int (*reads)(void *user, const char *path), void *user);

#endif
