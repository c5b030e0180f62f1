/*
 * labelling.h: the two stages of labelling apart, for labeller.c (one message) and annotate.c (all
 * of a conversation).
 */
#ifndef TL_LABELLING_H
#define TL_LABELLING_H

#include "second_stage.h"

#include "language.h"

#define TL_LABELS_ALL (((uint64_t)1 << TL_LABEL_COUNT) - 1)

/* What the first stage says beside its labels. */
struct tl_first {
    float worth; /* acts the second stage could be sure of that are expected in it */
    float draws; /* acts expected in it whose answer matters, whatever that looks like */
};
/* Fast model, lexicon and rules. */
enum tl_status tl_label_first(struct tl_labeller *labeller, struct tl_str text,
                              struct tl_labels *out, struct tl_first *first, struct tl_error *err);
/* NULL: there is none, or the options want none. */
struct tl_second_stage *tl_labeller_second(struct tl_labeller *labeller);
/* Sets held, and reasons where a model decided. `second`: the second stage has read it. */
void tl_label_settle(const struct tl_labeller *labeller, struct tl_labels *labels, bool second);
/* Bits of the labels that are never sure enough in its language, with or without the second stage:
   no message holds them but by a word list of another language. */
uint64_t tl_labeller_uncertain(const struct tl_labeller *labeller, bool second);
/* How deep the message last read by tl_label_first opens up, its probabilities being `labels`. */
struct tl_depth tl_label_depth(const struct tl_labeller *labeller, const struct tl_labels *labels);

/* Whose lexicon is read, and whether the models speak: they know English only, so that in other
   languages most labels are NaN. English at first. */
void tl_labeller_language(struct tl_labeller *labeller, enum tl_language language);
/* The words of the message last read. */
const struct tl_tokens *tl_labeller_words(const struct tl_labeller *labeller);

/* C13 from what the lexicon found and the labels held; depth.c. */
struct tl_depth tl_depth_of(const struct tl_words *found, const struct tl_labels *labels);

#endif
