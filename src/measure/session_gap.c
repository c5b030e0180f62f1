/*
 * session_gap.c: A01, how long a silence must be to count as the end of a conversation, in minutes.
 *
 * Primary: 60 minutes, fixed. For display, a normal mixture on log10 of the gaps in seconds is
 * fitted with 2, 3 and 4 components (and 5, to check 4), the number chosen by BIC; the boundary is
 * where the weighted densities of the last component with a mean below 30 minutes and the first one
 * above cross. It is given only if (a) Ashman's D of the two is at least 2, (b) it lies between 20
 * minutes and 4 hours, and (c) one component less and one more give a boundary within a factor
 * of 1.5. In the simulator the fitted boundary jumped from 9 to 69 minutes with the number of
 * components, which is why it decides nothing. The knee is the point of the log-log survival curve
 * of the gaps farthest from its chord.
 *
 * Edge cases: stamps to the minute are spread at random inside it (seeded); a gap of 0, or a clock
 * that stepped back, counts as half a second. Least n: 500 gaps for the fit.
 * Source: Halfaker et al. 2015, WWW '15, 410-418. Departure: gaps are counted in four bins an
 * octave (0.075 in log10, far below the floor of 0.25 on a component's spread), so that the fit
 * does not grow with the chat; with K = 2 there is no boundary of one component less to compare.
 */
#include <string.h>

#include "answers.h"
#include "civil.h"
#include "fault.h"
#include "measuring.h"
#include "mixture.h"
#include "tlmath.h"

#define LEAST_GAPS 500
#define STREAM 0x41303100 /* "A01" */
#define BIN_BITS 2
#define OCTAVE_LOW (-1)
#define BINS (30 << BIN_BITS)
#define GROUP 256 /* messages of one minute spread together */
#define HALF_HOUR_LOG10 3.2552725051033060698

struct gaps {
    double x[BINS], n[BINS]; /* log10 of the gap in seconds at the bin's middle; how many */
    double total;
};

static void gaps_add(struct gaps *g, double seconds)
{
    double s = seconds > 0.5 ? seconds : 0.5;
    uint64_t bits;
    memcpy(&bits, &s, sizeof bits);
    uint64_t bin = (bits >> (52 - BIN_BITS)) - ((uint64_t)(1023 + OCTAVE_LOW) << BIN_BITS);
    g->n[bin < BINS ? bin : BINS - 1] += 1.0;
    g->total += 1.0;
}

static void lay_bins(struct gaps *g)
{
    for (int b = 0; b < BINS; b++) {
        double octave = tl_pow(2.0, (double)((b >> BIN_BITS) + OCTAVE_LOW));
        double part = ((double)(b & ((1 << BIN_BITS) - 1)) + 0.5) / (double)(1 << BIN_BITS);
        g->x[b] = tl_log10(octave * (1.0 + part));
    }
}

/* All gaps; where stamps are minutes, messages of one minute are spread inside it in order. */
static void count_gaps(const struct tl_frame *f, struct tl_rng *rng, struct gaps *g)
{
    bool all_minutes = tl_seconds_are_zero(f);
    double spread[GROUP], before = NAN;
    for (size_t e = 0; e < f->n_events;) {
        int64_t at = tl_event_ms(f, e);
        size_t k = 1;
        if (all_minutes || f->conv->resolution[f->event[e]] >= TL_RES_MINUTE) {
            while (k < GROUP && e + k < f->n_events && tl_event_ms(f, e + k) == at)
                k++;
            for (size_t i = 0; i < k; i++)
                spread[i] = 60.0 * tl_rng_uniform(rng);
            tl_sort(spread, k);
        } else {
            spread[0] = 0.0;
        }
        for (size_t i = 0; i < k; i++) {
            double now = (double)(at - f->conv->time_ms[f->event[0]]) / 1000.0 + spread[i];
            if (!isnan(before))
                gaps_add(g, now - before);
            before = now;
        }
        e += k;
    }
}

/* Bins with gaps, moved to the front. */
static size_t pack(const struct gaps *g, double *x, double *n)
{
    size_t used = 0;
    for (size_t b = 0; b < BINS; b++) {
        if (!(g->n[b] > 0.0))
            continue;
        x[used] = g->x[b];
        n[used++] = g->n[b];
    }
    return used;
}

struct boundary {
    double log10_s, ashman; /* NaN where there is none */
};

static struct boundary boundary_of(const struct tl_mixture *m)
{
    size_t above = 0;
    while (above < m->k && m->mean[above] < HALF_HOUR_LOG10)
        above++;
    if (above == 0 || above == m->k)
        return (struct boundary){NAN, NAN};
    return (struct boundary){tl_mixture_crossing(m, above - 1, above),
                             tl_mixture_ashman(m, above - 1, above)};
}

static bool within(double a, double b)
{
    return fabs(a - b) <= 0.17609125905568124; /* log10 of 1.5 */
}

