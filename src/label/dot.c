/*
 * dot.c: the inner loop of the encoder, where it spends nine tenths of its time.
 *
 * Eight sums at a time: each weight widened to 16 bits serves four inputs, each input two rows.
 * Inputs have 16 bits because the x86 instruction that multiplies and adds pairs wants them
 * anyway, and so rounding them costs no accuracy. AVX2, and the AVX-512 that multiplies and adds in
 * one, are asked for at run time; what every 64-bit x86 has is the fall-back.
 */
#include "dot.h"

#include <math.h>
#include <stdbool.h>

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

/* The four sums of four numbers each. */
static void put_sums(__m128i a, __m128i b, __m128i c, __m128i d, int32_t *out)
{
    const __m128i ab = _mm_add_epi32(_mm_unpacklo_epi32(a, b), _mm_unpackhi_epi32(a, b));
    const __m128i cd = _mm_add_epi32(_mm_unpacklo_epi32(c, d), _mm_unpackhi_epi32(c, d));
    _mm_storeu_si128((void *)out,
                     _mm_add_epi32(_mm_unpacklo_epi64(ab, cd), _mm_unpackhi_epi64(ab, cd)));
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
    put_sums(a0, a1, b0, b1, out);
    put_sums(c0, c1, d0, d1, out + 4);
}

#define AVX2 __attribute__((target("avx2")))

AVX2 static __m128i fold(__m256i v)
{
    return _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
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
    put_sums(fold(a0), fold(a1), fold(b0), fold(b1), out);
    put_sums(fold(c0), fold(c1), fold(d0), fold(d1), out + 4);
}

#define VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

/* 32 columns, or the last 16 with zeros behind them. A masked load would do, but a sanitizer checks
   each of its columns apart, which takes twenty times as long. */
VNNI static __m512i weights_512(bool all, const int8_t *w)
{
    return _mm512_cvtepi8_epi16(all ? _mm256_loadu_si256((const void *)w)
                                    : _mm256_zextsi128_si256(_mm_loadu_si128((const void *)w)));
}

VNNI static __m512i inputs_512(bool all, const int16_t *x)
{
    return all ? _mm512_loadu_si512(x)
               : _mm512_zextsi256_si512(_mm256_loadu_si256((const void *)x));
}

VNNI static __m128i fold_512(__m512i v)
{
    return fold(_mm256_add_epi32(_mm512_castsi512_si256(v), _mm512_extracti64x4_epi64(v, 1)));
}

VNNI static void dot_vnni(const int8_t *weights, const int16_t *inputs, size_t columns,
                          int32_t out[TL_DOT_ROWS * TL_DOT_INPUTS])
{
    __m512i a0 = _mm512_setzero_si512(), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0,
            d1 = a0;
    for (size_t k = 0; k < columns; k += 2 * TL_DOT_STEP) {
        const bool all = columns - k > TL_DOT_STEP;
        const __m512i w0 = weights_512(all, weights + k);
        const __m512i w1 = weights_512(all, weights + columns + k);
        const __m512i a = inputs_512(all, inputs + k);
        const __m512i b = inputs_512(all, inputs + columns + k);
        const __m512i c = inputs_512(all, inputs + 2 * columns + k);
        const __m512i d = inputs_512(all, inputs + 3 * columns + k);
        a0 = _mm512_dpwssd_epi32(a0, a, w0);
        a1 = _mm512_dpwssd_epi32(a1, a, w1);
        b0 = _mm512_dpwssd_epi32(b0, b, w0);
        b1 = _mm512_dpwssd_epi32(b1, b, w1);
        c0 = _mm512_dpwssd_epi32(c0, c, w0);
        c1 = _mm512_dpwssd_epi32(c1, c, w1);
        d0 = _mm512_dpwssd_epi32(d0, d, w0);
        d1 = _mm512_dpwssd_epi32(d1, d, w1);
    }
    put_sums(fold_512(a0), fold_512(a1), fold_512(b0), fold_512(b1), out);
    put_sums(fold_512(c0), fold_512(c1), fold_512(d0), fold_512(d1), out + 4);
}

tl_dot_fn *tl_dot_way(size_t i)
{
    tl_dot_fn *way[4];
    size_t n = 0;
    if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl"))
        way[n++] = dot_vnni;
    if (__builtin_cpu_supports("avx2"))
        way[n++] = dot_avx2;
    way[n++] = dot_sse2;
    way[n++] = tl_dot_plain;
    return i < n ? way[i] : NULL;
}

#else

tl_dot_fn *tl_dot_way(size_t i)
{
    return i == 0 ? tl_dot_plain : NULL;
}

#endif
