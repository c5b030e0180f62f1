/* prior.c: the share of an act in a chat, found from the probabilities alone. */
#include "tl_test.h"

#include "prior.h"
#include "rng.h"

/* By hand: .6 learnt at a share of .05 is odds 1.5; at .005 the odds are
   1.5 * (.005 / .05) * (.95 / .995) = .143216, p .125275. */
static void shifts(void **state)
{
    (void)state;
    assert_near(tl_prior_shift(0.6, 0.05, 0.005), 0.125275, 1e-6);
    assert_near(tl_prior_shift(0.6, 0.05, 0.05), 0.6, 1e-12);
    assert_near(tl_prior_shift(0.0, 0.05, 0.01), 0.0, 1e-12);
    assert_near(tl_prior_shift(1.0, 0.05, 0.01), 1.0, 1e-12);
}

/* Scores drawn so that p is right at a share of .05: two kinds of evidence, ten to one and one to
   three. With another true share the estimate follows it. */
static void finds_the_share(void **state)
{
    (void)state;
    static const double truth[] = {0.05, 0.02, 0.004};
    enum { N = 200000 };
    static uint8_t p[N];
    for (size_t t = 0; t < sizeof truth / sizeof *truth; t++) {
        struct tl_rng rng;
        tl_rng_init(&rng, 7, t);
        for (size_t i = 0; i < N; i++) {
            const bool does = tl_rng_uniform(&rng) < truth[t];
            const bool high = tl_rng_uniform(&rng) < (does ? 0.7 : 0.07);
            const double ratio = high ? 0.7 / 0.07 : 0.3 / 0.93;
            const double odds = 0.05 / 0.95 * ratio;
            p[i] = (uint8_t)(255.0 * odds / (1.0 + odds) + 0.5);
        }
        const double found = tl_prior_of(p, N, 1, N, 0.05);
        assert_near(found, truth[t], 0.15 * truth[t] + 0.0015);
    }
}

static void never_more_than_learnt(void **state)
{
    (void)state;
    static uint8_t p[100];
    memset(p, 250, sizeof p);
    assert_near(tl_prior_of(p, 100, 1, 100, 0.05), 0.05, 1e-12);
    memset(p, 0, sizeof p);
    assert_near(tl_prior_of(p, 100, 1, 100, 0.05), 0.0, 1e-12);
    assert_near(tl_prior_of(p, 0, 1, 0, 0.05), 0.05, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shifts),
        cmocka_unit_test(finds_the_share),
        cmocka_unit_test(never_more_than_learnt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
