/*
 * second_stage.c: the encoder and the networks on top of it: those of acts (context_net.h) and of
 * what a sentence shows by itself (sentence_net.h).
 *
 * The encoder takes nearly all of the time, so each text is encoded once: a chat's message is the
 * one before the next, and "ok" comes again and again. Results are kept by a hash of the text in a
 * table where a newer one replaces an older. Of messages further back only the hints are asked,
 * which cost a hundredth.
 */
#include "second_stage.h"

#include "context_net.h"
#include "dot.h"
#include "encoder_data.h"
#include "fault.h"
#include "little_endian.h"
#include "memory.h"
#include "sentence_net.h"
#include "str.h"
#include "tlmath.h"

#define BATCH TL_SECOND_STAGE_BATCH
#define KEPT 256 /* a power of two */
#define STATES TL_ENCODER_STATES
#define HINTS TL_CONTEXT_HINTS
#define VIEW TL_CONTEXT_VIEW
_Static_assert(TL_SENTENCE_FIRST + TL_SENTENCE_HEADS == (int)TL_CONTEXT_FIRST_ACT, "no gap");

struct tl_second_stage {
    struct tl_context ctx;
    struct tl_encoder *encoder;
    struct tl_fast_model *fast;
    struct tl_context_hints hints;
    tl_dot_fn *dot;
    size_t n_nets;
    float *numbers; /* TL_CONTEXT_NET_FLOATS a net */
    struct kept {
        uint64_t hash;
        size_t len; /* 0: free */
    } kept[KEPT];
    float kept_view[KEPT][VIEW];
    float view[2 * BATCH][VIEW];                         /* of the texts of a batch */
    float hints_back[BATCH][TL_CONTEXT_BACK - 1][HINTS]; /* of what stands before an item's last */
    float input[TL_CONTEXT_INPUTS];
    int16_t own[BATCH * TL_CONTEXT_OWN];
    int16_t pair[BATCH * TL_CONTEXT_PAIR];
    float own_step[BATCH], pair_step[BATCH];
    float row[BATCH][TL_CONTEXT_ROWS];
    float score[BATCH][TL_CONTEXT_ACTS];
};

static const unsigned char *head(size_t act)
{
    return tl_context_data + 12 + 12 * act;
}

static const int8_t *weights(size_t net)
{
    return (const int8_t *)(tl_context_data + TL_CONTEXT_HEADER + net * TL_CONTEXT_NET_SIZE +
                            4 * TL_CONTEXT_NET_FLOATS);
}

enum tl_status tl_second_stage_new(const struct tl_context *ctx, struct tl_second_stage **out,
                                   struct tl_error *err)
{
    *out = NULL;
    struct tl_second_stage *s = tl_alloc(ctx, sizeof *s);
    if (s == NULL)
        return tl_fault_memory(err);
    /* views are megabytes, and each is written before it is read */
    for (size_t i = 0; i < KEPT; i++)
        s->kept[i].len = 0;
    s->encoder = NULL;
    s->fast = NULL;
    tl_context_hints_init(&s->hints, ctx);
    s->numbers = NULL;
    memset(s->input, 0, sizeof *s - offsetof(struct tl_second_stage, input));
    s->ctx = *ctx;
    s->dot = tl_dot_way(0);
    s->n_nets = tl_le32(tl_context_data + 8);
    if (memcmp(tl_context_data, TL_CONTEXT_MAGIC, 8) != 0 ||
        tl_context_data_size != TL_CONTEXT_HEADER + s->n_nets * TL_CONTEXT_NET_SIZE ||
        memcmp(tl_sentence_data, TL_SENTENCE_MAGIC, 8) != 0 ||
        tl_sentence_data_size != TL_SENTENCE_SIZE) {
        s->n_nets = 0;
        tl_second_stage_free(s);
        return tl_fault(err, TL_FAIL, TL_CODE_FORMAT_SYNTAX,
                        "A file of the second stage is not one this version made.");
    }
    s->numbers = tl_alloc_zeroed(ctx, s->n_nets * TL_CONTEXT_NET_FLOATS, sizeof *s->numbers);
    enum tl_status status = TL_OK;
    if (s->numbers == NULL)
        status = tl_fault_memory(err);
    else
        status = tl_encoder_new(
            ctx, (struct tl_str){(const char *)tl_encoder_data, tl_encoder_data_size}, &s->encoder,
            err);
    if (status == TL_OK)
        status = tl_fast_model_new(ctx, NULL, 0, &s->fast, err);
    if (status != TL_OK) {
        tl_second_stage_free(s);
        return status;
    }
    for (size_t i = 0; i < s->n_nets * TL_CONTEXT_NET_FLOATS; i++)
        s->numbers[i] = tl_le_float(tl_context_data + TL_CONTEXT_HEADER +
                                    i / TL_CONTEXT_NET_FLOATS * TL_CONTEXT_NET_SIZE +
                                    4 * (i % TL_CONTEXT_NET_FLOATS));
    *out = s;
    return TL_OK;
}

