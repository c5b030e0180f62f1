/*
 * exchange_tally.c: counting acts and outcomes.
 */
#include "exchange_tally.h"

#include "turn_words.h"

#define LEAST_WEEKS 8

const struct tl_exchanges *tl_exchanges_begin(const struct tl_frame *frame,
                                              struct tl_measurement *out, bool needs_hours)
{
    const char *why = NULL;
    if (frame->exchanges == NULL)
        why = "the exchanges were not looked for";
    else if (needs_hours && tl_day_resolution(frame))
        why = TL_WHY_DAYS;
    if (why == NULL)
        return frame->exchanges;
    for (size_t whose = 0; whose < 3; whose++)
        out->whole[whose] = tl_value_na(why);
    return NULL;
}

bool tl_tally_init(struct tl_tally *tally, const struct tl_frame *frame, struct tl_arena *arena)
{
    *tally = (struct tl_tally){.weeks = frame->weeks.n};
    for (size_t who = 0; who < 2; who++) {
        tally->k[who] = tl_arena_array(arena, tally->weeks, sizeof(double));
        tally->n[who] = tl_arena_array(arena, tally->weeks, sizeof(double));
        if (tally->k[who] == NULL || tally->n[who] == NULL)
            return false;
    }
    return true;
}

void tl_tally_add(struct tl_tally *tally, unsigned who, size_t week, double k, double n)
{
    tally->all_k[who] += k;
    tally->all_n[who] += n;
    if (week < tally->weeks) {
        tally->k[who][week] += k;
        tally->n[who][week] += n;
    }
}

/* Pearson's chi square of the weekly shares over its degrees of freedom. */
static double dispersion(const double *k, const double *n, size_t weeks, double p)
{
    double sum = 0.0, used = 0.0;
    for (size_t w = 0; w < weeks; w++) {
        if (!(n[w] > 0.0))
            continue;
        double off = k[w] - n[w] * p;
        sum += off * off / (n[w] * p * (1.0 - p));
        used += 1.0;
    }
    double phi = sum / (used - 1.0);
    return used >= LEAST_WEEKS && phi > 1.0 ? phi : 1.0; /* also where p is 0 or 1 */
}

static struct tl_value share_of(const struct tl_tally *tally, size_t who)
{
    double k = tally->all_k[who], n = tally->all_n[who];
    if (!(n > 0.0))
        return tl_share(0.0, 0.0);
    double phi = dispersion(tally->k[who], tally->n[who], tally->weeks, k / n);
    struct tl_value v = tl_share(k / phi, n / phi);
    v.value = k / n;
    v.n = (uint64_t)n;
    return v;
}

bool tl_tally_shares(const struct tl_tally *tally, const struct tl_frame *frame,
                     struct tl_arena *arena, struct tl_measurement *out, bool tested,
                     double least_week, uint64_t least, const char *what)
{
    size_t first;
    if (!tl_series_add_pair(frame, arena, out, NULL, tested, &first))
        return false;
    for (size_t who = 0; who < 2; who++) {
        out->whole[who] = tl_value_least(share_of(tally, who), least, what, arena);
        tl_series_from_shares(frame, &out->series[first + who], tally->k[who], tally->n[who],
                              least_week);
    }
    return true;
}

bool tl_tally_rates(const struct tl_tally *tally, const struct tl_frame *frame,
                    struct tl_arena *arena, struct tl_measurement *out, bool tested, uint64_t least,
                    const char *what)
{
    size_t first;
    bool ok = tl_series_add_pair(frame, arena, out, NULL, tested, &first);
    for (size_t who = 0; ok && who < 2; who++) {
        out->whole[who] =
            tl_value_least(tl_rate(tally->all_k[who], tl_covered_days(frame)), least, what, arena);
        tl_series_from_counts(frame, &out->series[first + who], tally->k[who]);
        struct tl_value share = tl_share(tally->all_k[who], tally->all_n[who]);
        share.value *= 100.0;
        share.lo *= 100.0;
        share.hi *= 100.0;
        ok = tl_extra_add(arena, out, "per_100_turns", (enum tl_whose)who, share);
    }
    return ok;
}

bool tl_tally_turns(struct tl_tally *tally, const struct tl_frame *frame, struct tl_arena *arena,
                    bool (*counts)(const struct tl_frame *frame, uint32_t turn))
{
    if (!tl_tally_init(tally, frame, arena))
        return false;
    for (uint32_t t = 0; t < frame->n_turns; t++) {
        const struct tl_turn *turn = &frame->turn[t];
        bool yes = counts(frame, t);
        if (yes || tl_turn_has_text(frame, turn))
            tl_tally_add(tally, turn->who, tl_event_week(frame, turn->first), yes, 1.0);
    }
    return true;
}

struct tl_value tl_moments_mean(const struct tl_moments *m)
{
    if (!(m->n > 0.0))
        return tl_value_na("there are none");
    double mean = m->sum / m->n, half = NAN;
    if (m->n > 1.0) {
        double variance = (m->squares / m->n - mean * mean) * m->n / (m->n - 1.0);
        half = TL_Z975 * sqrt((variance > 0.0 ? variance : 0.0) / m->n);
    }
    return tl_value_ok(mean, mean - half, mean + half, (uint64_t)m->n);
}
