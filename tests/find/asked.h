/*
 * asked.h: a conversation measured and weighed, as tl_analysis_new does it, but step by step.
 */
#ifndef TL_TEST_ASKED_H
#define TL_TEST_ASKED_H

#include "inquiry.h"
#include "talk.h"

/* Few shuffles: the tests that use this ask nothing that a p value decides. */
static inline void asked_open(struct tl_inquiry *q, const struct tl_context *ctx,
                              const struct tl_conversation *conv,
                              const struct tl_analysis_options *options)
{
    const struct tl_analysis_options few = {.rounds = 99};
    memset(q, 0, sizeof *q);
    q->ctx = ctx;
    q->conv = conv;
    q->frame.ctx = ctx;
    tl_arena_init(&q->frame.arena, ctx);
    tl_arena_init(&q->arena, ctx);
    assert_int_equal(tl_inquiry_run(q, options != NULL ? options : &few, NULL), TL_OK);
}

#endif
