/*
 * measuring.c: values, series and weeks for the measures.
 *
 * Series and extras grow by one inside an arena; a measure has a handful of them, so the few bytes
 * left behind by moving the small structs do not matter, and the arrays they point to stay put.
 */
#include "measuring.h"

#include <string.h>

#include "civil.h"
#include "fault.h"
#include "tlmath.h"

/* Widest series and extra lists a measure may make; far beyond the largest. */
#define MOST_PARTS 256

struct tl_value tl_value_ok(double value, double lo, double hi, uint64_t n)
{
    return (struct tl_value){.value = value, .lo = lo, .hi = hi, .n = n, .status = TL_VALUE_OK};
}

struct tl_value tl_value_na(const char *why)
{
    return (struct tl_value){.value = NAN, .lo = NAN, .hi = NAN, .status = TL_VALUE_NA, .why = why};
}

struct tl_value tl_value_least(struct tl_value v, uint64_t least, const char *what,
                               struct tl_arena *arena)
{
    if (v.status != TL_VALUE_OK || v.n >= least)
        return v;
    v.status = TL_VALUE_THIN;
    v.why = v.n == 0 ? tl_arena_printf(arena, "no %s", what)
                     : tl_arena_printf(arena, "only %llu %s", (unsigned long long)v.n, what);
    if (v.why == NULL)
        v.why = "too little data";
    if (v.n == 0 || isnan(v.value))
        v.status = TL_VALUE_NA;
    return v;
}

/* One more item behind n in an arena array that is moved when its size is a power of two. */
static void *grow_by_one(struct tl_arena *arena, void *array, size_t n, size_t size)
{
    if (n >= MOST_PARTS)
        return NULL;
    if (n != 0 && (n & (n - 1)) != 0)
        return array;
    void *grown = tl_arena_array(arena, n == 0 ? 1 : 2 * n, size);
    if (grown != NULL && n > 0)
        memcpy(grown, array, n * size);
    return grown;
}

static double *nan_array(struct tl_arena *arena, size_t n)
{
    double *x = tl_arena_array(arena, n, sizeof *x);
    for (size_t i = 0; x != NULL && i < n; i++)
        x[i] = NAN;
    return x;
}

struct tl_series *tl_series_add(const struct tl_frame *frame, struct tl_arena *arena,
                                struct tl_measurement *out, enum tl_whose whose, const char *label,
                                bool tested)
{
    size_t n = frame->weeks.n;
    struct tl_series *all = grow_by_one(arena, out->series, out->n_series, sizeof *all);
    if (all == NULL)
        return NULL;
    out->series = all;
    struct tl_series s = {.label = label,
                          .whose = whose,
                          .value = nan_array(arena, n),
                          .low = nan_array(arena, n),
                          .high = nan_array(arena, n),
                          .n = tl_arena_array(arena, n, sizeof *s.n)};
    if (s.value == NULL || s.low == NULL || s.high == NULL || s.n == NULL)
        return NULL;
    if (tested) {
        s.test = nan_array(arena, n);
        s.weight = tl_arena_array(arena, n, sizeof *s.weight);
        if (s.test == NULL || s.weight == NULL)
            return NULL;
    }
    all[out->n_series] = s;
    return &all[out->n_series++];
}

bool tl_series_add_pair(const struct tl_frame *frame, struct tl_arena *arena,
                        struct tl_measurement *out, const char *label, bool tested, size_t *first)
{
    *first = out->n_series;
    return tl_series_add(frame, arena, out, TL_WHOSE_FIRST, label, tested) != NULL &&
           tl_series_add(frame, arena, out, TL_WHOSE_SECOND, label, tested) != NULL;
}

bool tl_extra_add(struct tl_arena *arena, struct tl_measurement *out, const char *name,
                  enum tl_whose whose, struct tl_value value)
{
    struct tl_extra *all = grow_by_one(arena, out->extra, out->n_extra, sizeof *all);
    if (all == NULL)
        return false;
    out->extra = all;
    all[out->n_extra++] = (struct tl_extra){.name = name, .whose = whose, .value = value};
    return true;
}

const struct tl_value *tl_extra_find(const struct tl_measurement *m, const char *name,
                                     enum tl_whose whose)
{
    for (size_t i = 0; i < m->n_extra; i++)
        if (m->extra[i].whose == whose && strcmp(m->extra[i].name, name) == 0)
            return &m->extra[i].value;
    return NULL;
}

const struct tl_measurement *tl_measurement_find(const struct tl_measurement *all, size_t n,
                                                 const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].measure->id, id) == 0)
            return &all[i];
    return NULL;
}

/*
 * Quantile of the gamma distribution with scale 1: Newton on the distribution function from the
 * cube of Wilson & Hilferty (1931), inside a bracket that bisection falls back to.
 */
