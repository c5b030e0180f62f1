/*
 * checks.c: which rules a draft sets off.
 *
 * Most are phrases alone. The others are here, in three tables' worth of small functions: those
 * that go by the form of the draft, by the message it answers, and by the talk so far. Jokes (a
 * laugh in the draft) set off no rule of attack; a laugh does not excuse contempt unless there is
 * fondness too.
 */
#include "checks.h"

#include <string.h>

enum {
    F01,
    F02,
    F03,
    F04,
    F05,
    F06,
    F07,
    F08,
    F09,
    F10,
    F11,
    F12,
    F13,
    F14,
    F15,
    F16,
    F17,
    F18,
    F19,
    F20,
    F21,
    F22,
    F23,
    F24,
    F25,
    F26,
    F27,
    F28,
    F29,
    F30,
    F31,
    F32,
    F33,
    F34,
    F35
};

#define BIT(rule) (UINT64_C(1) << (rule))
/* Silent where the draft laughs. */
#define NOT_IN_JOKES                                                                               \
    (BIT(F01) | BIT(F02) | BIT(F04) | BIT(F05) | BIT(F06) | BIT(F07) | BIT(F09) | BIT(F12) |       \
     BIT(F13) | BIT(F14) | BIT(F15) | BIT(F16) | BIT(F17) | BIT(F18) | BIT(F22) | BIT(F23) |       \
     BIT(F25) | BIT(F27) | BIT(F28) | BIT(F31))
/* Their cues alone are not enough. */
#define MORE_THAN_CUES (BIT(F16) | BIT(F19) | BIT(F20) | BIT(F22) | BIT(F27) | BIT(F28))

/* Silent where the draft is warm. */
#define NOT_IN_WARMTH                                                                              \
    (BIT(F01) | BIT(F03) | BIT(F04) | BIT(F12) | BIT(F13) | BIT(F14) | BIT(F15) | BIT(F16))

#define DEEP_WORDS 120
#define THIN_WORDS 2
#define BARE_THANKS 4
#define MINUTE_MS INT64_C(60000)
#define DAY_MINUTES 1440

static bool said(const struct tl_script *s, enum tl_coach_set set)
{
    struct tl_span span;
    return tl_script_find(s, set, 0, &span);
}

static void mark(const struct tl_script *s, struct tl_span span, struct tl_hit *hit)
{
    *hit = (struct tl_hit){true, s->word[span.first].at, s->word[span.end - 1].end};
}

static void mark_all(struct tl_hit *hit)
{
    *hit = (struct tl_hit){true, 0, 0};
}

/* A cue of the set opens a sentence: "You ..." and something bad of the other. */
static bool starts_with_you(const struct tl_script *s, enum tl_coach_set set)
{
    struct tl_span span;
    for (size_t from = 0; tl_script_find(s, set, from, &span); from = span.end)
        if (span.first == 0 || s->word[span.first - 1].sentence != s->word[span.first].sentence)
            return true;
    return false;
}

static bool is_loud(const struct tl_script *s)
{
    return s->capitals >= 8 && s->capitals * 10 >= (s->capitals + s->small) * 4;
}

static void weigh(struct tl_draft *d, const struct tl_hit hit[])
{
    const struct tl_script *s = &d->script;
    const bool you =
        starts_with_you(s, TL_SET_NEGATIVE) || (hit[F01].found && starts_with_you(s, TL_SET_F01));
    double h = 0;
    h += hit[F03].found || d->mocks ? 2 : 0;
    h += hit[F01].found || hit[F02].found || d->criticises ? 1.5 : 0;
    h += you ? 1 : 0;
    h +=
        tl_script_lists(s, TL_WORDS_ABSOLUTE) && !tl_script_lists(s, TL_WORDS_ABSOLUTE_NOT) ? 1 : 0;
    h += s->n_shouts > 0 || is_loud(s) ? 1 : 0;
    h -= said(s, TL_SET_OWN_FEELING) ? 1 : 0;
    h -= said(s, TL_SET_REQUEST) ? 1 : 0;
    h -= tl_script_lists(s, TL_WORDS_GRATITUDE) ? .5 : 0;
    d->harshness = h < -3 ? -3 : h > 6 ? 6 : h;
    d->attacks =
        !s->laughs && !d->warm &&
        (you || d->criticises || d->mocks || hit[F01].found || hit[F02].found || hit[F03].found ||
         hit[F04].found || hit[F06].found || hit[F07].found || hit[F12].found);
    d->complains =
        d->attacks || (!s->laughs && !d->warm && (said(s, TL_SET_COMPLAINT) || hit[F05].found));
}

static void check_form(const struct tl_draft *d, struct tl_hit hit[])
{
    const struct tl_script *s = &d->script;
    struct tl_span span;
    if (d->attacks && d->harshness >= 2)
        mark_all(&hit[F13]);
    else if (d->attacks && d->harshness >= 1 &&
             (!tl_script_lists(s, TL_WORDS_I) || !said(s, TL_SET_THEIR_VIEW)))
        mark_all(&hit[F14]);
    if (d->complains && !hit[F13].found && !said(s, TL_SET_REQUEST))
        mark_all(&hit[F15]);
    if (d->complains && tl_script_find(s, TL_SET_F01 + F16, 0, &span))
        mark(s, span, &hit[F16]);
    else if (d->complains && (tl_script_count(s, TL_SET_COMPLAINT) + hit[F01].found +
                                      hit[F02].found + hit[F12].found >=
                                  3 ||
                              tl_script_count(s, TL_SET_LONG_AGO) >= 2))
        mark_all(&hit[F16]);
    if (s->n_spoken > DEEP_WORDS && d->complains)
        mark_all(&hit[F32]);
    if (tl_script_lists(s, TL_WORDS_GRATITUDE) && s->n_spoken <= BARE_THANKS &&
        tl_script_find(s, TL_SET_F01 + F30, 0, &span))
        mark(s, span, &hit[F30]);
    unsigned signs = (unsigned)(s->n_shouts > 0) + is_loud(s);
    size_t absolutes = 0;
    for (size_t i = 0; i < s->found.n; i++)
        absolutes += tl_word_set_has(s->found.word[i], TL_WORDS_ABSOLUTE);
    const bool full = tl_script_find(s, TL_SET_F01 + F22, 0, &span);
    signs += (unsigned)full + (absolutes >= 2) + d->talk.flooded;
    if (signs >= 2 && (full || ((d->attacks || d->compound <= -.4) && d->harshness >= 1) ||
                       (d->talk.flooded >= 2 && d->talk.quarrel))) {
        if (full)
            mark(s, span, &hit[F22]);
        else
            mark_all(&hit[F22]);
    }
    if (hit[F23].found && said(s, TL_SET_RETURN))
        hit[F23].found = false;
}

