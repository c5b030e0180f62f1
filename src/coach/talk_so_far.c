/*
 * talk_so_far.c: see talk_so_far.h.
 *
 * Two passes over the end of the conversation: times only, for what is unanswered and how long
 * answers take; then the words of the last 60 days, at most 4,000 messages, by hard talks. A hard
 * talk is a stretch without an hour's pause that holds two attacks or complaints; one that ends
 * with a step back towards each other is not stuck. Cues of words find fewer than there are, so
 * what depends on them is offered and never pressed.
 */
#include "talk_so_far.h"

#include "return_time.h"
#include "tideline/coach.h"

#include <string.h>

#include "fault.h"
#include "str.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
#define BURST_MS (10 * MINUTE_MS) /* a message after this is another time of writing */
#define ANSWERS 400
#define ANSWER_MOST_MS (2 * DAY_MS)
#define READ_DAYS 60
#define READ_MOST 4000
#define TURNS_OWN 10
#define STUCK_TALKS 4
#define TOPICS_MOST 32

static bool counts(const struct tl_conversation *conv, size_t i)
{
    return conv->sender[i] < 2 && conv->kind[i] != TL_KIND_SYSTEM &&
           conv->kind[i] != TL_KIND_REACTION;
}

static bool has_words(const struct tl_conversation *conv, size_t i)
{
    return counts(conv, i) && conv->text_len[i] > 0 && (conv->flags[i] & TL_FLAG_FORWARDED) == 0;
}

static void sort(int64_t *x, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && x[k - 1] > x[k]; k--) {
            const int64_t swap = x[k];
            x[k] = x[k - 1];
            x[k - 1] = swap;
        }
}

static void read_times(const struct tl_conversation *conv, struct tl_talk *talk)
{
    int64_t wait[ANSWERS];
    size_t n = 0;
    bool open = true; /* the other has not written since */
    int64_t theirs = 0;
    int last = -1;
    for (size_t i = conv->n_messages; i-- > 0 && n < ANSWERS;) {
        if (!counts(conv, i))
            continue;
        const int64_t at = tl_conversation_local_ms(conv, i);
        if (conv->sender[i] == 1) {
            if (last < 0 && has_words(conv, i))
                talk->answered = tl_conversation_text(conv, i);
            open = false;
            theirs = at;
        } else if (open) {
            if (talk->unanswered == 0)
                talk->last_own_ms = at;
            if (talk->unanswered == 0 || theirs - at >= BURST_MS)
                talk->unanswered++;
            theirs = at;
        } else if (last == 1 && theirs - at <= ANSWER_MOST_MS && theirs >= at) {
            wait[n++] = theirs - at;
        }
        last = conv->sender[i];
    }
    for (int k = 0; k < 3; k++)
        talk->wait_ms[k] = -1;
    if (n < 10)
        return;
    sort(wait, n);
    talk->wait_ms[0] = wait[n / 10];
    talk->wait_ms[1] = wait[n / 2];
    talk->wait_ms[2] = wait[n - 1 - n / 10];
}

bool tl_script_is_harsh(const struct tl_script *s)
{
    static const enum tl_coach_set sets[] = {
        (enum tl_coach_set)0, (enum tl_coach_set)1, (enum tl_coach_set)2,  (enum tl_coach_set)3,
        (enum tl_coach_set)5, (enum tl_coach_set)6, (enum tl_coach_set)11, TL_SET_COMPLAINT};
    struct tl_span span;
    if (s->laughs || !tl_script_lists(s, TL_WORDS_YOU))
        return false;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (tl_script_find(s, sets[i], 0, &span))
            return true;
    return false;
}

static uint32_t topics_of(const struct tl_script *s)
{
    uint32_t topics = 0;
    for (size_t t = 0; t < TOPICS_MOST && s->language->topics[t].name != NULL; t++)
        for (const char *p = s->language->topics[t].words; *p != '\0';) {
            const size_t n = strcspn(p, " ");
            for (size_t w = 0; w < s->n; w++)
                if (tl_str_equal(s->word[w].norm, (struct tl_str){p, n}))
                    topics |= UINT32_C(1) << t;
            p += n + (p[n] == ' ');
        }
    return topics;
}

