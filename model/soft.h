/* soft.h: what teachers say of texts, kept in a file: one row of ALL_HEADS floats a text. */
#ifndef MODEL_SOFT_H
#define MODEL_SOFT_H

#include "net.h"

/* Takes the teacher's word where a label is not known, and mixes `share` of it into GoEmotions'
   known ones. A noisy copy takes what was said of the text it copies. */
void soft_labels_add(const char *path, const struct corpus *corpus, float *label, double share);
/* The probabilities (scores) of `net` for every text that is no noisy copy. */
void soft_labels_write(const char *path, const struct corpus *corpus, struct net *net,
                       const struct features *features, const struct task *task);

#endif
