/*
 * simulating.h: what the parts of the simulator share.
 *
 * A world holds the truth day by day: rates, habits, what is lost. offspring.c turns it into events
 * in order of time, speaking.c gives each event its kind, length and words.
 */
#ifndef TL_SIMULATING_H
#define TL_SIMULATING_H

#include "builder.h"
#include "memory.h"
#include "rng.h"
#include "str.h"
#include "tideline/simulate.h"
#include "tlmath.h"

/* The two: person 0 is the user, person 1 the one who pulls away where somebody does. */
extern const struct tl_str tl_sim_name[2];

/* hours.c: waking profiles. effective hours from a day's midnight to each full hour; at[24] = 24.
 */
enum tl_sim_habit {
    TL_SIM_WEEKDAY = 0,
    TL_SIM_WEEKEND,
    TL_SIM_TOGETHER, /* lives with the other: evenings need no messages */
    TL_SIM_AWAY,     /* seen on a clock that is TL_SIM_AWAY_HOURS off */
    TL_SIM_HABITS
};
#define TL_SIM_AWAY_HOURS 7
struct tl_sim_hours {
    double at[25];
};
void tl_sim_hours_init(struct tl_sim_hours hours[2][TL_SIM_HABITS]);
/* Effective hours at `clock` hours (0..24) of a day, and back. */
double tl_sim_hours_at(const struct tl_sim_hours *hours, double clock);
double tl_sim_hours_find(const struct tl_sim_hours *hours, double effective);

/* One day of the world. [i][j]: of person i in answer to person j. */
struct tl_sim_day {
    double mu[2];     /* unprompted messages a day */
    double n[2][2];   /* direct follow-up messages of i to one message of j */
    double calls;     /* calls a day beside the messages */
    double words[2];  /* factor of the length of a turn */
    double lines[2];  /* lines a message is split into, 1 and more */
    double warmth[2]; /* 1: opens up, asks and answers warmly as usual; 0: never */
    double press;     /* factor of how often person 0 presses person 1 */
    double pursuit;   /* how much person 1 shrinks from the nudges of person 0 */
    uint8_t habit[2]; /* enum tl_sim_habit */
    bool lost;        /* happened, but is not in the export */
};

struct tl_sim_world {
    const struct tl_scenario *scenario;
    enum tl_simulation_engine engine;
    int64_t first_day, change_day; /* day numbers; change_day TL_NO_DAY when nothing changes */
    double messages_per_day;
    size_t n_days;
    struct tl_sim_day *day;
};

/* The shape of the noise; {0} for a world that keeps its rates. */
struct tl_sim_noise {
    double shared, own, carry; /* standard deviations in the log, lag-1 correlation of the shared */
    double vacation_gap;       /* mean days between vacations; 0: none */
};
extern const struct tl_sim_noise tl_sim_usual_noise;

/* scenarios.c. FAIL (OPTION) for an option that cannot be honoured. world->day is in `arena`. */
enum tl_status tl_sim_world_init(struct tl_sim_world *world, struct tl_arena *arena,
                                 const struct tl_simulation_options *options,
                                 const struct tl_sim_noise *noise, struct tl_error *err);
/* Messages a day of both together: (1, 1) (I - n)^-1 mu; infinite when n does not die out. */
double tl_sim_rate(const double mu[2], double n[2][2]);

/* offspring.c. ms counts from 1970 on the wall clock. */
#define TL_SIM_UNPROMPTED 2
struct tl_sim_event {
    int64_t ms;
    uint8_t who, parent; /* parent: who wrote the message it follows, or TL_SIM_UNPROMPTED */
    bool call;
};
/* Called in order of time, lost days included. Anything but OK stops. */
typedef enum tl_status (*tl_sim_take)(void *user, const struct tl_sim_world *world, size_t day,
                                      const struct tl_sim_event *event);
enum tl_status tl_sim_run(const struct tl_context *ctx, const struct tl_sim_world *world,
                          uint64_t seed, tl_sim_take take, void *user, struct tl_error *err);

/* speaking.c: kinds, lengths and words; pushes to `conv`. */
struct tl_sim_speaker;
/* *out lives in `arena` and, once set, must be released before it, also after an error. */
enum tl_status tl_sim_speaker_new(struct tl_arena *arena,
                                  const struct tl_simulation_options *options, int64_t change_day,
                                  struct tl_conversation *conv, struct tl_sim_speaker **out,
                                  struct tl_error *err);
/* Says in `truth` what was planted. */
void tl_sim_speaker_release(struct tl_sim_speaker *speaker, struct tl_truth *truth);
enum tl_status tl_sim_speak(void *speaker, const struct tl_sim_world *world, size_t day,
                            const struct tl_sim_event *event);

/* letters.c: fills `conv`, which the caller finishes. */
const struct tl_scenario *tl_sim_slow(const char *name); /* NULL: not one of its cases */
enum tl_status tl_sim_letters(const struct tl_simulation_options *options,
                              struct tl_conversation *conv, struct tl_truth *truth,
                              struct tl_error *err);

/* acts.c: messages of the labelled scenes, by what they do. */
struct tl_sim_act {
    struct tl_str text;
    uint32_t words;
    uint64_t labels; /* bit l: enum tl_label l */
};
struct tl_sim_acts {
    struct tl_sim_act *act;
    size_t from[TL_LABEL_COUNT][2]; /* [label][asks]: acts [from, end) */
    size_t end[TL_LABEL_COUNT][2];
};
/* False when memory is short. */
bool tl_sim_acts_read(struct tl_sim_acts *acts, struct tl_arena *arena);

/* small_talk.c: what the talk has come to. `planted` is for the truth. */
#define TL_SIM_RECENT 24
struct tl_sim_mood {
    struct tl_sim_acts acts;
    const char *recent[TL_SIM_RECENT]; /* lines, not to be said again at once */
    size_t next;
    unsigned topic;
    bool asked; /* the last message was a question */
    uint8_t last_who;
    int64_t last_ms, change_ms; /* change_ms: INT64_MAX when nothing changes */
    uint64_t said, heard; /* labels of this turn, and of the other's last one until answered */
    struct tl_planted planted[2]; /* before and after the change */
};
bool tl_sim_mood_init(struct tl_sim_mood *mood, struct tl_arena *arena, int64_t change_day);
/* How somebody speaks on a day; NULL: goes on with a message already begun, without an act. */
struct tl_sim_tone {
    double warmth, press;
};
/* Appends a message of about `words` words to buf. */
void tl_sim_small_talk(struct tl_buf *buf, struct tl_rng *rng, struct tl_sim_mood *mood,
                       unsigned who, int64_t ms, uint32_t words, const struct tl_sim_tone *tone);

/* phrases.c: the stock of invented lines. */
enum tl_sim_topic {
    TL_SIM_FOOD = 0,
    TL_SIM_WORK,
    TL_SIM_ERRANDS,
    TL_SIM_HOME,
    TL_SIM_FREE_TIME,
    TL_SIM_FRIENDS,
    TL_SIM_PLANS,
    TL_SIM_SMALL_TOPICS,
    TL_SIM_MORNING = TL_SIM_SMALL_TOPICS,
    TL_SIM_NIGHT,
    TL_SIM_HELLO,
    TL_SIM_ANSWERS,
    TL_SIM_LAUGHS,
    TL_SIM_EMOJI,
    TL_SIM_TOPICS
};
struct tl_sim_lines {
    const char *const *line;
    size_t n;
};
struct tl_sim_lines tl_sim_lines(enum tl_sim_topic topic);

#endif
