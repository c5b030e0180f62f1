/*
 * vader.c: VADER's scores.
 *
 * C. J. Hutto and E. Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of
 * Social Media Text", ICWSM 2014. Every word has a rating from -4 to 4, the mean of ten people's;
 * rules on what stands around it change the rating (section "Heuristics"); the sum S of the text
 * becomes S / sqrt(S^2 + 15). The paper leaves much to its authors' program, and the number means
 * what it is known to mean only if it is the same one, so this follows the program's behaviour
 * (vaderSentiment 3.3) where the two differ, odd cases included; they are marked "as the
 * reference".
 *
 * Outline: emoji are written out (spell_emoji), the text is cut into words, each looked up once
 * (read_words), every rated word gets its score from up to three words before it and two behind
 * (word_score), "but" shifts the weight (but_rule), and the sum and the marks make the four
 * numbers.
 *
 * Departures: numbers are not rounded. Beyond LONG_TEXT words "but" goes by position alone, since
 * the reference's search for it takes time that grows with the square of the length.
 */
#include "vader.h"

#include "fault.h"
#include "str.h"
#include "tlmath.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

#include "vader_ratings.h"

struct emoji_name {
    uint32_t code_point;
    const char *name;
};
#include "emoji_names.h"

struct case_run {
    uint32_t first, last, step;
};
#include "letter_case.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The paper's constants: the mean change 100 people gave for each kind of context. */
#define BOOST 0.293
#define CAPITALS 0.733
#define NEGATION (-0.74)
#define EXCLAMATION 0.292
#define NORMAL 15.0
#define LONG_TEXT 2048

struct vader_word {
    uint16_t entry; /* 0: not one VADER knows */
    bool capitals;  /* capital letters and no small ones */
    bool negates;
};

/* Phrases that mean something else than their words. Longest first is not asked for: the order in
   which places are tried is the reference's, and no two phrases fit the same place. */
static const struct phrase {
    uint8_t n, name[3];
    double rating;
} phrases[] = {
    {2, {WORD_THE, WORD_SHIT}, 3},         {2, {WORD_THE, WORD_BOMB}, 3},
    {2, {WORD_BAD, WORD_ASS}, 1.5},        {2, {WORD_BUS, WORD_STOP}, 0},
    {2, {WORD_YEAH, WORD_RIGHT}, -2},      {3, {WORD_KISS, WORD_OF, WORD_DEATH}, -1.5},
    {3, {WORD_TO, WORD_DIE, WORD_FOR}, 3}, {2, {WORD_BEATING, WORD_HEART}, 3.1},
    {2, {WORD_BROKEN, WORD_HEART}, -2.9},
};

static const uint8_t weakening[][2] = {
    {WORD_JUST, WORD_ENOUGH}, {WORD_KIND, WORD_OF}, {WORD_SORT, WORD_OF}};

void tl_vader_init(struct tl_vader *vader, const struct tl_context *ctx)
{
    *vader = (struct tl_vader){.ctx = ctx};
    tl_buf_init(&vader->spelled, ctx);
}

void tl_vader_release(struct tl_vader *vader)
{
    tl_buf_release(&vader->spelled);
    tl_free(vader->ctx, vader->word, vader->cap_word * sizeof *vader->word);
    tl_free(vader->ctx, vader->score, vader->cap_score * sizeof *vader->score);
    tl_vader_init(vader, vader->ctx);
}

/* --- emoji ---------------------------------------------------------------------------------- */

