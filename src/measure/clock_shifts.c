/*
 * clock_shifts.c: Q04, whether somebody changed time zone: the number of abrupt moves of a person's
 * hours of writing by 3 hours or more.
 *
 * A week's place on the clock is the turn s of the person's usual profile (the hours written in
 * over the 26 weeks before, at least 4, each hour of a day counting once) that makes the week's
 * hours most likely; 0 unless it gains 6 in log-likelihood over no turn. Places go through the
 * catalogue's rule (clock_shifts.h). A move is abrupt when the week before had not gone half the
 * way.
 *
 * Edge cases: night shifts look the same. Exports carry the exporter's clock, so the exporter's
 * travel moves both people at once, and the partner's only the partner: the value of both counts
 * the moves that began in the same week. The series shows the circular mean hour. Departure: the
 * rule is fed with the turn of the profile instead of the mean hour. Talk comes in bursts, so
 * weekly means scatter by an hour and a half, and who travels still answers while the other is
 * awake: in the simulator 7 hours of travel moved the mean by 2 (and nothing at all by 4), but put
 * hours into the night. Source: design.
 */
#include "clock_shifts.h"

#include "civil.h"
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_SHIFT_H 3.0
#define LOOK_BACK 8
#define LEAST_BACK 4
#define PROFILE_WEEKS 26
#define LEAST_GAIN 6.0
#define LEAST_WEEKS 8
#define LEAST_WEEK_HOURS 8
#define LEAST_PROFILE_HOURS 60.0
#define MOST_SHIFTS 64
#define TWO_PI 6.283185307179586

double tl_clock_difference(double a, double b)
{
    double d = b - a;
    while (d > 12.0)
        d -= 24.0;
    while (d <= -12.0)
        d += 24.0;
    return d;
}

/* Circular median of up to LOOK_BACK hours: the median of their distances from the first. */
static double usual_hour(const double *hour, size_t at)
{
    double off[LOOK_BACK], scratch[LOOK_BACK], first = NAN;
    size_t n = 0;
    for (size_t w = at > LOOK_BACK ? at - LOOK_BACK : 0; w < at; w++) {
        if (isnan(hour[w]))
            continue;
        if (n == 0)
            first = hour[w];
        off[n++] = tl_clock_difference(first, hour[w]);
    }
    if (n < LEAST_BACK)
        return NAN;
    double h = first + tl_median(off, n, scratch);
    return h < 0.0 ? h + 24.0 : h >= 24.0 ? h - 24.0 : h;
}

size_t tl_clock_shift_scan(const double *hour, size_t n, struct tl_clock_shift *shifts, size_t most)
{
    size_t found = 0;
    for (size_t w = 0; w < n;) {
        double reference = usual_hour(hour, w);
        if (!(fabs(tl_clock_difference(reference, hour[w])) >= LEAST_SHIFT_H)) {
            w++;
            continue;
        }
        struct tl_clock_shift s = {.from = w, .reference = reference};
        double sum = 0.0, known = 0.0;
        for (; w < n && w < s.from + LOOK_BACK; w++) {
            double off = tl_clock_difference(reference, hour[w]);
            if (fabs(off) < LEAST_SHIFT_H)
                break;
            if (isnan(off))
                continue;
            sum += off;
            known += 1.0;
        }
        s.to = w;
        s.hours = sum / known;
        if (found < most)
            shifts[found] = s;
        found++;
    }
    return found;
}

/* On how many days of a week a person wrote in each hour of the clock. */
struct week_hours {
    uint8_t days[24];
};

