/*
 * context_train.h: the second stage's network in floating point, for training.
 */
#ifndef MODEL_CONTEXT_TRAIN_H
#define MODEL_CONTEXT_TRAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "context_net.h"

struct context_net {
    float row[TL_CONTEXT_ROWS][TL_CONTEXT_INPUTS], bias[TL_CONTEXT_ROWS];
    float weight[TL_CONTEXT_ACTS][TL_CONTEXT_HIDDEN];
};

struct context_options {
    unsigned epochs;
    double rate, decay, input_drop, hidden_drop;
};

/* Examples are rows of TL_CONTEXT_INPUTS; holds[i * TL_CONTEXT_ACTS + act]. Trains on use[0..n). */
struct context_net *context_train(const float *input, const bool *holds, const uint32_t *use,
                                  size_t n, const struct context_options *o, uint64_t seed);
/* Scores of all acts for one example. */
void context_answer(const struct context_net *net, const float *input, float *score);
/* Rounds the rows to 8 bits, as the file has them, and writes the net's part of the file. */
void context_pack(const struct context_net *net, unsigned char *out);

#endif
