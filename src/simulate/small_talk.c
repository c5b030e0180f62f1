/*
 * small_talk.c: puts lines of the stock together so that an invented chat reads like one.
 *
 * The first message of a while tends to greet, short ones after the other's question answer it, the
 * topic stays for a while, feelings and thanks turn up in proportion to `warmth`. Of a few lines
 * drawn the one nearest to the wanted number of words is taken, and lines are added until there are
 * about enough. Person 1 often writes in lower case, person 0 likes emoji.
 */
#include "civil.h"
#include "simulating.h"
#include "words.h"

#define NEW_TALK_MS (2 * TL_MS_PER_HOUR)
#define TRIES 4
#define SENTENCES_MOST 24

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

/* The best of a few lines for `words`; *found is its length. What was just said is taken only when
   nothing else came up. */
static struct tl_str pick(struct tl_rng *rng, struct tl_sim_mood *mood, enum tl_sim_topic topic,
                          uint32_t words, uint32_t *found)
{
    const struct tl_sim_lines lines = tl_sim_lines(topic);
    struct tl_str best = {NULL, 0};
    uint32_t best_off = UINT32_MAX;
    *found = 0;
    for (int i = 0; i < TRIES; i++) {
        const struct tl_str s = tl_str_from(lines.line[tl_rng_below(rng, (uint32_t)lines.n)]);
        const uint32_t n = (uint32_t)tl_count_words(s);
        const uint32_t off = distance(n, words) + (is_recent(mood, s.ptr) ? UINT16_MAX : 0u);
        if (off < best_off) {
            best = s;
            best_off = off;
            *found = n;
        }
    }
    mood->recent[mood->next] = best.ptr;
    mood->next = (mood->next + 1) % TL_SIM_RECENT;
    return best;
}

static enum tl_sim_topic choose(struct tl_rng *rng, struct tl_sim_mood *mood, uint32_t words,
                                double warm, bool fresh, int hour, bool answering)
{
    if (fresh && hour >= 5 && hour < 11 && chance(rng, 0.6))
        return TL_SIM_MORNING;
    if (fresh && chance(rng, 0.3))
        return TL_SIM_HELLO;
    if ((hour >= 22 || hour < 2) && words <= 5 && chance(rng, 0.12))
        return TL_SIM_NIGHT;
    if (answering && words <= 4 && chance(rng, mood->asked ? 0.9 : 0.7))
        return chance(rng, 0.12) ? TL_SIM_LAUGHS : TL_SIM_ANSWERS;
    const double u = tl_rng_uniform(rng);
    if (u < 0.05 * warm)
        return words >= 4 ? TL_SIM_FEELINGS : TL_SIM_WARMTH;
    if (u < 0.11 * warm)
        return TL_SIM_WARMTH;
    if (u < 0.17 * warm)
        return TL_SIM_ASKING;
    if (words <= 2)
        return TL_SIM_ANSWERS;
    if (fresh || chance(rng, 0.15))
        mood->topic = tl_rng_below(rng, TL_SIM_SMALL_TOPICS);
    return (enum tl_sim_topic)mood->topic;
}

/* Full stop and blank between two lines; a mark at the end of the first stands for the stop. */
static void join(struct tl_buf *buf)
{
    const char last = buf->len > 0 ? buf->ptr[buf->len - 1] : ' ';
    if (last != '?' && last != '!')
        tl_buf_putc(buf, '.');
    tl_buf_putc(buf, ' ');
}

void tl_sim_small_talk(struct tl_buf *buf, struct tl_rng *rng, struct tl_sim_mood *mood,
                       unsigned who, int64_t ms, uint32_t words, double warm)
{
    const bool fresh = mood->last_who > 1 || ms - mood->last_ms > NEW_TALK_MS;
    const bool answering = !fresh && mood->last_who != who;
    const int hour = (int)(tl_floor_mod(ms, TL_MS_PER_DAY) / TL_MS_PER_HOUR);
    const bool lower = who == 1 && chance(rng, 0.4);
    uint32_t written = 0;
    for (int i = 0; i < SENTENCES_MOST && !buf->failed; i++) {
        const uint32_t left = words - written;
        uint32_t n;
        const enum tl_sim_topic topic =
            choose(rng, mood, left, warm, fresh && i == 0, hour, answering && i == 0);
        const struct tl_str s = pick(rng, mood, topic, left, &n);
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
    mood->asked = !buf->failed && buf->len > 0 && buf->ptr[buf->len - 1] == '?';
    mood->last_who = (uint8_t)who;
    mood->last_ms = ms;
}
