/*
 * word_counts.h: the words of the messages by the lists of src/text/lexicon.h, counted once for all
 * measures of section B.
 *
 * Counted are words people wrote themselves: nothing forwarded, pasted (Q06: more than 150 words
 * and 4 standard deviations more than this sender's messages have) or sent by a bot.
 */
#ifndef TL_WORD_COUNTS_H
#define TL_WORD_COUNTS_H

#include "lexicon.h"
#include "measuring.h"

/* The nine categories of style matching, in the order of Ireland & Pennebaker (2010). */
enum tl_style {
    TL_STYLE_PERSONAL,
    TL_STYLE_IMPERSONAL,
    TL_STYLE_ARTICLE,
    TL_STYLE_CONJUNCTION,
    TL_STYLE_PREPOSITION,
    TL_STYLE_AUXILIARY,
    TL_STYLE_ADVERB,
    TL_STYLE_NEGATION,
    TL_STYLE_QUANTIFIER,
    TL_STYLE_COUNT
};

#define TL_WORD_BITS 128 /* as many as a tl_word_set has */

/* Sums over the messages of one person. A phrase counts once for its list, and its words not again
   for the same one. */
struct tl_word_sums {
    uint32_t words, known; /* all; on any list of the language */
    uint32_t we_others;    /* "we" beside a third person or work, not in list[TL_WORDS_WE] */
    uint32_t style[TL_STYLE_COUNT];
    /* YOU without those in phrases like "love you" and "you know", ABSOLUTE without "all good". */
    uint32_t list[TL_WORD_BITS];
};

/* At most 255 words of a message, for what has to draw or pair whole messages. */
struct tl_word_line {
    uint32_t event;
    uint8_t words;
    uint8_t style[TL_STYLE_COUNT];
};

enum {
    TL_SIGN_LAUGHTER = 1,
    TL_SIGN_HEART = 2, /* a heart or a kiss */
    TL_SIGN_JOINT = 4, /* speaks of what the two will do */
    TL_SIGN_AGREES = 8,
    TL_SIGN_TIME = 16,  /* names a time or a day */
    TL_SIGN_REASON = 32 /* speaks to the other, and of a reason: "for", "that", "because" */
};

/* Invariants: lines in the order of their events; week[who] holds weeks.n sums, all[who] those of
   the whole record. It does not depend on the session gap or on lost days. */
struct tl_word_counts {
    struct tl_word_sums *week[2], all[2];
    size_t n_lines;
    struct tl_word_line *line;
    uint8_t *signs; /* of each event */
};

/* Sets frame->words and frame->cues from its arena, once; NULL where the words were not read,
   `words` also where no list fits their language. FATAL on memory only. */
enum tl_status tl_word_counts_prepare(struct tl_frame *frame, struct tl_error *err);

/* The counts, or NULL with the reason in `out`: no language, or less than 60 in 100 of either one's
   words on its lists (0.5, rule 6). */
const struct tl_word_counts *tl_words_of(const struct tl_frame *frame, struct tl_measurement *out);

/* A person's words of a week are enough to say something, and of the language. */
#define TL_LEAST_WINDOW_WORDS 300
bool tl_window_speaks(const struct tl_word_sums *sums);

/*
 * How much counts vary more than chance: Pearson's chi-square over its degrees of freedom, of the
 * windows that speak about the rate of their half of the record (a change between the halves is no
 * dispersion), at least 1; TL_DISPERSION with fewer than 8 or a mean count below 1.
 */
#define TL_DISPERSION 1.5
double tl_word_dispersion(const struct tl_word_sums *week, size_t n, enum tl_word_list list);
/* count / words a thousand words, log-normal 95 % interval with the dispersion phi; n = words. */
struct tl_value tl_word_rate(double count, double words, double phi);
/* Did either use a word of the list at all? Where nobody did the language may have no such list. */
bool tl_list_used(const struct tl_word_counts *words, enum tl_word_list list);
#define TL_WHY_NO_LIST "no such word was used, or there is no list of them in this language"
/* The rate of a list over a person's whole record, NA where neither used it. */
struct tl_value tl_word_rate_of(const struct tl_frame *frame, unsigned who, enum tl_word_list list);
/* The weekly rate of a list for both people; false when memory is short. */
bool tl_word_series(const struct tl_frame *frame, struct tl_arena *arena,
                    struct tl_measurement *out, const char *label, enum tl_word_list list);

#endif
