/*
 * findings.c: the single measures that changed at the verdict's date (D8).
 *
 * A change is listed when its own scan is unlikely among its family (Benjamini-Hochberg at .10),
 * its interval leaves out "none" and its size passes the least effect (0.4 of the catalogue). These
 * are illustrations of the verdict, not tests of it.
 */
#include <math.h>

#include "levels.h"
#include "plain_words.h"
#include "sentences.h"
#include "tlmath.h"

#define Q_MOST 0.10
#define ROUNDS 499
#define LONG_WAIT 5.0 /* times as long */
#define EVIDENCE 12
#define STREAM_FINDING 5200

struct candidate {
    const struct tl_measurement *m;
    const struct tl_series *s;
    struct tl_levels levels;
    double p, q;
};

/* Least effects: ratio <= .75 or >= 1.33 (latency 1.5), share 8 points, standardised .5. */
static bool large_enough(const struct candidate *c)
{
    double e = c->levels.effect;
    switch (c->m->measure->scale) {
    case TL_SCALE_LOG:
        if (c->m->measure->closeness < 0)
            return e >= 1.5 || e <= 0.67;
        return e <= 0.75 || e >= 1.33;
    case TL_SCALE_LOGIT:
        return fabs(e) >= 0.08;
    default:
        return fabs(c->levels.z) >= 1.96;
    }
}

static bool excludes_none(const struct candidate *c)
{
    double none = c->m->measure->scale == TL_SCALE_LOG ? 1.0 : 0.0;
    return c->levels.lo > none || c->levels.hi < none;
}

/* Messages that show it: the person's first events of conversations, or of turns, around the date.
 */
static enum tl_status give_evidence(struct tl_inquiry *q, struct tl_finding *f, size_t at)
{
    f->evidence = tl_arena_array(&q->arena, EVIDENCE, sizeof *f->evidence);
    if (f->evidence == NULL)
        return TL_FATAL;
    const struct tl_frame *frame = &q->frame;
    bool starts = f->measurement->measure->family == TL_FAMILY_INITIATION;
    size_t n = starts ? frame->n_sessions : frame->n_turns, taken[2] = {0, 0};
    uint32_t after[EVIDENCE / 2], before[EVIDENCE / 2];
    for (size_t i = 0; i < n; i++) {
        uint32_t e = starts ? frame->session[i].first : frame->turn[i].first;
        size_t week = tl_event_week(frame, e);
        if (week == SIZE_MAX || (f->person >= 0 && (int)tl_event_who(frame, e) != f->person))
            continue;
        if (week < at) /* the last ones before */
            before[taken[0]++ % (EVIDENCE / 2)] = frame->event[e];
        else if (taken[1] < EVIDENCE / 2) /* the first ones after */
            after[taken[1]++] = frame->event[e];
    }
    size_t first = taken[0] > EVIDENCE / 2 ? taken[0] - EVIDENCE / 2 : 0;
    for (size_t i = first; i < taken[0]; i++)
        f->evidence[f->n_evidence++] = before[i % (EVIDENCE / 2)];
    for (size_t i = 0; i < taken[1]; i++)
        f->evidence[f->n_evidence++] = after[i];
    return TL_OK;
}

/* A level as it is said: a share in percent, anything else as a number. */
static void put_level(struct tl_buf *b, const struct tl_measure *measure, double level)
{
    if (measure->scale == TL_SCALE_LOGIT)
        tl_words_percent(b, level);
    else
        tl_words_number(b, level);
}

/* "0.57 times as much, likely between 0.43 and 0.74", or the same of a wait. */
static void put_ratio(struct tl_buf *b, const struct tl_levels *l, const char *as_what)
{
    tl_words_number(b, l->effect);
    tl_buf_printf(b, " times as %s, likely between ", as_what);
    tl_words_number(b, l->lo);
    tl_buf_puts(b, " and ");
    tl_words_number(b, l->hi);
}

static bool word_finding(struct tl_inquiry *q, const struct candidate *c, struct tl_finding *f)
{
    struct tl_buf b;
    tl_buf_init(&b, q->ctx);
    const struct tl_measure *measure = c->m->measure;
    const struct tl_levels *l = &c->levels;
    const bool ratio = measure->scale == TL_SCALE_LOG, wait = ratio && measure->closeness < 0;
    tl_tell(q,
            wait    ? (l->effect > LONG_WAIT ? "wait-grew" : "wait-changed")
            : ratio ? "changed-by"
            : measure->scale == TL_SCALE_LOGIT ? "share-changed"
                                               : "changed",
            f->person);
    tl_tell_of(q, measure->id);
    tl_tell_number(q, "before", l->before);
    tl_tell_number(q, "after", l->after);
    if (ratio) {
        tl_tell_number(q, "times", l->effect);
        tl_tell_number(q, "low", l->lo);
        tl_tell_number(q, "high", l->hi);
    }
    tl_buf_put_str(&b, q->conv->people[f->person].name);
    tl_buf_printf(&b, ": %s ", measure->plain != NULL ? measure->plain : measure->name);
    if (wait && l->effect > LONG_WAIT) {
        /* Waits that never end stretch a fitted mean without bound: no such number is said. */
        tl_buf_puts(&b, "grew to more than five times as long");
    } else if (wait) {
        tl_buf_puts(&b, "was ");
        put_ratio(&b, l, "long");
    } else {
        tl_buf_puts(&b, "went from about ");
        put_level(&b, measure, l->before);
        tl_buf_puts(&b, " to ");
        put_level(&b, measure, l->after);
        if (ratio) {
            tl_buf_puts(&b, " (");
            put_ratio(&b, l, "much");
            tl_buf_putc(&b, ')');
        }
    }
    tl_buf_putc(&b, '.');
    const bool ok = tl_told(q, &b, &f->text, &f->sentences);
    tl_buf_release(&b);
    return ok;
}

