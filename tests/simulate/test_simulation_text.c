/* What invented people say: valid text of about the wanted length, and what warmth does to it. */
#include "tl_test.h"
#include "simulating.h"
#include "utf8.h"
#include "words.h"

static void has_a_clean_stock(void **state)
{
    (void)state;
    size_t lines = 0;
    for (int topic = 0; topic < TL_SIM_TOPICS; topic++) {
        const struct tl_sim_lines stock = tl_sim_lines((enum tl_sim_topic)topic);
        assert_true(stock.n >= 8);
        lines += stock.n;
        for (size_t i = 0; i < stock.n; i++) {
            const struct tl_str s = tl_str_from(stock.line[i]);
            assert_true(s.len > 0 && s.ptr[s.len - 1] != '.' && s.ptr[s.len - 1] != ' ');
            assert_true(tl_str_find(s, TL_STR("\n"), 0) == SIZE_MAX);
            if (topic == TL_SIM_EMOJI)
                assert_int_equal(tl_count_words(s), 0);
            else
                assert_in_range(tl_count_words(s), 1, 20);
            for (size_t j = 0; j < i; j++)
                assert_string_not_equal(stock.line[i], stock.line[j]);
        }
    }
    assert_true(lines > 300);
}

static double share_of(const char *scenario, unsigned who, const char *needle, bool after)
{
    double hits = 0, all = 0;
    for (uint64_t seed = 0; seed < 4; seed++) {
        struct tl_context ctx;
        struct tl_conversation *conv;
        struct tl_truth truth;
        tl_context_init(&ctx);
        const struct tl_simulation_options o = {
            .scenario = scenario, .seed = seed, .weeks = 52, .text = true};
        assert_int_equal(tl_simulate(&ctx, &o, &conv, &truth, NULL), TL_OK);
        for (size_t i = 0; i < conv->n_messages; i++) {
            if (conv->sender[i] != who ||
                (conv->time_ms[i] >= truth.since_day * INT64_C(86400000)) != after)
                continue;
            all++;
            hits += tl_str_find(tl_conversation_text(conv, i), tl_str_from(needle), 0) != SIZE_MAX;
        }
        tl_conversation_free(conv);
    }
    return hits / all;
}

static void speaks_less_of_feelings(void **state)
{
    (void)state;
    /* "hank" stands for Thanks and thank you. */
    assert_true(share_of("S12", 1, "hank", true) < 0.5 * share_of("S12", 1, "hank", false));
    assert_near(share_of("S12", 0, "hank", true), share_of("S12", 0, "hank", false), 0.004);
}

static void meets_the_length(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_buf buf;
    struct tl_rng rng;
    struct tl_sim_mood mood = {.last_who = 2};
    tl_context_init(&ctx);
    tl_buf_init(&buf, &ctx);
    tl_rng_init(&rng, 8, 0);
    static const uint32_t wanted[] = {1, 3, 6, 12, 30, 100};
    for (size_t k = 0; k < 6; k++) {
        double sum = 0;
        for (int i = 0; i < 500; i++) {
            tl_buf_clear(&buf);
            tl_sim_small_talk(&buf, &rng, &mood, (unsigned)i % 2, i * 60000, wanted[k], 1);
            const struct tl_str s = {buf.ptr, buf.len};
            const size_t n = tl_count_words(s);
            assert_true(n >= 1);
            sum += (double)n;
        }
        assert_near(sum / 500, wanted[k], 0.15 * wanted[k] + 0.8);
    }
    tl_buf_release(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_a_clean_stock),
        cmocka_unit_test(speaks_less_of_feelings),
        cmocka_unit_test(meets_the_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
