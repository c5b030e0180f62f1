/*
 * dot.c: the inner loop of the encoder, where it spends nine tenths of its time.
 *
 * Eight sums at a time: each weight widened to 16 bits serves four inputs, each input two rows.
 * Inputs have 16 bits because the x86 instruction that multiplies and adds pairs wants them
 * anyway, and so rounding them costs no accuracy. AVX2 is asked for at run time; what every 64-bit
 * x86 has is the fall-back.
 */
#include "dot.h"

#include <math.h>

#if defined(__GNUC__) && defined(__SSE2__)
#include <immintrin.h>
#endif

float tl_dot_round(const float *x, size_t n, int16_t *out)
{
    /* Side by side, so that a compiler may use wide registers. */
    float lane[8] = {0}, most = 0;
    for (size_t i = 0; i < n; i += 8)
        for (size_t l = 0; l < 8; l++) {
            const float size = fabsf(x[i + l]);
            lane[l] = size > lane[l] ? size : lane[l];
        }
    for (size_t l = 0; l < 8; l++)
        most = lane[l] > most ? lane[l] : most;
    const float scale = most > 0 ? TL_DOT_MAX / most : 0;
    for (size_t i = 0; i < n; i++) {
        const float y = x[i] * scale;
        out[i] = (int16_t)(y + (y < 0 ? -0.5f : 0.5f));
    }
    return most / TL_DOT_MAX;
}

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

static __m128i widened(const int8_t *w)
{
    const __m128i bytes = _mm_loadl_epi64((const void *)w);
    return _mm_srai_epi16(_mm_unpacklo_epi8(bytes, bytes), 8);
}

/* The eight sums have names, since compilers keep an array of them in memory. */
static void dot_sse2(const int8_t *weights, const int16_t *inputs, size_t columns,
                     int32_t out[TL_DOT_ROWS * TL_DOT_INPUTS])
{
    __m128i a0 = _mm_setzero_si128(), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
    for (size_t k = 0; k < columns; k += 8) {
        const __m128i w0 = widened(weights + k), w1 = widened(weights + columns + k);
        const __m128i a = _mm_loadu_si128((const void *)(inputs + k));
        const __m128i b = _mm_loadu_si128((const void *)(inputs + columns + k));
        const __m128i c = _mm_loadu_si128((const void *)(inputs + 2 * columns + k));
        const __m128i d = _mm_loadu_si128((const void *)(inputs + 3 * columns + k));
        a0 = _mm_add_epi32(a0, _mm_madd_epi16(a, w0));
        a1 = _mm_add_epi32(a1, _mm_madd_epi16(a, w1));
        b0 = _mm_add_epi32(b0, _mm_madd_epi16(b, w0));
        b1 = _mm_add_epi32(b1, _mm_madd_epi16(b, w1));
        c0 = _mm_add_epi32(c0, _mm_madd_epi16(c, w0));
        c1 = _mm_add_epi32(c1, _mm_madd_epi16(c, w1));
        d0 = _mm_add_epi32(d0, _mm_madd_epi16(d, w0));
        d1 = _mm_add_epi32(d1, _mm_madd_epi16(d, w1));
    }
    const __m128i sum[] = {a0, a1, b0, b1, c0, c1, d0, d1};
    for (size_t i = 0; i < TL_DOT_ROWS * TL_DOT_INPUTS; i++)
        out[i] = sum_of(sum[i]);
}

#define AVX2 __attribute__((target("avx2")))

AVX2 static int32_t sum_of_wide(__m256i v)
{
    return sum_of(_mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1)));
}

AVX2 static void dot_avx2(const int8_t *weights, const int16_t *inputs, size_t columns,
                          int32_t out[TL_DOT_ROWS * TL_DOT_INPUTS])
{
    __m256i a0 = _mm256_setzero_si256(), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0,
            d1 = a0;
    for (size_t k = 0; k < columns; k += TL_DOT_STEP) {
        const __m256i w0 = _mm256_cvtepi8_epi16(_mm_loadu_si128((const void *)(weights + k)));
        const __m256i w1 =
            _mm256_cvtepi8_epi16(_mm_loadu_si128((const void *)(weights + columns + k)));
        const __m256i a = _mm256_loadu_si256((const void *)(inputs + k));
        const __m256i b = _mm256_loadu_si256((const void *)(inputs + columns + k));
        const __m256i c = _mm256_loadu_si256((const void *)(inputs + 2 * columns + k));
        const __m256i d = _mm256_loadu_si256((const void *)(inputs + 3 * columns + k));
        a0 = _mm256_add_epi32(a0, _mm256_madd_epi16(a, w0));
        a1 = _mm256_add_epi32(a1, _mm256_madd_epi16(a, w1));
        b0 = _mm256_add_epi32(b0, _mm256_madd_epi16(b, w0));
        b1 = _mm256_add_epi32(b1, _mm256_madd_epi16(b, w1));
        c0 = _mm256_add_epi32(c0, _mm256_madd_epi16(c, w0));
        c1 = _mm256_add_epi32(c1, _mm256_madd_epi16(c, w1));
        d0 = _mm256_add_epi32(d0, _mm256_madd_epi16(d, w0));
        d1 = _mm256_add_epi32(d1, _mm256_madd_epi16(d, w1));
    }
    const __m256i sum[] = {a0, a1, b0, b1, c0, c1, d0, d1};
    for (size_t i = 0; i < TL_DOT_ROWS * TL_DOT_INPUTS; i++)
        out[i] = sum_of_wide(sum[i]);
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
