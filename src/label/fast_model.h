/*
 * fast_model.h: a small network over hashed words that reads one message alone.
 *
 * Words are sums of rows of one table; filters three words wide look at neighbours; what they find
 * is pooled over the message and each head is one row of weights over that. All sums are integers,
 * so that every platform gives the same answer. docs/model_card.md says what it was trained on and
 * how good it is; model/ holds the program that trains it.
 */
#ifndef TL_FAST_MODEL_H
#define TL_FAST_MODEL_H

#include "tideline/base.h"

#include "fast_features.h"

/* What each head answers. Acts are in the order of enum tl_label, from TL_LABEL_DEMAND on. */
enum tl_fast_head {
    TL_FAST_EMOTIONS = 0, /* 28, in GoEmotions' order */
    TL_FAST_DISCLOSURE_EMOTIONAL = 28,
    TL_FAST_DISCLOSURE_INFORMATIONAL,
    TL_FAST_SUPPORT,         /* any, */
    TL_FAST_SUPPORT_GENERAL, /* catch phrases, */
    TL_FAST_SUPPORT_INFORMATIONAL,
    TL_FAST_SUPPORT_EMOTIONAL,
    TL_FAST_REQUEST,
    TL_FAST_POLITENESS, /* a score, above 0 is polite */
    TL_FAST_VALENCE,    /* a score, -4..4 */
    TL_FAST_ACTS,       /* 19 */
    TL_FAST_HEADS = TL_FAST_ACTS + 19
};

#define TL_FAST_N_EMOTIONS 28
#define TL_FAST_MAX_WIDTH 64 /* of a row, and of the filters */

/*
 * The file, little-endian: "TLF2", u32 log2 of rows, u32 row width d (in eights), u32 filters h,
 * u32 heads; f32 scale of the table, i8 table[rows][d]; f32 scale[h], f32 bias[h], i8 filter[h][3
 * d] (word before, word, word after); f32 scale[heads], f32 bias[heads], f32 threshold[heads], f32
 * gate[heads], i8 head[heads][d + 2 h]; f32 blend[3] (valence: constant,
 * lexicon's compound score, head); f32 rivalry, f32 slope[emotions], f32 offset[emotions].
 *
 * A message mostly shows one emotion. So an emotion's score falls by rivalry times the logarithm of
 * what the probabilities of all 28 add up to, and slope and offset make it a calibrated one again.
 */
struct tl_fast_model;

/* `file` must outlive the model; NULL takes the one built in. FAIL when it is not such a file. */
enum tl_status tl_fast_model_new(const struct tl_context *ctx, const void *file, size_t size,
                                 struct tl_fast_model **out, struct tl_error *err);
void tl_fast_model_free(struct tl_fast_model *model);

/*
 * Calibrated probabilities 0..1 (scores for the two heads that are scores) of TL_FAST_HEADS heads.
 * Keeps words it has seen in `model`, so one thread at a time; the answers do not depend on that.
 */
void tl_fast_model_read(struct tl_fast_model *model, const struct tl_fast_tokens *tokens,
                        float out[TL_FAST_HEADS]);

/* The same before the logistic function that makes probabilities of them. */
void tl_fast_model_scores(struct tl_fast_model *model, const struct tl_fast_tokens *tokens,
                          double out[TL_FAST_HEADS]);

/* Least probability to show a label at: for acts that of a precision of .8 on development data, for
   the rest the one that balances precision and recall; NaN: never sure enough. */
double tl_fast_model_threshold(const struct tl_fast_model *model, enum tl_fast_head head);
double tl_fast_threshold_built_in(enum tl_fast_head head);
/* Least probability at which a message is worth a second reading for this label; NaN: the head is
   not trained. */
double tl_fast_model_gate(const struct tl_fast_model *model, enum tl_fast_head head);
/* Human valence -1..1 from the lexicon's compound score and the head's. */
double tl_fast_model_valence(const struct tl_fast_model *model, double compound, double head);

#endif
