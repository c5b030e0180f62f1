/*
 * labeller.c: the cascade. The fast model, the lexicon and the rules read every message; those that
 * may hold an act between two people go on to the second stage, which also knows what was said
 * before. docs/labels.md says which hand decides which label.
 */
#include "labelling.h"

#include <math.h>
#include <string.h>

#include "fast_model.h"
#include "fault.h"
#include "memory.h"
#include "rules.h"
#include "vader.h"

#define FIRST_ACT TL_LABEL_DEMAND
#define RULES_ALONE .5 /* least probability to show a label at where only rules speak */
#define SURE_WORDS 4   /* fewer do not tell a language */

struct tl_labeller {
    const struct tl_context *ctx;
    struct tl_fast_model *model;
    struct tl_vader vader;
    struct tl_second_stage *second;
    struct tl_cue_words cues;
    enum tl_language language;
    /* of the message last read: */
    struct tl_fast_tokens tokens;
    uint64_t lists[TL_FAST_TOKENS]; /* the cue lists its words stand in */
    struct tl_tokens words;
    struct tl_words found; /* by the lexicon */
};

/* Acts whose answer counts: a demand that is met or brushed off, a disclosure, good news. */
static const uint64_t drawing = (uint64_t)1 << TL_LABEL_DEMAND | (uint64_t)1 << TL_LABEL_CRITICISM |
                                (uint64_t)1 << TL_LABEL_CONTEMPT |
                                (uint64_t)1 << TL_LABEL_DISCLOSURE |
                                (uint64_t)1 << TL_LABEL_FEELING;

/* The head that answers a label. */
static enum tl_fast_head head_of(enum tl_label label)
{
    switch (label) {
    case TL_LABEL_DISCLOSURE_EMOTIONAL:
        return TL_FAST_DISCLOSURE_EMOTIONAL;
    case TL_LABEL_DISCLOSURE_INFORMATIONAL:
        return TL_FAST_DISCLOSURE_INFORMATIONAL;
    case TL_LABEL_SUPPORT_EMOTIONAL:
        return TL_FAST_SUPPORT_EMOTIONAL;
    case TL_LABEL_SUPPORT_INFORMATIONAL:
        return TL_FAST_SUPPORT_INFORMATIONAL;
    case TL_LABEL_REQUEST:
        return TL_FAST_REQUEST;
    default:
        return label < TL_LABEL_EMOTIONS ? (enum tl_fast_head)label
                                         : (enum tl_fast_head)(TL_FAST_ACTS + (label - FIRST_ACT));
    }
}

enum tl_status tl_labeller_new(const struct tl_context *ctx,
                               const struct tl_labeller_options *options, struct tl_labeller **out,
                               struct tl_error *err)
{
    struct tl_labeller *l = tl_alloc_zeroed(ctx, 1, sizeof *l);
    if (l == NULL)
        return tl_fault_memory(err);
    l->ctx = ctx;
    tl_vader_init(&l->vader, ctx);
    tl_cue_words_init(&l->cues);
    tl_tokens_init(&l->words, ctx);
    tl_words_init(&l->found, ctx);
    l->language = TL_LANGUAGE_EN;
    enum tl_status status = tl_fast_model_new(ctx, NULL, 0, &l->model, err);
    if (status == TL_OK && !options->fast)
        status = tl_second_stage_new(ctx, &l->second, err);
    if (status != TL_OK) {
        tl_labeller_free(l);
        return TL_FATAL;
    }
    *out = l;
    return TL_OK;
}

void tl_labeller_free(struct tl_labeller *l)
{
    if (l == NULL)
        return;
    tl_second_stage_free(l->second);
    tl_fast_model_free(l->model);
    tl_vader_release(&l->vader);
    tl_tokens_release(&l->words);
    tl_words_release(&l->found);
    tl_free(l->ctx, l, sizeof *l);
}

struct tl_second_stage *tl_labeller_second(struct tl_labeller *l)
{
    return l->second;
}

void tl_labeller_language(struct tl_labeller *l, enum tl_language language)
{
    l->language = language == TL_LANGUAGE_NONE ? TL_LANGUAGE_EN : language;
}

const struct tl_tokens *tl_labeller_words(const struct tl_labeller *l)
{
    return &l->words;
}

