/*
 * soften.c: teachers over the encoder's sentences say what they think of every text.
 *
 *     model_soften corpora=FOLDER embeddings=FILE out=FILE [dialogue=FOLDER]
 *                  [students=FILE,FILE...] [student_share=0.5] [rivalry=1.5]
 *
 * For each family of heads a linear model and one with 256 hidden units are trained on the texts
 * that have its labels, and their answers averaged. A text's own label must not decide what is said
 * of it, so there are four of each: every text is judged by those that were not trained on it, all
 * other texts by the mean of the four. `students` are answers of trained networks (train.c,
 * predict=), made the same way by its folds, and mixed in for the emotions. What comes of it is
 * weighed as fast_model.h says, since a text mostly shows one emotion, and calibrated on the texts
 * with labels.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "fit.h"
#include "lanes.h"
#include "options.h"
#include "rng.h"
#include "tlmath.h"

#define IN 512
#define HIDDEN 256
#define FOLDS 4
#define BATCH 32

struct family {
    size_t from, n;
    bool score;
    unsigned epochs;
};
static const struct family families[] = {
    {TL_FAST_EMOTIONS, 28, false, 8}, {TL_FAST_DISCLOSURE_EMOTIONAL, 6, false, 10},
    {TL_FAST_REQUEST, 1, false, 12},  {TL_FAST_POLITENESS, 1, true, 12},
    {TL_FAST_VALENCE, 1, true, 8},    {TL_FAST_ACTS, 19, false, 10},
};

struct matrix {
    size_t n;
    float *w, *g, *m, *v;
};

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

/* hidden 0: linear. */
struct teacher {
    size_t hidden, heads;
    bool score;
    struct matrix in, in_bias, out, out_bias;
    float x[IN], h[HIDDEN], keep[HIDDEN];
};

static void teacher_init(struct teacher *t, const struct family *f, bool wide, struct tl_rng *rng)
{
    t->hidden = wide ? HIDDEN : 0;
    t->heads = f->n;
    t->score = f->score;
    t->in = matrix_new(t->hidden * IN, 1 / sqrt((double)IN), rng);
    t->in_bias = matrix_new(t->hidden, 0, rng);
    t->out = matrix_new(f->n * (wide ? HIDDEN : IN), wide ? .06 : 0, rng);
    t->out_bias = matrix_new(f->n, 0, rng);
    for (size_t k = 0; k < f->n && !f->score; k++)
        t->out_bias.w[k] = -2;
}

static void teacher_free(struct teacher *t)
{
    matrix_free(&t->in);
    matrix_free(&t->in_bias);
    matrix_free(&t->out);
    matrix_free(&t->out_bias);
}

/* What the last layer reads. */
static const float *teacher_hide(struct teacher *t, const float *x, double drop, struct tl_rng *rng)
{
    if (t->hidden == 0)
        return x;
    for (size_t o = 0; o < HIDDEN; o++) {
        const float a = dot(x, t->in.w + o * IN, IN) + t->in_bias.w[o];
        t->keep[o] = rng == NULL ? 1 : tl_rng_uniform(rng) < drop ? 0 : (float)(1 / (1 - drop));
        t->h[o] = a > 0 ? a * t->keep[o] : 0;
    }
    return t->h;
}

static void teacher_answer(struct teacher *t, const float *last, double *out)
{
    const size_t n = t->hidden == 0 ? IN : HIDDEN;
    for (size_t k = 0; k < t->heads; k++) {
        const double a = (double)(dot(last, t->out.w + k * n, n) + t->out_bias.w[k]);
        out[k] = t->score ? a : 1 / (1 + tl_exp(-a));
    }
}

