/*
 * annotate.c: labels for a whole conversation, in columns for the measures or message by message
 * for whoever wants the probabilities.
 *
 * First the fast model reads every message; chat repeats itself, so short texts are looked up among
 * those already read and share their labels. Then the second stage reads again, in batches and with
 * what stood before, the messages that are most worth it. How many is bounded, since it is a
 * thousand times slower; the bar is one and the same for the whole chat, so that its weeks can be
 * compared.
 */
#include "labelling.h"

#include <math.h>
#include <string.h>

#include "fault.h"
#include "memory.h"
#include "prior.h"
#include "str.h"

#define SHORT 64      /* bytes; a longer text is rarely said twice */
#define BEFORE 4      /* messages handed to the second stage with each */
#define SAMPLE 20000  /* messages that tell the language */
#define REPORT 8192   /* messages between two reports of progress */
#define WAITING 256   /* messages that may wait for one that is read again */
#define DRAWN_MIN 720 /* minutes in which an answer still belongs to what drew it */

/* Messages read again: so many, and one in so many of all. */
#define AGAIN_LEAST 400
#define AGAIN_ONE_IN 25
/* What an answer gains in worth by what drew it. */
#define DRAWN_SHARE 0.2f
/* Worths and draws are kept as whole numbers of this part. */
#define WORTH_UNIT (1.0f / 4096)
/* How much of the progress the first reading is when there is a second. */
#define FIRST_SHARE 0.2

/* Texts read so far: the first message of each, counted from 1. */
struct seen {
    uint32_t *slot; /* 0: free */
    size_t n, size;
};

struct pending {
    size_t message;
    bool again; /* the second stage is to read it */
    struct tl_labels labels;
    struct tl_before before[BEFORE];
    size_t n_before;
};

/* What the second stage said of the acts of one message, in 255ths. */
#define FIRST_ACT TL_LABEL_DEMAND
enum { N_ACTS = TL_LABEL_COUNT - FIRST_ACT };
#define LEARNT_SHARE 0.05    /* of each act in data/dialogue, about */
#define EVERYDAY_SHARE 0.005 /* supposed of everyday chat */
/* An act is not taken to be rarer: what the chat tells of the share starves where an act is rare,
   and then not one is held. */
#define LEAST_SHARE 0.01
#define LEAST_DEMANDS 0.004
struct reread {
    uint32_t message;
    uint8_t p[N_ACTS];
};

struct run {
    const struct tl_context *ctx;
    const struct tl_conversation *conv;
    struct tl_annotations *out;
    struct tl_labeller *labeller;
    struct seen seen;
    bool all; /* not only what is read again is taken */
    tl_take_labels *take;
    void *user;
    struct pending *pending;
    size_t n_pending, n_again, most_pending;
    struct reread *reread;
    size_t n_reread;
    bool second;                 /* there is one, and it knows the language */
    uint16_t *worth, *draws;     /* of each message, in WORTH_UNIT; NULL without a second stage */
    size_t last[BEFORE], n_last; /* messages with words before the one at hand, oldest first */
    struct tl_error *err;
};

static bool has_text(const struct tl_conversation *conv, size_t i)
{
    return conv->text_len[i] > 0 && conv->sender[i] != TL_NOBODY &&
           conv->kind[i] != TL_KIND_REACTION && conv->kind[i] != TL_KIND_SYSTEM &&
           conv->kind[i] != TL_KIND_DELETED;
}

static bool has_words(const struct tl_conversation *conv, size_t i)
{
    return has_text(conv, i) && conv->kind[i] != TL_KIND_CALL &&
           conv->kind[i] != TL_KIND_MISSED_CALL && (conv->flags[i] & TL_FLAG_FORWARDED) == 0 &&
           (conv->kind[i] == TL_KIND_TEXT || (conv->flags[i] & TL_FLAG_CAPTION) != 0);
}

static uint32_t *find_slot(const struct seen *seen, const struct tl_conversation *conv,
                           struct tl_str text)
{
    size_t at = (size_t)tl_str_hash(text) & (seen->size - 1);
    while (seen->slot[at] != 0 &&
           !tl_str_equal(tl_conversation_text(conv, seen->slot[at] - 1), text))
        at = (at + 1) & (seen->size - 1);
    return &seen->slot[at];
}

