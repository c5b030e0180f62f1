/*
 * coach.c: one draft from door to notes.
 *
 * Safety comes first and looks at all there is: the draft, the message it answers and the talk so
 * far. Then the language, then the rules; of those set off the three most important are shown. What
 * is said where nothing is to be noted, and the ways out, are here; what a rule says is data.
 */
#include "tideline/coach.h"

#include <string.h>

#include "blanks.h"
#include "fault.h"
#include "hear.h"
#include "language.h"
#include "return_time.h"
#include "safety.h"
#include "str.h"
#include "vader.h"

#define SURE_WORDS 4    /* fewer do not tell a language */
#define NO_LANGUAGE .35 /* of the words known in the best one: less is another language */
#define LONG_WORDS 8    /* from here on a draft has to reach TL_LANGUAGE_COVERAGE */
#define RECENT 40       /* messages that tell the language of a short draft */
#define PASTED_LINES 4
#define DRAFT_MOST 65536 /* bytes read; what stands behind is not looked at */
#define MINUTE_MS INT64_C(60000)

struct tl_coaching_private {
    const struct tl_context *ctx;
    struct tl_arena arena;
};

static const char *const offers[] = {
    "You could say nothing now. No answer is due today.",
    "You could talk aloud. Text hides the tone.",
    "You could get help: a person you trust, a therapist, or the lines of tideline support.",
};
enum { SAY_NOTHING, TALK_ALOUD, GET_HELP, N_OFFERS };

static const char *const state_text[] = {
    [TL_COACH_NOTED] = "These are offers. Your words stay yours, and nothing is sent.",
    [TL_COACH_EMPTY] = "There is no word in this draft yet. Saying nothing is fine too.",
    [TL_COACH_LANGUAGE] = "The coach reads English and German only. This looks like another "
                          "language, so its words were not looked at.",
    [TL_COACH_PASTED] = "This looks like a piece of a chat. The coach reads one draft of your own. "
                        "A chat can be read with tideline read.",
    [TL_COACH_ASKED] =
        "This looks like a question to the tool. The coach reads a draft of your own. "
        "It writes no words for you. It does not say what works on somebody, what "
        "they hide, or who is right. You could ask them, or say what you need.",
    [TL_COACH_NO_CONTACT] = "The message you answer asks for no contact. Not writing is an answer "
                            "too, and here it is the one that was asked for.",
    [TL_COACH_MINOR] = "tideline is made for adults, so it stops here. There are people who "
                       "listen to the young, at no cost. A grown-up you trust can help too.",
    [TL_COACH_OFF] = "The draft was read. There are no notes for it.",
    [TL_COACH_LIFE] = "Some words here sound very heavy. If you or the other person could be in "
                      "danger now, call the local emergency number. You can also reach people who "
                      "listen, at any hour. It is right to ask: \"Are you thinking of ending your "
                      "life?\" Asking does not put the thought there.",
};

struct fine {
    const char *id, *text;
};
static const struct fine fine_feeling = {"feeling",
                                         "This draft is fine. It says what you feel, and it "
                                         "asks for one thing that can be done."};
static const struct fine fine_warm = {
    "warm", "This draft is fine. It is warm, and it leaves the other free."};
static const struct fine fine_heard = {
    "heard", "This draft is fine. It shows that you heard, and it does not try "
             "to fix."};
static const struct fine fine_asks = {
    "asks", "This draft is fine. It asks one thing, and it does not press."};
static const struct fine fine_plain = {
    "plain", "This draft is fine. It holds no attack and no pressure that the "
             "rules know."};

static size_t count_words(const struct tl_language_count *count)
{
    return (size_t)count->words;
}

static enum tl_status add_words(struct tl_tokens *tokens, struct tl_str text,
                                struct tl_language_count *count, struct tl_error *err)
{
    const enum tl_status status = tl_tokens_read(tokens, text, err);
    if (status == TL_OK)
        tl_language_count(count, tokens);
    return status;
}

static enum tl_language best_of(const struct tl_language_count *count, double *coverage)
{
    enum tl_language best = TL_LANGUAGE_NONE;
    *coverage = 0;
    for (int l = TL_LANGUAGE_NONE + 1; l < TL_LANGUAGE_COUNT; l++) {
        const double share = tl_language_coverage(count, (enum tl_language)l);
        if (share > *coverage) {
            *coverage = share;
            best = (enum tl_language)l;
        }
    }
    return best;
}

