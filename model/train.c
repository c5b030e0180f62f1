/*
 * train.c: trains the fast model from the corpora and writes data/model/fast.bin.
 *
 *     model_train corpora=FOLDER out=FILE [dialogue=FOLDER] [soft=FILE] [report=FILE]
 *                 [predict=FILE] [without=HAND] [bits=14] [width=56] [filters=64] [epochs=8]
 *                 [seed=1]
 *
 * The same corpora give the same bytes. Nothing of the test parts is looked at but in the report.
 * docs/model_card.md explains the steps; soft labels come from soften.c.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fit.h"
#include "net.h"
#include "options.h"
#include "report.h"
#include "soft.h"
#include "weights_file.h"

static char **arguments;

static double number(const char *key, const char *otherwise)
{
    return number_option(arguments, key, otherwise);
}

static void set_tasks(struct task task[ALL_HEADS])
{
    for (size_t k = 0; k < ALL_HEADS; k++)
        task[k] = (struct task){k >= TL_FAST_HEADS ? .5f : 1, false};
    task[TL_FAST_POLITENESS] = (struct task){.5f, true};
    task[TL_FAST_VALENCE] = (struct task){.3f, true};
    for (size_t k = TL_FAST_ACTS; k < TL_FAST_HEADS; k++)
        task[k].weight = (float)number("acts_weight", "0.5");
}

static float *collect_labels(const struct corpus *c)
{
    float *label = get_memory(c->n * ALL_HEADS, sizeof(float));
    for (size_t i = 0; i < c->n; i++)
        memcpy(label + i * ALL_HEADS, c->example[i].label, ALL_HEADS * sizeof(float));
    const char *soft = option(arguments, "soft", NULL);
    if (soft != NULL)
        soft_labels_add(soft, c, label, number("soft_share", "0.6"));
    return label;
}

static void train(struct net *net, const struct corpus *c)
{
    struct net_options o = {.bits = (unsigned)number("bits", "14"),
                            .epochs = (unsigned)number("epochs", "8"),
                            .seed = (unsigned)number("seed", "1"),
                            .d = (size_t)number("width", "56"),
                            .h = (size_t)number("filters", "64"),
                            .table_rate = number("table_rate", "0.1"),
                            .dense_rate = number("dense_rate", "0.002"),
                            .decay = number("decay", "0.01"),
                            .feature_drop = number("feature_drop", "0.3"),
                            .z_drop = number("z_drop", "0.3")};
    const unsigned folds = (unsigned)number("folds", "0"), fold = (unsigned)number("fold", "0");
    const unsigned without = (unsigned)number("without", "0"); /* writers of dialogue, by hand */
    struct task task[ALL_HEADS];
    struct features features;
    uint32_t *use = get_memory(c->n, sizeof(uint32_t));
    size_t n_use = 0;
    set_tasks(task);
    float *label = collect_labels(c);
    for (size_t i = 0; i < c->n; i++) {
        bool known = false;
        for (size_t k = 0; k < ALL_HEADS && !known; k++)
            known = !isnan(label[i * ALL_HEADS + k]);
        if (known && c->example[i].part == TRAIN &&
            (folds == 0 || c->example[i].twin % folds != fold) &&
            (without == 0 || c->example[i].hand != without))
            use[n_use++] = (uint32_t)i;
    }
    features_make(&features, c, o.bits);
    net_init(net, &o, ALL_HEADS, task);
    net_train(net, &o, &features, label, use, n_use, task);
    const char *predict = option(arguments, "predict", NULL);
    if (predict != NULL)
        soft_labels_write(predict, c, net, &features, task);
    features_free(&features);
    free(use);
    free(label);
}

static void write_file(const char *path, const void *bytes, size_t size)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL || fwrite(bytes, 1, size, f) != size || fclose(f) != 0)
        give_up("cannot be written", path);
}

int main(int argc, char **argv)
{
    (void)argc;
    arguments = argv;
    if (option(arguments, "corpora", NULL) == NULL || option(arguments, "out", NULL) == NULL) {
        fputs("usage: model_train corpora=FOLDER out=FILE [key=value...]\n", stderr);
        return 2;
    }
    struct corpus corpus;
    struct net net;
    struct fitted fitted;
    corpus_read(&corpus, option(arguments, "corpora", NULL), option(arguments, "dialogue", NULL));
    corpus_add_noise(&corpus, number("noise", "0.3"), 1);
    fprintf(stderr, "%zu texts\n", corpus.n);
    train(&net, &corpus);

    fitted_init(&fitted);
    size_t size;
    unsigned char *file = weights_pack(&net, &fitted, &size);
    fit_on_tune(&fitted, &corpus, file, size, number("gate", "0.5"));
    free(file);
    file = weights_pack(&net, &fitted, &size);
    write_file(option(arguments, "out", NULL), file, size);
    report_print(option(arguments, "report", NULL), &corpus, file, size);
    free(file);
    net_free(&net);
    corpus_free(&corpus);
    return 0;
}
