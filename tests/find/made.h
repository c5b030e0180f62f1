/*
 * made.h: an inquiry written by hand, for tests of what is said of it.
 *
 * Without a change it holds the clearest evidence there can be that Tomasz (1) stepped back in week
 * 26 of 52; the tests take it away piece by piece.
 */
#ifndef TL_TEST_MADE_H
#define TL_TEST_MADE_H

#include "tl_test.h"

#include "civil.h"
#include "inquiry.h"
#include "measuring.h"

#define MADE_WEEKS 52
#define MADE_AT 26
#define MADE_MONDAY INT64_C(19723) /* 1 January 2024 */
#define MADE_MEASURES 4

struct made {
    struct tl_context ctx;
    struct tl_conversation conv;
    struct tl_person people[2];
    struct tl_inquiry q;
    struct tl_analysis a;
    struct tl_alternative alternatives[9];
    struct tl_measurement measurements[MADE_MEASURES];
    struct tl_series series[MADE_MEASURES][2];
    double value[MADE_MEASURES][2][MADE_WEEKS], test[MADE_MEASURES][2][MADE_WEEKS];
    int64_t time_ms[4 * MADE_WEEKS];
    int16_t offset_min[4 * MADE_WEEKS];
    uint32_t event[4 * MADE_WEEKS];
    double covered[MADE_WEEKS], together[MADE_WEEKS], apart[MADE_WEEKS];
};

static inline void made_difference(struct tl_difference *d, double z)
{
    *d = (struct tl_difference){0.2 * z, 0.2};
}

/* z of everything that is said of the asymmetry and of both people. */
static inline void made_strength(struct made *m, double apart, double own, double other)
{
    struct tl_weighing *w = &m->q.weighing;
    made_difference(&w->apart, apart);
    made_difference(&w->own[w->person], own);
    made_difference(&w->own[1 - w->person], other);
    for (int f = TL_FAMILY_INITIATION; f <= TL_FAMILY_EFFORT; f++) {
        made_difference(&w->own_family[f][w->person], own);
        made_difference(&w->own_family[f][1 - w->person], other);
    }
    w->leave_one_out = 0.8 * apart;
}

/* Weekly levels of a measure before and after, with a small wave. */
static inline void made_measure(struct made *m, int i, const char *id, const double before[2],
                                const double after[2])
{
    for (size_t k = 0; tl_measures()[k] != NULL; k++)
        if (strcmp(tl_measures()[k]->id, id) == 0)
            m->measurements[i].measure = tl_measures()[k];
    assert_non_null(m->measurements[i].measure);
    m->measurements[i].n_series = 2;
    m->measurements[i].series = m->series[i];
    for (int who = 0; who < 2; who++) {
        m->measurements[i].whole[who].status = TL_VALUE_OK;
        m->series[i][who] = (struct tl_series){
            .whose = (enum tl_whose)who, .value = m->value[i][who], .test = m->test[i][who]};
        for (int w = 0; w < MADE_WEEKS; w++) {
            double level = (w < MADE_AT ? before[who] : after[who]) * (w % 2 == 0 ? 1.05 : 0.95);
            m->value[i][who][w] = level;
            m->test[i][who][w] = tl_log(level);
        }
    }
}

