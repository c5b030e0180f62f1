/*
 * second_stage.h: a slower model that reads a message with what stands before it, run on the few
 * messages the fast model lets through. A build without it has second_stage_none.c in its place.
 */
#ifndef TL_SECOND_STAGE_H
#define TL_SECOND_STAGE_H

#include "tideline/label.h"

#define TL_SECOND_STAGE_BATCH 32 /* items that are best read together */

struct tl_second_stage;

/* Weights and buffers, one thread at a time. *out is NULL in a build without the stage. */
enum tl_status tl_second_stage_new(const struct tl_context *ctx, struct tl_second_stage **out,
                                   struct tl_error *err);
void tl_second_stage_free(struct tl_second_stage *stage); /* NULL is fine */

struct tl_second_stage_item {
    struct tl_str text;
    const struct tl_before *before; /* oldest first */
    size_t n_before;
    float *p; /* TL_LABEL_COUNT; in: what the first stage said, from which the labels of corpora
                 start; out: replaced where it decides */
};
/* What stands beside an item does not change its answer. */
enum tl_status tl_second_stage_read(struct tl_second_stage *stage,
                                    const struct tl_second_stage_item *item, size_t n,
                                    struct tl_error *err);

/* Whether this stage decides the label, and the least probability to show it at: NaN when it is
   never sure enough. */
bool tl_second_stage_decides(enum tl_label label);
double tl_second_stage_threshold(enum tl_label label);

#endif
