/*
 * unseen.c: Q05, how much of the contact the text cannot show: the share of messages that are media
 * whose content is not here, and what is known of voice notes and calls.
 *
 * Media are pictures, videos, voice notes, GIFs, stickers, files and placeholders that do not say
 * which. Share in 0..1 with Jeffreys interval; voice notes and calls as counts and minutes.
 *
 * Edge cases: minutes are not known where no length is. Mentions of other channels ("call me") need
 * words and are not in this number.
 */
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

struct unseen {
    double media, messages;
    double voice, calls, missed, voice_s, call_s;
    bool voice_known, call_known;
};

static bool is_medium(enum tl_kind kind)
{
    return kind >= TL_KIND_MEDIA && kind <= TL_KIND_FILE;
}

static void add(const struct tl_frame *f, uint32_t e, struct unseen *u)
{
    enum tl_kind kind = tl_event_kind(f, e);
    int32_t length = f->conv->duration_s != NULL ? f->conv->duration_s[f->event[e]] : -1;
    u->messages += 1.0;
    u->media += is_medium(kind);
    if (kind == TL_KIND_VOICE) {
        u->voice += 1.0;
        u->voice_s += length > 0 ? length : 0;
        u->voice_known = u->voice_known || length >= 0;
    } else if (kind == TL_KIND_CALL) {
        u->calls += 1.0;
        u->call_s += length > 0 ? length : 0;
        u->call_known = u->call_known || length >= 0;
    } else if (kind == TL_KIND_MISSED_CALL) {
        u->missed += 1.0;
    }
}

static struct tl_value count(double k)
{
    return tl_value_ok(k, NAN, NAN, (uint64_t)k);
}

static struct tl_value minutes(double seconds, double n, bool known)
{
    return known || n <= 0.0 ? tl_value_ok(seconds / 60.0, NAN, NAN, (uint64_t)n)
                             : tl_value_na("the export does not say how long");
}

static bool add_extras(struct tl_arena *arena, struct tl_measurement *out, enum tl_whose whose,
                       const struct unseen *u)
{
    return tl_extra_add(arena, out, "voice_notes", whose, count(u->voice)) &&
           tl_extra_add(arena, out, "voice_minutes", whose,
                        minutes(u->voice_s, u->voice, u->voice_known)) &&
           tl_extra_add(arena, out, "calls", whose, count(u->calls)) &&
           tl_extra_add(arena, out, "call_minutes", whose,
                        minutes(u->call_s, u->calls, u->call_known)) &&
           tl_extra_add(arena, out, "missed_calls", whose, count(u->missed));
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t n = frame->weeks.n;
    struct unseen of[3] = {{0}};
    for (uint32_t e = 0; e < frame->n_events; e++)
        add(frame, e, &of[tl_event_who(frame, e)]);
    of[TL_WHOSE_BOTH] = (struct unseen){
        .media = of[0].media + of[1].media,
        .messages = of[0].messages + of[1].messages,
        .voice = of[0].voice + of[1].voice,
        .calls = of[0].calls + of[1].calls,
        .missed = of[0].missed + of[1].missed,
        .voice_s = of[0].voice_s + of[1].voice_s,
        .call_s = of[0].call_s + of[1].call_s,
        .voice_known = of[0].voice_known || of[1].voice_known,
        .call_known = of[0].call_known || of[1].call_known,
    };
    double *media = tl_arena_array(arena, n, sizeof *media);
    double *messages = tl_arena_array(arena, n, sizeof *messages);
    struct tl_week_span *span = tl_week_spans(frame);
    struct tl_series *series = tl_series_add(frame, arena, out, TL_WHOSE_BOTH, NULL, false);
    bool ok = media != NULL && messages != NULL && span != NULL && series != NULL;
    if (ok) {
        for (size_t w = 0; w < n; w++) {
            messages[w] = (double)(span[w].event_end - span[w].event_first);
            for (uint32_t e = span[w].event_first; e < span[w].event_end; e++)
                media[w] += is_medium(tl_event_kind(frame, e));
        }
        tl_series_from_shares(frame, series, media, messages, 1.0);
    }
    for (enum tl_whose who = TL_WHOSE_FIRST; ok && who <= TL_WHOSE_BOTH; who++) {
        out->whole[who] = tl_share(of[who].media, of[who].messages);
        ok = add_extras(arena, out, who, &of[who]);
    }
    ok = ok && tl_extra_add(arena, out, "mentions", TL_WHOSE_BOTH,
                            tl_value_na("mentions of other channels are not counted here"));
    tl_week_spans_free(frame, span);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_unseen = {
    .id = "Q05",
    .name = "unseen",
    .title = "How much of the contact is not in the text?",
    .unit = "share of messages",
    .scale = TL_SCALE_LOGIT,
    .least_n = 1,
    .reference = "design",
    .compute = compute,
};
