/*
 * deep_talks.c: scoring the sessions both people are in.
 *
 * Exchanges are in order of time, so each list is walked once beside the sessions. The words are
 * read last and only where a topic could still make the talk a deep one: reading is what costs.
 */
#include "deep_talks.h"

#include "fault.h"
#include "turn_cues.h"
#include "understanding.h"

#define LEAST_TURNS 12
#define LEAST_TURNS_EACH 4
#define LEAST_WORDS 150
#define LEAST_WORDS_EACH 40
#define VOICE_S 180 /* of voice notes stand for the words */
#define FOLLOW_UPS 2
#define CRITICISMS 3

int tl_talk_score(const struct tl_talk_signs *s)
{
    bool long_enough = s->turns[0] + s->turns[1] >= LEAST_TURNS &&
                       s->turns[0] >= LEAST_TURNS_EACH && s->turns[1] >= LEAST_TURNS_EACH;
    bool wordy = s->words[0] + s->words[1] >= LEAST_WORDS && s->words[0] >= LEAST_WORDS_EACH &&
                 s->words[1] >= LEAST_WORDS_EACH;
    int score = long_enough + (wordy || s->voice_s >= VOICE_S);
    score += s->deep[0] + s->deep[1] > 0 ? 2 : 0;
    score += s->deep[0] > 0 && s->deep[1] > 0;
    score += (s->met > 0) + (s->follow_ups >= FOLLOW_UPS) + s->topic;
    return score - (s->contempt || s->criticisms >= CRITICISMS ? 2 : 0);
}

/* Exchanges of one kind, walked beside the sessions. */
struct walk {
    const struct tl_exchange *x;
    size_t n, at;
};

static struct walk walk_of(const struct tl_exchanges *x, enum tl_exchange_kind kind)
{
    struct walk w = {0};
    w.x = tl_exchanges_of(x, kind, &w.n);
    return w;
}

/* How many that began in the session had this outcome. */
static uint32_t count_in(struct walk *w, const struct tl_session *s, enum tl_outcome outcome)
{
    uint32_t k = 0;
    while (w->at < w->n && w->x[w->at].first < s->turn_first)
        w->at++;
    for (; w->at < w->n && w->x[w->at].first < s->turn_end; w->at++)
        k += w->x[w->at].outcome == outcome;
    return k;
}

static void read_session(const struct tl_frame *f, const struct tl_session *s,
                         struct tl_talk_signs *signs)
{
    for (uint32_t t = s->turn_first; t < s->turn_end; t++) {
        const struct tl_turn *turn = &f->turn[t];
        const struct tl_said *said = &f->exchanges->said[t];
        signs->turns[turn->who]++;
        signs->words[turn->who] += turn->words;
        signs->deep[turn->who] += tl_depth_is_deep(said->depth);
        signs->disclosure = signs->disclosure || tl_depth_is_deep(said->depth) ||
                            (said->held & TL_BIT(DISCLOSURE)) != 0;
        signs->follow_ups += (said->held & TL_BIT(FOLLOW_UP)) != 0;
        signs->criticisms += (said->held & TL_BIT(CRITICISM)) != 0;
        signs->contempt = signs->contempt || (said->held & TL_BIT(CONTEMPT)) != 0;
    }
    for (uint32_t e = s->first; e < s->end && f->conv->duration_s != NULL; e++)
        if (tl_event_kind(f, e) == TL_KIND_VOICE && f->conv->duration_s[f->event[e]] > 0)
            signs->voice_s += f->conv->duration_s[f->event[e]];
}

/* Self, us, values, future, fears: the list of matters people tell few others. */
static bool has_topic(const struct tl_frame *f, const struct tl_session *s)
{
    for (uint32_t t = s->turn_first; t < s->turn_end; t++)
        if (f->exchanges->said[t].depth.thoughts == 2 || f->cues->turn[t].topic)
            return true;
    return false;
}

enum tl_status tl_deep_talks_find(struct tl_frame *f, struct tl_exchanges *x, struct tl_error *err)
{
    struct walk told = walk_of(x, TL_EXCHANGE_DISCLOSURE);
    struct walk conflict = walk_of(x, TL_EXCHANGE_CONFLICT);
    x->n_deep = x->dialogues = 0;
    for (uint32_t i = 0; i < f->n_sessions; i++)
        x->dialogues += f->session[i].dialogue;
    x->deep = tl_arena_array(&f->arena, x->dialogues, sizeof *x->deep);
    if (x->deep == NULL)
        return tl_fault_memory(err);
    for (uint32_t i = 0; i < f->n_sessions; i++) {
        const struct tl_session *s = &f->session[i];
        struct tl_talk_signs signs = {.met = count_in(&told, s, TL_OUTCOME_MET)};
        bool difficult = count_in(&conflict, s, TL_OUTCOME_REPAIRED) > 0;
        if (!s->dialogue)
            continue;
        read_session(f, s, &signs);
        int score = tl_talk_score(&signs);
        if (!signs.disclosure || score < TL_DEEP_SCORE - 1)
            continue;
        signs.topic = has_topic(f, s);
        score += signs.topic;
        if (score >= TL_DEEP_SCORE)
            x->deep[x->n_deep++] = (struct tl_deep_talk){i, (int8_t)score, difficult};
    }
    return TL_OK;
}

double tl_covered_between(const struct tl_frame *f, uint32_t from, uint32_t to)
{
    int64_t begin = tl_event_day(f, from), end = tl_event_day(f, to), days = end - begin;
    for (size_t i = 0; i < f->n_silences; i++) {
        const struct tl_silence *s = &f->silence[i];
        int64_t lo = s->from_day > begin ? s->from_day : begin;
        int64_t hi = s->to_day < end ? s->to_day : end;
        if (s->lost && hi > lo)
            days -= hi - lo;
    }
    return days > 0 ? (double)days : 0.0;
}