static enum tl_level strength_of(const struct candidate *c, enum tl_level verdict)
{
    enum tl_level own = c->q <= 0.01 && fabs(c->levels.z) >= 3.0 ? TL_LEVEL_STRONG
                        : c->q <= 0.05                           ? TL_LEVEL_MODERATE
                                                                 : TL_LEVEL_WEAK;
    return own < verdict ? own : verdict;
}

static enum tl_status gather(struct tl_inquiry *q, size_t at, struct candidate *c, size_t *n)
{
    for (size_t i = 0; i < q->n_measurements; i++) {
        const struct tl_measurement *m = &q->measurements[i];
        for (int person = 0; person < 2; person++) {
            const struct tl_series *s = tl_tested_series(m, person);
            if (s == NULL || m->whole[person].status != TL_VALUE_OK)
                continue;
            struct candidate *new = &c[*n];
            *new = (struct candidate){m, s, tl_levels_of(m, s, q->frame.weeks.n, at), NAN, NAN};
            new->p = tl_scan_p(q->ctx, s->test, s->weight, q->frame.weeks.n, q->weighing.least,
                               ROUNDS, STREAM_FINDING + i, NULL);
            if (isnan(new->p))
                return TL_FATAL;
            (*n)++;
        }
    }
    for (int family = 0; family < TL_FAMILY_COUNT; family++) {
        double p[TL_MULTIPLE_MOST], adjusted[TL_MULTIPLE_MOST];
        size_t at_candidate[TL_MULTIPLE_MOST], k = 0;
        for (size_t i = 0; i < *n && k < TL_MULTIPLE_MOST; i++)
            if ((int)c[i].m->measure->family == family) {
                at_candidate[k] = i;
                p[k++] = c[i].p;
            }
        tl_benjamini_hochberg(p, k, adjusted);
        for (size_t i = 0; i < k; i++)
            c[at_candidate[i]].q = adjusted[i];
    }
    return TL_OK;
}

enum tl_status tl_find_changes(struct tl_inquiry *q, struct tl_analysis *out)
{
    const struct tl_verdict *v = &out->verdict;
    bool one = v->kind == TL_VERDICT_PULLING_AWAY;
    size_t at = one ? q->weighing.at : q->weighing.together.at, n = 0;
    if ((!one && v->kind != TL_VERDICT_BOTH_QUIETER && v->kind != TL_VERDICT_CLOSER) || at == 0)
        return TL_OK;
    struct candidate *c = tl_arena_array(&q->frame.arena, 2 * q->n_measurements, sizeof *c);
    out->findings = tl_arena_array(&q->arena, 2 * q->n_measurements, sizeof *out->findings);
    if (c == NULL || out->findings == NULL || gather(q, at, c, &n) != TL_OK)
        return TL_FATAL;
    for (size_t i = 0; i < n; i++) {
        if (!(c[i].q <= Q_MOST) || !excludes_none(&c[i]) || !large_enough(&c[i]))
            continue;
        struct tl_finding *f = &out->findings[out->n_findings++];
        int person = (int)c[i].s->whose;
        int sign = c[i].levels.z > 0.0 ? 1 : -1;
        *f = (struct tl_finding){
            .id = tl_arena_printf(&q->arena, "%s.%c", c[i].m->measure->id, person == 0 ? 'A' : 'B'),
            .measurement = c[i].m,
            .series = c[i].s,
            .person = person,
            .direction = sign * c[i].m->measure->closeness,
            .since_day = v->since_day,
            .since_lo = v->since_lo,
            .since_hi = v->since_hi,
            .before = c[i].levels.before,
            .after = c[i].levels.after,
            .effect = c[i].levels.effect,
            .effect_lo = c[i].levels.lo,
            .effect_hi = c[i].levels.hi,
            .q = c[i].q,
            .strength = strength_of(&c[i], one ? v->level : TL_LEVEL_MODERATE),
        };
        if (f->id == NULL || !word_finding(q, &c[i], f) || give_evidence(q, f, at) != TL_OK)
            return TL_FATAL;
    }
    return TL_OK;
}
