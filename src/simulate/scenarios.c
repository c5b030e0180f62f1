/*
 * scenarios.c: the table of what can happen in an invented chat, and the world of one of them, day
 * by day (D17).
 *
 * The base is a couple with mu in the proportion 3 : 2.5 and n = [[.35, .45], [.50, .30]], scaled
 * so that both together write messages_per_day. A scenario multiplies rates from its change day on;
 * the day is drawn between 35 and 65 % of the record. Half the strength is half of the change in
 * the log.
 *
 * On top, as in real chats: a shared weekly swing in the log of mu (AR(1), SD .3, lag-1 .6), a
 * small one of each person's own (SD .1), and now and then a vacation in which little is written.
 * All have mean 1, so that the rate stays the asked one in expectation.
 */
#include "civil.h"
#include "fault.h"
#include "simulating.h"

#define WEEKS_LEAST 4
#define WEEKS_MOST 520
#define RATE_LEAST 0.5
#define RATE_MOST 2000.0
#define STRENGTH_MOST 4.0
#define SPARSE_RATE 2.0
#define DETERMINANT_LEAST 0.02 /* of I - n: below, answers breed answers nearly without end */
#define VACATION_RATE 0.35

const struct tl_str tl_sim_name[2] = {{"Mara", 4}, {"Jonas", 5}};
const struct tl_sim_noise tl_sim_usual_noise = {0.3, 0.1, 0.6, 280};

enum {
    S0,
    S1,
    S2_STEP,
    S2_RAMP,
    S2_MILD,
    S3,
    S4,
    S5,
    S6,
    S7,
    S8,
    S9,
    S10,
    S11,
    S12,
    S13,
    S14,
    N_SCENARIOS
};

static const struct tl_scenario scenarios[N_SCENARIOS + 1] = {
    [S0] = {"S0", "nothing changes", false},
    [S1] = {"S1", "both write less, and less in answer", false},
    [S2_STEP] = {"S2-step", "Jonas pulls away from one day to the next", true},
    [S2_RAMP] = {"S2-ramp", "Jonas pulls away over eight weeks", true},
    [S2_MILD] = {"S2-mild", "Jonas pulls away a little", true},
    [S3] = {"S3", "Mara reaches out more, Jonas stays as he was", false},
    [S4] = {"S4", "Mara asks after him more, and the more she does, the less Jonas answers", true},
    [S5] = {"S5", "Jonas is distant for eight weeks and comes back", false},
    [S6] = {"S6", "more is written in winter than in summer, and little on holidays", false},
    [S7] = {"S7", "Mara travels for three weeks, and her clock with her", false},
    [S8] = {"S8", "they call each other more and write half as much", false},
    [S9] = {"S9", "they move in together and write half as much, hardly in the evening", false},
    [S10] = {"S10", "nothing changes, but weeks are missing from the export", false},
    [S11] = {"S11", "the first months were busier, as at every beginning", false},
    [S12] = {"S12", "Jonas writes as much as before, but no longer of feelings and thanks", true},
    [S13] = {"S13", "nothing changes; they write two messages a day", false},
    [S14] = {"S14", "Jonas sends more and shorter messages, the same words in all", false},
    {NULL, NULL, false},
};

const struct tl_scenario *tl_scenarios(void)
{
    return scenarios;
}

/* What a day's rules need to know. */
struct moment {
    size_t index, n_days, change;
    double progress; /* 0 before the change, 1 when it is complete */
    double strength;
    int weekday, month, day;
    double draw[3]; /* the scenario's own dice, the same on all days */
};

enum course { NEVER = 0, STEP, RAMP, DIP, TRIP };

/* Factors at full progress; 0 stands for 1. */
struct plan {
    enum course course;
    double mu[2], n[2][2], words[2], lines[2], warmth[2];
    void (*special)(struct tl_sim_day *d, const struct moment *m);
};

static double powered(double factor, double power)
{
    return factor > 0 && power > 0 ? tl_exp(power * tl_log(factor)) : 1;
}

static void scale_both(struct tl_sim_day *d, double factor)
{
    d->mu[0] *= factor;
    d->mu[1] *= factor;
}

