/*
 * train_sentence.c: trains the second stage's heads over the encoder's sentence.
 *
 *     model_train_sentence corpora=FOLDER embeddings=FILE out=FILE [fast=data/model/fast.bin]
 *
 * For each family the mean of four small networks, which is one with all of their hidden rows. What
 * they say is added to what the fast model says, in log-odds; calibration and thresholds are set on
 * the tune part. The six labels of OffMyChest are learnt together, and the report has all six; the
 * program has a label for four.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fit.h"
#include "lanes.h"
#include "options.h"
#include "sentence_net.h"
#include "teacher.h"
#include "tlmath.h"

#define IN TEACHER_INPUTS
#define NETS 4 /* a family */
#define HIDDEN 32
#define FAMILIES 2
#define ROWS (FAMILIES * NETS * HIDDEN)
#define HEADS 7 /* trained, from the first of the fast model's on */
_Static_assert(ROWS == TL_SENTENCE_HIDDEN, "rows of the file");

static const struct family families[FAMILIES] = {
    {TL_FAST_DISCLOSURE_EMOTIONAL, 6, false, 10},
    {TL_FAST_REQUEST, 1, false, 12},
};
/* Which of the trained heads the file has. */
static const size_t kept[TL_SENTENCE_HEADS] = {
    TL_FAST_DISCLOSURE_EMOTIONAL, TL_FAST_DISCLOSURE_INFORMATIONAL, TL_FAST_SUPPORT_EMOTIONAL,
    TL_FAST_SUPPORT_INFORMATIONAL, TL_FAST_REQUEST};

struct net {
    float scale[ROWS], bias[ROWS], weight[HEADS][ROWS], head_bias[HEADS];
    int8_t row[ROWS][IN];
    struct curve curve[HEADS];
    double threshold[HEADS];
};

/* Puts a teacher's hidden rows at `from`, rounded to 8 bits. */
static void add_rows(struct net *net, const struct teacher *t, const struct family *f, size_t from)
{
    for (size_t h = 0; h < HIDDEN; h++) {
        const float *w = t->in.w + h * IN;
        float most = 0;
        for (size_t i = 0; i < IN; i++)
            most = fabsf(w[i]) > most ? fabsf(w[i]) : most;
        for (size_t i = 0; i < IN; i++)
            net->row[from + h][i] = (int8_t)(w[i] * (127 / most) + (w[i] < 0 ? -.5f : .5f));
        net->scale[from + h] = TEACHER_SCALE * most / 127;
        net->bias[from + h] = t->in_bias.w[h];
        for (size_t k = 0; k < f->n; k++)
            net->weight[f->from - families[0].from + k][from + h] = t->out.w[k * HIDDEN + h] / NETS;
    }
    for (size_t k = 0; k < f->n; k++)
        net->head_bias[f->from - families[0].from + k] += t->out_bias.w[k] / NETS;
}

static void train(struct net *net, const struct corpus *c, const float *embedding)
{
    for (size_t f = 0; f < FAMILIES; f++)
        for (size_t k = 0; k < NETS; k++) {
            struct tl_rng rng;
            struct teacher *t = get_memory(1, sizeof *t);
            tl_rng_init(&rng, k, 7);
            teacher_init(t, &families[f], HIDDEN, &rng);
            teacher_train(t, c, &families[f], embedding, TEACHER_FOLDS, &rng);
            add_rows(net, t, &families[f], (f * NETS + k) * HIDDEN);
            teacher_free(t);
            free(t);
        }
}

/* `x` is the sentence, scaled for teachers. */
static void answer(const struct net *net, const float *x, double score[HEADS])
{
    float hidden[ROWS], row[IN];
    for (size_t r = 0; r < ROWS; r++) {
        for (size_t i = 0; i < IN; i++)
            row[i] = net->row[r][i];
        const float a = dot(row, x, IN) * (net->scale[r] / TEACHER_SCALE) + net->bias[r];
        hidden[r] = a > 0 ? a : 0;
    }
    for (size_t k = 0; k < HEADS; k++)
        score[k] = (double)(net->head_bias[k] + dot(net->weight[k], hidden, ROWS));
}

static double log_odds(double p)
{
    p = p < 1e-6 ? 1e-6 : p > 1 - 1e-6 ? 1 - 1e-6 : p;
    return tl_log(p / (1 - p));
}

/* Scores of head k on one part, and whether it holds; returns how many. */
static size_t column(const struct corpus *c, const double *score, size_t k, enum part part,
                     double *out, bool *holds)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const float label = c->example[i].label[families[0].from + k];
        if (c->example[i].part != part || isnan(label))
            continue;
        out[n] = score[i * HEADS + k];
        holds[n++] = label > .5f;
    }
    return n;
}

