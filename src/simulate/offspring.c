/*
 * offspring.c: the engine (D17): the cluster form of the bivariate branching process that A21
 * reads.
 *
 * Unprompted messages of person i: Poisson(mu_i) a day, uniform in i's effective time. Each message
 * of j begets Poisson(n_ij) messages of i, each after a log-normal delay in i's effective time, and
 * those beget further ones. A heap holds what is yet to come, so that events leave in order of
 * time, which lets later ones depend on earlier ones (the loop of S4).
 *
 * A second engine, TL_ENGINE_RENEWAL, has the same rates and another noise, to see what becomes of
 * verdicts whose model is wrong: unprompted messages are a renewal process with log-normal gaps on
 * a clock that each day runs at a gamma-distributed speed of its own (one factor of both, one of
 * each), a message begets at most one other (of j or i, with probabilities n_ij), and delays are
 * log-logistic, with tails like 1 / t. Mean rates are those of the first.
 *
 * Two days before the record are run and dropped, since the first messages also answer something.
 *
 * Source: Halpin & De Boeck 2013, Psychometrika 78:793-814 (cluster form for two persons'
 * messages); medians 0.4 and 3 minutes, sigma 1.0 and 1.6: measures catalogue D17.
 */
#include "civil.h"
#include "fault.h"
#include "simulating.h"

#define RUN_IN_DAYS 2
#define SELF_MEDIAN_HOURS (0.4 / 60)
#define CROSS_MEDIAN_HOURS (3.0 / 60)
#define SELF_SIGMA 1.0
#define CROSS_SIGMA 1.6
#define SELF_SHAPE 1.5 /* of the log-logistic delays */
#define CROSS_SHAPE 1.0
#define DELAY_MOST_HOURS 240.0
#define GAP_SIGMA 1.0
#define DAY_SHAPE_BOTH 4.0
#define DAY_SHAPE_OWN 8.0
#define NUDGE_MS (10 * TL_MS_PER_MINUTE)
#define NUDGE_MEMORY 0.05 /* weight of the latest message in the share of nudges */

/* Ordered by time, equal times by `serial`, which makes the order the same everywhere. */
struct pending {
    int64_t ms; /* from the first midnight of the run-in */
    uint32_t serial;
    uint8_t who, parent;
    bool call;
};

struct engine {
    const struct tl_context *ctx;
    const struct tl_sim_world *world;
    struct tl_rng rng;
    struct tl_sim_hours hours[2][TL_SIM_HABITS];
    double log_median[2]; /* self, cross */
    struct pending *heap;
    size_t n, cap;
    uint32_t serial;
    double
        until[2];  /* renewal: the person's next unprompted message, on the clock of the process */
    double nudges; /* share of person 0's messages that follow an unanswered one of theirs */
    int64_t last_ms;
    uint8_t last_who;
};

static bool earlier(const struct pending *a, const struct pending *b)
{
    return a->ms != b->ms ? a->ms < b->ms : a->serial < b->serial;
}

static bool heap_push(struct engine *e, struct pending p)
{
    if (e->n == e->cap) {
        struct pending *heap = tl_grow(e->ctx, e->heap, &e->cap, e->n + 1, sizeof *heap);
        if (heap == NULL)
            return false;
        e->heap = heap;
    }
    p.serial = e->serial++;
    size_t i = e->n++;
    for (size_t up; i > 0 && earlier(&p, &e->heap[up = (i - 1) / 2]); i = up)
        e->heap[i] = e->heap[up];
    e->heap[i] = p;
    return true;
}

static struct pending heap_pop(struct engine *e)
{
    const struct pending top = e->heap[0], last = e->heap[--e->n];
    size_t i = 0;
    for (size_t down; (down = 2 * i + 1) < e->n; i = down) {
        if (down + 1 < e->n && earlier(&e->heap[down + 1], &e->heap[down]))
            down++;
        if (!earlier(&e->heap[down], &last))
            break;
        e->heap[i] = e->heap[down];
    }
    if (e->n > 0)
        e->heap[i] = last;
    return top;
}

/* Days of the run-in are like the first, days after the end like the last. */
static size_t world_day(const struct engine *e, int64_t day)
{
    const int64_t d = day - RUN_IN_DAYS, last = (int64_t)e->world->n_days - 1;
    return (size_t)(d < 0 ? 0 : d > last ? last : d);
}

static const struct tl_sim_hours *hours_of(const struct engine *e, unsigned who, int64_t day)
{
    return &e->hours[who][e->world->day[world_day(e, day)].habit[who]];
}

static int64_t time_of(const struct engine *e, unsigned who, double effective)
{
    const int64_t day = (int64_t)(effective / 24);
    const double clock = tl_sim_hours_find(hours_of(e, who, day), effective - 24.0 * (double)day);
    return day * TL_MS_PER_DAY + (int64_t)(clock * (double)TL_MS_PER_HOUR);
}

static bool begin(struct engine *e, unsigned who, double effective, bool call)
{
    const struct pending p = {.ms = time_of(e, who, effective),
                              .who = (uint8_t)who,
                              .parent = TL_SIM_UNPROMPTED,
                              .call = call};
    return heap_push(e, p);
}

