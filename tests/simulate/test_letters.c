/* letters.c: rates, delays and lengths of simulated correspondences, before and after. */
#include "tl_test.h"
#include "civil.h"
#include "simulating.h"

static struct tl_context ctx;

static int set_up(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    return 0;
}

struct sides {
    double letters[2][2], words[2][2], delay[2][2], answers[2][2]; /* [person][after] */
    size_t n;
    int64_t longest; /* days without a letter */
};

static struct sides look(const char *name, uint64_t seed, uint32_t weeks, double rate)
{
    struct sides s = {0};
    const struct tl_simulation_options options = {
        .scenario = name, .seed = seed, .weeks = weeks, .messages_per_day = rate};
    struct tl_conversation *conv;
    struct tl_truth truth;
    assert_int_equal(tl_simulate(&ctx, &options, &conv, &truth, NULL), TL_OK);
    assert_string_equal(truth.scenario->name, name);
    assert_int_equal(truth.person, strcmp(name, "L2") == 0 ? 1 : -1);
    s.n = conv->n_messages;
    for (size_t i = 0; i < conv->n_messages; i++) {
        const int64_t day = conv->time_ms[i] / TL_MS_PER_DAY;
        const int after = truth.since_day != TL_NO_DAY && day >= truth.since_day;
        const unsigned who = conv->sender[i];
        s.letters[who][after]++;
        s.words[who][after] += tl_log(conv->words[i]);
        if (i == 0)
            continue;
        const int64_t before = conv->time_ms[i - 1] / TL_MS_PER_DAY;
        assert_true(day >= before);
        s.longest = day - before > s.longest ? day - before : s.longest;
        if (conv->sender[i - 1] != who) {
            s.delay[who][after] += tl_log((double)(day - before) + 0.5);
            s.answers[who][after]++;
        }
    }
    tl_conversation_free(conv);
    return s;
}

static double change(const double sum[2], const double n[2])
{
    return tl_exp(sum[1] / n[1] - sum[0] / n[0]);
}

static void keeps_about_the_rate(void **state)
{
    (void)state;
    /* One in 20 days over ten years: 182, give or take swings that last. */
    double sum = 0;
    for (uint64_t seed = 1; seed <= 20; seed++)
        sum += (double)look("L0", seed, 520, 0.05).n / 20;
    assert_near(sum, 182, 60);
    assert_int_equal(look("L0", 7, 520, 0.05).n, look("L0", 7, 520, 0.05).n);
    assert_true(look("L0", 7, 520, 0.05).n != look("L0", 8, 520, 0.05).n);
}

static void does_what_its_cases_say(void **state)
{
    (void)state;
    const struct sides both = look("L1", 3, 2600, 0.2), one = look("L2", 3, 2600, 0.2),
                       more = look("L4", 3, 2600, 0.2);
    for (int who = 0; who < 2; who++) {
        assert_true(change(both.delay[who], both.answers[who]) > 1.6);
        assert_near(change(both.words[who], both.letters[who]), 1, 0.1);
        assert_true(change(more.delay[who], more.answers[who]) < 0.8);
    }
    assert_near(change(one.delay[0], one.answers[0]), 1, 0.35);
    assert_true(change(one.delay[1], one.answers[1]) > 1.5);
    assert_near(change(one.words[0], one.letters[0]), 1, 0.1);
    assert_near(change(one.words[1], one.letters[1]), 0.6, 0.08);
    /* a tenth to a fifth of ten years without a letter */
    const struct sides gap = look("L3", 3, 520, 0.5);
    assert_in_range(gap.longest, 360, 800);
}

static void refuses_what_cannot_be(void **state)
{
    (void)state;
    const struct tl_simulation_options wrong[] = {
        {.scenario = "L0", .weeks = 25},
        {.scenario = "L0", .weeks = 2601},
        {.scenario = "L0", .weeks = 52, .messages_per_day = 1.1},
        {.scenario = "L0", .weeks = 52, .messages_per_day = 0.001},
        {.scenario = "L0", .weeks = 52, .first_day = "soon"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct tl_conversation *conv;
        struct tl_error err = {0};
        assert_int_equal(tl_simulate(&ctx, &wrong[i], &conv, NULL, &err), TL_FAIL);
        assert_int_equal(err.code, TL_CODE_OPTION);
        assert_null(conv);
    }
}

static void survives_short_memory(void **state)
{
    (void)state;
    const struct tl_simulation_options options = {.scenario = "L2", .weeks = 104, .text = true};
    enum tl_status status = TL_FATAL;
    for (size_t i = 0; status != TL_OK; i++) {
        struct tl_test_allocator a;
        struct tl_context scarce;
        struct tl_conversation *conv;
        tl_test_allocator_init(&a, i);
        tl_context_init(&scarce);
        scarce.allocator = &a.base;
        status = tl_simulate(&scarce, &options, &conv, NULL, NULL);
        if (status == TL_OK)
            tl_conversation_free(conv);
        assert_int_equal(a.live, 0);
        assert_true(i < 10000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_about_the_rate),
        cmocka_unit_test(does_what_its_cases_say),
        cmocka_unit_test(refuses_what_cannot_be),
        cmocka_unit_test(survives_short_memory),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
