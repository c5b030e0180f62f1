/*
 * masking.h: a short "fine" in answer to being asked, with or without a sign against it (C19).
 */
#ifndef TL_MASKING_H
#define TL_MASKING_H

#include "answering.h"

/* One asks how the other is, turn `asked`; the other's first turn after it, `answer`. */
struct tl_check_in {
    uint32_t asked, answer; /* turns */
    bool brushed_off;       /* the answer is a short denial, nothing more */
    bool signs;             /* within 24 hours something spoke against it */
    bool felt;              /* the answer names a feeling or opens up */
};

struct tl_check_ins {
    const struct tl_context *ctx;
    struct tl_check_in *item; /* in the order of time */
    size_t n, cap;
};

/* Those that were answered within 24 effective hours. Needs frame->exchanges. FATAL on memory;
   release in any case. */
enum tl_status tl_check_ins_find(const struct tl_frame *frame, struct tl_check_ins *out,
                                 struct tl_error *err);
void tl_check_ins_release(struct tl_check_ins *check_ins);

#endif
