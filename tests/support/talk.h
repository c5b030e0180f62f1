/*
 * talk.h: invented chats between Ilse (0) and Tomasz (1), built week by week from Monday 1 January
 * 2024 on, for tests that need to know what changed and when. Everything asserts.
 */
#ifndef TL_TEST_TALK_H
#define TL_TEST_TALK_H

#include "tl_test.h"

#include "builder.h"
#include "civil.h"
#include "rng.h"
#include "str.h"

#define TALK_MONDAY INT64_C(19723)
#define TALK_ALL_CAN (~0u)

struct talk {
    struct tl_context ctx;
    struct tl_conversation *conv;
    struct tl_rng rng;
    uint16_t person[2], file;
    enum tl_resolution resolution;
};

/* What a week holds, in expectation. */
struct talk_week {
    double starts[2];  /* conversations begun */
    double answers[2]; /* probability to answer a turn of the other */
    int words;         /* a message */
    int hours_later;   /* both write that many hours later than usual */
    double calls;      /* of half an hour */
};

/* An ordinary week: 12 and 11 conversations, about 170 messages. */
extern const struct talk_week talk_usual;

/* Opens a chat with one file of the format "test" that can all and stamps seconds. */
void talk_open(struct talk *t, uint64_t seed);
/* What follows comes from another file. */
void talk_file(struct talk *t, const char *format, unsigned can, enum tl_resolution resolution);
int64_t talk_ms(int day, int hour, int minute);
void talk_push(struct talk *t, unsigned who, int64_t ms, enum tl_kind kind, const char *text,
               int32_t seconds);
/* Pushes the week; its Monday and its Sunday have a conversation each if any day has two. */
void talk_week(struct talk *t, int week, const struct talk_week *w);
/* `weeks` weeks like `before`, from `change` on like `after`. */
void talk_weeks(struct talk *t, int weeks, int change, const struct talk_week *before,
                const struct talk_week *after);
/* `me` (0 or 1) becomes person 0. */
void talk_finish(struct talk *t, unsigned me);
void talk_close(struct talk *t);

#endif
