/* Invented chats: theory, determinism, every scenario, options that cannot be honoured. */
#include "tl_test.h"
#include "civil.h"
#include "simulating.h"

static struct tl_conversation *chat(const struct tl_simulation_options *o, struct tl_truth *truth)
{
    static struct tl_context ctx; /* outlives the conversation */
    struct tl_conversation *conv;
    struct tl_error err = {0};
    tl_context_init(&ctx);
    if (tl_simulate(&ctx, o, &conv, truth, &err) != TL_OK)
        fail_msg("%s: %s", o->scenario, err.message);
    return conv;
}

struct tally {
    double messages[2], unprompted[2], answers[2][2], calls;
    int64_t last_ms;
    bool ordered;
};

static enum tl_status count(void *user, const struct tl_sim_world *world, size_t day,
                            const struct tl_sim_event *event)
{
    struct tally *t = user;
    (void)world;
    (void)day;
    if (event->ms < t->last_ms)
        t->ordered = false;
    t->last_ms = event->ms;
    if (event->call) {
        t->calls++;
        return TL_OK;
    }
    t->messages[event->who]++;
    if (event->parent == TL_SIM_UNPROMPTED)
        t->unprompted[event->who]++;
    else
        t->answers[event->who][event->parent]++;
    return TL_OK;
}

static void meets_the_theory(void **state)
{
    (void)state;
    /* mu = (3, 2.5), n = [[.35, .45], [.50, .30]]: (I - n)^-1 mu = (14.0217, 13.5870) a day. Five
       times 2,002 days without noise: clusters of 5 messages on average, with 125 for their mean
       square, leave a standard error of 1 %. */
    const double mu[2] = {3, 2.5};
    double n[2][2] = {{.35, .45}, {.50, .30}};
    assert_near(tl_sim_rate(mu, n), 14.021739 + 13.586957, 1e-5);
    double heavy[2][2] = {{.5, .5}, {.5, .5}};
    assert_true(tl_sim_rate(mu, heavy) > 1e300);

    struct tl_context ctx;
    struct tl_arena arena;
    struct tl_sim_world world;
    tl_context_init(&ctx);
    tl_arena_init(&arena, &ctx);
    const struct tl_sim_noise still = {0};
    struct tl_simulation_options o = {
        .scenario = "S0", .weeks = 286, .messages_per_day = 14.021739 + 13.586957};
    struct tally t = {.ordered = true};
    double days = 0;
    for (o.seed = 1; o.seed <= 5; o.seed++) {
        assert_int_equal(tl_sim_world_init(&world, &arena, &o, &still, NULL), TL_OK);
        assert_near(world.day[0].mu[0], 3, 1e-6);
        t.last_ms = INT64_MIN;
        assert_int_equal(tl_sim_run(&ctx, &world, o.seed, count, &t, NULL), TL_OK);
        days += (double)world.n_days;
    }
    assert_true(t.ordered);
    assert_near(t.messages[0] / days, 14.0217, 0.03 * 14.0217);
    assert_near(t.messages[1] / days, 13.5870, 0.03 * 13.5870);
    assert_near(t.unprompted[0] / days, 3, 0.06);
    assert_near(t.unprompted[1] / days, 2.5, 0.05);
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++)
            assert_near(t.answers[i][j] / t.messages[j], n[i][j], 0.007);
    }
    tl_arena_release(&arena);
}

static void renews_at_the_same_rates(void **state)
{
    (void)state;
    /* The means of meets_the_theory; days differ by 1/4 and 1/8 more than their numbers do. */
    struct tl_context ctx;
    struct tl_arena arena;
    struct tl_sim_world world;
    tl_context_init(&ctx);
    tl_arena_init(&arena, &ctx);
    const struct tl_sim_noise still = {0};
    struct tl_simulation_options o = {.scenario = "S0",
                                      .weeks = 286,
                                      .messages_per_day = 14.021739 + 13.586957,
                                      .engine = TL_ENGINE_RENEWAL};
    struct tally t = {.ordered = true};
    double days = 0;
    for (o.seed = 1; o.seed <= 5; o.seed++) {
        assert_int_equal(tl_sim_world_init(&world, &arena, &o, &still, NULL), TL_OK);
        t.last_ms = INT64_MIN;
        assert_int_equal(tl_sim_run(&ctx, &world, o.seed, count, &t, NULL), TL_OK);
        days += (double)world.n_days;
    }
    assert_true(t.ordered);
    assert_near(t.messages[0] / days, 14.0217, 0.04 * 14.0217);
    assert_near(t.messages[1] / days, 13.5870, 0.04 * 13.5870);
    assert_near(t.unprompted[0] / days, 3, 0.1);
    assert_near(t.unprompted[1] / days, 2.5, 0.1);
    const double n[2][2] = {{.35, .45}, {.50, .30}};
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++)
            assert_near(t.answers[i][j] / t.messages[j], n[i][j], 0.007);
    }
    tl_arena_release(&arena);
}