enum tl_status tl_label_first(struct tl_labeller *l, struct tl_str text, struct tl_labels *out,
                              struct tl_first *first, struct tl_error *err)
{
    float head[TL_FAST_HEADS];
    struct tl_vader_scores vader;
    enum tl_status status = tl_vader_score(&l->vader, text, &vader, err);
    if (status == TL_OK)
        status = tl_tokens_read(&l->words, text, err);
    if (status == TL_OK)
        status = tl_words_read(&l->found, tl_lexicon_of(l->language), &l->words, err);
    if (status != TL_OK)
        return status;
    const bool english = l->language == TL_LANGUAGE_EN;
    tl_fast_tokenise(text, &l->tokens);
    tl_fast_model_read(l->model, &l->tokens, head);
    out->held = 0;
    out->n_reasons = 0;
    out->vader = (float)vader.compound;
    out->valence =
        (float)tl_fast_model_valence(l->model, vader.compound, (double)head[TL_FAST_VALENCE]);
    *first = (struct tl_first){0, 0};
    for (size_t k = 0; k < TL_LABEL_COUNT; k++) {
        const enum tl_fast_head h = head_of((enum tl_label)k);
        out->p[k] = isnan(tl_fast_model_gate(l->model, h)) || !english ? NAN : head[h];
        /* only acts are read again for */
        if (isnan(out->p[k]) || k < FIRST_ACT || !tl_second_stage_decides((enum tl_label)k))
            continue;
        if (!isnan(tl_second_stage_threshold((enum tl_label)k)))
            first->worth += out->p[k];
        if ((drawing >> k & 1) != 0)
            first->draws += out->p[k];
    }
    const uint64_t all_lists = tl_cue_words_read(&l->cues, &l->tokens, l->lists);
    const struct tl_rule_input in = {text,      &l->tokens, l->lists,    all_lists,
                                     &l->words, &l->found,  l->language, vader.compound};
    tl_rules_apply(&in, out);
    return TL_OK;
}

static double threshold_of(const struct tl_labeller *l, enum tl_label label, bool second)
{
    if (l->language != TL_LANGUAGE_EN)
        return RULES_ALONE;
    if (second && tl_second_stage_decides(label))
        return tl_second_stage_threshold(label);
    return tl_fast_model_threshold(l->model, head_of(label));
}

void tl_label_settle(const struct tl_labeller *l, struct tl_labels *labels, bool second)
{
    labels->held = 0;
    for (size_t i = 0; i < labels->n_reasons; i++)
        if (strcmp(labels->reason[i].name, TL_PLAIN_ACT_RULE) == 0)
            tl_rule_raise(labels, labels->reason[i].label, TL_PLAIN_ACT);
    for (size_t k = 0; k < TL_LABEL_COUNT; k++) {
        const enum tl_label label = (enum tl_label)k;
        if (!((double)labels->p[k] >= threshold_of(l, label, second)))
            continue;
        labels->held |= (uint64_t)1 << k;
        tl_reason_add(labels, label,
                      second && tl_second_stage_decides(label) ? "model:context" : "model:fast", 0,
                      0);
    }
}

uint64_t tl_labeller_uncertain(const struct tl_labeller *l, bool second)
{
    /* what word_lists.c decides where the models know no word */
    const uint64_t listed = (uint64_t)1 << TL_LABEL_GRATITUDE | (uint64_t)1 << TL_LABEL_AFFECTION |
                            (uint64_t)1 << TL_LABEL_APOLOGY;
    uint64_t uncertain = 0;
    if (l->language != TL_LANGUAGE_EN)
        return TL_LABELS_ALL & ~listed;
    for (size_t k = 0; k < TL_LABEL_COUNT; k++)
        if (isnan(threshold_of(l, (enum tl_label)k, second)))
            uncertain |= (uint64_t)1 << k;
    return uncertain;
}

struct tl_depth tl_label_depth(const struct tl_labeller *l, const struct tl_labels *labels)
{
    return tl_depth_of(&l->found, labels);
}

/* From the message and what stands before it. */
static enum tl_status guess_language(struct tl_labeller *l, struct tl_str text,
                                     const struct tl_before *before, size_t n_before,
                                     struct tl_error *err)
{
    struct tl_language_count count = {0};
    for (size_t i = 0; i <= n_before; i++) {
        const enum tl_status status =
            tl_tokens_read(&l->words, i < n_before ? before[i].text : text, err);
        if (status != TL_OK)
            return status;
        tl_language_count(&count, &l->words);
    }
    tl_labeller_language(l, count.words < SURE_WORDS ? TL_LANGUAGE_EN : tl_language_guess(&count));
    return TL_OK;
}

enum tl_status tl_labeller_read(struct tl_labeller *l, struct tl_str text,
                                const struct tl_before *before, size_t n_before,
                                struct tl_labels *out, struct tl_error *err)
{
    struct tl_first first;
    enum tl_status status = guess_language(l, text, before, n_before, err);
    if (status == TL_OK)
        status = tl_label_first(l, text, out, &first, err);
    if (status != TL_OK)
        return status;
    /* one message is asked about: it is worth the while whatever it looks like */
    const bool second = l->second != NULL && text.len > 0 && l->language == TL_LANGUAGE_EN;
    if (second) {
        const struct tl_second_stage_item item = {text, before, n_before, out->p};
        status = tl_second_stage_read(l->second, &item, 1, err);
        if (status != TL_OK)
            return status;
    }
    tl_label_settle(l, out, second);
    return TL_OK;
}

double tl_label_threshold(enum tl_label label)
{
    if ((size_t)label >= TL_LABEL_COUNT)
        return NAN;
    return tl_second_stage_decides(label) ? tl_second_stage_threshold(label)
                                          : tl_fast_threshold_built_in(head_of(label));
}
