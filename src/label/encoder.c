/*
 * encoder.c: the forward pass.
 *
 * Pieces become rows of an embedding plus a signal for their place; two layers of a transformer
 * follow (normalise, attend with four heads, add; normalise, widen, cut at 0, narrow, add), the
 * mean over the pieces, one more matrix, tanh, length 1. All matrices work on the pieces of many
 * texts at once: each piece's activations are rounded to integers with a scale of its own, so that
 * the products are exact and the result does not depend on what else is in the batch. Everything
 * else is in single floats in a fixed order: eight partial sums, added in pairs.
 */
#include "encoder.h"

#include "dot.h"
#include "fault.h"
#include "little_endian.h"
#include "memory.h"
#include "pieces.h"
#include "tlmath.h"

#define MAGIC "TLENC001"
#define WIDTH TL_ENCODER_WIDTH
#define FIRST_WIDTH 256
#define INNER 1536
#define HEADS 4
#define WAVES (FIRST_WIDTH / 2)
#define BATCH 128 /* pieces worked on together */
#define NORM_LEAST 1e-6f

enum { EMBEDDING, LAYER_1, LAYER_2 = LAYER_1 + 5, OUT = LAYER_2 + 4, MATRICES };

/* In the order of the file. */
static const struct {
    uint16_t rows, columns;
} shapes[MATRICES] = {
    {8002, 256},                                       /* EMBEDDING */
    {768, 256},                                        /* LAYER_1: queries, keys and values; */
    {512, 256},                                        /* what they gather; */
    {512, 256},                                        /* the input, widened; */
    {1536, 512}, {512, 1536}, {1536, 512},             /* LAYER_2: the same, as wide as its input */
    {512, 512},  {1536, 512}, {512, 1536}, {512, 512}, /* OUT */
};

struct matrix {
    size_t rows, columns;
    const int8_t *weight; /* rows of columns */
    const float *scale;   /* of a row */
    const float *bias;    /* of a row; none in an embedding */
};

struct tl_encoder {
    struct tl_context ctx;
    struct tl_pieces pieces;
    struct matrix matrix[MATRICES];
    tl_dot_fn *dot;
    size_t n_numbers;
    float *numbers; /* frequencies of the place signal, scales, biases */
    const float *frequency;
    struct buffers {
        float state[BATCH][WIDTH];
        float sum[BATCH][WIDTH];
        float wide[BATCH][INNER];
        int16_t rounded[BATCH * INNER];
        float step[BATCH]; /* of an input's integers */
        uint16_t piece[BATCH];
        float place[TL_ENCODER_MAX_PIECES][FIRST_WIDTH];
        size_t n_places; /* made so far: most texts are short */
    } * buffers;
};

static size_t numbers_of(size_t matrix)
{
    return shapes[matrix].rows * (matrix == EMBEDDING ? (size_t)1 : 2);
}

/* Finds the parts of the file; false when it is not as long as they are. */
static bool lay_out(struct tl_encoder *e, struct tl_str file)
{
    const unsigned char *bytes = (const unsigned char *)file.ptr;
    if (file.len < 16 || memcmp(bytes, MAGIC, 8) != 0)
        return false;
    const size_t n = tl_le32(bytes + 8), piece_bytes = tl_le32(bytes + 12);
    if (n > UINT16_MAX || piece_bytes > file.len)
        return false;
    e->pieces.n = (uint32_t)n;
    e->pieces.offset = bytes + 16;
    e->pieces.score = e->pieces.offset + 4 * (n + 1);
    e->pieces.number = e->pieces.score + 4 * n;
    e->pieces.bytes = e->pieces.number + 2 * n;
    size_t at = (16 + 4 * (n + 1) + 6 * n + piece_bytes + 15) / 16 * 16;
    const size_t numbers_at = at;
    e->n_numbers = WAVES;
    for (size_t m = 0; m < MATRICES; m++)
        e->n_numbers += numbers_of(m);
    at += sizeof(float) * e->n_numbers;
    for (size_t m = 0; m < MATRICES; m++) {
        e->matrix[m] = (struct matrix){
            .rows = shapes[m].rows,
            .columns = shapes[m].columns,
            .weight = (const int8_t *)(bytes + at),
        };
        at += e->matrix[m].rows * e->matrix[m].columns;
    }
    if (at != file.len || tl_le32(e->pieces.offset + 4 * n) != piece_bytes)
        return false;
    e->numbers = tl_alloc_zeroed(&e->ctx, e->n_numbers, sizeof *e->numbers);
    if (e->numbers == NULL)
        return true;
    for (size_t i = 0; i < e->n_numbers; i++)
        e->numbers[i] = tl_le_float(bytes + numbers_at + sizeof(float) * i);
    e->frequency = e->numbers;
    const float *next = e->numbers + WAVES;
    for (size_t m = 0; m < MATRICES; m++) {
        e->matrix[m].scale = next;
        e->matrix[m].bias = next + shapes[m].rows;
        next += numbers_of(m);
    }
    return true;
}