static double gamma_quantile(double p, double a)
{
    double z = tl_norm_quantile(p), c = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * sqrt(a));
    double x = a * c * c * c, lo = 0.0, hi = INFINITY;
    if (!(c > 0.0) || x < 1e-3) /* far in the lower tail: P(a, x) = x^a / Gamma(a + 1) nearly */
        x = tl_exp((tl_log(p) + tl_lgamma(a + 1.0)) / a);
    for (int i = 0; i < 60; i++) {
        double off = tl_gamma_p(a, x) - p;
        if (off < 0.0)
            lo = x;
        else
            hi = x;
        double density = tl_exp((a - 1.0) * tl_log(x) - x - tl_lgamma(a));
        double next = x - off / density;
        if (!(next > lo && next < hi))
            next = hi < INFINITY ? 0.5 * (lo + hi) : 2.0 * x;
        if (fabs(next - x) <= 1e-10 * x)
            return next;
        x = next;
    }
    return x;
}

static void garwood(double count, double *lo, double *hi)
{
    *lo = count > 0.0 ? gamma_quantile(0.025, count) : 0.0;
    *hi = gamma_quantile(0.975, count + 1.0);
}

struct tl_value tl_rate(double count, double exposure)
{
    if (!(exposure > 0.0))
        return tl_value_na("no day is covered");
    double lo, hi;
    garwood(count, &lo, &hi);
    return tl_value_ok(count / exposure, lo / exposure, hi / exposure, (uint64_t)count);
}

struct tl_value tl_share(double k, double n)
{
    if (!(n > 0.0))
        return tl_value_na("nothing to take a share of");
    double lo = k > 0.0 ? tl_beta_quantile(0.025, k + 0.5, n - k + 0.5) : 0.0;
    double hi = k < n ? tl_beta_quantile(0.975, k + 0.5, n - k + 0.5) : 1.0;
    return tl_value_ok(k / n, lo, hi, (uint64_t)n);
}

void tl_series_from_counts(const struct tl_frame *frame, struct tl_series *s, const double *counts)
{
    for (size_t w = 0; w < frame->weeks.n; w++) {
        double covered = frame->weeks.covered[w];
        if (!(covered > 0.0))
            continue;
        struct tl_value v = tl_rate(counts[w], covered);
        s->value[w] = v.value;
        s->low[w] = v.lo;
        s->high[w] = v.hi;
        s->n[w] = (uint32_t)v.n;
        if (s->test != NULL) {
            s->test[w] = tl_log((counts[w] + 0.5) / covered);
            s->weight[w] = counts[w] + 0.5;
        }
    }
}

void tl_series_from_shares(const struct tl_frame *frame, struct tl_series *s, const double *k,
                           const double *n, double least_n)
{
    /* The same few of few come again week after week, and the interval is costly. */
    struct {
        double k, n;
        struct tl_value share;
    } seen[64] = {{0}};
    for (size_t w = 0; w < frame->weeks.n; w++) {
        s->n[w] = (uint32_t)n[w];
        if (!(n[w] > 0.0 && n[w] >= least_n))
            continue;
        const size_t at = ((size_t)(2.0 * n[w]) * 37 + (size_t)(2.0 * k[w])) % 64;
        if (seen[at].k != k[w] || seen[at].n != n[w]) {
            seen[at].k = k[w];
            seen[at].n = n[w];
            seen[at].share = tl_share(k[w], n[w]);
        }
        const struct tl_value v = seen[at].share;
        s->value[w] = v.value;
        s->low[w] = v.lo;
        s->high[w] = v.hi;
        if (s->test != NULL) {
            double yes = k[w] + 0.5, no = n[w] - k[w] + 0.5;
            s->test[w] = tl_log(yes / no);
            s->weight[w] = 1.0 / (1.0 / yes + 1.0 / no);
        }
    }
}

