/*
 * exchanges.c: finding what asks for an answer and judging what came back.
 *
 * One pass fills what each turn holds, then one pass a kind walks the turns. Lists are collected in
 * a growing array, since most turns ask for nothing, and copied into the frame's arena.
 *
 * Where we depart from the catalogue: answers are turns of one session; without labels for them a
 * change of topic is a change to logistics, and leaving followed by silence is silence; good news
 * are glad facts about oneself, since nobody labels news as good.
 */
#include "exchanges.h"

#include <math.h>
#include <string.h>

#include "answer_curves.h"
#include "civil.h"
#include "deep_talks.h"
#include "exchange_list.h"
#include "fault.h"
#include "turn_cues.h"

#define LEAST_PATIENCE_H 2.0
#define PATIENCE_MEDIANS 3.0
#define DEMAND_CALL_MIN 30 /* C04 */
#define BID_CALL_MIN 10    /* C02 */
#define GOOD_NEWS_VALENCE 40

/* What takes up more than the practical side of what was said. */
#define ENGAGED                                                                                    \
    (TL_POSITIVE_ACT | TL_HOSTILE_ANSWER | TL_BIT(FEELING) | TL_BIT(NEED) | TL_BIT(DISCLOSURE) |   \
     TL_BIT(GOOD_NEWS_RESPONSE) | TL_BIT(SUPPORT_EMOTIONAL))
#define STEPS_BACK (TL_BIT(WITHDRAW) | TL_BIT(MASKING))
#define DISMISSES (TL_BIT(DISMISSAL) | TL_BIT(CONTEMPT) | TL_BIT(CRITICISM))
#define UNDERSTANDS (TL_BIT(VALIDATION) | TL_BIT(GRATITUDE))
#define CARES (TL_BIT(SUPPORT_EMOTIONAL) | TL_BIT(CARING))
#define TURNS_TOWARDS                                                                              \
    (TL_BIT(FOLLOW_UP) | TL_BIT(FEELING) | TL_BIT(AFFECTION) | TL_BIT(VALIDATION) |                \
     TL_BIT(DISCLOSURE) | TL_BIT(GOOD_NEWS_RESPONSE))
#define GLAD (TL_BIT(EXCITEMENT) | TL_BIT(JOY) | TL_BIT(PRIDE))
#define DISTRESS                                                                                   \
    (TL_BIT(FEELING) | TL_BIT(DISCLOSURE) | TL_BIT(SADNESS) | TL_BIT(FEAR) | TL_BIT(GRIEF) |       \
     TL_BIT(NERVOUSNESS))

static bool only_logistics(uint64_t held, uint64_t asked)
{
    return (held & TL_BIT(LOGISTICS)) && !(asked & TL_BIT(LOGISTICS)) && !(held & ENGAGED);
}

void tl_runs_init(struct tl_runs *runs, const struct tl_frame *frame,
                  const struct tl_exchanges *exchanges)
{
    *runs = (struct tl_runs){.exchanges = exchanges};
    tl_answering_init(&runs->answering, frame, exchanges->said);
}

