/*
 * slow.c: letters and e-mails, where weeks hold no messages: the same questions in wider bins (Q07,
 * D5 to D11).
 *
 * Asked where both together write less than once a day over half a year or more, at least 40
 * messages in all and 15 of each. The bin is the narrowest of 28, 91 and 182 days that holds six
 * messages on average, or fewer where that leaves under 12 bins; there must be 12.
 *
 * Letters alternate: who answers later makes both write less, so counts name nobody. What does, by
 * person and bin:
 *
 *   initiation      letters begun without waiting: sent while the other owed one; log(n + 1/2)
 *   responsiveness  days from the first letter of the other's run to the answer, in the bin the
 *                   letter came; mean logarithm (delays are near log-normal)
 *   effort          words a letter, mean logarithm
 *
 * They make a panel like the weekly one and go through the same scan, null and rules (weigh.c).
 * Both growing quieter is asked of the counts: Anscombe's 2 sqrt(n + 3/8) of both together, scanned
 * against AR(1) noise. Long silences are kept as what they are; only days the user calls lost are
 * left out.
 *
 * The probability comes from simulated correspondences (src/simulate/letters.c; how it was counted:
 * docs/detection.md, how often it is wrong: docs/calibration.md). No level above moderate is given.
 *
 * Sources: Anscombe 1948, Biometrika 35:246-254; Malmgren et al. 2009, Science 325:1696-1700
 * (delays of letters and e-mails); design.
 */
#include "inquiry.h"

#include <math.h>

#include "tlmath.h"

#define LEAST_DAYS 182
#define LEAST_EVENTS 40
#define LEAST_EACH 15
#define LEAST_BINS 12
#define EVENTS_A_BIN 6.0
#define KNOWN_SHARE 0.5 /* of a bin that is not lost */
#define STREAM_SLOW 4800
#define ONE_SIDED_95 1.6448536269514722
#define ONE_SIDED_99 2.3263478740408408
#define PROBABILITY_NONE 0.09
#define PROBABILITY_HINT 0.38
#define PROBABILITY_LIKELY 0.57
#define PROBABILITY_CLEAR 0.84
#define POWER_Z 0.84162123357291421 /* of 8 in 10 */

/* What one person did in one bin. */
struct tally {
    double letters, begun, answers, log_delay, log_words, square_delay, square_words;
};

struct binned {
    int64_t first_day;
    int days;
    size_t n;
    double *known;          /* share of the bin that is not lost */
    struct tally *tally[2]; /* by person */
};

static const struct tl_measure measures[3] = {
    {.id = "begun", .family = TL_FAMILY_INITIATION, .closeness = 1, .scale = TL_SCALE_LOG},
    {.id = "delay", .family = TL_FAMILY_RESPONSIVENESS, .closeness = -1, .scale = TL_SCALE_LOG},
    {.id = "words", .family = TL_FAMILY_EFFORT, .closeness = 1, .scale = TL_SCALE_LOG},
};

/* The width, 0 where the correspondence is not slow or too short. */
static int choose_days(const struct tl_inquiry *q)
{
    static const int widths[3] = {28, 91, 182};
    const double span = (double)(q->frame.last_day - q->frame.first_day + 1);
    const double n = (double)q->frame.n_events;
    double first = 0.0;
    for (size_t e = 0; e < q->frame.n_events; e++)
        first += tl_event_who(&q->frame, e) == 0;
    const double fewer = first < n - first ? first : n - first;
    if (span < LEAST_DAYS || n < LEAST_EVENTS || fewer < LEAST_EACH || n >= span)
        return 0;
    int i = 0;
    while (i < 2 && n * widths[i] / span < EVENTS_A_BIN && span / widths[i + 1] >= LEAST_BINS)
        i++;
    return span / widths[i] >= LEAST_BINS ? widths[i] : 0;
}

static size_t bin_of(const struct binned *b, int64_t day)
{
    return day < b->first_day ? SIZE_MAX : (size_t)((day - b->first_day) / b->days);
}