/* The first of [from, end) at which `key` is not below the bound, which it never is again after. */
static uint32_t first_from(const struct tl_frame *f, uint32_t from, size_t end,
                           int64_t (*key)(const struct tl_frame *f, size_t i), int64_t bound)
{
    uint32_t lo = from, hi = (uint32_t)end;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (key(f, mid) < bound)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static int64_t turn_begin(const struct tl_frame *f, size_t i)
{
    return f->turn[i].first;
}

static int64_t session_begin(const struct tl_frame *f, size_t i)
{
    return f->session[i].first;
}

struct tl_week_span *tl_week_spans(const struct tl_frame *frame)
{
    size_t n = frame->weeks.n;
    struct tl_week_span *spans = tl_alloc_zeroed(frame->ctx, n + 1, sizeof *spans);
    if (spans == NULL)
        return NULL;
    uint32_t event = first_from(frame, 0, frame->n_events, tl_event_day, frame->weeks.first_day);
    uint32_t turn = first_from(frame, 0, frame->n_turns, turn_begin, event);
    uint32_t session = first_from(frame, 0, frame->n_sessions, session_begin, event);
    for (size_t w = 0; w < n; w++) {
        struct tl_week_span *s = &spans[w];
        s->event_first = event;
        s->turn_first = turn;
        s->session_first = session;
        /* Events of one day stay together. */
        const int64_t next_week = frame->weeks.first_day + 7 * ((int64_t)w + 1);
        event = first_from(frame, event, frame->n_events, tl_event_day, next_week);
        turn = first_from(frame, turn, frame->n_turns, turn_begin, event);
        session = first_from(frame, session, frame->n_sessions, session_begin, event);
        s->event_end = event;
        s->turn_end = turn;
        s->session_end = session;
    }
    return spans;
}

void tl_week_spans_free(const struct tl_frame *frame, struct tl_week_span *spans)
{
    tl_free(frame->ctx, spans, (frame->weeks.n + 1) * sizeof *spans);
}

/* Days of [from, to) that lie in lost silences. */
static double lost_days(const struct tl_frame *f, int64_t from, int64_t to)
{
    int64_t lost = 0;
    for (size_t i = 0; i < f->n_silences; i++) {
        const struct tl_silence *s = &f->silence[i];
        int64_t a = s->from_day > from ? s->from_day : from;
        int64_t b = s->to_day < to ? s->to_day : to;
        if (s->lost && b > a)
            lost += b - a;
    }
    return (double)lost;
}

double tl_covered_days(const struct tl_frame *frame)
{
    if (frame->n_events == 0)
        return 0.0;
    int64_t begin = frame->first_day, end = frame->last_day + 1;
    if (frame->weeks.n == 0)
        return (double)(end - begin) - lost_days(frame, begin, end);
    int64_t weeks_end = frame->weeks.first_day + 7 * (int64_t)frame->weeks.n;
    return tl_sum(frame->weeks.covered, frame->weeks.n) +
           (double)(frame->weeks.first_day - begin + end - weeks_end) -
           lost_days(frame, begin, frame->weeks.first_day) - lost_days(frame, weeks_end, end);
}

bool tl_day_resolution(const struct tl_frame *frame)
{
    size_t days = 0;
    for (size_t e = 0; e < frame->n_events; e++)
        days += frame->conv->resolution[frame->event[e]] == TL_RES_DAY;
    return frame->n_events > 0 && 2 * days >= frame->n_events;
}

/* The first capability that a file with messages lacks, as a reason. */
static const char *withheld(const struct tl_measure *measure, const struct tl_conversation *conv)
{
    unsigned can = ~0u;
    for (size_t i = 0; i < conv->n_files; i++)
        if (conv->files[i].messages > 0)
            can &= conv->files[i].can;
    unsigned missing = measure->needs & ~can;
    if (missing & TL_CAN_BOTH_SIDES)
        return "the export holds only one side of the conversation";
    if (missing & TL_CAN_TIMING)
        return "the export does not hold every message, so times between them say nothing";
    if (missing & TL_CAN_CALLS)
        return "the export holds no calls";
    if (missing & TL_CAN_SECONDS)
        return "the export holds no seconds";
    return missing != 0 ? "the export does not hold what this needs" : NULL;
}

bool tl_labels_sure(const struct tl_frame *frame, uint64_t labels)
{
    return frame->annotations == NULL || (frame->annotations->uncertain & labels) == 0;
}

void tl_lean_on_labels(const struct tl_frame *frame, struct tl_measurement *out, uint64_t labels)
{
    if (tl_labels_sure(frame, labels))
        return;
    for (size_t whose = 0; whose < 3; whose++)
        if (out->whole[whose].status == TL_VALUE_OK) {
            out->whole[whose].status = TL_VALUE_THIN;
            out->whole[whose].why = "a label that helps it is not right often enough here";
        }
    for (size_t i = 0; i < out->n_series; i++)
        out->series[i].test = out->series[i].weight = NULL;
}

enum tl_status tl_measure_run(const struct tl_measure *measure, const struct tl_frame *frame,
                              struct tl_arena *arena, struct tl_measurement *out,
                              struct tl_error *err)
{
    *out = (struct tl_measurement){.measure = measure};
    const char *why = withheld(measure, frame->conv);
    if (why == NULL && measure->reads_words && frame->annotations == NULL)
        why = "the words of the messages were not read";
    if (why == NULL && measure->labels != 0 && !tl_labels_sure(frame, measure->labels))
        why = "the label it counts is not right often enough here";
    if (why == NULL && frame->n_events == 0)
        why = "there are no messages";
    out->whole[TL_WHOSE_FIRST] = out->whole[TL_WHOSE_SECOND] =
        tl_value_na(why != NULL ? why : "measured for both together only");
    out->whole[TL_WHOSE_BOTH] = tl_value_na(why != NULL ? why : "measured for each person only");
    return why != NULL ? TL_OK : measure->compute(frame, arena, out, err);
}
