/*
 * teacher.h: linear models and small networks over the encoder's sentences.
 */
#ifndef MODEL_TEACHER_H
#define MODEL_TEACHER_H

#include "corpus.h"
#include "rng.h"

#define TEACHER_INPUTS 512
#define TEACHER_MOST_HIDDEN 256
#define TEACHER_FOLDS 4
#define TEACHER_SCALE 22.627417f /* sqrt(inputs): each number is then about 1 */

/* Heads that are learnt together; `score`: numbers, not probabilities. */
struct family {
    size_t from, n;
    bool score;
    unsigned epochs;
};

struct matrix {
    size_t n;
    float *w, *g, *m, *v;
};

/* hidden 0: linear. */
struct teacher {
    size_t hidden, heads;
    bool score;
    struct matrix in, in_bias, out, out_bias;
    float h[TEACHER_MOST_HIDDEN], keep[TEACHER_MOST_HIDDEN];
};

void teacher_init(struct teacher *teacher, const struct family *family, size_t hidden,
                  struct tl_rng *rng);
void teacher_free(struct teacher *teacher);

/* On the training texts with the family's labels but those of `fold` (TEACHER_FOLDS: on all);
   `embedding` holds TEACHER_INPUTS numbers a text. */
void teacher_train(struct teacher *teacher, const struct corpus *corpus,
                   const struct family *family, const float *embedding, unsigned fold,
                   struct tl_rng *rng);

/* What the last layer reads; rng NULL: nothing is dropped. */
const float *teacher_hide(struct teacher *teacher, const float *x, double drop, struct tl_rng *rng);
void teacher_answer(struct teacher *teacher, const float *last, double *out);

#endif