static enum tl_status grow(struct run *r)
{
    struct seen *old = &r->seen, larger = {NULL, old->n, old->size == 0 ? 4096 : old->size * 2};
    if (old->n * 2 < old->size)
        return TL_OK;
    larger.slot = tl_alloc_zeroed(r->ctx, larger.size, sizeof *larger.slot);
    if (larger.slot == NULL)
        return tl_fault_memory(r->err);
    for (size_t i = 0; i < old->size; i++)
        if (old->slot[i] != 0)
            *find_slot(&larger, r->conv, tl_conversation_text(r->conv, old->slot[i] - 1)) =
                old->slot[i];
    tl_free(r->ctx, old->slot, old->size * sizeof *old->slot);
    *old = larger;
    return TL_OK;
}

static void store(struct run *r, size_t i, const struct tl_labels *labels)
{
    const double hundredths = (double)labels->valence * 100;
    r->out->held[i] = labels->held;
    r->out->valence[i] = (int8_t)floor(hundredths + .5);
    r->out->depth[i] = tl_label_depth(r->labeller, labels);
}

/* Keeps what the second stage said of a message. Its depth is worked out later, since words decide
   most of it. */
static enum tl_status keep(void *user, size_t message, const struct tl_labels *labels,
                           struct tl_error *err)
{
    struct run *r = user;
    (void)err;
    r->out->held[message] = labels->held;
    struct reread *kept = &r->reread[r->n_reread++];
    kept->message = (uint32_t)message;
    for (int a = 0; a < N_ACTS; a++) {
        const float x = labels->p[FIRST_ACT + a];
        kept->p[a] = x > 0 ? (uint8_t)(x * 255 + .5f) : 0;
    }
    return TL_OK;
}

/* Reads again what has gathered for it, and hands on all that has gathered. */
static enum tl_status flush(struct run *r)
{
    struct tl_second_stage_item item[TL_SECOND_STAGE_BATCH];
    size_t n = 0;
    for (size_t k = 0; k < r->n_pending; k++) {
        struct pending *p = &r->pending[k];
        if (p->again)
            item[n++] = (struct tl_second_stage_item){tl_conversation_text(r->conv, p->message),
                                                      p->before, p->n_before, p->labels.p};
    }
    enum tl_status status =
        n > 0 ? tl_second_stage_read(tl_labeller_second(r->labeller), item, n, r->err) : TL_OK;
    for (size_t k = 0; status == TL_OK && k < r->n_pending; k++) {
        struct pending *p = &r->pending[k];
        tl_label_settle(r->labeller, &p->labels, p->again);
        status = r->take(r->user, p->message, &p->labels, r->err);
    }
    r->n_pending = r->n_again = 0;
    return status;
}

static enum tl_status put_pending(struct run *r, size_t i, bool again)
{
    struct pending *p = &r->pending[r->n_pending++];
    struct tl_first first;
    const enum tl_status status =
        tl_label_first(r->labeller, tl_conversation_text(r->conv, i), &p->labels, &first, r->err);
    if (status != TL_OK)
        return status;
    p->message = i;
    p->again = again;
    p->n_before = again ? r->n_last : 0;
    r->n_again += again;
    for (size_t k = 0; k < p->n_before; k++) {
        const size_t m = r->last[k];
        p->before[k] = (struct tl_before){r->conv->sender[m] == r->conv->sender[i],
                                          (double)(r->conv->time_ms[i] - r->conv->time_ms[m]) / 6e4,
                                          tl_conversation_text(r->conv, m)};
    }
    return r->n_again == TL_SECOND_STAGE_BATCH || r->n_pending == r->most_pending ? flush(r)
                                                                                  : TL_OK;
}

/* A message read alone, in a chat where an act is as rare as in everyday talk: an act is held where
   it is then still more likely than not. What word lists decide stays. */
static void fit_to_everyday(struct tl_labels *labels)
{
    for (int a = 0; a < N_ACTS; a++) {
        const enum tl_label label = (enum tl_label)(FIRST_ACT + a);
        if (label != TL_LABEL_GRATITUDE && label != TL_LABEL_AFFECTION &&
            label != TL_LABEL_APOLOGY &&
            !(tl_prior_shift((double)labels->p[label], LEARNT_SHARE, EVERYDAY_SHARE) >= 0.5))
            labels->held &= ~((uint64_t)1 << label);
    }
}

