/* slow.c: letters and e-mails get an answer, chats do not come here, too little stays too little.
 */
#include "tl_test.h"
#include "tideline/tideline.h"

#include <math.h>

static struct tl_context ctx;

static int set_up(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    return 0;
}

struct judged {
    struct tl_conversation *conv;
    struct tl_analysis *a;
    struct tl_truth truth;
};

static struct judged judge(const char *name, uint64_t seed, uint32_t weeks, double rate,
                           double strength, const struct tl_analysis_options *how)
{
    struct judged j;
    const struct tl_simulation_options options = {.scenario = name,
                                                  .seed = seed,
                                                  .weeks = weeks,
                                                  .messages_per_day = rate,
                                                  .strength = strength};
    assert_int_equal(tl_simulate(&ctx, &options, &j.conv, &j.truth, NULL), TL_OK);
    assert_int_equal(tl_analysis_new(&ctx, j.conv, how, &j.a, NULL), TL_OK);
    return j;
}

static void drop(struct judged *j)
{
    tl_analysis_free(j->a);
    tl_conversation_free(j->conv);
}

static bool is_slow(const struct judged *j)
{
    return strcmp(j->a->evidence.odds_version, "slow correspondences") == 0;
}

static void says_that_both_thin_out(void **state)
{
    (void)state;
    struct judged j = judge("L1", 2, 1040, 0.03, 1, NULL);
    const struct tl_verdict *v = &j.a->verdict;
    assert_true(is_slow(&j));
    assert_int_equal(v->kind, TL_VERDICT_BOTH_QUIETER);
    assert_int_equal(v->person, -1);
    assert_true(v->since_lo <= j.truth.since_day && j.truth.since_day <= v->since_hi);
    assert_non_null(strstr(v->text, "Both of you wrote less since about"));
    assert_non_null(strstr(v->text, "letters a year before and"));
    assert_non_null(strstr(v->text, "182 days at a time"));
    drop(&j);
}

static void names_one_who_delays_and_shortens(void **state)
{
    (void)state;
    struct judged j = judge("L2", 4, 1040, 0.1, 2, NULL);
    const struct tl_verdict *v = &j.a->verdict;
    assert_true(is_slow(&j));
    assert_int_equal(v->kind, TL_VERDICT_PULLING_AWAY);
    assert_int_equal(v->person, 1);
    assert_int_equal(v->level, TL_LEVEL_MODERATE); /* never more */
    assert_non_null(strstr(v->text, "Jonas stepped back in these letters"));
    drop(&j);
}

static void says_what_it_would_have_missed(void **state)
{
    (void)state;
    unsigned quiet = 0, away = 0;
    for (uint64_t seed = 500; seed < 512; seed++) {
        struct judged j = judge("L0", seed, 520, 0.3, 1, NULL);
        const struct tl_verdict *v = &j.a->verdict;
        assert_true(is_slow(&j));
        if (v->kind == TL_VERDICT_NO_CHANGE) {
            assert_non_null(strstr(v->text, "could have been missed"));
            assert_true(j.a->evidence.detectable <= 0.75);
            quiet++;
        }
        away += v->kind == TL_VERDICT_PULLING_AWAY && v->level > TL_LEVEL_WEAK;
        drop(&j);
    }
    assert_true(quiet > 4);
    assert_true(away <= 1);
}

static void chats_are_asked_week_by_week(void **state)
{
    (void)state;
    struct judged j = judge("S0", 1, 26, 3, 1, NULL);
    assert_false(is_slow(&j));
    drop(&j);
    j = judge("S13", 1, 52, 0, 1, NULL); /* two a day */
    assert_false(is_slow(&j));
    drop(&j);
}

static void too_little_stays_too_little(void **state)
{
    (void)state;
    struct judged j = judge("L0", 1, 104, 0.02, 1, NULL);
    assert_false(is_slow(&j));
    assert_int_equal(j.a->verdict.kind, TL_VERDICT_CANNOT_TELL);
    assert_non_null(strstr(j.a->verdict.missing, "more messages needed"));
    drop(&j);
}

static void lost_days_are_no_silence(void **state)
{
    (void)state;
    struct judged j = judge("L1", 2, 1040, 0.03, 1, NULL);
    /* Everything after the change is lost: then nothing is left that thins out. */
    const int64_t lost[2] = {j.truth.since_day, j.truth.since_day + 20 * 366};
    const struct tl_analysis_options how = {.n_lost = 1, .lost = lost};
    struct judged without = judge("L1", 2, 1040, 0.03, 1, &how);
    assert_true(without.a->verdict.kind != TL_VERDICT_BOTH_QUIETER);
    drop(&without);
    drop(&j);
}

static void survives_short_memory(void **state)
{
    (void)state;
    const struct tl_simulation_options options = {
        .scenario = "L1", .seed = 2, .weeks = 260, .messages_per_day = 0.1};
    const struct tl_analysis_options few = {.rounds = 19};
    struct tl_conversation *conv;
    enum tl_status status = TL_FATAL;
    assert_int_equal(tl_simulate(&ctx, &options, &conv, NULL, NULL), TL_OK);
    for (size_t i = 0; status != TL_OK; i += 1 + i / 8) {
        struct tl_test_allocator a;
        struct tl_context scarce;
        struct tl_analysis *analysis;
        tl_test_allocator_init(&a, i);
        tl_context_init(&scarce);
        scarce.allocator = &a.base;
        status = tl_analysis_new(&scarce, conv, &few, &analysis, NULL);
        if (status == TL_OK)
            tl_analysis_free(analysis);
        assert_int_equal(a.live, 0);
        assert_true(i < 100000);
    }
    tl_conversation_free(conv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_that_both_thin_out),
        cmocka_unit_test(names_one_who_delays_and_shortens),
        cmocka_unit_test(says_what_it_would_have_missed),
        cmocka_unit_test(chats_are_asked_week_by_week),
        cmocka_unit_test(too_little_stays_too_little),
        cmocka_unit_test(lost_days_are_no_silence),
        cmocka_unit_test(survives_short_memory),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