static void check_answer(struct tl_draft *d, struct tl_hit hit[])
{
    const struct tl_script *s = &d->script;
    struct tl_span span;
    if ((d->opens && tl_script_find(s, TL_SET_F01 + F19, 0, &span)) ||
        (d->reply.n == 0 && !s->laughs && tl_script_find(s, TL_SET_BELITTLE, 0, &span)))
        mark(s, span, &hit[F19]);
    if (d->news && s->n_spoken <= THIN_WORDS && s->n_questions == 0 && !s->fond && s->n_shouts == 0)
        mark_all(&hit[F29]);
    if (!d->opens)
        return;
    if (tl_script_find(s, TL_SET_F01 + F20, 0, &span))
        mark(s, span, &hit[F20]);
    if (s->n_questions > 0 && !said(s, TL_SET_OPEN) && tl_script_find(s, TL_SET_CLOSED, 0, &span))
        mark(s, span, &hit[F21]);
    d->part[TL_PART_THANKS] = said(s, TL_SET_THANKS);
    d->part[TL_PART_HEARD] = said(s, TL_SET_HEARD);
    d->part[TL_PART_SENSE] = said(s, TL_SET_SENSE);
    d->part[TL_PART_NO_FIXING] = !hit[F19].found && !hit[F20].found && !said(s, TL_SET_FIXING);
    int parts = 0;
    for (int k = 0; k < TL_PART_COUNT; k++)
        parts += d->part[k];
    if (parts < TL_PART_COUNT - 1 || !d->part[TL_PART_NO_FIXING])
        mark_all(&hit[F26]);
}

static void check_talk(const struct tl_draft *d, struct tl_hit hit[])
{
    const struct tl_script *s = &d->script;
    const struct tl_talk *talk = &d->talk;
    struct tl_span span;
    if (!s->laughs && !d->opens && tl_script_find(s, TL_SET_F01 + F27, 0, &span) &&
        !said(s, TL_SET_FREEDOM))
        mark(s, span, &hit[F27]);
    if (!s->laughs && talk->care_acts >= 3 && tl_script_find(s, TL_SET_F01 + F28, 0, &span))
        mark(s, span, &hit[F28]);
    if (talk->quarrel && !said(s, TL_SET_REPAIR))
        mark_all(&hit[F24]);
    const size_t sorries = tl_script_count(s, TL_SET_SORRY);
    if (sorries > 0 && sorries + talk->sorries >= 3 && !talk->named_act && !said(s, TL_SET_ACT))
        mark_all(&hit[F34]);
    if (talk->stuck != NULL && d->complains)
        mark_all(&hit[F35]);
}

static void check_times(const struct tl_draft *d, bool words, struct tl_hit hit[])
{
    const struct tl_talk *talk = &d->talk;
    if (talk->unanswered >= 2 &&
        (talk->wait_ms[1] < 0 || talk->now_ms - talk->last_own_ms < talk->wait_ms[1]))
        mark_all(&hit[F10]);
    if (d->script.n_questions >= 3)
        mark_all(&hit[F11]);
    if (d->now_ms == TL_NO_DAY || !words)
        return;
    int64_t minute = d->now_ms / MINUTE_MS % DAY_MINUTES;
    if ((minute >= 1410 || minute < 330) && !d->script.laughs &&
        (d->harshness >= 2 || d->compound <= -.4 || d->attacks))
        mark_all(&hit[F33]);
}

void tl_checks_run(struct tl_draft *d, bool words, struct tl_hit hit[TL_COACH_RULES])
{
    const struct tl_script *s = &d->script;
    struct tl_span span;
    memset(hit, 0, TL_COACH_RULES * sizeof *hit);
    if (words) {
        d->warm = said(s, TL_SET_WARM) && !said(s, TL_SET_BUT);
        for (int r = 0; r < TL_COACH_RULES; r++) {
            if ((MORE_THAN_CUES >> r & 1) != 0 || ((NOT_IN_JOKES >> r & 1) != 0 && s->laughs) ||
                ((NOT_IN_WARMTH >> r & 1) != 0 && d->warm) || r == F08 || r == F30 ||
                (r == F03 && s->laughs && s->fond))
                continue;
            if (tl_script_find(s, (enum tl_coach_set)r, 0, &span))
                mark(s, span, &hit[r]);
        }
        d->opens = d->reply.n > 0 && (d->opens_up || said(&d->reply, TL_SET_DISCLOSURE));
        d->news = d->reply.n > 0 && said(&d->reply, TL_SET_NEWS);
        weigh(d, hit);
        check_form(d, hit);
        check_answer(d, hit);
        check_talk(d, hit);
    }
    check_times(d, words, hit);
}
