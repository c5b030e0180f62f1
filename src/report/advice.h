/*
 * advice.h: the sentences that stand beside a verdict: what might help, and what cannot be seen.
 */
#ifndef TL_ADVICE_H
#define TL_ADVICE_H

#include "memory.h"
#include "tideline/help.h"
#include "tideline/report.h"

/* What this chat shows of an offer, as sentences (struct tl_sentence). */
struct tl_own_sentences {
    size_t n;
    struct tl_sentence sentence[2];
};

/* An offer, never an instruction. */
struct tl_suggestion {
    const char *id;
    unsigned verdicts; /* bits 1 << enum tl_verdict_kind */
    const char *text, *why;
    const char *source; /* paper and year, or "design" */
    /* writes what this chat shows of it; false: nothing. NULL: never */
    bool (*own)(const struct tl_report *report, struct tl_buf *out, struct tl_own_sentences *said);
    bool only_own; /* left out where this chat shows nothing of it */
};

/* A limit of the chat, the file or the tool. */
struct tl_limit {
    const char *id;
    const char *text;
};

#define TL_LIMITS_MOST 24

/* All there are; ends with an id of NULL. */
const struct tl_suggestion *tl_suggestions(void);

/* Whether it is offered in this report: not for another verdict, nor where a card takes the place
   of the answer. `own` gets what this chat shows of it, to stand before its text; empty: nothing.
   `said` (may be NULL) gets the same as sentences. */
bool tl_suggestion_holds(const struct tl_report *report, const struct tl_suggestion *suggestion,
                         struct tl_buf *own, struct tl_own_sentences *said);

/* Fills `out` with the limits that hold for this report and returns how many. */
size_t tl_limits_of(const struct tl_report *report, const struct tl_limit **out);

/* What is said instead of an answer (G03, G06); NULL where an answer may be given. */
const char *tl_card_text(const struct tl_report *report);

/* "NAME: REACH (checked on DATE)": no line is shown without saying when it was checked. */
void tl_put_help_line(struct tl_buf *out, const struct tl_help_line *line);

/* What all files of the conversation can hold (TL_CAN_*). */
unsigned tl_common_abilities(const struct tl_conversation *conv);
/* The coarsest clock among the files. */
enum tl_resolution tl_coarsest_resolution(const struct tl_conversation *conv);
/* The zone asked for, else the only one the files know, else NULL. */
const char *tl_zone_known(const struct tl_report *report);

#endif
