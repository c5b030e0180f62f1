/*
 * answering.c: what turns hold and what answers them.
 */
#include "answering.h"

#include <math.h>

#include "civil.h"

#define MOST_SHORT_WORDS 2

/* A picture says as much as a sentence; a sticker, a GIF or a reaction as much as an "ok". */
static bool is_full_kind(enum tl_kind kind)
{
    switch (kind) {
    case TL_KIND_TEXT:
    case TL_KIND_GIF:
    case TL_KIND_STICKER:
    case TL_KIND_REACTION:
    case TL_KIND_MISSED_CALL:
    case TL_KIND_DELETED:
    case TL_KIND_SYSTEM:
        return false;
    default:
        return true;
    }
}

static struct tl_depth deeper(struct tl_depth a, struct tl_depth b)
{
    return (struct tl_depth){.information =
                                 a.information > b.information ? a.information : b.information,
                             .thoughts = a.thoughts > b.thoughts ? a.thoughts : b.thoughts,
                             .feelings = a.feelings > b.feelings ? a.feelings : b.feelings};
}

static struct tl_said read_turn(const struct tl_frame *f, const struct tl_turn *turn)
{
    const struct tl_conversation *conv = f->conv;
    const struct tl_annotations *a = f->annotations;
    struct tl_said said = {.valence = TL_NO_VALENCE};
    int64_t sum = 0, n = 0;
    if (turn->words > MOST_SHORT_WORDS)
        said.flags |= TL_SAID_FULL;
    for (uint32_t e = turn->first; e < turn->end; e++) {
        uint32_t message = f->event[e];
        enum tl_kind kind = (enum tl_kind)conv->kind[message];
        said.held |= a->held[message];
        said.depth = deeper(said.depth, a->depth[message]);
        said.flags |= is_full_kind(kind) ? TL_SAID_FULL : 0;
        if (conv->words[message] == 0 || kind == TL_KIND_REACTION ||
            (conv->flags[message] & TL_FLAG_FORWARDED))
            continue;
        sum += a->valence[message];
        n++;
    }
    if (n > 0) {
        said.flags |= TL_SAID_WORDS;
        said.valence = (int8_t)((sum + (sum < 0 ? -n / 2 : n / 2)) / n);
    }
    return said;
}

void tl_said_fill(const struct tl_frame *frame, struct tl_said *said)
{
    uint32_t first_of[2] = {TL_NO_TURN, TL_NO_TURN};
    for (uint32_t t = (uint32_t)frame->n_turns; t-- > 0;) {
        const struct tl_turn *turn = &frame->turn[t];
        said[t] = read_turn(frame, turn);
        said[t].next = first_of[1 - turn->who];
        first_of[turn->who] = t;
    }
}

void tl_answering_init(struct tl_answering *walk, const struct tl_frame *frame,
                       const struct tl_said *said)
{
    *walk = (struct tl_answering){.frame = frame, .said = said, .days = tl_day_resolution(frame)};
}

/* Effective hours of the awaited person from event `from` to a local time. */
static double hours_to(const struct tl_answering *walk, unsigned who, uint32_t from, int64_t local)
{
    const struct tl_frame *f = walk->frame;
    int64_t start = tl_event_local_ms(f, from);
    if (walk->days)
        return (double)(local - start) / (double)TL_MS_PER_HOUR / TL_LETTER_HOURS;
    return tl_rhythm_hours(&f->rhythm[who], local) - tl_rhythm_hours(&f->rhythm[who], start);
}

/* Do lost days begin between the event and `local`, before `hours` are over? */
static bool lost_before(struct tl_answering *walk, unsigned who, uint32_t from, int64_t local,
                        double hours)
{
    const struct tl_frame *f = walk->frame;
    int64_t day = tl_event_day(f, from);
    while (walk->silence < f->n_silences && f->silence[walk->silence].from_day <= day)
        walk->silence++;
    for (size_t i = walk->silence; i < f->n_silences; i++) {
        int64_t begin = f->silence[i].from_day * TL_MS_PER_DAY + TL_DAY_START_MS;
        if (begin >= local || hours_to(walk, who, from, begin) >= hours)
            return false;
        if (f->silence[i].lost)
            return true;
    }
    return false;
}

enum tl_reach tl_answering_reach(struct tl_answering *walk, uint32_t t, double hours)
{
    const struct tl_frame *f = walk->frame;
    unsigned who = 1u - f->turn[t].who;
    uint32_t from = f->turn[t].end - 1, next = walk->said[t].next;
    bool comes = next != TL_NO_TURN;
    int64_t local = tl_event_local_ms(f, comes ? f->turn[next].first : (uint32_t)f->n_events - 1);
    bool in_time = hours_to(walk, who, from, local) <= hours;
    if (lost_before(walk, who, from, local, hours))
        return TL_REACH_UNKNOWN;
    if (!in_time)
        return TL_REACH_SILENT;
    return comes ? TL_REACH_ANSWERED : TL_REACH_UNKNOWN;
}

bool tl_answering_called(struct tl_answering *walk, uint32_t t, int64_t minutes)
{
    const struct tl_frame *f = walk->frame;
    const struct tl_turn *turn = &f->turn[t];
    uint32_t said = turn->first; /* a call before the words was not called forth by them */
    while (said + 1 < turn->end && f->conv->words[f->event[said]] == 0)
        said++;
    if (walk->call < said)
        walk->call = said;
    while (walk->call < f->n_events && tl_event_kind(f, walk->call) != TL_KIND_CALL)
        walk->call++;
    return walk->call < f->n_events &&
           tl_event_ms(f, walk->call) - tl_event_ms(f, said) <= minutes * TL_MS_PER_MINUTE;
}

struct tl_answer tl_answer_read(const struct tl_answering *walk, uint32_t first, bool at_once)
{
    const struct tl_frame *f = walk->frame;
    const struct tl_turn *turn = &f->turn[first];
    uint32_t end = f->session[turn->session].turn_end, t = first;
    struct tl_answer answer = {.valence = NAN};
    double sum = 0.0, n = 0.0;
    for (int taken = 0; taken < TL_ANSWER_TURNS && t < end; taken++) {
        const struct tl_said *said = &walk->said[t];
        answer.held |= said->held;
        answer.last = t;
        answer.full = answer.full || (said->flags & TL_SAID_FULL);
        if (said->valence != TL_NO_VALENCE) {
            sum += said->valence;
            n += 1.0;
        }
        if (t + 1 < end && f->turn[t + 1].who == turn->who)
            t++;
        else if (at_once || t + 1 == end)
            break;
        else
            t = walk->said[t + 1].next; /* TL_NO_TURN lies beyond every end */
    }
    if (n > 0.0)
        answer.valence = sum / n / 100.0;
    return answer;
}