/* The draft's own words decide where there are enough; else what stands around them. */
static enum tl_status guess_language(const struct tl_context *ctx, const struct tl_coach_input *in,
                                     enum tl_language *out, struct tl_error *err)
{
    struct tl_tokens tokens;
    struct tl_language_count own = {0}, all;
    double coverage;
    tl_tokens_init(&tokens, ctx);
    enum tl_status status = add_words(&tokens, in->draft, &own, err);
    *out = best_of(&own, &coverage);
    all = own;
    const size_t n = count_words(&own);
    if (status == TL_OK && n >= SURE_WORDS &&
        coverage < (n >= LONG_WORDS ? TL_LANGUAGE_COVERAGE : NO_LANGUAGE)) {
        *out = TL_LANGUAGE_NONE;
    } else if (status == TL_OK && n < SURE_WORDS) {
        if (in->reply.len > 0)
            status = add_words(&tokens, in->reply, &all, err);
        const size_t end = in->conv != NULL ? in->conv->n_messages : 0;
        for (size_t i = end > RECENT ? end - RECENT : 0; i < end && status == TL_OK; i++)
            status = add_words(&tokens, tl_conversation_text(in->conv, i), &all, err);
        *out = best_of(&all, &coverage);
        if (count_words(&all) < SURE_WORDS)
            *out = n == 0 || coverage > 0 ? (*out == TL_LANGUAGE_NONE ? TL_LANGUAGE_EN : *out)
                                          : TL_LANGUAGE_NONE;
        else if (coverage < NO_LANGUAGE)
            *out = TL_LANGUAGE_NONE;
    }
    tl_tokens_release(&tokens);
    return status;
}

/* "Name: ..." or "[12:30] ..." at the start of most of its lines. */
static bool is_pasted(struct tl_str draft)
{
    size_t lines = 0, headed = 0;
    for (size_t at = 0; at < draft.len;) {
        size_t end = tl_str_find(draft, TL_STR("\n"), at);
        end = end == SIZE_MAX ? draft.len : end;
        const struct tl_str line = tl_str_trim(tl_str_slice(draft, at, end));
        if (line.len > 0) {
            const size_t colon = tl_str_find(line, TL_STR(": "), 0);
            bool name = colon != SIZE_MAX && colon > 0 && colon <= 40;
            lines++;
            headed += name || line.ptr[0] == '[' || (tl_is_digit(line.ptr[0]) && line.len > 8);
        }
        at = end + 1;
    }
    return lines >= PASTED_LINES && headed * 4 >= lines * 3;
}

static enum tl_status screen(const struct tl_context *ctx, const struct tl_coach_input *in,
                             enum tl_coach_state *state, struct tl_error *err)
{
    struct tl_text_signs own, other = {false, false, false, false, false};
    struct tl_safety talk = {false, false, false};
    enum tl_status status = tl_find_signs(ctx, in->draft, &own, err);
    if (status == TL_OK && in->reply.len > 0)
        status = tl_find_signs(ctx, in->reply, &other, err);
    if (in->past != NULL && in->past->screened) {
        talk = in->past->safety;
    } else if (status == TL_OK && in->conv != NULL) {
        status = tl_find_safety(ctx, in->conv, &talk, err);
        if (in->past != NULL && status == TL_OK) {
            in->past->safety = talk;
            in->past->screened = true;
        }
    }
    if (own.life || other.life || talk.life)
        *state = TL_COACH_LIFE;
    else if (own.danger || other.danger || talk.fear || (own.follows && other.asks_to_stop))
        *state = TL_COACH_OFF;
    else if (own.minor || other.minor || talk.minor)
        *state = TL_COACH_MINOR;
    else if (other.asks_to_stop)
        *state = TL_COACH_NO_CONTACT;
    return status;
}

static const struct fine *fine_text(const struct tl_draft *d)
{
    const struct tl_script *s = &d->script;
    struct tl_span span;
    const bool asks = tl_script_find(s, TL_SET_REQUEST, 0, &span) || s->n_questions == 1;
    if (d->opens)
        return &fine_heard;
    if (tl_script_find(s, TL_SET_OWN_FEELING, 0, &span) && asks)
        return &fine_feeling;
    if (tl_script_lists(s, TL_WORDS_GRATITUDE) || tl_script_lists(s, TL_WORDS_AFFECTION))
        return &fine_warm;
    return asks ? &fine_asks : &fine_plain;
}