static bool open_bins(struct tl_inquiry *q, const struct tl_frame_options *base, struct binned *b)
{
    const int64_t end = q->frame.last_day + 1;
    b->n = (size_t)((end - q->frame.first_day) / b->days);
    b->first_day = end - (int64_t)b->n * b->days;
    b->known = tl_arena_array(&q->frame.arena, b->n, sizeof *b->known);
    for (int who = 0; who < 2; who++)
        b->tally[who] = tl_arena_array(&q->frame.arena, b->n, sizeof *b->tally[who]);
    if (b->known == NULL || b->tally[0] == NULL || b->tally[1] == NULL)
        return false;
    for (size_t i = 0; i < b->n; i++) {
        const int64_t from = b->first_day + (int64_t)i * b->days, to = from + b->days;
        int64_t lost = 0;
        for (size_t k = 0; k < base->n_lost; k++) {
            const int64_t lo = base->lost[k].from_day > from ? base->lost[k].from_day : from;
            const int64_t hi = base->lost[k].to_day < to ? base->lost[k].to_day : to;
            lost += hi > lo ? hi - lo : 0;
        }
        b->known[i] = lost < b->days ? 1.0 - (double)lost / b->days : 0.0;
    }
    return true;
}

static void count(const struct tl_inquiry *q, struct binned *b)
{
    const struct tl_frame *f = &q->frame;
    int64_t run_day = 0; /* first letter of the run that is going on */
    for (size_t e = 0; e < f->n_events; e++) {
        const unsigned who = tl_event_who(f, e);
        const int64_t day = tl_event_day(f, e);
        const bool answers = e > 0 && tl_event_who(f, e - 1) != who;
        const size_t bin = bin_of(b, day), received = bin_of(b, run_day);
        if (bin != SIZE_MAX) {
            struct tally *t = &b->tally[who][bin];
            const double words = tl_log((double)f->conv->words[f->event[e]] + 1.0);
            t->letters++;
            t->begun += !answers;
            t->log_words += words;
            t->square_words += words * words;
        }
        if (answers && received != SIZE_MAX) {
            struct tally *t = &b->tally[who][received];
            const double delay = tl_log((double)(day - run_day) + 0.5);
            t->answers++;
            t->log_delay += delay;
            t->square_delay += delay * delay;
        }
        if (answers || e == 0)
            run_day = day;
    }
}

/* Variance of single letters around the means of their bins; at least .1. */
static double scatter(const struct binned *b, int who, bool delay)
{
    double square = 0.0, free = 0.0;
    for (size_t i = 0; i < b->n; i++) {
        const struct tally *t = &b->tally[who][i];
        const double n = delay ? t->answers : t->letters, sum = delay ? t->log_delay : t->log_words;
        if (n < 2.0)
            continue;
        square += (delay ? t->square_delay : t->square_words) - sum * sum / n;
        free += n - 1.0;
    }
    return free > 0.0 && square / free > 0.1 ? square / free : 0.1;
}

static bool add_series(struct tl_inquiry *q, const struct binned *b, size_t which,
                       struct tl_measurement *m)
{
    *m = (struct tl_measurement){.measure = &measures[which], .n_series = 2};
    m->series = tl_arena_array(&q->frame.arena, 2, sizeof *m->series);
    if (m->series == NULL)
        return false;
    for (int who = 0; who < 2; who++) {
        struct tl_series *s = &m->series[who];
        s->whose = (enum tl_whose)who;
        s->test = tl_arena_array(&q->frame.arena, b->n, sizeof *s->test);
        s->weight = tl_arena_array(&q->frame.arena, b->n, sizeof *s->weight);
        if (s->test == NULL || s->weight == NULL)
            return false;
        m->whole[who].status = TL_VALUE_OK;
        const double variance = which > 0 ? scatter(b, who, which == 1) : 1.0;
        for (size_t i = 0; i < b->n; i++) {
            const struct tally *t = &b->tally[who][i];
            const double n = which == 0 ? t->begun + 0.5 : which == 1 ? t->answers : t->letters;
            s->test[i] = which == 0   ? tl_log(n / (b->known[i] > 0.0 ? b->known[i] : 1.0))
                         : n == 0.0   ? NAN
                         : which == 1 ? t->log_delay / n
                                      : t->log_words / n;
            s->weight[i] = n / variance;
        }
    }
    return true;
}