static void fill_hours(const struct tl_frame *f, const struct tl_week_span *span,
                       struct week_hours *hours[2])
{
    for (size_t w = 0; w < f->weeks.n; w++) {
        int64_t begin = (f->weeks.first_day + 7 * (int64_t)w) * TL_MS_PER_DAY + TL_DAY_START_MS;
        uint8_t seen[2][168] = {{0}};
        for (uint32_t e = span[w].event_first; e < span[w].event_end; e++) {
            int64_t since = tl_event_local_ms(f, e) - begin;
            if (since >= 0 && since < 7 * TL_MS_PER_DAY) /* else the clock stepped over the end */
                seen[tl_event_who(f, e)][since / 3600000] = 1;
        }
        for (size_t who = 0; who < 2; who++)
            for (size_t h = 0; h < 168; h++)
                hours[who][w].days[(h + 4) % 24] =
                    (uint8_t)(hours[who][w].days[(h + 4) % 24] + seen[who][h]);
    }
}

static double hours_written(const struct week_hours *week)
{
    double n = 0.0;
    for (size_t h = 0; h < 24; h++)
        n += week->days[h];
    return n;
}

static double mean_hour(const struct week_hours *week)
{
    double s = 0.0, c = 0.0;
    for (size_t h = 0; h < 24; h++) {
        s += week->days[h] * tl_sin(TWO_PI * ((double)h + 0.5) / 24.0);
        c += week->days[h] * tl_cos(TWO_PI * ((double)h + 0.5) / 24.0);
    }
    double mean = tl_atan2(s, c) * 24.0 / TWO_PI;
    return mean < 0.0 ? mean + 24.0 : mean;
}

/* The turn that fits week `at` best against the weeks before, and what it gains over none; NaN
   where there is too little. */
struct turn {
    double hours, gain;
};

static struct turn best_turn(const struct week_hours *week, size_t at)
{
    double count[24] = {0}, log_p[24], total = 0.0, none = 0.0;
    size_t known = 0;
    struct turn best = {NAN, NAN};
    for (size_t w = at > PROFILE_WEEKS ? at - PROFILE_WEEKS : 0; w < at; w++) {
        known += hours_written(&week[w]) >= LEAST_WEEK_HOURS;
        for (size_t h = 0; h < 24; h++)
            count[h] += week[w].days[h];
    }
    for (size_t h = 0; h < 24; h++)
        total += count[h];
    if (known < LEAST_BACK || total < LEAST_PROFILE_HOURS ||
        hours_written(&week[at]) < LEAST_WEEK_HOURS)
        return best;
    for (size_t h = 0; h < 24; h++) /* smoothed over the neighbours, as A10's profile is */
        log_p[h] = tl_log(0.25 * count[(h + 23) % 24] + 0.5 * count[h] +
                          0.25 * count[(h + 1) % 24] + 0.01 * total);
    for (size_t turn = 0; turn < 24; turn++) {
        double fit = 0.0;
        for (size_t h = 0; h < 24; h++)
            fit += week[at].days[h] * log_p[(h + 24 - turn) % 24];
        if (turn == 0) {
            none = fit;
            best = (struct turn){0.0, 0.0};
        } else if (fit - none > best.gain) {
            best = (struct turn){turn > 12 ? (double)turn - 24.0 : (double)turn, fit - none};
        }
    }
    return best;
}

/* Fills `shifts` (MOST_SHIFTS) with one person's abrupt moves. `place` takes n doubles. */
static size_t find_shifts(const struct week_hours *week, size_t n, double *place,
                          struct tl_clock_shift *shifts)
{
    for (size_t w = 0; w < n; w++) {
        struct turn t = best_turn(week, w);
        place[w] = isnan(t.hours) ? NAN : t.gain >= LEAST_GAIN ? 12.0 + t.hours : 12.0;
        if (place[w] >= 24.0)
            place[w] -= 24.0;
        /* The first weeks have nothing before them; they are where the profile comes from. */
        if (w < LEAST_BACK && hours_written(&week[w]) >= LEAST_WEEK_HOURS)
            place[w] = 12.0;
    }
    size_t found = tl_clock_shift_scan(place, n, shifts, MOST_SHIFTS), kept = 0;
    for (size_t i = 0; i < found && i < MOST_SHIFTS; i++) {
        double before = shifts[i].from > 0 ? best_turn(week, shifts[i].from - 1).hours : 0.0;
        if (!(before / shifts[i].hours > 0.5))
            shifts[kept++] = shifts[i];
    }
    return kept;
}

