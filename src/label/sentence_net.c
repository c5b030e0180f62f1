/* sentence_net.c: reads the heads' file where it lies. */
#include "sentence_net.h"

#include "encoder_data.h"
#include "little_endian.h"
#include "tlmath.h"

#define HIDDEN TL_SENTENCE_HIDDEN
#define HEADS TL_SENTENCE_HEADS
#define WIDTH TL_ENCODER_WIDTH

enum {
    FIT = 0,
    HEAD_BIAS = FIT + 3 * HEADS,
    SCALE = HEAD_BIAS + HEADS,
    BIAS = SCALE + HIDDEN,
    WEIGHT = BIAS + HIDDEN
};

static float number(size_t i)
{
    return tl_le_float(tl_sentence_data + 8 + 4 * i);
}

static double log_odds(double p)
{
    p = p < 1e-6 ? 1e-6 : p > 1 - 1e-6 ? 1 - 1e-6 : p;
    return tl_log(p / (1 - p));
}

static void decide(const float *hidden, float *p)
{
    for (size_t k = 0; k < HEADS; k++) {
        float sum = number(HEAD_BIAS + k);
        for (size_t r = 0; r < HIDDEN; r++)
            sum += hidden[r] * number(WEIGHT + k * HIDDEN + r);
        const double score = (double)sum + log_odds((double)p[k]);
        const double slope = (double)number(FIT + 3 * k), offset = (double)number(FIT + 3 * k + 1);
        p[k] = (float)(1 / (1 + tl_exp(-(slope * score + offset))));
    }
}

void tl_sentence_read(tl_dot_fn *dot, const float *const *meaning, float *const *p, size_t n)
{
    const int8_t *row = (const int8_t *)(tl_sentence_data + 8 + 4 * TL_SENTENCE_FLOATS);
    for (size_t i = 0; i < n; i += TL_DOT_INPUTS) {
        int16_t in[TL_DOT_INPUTS * WIDTH];
        float step[TL_DOT_INPUTS], hidden[TL_DOT_INPUTS][HIDDEN];
        /* Beyond n the last is read again. */
        for (size_t j = 0; j < TL_DOT_INPUTS; j++)
            step[j] = tl_dot_round(meaning[i + j < n ? i + j : n - 1], WIDTH, in + j * WIDTH);
        for (size_t r = 0; r < HIDDEN; r += TL_DOT_ROWS) {
            int32_t sum[TL_DOT_ROWS * TL_DOT_INPUTS];
            dot(row + r * WIDTH, in, WIDTH, sum);
            for (size_t j = 0; j < TL_DOT_INPUTS; j++)
                for (size_t k = 0; k < TL_DOT_ROWS; k++) {
                    const float x =
                        (float)sum[j * TL_DOT_ROWS + k] * (number(SCALE + r + k) * step[j]) +
                        number(BIAS + r + k);
                    hidden[j][r + k] = x > 0 ? x : 0;
                }
        }
        for (size_t j = 0; j < TL_DOT_INPUTS && i + j < n; j++)
            if (step[j] > 0)
                decide(hidden[j], p[i + j] + TL_SENTENCE_FIRST);
    }
}

double tl_sentence_threshold(enum tl_label label)
{
    return (double)number(FIT + 3 * ((size_t)label - TL_SENTENCE_FIRST) + 2);
}
