/*
 * answers.c: walking the waits of a conversation, and putting them into bins.
 *
 * The walk keeps nothing: every measure runs over it and takes what it needs, because a list of
 * millions of waits would outgrow the messages. One wait costs two readings of the rhythm.
 */
#include "answers.h"

#include <string.h>

#include "civil.h"
#include "measuring.h"
#include "tlmath.h"

#define HORIZON_S (TL_HORIZON_HOURS * 3600.0)
#define DAY_S 86400.0
#define DAYS_HORIZON_S (365.0 * DAY_S)

#define LEAST_ZERO 200 /* messages before their seconds are judged (Q02) */

/* Known or cut short: 16 bins an octave from 2^-1 to 2^26 seconds. */
#define TIME_BITS 4
#define TIME_OCTAVE (-1)
#define TIME_BINS (27 << TIME_BITS)
/* Effective time per time: 8 bins an octave from 2^-6 to 2^4. */
#define RATE_BITS 3
#define RATE_OCTAVE (-6)
#define RATE_BINS (10 << RATE_BITS)
#define INTERVAL_STEPS 10
#define TYPING (INTERVAL_STEPS + 1) /* row of the intervals (0, 2 s] */
#define TYPING_S 2.0
#define FIRST_INTERVAL (2 * TIME_BINS)
_Static_assert(FIRST_INTERVAL + (TYPING + 1) * RATE_BINS == TL_WAIT_BINS, "bins are laid out");

bool tl_seconds_are_zero(const struct tl_frame *frame)
{
    size_t n = 0, other = 0;
    for (size_t e = 0; e < frame->n_events; e++)
        n += frame->conv->resolution[frame->event[e]] < TL_RES_MINUTE;
    if (n < LEAST_ZERO)
        return false;
    for (size_t e = 0; e < frame->n_events && 100 * other <= n; e++)
        other += frame->conv->resolution[frame->event[e]] < TL_RES_MINUTE &&
                 tl_floor_mod(tl_event_ms(frame, e), TL_MS_PER_MINUTE) >= 1000;
    return 100 * other <= n;
}

void tl_waits_init(struct tl_waits *waits, const struct tl_frame *frame)
{
    size_t to_the_minute = 0;
    for (size_t e = 0; e < frame->n_events; e++)
        to_the_minute += frame->conv->resolution[frame->event[e]] == TL_RES_MINUTE;
    *waits = (struct tl_waits){.frame = frame, .days = tl_day_resolution(frame)};
    waits->minutes = 100 * to_the_minute >= frame->n_events || tl_seconds_are_zero(frame);
    waits->horizon_s = waits->days ? DAYS_HORIZON_S : HORIZON_S;
}

/* The event that hands over, or UINT32_MAX: the last of the turn that is no reaction, unless it is
   a call. */
static uint32_t hand_over(const struct tl_frame *f, const struct tl_turn *turn)
{
    for (uint32_t e = turn->end; e-- > turn->first;) {
        enum tl_kind kind = tl_event_kind(f, e);
        if (kind == TL_KIND_CALL)
            return UINT32_MAX;
        if (kind != TL_KIND_REACTION)
            return e;
    }
    return UINT32_MAX;
}

/* First call between the hand-over and `end`, or `end`. */
static uint32_t first_call(const struct tl_frame *f, uint32_t from, uint32_t end)
{
    while (from < end && tl_event_kind(f, from) != TL_KIND_CALL)
        from++;
    return from;
}

static double at_least_0(double x)
{
    return x > 0.0 ? x : 0.0;
}

/* Cuts the wait at the first lost silence that begins in it. */
static void cut_at_lost(struct tl_waits *waits, struct tl_wait *wait)
{
    const struct tl_frame *f = waits->frame;
    int64_t day = tl_event_day(f, wait->start), local = tl_event_local_ms(f, wait->start);
    while (waits->silence < f->n_silences && f->silence[waits->silence].from_day <= day)
        waits->silence++;
    for (size_t i = waits->silence; i < f->n_silences; i++) {
        int64_t lost = f->silence[i].from_day * TL_MS_PER_DAY + TL_DAY_START_MS;
        double clock_s = (double)(lost - local) / 1000.0;
        if (clock_s >= wait->clock_s)
            return;
        if (!f->silence[i].lost)
            continue;
        wait->end = TL_WAIT_LOST;
        wait->clock_s = clock_s;
        wait->effective_s = at_least_0((tl_rhythm_hours(&f->rhythm[wait->who], lost) -
                                        tl_event_effective(f, wait->who, wait->start)) *
                                       3600.0);
        return;
    }
}

