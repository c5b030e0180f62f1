/*
 * conflicts.h: how harshly a difficult talk begins (C12).
 */
#ifndef TL_CONFLICTS_H
#define TL_CONFLICTS_H

#include "exchanges.h"
#include "turn_cues.h"

#define TL_HARSH 1.5 /* more is a harsh start */

/* From the labels and the cues of the opener's first turns: -3 to 6. */
double tl_startup_harshness(uint64_t held, const struct tl_turn_cues *cues);
/* The same of a conflict of the frame. */
double tl_conflict_harshness(const struct tl_frame *f, const struct tl_exchange *conflict);

#endif
