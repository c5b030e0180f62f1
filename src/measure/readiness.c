/*
 * readiness.c: Q07, whether there is enough to say anything: 0 charts only, 1 enough for single
 * measures, 2 enough for a verdict.
 *
 *   1: at least 8 covered weeks, 300 messages, 60 of each person
 *   2: at least 16 covered weeks, 600 messages, 60 of each person
 *
 * A week is covered when at least 4 of its 7 days are (a week half of which is lost says nothing).
 * Below 2 the value is thin and its reason says what is missing. `language_weeks` counts the weeks
 * in which both wrote 300 words; 8 are needed for measures of language.
 */
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define COVERED_DAYS 4.0
#define LANGUAGE_WORDS 300

static const struct tl_readiness measures_gate = {8, 300, 60}, verdict_gate = {16, 600, 60};

static bool passes(const struct tl_readiness *have, const struct tl_readiness *gate)
{
    return have->weeks >= gate->weeks && have->messages >= gate->messages &&
           have->each >= gate->each;
}

static uint64_t lacking(uint64_t have, uint64_t need)
{
    return have < need ? need - have : 0;
}

static struct tl_readiness lacks(const struct tl_readiness *have)
{
    return (struct tl_readiness){.weeks = lacking(have->weeks, verdict_gate.weeks),
                                 .messages = lacking(have->messages, verdict_gate.messages),
                                 .each = lacking(have->each, verdict_gate.each)};
}

struct tl_readiness tl_readiness_lacks(const struct tl_measurement *readiness)
{
    static const char *const names[3] = {"covered_weeks", "messages", "messages_of_the_quieter"};
    uint64_t have[3] = {0, 0, 0};
    for (size_t i = 0; i < 3; i++) {
        const struct tl_value *v =
            readiness != NULL ? tl_extra_find(readiness, names[i], TL_WHOSE_BOTH) : NULL;
        have[i] = v != NULL ? (uint64_t)v->value : 0;
    }
    return lacks(&(struct tl_readiness){have[0], have[1], have[2]});
}

/* What the verdict still needs, as one reason. */
static const char *missing(const struct tl_readiness *have, struct tl_arena *arena)
{
    const struct tl_readiness lack = lacks(have);
    const uint64_t weeks = lack.weeks, messages = lack.messages, each = lack.each;
    if (weeks > 0 && messages > 0)
        return tl_arena_printf(arena, "%llu more week%s and %llu more messages needed",
                               (unsigned long long)weeks, weeks == 1 ? "" : "s",
                               (unsigned long long)messages);
    if (weeks > 0)
        return tl_arena_printf(arena, "%llu more week%s needed", (unsigned long long)weeks,
                               weeks == 1 ? "" : "s");
    if (messages > 0)
        return tl_arena_printf(arena, "%llu more messages needed", (unsigned long long)messages);
    return tl_arena_printf(arena, "%llu more messages needed from the one who wrote less",
                           (unsigned long long)each);
}

/* Weeks in which both wrote enough words. */
static uint64_t language_weeks(const struct tl_frame *frame, const struct tl_week_span *span)
{
    uint64_t weeks = 0;
    for (size_t w = 0; w < frame->weeks.n; w++) {
        uint64_t words[2] = {0, 0};
        for (uint32_t t = span[w].turn_first; t < span[w].turn_end; t++)
            words[frame->turn[t].who] += frame->turn[t].words;
        weeks += words[0] >= LANGUAGE_WORDS && words[1] >= LANGUAGE_WORDS;
    }
    return weeks;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct tl_readiness have = {.messages = frame->n_events};
    uint64_t of_first = 0;
    for (size_t e = 0; e < frame->n_events; e++)
        of_first += tl_event_who(frame, e) == 0;
    have.each = of_first < have.messages - of_first ? of_first : have.messages - of_first;
    for (size_t w = 0; w < frame->weeks.n; w++)
        have.weeks += frame->weeks.covered[w] >= COVERED_DAYS;

    struct tl_week_span *span = tl_week_spans(frame);
    if (span == NULL)
        return tl_fault_memory(err);
    uint64_t language = language_weeks(frame, span);
    tl_week_spans_free(frame, span);

    double level = passes(&have, &verdict_gate) ? 2.0 : passes(&have, &measures_gate) ? 1.0 : 0.0;
    struct tl_value *v = &out->whole[TL_WHOSE_BOTH];
    *v = tl_value_ok(level, NAN, NAN, have.weeks);
    if (level < 2.0) {
        v->status = TL_VALUE_THIN;
        v->why = missing(&have, arena);
        if (v->why == NULL)
            return tl_fault_memory(err);
    }
    if (!tl_extra_add(arena, out, "covered_weeks", TL_WHOSE_BOTH,
                      tl_value_ok((double)have.weeks, NAN, NAN, have.weeks)) ||
        !tl_extra_add(arena, out, "messages", TL_WHOSE_BOTH,
                      tl_value_ok((double)have.messages, NAN, NAN, have.messages)) ||
        !tl_extra_add(arena, out, "messages_of_the_quieter", TL_WHOSE_BOTH,
                      tl_value_ok((double)have.each, NAN, NAN, have.each)) ||
        !tl_extra_add(arena, out, "language_weeks", TL_WHOSE_BOTH,
                      tl_value_ok((double)language, NAN, NAN, have.weeks)))
        return tl_fault_memory(err);
    return TL_OK;
}

const struct tl_measure tl_measure_readiness = {
    .id = "Q07",
    .name = "readiness",
    .title = "Is there enough to say anything?",
    .unit = "0 charts only, 1 measures, 2 verdict",
    .least_n = 8,
    .reference = "design",
    .compute = compute,
};