/* One day of the renewal process, `rate` long on its clock. */
static bool renew(struct engine *e, unsigned who, int64_t day, double rate)
{
    double at = e->until[who];
    for (; at < rate; at += tl_exp(GAP_SIGMA * (tl_rng_normal(&e->rng) - GAP_SIGMA / 2)))
        if (!begin(e, who, 24 * ((double)day + at / rate), false))
            return false;
    e->until[who] = at - rate;
    return true;
}

static bool begin_day(struct engine *e, int64_t day)
{
    const struct tl_sim_day *d = &e->world->day[world_day(e, day)];
    const bool renewal = e->world->engine == TL_ENGINE_RENEWAL;
    const double speed = renewal ? tl_rng_gamma(&e->rng, DAY_SHAPE_BOTH) / DAY_SHAPE_BOTH : 1;
    for (unsigned who = 0; who < 2; who++) {
        if (renewal) {
            const double own = tl_rng_gamma(&e->rng, DAY_SHAPE_OWN) / DAY_SHAPE_OWN;
            if (!renew(e, who, day, d->mu[who] * speed * own))
                return false;
        }
        const uint32_t texts = renewal ? 0 : tl_rng_poisson(&e->rng, d->mu[who]);
        const uint32_t calls = tl_rng_poisson(&e->rng, d->calls / 2);
        for (uint32_t k = 0; k < texts + calls; k++)
            if (!begin(e, who, 24 * ((double)day + tl_rng_uniform(&e->rng)), k >= texts))
                return false;
    }
    return true;
}

static double draw_delay(struct engine *e, bool cross)
{
    if (e->world->engine == TL_ENGINE_BRANCHING) {
        const double sigma = cross ? CROSS_SIGMA : SELF_SIGMA;
        return tl_exp(e->log_median[cross] + sigma * tl_rng_normal(&e->rng));
    }
    const double u = tl_rng_uniform(&e->rng), shape = cross ? CROSS_SHAPE : SELF_SHAPE;
    const double delay = tl_exp(e->log_median[cross] + tl_log((u + 1e-12) / (1 - u)) / shape);
    return delay < DELAY_MOST_HOURS ? delay : DELAY_MOST_HOURS;
}

static bool beget(struct engine *e, const struct pending *p, const struct tl_sim_day *d)
{
    const int64_t day = p->ms / TL_MS_PER_DAY;
    const double clock = (double)(p->ms % TL_MS_PER_DAY) / (double)TL_MS_PER_HOUR;
    const bool renewal = e->world->engine == TL_ENGINE_RENEWAL;
    double u = renewal ? tl_rng_uniform(&e->rng) : 0; /* minus what the first got: who goes on */
    for (unsigned who = 0; who < 2; who++) {
        const bool cross = who != p->who;
        double n = d->n[who][p->who];
        if (who == 1 && cross && d->pursuit > 0)
            n *= tl_exp(-d->pursuit * e->nudges);
        const uint32_t children = renewal ? u >= 0 && u < n : tl_rng_poisson(&e->rng, n);
        u -= n;
        if (children == 0)
            continue;
        const double from = 24.0 * (double)day + tl_sim_hours_at(hours_of(e, who, day), clock);
        for (uint32_t k = 0; k < children; k++) {
            int64_t ms = time_of(e, who, from + draw_delay(e, cross));
            if (ms < p->ms) /* rounding */
                ms = p->ms;
            const struct pending child = {.ms = ms, .who = (uint8_t)who, .parent = p->who};
            if (!heap_push(e, child))
                return false;
        }
    }
    return true;
}

static void remember_nudge(struct engine *e, const struct pending *p)
{
    if (p->who == 0) {
        const bool nudge = e->last_who == 0 && p->ms - e->last_ms >= NUDGE_MS;
        e->nudges += NUDGE_MEMORY * ((nudge ? 1 : 0) - e->nudges);
    }
    e->last_who = p->who;
    e->last_ms = p->ms;
}

enum tl_status tl_sim_run(const struct tl_context *ctx, const struct tl_sim_world *world,
                          uint64_t seed, tl_sim_take take, void *user, struct tl_error *err)
{
    struct engine e = {.ctx = ctx, .world = world, .last_who = 1};
    const int64_t days = (int64_t)world->n_days + RUN_IN_DAYS;
    const int64_t shift = (world->first_day - RUN_IN_DAYS) * TL_MS_PER_DAY;
    enum tl_status status = TL_OK;
    tl_rng_init(&e.rng, seed, 1);
    tl_sim_hours_init(e.hours);
    e.log_median[0] = tl_log(SELF_MEDIAN_HOURS);
    e.log_median[1] = tl_log(CROSS_MEDIAN_HOURS);

    for (int64_t day = 0; status == TL_OK && day < days; day++) {
        const size_t at = world_day(&e, day);
        if (!begin_day(&e, day))
            status = tl_fault_memory(err);
        while (status == TL_OK && e.n > 0 && e.heap[0].ms < (day + 1) * TL_MS_PER_DAY) {
            const struct pending p = heap_pop(&e);
            remember_nudge(&e, &p);
            if (!p.call && !beget(&e, &p, &world->day[at])) {
                status = tl_fault_memory(err);
            } else if (day >= RUN_IN_DAYS) {
                const struct tl_sim_event event = {p.ms + shift, p.who, p.parent, p.call};
                status = take(user, world, at, &event);
            }
        }
    }
    tl_free(ctx, e.heap, e.cap * sizeof *e.heap);
    return status;
}