/* C04: what came back to run->target. */
static void judge_run(struct tl_runs *runs, struct tl_run *run)
{
    struct tl_answering *walk = &runs->answering;
    const struct tl_said *said = walk->said;
    run->answer = run->answer_end = run->end;
    if (tl_answering_called(walk, run->target, DEMAND_CALL_MIN)) {
        run->outcome = TL_OUTCOME_CALLED;
        return;
    }
    double patience = runs->exchanges->patience_hours[1 - run->who];
    enum tl_reach reach = tl_answering_reach(walk, run->target, patience);
    if (reach != TL_REACH_ANSWERED) {
        bool silent = reach == TL_REACH_SILENT;
        run->outcome = silent ? TL_OUTCOME_WITHDREW : TL_OUTCOME_OPEN;
        run->retreat = silent ? TL_RETREAT_SILENCE : TL_RETREAT_NONE;
        return;
    }
    run->answer = said[run->target].next;
    struct tl_answer answer = tl_answer_read(walk, run->answer, true);
    run->answer_end = answer.last + 1;
    if (answer.held & TL_BIT(REPAIR))
        run->outcome = TL_OUTCOME_CALMED;
    else if (answer.held & STEPS_BACK)
        run->retreat = TL_RETREAT_WORDS;
    else if (answer.held & TL_HOSTILE_ANSWER)
        run->outcome = TL_OUTCOME_DEFENDED;
    else if (only_logistics(answer.held, said[run->target].held))
        run->retreat = TL_RETREAT_LOGISTICS;
    else if (!answer.full && !tl_answer_read(walk, run->answer, false).full)
        run->retreat = TL_RETREAT_MINIMAL;
    else
        run->outcome = TL_OUTCOME_ANSWERED;
    if (run->retreat != TL_RETREAT_NONE)
        run->outcome = TL_OUTCOME_WITHDREW;
}

bool tl_runs_next(struct tl_runs *runs, struct tl_run *run)
{
    const struct tl_frame *f = runs->answering.frame;
    const struct tl_said *said = runs->exchanges->said;
    if (runs->next >= f->n_turns)
        return false;
    uint32_t t = runs->next, end = f->session[f->turn[t].session].turn_end;
    *run = (struct tl_run){.first = t, .target = t, .who = f->turn[t].who};
    for (; t < end && f->turn[t].who == run->who; t++)
        if (!run->demand && (said[t].held & TL_BIT(DEMAND))) {
            run->demand = true;
            run->target = t;
        }
    run->end = runs->next = t;
    judge_run(runs, run);
    return true;
}

void tl_exchange_list_add(struct tl_exchange_list *list, struct tl_exchange x)
{
    struct tl_exchange *grown =
        list->failed ? NULL
                     : tl_grow(list->ctx, list->item, &list->cap, list->n + 1, sizeof *grown);
    list->failed = grown == NULL;
    if (list->failed)
        return;
    list->item = grown;
    grown[list->n++] = x;
}

static void find_demands(const struct tl_frame *f, const struct tl_exchanges *x,
                         struct tl_exchange_list *list)
{
    struct tl_runs runs;
    struct tl_run run;
    tl_runs_init(&runs, f, x);
    while (tl_runs_next(&runs, &run))
        if (run.demand)
            tl_exchange_list_add(list, (struct tl_exchange){.first = run.target,
                                                            .last = run.answer_end > run.answer
                                                                        ? run.answer_end - 1
                                                                        : run.target,
                                                            .kind = TL_EXCHANGE_DEMAND_WITHDRAW,
                                                            .from = run.who,
                                                            .outcome = run.outcome,
                                                            .grade = run.retreat});
}

/* C15 in four words: an answer is met when it understands or thanks, or shows two signs of interest
   and care. */
static enum tl_outcome reception(uint64_t held)
{
    if (held & DISMISSES)
        return TL_OUTCOME_DISMISSED;
    int shown = (held & UNDERSTANDS ? 2 : 0) + (held & TL_BIT(AFFECTION) ? 1 : 0) +
                (held & CARES ? 1 : 0) + (held & TL_BIT(FOLLOW_UP) ? 1 : 0);
    return shown >= 2 ? TL_OUTCOME_MET : shown == 1 ? TL_OUTCOME_INTEREST : TL_OUTCOME_NOTHING;
}

static bool is_disclosure(const struct tl_said *said)
{
    return (said->held & TL_BIT(DISCLOSURE)) || tl_depth_is_deep(said->depth);
}

static bool judge_disclosure(struct tl_answering *walk, struct tl_exchange *x)
{
    if (!is_disclosure(&walk->said[x->first]))
        return false;
    enum tl_reach reach = tl_answering_reach(walk, x->first, TL_HORIZON_HOURS);
    if (reach == TL_REACH_SILENT)
        x->outcome = TL_OUTCOME_NOTHING;
    if (tl_answering_called(walk, x->first, DEMAND_CALL_MIN))
        x->outcome = TL_OUTCOME_OPEN;
    else if (reach == TL_REACH_ANSWERED) {
        struct tl_answer answer = tl_answer_read(walk, walk->said[x->first].next, false);
        x->outcome = (uint8_t)reception(answer.held);
        x->last = answer.last;
    }
    return true;
}

