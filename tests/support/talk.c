#include "talk.h"

#define MOST_TURNS 60

const struct talk_week talk_usual = {.starts = {12.0, 11.0}, .answers = {0.75, 0.75}, .words = 6};

void talk_open(struct talk *t, uint64_t seed)
{
    memset(t, 0, sizeof *t);
    tl_context_init(&t->ctx);
    tl_rng_init(&t->rng, seed, 1);
    assert_int_equal(tl_conversation_new(&t->ctx, &t->conv), TL_OK);
    talk_file(t, "test", TALK_ALL_CAN, TL_RES_SECOND);
    static const struct tl_str name[2] = {TL_STR_INIT("Ilse"), TL_STR_INIT("Tomasz")};
    for (int who = 0; who < 2; who++)
        assert_int_equal(
            tl_conversation_person(t->conv, name[who], name[who], &t->person[who], NULL), TL_OK);
}

void talk_file(struct talk *t, const char *format, unsigned can, enum tl_resolution resolution)
{
    assert_int_equal(tl_conversation_add_file(t->conv, tl_str_from(format), format, &t->file, NULL),
                     TL_OK);
    t->conv->files[t->file].can = can;
    t->resolution = resolution;
}

int64_t talk_ms(int day, int hour, int minute)
{
    return (TALK_MONDAY + day) * TL_MS_PER_DAY + hour * TL_MS_PER_HOUR + minute * TL_MS_PER_MINUTE;
}

void talk_push(struct talk *t, unsigned who, int64_t ms, enum tl_kind kind, const char *text,
               int32_t seconds)
{
    int64_t unit = t->resolution == TL_RES_MINUTE ? TL_MS_PER_MINUTE : 1000;
    struct tl_message m = {.time_ms = ms / unit * unit,
                           .sender = t->person[who],
                           .kind = kind,
                           .resolution = t->resolution,
                           .file = t->file,
                           .text = tl_str_from(text),
                           .reply_to = TL_NO_MESSAGE,
                           .duration_s = seconds};
    assert_int_equal(tl_conversation_push(t->conv, &m, NULL), TL_OK);
}

/* Turns go back and forth until one is not answered. */
static void converse(struct talk *t, unsigned who, int64_t ms, const struct talk_week *w)
{
    char text[3 * 40 + 1] = "";
    for (int i = 0; i < w->words && i < 40; i++)
        strcat(text, "la ");
    for (int turn = 0; turn < MOST_TURNS; turn++, who = 1 - who) {
        if (turn > 0 && tl_rng_uniform(&t->rng) >= w->answers[who])
            return;
        for (uint32_t line = 1 + tl_rng_below(&t->rng, 2); line-- > 0;) {
            talk_push(t, who, ms, TL_KIND_TEXT, text, -1);
            ms += 3000 + (int64_t)(30000.0 * tl_rng_uniform(&t->rng));
        }
        ms += 10000 + (int64_t)(180000.0 * tl_rng_exponential(&t->rng));
    }
}

static int64_t moment_of(struct talk *t, int week, int day, const struct talk_week *w)
{
    return talk_ms(7 * week + day, 9 + w->hours_later, 0) +
           (int64_t)(11.0 * (double)TL_MS_PER_HOUR * tl_rng_uniform(&t->rng));
}

void talk_week(struct talk *t, int week, const struct talk_week *w)
{
    for (unsigned who = 0; who < 2; who++) {
        uint32_t n = tl_rng_poisson(&t->rng, w->starts[who]);
        for (uint32_t i = 0; i < n; i++) {
            int day = i < 2 ? 6 * (int)i : (int)tl_rng_below(&t->rng, 7);
            converse(t, who, moment_of(t, week, day, w), w);
        }
    }
    for (uint32_t n = tl_rng_poisson(&t->rng, w->calls); n-- > 0;)
        talk_push(t, tl_rng_below(&t->rng, 2), moment_of(t, week, (int)tl_rng_below(&t->rng, 7), w),
                  TL_KIND_CALL, "", 1800);
}

void talk_weeks(struct talk *t, int weeks, int change, const struct talk_week *before,
                const struct talk_week *after)
{
    for (int w = 0; w < weeks; w++)
        talk_week(t, w, w < change ? before : after);
}

void talk_finish(struct talk *t, unsigned me)
{
    const struct tl_conversation_options people = {.me = me == 0 ? "Ilse" : "Tomasz"};
    assert_true(tl_conversation_finish(t->conv, &people, NULL) <= TL_WARN);
}

void talk_close(struct talk *t)
{
    tl_conversation_free(t->conv);
}
