/*
 * net.h: the network in floating point, for training. src/label/fast_model.h describes what it is.
 *
 * z = [sum of word and neighbour rows / sqrt(words) | largest answer of each filter | their sum /
 * sqrt(words)]; each head is one row over z. Filters see words only, not neighbour features, so
 * that the finished model can keep their products by word.
 */
#ifndef MODEL_NET_H
#define MODEL_NET_H

#include "corpus.h"
#include "rng.h"

#define MAX_Z (3 * TL_FAST_MAX_WIDTH)

struct features {
    size_t n;
    uint32_t *token_from; /* n + 1: into row_from */
    uint32_t *row_from;   /* into row, one more than tokens */
    uint32_t *extra_from; /* n + 1: into extra */
    uint16_t *row, *extra;
};
void features_make(struct features *f, const struct corpus *corpus, unsigned bits);
void features_free(struct features *f);

struct weights { /* a dense parameter with its gradient and Adam's two moments */
    size_t n;
    float *w, *g, *m, *v;
};

struct net {
    unsigned bits;
    size_t d, h, z, heads;
    float *table, *seen; /* seen: Adagrad's sums of squares */
    struct weights filter, filter_bias, head, head_bias;
    double steps;
};

struct net_options {
    unsigned bits, epochs, seed;
    size_t d, h;
    double table_rate, dense_rate, decay, feature_drop, z_drop;
};

struct task { /* of one head */
    float weight;
    bool score; /* squared error instead of a logistic */
};

void net_init(struct net *net, const struct net_options *o, size_t heads, const struct task *task);
/* Trains on examples use[0..n_use) with labels[i * heads + k], NaN where not known. */
void net_train(struct net *net, const struct net_options *o, const struct features *f,
               const float *labels, const uint32_t *use, size_t n_use, const struct task *task);
/* Answers of all heads for example i, before any sigmoid. */
void net_answer(struct net *net, const struct features *f, size_t i, float *logit);
/* Rounds every weight to what the file can hold. */
void net_free(struct net *net);

#endif