/* The stretch at work. */
struct stretch {
    int64_t last_ms;
    unsigned harsh;
    uint32_t topics;
    bool repaired, own_repair;
};

struct pass {
    struct tl_talk *talk;
    struct tl_script script;
    struct tl_heard *kept; /* of the messages from `first` on, or NULL */
    size_t first;
    struct stretch now;
    unsigned talks[TOPICS_MOST];
    int64_t own_ms[4]; /* times of the writer's last messages */
    bool overwhelmed, loud, burst;
};

static void close_stretch(struct pass *p)
{
    const struct stretch *s = &p->now;
    if (s->harsh >= 2) {
        for (int t = 0; t < TOPICS_MOST && !s->repaired; t++)
            p->talks[t] += s->topics >> t & 1;
        if (p->talk->now_ms - s->last_ms <= DAY_MS)
            p->talk->quarrel = !s->own_repair;
    }
    p->now = (struct stretch){0};
}

/* What is heard in message i, now or before. */
static enum tl_status hear(struct pass *p, const struct tl_conversation *conv,
                           const struct tl_coach_language *language, size_t i, struct tl_heard *out,
                           struct tl_error *err)
{
    struct tl_script *s = &p->script;
    struct tl_span span;
    if (p->kept != NULL && p->kept[i - p->first].known) {
        *out = p->kept[i - p->first];
        return TL_OK;
    }
    const enum tl_status status = tl_script_read(s, language, tl_conversation_text(conv, i), err);
    if (status != TL_OK)
        return status;
    *out = (struct tl_heard){.known = true, .harsh = tl_script_is_harsh(s)};
    if (out->harsh)
        out->topics = topics_of(s);
    else
        out->repairs = tl_script_find(s, TL_SET_REPAIR, 0, &span);
    if (conv->sender[i] == 0) {
        out->promised_ms = tl_return_time(s, tl_conversation_local_ms(conv, i));
        out->overwhelmed = tl_script_lists(s, TL_WORDS_OVERWHELM);
        out->loud = s->n_shouts > 0 ||
                    (s->capitals >= 8 && s->capitals * 10 >= (s->capitals + s->small) * 4);
    } else {
        out->cares = tl_script_find(s, TL_SET_CARE_ACT, 0, &span);
    }
    if (p->kept != NULL)
        p->kept[i - p->first] = *out;
    return TL_OK;
}

static void see_own(struct pass *p, const struct tl_heard *heard, int64_t at)
{
    p->talk->promised_ms = heard->promised_ms;
    memmove(p->own_ms, p->own_ms + 1, 3 * sizeof *p->own_ms);
    p->own_ms[3] = at;
    if (p->talk->now_ms - at > HOUR_MS)
        return;
    p->overwhelmed |= heard->overwhelmed;
    p->loud |= heard->loud;
    p->burst |= p->own_ms[0] > 0 && at - p->own_ms[0] <= MINUTE_MS;
}

static void see(struct pass *p, const struct tl_heard *heard, unsigned who, int64_t at)
{
    if (p->now.last_ms != 0 && at - p->now.last_ms > HOUR_MS)
        close_stretch(p);
    p->now.last_ms = at;
    if (heard->harsh) {
        p->now.harsh++;
        p->now.topics |= heard->topics;
        p->now.repaired = p->now.own_repair = false;
    } else if (heard->repairs) {
        p->now.repaired = true;
        p->now.own_repair |= who == 0;
        if (who == 0)
            p->talk->quarrel = false;
    }
    if (who == 0)
        see_own(p, heard, at);
    else
        p->talk->care_acts += heard->cares;
}

