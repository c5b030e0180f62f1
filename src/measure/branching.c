/*
 * branching.c: EM for the bivariate branching (Hawkes) process of A21.
 *
 * lambda_i(t) = mu_i + sum over events k of person j before t of n_ij f_ij(t - t_k), with f
 * log-normal in the responder's effective time (A10). Every event has either no parent or one among
 * the 30 events before it; the E-step spreads it over them, the M-step reads parameters off the
 * sums.
 *
 * How it is made fast enough for a million events, without changing what is estimated:
 *  - a delay is put into one of 64 bins an octave read from the bits of the double, so a density is
 * a table look-up, and the M-step needs only a histogram;
 *  - EM is accelerated by SQUAREM (Varadhan & Roland 2008, Scand J Statist 35:335, scheme S3) with
 * a fall-back to the plain step whenever the likelihood would fall;
 *  - above TL_MOST_FITTED events the parameters rest on every m-th event (its parents are still all
 *    events); the weekly soft counts always use every event.
 *
 * Sources: Halpin & De Boeck 2013, Psychometrika (cluster form and EM for two persons' messages);
 * Navaroli & Smyth 2015, ICWSM (effective time). Departures: times are cut to the coarsest
 * resolution of the record, so that a change of phone is not a change of pace; at minute resolution
 * the shortest delay counted is 20 s instead of half a second and nothing is collapsed; an explicit
 * reply fixes its parent.
 */
#include "branching.h"
#include "cascade.h"

#include <math.h>
#include <string.h>

#include "civil.h"
#include "fault.h"
#include "tlmath.h"

#define TL_MOST_FITTED 30000
#define LEAST_EVENTS 300
#define LEAST_PERSON 60
#define MOST_STEPS 120
#define LONGEST_LEAP 16.0
#define TOLERANCE 1e-4
#define SHORTEST_H (0.5 / 3600.0)
#define SHORTEST_MINUTE_H (20.0 / 3600.0)

static uint16_t bin_of(double hours)
{
    uint64_t bits;
    memcpy(&bits, &hours, sizeof bits);
    int64_t index = (int64_t)(bits >> (52 - BIN_BITS)) - ((int64_t)(1023 + OCTAVE_LOW) << BIN_BITS);
    return index < 0 ? 0 : index >= BINS ? (uint16_t)(BINS - 1) : (uint16_t)index;
}

static void lay_bins(struct tl_cascade *c)
{
    for (int b = 0; b < BINS; b++) {
        double octave = tl_pow(2.0, (double)((b >> BIN_BITS) + OCTAVE_LOW));
        double centre =
            octave * (1.0 + ((double)(b & ((1 << BIN_BITS) - 1)) + 0.5) / (double)(1 << BIN_BITS));
        c->log_centre[b] = tl_log(centre);
        c->inverse_centre[b] = 1.0 / centre;
    }
}

/* Delay of event k after event j in hours of k's person, as a bin; NO_BIN beyond the horizon. */
static uint16_t delay_bin(const struct tl_cascade *c, size_t k, size_t j)
{
    const double *hours = c->hours[c->who[k]];
    double d = hours[k] - hours[j];
    if (!(d < TL_HORIZON_HOURS))
        return NO_BIN;
    return bin_of(d > c->shortest ? d : c->shortest);
}

/* Bins of the candidate parents of k, nearest first; the rest NO_BIN. */
static void candidate_bins(const struct tl_cascade *c, size_t k, uint16_t bin[TL_PARENTS])
{
    size_t i = 0;
    if (c->fixed == NULL || c->fixed[k] == UINT32_MAX)
        for (; i < TL_PARENTS && i < k; i++) {
            bin[i] = delay_bin(c, k, k - 1 - i);
            if (bin[i] == NO_BIN)
                break;
        }
    for (; i < TL_PARENTS; i++)
        bin[i] = NO_BIN;
}

