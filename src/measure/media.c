/*
 * media.c: A20, whether talk moved rather than shrank: minutes of voice notes and calls a week,
 * with counts of voice notes, calls, pictures and stickers, and the channel shift from the earlier
 * to the later half of the weeks.
 *
 *   CS = change of log(1 + voice and call minutes) - change of log(1 + words), both a week
 *
 * flagged when CS > 0.7 and minutes rose by at least 10 a week. A call counts for who began it.
 *
 * Edge cases: where the export gives no lengths, minutes are not available and there is no shift to
 * see. Caveat: calls are missing from many exports; in couples who live near each other calls, not
 * texts, went with satisfaction, so falling text alone has no fixed meaning. Least n: 8 weeks.
 * Source: Holtzman, Kushlev, Wozny & Godard 2021, J Soc Pers Relationships.
 */
#include "media.h"

#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_WEEKS 8
#define SHIFT 0.7
#define MORE_MINUTES 10.0

double tl_channel_shift(struct tl_channel_use before, struct tl_channel_use after)
{
    return tl_log1p(after.minutes) - tl_log1p(before.minutes) -
           (tl_log1p(after.words) - tl_log1p(before.words));
}

bool tl_channel_shifted(struct tl_channel_use before, struct tl_channel_use after)
{
    return tl_channel_shift(before, after) > SHIFT &&
           after.minutes - before.minutes >= MORE_MINUTES;
}

enum { VOICE_S = 0, CALL_S, VOICES, CALLS, PICTURES, STICKERS, WORDS, PARTS };

struct use {
    double of[PARTS];
};

static void see_event(const struct tl_frame *f, uint32_t e, struct use *u, bool *lengths)
{
    uint32_t m = f->event[e];
    int32_t length = f->conv->duration_s != NULL ? f->conv->duration_s[m] : -1;
    u->of[WORDS] += f->conv->words[m];
    switch (tl_event_kind(f, e)) {
    case TL_KIND_VOICE:
        u->of[VOICES] += 1.0;
        u->of[VOICE_S] += length > 0 ? length : 0;
        *lengths = *lengths || length >= 0;
        break;
    case TL_KIND_CALL:
        u->of[CALLS] += 1.0;
        u->of[CALL_S] += length > 0 ? length : 0;
        *lengths = *lengths || length >= 0;
        break;
    case TL_KIND_IMAGE:
    case TL_KIND_VIDEO:
        u->of[PICTURES] += 1.0;
        break;
    case TL_KIND_STICKER:
    case TL_KIND_GIF:
        u->of[STICKERS] += 1.0;
        break;
    default:
        break;
    }
}

static bool can_hold_lengths(const struct tl_conversation *conv)
{
    for (size_t i = 0; i < conv->n_files; i++)
        if (conv->files[i].can & (TL_CAN_CALLS | TL_CAN_VOICE_LENGTH))
            return true;
    return false;
}

/* One person's weeks, or both people's (whose 2), added up from [from, to). */
static struct use sum_of(struct use *const week[2], size_t whose, size_t from, size_t to)
{
    struct use sum = {{0}};
    for (size_t who = 0; who < 2; who++)
        for (size_t w = from; w < to && (whose == 2 || whose == who); w++)
            for (size_t k = 0; k < PARTS; k++)
                sum.of[k] += week[who][w].of[k];
    return sum;
}

static struct tl_channel_use a_week(const struct use *sum, double weeks)
{
    return (struct tl_channel_use){.words = sum->of[WORDS] / weeks,
                                   .minutes = (sum->of[VOICE_S] + sum->of[CALL_S]) / 60.0 / weeks};
}

static bool add_shift(struct tl_arena *arena, struct tl_measurement *out, enum tl_whose whose,
                      struct use *const week[2], size_t n, bool lengths)
{
    struct tl_value shift = tl_value_na("the export does not say how long"), flag = shift;
    if (lengths && n < 2) {
        shift = flag = tl_value_na("there are no two weeks to compare");
    } else if (lengths) {
        struct use early = sum_of(week, whose, 0, n / 2), late = sum_of(week, whose, n / 2, n);
        struct tl_channel_use before = a_week(&early, (double)(n / 2));
        struct tl_channel_use after = a_week(&late, (double)(n - n / 2));
        shift = tl_value_least(tl_value_ok(tl_channel_shift(before, after), NAN, NAN, (uint64_t)n),
                               LEAST_WEEKS, "complete weeks", arena);
        flag = tl_value_ok(tl_channel_shifted(before, after) ? 1.0 : 0.0, NAN, NAN, (uint64_t)n);
    }
    return tl_extra_add(arena, out, "channel_shift", whose, shift) &&
           tl_extra_add(arena, out, "channel_shifted", whose, flag);
}

