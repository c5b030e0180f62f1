/*
 * minor.c: does the chat say that one of the two is under 18?
 *
 * A tool for adults stops there (G02). An age is a head ("i'm", "you are", "ich bin"), perhaps a
 * filler ("only"), a number from 10 to 17, and a tail that makes it an age: "years old", the end of
 * the sentence, "and". Anything else behind the number is a measure ("15 minutes away", "16
 * weeks"), and "like i'm 12", "when i was 15", "my son is 12" have another head. "Years old",
 * "turned 16" and "underage" are sure; a bare "i'm 15" may be a floor, a page, a joke, so that it
 * takes two days of it, or the question. What laughs, or is laughed at, is a joke.
 *
 * The whole record is looked at, since an age stays true: who said 15 two years before its end is
 * 17 there. Before a message is cut into tokens its bytes are looked at for a number behind one of
 * the words above; ages in words are looked for in the last 180 days. Source: measures catalogue
 * G02 (design).
 */
#include "minor.h"

#include <string.h>

#include "fault.h"
#include "language.h"
#include "lexicon.h"
#include "str.h"

#define YEAR_MS (INT64_C(31556952) * 1000)
#define DAY_MS INT64_C(86400000)
#define WORDS_DAYS 180
#define LAUGH_MS (INT64_C(15) * 60000)
#define BARE_LEAST 13 /* less is nearly always something else */
#define BACK 3        /* words before a head that make it no statement */

/* Words, each with a blank on both sides. */
static const char heads[] = " i'm im you're youre ur we're ";
static const char heads_of_turning[] = " i i'll you'll ich ";
static const char *const heads_of_two[][2] = {{"i", "am"},    {"you", "are"}, {"we", "are"},
                                              {"ich", "bin"}, {"du", "bist"}, {"wir", "sind"},
                                              {"bin", "ich"}};
static const char heads_of_years[] = " tengo tienes tenemos ";
static const char turns[] = " turn turned turning be werde wurde cumplo ";
static const char fillers[] =
    " only just still barely actually now gonna will about to erst noch gerade schon nur solo "
    "s\xC3\xB3lo apenas ";
static const char tails[] =
    " and but so please my babe love btw now today tomorrow you u ok in und aber also bitte jetzt "
    "heute morgen y pero ";
static const char years[] = " years year yrs yr yo y/o jahre jahr a\xC3\xB1os ";
static const char aside[] =
    " like if when as because think thought feel feels felt pretend wish imagine act acting said "
    "says until als ob wenn dass sagt sagte como cuando si ";
static const char under[] = " underage minderj\xC3\xA4hrig ";
/* A word before the number of a text that may say an age. */
static const char leads[] =
    " m im am re are ur only just still barely actually now under turn turned turning be bin ich "
    "bist du sind erst noch gerade schon nur unter tengo tienes tenemos solo apenas cumplo werde ";

static const struct {
    const char *word;
    int years;
} in_words[] = {{"ten", 10},
                {"eleven", 11},
                {"twelve", 12},
                {"thirteen", 13},
                {"fourteen", 14},
                {"fifteen", 15},
                {"sixteen", 16},
                {"seventeen", 17},
                {"elf", 11},
                {"zw\xC3\xB6lf", 12},
                {"dreizehn", 13},
                {"vierzehn", 14},
                {"f\xC3\xBCnfzehn", 15},
                {"sechzehn", 16},
                {"siebzehn", 17},
                {"doce", 12},
                {"trece", 13},
                {"catorce", 14},
                {"quince", 15},
                {"diecis\xC3\xA9is", 16},
                {"diecisiete", 17}};

static bool is_in(const char *list, struct tl_str word)
{
    for (const char *p = list; *p != '\0' && word.len > 0;) {
        const size_t n = strcspn(p, " ");
        if (n == word.len && memcmp(p, word.ptr, n) == 0)
            return true;
        p += n + (p[n] == ' ');
    }
    return false;
}

