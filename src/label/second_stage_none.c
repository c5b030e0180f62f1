/* second_stage_none.c: the build without the second stage, where the fast model has the last word.
 */
#include "second_stage.h"

#include <math.h>

enum tl_status tl_second_stage_new(const struct tl_context *ctx, struct tl_second_stage **out,
                                   struct tl_error *err)
{
    (void)ctx;
    (void)err;
    *out = NULL;
    return TL_OK;
}

void tl_second_stage_free(struct tl_second_stage *stage)
{
    (void)stage;
}

enum tl_status tl_second_stage_read(struct tl_second_stage *stage,
                                    const struct tl_second_stage_item *item, size_t n,
                                    struct tl_error *err)
{
    (void)stage;
    (void)item;
    (void)n;
    (void)err;
    return TL_OK;
}

bool tl_second_stage_decides(enum tl_label label)
{
    (void)label;
    return false;
}

double tl_second_stage_threshold(enum tl_label label)
{
    (void)label;
    return NAN;
}
