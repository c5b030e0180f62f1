/*
 * word_counts.c: one pass over the texts: cut into tokens, looked up, summed by week and person,
 * kept in 16 bytes a message for the measures that need messages rather than sums, and in 6 a turn
 * for those that ask how it is written.
 */
#include "word_counts.h"

#include <math.h>
#include <string.h>

#include "exchanges.h"
#include "fault.h"
#include "str.h"
#include "tlmath.h"
#include "turn_cues.h"

#define PASTED_WORDS 150
#define PASTED_Z 4.0
#define LINE_WORDS UINT8_MAX
#define KNOWN 0.6 /* rule 6 of 0.5 */
#define LEAST_WINDOWS 8
#define UNPLEASANT (-5) /* hundredths: B11's bound of neutral */

#define SET(list)                                                                                  \
    ((struct tl_word_set){{(list) < 64 ? UINT64_C(1) << (list) % 64 : 0,                           \
                           (list) < 64 ? 0 : UINT64_C(1) << (list) % 64}})

struct reading {
    const struct tl_frame *frame;
    struct tl_tokens tokens;
    struct tl_words words;
    const struct tl_lexicon *lexicon;
    double pasted[2]; /* more words than this are not one's own */
};

/* The categories of the lists that have one, the first in enum tl_word_list. */
static const uint8_t style_of[] = {
    [TL_WORDS_I] = TL_STYLE_PERSONAL,
    [TL_WORDS_WE] = TL_STYLE_PERSONAL,
    [TL_WORDS_YOU] = TL_STYLE_PERSONAL,
    [TL_WORDS_SHE_HE] = TL_STYLE_PERSONAL,
    [TL_WORDS_THEY] = TL_STYLE_PERSONAL,
    [TL_WORDS_IMPERSONAL] = TL_STYLE_IMPERSONAL,
    [TL_WORDS_ARTICLE] = TL_STYLE_ARTICLE,
    [TL_WORDS_PREPOSITION] = TL_STYLE_PREPOSITION,
    [TL_WORDS_CONJUNCTION] = TL_STYLE_CONJUNCTION,
    [TL_WORDS_AUXILIARY] = TL_STYLE_AUXILIARY,
    [TL_WORDS_ADVERB] = TL_STYLE_ADVERB,
    [TL_WORDS_NEGATION] = TL_STYLE_NEGATION,
    [TL_WORDS_QUANTIFIER] = TL_STYLE_QUANTIFIER,
};
#define STYLE_LISTS 13
_Static_assert(sizeof style_of == STYLE_LISTS, "the lists of style matching come first");

/* Takes the lowest list out of the bits. */
static size_t next_list(uint64_t *bits)
{
    size_t list = (size_t)__builtin_ctzll(*bits);
    *bits &= *bits - 1;
    return list;
}

static bool meet(struct tl_word_set a, struct tl_word_set b)
{
    return ((a.bits[0] & b.bits[0]) | (a.bits[1] & b.bits[1])) != 0;
}

static void take_away(struct tl_word_set *set, struct tl_word_set less)
{
    set->bits[0] &= ~less.bits[0];
    set->bits[1] &= ~less.bits[1];
}

static bool own_text(const struct tl_conversation *conv, uint32_t message)
{
    return conv->text_len[message] > 0 &&
           (conv->kind[message] == TL_KIND_TEXT || (conv->flags[message] & TL_FLAG_CAPTION)) &&
           !(conv->flags[message] & (TL_FLAG_FORWARDED | TL_FLAG_VIA_BOT));
}

