/*
 * small_talk.c: puts an invented chat into words that do what such words do.
 *
 * Most messages are lines of the stock: errands, dinner, work; the first of a while tends to greet,
 * short ones after the other's question answer it, the topic stays for a while. Some are acts:
 * messages of labelled scenes that thank, open up, ask after something, press. How often is the
 * table below: rare ones are rare, and what follows on an act depends on it and on how warm the
 * speaker is that day. The shares are this program's design; nobody has counted them in a
 * representative set of chats.
 *
 * Which messages are questions is drawn first and depends on nothing, for measures of timing look
 * at question marks; an act that is not asked or too long for the wanted length is left, and a
 * line stands in its place. Lines are added until there are about enough words.
 */
#include "civil.h"
#include "simulating.h"
#include "words.h"

#define NEW_TALK_MS (2 * TL_MS_PER_HOUR)
#define ASKS 0.14
#define TRIES 4
#define ACT_TRIES 12
#define SENTENCES_MOST 24
#define ANY TL_LABEL_COUNT

/* After the other's `after`, in messages that ask or do not: with which probability somebody warm
   (1) and somebody cold (0) does `act`. */
static const struct rule {
    uint8_t after, act;
    bool asks;
    float warm, cold;
} rules[] = {
    {TL_LABEL_DISCLOSURE, TL_LABEL_VALIDATION, false, .60f, .05f},
    {TL_LABEL_DISCLOSURE, TL_LABEL_AFFECTION, false, .10f, 0},
    {TL_LABEL_DISCLOSURE, TL_LABEL_DISMISSAL, false, .04f, .25f},
    {TL_LABEL_DISCLOSURE, TL_LABEL_WITHDRAW, false, .01f, .10f},
    {TL_LABEL_DISCLOSURE, TL_LABEL_FOLLOW_UP, true, .70f, .15f},
    {TL_LABEL_FEELING, TL_LABEL_VALIDATION, false, .30f, .03f},
    {TL_LABEL_FEELING, TL_LABEL_DISMISSAL, false, .02f, .12f},
    {TL_LABEL_FEELING, TL_LABEL_FOLLOW_UP, true, .50f, .10f},
    {TL_LABEL_DEMAND, TL_LABEL_DEFENSIVENESS, false, .20f, .30f},
    {TL_LABEL_DEMAND, TL_LABEL_WITHDRAW, false, .10f, .45f},
    {TL_LABEL_DEMAND, TL_LABEL_REPAIR, false, .15f, 0},
    {TL_LABEL_DEMAND, TL_LABEL_APOLOGY, false, .10f, 0},
    {TL_LABEL_CRITICISM, TL_LABEL_DEFENSIVENESS, false, .35f, .40f},
    {TL_LABEL_CRITICISM, TL_LABEL_WITHDRAW, false, .10f, .35f},
    {TL_LABEL_CRITICISM, TL_LABEL_REPAIR, false, .15f, 0},
    {TL_LABEL_FOLLOW_UP, TL_LABEL_DISCLOSURE, false, .08f, 0},
    {TL_LABEL_FOLLOW_UP, TL_LABEL_FEELING, false, .06f, .01f},
    {TL_LABEL_FOLLOW_UP, TL_LABEL_MASKING, false, .02f, .12f},
    {TL_LABEL_GRATITUDE, TL_LABEL_AFFECTION, false, .20f, 0},
    {TL_LABEL_AFFECTION, TL_LABEL_AFFECTION, false, .25f, 0},
    {TL_LABEL_APOLOGY, TL_LABEL_REPAIR, false, .20f, 0},
    {ANY, TL_LABEL_AFFECTION, false, .030f, 0},
    {ANY, TL_LABEL_GRATITUDE, false, .015f, .002f},
    {ANY, TL_LABEL_FEELING, false, .020f, .001f},
    {ANY, TL_LABEL_DISCLOSURE, false, .040f, 0},
    {ANY, TL_LABEL_NEED, false, .004f, .004f},
    {ANY, TL_LABEL_APOLOGY, false, .005f, .003f},
    {ANY, TL_LABEL_BID, false, .030f, 0},
    {ANY, TL_LABEL_LOGISTICS, false, .080f, .080f},
    {ANY, TL_LABEL_CRITICISM, false, .002f, .002f},
    {ANY, TL_LABEL_DEMAND, false, .002f, .002f},
    {ANY, TL_LABEL_FOLLOW_UP, true, .250f, 0},
    {ANY, TL_LABEL_BID, true, .150f, 0},
    {ANY, TL_LABEL_LOGISTICS, true, .100f, .100f},
    {ANY, TL_LABEL_DEMAND, true, .020f, .020f},
};