/* n_c times the log-normal density at each bin's centre. */
void tl_cascade_densities(const struct tl_cascade *c, const double p[PARAMETERS],
                          double density[CELLS][BINS])
{
    for (int cell = 0; cell < CELLS; cell++) {
        double sigma = tl_exp(p[P_LOG_SIGMA + cell]), mean = p[P_LOG_MEDIAN + cell];
        double front = tl_exp(p[P_LOG_N + cell]) / (sigma * 2.50662827463100050242);
        for (int b = 0; b < BINS; b++) {
            double z = (c->log_centre[b] - mean) / sigma;
            density[cell][b] = front * c->inverse_centre[b] * tl_exp(-0.5 * z * z);
        }
    }
}

/* One child's share of the E-step. */
static void spread(const struct tl_cascade *c, size_t k, const uint16_t bin[TL_PARENTS],
                   double density[CELLS][BINS], const double mu[2], struct tl_cascade_sums *sums)
{
    unsigned who = c->who[k];
    if (c->fixed != NULL && c->fixed[k] != UINT32_MAX) {
        unsigned cell = 2 * who + c->who[c->fixed[k]];
        uint16_t b = delay_bin(c, k, c->fixed[k]);
        if (b != NO_BIN) {
            sums->histogram[cell][b] += 1.0;
            sums->log_intensity += tl_log(density[cell][b] + 1e-300);
        } else {
            sums->fixed[cell] += 1.0;
        }
        return;
    }
    double share[TL_PARENTS], total = mu[who];
    size_t n = 0;
    for (; n < TL_PARENTS && bin[n] != NO_BIN; n++) {
        share[n] = density[2 * who + c->who[k - 1 - n]][bin[n]];
        total += share[n];
    }
    double inverse = 1.0 / total;
    for (size_t i = 0; i < n; i++)
        sums->histogram[2 * who + c->who[k - 1 - i]][bin[i]] += share[i] * inverse;
    sums->unprompted[who] += mu[who] * inverse;
    sums->log_intensity += tl_log(total);
}

/* One EM step from p to next; answers the log-likelihood at p. */
static double em_step(const struct tl_cascade *c, const double p[PARAMETERS],
                      double next[PARAMETERS], struct tl_cascade_sums *sums,
                      double density[CELLS][BINS])
{
    double mu[2] = {tl_exp(p[P_LOG_MU]), tl_exp(p[P_LOG_MU + 1])};
    memset(sums, 0, sizeof *sums);
    tl_cascade_densities(c, p, density);
    for (size_t i = c->first; i < c->first + c->n_children; i++)
        spread(c, i * c->step, c->bin + i * TL_PARENTS, density, mu, sums);

    double scale = c->total[0] + c->total[1];
    scale /= (double)c->n_children;
    double loglik = scale * sums->log_intensity;
    for (unsigned who = 0; who < 2; who++) {
        loglik -= mu[who] * c->span[who];
        next[P_LOG_MU + who] = tl_log(scale * sums->unprompted[who] / c->span[who] + 1e-12);
    }
    for (unsigned cell = 0; cell < CELLS; cell++) {
        double weight = 0.0, sum = 0.0, square = 0.0;
        for (int b = 0; b < BINS; b++)
            weight += sums->histogram[cell][b];
        for (int b = 0; b < BINS; b++)
            sum += sums->histogram[cell][b] * c->log_centre[b];
        double mean = weight > 1e-9 ? sum / weight : p[P_LOG_MEDIAN + cell];
        for (int b = 0; b < BINS; b++) {
            double d = c->log_centre[b] - mean;
            square += sums->histogram[cell][b] * d * d;
        }
        double sigma = weight > 1e-9 ? sqrt(square / weight) : tl_exp(p[P_LOG_SIGMA + cell]);
        loglik -= tl_exp(p[P_LOG_N + cell]) * c->total[cell & 1];
        next[P_LOG_N + cell] =
            tl_log(scale * (weight + sums->fixed[cell]) / c->total[cell & 1] + 1e-12);
        next[P_LOG_MEDIAN + cell] = mean;
        next[P_LOG_SIGMA + cell] = tl_log(sigma > 0.2 ? sigma : 0.2);
    }
    return loglik;
}