static int64_t second_of_minute(int64_t ms)
{
    int64_t part = ms % TL_MS_PER_MINUTE;
    return part < 0 ? part + TL_MS_PER_MINUTE : part;
}

static void measure_wait(struct tl_waits *waits, struct tl_wait *wait)
{
    const struct tl_frame *f = waits->frame;
    const struct tl_rhythm *rhythm = &f->rhythm[wait->who];
    size_t stop = wait->stop < f->n_events ? wait->stop : f->n_events - 1;
    int64_t from = tl_event_ms(f, wait->start), to = tl_event_ms(f, stop);
    int64_t local_from = tl_event_local_ms(f, wait->start), local_to = tl_event_local_ms(f, stop);
    if (waits->minutes) {
        local_from -= second_of_minute(from);
        local_to -= second_of_minute(to);
        from -= second_of_minute(from);
        to -= second_of_minute(to);
    }
    wait->clock_s = at_least_0((double)(to - from) / 1000.0);
    wait->effective_s = at_least_0(
        (tl_rhythm_hours(rhythm, local_to) - tl_rhythm_hours(rhythm, local_from)) * 3600.0);
    uint8_t a = f->conv->resolution[f->event[wait->start]];
    uint8_t b = f->conv->resolution[f->event[stop]];
    uint8_t coarser = a > b ? a : b;
    bool to_the_day = waits->days || coarser == TL_RES_DAY;
    wait->step_s = to_the_day ? DAY_S : waits->minutes ? 60.0 : 0.0;
    cut_at_lost(waits, wait);
    if (waits->days)
        wait->effective_s = wait->clock_s;
}

bool tl_waits_next(struct tl_waits *waits, struct tl_wait *wait)
{
    const struct tl_frame *f = waits->frame;
    while (waits->next < f->n_turns) {
        size_t k = waits->next;
        const struct tl_turn *turn = &f->turn[k];
        uint32_t start = hand_over(f, turn);
        size_t next = k + 1;
        if (start != UINT32_MAX)
            while (next < f->n_turns && f->turn[next].who == turn->who &&
                   f->turn[next].session == turn->session)
                next++;
        waits->next = next;
        if (start == UINT32_MAX)
            continue;
        uint32_t stop = next < f->n_turns ? f->turn[next].first : (uint32_t)f->n_events;
        uint32_t call = first_call(f, start + 1, stop);
        *wait = (struct tl_wait){.start = start,
                                 .stop = stop,
                                 .turn = (uint32_t)k,
                                 .session = turn->session,
                                 .who = (uint8_t)(1 - turn->who),
                                 .end = TL_WAIT_RECORD_END};
        if (call < stop) {
            wait->stop = call;
            wait->end = TL_WAIT_CALLED;
        } else if (next < f->n_turns && f->turn[next].who == turn->who) {
            wait->end = TL_WAIT_REOPENED;
        } else if (next < f->n_turns) {
            enum tl_kind kind = tl_event_kind(f, stop);
            bool called = kind == TL_KIND_CALL || kind == TL_KIND_MISSED_CALL;
            wait->end = called ? TL_WAIT_CALLED : TL_WAIT_ANSWERED;
        }
        measure_wait(waits, wait);
        if (waits->days || wait->step_s < DAY_S) /* a letter among messages has no time of day */
            return true;
    }
    return false;
}

/* Index of the first grid time at or after `steps`, which is below 131,072. */
static size_t grid_index(double steps)
{
    if (steps <= 128.0)
        return steps > 0.0 ? (size_t)ceil(steps) : 0;
    size_t index = 128;
    double edge = 128.0;
    while (steps > 2.0 * edge) {
        edge *= 2.0;
        index += 128;
    }
    return index + (size_t)ceil((steps / edge - 1.0) * 128.0);
}

void tl_wait_grid_init(struct tl_wait_grid *grid, const struct tl_waits *waits)
{
    grid->unit_s = waits->days ? DAY_S : 1.0;
    grid->horizon = waits->horizon_s / grid->unit_s;
    tl_wait_grid_clear(grid);
}

void tl_wait_grid_clear(struct tl_wait_grid *grid)
{
    memset(grid->answered, 0, sizeof grid->answered);
    memset(grid->censored, 0, sizeof grid->censored);
    grid->n_answered = grid->n_censored = 0;
}

void tl_wait_grid_add(struct tl_wait_grid *grid, double seconds, bool answered)
{
    double steps = seconds / grid->unit_s;
    if (!(steps < grid->horizon)) {
        steps = grid->horizon;
        answered = false;
    }
    size_t i = grid_index(steps);
    grid->answered[i] += answered;
    grid->censored[i] += !answered;
    grid->n_answered += answered;
    grid->n_censored += !answered;
}

