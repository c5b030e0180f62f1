/*
 * dialogue.h: the labelled scenes of data/dialogue, message by message, each with what stood before
 * it.
 */
#ifndef MODEL_DIALOGUE_H
#define MODEL_DIALOGUE_H

#include <stdbool.h>

#include "corpus.h"

#define ACTS 19

struct message {
    char *text;
    bool act[ACTS];  /* in the order of enum tl_label, from TL_LABEL_DEMAND on */
    bool near[ACTS]; /* tempts, but does not hold */
    bool first;      /* of its scene */
    char speaker;
    double minutes; /* since the message before */
    unsigned writer;
    enum part part;
};

struct dialogue {
    size_t n, cap;
    struct message *message;
};

/* Reads all writers of one language ("en") below `folder`, in the order of their names. */
void dialogue_read(struct dialogue *d, const char *folder, const char *language);
void dialogue_free(struct dialogue *d);

#endif
