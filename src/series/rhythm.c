/*
 * rhythm.c: effective time from a person's own hours (A10).
 *
 * Counts by week and hour of the week are summed over a sliding window that leaves the current week
 * out; each window becomes 168 rates with mean 1, and the rates are integrated to knots an hour
 * apart. A reading is then one multiplication. Work: weeks * 168 for any number of events.
 *
 * Departure from the catalogue: a single hour of the week holds few events even in 13 weeks, so the
 * half pseudo-event an hour is joined by TL_PRIOR pseudo-events spread by the hour of the day.
 * Without them a person with 4 messages a day has a profile that is mostly noise.
 */
#include "rhythm.h"

#include <math.h>
#include <string.h>

#include "civil.h"
#include "fault.h"

#define TL_PRIOR 4.0
#define HALF_WINDOW (TL_RHYTHM_WEEKS / 2)
#define HOUR_MS TL_MS_PER_HOUR

/* 168 rates with mean 1 from hourly counts: kernel of 1/4, 1/2, 1/4, shrunk to the hour of the day.
 */
static void profile_from_counts(const double count[TL_HOURS_OF_WEEK],
                                double profile[TL_HOURS_OF_WEEK])
{
    double by_hour[24] = {0};
    for (int h = 0; h < TL_HOURS_OF_WEEK; h++)
        by_hour[h % 24] += count[h];
    double smooth_hour[24], hour_total = 0.0;
    for (int h = 0; h < 24; h++) {
        smooth_hour[h] =
            0.25 * by_hour[(h + 23) % 24] + 0.5 * by_hour[h] + 0.25 * by_hour[(h + 1) % 24] + 0.5;
        hour_total += smooth_hour[h];
    }
    double total = 0.0;
    for (int h = 0; h < TL_HOURS_OF_WEEK; h++) {
        double own = 0.25 * count[(h + TL_HOURS_OF_WEEK - 1) % TL_HOURS_OF_WEEK] + 0.5 * count[h] +
                     0.25 * count[(h + 1) % TL_HOURS_OF_WEEK];
        profile[h] = own + 0.5 + TL_PRIOR * 24.0 * smooth_hour[h % 24] / hour_total;
        total += profile[h];
    }
    double scale = TL_HOURS_OF_WEEK / total;
    for (int h = 0; h < TL_HOURS_OF_WEEK; h++) {
        double rate = profile[h] * scale;
        profile[h] = rate < TL_RHYTHM_FLOOR ? TL_RHYTHM_FLOOR : rate;
    }
}

/* Two levels: the eight hours in a row with the fewest events are the night. */
static void profile_day_night(const double count[TL_HOURS_OF_WEEK],
                              double profile[TL_HOURS_OF_WEEK])
{
    double by_hour[24] = {0}, total = 0.0;
    for (int h = 0; h < TL_HOURS_OF_WEEK; h++) {
        by_hour[h % 24] += count[h];
        total += count[h];
    }
    /* Without any event the night is taken to be from 23 to 7. */
    int night = 23;
    double fewest = INFINITY;
    for (int i = 0; i < 24; i++) {
        int start = (23 + i) % 24;
        double sum = 0.0;
        for (int h = 0; h < 8; h++)
            sum += by_hour[(start + h) % 24];
        if (sum < fewest) {
            fewest = sum;
            night = start;
        }
    }
    double night_rate = (fewest + 1.0) / 8.0, day_rate = (total - fewest + 8.0) / 16.0;
    double mean = (8.0 * night_rate + 16.0 * day_rate) / 24.0;
    for (int h = 0; h < TL_HOURS_OF_WEEK; h++) {
        int since_night = (h % 24 + 24 - night) % 24;
        double rate = (since_night < 8 ? night_rate : day_rate) / mean;
        profile[h] = rate < TL_RHYTHM_FLOOR ? TL_RHYTHM_FLOOR : rate;
    }
}

static double total_of(const double count[TL_HOURS_OF_WEEK])
{
    double total = 0.0;
    for (int h = 0; h < TL_HOURS_OF_WEEK; h++)
        total += count[h];
    return total;
}

/* Adds the counts of one week, `sign` times. */
static void add_week(double sum[TL_HOURS_OF_WEEK], const uint32_t *week, double sign)
{
    for (int h = 0; h < TL_HOURS_OF_WEEK; h++)
        sum[h] += sign * week[h];
}

