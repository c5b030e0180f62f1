/*
 * understanding.h: how much understanding an answer to a disclosure shows (C15).
 */
#ifndef TL_UNDERSTANDING_H
#define TL_UNDERSTANDING_H

#include "answering.h"

/* 0 to 2 each, after the EPITOME scales. */
struct tl_understanding {
    uint8_t reaction;       /* 1 warmth or care, 2 both, or care with an own feeling */
    uint8_t interpretation; /* 2 says it understands, or thanks */
    uint8_t exploration;    /* 1 asks on, 2 asks on and cares */
    bool dismisses;
};

struct tl_understanding tl_understanding_of(uint64_t held);

static inline int tl_understanding_sum(struct tl_understanding u)
{
    return u.reaction + u.interpretation + u.exploration;
}
/* Without anything that makes the feeling smaller. */
static inline bool tl_understanding_met(struct tl_understanding u)
{
    return !u.dismisses && tl_understanding_sum(u) >= 2;
}

#endif
