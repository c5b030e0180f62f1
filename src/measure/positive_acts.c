/*
 * positive_acts.c: B15, acts that bring closer against acts that hurt, as a log ratio.
 *
 * P counts a person's messages labelled affection, gratitude or validation or asking on (label
 * follow_up); N those labelled criticism, contempt or defensiveness, or withdrawing with an
 * unpleasant tone (docs/labels.md). log((P + 1/2) / (N + 1/2)), with the interval of the
 * difference of two logarithms of counts, sqrt(1/(P + 1/2) + 1/(N + 1/2)); a log ratio of 0 means
 * as many of both. Acts are counted, not words. Weekly where P + N is 5 or more; never tested.
 *
 * Binding caveat: the "5 to 1" of Gottman & Levenson (1992, JPSP 63:221) was coded by trained
 * observers from films of couples arguing; it is no norm for a chat and never shown as one. Only
 * change within a person counts. Departures: shared laughter and agreement, which the labels do not
 * hold, do not count; there is no second number for conflicts alone. Least n: 5 acts that hurt.
 */
#include <math.h>

#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_NEGATIVE 5
#define LEAST_WEEK_ACTS 5
#define POSITIVE (TL_BIT(AFFECTION) | TL_BIT(GRATITUDE) | TL_BIT(VALIDATION) | TL_BIT(FOLLOW_UP))
#define NEGATIVE (TL_BIT(CRITICISM) | TL_BIT(CONTEMPT) | TL_BIT(DEFENSIVENESS))

struct acts {
    double positive, negative;
};

static struct tl_value log_ratio(const struct acts *a, double n)
{
    double p = a->positive + 0.5, q = a->negative + 0.5;
    double y = tl_log(p / q), half = TL_Z975 * sqrt(1.0 / p + 1.0 / q);
    return tl_value_ok(y, y - half, y + half, (uint64_t)n);
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t n = frame->weeks.n, first;
    struct acts all[2] = {{0}}, *week = tl_alloc_zeroed(frame->ctx, 2 * n + 1, sizeof *week);
    bool ok = week != NULL && tl_series_add_pair(frame, arena, out, NULL, false, &first);
    const struct tl_annotations *a = frame->annotations;
    for (size_t e = 0; ok && e < frame->n_events; e++) {
        uint32_t message = frame->event[e];
        unsigned who = tl_event_who(frame, e);
        size_t w = tl_event_week(frame, e);
        bool positive = (a->held[message] & POSITIVE) != 0;
        bool negative = (a->held[message] & NEGATIVE) != 0 ||
                        (tl_holds(a, message, TL_LABEL_WITHDRAW) && a->valence[message] <= -5);
        all[who].positive += positive;
        all[who].negative += negative;
        if (w < n) {
            week[2 * w + who].positive += positive;
            week[2 * w + who].negative += negative;
        }
    }
    for (size_t who = 0; ok && who < 2; who++) {
        struct tl_series *s = &out->series[who];
        for (size_t w = 0; w < n; w++) {
            const struct acts *acts = &week[2 * w + who];
            s->n[w] = (uint32_t)(acts->positive + acts->negative);
            if (s->n[w] < LEAST_WEEK_ACTS)
                continue;
            struct tl_value v = log_ratio(acts, s->n[w]);
            s->value[w] = v.value;
            s->low[w] = v.lo;
            s->high[w] = v.hi;
        }
        out->whole[who] = tl_value_least(log_ratio(&all[who], all[who].negative), LEAST_NEGATIVE,
                                         "acts that hurt", arena);
        ok = tl_extra_add(arena, out, "positive", (enum tl_whose)who,
                          tl_value_ok(all[who].positive, NAN, NAN, (uint64_t)all[who].positive)) &&
             tl_extra_add(arena, out, "negative", (enum tl_whose)who,
                          tl_value_ok(all[who].negative, NAN, NAN, (uint64_t)all[who].negative));
    }
    tl_lean_on_labels(frame, out, POSITIVE | NEGATIVE | TL_BIT(WITHDRAW));
    tl_free(frame->ctx, week, (2 * n + 1) * sizeof *week);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_positive_acts = {
    .id = "B15",
    .name = "positive_acts",
    .title = "How do acts that bring closer stand against acts that hurt?",
    .unit = "log ratio of acts",
    .scale = TL_SCALE_IDENTITY,
    .reads_words = true,
    .least_n = LEAST_NEGATIVE,
    .reference = "design; Gottman & Levenson 1992, J Pers Soc Psychol 63:221",
    .compute = compute,
};
