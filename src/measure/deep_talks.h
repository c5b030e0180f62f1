/*
 * deep_talks.h: which talks went deep (C22): the ground of C22, C23 and of what a report lists.
 */
#ifndef TL_DEEP_TALKS_H
#define TL_DEEP_TALKS_H

#include "exchanges.h"

struct tl_deep_talk {
    uint32_t session;
    int8_t score;
    bool difficult; /* a conflict was in it, and a repair landed */
};

/* In the order of time; `dialogues` counts the sessions both people are in. */
struct tl_deep_talks {
    const struct tl_context *ctx;
    struct tl_deep_talk *talk;
    size_t n, cap, dialogues;
};

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

/* Needs frame->exchanges. FATAL on memory; release in any case. */
enum tl_status tl_deep_talks_find(const struct tl_frame *frame, struct tl_deep_talks *out,
                                  struct tl_error *err);
void tl_deep_talks_release(struct tl_deep_talks *talks);

/* Covered days from the day of event `from` to the day of event `to`. */
double tl_covered_between(const struct tl_frame *frame, uint32_t from, uint32_t to);

#endif