static void keeps_the_rate_under_noise(void **state)
{
    (void)state;
    struct tl_simulation_options o = {
        .scenario = "S0", .weeks = 52, .messages_per_day = 7, .resolution = TL_RES_SECOND};
    double sum = 0, square = 0;
    for (o.seed = 1000; o.seed < 1400; o.seed++) {
        struct tl_conversation *conv = chat(&o, NULL);
        const double x = (double)conv->n_messages / 364;
        sum += x;
        square += x * x;
        tl_conversation_free(conv);
    }
    /* A year's mean swings by 9 % (SD .3 in the log, lag-1 .6) and by 10 % more, since clusters are
       few; 400 years by .7 %. */
    const double mean = sum / 400;
    assert_near(mean, 7, 0.02 * 7);
    assert_near(sqrt(square / 400 - mean * mean) / mean, 0.135, 0.03);
}

static void is_a_function_of_its_options(void **state)
{
    (void)state;
    struct tl_simulation_options o = {.scenario = "S2-step", .seed = 11, .weeks = 26};
    struct tl_truth ta, tb;
    struct tl_conversation *a = chat(&o, &ta), *b = chat(&o, &tb);
    assert_int_equal(a->n_messages, b->n_messages);
    assert_memory_equal(a->time_ms, b->time_ms, a->n_messages * sizeof *a->time_ms);
    assert_memory_equal(a->text, b->text, a->text_size);
    assert_int_equal(ta.since_day, tb.since_day);
    tl_conversation_free(b);
    /* Words do not move times, kinds or senders; stamps are cut, not moved. */
    o.text = true;
    o.resolution = TL_RES_MINUTE;
    b = chat(&o, &tb);
    assert_int_equal(a->n_messages, b->n_messages);
    double words[2] = {0};
    for (size_t i = 0; i < a->n_messages; i++) {
        assert_int_equal(b->time_ms[i], a->time_ms[i] - a->time_ms[i] % 60000);
        assert_int_equal(b->kind[i], a->kind[i]);
        assert_int_equal(b->sender[i], a->sender[i]);
        words[0] += a->words[i];
        words[1] += b->words[i];
    }
    assert_near(words[1] / words[0], 1, 0.06);
    tl_conversation_free(a);
    tl_conversation_free(b);
    o.seed = 12;
    o.text = false;
    a = chat(&o, &tb);
    assert_true(tb.since_day != ta.since_day);
    tl_conversation_free(a);
}

static void keeps_its_counts(void **state)
{
    (void)state;
    /* Calibrated odds rest on these chats: a change here changes them. */
    static const struct {
        const char *scenario;
        uint64_t seed;
        size_t messages;
    } kept[] = {{"S0", 1, 5008}, {"S2-step", 2, 4715}, {"S14", 3, 6237}};
    for (size_t i = 0; i < 3; i++) {
        const struct tl_simulation_options o = {
            .scenario = kept[i].scenario, .seed = kept[i].seed, .weeks = 26};
        struct tl_conversation *conv = chat(&o, NULL);
        assert_int_equal(conv->n_messages, kept[i].messages);
        tl_conversation_free(conv);
    }
}

static void runs_every_scenario(void **state)
{
    (void)state;
    static const uint32_t weeks[] = {4, 26, 52, 104};
    static const double rates[] = {3, 7, 28};
    for (const struct tl_scenario *s = tl_scenarios(); s->name != NULL; s++) {
        for (size_t w = 0; w < 4; w++) {
            for (size_t r = 0; r < 3; r++) {
                const struct tl_simulation_options o = {.scenario = s->name,
                                                        .seed = w + 10 * r,
                                                        .weeks = weeks[w],
                                                        .messages_per_day = rates[r],
                                                        .text = w == 1};
                struct tl_truth truth;
                struct tl_conversation *conv = chat(&o, &truth);
                assert_ptr_equal(truth.scenario, s);
                assert_int_equal(truth.person, s->withdrawal ? 1 : -1);
                assert_int_equal(conv->n_people, 2);
                const int64_t first = tl_day_from_civil(2023, 1, 2);
                const int64_t end = first + (int64_t)weeks[w] * 7;
                assert_true(conv->time_ms[0] >= first * TL_MS_PER_DAY);
                assert_true(conv->time_ms[conv->n_messages - 1] < end * TL_MS_PER_DAY + 60000);
                if (truth.since_day != TL_NO_DAY)
                    assert_in_range(truth.since_day, first, end);
                for (size_t i = 0; i < conv->n_messages; i++)
                    assert_int_equal(conv->words[i] > 0, conv->kind[i] == TL_KIND_TEXT);
                tl_conversation_free(conv);
            }
        }
    }
}