static void start_values(const struct tl_cascade *c, double p[PARAMETERS])
{
    for (unsigned cell = 0; cell < CELLS; cell++) {
        bool self = cell == 0 || cell == 3;
        p[P_LOG_N + cell] = tl_log(0.4);
        p[P_LOG_MEDIAN + cell] = tl_log((self ? 1.0 : 5.0) / 60.0);
        p[P_LOG_SIGMA + cell] = tl_log(1.3);
    }
    for (unsigned who = 0; who < 2; who++)
        p[P_LOG_MU + who] = tl_log(0.2 * c->total[who] / c->span[who]);
}

/*
 * SQUAREM from p on: two EM steps give a direction, a leap along it is kept unless the likelihood
 * falls below that of the second step. Ends when one EM step moves no parameter (all are logs) by
 * more than 1e-4.
 */
uint32_t tl_cascade_fit(const struct tl_cascade *c, double p[PARAMETERS], double *log_likelihood,
                        struct tl_cascade_sums *sums, double density[CELLS][BINS])
{
    double p1[PARAMETERS], p2[PARAMETERS], leap[PARAMETERS];
    uint32_t steps = 0;
    while (steps < MOST_STEPS) {
        em_step(c, p, p1, sums, density);
        *log_likelihood = em_step(c, p1, p2, sums, density);
        steps += 2;
        double r2 = 0.0, v2 = 0.0, largest = 0.0;
        for (int i = 0; i < PARAMETERS; i++) {
            double r = p1[i] - p[i], v = p2[i] - p1[i] - r;
            r2 += r * r;
            v2 += v * v;
            largest = fabs(r) > largest ? fabs(r) : largest;
        }
        double alpha = v2 > 1e-20 ? sqrt(r2 / v2) : 1.0;
        if (alpha > LONGEST_LEAP)
            alpha = LONGEST_LEAP;
        for (int i = 0; i < PARAMETERS; i++) {
            double r = p1[i] - p[i], v = p2[i] - p1[i] - r;
            leap[i] = p[i] + 2.0 * alpha * r + alpha * alpha * v;
        }
        memcpy(p, p2, sizeof p2);
        if (largest < TOLERANCE)
            break;
        if (alpha <= 1.0)
            continue;
        double at_leap = em_step(c, leap, p1, sums, density);
        steps++;
        if (at_leap >= *log_likelihood) { /* false for NaN too */
            memcpy(p, p1, sizeof p1);
            *log_likelihood = at_leap;
        }
    }
    return steps;
}

/* The unit all times are cut to: the coarsest resolution of any event; 0 when that is a day. */
static int64_t common_unit_ms(const struct tl_frame *frame)
{
    enum tl_resolution coarsest = TL_RES_SECOND;
    for (size_t e = 0; e < frame->n_events; e++) {
        uint8_t r = frame->conv->resolution[frame->event[e]];
        if (r > (uint8_t)coarsest)
            coarsest = (enum tl_resolution)r;
    }
    return coarsest == TL_RES_DAY ? 0 : coarsest == TL_RES_MINUTE ? TL_MS_PER_MINUTE : 1000;
}

/* Index of value in ascending x, or UINT32_MAX. */
static uint32_t index_of(const uint32_t *x, size_t n, uint32_t value)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (x[mid] < value)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && x[lo] == value ? (uint32_t)lo : UINT32_MAX;
}

/* Explicit replies as parents; a reply to something outside the events stays free. */
static enum tl_status fix_parents(struct tl_cascade *c, const struct tl_frame *frame,
                                  struct tl_arena *arena, struct tl_error *err)
{
    const uint32_t *reply_to = frame->conv->reply_to;
    if (reply_to == NULL)
        return TL_OK;
    c->fixed = tl_arena_array(arena, c->n, sizeof *c->fixed);
    if (c->fixed == NULL)
        return tl_fault_memory(err);
    for (size_t k = 0; k < c->n; k++) {
        c->fixed[k] = UINT32_MAX;
        uint32_t to = reply_to[frame->event[c->event[k]]];
        if (to == TL_NO_MESSAGE)
            continue;
        uint32_t event = index_of(frame->event, frame->n_events, to);
        uint32_t parent = event == UINT32_MAX ? UINT32_MAX : index_of(c->event, c->n, event);
        if (parent != UINT32_MAX && parent < k)
            c->fixed[k] = parent;
    }
    return TL_OK;
}

