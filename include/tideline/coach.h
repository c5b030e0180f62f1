/*
 * coach.h: a draft, read before it is sent.
 *
 * The coach shows what a draft may do, in at most three notes, and offers patterns with blanks. The
 * words stay the writer's: nothing is sent, nothing is written in anybody's voice. It serves being
 * understood and leaves the other free to answer or not. Where there are signs of danger it says
 * nothing about wording at all (docs/coach.md).
 */
#ifndef TIDELINE_COACH_H
#define TIDELINE_COACH_H

#include "conversation.h"
#include "report.h"

#define TL_COACH_RULES 35
#define TL_COACH_NOTES 3

/* One row of the rule table. */
struct tl_coach_rule {
    const char *id;     /* "F01": stable, used in JSON */
    const char *name;   /* "always-never": stable too */
    int severity;       /* 3 stop and think, 2 suggest, 1 mention */
    const char *source; /* paper and year, or "design" */
};

/* The TL_COACH_RULES of them, F01 first. */
TL_API const struct tl_coach_rule *tl_coach_rules(void);
/* Its index, or -1: "F01", in either case. */
TL_API int tl_coach_rule_find(const char *id);

/* What the coach has worked out of one conversation, kept from draft to draft: the notes are the
   same, and come sooner. It borrows context and conversation. */
struct tl_coach_past;
TL_API enum tl_status tl_coach_past_new(const struct tl_context *ctx,
                                        const struct tl_conversation *conv,
                                        struct tl_coach_past **out, struct tl_error *err);
TL_API void tl_coach_past_free(struct tl_coach_past *past);

struct tl_coach_input {
    struct tl_str draft;                /* UTF-8; broken bytes are passed over */
    struct tl_str reply;                /* the message being answered; len 0: none */
    const struct tl_conversation *conv; /* the talk so far, person 0 the writer; NULL: not known */
    struct tl_coach_past *past;         /* of the same conversation; NULL: nothing is kept */
    int64_t now_ms;                     /* local time counted as if UTC; TL_NO_DAY: not known */
    uint64_t off;                       /* bit i: rule i is switched off */
    const char *speak; /* language of the notes, "de"; NULL or not known: the draft's. A pattern is
                          in the draft's where that is known */
};

enum tl_coach_state {
    TL_COACH_FINE = 0,   /* nothing to say */
    TL_COACH_NOTED,      /* there are notes */
    TL_COACH_EMPTY,      /* no word in it */
    TL_COACH_LANGUAGE,   /* none of the languages it reads: only what needs no words */
    TL_COACH_PASTED,     /* a piece of a talk between two, not a draft */
    TL_COACH_ASKED,      /* asks the tool for words, or how to move or watch the other */
    TL_COACH_NO_CONTACT, /* the other has asked not to be written to */
    TL_COACH_MINOR,      /* one of the two says to be under 18 */
    TL_COACH_OFF,        /* signs of danger: no word about wording */
    TL_COACH_LIFE        /* a life may be in danger: that comes first */
};

struct tl_coach_note {
    const struct tl_coach_rule *rule;
    uint32_t at, end;    /* bytes of the draft that were seen; 0, 0: the talk or the whole draft */
    const char *note;    /* what it may do */
    const char *pattern; /* a way to say it, with [blanks]; those the draft fills are filled. NULL:
                            nothing to write */
};

/* The four parts of an answer to something personal. */
enum tl_coach_part {
    TL_PART_THANKS = 0, /* thanks for the trust */
    TL_PART_HEARD,      /* names what was heard */
    TL_PART_SENSE,      /* it makes sense; all of them is loved */
    TL_PART_NO_FIXING,  /* no advice, nothing made smaller */
    TL_PART_COUNT
};

struct tl_coaching {
    enum tl_coach_state state;
    const char *text;     /* one or two plain sentences: what was found, and why where it is fine */
    const char *fine;     /* which of the texts for a draft that is fine: "heard", "feeling",
                             "warm", "asks" or "plain"; NULL otherwise */
    const char *language; /* "en"; NULL where it could not be told */
    size_t n_notes, n_more; /* shown, and found beyond those */
    struct tl_coach_note note[TL_COACH_NOTES];
    bool answers_opening; /* the message answered opens up: then `part` says what is there */
    bool part[TL_PART_COUNT];
    /* when the draft says the talk goes on, local as now_ms, TL_NO_DAY: it does not; and what the
       writer last said so in the talk of the last two days, with no message since */
    int64_t return_ms, promised_ms;
    size_t n_offers; /* ways out, always there: say nothing now, talk aloud, get help */
    const char *const *offer;
    struct tl_coaching_private *priv;
};

/* Reads a draft. FATAL on memory only. */
TL_API enum tl_status tl_coach_read(const struct tl_context *ctx, const struct tl_coach_input *in,
                                    struct tl_coaching **out, struct tl_error *err);
TL_API void tl_coaching_free(struct tl_coaching *coaching);

/* Words of JSON: "noted"; "thanks". */
TL_API const char *tl_coach_state_name(enum tl_coach_state state);
TL_API const char *tl_coach_part_name(enum tl_coach_part part);
/* What to do for a part, in one sentence. */
TL_API const char *tl_coach_part_text(enum tl_coach_part part);

/* The coaching as `tideline.coach/1` (docs/coach.md). It holds no word of the draft but what fills
   the blanks. `country`: whose help lines stand in it where there are signs of danger, or NULL. */
TL_API enum tl_status tl_coaching_write_json(const struct tl_context *ctx,
                                             const struct tl_coaching *coaching,
                                             const char *country, tl_write write, void *user,
                                             struct tl_error *err);

#endif
