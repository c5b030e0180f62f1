/*
 * train_context.c: trains the second stage.
 *
 *     model_train_context dialogue=data/dialogue encoder=data/model/encoder.bin out=FILE
 *
 * The encoder stays as it is; its sentences are the input. What the networks' scores mean
 * (calibration) and from where on a label is shown is set on writers that a network has not seen:
 * four times a quarter of the train and tune writers is left out. Then all of these train the
 * networks that are kept, and the test writers say how good they are. The same data give the same
 * bytes.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context_train.h"
#include "dialogue.h"
#include "encoder.h"
#include "fit.h"
#include "options.h"
#include "tlmath.h"

#define FOLDS 5        /* by the writer's number; 0 are the test writers */
#define PRECISION 0.82 /* 0.8 is aimed at; unknown writers cost a little */
#define RECALL 0.4
#define MAX_NETS 4

struct job {
    struct dialogue dialogue;
    float *input; /* TL_CONTEXT_INPUTS a message */
    bool *holds;  /* ACTS a message */
    float *score; /* ACTS a message: of networks that have not seen its writer */
    uint32_t *use;
    size_t nets;
    struct context_options options;
};

static unsigned char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        give_up("cannot be read", path);
    const size_t most = 16u << 20;
    unsigned char *bytes = get_memory(most, 1);
    *size = fread(bytes, 1, most, file);
    fclose(file);
    return bytes;
}

static void make_inputs(struct job *job, const char *encoder_path)
{
    const struct dialogue *d = &job->dialogue;
    size_t size;
    unsigned char *bytes = read_file(encoder_path, &size);
    struct tl_context ctx;
    struct tl_encoder *encoder;
    struct tl_error err;
    tl_context_init(&ctx);
    if (tl_encoder_new(&ctx, (struct tl_str){(const char *)bytes, size}, &encoder, &err) != TL_OK)
        give_up(err.message, encoder_path);
    float *states = get_memory(2 * TL_ENCODER_STATES, sizeof *states);
    for (size_t i = 0; i < d->n; i++) {
        const struct message *m = &d->message[i];
        float *own = states + i % 2 * TL_ENCODER_STATES;
        const float *other = states + (i + 1) % 2 * TL_ENCODER_STATES;
        const struct tl_str text = {m->text, strlen(m->text)};
        tl_encoder_read_states(encoder, &text, 1, &own);
        struct tl_before before = {0};
        if (!m->first)
            before = (struct tl_before){
                m->speaker == m[-1].speaker, m->minutes, {m[-1].text, strlen(m[-1].text)}};
        tl_context_input(text, own, tl_context_before(&before, m->first ? 0 : 1), other,
                         job->input + i * TL_CONTEXT_INPUTS);
        memcpy(job->holds + i * ACTS, m->act, sizeof m->act);
    }
    free(states);
    tl_encoder_free(encoder);
    free(bytes);
}

/* Trains without the test writers and those of `fold`, and answers those of `fold`. */
static void train(struct job *job, unsigned fold, struct context_net **net)
{
    const struct dialogue *d = &job->dialogue;
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        if (d->message[i].part != TEST && d->message[i].writer % FOLDS != fold)
            job->use[n++] = (uint32_t)i;
    for (size_t k = 0; k < job->nets; k++)
        net[k] = context_train(job->input, job->holds, job->use, n, &job->options, fold * 100 + k);
    for (size_t i = 0; i < d->n; i++) {
        if (d->message[i].writer % FOLDS != fold)
            continue;
        float *score = job->score + i * ACTS, one[ACTS];
        memset(score, 0, ACTS * sizeof *score);
        for (size_t k = 0; k < job->nets; k++) {
            context_answer(net[k], job->input + i * TL_CONTEXT_INPUTS, one);
            for (size_t act = 0; act < ACTS; act++)
                score[act] += one[act] / (float)job->nets;
        }
    }
    fprintf(stderr, "trained without the writers of fold %u\n", fold);
}

/* Scores and truth of one act, of the test writers or of all others; returns how many. */
static size_t column(const struct job *job, size_t act, bool test, double *score, bool *holds)
{
    size_t n = 0;
    for (size_t i = 0; i < job->dialogue.n; i++)
        if ((job->dialogue.message[i].part == TEST) == test) {
            score[n] = (double)job->score[i * ACTS + act];
            holds[n++] = job->dialogue.message[i].act[act];
        }
    return n;
}

static void to_probabilities(double *score, size_t n, struct curve curve)
{
    for (size_t i = 0; i < n; i++)
        score[i] = 1 / (1 + tl_exp(-(curve.slope * score[i] + curve.offset)));
}