/* The length above which a message is pasted, per sender; and how many lines all will need. */
static size_t survey(struct reading *r)
{
    const struct tl_frame *f = r->frame;
    double n[2] = {0}, sum[2] = {0}, squares[2] = {0};
    size_t lines = 0;
    for (size_t e = 0; e < f->n_events; e++) {
        uint32_t message = f->event[e];
        if (!own_text(f->conv, message))
            continue;
        double words = f->conv->words[message];
        unsigned who = tl_event_who(f, e);
        n[who] += 1.0;
        sum[who] += words;
        squares[who] += words * words;
        /* two bytes a word at least, but the last */
        lines += 1 + f->conv->text_len[message] / (2 * LINE_WORDS);
    }
    for (size_t who = 0; who < 2; who++) {
        double mean = sum[who] / n[who], variance = squares[who] / n[who] - mean * mean;
        double most = mean + PASTED_Z * sqrt(variance > 0.0 ? variance : 0.0);
        r->pasted[who] = most > PASTED_WORDS ? most : PASTED_WORDS;
    }
    return lines;
}

/* Adds the lists of a set to the sums. */
static void count_lists(struct tl_word_set set, struct tl_word_sums *sums)
{
    for (size_t half = 0; half < 2; half++)
        for (uint64_t bits = set.bits[half]; bits != 0;)
            sums->list[64 * half + next_list(&bits)]++;
}

static struct tl_word_set all_lists(const struct tl_words *words)
{
    struct tl_word_set all = {{0, 0}};
    for (size_t i = 0; i < words->n; i++)
        tl_word_set_add(&all, words->word[i]);
    for (size_t p = 0; p < words->n_phrases; p++)
        tl_word_set_add(&all, words->phrase[p].set);
    return all;
}

/*
 * Phrases count once for their lists, the words in them no more for the same ones, and of phrases
 * that overlap on one list the first counts.
 */
static void settle_phrases(struct tl_words *words, struct tl_word_sums *sums)
{
    uint32_t counted_to[TL_WORD_BITS];
    if (words->n_phrases > 0)
        memset(counted_to, 0, sizeof counted_to);
    for (size_t p = 0; p < words->n_phrases; p++) {
        const struct tl_phrase *phrase = &words->phrase[p];
        struct tl_word_set taken = phrase->set;
        for (size_t half = 0; half < 2; half++)
            for (uint64_t bits = phrase->set.bits[half]; bits != 0;) {
                size_t list = 64 * half + next_list(&bits);
                if (phrase->first >= counted_to[list])
                    sums->list[list]++;
                if (phrase->end > counted_to[list])
                    counted_to[list] = phrase->end;
            }
        if (meet(phrase->set, SET(TL_WORDS_YOU_AFFECTION)) ||
            meet(phrase->set, SET(TL_WORDS_YOU_FILLER)))
            tl_word_set_add(&taken, SET(TL_WORDS_YOU));
        if (meet(phrase->set, SET(TL_WORDS_ABSOLUTE_NOT)))
            tl_word_set_add(&taken, SET(TL_WORDS_ABSOLUTE));
        for (uint32_t i = phrase->first; i < phrase->end; i++)
            take_away(&words->word[i], taken);
    }
}

static bool any_of(const struct tl_token *token, const struct tl_str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tl_str_equal(token->norm, words[i]))
            return true;
    return false;
}

static uint8_t read_signs(const struct reading *r, struct tl_word_set all, bool thanks)
{
    static const struct tl_str reasons[] = {
        TL_STR_INIT("for"),  TL_STR_INIT("that"), TL_STR_INIT("because"),    TL_STR_INIT("cause"),
        TL_STR_INIT("cuz"),  TL_STR_INIT("coz"),  TL_STR_INIT("f\xC3\xBCr"), TL_STR_INIT("dass"),
        TL_STR_INIT("weil"), TL_STR_INIT("por"),  TL_STR_INIT("porque"),     TL_STR_INIT("que")};
    unsigned signs = 0;
    if (meet(all, SET(TL_WORDS_LAUGHTER)) || meet(all, SET(TL_WORDS_LAUGHTER_EMOJI)))
        signs |= TL_SIGN_LAUGHTER;
    if (meet(all, SET(TL_WORDS_HEART)) || meet(all, SET(TL_WORDS_KISS)))
        signs |= TL_SIGN_HEART;
    if (meet(all, SET(TL_WORDS_JOINT_FUTURE)))
        signs |= TL_SIGN_JOINT;
    if (meet(all, SET(TL_WORDS_AGREEMENT)))
        signs |= TL_SIGN_AGREES;
    if (meet(all, SET(TL_WORDS_TIME)))
        signs |= TL_SIGN_TIME;
    if (thanks && meet(all, SET(TL_WORDS_YOU)))
        for (size_t i = 0; i < r->tokens.n; i++)
            if (any_of(&r->tokens.token[i], reasons, sizeof reasons / sizeof *reasons))
                signs |= TL_SIGN_REASON;
    return (uint8_t)signs;
}

