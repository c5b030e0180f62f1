/*
 * act_shares.h: how many turns hold an act of some kind: thanks, a tender word, laughter. What
 * B12, B13, B14 and B19 share.
 *
 * Turns are counted, not acts: five hearts in one turn are one turn with hearts, as five lines are
 * one turn. Turns of pictures or calls alone are not counted at all.
 */
#ifndef TL_ACT_SHARES_H
#define TL_ACT_SHARES_H

#include "measuring.h"

struct tl_act_shares {
    uint8_t *holds;             /* n_turns: 1 where the turn holds the act */
    double *with[2], *turns[2]; /* a week: turns of each person with the act, and with text */
    double all_with[2], all_turns[2];
    double half[2]; /* the larger share of the record's two halves, 0 without turns */
};

#define TL_LEAST_WEEK_TURNS 5
#define TL_WHY_NO_HABIT "never a habit between you, so not tested"

/* `act` says whether an event holds the act. Arrays in `arena`; false when memory is short. */
bool tl_act_shares_count(const struct tl_frame *frame, struct tl_arena *arena,
                         bool (*act)(const struct tl_frame *frame, size_t event),
                         struct tl_act_shares *out);
/* Adds the weekly shares of both people as series; false when memory is short. */
bool tl_act_shares_series(const struct tl_frame *frame, struct tl_arena *arena,
                          struct tl_measurement *out, const char *label, bool tested,
                          const struct tl_act_shares *shares);
/* Of the turns with the act of the person who is not `who`, the share after which `who` did the
   same within that one's next two turns of the session, and within `most_ms` (0: no limit). Adds
   each to week `acts` and `returned` (weeks.n items, NULL: not wanted) as well. */
struct tl_value tl_act_shares_returned(const struct tl_frame *frame,
                                       const struct tl_act_shares *shares, unsigned who,
                                       int64_t most_ms, double *acts, double *returned);

#endif
