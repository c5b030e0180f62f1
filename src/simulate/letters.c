/*
 * letters.c: slow correspondences whose truth is known: letters and e-mails, days or months apart.
 *
 * Day by day each of the two may begin a letter unprompted, and owes an answer to a share of the
 * letters received, written after a log-normal delay. On top, quarter by quarter: an AR(1) swing
 * both share in the log of rates and (half as strong, the other way) delays (SD .35, lag-1 .5), and
 * one of each person's own in delays and lengths (SD .2). Lengths are log-normal, SD .6. Stamps are
 * days.
 *
 * The change day is drawn between 35 and 65 % of the record. What a chat's simulator has (waking
 * hours, sessions, branching within minutes) letters have not, so this is a model of its own.
 */
#include <string.h>

#include "civil.h"
#include "fault.h"
#include "simulating.h"

#define WEEKS_LEAST 26
#define WEEKS_MOST 2600
#define RATE_LEAST 0.004 /* letters a day of both: three in two years */
#define RATE_MOST 1.0
#define QUARTER 91
#define ANSWERED 0.8
#define BEGUN 0.75 /* half, and what crossing letters cost: two then have one answer */
#define DELAY_SIGMA 1.1
#define WORDS_SIGMA 0.6
#define WORDS_MOST 600

enum { L0, L1, L2, L3, L4, N_CASES };

static const struct tl_scenario cases[N_CASES + 1] = {
    [L0] = {"L0", "letters; nothing changes", false},
    [L1] = {"L1", "letters; both write less and answer later", false},
    [L2] = {"L2", "letters; Jonas answers later, more briefly and begins fewer", true},
    [L3] = {"L3", "letters; for a while there are none, then as before", false},
    [L4] = {"L4", "letters; both write more and answer sooner", false},
    {NULL, NULL, false},
};

/* Factors after the change. */
static const struct {
    double begun[2], answered[2], delay[2], words[2];
} plans[N_CASES] = {
    [L0] = {{1, 1}, {1, 1}, {1, 1}, {1, 1}},     [L1] = {{.4, .4}, {.75, .75}, {2.5, 2.5}, {1, 1}},
    [L2] = {{1, .4}, {1, .75}, {1, 3}, {1, .6}}, [L3] = {{1, 1}, {1, 1}, {1, 1}, {1, 1}},
    [L4] = {{2, 2}, {1, 1}, {.5, .5}, {1, 1}},
};

const struct tl_scenario *tl_slow_scenarios(void)
{
    return cases;
}

struct writer {
    const struct tl_simulation_options *options;
    struct tl_conversation *conv;
    struct tl_rng rng, word_rng;
    struct tl_buf buf;
    struct tl_arena arena;
    struct tl_sim_mood mood;
    uint16_t sender[2], file;
    char placeholder[2 * WORDS_MOST];
};

static enum tl_status push(struct writer *w, unsigned who, int64_t day, double drawn,
                           struct tl_error *err)
{
    const uint32_t words = drawn < 1.0 ? 1 : drawn < WORDS_MOST ? (uint32_t)drawn : WORDS_MOST;
    struct tl_str text = {w->placeholder, 2 * (size_t)words - 1};
    const int64_t ms = day * TL_MS_PER_DAY + TL_MS_PER_DAY / 2;
    if (w->options->text) {
        tl_buf_clear(&w->buf);
        tl_sim_small_talk(&w->buf, &w->word_rng, &w->mood, who, ms, words,
                          &(struct tl_sim_tone){1, 1});
        if (w->buf.failed)
            return tl_fault_memory(err);
        text = (struct tl_str){w->buf.ptr, w->buf.len};
    }
    const struct tl_message m = {.time_ms = ms,
                                 .sender = w->sender[who],
                                 .kind = TL_KIND_TEXT,
                                 .resolution = TL_RES_DAY,
                                 .file = w->file,
                                 .text = text,
                                 .reply_to = TL_NO_MESSAGE,
                                 .duration_s = -1};
    w->conv->files[w->file].lines++;
    return tl_conversation_push(w->conv, &m, err);
}

/* Quarterly swings: [0] shared, [1] and [2] of each person. */
static void swing(struct tl_rng *rng, double s[3], bool first)
{
    static const double sd[3] = {0.35, 0.2, 0.2};
    for (int i = 0; i < 3; i++)
        s[i] = (first ? 1.0 : sqrt(0.75)) * sd[i] * tl_rng_normal(rng) + (first ? 0.0 : 0.5 * s[i]);
}

