/*
 * context_net.h: the file of the second stage's network, which model/train_context.c writes and
 * second_stage.c reads. Little-endian:
 *
 *     "TLCTX002", uint32 number of nets;
 *     float32 slope, offset and threshold (NaN: never sure enough) of each act;
 *     per net: float32 scale of the message's part, scale of the pair's part and bias of each row;
 *         float32 weight of each hidden row for each act, act by act;
 *         int8 rows over TL_CONTEXT_OWN inputs; int8 rows over TL_CONTEXT_PAIR inputs.
 *
 * Of a net's rows the first TL_CONTEXT_HIDDEN are cut at 0 and weighted, the next TL_CONTEXT_ACTS
 * go to the acts as they are; one of zeros makes the number even. An act's score is the mean over
 * the nets, its probability 1 / (1 + exp(-(slope * score + offset))).
 */
#ifndef TL_CONTEXT_NET_H
#define TL_CONTEXT_NET_H

#include "context_input.h"

#define TL_CONTEXT_HIDDEN 128
#define TL_CONTEXT_ACTS 19 /* in the order of enum tl_label, from this on */
#define TL_CONTEXT_FIRST_ACT TL_LABEL_DEMAND
#define TL_CONTEXT_ROWS 148
#define TL_CONTEXT_MAGIC "TLCTX002"
#define TL_CONTEXT_HEADER (8 + 4 + 12 * TL_CONTEXT_ACTS)
#define TL_CONTEXT_NET_FLOATS (3 * TL_CONTEXT_ROWS + TL_CONTEXT_ACTS * TL_CONTEXT_HIDDEN)
#define TL_CONTEXT_NET_SIZE (4 * TL_CONTEXT_NET_FLOATS + TL_CONTEXT_ROWS * TL_CONTEXT_INPUTS)

#endif