/* A text of the language with the values of [1], [2] ... in their places. */
static const char *filled(struct tl_arena *arena, const char *text, const char *const value[])
{
    struct tl_buf buf;
    tl_buf_init(&buf, arena->ctx);
    for (; *text != '\0'; text += 3) {
        const size_t plain = strcspn(text, "[");
        tl_buf_put(&buf, text, plain);
        text += plain;
        if (*text == '\0')
            break;
        if (value[text[1] - '1'] != NULL)
            tl_buf_puts(&buf, value[text[1] - '1']);
        else
            buf.failed = true;
    }
    const char *out =
        buf.failed ? NULL : tl_arena_copy(arena, (struct tl_str){buf.ptr, buf.len}).ptr;
    tl_buf_release(&buf);
    return out;
}

/* A length of time in words: "40 minutes", "3 hours". */
static const char *lasting(struct tl_arena *arena, const struct tl_coach_language *speak,
                           int64_t ms)
{
    const int64_t minutes = ms / MINUTE_MS;
    if (minutes < 2)
        return speak->minute;
    const char *n =
        tl_arena_printf(arena, "%d", (int)(minutes < 100 ? minutes : (minutes + 30) / 60));
    return filled(arena, minutes < 100 ? speak->minutes : speak->hours, &n);
}

static const char *note_text(struct tl_arena *arena, const struct tl_talk *talk,
                             const struct tl_coach_language *speak, int rule)
{
    if (strcmp(tl_coach_rules()[rule].id, "F10") != 0 || talk->wait_ms[0] < 0)
        return speak->note[rule];
    const char *const value[] = {tl_arena_printf(arena, "%u", talk->unanswered),
                                 lasting(arena, speak, talk->wait_ms[0]),
                                 lasting(arena, speak, talk->wait_ms[2])};
    return filled(arena, speak->waited, value);
}

static enum tl_status put_notes(const struct tl_coach_input *in, const struct tl_draft *d,
                                const struct tl_hit hit[], struct tl_coaching *c,
                                struct tl_error *err)
{
    struct tl_arena *arena = &c->priv->arena;
    const struct tl_coach_language *speak = tl_coach_language_named(in->speak);
    speak = speak != NULL ? speak : d->language;
    for (int severity = 3; severity >= 1; severity--)
        for (int r = 0; r < TL_COACH_RULES; r++) {
            const struct tl_coach_rule *rule = &tl_coach_rules()[r];
            if (!hit[r].found || rule->severity != severity || (in->off >> r & 1) != 0)
                continue;
            if (c->n_notes == TL_COACH_NOTES) {
                c->n_more++;
                continue;
            }
            struct tl_coach_note *note = &c->note[c->n_notes++];
            *note = (struct tl_coach_note){.rule = rule, .at = hit[r].at, .end = hit[r].end};
            note->note = note_text(arena, &d->talk, speak, r);
            const char *pattern = (c->language != NULL ? d->language : speak)->pattern[r];
            if (pattern != NULL)
                note->pattern = tl_blanks_fill(arena, d, pattern);
            if (note->note == NULL || (pattern != NULL && note->pattern == NULL))
                return tl_fault_memory(err);
        }
    return TL_OK;
}

static enum tl_status hear(const struct tl_context *ctx, struct tl_str draft, struct tl_str reply,
                           struct tl_draft *d, struct tl_error *err)
{
    const struct tl_labeller_options options = {.fast = draft.len > TL_HEAR_BYTES};
    struct tl_labeller *labeller = NULL;
    enum tl_status status = tl_labeller_new(ctx, &options, &labeller, err);
    if (status == TL_OK)
        status = tl_draft_hear(d, labeller, draft, reply, err);
    tl_labeller_free(labeller);
    return status;
}

static enum tl_status read_draft(const struct tl_context *ctx, const struct tl_coach_input *in,
                                 struct tl_draft *d, struct tl_error *err)
{
    enum tl_status status = tl_script_read(&d->script, d->language, in->draft, err);
    struct tl_vader vader;
    struct tl_vader_scores scores = {0, 0, 0, 0};
    if (status == TL_OK)
        status = tl_talk_read(ctx, in->conv, d->language, in->now_ms, in->past, &d->talk, err);
    const struct tl_str reply = in->reply.len > 0 ? in->reply : d->talk.answered;
    if (status == TL_OK && reply.len > 0)
        status = tl_script_read(&d->reply, d->language, reply, err);
    if (status == TL_OK && d->language->language == TL_LANGUAGE_EN) {
        tl_vader_init(&vader, ctx);
        status = tl_vader_score(&vader, in->draft, &scores, err);
        tl_vader_release(&vader);
        if (status == TL_OK)
            status = hear(ctx, in->draft, reply, d, err);
    }
    d->compound = scores.compound;
    return status;
}

static bool asks_tool(const struct tl_script *s)
{
    struct tl_span span;
    return tl_script_find(s, TL_SET_ASKED, 0, &span);
}

