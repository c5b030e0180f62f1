/*
 * sentence_net.h: heads over the encoder's sentence for labels the corpora have, and their file,
 * which model/train_sentence.c writes. Little-endian:
 *
 *     "TLSEN001"; float32 slope, offset and threshold of each head;
 *     float32 bias of each head; float32 scale and bias of each hidden row;
 *     float32 weight of each hidden row for each head, head by head; int8 rows over the sentence.
 *
 * A head's score is its bias and the weighted rows, cut at 0, and the log-odds of what the first
 * stage said; its probability is 1 / (1 + exp(-(slope * score + offset))).
 */
#ifndef TL_SENTENCE_NET_H
#define TL_SENTENCE_NET_H

#include "tideline/label.h"

#include "dot.h"
#include "encoder.h"

#define TL_SENTENCE_HIDDEN 256
#define TL_SENTENCE_HEADS 5 /* in the order of enum tl_label, from this on */
#define TL_SENTENCE_FIRST TL_LABEL_DISCLOSURE_EMOTIONAL
#define TL_SENTENCE_MAGIC "TLSEN001"
#define TL_SENTENCE_FLOATS (4 * TL_SENTENCE_HEADS + (2 + TL_SENTENCE_HEADS) * TL_SENTENCE_HIDDEN)
#define TL_SENTENCE_SIZE (8 + 4 * TL_SENTENCE_FLOATS + TL_SENTENCE_HIDDEN * TL_ENCODER_WIDTH)

/* p[i] as struct tl_second_stage_item has it, of a text with the meaning[i]. A text without words
   keeps what the first stage said. */
void tl_sentence_read(tl_dot_fn *dot, const float *const *meaning, float *const *p, size_t n);
double tl_sentence_threshold(enum tl_label label);

#endif
