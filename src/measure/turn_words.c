/*
 * turn_words.c: geometric mean and median of words a turn.
 */
#include "turn_words.h"

#include "measuring.h"
#include "tlmath.h"

void tl_turn_words_add(struct tl_turn_words *t, uint32_t words)
{
    double y = tl_log1p((double)words);
    t->turns[words < TL_TURN_WORDS_MOST ? words : TL_TURN_WORDS_MOST]++;
    t->n += 1.0;
    t->sum_log += y;
    t->squares += y * y;
}

struct tl_value tl_turn_words_mean(const struct tl_turn_words *t)
{
    if (!(t->n > 0.0))
        return tl_value_na("no turns with text");
    double mean = t->sum_log / t->n, half = 0.0;
    double variance = t->squares / t->n - mean * mean;
    if (t->n > 1.0 && variance > 0.0)
        half = TL_Z975 * sqrt(variance / (t->n - 1.0));
    double lo = mean - half > 0.0 ? mean - half : 0.0;
    return tl_value_ok(tl_expm1(mean), tl_expm1(lo), tl_expm1(mean + half), (uint64_t)t->n);
}

/* Words of the turn at a rank from 0, in ascending order. */
static double at_rank(const struct tl_turn_words *t, uint64_t rank)
{
    uint64_t seen = 0;
    for (size_t words = 0; words < TL_TURN_WORDS_MOST; words++) {
        seen += t->turns[words];
        if (seen > rank)
            return (double)words;
    }
    return TL_TURN_WORDS_MOST;
}

struct tl_value tl_turn_words_median(const struct tl_turn_words *t)
{
    uint64_t n = (uint64_t)t->n;
    if (n == 0)
        return tl_value_na("no turns with text");
    double median = 0.5 * (at_rank(t, (n - 1) / 2) + at_rank(t, n / 2));
    return tl_value_ok(median, NAN, NAN, n);
}

bool tl_turn_has_text(const struct tl_frame *frame, const struct tl_turn *turn)
{
    if (turn->words > 0)
        return true;
    for (uint32_t e = turn->first; e < turn->end; e++)
        if (tl_event_kind(frame, e) == TL_KIND_TEXT)
            return true;
    return false;
}
