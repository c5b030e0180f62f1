/*
 * latency_trend.c: A12, whether answers have become slower: the typical wait in minutes of the
 * awaited person's effective time, week by week, and the time ratio of the later half of the record
 * over the earlier.
 *
 *   log T = b0 + b1 * half + weekend + hour block + sigma * error, error standard normal
 *
 * with waits cut short as they are (answers.h) and minute stamps as intervals (A13). Value: exp(mu)
 * of the model without covariates, the median. Time ratio: exp(b1); 2 means twice as slow. Standard
 * errors are robust to the answers of one session being alike. Weekly: mu with the sigma of the
 * whole record; it is tested on the log scale with its inverse variance as weight.
 *
 * Edge cases: in a record known to the day only, time is the clock's. Departures: the day of the
 * week enters as weekend or not, the hour as four blocks of six; times are put into bins of 4 %.
 * The Weibull ratio stands beside as a check. Least n: 60 waits, 60 in each half for the ratio; 5
 * with 3 answers in a week. Source: Kalbfleisch & Prentice, The Statistical Analysis of Failure
 * Time Data.
 */
#include "fault.h"
#include "latency_fit.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_WAITS 60
#define LOG_60 4.0943445622221004

static const char awaited[] = "messages that awaited an answer";

/* exp of a log value with its normal limits. */
static struct tl_value exp_of(double log_value, double se, uint64_t n)
{
    return tl_value_ok(tl_exp(log_value), tl_exp(log_value - TL_Z975 * se),
                       tl_exp(log_value + TL_Z975 * se), n);
}

static bool add_extras(struct tl_arena *arena, struct tl_measurement *out, enum tl_whose whose,
                       const struct tl_latency_fit *fit)
{
    struct tl_value sigma = tl_value_na("too few answers"), ratio = sigma, weibull = sigma;
    uint64_t n = fit->half[0] < fit->half[1] ? fit->half[0] : fit->half[1];
    if (fit->usable)
        sigma = tl_value_ok(fit->sigma, NAN, NAN, fit->whole.waits);
    if (fit->ratio_usable)
        ratio = tl_value_least(exp_of(fit->log_ratio, fit->log_ratio_se, n), LEAST_WAITS,
                               "messages that awaited an answer in one half", arena);
    if (fit->ratio_usable && !isnan(fit->weibull_log_ratio))
        weibull = tl_value_ok(tl_exp(fit->weibull_log_ratio), NAN, NAN, n);
    return tl_extra_add(arena, out, "sigma", whose, sigma) &&
           tl_extra_add(arena, out, "time_ratio", whose, ratio) &&
           tl_extra_add(arena, out, "weibull_time_ratio", whose, weibull);
}

static void fill_series(const struct tl_frame *frame, struct tl_series *s,
                        const struct tl_latency_fit *fit)
{
    for (size_t w = 0; w < frame->weeks.n; w++) {
        const struct tl_latency_location *l = &fit->week[w];
        s->n[w] = (uint32_t)l->waits;
        if (isnan(l->mu))
            continue;
        struct tl_value v = exp_of(l->mu - LOG_60, l->se, l->waits);
        s->value[w] = v.value;
        s->low[w] = v.lo;
        s->high[w] = v.hi;
        s->test[w] = l->mu - LOG_60;
        s->weight[w] = 1.0 / (l->se * l->se);
    }
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct tl_latency_fit fit[2];
    size_t first;
    if (!tl_series_add_pair(frame, arena, out, NULL, true, &first))
        return tl_fault_memory(err);
    enum tl_status status = tl_latency_fit_both(frame, true, true, arena, fit, err);
    if (status != TL_OK)
        return status;
    for (size_t who = 0; who < 2; who++) {
        const struct tl_latency_location *l = &fit[who].whole;
        out->whole[who] = fit[who].usable ? tl_value_least(exp_of(l->mu - LOG_60, l->se, l->waits),
                                                           LEAST_WAITS, awaited, arena)
                                          : tl_value_na("too few answers");
        if (!add_extras(arena, out, (enum tl_whose)who, &fit[who]))
            return tl_fault_memory(err);
        fill_series(frame, &out->series[first + who], &fit[who]);
    }
    return TL_OK;
}

const struct tl_measure tl_measure_latency_trend = {
    .id = "A12",
    .name = "latency_trend",
    .title = "How fast do answers come?",
    .plain = "the wait for an answer",
    .unit = "minutes of waking time",
    .family = TL_FAMILY_RESPONSIVENESS,
    .closeness = -1,
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .least_n = LEAST_WAITS,
    .reference =
        "Kalbfleisch & Prentice 2002, The Statistical Analysis of Failure Time Data, ch. 3",
    .compute = compute,
};