static enum tl_status lay_cascade(struct tl_cascade *c, const struct tl_frame *frame,
                                  int64_t unit_ms, struct tl_arena *arena, struct tl_error *err)
{
    size_t most = frame->n_events;
    c->hours[0] = tl_arena_array(arena, most, sizeof *c->hours[0]);
    c->hours[1] = tl_arena_array(arena, most, sizeof *c->hours[1]);
    c->who = tl_arena_array(arena, most, sizeof *c->who);
    c->event = tl_arena_array(arena, most, sizeof *c->event);
    if (c->hours[0] == NULL || c->hours[1] == NULL || c->who == NULL || c->event == NULL)
        return tl_fault_memory(err);
    c->shortest = unit_ms == TL_MS_PER_MINUTE ? SHORTEST_MINUTE_H : SHORTEST_H;
    for (size_t e = 0; e < most; e++) {
        unsigned who = tl_event_who(frame, e);
        int64_t local = tl_event_local_ms(frame, e);
        /* One thought sent in pieces within two seconds is one event. */
        if (unit_ms < TL_MS_PER_MINUTE && c->n > 0 && c->who[c->n - 1] == who &&
            tl_event_ms(frame, e) - tl_event_ms(frame, e - 1) <= 2000)
            continue;
        local -= tl_floor_mod(local, unit_ms);
        c->hours[0][c->n] = tl_rhythm_hours(&frame->rhythm[0], local);
        c->hours[1][c->n] = tl_rhythm_hours(&frame->rhythm[1], local);
        c->who[c->n] = (uint8_t)who;
        c->event[c->n] = (uint32_t)e;
        c->total[who] += 1.0;
        c->n++;
    }
    for (unsigned who = 0; who < 2; who++) {
        double span = c->hours[who][c->n - 1] - c->hours[who][0];
        c->span[who] = span > 1.0 ? span : 1.0;
    }
    enum tl_status status = fix_parents(c, frame, arena, err);
    if (status != TL_OK)
        return status;
    c->step = (c->n + TL_MOST_FITTED - 1) / TL_MOST_FITTED;
    c->n_children = (c->n + c->step - 1) / c->step;
    c->bin = tl_arena_array(arena, c->n_children * TL_PARENTS, sizeof *c->bin);
    if (c->bin == NULL)
        return tl_fault_memory(err);
    lay_bins(c);
    for (size_t i = 0, k = 0; i < c->n_children; i++, k += c->step)
        candidate_bins(c, k, c->bin + i * TL_PARENTS);
    return TL_OK;
}

/* The last E-step over every event, summed by week. */
static void count_softly(const struct tl_cascade *c, const struct tl_frame *frame,
                         const double mu[2], double density[CELLS][BINS], struct tl_branching *out)
{
    uint16_t bin[TL_PARENTS];
    double share[TL_PARENTS];
    size_t parent_week[TL_PARENTS]; /* ring: week of event k at k % TL_PARENTS */
    for (size_t k = 0; k < c->n; k++) {
        unsigned who = c->who[k];
        size_t week = tl_event_week(frame, c->event[k]);
        if (week != SIZE_MAX)
            out->events[who][week] += 1.0;
        if (c->fixed != NULL && c->fixed[k] != UINT32_MAX) {
            size_t j = c->fixed[k], at = tl_event_week(frame, c->event[j]);
            if (at != SIZE_MAX)
                out->answers[who][c->who[j]][at] += 1.0;
        } else {
            candidate_bins(c, k, bin);
            double total = mu[who];
            size_t n = 0;
            for (; n < TL_PARENTS && bin[n] != NO_BIN; n++) {
                share[n] = density[2 * who + c->who[k - 1 - n]][bin[n]];
                total += share[n];
            }
            for (size_t i = 0; i < n; i++) {
                size_t at = parent_week[(k - 1 - i) % TL_PARENTS];
                if (at != SIZE_MAX)
                    out->answers[who][c->who[k - 1 - i]][at] += share[i] / total;
            }
            if (week != SIZE_MAX)
                out->unprompted[who][week] += mu[who] / total;
        }
        parent_week[k % TL_PARENTS] = week;
    }
}