enum tl_status tl_encoder_new(const struct tl_context *ctx, struct tl_str bytes,
                              struct tl_encoder **out, struct tl_error *err)
{
    *out = NULL;
    struct tl_encoder *e = tl_alloc_zeroed(ctx, 1, sizeof *e);
    if (e == NULL)
        return tl_fault_memory(err);
    e->ctx = *ctx;
    e->dot = tl_dot_way(0);
    if (!lay_out(e, bytes)) {
        tl_encoder_free(e);
        return tl_fault(err, TL_FAIL, TL_CODE_FORMAT_SYNTAX,
                        "The file of the sentence encoder is not one this version made.");
    }
    e->buffers = tl_alloc(ctx, sizeof *e->buffers); /* all is written before it is read */
    if (e->numbers == NULL || e->buffers == NULL) {
        tl_encoder_free(e);
        return tl_fault_memory(err);
    }
    e->buffers->n_places = 0;
    *out = e;
    return TL_OK;
}

void tl_encoder_free(struct tl_encoder *encoder)
{
    if (encoder == NULL)
        return;
    const struct tl_context ctx = encoder->ctx;
    tl_free(&ctx, encoder->buffers, sizeof *encoder->buffers);
    tl_free(&ctx, encoder->numbers, encoder->n_numbers * sizeof *encoder->numbers);
    tl_free(&ctx, encoder, sizeof *encoder);
}

#define LANES 8

static float lane_sum(const float lane[LANES])
{
    return ((lane[0] + lane[4]) + (lane[1] + lane[5])) +
           ((lane[2] + lane[6]) + (lane[3] + lane[7]));
}

static float inner(const float *a, const float *b, size_t n)
{
    float lane[LANES] = {0};
    for (size_t i = 0; i < n; i += LANES)
        for (size_t l = 0; l < LANES; l++)
            lane[l] += a[i + l] * b[i + l];
    return lane_sum(lane);
}

/* out = x less its mean, over its standard deviation. */
static void normalise(const float *x, size_t n, float *out)
{
    float lane[LANES] = {0};
    for (size_t i = 0; i < n; i += LANES)
        for (size_t l = 0; l < LANES; l++)
            lane[l] += x[i + l];
    const float mean = lane_sum(lane) / (float)n;
    for (size_t i = 0; i < n; i++)
        out[i] = x[i] - mean;
    const float scale = 1 / (float)sqrt((double)(inner(out, out, n) / (float)n + NORM_LEAST));
    for (size_t i = 0; i < n; i++)
        out[i] *= scale;
}

/* out[i][r] = row r times input i plus bias for n inputs of the matrix's columns in x, whose rows
   lie x_stride apart. out's rows lie out_stride apart. */