static bool is_word(const struct tl_tokens *t, size_t i, const char *list)
{
    return i < t->n && t->token[i].kind == TL_TOKEN_WORD && is_in(list, t->token[i].norm);
}

static int number_at(const struct tl_tokens *t, size_t i)
{
    if (i >= t->n)
        return 0;
    const struct tl_str s = t->token[i].norm;
    if (t->token[i].kind == TL_TOKEN_NUMBER)
        return s.len == 2 && s.ptr[0] == '1' && s.ptr[1] >= '0' && s.ptr[1] <= '8'
                   ? 10 + (s.ptr[1] - '0')
                   : 0;
    for (size_t k = 0; k < sizeof in_words / sizeof *in_words; k++)
        if (tl_str_equal(s, tl_str_from(in_words[k].word)))
            return in_words[k].years;
    return 0;
}

static bool is_pair(const struct tl_tokens *t, size_t i)
{
    for (size_t k = 0; i + 1 < t->n && k < sizeof heads_of_two / sizeof *heads_of_two; k++)
        if (tl_str_equal(t->token[i].norm, tl_str_from(heads_of_two[k][0])) &&
            tl_str_equal(t->token[i + 1].norm, tl_str_from(heads_of_two[k][1])))
            return true;
    return false;
}

/* Whether a word before the head makes it no statement, or somebody else's. */
static bool is_aside(const struct tl_tokens *t, size_t head)
{
    for (size_t k = 1; k <= BACK && k <= head; k++) {
        if ((t->token[head - k + 1].flags & TL_TOKEN_SENTENCE) != 0)
            return false;
        if (is_word(t, head - k, aside))
            return true;
    }
    return false;
}

static bool is_mark(const struct tl_tokens *t, size_t i, const char *marks)
{
    return i < t->n && t->token[i].kind == TL_TOKEN_MARK && strchr(marks, t->token[i].norm.ptr[0]);
}

/* What stands behind the number: 2 an age, 1 it may be one, 0 something else. */
static int tail_at(const struct tl_tokens *t, size_t i)
{
    if (is_word(t, i, years))
        return is_word(t, i + 1, " in into of ") ? 0 : 2;
    if (is_mark(t, i, "-") && is_word(t, i + 1, years))
        return 2;
    if (i >= t->n || is_mark(t, i, ".!,;)") || t->token[i].kind == TL_TOKEN_EMOJI)
        return 1;
    return (t->token[i].flags & TL_TOKEN_SENTENCE) != 0 || is_word(t, i, tails);
}

/* Where the words of the head at i end; i: there is none. */
static size_t head_end(const struct tl_tokens *t, size_t i, bool *turns_only)
{
    *turns_only = false;
    if (is_pair(t, i))
        return i + 2;
    if (is_word(t, i, heads) || is_word(t, i, heads_of_years))
        return i + 1;
    *turns_only = is_word(t, i, heads_of_turning) || is_word(t, i, " cumplo ");
    return *turns_only && !is_word(t, i, " cumplo ") ? i + 1 : i;
}

static struct tl_age_said age_at(const struct tl_tokens *t, size_t i)
{
    const struct tl_age_said none = {0, false};
    bool turns_only;
    size_t at = head_end(t, i, &turns_only);
    if ((at == i && !turns_only) || is_aside(t, i))
        return none;
    const char first = t->token[i].norm.ptr[0];
    const bool of_other = first == 'y' || first == 'u' || first == 'd';
    while (is_word(t, at, fillers))
        at++;
    const bool turned = is_word(t, at, turns), will_be = is_word(t, at, " be werde ");
    const bool past = is_word(t, at, " turned wurde ");
    if (turns_only && !turned)
        return none;
    at += turned;
    if (is_word(t, at, under) || (is_word(t, at, " a ") && is_word(t, at + 1, " minor ")) ||
        (is_word(t, at, " under unter ") && number_at(t, at + 1) == TL_ADULT))
        return (struct tl_age_said){TL_ADULT - 1, !of_other};
    const int said = number_at(t, at);
    int tail = said > 0 ? tail_at(t, at + 1) : 0;
    if (turned && said > 0 && tail == 0 &&
        is_word(t, at + 1,
                " next in on im n\xC3\xA4"
                "chste n\xC3\xA4"
                "chsten "))
        tail = 1;
    if (will_be && tail < 2 &&
        !is_word(t, at + 1,
                 " tomorrow next morgen n\xC3\xA4"
                 "chste n\xC3\xA4"
                 "chsten "))
        return none; /* "i'll be 15" is said on the way */
    /* "i turn 18" is said at 17 */
    const int age = said - (turned && !past);
    if (tail == 0 || (tail == 1 && is_word(t, i, heads_of_years)) || age >= TL_ADULT ||
        age < (tail == 2 ? 10 : BARE_LEAST))
        return none;
    return (struct tl_age_said){age, (tail == 2 || turned) && !of_other};
}

