/*
 * context_train.c: logistic loss, Adam with decoupled weight decay (Loshchilov & Hutter 2019) on
 * batches of 64, a rate that falls to 0, dropout on inputs and on the hidden row.
 *
 * A row of weights meets all inputs of a batch before the next is touched: both then stay in the
 * caches, and the row's gradient never needs to be kept. All sums are in a fixed order (lanes.h).
 */
#include "context_train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "lanes.h"
#include "rng.h"
#include "tlmath.h"

#define BATCH 64
#define INPUTS TL_CONTEXT_INPUTS
#define ROWS TL_CONTEXT_ROWS
#define HIDDEN TL_CONTEXT_HIDDEN
#define ACTS TL_CONTEXT_ACTS
#define USED_ROWS (HIDDEN + ACTS)

struct trainer {
    struct context_net *net;
    struct context_net mean, square; /* Adam's moments */
    struct tl_rng rng;
    double rate, decay;
    float correct_mean, correct_square;
    float input[BATCH][INPUTS], gradient[INPUTS];
    float row[BATCH][ROWS], row_gradient[BATCH][ROWS], keep[BATCH][HIDDEN];
};

/* One step of Adam on n weights; without decay for biases. */
static void step(const struct trainer *t, float *w, float *m, float *v, const float *g, size_t n,
                 double decay)
{
    const float rate = (float)t->rate, shrink = (float)(1 - t->rate * decay);
    for (size_t i = 0; i < n; i++) {
        m[i] += 0.1f * (g[i] - m[i]);
        v[i] += 0.001f * (g[i] * g[i] - v[i]);
        w[i] = w[i] * shrink -
               rate * (m[i] * t->correct_mean) / (sqrtf(v[i] * t->correct_square) + 1e-8f);
    }
}

/* A copy in which each number is lost with probability `drop`, the others enlarged to make up. */
static void drop_some(struct tl_rng *rng, const float *x, float *out, size_t n, double drop)
{
    const unsigned below = (unsigned)(drop * 256 + 0.5);
    const float scale = 256.0f / (float)(256 - below);
    uint64_t bits = 0;
    for (size_t i = 0; i < n; i++) {
        bits = i % 8 == 0 ? tl_rng_next(rng) : bits >> 8;
        out[i] = (bits & 255) < below ? 0 : x[i] * scale;
    }
}

static void forward(struct trainer *t, size_t n)
{
    for (size_t r = 0; r < USED_ROWS; r++)
        for (size_t i = 0; i < n; i++)
            t->row[i][r] = dot(t->net->row[r], t->input[i], INPUTS) + t->net->bias[r];
    for (size_t i = 0; i < n; i++) {
        for (size_t h = 0; h < HIDDEN; h++)
            t->row[i][h] = t->row[i][h] > 0 ? t->row[i][h] * t->keep[i][h] : 0;
        for (size_t act = 0; act < ACTS; act++)
            t->row[i][HIDDEN + act] += dot(t->net->weight[act], t->row[i], HIDDEN);
    }
}

static void backward(struct trainer *t, const bool *const *holds, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        float *g = t->row_gradient[i];
        memset(g, 0, HIDDEN * sizeof *g);
        for (size_t act = 0; act < ACTS; act++) {
            const double p = 1 / (1 + tl_exp(-(double)t->row[i][HIDDEN + act]));
            g[HIDDEN + act] = (float)((p - (holds[i][act] ? 1 : 0)) / (double)n);
            add_scaled(g, g[HIDDEN + act], t->net->weight[act], HIDDEN);
        }
        for (size_t h = 0; h < HIDDEN; h++)
            g[h] = t->row[i][h] > 0 ? g[h] * t->keep[i][h] : 0;
    }
    for (size_t act = 0; act < ACTS; act++) {
        memset(t->gradient, 0, HIDDEN * sizeof *t->gradient);
        for (size_t i = 0; i < n; i++)
            add_scaled(t->gradient, t->row_gradient[i][HIDDEN + act], t->row[i], HIDDEN);
        step(t, t->net->weight[act], t->mean.weight[act], t->square.weight[act], t->gradient,
             HIDDEN, t->decay);
    }
    for (size_t r = 0; r < USED_ROWS; r++) {
        float bias = 0;
        memset(t->gradient, 0, sizeof t->gradient);
        for (size_t i = 0; i < n; i++) {
            const float g = t->row_gradient[i][r];
            bias += g;
            if (g < 0 || g > 0)
                add_scaled(t->gradient, g, t->input[i], INPUTS);
        }
        step(t, t->net->row[r], t->mean.row[r], t->square.row[r], t->gradient, INPUTS, t->decay);
        step(t, &t->net->bias[r], &t->mean.bias[r], &t->square.bias[r], &bias, 1, 0);
    }
}

