/*
 * latency_fit.c: log-normal regression of waits, from counts in bins (A12, A13).
 *
 * The waits are gone through twice. The first walk counts them by bin (answers.h) and by cell of
 * the covariates: half of the record, weekend, six-hour block of the day. The models are fitted to
 * the counts, so that a fit costs the same for a thousand waits and for a million. The second sums
 * each session's scores, looked up by cell and bin, for the robust variance, and fits the weeks.
 *
 * Why a prior: with few waits sigma runs to 0; log sigma gets N(log 1.5, 0.5^2). Covariates other
 * than the constant get N(0, 1), so that an hour block without waits does not make the fit
 * singular.
 */
#include "latency_fit.h"

#include <string.h>

#include "civil.h"
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define BLOCKS 4
#define CELLS (2 * 2 * BLOCKS)
#define COVARIATES 6 /* constant, half, weekend, blocks 1..3 */
#define LEAST_ANSWERS 3
#define LEAST_WEEK_WAITS 5
#define PRIOR_LOG_SIGMA 0.40546510810816438 /* log 1.5 */
#define WEEK_STEPS 25

static const struct tl_aft_prior prior = {
    .log_sigma = PRIOR_LOG_SIGMA, .log_sigma_sd = 0.5, .beta_sd = 1.0};

/* A score by (mu, log sigma), in float: it only feeds a variance. */
struct score {
    float mu, s;
};

/* Everything about one person. */
struct person {
    uint32_t count[CELLS][TL_WAIT_BINS];
    struct score location[TL_WAIT_BINS], trend[CELLS][TL_WAIT_BINS];
    struct tl_aft_fit location_fit, trend_fit;
    /* scores of the session being walked, and their outer products so far */
    double location_sum[2], location_meat[4];
    double trend_sum[COVARIATES + 1], trend_meat[(COVARIATES + 1) * (COVARIATES + 1)];
    uint32_t session;
    uint32_t week_count[TL_WAIT_BINS];
    uint64_t week_waits;
};

/* What the first walk keeps of a wait for the second. */
struct seen {
    uint32_t start;
    uint16_t bin;
    uint8_t cell, who;
};

struct work {
    const struct tl_frame *frame;
    struct tl_waits waits;
    bool effective;
    struct seen *seen; /* room for n_turns */
    size_t n_seen;
    int64_t middle_ms;
    double lower[TL_WAIT_BINS], upper[TL_WAIT_BINS];
    struct person person[2];
    /* the non-empty cells as data for a fit */
    double data_lower[CELLS * TL_WAIT_BINS], data_upper[CELLS * TL_WAIT_BINS];
    double data_weight[CELLS * TL_WAIT_BINS], data_x[CELLS * TL_WAIT_BINS * COVARIATES];
};

static size_t cell_of(const struct work *work, const struct tl_wait *wait)
{
    int64_t local = tl_event_local_ms(work->frame, wait->start);
    int64_t hours = local / TL_MS_PER_HOUR; /* rounding before 1970 does no harm here */
    size_t half = tl_event_ms(work->frame, wait->start) >= work->middle_ms;
    size_t hour = (size_t)((hours % 24 + 24) % 24);
    size_t day = (size_t)(((hours / 24 + 3) % 7 + 7) % 7); /* 0 is Monday */
    return (half * 2 + (day >= 5)) * BLOCKS + hour / (24 / BLOCKS);
}

static void covariates(size_t cell, double x[COVARIATES])
{
    memset(x, 0, COVARIATES * sizeof *x);
    x[0] = 1.0;
    x[1] = (double)(cell / (2 * BLOCKS));
    x[2] = (double)(cell / BLOCKS % 2);
    if (cell % BLOCKS > 0)
        x[2 + cell % BLOCKS] = 1.0;
}

static void count_waits(struct work *work, struct tl_latency_fit fit[2])
{
    struct tl_wait wait;
    tl_waits_init(&work->waits, work->frame);
    while (tl_waits_next(&work->waits, &wait)) {
        size_t cell = cell_of(work, &wait), bin = tl_wait_bin(&work->waits, &wait, work->effective);
        struct tl_latency_fit *f = &fit[wait.who];
        bool answered = work->upper[bin] < INFINITY;
        work->seen[work->n_seen++] =
            (struct seen){wait.start, (uint16_t)bin, (uint8_t)cell, wait.who};
        work->person[wait.who].count[cell][bin]++;
        f->whole.waits++;
        f->whole.answers += answered;
        f->half[cell / (2 * BLOCKS)]++;
        f->at_once += answered && wait.clock_s < 0.5 * wait.step_s;
    }
}