static void multiply(struct tl_encoder *e, size_t which, const float *x, size_t x_stride, size_t n,
                     float *out, size_t out_stride)
{
    const struct matrix *m = &e->matrix[which];
    struct buffers *b = e->buffers;
    const size_t whole = (n + TL_DOT_INPUTS - 1) / TL_DOT_INPUTS * TL_DOT_INPUTS;
    for (size_t i = 0; i < n; i++)
        b->step[i] = tl_dot_round(x + i * x_stride, m->columns, b->rounded + i * m->columns);
    memset(b->rounded + n * m->columns, 0, (whole - n) * m->columns * sizeof *b->rounded);
    /* Two fours of inputs stay in the first cache while the rows pass once. */
    const size_t block = 2 * TL_DOT_INPUTS;
    for (size_t first = 0; first < whole; first += block)
        for (size_t r = 0; r < m->rows; r += TL_DOT_ROWS)
            for (size_t i = first; i < first + block && i < whole; i += TL_DOT_INPUTS) {
                int32_t dot[TL_DOT_ROWS * TL_DOT_INPUTS];
                e->dot(m->weight + r * m->columns, b->rounded + i * m->columns, m->columns, dot);
                for (size_t j = 0; j < TL_DOT_INPUTS && i + j < n; j++)
                    for (size_t k = 0; k < TL_DOT_ROWS; k++)
                        out[(i + j) * out_stride + r + k] =
                            (float)dot[j * TL_DOT_ROWS + k] * (m->scale[r + k] * b->step[i + j]) +
                            m->bias[r + k];
            }
}

/* Queries, keys and values of n pieces of one text stand in `wide`; what each piece gathers goes to
   `sum`. Queries come scaled. */
static void attend(struct buffers *b, size_t first, size_t n, size_t width)
{
    const size_t part = width / HEADS;
    for (size_t h = 0; h < HEADS; h++)
        for (size_t i = first; i < first + n; i++) {
            float weight[TL_ENCODER_MAX_PIECES], most = -INFINITY, total = 0;
            for (size_t j = 0; j < n; j++) {
                weight[j] =
                    inner(b->wide[i] + h * part, b->wide[first + j] + width + h * part, part);
                most = weight[j] > most ? weight[j] : most;
            }
            for (size_t j = 0; j < n; j++) {
                weight[j] = (float)tl_exp((double)(weight[j] - most));
                total += weight[j];
            }
            float *out = b->sum[i] + h * part;
            for (size_t k = 0; k < part; k++)
                out[k] = 0;
            for (size_t j = 0; j < n; j++) {
                const float share = weight[j] / total;
                const float *value = b->wide[first + j] + 2 * width + h * part;
                for (size_t k = 0; k < part; k++)
                    out[k] += share * value[k];
            }
        }
}

static void add(struct buffers *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < WIDTH; k++)
            b->state[i][k] += b->sum[i][k];
}

/* One layer on `n` pieces of texts whose lengths stand in `length`; the first widens its input. */
static void layer(struct tl_encoder *e, size_t matrix, size_t width, const uint8_t *length,
                  size_t n)
{
    struct buffers *b = e->buffers;
    for (size_t i = 0; i < n; i++)
        normalise(b->state[i], width, b->sum[i]);
    multiply(e, matrix++, b->sum[0], WIDTH, n, b->wide[0], INNER);
    for (size_t at = 0; at < n; at += *length++)
        attend(b, at, *length, width);
    multiply(e, matrix++, b->sum[0], WIDTH, n, b->wide[0], INNER);
    if (width != WIDTH)
        multiply(e, matrix++, b->state[0], WIDTH, n, b->state[0], WIDTH);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < WIDTH; k++)
            b->state[i][k] += b->wide[i][k];
    for (size_t i = 0; i < n; i++)
        normalise(b->state[i], WIDTH, b->sum[i]);
    multiply(e, matrix++, b->sum[0], WIDTH, n, b->wide[0], INNER);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < INNER; k++)
            b->wide[i][k] = b->wide[i][k] > 0 ? b->wide[i][k] : 0;
    multiply(e, matrix, b->wide[0], INNER, n, b->sum[0], WIDTH);
    add(b, n);
}

/* The mean of n pieces' states, and the greatest of each number in them. */
static void put_states(const struct buffers *b, size_t first, size_t n, const float *mean,
                       float *out)
{
    memcpy(out, mean, WIDTH * sizeof *out);
    float *most = out + WIDTH;
    memcpy(most, b->state[first], WIDTH * sizeof *most);
    for (size_t i = first + 1; i < first + n; i++)
        for (size_t k = 0; k < WIDTH; k++)
            most[k] = b->state[i][k] > most[k] ? b->state[i][k] : most[k];
}