static uint16_t in_units(float x)
{
    const float units = x / WORTH_UNIT;
    return units < UINT16_MAX ? (uint16_t)units : UINT16_MAX;
}

static enum tl_status read_first(struct run *r, size_t i)
{
    const struct tl_str text = tl_conversation_text(r->conv, i);
    uint32_t *slot = NULL;
    if (text.len <= SHORT) {
        const enum tl_status status = grow(r);
        if (status != TL_OK)
            return status;
        slot = find_slot(&r->seen, r->conv, text);
    }
    if (slot != NULL && *slot != 0) {
        const size_t m = *slot - 1;
        r->out->held[i] = r->out->held[m];
        r->out->valence[i] = r->out->valence[m];
        r->out->depth[i] = r->out->depth[m];
        if (r->second) {
            r->worth[i] = r->worth[m];
            r->draws[i] = r->draws[m];
        }
        return TL_OK;
    }
    struct tl_labels labels;
    struct tl_first first;
    const enum tl_status status = tl_label_first(r->labeller, text, &labels, &first, r->err);
    if (status != TL_OK)
        return status;
    tl_label_settle(r->labeller, &labels, false);
    fit_to_everyday(&labels);
    store(r, i, &labels);
    if (r->second) {
        r->worth[i] = in_units(first.worth);
        r->draws[i] = in_units(first.draws);
    }
    if (slot != NULL) {
        *slot = (uint32_t)(i + 1);
        r->seen.n++;
    }
    return TL_OK;
}

static void remember(struct run *r, size_t i)
{
    if (r->n_last == BEFORE)
        memmove(r->last, r->last + 1, (BEFORE - 1) * sizeof r->last[0]);
    else
        r->n_last++;
    r->last[r->n_last - 1] = i;
}

/* What the other drew counts for the answer too. */
static uint16_t worth_of(const struct run *r, size_t i)
{
    if (r->n_last == 0)
        return r->worth[i];
    const size_t m = r->last[r->n_last - 1];
    if (r->conv->sender[m] == r->conv->sender[i] ||
        r->conv->time_ms[i] - r->conv->time_ms[m] >= (int64_t)DRAWN_MIN * 60000)
        return r->worth[i];
    return in_units(((float)r->worth[i] + DRAWN_SHARE * (float)r->draws[m]) * WORTH_UNIT);
}

/* The lowest worth that no more than `most` messages reach; worths become final. */
static enum tl_status find_bar(struct run *r, size_t most, uint32_t *bar)
{
    uint32_t *count = tl_alloc_zeroed(r->ctx, (size_t)UINT16_MAX + 1, sizeof *count);
    if (count == NULL)
        return tl_fault_memory(r->err);
    r->n_last = 0;
    for (size_t i = 0; i < r->conv->n_messages; i++) {
        if (!has_words(r->conv, i))
            continue;
        r->worth[i] = worth_of(r, i);
        count[r->worth[i]]++;
        remember(r, i);
    }
    size_t reached = 0;
    *bar = UINT16_MAX + 1u;
    while (*bar > 1 && reached + count[*bar - 1] <= most)
        reached += count[--*bar];
    tl_free(r->ctx, count, ((size_t)UINT16_MAX + 1) * sizeof *count);
    return TL_OK;
}

static bool cancelled(const struct run *r, double done)
{
    return r->ctx->progress != NULL && r->ctx->progress(r->ctx->progress_user, "label", done) != 0;
}

/* Small talk by the yard looks like a disclosure, and jokes like reproaches: of those the chat
   alone decides. */
static double least_share(enum tl_label label)
{
    switch (label) {
    case TL_LABEL_DISCLOSURE:
    case TL_LABEL_CRITICISM:
    case TL_LABEL_CONTEMPT:
    case TL_LABEL_DEFENSIVENESS:
    case TL_LABEL_DISMISSAL:
        return 0.0;
    case TL_LABEL_DEMAND:
        return LEAST_DEMANDS;
    default:
        return LEAST_SHARE;
    }
}

/* Acts that are sure only where they are as frequent as in the training data are taken back, and
   depth follows. What word lists decide stays. */
