/*
 * volume.c: A04, how much each of the two writes and how it is split.
 *
 * Value: messages a covered day, with Garwood's interval. Beside it turns and words a day, the
 * person's share s = A / (A + B) of messages and the log ratio log((A + 1/2) / (B + 1/2)), both
 * also as the other person's, the imbalance 2 s - 1 and the entropy of the split in bits. Weekly:
 * turns, messages and words a covered day, and the share of turns.
 *
 * The interval of a share is the normal one with the variance the weeks really show: answers couple
 * the two counts, so shares vary less than a binomial, and binomial intervals would be wrong.
 *
 * Edge cases: no message of either in a week leaves its share open. Caveat: volume never names a
 * person, since less from one brings less from both; it is context. Source: design; balance of
 * interaction in donated chats: Hakobyan et al. 2025, Behav Res Methods 57:94.
 */
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_MESSAGES 60

enum { TURNS = 0, MESSAGES, WORDS, UNITS };

struct volume {
    double of[UNITS][2];
};

static void add_turn(struct volume *v, const struct tl_turn *turn)
{
    v->of[TURNS][turn->who] += 1.0;
    v->of[MESSAGES][turn->who] += (double)(turn->end - turn->first);
    v->of[WORDS][turn->who] += (double)turn->words;
}

/* Variance of the weekly shares of A over that of a binomial; 1 where it cannot be told. */
static double dispersion(const struct volume *week, size_t n, int unit)
{
    double a = 0.0, all = 0.0, sum = 0.0, used = 0.0;
    for (size_t w = 0; w < n; w++) {
        a += week[w].of[unit][0];
        all += week[w].of[unit][0] + week[w].of[unit][1];
    }
    double s = a / all;
    for (size_t w = 0; w < n; w++) {
        double m = week[w].of[unit][0] + week[w].of[unit][1];
        if (!(m > 0.0))
            continue;
        double off = week[w].of[unit][0] / m - s;
        sum += off * off * m / (s * (1.0 - s));
        used += 1.0;
    }
    return used > 4.0 && s > 0.0 && s < 1.0 ? sum / (used - 1.0) : 1.0;
}

static struct tl_value share_of(double own, double other, double phi)
{
    double n = own + other;
    if (!(n > 0.0))
        return tl_value_na("no messages");
    double s = own / n, half = TL_Z975 * sqrt(phi * s * (1.0 - s) / n);
    return tl_value_ok(s, s - half > 0.0 ? s - half : 0.0, s + half < 1.0 ? s + half : 1.0,
                       (uint64_t)n);
}

static double entropy_bits(double s)
{
    double rest = 1.0 - s;
    return (s > 0.0 ? -s * tl_log(s) : 0.0) / 0.69314718055994530942 +
           (rest > 0.0 ? -rest * tl_log(rest) : 0.0) / 0.69314718055994530942;
}

static bool add_extras(struct tl_arena *arena, struct tl_measurement *out, const struct volume *v,
                       double covered, double phi)
{
    for (int who = 0; who < 2; who++) {
        double own = v->of[MESSAGES][who], other = v->of[MESSAGES][1 - who];
        enum tl_whose whose = (enum tl_whose)who;
        struct tl_value share = share_of(own, other, phi);
        double ratio = tl_log((own + 0.5) / (other + 0.5));
        double se = sqrt(phi * (1.0 / (own + 0.5) + 1.0 / (other + 0.5)));
        if (!tl_extra_add(arena, out, "turns_a_day", whose, tl_rate(v->of[TURNS][who], covered)) ||
            !tl_extra_add(
                arena, out, "words_a_day", whose,
                tl_value_ok(v->of[WORDS][who] / covered, NAN, NAN, (uint64_t)v->of[WORDS][who])) ||
            !tl_extra_add(arena, out, "share", whose, share) ||
            !tl_extra_add(
                arena, out, "log_ratio", whose,
                tl_value_ok(ratio, ratio - TL_Z975 * se, ratio + TL_Z975 * se, share.n)) ||
            !tl_extra_add(arena, out, "imbalance", whose,
                          tl_value_ok(2.0 * share.value - 1.0, 2.0 * share.lo - 1.0,
                                      2.0 * share.hi - 1.0, share.n)))
            return false;
    }
    double s = v->of[MESSAGES][0] / (v->of[MESSAGES][0] + v->of[MESSAGES][1]);
    uint64_t n = (uint64_t)(v->of[MESSAGES][0] + v->of[MESSAGES][1]);
    return tl_extra_add(arena, out, "entropy_bits", TL_WHOSE_BOTH,
                        tl_value_ok(entropy_bits(s), NAN, NAN, n));
}

