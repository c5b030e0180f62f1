/*
 * help.h: ways to reach people who help (G07), from data/help/lines.tsv.
 */
#ifndef TIDELINE_HELP_H
#define TIDELINE_HELP_H

#include "base.h"

enum tl_help_kind {
    TL_HELP_EMERGENCY = 0,
    TL_HELP_CRISIS,   /* somebody thinks of ending their life, or cannot go on */
    TL_HELP_VIOLENCE, /* somebody is afraid of a partner */
    TL_HELP_OWN       /* somebody worries about their own acts */
};

struct tl_help_line {
    const char *country; /* ISO 3166-1 alpha-2; "**": worldwide */
    enum tl_help_kind kind;
    const char *name, *reach;
    const char *checked_on, *checked_by; /* on the line's own official page; NULL: not yet */
    const char *source;                  /* where that page is; NULL where not known */
};

/* All of them, worldwide first, *n rows. */
TL_API const struct tl_help_line *tl_help_lines(size_t *n);
/* Whether there are rows of this country (either case of letters). */
TL_API bool tl_help_knows(const char *country);
/* "emergency", "crisis", "violence", "own". */
TL_API const char *tl_help_kind_name(enum tl_help_kind kind);
/* Whether a line is to be shown for a country: its own rows and those worldwide; NULL: the latter
   only. */
TL_API bool tl_help_shows(const struct tl_help_line *line, const char *country);

#endif
