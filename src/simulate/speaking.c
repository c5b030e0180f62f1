/*
 * speaking.c: what an event is: its kind, how long it is, what it says.
 *
 * A few in a hundred are pictures, stickers, clips and voice notes; some unprompted ones are calls,
 * taken or missed. Lengths are log-normal, per person, with a weekly AR(1) swing in the log (SD
 * .12, lag-1 .5). Where a scenario splits messages (S14), the words of one message are shared out
 * among lines a few seconds apart, so that words per turn stay.
 *
 * All draws come from a stream of their own: with and without words the times are the same.
 */
#include <string.h>

#include "civil.h"
#include "fault.h"
#include "simulating.h"

#define LENGTH_SIGMA 0.75
#define LENGTH_SWING 0.12
#define LENGTH_CARRY 0.5
#define LENGTH_MOST 200
#define LINES_MOST 8

struct tl_sim_speaker {
    struct tl_conversation *conv;
    struct tl_error *err;
    struct tl_rng rng, word_rng;
    struct tl_buf *buf; /* NULL: no words are wanted */
    struct tl_buf words;
    struct tl_sim_mood mood;
    enum tl_resolution resolution;
    double log_median[2], swing[2];
    size_t week;
    uint16_t sender[2], file;
    char placeholder[2 * LENGTH_MOST];
};

enum tl_status tl_sim_speaker_new(struct tl_arena *arena,
                                  const struct tl_simulation_options *options, int64_t change_day,
                                  struct tl_conversation *conv, struct tl_sim_speaker **out,
                                  struct tl_error *err)
{
    struct tl_sim_speaker *s = tl_arena_alloc(arena, sizeof *s);
    if (s == NULL)
        return tl_fault_memory(err);
    s->conv = conv;
    s->err = err;
    tl_rng_init(&s->rng, options->seed, 4);
    tl_rng_init(&s->word_rng, options->seed, 5);
    tl_buf_init(&s->words, conv->ctx);
    s->buf = options->text ? &s->words : NULL;
    if (options->text && !tl_sim_mood_init(&s->mood, arena, change_day))
        return tl_fault_memory(err);
    s->resolution = options->resolution;
    s->log_median[0] = tl_log(6);
    s->log_median[1] = tl_log(5);
    for (int who = 0; who < 2; who++)
        s->swing[who] = LENGTH_SWING * tl_rng_normal(&s->rng);
    for (size_t i = 0; i < sizeof s->placeholder; i++)
        s->placeholder[i] = i % 2 == 0 ? 'a' : ' ';
    *out = s;

    enum tl_status status =
        tl_conversation_add_file(conv, TL_STR("simulated"), "simulated", &s->file, err);
    for (int who = 0; status == TL_OK && who < 2; who++)
        status =
            tl_conversation_person(conv, tl_sim_name[who], tl_sim_name[who], &s->sender[who], err);
    if (status == TL_OK) {
        struct tl_file *file = &conv->files[s->file];
        file->date_order = TL_DATE_ISO;
        file->clock = "24-hour";
        file->resolution = s->resolution;
        file->can = TL_CAN_CALLS | TL_CAN_VOICE_LENGTH | TL_CAN_MEDIA_KIND | TL_CAN_TIMING |
                    TL_CAN_BOTH_SIDES | (s->resolution <= TL_RES_SECOND ? TL_CAN_SECONDS : 0u);
    }
    return status;
}

void tl_sim_speaker_release(struct tl_sim_speaker *s, struct tl_truth *truth)
{
    memcpy(truth->planted, s->mood.planted, sizeof truth->planted);
    tl_buf_release(&s->words);
}

static void pass_weeks(struct tl_sim_speaker *s, size_t week)
{
    const double fresh = LENGTH_SWING * sqrt(1 - LENGTH_CARRY * LENGTH_CARRY);
    for (; s->week < week; s->week++) {
        for (int who = 0; who < 2; who++)
            s->swing[who] = LENGTH_CARRY * s->swing[who] + fresh * tl_rng_normal(&s->rng);
    }
}