/* "we" that may mean others: a third person or "at work" stands beside it. */
static bool of_others(const struct reading *r, struct tl_word_set all)
{
    if (!meet(all, SET(TL_WORDS_WE)))
        return false;
    if (meet(all, SET(TL_WORDS_SHE_HE)) || meet(all, SET(TL_WORDS_THEY)))
        return true;
    for (size_t i = 1; i < r->tokens.n; i++)
        if (tl_str_equal(r->tokens.token[i].norm, TL_STR("work")) &&
            tl_str_equal(r->tokens.token[i - 1].norm, TL_STR("at")))
            return true;
    return false;
}

static void put_line(struct tl_word_counts *counts, const struct tl_word_line *line)
{
    if (line->words > 0)
        counts->line[counts->n_lines++] = *line;
}

/* Counts what was read of event e. */
static void count_message(struct reading *r, struct tl_word_counts *counts, uint32_t e,
                          struct tl_word_set all, struct tl_word_sums *sums)
{
    const struct tl_frame *f = r->frame;
    struct tl_word_line line = {.event = e};
    for (size_t i = 0; i < r->tokens.n; i++) {
        if (r->tokens.token[i].kind != TL_TOKEN_WORD)
            continue;
        struct tl_word_set set = r->words.word[i];
        sums->words++;
        line.words++;
        sums->known += !tl_word_set_empty(set);
        unsigned styles = 0; /* a word on two lists of one category is one word of it */
        for (uint64_t bits = set.bits[0] & ((1u << STYLE_LISTS) - 1); bits != 0;)
            styles |= 1u << style_of[next_list(&bits)];
        for (uint64_t bits = styles; bits != 0;) {
            size_t k = next_list(&bits);
            sums->style[k]++;
            line.style[k]++;
        }
        if (line.words == LINE_WORDS) {
            put_line(counts, &line);
            line = (struct tl_word_line){.event = e};
        }
    }
    put_line(counts, &line);
    settle_phrases(&r->words, sums);
    uint32_t we = sums->list[TL_WORDS_WE];
    for (size_t i = 0; i < r->tokens.n; i++)
        count_lists(r->words.word[i], sums);
    if (of_others(r, all)) {
        sums->we_others += sums->list[TL_WORDS_WE] - we;
        sums->list[TL_WORDS_WE] = we;
    }
    counts->signs[e] =
        read_signs(r, all, tl_holds(f->annotations, f->event[e], TL_LABEL_GRATITUDE));
}

/* Reads event e of a turn for the cues and, with a lexicon, for the counts. */
static enum tl_status read_event(struct reading *r, struct tl_word_counts *counts,
                                 struct tl_cues *cues, uint32_t turn, uint32_t e,
                                 struct tl_error *err)
{
    const struct tl_frame *f = r->frame;
    const struct tl_annotations *a = f->annotations;
    const uint32_t message = f->event[e];
    const unsigned who = tl_event_who(f, e);
    const bool counted =
        counts != NULL && own_text(f->conv, message) && f->conv->words[message] <= r->pasted[who];
    const bool shown = f->conv->kind[message] != TL_KIND_REACTION &&
                       (f->conv->flags[message] & TL_FLAG_FORWARDED) == 0;
    const struct tl_str text = tl_conversation_text(f->conv, message);
    if (text.len == 0 || !(counted || shown))
        return TL_OK;
    enum tl_status status = tl_tokens_read(&r->tokens, text, err);
    if (status == TL_OK && r->lexicon != NULL)
        status = tl_words_read(&r->words, r->lexicon, &r->tokens, err);
    if (status != TL_OK)
        return status;
    const struct tl_word_set all = all_lists(&r->words);
    const bool hurts =
        (a->held[message] & TL_NEGATIVE_ACT) != 0 || a->valence[message] <= UNPLEASANT;
    if (shown)
        cues->emoji[who] += tl_turn_cues_add(&cues->turn[turn], text, &r->tokens,
                                             r->lexicon != NULL ? &r->words : NULL, all, hurts);
    if (counted) {
        const size_t w = tl_event_week(f, e);
        count_message(r, counts, e, all,
                      w < f->weeks.n ? &counts->week[who][w] : &counts->all[who]);
    }
    return TL_OK;
}