struct tl_age_said tl_age_said_in(const struct tl_tokens *t)
{
    struct tl_age_said out = {0, false};
    bool quoted = false;
    for (size_t i = 0; i < t->n; i++) {
        if (is_mark(t, i, "\""))
            quoted = !quoted;
        const struct tl_age_said said = quoted ? (struct tl_age_said){0, false} : age_at(t, i);
        if (said.years > 0 && (out.years == 0 || said.sure))
            out = said;
    }
    return out;
}

static bool asks_age(const struct tl_tokens *t)
{
    for (size_t i = 0; i + 1 < t->n; i++)
        if ((is_word(t, i, " how wie ") && is_word(t, i + 1, " old alt ")) ||
            (is_word(t, i, " what ") && is_word(t, i + 1, " age ")) ||
            (is_word(t, i, " cu\xC3\xA1ntos cuantos ") && is_word(t, i + 1, years)))
            return true;
    return false;
}

static char lower_at(struct tl_str s, size_t i)
{
    return tl_to_lower(s.ptr[i]);
}

/* The word that ends before `end` is one of the leads. */
static bool is_led(struct tl_str s, size_t end)
{
    char word[12];
    size_t n = 0;
    while (end > 0 && s.ptr[end - 1] == ' ')
        end--;
    while (n < sizeof word && n < end && tl_is_alpha(s.ptr[end - 1 - n]))
        n++;
    for (size_t k = 0; k < n; k++)
        word[k] = lower_at(s, end - n + k);
    return n > 0 && is_in(leads, (struct tl_str){word, n});
}

/* Whether a text could say an age in digits at all; cheap, and true too often. */
static bool may_say_age(struct tl_str s)
{
    const char *end = s.ptr + s.len;
    for (const char *p = s.ptr; p < end; p++) {
        p = memchr(p, '1', (size_t)(end - p));
        if (p == NULL)
            break;
        const size_t at = (size_t)(p - s.ptr);
        if (at + 1 < s.len && s.ptr[at + 1] >= '0' && s.ptr[at + 1] <= '8' &&
            (at + 2 == s.len || !tl_is_digit(s.ptr[at + 2])) && is_led(s, at))
            return true;
    }
    return false;
}