static const char *emoji_name(uint32_t code_point)
{
    size_t low = 0, high = COUNT(emoji_names);
    if (code_point < emoji_names[0].code_point || code_point > emoji_names[high - 1].code_point)
        return NULL;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (emoji_names[middle].code_point < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    return emoji_names[low].code_point == code_point ? emoji_names[low].name : NULL;
}

/*
 * The text with each emoji replaced by its name. A name is kept apart from what stands before it,
 * but not from what stands behind (as the reference).
 */
static struct tl_str spell_emoji(struct tl_buf *out, struct tl_str text)
{
    size_t kept = 0; /* text before this is in `out` */
    tl_buf_clear(out);
    out->failed = false;
    for (size_t at = 0; at < text.len;) {
        if ((unsigned char)text.ptr[at] < 0x80) {
            at++;
            continue;
        }
        size_t start = at;
        const char *name = emoji_name(tl_utf8_next(text, &at));
        if (!name)
            continue;
        tl_buf_put(out, text.ptr + kept, start - kept);
        if (out->len > 0 && (start == kept || text.ptr[start - 1] != ' '))
            tl_buf_putc(out, ' ');
        tl_buf_puts(out, name);
        kept = at;
    }
    if (kept == 0)
        return text;
    tl_buf_put(out, text.ptr + kept, text.len - kept);
    return (struct tl_str){out->ptr, out->len};
}

/* --- words ---------------------------------------------------------------------------------- */

static bool is_blank(unsigned char c)
{
    return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
}

/* Blanks beyond ASCII: Zs, and what the bidirectional algorithm calls WS, B or S. */
static bool is_wide_blank(uint32_t c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_mark(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

static bool in_runs(const struct case_run *runs, size_t n, uint32_t c)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (runs[middle].last < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && c >= runs[low].first && (c - runs[low].first) % runs[low].step == 0;
}

static bool is_capitals(struct tl_str s)
{
    bool capital = false;
    for (size_t at = 0; at < s.len;) {
        char c = s.ptr[at];
        if ((unsigned char)c < 0x80) {
            if (c >= 'a' && c <= 'z')
                return false;
            capital |= c >= 'A' && c <= 'Z';
            at++;
            continue;
        }
        uint32_t wide = tl_utf8_next(s, &at);
        if (in_runs(small_letters, COUNT(small_letters), wide))
            return false;
        capital |= in_runs(capital_letters, COUNT(capital_letters), wide);
    }
    return capital;
}

/* The number of the entry for a word, or 0. All entries are ASCII. */
static uint16_t look_up(struct tl_str s)
{
    char small[VADER_LONGEST];
    size_t n = 0;
    uint32_t hash = UINT32_C(2166136261);
    for (size_t i = 0; i < s.len; i++) {
        char c = tl_to_lower(s.ptr[i]);
        if (c == '\xE2' && s.len - i >= 3 && memcmp(s.ptr + i, "\xE2\x84\xAA", 3) == 0) {
            c = 'k'; /* U+212A, the kelvin sign: the one letter that gets small in ASCII */
            i += 2;
        }
        if (n == VADER_LONGEST || (unsigned char)c >= 0x80)
            return 0;
        small[n++] = c;
        hash = (hash ^ (unsigned char)c) * UINT32_C(16777619);
    }
    hash ^= hash >> 15;
    for (uint32_t slot = hash % VADER_SLOTS; vader_slots[slot]; slot = (slot + 1) % VADER_SLOTS) {
        const struct vader_entry *entry = &vader_entries[vader_slots[slot]];
        if (entry->len == n && memcmp(entry->letters, small, n) == 0)
            return vader_slots[slot];
    }
    return 0;
}

static bool holds_nt(struct tl_str s)
{
    for (size_t i = 0; i + 3 <= s.len; i++)
        if (s.ptr[i + 1] == '\'' && (s.ptr[i] | 0x20) == 'n' && (s.ptr[i + 2] | 0x20) == 't')
            return true;
    return false;
}

/* Without the marks around it, unless too little is left: then it may be an emoticon. */
static struct tl_str bare(struct tl_str s)
{
    size_t from = 0, to = s.len, letters = 0;
    while (from < to && is_mark(s.ptr[from]))
        from++;
    while (to > from && is_mark(s.ptr[to - 1]))
        to--;
    for (size_t i = from; i < to && letters <= 2; i++)
        letters += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return letters <= 2 ? s : (struct tl_str){s.ptr + from, to - from};
}

static bool put_word(struct tl_vader *vader, struct tl_str s)
{
    struct vader_word *grown =
        tl_grow(vader->ctx, vader->word, &vader->cap_word, vader->n + 1, sizeof *vader->word);
    if (!grown)
        return false;
    vader->word = grown;
    s = bare(s);
    uint16_t entry = look_up(s);
    vader->word[vader->n++] = (struct vader_word){
        entry, is_capitals(s), (vader_entries[entry].kind & VADER_NEGATES) || holds_nt(s)};
    return true;
}

static bool read_words(struct tl_vader *vader, struct tl_str text)
{
    size_t start = 0, at = 0;
    vader->n = 0;
    while (at < text.len) {
        size_t end = at;
        unsigned char c = (unsigned char)text.ptr[at];
        bool blank;
        if (c < 0x80) {
            blank = is_blank(c);
            at++;
        } else {
            blank = is_wide_blank(tl_utf8_next(text, &at));
        }
        if (!blank)
            continue;
        if (end > start && !put_word(vader, (struct tl_str){text.ptr + start, end - start}))
            return false;
        start = at;
    }
    return start == text.len ||
           put_word(vader, (struct tl_str){text.ptr + start, text.len - start});
}

/* --- rules ---------------------------------------------------------------------------------- */

static const struct vader_entry *entry_of(const struct tl_vader *vader, size_t i)
{
    return &vader_entries[vader->word[i].entry];
}

static bool rated(const struct tl_vader *vader, size_t i)
{
    return entry_of(vader, i)->kind & VADER_RATED;
}

static uint8_t name_of(const struct tl_vader *vader, size_t i)
{
    return entry_of(vader, i)->name;
}

/* What a word that strengthens or weakens adds to a rating behind it. */
static double boost(const struct tl_vader *vader, size_t i, double rating, bool capitals_tell)
{
    unsigned kind = entry_of(vader, i)->kind;
    if (!(kind & (VADER_STRENGTHENS | VADER_WEAKENS)))
        return 0;
    double add = kind & VADER_STRENGTHENS ? BOOST : -BOOST;
    if (rating < 0)
        add = -add;
    if (vader->word[i].capitals && capitals_tell)
        add += rating > 0 ? CAPITALS : -CAPITALS;
    return add;
}

/*
 * What the word `back` before word i does by denying: "never so" and "never this" praise, "without
 * doubt" leaves things as they are. As the reference, "so" or "this" right before the word is
 * enough at a distance of three.
 */
static double negate(const struct tl_vader *vader, size_t i, size_t back, double rating)
{
    uint8_t name = name_of(vader, i - back);
    bool so = false, doubt = false;
    for (size_t near = 1; near < back; near++) {
        uint8_t between = name_of(vader, i - near);
        bool is_so = between == WORD_SO || between == WORD_THIS;
        so |= is_so && (name == WORD_NEVER || (back == 3 && near == 1));
        doubt |= name == WORD_WITHOUT && between == WORD_DOUBT;
    }
    if (so)
        return rating * 1.25;
    return vader->word[i - back].negates && !doubt ? rating * NEGATION : rating;
}

static bool find_phrase(const struct tl_vader *vader, size_t at, size_t n, double *rating)
{
    uint8_t first = name_of(vader, at);
    for (size_t p = 0; first && at + n <= vader->n && p < COUNT(phrases); p++) {
        if (phrases[p].n != n || phrases[p].name[0] != first ||
            phrases[p].name[1] != name_of(vader, at + 1) ||
            (n == 3 && phrases[p].name[2] != name_of(vader, at + 2)))
            continue;
        *rating = phrases[p].rating;
        return true;
    }
    return false;
}

/* Phrases around word i, which has three words before it. */
static double idioms(const struct tl_vader *vader, size_t i, double rating)
{
    if (!find_phrase(vader, i - 1, 2, &rating) && !find_phrase(vader, i - 2, 3, &rating) &&
        !find_phrase(vader, i - 2, 2, &rating) && !find_phrase(vader, i - 3, 3, &rating))
        find_phrase(vader, i - 3, 2, &rating);
    find_phrase(vader, i, 2, &rating);
    find_phrase(vader, i, 3, &rating);
    for (size_t back = 3; back >= 2; back--)
        for (size_t k = 0; k < COUNT(weakening); k++)
            if (name_of(vader, i - back) == weakening[k][0] &&
                name_of(vader, i - back + 1) == weakening[k][1])
                rating -= BOOST;
    return rating;
}

/* "no" denies a rated word behind it instead of being one. */
static double no_rule(const struct tl_vader *vader, size_t i, double rating)
{
    double own = rating;
    if (name_of(vader, i) == WORD_NO && i + 1 < vader->n && rated(vader, i + 1))
        rating = 0;
    if ((i > 0 && name_of(vader, i - 1) == WORD_NO) ||
        (i > 1 && name_of(vader, i - 2) == WORD_NO) ||
        (i > 2 && name_of(vader, i - 3) == WORD_NO &&
         (name_of(vader, i - 1) == WORD_OR || name_of(vader, i - 1) == WORD_NOR)))
        rating = own * NEGATION;
    return rating;
}

static double word_score(const struct tl_vader *vader, size_t i, bool capitals_tell)
{
    static const double fading[] = {1, 0.95, 0.9};
    const struct vader_entry *entry = entry_of(vader, i);
    bool kind_of = entry->name == WORD_KIND && i + 1 < vader->n && name_of(vader, i + 1) == WORD_OF;
    if (!(entry->kind & VADER_RATED) || (entry->kind & (VADER_STRENGTHENS | VADER_WEAKENS)) ||
        kind_of)
        return 0;
    double rating = no_rule(vader, i, entry->tenths / 10.0);
    if (vader->word[i].capitals && capitals_tell)
        rating += rating > 0 ? CAPITALS : -CAPITALS;
    for (size_t back = 1; back <= 3 && back <= i; back++) {
        if (rated(vader, i - back))
            continue;
        rating += boost(vader, i - back, rating, capitals_tell) * fading[back - 1];
        rating = negate(vader, i, back, rating);
        if (back == 3)
            rating = idioms(vader, i, rating);
    }
    if (i > 0 && name_of(vader, i - 1) == WORD_LEAST && !rated(vader, i - 1) &&
        !(i > 1 && (name_of(vader, i - 2) == WORD_AT || name_of(vader, i - 2) == WORD_VERY)))
        rating *= NEGATION;
    return rating;
}

/*
 * What stands before the first "but" counts half, what stands behind it one and a half. As the
 * reference, each score changed is the first in the text that is equal to the one meant.
 */
static void but_rule(double *score, size_t n, size_t but)
{
    for (size_t i = 0; i < n; i++) {
        size_t changed = i;
        if (score[i] == 0)
            continue;
        if (n <= LONG_TEXT)
            for (changed = 0; score[changed] != score[i];)
                changed++;
        if (changed != but)
            score[changed] *= changed < but ? 0.5 : 1.5;
    }
}

/* Up to four exclamation marks, and question marks from the second on. */
static double emphasis(struct tl_str text)
{
    size_t shouts = 0, questions = 0;
    for (size_t i = 0; i < text.len; i++) {
        shouts += text.ptr[i] == '!';
        questions += text.ptr[i] == '?';
    }
    double asking = questions <= 1 ? 0 : questions <= 3 ? (double)questions * 0.18 : 0.96;
    return (double)(shouts < 4 ? shouts : 4) * EXCLAMATION + asking;
}

static void sum_up(const struct tl_vader *vader, double marks, struct tl_vader_scores *out)
{
    double sum = 0, positive = 0, negative = 0, neutral = 0;
    for (size_t i = 0; i < vader->n; i++) {
        double score = vader->score[i];
        sum += score;
        positive += score > 0 ? score + 1 : 0;
        negative += score < 0 ? 1 - score : 0;
        neutral += score == 0;
    }
    sum += sum > 0 ? marks : sum < 0 ? -marks : 0;
    if (positive > negative)
        positive += marks;
    else if (positive < negative)
        negative += marks;
    double all = positive + negative + neutral;
    *out = (struct tl_vader_scores){sum / sqrt(sum * sum + NORMAL), positive / all, neutral / all,
                                    negative / all};
}

enum tl_status tl_vader_score(struct tl_vader *vader, struct tl_str text,
                              struct tl_vader_scores *out, struct tl_error *error)
{
    *out = (struct tl_vader_scores){0};
    text = spell_emoji(&vader->spelled, text);
    if (vader->spelled.failed || !read_words(vader, text))
        return tl_fault_memory(error);
    if (vader->n == 0)
        return TL_OK;
    double *grown =
        tl_grow(vader->ctx, vader->score, &vader->cap_score, vader->n, sizeof *vader->score);
    if (!grown)
        return tl_fault_memory(error);
    vader->score = grown;

    size_t capitals = 0, but = vader->n;
    for (size_t i = vader->n; i-- > 0;) {
        capitals += vader->word[i].capitals;
        if (name_of(vader, i) == WORD_BUT)
            but = i;
    }
    bool capitals_tell = capitals > 0 && capitals < vader->n;
    for (size_t i = 0; i < vader->n; i++)
        vader->score[i] = word_score(vader, i, capitals_tell);
    if (but < vader->n)
        but_rule(vader->score, vader->n, but);
    sum_up(vader, emphasis(text), out);
    return TL_OK;
}
