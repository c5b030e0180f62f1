/*
 * sessions.c: A02, how often the two talk at all: sessions a covered day, with those in which both
 * took part, those that stayed one-sided by who opened them, and active days a week.
 *
 * A session is a maximal run of events with gaps of at most 60 minutes (A01); one across 04:00
 * belongs to the day it began. Rates have Garwood's interval. Least n: 8 weeks.
 *
 * Caveat: a joint measure; it says nothing about who.
 */
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_WEEKS 8

enum { ALL = 0, DIALOGUE, ONE_SIDED, KINDS = ONE_SIDED + 2 }; /* one-sided by person */

static void count_session(const struct tl_frame *f, const struct tl_session *s, size_t at,
                          double *of[KINDS])
{
    of[ALL][at] += 1.0;
    of[s->dialogue ? DIALOGUE : ONE_SIDED + (int)tl_event_who(f, s->first)][at] += 1.0;
}

static double active_days(const struct tl_frame *f, const struct tl_week_span *span)
{
    double days = 0.0;
    int64_t last = INT64_MIN;
    for (uint32_t t = span->turn_first; t < span->turn_end; t++) {
        int64_t day = tl_event_day(f, f->turn[t].first);
        int64_t end = tl_event_day(f, f->turn[t].end - 1);
        days += (day > last) + (end > day && end > last);
        last = end > last ? end : last;
    }
    return days < 7.0 ? days : 7.0;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    static const char *const labels[KINDS] = {NULL, "dialogue", "one-sided", "one-sided"};
    static const enum tl_whose whose[KINDS] = {TL_WHOSE_BOTH, TL_WHOSE_BOTH, TL_WHOSE_FIRST,
                                               TL_WHOSE_SECOND};
    size_t n = frame->weeks.n;
    double *weekly[KINDS], total[KINDS] = {0}, *whole[KINDS];
    double *active = tl_arena_array(arena, n, sizeof *active);
    struct tl_week_span *span = tl_week_spans(frame);
    bool ok = active != NULL && span != NULL;
    for (size_t k = 0; k < KINDS; k++) {
        weekly[k] = tl_arena_array(arena, n, sizeof *weekly[k]);
        whole[k] = &total[k];
        ok = ok && weekly[k] != NULL;
    }
    for (size_t i = 0; ok && i < frame->n_sessions; i++)
        count_session(frame, &frame->session[i], 0, whole);
    for (size_t w = 0; ok && w < n; w++) {
        for (uint32_t i = span[w].session_first; i < span[w].session_end; i++)
            count_session(frame, &frame->session[i], w, weekly);
        active[w] = active_days(frame, &span[w]);
        if (active[w] > frame->weeks.covered[w])
            active[w] = frame->weeks.covered[w];
    }
    tl_week_spans_free(frame, span);
    double covered = tl_covered_days(frame);
    for (size_t k = 0; ok && k < KINDS; k++) {
        struct tl_value v = tl_rate(total[k], covered);
        v.n = n;
        v = tl_value_least(v, LEAST_WEEKS, "complete weeks", arena);
        if (k == DIALOGUE)
            ok = tl_extra_add(arena, out, "dialogue_sessions", TL_WHOSE_BOTH, v);
        else
            out->whole[whose[k]] = v;
        struct tl_series *s = tl_series_add(frame, arena, out, whose[k], labels[k], false);
        ok = ok && s != NULL;
        if (ok)
            tl_series_from_counts(frame, s, weekly[k]);
    }
    struct tl_series *s =
        ok ? tl_series_add(frame, arena, out, TL_WHOSE_BOTH, "active days", false) : NULL;
    if (s == NULL)
        return tl_fault_memory(err);
    tl_series_from_shares(frame, s, active, frame->weeks.covered, 1.0);
    return TL_OK;
}

const struct tl_measure tl_measure_sessions = {
    .id = "A02",
    .name = "sessions",
    .title = "How often do you talk at all?",
    .unit = "sessions a day; one person: sessions nobody answered",
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_TIMING,
    .least_n = LEAST_WEEKS,
    .reference = "design",
    .compute = compute,
};
