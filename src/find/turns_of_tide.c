/*
 * turns_of_tide.c: what came before spells of distance, and before they ended (D19, D20).
 *
 * Where the verdict names a person, distance of a day is the log of the other's messages over this
 * person's in the three days up to it; else it is how much less both wrote in them. It is taken
 * against the median of all days and in units of their spread (1.4826 MAD). A spell is three days
 * or more beyond 1. What was there in the three days before a spell, and before its end, is laid
 * beside the same weekday two, three or four weeks away, on the same side of the change and outside
 * any spell; pairs of days are compared exactly, with Benjamini and Hochberg's correction over all
 * that was asked. At most three are told, with their counts.
 *
 * Before an end only that is asked for which either of the two can do openly: nothing here tells
 * how long to keep silent, or what presses best. From three to seven ends nothing is tested; what
 * came before most of them is told as too few to tell.
 *
 * Departures: spells are of days, since weeks never give the eight spells this needs; weekends are
 * not asked for, since both windows lie on the same weekdays; one ordinary window a spell, the
 * nearest; meetings and travel are in no chat, but may be noted. Before is not because, and spells
 * end anyway. Least: 8 spells, 3 ends. Source: design.
 */
#include "inquiry.h"

#include <math.h>
#include <string.h>

#include "civil.h"
#include "conflicts.h"
#include "crossover.h"
#include "exchanges.h"
#include "plain_words.h"
#include "sentences.h"
#include "tlmath.h"
#include "word_counts.h"

#define LEAST_SPELLS 8
#define LEAST_ENDS 3
#define BOTH 2u
#define LEAST_DAYS 3
#define WINDOW 3
#define NUDGE_MS (INT64_C(15) * 60000)
#define LATE_MS (INT64_C(5) * 3600000)
#define TOLD_MOST 3
#define TOLD_Q 0.10

enum thing {
    THING_CONFLICT,
    THING_HARSH,
    THING_DEMAND,
    THING_UNMET,
    THING_SILENCE,
    THING_LATE,
    THING_NUDGE,
    THING_NOTED,
    N_BEFORE_SPELL,
    THING_DEEP = N_BEFORE_SPELL,
    THING_REPAIR,
    THING_THANKS,
    THING_APOLOGY,
    THING_MET,
    THING_PLAN,
    THING_CALMED,
    THING_WAITED,
    THING_NOTED_END,
    N_THINGS
};
/* "there was ...", of one person's spells and of both's. */
static const struct {
    const char *id, *text, *of_both; /* NULL: not asked of both */
    bool words;                      /* needs the words to be read */
} things[N_THINGS] = {
    [THING_CONFLICT] = {"conflict", "an argument", "an argument", true},
    [THING_HARSH] = {"harsh-start", "an argument that began harshly",
                     "an argument that began harshly", true},
    [THING_DEMAND] = {"demand", "a demand by the other", "a demand", true},
    [THING_UNMET] = {"unmet-disclosure", "something personal that was not taken up",
                     "something personal that was not taken up", true},
    [THING_SILENCE] = {"silence", "a day without a word from the other", NULL, false},
    [THING_LATE] = {"late-night", "writing after midnight", "writing after midnight", false},
    [THING_NUDGE] = {"nudge", "writing again while waiting, by the other",
                     "writing again while waiting", false},
    [THING_NOTED] = {"noted", "something you noted", "something you noted", false},
    [THING_DEEP] = {"deep-talk", "a talk that went deep", "a talk that went deep", true},
    [THING_REPAIR] = {"repair", "a try to make up that worked", "a try to make up that worked",
                      true},
    [THING_THANKS] = {"thanks", "thanks", "thanks", true},
    [THING_APOLOGY] = {"apology", "an apology", "an apology", true},
    [THING_MET] = {"met-disclosure", "something personal that was met",
                   "something personal that was met", true},
    [THING_PLAN] = {"plan", "a plan for the two of you", "a plan for the two of you", true},
    [THING_CALMED] = {"calmed", "a demand that was met with calm, such as a pause",
                      "a demand that was met with calm, such as a pause", true},
    [THING_WAITED] = {"waited", "no writing again while waiting", "no writing again while waiting",
                      false},
    [THING_NOTED_END] = {"noted", "something you noted", "something you noted", false},
};

struct days {
    size_t n;
    int64_t first;
    unsigned who; /* BOTH: of the two together */
    bool words;   /* what was said is known */
    bool notes;   /* the user noted some days */
    uint32_t *count[2];
    uint8_t *present[N_THINGS];
    uint8_t *spell; /* 1 inside a spell or the days before it */
    size_t *begin, *end, n_spells;
    size_t *case_day, *control_day;
};