static void make_place(struct tl_encoder *e, size_t t)
{
    for (size_t i = 0; i < WAVES; i++) {
        const double angle = (double)((float)t * e->frequency[i]);
        e->buffers->place[t][i] = (float)tl_sin(angle);
        e->buffers->place[t][WAVES + i] = (float)tl_cos(angle);
    }
}

/* Texts of n pieces in all, whose lengths stand in `length`, 0 after the last; a row of `out`
   each, with or without the pieces' states behind the meaning. */
static void encode(struct tl_encoder *e, const uint8_t *length, size_t n, float *const *out,
                   bool states)
{
    struct buffers *b = e->buffers;
    const struct matrix *rows = &e->matrix[EMBEDDING];
    size_t at = 0, texts = 0;
    for (; length[texts] > 0; texts++)
        for (size_t t = 0; t < length[texts]; t++, at++) {
            const int8_t *row = rows->weight + b->piece[at] * (size_t)FIRST_WIDTH;
            for (; b->n_places <= t; b->n_places++)
                make_place(e, b->n_places);
            for (size_t k = 0; k < FIRST_WIDTH; k++)
                b->state[at][k] = (float)row[k] * rows->scale[b->piece[at]] + b->place[t][k];
        }
    layer(e, LAYER_1, FIRST_WIDTH, length, n);
    layer(e, LAYER_2, WIDTH, length, n);
    at = 0;
    for (size_t i = 0; i < texts; i++) {
        float *mean = b->sum[i];
        for (size_t k = 0; k < WIDTH; k++)
            mean[k] = 0;
        for (size_t t = 0; t < length[i]; t++, at++)
            for (size_t k = 0; k < WIDTH; k++)
                mean[k] += b->state[at][k];
        for (size_t k = 0; k < WIDTH; k++)
            mean[k] /= (float)length[i];
        if (states)
            put_states(b, at - length[i], length[i], mean, out[i] + WIDTH);
    }
    multiply(e, OUT, b->sum[0], WIDTH, texts, b->wide[0], INNER);
    for (size_t i = 0; i < texts; i++) {
        for (size_t k = 0; k < WIDTH; k++)
            out[i][k] = (float)tl_tanh((double)b->wide[i][k]);
        const float size = (float)sqrt((double)inner(out[i], out[i], WIDTH));
        for (size_t k = 0; k < WIDTH; k++)
            out[i][k] /= size;
    }
}

static void read_texts(struct tl_encoder *encoder, const struct tl_str *texts, size_t n,
                       float *const *out, bool states)
{
    struct buffers *b = encoder->buffers;
    uint8_t length[BATCH + 1];
    float *to[BATCH];
    size_t pieces = 0, waiting = 0;
    for (size_t i = 0; i <= n; i++) {
        /* A text goes to the batch while it surely fits. */
        if (i == n || pieces + TL_ENCODER_MAX_PIECES > BATCH) {
            length[waiting] = 0;
            if (waiting > 0)
                encode(encoder, length, pieces, to, states);
            pieces = waiting = 0;
        }
        if (i == n)
            break;
        to[waiting] = out[i];
        const size_t read =
            tl_pieces_read(&encoder->pieces, texts[i], b->piece + pieces, TL_ENCODER_MAX_PIECES);
        if (read > 0)
            length[waiting++] = (uint8_t)read;
        else
            memset(out[i], 0, (states ? TL_ENCODER_STATES : WIDTH) * sizeof **out);
        pieces += read;
    }
}

void tl_encoder_read(struct tl_encoder *encoder, const struct tl_str *texts, size_t n, float *out)
{
    float *to[BATCH];
    for (size_t first = 0; first < n; first += BATCH) {
        const size_t some = n - first < BATCH ? n - first : BATCH;
        for (size_t i = 0; i < some; i++)
            to[i] = out + (first + i) * WIDTH;
        read_texts(encoder, texts + first, some, to, false);
    }
}

void tl_encoder_read_states(struct tl_encoder *encoder, const struct tl_str *texts, size_t n,
                            float *const *out)
{
    read_texts(encoder, texts, n, out, true);
}
