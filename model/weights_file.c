/*
 * weights_file.c: one scale for the table, clipped at eight standard deviations, so that sums over
 * its rows are whole numbers; one scale a filter and a head.
 */
#include "weights_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static unsigned char *put_u32(unsigned char *p, uint32_t x)
{
    for (int i = 0; i < 4; i++)
        *p++ = (unsigned char)(x >> (8 * i));
    return p;
}

static unsigned char *put_f32(unsigned char *p, double value)
{
    const float x = (float)value;
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return put_u32(p, bits);
}

static unsigned char *put_rounded(unsigned char *p, const float *w, size_t n, double scale)
{
    for (size_t i = 0; i < n; i++) {
        const double q = floor((double)w[i] / scale + .5);
        *p++ = (unsigned char)(int8_t)(q > 127 ? 127 : q < -127 ? -127 : q);
    }
    return p;
}

static double row_scale(const float *w, size_t n)
{
    double max = 1e-9;
    for (size_t i = 0; i < n; i++)
        max = fabs((double)w[i]) > max ? fabs((double)w[i]) : max;
    return max / 127;
}

static bool is_emotion(size_t head)
{
    return head - TL_FAST_EMOTIONS < TL_FAST_N_EMOTIONS;
}

/* Emotions are calibrated after they have been weighed against each other. */
static double slope_before(const struct fitted *f, size_t head)
{
    return is_emotion(head) ? 1 : f->slope[head];
}

unsigned char *weights_pack(const struct net *net, const struct fitted *f, size_t *size)
{
    const size_t heads = TL_FAST_HEADS, rows = (size_t)1 << net->bits, d = net->d, h = net->h;
    *size =
        20 + 4 + rows * d + h * (8 + 3 * d) + heads * (16 + net->z) + 16 + TL_FAST_N_EMOTIONS * 8;
    unsigned char *file = get_memory(*size, 1), *p = file;
    memcpy(p, "TLF2", 4);
    p = put_u32(p + 4, net->bits);
    p = put_u32(p, (uint32_t)d);
    p = put_u32(p, (uint32_t)h);
    p = put_u32(p, (uint32_t)heads);
    double square = 0;
    for (size_t i = 0; i < rows * d; i++)
        square += (double)net->table[i] * (double)net->table[i];
    const double scale = (double)(float)(8 * sqrt(square / (double)(rows * d)) / 127);
    p = put_f32(p, scale);
    p = put_rounded(p, net->table, rows * d, scale);
    for (size_t o = 0; o < h; o++)
        p = put_f32(p, row_scale(net->filter.w + o * 3 * d, 3 * d));
    for (size_t o = 0; o < h; o++)
        p = put_f32(p, (double)net->filter_bias.w[o]);
    for (size_t o = 0; o < h; o++)
        p = put_rounded(p, net->filter.w + o * 3 * d, 3 * d,
                        row_scale(net->filter.w + o * 3 * d, 3 * d));
    for (size_t k = 0; k < heads; k++)
        p = put_f32(p, slope_before(f, k) * row_scale(net->head.w + k * net->z, net->z));
    for (size_t k = 0; k < heads; k++)
        p = put_f32(p, slope_before(f, k) * (double)net->head_bias.w[k] +
                           (is_emotion(k) ? 0 : f->offset[k]));
    for (size_t k = 0; k < heads; k++)
        p = put_f32(p, (double)f->threshold[k]);
    for (size_t k = 0; k < heads; k++)
        p = put_f32(p, (double)f->gate[k]);
    for (size_t k = 0; k < heads; k++)
        p = put_rounded(p, net->head.w + k * net->z, net->z,
                        row_scale(net->head.w + k * net->z, net->z));
    for (size_t i = 0; i < 3; i++)
        p = put_f32(p, (double)f->blend[i]);
    p = put_f32(p, (double)f->rivalry);
    for (size_t k = 0; k < TL_FAST_N_EMOTIONS; k++)
        p = put_f32(p, f->slope[TL_FAST_EMOTIONS + k]);
    for (size_t k = 0; k < TL_FAST_N_EMOTIONS; k++)
        p = put_f32(p, f->offset[TL_FAST_EMOTIONS + k]);
    return file;
}