static void pursue(struct tl_sim_day *d, const struct moment *m)
{
    d->pursuit = 3 * m->progress * m->strength;
    d->press = powered(4, m->progress * m->strength);
}

static void turn_seasons(struct tl_sim_day *d, const struct moment *m)
{
    const double year = ((m->month - 1) * 30.4 + m->day) / 365;
    const bool christmas = (m->month == 12 && m->day >= 23) || (m->month == 1 && m->day <= 5);
    const bool summer = m->month == 8 && m->day <= 21;
    scale_both(d, tl_exp(0.25 * m->strength * tl_cos(2 * 3.14159265358979323846 * year)));
    if (christmas || summer)
        scale_both(d, powered(0.55, m->strength));
}

static void travel(struct tl_sim_day *d, const struct moment *m)
{
    if (m->progress > 0) /* on the export's clock, which is Mara's, it is Jonas who moved */
        d->habit[1] = TL_SIM_AWAY;
}

static void call(struct tl_sim_day *d, const struct moment *m)
{
    d->calls = 1.2 * m->progress * m->strength;
}

static void live_together(struct tl_sim_day *d, const struct moment *m)
{
    if (m->progress > 0) {
        d->habit[0] = d->habit[1] = TL_SIM_TOGETHER;
        scale_both(d, powered(m->weekday < 5 ? 0.62 : 0.20, m->strength)); /* .5 over a week */
    }
}

static void lose(struct tl_sim_day *d, const struct moment *m)
{
    const double at = (double)m->index, n = (double)m->n_days;
    const double start = n * (0.05 + 0.10 * m->draw[0]);
    const double first = (double)m->change, first_days = 14 + 14 * m->draw[1];
    const double second = first + 0.2 * n, second_days = 7 + 7 * m->draw[2];
    d->lost = at < start || (at >= first && at < first + first_days) ||
              (at >= second && at < second + second_days);
}

static void settle(struct tl_sim_day *d, const struct moment *m)
{
    const double floor_rate = powered(0.5, m->strength);
    const double thirds = 3 * (double)m->index / (double)m->n_days;
    scale_both(d, floor_rate + (1 - floor_rate) * tl_exp(-3 * thirds));
}

static const struct plan plans[N_SCENARIOS] = {
    [S1] = {.course = STEP, .mu = {.7, .7}, .n = {{.9, .9}, {.9, .9}}},
    [S2_STEP] =
        {.course = STEP, .mu = {0, .5}, .n = {{0}, {.6}}, .words = {0, .75}, .warmth = {0, .5}},
    [S2_RAMP] =
        {.course = RAMP, .mu = {0, .5}, .n = {{0}, {.6}}, .words = {0, .75}, .warmth = {0, .5}},
    [S2_MILD] =
        {.course = STEP, .mu = {0, .7}, .n = {{0}, {.8}}, .words = {0, .87}, .warmth = {0, .7}},
    [S3] = {.course = STEP, .mu = {1.6}, .n = {{1.1}}},
    [S4] = {.course = STEP, .mu = {1.3}, .n = {{1.1}}, .warmth = {0, .6}, .special = pursue},
    [S5] = {.course = DIP, .mu = {0, .5}, .n = {{0}, {.6}}, .words = {0, .75}, .warmth = {0, .5}},
    [S6] = {.special = turn_seasons},
    [S7] = {.course = TRIP, .special = travel},
    [S8] = {.course = STEP, .mu = {.5, .5}, .special = call},
    [S9] = {.course = STEP, .special = live_together},
    [S10] = {.special = lose},
    [S11] = {.special = settle},
    [S12] = {.course = STEP, .warmth = {0, .25}},
    [S14] = {.course = STEP, .lines = {0, 2.4}},
};

double tl_sim_rate(const double mu[2], double n[2][2])
{
    const double a = 1 - n[0][0], b = 1 - n[1][1], det = a * b - n[0][1] * n[1][0];
    if (!(a > 0 && b > 0 && det >= DETERMINANT_LEAST))
        return INFINITY;
    return ((b + n[1][0]) * mu[0] + (a + n[0][1]) * mu[1]) / det;
}

