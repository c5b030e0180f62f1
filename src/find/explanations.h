/*
 * explanations.h: how another explanation is tested (D12): shared by alternatives.c, whose tests
 * can lower a level, and explanations.c, whose tests inform.
 */
#ifndef TL_EXPLANATIONS_H
#define TL_EXPLANATIONS_H

#include "inquiry.h"

#define TL_MOST_NUMBERS 4
#define TL_NO_MEMORY (-2) /* instead of an answer */

struct tl_numbers {
    struct tl_number item[TL_MOST_NUMBERS];
    size_t n;
};

struct tl_explanation {
    const char *id;
    int (*holds)(struct tl_inquiry *q, struct tl_numbers *numbers);
    const char *text[3]; /* cannot be known, no, yes */
    const char *tell;    /* what would tell; NULL: nothing they could add */
    bool weekly;         /* asks week by week, which letters cannot answer */
};

/* Is the change that is to be explained the asymmetry's, or that of both together? */
static inline bool tl_asks_apart(const struct tl_inquiry *q)
{
    const struct tl_weighing *w = &q->weighing;
    return w->composite_p <= 0.10 || w->composite_p <= w->together_p;
}

static inline size_t tl_change_asked(const struct tl_inquiry *q)
{
    return tl_asks_apart(q) ? q->weighing.at : q->weighing.together.at;
}

static inline void tl_give(struct tl_numbers *numbers, const char *name, double value)
{
    numbers->item[numbers->n++] = (struct tl_number){name, value};
}

/* explanations.c */
const struct tl_explanation *tl_informing_explanations(size_t *n);

#endif