/* The counts as data: over all cells with a constant only, or by cell with covariates. */
static struct tl_aft_data data_of(struct work *work, const struct person *p, bool by_cell)
{
    struct tl_aft_data data = {.p = by_cell ? COVARIATES : 1,
                               .lower = work->data_lower,
                               .upper = work->data_upper,
                               .weight = work->data_weight,
                               .x = work->data_x};
    for (size_t cell = 0; cell < (by_cell ? CELLS : 1); cell++)
        for (size_t bin = 0; bin < TL_WAIT_BINS; bin++) {
            double n = p->count[cell][bin];
            for (size_t other = 1; !by_cell && other < CELLS; other++)
                n += p->count[other][bin];
            if (!(n > 0.0))
                continue;
            work->data_lower[data.n] = work->lower[bin];
            work->data_upper[data.n] = work->upper[bin];
            work->data_weight[data.n] = n;
            if (by_cell)
                covariates(cell, work->data_x + data.n * COVARIATES);
            else
                work->data_x[data.n] = 1.0;
            data.n++;
        }
    return data;
}

static void fit_models(struct work *work, struct person *p, struct tl_latency_fit *fit)
{
    fit->whole.mu = fit->whole.se = fit->sigma = NAN;
    fit->log_ratio = fit->log_ratio_se = fit->weibull_log_ratio = NAN;
    fit->design_effect = 1.0;
    if (fit->whole.answers < LEAST_ANSWERS)
        return;
    struct tl_aft_data data = data_of(work, p, false);
    tl_aft_fit(&data, &prior, &p->location_fit);
    fit->usable = p->location_fit.converged;
    if (!fit->usable)
        return;
    fit->whole.mu = p->location_fit.beta[0];
    fit->sigma = p->location_fit.sigma;
    for (size_t bin = 0; bin < TL_WAIT_BINS; bin++) {
        struct tl_aft_slope d = tl_aft_slope(TL_AFT_LOG_NORMAL, work->lower[bin], work->upper[bin],
                                             fit->whole.mu, fit->sigma);
        p->location[bin] = (struct score){(float)d.mu, (float)d.s};
    }
    if (!work->effective || fit->half[0] == 0 || fit->half[1] == 0)
        return;
    data = data_of(work, p, true);
    tl_aft_fit(&data, &prior, &p->trend_fit);
    fit->ratio_usable = p->trend_fit.converged;
    if (!fit->ratio_usable)
        return;
    fit->log_ratio = p->trend_fit.beta[1];
    for (size_t cell = 0; cell < CELLS; cell++) {
        double x[COVARIATES], mu = 0.0;
        covariates(cell, x);
        for (size_t j = 0; j < COVARIATES; j++)
            mu += x[j] * p->trend_fit.beta[j];
        for (size_t bin = 0; bin < TL_WAIT_BINS; bin++) {
            if (p->count[cell][bin] == 0)
                continue;
            struct tl_aft_slope d = tl_aft_slope(TL_AFT_LOG_NORMAL, work->lower[bin],
                                                 work->upper[bin], mu, p->trend_fit.sigma);
            p->trend[cell][bin] = (struct score){(float)d.mu, (float)d.s};
        }
    }
    struct tl_aft_fit weibull;
    data.error = TL_AFT_WEIBULL;
    tl_aft_fit(&data, &prior, &weibull);
    if (weibull.converged)
        fit->weibull_log_ratio = weibull.beta[1];
}

static void add_outer(double *meat, double *sum, size_t q)
{
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++)
            meat[i * q + j] += sum[i] * sum[j];
    memset(sum, 0, q * sizeof *sum);
}

static void close_session(struct person *p)
{
    add_outer(p->location_meat, p->location_sum, 2);
    add_outer(p->trend_meat, p->trend_sum, COVARIATES + 1);
}

static void add_scores(struct person *p, uint32_t session, size_t cell, size_t bin)
{
    if (session != p->session)
        close_session(p);
    p->session = session;
    p->location_sum[0] += (double)p->location[bin].mu;
    p->location_sum[1] += (double)p->location[bin].s;
    double x[COVARIATES];
    covariates(cell, x);
    for (size_t j = 0; j < COVARIATES; j++)
        p->trend_sum[j] += x[j] * (double)p->trend[cell][bin].mu;
    p->trend_sum[COVARIATES] += (double)p->trend[cell][bin].s;
}

/* Location of one week's waits with the sigma of all, by Newton from the location of all. */
static struct tl_latency_location fit_week(const struct work *work, const struct person *p,
                                           const struct tl_latency_fit *fit)
{
    struct tl_latency_location l = {.mu = NAN, .se = NAN, .waits = p->week_waits};
    uint16_t used[TL_WAIT_BINS];
    size_t n = 0;
    for (size_t bin = 0; bin < TL_WAIT_BINS; bin++)
        if (p->week_count[bin] > 0) {
            used[n++] = (uint16_t)bin;
            l.answers += work->upper[bin] < INFINITY ? p->week_count[bin] : 0;
        }
    if (!fit->usable || l.waits < LEAST_WEEK_WAITS || l.answers < LEAST_ANSWERS)
        return l;
    double mu = fit->whole.mu, information = 0.0;
    for (int step = 0; step < WEEK_STEPS; step++) {
        double score = 0.0;
        information = 0.0;
        for (size_t i = 0; i < n; i++) {
            struct tl_aft_slope d = tl_aft_slope(TL_AFT_LOG_NORMAL, work->lower[used[i]],
                                                 work->upper[used[i]], mu, fit->sigma);
            score += p->week_count[used[i]] * d.mu;
            information -= p->week_count[used[i]] * d.mu_mu;
        }
        double move = score / information;
        mu += move > 2.0 ? 2.0 : move < -2.0 ? -2.0 : move;
        if (fabs(move) < 1e-8)
            break;
    }
    l.mu = mu;
    l.se = sqrt(1.0 / information);
    return l;
}

