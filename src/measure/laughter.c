/*
 * laughter.c: B12, whether they laugh together: of the other's turns with laughter, the share this
 * person laughed along with.
 *
 * A turn has laughter when a message of it holds a word or picture of laughing ("hahaha", a face
 * with tears of joy). Y laughs along when one of Y's next two turns of the session has laughter too
 * and begins within 10 minutes. Share 0 to 1, Jeffreys interval; weekly where the other laughed 5
 * times, tested on the logit scale. Extras: `laughter` and `hearts` (any heart or kiss), shares of
 * a person's turns, as series too.
 *
 * Edge cases: "lol" as a full stop makes the laughter rate insensitive, so laughing along is what
 * is tested. Where the other laughed in fewer than 2 of a hundred turns in both halves of the
 * record there is no habit to lose. Least n: 200 turns of each, 40 with laughter. Source: Kurtz &
 * Algoe 2015, Personal Relationships 22:573 (shared laughter); counting is design.
 */
#include "act_shares.h"
#include "civil.h"
#include "fault.h"
#include "word_counts.h"

#define LEAST_TURNS 200
#define LEAST_LAUGHS 40
#define LEAST_WEEK_LAUGHS 5
#define HABIT 0.02
#define ALONG_MS (10 * TL_MS_PER_MINUTE)

static bool laughs(const struct tl_frame *frame, size_t event)
{
    return (frame->words->signs[event] & TL_SIGN_LAUGHTER) != 0;
}

static bool gives_heart(const struct tl_frame *frame, size_t event)
{
    return (frame->words->signs[event] & TL_SIGN_HEART) != 0;
}

/* The main series and value of one person. */
static bool fill_along(const struct tl_frame *f, struct tl_arena *arena, struct tl_measurement *out,
                       unsigned who, const struct tl_act_shares *laughter)
{
    double *acts = tl_arena_array(arena, f->weeks.n, sizeof *acts);
    double *along = tl_arena_array(arena, f->weeks.n, sizeof *along);
    if (acts == NULL || along == NULL)
        return false;
    struct tl_value *v = &out->whole[who];
    *v = tl_act_shares_returned(f, laughter, who, ALONG_MS, acts, along);
    tl_series_from_shares(f, &out->series[who], along, acts, LEAST_WEEK_LAUGHS);
    *v = tl_value_least(*v, LEAST_LAUGHS, "turns of the other with laughter", arena);
    bool few = laughter->all_turns[0] < LEAST_TURNS || laughter->all_turns[1] < LEAST_TURNS;
    if (v->status == TL_VALUE_OK && (few || laughter->half[1 - who] < HABIT)) {
        v->status = TL_VALUE_THIN;
        v->why = few ? "fewer than 200 turns of one of you" : TL_WHY_NO_HABIT;
    }
    return true;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    struct tl_act_shares laughter, hearts;
    size_t first;
    if (tl_words_of(frame, out) == NULL)
        return TL_OK;
    bool ok = tl_act_shares_count(frame, arena, laughs, &laughter) &&
              tl_act_shares_count(frame, arena, gives_heart, &hearts) &&
              tl_series_add_pair(frame, arena, out, NULL, true, &first) &&
              tl_act_shares_series(frame, arena, out, "laughter", false, &laughter) &&
              tl_act_shares_series(frame, arena, out, "hearts", false, &hearts);
    for (unsigned who = 0; ok && who < 2; who++)
        ok = fill_along(frame, arena, out, who, &laughter) &&
             tl_extra_add(arena, out, "laughter", (enum tl_whose)who,
                          tl_value_least(tl_share(laughter.all_with[who], laughter.all_turns[who]),
                                         LEAST_TURNS, "turns with text", arena)) &&
             tl_extra_add(arena, out, "hearts", (enum tl_whose)who,
                          tl_value_least(tl_share(hearts.all_with[who], hearts.all_turns[who]),
                                         LEAST_TURNS, "turns with text", arena));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_laughter = {
    .id = "B12",
    .name = "laughter",
    .title = "Do you laugh together?",
    .plain = "laughs of the other joined in with",
    .unit = "share of the other's laughs",
    .family = TL_FAMILY_WARMTH,
    .closeness = 1,
    .scale = TL_SCALE_LOGIT,
    .needs = TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .reads_words = true,
    .least_n = LEAST_LAUGHS,
    .reference = "Kurtz & Algoe 2015, Personal Relationships 22:573; design",
    .compute = compute,
};
