/*
 * questions.c: C21, whether there is still curiosity: the share of a person's turns that ask.
 *
 * A turn asks when one of its messages has a question mark or a sentence that begins with a word
 * that asks ("how"), unless it is labelled logistics and no follow_up, or has two words at most
 * ("ok?", "right?", "hm?"), which asks for a nod. Share of turns with text, 0 to 1, Jeffreys
 * interval widened by the over-dispersion of the weeks; weekly with at least 5 turns, tested on the
 * logit scale. Extras, of the same turns: `follow_up` (label: asks on about what the other just
 * said), `about_you` (asks, with a word for the other).
 *
 * Edge cases: a question somebody asks of the sky counts; where no word list fits the language only
 * question marks are seen. Least n: 80 turns. Source: Huang, Yeomans, Brooks, Minson & Gino 2017,
 * JPSP 113:430 (strangers, minutes; not long-term couples).
 */
#include "exchange_tally.h"
#include "fault.h"
#include "turn_cues.h"
#include "turn_words.h"

#define LEAST_TURNS 80
#define LEAST_WEEK_TURNS 5
#define NOD_WORDS 2

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_exchanges *x = tl_exchanges_begin(frame, out, false);
    if (x == NULL)
        return TL_OK;
    struct tl_tally asked;
    double follow_up[2] = {0.0, 0.0}, about_you[2] = {0.0, 0.0};
    bool ok = tl_tally_init(&asked, frame, arena);
    for (uint32_t t = 0; ok && t < frame->n_turns; t++) {
        const struct tl_turn *turn = &frame->turn[t];
        const struct tl_turn_cues *cues = &frame->cues->turn[t];
        if (!tl_turn_has_text(frame, turn))
            continue;
        uint64_t held = x->said[t].held;
        bool follows = (held & TL_BIT(FOLLOW_UP)) != 0;
        bool asks =
            follows || (cues->asks && cues->words > NOD_WORDS && !(held & TL_BIT(LOGISTICS)));
        tl_tally_add(&asked, turn->who, tl_event_week(frame, turn->first), asks, 1.0);
        follow_up[turn->who] += follows;
        about_you[turn->who] += asks && cues->you;
    }
    ok = ok &&
         tl_tally_shares(&asked, frame, arena, out, true, LEAST_WEEK_TURNS, LEAST_TURNS, "turns");
    for (size_t who = 0; ok && who < 2; who++)
        ok = tl_extra_add(arena, out, "follow_up", (enum tl_whose)who,
                          tl_labels_sure(frame, TL_BIT(FOLLOW_UP))
                              ? tl_share(follow_up[who], asked.all_n[who])
                              : tl_value_na("the label it counts is not right often enough")) &&
             tl_extra_add(arena, out, "about_you", (enum tl_whose)who,
                          tl_share(about_you[who], asked.all_n[who]));
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_questions = {
    .id = "C21",
    .name = "questions",
    .title = "How much does each of you ask?",
    .plain = "turns that asked something",
    .unit = "share of turns",
    .family = TL_FAMILY_EFFORT,
    .closeness = 1,
    .scale = TL_SCALE_LOGIT,
    .reads_words = true,
    .least_n = LEAST_TURNS,
    .reference = "Huang et al. 2017, J Pers Soc Psychol 113:430",
    .compute = compute,
};