/* In words; looked for in the end of the talk only, since it takes a look at every letter. */
static bool may_say_in_words(struct tl_str s)
{
    static const char *const signs[] = {"teen", "zehn", "minor", "underage", "minderj"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (tl_str_find(s, tl_str_from(signs[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

struct search {
    const struct tl_conversation *conv;
    struct tl_tokens tokens;
    struct tl_words words;
    int64_t bare_day[2]; /* of a person's last bare statement */
    int bare_years[2];
};

static bool has_words(const struct tl_conversation *conv, size_t i)
{
    return conv->sender[i] < 2 && conv->text_len[i] > 0 && conv->kind[i] != TL_KIND_SYSTEM &&
           (conv->flags[i] & TL_FLAG_FORWARDED) == 0;
}

static enum tl_status laughs(struct search *s, size_t i, bool *out, struct tl_error *err)
{
    enum tl_status status = tl_tokens_read(&s->tokens, tl_conversation_text(s->conv, i), err);
    for (int l = TL_LANGUAGE_NONE + 1; l < TL_LANGUAGE_COUNT && status == TL_OK; l++) {
        status = tl_words_read(&s->words, tl_lexicon_of((enum tl_language)l), &s->tokens, err);
        for (size_t w = 0; w < s->words.n && status == TL_OK; w++)
            *out |= tl_word_set_has(s->words.word[w], TL_WORDS_LAUGHTER) ||
                    tl_word_set_has(s->words.word[w], TL_WORDS_LAUGHTER_EMOJI);
    }
    return status;
}

/* Laughs itself, or the other's next message soon after does. */
static enum tl_status is_joke(struct search *s, size_t i, bool *out, struct tl_error *err)
{
    const struct tl_conversation *conv = s->conv;
    enum tl_status status = laughs(s, i, out, err);
    for (size_t k = i + 1; k < conv->n_messages && status == TL_OK && !*out &&
                           conv->time_ms[k] - conv->time_ms[i] <= LAUGH_MS;
         k++)
        if (has_words(conv, k) && conv->sender[k] != conv->sender[i])
            return laughs(s, k, out, err);
    return status;
}

/* Whether the other asked for the age within the day before. */
static enum tl_status is_asked(struct search *s, size_t i, bool *out, struct tl_error *err)
{
    const struct tl_conversation *conv = s->conv;
    for (size_t k = i; k-- > 0 && conv->time_ms[i] - conv->time_ms[k] <= DAY_MS;)
        if (has_words(conv, k) && conv->sender[k] != conv->sender[i]) {
            const enum tl_status status =
                tl_tokens_read(&s->tokens, tl_conversation_text(conv, k), err);
            *out = status == TL_OK && asks_age(&s->tokens);
            return status;
        }
    return TL_OK;
}

static enum tl_status see(struct search *s, size_t i, bool *minor, struct tl_error *err)
{
    const struct tl_conversation *conv = s->conv;
    enum tl_status status = tl_tokens_read(&s->tokens, tl_conversation_text(conv, i), err);
    if (status != TL_OK)
        return status;
    const struct tl_age_said said = tl_age_said_in(&s->tokens);
    const int64_t since = conv->time_ms[conv->n_messages - 1] - conv->time_ms[i];
    bool joke = false, asked = false;
    if (said.years == 0 || said.years + since / YEAR_MS >= TL_ADULT)
        return TL_OK;
    status = is_joke(s, i, &joke, err);
    if (status == TL_OK && !joke && !said.sure)
        status = is_asked(s, i, &asked, err);
    if (status != TL_OK || joke)
        return status;
    const unsigned who = conv->sender[i];
    const int64_t day = tl_conversation_local_ms(conv, i) / DAY_MS;
    const bool again =
        s->bare_day[who] != TL_NO_DAY && s->bare_day[who] != day &&
        s->bare_years[who] == said.years - (int)((day - s->bare_day[who]) * DAY_MS / YEAR_MS);
    *minor = said.sure || asked || again;
    s->bare_day[who] = day;
    s->bare_years[who] = said.years;
    return TL_OK;
}

enum tl_status tl_find_minor(const struct tl_context *ctx, const struct tl_conversation *conv,
                             bool *minor, struct tl_error *err)
{
    struct search s = {.conv = conv, .bare_day = {TL_NO_DAY, TL_NO_DAY}};
    enum tl_status status = TL_OK;
    *minor = false;
    tl_tokens_init(&s.tokens, ctx);
    tl_words_init(&s.words, ctx);
    for (size_t i = 0; i < conv->n_messages && status == TL_OK && !*minor; i++) {
        const struct tl_str text = tl_conversation_text(conv, i);
        const int64_t since = conv->time_ms[conv->n_messages - 1] - conv->time_ms[i];
        if (has_words(conv, i) &&
            (may_say_age(text) || (since <= WORDS_DAYS * DAY_MS && may_say_in_words(text))))
            status = see(&s, i, minor, err);
    }
    tl_tokens_release(&s.tokens);
    tl_words_release(&s.words);
    return status;
}