static enum tl_status advise(const struct tl_context *ctx, const struct tl_coach_input *in,
                             struct tl_coaching *c, struct tl_error *err)
{
    struct tl_draft d = {.now_ms = in->now_ms};
    struct tl_hit hit[TL_COACH_RULES];
    enum tl_language language;
    enum tl_status status = guess_language(ctx, in, &language, err);
    if (status != TL_OK)
        return status;
    const struct tl_coach_language *known = tl_coach_language_of(language);
    d.language = known != NULL ? known : tl_coach_language_of(TL_LANGUAGE_EN);
    tl_script_init(&d.script, ctx);
    tl_script_init(&d.reply, ctx);
    status = read_draft(ctx, in, &d, err);
    if (status == TL_OK && d.script.n == 0) {
        c->state = TL_COACH_EMPTY;
    } else if (status == TL_OK && asks_tool(&d.script)) {
        c->state = TL_COACH_ASKED;
    } else if (status == TL_OK) {
        c->language = known != NULL ? known->code : NULL;
        tl_checks_run(&d, known != NULL, hit);
        c->answers_opening = d.opens;
        memcpy(c->part, d.part, sizeof d.part);
        if (known != NULL)
            c->return_ms = tl_return_time(&d.script, in->now_ms);
        c->promised_ms = d.talk.promised_ms;
        status = put_notes(in, &d, hit, c, err);
        c->state = known == NULL    ? TL_COACH_LANGUAGE
                   : c->n_notes > 0 ? TL_COACH_NOTED
                                    : TL_COACH_FINE;
    }
    c->text = state_text[c->state];
    if (c->state == TL_COACH_FINE) {
        c->fine = fine_text(&d)->id;
        c->text = fine_text(&d)->text;
    }
    tl_script_release(&d.script);
    tl_script_release(&d.reply);
    return status;
}

enum tl_status tl_coach_read(const struct tl_context *ctx, const struct tl_coach_input *given,
                             struct tl_coaching **out, struct tl_error *err)
{
    struct tl_coach_input in = *given;
    struct tl_coaching *c = tl_alloc_zeroed(ctx, 1, sizeof *c);
    struct tl_coaching_private *priv = tl_alloc_zeroed(ctx, 1, sizeof *priv);
    *out = NULL;
    if (c == NULL || priv == NULL) {
        tl_free(ctx, c, sizeof *c);
        tl_free(ctx, priv, sizeof *priv);
        return tl_fault_memory(err);
    }
    c->priv = priv;
    priv->ctx = ctx;
    tl_arena_init(&priv->arena, ctx);
    if (in.draft.len > DRAFT_MOST)
        in.draft.len = DRAFT_MOST;
    if (in.reply.len > DRAFT_MOST)
        in.reply.len = DRAFT_MOST;
    c->return_ms = c->promised_ms = TL_NO_DAY;
    c->offer = offers;
    c->n_offers = N_OFFERS;
    enum tl_status status = screen(ctx, &in, &c->state, err);
    if (status == TL_OK && c->state == TL_COACH_FINE && is_pasted(in.draft))
        c->state = TL_COACH_PASTED;
    if (status == TL_OK && c->state == TL_COACH_FINE)
        status = advise(ctx, &in, c, err);
    else
        c->text = state_text[c->state];
    if (c->state == TL_COACH_OFF || c->state == TL_COACH_LIFE) {
        c->offer = offers + GET_HELP;
        c->n_offers = 1;
    }
    if (status != TL_OK) {
        tl_coaching_free(c);
        return status;
    }
    *out = c;
    return TL_OK;
}

void tl_coaching_free(struct tl_coaching *c)
{
    if (c == NULL)
        return;
    const struct tl_context *ctx = c->priv->ctx;
    tl_arena_release(&c->priv->arena);
    tl_free(ctx, c->priv, sizeof *c->priv);
    tl_free(ctx, c, sizeof *c);
}

const char *tl_coach_state_name(enum tl_coach_state state)
{
    static const char *const names[] = {"fine",  "noted",      "empty", "language", "pasted",
                                        "asked", "no_contact", "minor", "off",      "life"};
    return names[state];
}

const char *tl_coach_part_name(enum tl_coach_part part)
{
    static const char *const names[] = {"thanks", "heard", "sense", "no_fixing"};
    return names[part];
}

const char *tl_coach_part_text(enum tl_coach_part part)
{
    static const char *const texts[] = {
        "You could say thank you for the trust.",
        "You could say back what you heard.",
        "You could say that it makes sense, or that you love all of them.",
        "You could leave advice for later, and just be there.",
    };
    return texts[part];
}