/* How far the largest shift went, and the week (from 0) in which it began. */
static bool add_largest(struct tl_arena *arena, struct tl_measurement *out, enum tl_whose whose,
                        const struct tl_clock_shift *shifts, size_t n)
{
    struct tl_value hours = tl_value_na("there is no shift"), week = hours;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && fabs(shifts[i].hours) <= fabs(hours.value))
            continue;
        hours = tl_value_ok(shifts[i].hours, NAN, NAN, n);
        week = tl_value_ok((double)shifts[i].from, NAN, NAN, n);
    }
    return tl_extra_add(arena, out, "largest_shift_hours", whose, hours) &&
           tl_extra_add(arena, out, "largest_shift_week", whose, week);
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t n = frame->weeks.n, first, n_shifts[2] = {0, 0}, together = 0;
    struct tl_clock_shift shifts[2][MOST_SHIFTS];
    struct week_hours *hours[2] = {tl_alloc_zeroed(frame->ctx, n + 1, sizeof *hours[0]),
                                   tl_alloc_zeroed(frame->ctx, n + 1, sizeof *hours[1])};
    double *place = tl_alloc_zeroed(frame->ctx, n + 1, sizeof *place);
    struct tl_week_span *span = tl_week_spans(frame);
    bool ok = hours[0] != NULL && hours[1] != NULL && place != NULL && span != NULL &&
              tl_series_add_pair(frame, arena, out, NULL, false, &first);
    if (ok)
        fill_hours(frame, span, hours);
    uint64_t known_weeks = UINT64_MAX;
    for (unsigned who = 0; ok && who < 2; who++) {
        struct tl_series *s = &out->series[first + who];
        uint64_t known = 0;
        for (size_t w = 0; w < n; w++) {
            s->n[w] = (uint32_t)hours_written(&hours[who][w]);
            if (s->n[w] < LEAST_WEEK_HOURS)
                continue;
            s->value[w] = mean_hour(&hours[who][w]);
            known++;
        }
        n_shifts[who] = find_shifts(hours[who], n, place, shifts[who]);
        struct tl_value v = tl_value_ok((double)n_shifts[who], NAN, NAN, known);
        out->whole[who] = tl_value_least(v, LEAST_WEEKS, "weeks with enough messages", arena);
        known_weeks = known < known_weeks ? known : known_weeks;
        ok = add_largest(arena, out, (enum tl_whose)who, shifts[who], n_shifts[who]);
    }
    for (size_t i = 0; i < n_shifts[0]; i++)
        for (size_t j = 0; j < n_shifts[1]; j++)
            together += shifts[0][i].from == shifts[1][j].from &&
                        shifts[0][i].hours * shifts[1][j].hours > 0.0;
    if (ok)
        out->whole[TL_WHOSE_BOTH] =
            tl_value_least(tl_value_ok((double)together, NAN, NAN, known_weeks), LEAST_WEEKS,
                           "weeks with enough messages", arena);
    tl_week_spans_free(frame, span);
    tl_free(frame->ctx, place, (n + 1) * sizeof *place);
    tl_free(frame->ctx, hours[0], (n + 1) * sizeof *hours[0]);
    tl_free(frame->ctx, hours[1], (n + 1) * sizeof *hours[1]);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_clock_shifts = {
    .id = "Q04",
    .name = "clock_shifts",
    .title = "Did somebody change time zone?",
    .unit = "shifts; weekly mean hour",
    .needs = TL_CAN_TIMING,
    .least_n = LEAST_WEEKS,
    .reference = "design",
    .compute = compute,
};
