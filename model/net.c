/*
 * net.c: forward and backward passes and the two optimisers, one example at a time.
 *
 * Single-threaded and in a fixed order, so that the same corpora give the same bytes: Adagrad for
 * the table, whose rows are met rarely (Duchi, Hazan, Singer 2011); Adam with decoupled weight
 * decay for the rest, every 16 examples (Kingma & Ba 2015; Loshchilov & Hutter 2019).
 */
#include "net.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lanes.h"
#include "tlmath.h"

#define BATCH 16
#define D TL_FAST_MAX_WIDTH

void features_make(struct features *f, const struct corpus *corpus, unsigned bits)
{
    const uint32_t mask = (1u << bits) - 1;
    struct tl_fast_tokens tokens;
    uint32_t feature[TL_FAST_WORD_FEATURES + TL_FAST_MESSAGE_FEATURES];
    size_t n_tokens = 0, n_rows = 0, n_extra = 0;
    f->n = corpus->n;
    f->token_from = get_memory(f->n + 1, sizeof(uint32_t));
    f->extra_from = get_memory(f->n + 1, sizeof(uint32_t));
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1) {
            f->row_from = get_memory(n_tokens + 1, sizeof(uint32_t));
            f->row = get_memory(n_rows, sizeof(uint16_t));
            f->extra = get_memory(n_extra, sizeof(uint16_t));
        }
        n_tokens = n_rows = n_extra = 0;
        for (size_t i = 0; i < f->n; i++) {
            const char *text = corpus->example[i].text;
            tl_fast_tokenise((struct tl_str){text, strlen(text)}, &tokens);
            f->token_from[i] = (uint32_t)n_tokens;
            f->extra_from[i] = (uint32_t)n_extra;
            for (size_t t = 0; t < tokens.n; t++) {
                const size_t n = tl_fast_word_features(&tokens, t, feature);
                if (pass == 1) {
                    f->row_from[n_tokens] = (uint32_t)n_rows;
                    for (size_t k = 0; k < n; k++)
                        f->row[n_rows + k] = (uint16_t)tl_fast_row(feature[k], mask);
                }
                n_tokens++;
                n_rows += n;
            }
            const size_t n = tl_fast_message_features(&tokens, feature);
            for (size_t k = 0; pass == 1 && k < n; k++)
                f->extra[n_extra + k] = (uint16_t)tl_fast_row(feature[k], mask);
            n_extra += n;
        }
    }
    f->token_from[f->n] = (uint32_t)n_tokens;
    f->extra_from[f->n] = (uint32_t)n_extra;
    f->row_from[n_tokens] = (uint32_t)n_rows;
}

void features_free(struct features *f)
{
    free(f->token_from);
    free(f->row_from);
    free(f->extra_from);
    free(f->row);
    free(f->extra);
}

static void weights_init(struct weights *w, size_t n, double spread, struct tl_rng *rng)
{
    w->n = n;
    w->w = get_memory(n, sizeof(float));
    w->g = get_memory(n, sizeof(float));
    w->m = get_memory(n, sizeof(float));
    w->v = get_memory(n, sizeof(float));
    for (size_t i = 0; i < n; i++)
        w->w[i] = (float)(spread * (2 * tl_rng_uniform(rng) - 1));
}

static void weights_free(struct weights *w)
{
    free(w->w);
    free(w->g);
    free(w->m);
    free(w->v);
}

static void adam(struct weights *w, float rate, float decay, float c1, float c2)
{
    for (size_t i = 0; i < w->n; i++) {
        const float g = w->g[i] / BATCH;
        w->m[i] = .9f * w->m[i] + .1f * g;
        w->v[i] = .999f * w->v[i] + .001f * g * g;
        w->w[i] -= rate * ((w->m[i] / c1) / ((float)sqrt(w->v[i] / c2) + 1e-7f) + decay * w->w[i]);
        w->g[i] = 0;
    }
}

void net_init(struct net *net, const struct net_options *o, size_t heads, const struct task *task)
{
    struct tl_rng rng;
    tl_rng_init(&rng, o->seed, 2);
    *net =
        (struct net){.bits = o->bits, .d = o->d, .h = o->h, .z = o->d + 2 * o->h, .heads = heads};
    const size_t n = ((size_t)1 << o->bits) * net->d;
    net->table = get_memory(n, sizeof(float));
    net->seen = get_memory(n, sizeof(float));
    for (size_t i = 0; i < n; i++) {
        net->table[i] = (float)(.05 * (2 * tl_rng_uniform(&rng) - 1));
        net->seen[i] = 1e-4f;
    }
    weights_init(&net->filter, net->h * 3 * net->d, 1 / sqrt(3.0 * (double)net->d), &rng);
    weights_init(&net->filter_bias, net->h, 0, &rng);
    weights_init(&net->head, heads * net->z, .02, &rng);
    weights_init(&net->head_bias, heads, 0, &rng);
    for (size_t k = 0; k < heads; k++)
        net->head_bias.w[k] = task[k].score ? 0 : -2.5f;
}