/* Sets calibration and thresholds of `net` and prints figures. */
static void settle(const char *name, struct net *net, const struct corpus *c, const double *score)
{
    double *p = get_memory(c->n, sizeof *p), mean[4] = {0};
    bool *holds = get_memory(c->n, sizeof *holds);
    for (size_t k = 0; k < HEADS; k++) {
        double figure[4];
        for (int part = TUNE; part <= TEST; part++) {
            const size_t n = column(c, score, k, (enum part)part, p, holds);
            double *to = figure + (part == TEST ? 2 : 0);
            if (part == TUNE)
                net->curve[k] = fit_curve(p, holds, n);
            to[1] = area_under_roc(p, holds, n);
            for (size_t i = 0; i < n; i++)
                p[i] = 1 / (1 + tl_exp(-(net->curve[k].slope * p[i] + net->curve[k].offset)));
            if (part == TUNE)
                net->threshold[k] = balanced_threshold(p, n);
            to[0] = f1(count_at(p, holds, n, net->threshold[k]));
        }
        printf("%s, head %zu: tune F1 %.3f AUC %.3f, test F1 %.3f AUC %.3f\n", name,
               families[0].from + k, figure[0], figure[1], figure[2], figure[3]);
        for (size_t j = 0; j < 4 && k < families[0].n; j++)
            mean[j] += figure[j] / (double)families[0].n;
    }
    printf("%s, six labels: tune F1 %.3f AUC %.3f, test F1 %.3f AUC %.3f\n", name, mean[0], mean[1],
           mean[2], mean[3]);
    free(p);
    free(holds);
}

static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        give_up("cannot be read", path);
    const size_t most = 16u << 20;
    char *bytes = get_memory(most, 1);
    *size = fread(bytes, 1, most, file);
    fclose(file);
    return bytes;
}

static void score_all(const struct net *net, const struct corpus *c, const float *embedding,
                      const char *fast_path, double *fast, double *both)
{
    size_t size;
    char *bytes = read_file(fast_path, &size);
    struct tl_context ctx;
    struct tl_fast_model *model;
    struct tl_error err;
    struct tl_fast_tokens *tokens = get_memory(1, sizeof *tokens);
    tl_context_init(&ctx);
    if (tl_fast_model_new(&ctx, bytes, size, &model, &err) != TL_OK)
        give_up(err.message, fast_path);
    for (size_t i = 0; i < c->n; i++) {
        const struct example *e = &c->example[i];
        float p[TL_FAST_HEADS];
        if (e->part == TRAIN || (e->source != OFFMYCHEST && e->source != EMAIL))
            continue;
        tl_fast_tokenise((struct tl_str){e->text, strlen(e->text)}, tokens);
        tl_fast_model_read(model, tokens, p);
        answer(net, embedding + i * IN, both + i * HEADS);
        for (size_t k = 0; k < HEADS; k++) {
            fast[i * HEADS + k] = log_odds((double)p[families[0].from + k]);
            both[i * HEADS + k] += fast[i * HEADS + k];
        }
    }
    tl_fast_model_free(model);
    free(tokens);
    free(bytes);
}

static unsigned char *put_float(unsigned char *out, float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    for (int i = 0; i < 4; i++)
        *out++ = (unsigned char)(bits >> 8 * i);
    return out;
}

static void write_file(const char *path, const struct net *net)
{
    unsigned char *bytes = get_memory(TL_SENTENCE_SIZE, 1), *next = bytes + 8;
    memcpy(bytes, TL_SENTENCE_MAGIC, 8);
    for (size_t i = 0; i < TL_SENTENCE_HEADS; i++) {
        const size_t k = kept[i] - families[0].from;
        next = put_float(next, (float)net->curve[k].slope);
        next = put_float(next, (float)net->curve[k].offset);
        next = put_float(next, (float)net->threshold[k]);
    }
    for (size_t i = 0; i < TL_SENTENCE_HEADS; i++)
        next = put_float(next, net->head_bias[kept[i] - families[0].from]);
    for (size_t r = 0; r < ROWS; r++)
        next = put_float(next, net->scale[r]);
    for (size_t r = 0; r < ROWS; r++)
        next = put_float(next, net->bias[r]);
    for (size_t i = 0; i < TL_SENTENCE_HEADS; i++)
        for (size_t r = 0; r < ROWS; r++)
            next = put_float(next, net->weight[kept[i] - families[0].from][r]);
    memcpy(next, net->row, sizeof net->row);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, TL_SENTENCE_SIZE, file) != TL_SENTENCE_SIZE ||
        fclose(file) != 0)
        give_up("cannot be written", path);
    free(bytes);
}

int main(int argc, char **argv)
{
    (void)argc;
    struct corpus c;
    corpus_read(&c, option(argv, "corpora", "."), NULL);
    const char *path = option(argv, "embeddings", "embeddings.bin");
    float *embedding = get_memory(c.n * IN, sizeof *embedding);
    FILE *file = fopen(path, "rb");
    if (file == NULL || fread(embedding, sizeof(float) * IN, c.n, file) != c.n)
        give_up("does not fit these corpora", path);
    fclose(file);
    for (size_t i = 0; i < c.n * IN; i++)
        embedding[i] *= TEACHER_SCALE;
    struct net *net = get_memory(1, sizeof *net);
    double *fast = get_memory(c.n * HEADS, sizeof *fast);
    double *both = get_memory(c.n * HEADS, sizeof *both);
    train(net, &c, embedding);
    score_all(net, &c, embedding, option(argv, "fast", "data/model/fast.bin"), fast, both);
    settle("fast model", net, &c, fast);
    settle("with the sentence", net, &c, both);
    write_file(option(argv, "out", "sentence.bin"), net);
    free(fast);
    free(both);
    free(net);
    free(embedding);
    corpus_free(&c);
    return 0;
}