/* Sums over ten chats of 104 weeks, [person], before and after the change. */
struct halves {
    double messages[2][2], words[2][2], turns[2][2], calls[2], days[2], evening[2];
};

static struct halves halves_of(const char *scenario)
{
    struct halves h = {0};
    for (uint64_t seed = 0; seed < 10; seed++) {
        const struct tl_simulation_options o = {.scenario = scenario, .seed = seed, .weeks = 104};
        struct tl_truth truth;
        struct tl_conversation *conv = chat(&o, &truth);
        const int64_t first = tl_day_from_civil(2023, 1, 2);
        h.days[0] += (double)(truth.since_day - first);
        h.days[1] += (double)(first + 728 - truth.since_day);
        for (size_t i = 0; i < conv->n_messages; i++) {
            const int after = conv->time_ms[i] >= truth.since_day * TL_MS_PER_DAY;
            const unsigned who = conv->sender[i];
            if (conv->kind[i] == TL_KIND_CALL) {
                h.calls[after]++;
                continue;
            }
            h.messages[after][who]++;
            h.words[after][who] += conv->words[i];
            h.evening[after] += conv->time_ms[i] % TL_MS_PER_DAY >= 18 * TL_MS_PER_HOUR;
            h.turns[after][who] += i == 0 || conv->sender[i - 1] != who ||
                                   conv->time_ms[i] - conv->time_ms[i - 1] > 5 * TL_MS_PER_MINUTE;
        }
        tl_conversation_free(conv);
    }
    for (int after = 0; after < 2; after++) {
        h.calls[after] /= h.days[after];
        h.evening[after] /= h.messages[after][0] + h.messages[after][1];
        for (int who = 0; who < 2; who++) {
            h.words[after][who] /= h.turns[after][who];
            h.messages[after][who] /= h.days[after];
        }
    }
    return h;
}

static void changes_what_it_says(void **state)
{
    (void)state;
    /* Expected from (I - n)^-1 mu; a mean over ten half records swings by about 4 %. */
    struct halves h = halves_of("S1");
    const double mu1[2] = {3 * .7, 2.5 * .7};
    double n1[2][2] = {{.315, .405}, {.45, .27}};
    const double both = tl_sim_rate(mu1, n1) / 27.608696;
    assert_near((h.messages[1][0] + h.messages[1][1]) / (h.messages[0][0] + h.messages[0][1]), both,
                0.06);

    h = halves_of("S2-step"); /* (8.9, 6.1) against (14.0, 13.6), in the proportion of A21 test 3 */
    const double mu2[2] = {3, 1.25};
    double n2[2][2] = {{.35, .45}, {.30, .30}};
    assert_near((h.messages[1][0] + h.messages[1][1]) / (h.messages[0][0] + h.messages[0][1]),
                tl_sim_rate(mu2, n2) / 27.608696, 0.06);
    assert_true(h.messages[1][1] / h.messages[1][0] < 0.75 * h.messages[0][1] / h.messages[0][0]);
    assert_true(h.words[1][1] < 0.85 * h.words[0][1]);
    assert_near(h.words[1][0] / h.words[0][0], 1, 0.1);

    h = halves_of("S3");
    assert_true(h.messages[1][0] > 1.3 * h.messages[0][0]);

    h = halves_of("S4"); /* she writes on, he answers less */
    assert_true(h.messages[1][1] / h.messages[1][0] < 0.8 * h.messages[0][1] / h.messages[0][0]);

    h = halves_of("S8");
    assert_near((h.messages[1][0] + h.messages[1][1]) / (h.messages[0][0] + h.messages[0][1]), .5,
                0.06);
    assert_true(h.calls[1] > 4 * h.calls[0]);

    h = halves_of("S9");
    assert_near((h.messages[1][0] + h.messages[1][1]) / (h.messages[0][0] + h.messages[0][1]), .5,
                0.06);
    assert_true(h.evening[1] < 0.3 * h.evening[0]);

    h = halves_of("S12");
    assert_near(h.messages[1][1] / h.messages[0][1], 1, 0.12);

    h = halves_of("S14");
    assert_true(h.messages[1][1] > 1.8 * h.messages[0][1]);
    assert_near(h.messages[1][0] / h.messages[0][0], 1, 0.12);
    assert_near(h.words[1][1] / h.words[0][1], 1, 0.1);
}

