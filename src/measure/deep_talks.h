/*
 * deep_talks.h: which talks went deep (C22): the ground of C22, C23 and of what a report lists.
 */
#ifndef TL_DEEP_TALKS_H
#define TL_DEEP_TALKS_H

#include "exchanges.h"

/* What a session holds, by person where it matters. */
struct tl_talk_signs {
    uint32_t turns[2], words[2], deep[2];
    uint32_t met, follow_ups, criticisms;
    int64_t voice_s;
    bool disclosure, topic, contempt;
};
/* C22's score, -2 to 8. */
int tl_talk_score(const struct tl_talk_signs *signs);

#define TL_DEEP_SCORE 4

/* Fills x->deep, when all else in x, which the frame has, is there. FATAL on memory. */
enum tl_status tl_deep_talks_find(struct tl_frame *frame, struct tl_exchanges *x,
                                  struct tl_error *err);

/* Covered days from the day of event `from` to the day of event `to`. */
double tl_covered_between(const struct tl_frame *frame, uint32_t from, uint32_t to);

#endif