bool tl_sim_mood_init(struct tl_sim_mood *mood, struct tl_arena *arena, int64_t change_day)
{
    *mood = (struct tl_sim_mood){.last_who = 2,
                                 .change_ms = change_day == TL_NO_DAY ? INT64_MAX
                                                                      : change_day * TL_MS_PER_DAY};
    return tl_sim_acts_read(&mood->acts, arena);
}

static bool chance(struct tl_rng *rng, double p)
{
    return tl_rng_uniform(rng) < p;
}

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

static bool is_recent(const struct tl_sim_mood *mood, const char *line)
{
    for (size_t i = 0; i < TL_SIM_RECENT; i++) {
        if (mood->recent[i] == line)
            return true;
    }
    return false;
}

static void remember(struct tl_sim_mood *mood, const char *line)
{
    mood->recent[mood->next] = line;
    mood->next = (mood->next + 1) % TL_SIM_RECENT;
}

static bool is_question(struct tl_str s)
{
    return s.len > 0 && s.ptr[s.len - 1] == '?';
}

/* The best of a few lines for `words`, questions or not as asked; *found is its length. What was
   just said is taken only when nothing else came up. */
static struct tl_str pick(struct tl_rng *rng, struct tl_sim_mood *mood, enum tl_sim_topic topic,
                          bool asks, uint32_t words, uint32_t *found)
{
    const struct tl_sim_lines lines = tl_sim_lines(topic);
    struct tl_str best = {NULL, 0};
    uint32_t best_off = UINT32_MAX;
    *found = 0;
    for (int i = 0; i < TRIES; i++) {
        size_t at = tl_rng_below(rng, (uint32_t)lines.n);
        for (size_t k = 0; k < lines.n && is_question(tl_str_from(lines.line[at])) != asks; k++)
            at = (at + 1) % lines.n;
        const struct tl_str s = tl_str_from(lines.line[at]);
        const uint32_t n = (uint32_t)tl_count_words(s);
        const uint32_t off = distance(n, words) + (is_recent(mood, s.ptr) ? UINT16_MAX : 0u);
        if (off < best_off) {
            best = s;
            best_off = off;
            *found = n;
        }
    }
    remember(mood, best.ptr);
    return best;
}

static enum tl_sim_topic choose(struct tl_rng *rng, struct tl_sim_mood *mood, uint32_t words,
                                bool fresh, int hour, bool answering)
{
    if (fresh && hour >= 5 && hour < 11 && chance(rng, 0.6))
        return TL_SIM_MORNING;
    if (fresh && chance(rng, 0.3))
        return TL_SIM_HELLO;
    if ((hour >= 22 || hour < 2) && words <= 5 && chance(rng, 0.12))
        return TL_SIM_NIGHT;
    if (answering && words <= 4 && chance(rng, mood->asked ? 0.9 : 0.7))
        return chance(rng, 0.12) ? TL_SIM_LAUGHS : TL_SIM_ANSWERS;
    if (words <= 2)
        return TL_SIM_ANSWERS;
    if (fresh || chance(rng, 0.15))
        mood->topic = tl_rng_below(rng, TL_SIM_SMALL_TOPICS);
    return (enum tl_sim_topic)mood->topic;
}

/* What the next message does; NULL: nothing of its own. */
static const struct rule *draw_rule(struct tl_rng *rng, const struct tl_sim_mood *mood, bool asks,
                                    const struct tl_sim_tone *tone)
{
    double u = tl_rng_uniform(rng);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *r = &rules[i];
        if (r->asks != asks || (r->after != ANY && (mood->heard >> r->after & 1) == 0))
            continue;
        const double p = (double)r->cold + (double)(r->warm - r->cold) * tone->warmth;
        u -= r->after == ANY && r->act == TL_LABEL_DEMAND ? p * tone->press : p;
        if (u < 0)
            return r;
    }
    return NULL;
}

