/*
 * train_context.c: trains the second stage.
 *
 *     model_train_context fast=FILE,FILE,FILE,FILE,FILE out=FILE [dialogue=data/dialogue]
 *                         [encoder=data/model/encoder.bin]
 *
 * Encoder and fast model stay as they are; what they say is the input. Of writers that taught the
 * fast model its answers would be too good, so there are five of it: the first is the one that is
 * kept, and answers for the test writers; number k has not seen the writers of fold k (train.c,
 * without=k) and answers for them. What the networks' scores mean
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

/* The fast models named in `list`, one a fold. */
static void open_fast(const struct tl_context *ctx, const char *list, unsigned char **bytes,
                      struct tl_fast_model **fast)
{
    char path[1024];
    struct tl_error err;
    for (size_t k = 0; k < FOLDS; k++) {
        const size_t len = strcspn(list, ",");
        size_t size;
        snprintf(path, sizeof path, "%.*s", (int)len, list);
        list += len + (list[len] == ',');
        bytes[k] = read_file(path, &size);
        if (tl_fast_model_new(ctx, bytes[k], size, &fast[k], &err) != TL_OK)
            give_up(err.message, path);
    }
}

static void make_inputs(struct job *job, const char *encoder_path, const char *fast_paths)
{
    const struct dialogue *d = &job->dialogue;
    const size_t n = d->n;
    size_t size;
    unsigned char *bytes = read_file(encoder_path, &size), *fast_bytes[FOLDS];
    struct tl_context ctx;
    struct tl_encoder *encoder;
    struct tl_fast_model *fast[FOLDS];
    struct tl_error err;
    struct tl_context_hints *hints = get_memory(1, sizeof *hints);
    tl_context_init(&ctx);
    if (tl_encoder_new(&ctx, (struct tl_str){(const char *)bytes, size}, &encoder, &err) != TL_OK)
        give_up(err.message, encoder_path);
    open_fast(&ctx, fast_paths, fast_bytes, fast);
    tl_context_hints_init(hints, &ctx);
    float *views = get_memory(n * TL_CONTEXT_VIEW, sizeof *views);
    for (size_t i = 0; i < n; i++) {
        const struct message *m = &d->message[i];
        const struct tl_str text = {m->text, strlen(m->text)};
        float *own = views + i * TL_CONTEXT_VIEW;
        tl_encoder_read_states(encoder, &text, 1, &own);
        if (tl_context_hints_read(hints, fast[m->writer % FOLDS], text, own + TL_ENCODER_STATES,
                                  &err) != TL_OK)
            give_up(err.message, "hints");
        memcpy(job->holds + i * ACTS, m->act, sizeof m->act);
    }
    size_t n_before = 0;
    for (size_t i = 0; i < n; i++) {
        const struct message *m = &d->message[i];
        struct tl_before before[TL_CONTEXT_BACK];
        float back[TL_CONTEXT_BACK - 1][TL_CONTEXT_HINTS];
        double minutes = 0;
        n_before = m->first ? 0 : n_before < TL_CONTEXT_BACK ? n_before + 1 : n_before;
        for (size_t k = 0; k < n_before; k++) {
            const struct message *b = m - k - 1;
            minutes += b[1].minutes;
            before[n_before - 1 - k] =
                (struct tl_before){m->speaker == b->speaker, minutes, {b->text, strlen(b->text)}};
            if (k > 0)
                memcpy(back[k - 1], views + (i - k - 1) * TL_CONTEXT_VIEW + TL_ENCODER_STATES,
                       sizeof back[0]);
        }
        const float *own = views + i * TL_CONTEXT_VIEW;
        tl_context_input((struct tl_str){m->text, strlen(m->text)}, own,
                         tl_context_before(before, n_before), i > 0 ? own - TL_CONTEXT_VIEW : own,
                         back, job->input + i * TL_CONTEXT_INPUTS);
    }
    free(views);
    tl_context_hints_release(hints);
    free(hints);
    for (size_t k = 0; k < FOLDS; k++) {
        tl_fast_model_free(fast[k]);
        free(fast_bytes[k]);
    }
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
        .options = {(unsigned)number_option(argv, "epochs", "15"),
                    number_option(argv, "rate", "1e-3"), number_option(argv, "decay", "0.1"),
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
    make_inputs(&job, option(argv, "encoder", "data/model/encoder.bin"), option(argv, "fast", ""));
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