static enum tl_status read_all(struct reading *r, struct tl_word_counts *counts,
                               struct tl_cues *cues, struct tl_error *err)
{
    const struct tl_frame *f = r->frame;
    enum tl_status status = TL_OK;
    for (uint32_t t = 0; t < f->n_turns; t++)
        for (uint32_t e = f->turn[t].first; e < f->turn[t].end && status == TL_OK; e++)
            status = read_event(r, counts, cues, t, e, err);
    for (size_t who = 0; counts != NULL && who < 2; who++)
        for (size_t w = 0; w < f->weeks.n; w++) {
            /* a struct of uint32_t sums is an array of them */
            const uint32_t *part = (const uint32_t *)&counts->week[who][w];
            uint32_t *all = (uint32_t *)&counts->all[who];
            for (size_t i = 0; i < sizeof counts->all[who] / sizeof *all; i++)
                all[i] += part[i];
        }
    return status;
}

static const struct tl_lexicon *lexicon_of(const struct tl_annotations *annotations)
{
    if (annotations == NULL || annotations->language == NULL)
        return NULL;
    for (int language = TL_LANGUAGE_NONE + 1; language < TL_LANGUAGE_COUNT; language++)
        if (strcmp(annotations->language, tl_language_code((enum tl_language)language)) == 0)
            return tl_lexicon_of((enum tl_language)language);
    return NULL;
}

static struct tl_word_counts *counts_new(struct tl_frame *frame, size_t lines)
{
    struct tl_word_counts *counts = tl_arena_alloc(&frame->arena, sizeof *counts);
    if (counts == NULL)
        return NULL;
    counts->line = tl_arena_array(&frame->arena, lines, sizeof *counts->line);
    counts->signs = tl_arena_array(&frame->arena, frame->n_events, sizeof *counts->signs);
    for (size_t who = 0; who < 2; who++)
        counts->week[who] =
            tl_arena_array(&frame->arena, frame->weeks.n, sizeof *counts->week[who]);
    return counts->line != NULL && counts->signs != NULL && counts->week[0] != NULL &&
                   counts->week[1] != NULL
               ? counts
               : NULL;
}

enum tl_status tl_word_counts_prepare(struct tl_frame *frame, struct tl_error *err)
{
    struct reading r = {.frame = frame, .lexicon = lexicon_of(frame->annotations)};
    if (frame->annotations == NULL)
        return TL_OK;
    tl_tokens_init(&r.tokens, frame->ctx);
    tl_words_init(&r.words, frame->ctx);
    struct tl_word_counts *counts = r.lexicon != NULL ? counts_new(frame, survey(&r)) : NULL;
    struct tl_cues *cues = tl_arena_alloc(&frame->arena, sizeof *cues);
    if (cues != NULL)
        cues->turn = tl_arena_array(&frame->arena, frame->n_turns, sizeof *cues->turn);
    const bool ok = cues != NULL && cues->turn != NULL && (counts != NULL || r.lexicon == NULL);
    const enum tl_status status = ok ? read_all(&r, counts, cues, err) : tl_fault_memory(err);
    if (status == TL_OK) {
        frame->words = counts;
        frame->cues = cues;
    }
    tl_words_release(&r.words);
    tl_tokens_release(&r.tokens);
    return status;
}

static bool of_language(const struct tl_word_sums *sums)
{
    return sums->words == 0 || sums->known >= KNOWN * sums->words;
}