static struct context_net *new_net(struct tl_rng *rng)
{
    struct context_net *net = get_memory(1, sizeof *net);
    const double in = 1 / sqrt((double)INPUTS), hidden = 1 / sqrt((double)HIDDEN);
    for (size_t r = 0; r < HIDDEN; r++)
        for (size_t k = 0; k < INPUTS; k++)
            net->row[r][k] = (float)((2 * tl_rng_uniform(rng) - 1) * in);
    for (size_t act = 0; act < ACTS; act++) {
        net->bias[HIDDEN + act] = -3; /* about one in twenty */
        for (size_t h = 0; h < HIDDEN; h++)
            net->weight[act][h] = (float)((2 * tl_rng_uniform(rng) - 1) * hidden);
    }
    return net;
}

struct context_net *context_train(const float *input, const bool *holds, const uint32_t *use,
                                  size_t n, const struct context_options *o, uint64_t seed)
{
    struct trainer *t = get_memory(1, sizeof *t);
    uint32_t *order = get_memory(n, sizeof *order);
    float ones[HIDDEN];
    for (size_t h = 0; h < HIDDEN; h++)
        ones[h] = 1;
    tl_rng_init(&t->rng, seed, 0);
    t->net = new_net(&t->rng);
    t->decay = o->decay;
    memcpy(order, use, n * sizeof *order);
    const double steps = (double)o->epochs * (double)((n + BATCH - 1) / BATCH);
    double done = 0, power_mean = 1, power_square = 1;
    for (unsigned epoch = 0; epoch < o->epochs; epoch++) {
        tl_rng_shuffle(&t->rng, order, n);
        for (size_t from = 0; from < n; from += BATCH) {
            const size_t some = n - from < BATCH ? n - from : BATCH;
            const bool *labels[BATCH];
            for (size_t i = 0; i < some; i++) {
                const size_t example = order[from + i];
                labels[i] = holds + example * ACTS;
                drop_some(&t->rng, input + example * INPUTS, t->input[i], INPUTS, o->input_drop);
                drop_some(&t->rng, ones, t->keep[i], HIDDEN, o->hidden_drop);
            }
            power_mean *= 0.9;
            power_square *= 0.999;
            t->correct_mean = (float)(1 / (1 - power_mean));
            t->correct_square = (float)(1 / (1 - power_square));
            t->rate = o->rate * (1 - done++ / steps);
            forward(t, some);
            backward(t, labels, some);
        }
    }
    struct context_net *net = t->net;
    free(order);
    free(t);
    return net;
}

void context_answer(const struct context_net *net, const float *input, float *score)
{
    float hidden[HIDDEN];
    for (size_t h = 0; h < HIDDEN; h++) {
        const float x = dot(net->row[h], input, INPUTS) + net->bias[h];
        hidden[h] = x > 0 ? x : 0;
    }
    for (size_t act = 0; act < ACTS; act++)
        score[act] = dot(net->row[HIDDEN + act], input, INPUTS) + net->bias[HIDDEN + act] +
                     dot(net->weight[act], hidden, HIDDEN);
}

static unsigned char *put_float(unsigned char *out, float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    for (int i = 0; i < 4; i++)
        *out++ = (unsigned char)(bits >> 8 * i);
    return out;
}

static float scale_of(const float *w, size_t n)
{
    float most = 0;
    for (size_t i = 0; i < n; i++)
        most = fabsf(w[i]) > most ? fabsf(w[i]) : most;
    return most / 127;
}

static unsigned char *put_rows(unsigned char *out, const struct context_net *net, size_t from,
                               size_t n)
{
    for (size_t r = 0; r < ROWS; r++) {
        const float scale = scale_of(net->row[r] + from, n);
        for (size_t k = from; k < from + n; k++) {
            const float q = scale > 0 ? net->row[r][k] / scale : 0;
            *out++ = (unsigned char)(int8_t)(q + (q < 0 ? -0.5f : 0.5f));
        }
    }
    return out;
}

void context_pack(const struct context_net *net, unsigned char *out)
{
    for (size_t r = 0; r < ROWS; r++)
        out = put_float(out, scale_of(net->row[r], TL_CONTEXT_OWN));
    for (size_t r = 0; r < ROWS; r++)
        out = put_float(out, scale_of(net->row[r] + TL_CONTEXT_OWN, TL_CONTEXT_PAIR));
    for (size_t r = 0; r < ROWS; r++)
        out = put_float(out, net->bias[r]);
    for (size_t act = 0; act < ACTS; act++)
        for (size_t h = 0; h < HIDDEN; h++)
            out = put_float(out, net->weight[act][h]);
    out = put_rows(out, net, 0, TL_CONTEXT_OWN);
    put_rows(out, net, TL_CONTEXT_OWN, TL_CONTEXT_PAIR);
}