static bool add_series(const struct tl_frame *frame, struct tl_arena *arena,
                       struct tl_measurement *out, struct use *const week[2], bool lengths)
{
    static const struct {
        const char *label;
        size_t part;
    } kinds[] = {
        {"voice notes", VOICES}, {"calls", CALLS}, {"pictures", PICTURES}, {"stickers", STICKERS}};
    double *counts = tl_arena_array(arena, frame->weeks.n, sizeof *counts);
    if (counts == NULL)
        return false;
    for (size_t whose = 0; whose <= TL_WHOSE_BOTH; whose++) {
        struct tl_series *s = tl_series_add(frame, arena, out, (enum tl_whose)whose, NULL, false);
        if (s == NULL)
            return false;
        for (size_t w = 0; w < frame->weeks.n; w++) {
            struct use sum = sum_of(week, whose, w, w + 1);
            s->n[w] = (uint32_t)(sum.of[VOICES] + sum.of[CALLS]);
            if (lengths && frame->weeks.covered[w] > 0.0)
                s->value[w] = a_week(&sum, frame->weeks.covered[w] / 7.0).minutes;
        }
    }
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t who = 0; who < 2; who++) {
            struct tl_series *s =
                tl_series_add(frame, arena, out, (enum tl_whose)who, kinds[k].label, false);
            if (s == NULL)
                return false;
            for (size_t w = 0; w < frame->weeks.n; w++)
                counts[w] = week[who][w].of[kinds[k].part];
            tl_series_from_counts(frame, s, counts);
        }
    return true;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t n = frame->weeks.n;
    struct use total[2] = {{{0}}};
    struct use *week[2] = {tl_alloc_zeroed(frame->ctx, n + 1, sizeof *week[0]),
                           tl_alloc_zeroed(frame->ctx, n + 1, sizeof *week[1])};
    struct tl_week_span *span = tl_week_spans(frame);
    bool ok = week[0] != NULL && week[1] != NULL && span != NULL;
    bool lengths = can_hold_lengths(frame->conv);
    size_t w = 0;
    for (uint32_t e = 0; ok && e < frame->n_events; e++) {
        while (w < n && e >= span[w].event_end)
            w++;
        unsigned who = tl_event_who(frame, e);
        bool inside = w < n && e >= span[w].event_first;
        see_event(frame, e, inside ? &week[who][w] : &total[who], &lengths);
    }
    double weeks = tl_covered_days(frame) / 7.0;
    for (enum tl_whose whose = TL_WHOSE_FIRST; ok && whose <= TL_WHOSE_BOTH; whose++) {
        struct use all = sum_of(week, whose, 0, n);
        for (size_t k = 0; k < PARTS; k++)
            all.of[k] += (whose != TL_WHOSE_SECOND ? total[0].of[k] : 0.0) +
                         (whose != TL_WHOSE_FIRST ? total[1].of[k] : 0.0);
        out->whole[whose] =
            lengths && weeks > 0.0
                ? tl_value_least(tl_value_ok(a_week(&all, weeks).minutes, NAN, NAN, n), LEAST_WEEKS,
                                 "complete weeks", arena)
                : tl_value_na("the export does not say how long");
        ok = add_shift(arena, out, whose, week, n, lengths);
    }
    ok = ok && add_series(frame, arena, out, week, lengths);
    tl_week_spans_free(frame, span);
    tl_free(frame->ctx, week[0], (n + 1) * sizeof *week[0]);
    tl_free(frame->ctx, week[1], (n + 1) * sizeof *week[1]);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_media = {
    .id = "A20",
    .name = "media",
    .title = "Did talk move to calls, voice or pictures?",
    .unit = "minutes of voice and calls a week",
    .scale = TL_SCALE_LOG,
    .least_n = LEAST_WEEKS,
    .reference = "Holtzman, Kushlev, Wozny & Godard 2021, J Soc Pers Relationships",
    .compute = compute,
};
