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
#include "options.h"
#include "teacher.h"
#include "tlmath.h"

#define IN TEACHER_INPUTS
#define HIDDEN 256
#define FOLDS TEACHER_FOLDS

static const struct family families[] = {
    {TL_FAST_EMOTIONS, 28, false, 8}, {TL_FAST_DISCLOSURE_EMOTIONAL, 6, false, 10},
    {TL_FAST_REQUEST, 1, false, 12},  {TL_FAST_POLITENESS, 1, true, 12},
    {TL_FAST_VALENCE, 1, true, 8},    {TL_FAST_ACTS, 19, false, 10},
};

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
            teacher_init(t, f, wide ? HIDDEN : 0, &rng);
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
        embedding[i] *= TEACHER_SCALE;
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