/* Fits the mixtures; `boundary` in minutes, or not available with the condition that failed. */
static void fit(const struct gaps *g, struct tl_rng *rng, struct tl_value *boundary,
                struct tl_value *components, struct tl_value *ashman)
{
    double x[BINS], n[BINS];
    size_t used = pack(g, x, n), best = 2;
    struct tl_mixture m[TL_MIXTURE_MOST + 1];
    struct boundary at[TL_MIXTURE_MOST + 1];
    for (size_t k = 2; k <= TL_MIXTURE_MOST; k++) {
        tl_mixture_fit(x, n, used, k, rng, &m[k]);
        at[k] = boundary_of(&m[k]);
        if (k < TL_MIXTURE_MOST && m[k].bic < m[best].bic)
            best = k;
    }
    uint64_t count = (uint64_t)g->total;
    double log10_s = at[best].log10_s, minutes = tl_pow(10.0, log10_s) / 60.0;
    const char *why = NULL;
    if (isnan(log10_s))
        why = "the fitted groups of gaps have no boundary near half an hour";
    else if (at[best].ashman < 2.0)
        why = "the fitted groups of gaps overlap too much";
    else if (minutes < 20.0 || minutes > 240.0)
        why = "the fitted boundary is not between 20 minutes and 4 hours";
    else if ((best > 2 && !within(at[best - 1].log10_s, log10_s)) ||
             !within(at[best + 1].log10_s, log10_s))
        why = "the fitted boundary moves with the number of groups";
    *boundary = why == NULL ? tl_value_ok(minutes, NAN, NAN, count) : tl_value_na(why);
    *components = tl_value_ok((double)best, NAN, NAN, count);
    *ashman = isnan(at[best].ashman) ? tl_value_na("there is no boundary")
                                     : tl_value_ok(at[best].ashman, NAN, NAN, count);
}

/* Minutes at the point of the log-log survival curve farthest from the line between its ends. */
static double knee(const struct gaps *g)
{
    double x[BINS], y[BINS], above = g->total;
    size_t used = 0;
    for (size_t b = 0; b < BINS; b++) {
        if (!(g->n[b] > 0.0) || !(above > 0.0))
            continue;
        x[used] = g->x[b];
        y[used++] = tl_log10(above / g->total);
        above -= g->n[b];
    }
    double far = 0.0, at = NAN;
    for (size_t i = 1; i + 1 < used; i++) {
        double part = (x[i] - x[0]) / (x[used - 1] - x[0]);
        double off = fabs(y[i] - y[0] - part * (y[used - 1] - y[0]));
        if (off > far) {
            far = off;
            at = x[i];
        }
    }
    return tl_pow(10.0, at) / 60.0;
}

static struct tl_value sessions_a_day(const struct tl_frame *f, int64_t minutes)
{
    size_t sessions = 1;
    for (size_t e = 1; e < f->n_events; e++)
        sessions += tl_event_ms(f, e) - tl_event_ms(f, e - 1) > minutes * TL_MS_PER_MINUTE;
    return tl_rate((double)sessions, tl_covered_days(f));
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    uint64_t n = frame->n_events - 1;
    out->whole[TL_WHOSE_BOTH] =
        tl_value_ok((double)TL_SESSION_GAP_MS / (double)TL_MS_PER_MINUTE, NAN, NAN, n);
    struct tl_value boundary, components, ashman, bend;
    if (tl_day_resolution(frame) || n < LEAST_GAPS) {
        boundary = components = ashman = bend =
            tl_value_na(n < LEAST_GAPS ? "fewer than 500 gaps" : TL_WHY_DAYS);
    } else {
        struct gaps gaps = {.total = 0.0};
        struct tl_rng rng;
        tl_rng_init(&rng, frame->ctx->seed, STREAM);
        lay_bins(&gaps);
        count_gaps(frame, &rng, &gaps);
        fit(&gaps, &rng, &boundary, &components, &ashman);
        bend = tl_value_ok(knee(&gaps), NAN, NAN, n);
        if (isnan(bend.value))
            bend = tl_value_na("the gaps have no knee");
    }
    if (!tl_extra_add(arena, out, "fitted_minutes", TL_WHOSE_BOTH, boundary) ||
        !tl_extra_add(arena, out, "components", TL_WHOSE_BOTH, components) ||
        !tl_extra_add(arena, out, "ashman_d", TL_WHOSE_BOTH, ashman) ||
        !tl_extra_add(arena, out, "knee_minutes", TL_WHOSE_BOTH, bend) ||
        !tl_extra_add(arena, out, "sessions_a_day_30", TL_WHOSE_BOTH, sessions_a_day(frame, 30)) ||
        !tl_extra_add(arena, out, "sessions_a_day_60", TL_WHOSE_BOTH, sessions_a_day(frame, 60)) ||
        !tl_extra_add(arena, out, "sessions_a_day_120", TL_WHOSE_BOTH, sessions_a_day(frame, 120)))
        return tl_fault_memory(err);
    return TL_OK;
}

const struct tl_measure tl_measure_session_gap = {
    .id = "A01",
    .name = "session_gap",
    .title = "How long must a silence be to end a conversation?",
    .unit = "minutes",
    .needs = TL_CAN_TIMING,
    .least_n = LEAST_GAPS,
    .reference = "Halfaker et al. 2015, WWW '15, 410-418",
    .compute = compute,
};
