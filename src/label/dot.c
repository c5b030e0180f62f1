/*
 * dot.c: the inner loop of the encoder, where it spends nine tenths of its time.
 *
 * Eight sums at a time: each weight widened to 16 bits serves four inputs, each input two rows.
 * Inputs have 16 bits because the x86 instruction that multiplies and adds pairs wants them
 * anyway, and so rounding them costs no accuracy. AVX2 is asked for at run time; what every 64-bit
 * x86 has is the fall-back.
 */
#include "dot.h"

#if defined(__GNUC__) && defined(__SSE2__)
#include <immintrin.h>
#endif

void tl_dot_plain(const int8_t *weights, const int16_t *inputs, size_t columns,
                  int32_t out[TL_DOT_ROWS * TL_DOT_INPUTS])
{
    for (size_t i = 0; i < TL_DOT_INPUTS; i++)
        for (size_t r = 0; r < TL_DOT_ROWS; r++) {
            const int8_t *w = weights + r * columns;
            const int16_t *x = inputs + i * columns;
            int32_t sum = 0;
            for (size_t k = 0; k < columns; k++)
                sum += w[k] * x[k];
            out[i * TL_DOT_ROWS + r] = sum;
        }
}

#if defined(__GNUC__) && defined(__SSE2__)

static int32_t sum_of(__m128i v)
{
    v = _mm_add_epi32(v, _mm_shuffle_epi32(v, 0x4e));
    return _mm_cvtsi128_si32(_mm_add_epi32(v, _mm_shuffle_epi32(v, 0xb1)));
}

static void dot_sse2(const int8_t *weights, const int16_t *inputs, size_t columns,
                     int32_t out[TL_DOT_ROWS * TL_DOT_INPUTS])
{
    __m128i sum[TL_DOT_INPUTS][TL_DOT_ROWS];
    for (size_t i = 0; i < TL_DOT_INPUTS; i++)
        sum[i][0] = sum[i][1] = _mm_setzero_si128();
    for (size_t k = 0; k < columns; k += 8) {
        __m128i row[TL_DOT_ROWS];
        for (size_t r = 0; r < TL_DOT_ROWS; r++) {
            __m128i w = _mm_loadl_epi64((const void *)(weights + r * columns + k));
            row[r] = _mm_srai_epi16(_mm_unpacklo_epi8(w, w), 8);
        }
        for (size_t i = 0; i < TL_DOT_INPUTS; i++) {
            __m128i x = _mm_loadu_si128((const void *)(inputs + i * columns + k));
            for (size_t r = 0; r < TL_DOT_ROWS; r++)
                sum[i][r] = _mm_add_epi32(sum[i][r], _mm_madd_epi16(row[r], x));
        }
    }
    for (size_t i = 0; i < TL_DOT_INPUTS; i++)
        for (size_t r = 0; r < TL_DOT_ROWS; r++)
            out[i * TL_DOT_ROWS + r] = sum_of(sum[i][r]);
}

__attribute__((target("avx2"))) static void dot_avx2(const int8_t *weights, const int16_t *inputs,
                                                     size_t columns,
                                                     int32_t out[TL_DOT_ROWS * TL_DOT_INPUTS])
{
    __m256i sum[TL_DOT_INPUTS][TL_DOT_ROWS];
    for (size_t i = 0; i < TL_DOT_INPUTS; i++)
        sum[i][0] = sum[i][1] = _mm256_setzero_si256();
    for (size_t k = 0; k < columns; k += TL_DOT_STEP) {
        __m256i row[TL_DOT_ROWS];
        for (size_t r = 0; r < TL_DOT_ROWS; r++)
            row[r] =
                _mm256_cvtepi8_epi16(_mm_loadu_si128((const void *)(weights + r * columns + k)));
        for (size_t i = 0; i < TL_DOT_INPUTS; i++) {
            __m256i x = _mm256_loadu_si256((const void *)(inputs + i * columns + k));
            for (size_t r = 0; r < TL_DOT_ROWS; r++)
                sum[i][r] = _mm256_add_epi32(sum[i][r], _mm256_madd_epi16(row[r], x));
        }
    }
    for (size_t i = 0; i < TL_DOT_INPUTS; i++)
        for (size_t r = 0; r < TL_DOT_ROWS; r++)
            out[i * TL_DOT_ROWS + r] = sum_of(_mm_add_epi32(
                _mm256_castsi256_si128(sum[i][r]), _mm256_extracti128_si256(sum[i][r], 1)));
}

tl_dot_fn *tl_dot_best(void)
{
    return __builtin_cpu_supports("avx2") ? dot_avx2 : dot_sse2;
}

#else

tl_dot_fn *tl_dot_best(void)
{
    return tl_dot_plain;
}

#endif
