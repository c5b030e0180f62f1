/*
 * blanks.h: a pattern's [blanks], filled where the draft itself gives the words.
 */
#ifndef TL_BLANKS_H
#define TL_BLANKS_H

#include "checks.h"
#include "memory.h"

/* A copy in the arena; NULL when memory is short. */
const char *tl_blanks_fill(struct tl_arena *arena, const struct tl_draft *draft,
                           const char *pattern);

#endif
