/*
 * exchanges.h: what one does and how the other answers: the ground of C01 to C16, E04 and E05.
 *
 * Made of the labels of the messages (tideline/label.h), once a frame. Labels that a labeller calls
 * uncertain are in here too, since they may be shown; a measure asks tl_labels_sure before it lets
 * a series be tested.
 */
#ifndef TL_EXCHANGES_H
#define TL_EXCHANGES_H

#include "answering.h"

/* What hurts (C03, C06 to C08); what is a hostile answer; what brings closer. */
#define TL_HOSTILE_ANSWER (TL_BIT(CRITICISM) | TL_BIT(CONTEMPT) | TL_BIT(DEFENSIVENESS))
#define TL_NEGATIVE_ACT (TL_HOSTILE_ANSWER | TL_BIT(DEMAND))
#define TL_POSITIVE_ACT                                                                            \
    (TL_BIT(AFFECTION) | TL_BIT(GRATITUDE) | TL_BIT(VALIDATION) | TL_BIT(APOLOGY) |                \
     TL_BIT(REPAIR) | TL_BIT(FOLLOW_UP) | TL_BIT(AMUSEMENT))
/* What a try to find back is made of, in a conflict (C10). */
#define TL_REPAIR_ACT (TL_BIT(REPAIR) | TL_BIT(APOLOGY) | TL_BIT(AFFECTION) | TL_BIT(VALIDATION))

#define TL_UNPLEASANT (-40) /* hundredths of valence (C12) */
/* Pain shared or soothed: unpleasant words that are no quarrel. */
#define TL_SHARED_PAIN                                                                             \
    (TL_BIT(DISCLOSURE) | TL_BIT(DISCLOSURE_EMOTIONAL) | TL_BIT(VALIDATION) |                      \
     TL_BIT(SUPPORT_EMOTIONAL) | TL_BIT(APOLOGY) | TL_BIT(REPAIR) | TL_BIT(CARING) |               \
     TL_BIT(SADNESS) | TL_BIT(FEAR) | TL_BIT(GRIEF) | TL_BIT(NERVOUSNESS) | TL_BIT(REMORSE))
#define TL_HOSTILE (TL_NEGATIVE_ACT | TL_BIT(ANGER) | TL_BIT(ANNOYANCE) | TL_BIT(DISGUST))
static inline bool tl_said_is_negative(const struct tl_said *said)
{
    return (said->held & TL_NEGATIVE_ACT) ||
           (said->valence != TL_NO_VALENCE && said->valence <= TL_UNPLEASANT &&
            ((said->held & TL_HOSTILE) || !(said->held & TL_SHARED_PAIN)));
}

enum tl_exchange_kind {
    TL_EXCHANGE_DEMAND_WITHDRAW = 0,
    TL_EXCHANGE_DISCLOSURE,
    TL_EXCHANGE_REPAIR,
    TL_EXCHANGE_BID,
    TL_EXCHANGE_GOOD_NEWS,
    TL_EXCHANGE_CONFLICT,
    TL_EXCHANGE_KINDS
};

/* OPEN is what nobody can know: the record ended, days are lost, or they went on by phone. */
enum tl_outcome {
    TL_OUTCOME_OPEN = 0,
    TL_OUTCOME_CALLED, /* a demand, answered by a call */
    TL_OUTCOME_WITHDREW,
    TL_OUTCOME_DEFENDED, /* with criticism, contempt or defence */
    TL_OUTCOME_CALMED,   /* with a repair, such as a pause with a return */
    TL_OUTCOME_ANSWERED,
    TL_OUTCOME_MET, /* a disclosure: understanding or thanks */
    TL_OUTCOME_INTEREST,
    TL_OUTCOME_NOTHING,
    TL_OUTCOME_DISMISSED,
    TL_OUTCOME_LANDED, /* a repair */
    TL_OUTCOME_NOT_LANDED,
    TL_OUTCOME_TOWARDS, /* a bid */
    TL_OUTCOME_AWAY,
    TL_OUTCOME_AGAINST,
    TL_OUTCOME_ACTIVE_CONSTRUCTIVE, /* good news (C17) */
    TL_OUTCOME_PASSIVE_CONSTRUCTIVE,
    TL_OUTCOME_ACTIVE_DESTRUCTIVE,
    TL_OUTCOME_PASSIVE_DESTRUCTIVE,
    TL_OUTCOME_REPAIRED, /* a conflict: a repair landed in it */
    TL_OUTCOME_UNREPAIRED,
    TL_OUTCOMES
};

