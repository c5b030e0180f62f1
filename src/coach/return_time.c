/*
 * return_time.c: see return_time.h.
 *
 * Looked for is a sentence that speaks of going on ("let's talk", "I'll be back") and names a time:
 * "in 40 minutes", "in an hour", "at 8", "tonight", "tomorrow morning". An hour without "am" or
 * "pm" is the next one there is, in the evening where it says so. The words are data of the
 * language.
 */
#include "return_time.h"

#include "number.h"
#include "str.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
#define EVENING 20 /* hours that are meant where none is named */
#define MORNING 9
#define NEXT_DAY 18

/* The first place of the set in the sentence of word `in`. */
static bool find_in(const struct tl_script *s, enum tl_coach_set set, size_t in,
                    struct tl_span *span)
{
    size_t from = in;
    while (from > 0 && s->word[from - 1].sentence == s->word[in].sentence)
        from--;
    return tl_script_find(s, set, from, span) &&
           s->word[span->first].sentence == s->word[in].sentence;
}

/* "8", "8:30", "8pm", "20.15" as minutes of a day; `rest` is what stands behind the digits. */
static int clock_of(struct tl_str word, struct tl_str *rest)
{
    int value[2] = {0, 0};
    size_t at = 0;
    for (int part = 0; part < 2; part++) {
        const size_t start = at;
        while (at < word.len && at - start < 2 && tl_is_digit(word.ptr[at]))
            value[part] = value[part] * 10 + (word.ptr[at++] - '0');
        if (at == start)
            return -1;
        if (part == 1 || at + 1 >= word.len || (word.ptr[at] != ':' && word.ptr[at] != '.') ||
            !tl_is_digit(word.ptr[at + 1]))
            break;
        at++;
    }
    *rest = tl_str_slice(word, at, word.len);
    return value[0] <= 24 && value[1] < 60 ? value[0] * 60 + value[1] : -1;
}

/* The number at word w; -1: there is none. */
static int number_of(const struct tl_script *s, size_t w)
{
    struct tl_str rest;
    const int minutes = w < s->n ? clock_of(s->word[w].norm, &rest) : -1;
    return minutes < 0 || minutes % 60 != 0 ? -1 : minutes / 60;
}

static int64_t after_a_while(const struct tl_script *s, size_t in)
{
    struct tl_span span;
    if (find_in(s, TL_SET_HALF_HOUR, in, &span))
        return HOUR_MS / 2;
    if (find_in(s, TL_SET_AN_HOUR, in, &span))
        return HOUR_MS;
    if (find_in(s, TL_SET_HOURS, in, &span) && span.first > 0)
        return number_of(s, span.first - 1) * HOUR_MS;
    if (find_in(s, TL_SET_MINUTES, in, &span) && span.first > 0) {
        const struct tl_str word = s->word[span.first - 1].norm;
        uint64_t minutes;
        return tl_parse_uint64(word, &minutes) && minutes < 1440 ? (int64_t)minutes * MINUTE_MS
                                                                 : -1;
    }
    return -1;
}

static int64_t at_hour(const struct tl_script *s, size_t w, int64_t day, int64_t now_ms, bool late,
                       bool early)
{
    struct tl_str rest;
    int minutes = w < s->n ? clock_of(s->word[w].norm, &rest) : -1;
    if (minutes < 0)
        return TL_NO_DAY;
    if (rest.len == 0 && w + 1 < s->n)
        rest = s->word[w + 1].norm;
    const bool pm = tl_str_equal(rest, tl_str_from("pm")),
               am = tl_str_equal(rest, tl_str_from("am"));
    const bool half = !am && !pm && !early && !late && minutes < 720; /* of the day is not said */
    if ((pm || late) && minutes < 720)
        minutes += 720;
    int64_t at = day + minutes * MINUTE_MS;
    while (at <= now_ms)
        at += half ? DAY_MS / 2 : DAY_MS;
    return at;
}

static int64_t time_in(const struct tl_script *s, size_t in, int64_t now_ms)
{
    struct tl_span span;
    const int64_t wait = after_a_while(s, in);
    if (wait > 0)
        return now_ms + wait;
    const bool late = find_in(s, TL_SET_TONIGHT, in, &span);
    const bool early = find_in(s, TL_SET_MORNING, in, &span);
    const bool next = find_in(s, TL_SET_TOMORROW, in, &span);
    const int64_t day = now_ms - now_ms % DAY_MS + (next ? DAY_MS : 0);
    if (find_in(s, TL_SET_AT_HOUR, in, &span)) {
        const int64_t at = at_hour(s, span.end, day, now_ms, late, early);
        if (at != TL_NO_DAY)
            return at;
    }
    if (!late && !next)
        return TL_NO_DAY;
    return day + (late ? EVENING : early ? MORNING : NEXT_DAY) * HOUR_MS;
}

int64_t tl_return_time(const struct tl_script *s, int64_t now_ms)
{
    struct tl_span span;
    if (now_ms == TL_NO_DAY)
        return TL_NO_DAY;
    for (size_t from = 0; tl_script_find(s, TL_SET_GO_ON, from, &span); from = span.end) {
        const int64_t at = time_in(s, span.first, now_ms);
        if (at != TL_NO_DAY && at > now_ms && at - now_ms <= 2 * DAY_MS)
            return at;
    }
    return TL_NO_DAY;
}