static void teacher_learn(struct teacher *t, const float *x, const float *label, struct tl_rng *rng)
{
    const size_t n = t->hidden == 0 ? IN : HIDDEN;
    double p[ALL_HEADS];
    float dh[HIDDEN] = {0};
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

static void teacher_train(struct teacher *t, const struct corpus *c, const struct family *f,
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

static void teach(const struct corpus *c, const struct family *f, const float *embedding,
                  float *soft)
{
    size_t known = 0;
    for (size_t i = 0; i < c->n; i++)
        known += isnan(c->example[i].label[f->from]) ? 0 : 1;
    if (known == 0)
        return;
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < f->n; k++)
            soft[i * ALL_HEADS + f->from + k] = 0;
    for (unsigned fold = 0; fold < FOLDS; fold++)
        for (int wide = 0; wide < 2; wide++) {
            struct tl_rng rng;
            struct teacher *t = get_memory(1, sizeof *t);
            tl_rng_init(&rng, fold * 2 + (unsigned)wide, 7);
            teacher_init(t, f, wide, &rng);
            teacher_train(t, c, f, embedding, fold, &rng);
            for (size_t i = 0; i < c->n; i++) {
                const struct example *e = &c->example[i];
                const bool own = e->part == TRAIN && !isnan(e->label[f->from]);
                double p[ALL_HEADS];
                if (own && i % FOLDS != fold)
                    continue;
                teacher_answer(t, teacher_hide(t, embedding + i * IN, 0, NULL), p);
                for (size_t k = 0; k < f->n; k++)
                    soft[i * ALL_HEADS + f->from + k] += (float)(p[k] / (own ? 2 : 2 * FOLDS));
            }
            teacher_free(t);
            free(t);
        }
    fprintf(stderr, "heads from %zu: taught by %zu texts\n", f->from, known);
}

/* Rows of `width` floats, as many as the file holds up to n; no fewer than `least`. */
static float *read_rows(const char *path, size_t width, size_t n, size_t least, size_t *rows)
{
    float *x = get_memory(n * width, sizeof(float));
    FILE *file = fopen(path, "rb");
    *rows = file == NULL ? 0 : fread(x, sizeof(float) * width, n, file);
    if (file == NULL || *rows < least)
        give_up("does not fit these corpora", path);
    fclose(file);
    return x;
}

/* Answers of networks for the emotions: the mean of those that did not train on the text (file
   number f of each FOLDS was made without fold f). Dialogue comes last, and may be missing. */
static void mix_students(const char *list, double share, const struct corpus *c, float *soft)
{
    char path[4096];
    double *sum = get_memory(c->n * 28, sizeof(double)), *n = get_memory(c->n, sizeof(double));
    snprintf(path, sizeof path, "%s", list);
    unsigned number = 0;
    for (char *p = strtok(path, ","); p != NULL; p = strtok(NULL, ","), number++) {
        size_t rows;
        float *said = read_rows(p, ALL_HEADS, c->n, 1, &rows);
        for (size_t i = 0; i < rows; i++) {
            const struct example *e = &c->example[i];
            if (e->part == TRAIN && e->source == GOEMOTIONS && i % FOLDS != number % FOLDS)
                continue;
            n[i]++;
            for (size_t k = 0; k < 28; k++)
                sum[i * 28 + k] += (double)said[i * ALL_HEADS + k];
        }
        free(said);
    }
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < 28 && n[i] > 0; k++) {
            float *to = &soft[i * ALL_HEADS + k];
            *to = (float)((1 - share) * (double)*to + share * sum[i * 28 + k] / n[i]);
        }
    free(sum);
    free(n);
}

static double log_odds(double p)
{
    p = p < 1e-6 ? 1e-6 : p > 1 - 1e-6 ? 1 - 1e-6 : p;
    return tl_log(p / (1 - p));
}

static void weigh_emotions(double rivalry, const struct corpus *c, float *soft)
{
    double *less = get_memory(c->n, sizeof(double)), *score = get_memory(c->n, sizeof(double));
    bool *holds = get_memory(c->n, 1);
    for (size_t i = 0; i < c->n; i++) {
        for (size_t k = 0; k < TL_FAST_N_EMOTIONS; k++)
            less[i] += (double)soft[i * ALL_HEADS + k];
        less[i] = rivalry * tl_log(less[i]);
    }
    for (size_t k = 0; k < TL_FAST_N_EMOTIONS; k++) {
        size_t n = 0;
        for (size_t i = 0; i < c->n; i++) {
            const struct example *e = &c->example[i];
            if (e->part != TRAIN || e->source != GOEMOTIONS)
                continue;
            score[n] = log_odds((double)soft[i * ALL_HEADS + k]) - less[i];
            holds[n++] = e->label[k] > .5f;
        }
        const struct curve curve = fit_curve(score, holds, n);
        for (size_t i = 0; i < c->n; i++) {
            float *p = &soft[i * ALL_HEADS + k];
            const double x = log_odds((double)*p) - less[i];
            *p = (float)(1 / (1 + tl_exp(-(curve.slope * x + curve.offset))));
        }
    }
    free(less);
    free(score);
    free(holds);
}

int main(int argc, char **argv)
{
    (void)argc;
    struct corpus c;
    corpus_read(&c, option(argv, "corpora", "."), option(argv, "dialogue", NULL));
    size_t rows;
    float *embedding = read_rows(option(argv, "embeddings", "embeddings.bin"), IN, c.n, c.n, &rows);
    for (size_t i = 0; i < c.n * IN; i++)
        embedding[i] *= 22.627417f; /* sqrt(IN): each number is then about 1 */
    float *soft = get_memory(c.n * ALL_HEADS, sizeof(float));
    for (size_t i = 0; i < c.n * ALL_HEADS; i++)
        soft[i] = NAN;
    for (size_t f = 0; f < sizeof families / sizeof families[0]; f++)
        teach(&c, &families[f], embedding, soft);
    const char *students = option(argv, "students", NULL);
    if (students != NULL) {
        mix_students(students, number_option(argv, "student_share", "0.5"), &c, soft);
        weigh_emotions(number_option(argv, "rivalry", "1.5"), &c, soft);
    }
    const char *path = option(argv, "out", "soft.bin");
    FILE *out = fopen(path, "wb");
    if (out == NULL || fwrite(soft, sizeof(float) * ALL_HEADS, c.n, out) != c.n || fclose(out) != 0)
        give_up("cannot be written", path);
    free(soft);
    free(embedding);
    corpus_free(&c);
    return 0;
}
