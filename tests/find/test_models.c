/* models.c: planted falls of counts and shares come back with their intervals. */
#include "made.h"

#include <math.h>

static uint32_t tried[MADE_WEEKS];

static const struct tl_model *find(const struct made *m, const char *measure, int person)
{
    for (size_t i = 0; i < m->a.n_models; i++)
        if (strcmp(m->a.models[i].measure, measure) == 0 && m->a.models[i].person == person)
            return &m->a.models[i];
    return NULL;
}

/* Conversations begun: 1.4 a day all along, and 1.4 falling to .7; thin answers: 20 in 100 of 20 a
   week, rising to 50. */
static void make(struct made *m, uint64_t seed)
{
    struct tl_rng rng;
    made_open(m);
    tl_rng_init(&rng, seed, 0);
    made_measure(m, 2, "A18", (double[]){0.2, 0.2}, (double[]){0.2, 0.5});
    for (int who = 0; who < 2; who++) {
        m->series[2][who].label = "low effort";
        m->series[2][who].n = tried;
        for (int w = 0; w < MADE_WEEKS; w++) {
            const bool late = who == 1 && w >= MADE_AT;
            double thin = 0.0;
            for (int i = 0; i < 20; i++)
                thin += tl_rng_uniform(&rng) < (late ? 0.5 : 0.2);
            tried[w] = 20;
            m->value[2][who][w] = thin / 20.0;
            m->value[0][who][w] =
                (double)tl_rng_poisson(&rng, (late ? 0.7 : 1.4) * 7.0) / m->covered[w];
        }
    }
}

static void finds_what_was_planted(void **state)
{
    (void)state;
    int covered = 0;
    for (uint64_t run = 0; run < 20; run++) {
        struct made m;
        make(&m, run);
        assert_int_equal(tl_find_models(&m.q, &m.a), TL_OK);
        const struct tl_model *less = find(&m, "A06", 1), *same = find(&m, "A06", 0),
                              *thin = find(&m, "A18", 1);
        assert_string_equal(less->model, "negative_binomial");
        assert_int_equal(less->weeks, MADE_WEEKS);
        assert_near(less->effect, 0.5, 0.12);
        assert_true(less->hi < 0.8);
        assert_string_equal(thin->model, "beta_binomial");
        assert_near(tl_log(thin->effect), tl_log(4.0), 0.6);
        assert_true(thin->lo > 1.5);
        covered += same->lo < 1.0 && 1.0 < same->hi;
        made_close(&m);
    }
    assert_in_range(covered, 16, 20);
}

static void says_nothing_of_too_little(void **state)
{
    (void)state;
    struct made m;
    make(&m, 1);
    for (int w = 0; w < MADE_AT; w++)
        m.value[2][1][w] = NAN; /* nothing before */
    assert_int_equal(tl_find_models(&m.q, &m.a), TL_OK);
    assert_null(find(&m, "A18", 1));
    assert_non_null(find(&m, "A18", 0));
    m.a.n_models = 0;
    m.q.ready = false;
    assert_int_equal(tl_find_models(&m.q, &m.a), TL_OK);
    assert_int_equal(m.a.n_models, 0);
    made_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_planted),
        cmocka_unit_test(says_nothing_of_too_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