/* The best of a few for `words`, NULL when all are far too long. */
static const struct tl_sim_act *pick_act(struct tl_rng *rng, struct tl_sim_mood *mood,
                                         unsigned label, bool asks, uint32_t words)
{
    const struct tl_sim_act *acts = mood->acts.act + mood->acts.from[label][asks], *best = NULL;
    const size_t n = mood->acts.end[label][asks] - mood->acts.from[label][asks];
    uint32_t best_off = 2 * words / 3 + 1;
    for (int i = 0; n > 0 && i < ACT_TRIES; i++) {
        const struct tl_sim_act *a = &acts[tl_rng_below(rng, (uint32_t)n)];
        const uint32_t off = distance(a->words, words);
        if ((off < best_off || (best == NULL && a->words < words)) &&
            !is_recent(mood, a->text.ptr)) {
            best = a;
            best_off = off;
        }
    }
    if (best != NULL)
        remember(mood, best->text.ptr);
    return best;
}

/* Full stop and blank between two lines; a mark at the end of the first stands for the stop. */
static void join(struct tl_buf *buf)
{
    const char last = buf->len > 0 ? buf->ptr[buf->len - 1] : ' ';
    if (last != '?' && last != '!' && last != '.')
        tl_buf_putc(buf, '.');
    tl_buf_putc(buf, ' ');
}

void tl_sim_small_talk(struct tl_buf *buf, struct tl_rng *rng, struct tl_sim_mood *mood,
                       unsigned who, int64_t ms, uint32_t words, const struct tl_sim_tone *tone)
{
    const bool fresh = mood->last_who > 1 || ms - mood->last_ms > NEW_TALK_MS;
    const bool answering = !fresh && mood->last_who != who;
    const int hour = (int)(tl_floor_mod(ms, TL_MS_PER_DAY) / TL_MS_PER_HOUR);
    const bool lower = who == 1 && chance(rng, 0.4), asks = chance(rng, ASKS);
    if (mood->last_who != who) {
        mood->heard = mood->said;
        mood->said = 0;
    }
    const struct rule *rule = tone != NULL ? draw_rule(rng, mood, asks, tone) : NULL;
    const struct tl_sim_act *act =
        rule != NULL ? pick_act(rng, mood, rule->act, asks, words) : NULL;
    if (act != NULL && rule->after != ANY)
        mood->heard = 0;
    uint32_t written = 0;
    for (int i = 0; i < SENTENCES_MOST && !buf->failed; i++) {
        const uint32_t left = words - written;
        const bool question = asks && i == 0;
        uint32_t n;
        struct tl_str s;
        if (act != NULL && i == 0) {
            s = act->text;
            n = act->words;
        } else {
            enum tl_sim_topic topic =
                choose(rng, mood, left, fresh && i == 0, hour, answering && i == 0);
            if (question && topic >= TL_SIM_SMALL_TOPICS && topic != TL_SIM_ANSWERS)
                topic = (enum tl_sim_topic)mood->topic;
            s = pick(rng, mood, topic, question, left, &n);
        }
        if (i > 0) {
            if (n > left + (left + 1) / 2) /* far too long: better end here */
                break;
            join(buf);
        }
        const size_t from = buf->len;
        tl_buf_put_str(buf, s);
        if (lower && !buf->failed && s.len > 1 && s.ptr[1] >= 'a' && s.ptr[1] <= 'z')
            buf->ptr[from] = tl_to_lower(buf->ptr[from]);
        written += n;
        if (written + 2 >= words) /* a short answer would follow, to oneself */
            break;
    }
    if (chance(rng, who == 0 ? 0.14 : 0.06)) {
        const struct tl_sim_lines faces = tl_sim_lines(TL_SIM_EMOJI);
        tl_buf_putc(buf, ' ');
        tl_buf_puts(buf, faces.line[tl_rng_below(rng, (uint32_t)faces.n)]);
    }
    struct tl_planted *planted = &mood->planted[ms >= mood->change_ms];
    const uint64_t labels = act != NULL ? act->labels : 0;
    mood->said |= labels;
    planted->texts[who]++;
    for (unsigned l = 0; l < TL_LABEL_COUNT; l++)
        planted->label[who][l] += (uint32_t)(labels >> l & 1);
    mood->asked = asks;
    mood->last_who = (uint8_t)who;
    mood->last_ms = ms;
}