static size_t day_index(const struct days *d, const struct tl_frame *f, size_t event)
{
    const int64_t day = tl_event_day(f, event) - d->first;
    return day >= 0 && (size_t)day < d->n ? (size_t)day : SIZE_MAX;
}

static void mark(struct days *d, const struct tl_frame *f, enum thing thing, size_t event)
{
    const size_t day = day_index(d, f, event);
    if (day != SIZE_MAX)
        d->present[thing][day] = 1;
}

static void mark_exchanges(struct days *d, const struct tl_frame *f)
{
    size_t n;
    const struct tl_exchange *x = tl_exchanges_of(f->exchanges, TL_EXCHANGE_CONFLICT, &n);
    for (size_t i = 0; i < n; i++) {
        mark(d, f, THING_CONFLICT, f->turn[x[i].first].first);
        if (tl_conflict_harshness(f, &x[i]) > TL_HARSH)
            mark(d, f, THING_HARSH, f->turn[x[i].first].first);
    }
    x = tl_exchanges_of(f->exchanges, TL_EXCHANGE_DEMAND_WITHDRAW, &n);
    for (size_t i = 0; i < n; i++) {
        if (x[i].from != d->who)
            mark(d, f, THING_DEMAND, f->turn[x[i].first].first);
        if (x[i].outcome == TL_OUTCOME_CALMED)
            mark(d, f, THING_CALMED, f->turn[x[i].first].first);
    }
    x = tl_exchanges_of(f->exchanges, TL_EXCHANGE_DISCLOSURE, &n);
    for (size_t i = 0; i < n; i++) {
        const bool unmet =
            x[i].outcome == TL_OUTCOME_NOTHING || x[i].outcome == TL_OUTCOME_DISMISSED;
        if (unmet && (x[i].from == d->who || d->who == BOTH))
            mark(d, f, THING_UNMET, f->turn[x[i].first].first);
        if (x[i].outcome == TL_OUTCOME_MET)
            mark(d, f, THING_MET, f->turn[x[i].first].first);
    }
    x = tl_exchanges_of(f->exchanges, TL_EXCHANGE_REPAIR, &n);
    for (size_t i = 0; i < n; i++)
        if (x[i].outcome == TL_OUTCOME_LANDED)
            mark(d, f, THING_REPAIR, f->turn[x[i].first].first);
}

/* Travel, a visit, an exam: whatever --note said of some days. */
static void mark_notes(struct days *d, const struct tl_inquiry *q)
{
    for (size_t i = 0; i < q->n_notes; i++)
        for (int64_t day = q->note[i].from_day; day < q->note[i].to_day; day++)
            if (day >= d->first && (size_t)(day - d->first) < d->n)
                d->present[THING_NOTED][day - d->first] = 1;
    d->present[THING_NOTED_END] = d->present[THING_NOTED];
}

static void mark_events(struct days *d, const struct tl_frame *f)
{
    for (size_t e = 0; e < f->n_events; e++) {
        const unsigned who = tl_event_who(f, e);
        const size_t day = day_index(d, f, e);
        if (day == SIZE_MAX)
            continue;
        d->count[who][day]++;
        if (tl_floor_mod(tl_event_local_ms(f, e), TL_MS_PER_DAY) < LATE_MS)
            d->present[THING_LATE][day] = 1;
        if (e > 0 && who != d->who && tl_event_who(f, e - 1) == who &&
            day_index(d, f, e - 1) == day && tl_event_ms(f, e) - tl_event_ms(f, e - 1) >= NUDGE_MS)
            d->present[THING_NUDGE][day] = 1;
        if (f->annotations != NULL && tl_holds(f->annotations, f->event[e], TL_LABEL_GRATITUDE))
            d->present[THING_THANKS][day] = 1;
        if (f->annotations != NULL && tl_holds(f->annotations, f->event[e], TL_LABEL_APOLOGY))
            d->present[THING_APOLOGY][day] = 1;
        if (f->words != NULL && (f->words->signs[e] & TL_SIGN_JOINT) != 0)
            d->present[THING_PLAN][day] = 1;
    }
    for (size_t day = 0; d->who != BOTH && day < d->n; day++)
        if (d->count[1 - d->who][day] == 0)
            d->present[THING_SILENCE][day] = 1;
    d->present[THING_WAITED] = d->present[THING_NUDGE]; /* its absence: see compare */
}

