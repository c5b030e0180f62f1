/*
 * message_length.c: A18, whether answers have become thin: geometric mean of words a turn, and the
 * share of answers that are at most two words or emoji only.
 *
 * Words a turn: exp(mean log(1 + words)) - 1 over turns with text, with the normal interval of the
 * mean logarithm; tested weekly on that log scale, weight n / (variance of the whole record). Low
 * effort: of turns that answer the other inside a session and are nothing but text, those of at
 * most two words (emoji are none), with Jeffreys interval.
 *
 * Edge cases: turns with a voice note, a picture or a call are no thin answers and have no word
 * count; reactions answer nothing here. Departures, because they need word lists: acknowledgements
 * of more than two words are not counted as low effort, answers to yes/no questions are not left
 * out. Caveat: terse people are terse; only change within a person counts. Least n: 60 turns, 5 in
 * a week. Source: design.
 */
#include "fault.h"
#include "measuring.h"
#include "tlmath.h"
#include "turn_words.h"

#define LEAST_TURNS 60
#define LEAST_WEEK_TURNS 5
#define FEW_WORDS 2

/* Weekly sums of one person. */
struct week_length {
    double n, sum_log, squares, low, answers;
};

static bool only_text(const struct tl_frame *f, const struct tl_turn *turn)
{
    bool text = false;
    for (uint32_t e = turn->first; e < turn->end; e++) {
        enum tl_kind kind = tl_event_kind(f, e);
        if (kind != TL_KIND_TEXT && kind != TL_KIND_REACTION)
            return false;
        text = text || kind == TL_KIND_TEXT;
    }
    return text;
}

static bool is_answer(const struct tl_frame *f, uint32_t t)
{
    return t > f->session[f->turn[t].session].turn_first && f->turn[t - 1].who != f->turn[t].who;
}

static void see_turn(const struct tl_frame *f, uint32_t t, struct week_length *week,
                     struct tl_turn_words *words)
{
    const struct tl_turn *turn = &f->turn[t];
    if (tl_turn_has_text(f, turn)) {
        double before = words->sum_log;
        tl_turn_words_add(words, turn->words);
        double y = words->sum_log - before;
        week->n += 1.0;
        week->sum_log += y;
        week->squares += y * y;
    }
    if (is_answer(f, t) && only_text(f, turn)) {
        week->answers += 1.0;
        week->low += turn->words <= FEW_WORDS;
    }
}

static void fill_words(const struct tl_frame *f, struct tl_series *s,
                       const struct week_length *week, const struct tl_turn_words *words)
{
    double mean = words->sum_log / words->n;
    double variance = (words->squares / words->n - mean * mean) * words->n / (words->n - 1.0);
    for (size_t w = 0; w < f->weeks.n; w++) {
        s->n[w] = (uint32_t)week[w].n;
        if (week[w].n < LEAST_WEEK_TURNS || !(variance > 0.0))
            continue;
        double y = week[w].sum_log / week[w].n, half = TL_Z975 * sqrt(variance / week[w].n);
        s->value[w] = tl_expm1(y);
        s->low[w] = y > half ? tl_expm1(y - half) : 0.0;
        s->high[w] = tl_expm1(y + half);
        s->test[w] = y;
        s->weight[w] = week[w].n / variance;
    }
}

static bool fill_person(const struct tl_frame *f, struct tl_arena *arena,
                        struct tl_measurement *out, size_t who, const struct week_length *week,
                        const struct week_length *total, const struct tl_turn_words *words)
{
    size_t n = f->weeks.n;
    double *low = tl_arena_array(arena, n, sizeof *low);
    double *answers = tl_arena_array(arena, n, sizeof *answers);
    if (low == NULL || answers == NULL)
        return false;
    for (size_t w = 0; w < n; w++) {
        low[w] = week[w].low;
        answers[w] = week[w].answers;
    }
    fill_words(f, &out->series[who], week, words);
    tl_series_from_shares(f, &out->series[2 + who], low, answers, LEAST_WEEK_TURNS);
    out->whole[who] =
        tl_value_least(tl_turn_words_mean(words), LEAST_TURNS, "turns with text", arena);
    return tl_extra_add(arena, out, "median_words_a_turn", (enum tl_whose)who,
                        tl_turn_words_median(words)) &&
           tl_extra_add(arena, out, "low_effort", (enum tl_whose)who,
                        tl_value_least(tl_share(total->low, total->answers), LEAST_TURNS,
                                       "answers in text", arena));
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    size_t n = frame->weeks.n, words_at, effort_at;
    struct week_length *week[2] = {tl_alloc_zeroed(frame->ctx, n + 1, sizeof *week[0]),
                                   tl_alloc_zeroed(frame->ctx, n + 1, sizeof *week[1])};
    struct tl_turn_words *words = tl_alloc_zeroed(frame->ctx, 2, sizeof *words);
    struct tl_week_span *span = tl_week_spans(frame);
    bool ok = week[0] != NULL && week[1] != NULL && words != NULL && span != NULL &&
              tl_series_add_pair(frame, arena, out, NULL, true, &words_at) &&
              tl_series_add_pair(frame, arena, out, "low effort", false, &effort_at);
    if (ok) {
        size_t w = 0;
        for (uint32_t t = 0; t < frame->n_turns; t++) {
            while (w < n && t >= span[w].turn_end)
                w++;
            /* what lies outside the weeks is summed behind them */
            size_t at = w < n && t >= span[w].turn_first ? w : n;
            unsigned who = frame->turn[t].who;
            see_turn(frame, t, &week[who][at], &words[who]);
        }
    }
    for (size_t who = 0; ok && who < 2; who++) {
        struct week_length total = week[who][n];
        for (size_t w = 0; w < n; w++) {
            total.low += week[who][w].low;
            total.answers += week[who][w].answers;
        }
        ok = fill_person(frame, arena, out, who, week[who], &total, &words[who]);
    }
    tl_week_spans_free(frame, span);
    tl_free(frame->ctx, words, 2 * sizeof *words);
    tl_free(frame->ctx, week[0], (n + 1) * sizeof *week[0]);
    tl_free(frame->ctx, week[1], (n + 1) * sizeof *week[1]);
    return ok ? TL_OK : tl_fault_memory(err);
}

const struct tl_measure tl_measure_message_length = {
    .id = "A18",
    .name = "message_length",
    .title = "How long are the answers?",
    .plain = "words in a turn",
    .unit = "words a turn",
    .family = TL_FAMILY_EFFORT,
    .closeness = 1,
    .scale = TL_SCALE_LOG,
    .needs = TL_CAN_TIMING,
    .least_n = LEAST_TURNS,
    .reference = "design",
    .compute = compute,
};