void net_free(struct net *net)
{
    free(net->table);
    free(net->seen);
    weights_free(&net->filter);
    weights_free(&net->filter_bias);
    weights_free(&net->head);
    weights_free(&net->head_bias);
}

/* What the forward pass leaves for the backward pass. */
struct pass {
    size_t n; /* tokens, at least 1 */
    /* word vectors between two rows of zeros, so that a filter's three words lie side by side */
    float word[(TL_FAST_TOKENS + 2) * D], word_scale[TL_FAST_TOKENS];
    float answer[TL_FAST_TOKENS][D];
    uint16_t row[TL_FAST_TOKENS][TL_FAST_WORD_FEATURES], extra[TL_FAST_MESSAGE_FEATURES];
    size_t n_rows[TL_FAST_TOKENS], n_extra, largest[D];
    float pool; /* 1 / sqrt(n) */
    float z[MAX_Z], keep[MAX_Z], dz[MAX_Z];
};

static size_t keep_some(uint16_t *to, const uint16_t *row, size_t n, double drop,
                        struct tl_rng *rng)
{
    size_t kept = 0;
    for (size_t k = 0; k < n; k++)
        if (rng == NULL || tl_rng_uniform(rng) >= drop)
            to[kept++] = row[k];
    return kept;
}

/* rng NULL: nothing is dropped. */
static void forward(const struct net *net, const struct features *f, size_t i, struct pass *p,
                    double drop, struct tl_rng *rng)
{
    const size_t d = net->d, h = net->h;
    const uint32_t from = f->token_from[i];
    p->n = f->token_from[i + 1] - from;
    if (p->n == 0) {
        p->n = 1;
        p->n_rows[0] = 0;
    } else {
        for (size_t t = 0; t < p->n; t++) {
            const uint32_t *r = &f->row_from[from + t];
            p->n_rows[t] = keep_some(p->row[t], f->row + r[0], r[1] - r[0], drop, rng);
        }
    }
    p->n_extra = keep_some(p->extra, f->extra + f->extra_from[i],
                           f->extra_from[i + 1] - f->extra_from[i], drop, rng);
    p->pool = (float)(1 / sqrt((double)p->n));
    memset(p->word, 0, (p->n + 2) * d * sizeof(float));
    memset(p->z, 0, net->z * sizeof(float));
    for (size_t t = 0; t < p->n; t++) {
        float *v = p->word + (t + 1) * d;
        p->word_scale[t] = p->n_rows[t] != 0 ? (float)(1 / sqrt((double)p->n_rows[t])) : 0;
        for (size_t k = 0; k < p->n_rows[t]; k++)
            add_scaled(v, 1, net->table + p->row[t][k] * d, d);
        for (size_t k = 0; k < d; k++)
            v[k] *= p->word_scale[t];
        add_scaled(p->z, p->pool, v, d);
    }
    for (size_t k = 0; k < p->n_extra; k++)
        add_scaled(p->z, p->pool, net->table + p->extra[k] * d, d);
    float *max = p->z + d, *sum = max + h;
    for (size_t o = 0; o < h; o++) {
        max[o] = -1;
        for (size_t t = 0; t < p->n; t++) {
            float a =
                net->filter_bias.w[o] + dot(p->word + t * d, net->filter.w + o * 3 * d, 3 * d);
            a = a > 0 ? a : 0;
            p->answer[t][o] = a;
            sum[o] += a;
            if (a > max[o]) {
                max[o] = a;
                p->largest[o] = t;
            }
        }
        sum[o] *= p->pool;
    }
}

