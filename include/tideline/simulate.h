/*
 * simulate.h: invented chats whose truth is known (D17). The tests, the calibration of the odds and
 * anyone who wants to try tideline without a chat of their own use them.
 */
#ifndef TIDELINE_SIMULATE_H
#define TIDELINE_SIMULATE_H

#include "conversation.h"
#include "label.h"
#include "report.h"

/* One row of the scenario table. */
struct tl_scenario {
    const char *name;  /* "S2-step" */
    const char *title; /* what happens in it, one plain clause */
    bool withdrawal;   /* the second person pulls away: the truth the verdict is measured against */
};

/* Ends with a NULL name. */
TL_API const struct tl_scenario *tl_scenarios(void);
/* The same for letters and e-mails, days to months apart: 26 to 2600 weeks, at most one message a
   day, one in 20 days unless given, stamps of days. */
TL_API const struct tl_scenario *tl_slow_scenarios(void);

/* What makes the messages of a chat: both have the same mean rates, the second another noise, to
   try verdicts on what their models do not expect. Letters have an engine of their own. */
enum tl_simulation_engine { TL_ENGINE_BRANCHING = 0, TL_ENGINE_RENEWAL };

struct tl_simulation_options {
    const char *scenario;
    uint64_t seed;
    uint32_t weeks;          /* 4 .. 520 */
    double messages_per_day; /* of both together at the start, 0.5 .. 2000; 0: 28. S13 has 2 */
    double strength; /* 1 (also 0): as the scenario says; 0.5: half of its change in log; <= 4 */
    const char *first_day;         /* "2023-01-02", NULL: that */
    bool text;                     /* write words; without, as many "a" (faster) */
    enum tl_resolution resolution; /* of the stamps: milliseconds (0), seconds or minutes */
    enum tl_simulation_engine engine;
};

/* What texts were made to do, by person: messages with words, and those that hold a label. */
struct tl_planted {
    uint32_t texts[2], label[2][TL_LABEL_COUNT];
};

struct tl_truth {
    const struct tl_scenario *scenario;
    int person;                   /* who pulls away, -1 nobody */
    int64_t since_day;            /* TL_NO_DAY when nothing changes */
    double messages_per_day;      /* as it was taken */
    struct tl_planted planted[2]; /* before and after since_day; zero without `text` */
};

/* A finished conversation between two invented people, and what is true of it (`truth` may be
   NULL). Person 0 is the user. The times do not depend on `text` and `resolution`. FAIL for an
   option that cannot be honoured. */
TL_API enum tl_status tl_simulate(const struct tl_context *ctx,
                                  const struct tl_simulation_options *options,
                                  struct tl_conversation **out, struct tl_truth *truth,
                                  struct tl_error *err);
/* The formats a conversation can be written in, by number from 0, NULL at the end; the first is
   "whatsapp-text". One may come twice, in two shapes. */
TL_API const char *tl_simulation_format(size_t i);
/* Writes a conversation between two people in such a format, as its app would export it for the
   first of them; what the format cannot hold is left out. FAIL for a format that is not known, or
   when `write` stops. */
TL_API enum tl_status tl_simulation_write(const struct tl_conversation *conv, const char *format,
                                          tl_write write, void *user, struct tl_error *err);
/* The truth as one JSON object and a line feed. FAIL when `write` stops. */
TL_API enum tl_status tl_simulation_write_truth(const struct tl_simulation_options *options,
                                                const struct tl_truth *truth, tl_write write,
                                                void *user);

#endif