static double progress_at(enum course course, size_t index, size_t change)
{
    if (course == NEVER || index < change)
        return 0;
    const size_t since = index - change;
    switch (course) {
    case RAMP:
        return since < 56 ? (double)(since + 1) / 56 : 1;
    case DIP:
        return since < 56 ? 1 : 0;
    case TRIP:
        return since < 21 ? 1 : 0;
    default:
        return 1;
    }
}

static void apply(struct tl_sim_day *d, const struct plan *plan, const struct moment *m)
{
    const double power = m->progress * m->strength;
    for (int i = 0; i < 2; i++) {
        d->mu[i] *= powered(plan->mu[i], power);
        d->words[i] *= powered(plan->words[i], power);
        d->lines[i] *= powered(plan->lines[i], power);
        d->warmth[i] *= powered(plan->warmth[i], power);
        for (int j = 0; j < 2; j++)
            d->n[i][j] *= powered(plan->n[i][j], power);
    }
    if (plan->special != NULL)
        plan->special(d, m);
}

/* Multiplies mu by the weekly swings and the vacations, each of mean 1. */
static void swing(struct tl_sim_world *world, uint64_t seed, const struct tl_sim_noise *noise)
{
    struct tl_rng rng;
    tl_rng_init(&rng, seed, 2);
    double shared = noise->shared * tl_rng_normal(&rng);
    const double fresh = noise->shared * sqrt(1 - noise->carry * noise->carry);
    for (size_t from = 0; from < world->n_days; from += 7) {
        const double half = (noise->shared * noise->shared + noise->own * noise->own) / 2;
        for (int who = 0; who < 2; who++) {
            const double own = noise->own * tl_rng_normal(&rng);
            const double factor = tl_exp(shared + own - half);
            for (size_t d = from; d < from + 7 && d < world->n_days; d++)
                world->day[d].mu[who] *= factor;
        }
        shared = noise->carry * shared + fresh * tl_rng_normal(&rng);
    }
    if (!(noise->vacation_gap > 0))
        return;

    /* Twice with the same dice: the first pass finds what the days together lose. */
    double sum = 0;
    for (int pass = 0; pass < 2; pass++) {
        struct tl_rng dice = rng;
        double start = noise->vacation_gap * tl_rng_exponential(&dice);
        double end = start + 5 + 9 * tl_rng_uniform(&dice);
        for (size_t d = 0; d < world->n_days; d++) {
            if ((double)d >= end) {
                start = end + noise->vacation_gap * tl_rng_exponential(&dice);
                end = start + 5 + 9 * tl_rng_uniform(&dice);
            }
            const double factor = (double)d >= start ? VACATION_RATE : 1;
            if (pass == 0)
                sum += factor;
            else
                scale_both(&world->day[d], factor * (double)world->n_days / sum);
        }
    }
}

static enum tl_status check(const struct tl_simulation_options *o, size_t *which, int64_t *first,
                            struct tl_error *err)
{
    const char *name = o->scenario != NULL ? o->scenario : "";
    for (*which = 0; *which < N_SCENARIOS; (*which)++) {
        if (tl_str_equal_fold(tl_str_from(name), tl_str_from(scenarios[*which].name)))
            break;
    }
    if (*which == N_SCENARIOS)
        return tl_fault(err, TL_FAIL, TL_CODE_OPTION,
                        "there is no case of that name; expected one of S0, S1, S2-step, S2-ramp, "
                        "S2-mild, S3 to S14, or L0 to L4 for letters");
    if (o->weeks < WEEKS_LEAST || o->weeks > WEEKS_MOST)
        return tl_fault(err, TL_FAIL, TL_CODE_OPTION, "a simulated chat has %d to %d weeks, not %u",
                        WEEKS_LEAST, WEEKS_MOST, (unsigned)o->weeks);
    if (o->messages_per_day != 0 &&
        !(o->messages_per_day >= RATE_LEAST && o->messages_per_day <= RATE_MOST))
        return tl_fault(err, TL_FAIL, TL_CODE_OPTION,
                        "a simulated chat has half a message to 2000 messages a day");
    if (o->strength != 0 && !(o->strength > 0 && o->strength <= STRENGTH_MOST))
        return tl_fault(err, TL_FAIL, TL_CODE_OPTION,
                        "the strength of a case is more than 0 and at most 4");
    if (!tl_parse_date(tl_str_from(o->first_day != NULL ? o->first_day : "2023-01-02"), first))
        return tl_fault(err, TL_FAIL, TL_CODE_OPTION,
                        "the first day of a simulated chat is a date such as 2023-01-02");
    if (o->resolution > TL_RES_MINUTE)
        return tl_fault(err, TL_FAIL, TL_CODE_OPTION,
                        "a simulated chat has stamps of milliseconds, seconds or minutes");
    if (o->engine > TL_ENGINE_RENEWAL)
        return tl_fault(err, TL_FAIL, TL_CODE_OPTION, "there is no such engine of simulated chats");
    return TL_OK;
}

