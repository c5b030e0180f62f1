/* What invented people say: valid text of about the wanted length, and acts as the scenario has
 * them. */
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
    assert_true(lines > 250);
}

static struct tl_truth planted_in(const char *scenario, double *asked)
{
    struct tl_truth sum = {0};
    double texts = 0, questions = 0;
    for (uint64_t seed = 0; seed < 6; seed++) {
        struct tl_context ctx;
        struct tl_conversation *conv;
        struct tl_truth truth;
        tl_context_init(&ctx);
        const struct tl_simulation_options o = {
            .scenario = scenario, .seed = seed, .weeks = 52, .text = true};
        assert_int_equal(tl_simulate(&ctx, &o, &conv, &truth, NULL), TL_OK);
        for (int when = 0; when < 2; when++)
            for (int who = 0; who < 2; who++) {
                sum.planted[when].texts[who] += truth.planted[when].texts[who];
                for (int l = 0; l < TL_LABEL_COUNT; l++)
                    sum.planted[when].label[who][l] += truth.planted[when].label[who][l];
            }
        for (size_t i = 0; i < conv->n_messages; i++) {
            const struct tl_str s = tl_conversation_text(conv, i);
            texts += s.len > 0;
            questions += tl_str_find(s, TL_STR("?"), 0) != SIZE_MAX;
        }
        tl_conversation_free(conv);
    }
    *asked = questions / texts;
    return sum;
}

static double share(const struct tl_truth *truth, int when, int who, enum tl_label label)
{
    const struct tl_planted *p = &truth->planted[when];
    return p->label[who][label] / (double)p->texts[who];
}

static void says_what_the_scenario_means(void **state)
{
    (void)state;
    double usual, asked;
    struct tl_truth t = planted_in("S0", &usual);
    assert_int_equal(t.planted[1].texts[0], 0);
    assert_in_range(t.planted[0].texts[0] + t.planted[0].texts[1], 55000, 62000);
    for (int who = 0; who < 2; who++) {
        assert_true(share(&t, 0, who, TL_LABEL_DISCLOSURE) < share(&t, 0, who, TL_LABEL_LOGISTICS));
        assert_true(share(&t, 0, who, TL_LABEL_DISCLOSURE) > 0.005);
        assert_true(share(&t, 0, who, TL_LABEL_CONTEMPT) < 0.001);
    }
    t = planted_in("S12", &asked);
    static const enum tl_label warm[] = {TL_LABEL_DISCLOSURE, TL_LABEL_AFFECTION,
                                         TL_LABEL_GRATITUDE, TL_LABEL_VALIDATION};
    for (size_t i = 0; i < 4; i++) {
        assert_true(share(&t, 1, 1, warm[i]) < 0.5 * share(&t, 0, 1, warm[i]));
        assert_near(share(&t, 1, 0, warm[i]), share(&t, 0, 0, warm[i]), 0.012);
    }
    assert_true(share(&t, 1, 1, TL_LABEL_DISMISSAL) > share(&t, 0, 1, TL_LABEL_DISMISSAL));
    /* Words alone must not show in what timing measures read. */
    assert_near(asked, usual, 0.004);
    t = planted_in("S4", &asked);
    assert_true(share(&t, 1, 0, TL_LABEL_DEMAND) > 2 * share(&t, 0, 0, TL_LABEL_DEMAND));
    assert_true(share(&t, 1, 1, TL_LABEL_WITHDRAW) > 2 * share(&t, 0, 1, TL_LABEL_WITHDRAW));
    assert_near(asked, usual, 0.004);
}

static void meets_the_length(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_buf buf;
    struct tl_rng rng;
    struct tl_sim_mood mood;
    struct tl_arena arena;
    const struct tl_sim_tone tone = {1, 1};
    tl_context_init(&ctx);
    tl_buf_init(&buf, &ctx);
    tl_arena_init(&arena, &ctx);
    assert_true(tl_sim_mood_init(&mood, &arena, TL_NO_DAY));
    tl_rng_init(&rng, 8, 0);
    static const uint32_t wanted[] = {1, 3, 6, 12, 30, 100};
    for (size_t k = 0; k < 6; k++) {
        double sum = 0;
        for (int i = 0; i < 500; i++) {
            tl_buf_clear(&buf);
            tl_sim_small_talk(&buf, &rng, &mood, (unsigned)i % 2, i * 60000, wanted[k], &tone);
            const struct tl_str s = {buf.ptr, buf.len};
            const size_t n = tl_count_words(s);
            assert_true(n >= 1);
            sum += (double)n;
        }
        assert_near(sum / 500, wanted[k], 0.15 * wanted[k] + 0.8);
    }
    tl_buf_release(&buf);
    tl_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_a_clean_stock),
        cmocka_unit_test(says_what_the_scenario_means),
        cmocka_unit_test(meets_the_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