static inline void made_open(struct made *m)
{
    static const char *const ids[] = {"both-quieter", "other-moved", "hole",  "clock",  "calls",
                                      "early-decay",  "baseline",    "phone", "cut-off"};
    memset(m, 0, sizeof *m);
    tl_context_init(&m->ctx);
    m->people[0].name = TL_STR("Ilse");
    m->people[1].name = TL_STR("Tomasz");
    m->conv = (struct tl_conversation){.n_people = 2, .people = m->people};
    m->q = (struct tl_inquiry){.ctx = &m->ctx,
                               .conv = &m->conv,
                               .n_measurements = MADE_MEASURES,
                               .measurements = m->measurements,
                               .ready = true,
                               .detectable = 0.3,
                               .steady = true,
                               .steady_lost = true,
                               .messages_per_week = 170.0};
    tl_arena_init(&m->q.arena, &m->ctx);
    tl_arena_init(&m->q.frame.arena, &m->ctx);
    m->q.frame.weeks.n = m->q.panel.n_weeks = MADE_WEEKS;
    m->q.panel.weight_sum = 0.65;
    m->q.frame.weeks.first_day = MADE_MONDAY;
    m->q.frame.weeks.covered = m->covered;
    for (int w = 0; w < MADE_WEEKS; w++) {
        m->covered[w] = 7.0;
        m->apart[w] = (w < MADE_AT ? -1.0 : 1.0) + (w % 2 == 0 ? 0.3 : -0.3);
        m->together[w] = m->apart[w];
        for (int i = 0; i < (w < MADE_AT ? 4 : 2); i++) { /* messages, every second day */
            size_t e = m->q.frame.n_events++;
            m->time_ms[e] = (MADE_MONDAY + 7 * w + 2 * i) * TL_MS_PER_DAY + TL_MS_PER_DAY / 2;
            m->event[e] = (uint32_t)e;
        }
    }
    m->q.frame.conv = &m->conv;
    m->q.frame.event = m->event;
    m->conv.time_ms = m->time_ms;
    m->conv.offset_min = m->offset_min;
    m->conv.n_messages = m->q.frame.n_events;
    m->q.panel.row[0].there = true;
    m->q.panel.row[0].apart = m->apart;
    m->q.panel.row[0].together = m->together;
    m->q.weighing = (struct tl_weighing){.person = 1,
                                         .at = MADE_AT,
                                         .begin = MADE_AT,
                                         .least = 4,
                                         .composite_p = 0.004,
                                         .families = 3,
                                         .clearest_q = 0.01,
                                         .energy_agrees = true,
                                         .phi = 0.1,
                                         .onset = {MADE_AT - 2, MADE_AT + 3, false},
                                         .shape = TL_SHAPE_STEP,
                                         .together_p = 1.0};
    made_strength(m, 9.0, 8.0, 0.5);
    m->a.alternatives = m->alternatives;
    m->a.n_alternatives = sizeof ids / sizeof *ids;
    for (size_t i = 0; i < m->a.n_alternatives; i++)
        m->alternatives[i].id = ids[i];
    /* conversations begun a day, answers to a turn, words a message, hours until the answer */
    made_measure(m, 0, "A06", (double[]){1.4, 1.3}, (double[]){1.4, 0.7});
    made_measure(m, 1, "A21R", (double[]){0.8, 0.8}, (double[]){0.8, 0.45});
    made_measure(m, 2, "A18", (double[]){6.0, 6.0}, (double[]){6.0, 6.0});
    made_measure(m, 3, "A12", (double[]){0.2, 0.2}, (double[]){0.2, 0.4});
}

/* No asymmetry, but both write `factor` times as much from week 26 on. */
static inline void made_together(struct made *m, double factor)
{
    double change = factor < 1.0 ? 1.0 : -1.0;
    made_strength(m, 0.3, 0.3, 0.2);
    m->q.weighing.composite_p = 0.7;
    m->q.weighing.families = 0;
    m->q.weighing.together = (struct tl_split){MADE_AT, 6.0, -1.0, 1.0};
    m->q.weighing.together_p = 0.003;
    made_difference(&m->q.weighing.together_change, 6.0 * change);
    m->q.volume_change = tl_log(factor);
    for (int w = 0; w < MADE_WEEKS; w++)
        m->together[w] *= change;
    made_measure(m, 0, "A06", (double[]){1.4, 1.3}, (double[]){1.4 * factor, 1.3 * factor});
    made_measure(m, 1, "A21R", (double[]){0.8, 0.8}, (double[]){0.8, 0.8});
}

/* Nothing happened. */
static inline void made_nothing(struct made *m)
{
    made_together(m, 1.0);
    m->q.weighing.together_p = 0.6;
    made_difference(&m->q.weighing.together_change, 0.5);
}

static inline void made_holds(struct made *m, const char *id)
{
    size_t i = 0;
    while (strcmp(m->alternatives[i].id, id) != 0)
        i++;
    m->alternatives[i].holds = 1;
}

static inline const struct tl_verdict *made_verdict(struct made *m)
{
    assert_int_equal(tl_find_verdict(&m->q, &m->a), TL_OK);
    return &m->a.verdict;
}

static inline void made_close(struct made *m)
{
    tl_arena_release(&m->q.arena);
    tl_arena_release(&m->q.frame.arena);
}

#endif
