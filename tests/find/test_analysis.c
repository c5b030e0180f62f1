/* test_analysis.c: a conversation in, one answer out: whole, twice the same, the same for both. */
#include "talk.h"
#include "tideline/find.h"
#include "tideline/simulate.h"
#include "tlmath.h"

#include <math.h>

static const struct tl_analysis_options few = {.rounds = 199};

static struct tl_analysis *analyse(const struct tl_context *ctx, const struct tl_conversation *conv)
{
    struct tl_analysis *a;
    assert_int_equal(tl_analysis_new(ctx, conv, &few, &a, NULL), TL_OK);
    return a;
}

static struct tl_conversation *simulate(const struct tl_context *ctx, const char *scenario,
                                        uint64_t seed, uint32_t weeks, double messages_per_day)
{
    const struct tl_simulation_options options = {
        .scenario = scenario, .seed = seed, .weeks = weeks, .messages_per_day = messages_per_day};
    struct tl_conversation *conv;
    assert_int_equal(tl_simulate(ctx, &options, &conv, NULL, NULL), TL_OK);
    return conv;
}

/* Tomasz (1) steps back in week 20 of 40; `me` is the user. */
static void retreat(struct talk *t, unsigned me)
{
    struct talk_week less = talk_usual;
    less.starts[1] = 3.0;
    less.answers[1] = 0.4;
    less.words = 5;
    talk_open(t, 21);
    talk_weeks(t, 40, 20, &talk_usual, &less);
    talk_finish(t, me);
}

static void same(double a, double b)
{
    if (!(isnan(a) && isnan(b)))
        assert_near(a, b, 1e-9);
}

static const struct tl_finding *mirrored(const struct tl_analysis *a, const struct tl_finding *of)
{
    for (size_t i = 0; i < a->n_findings; i++)
        if (a->findings[i].person == 1 - of->person &&
            a->findings[i].measurement->measure == of->measurement->measure)
            return &a->findings[i];
    return NULL;
}

/* Measures catalogue 0.3: who the user is matters for the words only. */
static void swapped_people(void **state)
{
    (void)state;
    struct talk t[2];
    struct tl_analysis *a[2];
    for (unsigned me = 0; me < 2; me++) {
        retreat(&t[me], me);
        a[me] = analyse(&t[me].ctx, t[me].conv);
    }
    assert_int_equal(a[0]->verdict.kind, TL_VERDICT_PULLING_AWAY);
    assert_int_equal(a[0]->verdict.person, 1);
    assert_int_equal(a[1]->verdict.kind, TL_VERDICT_PULLING_AWAY);
    assert_int_equal(a[1]->verdict.person, 0);
    assert_int_equal(a[1]->verdict.level, a[0]->verdict.level);
    same(a[1]->verdict.probability, a[0]->verdict.probability);
    assert_int_equal(a[1]->verdict.since_day, a[0]->verdict.since_day);
    assert_int_equal(a[1]->verdict.since_lo, a[0]->verdict.since_lo);
    assert_int_equal(a[1]->verdict.since_hi, a[0]->verdict.since_hi);
    const struct tl_evidence *e = &a[0]->evidence, *m = &a[1]->evidence;
    same(m->composite_p, e->composite_p);
    same(m->block_p, e->block_p);
    same(m->asymmetry, e->asymmetry);
    same(m->detectable, e->detectable);
    assert_int_equal(m->families, e->families);
    for (int i = 0; i < TL_ODDS_FEATURES; i++)
        same(m->feature[i], e->feature[i]);
    for (int who = 0; who < 2; who++) {
        same(m->own_change[who], e->own_change[1 - who]);
        for (size_t w = 0; w < a[0]->tide.n_weeks; w++) {
            same(a[1]->tide.index[who][w], a[0]->tide.index[1 - who][w]);
            same(a[1]->tide.messages[who][w], a[0]->tide.messages[1 - who][w]);
            same(a[1]->tide.index_low[who][w], a[0]->tide.index_low[1 - who][w]);
            same(a[1]->tide.messages_high[who][w], a[0]->tide.messages_high[1 - who][w]);
        }
    }
    /* The tide is told against the weeks before the change. */
    double scratch[20], before = tl_median(a[0]->tide.index[1], 18, scratch);
    double after = tl_median(a[0]->tide.index[1] + 22, 18, scratch);
    assert_true(after > 1.0 && fabs(before) < 0.25 * after);
    assert_int_equal(a[1]->n_findings, a[0]->n_findings);
    assert_true(a[0]->n_findings > 0);
    for (size_t i = 0; i < a[0]->n_findings; i++) {
        const struct tl_finding *f = &a[0]->findings[i], *g = mirrored(a[1], f);
        assert_non_null(g);
        same(g->effect, f->effect);
        same(g->q, f->q);
        assert_int_equal(g->n_evidence, f->n_evidence);
        assert_memory_equal(g->evidence, f->evidence, f->n_evidence * sizeof *f->evidence);
    }
    assert_int_equal(a[1]->n_alternatives, a[0]->n_alternatives);
    for (size_t i = 0; i < a[0]->n_alternatives; i++)
        assert_int_equal(a[1]->alternatives[i].holds, a[0]->alternatives[i].holds);
    for (unsigned me = 0; me < 2; me++) {
        tl_analysis_free(a[me]);
        talk_close(&t[me]);
    }
}