static void loses_weeks(void **state)
{
    (void)state;
    const struct tl_simulation_options o = {.scenario = "S10", .seed = 4, .weeks = 52};
    struct tl_truth truth;
    struct tl_conversation *conv = chat(&o, &truth);
    int64_t longest = 0;
    for (size_t i = 1; i < conv->n_messages; i++) {
        const int64_t gap = conv->time_ms[i] - conv->time_ms[i - 1];
        longest = gap > longest ? gap : longest;
    }
    assert_true(truth.since_day == TL_NO_DAY);
    assert_in_range(longest / TL_MS_PER_DAY, 13, 29);
    assert_true(conv->time_ms[0] > (tl_day_from_civil(2023, 1, 2) + 17) * TL_MS_PER_DAY);
    tl_conversation_free(conv);
}

static void halves_a_change_in_the_log(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_arena arena;
    struct tl_sim_world world;
    const struct tl_sim_noise still = {0};
    tl_context_init(&ctx);
    tl_arena_init(&arena, &ctx);
    struct tl_simulation_options o = {
        .scenario = "s2-ramp", .weeks = 52, .strength = .5, .messages_per_day = 27.608696};
    assert_int_equal(tl_sim_world_init(&world, &arena, &o, &still, NULL), TL_OK);
    const struct tl_sim_day *first = &world.day[0], *last = &world.day[363];
    assert_near(last->mu[1] / first->mu[1], sqrt(.5), 1e-9);
    assert_near(last->n[1][0] / first->n[1][0], sqrt(.6), 1e-9);
    assert_near(last->mu[0], first->mu[0], 0);
    const size_t change = (size_t)(world.change_day - world.first_day);
    assert_in_range(change, 127, 237); /* 35 to 65 % */
    assert_near(world.day[change - 1].mu[1], first->mu[1], 0);
    assert_near(world.day[change + 27].mu[1] / first->mu[1], sqrt(sqrt(.5)), 1e-9);
    assert_near(world.day[change + 55].mu[1] / first->mu[1], sqrt(.5), 1e-9);
    tl_arena_release(&arena);
}

static void refuses_what_it_cannot_honour(void **state)
{
    (void)state;
    static const struct tl_simulation_options refused[] = {
        {.scenario = "S15", .weeks = 52},
        {.scenario = NULL, .weeks = 52},
        {.scenario = "S0", .weeks = 3},
        {.scenario = "S0", .weeks = 521},
        {.scenario = "S0", .weeks = 52, .messages_per_day = -1},
        {.scenario = "S0", .weeks = 52, .messages_per_day = 1e9},
        {.scenario = "S0", .weeks = 52, .messages_per_day = NAN},
        {.scenario = "S0", .weeks = 52, .strength = -1},
        {.scenario = "S0", .weeks = 52, .strength = 5},
        {.scenario = "S0", .weeks = 52, .first_day = "yesterday"},
        {.scenario = "S0", .weeks = 52, .resolution = TL_RES_DAY},
        {.scenario = "S0", .weeks = 52, .engine = (enum tl_simulation_engine)2},
    };
    struct tl_context ctx;
    tl_context_init(&ctx);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct tl_error err = {0};
        struct tl_conversation *conv;
        assert_int_equal(tl_simulate(&ctx, &refused[i], &conv, NULL, &err), TL_FAIL);
        assert_int_equal(err.code, TL_CODE_OPTION);
        assert_true(err.message[0] != '\0');
        assert_null(conv);
    }
}

static void survives_short_memory(void **state)
{
    (void)state;
    const struct tl_simulation_options o = {
        .scenario = "S14", .weeks = 4, .messages_per_day = 60, .text = true};
    for (size_t i = 0;; i++) {
        struct tl_test_allocator a;
        struct tl_context ctx;
        struct tl_conversation *conv;
        tl_test_allocator_init(&a, i);
        tl_context_init(&ctx);
        ctx.allocator = &a.base;
        const enum tl_status status = tl_simulate(&ctx, &o, &conv, NULL, NULL);
        if (status == TL_OK) {
            assert_true(i > 5);
            tl_conversation_free(conv);
            assert_int_equal(a.live, 0);
            break;
        }
        assert_int_equal(status, TL_FATAL);
        assert_null(conv);
        assert_int_equal(a.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meets_the_theory),
        cmocka_unit_test(renews_at_the_same_rates),
        cmocka_unit_test(keeps_the_rate_under_noise),
        cmocka_unit_test(is_a_function_of_its_options),
        cmocka_unit_test(keeps_its_counts),
        cmocka_unit_test(runs_every_scenario),
        cmocka_unit_test(changes_what_it_says),
        cmocka_unit_test(loses_weeks),
        cmocka_unit_test(halves_a_change_in_the_log),
        cmocka_unit_test(refuses_what_it_cannot_honour),
        cmocka_unit_test(survives_short_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
