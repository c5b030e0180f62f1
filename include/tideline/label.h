/*
 * label.h: what a message does: feeling, opening up, asking, answering, pushing off.
 *
 * Labels come from three hands: rules, a fast model that reads one message alone, and a second,
 * slower model that reads a message with what stands before it. docs/labels.md says what each
 * label means, who decides it and how often that is right.
 */
#ifndef TIDELINE_LABEL_H
#define TIDELINE_LABEL_H

#include "conversation.h"

/* Names as tl_label_name gives them. The first 28 are GoEmotions' (Demszky et al. 2020), in its
   order; the rest are acts between two people. */
enum tl_label {
    TL_LABEL_ADMIRATION = 0,
    TL_LABEL_AMUSEMENT,
    TL_LABEL_ANGER,
    TL_LABEL_ANNOYANCE,
    TL_LABEL_APPROVAL,
    TL_LABEL_CARING,
    TL_LABEL_CONFUSION,
    TL_LABEL_CURIOSITY,
    TL_LABEL_DESIRE,
    TL_LABEL_DISAPPOINTMENT,
    TL_LABEL_DISAPPROVAL,
    TL_LABEL_DISGUST,
    TL_LABEL_EMBARRASSMENT,
    TL_LABEL_EXCITEMENT,
    TL_LABEL_FEAR,
    TL_LABEL_EMOTION_GRATITUDE,
    TL_LABEL_GRIEF,
    TL_LABEL_JOY,
    TL_LABEL_LOVE,
    TL_LABEL_NERVOUSNESS,
    TL_LABEL_OPTIMISM,
    TL_LABEL_PRIDE,
    TL_LABEL_REALIZATION,
    TL_LABEL_RELIEF,
    TL_LABEL_REMORSE,
    TL_LABEL_SADNESS,
    TL_LABEL_SURPRISE,
    TL_LABEL_NEUTRAL,
    TL_LABEL_DISCLOSURE_EMOTIONAL,
    TL_LABEL_DISCLOSURE_INFORMATIONAL,
    TL_LABEL_SUPPORT_EMOTIONAL,
    TL_LABEL_SUPPORT_INFORMATIONAL,
    TL_LABEL_REQUEST,
    TL_LABEL_DEMAND,
    TL_LABEL_WITHDRAW,
    TL_LABEL_CRITICISM,
    TL_LABEL_CONTEMPT,
    TL_LABEL_DEFENSIVENESS,
    TL_LABEL_REPAIR,
    TL_LABEL_DISCLOSURE,
    TL_LABEL_VALIDATION,
    TL_LABEL_DISMISSAL,
    TL_LABEL_NEED,
    TL_LABEL_FEELING,
    TL_LABEL_GRATITUDE,
    TL_LABEL_AFFECTION,
    TL_LABEL_APOLOGY,
    TL_LABEL_MASKING,
    TL_LABEL_FOLLOW_UP,
    TL_LABEL_BID,
    TL_LABEL_GOOD_NEWS_RESPONSE,
    TL_LABEL_LOGISTICS,
    TL_LABEL_COUNT
};
#define TL_LABEL_EMOTIONS 28 /* labels below this are emotions */

/* "emotion.joy", "disclosure.emotional", "good_news_response". */
TL_API const char *tl_label_name(enum tl_label label);

/* A message of the talk before the one to label. */
struct tl_before {
    bool own;       /* by the same person as the message to label */
    double minutes; /* before the message to label; NaN where unknown */
    struct tl_str text;
};

/* Why a label was given: a rule or a feature, by name; bytes [at, end) of the message, 0..0 for the
   whole of it or what stood before. */
struct tl_reason {
    enum tl_label label;
    const char *name; /* static: "rule:demand.you_never", "model:fast", "model:context" */
    uint32_t at, end;
};

#define TL_MAX_REASONS 64
struct tl_labels {
    float p[TL_LABEL_COUNT]; /* calibrated probabilities 0..1; NaN where nothing here can tell */
    float valence;           /* -1..1, lexicon and model blended */
    float vader;             /* -1..1, the lexicon's compound score alone */
    uint64_t held;           /* bit of each label whose probability reaches its shown threshold */
    size_t n_reasons;
    struct tl_reason reason[TL_MAX_REASONS];
};

struct tl_labeller_options {
    bool fast; /* without the second model, as when built without it */
};

/* Tables and buffers for labelling; one thread at a time. */
struct tl_labeller;
TL_API enum tl_status tl_labeller_new(const struct tl_context *ctx,
                                      const struct tl_labeller_options *options,
                                      struct tl_labeller **out, struct tl_error *err);
TL_API void tl_labeller_free(struct tl_labeller *labeller);

/* Labels `text` (valid UTF-8), spoken after `before` (oldest first, n_before of them, at most the
   last 4 are read). FATAL on memory only. */
TL_API enum tl_status tl_labeller_read(struct tl_labeller *labeller, struct tl_str text,
                                       const struct tl_before *before, size_t n_before,
                                       struct tl_labels *out, struct tl_error *err);

/* The least probability at which a label is shown; NaN for a label that is never sure enough and so
   counts in no verdict. */
TL_API double tl_label_threshold(enum tl_label label);

/* C13: how deep a message opens up, 0..2 each. */
struct tl_depth {
    uint8_t information : 2, thoughts : 2, feelings : 2;
};

/*
 * The labels of a whole conversation, in columns of conv->n_messages items. Messages without words
 * (calls, reactions, notices, forwarded text) hold nothing.
 */
struct tl_annotations {
    size_t n_messages;
    uint64_t *held;  /* bit l: label l is shown */
    int8_t *valence; /* hundredths, -100..100 */
    struct tl_depth *depth;
    bool fast;            /* made without the second model */
    const char *language; /* "en", "de", "es": which word lists fit; NULL: none does */
    double coverage;      /* share of words found in that language's common words, 0..1 */
    uint64_t uncertain;   /* bit l: label l is never sure enough here, so it enters no test */
    const struct tl_context *ctx;
};

static inline bool tl_holds(const struct tl_annotations *a, size_t message, enum tl_label label)
{
    return (a->held[message] >> label & 1) != 0;
}

/* Labels every message of a finished conversation, equal ones once. FATAL on memory or when
   cancelled. */
TL_API enum tl_status tl_annotate(const struct tl_context *ctx, const struct tl_conversation *conv,
                                  const struct tl_labeller_options *options,
                                  struct tl_annotations **out, struct tl_error *err);
TL_API void tl_annotations_free(struct tl_annotations *annotations);

/* Takes the labels of a message; what is not OK stops the reading. */
typedef enum tl_status tl_take_labels(void *user, size_t message, const struct tl_labels *labels,
                                      struct tl_error *err);
/* Hands over every message with a text, in order, read as tl_annotate reads it: the second model
   reads those that look most worth it. FATAL on memory or when cancelled, else what `take` said. */
TL_API enum tl_status tl_label_chat(const struct tl_context *ctx,
                                    const struct tl_conversation *conv,
                                    const struct tl_labeller_options *options, tl_take_labels *take,
                                    void *user, struct tl_error *err);

#endif