/* z[day]: how far from the usual balance; NaN on lost days and before there are three. */
static void lay_distance(const struct days *d, const struct tl_frame *f, double *z, double *scratch)
{
    const size_t n = d->n;
    for (size_t day = 0; day < n; day++) {
        double own = 0.5, other = 0.5;
        z[day] = NAN;
        for (size_t k = 0; k < LEAST_DAYS && k <= day; k++) {
            own += d->count[d->who % BOTH][day - k];
            other += d->count[1 - d->who % BOTH][day - k];
        }
        if (day + 1 >= LEAST_DAYS)
            z[day] = d->who == BOTH ? -tl_log(own + other) : tl_log(other / own);
    }
    for (size_t i = 0; i < f->n_silences; i++)
        for (int64_t day = f->silence[i].from_day; f->silence[i].lost && day < f->silence[i].to_day;
             day++)
            if (day >= d->first && (size_t)(day - d->first) < n)
                z[day - d->first] = NAN;
    const double middle = tl_median(z, n, scratch);
    double *away = scratch + n;
    for (size_t day = 0; day < n; day++)
        away[day] = fabs(z[day] - middle);
    const double spread = 1.4826 * tl_median(away, n, scratch);
    for (size_t day = 0; day < n; day++)
        z[day] = spread > 0.0 ? (z[day] - middle) / spread : NAN;
}

static void find_spells(struct days *d, const double *z)
{
    for (size_t day = 0; day < d->n; day++) {
        size_t end = day;
        while (end < d->n && z[end] > 1.0)
            end++;
        if (end - day >= LEAST_DAYS) {
            d->begin[d->n_spells] = day;
            d->end[d->n_spells++] = end;
            for (size_t k = day > WINDOW ? day - WINDOW : 0; k < end; k++)
                d->spell[k] = 1;
        }
        day = end;
    }
}

/* The nearest ordinary day of the same weekday, or SIZE_MAX. */
static size_t ordinary(const struct days *d, size_t day, size_t change)
{
    static const int away[] = {-14, 14, -21, 21, -28, 28};
    for (size_t i = 0; i < sizeof away / sizeof *away; i++) {
        const int64_t other = (int64_t)day + away[i];
        if (other < WINDOW || other >= (int64_t)d->n || ((size_t)other < change) != (day < change))
            continue;
        bool clear = true;
        for (int64_t k = other - WINDOW; k <= other; k++)
            clear = clear && d->spell[k] == 0;
        if (clear)
            return (size_t)other;
    }
    return SIZE_MAX;
}

static size_t pair_up(struct days *d, const size_t *at, size_t change)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_spells; i++) {
        const size_t control = at[i] < d->n ? ordinary(d, at[i], change) : SIZE_MAX;
        if (control == SIZE_MAX)
            continue;
        d->case_day[n] = at[i];
        d->control_day[n++] = control;
    }
    return n;
}

static bool word(struct tl_inquiry *q, struct tl_antecedent *a, unsigned who)
{
    struct tl_buf b;
    tl_buf_init(&b, q->ctx);
    tl_tell(q,
            who == BOTH   ? (a->recovery ? "before-quiet-ends" : "before-quiet-spells")
            : a->recovery ? "before-ends"
                          : "before-spells",
            -1);
    tl_tell_of(q, a->id);
    tl_tell_number(q, "with", a->with);
    tl_tell_number(q, "of", a->pairs);
    tl_tell_number(q, "ordinary_with", a->control_with);
    if (a->pairs < LEAST_SPELLS)
        tl_tell(q, "too-few-to-tell", -1);
    tl_buf_printf(&b,
                  "In %u of %u %s%s there was %s in the three days before%s. In ordinary weeks it "
                  "was %u of %u.%s",
                  a->with, a->pairs, who == BOTH ? "quieter spells" : "spells",
                  a->recovery ? " that ended" : "",
                  who == BOTH ? things[a->thing].of_both : things[a->thing].text,
                  a->recovery ? " the end" : "", a->control_with, a->pairs,
                  a->pairs < LEAST_SPELLS ? " That is too few to tell." : "");
    const bool ok = tl_told(q, &b, &a->text, &a->sentences);
    tl_buf_release(&b);
    return ok;
}

/* With the days on which it was not there taken for those on which it was. */
static struct tl_crossover turned(const struct tl_crossover *x)
{
    struct tl_crossover out = *x;
    out.with = x->pairs - x->with;
    out.control_with = x->pairs - x->control_with;
    out.only_case = x->only_control;
    out.only_control = x->only_case;
    out.odds = out.only_control > 0 ? (double)out.only_case / out.only_control
               : out.only_case > 0  ? (double)INFINITY
                                    : (double)NAN;
    return out;
}