static bool give_arrays(struct tl_branching *b, struct tl_arena *arena, size_t weeks)
{
    bool ok = true;
    for (unsigned i = 0; i < 2; i++) {
        b->unprompted[i] = tl_arena_array(arena, weeks, sizeof(double));
        b->events[i] = tl_arena_array(arena, weeks, sizeof(double));
        ok = ok && b->unprompted[i] != NULL && b->events[i] != NULL;
        for (unsigned j = 0; j < 2; j++) {
            b->answers[i][j] = tl_arena_array(arena, weeks, sizeof(double));
            ok = ok && b->answers[i][j] != NULL;
        }
    }
    return ok;
}

static enum tl_status fit_frame(struct tl_frame *frame, struct tl_cascade *c,
                                struct tl_cascade_sums *sums, double density[CELLS][BINS],
                                struct tl_arena *scratch, int64_t unit_ms, struct tl_error *err)
{
    enum tl_status status = lay_cascade(c, frame, unit_ms, scratch, err);
    if (status != TL_OK)
        return status;
    if (c->n < LEAST_EVENTS || c->total[0] < LEAST_PERSON || c->total[1] < LEAST_PERSON)
        return TL_OK;
    struct tl_branching *b = tl_arena_alloc(&frame->arena, sizeof *b);
    if (b == NULL || !give_arrays(b, &frame->arena, frame->weeks.n))
        return tl_fault_memory(err);
    double p[PARAMETERS];
    start_values(c, p);
    b->iterations = tl_cascade_fit(c, p, &b->log_likelihood, sums, density);
    for (unsigned i = 0; i < 2; i++) {
        b->mu[i] = tl_exp(p[P_LOG_MU + i]);
        b->effective_hours[i] = c->span[i];
        b->n_events[i] = (size_t)c->total[i];
        for (unsigned j = 0; j < 2; j++) {
            b->n[i][j] = tl_exp(p[P_LOG_N + 2 * i + j]);
            b->log_median[i][j] = p[P_LOG_MEDIAN + 2 * i + j];
            b->sigma[i][j] = tl_exp(p[P_LOG_SIGMA + 2 * i + j]);
        }
    }
    b->n_fitted = c->n_children;
    b->spectral_radius = tl_branching_radius((const double(*)[2])b->n);
    b->usable = b->spectral_radius <= TL_MOST_RADIUS;
    tl_cascade_densities(c, p, density);
    count_softly(c, frame, b->mu, density, b);
    tl_branching_parts(c, frame, p, sums, density, b);
    frame->branching = b;
    return TL_OK;
}

enum tl_status tl_branching_prepare(struct tl_frame *frame, struct tl_error *err)
{
    int64_t unit_ms = common_unit_ms(frame);
    if (unit_ms == 0 || frame->n_events < LEAST_EVENTS || frame->weeks.n == 0)
        return TL_OK;
    struct tl_arena scratch;
    tl_arena_init(&scratch, frame->ctx);
    struct tl_cascade *c = tl_arena_alloc(&scratch, sizeof *c);
    struct tl_cascade_sums *sums = tl_arena_alloc(&scratch, sizeof *sums);
    double(*density)[BINS] = tl_arena_array(&scratch, CELLS, sizeof *density);
    enum tl_status status = c == NULL || sums == NULL || density == NULL
                                ? tl_fault_memory(err)
                                : fit_frame(frame, c, sums, density, &scratch, unit_ms, err);
    tl_arena_release(&scratch);
    return status;
}
