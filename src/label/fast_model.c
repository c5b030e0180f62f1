/*
 * fast_model.c: answers of the small network in whole numbers.
 *
 * A word's vector and its products with the three columns of every filter depend on the word alone,
 * so they are kept for words seen before: chat repeats its words, and nine in ten are found again.
 * Units: a table entry is 1/8 of its scale; products and filter answers are 1/1024; what the heads
 * see is 1/512. Everything is clipped to 16 bits where it is stored.
 */
#include "fast_model.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "fast_weights.h"
#include "fault.h"
#include "memory.h"
#include "tlmath.h"

#define W TL_FAST_MAX_WIDTH
#define MAX_Z (3 * W)
static_assert(TL_FAST_HEADS <= W, "one buffer for the scales of heads and filters");
#define SLOTS 4096  /* words kept; a power of two */
#define LIMIT 10900 /* three products and a bias stay within 16 bits */
#define CURVE_END 12
#define CURVE_STEPS 64 /* a unit of the logistic function */
#define HEADER 20

struct word {
    uint8_t len; /* 0: free */
    char text[TL_FAST_TOKEN_BYTES];
    int16_t vector[W];
    int16_t product[3][W]; /* with the filters' columns before, at and after the word */
};

struct tl_fast_model {
    const struct tl_context *ctx;
    unsigned bits;
    size_t d, h;
    const int8_t *table;
    int32_t root[TL_FAST_WORD_FEATURES + 1]; /* 2^15 / sqrt(n) */
    int16_t filter[3][W][W], filter_bias[W], head[TL_FAST_HEADS][MAX_Z];
    int64_t product_unit[W]; /* 2^24 times what makes a filter's sum 1/1024 */
    int64_t table_unit;      /* 2^16 times what makes an eighth of a table entry 1/512 */
    double scale[TL_FAST_HEADS], bias[TL_FAST_HEADS];
    float threshold[TL_FAST_HEADS], gate[TL_FAST_HEADS], blend[3];
    float rivalry, slope[TL_FAST_N_EMOTIONS], offset[TL_FAST_N_EMOTIONS];
    float curve[2 * CURVE_END * CURVE_STEPS + 2];
    struct word word[SLOTS];
};

static inline int16_t clip(int64_t x, int32_t limit)
{
    return (int16_t)(x > limit ? limit : x < -limit ? -limit : x);
}

/* Of fixed lengths, so that every compiler makes vectors of it; unused places hold zeros. */
static int32_t dot_width(const int16_t *a, const int16_t *b)
{
    int32_t sum = 0;
    for (size_t i = 0; i < W; i++)
        sum += a[i] * b[i];
    return sum;
}

static int32_t dot_z(const int16_t *a, const int16_t *b)
{
    int32_t sum = 0;
    for (size_t i = 0; i < MAX_Z; i++)
        sum += a[i] * b[i];
    return sum;
}

