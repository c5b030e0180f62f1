/*
 * conflicts.h: how harshly a difficult talk begins (C12).
 */
#ifndef TL_CONFLICTS_H
#define TL_CONFLICTS_H

#include "turn_cues.h"

/* From the labels and the cues of the opener's first turns: -3 to 6. */
double tl_startup_harshness(uint64_t held, const struct tl_turn_cues *cues);

#endif
