/*
 * answered.c: A11, what share of messages is answered within an hour of the awaited person's
 * effective time; also within 15 minutes, 8 hours and a day, with the mean wait up to a day.
 *
 * answered by t = 1 - S(t), S the Kaplan-Meier curve of waits (answers.h, survival.h) with limits
 * on the log(-log) scale. The weekly share within the hour is tested on the logit scale with as
 * many trials as a binomial share of the same variance would need (Greenwood).
 *
 * Edge cases: later points are not given once fewer than 5 waits were still open; a record known to
 * the day only has no hour. Least n: 30 waits, 5 in a week.
 * Source: Kaplan & Meier 1958, JASA 53:457-481.
 */
#include "answer_curves.h"
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_WAITS 30
#define HOUR_S 3600.0
#define DAY_S 86400.0
#define DAY_GRID_S 86528.0 /* where a wait of just under a day is counted */

struct taking {
    struct tl_arena *arena;
    struct tl_measurement *out;
    double *yes[2], *trials[2]; /* weekly */
    bool failed;
};

static struct tl_value answered_by(const struct tl_survival *curve, double t,
                                   struct tl_arena *arena)
{
    if (curve->observed == 0)
        return tl_value_na("no waits");
    if (t > HOUR_S && curve->thin_from <= t)
        return tl_value_na("fewer than 5 waits were still open");
    struct tl_survival_point p = tl_survival_at(curve, t);
    return tl_value_least(tl_value_ok(1.0 - p.survival, 1.0 - p.hi, 1.0 - p.lo, curve->observed),
                          LEAST_WAITS, "messages that awaited an answer", arena);
}

/* A share of the same mean and variance. */
static void as_share(const struct tl_survival *curve, double *yes, double *trials)
{
    struct tl_survival_point p = tl_survival_at(curve, HOUR_S);
    double share = 1.0 - p.survival, n = (double)curve->observed;
    double same = share * p.survival / (p.se * p.se);
    if (p.se > 0.0 && same < n)
        n = same;
    *yes = share * n;
    *trials = n;
}

static void take(void *user, unsigned who, size_t week, const struct tl_survival *curve)
{
    static const struct {
        const char *name;
        double seconds;
    } points[] = {
        {"within_15_minutes", 900.0}, {"within_8_hours", 28800.0}, {"within_a_day", DAY_GRID_S}};
    struct taking *t = user;
    if (week != TL_WHOLE_RECORD) {
        if (curve->observed >= TL_LEAST_WEEK_WAITS)
            as_share(curve, &t->yes[who][week], &t->trials[who][week]);
        return;
    }
    enum tl_whose whose = (enum tl_whose)who;
    t->out->whole[who] = answered_by(curve, HOUR_S, t->arena);
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof points / sizeof *points; i++)
        ok = tl_extra_add(t->arena, t->out, points[i].name, whose,
                          answered_by(curve, points[i].seconds, t->arena));
    struct tl_survival_time mean = tl_survival_mean(curve, DAY_S);
    struct tl_value minutes = curve->observed > 0 ? tl_value_ok(mean.time / 60.0, mean.lo / 60.0,
                                                                mean.hi / 60.0, curve->observed)
                                                  : tl_value_na("no waits");
    ok = ok &&
         tl_extra_add(t->arena, t->out, "median_minutes", whose,
                      tl_value_least(tl_answer_quantile(curve, 0.5, 60.0), LEAST_WAITS,
                                     "messages that awaited an answer", t->arena)) &&
         tl_extra_add(
             t->arena, t->out, "mean_minutes_to_a_day", whose,
             tl_value_least(minutes, LEAST_WAITS, "messages that awaited an answer", t->arena));
    t->failed = t->failed || !ok;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct taking t = {.arena = arena, .out = out};
    size_t first;
    if (tl_day_resolution(frame)) {
        out->whole[0] = out->whole[1] = tl_value_na(TL_WHY_DAYS);
        return TL_OK;
    }
    if (!tl_series_add_pair(frame, arena, out, NULL, true, &first))
        return tl_fault_memory(err);
    for (size_t who = 0; who < 2; who++) {
        t.yes[who] = tl_arena_array(arena, frame->weeks.n, sizeof(double));
        t.trials[who] = tl_arena_array(arena, frame->weeks.n, sizeof(double));
        if (t.yes[who] == NULL || t.trials[who] == NULL)
            return tl_fault_memory(err);
    }
    enum tl_status status = tl_answer_curves(frame, true, take, &t, err);
    if (status != TL_OK || t.failed)
        return t.failed ? tl_fault_memory(err) : status;
    for (size_t who = 0; who < 2; who++)
        tl_series_from_shares(frame, &out->series[first + who], t.yes[who], t.trials[who], 1.0);
    return TL_OK;
}

const struct tl_measure tl_measure_answered = {
    .id = "A11",
    .name = "answered",
    .title = "What share is answered within an hour?",
    .plain = "messages answered within an hour of waking time",
    .unit = "share answered within an hour of waking time",
    .family = TL_FAMILY_RESPONSIVENESS,
    .closeness = 1,
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .least_n = LEAST_WAITS,
    .reference = "Kaplan & Meier 1958, JASA 53:457-481",
    .compute = compute,
};
