/*
 * answers.h: the walk that all measures of answering share: who is awaited from when until when,
 * and how the waiting ended.
 *
 * A wait begins at the last event of a turn that hands over (the first turn of a run of one sender,
 * or of a session that sender opened again) and ends at the partner's next event. What the sender
 * adds in the meantime does not restart it. It is cut short where the sender opens a new session,
 * at a call of either, at days that are lost and at the end of the record. Turns that end in a call
 * or are nothing but reactions hand nothing over.
 */
#ifndef TL_ANSWERS_H
#define TL_ANSWERS_H

#include "frame.h"

enum tl_wait_end {
    TL_WAIT_ANSWERED = 0,
    TL_WAIT_REOPENED, /* the sender began a new session */
    TL_WAIT_CALLED,
    TL_WAIT_LOST, /* days that are not covered (Q01) */
    TL_WAIT_RECORD_END
};

struct tl_wait {
    uint32_t start, stop; /* events; stop is n_events when the record ended */
    uint32_t turn;        /* the turn that handed over */
    uint32_t session;     /* its session */
    uint8_t who;          /* the person awaited */
    uint8_t end;          /* enum tl_wait_end */
    double clock_s;       /* on the clock, >= 0 */
    double effective_s;   /* in the awaited person's effective time, >= 0 */
    double step_s;        /* the clock's step: 0, 60 or 86,400 */
};

/*
 * An iterator. Where one stamp in a hundred is to the minute all are cut to it, so that a change of
 * phone is not a change of pace. In a record known to the day only (`days`) effective time means
 * nothing: effective_s is then the clock's, and the horizon a year.
 */
struct tl_waits {
    const struct tl_frame *frame;
    size_t next; /* turn */
    size_t silence;
    bool days;
    bool minutes; /* some stamps hold no seconds: none are used, see below */
    double horizon_s;
};
void tl_waits_init(struct tl_waits *waits, const struct tl_frame *frame);
/* false at the end. Waits come in the order of their start. */
bool tl_waits_next(struct tl_waits *waits, struct tl_wait *wait);

/* Is at least 99 in 100 of what claims seconds at a full minute, and are there 200 of them (Q02)?
 */
bool tl_seconds_are_zero(const struct tl_frame *frame);

/*
 * Waits counted on a fixed grid of times: whole steps up to 128, then 128 an octave (0.8 %), so
 * that a curve over millions of waits takes no sorting. A wait counts at the first grid time at or
 * after its own; 900, 3,600 and 28,800 are grid times. A step is a second, or a day in a record of
 * days.
 */
#define TL_GRID 1409
struct tl_wait_grid {
    double unit_s, horizon; /* of one step; in steps */
    uint32_t answered[TL_GRID], censored[TL_GRID];
    uint32_t n_answered, n_censored;
};
void tl_wait_grid_init(struct tl_wait_grid *grid, const struct tl_waits *waits);
void tl_wait_grid_clear(struct tl_wait_grid *grid);
/* A wait of `seconds`; at the horizon or beyond it was not answered. */
void tl_wait_grid_add(struct tl_wait_grid *grid, double seconds, bool answered);
void tl_wait_grid_join(struct tl_wait_grid *sum, const struct tl_wait_grid *part);
/* The grid's times in seconds, TL_GRID of them. */
void tl_wait_grid_times(const struct tl_wait_grid *grid, double *time_s);

/*
 * The wait as an observation for aft.h, put into one of TL_WAIT_BINS bins so that equal ones need
 * one evaluation: 16 an octave where the time is known or cut short; with a step of a minute (A13)
 * or a day, answers within ten steps are intervals of one step to both sides, in 8 bins an octave
 * of effective time per time; so are answers within two seconds, which were being typed already
 * (A09).
 */
#define TL_WAIT_BINS 1824
size_t tl_wait_bin(const struct tl_waits *waits, const struct tl_wait *wait, bool effective);
/* Limits of a bin's log time in log seconds, see struct tl_aft_data; `effective` as for the bin. */
void tl_wait_bin_limits(const struct tl_waits *waits, size_t bin, bool effective, double *lower,
                        double *upper);

#endif