enum tl_status tl_rhythm_init(struct tl_rhythm *rhythm, struct tl_arena *arena,
                              const int64_t *local_ms, size_t n, int64_t from_ms, int64_t to_ms,
                              struct tl_error *err)
{
    int64_t from_day = tl_floor_div(from_ms, TL_MS_PER_DAY);
    rhythm->origin_ms = (from_day - tl_weekday(from_day)) * TL_MS_PER_DAY;
    size_t weeks = (size_t)((to_ms - rhythm->origin_ms) / (7 * TL_MS_PER_DAY)) + 1;
    rhythm->n_weeks = weeks;
    rhythm->rate = tl_arena_array(arena, weeks * TL_HOURS_OF_WEEK, sizeof *rhythm->rate);
    rhythm->hours_at =
        tl_arena_array(arena, weeks * TL_HOURS_OF_WEEK + 1, sizeof *rhythm->hours_at);
    uint32_t *count = tl_alloc_zeroed(arena->ctx, weeks * TL_HOURS_OF_WEEK, sizeof *count);
    if (rhythm->rate == NULL || rhythm->hours_at == NULL || count == NULL) {
        tl_free(arena->ctx, count, weeks * TL_HOURS_OF_WEEK * sizeof *count);
        return tl_fault_memory(err);
    }
    double all[TL_HOURS_OF_WEEK] = {0}, window[TL_HOURS_OF_WEEK] = {0};
    for (size_t i = 0; i < n; i++) {
        int64_t hour = tl_floor_div(local_ms[i] - rhythm->origin_ms, HOUR_MS);
        if (hour >= 0 && hour < (int64_t)(weeks * TL_HOURS_OF_WEEK))
            count[hour]++;
    }
    for (size_t w = 0; w < weeks; w++)
        add_week(all, count + w * TL_HOURS_OF_WEEK, 1.0);
    for (size_t w = 0; w < weeks && w < HALF_WINDOW; w++)
        add_week(window, count + w * TL_HOURS_OF_WEEK, 1.0);

    double hours = 0.0;
    for (size_t w = 0; w < weeks; w++) {
        const uint32_t *own = count + w * TL_HOURS_OF_WEEK;
        if (w + HALF_WINDOW < weeks)
            add_week(window, own + HALF_WINDOW * TL_HOURS_OF_WEEK, 1.0);
        if (w > HALF_WINDOW)
            add_week(window, own - (HALF_WINDOW + 1) * TL_HOURS_OF_WEEK, -1.0);
        double without[TL_HOURS_OF_WEEK], profile[TL_HOURS_OF_WEEK];
        memcpy(without, window, sizeof without);
        add_week(without, own, -1.0);
        if (total_of(without) >= TL_RHYTHM_LEAST) {
            profile_from_counts(without, profile);
        } else {
            memcpy(without, all, sizeof without);
            add_week(without, own, -1.0);
            if (total_of(without) >= TL_RHYTHM_LEAST)
                profile_from_counts(without, profile);
            else
                profile_day_night(without, profile);
        }
        for (size_t h = 0; h < TL_HOURS_OF_WEEK; h++) {
            size_t knot = w * TL_HOURS_OF_WEEK + h;
            rhythm->rate[knot] = (float)profile[h];
            rhythm->hours_at[knot] = hours;
            hours += (double)rhythm->rate[knot];
        }
    }
    rhythm->hours_at[weeks * TL_HOURS_OF_WEEK] = hours;
    tl_free(arena->ctx, count, weeks * TL_HOURS_OF_WEEK * sizeof *count);
    return TL_OK;
}

double tl_rhythm_hours(const struct tl_rhythm *rhythm, int64_t local_ms)
{
    int64_t since = local_ms - rhythm->origin_ms;
    size_t knots = rhythm->n_weeks * TL_HOURS_OF_WEEK;
    if (since < 0)
        return (double)since / (double)HOUR_MS;
    size_t knot = (size_t)(since / HOUR_MS);
    if (knot >= knots)
        return rhythm->hours_at[knots] +
               (double)(since - (int64_t)knots * HOUR_MS) / (double)HOUR_MS;
    double part = (double)(since - (int64_t)knot * HOUR_MS) / (double)HOUR_MS;
    return rhythm->hours_at[knot] + part * (double)rhythm->rate[knot];
}

double tl_profile_hours(const double profile[TL_HOURS_OF_WEEK], double start_hour, double end_hour)
{
    double sum = 0.0;
    for (double at = start_hour; at < end_hour;) {
        double next = floor(at) + 1.0;
        if (next > end_hour)
            next = end_hour;
        sum += (next - at) * profile[(size_t)at % TL_HOURS_OF_WEEK];
        at = next;
    }
    return sum;
}
