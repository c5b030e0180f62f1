/* teacher.c: logistic loss (squares for scores), Adam, a rate that falls to 0, dropout of .4. */
#include "teacher.h"

#include <math.h>
#include <stdlib.h>

#include "lanes.h"
#include "tlmath.h"

#define IN TEACHER_INPUTS
#define FOLDS TEACHER_FOLDS
#define BATCH 32

static struct matrix matrix_new(size_t n, double spread, struct tl_rng *rng)
{
    struct matrix a = {n, get_memory(n, sizeof(float)), get_memory(n, sizeof(float)),
                       get_memory(n, sizeof(float)), get_memory(n, sizeof(float))};
    for (size_t i = 0; i < n; i++)
        a.w[i] = (float)(spread * (2 * tl_rng_uniform(rng) - 1));
    return a;
}

static void matrix_free(struct matrix *a)
{
    free(a->w);
    free(a->g);
    free(a->m);
    free(a->v);
}

static void adam(struct matrix *a, double rate, double decay, double steps)
{
    const float c1 = (float)(1 - tl_pow(.9, steps)), c2 = (float)(1 - tl_pow(.999, steps)),
                r = (float)rate, d = (float)decay;
    for (size_t i = 0; i < a->n; i++) {
        const float g = a->g[i] / BATCH;
        a->m[i] = .9f * a->m[i] + .1f * g;
        a->v[i] = .999f * a->v[i] + .001f * g * g;
        a->w[i] -= r * ((a->m[i] / c1) / (__builtin_sqrtf(a->v[i] / c2) + 1e-7f) + d * a->w[i]);
        a->g[i] = 0;
    }
}

void teacher_init(struct teacher *t, const struct family *f, size_t hidden, struct tl_rng *rng)
{
    t->hidden = hidden;
    t->heads = f->n;
    t->score = f->score;
    t->in = matrix_new(t->hidden * IN, 1 / sqrt((double)IN), rng);
    t->in_bias = matrix_new(t->hidden, 0, rng);
    t->out = matrix_new(f->n * (hidden > 0 ? hidden : IN), hidden > 0 ? .06 : 0, rng);
    t->out_bias = matrix_new(f->n, 0, rng);
    for (size_t k = 0; k < f->n && !f->score; k++)
        t->out_bias.w[k] = -2;
}

void teacher_free(struct teacher *t)
{
    matrix_free(&t->in);
    matrix_free(&t->in_bias);
    matrix_free(&t->out);
    matrix_free(&t->out_bias);
}

const float *teacher_hide(struct teacher *t, const float *x, double drop, struct tl_rng *rng)
{
    if (t->hidden == 0)
        return x;
    for (size_t o = 0; o < t->hidden; o++) {
        const float a = dot(x, t->in.w + o * IN, IN) + t->in_bias.w[o];
        t->keep[o] = rng == NULL ? 1 : tl_rng_uniform(rng) < drop ? 0 : (float)(1 / (1 - drop));
        t->h[o] = a > 0 ? a * t->keep[o] : 0;
    }
    return t->h;
}

void teacher_answer(struct teacher *t, const float *last, double *out)
{
    const size_t n = t->hidden == 0 ? IN : t->hidden;
    for (size_t k = 0; k < t->heads; k++) {
        const double a = (double)(dot(last, t->out.w + k * n, n) + t->out_bias.w[k]);
        out[k] = t->score ? a : 1 / (1 + tl_exp(-a));
    }
}

static void teacher_learn(struct teacher *t, const float *x, const float *label, struct tl_rng *rng)
{
    const size_t n = t->hidden == 0 ? IN : t->hidden;
    double p[ALL_HEADS];
    float dh[TEACHER_MOST_HIDDEN] = {0};
    const float *last = teacher_hide(t, x, .4, rng);
    teacher_answer(t, last, p);
    for (size_t k = 0; k < t->heads; k++) {
        if (isnan(label[k]))
            continue;
        const float g = (float)p[k] - label[k];
        t->out_bias.g[k] += g;
        add_scaled(t->out.g + k * n, g, last, n);
        if (t->hidden != 0)
            add_scaled(dh, g, t->out.w + k * n, n);
    }
    for (size_t o = 0; o < t->hidden; o++)
        if (t->h[o] > 0) {
            const float g = dh[o] * t->keep[o];
            t->in_bias.g[o] += g;
            add_scaled(t->in.g + o * IN, g, x, IN);
        }
}

void teacher_train(struct teacher *t, const struct corpus *c, const struct family *f,
                   const float *embedding, unsigned fold, struct tl_rng *rng)
{
    uint32_t *order = get_memory(c->n, sizeof(uint32_t));
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->example[i].part == TRAIN && !isnan(c->example[i].label[f->from]) &&
            i % FOLDS != fold)
            order[n++] = (uint32_t)i;
    const double total = (double)f->epochs * (double)n, first = t->hidden == 0 ? 5e-3 : 1e-3;
    double done = 0, steps = 0;
    for (unsigned epoch = 0; epoch < f->epochs; epoch++) {
        tl_rng_shuffle(rng, order, n);
        for (size_t i = 0; i < n; i++, done++) {
            teacher_learn(t, embedding + order[i] * (size_t)IN,
                          c->example[order[i]].label + f->from, rng);
            if ((i + 1) % BATCH != 0)
                continue;
            const double rate = first * (1 - done / total);
            steps++;
            adam(&t->in, rate, .01, steps);
            adam(&t->in_bias, rate, 0, steps);
            adam(&t->out, rate, .01, steps);
            adam(&t->out_bias, rate, 0, steps);
        }
    }
    free(order);
}