/* C01: 3 asks for comfort or help, 2 asks something, 1 shares. */
static uint8_t bid_grade(const struct tl_said *said)
{
    bool asks = (said->held & (TL_BIT(REQUEST) | TL_BIT(NEED))) != 0;
    if (asks && ((said->held & DISTRESS) ||
                 (said->valence != TL_NO_VALENCE && said->valence <= TL_UNPLEASANT)))
        return 3;
    return asks || (said->held & (TL_BIT(CURIOSITY) | TL_BIT(FOLLOW_UP))) ? 2 : 1;
}

static bool judge_bid(struct tl_answering *walk, struct tl_exchange *x)
{
    const struct tl_said *said = &walk->said[x->first];
    if (!(said->held & TL_BIT(BID)))
        return false;
    x->grade = bid_grade(said);
    enum tl_reach reach = tl_answering_reach(walk, x->first, TL_HORIZON_HOURS);
    int towards = 0;
    if (tl_answering_called(walk, x->first, BID_CALL_MIN)) {
        towards = 3;
    } else if (reach == TL_REACH_ANSWERED) {
        struct tl_answer answer = tl_answer_read(walk, said->next, true);
        x->last = answer.last;
        if (answer.held & TL_HOSTILE_ANSWER)
            x->outcome = TL_OUTCOME_AGAINST;
        else if ((answer.held & STEPS_BACK) || only_logistics(answer.held, said->held))
            x->outcome = TL_OUTCOME_AWAY;
        else
            towards = answer.held & TURNS_TOWARDS ? 3 : answer.full ? 2 : 1;
    } else if (reach == TL_REACH_SILENT) {
        x->outcome = TL_OUTCOME_AWAY;
    }
    if (towards > 0) {
        x->outcome = TL_OUTCOME_TOWARDS;
        x->grade = (uint8_t)(x->grade | towards << 4);
    }
    return true;
}

/* A farewell at the end of a session needs no answer. */
static void excuse_farewells(const struct tl_frame *f, struct tl_exchange_list *bids)
{
    for (size_t i = 0; i < bids->n; i++) {
        struct tl_exchange *x = &bids->item[i];
        if (x->outcome == TL_OUTCOME_AWAY && x->last == x->first &&
            x->first + 1 == f->session[f->turn[x->first].session].turn_end &&
            f->cues->turn[x->first].farewell)
            x->outcome = TL_OUTCOME_OPEN;
    }
}

static bool is_good_news(const struct tl_said *said)
{
    bool about_me = (said->held & TL_BIT(DISCLOSURE_INFORMATIONAL)) || said->depth.information > 0;
    const uint64_t about_you = TL_BIT(GOOD_NEWS_RESPONSE) | TL_BIT(ADMIRATION) | TL_BIT(GRATITUDE);
    return (said->held & GLAD) && !(said->held & about_you) && about_me &&
           said->valence >= GOOD_NEWS_VALENCE;
}