/* Sorry in the last turns of the writer, newest first. */
static enum tl_status read_sorries(struct pass *p, const struct tl_conversation *conv,
                                   const struct tl_coach_language *language, struct tl_error *err)
{
    unsigned turns = 0, before = 1;
    enum tl_status status = TL_OK;
    struct tl_span span;
    for (size_t i = conv->n_messages; i-- > 0 && status == TL_OK;) {
        if (!counts(conv, i))
            continue;
        if (conv->sender[i] == 0 && before != 0 && ++turns > TURNS_OWN)
            break;
        before = conv->sender[i];
        if (before != 0 || !has_words(conv, i) ||
            p->talk->now_ms - tl_conversation_local_ms(conv, i) > 2 * DAY_MS)
            continue;
        status = tl_script_read(&p->script, language, tl_conversation_text(conv, i), err);
        if (status == TL_OK && tl_script_find(&p->script, TL_SET_SORRY, 0, &span)) {
            p->talk->sorries++;
            p->talk->named_act |= tl_script_find(&p->script, TL_SET_ACT, 0, &span);
        }
    }
    return status;
}

/* So many of the last messages are looked at. */
static size_t kept_of(const struct tl_conversation *conv)
{
    return conv->n_messages < READ_MOST ? conv->n_messages : READ_MOST;
}

enum tl_status tl_talk_read(const struct tl_context *ctx, const struct tl_conversation *conv,
                            const struct tl_coach_language *language, int64_t now_ms,
                            struct tl_coach_past *past, struct tl_talk *out, struct tl_error *err)
{
    struct pass p = {.talk = out};
    struct tl_heard heard;
    *out = (struct tl_talk){.wait_ms = {-1, -1, -1}, .promised_ms = TL_NO_DAY};
    if (conv == NULL || conv->n_messages == 0)
        return TL_OK;
    const int64_t last = tl_conversation_local_ms(conv, conv->n_messages - 1);
    out->known = true;
    out->now_ms = now_ms != TL_NO_DAY && now_ms > last ? now_ms : last;
    read_times(conv, out);
    tl_script_init(&p.script, ctx);
    p.first = conv->n_messages - kept_of(conv);
    enum tl_status status = TL_OK;
    if (past != NULL) {
        struct tl_heard **kept = &past->heard[language->language];
        if (*kept == NULL)
            *kept = tl_alloc_zeroed(past->ctx, kept_of(conv), sizeof **kept);
        if (*kept == NULL)
            return tl_fault_memory(err);
        p.kept = *kept;
    }
    for (size_t i = p.first; i < conv->n_messages && status == TL_OK; i++) {
        const int64_t at = tl_conversation_local_ms(conv, i);
        if (!has_words(conv, i) || out->now_ms - at > READ_DAYS * DAY_MS)
            continue;
        status = hear(&p, conv, language, i, &heard, err);
        if (status == TL_OK)
            see(&p, &heard, conv->sender[i], at);
    }
    close_stretch(&p);
    out->flooded = (unsigned)p.overwhelmed + p.loud + p.burst;
    for (int t = 0, most = STUCK_TALKS - 1; t < TOPICS_MOST; t++)
        if ((int)p.talks[t] > most) {
            most = (int)p.talks[t];
            out->stuck = language->topics[t].name;
        }
    if (status == TL_OK)
        status = read_sorries(&p, conv, language, err);
    tl_script_release(&p.script);
    return status;
}

enum tl_status tl_coach_past_new(const struct tl_context *ctx, const struct tl_conversation *conv,
                                 struct tl_coach_past **out, struct tl_error *err)
{
    *out = tl_alloc_zeroed(ctx, 1, sizeof **out);
    if (*out == NULL)
        return tl_fault_memory(err);
    **out = (struct tl_coach_past){.ctx = ctx, .conv = conv};
    return TL_OK;
}

void tl_coach_past_free(struct tl_coach_past *past)
{
    if (past == NULL)
        return;
    for (int l = 0; l < TL_LANGUAGE_COUNT; l++)
        tl_free(past->ctx, past->heard[l], kept_of(past->conv) * sizeof *past->heard[l]);
    tl_free(past->ctx, past, sizeof *past);
}
