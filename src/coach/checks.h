/*
 * checks.h: the rules held against a draft.
 */
#ifndef TL_CHECKS_H
#define TL_CHECKS_H

#include "talk_so_far.h"

/* Everything a rule may look at. */
struct tl_draft {
    const struct tl_coach_language *language;
    struct tl_script script, reply;
    struct tl_talk talk;
    int64_t now_ms; /* local; TL_NO_DAY */
    /* what the models of labels hear (hear.h); false where they do not know the language */
    bool criticises, mocks; /* the draft */
    bool opens_up;          /* the message answered */
    double compound;        /* VADER's; 0 where it does not know the language */
    /* made of these by tl_checks_run: */
    double harshness; /* C12's start-up score of the draft, -3..6 */
    bool warm;        /* holds thanks, love or understanding, and no "but" */
    bool attacks;     /* a cue behind that score, other than its form */
    bool complains;   /* attacks, or one act complained of */
    bool opens, news; /* what the message answered is */
    bool part[TL_PART_COUNT];
};

struct tl_hit {
    bool found;
    uint32_t at, end;
};

/* Whether the rules' words may be looked for; false: only what needs no words. */
void tl_checks_run(struct tl_draft *draft, bool words, struct tl_hit hit[TL_COACH_RULES]);

#endif