void tl_second_stage_free(struct tl_second_stage *s)
{
    if (s == NULL)
        return;
    const struct tl_context ctx = s->ctx;
    tl_encoder_free(s->encoder);
    tl_fast_model_free(s->fast);
    tl_context_hints_release(&s->hints);
    tl_free(&ctx, s->numbers, s->n_nets * TL_CONTEXT_NET_FLOATS * sizeof *s->numbers);
    tl_free(&ctx, s, sizeof *s);
}

/* The texts of a batch: which there are, and which of them must be encoded. */
struct texts {
    struct tl_str text[2 * BATCH];
    size_t n;
    struct tl_str fresh[2 * BATCH];
    float *to[2 * BATCH];
    size_t n_fresh;
};

/* Where the view of a text stands once `read_views` has run. */
static size_t place(struct tl_second_stage *s, struct texts *t, struct tl_str text)
{
    for (size_t i = t->n; i-- > 0;)
        if (tl_str_equal(t->text[i], text))
            return i;
    t->text[t->n] = text;
    const uint64_t hash = tl_str_hash(text);
    const struct kept *kept = &s->kept[hash % KEPT];
    if (kept->len == text.len && kept->hash == hash && text.len > 0) {
        memcpy(s->view[t->n], s->kept_view[hash % KEPT], sizeof s->view[0]);
    } else {
        t->fresh[t->n_fresh] = text;
        t->to[t->n_fresh++] = s->view[t->n];
    }
    return t->n++;
}

static enum tl_status read_views(struct tl_second_stage *s, const struct texts *t,
                                 struct tl_error *err)
{
    tl_encoder_read_states(s->encoder, t->fresh, t->n_fresh, t->to);
    for (size_t i = 0; i < t->n_fresh; i++) {
        const enum tl_status status =
            tl_context_hints_read(&s->hints, s->fast, t->fresh[i], t->to[i] + STATES, err);
        if (status != TL_OK)
            return status;
        const uint64_t hash = tl_str_hash(t->fresh[i]);
        struct kept *kept = &s->kept[hash % KEPT];
        kept->hash = hash;
        kept->len = t->fresh[i].len;
        memcpy(s->kept_view[hash % KEPT], t->to[i], sizeof s->view[0]);
    }
    return TL_OK;
}

/* Adds the scores of one net for `whole` inputs, a multiple of TL_DOT_INPUTS. */
static void add_scores(struct tl_second_stage *s, size_t net, size_t whole)
{
    const float *own_scale = s->numbers + net * TL_CONTEXT_NET_FLOATS;
    const float *pair_scale = own_scale + TL_CONTEXT_ROWS, *bias = pair_scale + TL_CONTEXT_ROWS;
    const float *weight = bias + TL_CONTEXT_ROWS;
    const int8_t *own = weights(net), *pair = own + TL_CONTEXT_ROWS * TL_CONTEXT_OWN;
    for (size_t r = 0; r < TL_CONTEXT_ROWS; r += TL_DOT_ROWS)
        for (size_t i = 0; i < whole; i += TL_DOT_INPUTS) {
            int32_t a[TL_DOT_ROWS * TL_DOT_INPUTS], b[TL_DOT_ROWS * TL_DOT_INPUTS];
            s->dot(own + r * TL_CONTEXT_OWN, s->own + i * TL_CONTEXT_OWN, TL_CONTEXT_OWN, a);
            s->dot(pair + r * TL_CONTEXT_PAIR, s->pair + i * TL_CONTEXT_PAIR, TL_CONTEXT_PAIR, b);
            for (size_t j = 0; j < TL_DOT_INPUTS; j++)
                for (size_t k = 0; k < TL_DOT_ROWS; k++)
                    s->row[i + j][r + k] =
                        (float)a[j * TL_DOT_ROWS + k] * (own_scale[r + k] * s->own_step[i + j]) +
                        (float)b[j * TL_DOT_ROWS + k] * (pair_scale[r + k] * s->pair_step[i + j]) +
                        bias[r + k];
        }
    for (size_t i = 0; i < whole; i++)
        for (size_t act = 0; act < TL_CONTEXT_ACTS; act++) {
            float sum = s->row[i][TL_CONTEXT_HIDDEN + act];
            for (size_t h = 0; h < TL_CONTEXT_HIDDEN; h++)
                if (s->row[i][h] > 0)
                    sum += s->row[i][h] * weight[act * TL_CONTEXT_HIDDEN + h];
            s->score[i][act] += sum;
        }
}

