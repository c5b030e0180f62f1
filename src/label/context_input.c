/*
 * context_input.c: three views of the message, the meaning of the one before, their product (what
 * both are about), and a few plain facts that an encoder of single sentences cannot see: who spoke,
 * how long after, how many words, which marks. Each is scaled to about the same size.
 */
#include "context_input.h"

#include <math.h>
#include <string.h>

#include "tlmath.h"

#define WIDTH TL_ENCODER_WIDTH

const struct tl_before *tl_context_before(const struct tl_before *before, size_t n_before)
{
    if (n_before == 0 || before[n_before - 1].minutes > TL_CONTEXT_MAX_MINUTES)
        return NULL;
    return &before[n_before - 1];
}

static size_t words_of(struct tl_str s)
{
    size_t n = 0;
    bool inside = false;
    for (size_t i = 0; i < s.len; i++) {
        const bool blank = s.ptr[i] == ' ' || s.ptr[i] == '\n' || s.ptr[i] == '\t';
        n += !blank && !inside;
        inside = !blank;
    }
    return n;
}

static float holds(struct tl_str s, char c)
{
    return s.len > 0 && memchr(s.ptr, c, s.len) != NULL ? 1.0f : 0.0f;
}

static float logged(double x)
{
    return (float)(tl_log1p(x) / 3);
}

void tl_context_input(struct tl_str text, const float *own, const struct tl_before *before,
                      const float *other, float *out)
{
    for (size_t k = 0; k < WIDTH; k++) {
        out[k] = own[k] * 4;
        out[WIDTH + k] = own[WIDTH + k] * 0.35f;
        out[2 * WIDTH + k] = own[2 * WIDTH + k] * 0.09f;
    }
    float *pair = out + TL_CONTEXT_OWN, *fact = pair + 2 * WIDTH, close = 0;
    for (size_t k = 0; k < WIDTH; k++) {
        const float both = before != NULL ? own[k] * other[k] : 0;
        pair[k] = before != NULL ? other[k] * 4 : 0;
        pair[WIDTH + k] = both * 90;
        close += both;
    }
    /* Unknown times are taken as the usual minute. */
    const double minutes = before == NULL ? 0 : isnan(before->minutes) ? 1 : before->minutes;
    const size_t words = words_of(text);
    const float facts[TL_CONTEXT_PAIR - 2 * WIDTH] = {
        before == NULL ? 1.0f : 0.0f,
        before != NULL && before->own ? 1.0f : 0.0f,
        logged(minutes > 0 ? minutes : 0),
        words <= 1 ? 1.0f : 0.0f,
        words <= 3 ? 1.0f : 0.0f,
        logged((double)words),
        holds(text, '?'),
        holds(text, '!'),
        text.len > 0 && text.ptr[text.len - 1] == '.' ? 1.0f : 0.0f,
        before != NULL ? holds(before->text, '?') : 0,
        before != NULL ? logged((double)words_of(before->text)) : 0,
        text.len > 0 && text.ptr[0] >= 'a' && text.ptr[0] <= 'z' ? 1.0f : 0.0f,
        close,
    };
    for (size_t k = 0; k < TL_CONTEXT_PAIR - 2 * WIDTH; k++)
        fact[k] = facts[k] * 2.8f;
}
