/*
 * chat.h: small invented chats for the tests of measures: Mira (0) and Jonas (1) write, from Monday
 * 1 January 2024 on, by a clock whose zone is not known.
 */
#ifndef TL_TEST_CHAT_H
#define TL_TEST_CHAT_H

#include "tl_test.h"

#include "builder.h"
#include "civil.h"
#include "measuring.h"
#include "rng.h"

#define CHAT_MONDAY INT64_C(19723)
#define CHAT_ALL_CAN (~0u)

struct chat {
    struct tl_context ctx;
    struct tl_conversation *conv;
    struct tl_frame frame;
    struct tl_arena arena;
    uint16_t file, person[2];
    enum tl_resolution resolution;
    bool framed;
};

static inline int64_t chat_at(int day, int hour, int minute, int second)
{
    return (CHAT_MONDAY + day) * TL_MS_PER_DAY + hour * TL_MS_PER_HOUR + minute * TL_MS_PER_MINUTE +
           second * INT64_C(1000);
}

static inline enum tl_status chat_open(struct chat *c, const struct tl_allocator *allocator)
{
    memset(c, 0, sizeof *c);
    tl_context_init(&c->ctx);
    c->ctx.allocator = allocator;
    c->resolution = TL_RES_SECOND;
    tl_arena_init(&c->arena, &c->ctx);
    enum tl_status s = tl_conversation_new(&c->ctx, &c->conv);
    if (s == TL_OK)
        s = tl_conversation_add_file(c->conv, TL_STR("chat.txt"), "test", &c->file, NULL);
    if (s == TL_OK)
        s = tl_conversation_person(c->conv, TL_STR("Mira"), TL_STR("Mira"), &c->person[0], NULL);
    if (s == TL_OK)
        s = tl_conversation_person(c->conv, TL_STR("Jonas"), TL_STR("Jonas"), &c->person[1], NULL);
    if (s == TL_OK)
        c->conv->files[c->file].can = CHAT_ALL_CAN;
    return s;
}

static inline enum tl_status chat_push(struct chat *c, unsigned who, int64_t ms, enum tl_kind kind,
                                       const char *text, int32_t duration_s, uint32_t reply_to)
{
    struct tl_message m = {.time_ms = ms,
                           .sender = c->person[who],
                           .kind = kind,
                           .resolution = c->resolution,
                           .file = c->file,
                           .text = {text, strlen(text)},
                           .reply_to = reply_to,
                           .duration_s = duration_s};
    return tl_conversation_push(c->conv, &m, NULL);
}

static inline void chat_say(struct chat *c, unsigned who, int64_t ms, const char *text)
{
    assert_int_equal(chat_push(c, who, ms, TL_KIND_TEXT, text, -1, TL_NO_MESSAGE), TL_OK);
}

static inline void chat_event(struct chat *c, unsigned who, int64_t ms, enum tl_kind kind,
                              int32_t duration_s)
{
    assert_int_equal(chat_push(c, who, ms, kind, "", duration_s, TL_NO_MESSAGE), TL_OK);
}

/* `me` (0 or 1) becomes person 0 of the frame. */
static inline enum tl_status chat_finish(struct chat *c, unsigned me,
                                         const struct tl_frame_options *options)
{
    const struct tl_conversation_options people = {.me = me == 0 ? "Mira" : "Jonas"};
    enum tl_status s = tl_conversation_finish(c->conv, &people, NULL);
    if (s > TL_WARN)
        return s;
    s = tl_frame_init(&c->frame, &c->ctx, c->conv, options, NULL);
    c->framed = s == TL_OK;
    return s;
}

static inline struct tl_measurement chat_measure(struct chat *c, const struct tl_measure *measure)
{
    struct tl_measurement m;
    assert_int_equal(tl_measure_run(measure, &c->frame, &c->arena, &m, NULL), TL_OK);
    return m;
}

/* The same by id. */
static inline struct tl_measurement chat_run(struct chat *c, const char *id)
{
    for (size_t i = 0; tl_measures()[i] != NULL; i++)
        if (strcmp(tl_measures()[i]->id, id) == 0)
            return chat_measure(c, tl_measures()[i]);
    fail_msg("there is no measure %s", id);
    return (struct tl_measurement){.n_series = 0};
}

/* A number beside the main one; the test fails when it is not there. */
static inline struct tl_value chat_extra(const struct tl_measurement *m, const char *name,
                                         enum tl_whose whose)
{
    const struct tl_value *v = tl_extra_find(m, name, whose);
    if (v == NULL)
        fail_msg("%s has no %s", m->measure->id, name);
    return *v;
}

static inline void chat_close(struct chat *c)
{
    if (c->framed)
        tl_frame_release(&c->frame);
    tl_arena_release(&c->arena);
    tl_conversation_free(c->conv);
}

/*
 * Pushes `weeks` weeks of invented talk: several sessions a day between 7 and 23, runs of one to
 * three messages, answers after seconds to hours, now and then a voice note, a picture, a sticker,
 * a call, a reaction or a night without answer. Jonas answers more slowly and briefly than Mira.
 */
static inline enum tl_status chat_talk(struct chat *c, int weeks, uint64_t seed)
{
    static const char *const texts[] = {"ok",
                                        "are you home already?",
                                        "the bread is in the oven, do not forget it",
                                        "haha",
                                        "I was thinking about the trip to the sea in June",
                                        "\xF0\x9F\x98\x82",
                                        "what do you want to eat tonight?",
                                        "see you at eight then"};
    struct tl_rng rng;
    tl_rng_init(&rng, seed, 1);
    for (int day = 0; day < 7 * weeks; day++) {
        int64_t ms = chat_at(day, 7, 0, 0);
        while (ms < chat_at(day, 23, 0, 0)) {
            ms += (int64_t)(tl_rng_exponential(&rng) * 3.0 * (double)TL_MS_PER_HOUR);
            unsigned who = tl_rng_uniform(&rng) < 0.6 ? 0 : 1;
            for (uint32_t turn = tl_rng_below(&rng, 8); turn-- > 0; who = 1 - who) {
                for (uint32_t line = 1 + tl_rng_below(&rng, 3); line-- > 0;) {
                    uint32_t dice = tl_rng_below(&rng, 60), word = tl_rng_below(&rng, 8);
                    enum tl_kind kind = dice == 0   ? TL_KIND_VOICE
                                        : dice == 1 ? TL_KIND_IMAGE
                                        : dice == 2 ? TL_KIND_STICKER
                                        : dice == 3 ? TL_KIND_CALL
                                        : dice == 4 ? TL_KIND_REACTION
                                                    : TL_KIND_TEXT;
                    enum tl_status s = chat_push(
                        c, who, ms, kind,
                        kind == TL_KIND_TEXT ? texts[who == 1 && word > 4 ? 0 : word] : "",
                        dice == 0 || dice == 3 ? 45 : -1, TL_NO_MESSAGE);
                    if (s != TL_OK)
                        return s;
                    ms += 1000 + (int64_t)(tl_rng_uniform(&rng) * 40000.0);
                }
                double scale = who == 0 ? 240.0 : 90.0; /* seconds until the other answers */
                ms += (int64_t)(scale * 1000.0 * tl_rng_exponential(&rng));
            }
        }
    }
    return TL_OK;
}

#endif
