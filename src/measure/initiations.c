/*
 * initiations.c: A06, who starts the conversations: sessions opened a covered day by each person.
 *
 * The initiator is the sender of a session's first event. Rates decide who moved; the share of one
 * person (with Jeffreys interval) stands beside it. Where both sent a first message within 60
 * seconds each gets a half. Rates have Garwood's interval; the weekly rate is tested on the log
 * scale.
 *
 * Edge cases: leading reactions are passed over; a first event that explicitly replies to one of
 * the other's is a late answer and opens nothing. Departures: late answers without a reply mark
 * need words; birthdays are not known and holidays stay in. Caveat: a quick answer within 60
 * seconds cannot be told from a message sent at the same time. Least n: 40 sessions. Source: Ohadi
 * et al. 2018, Computers in Human Behavior 78:126-132.
 */
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

#define LEAST_SESSIONS 40
#define TOGETHER_MS 60000

/* Adds the session to who opened it; nothing when nobody did. */
static void credit(const struct tl_frame *f, const struct tl_session *s, size_t at,
                   double *const opened[2])
{
    const struct tl_conversation *conv = f->conv;
    uint32_t e = s->first;
    while (e < s->end && tl_event_kind(f, e) == TL_KIND_REACTION)
        e++;
    if (e == s->end)
        return;
    unsigned who = tl_event_who(f, e);
    uint32_t reply = conv->reply_to != NULL ? conv->reply_to[f->event[e]] : TL_NO_MESSAGE;
    if (reply < f->event[e] && conv->sender[reply] == 1 - who)
        return;
    for (uint32_t next = e + 1;
         next < s->end && tl_event_ms(f, next) - tl_event_ms(f, e) <= TOGETHER_MS; next++)
        if (tl_event_who(f, next) != who && tl_event_kind(f, next) != TL_KIND_REACTION) {
            opened[0][at] += 0.5;
            opened[1][at] += 0.5;
            return;
        }
    opened[who][at] += 1.0;
}

/* Exact two-sided p of k in n when both open equally often. */
static double equal_p(double k, double n)
{
    double more = k > n - k ? k : n - k;
    double p = 2.0 * tl_beta_cdf(0.5, more, n - more + 1.0);
    return p < 1.0 ? p : 1.0;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t n = frame->weeks.n, first;
    double total[2] = {0.0, 0.0}, *const whole[2] = {&total[0], &total[1]};
    double *const weekly[2] = {tl_arena_array(arena, n, sizeof *weekly[0]),
                               tl_arena_array(arena, n, sizeof *weekly[1])};
    struct tl_week_span *span = tl_week_spans(frame);
    if (weekly[0] == NULL || weekly[1] == NULL || span == NULL ||
        !tl_series_add_pair(frame, arena, out, NULL, true, &first)) {
        tl_week_spans_free(frame, span);
        return tl_fault_memory(err);
    }
    for (size_t i = 0; i < frame->n_sessions; i++)
        credit(frame, &frame->session[i], 0, whole);
    for (size_t w = 0; w < n; w++)
        for (uint32_t i = span[w].session_first; i < span[w].session_end; i++)
            credit(frame, &frame->session[i], w, weekly);
    tl_week_spans_free(frame, span);

    double sessions = total[0] + total[1], covered = tl_covered_days(frame);
    for (size_t who = 0; who < 2; who++) {
        struct tl_value rate = tl_rate(total[who], covered), share = tl_share(total[who], sessions);
        rate.n = (uint64_t)sessions;
        out->whole[who] = tl_value_least(rate, LEAST_SESSIONS, "sessions", arena);
        if (!tl_extra_add(arena, out, "share", (enum tl_whose)who,
                          tl_value_least(share, LEAST_SESSIONS, "sessions", arena)))
            return tl_fault_memory(err);
        tl_series_from_counts(frame, &out->series[first + who], weekly[who]);
    }
    struct tl_value p = sessions > 0.0
                            ? tl_value_ok(equal_p(total[0], sessions), NAN, NAN, (uint64_t)sessions)
                            : tl_value_na("no sessions");
    if (!tl_extra_add(arena, out, "equal_p", TL_WHOSE_BOTH,
                      tl_value_least(p, LEAST_SESSIONS, "sessions", arena)))
        return tl_fault_memory(err);
    return TL_OK;
}

const struct tl_measure tl_measure_initiations = {
    .id = "A06",
    .name = "initiations",
    .title = "Who starts your conversations?",
    .plain = "conversations begun a day",
    .unit = "conversations a day",
    .family = TL_FAMILY_INITIATION,
    .closeness = 1,
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .least_n = LEAST_SESSIONS,
    .reference = "Ohadi et al. 2018, Computers in Human Behavior 78:126-132",
    .compute = compute,
};
