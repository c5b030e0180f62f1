/*
 * answering.h: what each turn holds, and what came back to it: who answered, when, with what.
 *
 * Answers are awaited in the other's effective time (A10), 24 hours at most (C00). In a record
 * known to the day only a year of the clock stands for these 24 hours.
 */
#ifndef TL_ANSWERING_H
#define TL_ANSWERING_H

#include "measuring.h"

#define TL_LETTER_HOURS 365.0 /* a letter has a year where a message has 24 hours */

#define TL_NO_TURN UINT32_MAX
#define TL_NO_VALENCE INT8_MIN
enum {
    TL_SAID_WORDS = 1, /* own words: no reaction, nothing forwarded */
    TL_SAID_FULL = 2,  /* more than two words, a voice note, a picture, a call: no mere "ok" */
};

/* What a turn holds, the messages of it taken together. */
struct tl_said {
    uint64_t held;         /* labels, of any message of the turn */
    uint32_t next;         /* first later turn of the other person, or TL_NO_TURN */
    int8_t valence;        /* hundredths, mean of the messages with words; or TL_NO_VALENCE */
    struct tl_depth depth; /* the most in each of the three */
    uint8_t flags;         /* TL_SAID_* */
};

/* C13: feelings at their deepest, or 4 of the 6. */
static inline bool tl_depth_is_deep(struct tl_depth d)
{
    return d.feelings == 2 || d.information + d.thoughts + d.feelings >= 4;
}

/* Fills said, n_turns of them, from the labels of the messages. */
void tl_said_fill(const struct tl_frame *frame, struct tl_said *said);

/*
 * A walk over turns that ask for an answer, which must be asked about in the order of time: what is
 * remembered makes it linear.
 */
struct tl_answering {
    const struct tl_frame *frame;
    const struct tl_said *said;
    bool days;
    uint32_t call;  /* event: the first call not before the turn */
    size_t silence; /* the first that begins after the turn */
};
void tl_answering_init(struct tl_answering *walk, const struct tl_frame *frame,
                       const struct tl_said *said);

/* UNKNOWN: the record ended too early, or days are lost. */
enum tl_reach { TL_REACH_UNKNOWN = 0, TL_REACH_ANSWERED, TL_REACH_SILENT };
/* Did the other answer turn t within so many effective hours? The answer begins at said[t].next. */
enum tl_reach tl_answering_reach(struct tl_answering *walk, uint32_t t, double hours);
/* Did either call within so many minutes after the first words of the turn? */
bool tl_answering_called(struct tl_answering *walk, uint32_t t, int64_t minutes);

#define TL_ANSWER_TURNS 3
struct tl_answer {
    uint64_t held;
    uint32_t last;  /* its last turn */
    bool full;      /* more than a word or two, see TL_SAID_FULL */
    double valence; /* -1..1, mean over the turns that have one; NaN without */
};
/* The answer that begins at turn `first`: at most three turns of its writer in that session; with
   `at_once` only those before the other speaks again. */
struct tl_answer tl_answer_read(const struct tl_answering *walk, uint32_t first, bool at_once);

#endif