static enum tl_status read_batch(struct tl_second_stage *s, const struct tl_second_stage_item *item,
                                 size_t n, struct tl_error *err)
{
    struct texts t = {.n = 0};
    struct tl_context_before before[BATCH];
    size_t own[BATCH], last[BATCH];
    enum tl_status status = TL_OK;
    for (size_t i = 0; i < n && status == TL_OK; i++) {
        before[i] = tl_context_before(item[i].before, item[i].n_before);
        last[i] = before[i].back[0] != NULL ? place(s, &t, before[i].back[0]->text) : 0;
        own[i] = place(s, &t, item[i].text);
        for (size_t k = 1; k < TL_CONTEXT_BACK && before[i].back[k] != NULL && status == TL_OK; k++)
            status = tl_context_hints_read(&s->hints, s->fast, before[i].back[k]->text,
                                           s->hints_back[i][k - 1], err);
    }
    if (status == TL_OK)
        status = read_views(s, &t, err);
    if (status != TL_OK)
        return status;
    const size_t whole = (n + TL_DOT_INPUTS - 1) / TL_DOT_INPUTS * TL_DOT_INPUTS;
    for (size_t i = 0; i < whole; i++) {
        /* Beyond n the last is read again. */
        const size_t k = i < n ? i : n - 1;
        tl_context_input(item[k].text, s->view[own[k]], before[k], s->view[last[k]],
                         s->hints_back[k], s->input);
        s->own_step[i] = tl_dot_round(s->input, TL_CONTEXT_OWN, s->own + i * TL_CONTEXT_OWN);
        s->pair_step[i] =
            tl_dot_round(s->input + TL_CONTEXT_OWN, TL_CONTEXT_PAIR, s->pair + i * TL_CONTEXT_PAIR);
    }
    memset(s->score, 0, sizeof s->score);
    for (size_t net = 0; net < s->n_nets; net++)
        add_scores(s, net, whole);
    for (size_t i = 0; i < n; i++)
        for (size_t act = 0; act < TL_CONTEXT_ACTS; act++) {
            const double score = (double)(s->score[i][act] / (float)s->n_nets);
            const double slope = (double)tl_le_float(head(act));
            const double offset = (double)tl_le_float(head(act) + 4);
            item[i].p[TL_CONTEXT_FIRST_ACT + act] =
                (float)(1 / (1 + tl_exp(-(slope * score + offset))));
        }
    const float *meaning[BATCH];
    float *p[BATCH];
    for (size_t i = 0; i < n; i++) {
        meaning[i] = s->view[own[i]];
        p[i] = item[i].p;
    }
    tl_sentence_read(s->dot, meaning, p, n);
    return TL_OK;
}

enum tl_status tl_second_stage_read(struct tl_second_stage *stage,
                                    const struct tl_second_stage_item *item, size_t n,
                                    struct tl_error *err)
{
    enum tl_status status = TL_OK;
    for (size_t i = 0; i < n && status == TL_OK; i += BATCH)
        status = read_batch(stage, item + i, n - i < BATCH ? n - i : BATCH, err);
    return status;
}

bool tl_second_stage_decides(enum tl_label label)
{
    return label >= TL_SENTENCE_FIRST &&
           (unsigned)label < (unsigned)TL_CONTEXT_FIRST_ACT + TL_CONTEXT_ACTS;
}

double tl_second_stage_threshold(enum tl_label label)
{
    if (!tl_second_stage_decides(label))
        return NAN;
    return label < TL_CONTEXT_FIRST_ACT
               ? tl_sentence_threshold(label)
               : (double)tl_le_float(head((size_t)label - TL_CONTEXT_FIRST_ACT) + 8);
}