/* How somebody stepped back (C04). */
enum tl_retreat {
    TL_RETREAT_NONE = 0,
    TL_RETREAT_SILENCE,
    TL_RETREAT_MINIMAL,
    TL_RETREAT_WORDS,
    TL_RETREAT_LOGISTICS
};

/*
 * `first` is the turn that asks for an answer, `last` the last turn of the answer, `first` itself
 * where none came. A conflict runs from the turn that raised the matter, whose writer is `from`, to
 * its last negative turn.
 *
 * grade: of a demand enum tl_retreat; of a bid how much it asks (1 to 3) in the low four bits and
 * how far the answer turns towards it (0 to 3) in the high four; else 0.
 */
struct tl_exchange {
    uint32_t first, last; /* turns */
    uint8_t kind, from, outcome, grade;
};

/* A talk that went deep (C22, deep_talks.h). */
struct tl_deep_talk {
    uint32_t session;
    int8_t score;
    bool difficult; /* a conflict was in it, and a repair landed */
};

struct tl_exchanges {
    struct tl_said *said;         /* n_turns */
    struct tl_exchange *exchange; /* by kind, each kind in the order of time */
    size_t at[TL_EXCHANGE_KINDS + 1];
    struct tl_deep_talk *deep; /* n_deep, in the order of time */
    size_t n_deep, dialogues;  /* sessions both people are in */
    double median_hours[2];    /* effective, until the person answers; NaN without answers */
    /* C04: after that many effective hours without an answer of the person, none came. */
    double patience_hours[2];
};

/*
 * Hangs them into frame->exchanges, in the frame's arena; NULL stays where the words were not read.
 * Comes after tl_word_counts_prepare, which reads how turns are written. FATAL on memory.
 */
enum tl_status tl_exchanges_prepare(struct tl_frame *frame, struct tl_error *err);

/* Those of one kind, *n of them. */
static inline const struct tl_exchange *tl_exchanges_of(const struct tl_exchanges *x,
                                                        enum tl_exchange_kind kind, size_t *n)
{
    *n = x->at[kind + 1] - x->at[kind];
    return x->exchange + x->at[kind];
}
/* The first message of a turn that holds one of the labels (TL_BIT(DISCLOSURE): or is as deep), the
   first of all where none does: the one to show. */
uint32_t tl_turn_message(const struct tl_frame *f, uint32_t turn, uint64_t labels);
/* Message indices; the first is the one that made it an exchange of its kind. */
uint32_t tl_exchange_first_message(const struct tl_frame *f, const struct tl_exchange *x);
static inline uint32_t tl_exchange_last_message(const struct tl_frame *f,
                                                const struct tl_exchange *x)
{
    return f->event[f->turn[x->last].end - 1];
}
/* Index of the complete week in which it began, or SIZE_MAX. */
static inline size_t tl_exchange_week(const struct tl_frame *f, const struct tl_exchange *x)
{
    return tl_event_week(f, f->turn[x->first].first);
}

/* "demand_withdraw", "towards": the words of JSON. */
const char *tl_exchange_kind_name(enum tl_exchange_kind kind);
const char *tl_outcome_name(enum tl_outcome outcome);

/*
 * For C05: everything one says in a session before the other speaks, and whether the other then
 * stepped back, by the same rules whether it was a demand or not.
 */
struct tl_run {
    uint32_t first, end;         /* turns, of one person and session */
    uint32_t target;             /* the first demand of the run, else its first turn */
    uint32_t answer, answer_end; /* turns of the answer, at most 3; equal where none came */
    uint8_t who;
    uint8_t outcome; /* OPEN, CALLED, WITHDREW, DEFENDED, CALMED or ANSWERED */
    uint8_t retreat; /* enum tl_retreat */
    bool demand;
};
struct tl_runs {
    const struct tl_exchanges *exchanges;
    struct tl_answering answering;
    uint32_t next; /* turn */
};
void tl_runs_init(struct tl_runs *runs, const struct tl_frame *frame,
                  const struct tl_exchanges *exchanges);
/* false at the end. */
bool tl_runs_next(struct tl_runs *runs, struct tl_run *run);

#endif
