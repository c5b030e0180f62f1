/*
 * nudges.c: A05, how often somebody writes again because no answer came: nudges a hundred waits.
 *
 * A wait begins with X's first event after Y's last one and ends with Y's next, or after 24 of Y's
 * effective hours. Inside it an event of X is a nudge when X's previous event is 15 of Y's
 * effective minutes or more before it (and 2 minutes on the clock: captions and corrections never
 * count). Interval: Garwood's, nudges being counts; range 0 and up.
 *
 * Edge cases: what X writes on a later day than the event before is a new opening, which begins a
 * new wait. Departure: the catalogue tells a new opening from a nudge by a greeting; without words
 * the day does. Reactions nudge nobody. In a record known to the day only there is nothing to
 * measure. Least n: 50 waits. Source: design. Never to be worded as need: it is messages sent again
 * while waiting.
 */
#include "answers.h"
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_WAITS 50
#define LEAST_WEEK_WAITS 5
#define NUDGE_H 0.25
#define NUDGE_CLOCK_MS 120000

struct nudging {
    double nudges, waits;
};

/* What of one event: where in a wait it stands. */
struct standing {
    uint32_t last;  /* last event of the waiting person, no reaction */
    double began_h; /* awaited person's effective hours at the wait's first event */
    int who;        /* who waits; -1 before the first event */
};

static void see_event(const struct tl_frame *f, uint32_t e, struct standing *at, struct nudging *of)
{
    unsigned who = tl_event_who(f, e);
    if (tl_event_kind(f, e) == TL_KIND_REACTION && at->who == (int)who)
        return;
    double now_h = tl_event_effective(f, 1 - who, e);
    bool opens = at->who != (int)who || tl_event_day(f, e) > tl_event_day(f, at->last);
    if (opens) {
        of[who].waits += 1.0;
        at->began_h = now_h;
        at->who = (int)who;
    } else if (tl_event_ms(f, e) - tl_event_ms(f, at->last) >= NUDGE_CLOCK_MS &&
               now_h - tl_event_effective(f, 1 - who, at->last) >= NUDGE_H &&
               now_h - at->began_h < TL_HORIZON_HOURS) {
        of[who].nudges += 1.0;
    }
    at->last = e;
}

static struct tl_value per_hundred(const struct nudging *n)
{
    struct tl_value v = tl_rate(n->nudges, n->waits);
    v.value *= 100.0;
    v.lo *= 100.0;
    v.hi *= 100.0;
    v.n = (uint64_t)n->waits;
    return v.status == TL_VALUE_NA ? tl_value_na("no waits") : v;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t first;
    if (tl_day_resolution(frame)) {
        out->whole[0] = out->whole[1] = tl_value_na(TL_WHY_DAYS);
        return TL_OK;
    }
    struct tl_week_span *span = tl_week_spans(frame);
    if (span == NULL || !tl_series_add_pair(frame, arena, out, NULL, false, &first)) {
        tl_week_spans_free(frame, span);
        return tl_fault_memory(err);
    }
    struct nudging total[2] = {{0}};
    struct standing at = {.who = -1};
    uint32_t e = 0;
    for (size_t w = 0; w <= frame->weeks.n; w++) {
        struct nudging week[2] = {{0}};
        bool inside =
            w < frame->weeks.n; /* the last turn of the loop takes what follows the weeks */
        while (e < (inside ? span[w].event_first : (uint32_t)frame->n_events))
            see_event(frame, e++, &at, total);
        while (inside && e < span[w].event_end)
            see_event(frame, e++, &at, week);
        for (size_t who = 0; inside && who < 2; who++) {
            struct tl_series *s = &out->series[first + who];
            total[who].nudges += week[who].nudges;
            total[who].waits += week[who].waits;
            s->n[w] = (uint32_t)week[who].waits;
            if (week[who].waits < LEAST_WEEK_WAITS)
                continue;
            struct tl_value v = per_hundred(&week[who]);
            s->value[w] = v.value;
            s->low[w] = v.lo;
            s->high[w] = v.hi;
        }
    }
    tl_week_spans_free(frame, span);
    for (size_t who = 0; who < 2; who++)
        out->whole[who] = tl_value_least(per_hundred(&total[who]), LEAST_WAITS, "waits", arena);
    return TL_OK;
}

const struct tl_measure tl_measure_nudges = {
    .id = "A05",
    .name = "nudges",
    .title = "How often do you write again while you wait?",
    .unit = "nudges a hundred waits",
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .least_n = LEAST_WAITS,
    .reference = "design",
    .compute = compute,
};