/* The week of the frame in which a bin begins. */
static size_t week_of(const struct tl_inquiry *q, const struct binned *b, size_t bin)
{
    const int64_t day = b->first_day + (int64_t)bin * b->days - q->frame.weeks.first_day;
    const size_t n = q->frame.weeks.n;
    const size_t week = day > 0 ? (size_t)(day + 3) / 7 : 0;
    return bin == 0 ? 0 : week < 1 ? 1 : week < n ? week : n - 1;
}

/* When a change in bins began. The lag-1 correlation of few residuals comes out too small: by
   (1 + 3 phi) / n around one fitted mean (Marriott & Pope 1954, Biometrika 41:390-402), so by
   (2 + 4 phi) / n around the two of a step; with 26 bins that is a tenth, and the interval as much
   too short. */
static struct tl_onset onset_of(const double *y, const double *weight, size_t n, size_t least,
                                double phi, size_t *begin)
{
    phi += (2.0 + 4.0 * phi) / (double)n;
    return tl_onset_course(y, weight, n, least, phi > 0.0 ? phi : 0.0, 0.90, begin);
}

/* Half a bin more on both sides: the change lies anywhere inside the first bin that shows it. */
static struct tl_onset onset_in_weeks(const struct tl_inquiry *q, const struct binned *b,
                                      struct tl_onset o)
{
    const size_t half = (size_t)b->days / 14, n = q->frame.weeks.n;
    const size_t lo = week_of(q, b, o.lo), hi = week_of(q, b, o.hi) + half;
    return (struct tl_onset){lo > half ? lo - half : 0, hi < n ? hi : n - 1, o.undatable};
}

/* D9 for the counts: the fall of both people's letters found in 8 of 10 such correspondences. Who
   writes less makes the other write less, so that one person's retreat shows here too. */
static double detectable_thinning(const double *y, const double *weight, const struct binned *b,
                                  size_t at, double phi, double t95)
{
    double known = 0.0, mean = 0.0;
    for (size_t i = 0; i < b->n; i++) {
        known += weight[i];
        mean += b->tally[0][i].letters + b->tally[1][i].letters;
    }
    mean /= known;
    const double sd = tl_residual_scale(y, weight, b->n, at) * sqrt(tl_long_run_factor(phi));
    const double left = sqrt(mean + 0.375) - (t95 + POWER_Z * sd) / sqrt(known / 4.0) / 2.0;
    const double fall = left > 0.0 ? 1.0 - (left * left - 0.375) / mean : 1.0;
    return fall > 0.0 && fall < 1.0 ? fall : NAN;
}

static enum tl_status weigh_counts(struct tl_inquiry *q, const struct binned *b,
                                   struct tl_weighing *w)
{
    double *y = tl_arena_array(&q->frame.arena, b->n, sizeof *y);
    double *weight = tl_arena_array(&q->frame.arena, b->n, sizeof *weight);
    double t95;
    if (y == NULL || weight == NULL)
        return TL_FATAL;
    for (size_t i = 0; i < b->n; i++) {
        const double n = b->tally[0][i].letters + b->tally[1][i].letters;
        weight[i] = b->known[i] >= KNOWN_SHARE ? b->known[i] : 0.0;
        y[i] = weight[i] > 0.0 ? -2.0 * sqrt(n / b->known[i] + 0.375) : NAN;
    }
    w->together = tl_scan(y, weight, b->n, w->least);
    w->together_p = tl_sieve_p(q->ctx, y, weight, b->n, w->least, q->rounds, STREAM_SLOW, &t95);
    if (isnan(w->together_p))
        return TL_FATAL;
    const size_t at = w->together.at;
    if (at == 0)
        return TL_OK;
    const double phi = tl_lag1(y, weight, b->n, at);
    q->detectable = detectable_thinning(y, weight, b, at, phi, t95);
    w->together_change = tl_level_difference(y, weight, b->n, at, phi);
    w->together_change.se *= tl_residual_scale(y, weight, b->n, at);
    size_t begin;
    const struct tl_onset onset = onset_of(y, weight, b->n, w->least, phi, &begin);
    q->slow.together = onset_in_weeks(q, b, onset);
    q->slow.together_begin = week_of(q, b, begin);
    q->slow.passed = tl_shape_choose(y, weight, b->n, w->least) == TL_SHAPE_DIP;
    return TL_OK;
}

