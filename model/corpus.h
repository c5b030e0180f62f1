/*
 * corpus.h: labelled texts of several sources in one list, each with the labels it has.
 */
#ifndef MODEL_CORPUS_H
#define MODEL_CORPUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fast_model.h"

/* Heads that only help training and are not kept: film lines' eight emotions and neutral. */
#define AUXILIARY 9
#define ALL_HEADS (TL_FAST_HEADS + AUXILIARY)

enum source {
    GOEMOTIONS,
    OFFMYCHEST,
    EMAIL,
    POLITENESS,
    TWEETS,
    AMAZON,
    MOVIES,
    NYT,
    XED,
    CASINO,
    DIALOGUE,
    N_SOURCES
};
enum part { TRAIN, TUNE, TEST };

struct example {
    char *text;
    float *label;   /* ALL_HEADS; NaN: not known */
    float compound; /* the lexicon's score, NaN where not known */
    uint32_t twin;  /* index of the text this is a noisy copy of, itself otherwise */
    uint8_t source, part;
    uint8_t hand; /* of dialogue: the writer's number modulo 5, else 0 */
    bool german_or_spanish;
};

struct corpus {
    size_t n, cap;
    struct example *example;
};

/* Reads every corpus below `folder`; `dialogue` (NULL: none) holds *.txt of labelled scenes. Order
   and parts depend on the texts alone. Ends the program with a message when a file is missing. */
void corpus_read(struct corpus *corpus, const char *folder, const char *dialogue);
/* Appends noisy copies of a share of the short training texts. */
void corpus_add_noise(struct corpus *corpus, double share, uint64_t seed);
void corpus_free(struct corpus *corpus);

/* Prints a message and ends the program. */
_Noreturn void give_up(const char *what, const char *which);
void *get_memory(size_t n, size_t size);

#endif
