/*
 * markup.h: undoing what writers do to texts.
 */
#ifndef TL_MARKUP_H
#define TL_MARKUP_H

#include "tideline/base.h"

/* Replaces, in place, HTML's references by name (amp, lt, gt, quot, apos, nbsp) and by number.
   Returns the new length, which is never larger. */
size_t tl_unescape_html(char *text, size_t len);

#endif