static void fit_to_chat(struct run *r)
{
    size_t with_words = 0;
    for (size_t i = 0; i < r->conv->n_messages; i++)
        with_words += has_words(r->conv, i);
    for (int a = 0; a < N_ACTS; a++) {
        const enum tl_label label = (enum tl_label)(FIRST_ACT + a);
        const double least = tl_label_threshold(label);
        if (label == TL_LABEL_GRATITUDE || label == TL_LABEL_AFFECTION ||
            label == TL_LABEL_APOLOGY || isnan(least) || r->n_reread == 0)
            continue;
        double share = tl_prior_of(&r->reread[0].p[a], r->n_reread, sizeof *r->reread, with_words,
                                   LEARNT_SHARE);
        if (share < least_share(label))
            share = least_share(label);
        for (size_t i = 0; i < r->n_reread; i++)
            if (!(tl_prior_shift(r->reread[i].p[a] / 255.0, LEARNT_SHARE, share) >= least))
                r->out->held[r->reread[i].message] &= ~((uint64_t)1 << label);
    }
    for (size_t i = 0; i < r->n_reread; i++) {
        const size_t m = r->reread[i].message;
        struct tl_depth *depth = &r->out->depth[m];
        if ((r->out->held[m] >> TL_LABEL_DISCLOSURE & 1) != 0) {
            depth->feelings = 2;
        } else if (depth->feelings == 2) {
            depth->feelings = 1;
            depth->information = depth->information > 1 ? 1 : depth->information;
        }
    }
}

/* The second reading, of messages at the bar or, for those who want all, of every one. */
static enum tl_status read_second(struct run *r, size_t most)
{
    const size_t n = r->conv->n_messages;
    uint32_t bar = UINT16_MAX + 1u;
    size_t done = 0;
    enum tl_status status = r->second ? find_bar(r, most, &bar) : TL_OK;
    r->n_last = 0;
    for (size_t i = 0; i < n && status == TL_OK; i++) {
        const bool words = has_words(r->conv, i), again = words && r->second && r->worth[i] >= bar;
        if (again || (r->all && has_text(r->conv, i)))
            status = put_pending(r, i, again);
        if (words)
            remember(r, i);
        if (status == TL_OK && again && done++ % TL_SECOND_STAGE_BATCH == 0 &&
            cancelled(r, FIRST_SHARE + (1 - FIRST_SHARE) * (double)done / (double)most))
            status = TL_FATAL;
        if (status == TL_OK && !r->second && i % REPORT == 0 && cancelled(r, (double)i / (double)n))
            status = TL_FATAL;
    }
    return status == TL_OK ? flush(r) : status;
}

static enum tl_status read_again(struct run *r)
{
    const size_t most = AGAIN_LEAST + r->conv->n_messages / AGAIN_ONE_IN;
    if (r->all)
        return read_second(r, most);
    r->reread = tl_alloc_zeroed(r->ctx, most, sizeof *r->reread);
    if (r->reread == NULL)
        return tl_fault_memory(r->err);
    const enum tl_status status = read_second(r, most);
    if (status == TL_OK)
        fit_to_chat(r);
    tl_free(r->ctx, r->reread, most * sizeof *r->reread);
    r->reread = NULL;
    return status;
}

/* The language of the chat, from messages spread over it. */
static enum tl_status guess_language(struct run *r)
{
    const size_t n = r->conv->n_messages, step = n / SAMPLE + 1;
    const bool second = tl_labeller_second(r->labeller) != NULL;
    struct tl_language_count count = {0};
    struct tl_tokens tokens;
    enum tl_status status = TL_OK;
    tl_tokens_init(&tokens, r->ctx);
    for (size_t i = 0; i < n && status == TL_OK; i += step) {
        if (!has_words(r->conv, i))
            continue;
        status = tl_tokens_read(&tokens, tl_conversation_text(r->conv, i), r->err);
        tl_language_count(&count, &tokens);
    }
    tl_tokens_release(&tokens);
    const enum tl_language language = tl_language_guess(&count);
    r->out->language = language == TL_LANGUAGE_NONE ? NULL : tl_language_code(language);
    for (int k = TL_LANGUAGE_EN; k < TL_LANGUAGE_COUNT; k++) {
        const double coverage = tl_language_coverage(&count, (enum tl_language)k);
        r->out->coverage = coverage > r->out->coverage ? coverage : r->out->coverage;
    }
    tl_labeller_language(r->labeller, language);
    /* in a language without lists the English ones are read, and nothing they find is sure */
    r->out->uncertain =
        language == TL_LANGUAGE_NONE ? TL_LABELS_ALL : tl_labeller_uncertain(r->labeller, second);
    r->second = language != TL_LANGUAGE_DE && language != TL_LANGUAGE_ES && second;
    return status;
}