/* Letters a year, typical delay and words before and after a bin. */
static void set_levels(const struct binned *b, size_t at, struct tl_slow_level level[2][2])
{
    for (int who = 0; who < 2; who++)
        for (int side = 0; side < 2; side++) {
            struct tally sum = {0};
            double years = 0.0;
            for (size_t i = side == 0 ? 0 : at; i < (side == 0 ? at : b->n); i++) {
                const struct tally *t = &b->tally[who][i];
                sum.letters += t->letters;
                sum.answers += t->answers;
                sum.log_delay += t->log_delay;
                sum.log_words += t->log_words;
                years += b->known[i] * b->days / 365.25;
            }
            level[who][side] = (struct tl_slow_level){
                years > 0.0 ? sum.letters / years : NAN,
                sum.answers > 0.0 ? tl_exp(sum.log_delay / sum.answers) : NAN,
                sum.letters > 0.0 ? tl_exp(sum.log_words / sum.letters) : NAN};
        }
}

static double rate(struct tl_slow_level level[2][2], int side)
{
    return level[0][side].letters + level[1][side].letters;
}

/*
 * Of simulated correspondences with such evidence, the share in which one person had pulled away:
 * four classes, counted on seeds 1 to 80 of each case and cell (tools/calibration slow; the prior
 * of the cases stands there, what other seeds show in docs/calibration.md).
 */
static double probability(const struct tl_weighing *w)
{
    const double z = tl_difference_z(w->apart),
                 own = w->person >= 0 ? tl_difference_z(w->own[w->person]) : 0.0;
    if (w->composite_p > 0.10 || own < 1.0)
        return PROBABILITY_NONE;
    if (w->composite_p > 0.05)
        return PROBABILITY_HINT;
    return w->composite_p <= TL_SLOW_CLEAR_P && z >= ONE_SIDED_99 && own >= ONE_SIDED_95
               ? PROBABILITY_CLEAR
               : PROBABILITY_LIKELY;
}

enum tl_status tl_weigh_slow(struct tl_inquiry *q, const struct tl_frame_options *base)
{
    struct binned b = {.days = choose_days(q)};
    if (b.days == 0 || q->frame.weeks.n < 2)
        return TL_OK;
    if (!open_bins(q, base, &b))
        return TL_FATAL;
    count(q, &b);
    struct tl_measurement all[3];
    struct tl_frame bins = {.weeks = {.n = b.n}};
    bins.weeks.covered = tl_arena_array(&q->frame.arena, b.n, sizeof(double));
    if (bins.weeks.covered == NULL)
        return TL_FATAL;
    for (size_t i = 0; i < b.n; i++)
        bins.weeks.covered[i] = 7.0 * b.known[i];
    for (size_t i = 0; i < 3; i++)
        if (!add_series(q, &b, i, &all[i]))
            return TL_FATAL;
    struct tl_weighing w;
    struct tl_slow *s = &q->slow;
    *s = (struct tl_slow){.bin_days = b.days, .n_bins = b.n};
    if (tl_panel_lay(&s->panel, &bins, all, 3, TL_FAMILY_NONE, &q->frame.arena) != TL_OK ||
        tl_weigh(q->ctx, &s->panel, q->rounds, &q->frame.arena, &w) != TL_OK ||
        weigh_counts(q, &b, &w) != TL_OK)
        return TL_FATAL;
    s->probability = probability(&w);
    s->detectable_apart = tl_smallest_detectable(&s->panel, &w);
    set_levels(&b, w.at > 0 ? w.at : b.n / 2, s->apart);
    set_levels(&b, w.together.at > 0 ? w.together.at : b.n / 2, s->both);
    set_levels(&b, b.n / 2, s->half);
    q->volume_change = tl_log(rate(s->both, 1) + 0.05) - tl_log(rate(s->both, 0) + 0.05);
    /* From here on everybody counts in weeks. */
    const struct tl_panel_row *all_rows = &s->panel.row[0];
    if (w.at > 0)
        w.onset = onset_of(all_rows->apart, all_rows->pair_weight, b.n, w.least, w.phi, &w.begin);
    w.onset = onset_in_weeks(q, &b, w.onset);
    w.begin = week_of(q, &b, w.begin);
    w.at = week_of(q, &b, w.at);
    w.together.at = week_of(q, &b, w.together.at);
    w.least = tl_least_segment(q->frame.weeks.n);
    q->weighing = w;
    return TL_OK;
}
