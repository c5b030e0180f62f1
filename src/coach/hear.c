/*
 * hear.c: see hear.h.
 *
 * Lists of words miss most attacks, since most name nobody's act and use no bad word. The second
 * stage reads a draft together with the message it answers and hears far more; where it is not
 * built in, as in the page, the fast model speaks alone, with a higher bar. The bars were chosen on
 * the writers for training and tuning (docs/coach.md). A draft is read while it is typed: long ones
 * are left to the fast model, and of a long message answered the end stands before.
 */
#include "hear.h"

#include <math.h>

#include "labelling.h"
#include "str.h"

/* From here on a label is taken for held: by the fast model, by the second stage. */
#define FAST_HARSH .6
#define CRITICISM .3
#define CONTEMPT .45
#define OPENS .45

/* The last words of a text, for what stands before. */
static struct tl_str end_of(struct tl_str text)
{
    if (text.len <= TL_HEAR_BYTES)
        return text;
    size_t at = text.len - TL_HEAR_BYTES;
    while (at < text.len && text.ptr[at - 1] != ' ' && text.ptr[at - 1] != '\n')
        at++;
    return tl_str_slice(text, at, text.len);
}

enum tl_status tl_draft_hear(struct tl_draft *d, struct tl_labeller *labeller, struct tl_str text,
                             struct tl_str reply, struct tl_error *err)
{
    const bool second = tl_labeller_second(labeller) != NULL && text.len <= TL_HEAR_BYTES;
    const struct tl_before before = {.minutes = NAN, .text = end_of(reply)};
    struct tl_labels labels;
    struct tl_first first;
    d->criticises = d->mocks = d->opens_up = false;
    enum tl_status status = second ? tl_labeller_read(labeller, text, &before,
                                                      before.text.len > 0 ? 1 : 0, &labels, err)
                                   : tl_label_first(labeller, text, &labels, &first, err);
    if (status != TL_OK)
        return status;
    d->criticises = (double)labels.p[TL_LABEL_CRITICISM] >= (second ? CRITICISM : FAST_HARSH);
    d->mocks = (double)labels.p[TL_LABEL_CONTEMPT] >= (second ? CONTEMPT : FAST_HARSH);
    if (reply.len == 0)
        return TL_OK;
    status = tl_label_first(labeller, reply, &labels, &first, err);
    d->opens_up = status == TL_OK && (double)labels.p[TL_LABEL_DISCLOSURE] >= OPENS;
    return status;
}