const struct tl_word_counts *tl_words_of(const struct tl_frame *frame, struct tl_measurement *out)
{
    const struct tl_word_counts *words = frame->words;
    const char *why = NULL;
    if (words == NULL)
        why = "there are no word lists for the language of this chat";
    else if (!of_language(&words->all[0]) || !of_language(&words->all[1]))
        why = "too few of the words are of one language with word lists";
    if (why == NULL)
        return words;
    for (size_t whose = 0; whose < 3; whose++)
        out->whole[whose] = tl_value_na(why);
    return NULL;
}

bool tl_window_speaks(const struct tl_word_sums *sums)
{
    return sums->words >= TL_LEAST_WINDOW_WORDS && of_language(sums);
}

/* Chi-square of the speaking windows of [from, end) about their common rate; adds the windows. */
static double chi_square(const struct tl_word_sums *week, size_t from, size_t end,
                         enum tl_word_list list, double *count, double *windows)
{
    double c = 0.0, words = 0.0, n = 0.0, chi2 = 0.0;
    for (size_t w = from; w < end; w++)
        if (tl_window_speaks(&week[w])) {
            c += week[w].list[list];
            words += week[w].words;
            n += 1.0;
        }
    for (size_t w = from; c > 0.0 && w < end; w++)
        if (tl_window_speaks(&week[w])) {
            double expected = c * week[w].words / words, off = week[w].list[list] - expected;
            chi2 += off * off / expected;
        }
    *count += c;
    *windows += n;
    return chi2;
}

double tl_word_dispersion(const struct tl_word_sums *week, size_t n, enum tl_word_list list)
{
    double count = 0.0, windows = 0.0;
    double chi2 = chi_square(week, 0, n / 2, list, &count, &windows) +
                  chi_square(week, n / 2, n, list, &count, &windows);
    if (windows < LEAST_WINDOWS || count < windows)
        return TL_DISPERSION;
    double phi = chi2 / (windows - 2.0);
    return phi > 1.0 ? phi : 1.0;
}

struct tl_value tl_word_rate(double count, double words, double phi)
{
    if (!(words > 0.0))
        return tl_value_na("no words");
    double rate = 1000.0 * count / words;
    double factor = tl_exp(TL_Z975 * sqrt(phi / (count + 0.5)));
    double middle = 1000.0 * (count + 0.5) / words;
    return tl_value_ok(rate, count > 0.0 ? rate / factor : 0.0, middle * factor, (uint64_t)words);
}

bool tl_list_used(const struct tl_word_counts *words, enum tl_word_list list)
{
    return words->all[0].list[list] > 0 || words->all[1].list[list] > 0;
}

struct tl_value tl_word_rate_of(const struct tl_frame *frame, unsigned who, enum tl_word_list list)
{
    const struct tl_word_sums *all = &frame->words->all[who];
    if (!tl_list_used(frame->words, list))
        return tl_value_na(TL_WHY_NO_LIST);
    return tl_word_rate(all->list[list], all->words,
                        tl_word_dispersion(frame->words->week[who], frame->weeks.n, list));
}

bool tl_word_series(const struct tl_frame *frame, struct tl_arena *arena,
                    struct tl_measurement *out, const char *label, enum tl_word_list list)
{
    size_t first;
    if (!tl_series_add_pair(frame, arena, out, label, false, &first))
        return false;
    for (size_t who = 0; who < 2; who++) {
        const struct tl_word_sums *week = frame->words->week[who];
        struct tl_series *s = &out->series[first + who];
        double phi = tl_word_dispersion(week, frame->weeks.n, list);
        for (size_t w = 0; w < frame->weeks.n; w++) {
            s->n[w] = week[w].words;
            if (!tl_window_speaks(&week[w]) || !tl_list_used(frame->words, list))
                continue;
            struct tl_value v = tl_word_rate(week[w].list[list], week[w].words, phi);
            s->value[w] = v.value;
            s->low[w] = v.lo;
            s->high[w] = v.hi;
        }
    }
    return true;
}