static void backward(struct net *net, struct pass *p, float rate)
{
    const size_t d = net->d, h = net->h;
    float dword[(TL_FAST_TOKENS + 2) * D];
    const float *dmax = p->dz + d, *dsum = dmax + h;
    memset(dword, 0, (p->n + 2) * d * sizeof(float));
    for (size_t t = 0; t < p->n; t++) {
        add_scaled(dword + (t + 1) * d, p->pool, p->dz, d);
        for (size_t o = 0; o < h; o++) {
            if (p->answer[t][o] <= 0)
                continue;
            const float g = dsum[o] * p->pool + (p->largest[o] == t ? dmax[o] : 0);
            net->filter_bias.g[o] += g;
            add_scaled(net->filter.g + o * 3 * d, g, p->word + t * d, 3 * d);
            add_scaled(dword + t * d, g, net->filter.w + o * 3 * d, 3 * d);
        }
    }
    for (size_t t = 0; t <= p->n; t++) { /* the last round: neighbour features */
        const bool extra = t == p->n;
        const uint16_t *row = extra ? p->extra : p->row[t];
        const size_t n = extra ? p->n_extra : p->n_rows[t];
        const float *from = extra ? p->dz : dword + (t + 1) * d;
        const float scale = extra ? p->pool : p->word_scale[t];
        float g[D], g2[D];
        for (size_t k = 0; k < d; k++) {
            g[k] = from[k] * scale;
            g2[k] = g[k] * g[k];
            g[k] *= rate;
        }
        for (size_t r = 0; r < n; r++) {
            float *w = net->table + row[r] * d, *q = net->seen + row[r] * d;
            for (size_t k = 0; k < d; k++) {
                q[k] += g2[k];
                w[k] -= g[k] / __builtin_sqrtf(q[k]);
            }
        }
    }
}

static void one_example(struct net *net, struct pass *p, const float *label,
                        const struct task *task, const struct net_options *o, struct tl_rng *rng,
                        float rate, double *loss)
{
    const float keep = (float)(1 / (1 - o->z_drop));
    for (size_t k = 0; k < net->z; k++) {
        p->keep[k] = tl_rng_uniform(rng) < o->z_drop ? 0 : keep;
        p->z[k] *= p->keep[k];
        p->dz[k] = 0;
    }
    for (size_t k = 0; k < net->heads; k++) {
        if (isnan(label[k]))
            continue;
        const float *w = net->head.w + k * net->z;
        const double a = net->head_bias.w[k] + dot(p->z, w, net->z);
        const double answer = task[k].score ? a : 1 / (1 + tl_exp(-a));
        const float g = task[k].weight * (float)(answer - label[k]);
        *loss += (double)g * g;
        net->head_bias.g[k] += g;
        add_scaled(net->head.g + k * net->z, g, p->z, net->z);
        add_scaled(p->dz, g, w, net->z);
    }
    for (size_t k = 0; k < net->z; k++)
        p->dz[k] *= p->keep[k];
    backward(net, p, rate);
}

void net_train(struct net *net, const struct net_options *o, const struct features *f,
               const float *labels, const uint32_t *use, size_t n_use, const struct task *task)
{
    struct tl_rng rng;
    struct pass *p = get_memory(1, sizeof *p);
    uint32_t *order = get_memory(n_use, sizeof(uint32_t));
    memcpy(order, use, n_use * sizeof(uint32_t));
    tl_rng_init(&rng, o->seed, 3);
    const double total = (double)o->epochs * (double)n_use;
    double done = 0;
    for (unsigned epoch = 0; epoch < o->epochs; epoch++) {
        double loss = 0;
        tl_rng_shuffle(&rng, order, n_use);
        for (size_t i = 0; i < n_use; i++, done++) {
            const double left = 1 - done / total;
            forward(net, f, order[i], p, o->feature_drop, &rng);
            one_example(net, p, labels + order[i] * net->heads, task, o, &rng,
                        (float)(o->table_rate * left), &loss);
            if ((i + 1) % BATCH != 0)
                continue;
            net->steps++;
            const float rate = (float)(o->dense_rate * left), decay = (float)o->decay;
            const float c1 = (float)(1 - tl_pow(.9, net->steps)),
                        c2 = (float)(1 - tl_pow(.999, net->steps));
            adam(&net->filter, rate, decay, c1, c2);
            adam(&net->filter_bias, rate, 0, c1, c2);
            adam(&net->head, rate, decay, c1, c2);
            adam(&net->head_bias, rate, 0, c1, c2);
        }
        fprintf(stderr, "epoch %u of %u: loss %.5f\n", epoch + 1, o->epochs, loss / (double)n_use);
    }
    free(order);
    free(p);
}

void net_answer(struct net *net, const struct features *f, size_t i, float *logit)
{
    struct pass p;
    forward(net, f, i, &p, 0, NULL);
    for (size_t k = 0; k < net->heads; k++)
        logit[k] = net->head_bias.w[k] + dot(p.z, net->head.w + k * net->z, net->z);
}