static void close_week(struct work *work, struct tl_latency_fit fit[2], size_t week)
{
    for (size_t who = 0; who < 2; who++) {
        struct person *p = &work->person[who];
        if (week != SIZE_MAX)
            fit[who].week[week] = fit_week(work, p, &fit[who]);
        memset(p->week_count, 0, sizeof p->week_count);
        p->week_waits = 0;
    }
}

/* Through the waits once more: scores by session, and the weeks. */
static void walk_again(struct work *work, const struct tl_week_span *span,
                       struct tl_latency_fit fit[2])
{
    const struct tl_frame *f = work->frame;
    size_t n_weeks = span != NULL ? f->weeks.n : 0, week = SIZE_MAX, next = 0;
    uint32_t session = 0;
    for (size_t i = 0; i < work->n_seen; i++) {
        const struct seen *seen = &work->seen[i];
        while (next < n_weeks && seen->start >= span[next].event_first) {
            close_week(work, fit, week);
            week = next++;
        }
        if (week != SIZE_MAX && seen->start >= span[week].event_end) {
            close_week(work, fit, week);
            week = SIZE_MAX;
        }
        while (seen->start >= f->session[session].end)
            session++;
        struct person *p = &work->person[seen->who];
        add_scores(p, session, seen->cell, seen->bin);
        p->week_count[seen->bin]++;
        p->week_waits++;
    }
    close_week(work, fit, week);
    close_session(&work->person[0]);
    close_session(&work->person[1]);
}

static void robust_errors(struct person *p, struct tl_latency_fit *fit)
{
    double covariance[(TL_AFT_MOST + 1) * (TL_AFT_MOST + 1)];
    if (!fit->usable)
        return;
    tl_aft_robust(&p->location_fit, p->location_meat, covariance);
    fit->design_effect = covariance[0] / p->location_fit.covariance[0];
    if (!(fit->design_effect > 1.0))
        fit->design_effect = 1.0;
    fit->whole.se = sqrt(fit->design_effect * p->location_fit.covariance[0]);
    if (!fit->ratio_usable)
        return;
    size_t at = 1 * (COVARIATES + 1) + 1; /* variance of the half's coefficient */
    tl_aft_robust(&p->trend_fit, p->trend_meat, covariance);
    double model = p->trend_fit.covariance[at];
    fit->log_ratio_se = sqrt(covariance[at] > model ? covariance[at] : model);
}

enum tl_status tl_latency_fit_both(const struct tl_frame *frame, bool effective, bool weeks,
                                   struct tl_arena *arena, struct tl_latency_fit fit[2],
                                   struct tl_error *err)
{
    struct work *work = tl_alloc_zeroed(frame->ctx, 1, sizeof *work);
    struct tl_week_span *span = tl_week_spans(frame);
    enum tl_status status = TL_OK;
    memset(fit, 0, 2 * sizeof *fit);
    for (size_t who = 0; weeks && who < 2; who++) {
        fit[who].week = tl_arena_array(arena, frame->weeks.n, sizeof *fit[who].week);
        if (fit[who].week == NULL)
            status = TL_FATAL;
        for (size_t w = 0; status == TL_OK && w < frame->weeks.n; w++)
            fit[who].week[w].mu = fit[who].week[w].se = NAN;
    }
    if (work != NULL)
        work->seen = tl_alloc(frame->ctx, frame->n_turns * sizeof *work->seen);
    if (work == NULL || work->seen == NULL || span == NULL || status != TL_OK) {
        status = tl_fault_memory(err);
        goto done;
    }
    work->frame = frame;
    work->effective = effective;
    int64_t begin = tl_event_ms(frame, 0), end = tl_event_ms(frame, frame->n_events - 1);
    work->middle_ms = begin + (end - begin) / 2;
    tl_waits_init(&work->waits, frame);
    for (size_t bin = 0; bin < TL_WAIT_BINS; bin++)
        tl_wait_bin_limits(&work->waits, bin, effective, &work->lower[bin], &work->upper[bin]);
    count_waits(work, fit);
    for (size_t who = 0; who < 2; who++)
        fit_models(work, &work->person[who], &fit[who]);
    walk_again(work, weeks ? span : NULL, fit);
    for (size_t who = 0; who < 2; who++) {
        robust_errors(&work->person[who], &fit[who]);
        for (size_t w = 0; weeks && w < frame->weeks.n; w++)
            fit[who].week[w].se *= sqrt(fit[who].design_effect);
    }
done:
    tl_week_spans_free(frame, span);
    if (work != NULL)
        tl_free(frame->ctx, work->seen, frame->n_turns * sizeof *work->seen);
    tl_free(frame->ctx, work, sizeof *work);
    return status;
}
