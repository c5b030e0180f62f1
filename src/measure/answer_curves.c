/*
 * answer_curves.c: one walk over the waits, a grid a person for the week and one for the record.
 */
#include "answer_curves.h"

#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_WAITS 60
#define LEAST_ANSWERS 30

struct work {
    struct tl_wait_grid week[2], record[2];
    double time_s[TL_GRID], survival[TL_GRID], greenwood[TL_GRID];
};

static void give(struct work *work, const struct tl_wait_grid *grid, unsigned who, size_t week,
                 tl_curve_take take, void *user)
{
    struct tl_survival curve =
        tl_survival_curve(work->time_s, grid->answered, grid->censored, TL_GRID, TL_LEAST_AT_RISK,
                          work->survival, work->greenwood);
    take(user, who, week, &curve);
}

static void close_week(struct work *work, size_t week, tl_curve_take take, void *user)
{
    for (unsigned who = 0; who < 2; who++) {
        struct tl_wait_grid *grid = &work->week[who];
        if (grid->n_answered + grid->n_censored == 0)
            continue;
        if (week != TL_WHOLE_RECORD)
            give(work, grid, who, week, take, user);
        tl_wait_grid_join(&work->record[who], grid);
        tl_wait_grid_clear(grid);
    }
}

enum tl_status tl_answer_curves(const struct tl_frame *frame, bool effective, tl_curve_take take,
                                void *user, struct tl_error *err)
{
    struct work *work = tl_alloc(frame->ctx, sizeof *work);
    struct tl_week_span *span = tl_week_spans(frame);
    if (work == NULL || span == NULL) {
        tl_free(frame->ctx, work, sizeof *work);
        tl_week_spans_free(frame, span);
        return tl_fault_memory(err);
    }
    struct tl_waits waits;
    struct tl_wait wait;
    tl_waits_init(&waits, frame);
    for (size_t who = 0; who < 2; who++) {
        tl_wait_grid_init(&work->week[who], &waits);
        tl_wait_grid_init(&work->record[who], &waits);
    }
    tl_wait_grid_times(&work->week[0], work->time_s);
    size_t next = 0, week = TL_WHOLE_RECORD; /* of the waits in the grids; none before the first */
    while (tl_waits_next(&waits, &wait)) {
        while (next < frame->weeks.n && wait.start >= span[next].event_first) {
            close_week(work, week, take, user);
            week = next++;
        }
        if (week != TL_WHOLE_RECORD && wait.start >= span[week].event_end) {
            close_week(work, week, take, user);
            week = TL_WHOLE_RECORD;
        }
        tl_wait_grid_add(&work->week[wait.who], effective ? wait.effective_s : wait.clock_s,
                         wait.end == TL_WAIT_ANSWERED);
    }
    close_week(work, week, take, user);
    for (unsigned who = 0; who < 2; who++)
        give(work, &work->record[who], who, TL_WHOLE_RECORD, take, user);
    tl_week_spans_free(frame, span);
    tl_free(frame->ctx, work, sizeof *work);
    return TL_OK;
}

struct tl_value tl_answer_quantile(const struct tl_survival *curve, double share, double unit_s)
{
    if (curve->observed == 0)
        return tl_value_na("no waits");
    struct tl_survival_time t = tl_survival_quantile(curve, share);
    if (isnan(t.time))
        return tl_value_na(share > 0.5 ? "too many were not answered within the horizon"
                                       : "more than half were not answered within the horizon");
    return tl_value_ok(t.time / unit_s, t.lo / unit_s, t.hi / unit_s, curve->observed);
}

static struct tl_value enough(struct tl_value v, const struct tl_survival *curve,
                              struct tl_arena *arena)
{
    v = tl_value_least(v, LEAST_WAITS, "messages that awaited an answer", arena);
    if (v.status != TL_VALUE_OK || curve->events >= LEAST_ANSWERS)
        return v;
    v.status = TL_VALUE_THIN;
    v.why = tl_arena_printf(arena, "only %llu answers", (unsigned long long)curve->events);
    if (v.why == NULL)
        v.why = "too few answers";
    return v;
}

struct medians {
    struct tl_arena *arena;
    struct tl_measurement *out;
    size_t first; /* series of the first person */
    double unit_s;
    bool failed;
};

static void take_medians(void *user, unsigned who, size_t week, const struct tl_survival *curve)
{
    struct medians *m = user;
    struct tl_value v = tl_answer_quantile(curve, 0.5, m->unit_s);
    if (week != TL_WHOLE_RECORD) {
        struct tl_series *s = &m->out->series[m->first + who];
        s->n[week] = (uint32_t)curve->observed;
        if (curve->observed < TL_LEAST_WEEK_WAITS)
            return;
        s->value[week] = v.value;
        s->low[week] = v.lo;
        s->high[week] = v.hi;
        return;
    }
    enum tl_whose whose = (enum tl_whose)who;
    m->out->whole[who] = enough(v, curve, m->arena);
    struct tl_value lower = enough(tl_answer_quantile(curve, 0.25, m->unit_s), curve, m->arena);
    struct tl_value upper = enough(tl_answer_quantile(curve, 0.75, m->unit_s), curve, m->arena);
    struct tl_value answers = tl_value_ok((double)curve->events, NAN, NAN, curve->observed);
    if (!tl_extra_add(m->arena, m->out, "lower_quartile", whose, lower) ||
        !tl_extra_add(m->arena, m->out, "upper_quartile", whose, upper) ||
        !tl_extra_add(m->arena, m->out, "answers", whose, answers))
        m->failed = true;
}

enum tl_status tl_answer_medians(const struct tl_frame *frame, struct tl_arena *arena,
                                 struct tl_measurement *out, bool effective, double unit_s,
                                 struct tl_error *err)
{
    struct medians m = {.arena = arena, .out = out, .unit_s = unit_s};
    if (!tl_series_add_pair(frame, arena, out, NULL, false, &m.first))
        return tl_fault_memory(err);
    enum tl_status status = tl_answer_curves(frame, effective, take_medians, &m, err);
    return m.failed ? tl_fault_memory(err) : status;
}