static uint32_t u32_at(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static float f32_at(const unsigned char *p)
{
    const uint32_t bits = u32_at(p);
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static void read_floats(const unsigned char **p, float *out, size_t n)
{
    for (size_t i = 0; i < n; i++, *p += 4)
        out[i] = f32_at(*p);
}

static void read_bytes(const unsigned char **p, int16_t *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (int8_t)(*p)[i];
    *p += n;
}

static size_t file_size(unsigned bits, size_t d, size_t h)
{
    const size_t heads = TL_FAST_HEADS;
    return HEADER + 4 + ((size_t)d << bits) + h * (8 + 3 * d) + heads * (16 + d + 2 * h) + 16 +
           TL_FAST_N_EMOTIONS * 8;
}

static void read_weights(struct tl_fast_model *m, const unsigned char *p)
{
    float scale[W], bias[W];
    const float table_scale = f32_at(p + HEADER);
    p += HEADER + 4;
    memcpy(&m->table, &p, sizeof p); /* the same bytes, seen as signed */
    p += m->d << m->bits;
    read_floats(&p, scale, m->h);
    read_floats(&p, bias, m->h);
    for (size_t o = 0; o < m->h; o++) {
        m->product_unit[o] =
            (int64_t)floor((double)table_scale / 8 * (double)scale[o] * 1024 * 16777216 + .5);
        m->filter_bias[o] = clip((int64_t)floor((double)bias[o] * 1024 + .5), 32767 - 3 * LIMIT);
        for (size_t j = 0; j < 3; j++)
            read_bytes(&p, m->filter[j][o], m->d);
    }
    m->table_unit = (int64_t)floor((double)table_scale / 8 * 512 * 65536 + .5);
    read_floats(&p, scale, TL_FAST_HEADS);
    for (size_t k = 0; k < TL_FAST_HEADS; k++)
        m->scale[k] = (double)scale[k] / 512;
    read_floats(&p, scale, TL_FAST_HEADS);
    for (size_t k = 0; k < TL_FAST_HEADS; k++)
        m->bias[k] = (double)scale[k];
    read_floats(&p, m->threshold, TL_FAST_HEADS);
    read_floats(&p, m->gate, TL_FAST_HEADS);
    for (size_t k = 0; k < TL_FAST_HEADS; k++) {
        read_bytes(&p, m->head[k], m->d);
        read_bytes(&p, m->head[k] + W, m->h);
        read_bytes(&p, m->head[k] + 2 * W, m->h);
    }
    read_floats(&p, m->blend, 3);
    read_floats(&p, &m->rivalry, 1);
    read_floats(&p, m->slope, TL_FAST_N_EMOTIONS);
    read_floats(&p, m->offset, TL_FAST_N_EMOTIONS);
}

enum tl_status tl_fast_model_new(const struct tl_context *ctx, const void *file, size_t size,
                                 struct tl_fast_model **out, struct tl_error *err)
{
    if (file == NULL) {
        file = tl_fast_weights;
        size = tl_fast_weights_size;
    }
    const unsigned char *p = file;
    if (size < HEADER || memcmp(p, "TLF2", 4) != 0 || u32_at(p + 4) > 16 || u32_at(p + 8) > W ||
        u32_at(p + 12) > W || u32_at(p + 16) != TL_FAST_HEADS ||
        size != file_size(u32_at(p + 4), u32_at(p + 8), u32_at(p + 12)))
        return tl_fault(err, TL_FAIL, TL_CODE_FORMAT, "The file of the fast model is not whole.");
    struct tl_fast_model *m = tl_alloc_zeroed(ctx, 1, sizeof *m);
    if (m == NULL)
        return tl_fault_memory(err);
    m->ctx = ctx;
    m->bits = u32_at(p + 4);
    m->d = u32_at(p + 8);
    m->h = u32_at(p + 12);
    for (size_t n = 1; n <= TL_FAST_WORD_FEATURES; n++)
        m->root[n] = (int32_t)floor(32768 / sqrt((double)n) + .5);
    for (size_t i = 0; i < sizeof m->curve / sizeof m->curve[0]; i++)
        m->curve[i] = (float)(1 / (1 + tl_exp(CURVE_END - (double)i / CURVE_STEPS)));
    read_weights(m, p);
    *out = m;
    return TL_OK;
}

void tl_fast_model_free(struct tl_fast_model *model)
{
    if (model != NULL)
        tl_free(model->ctx, model, sizeof *model);
}

/* Eight numbers at a step, which every compiler makes one of; the sums stay below 2^14. */
static void add_rows(const struct tl_fast_model *m, const uint32_t *feature, size_t n,
                     int16_t sum[W])
{
    const uint32_t mask = (1u << m->bits) - 1;
    memset(sum, 0, W * sizeof sum[0]);
    for (size_t k = 0; k < n; k++) {
        const int8_t *row = m->table + tl_fast_row(feature[k], mask) * m->d;
        for (size_t i = 0; i < m->d; i += 8) {
            int8_t part[8];
            memcpy(part, row + i, sizeof part);
            for (size_t j = 0; j < 8; j++)
                sum[i + j] = (int16_t)(sum[i + j] + part[j]);
        }
    }
}

static void learn(const struct tl_fast_model *m, struct word *word,
                  const struct tl_fast_tokens *tokens, size_t t)
{
    uint32_t feature[TL_FAST_WORD_FEATURES];
    int16_t sum[W];
    const size_t n = tl_fast_word_features(tokens, t, feature);
    add_rows(m, feature, n, sum);
    for (size_t i = 0; i < m->d; i++)
        word->vector[i] = clip((sum[i] * m->root[n]) >> 12, 32767);
    for (size_t j = 0; j < 3; j++)
        for (size_t o = 0; o < m->h; o++)
            word->product[j][o] =
                clip((dot_width(word->vector, m->filter[j][o]) * m->product_unit[o]) >> 24, LIMIT);
}

static const struct word *look_up(struct tl_fast_model *m, const struct tl_fast_tokens *tokens,
                                  size_t t)
{
    const struct tl_fast_token *token = &tokens->token[t];
    struct word *word = &m->word[tl_fast_row(token->hash, SLOTS - 1)];
    /* a place-holder may be spelt like nothing else, a mark is never spelt like a word */
    if (word->len == token->len && memcmp(word->text, tokens->text + token->at, token->len) == 0)
        return word;
    word->len = token->len;
    memcpy(word->text, tokens->text + token->at, token->len);
    learn(m, word, tokens, t);
    return word;
}

/* z of the message, in 1/512. */
static void pool(struct tl_fast_model *m, const struct tl_fast_tokens *tokens, int16_t z[MAX_Z])
{
    int32_t bag[W] = {0}, sum[W] = {0};
    int16_t answer[TL_FAST_TOKENS + 2][W], max[W] = {0}, neighbours[W];
    uint32_t extra[TL_FAST_MESSAGE_FEATURES];
    const size_t n = tokens->n > 0 ? tokens->n : 1;
    for (size_t t = 0; t < n + 2; t++)
        memcpy(answer[t], m->filter_bias, sizeof answer[t]);
    for (size_t t = 0; t < tokens->n; t++) {
        const struct word *word = look_up(m, tokens, t);
        for (size_t i = 0; i < W; i++)
            bag[i] += word->vector[i];
        for (size_t j = 0; j < 3; j++) /* this word stands after, at, before the filter's middle */
            for (size_t o = 0; o < W; o++)
                answer[t + 2 - j][o] = (int16_t)(answer[t + 2 - j][o] + word->product[j][o]);
    }
    add_rows(m, extra, tl_fast_message_features(tokens, extra), neighbours);
    for (size_t i = 0; i < W; i++)
        bag[i] += neighbours[i] * 8;
    for (size_t t = 1; t <= n; t++)
        for (size_t o = 0; o < W; o++) {
            const int16_t a = answer[t][o] > 0 ? answer[t][o] : 0;
            max[o] = a > max[o] ? a : max[o];
            sum[o] += a;
        }
    const int64_t root = m->root[n];
    for (size_t i = 0; i < W; i++) {
        z[i] = clip((((bag[i] * root) >> 15) * m->table_unit) >> 16, 32767);
        z[W + i] = (int16_t)(max[i] / 2);
        z[2 * W + i] = clip((sum[i] * root) >> 16, 32767);
    }
}

/* Straight lines between points of the logistic function. */
static float probability(const struct tl_fast_model *m, double score)
{
    if (!(score > -CURVE_END)) /* also NaN */
        return m->curve[0];
    if (score >= CURVE_END)
        return m->curve[2 * CURVE_END * CURVE_STEPS];
    const double at = (score + CURVE_END) * CURVE_STEPS;
    const size_t i = (size_t)at;
    const double low = (double)m->curve[i], high = (double)m->curve[i + 1];
    return (float)(low + (at - (double)i) * (high - low));
}

static void weigh_rivals(const struct tl_fast_model *m, double score[TL_FAST_N_EMOTIONS])
{
    double claims = 0;
    for (size_t k = 0; k < TL_FAST_N_EMOTIONS; k++)
        claims += (double)probability(m, score[k]);
    const double less = (double)m->rivalry * tl_log(claims);
    for (size_t k = 0; k < TL_FAST_N_EMOTIONS; k++)
        score[k] = (double)m->slope[k] * (score[k] - less) + (double)m->offset[k];
}

void tl_fast_model_scores(struct tl_fast_model *m, const struct tl_fast_tokens *tokens,
                          double out[TL_FAST_HEADS])
{
    int16_t z[MAX_Z];
    pool(m, tokens, z);
    for (size_t k = 0; k < TL_FAST_HEADS; k++)
        out[k] = m->scale[k] * dot_z(z, m->head[k]) + m->bias[k];
    weigh_rivals(m, out + TL_FAST_EMOTIONS);
}

void tl_fast_model_read(struct tl_fast_model *m, const struct tl_fast_tokens *tokens,
                        float out[TL_FAST_HEADS])
{
    double score[TL_FAST_HEADS];
    tl_fast_model_scores(m, tokens, score);
    for (size_t k = 0; k < TL_FAST_HEADS; k++)
        out[k] = k == TL_FAST_POLITENESS || k == TL_FAST_VALENCE ? (float)score[k]
                                                                 : probability(m, score[k]);
}

double tl_fast_model_threshold(const struct tl_fast_model *m, enum tl_fast_head head)
{
    return (double)m->threshold[head];
}

double tl_fast_threshold_built_in(enum tl_fast_head head)
{
    const unsigned char *p = tl_fast_weights;
    const size_t d = u32_at(p + 8), h = u32_at(p + 12);
    p += HEADER + 4 + (d << u32_at(p + 4)) + h * (8 + 3 * d) + 8 * TL_FAST_HEADS;
    return (double)f32_at(p + 4 * (size_t)head);
}

double tl_fast_model_gate(const struct tl_fast_model *m, enum tl_fast_head head)
{
    return (double)m->gate[head];
}

double tl_fast_model_valence(const struct tl_fast_model *m, double compound, double head)
{
    const double v =
        ((double)m->blend[0] + (double)m->blend[1] * compound + (double)m->blend[2] * head) / 4;
    return v > 1 ? 1 : v < -1 ? -1 : v;
}
