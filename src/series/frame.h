/*
 * frame.h: what every measure shares of one conversation: weeks, covered days, sessions, turns, who
 * is usually awake when. Derived once, read-only afterwards.
 *
 * Definitions of day, week, session and turn: docs/measures/README.md.
 */
#ifndef TL_FRAME_H
#define TL_FRAME_H

#include "memory.h"
#include "rhythm.h"
#include "tideline/label.h"

#define TL_SESSION_GAP_MS (INT64_C(60) * 60000) /* A01: fixed; 30 and 120 min are the check */
#define TL_TURN_GAP_MS (INT64_C(5) * 60000)     /* A03 */
#define TL_DAY_START_MS (INT64_C(4) * 3600000)  /* a behavioural day begins at 04:00 local time */
#define TL_HORIZON_HOURS 24.0 /* A10: answers are awaited this many effective hours */

/* Weeks are 7 behavioural days from Monday; an incomplete first or last week is left out. */
struct tl_weeks {
    int64_t first_day; /* day number of the first week's Monday */
    size_t n;
    double *covered; /* n values 0..7: days of the week that are not lost (Q01) */
};

/* A maximal run of events with gaps of at most the session gap: half-open [first, end). */
struct tl_session {
    uint32_t first, end;
    uint32_t turn_first, turn_end; /* its turns, half-open */
    bool dialogue;                 /* both people are in it */
};

/* A maximal run of one sender with gaps of at most the turn gap inside a session. */
struct tl_turn {
    uint32_t first, end; /* events */
    uint32_t session;
    uint32_t words;
    uint8_t who;
};

/* A run of days without any event, [from, to) in day numbers. */
struct tl_silence {
    int64_t from_day, to_day;
    bool suspicious; /* Q01: longer than max(3, q99 of the earlier ones) */
    bool lost;       /* taken as not covered (marked by the user, or a hole between two files) */
};

/*
 * Invariants: events are the messages of the two people that are no notices, in time order, fewer
 * than 2^32; sessions partition the events, turns partition each session; day_of and week_of are
 * non-decreasing in the event number unless the clock stepped back.
 */
struct tl_frame {
    const struct tl_context *ctx;
    const struct tl_conversation *conv;
    const struct tl_annotations *annotations; /* NULL: read without its words */
    struct tl_arena arena;

    size_t n_events;
    uint32_t *event; /* message index of each event */

    int64_t first_day, last_day; /* behavioural days of the first and the last event */
    struct tl_weeks weeks;

    size_t n_sessions;
    struct tl_session *session;
    size_t n_turns;
    struct tl_turn *turn;

    size_t n_silences;
    struct tl_silence *silence;

    struct tl_rhythm rhythm[2]; /* A10: effective time of each person */

    /* A21, set once by tl_branching_prepare (measure/branching.h); NULL: too little to go on. */
    const struct tl_branching *branching;
    /* C01 to C16, set once by tl_exchanges_prepare (measure/exchanges.h); NULL: without words. */
    const struct tl_exchanges *exchanges;
    /* Section B, set once by tl_word_counts_prepare (measure/word_counts.h); NULL: the words were
       not read, or no word list fits their language. */
    const struct tl_word_counts *words;
    /* How each turn is written (measure/turn_cues.h), set with `words`; NULL: without words. */
    const struct tl_cues *cues;
};

/* Days the user says are lost, [from, to). */
struct tl_lost_days {
    int64_t from_day, to_day;
};

struct tl_frame_options {
    int64_t session_gap_ms; /* 0: TL_SESSION_GAP_MS */
    size_t n_lost;
    const struct tl_lost_days *lost;
    const struct tl_annotations *annotations; /* of the same conversation; borrowed; or NULL */
};

/* FATAL on memory only. A conversation too short for a single week gives weeks.n = 0. */
enum tl_status tl_frame_init(struct tl_frame *frame, const struct tl_context *ctx,
                             const struct tl_conversation *conv,
                             const struct tl_frame_options *options, struct tl_error *err);
void tl_frame_release(struct tl_frame *frame);

static inline int64_t tl_event_ms(const struct tl_frame *f, size_t e)
{
    return f->conv->time_ms[f->event[e]];
}
static inline int64_t tl_event_local_ms(const struct tl_frame *f, size_t e)
{
    return tl_conversation_local_ms(f->conv, f->event[e]);
}
static inline unsigned tl_event_who(const struct tl_frame *f, size_t e)
{
    return f->conv->sender[f->event[e]];
}
/* Behavioural day of an event. */
int64_t tl_event_day(const struct tl_frame *f, size_t e);
/* Index of the event's week, or SIZE_MAX outside the complete weeks. */
size_t tl_event_week(const struct tl_frame *f, size_t e);
/* Effective hours of person `who` at event e; only differences mean something. */
double tl_event_effective(const struct tl_frame *f, unsigned who, size_t e);

#endif