static bool judge_good_news(struct tl_answering *walk, struct tl_exchange *x)
{
    if (!is_good_news(&walk->said[x->first]))
        return false;
    enum tl_reach reach = tl_answering_reach(walk, x->first, TL_HORIZON_HOURS);
    if (tl_answering_called(walk, x->first, DEMAND_CALL_MIN) || reach == TL_REACH_UNKNOWN)
        return true;
    x->outcome = TL_OUTCOME_PASSIVE_DESTRUCTIVE;
    if (reach == TL_REACH_SILENT)
        return true;
    struct tl_answer answer = tl_answer_read(walk, walk->said[x->first].next, true);
    bool glad = (answer.held & (GLAD | TL_BIT(ADMIRATION))) && (answer.held & TL_BIT(FOLLOW_UP));
    x->last = answer.last;
    if ((answer.held & TL_BIT(GOOD_NEWS_RESPONSE)) || glad)
        x->outcome = TL_OUTCOME_ACTIVE_CONSTRUCTIVE;
    else if ((answer.held & (DISMISSES | TL_BIT(DISAPPROVAL))) ||
             answer.valence <= TL_UNPLEASANT / 100.0)
        x->outcome = TL_OUTCOME_ACTIVE_DESTRUCTIVE;
    else if (!only_logistics(answer.held, 0) && !(answer.held & STEPS_BACK))
        x->outcome = TL_OUTCOME_PASSIVE_CONSTRUCTIVE;
    return true;
}

/* Turns of one kind, each judged by what came back. */
static void find_turns(const struct tl_frame *f, const struct tl_exchanges *x,
                       enum tl_exchange_kind kind,
                       bool (*judge)(struct tl_answering *, struct tl_exchange *),
                       struct tl_exchange_list *list)
{
    struct tl_answering walk;
    tl_answering_init(&walk, f, x->said);
    for (uint32_t t = 0; t < f->n_turns; t++) {
        struct tl_exchange exchange = {
            .first = t, .last = t, .kind = (uint8_t)kind, .from = f->turn[t].who};
        if (judge(&walk, &exchange))
            tl_exchange_list_add(list, exchange);
    }
}

static void take_median(void *user, unsigned who, size_t week, const struct tl_survival *curve)
{
    double *hours = user;
    if (week == TL_WHOLE_RECORD)
        hours[who] = tl_survival_quantile(curve, 0.5).time / 3600.0;
}

static enum tl_status learn_patience(const struct tl_frame *f, struct tl_exchanges *x,
                                     struct tl_error *err)
{
    double median[2] = {NAN, NAN};
    enum tl_status status = tl_answer_curves(f, true, take_median, median, err);
    for (size_t who = 0; who < 2; who++) {
        x->median_hours[who] = tl_day_resolution(f) ? median[who] / TL_LETTER_HOURS : median[who];
        double hours = PATIENCE_MEDIANS * x->median_hours[who];
        x->patience_hours[who] = hours > LEAST_PATIENCE_H ? hours : LEAST_PATIENCE_H;
    }
    return status;
}

static enum tl_status keep(struct tl_frame *f, struct tl_exchanges *x,
                           const struct tl_exchange_list *list, struct tl_error *err)
{
    size_t n = 0;
    for (int kind = 0; kind < TL_EXCHANGE_KINDS; kind++) {
        if (list[kind].failed)
            return tl_fault_memory(err);
        x->at[kind] = n;
        n += list[kind].n;
    }
    x->at[TL_EXCHANGE_KINDS] = n;
    x->exchange = tl_arena_array(&f->arena, n, sizeof *x->exchange);
    if (x->exchange == NULL)
        return tl_fault_memory(err);
    for (int kind = 0; kind < TL_EXCHANGE_KINDS; kind++)
        if (list[kind].n > 0)
            memcpy(x->exchange + x->at[kind], list[kind].item, list[kind].n * sizeof *x->exchange);
    f->exchanges = x;
    return TL_OK;
}

