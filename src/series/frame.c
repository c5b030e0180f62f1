/*
 * frame.c: weeks, silences, sessions and turns of one conversation, in three passes over its
 * events.
 */
#include "frame.h"

#include "civil.h"
#include "fault.h"

/* A longer record means dates that cannot be right; the bound also bounds memory. */
#define MOST_WEEKS 10436 /* 200 years */
#define LOST_DAYS 120
#define LONGEST_COUNTED 4096 /* days; longer silences are counted as this long */

int64_t tl_event_day(const struct tl_frame *f, size_t e)
{
    return tl_floor_div(tl_event_local_ms(f, e) - TL_DAY_START_MS, TL_MS_PER_DAY);
}

size_t tl_event_week(const struct tl_frame *f, size_t e)
{
    int64_t day = tl_event_day(f, e) - f->weeks.first_day;
    if (day < 0 || day >= (int64_t)f->weeks.n * 7)
        return SIZE_MAX;
    return (size_t)(day / 7);
}

double tl_event_effective(const struct tl_frame *f, unsigned who, size_t e)
{
    return tl_rhythm_hours(&f->rhythm[who], tl_event_local_ms(f, e));
}

static enum tl_status collect_events(struct tl_frame *f, struct tl_error *err)
{
    const struct tl_conversation *conv = f->conv;
    size_t n = 0;
    for (size_t i = 0; i < conv->n_messages; i++)
        n += conv->sender[i] < 2 && conv->kind[i] != TL_KIND_SYSTEM;
    f->event = tl_arena_array(&f->arena, n, sizeof *f->event);
    if (f->event == NULL)
        return tl_fault_memory(err);
    for (size_t i = 0; i < conv->n_messages; i++)
        if (conv->sender[i] < 2 && conv->kind[i] != TL_KIND_SYSTEM)
            f->event[f->n_events++] = (uint32_t)i;
    return TL_OK;
}

/* Silent runs of days; a run is suspicious against the pair's own earlier ones (Q01). */
static enum tl_status find_silences(struct tl_frame *f, struct tl_error *err)
{
    size_t n = 0;
    for (size_t e = 1; e < f->n_events; e++)
        n += tl_event_day(f, e) > tl_event_day(f, e - 1) + 1;
    f->silence = tl_arena_array(&f->arena, n, sizeof *f->silence);
    uint32_t *earlier = tl_alloc_zeroed(f->ctx, LONGEST_COUNTED + 1, sizeof *earlier);
    if (f->silence == NULL || earlier == NULL) {
        tl_free(f->ctx, earlier, (LONGEST_COUNTED + 1) * sizeof *earlier);
        return tl_fault_memory(err);
    }
    for (size_t e = 1; e < f->n_events && f->n_silences < n; e++) {
        int64_t from = tl_event_day(f, e - 1) + 1, to = tl_event_day(f, e);
        if (to <= from)
            continue;
        size_t length = (size_t)(to - from < LONGEST_COUNTED ? to - from : LONGEST_COUNTED);
        /* q99 of the earlier runs: the least length that 99 % of them do not exceed */
        size_t q99 = 0, seen = 0;
        while (q99 < LONGEST_COUNTED && (double)seen < 0.99 * (double)f->n_silences)
            seen += earlier[++q99];
        struct tl_silence *s = &f->silence[f->n_silences++];
        *s = (struct tl_silence){.from_day = from, .to_day = to};
        s->suspicious = length > (q99 > 3 ? q99 : 3);
        /* Between the end of one file and the start of another nobody knows what was written, and
           four months without a word are no silence of a couple but another life of the file: a new
           phone, another app, or one line with a wrong year. */
        s->lost = s->suspicious && (length >= LOST_DAYS ||
                                    f->conv->file[f->event[e - 1]] != f->conv->file[f->event[e]]);
        earlier[length]++;
    }
    tl_free(f->ctx, earlier, (LONGEST_COUNTED + 1) * sizeof *earlier);
    return TL_OK;
}

static void uncover(struct tl_weeks *weeks, int64_t from_day, int64_t to_day)
{
    int64_t end = weeks->first_day + 7 * (int64_t)weeks->n;
    if (from_day < weeks->first_day)
        from_day = weeks->first_day;
    if (to_day > end)
        to_day = end;
    for (int64_t day = from_day; day < to_day; day++) {
        double *covered = &weeks->covered[(day - weeks->first_day) / 7];
        *covered = *covered > 1.0 ? *covered - 1.0 : 0.0;
    }
}

