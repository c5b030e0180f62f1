/*
 * context_input.c: three views of the message, the meaning of the one before, their product (what
 * both are about), the hints of these and of three more before, and a few plain facts that an
 * encoder of single sentences cannot see: who spoke, how long after, how many words, which marks.
 * Each is scaled to about the same size.
 */
#include "context_input.h"

#include <math.h>
#include <string.h>

#include "tlmath.h"

#define WIDTH TL_ENCODER_WIDTH
#define STATES TL_ENCODER_STATES
#define FACTS 32
#define OF_PAIR 13 /* facts of the message and the last; two for each older one follow */

struct tl_context_before tl_context_before(const struct tl_before *before, size_t n_before)
{
    struct tl_context_before found = {{NULL}};
    for (size_t k = 0; k < TL_CONTEXT_BACK && k < n_before; k++) {
        const struct tl_before *b = &before[n_before - 1 - k];
        if (b->minutes > TL_CONTEXT_MAX_MINUTES)
            break;
        found.back[k] = b;
    }
    return found;
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

static float *put_hints(float *out, const float *hints)
{
    if (hints != NULL)
        memcpy(out, hints, TL_CONTEXT_HINTS * sizeof *out);
    else
        memset(out, 0, TL_CONTEXT_HINTS * sizeof *out);
    return out + TL_CONTEXT_HINTS;
}

void tl_context_input(struct tl_str text, const float *own, struct tl_context_before around,
                      const float *last, float hints[TL_CONTEXT_BACK - 1][TL_CONTEXT_HINTS],
                      float *out)
{
    const struct tl_before *before = around.back[0];
    for (size_t k = 0; k < WIDTH; k++) {
        out[k] = own[k] * 4;
        out[WIDTH + k] = own[WIDTH + k] * 0.35f;
        out[2 * WIDTH + k] = own[2 * WIDTH + k] * 0.09f;
    }
    float *pair = put_hints(out + STATES, own + STATES), close = 0;
    for (size_t k = 0; k < WIDTH; k++) {
        const float both = before != NULL ? own[k] * last[k] : 0;
        pair[k] = before != NULL ? last[k] * 4 : 0;
        pair[WIDTH + k] = both * 90;
        close += both;
    }
    float *fact = put_hints(pair + 2 * WIDTH, before != NULL ? last + STATES : NULL);
    for (size_t k = 1; k < TL_CONTEXT_BACK; k++)
        fact = put_hints(fact, around.back[k] != NULL ? hints[k - 1] : NULL);
    /* Unknown times are taken as the usual minute. */
    const double minutes = before == NULL ? 0 : isnan(before->minutes) ? 1 : before->minutes;
    const size_t words = words_of(text);
    float facts[FACTS] = {
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
    for (size_t k = 1; k < TL_CONTEXT_BACK && around.back[k] != NULL; k++) {
        facts[OF_PAIR + 2 * k - 2] = 1;
        facts[OF_PAIR + 2 * k - 1] = around.back[k]->own ? 1.0f : 0.0f;
    }
    for (size_t k = 0; k < FACTS; k++)
        fact[k] = facts[k] * 2.8f;
}