enum tl_status tl_sim_world_init(struct tl_sim_world *world, struct tl_arena *arena,
                                 const struct tl_simulation_options *options,
                                 const struct tl_sim_noise *noise, struct tl_error *err)
{
    size_t which;
    int64_t first_day;
    const enum tl_status status = check(options, &which, &first_day, err);
    if (status != TL_OK)
        return status;
    const struct plan *plan = &plans[which];
    const double strength = options->strength > 0 ? options->strength : 1;
    double rate = options->messages_per_day > 0 ? options->messages_per_day : 28;
    if (which == S13)
        rate = SPARSE_RATE;

    struct tl_sim_day usual = {.mu = {3, 2.5},
                               .n = {{.35, .45}, {.50, .30}},
                               .words = {1, 1},
                               .lines = {1, 1},
                               .warmth = {1, 1},
                               .press = 1};
    scale_both(&usual, rate / tl_sim_rate(usual.mu, usual.n));
    struct tl_sim_day changed = usual;
    const struct moment whole = {.n_days = 1, .progress = 1, .strength = strength};
    apply(&changed, plan, &whole);
    if (!(tl_sim_rate(changed.mu, changed.n) < INFINITY))
        return tl_fault(err, TL_FAIL, TL_CODE_OPTION,
                        "at this strength answers would breed answers without end; ask for less");

    *world = (struct tl_sim_world){.scenario = &scenarios[which],
                                   .engine = options->engine,
                                   .first_day = first_day,
                                   .change_day = TL_NO_DAY,
                                   .messages_per_day = rate,
                                   .n_days = (size_t)options->weeks * 7};
    world->day = tl_arena_array(arena, world->n_days, sizeof *world->day);
    if (world->day == NULL)
        return tl_fault_memory(err);

    struct tl_rng rng;
    tl_rng_init(&rng, options->seed, 3);
    const double n = (double)world->n_days;
    double latest = 0.65 * n;
    if (plan->course == DIP && latest > n - 84) /* room to come back */
        latest = n - 84 > 0.35 * n ? n - 84 : 0.35 * n;
    struct moment m = {.n_days = world->n_days, .strength = strength};
    m.change = (size_t)(0.35 * n + (latest - 0.35 * n) * tl_rng_uniform(&rng) + 0.5);
    for (int i = 0; i < 3; i++)
        m.draw[i] = tl_rng_uniform(&rng);
    if (plan->course != NEVER)
        world->change_day = first_day + (int64_t)m.change;
    else if (which == S11)
        world->change_day = first_day;

    for (size_t i = 0; i < world->n_days; i++) {
        const int64_t day = first_day + (int64_t)i;
        int32_t year;
        int8_t month, day_of_month;
        tl_civil_from_day(day, &year, &month, &day_of_month);
        m.index = i;
        m.progress = progress_at(plan->course, i, m.change);
        m.weekday = tl_weekday(day);
        m.month = month;
        m.day = day_of_month;
        world->day[i] = usual;
        const uint8_t habit = m.weekday < 5 ? TL_SIM_WEEKDAY : TL_SIM_WEEKEND;
        world->day[i].habit[0] = world->day[i].habit[1] = habit;
        apply(&world->day[i], plan, &m);
    }
    swing(world, options->seed, noise);
    return TL_OK;
}