static enum tl_status write_all(struct writer *w, size_t which, double rate, double strength,
                                int64_t first_day, int64_t *change_day, struct tl_error *err)
{
    const size_t n = (size_t)w->options->weeks * 7;
    const size_t change = (size_t)((double)n * (0.35 + 0.3 * tl_rng_uniform(&w->rng)));
    const size_t gap = (size_t)((double)n * (0.1 + 0.1 * tl_rng_uniform(&w->rng)));
    const double usual_delay = 0.5 / rate < 1.0 ? 1.0 : 0.5 / rate > 45.0 ? 45.0 : 0.5 / rate;
    size_t due[2] = {SIZE_MAX, SIZE_MAX};
    double s[3] = {0};
    enum tl_status status = TL_OK;
    *change_day = which == L0 ? TL_NO_DAY : first_day + (int64_t)change;
    if (which != L0)
        w->mood.change_ms = *change_day * TL_MS_PER_DAY;
    for (size_t d = 0; d < n && status == TL_OK; d++) {
        if (d % QUARTER == 0)
            swing(&w->rng, s, d == 0);
        const double power = which != L3 && d >= change ? strength : 0.0;
        const bool silent = which == L3 && d >= change && d < change + gap;
        for (unsigned who = 0; who < 2 && status == TL_OK; who++) {
            const double begun = BEGUN * rate * (1.0 - ANSWERED) *
                                 tl_exp(s[0] + power * tl_log(plans[which].begun[who]));
            const bool begins = tl_rng_uniform(&w->rng) < begun;
            if (silent || (!begins && due[who] != d)) {
                due[who] = due[who] == d ? d + 1 : due[who]; /* put off */
                continue;
            }
            due[who] = SIZE_MAX;
            const double words =
                tl_exp(tl_log(120) + s[1 + who] + WORDS_SIGMA * tl_rng_normal(&w->rng) +
                       power * tl_log(plans[which].words[who]));
            status = push(w, who, first_day + (int64_t)d, words, err);
            const unsigned other = 1 - who;
            const double answers = ANSWERED * tl_exp(power * tl_log(plans[which].answered[other]));
            const double delay =
                usual_delay * tl_exp(DELAY_SIGMA * tl_rng_normal(&w->rng) - s[0] / 2.0 +
                                     s[1 + other] + power * tl_log(plans[which].delay[other]));
            if (tl_rng_uniform(&w->rng) < answers && due[other] == SIZE_MAX)
                due[other] = d + 1 + (size_t)(delay < 1e5 ? delay : 1e5);
        }
    }
    return status;
}

enum tl_status tl_sim_letters(const struct tl_simulation_options *options,
                              struct tl_conversation *conv, struct tl_truth *truth,
                              struct tl_error *err)
{
    const struct tl_scenario *c = tl_sim_slow(options->scenario);
    const double rate = options->messages_per_day > 0 ? options->messages_per_day : 0.05;
    const double strength = options->strength > 0 ? options->strength : 1;
    int64_t first_day;
    if (options->weeks < WEEKS_LEAST || options->weeks > WEEKS_MOST || rate < RATE_LEAST ||
        rate > RATE_MOST || strength > 4)
        return tl_fault(err, TL_FAIL, TL_CODE_OPTION,
                        "simulated letters take 26 to 2600 weeks and come at most once a day");
    if (!tl_parse_date(tl_str_from(options->first_day != NULL ? options->first_day : "1983-01-03"),
                       &first_day))
        return tl_fault(err, TL_FAIL, TL_CODE_OPTION,
                        "the first day of simulated letters is a date such as 1983-01-03");
    struct writer *w = tl_alloc_zeroed(conv->ctx, 1, sizeof *w);
    if (w == NULL)
        return tl_fault_memory(err);
    w->options = options;
    w->conv = conv;
    tl_rng_init(&w->rng, options->seed, 6);
    tl_rng_init(&w->word_rng, options->seed, 7);
    tl_buf_init(&w->buf, conv->ctx);
    for (size_t i = 0; i < sizeof w->placeholder; i++)
        w->placeholder[i] = i % 2 == 0 ? 'a' : ' ';
    tl_arena_init(&w->arena, conv->ctx);
    enum tl_status status =
        options->text && !tl_sim_mood_init(&w->mood, &w->arena, TL_NO_DAY)
            ? tl_fault_memory(err)
            : tl_conversation_add_file(conv, TL_STR("simulated"), "simulated", &w->file, err);
    for (int who = 0; status == TL_OK && who < 2; who++)
        status =
            tl_conversation_person(conv, tl_sim_name[who], tl_sim_name[who], &w->sender[who], err);
    *truth = (struct tl_truth){.scenario = c,
                               .person = c->withdrawal ? 1 : -1,
                               .since_day = TL_NO_DAY,
                               .messages_per_day = rate};
    if (status == TL_OK) {
        struct tl_file *file = &conv->files[w->file];
        file->date_order = TL_DATE_ISO;
        file->resolution = TL_RES_DAY;
        file->can = TL_CAN_TIMING | TL_CAN_BOTH_SIDES;
        status =
            write_all(w, (size_t)(c - cases), rate, strength, first_day, &truth->since_day, err);
    }
    memcpy(truth->planted, w->mood.planted, sizeof truth->planted);
    tl_arena_release(&w->arena);
    tl_buf_release(&w->buf);
    tl_free(conv->ctx, w, sizeof *w);
    return status;
}

const struct tl_scenario *tl_sim_slow(const char *name)
{
    for (const struct tl_scenario *c = cases; name != NULL && c->name != NULL; c++)
        if (tl_str_equal_fold(tl_str_from(name), tl_str_from(c->name)))
            return c;
    return NULL;
}
