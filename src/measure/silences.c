/*
 * silences.c: A08, whether a silence is unusual for these two: the share of earlier gaps, of up to
 * twelve months before it, that were as long.
 *
 *   p = (1 + #{past gaps >= current}) / (past gaps + 1), in (0, 1]
 *
 * For both together the gaps are those between sessions and the current one is the last of them.
 * For a person they are the gaps between the sessions in which that person wrote, and the current
 * one is the time since the person last wrote when the record ends. Gaps that hold lost days are
 * left out.
 *
 * Edge cases: a person who wrote in the last session has a current gap near 0 and a p near 1.
 * Caveat: the longest of many gaps is always long. Least n: 30 past gaps. Source: online silence is
 * defined against what is normal for the pair: Kalman & Rafaeli 2011, Communication Research
 * 38:54-69.
 */
#include "silences.h"

#include "civil.h"
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_GAPS 30
#define LOOK_BACK_MS (INT64_C(365) * TL_MS_PER_DAY)

double tl_silence_p(const double *past, size_t n, double current)
{
    size_t longer = 0;
    for (size_t i = 0; i < n; i++)
        longer += past[i] >= current;
    return (double)(1 + longer) / (double)(n + 1);
}

/* Does [from, to) of events hold lost days? `at` moves along the silences. */
static bool holds_lost(const struct tl_frame *f, size_t *at, uint32_t from, uint32_t to)
{
    int64_t begin = tl_event_day(f, from), end = tl_event_day(f, to);
    while (*at < f->n_silences && f->silence[*at].from_day <= begin)
        ++*at;
    for (size_t i = *at; i < f->n_silences && f->silence[i].from_day < end; i++)
        if (f->silence[i].lost)
            return true;
    return false;
}

/* Gaps in days of one person (or of both) as they come; the last is the current one. */
struct gaps {
    double *days;
    int64_t *ended_ms;
    size_t n;
};

static void collect(const struct tl_frame *f, enum tl_whose whose, struct gaps *g)
{
    size_t lost_at = 0;
    uint32_t last = UINT32_MAX; /* last event of `whose` in an earlier session */
    g->n = 0;
    for (size_t i = 0; i < f->n_sessions; i++) {
        const struct tl_session *s = &f->session[i];
        uint32_t first_own = UINT32_MAX, last_own = UINT32_MAX;
        for (uint32_t t = s->turn_first; t < s->turn_end; t++) {
            if (whose != TL_WHOSE_BOTH && f->turn[t].who != whose)
                continue;
            first_own = first_own == UINT32_MAX ? f->turn[t].first : first_own;
            last_own = f->turn[t].end - 1;
        }
        if (first_own == UINT32_MAX)
            continue;
        if (last != UINT32_MAX && !holds_lost(f, &lost_at, last, first_own)) {
            int64_t gap = tl_event_ms(f, first_own) - tl_event_ms(f, last);
            g->days[g->n] = (double)gap / (double)TL_MS_PER_DAY;
            g->ended_ms[g->n++] = tl_event_ms(f, first_own);
        }
        last = last_own;
    }
    if (whose != TL_WHOSE_BOTH && last != UINT32_MAX) {
        int64_t end = tl_event_ms(f, f->n_events - 1), gap = end - tl_event_ms(f, last);
        g->days[g->n] = gap > 0 ? (double)gap / (double)TL_MS_PER_DAY : 0.0;
        g->ended_ms[g->n++] = end;
    }
}

/* The current gap against those that ended in the year before its end. */
static bool judge(struct tl_arena *arena, struct tl_measurement *out, enum tl_whose whose,
                  const struct gaps *g)
{
    if (g->n == 0) {
        out->whole[whose] = tl_value_na("no silence yet");
        return true;
    }
    size_t current = g->n - 1, first = 0;
    while (first < current && g->ended_ms[current] - g->ended_ms[first] > LOOK_BACK_MS)
        first++;
    size_t past = current - first;
    double longest = 0.0;
    for (size_t i = first; i < current; i++)
        longest = g->days[i] > longest ? g->days[i] : longest;
    double p = tl_silence_p(g->days + first, past, g->days[current]);
    out->whole[whose] =
        tl_value_least(tl_value_ok(p, NAN, NAN, past), LEAST_GAPS, "earlier silences", arena);
    return tl_extra_add(arena, out, "current_days", whose,
                        tl_value_ok(g->days[current], NAN, NAN, 1)) &&
           tl_extra_add(arena, out, "longest_past_days", whose,
                        past > 0 ? tl_value_ok(longest, NAN, NAN, past)
                                 : tl_value_na("no silence yet"));
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t n = frame->n_sessions + 1;
    struct gaps g = {.days = tl_alloc_zeroed(frame->ctx, n, sizeof *g.days),
                     .ended_ms = tl_alloc_zeroed(frame->ctx, n, sizeof *g.ended_ms)};
    struct tl_week_span *span = tl_week_spans(frame);
    struct tl_series *longest = tl_series_add(frame, arena, out, TL_WHOSE_BOTH, NULL, false);
    bool ok = g.days != NULL && g.ended_ms != NULL && span != NULL && longest != NULL;
    for (size_t w = 0; ok && w < frame->weeks.n; w++)
        for (uint32_t i = span[w].session_first; i < span[w].session_end; i++) {
            if (i + 1 == frame->n_sessions)
                continue;
            double days = (double)(tl_event_ms(frame, frame->session[i + 1].first) -
                                   tl_event_ms(frame, frame->session[i].end - 1)) /
                          (double)TL_MS_PER_DAY;
            if (!(longest->value[w] >= days))
                longest->value[w] = days;
            longest->n[w]++;
        }
    for (enum tl_whose whose = TL_WHOSE_FIRST; ok && whose <= TL_WHOSE_BOTH; whose++) {
        collect(frame, whose, &g);
        ok = judge(arena, out, whose, &g);
    }
    tl_week_spans_free(frame, span);
    tl_free(frame->ctx, g.days, n * sizeof *g.days);
    tl_free(frame->ctx, g.ended_ms, n * sizeof *g.ended_ms);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_silences = {
    .id = "A08",
    .name = "silences",
    .title = "Is the last silence unusual for you?",
    .unit = "share of earlier silences as long; weekly: days of the longest",
    .needs = TL_CAN_TIMING,
    .least_n = LEAST_GAPS,
    .reference = "Kalman & Rafaeli 2011, Communication Research 38:54-69",
    .compute = compute,
};