static enum tl_status lay_weeks(struct tl_frame *f, const struct tl_frame_options *options,
                                struct tl_error *err)
{
    f->first_day = tl_event_day(f, 0);
    f->last_day = f->first_day;
    for (size_t e = 1; e < f->n_events; e++) {
        int64_t day = tl_event_day(f, e);
        if (day > f->last_day)
            f->last_day = day;
    }
    f->weeks.first_day = f->first_day + (7 - tl_weekday(f->first_day)) % 7;
    int64_t days = f->last_day + 1 - f->weeks.first_day;
    f->weeks.n = days >= 7 ? (size_t)(days / 7) : 0;
    if (f->weeks.n > MOST_WEEKS)
        return tl_fault(err, TL_FAIL, TL_CODE_LIMIT,
                        "the chat spans more than 200 years, so some of its dates must be wrong; "
                        "limit it with --since and --until");
    f->weeks.covered = tl_arena_array(&f->arena, f->weeks.n, sizeof *f->weeks.covered);
    if (f->weeks.covered == NULL)
        return tl_fault_memory(err);
    for (size_t w = 0; w < f->weeks.n; w++)
        f->weeks.covered[w] = 7.0;
    enum tl_status status = find_silences(f, err);
    if (status != TL_OK)
        return status;
    size_t n_lost = options != NULL ? options->n_lost : 0;
    for (size_t i = 0; i < n_lost; i++)
        uncover(&f->weeks, options->lost[i].from_day, options->lost[i].to_day);
    for (size_t s = 0; s < f->n_silences; s++) {
        struct tl_silence *silence = &f->silence[s];
        bool marked = false;
        for (size_t i = 0; i < n_lost; i++)
            marked = marked || (silence->from_day >= options->lost[i].from_day &&
                                silence->to_day <= options->lost[i].to_day);
        if (silence->lost && !marked)
            uncover(&f->weeks, silence->from_day, silence->to_day);
        silence->lost = silence->lost || marked;
    }
    return TL_OK;
}

/* One pass that counts (fill false) or fills the sessions and turns. */
static void walk(struct tl_frame *f, int64_t session_gap, bool fill, size_t *n_sessions,
                 size_t *n_turns)
{
    const struct tl_conversation *conv = f->conv;
    size_t sessions = 0, turns = 0;
    for (size_t e = 0; e < f->n_events; e++) {
        int64_t gap = e > 0 ? tl_event_ms(f, e) - tl_event_ms(f, e - 1) : INT64_MAX;
        unsigned who = tl_event_who(f, e);
        bool new_session = gap > session_gap;
        bool new_turn = new_session || gap > TL_TURN_GAP_MS || who != tl_event_who(f, e - 1);
        if (fill && new_session)
            f->session[sessions] =
                (struct tl_session){.first = (uint32_t)e, .turn_first = (uint32_t)turns};
        sessions += new_session;
        if (fill && new_turn)
            f->turn[turns] = (struct tl_turn){
                .first = (uint32_t)e, .session = (uint32_t)(sessions - 1), .who = (uint8_t)who};
        turns += new_turn;
        if (fill) {
            struct tl_session *session = &f->session[sessions - 1];
            struct tl_turn *turn = &f->turn[turns - 1];
            session->end = turn->end = (uint32_t)e + 1;
            session->turn_end = (uint32_t)turns;
            session->dialogue = session->dialogue || who != tl_event_who(f, session->first);
            turn->words += conv->words[f->event[e]];
        }
    }
    *n_sessions = sessions;
    *n_turns = turns;
}

static enum tl_status cut_sessions(struct tl_frame *f, int64_t session_gap, struct tl_error *err)
{
    size_t sessions, turns;
    walk(f, session_gap, false, &sessions, &turns);
    f->session = tl_arena_array(&f->arena, sessions, sizeof *f->session);
    f->turn = tl_arena_array(&f->arena, turns, sizeof *f->turn);
    if (f->session == NULL || f->turn == NULL)
        return tl_fault_memory(err);
    walk(f, session_gap, true, &f->n_sessions, &f->n_turns);
    return TL_OK;
}

static enum tl_status learn_rhythms(struct tl_frame *f, struct tl_error *err)
{
    int64_t *local = tl_alloc_zeroed(f->ctx, f->n_events, sizeof *local);
    if (local == NULL)
        return tl_fault_memory(err);
    int64_t from = INT64_MAX, to = INT64_MIN;
    for (size_t e = 0; e < f->n_events; e++) {
        int64_t ms = tl_event_local_ms(f, e);
        from = ms < from ? ms : from;
        to = ms > to ? ms : to;
    }
    enum tl_status status = TL_OK;
    for (unsigned who = 0; who < 2 && status == TL_OK; who++) {
        size_t n = 0;
        for (size_t e = 0; e < f->n_events; e++)
            if (tl_event_who(f, e) == who)
                local[n++] = tl_event_local_ms(f, e);
        status = tl_rhythm_init(&f->rhythm[who], &f->arena, local, n, from, to, err);
    }
    tl_free(f->ctx, local, f->n_events * sizeof *local);
    return status;
}

enum tl_status tl_frame_init(struct tl_frame *frame, const struct tl_context *ctx,
                             const struct tl_conversation *conv,
                             const struct tl_frame_options *options, struct tl_error *err)
{
    *frame = (struct tl_frame){
        .ctx = ctx, .conv = conv, .annotations = options != NULL ? options->annotations : NULL};
    tl_arena_init(&frame->arena, ctx);
    int64_t session_gap = options != NULL && options->session_gap_ms > 0 ? options->session_gap_ms
                                                                         : TL_SESSION_GAP_MS;
    enum tl_status status = collect_events(frame, err);
    if (status == TL_OK && frame->n_events > 0) {
        status = lay_weeks(frame, options, err);
        if (status == TL_OK)
            status = cut_sessions(frame, session_gap, err);
        if (status == TL_OK)
            status = learn_rhythms(frame, err);
    }
    if (status != TL_OK)
        tl_frame_release(frame);
    return status;
}

void tl_frame_release(struct tl_frame *frame)
{
    tl_arena_release(&frame->arena);
    *frame = (struct tl_frame){.ctx = frame->ctx};
}
