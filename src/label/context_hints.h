/*
 * context_hints.h: what the fast model and the word lists know of a text by itself, as numbers for
 * the second stage's network. The program that trains it makes its inputs here too.
 */
#ifndef TL_CONTEXT_HINTS_H
#define TL_CONTEXT_HINTS_H

#include "fast_model.h"
#include "lexicon.h"

#define TL_CONTEXT_HINTS 128

/* Buffers, one thread at a time. */
struct tl_context_hints {
    struct tl_fast_tokens fast;
    struct tl_tokens tokens;
    struct tl_words found;
};

void tl_context_hints_init(struct tl_context_hints *hints, const struct tl_context *ctx);
void tl_context_hints_release(struct tl_context_hints *hints);
/* Writes TL_CONTEXT_HINTS numbers of about the same size. FATAL when memory is short. */
enum tl_status tl_context_hints_read(struct tl_context_hints *hints, struct tl_fast_model *model,
                                     struct tl_str text, float *out, struct tl_error *err);

#endif
