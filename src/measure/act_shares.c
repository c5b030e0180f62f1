/*
 * act_shares.c: turns that hold an act, in one pass over the turns.
 */
#include "act_shares.h"

#include "turn_words.h"

bool tl_act_shares_count(const struct tl_frame *frame, struct tl_arena *arena,
                         bool (*act)(const struct tl_frame *frame, size_t event),
                         struct tl_act_shares *out)
{
    size_t n = frame->weeks.n;
    double with[2][2] = {{0}}, turns[2][2] = {{0}}; /* person, half */
    *out = (struct tl_act_shares){.holds = tl_arena_array(arena, frame->n_turns, 1)};
    struct tl_week_span *span = tl_week_spans(frame);
    bool ok = out->holds != NULL && span != NULL;
    for (size_t who = 0; who < 2; who++) {
        out->with[who] = tl_arena_array(arena, n, sizeof(double));
        out->turns[who] = tl_arena_array(arena, n, sizeof(double));
        ok = ok && out->with[who] != NULL && out->turns[who] != NULL;
    }
    size_t w = 0;
    for (uint32_t t = 0; ok && t < frame->n_turns; t++) {
        const struct tl_turn *turn = &frame->turn[t];
        for (uint32_t e = turn->first; e < turn->end && !out->holds[t]; e++)
            out->holds[t] = act(frame, e);
        if (!out->holds[t] && !tl_turn_has_text(frame, turn))
            continue;
        size_t half = t >= frame->n_turns / 2;
        turns[turn->who][half] += 1.0;
        with[turn->who][half] += out->holds[t];
        while (w < n && t >= span[w].turn_end)
            w++;
        if (w < n && t >= span[w].turn_first) {
            out->turns[turn->who][w] += 1.0;
            out->with[turn->who][w] += out->holds[t];
        }
    }
    tl_week_spans_free(frame, span);
    for (size_t who = 0; who < 2; who++)
        for (size_t half = 0; half < 2; half++) {
            out->all_with[who] += with[who][half];
            out->all_turns[who] += turns[who][half];
            double share = with[who][half] / turns[who][half];
            if (share > out->half[who])
                out->half[who] = share;
        }
    return ok;
}

bool tl_act_shares_series(const struct tl_frame *frame, struct tl_arena *arena,
                          struct tl_measurement *out, const char *label, bool tested,
                          const struct tl_act_shares *shares)
{
    size_t first;
    if (!tl_series_add_pair(frame, arena, out, label, tested, &first))
        return false;
    for (size_t who = 0; who < 2; who++)
        tl_series_from_shares(frame, &out->series[first + who], shares->with[who],
                              shares->turns[who], TL_LEAST_WEEK_TURNS);
    return true;
}

/* Did `who` do as turn t of the other within that one's next two turns? */
static bool is_returned(const struct tl_frame *frame, const struct tl_act_shares *shares,
                        uint32_t t, unsigned who, int64_t most_ms)
{
    const struct tl_turn *turn = &frame->turn[t];
    uint32_t end = frame->session[turn->session].turn_end;
    int64_t by = tl_event_ms(frame, turn->end - 1) + most_ms;
    for (uint32_t next = t + 1, own = 0; next < end && own < 2; next++) {
        if (frame->turn[next].who != who)
            continue;
        own++;
        if (shares->holds[next] &&
            (most_ms == 0 || tl_event_ms(frame, frame->turn[next].first) <= by))
            return true;
    }
    return false;
}

struct tl_value tl_act_shares_returned(const struct tl_frame *frame,
                                       const struct tl_act_shares *shares, unsigned who,
                                       int64_t most_ms, double *acts, double *returned)
{
    double all = 0.0, all_returned = 0.0;
    for (uint32_t t = 0; t < frame->n_turns; t++) {
        if (!shares->holds[t] || frame->turn[t].who == who)
            continue;
        bool came_back = is_returned(frame, shares, t, who, most_ms);
        all += 1.0;
        all_returned += came_back;
        size_t w = acts != NULL ? tl_event_week(frame, frame->turn[t].first) : SIZE_MAX;
        if (w < frame->weeks.n) {
            acts[w] += 1.0;
            returned[w] += came_back;
        }
    }
    return tl_share(all_returned, all);
}
