/*
 * talk_so_far.h: what the coach takes from the conversation: only what the writer sees there too.
 * Nothing here says what works on the other (principle F0.3).
 */
#ifndef TL_TALK_SO_FAR_H
#define TL_TALK_SO_FAR_H

#include "phrase.h"
#include "tideline/find.h"

struct tl_talk {
    bool known;
    int64_t now_ms;      /* of the caller, else of the last message */
    uint32_t unanswered; /* times the writer wrote since the other's last message */
    int64_t last_own_ms;
    int64_t wait_ms[3];     /* until the other answered: 1 of 10, half, 9 of 10; -1 not known */
    struct tl_str answered; /* the other's last message, where the talk ends with it; else len 0 */
    bool quarrel;           /* in the last day, and the writer has not turned back since */
    unsigned flooded;       /* signs in the writer's own last hour */
    unsigned sorries;       /* in the writer's last 10 turns */
    bool named_act;         /* and one of those says for what */
    int64_t promised_ms;    /* when the writer said to go on, in the last message; TL_NO_DAY */
    unsigned care_acts;     /* of the other in the last 60 days */
    const char *stuck;      /* a topic of 4 hard talks or more in 60 days; NULL: none */
};

/* What is heard in one message, whenever it is asked. */
struct tl_heard {
    int64_t promised_ms; /* of the writer: when the talk goes on */
    uint32_t topics;     /* of a harsh one */
    bool known, harsh, repairs, cares, overwhelmed, loud;
};

struct tl_coach_past {
    const struct tl_context *ctx;
    const struct tl_conversation *conv;
    bool screened;
    struct tl_safety safety;
    struct tl_heard *heard[TL_LANGUAGE_COUNT]; /* of the last messages, by language; or NULL */
};

/* `past` NULL: nothing is kept. FATAL on memory only. */
enum tl_status tl_talk_read(const struct tl_context *ctx, const struct tl_conversation *conv,
                            const struct tl_coach_language *language, int64_t now_ms,
                            struct tl_coach_past *past, struct tl_talk *out, struct tl_error *err);

/* Whether a text holds an attack or a complaint that is no joke. */
bool tl_script_is_harsh(const struct tl_script *script);

#endif