static void ask(struct days *d, bool recovery, size_t change, struct tl_turns_of_tide *out)
{
    const size_t n = pair_up(d, recovery ? d->end : d->begin, change);
    const int to = recovery ? N_THINGS : N_BEFORE_SPELL;
    if (n < (recovery ? LEAST_ENDS : LEAST_SPELLS))
        return;
    for (int k = recovery ? N_BEFORE_SPELL : 0; k < to; k++) {
        if ((k == THING_NOTED || k == THING_NOTED_END) && !d->notes)
            continue;
        if ((things[k].words && !d->words) || (d->who == BOTH && things[k].of_both == NULL))
            continue;
        struct tl_crossover x =
            tl_crossover_of(d->present[k], d->n, d->case_day, d->control_day, n, WINDOW);
        if (k == THING_WAITED)
            x = turned(&x);
        out->item[out->n++] = (struct tl_antecedent){.id = things[k].id,
                                                     .thing = k,
                                                     .recovery = recovery,
                                                     .pairs = x.pairs,
                                                     .with = x.with,
                                                     .control_with = x.control_with,
                                                     .odds = x.odds,
                                                     .p = x.p,
                                                     .q = NAN};
    }
}

static bool is_told(const struct tl_antecedent *a)
{
    if (a->pairs < LEAST_SPELLS)
        return a->with > a->control_with && 2 * a->with > a->pairs;
    return a->q <= TOLD_Q && a->with > a->control_with;
}

static enum tl_status compare(struct tl_inquiry *q, struct days *d, size_t change,
                              struct tl_turns_of_tide *out)
{
    double p[N_THINGS], corrected[N_THINGS];
    size_t tested = 0, told = 0;
    for (int recovery = 0; recovery < 2; recovery++)
        ask(d, recovery != 0, change, out);
    for (size_t i = 0; i < out->n; i++)
        if (out->item[i].pairs >= LEAST_SPELLS)
            p[tested++] = out->item[i].p;
    tl_benjamini_hochberg(p, tested, corrected);
    for (size_t i = 0, k = 0; i < out->n; i++) {
        struct tl_antecedent *a = &out->item[i];
        if (a->pairs >= LEAST_SPELLS)
            a->q = corrected[k++];
        if (told == TOLD_MOST || !is_told(a))
            continue;
        if (!word(q, a, d->who))
            return TL_FATAL;
        told++;
    }
    return TL_OK;
}

enum tl_status tl_find_turns_of_tide(struct tl_inquiry *q, struct tl_analysis *out)
{
    struct tl_turns_of_tide *t = &out->turns;
    const struct tl_frame *f = &q->frame;
    struct tl_arena *arena = &q->frame.arena;
    const struct tl_verdict *v = &out->verdict;
    *t = (struct tl_turns_of_tide){.person = v->person};
    if (v->kind == TL_VERDICT_CANNOT_TELL) {
        t->why = "asked only where there is an answer";
        return TL_OK;
    }
    struct days d = {.n = (size_t)(f->last_day - f->first_day + 1),
                     .first = f->first_day,
                     .who = v->person < 0 ? BOTH : (unsigned)v->person,
                     .words = out->deep.read,
                     .notes = q->n_notes > 0};
    const int64_t begin = v->person >= 0              ? tl_inquiry_day(q, q->weighing.begin)
                          : v->since_day != TL_NO_DAY ? v->since_day
                                                      : d.first;
    const size_t change = begin > d.first ? (size_t)(begin - d.first) : 0;
    double *z = tl_arena_array(arena, 3 * d.n, sizeof *z);
    uint8_t *present = tl_arena_array(arena, (N_THINGS + 1) * d.n, 1);
    size_t *spells = tl_arena_array(arena, 4 * d.n, sizeof *spells);
    uint32_t *counts = tl_arena_array(arena, 2 * d.n, sizeof *counts);
    t->item = tl_arena_array(&q->arena, N_THINGS, sizeof *t->item);
    if (z == NULL || present == NULL || spells == NULL || counts == NULL || t->item == NULL)
        return TL_FATAL;
    for (int k = 0; k < N_THINGS; k++)
        d.present[k] = present + (size_t)k * d.n;
    d.spell = present + N_THINGS * d.n;
    d.count[0] = counts;
    d.count[1] = counts + d.n;
    d.begin = spells;
    d.end = spells + d.n;
    d.case_day = spells + 2 * d.n;
    d.control_day = spells + 3 * d.n;
    mark_events(&d, f);
    if (f->exchanges != NULL)
        mark_exchanges(&d, f);
    for (size_t i = 0; i < out->deep.n; i++) {
        const int64_t day = out->deep.conversation[i].day - d.first;
        if (day >= 0 && (size_t)day < d.n)
            d.present[THING_DEEP][day] = 1;
    }
    mark_notes(&d, q);
    lay_distance(&d, f, z, z + d.n);
    find_spells(&d, z);
    t->spells = (uint32_t)d.n_spells;
    const enum tl_status status = compare(q, &d, change, t);
    if (t->n == 0)
        t->why = "it takes eight spells of three days or more, or three that ended";
    return status;
}