static void same_bytes(double a, double b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

static void twice_the_same(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_conversation *conv = simulate(&ctx, "S2-mild", 5, 40, 12.0);
    struct tl_analysis *a = analyse(&ctx, conv), *b = analyse(&ctx, conv);
    assert_string_equal(a->verdict.text, b->verdict.text);
    same_bytes(a->evidence.composite_p, b->evidence.composite_p);
    same_bytes(a->evidence.block_p, b->evidence.block_p);
    same_bytes(a->evidence.score, b->evidence.score);
    same_bytes(a->evidence.detectable, b->evidence.detectable);
    assert_int_equal(a->n_findings, b->n_findings);
    for (size_t i = 0; i < a->n_findings; i++) {
        assert_string_equal(a->findings[i].text, b->findings[i].text);
        same_bytes(a->findings[i].q, b->findings[i].q);
    }
    assert_memory_equal(a->tide.index[1], b->tide.index[1], a->tide.n_weeks * sizeof(double));
    tl_analysis_free(b);
    /* Another seed shuffles otherwise and measures the same. */
    ctx.seed = 77;
    b = analyse(&ctx, conv);
    same_bytes(a->evidence.asymmetry, b->evidence.asymmetry);
    assert_true(a->evidence.composite_p != b->evidence.composite_p ||
                a->evidence.block_p != b->evidence.block_p ||
                a->evidence.detectable != b->evidence.detectable);
    tl_analysis_free(a);
    tl_analysis_free(b);
    tl_conversation_free(conv);
}

/* From export to verdict on planted lives whose truth leaves no doubt. */
static void planted_lives(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    int named = 0, wrongly = 0, quieter = 0, strong = 0;
    for (uint64_t seed = 0; seed < 5; seed++) {
        static const char *const scenarios[] = {"S2-step", "S1", "S0", "S3"};
        for (int s = 0; s < 4; s++) {
            struct tl_conversation *conv = simulate(&ctx, scenarios[s], seed, 52, 24.0);
            struct tl_analysis *a = analyse(&ctx, conv);
            const struct tl_verdict *v = &a->verdict;
            bool sure = v->kind == TL_VERDICT_PULLING_AWAY && v->level >= TL_LEVEL_MODERATE;
            if (s == 0) {
                named += sure && v->person == 1;
                wrongly += v->person == 0;
            } else {
                wrongly += sure;
                strong += v->level == TL_LEVEL_STRONG;
                quieter += s == 1 && v->kind == TL_VERDICT_BOTH_QUIETER;
            }
            tl_analysis_free(a);
            tl_conversation_free(conv);
        }
    }
    assert_true(named >= 4);
    assert_true(wrongly <= 1);
    assert_int_equal(strong, 0);
    assert_true(quieter >= 2);
}

static void too_little(void **state)
{
    (void)state;
    struct talk t;
    talk_open(&t, 31); /* 15 weeks: Q07 asks for one more */
    talk_weeks(&t, 15, 15, &talk_usual, &talk_usual);
    talk_finish(&t, 0);
    struct tl_analysis *a = analyse(&t.ctx, t.conv);
    assert_int_equal(a->verdict.kind, TL_VERDICT_CANNOT_TELL);
    assert_non_null(strstr(a->verdict.missing, "1 more week"));
    assert_true(isnan(a->verdict.probability));
    assert_int_equal(a->n_findings, 0);
    assert_int_equal(a->tide.n_weeks, 15);
    assert_true(a->n_alternatives > 0);
    tl_analysis_free(a);
    talk_close(&t);

    talk_open(&t, 32); /* two messages */
    talk_push(&t, 0, talk_ms(0, 9, 0), TL_KIND_TEXT, "are you there", -1);
    talk_push(&t, 1, talk_ms(0, 9, 1), TL_KIND_TEXT, "yes", -1);
    talk_finish(&t, 0);
    a = analyse(&t.ctx, t.conv);
    assert_int_equal(a->verdict.kind, TL_VERDICT_CANNOT_TELL);
    assert_int_equal(a->tide.n_weeks, 0);
    assert_non_null(a->verdict.missing);
    tl_analysis_free(a);
    talk_close(&t);
}

/* Days add up to the weeks, hours to the record; the last message's hour is counted where it was.
 */
static void check_counts(const struct tl_analysis *a, const struct tl_conversation *conv)
{
    const size_t last = conv->n_messages - 1;
    const int64_t minutes = tl_conversation_local_ms(conv, last) / 60000;
    const int64_t day = minutes / 1440; /* day 4 was a Monday */
    for (int who = 0; who < 2; who++) {
        uint32_t all = 0;
        for (size_t w = 0; w < a->tide.n_weeks; w++) {
            uint32_t sum = 0;
            for (size_t d = 7 * w; d < 7 * w + 7; d++)
                sum += a->tide.days[who][d];
            assert_near(sum / 7.0, a->tide.messages[who][w], 1e-12);
        }
        for (size_t h = 0; h < 168; h++)
            all += a->tide.hours[who][h];
        assert_int_equal(all, conv->people[who].messages);
    }
    assert_true(a->tide.hours[conv->sender[last]][(day - 4) % 7 * 24 + minutes / 60 % 24] > 0);
}

/* Where nothing changes the level of all weeks lies in 9 of 10 intervals (docs/detection.md). */
static void weeks_with_their_chance(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    double held[2] = {0.0, 0.0}, all[2] = {0.0, 0.0};
    for (uint64_t seed = 1; seed <= 10; seed++) {
        struct tl_conversation *conv = simulate(&ctx, "S0", seed, 52, 7.0);
        struct tl_analysis *a = analyse(&ctx, conv);
        const size_t n = a->tide.n_weeks;
        for (int row = 0; row < 4; row++) {
            const int who = row / 2, what = row % 2;
            const double *y = what == 0 ? a->tide.index[who] : a->tide.messages[who];
            const double *low = what == 0 ? a->tide.index_low[who] : a->tide.messages_low[who];
            const double *high = what == 0 ? a->tide.index_high[who] : a->tide.messages_high[who];
            const double level = tl_sum(y, n) / (double)n;
            for (size_t w = 0; w < n; w++) {
                assert_true(low[w] <= y[w] && y[w] < high[w]);
                held[what] += low[w] <= level && level <= high[w];
                all[what] += 1.0;
            }
        }
        tl_analysis_free(a);
        tl_conversation_free(conv);
    }
    for (int what = 0; what < 2; what++)
        assert_near(held[what] / all[what], 0.90, 0.04);
}

/* The tide is told in covered days, and what is lost is listed. */
static void tide_and_gaps(void **state)
{
    (void)state;
    struct talk t;
    talk_open(&t, 33);
    for (int w = 0; w < 30; w++)
        if (w < 12 || w > 14)
            talk_week(&t, w, &talk_usual);
    talk_finish(&t, 0);
    struct tl_analysis *a = analyse(&t.ctx, t.conv);
    assert_int_equal(a->n_gaps, 1);
    assert_int_equal(a->gaps[0].from_day, TALK_MONDAY + 12 * 7);
    assert_int_equal(a->gaps[0].to_day, TALK_MONDAY + 15 * 7);
    assert_false(a->gaps[0].lost);
    assert_near(a->tide.messages[0][13], 0.0, 0.0); /* silence, as far as anybody knows */
    assert_int_equal(a->tide.first_day, TALK_MONDAY);
    check_counts(a, t.conv);
    tl_analysis_free(a);

    const int64_t lost[2] = {TALK_MONDAY + 12 * 7, TALK_MONDAY + 15 * 7};
    const struct tl_analysis_options options = {.rounds = 199, .n_lost = 1, .lost = lost};
    assert_int_equal(tl_analysis_new(&t.ctx, t.conv, &options, &a, NULL), TL_OK);
    assert_int_equal(a->n_gaps, 1);
    assert_true(a->gaps[0].lost);
    assert_true(isnan(a->tide.messages[0][13]));
    assert_true(isnan(a->tide.index[0][13]));
    assert_true(fabs(a->tide.index[0][11]) < 100.0);
    tl_analysis_free(a);
    talk_close(&t);
}

static void words_of_json(void **state)
{
    (void)state;
    static const char *const kinds[] = {"cannot_tell", "no_change", "pulling_away", "both_quieter",
                                        "closer"};
    static const char *const levels[] = {"none", "weak", "moderate", "strong"};
    for (int i = 0; i < 5; i++)
        assert_string_equal(tl_verdict_kind_name((enum tl_verdict_kind)i), kinds[i]);
    for (int i = 0; i < 4; i++)
        assert_string_equal(tl_level_name((enum tl_level)i), levels[i]);
    tl_analysis_free(NULL);
}

/* What asked and what came back stand in the analysis by their messages, where words were read. */
static void exchanges_are_listed(void **state)
{
    (void)state;
    struct talk t;
    talk_open(&t, 5);
    talk_push(&t, 0, talk_ms(0, 9, 0), TL_KIND_TEXT, "why will you not talk to me", -1);
    talk_push(&t, 1, talk_ms(0, 9, 2), TL_KIND_TEXT, "not now, please", -1);
    talk_push(&t, 1, talk_ms(0, 9, 3), TL_KIND_TEXT, "let it be", -1);
    talk_push(&t, 1, talk_ms(0, 19, 0), TL_KIND_TEXT, "I am so afraid of tomorrow", -1);
    talk_finish(&t, 0);
    uint64_t held[4] = {(uint64_t)1 << TL_LABEL_DEMAND, (uint64_t)1 << TL_LABEL_WITHDRAW, 0,
                        (uint64_t)1 << TL_LABEL_DISCLOSURE};
    int8_t valence[4] = {0};
    struct tl_depth depth[4] = {{0}};
    const struct tl_annotations words = {
        .n_messages = 4, .held = held, .valence = valence, .depth = depth, .language = "en"};
    const struct tl_analysis_options options = {.rounds = 199, .annotations = &words};
    struct tl_analysis *a;
    assert_int_equal(tl_analysis_new(&t.ctx, t.conv, &options, &a, NULL), TL_OK);
    assert_int_equal(a->n_exchanges, 2);
    assert_string_equal(a->exchanges[0].kind, "demand_withdraw");
    assert_string_equal(a->exchanges[0].outcome, "withdrew");
    assert_int_equal(a->exchanges[0].from, 0);
    assert_int_equal(a->exchanges[0].first, 0);
    assert_int_equal(a->exchanges[0].last, 2);
    assert_string_equal(a->exchanges[1].kind, "disclosure");
    assert_null(a->exchanges[1].outcome); /* the record ends */
    tl_analysis_free(a);
    a = analyse(&t.ctx, t.conv);
    assert_int_equal(a->n_exchanges, 0);
    tl_analysis_free(a);
    talk_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(swapped_people), cmocka_unit_test(exchanges_are_listed),
        cmocka_unit_test(twice_the_same), cmocka_unit_test(planted_lives),
        cmocka_unit_test(too_little),     cmocka_unit_test(tide_and_gaps),
        cmocka_unit_test(words_of_json),  cmocka_unit_test(weeks_with_their_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