/* Sets calibration and thresholds and prints what they come to on the test writers. */
static void settle(const struct job *job, struct curve *curve, double *threshold)
{
    double *p = get_memory(job->dialogue.n, sizeof *p), sum[4] = {0};
    bool *holds = get_memory(job->dialogue.n, sizeof *holds);
    printf("| label | AUC | AP | AUC (others) | AP (others) | threshold | precision | recall |\n"
           "|---|---|---|---|---|---|---|---|\n");
    for (size_t act = 0; act < ACTS; act++) {
        double figure[4];
        size_t n = column(job, act, false, p, holds);
        curve[act] = fit_curve(p, holds, n);
        figure[2] = area_under_roc(p, holds, n);
        figure[3] = average_precision(p, holds, n);
        to_probabilities(p, n, curve[act]);
        threshold[act] = precise_threshold(p, holds, n, PRECISION, RECALL);
        n = column(job, act, true, p, holds);
        figure[0] = area_under_roc(p, holds, n);
        figure[1] = average_precision(p, holds, n);
        to_probabilities(p, n, curve[act]);
        for (size_t k = 0; k < 4; k++)
            sum[k] += figure[k] / ACTS;
        printf("| %s | %.3f | %.2f | %.3f | %.2f |",
               tl_label_name((enum tl_label)(TL_LABEL_DEMAND + act)), figure[0], figure[1],
               figure[2], figure[3]);
        const struct counts c = count_at(p, holds, n, threshold[act]);
        if (isnan(threshold[act]))
            printf(" uncertain | | |\n");
        else
            printf(" %.2f | %.2f | %.2f |\n", threshold[act], c.hit / (c.hit + c.wrong),
                   c.hit / (c.hit + c.missed));
    }
    printf("| mean | %.3f | %.3f | %.3f | %.3f | | | |\n", sum[0], sum[1], sum[2], sum[3]);
    free(p);
    free(holds);
}

static unsigned char *put(unsigned char *out, uint32_t bits)
{
    for (int i = 0; i < 4; i++)
        *out++ = (unsigned char)(bits >> 8 * i);
    return out;
}

static unsigned char *put_float(unsigned char *out, double x)
{
    const float single = (float)x;
    uint32_t bits;
    memcpy(&bits, &single, sizeof bits);
    return put(out, isnan(x) ? UINT32_C(0x7fc00000) : bits);
}

static void write_file(const char *path, const struct job *job, struct context_net *const *net,
                       const struct curve *curve, const double *threshold)
{
    const size_t size = TL_CONTEXT_HEADER + job->nets * TL_CONTEXT_NET_SIZE;
    unsigned char *bytes = get_memory(size, 1), *next = bytes + 8;
    memcpy(bytes, TL_CONTEXT_MAGIC, 8);
    next = put(next, (uint32_t)job->nets);
    for (size_t act = 0; act < ACTS; act++) {
        next = put_float(next, curve[act].slope);
        next = put_float(next, curve[act].offset);
        next = put_float(next, threshold[act]);
    }
    for (size_t k = 0; k < job->nets; k++, next += TL_CONTEXT_NET_SIZE)
        context_pack(net[k], next);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
        give_up("cannot be written", path);
    free(bytes);
}

int main(int argc, char **argv)
{
    (void)argc;
    struct job job = {
        .nets = (size_t)number_option(argv, "nets", "2"),
        .options = {(unsigned)number_option(argv, "epochs", "10"),
                    number_option(argv, "rate", "1e-3"), number_option(argv, "decay", "0.01"),
                    number_option(argv, "input_drop", "0.3"),
                    number_option(argv, "hidden_drop", "0.4")},
    };
    if (job.nets < 1 || job.nets > MAX_NETS)
        give_up("out of range", "nets");
    dialogue_read(&job.dialogue, option(argv, "dialogue", "data/dialogue"), "en");
    const size_t n = job.dialogue.n;
    job.input = get_memory(n * TL_CONTEXT_INPUTS, sizeof *job.input);
    job.holds = get_memory(n * ACTS, sizeof *job.holds);
    job.score = get_memory(n * ACTS, sizeof *job.score);
    job.use = get_memory(n, sizeof *job.use);
    make_inputs(&job, option(argv, "encoder", "data/model/encoder.bin"));
    struct context_net *net[MAX_NETS];
    for (unsigned fold = FOLDS; fold-- > 0;) {
        train(&job, fold, net);
        for (size_t k = 0; fold > 0 && k < job.nets; k++)
            free(net[k]);
    }
    struct curve curve[ACTS];
    double threshold[ACTS];
    settle(&job, curve, threshold);
    write_file(option(argv, "out", "context.bin"), &job, net, curve, threshold);
    for (size_t k = 0; k < job.nets; k++)
        free(net[k]);
    free(job.input);
    free(job.holds);
    free(job.score);
    free(job.use);
    dialogue_free(&job.dialogue);
    return 0;
}
