/*
 * encoder.h: a sentence as 512 numbers that lie close for close meanings: the Universal Sentence
 * Encoder Lite (Cer et al. 2018, arXiv 1803.11175) with 8-bit weights.
 */
#ifndef TL_ENCODER_H
#define TL_ENCODER_H

#include "tideline/base.h"

#define TL_ENCODER_WIDTH 512
#define TL_ENCODER_STATES (3 * TL_ENCODER_WIDTH) /* the same, and what it was made of */
#define TL_ENCODER_MAX_PIECES 96                 /* of one text; the rest is not read */

/* Weights and buffers; one thread at a time. */
struct tl_encoder;

/* `bytes` as model/convert_use_lite.py writes them; borrowed until tl_encoder_free. */
enum tl_status tl_encoder_new(const struct tl_context *ctx, struct tl_str bytes,
                              struct tl_encoder **out, struct tl_error *err);
void tl_encoder_free(struct tl_encoder *encoder);

/* Writes TL_ENCODER_WIDTH numbers of length 1 per text (valid UTF-8) to `out`; zeros for a text
   without words. What stands beside a text does not change its numbers. */
void tl_encoder_read(struct tl_encoder *encoder, const struct tl_str *texts, size_t n, float *out);
/* The same to out[i], TL_ENCODER_STATES numbers: the meaning as above, then the mean and the
   greatest of each number of the pieces' last states, which tell more of how a thing is said. */
void tl_encoder_read_states(struct tl_encoder *encoder, const struct tl_str *texts, size_t n,
                            float *const *out);

#endif