static bool add_series(const struct tl_frame *frame, struct tl_arena *arena,
                       struct tl_measurement *out, const struct volume *week)
{
    static const char *const labels[UNITS] = {NULL, "messages", "words"};
    size_t n = frame->weeks.n, first;
    double *counts = tl_arena_array(arena, n, sizeof *counts);
    if (counts == NULL)
        return false;
    for (int unit = 0; unit < UNITS; unit++) {
        if (!tl_series_add_pair(frame, arena, out, labels[unit], false, &first))
            return false;
        for (size_t who = 0; who < 2; who++) {
            struct tl_series *s = &out->series[first + who];
            for (size_t w = 0; w < n; w++)
                counts[w] = week[w].of[unit][who];
            tl_series_from_counts(frame, s, counts);
            if (unit == WORDS) /* words come in messages: no Poisson interval */
                for (size_t w = 0; w < n; w++)
                    s->low[w] = s->high[w] = NAN;
        }
    }
    double phi = dispersion(week, n, TURNS);
    if (!tl_series_add_pair(frame, arena, out, "share of turns", false, &first))
        return false;
    for (size_t who = 0; who < 2; who++)
        for (size_t w = 0; w < n; w++) {
            struct tl_series *s = &out->series[first + who];
            struct tl_value v = share_of(week[w].of[TURNS][who], week[w].of[TURNS][1 - who], phi);
            s->value[w] = v.value;
            s->low[w] = v.lo;
            s->high[w] = v.hi;
            s->n[w] = (uint32_t)v.n;
        }
    return true;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t n = frame->weeks.n;
    struct volume total = {{{0}}}, *week = tl_alloc_zeroed(frame->ctx, n + 1, sizeof *week);
    struct tl_week_span *span = tl_week_spans(frame);
    bool ok = week != NULL && span != NULL;
    for (size_t t = 0; ok && t < frame->n_turns; t++)
        add_turn(&total, &frame->turn[t]);
    for (size_t w = 0; ok && w < n; w++)
        for (uint32_t t = span[w].turn_first; t < span[w].turn_end; t++)
            add_turn(&week[w], &frame->turn[t]);
    double covered = tl_covered_days(frame);
    if (ok) {
        for (int who = 0; who < 2; who++)
            out->whole[who] = tl_value_least(tl_rate(total.of[MESSAGES][who], covered),
                                             LEAST_MESSAGES, "messages", arena);
        double both = total.of[MESSAGES][0] + total.of[MESSAGES][1];
        out->whole[TL_WHOSE_BOTH] =
            tl_value_least(tl_rate(both, covered), LEAST_MESSAGES, "messages", arena);
    }
    ok = ok &&
         add_extras(arena, out, &total, covered, n > 0 ? dispersion(week, n, MESSAGES) : 1.0) &&
         add_series(frame, arena, out, week);
    tl_week_spans_free(frame, span);
    tl_free(frame->ctx, week, (n + 1) * sizeof *week);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_volume = {
    .id = "A04",
    .name = "volume",
    .title = "How much does each of you write?",
    .unit = "messages a day; series: turns a day",
    .closeness = 1,
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_BOTH_SIDES,
    .least_n = LEAST_MESSAGES,
    .reference = "Hakobyan et al. 2025, Behav Res Methods 57:94",
    .compute = compute,
};
