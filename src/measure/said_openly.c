/*
 * said_openly.c: C18, whether feelings, needs and requests are said when it is difficult.
 *
 * A turn is difficult when it hurts or is unpleasant (C12), or names an unpleasant feeling or a
 * need. It may have four parts, one point each: an observation (names a time and speaks to the
 * other, without an absolute, criticism or contempt), a feeling (a word for one, and none that is
 * a reading of the other: "ignored"), a need (label need) and a request (label request). Mean of 0
 * to 4 over the difficult turns, normal interval; not tested, since these are aids to writing and
 * no sign of closeness. Extras: `observation`, `feeling`, `need`, `request` (shares of these
 * turns). Series `said`: turns of any kind with a feeling or a need, a covered day.
 *
 * Edge cases: "I feel like you don't care" has no word for a feeling and so none. Least n: 15
 * difficult turns. Source: Rosenberg 2003, Nonviolent Communication; evidence for it is thin.
 */
#include "exchange_tally.h"
#include "fault.h"
#include "turn_cues.h"

#define LEAST_TURNS 15

enum { OBSERVATION, FEELING, NEED, REQUEST, PARTS };
static const char *const part_name[PARTS] = {"observation", "feeling", "need", "request"};

struct parts {
    bool has[PARTS], difficult;
};

static struct parts read_parts(const struct tl_said *said, const struct tl_turn_cues *cues)
{
    struct parts p = {.difficult = tl_said_is_negative(said)};
    bool judges = (said->held & (TL_BIT(CRITICISM) | TL_BIT(CONTEMPT))) != 0;
    p.has[OBSERVATION] = cues->you && !judges && cues->absolutes == 0 && cues->time;
    p.has[FEELING] = (cues->unpleasant || cues->pleasant) && cues->i && !cues->interpretation;
    p.has[NEED] = (said->held & TL_BIT(NEED)) != 0;
    p.has[REQUEST] = (said->held & TL_BIT(REQUEST)) != 0;
    p.difficult = p.difficult || p.has[NEED] || (p.has[FEELING] && cues->unpleasant);
    return p;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, false);
    if (x == NULL)
        return TL_OK;
    struct tl_moments score[2] = {{0}};
    double part[2][PARTS] = {{0}}, *week[2] = {NULL, NULL};
    size_t first;
    bool ok = tl_series_add_pair(frame, arena, out, "said", false, &first);
    for (size_t who = 0; ok && who < 2; who++) {
        week[who] = tl_arena_array(arena, frame->weeks.n, sizeof *week[who]);
        ok = week[who] != NULL;
    }
    if (!ok)
        return tl_fault_memory(err);
    for (uint32_t t = 0; t < frame->n_turns; t++) {
        unsigned who = frame->turn[t].who;
        if (!(x->said[t].flags & TL_SAID_WORDS))
            continue;
        struct parts p = read_parts(&x->said[t], &frame->cues->turn[t]);
        size_t w = tl_event_week(frame, frame->turn[t].first);
        bool says = p.has[FEELING] || p.has[NEED] || (x->said[t].held & TL_BIT(FEELING));
        if (says && w < frame->weeks.n)
            week[who][w] += 1.0;
        if (!p.difficult)
            continue;
        int sum = 0;
        for (int i = 0; i < PARTS; i++) {
            part[who][i] += p.has[i];
            sum += p.has[i];
        }
        tl_moments_add(&score[who], sum);
    }
    for (size_t who = 0; ok && who < 2; who++) {
        out->whole[who] =
            tl_value_least(tl_moments_mean(&score[who]), LEAST_TURNS, "difficult turns", arena);
        tl_series_from_counts(frame, &out->series[first + who], week[who]);
        for (int i = 0; ok && i < PARTS; i++)
            ok = tl_extra_add(arena, out, part_name[i], (enum tl_whose)who,
                              tl_share(part[who][i], score[who].n));
    }
    tl_lean_on_labels(frame, out, TL_BIT(NEED) | TL_BIT(REQUEST));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_said_openly = {
    .id = "C18",
    .name = "said_openly",
    .title = "Do you say what you feel, need and wish?",
    .unit = "0 to 4; series: turns a day",
    .scale = TL_SCALE_IDENTITY,
    .reads_words = true,
    .least_n = LEAST_TURNS,
    .reference = "Rosenberg 2003, Nonviolent Communication",
    .compute = compute,
};