static enum tl_kind draw_kind(struct tl_rng *rng, const struct tl_sim_event *event)
{
    static const struct {
        enum tl_kind kind;
        double up_to;
    } media[] = {{TL_KIND_IMAGE, .022},
                 {TL_KIND_STICKER, .032},
                 {TL_KIND_VIDEO, .036},
                 {TL_KIND_VOICE, .051}};
    const double u = tl_rng_uniform(rng);
    for (size_t i = 0; i < sizeof media / sizeof *media; i++) {
        if (u < media[i].up_to)
            return event->call ? TL_KIND_CALL : media[i].kind;
    }
    if (event->call)
        return u < .8 ? TL_KIND_CALL : TL_KIND_MISSED_CALL;
    if (event->parent == TL_SIM_UNPROMPTED && u < .079)
        return u < .071 ? TL_KIND_CALL : TL_KIND_MISSED_CALL;
    return TL_KIND_TEXT;
}

static int32_t draw_duration(struct tl_rng *rng, enum tl_kind kind)
{
    if (kind == TL_KIND_CALL) /* whole minutes, as call lines give them */
        return 60 * (1 + (int32_t)(12 * tl_rng_exponential(rng)));
    if (kind == TL_KIND_VOICE || kind == TL_KIND_VIDEO)
        return 2 + (int32_t)(20 * tl_rng_exponential(rng));
    return -1;
}

static int64_t stamped(const struct tl_sim_speaker *s, int64_t ms)
{
    static const int64_t unit[] = {1, 1000, TL_MS_PER_MINUTE};
    return ms - tl_floor_mod(ms, unit[s->resolution]);
}

static enum tl_status push(struct tl_sim_speaker *s, const struct tl_sim_event *event, int64_t ms,
                           enum tl_kind kind, struct tl_str text)
{
    const struct tl_message m = {
        .time_ms = stamped(s, ms),
        .sender = s->sender[event->who],
        .kind = kind,
        .resolution = s->resolution,
        .file = s->file,
        .text = text,
        .reply_to = TL_NO_MESSAGE,
        .duration_s = draw_duration(&s->rng, kind),
    };
    s->conv->files[s->file].lines++;
    return tl_conversation_push(s->conv, &m, s->err);
}

static enum tl_status push_text(struct tl_sim_speaker *s, const struct tl_sim_event *event,
                                int64_t ms, uint32_t words, const struct tl_sim_tone *tone)
{
    if (s->buf == NULL)
        return push(s, event, ms, TL_KIND_TEXT,
                    (struct tl_str){s->placeholder, 2 * (size_t)words - 1});
    tl_buf_clear(s->buf);
    tl_sim_small_talk(s->buf, &s->word_rng, &s->mood, event->who, ms, words, tone);
    if (s->buf->failed)
        return tl_fault_memory(s->err);
    return push(s, event, ms, TL_KIND_TEXT, (struct tl_str){s->buf->ptr, s->buf->len});
}

enum tl_status tl_sim_speak(void *speaker, const struct tl_sim_world *world, size_t day,
                            const struct tl_sim_event *event)
{
    struct tl_sim_speaker *s = speaker;
    const struct tl_sim_day *d = &world->day[day];
    pass_weeks(s, day / 7);
    const enum tl_kind kind = draw_kind(&s->rng, event);
    const double drawn = tl_exp(s->log_median[event->who] + s->swing[event->who] +
                                LENGTH_SIGMA * tl_rng_normal(&s->rng)) *
                         d->words[event->who];
    uint32_t lines = 1 + tl_rng_poisson(&s->rng, d->lines[event->who] - 1);
    if (d->lost)
        return TL_OK;
    if (kind != TL_KIND_TEXT)
        return push(s, event, event->ms, kind, (struct tl_str){NULL, 0});

    uint32_t words = drawn < LENGTH_MOST ? (uint32_t)(drawn + 0.5) : LENGTH_MOST;
    if (words == 0)
        words = 1;
    if (lines > LINES_MOST)
        lines = LINES_MOST;
    if (lines > words)
        lines = words;
    int64_t ms = event->ms;
    const struct tl_sim_tone tone = {d->warmth[event->who], event->who == 0 ? d->press : 1};
    enum tl_status status = TL_OK;
    for (uint32_t line = 0; status == TL_OK && line < lines; line++) {
        const uint32_t share = words / (lines - line);
        words -= share;
        status = push_text(s, event, ms, share, line == 0 ? &tone : NULL);
        ms += 2000 + (int64_t)(4000 * tl_rng_exponential(&s->rng));
    }
    return status;
}