void tl_wait_grid_join(struct tl_wait_grid *sum, const struct tl_wait_grid *part)
{
    for (size_t i = 0; i < TL_GRID; i++) {
        sum->answered[i] += part->answered[i];
        sum->censored[i] += part->censored[i];
    }
    sum->n_answered += part->n_answered;
    sum->n_censored += part->n_censored;
}

void tl_wait_grid_times(const struct tl_wait_grid *grid, double *time_s)
{
    for (size_t i = 0; i < TL_GRID; i++) {
        double steps = (double)i;
        if (i > 128)
            steps =
                (double)(UINT32_C(1) << ((i - 1) / 128 - 1)) * (double)(128 + (i - 1) % 128 + 1);
        time_s[i] = steps * grid->unit_s;
    }
}

/* Bin of a positive number from the bits of its double: 2^bits bins an octave, even inside it. */
static size_t octave_bin(double x, int bits, int lowest_octave, size_t bins)
{
    uint64_t word;
    memcpy(&word, &x, sizeof word);
    int64_t index =
        (int64_t)(word >> (52 - bits)) - ((int64_t)(1023 + lowest_octave) * ((int64_t)1 << bits));
    return index < 0 ? 0 : (size_t)index >= bins ? bins - 1 : (size_t)index;
}

static double octave_centre(size_t bin, int bits, int lowest_octave)
{
    double octave = tl_pow(2.0, (double)((int)(bin >> bits) + lowest_octave));
    double step = 1.0 / (double)(1 << bits);
    return octave * (1.0 + ((double)(bin & ((1u << bits) - 1)) + 0.5) * step);
}

/* Effective time per time over the first step of a wait that has no length of its own. */
static double rate_at(const struct tl_waits *waits, const struct tl_wait *wait, double span_s)
{
    const struct tl_rhythm *rhythm = &waits->frame->rhythm[wait->who];
    int64_t local = tl_event_local_ms(waits->frame, wait->start);
    return (tl_rhythm_hours(rhythm, local + (int64_t)(span_s * 1000.0)) -
            tl_rhythm_hours(rhythm, local)) *
           3600.0 / span_s;
}

size_t tl_wait_bin(const struct tl_waits *waits, const struct tl_wait *wait, bool effective)
{
    double seconds = effective ? wait->effective_s : wait->clock_s;
    bool answered = wait->end == TL_WAIT_ANSWERED && seconds < waits->horizon_s;
    if (seconds > waits->horizon_s)
        seconds = waits->horizon_s;
    size_t row = SIZE_MAX;
    if (answered && wait->step_s > 0.0 && wait->clock_s < (INTERVAL_STEPS + 0.5) * wait->step_s)
        row = (size_t)(wait->clock_s / wait->step_s + 0.5);
    else if (answered && wait->step_s <= 0.0 && wait->clock_s <= TYPING_S)
        row = TYPING;
    if (row == SIZE_MAX) {
        size_t bin = octave_bin(seconds, TIME_BITS, TIME_OCTAVE, TIME_BINS);
        return answered ? bin : TIME_BINS + bin;
    }
    double rate = 1.0;
    if (effective && !waits->days)
        rate = row > 0 && row < TYPING ? wait->effective_s / wait->clock_s
                                       : rate_at(waits, wait, row == 0 ? wait->step_s : TYPING_S);
    return FIRST_INTERVAL + row * RATE_BINS + octave_bin(rate, RATE_BITS, RATE_OCTAVE, RATE_BINS);
}

void tl_wait_bin_limits(const struct tl_waits *waits, size_t bin, bool effective, double *lower,
                        double *upper)
{
    if (bin < FIRST_INTERVAL) {
        size_t time = bin < TIME_BINS ? bin : bin - TIME_BINS;
        *lower = tl_log(octave_centre(time, TIME_BITS, TIME_OCTAVE));
        *upper = bin < TIME_BINS ? *lower : INFINITY;
        return;
    }
    size_t row = (bin - FIRST_INTERVAL) / RATE_BINS;
    double step_s = waits->days ? DAY_S : 60.0;
    double scale = 1.0;
    if (effective && !waits->days)
        scale = octave_centre((bin - FIRST_INTERVAL) % RATE_BINS, RATE_BITS, RATE_OCTAVE);
    double from = row > 1 && row < TYPING ? (double)(row - 1) * step_s : 0.0;
    double to = row < TYPING ? (double)(row + 1) * step_s : TYPING_S;
    *lower = from > 0.0 ? tl_log(from * scale) : -INFINITY;
    *upper = tl_log(to * scale);
}