enum tl_status tl_exchanges_prepare(struct tl_frame *frame, struct tl_error *err)
{
    frame->exchanges = NULL;
    if (frame->annotations == NULL || frame->n_events == 0)
        return TL_OK;
    struct tl_exchanges *x = tl_arena_alloc(&frame->arena, sizeof *x);
    if (x != NULL)
        x->said = tl_arena_array(&frame->arena, frame->n_turns, sizeof *x->said);
    if (x == NULL || x->said == NULL)
        return tl_fault_memory(err);
    tl_said_fill(frame, x->said);
    enum tl_status status = learn_patience(frame, x, err);
    if (status != TL_OK)
        return status;
    struct tl_exchange_list list[TL_EXCHANGE_KINDS] = {{0}};
    for (int kind = 0; kind < TL_EXCHANGE_KINDS; kind++)
        list[kind].ctx = frame->ctx;
    struct tl_exchange_list *conflicts = &list[TL_EXCHANGE_CONFLICT];
    find_demands(frame, x, &list[TL_EXCHANGE_DEMAND_WITHDRAW]);
    find_turns(frame, x, TL_EXCHANGE_DISCLOSURE, judge_disclosure, &list[TL_EXCHANGE_DISCLOSURE]);
    find_turns(frame, x, TL_EXCHANGE_BID, judge_bid, &list[TL_EXCHANGE_BID]);
    find_turns(frame, x, TL_EXCHANGE_GOOD_NEWS, judge_good_news, &list[TL_EXCHANGE_GOOD_NEWS]);
    if (!tl_day_resolution(frame)) /* a quarrel needs an hour to be in */
        tl_conflicts_find(frame, x->said, conflicts);
    tl_repairs_find(frame, x->said, conflicts->item, conflicts->n, &list[TL_EXCHANGE_REPAIR]);
    excuse_farewells(frame, &list[TL_EXCHANGE_BID]);
    status = keep(frame, x, list, err);
    if (status == TL_OK)
        status = tl_deep_talks_find(frame, x, err);
    for (int kind = 0; kind < TL_EXCHANGE_KINDS; kind++)
        tl_free(frame->ctx, list[kind].item, list[kind].cap * sizeof *list[kind].item);
    return status;
}

uint32_t tl_turn_message(const struct tl_frame *f, uint32_t turn, uint64_t labels)
{
    const struct tl_annotations *a = f->annotations;
    for (uint32_t e = f->turn[turn].first; e < f->turn[turn].end; e++) {
        const uint32_t m = f->event[e];
        if ((a->held[m] & labels) != 0 ||
            ((labels & TL_BIT(DISCLOSURE)) != 0 && tl_depth_is_deep(a->depth[m])))
            return m;
    }
    return f->event[f->turn[turn].first];
}

uint32_t tl_exchange_first_message(const struct tl_frame *f, const struct tl_exchange *x)
{
    static const uint64_t labels[TL_EXCHANGE_KINDS] = {
        [TL_EXCHANGE_DEMAND_WITHDRAW] = TL_BIT(DEMAND),
        [TL_EXCHANGE_DISCLOSURE] = TL_BIT(DISCLOSURE),
        [TL_EXCHANGE_REPAIR] = TL_REPAIR_ACT,
        [TL_EXCHANGE_BID] = TL_BIT(BID),
        [TL_EXCHANGE_GOOD_NEWS] = GLAD,
        [TL_EXCHANGE_CONFLICT] = TL_NEGATIVE_ACT,
    };
    return tl_turn_message(f, x->first, labels[x->kind]);
}

const char *tl_exchange_kind_name(enum tl_exchange_kind kind)
{
    static const char *const names[TL_EXCHANGE_KINDS] = {
        "demand_withdraw", "disclosure", "repair", "bid", "good_news", "conflict"};
    return (size_t)kind < TL_EXCHANGE_KINDS ? names[kind] : "unknown";
}

const char *tl_outcome_name(enum tl_outcome outcome)
{
    static const char *const names[TL_OUTCOMES] = {"open",
                                                   "called",
                                                   "withdrew",
                                                   "defended",
                                                   "calmed",
                                                   "answered",
                                                   "met",
                                                   "interest",
                                                   "nothing",
                                                   "dismissed",
                                                   "landed",
                                                   "not_landed",
                                                   "towards",
                                                   "away",
                                                   "against",
                                                   "active_constructive",
                                                   "passive_constructive",
                                                   "active_destructive",
                                                   "passive_destructive",
                                                   "repaired",
                                                   "unrepaired"};
    return (size_t)outcome < TL_OUTCOMES ? names[outcome] : "unknown";
}