static enum tl_status read_all(struct run *r)
{
    const size_t n = r->conv->n_messages;
    const enum tl_status guessed = guess_language(r);
    if (guessed != TL_OK)
        return guessed;
    const double share = r->second ? FIRST_SHARE : 1;
    /* Without a second stage there is nothing to find out before all are read. */
    for (size_t i = 0; i < n && (r->second || !r->all); i++) {
        if (i % REPORT == 0 && cancelled(r, share * (double)i / (double)n))
            return TL_FATAL;
        const enum tl_status status = has_words(r->conv, i) ? read_first(r, i) : TL_OK;
        if (status != TL_OK)
            return status;
    }
    return r->second || r->all ? read_again(r) : TL_OK;
}

static struct tl_annotations *annotations_new(const struct tl_context *ctx, size_t n)
{
    struct tl_annotations *a = tl_alloc_zeroed(ctx, 1, sizeof *a);
    if (a == NULL)
        return NULL;
    a->ctx = ctx;
    a->n_messages = n;
    a->held = tl_alloc_zeroed(ctx, n + 1, sizeof *a->held);
    a->valence = tl_alloc_zeroed(ctx, n + 1, sizeof *a->valence);
    a->depth = tl_alloc_zeroed(ctx, n + 1, sizeof *a->depth);
    if (a->held == NULL || a->valence == NULL || a->depth == NULL) {
        tl_annotations_free(a);
        return NULL;
    }
    return a;
}

void tl_annotations_free(struct tl_annotations *a)
{
    if (a == NULL)
        return;
    const size_t n = a->n_messages + 1;
    tl_free(a->ctx, a->held, n * sizeof *a->held);
    tl_free(a->ctx, a->valence, n * sizeof *a->valence);
    tl_free(a->ctx, a->depth, n * sizeof *a->depth);
    tl_free(a->ctx, a, sizeof *a);
}

/* Both readings. */
static enum tl_status read_chat(struct run *r, const struct tl_labeller_options *options)
{
    enum tl_status status = tl_labeller_new(r->ctx, options, &r->labeller, r->err);
    if (status != TL_OK)
        return status;
    const size_t n = r->conv->n_messages + 1;
    const bool second = tl_labeller_second(r->labeller) != NULL;
    r->out = annotations_new(r->ctx, r->conv->n_messages);
    r->most_pending = r->all ? WAITING : TL_SECOND_STAGE_BATCH;
    r->pending = tl_alloc(r->ctx, r->most_pending * sizeof *r->pending);
    if (second) {
        r->worth = tl_alloc_zeroed(r->ctx, n, sizeof *r->worth);
        r->draws = tl_alloc_zeroed(r->ctx, n, sizeof *r->draws);
    }
    if (r->out == NULL || r->pending == NULL || (second && (r->worth == NULL || r->draws == NULL)))
        status = tl_fault_memory(r->err);
    else
        status = read_all(r);
    tl_free(r->ctx, r->seen.slot, r->seen.size * sizeof *r->seen.slot);
    tl_free(r->ctx, r->pending, r->most_pending * sizeof *r->pending);
    tl_free(r->ctx, r->worth, n * sizeof *r->worth);
    tl_free(r->ctx, r->draws, n * sizeof *r->draws);
    tl_labeller_free(r->labeller);
    if (r->out != NULL)
        r->out->fast = !second;
    return status;
}

enum tl_status tl_annotate(const struct tl_context *ctx, const struct tl_conversation *conv,
                           const struct tl_labeller_options *options, struct tl_annotations **out,
                           struct tl_error *err)
{
    struct run r = {.ctx = ctx, .conv = conv, .take = keep, .user = &r, .err = err};
    if (read_chat(&r, options) != TL_OK) {
        tl_annotations_free(r.out);
        return TL_FATAL;
    }
    *out = r.out;
    return TL_OK;
}

enum tl_status tl_label_chat(const struct tl_context *ctx, const struct tl_conversation *conv,
                             const struct tl_labeller_options *options, tl_take_labels *take,
                             void *user, struct tl_error *err)
{
    struct run r = {.ctx = ctx, .conv = conv, .all = true, .take = take, .user = user, .err = err};
    const enum tl_status status = read_chat(&r, options);
    tl_annotations_free(r.out);
    return status;
}
