/* Normal mixtures: the worked example of A01 and recovery of a known one. */
#include "tl_test.h"

#include <math.h>

#include "mixture.h"
#include "tlmath.h"

/* Catalogue A01: 0.8 N(1.7, 0.6) + 0.2 N(4.6, 0.5) in log10 seconds (computed with scipy). */
static const struct tl_mixture gaps = {
    .k = 2, .weight = {0.8, 0.2}, .mean = {1.7, 4.6}, .sd = {0.6, 0.5}};

static void crossing_of_two(void **state)
{
    (void)state;
    double x = tl_mixture_crossing(&gaps, 0, 1);
    assert_near(x, 3.407364, 1e-6);
    assert_near(tl_pow(10.0, x), 2554.84, 1e-2);
    assert_near(tl_mixture_ashman(&gaps, 0, 1), 5.251073, 1e-6);
    struct tl_mixture inside = {
        .k = 2, .weight = {0.97, 0.03}, .mean = {1.7, 1.9}, .sd = {0.6, 0.5}};
    assert_true(isnan(tl_mixture_crossing(&inside, 0, 1)));
}

/* Counts in proportion to the density of the mixture give it back, whatever the seed. */
static void recovers_what_was_put_in(void **state)
{
    (void)state;
    double x[140], n[140];
    for (size_t i = 0; i < 140; i++) {
        x[i] = -0.5 + 0.05 * (double)i;
        n[i] = 1000.0 * (0.8 / 0.6 * tl_norm_pdf((x[i] - 1.7) / 0.6) +
                         0.2 / 0.5 * tl_norm_pdf((x[i] - 4.6) / 0.5));
    }
    for (uint64_t seed = 1; seed < 4; seed++) {
        struct tl_rng rng;
        struct tl_mixture m;
        tl_rng_init(&rng, seed, 7);
        tl_mixture_fit(x, n, 140, 2, &rng, &m);
        for (size_t c = 0; c < 2; c++) {
            assert_near(m.weight[c], gaps.weight[c], 1e-3);
            assert_near(m.mean[c], gaps.mean[c], 3e-3);
            assert_near(m.sd[c], gaps.sd[c], 3e-3);
        }
        struct tl_mixture three;
        tl_mixture_fit(x, n, 140, 3, &rng, &three);
        assert_true(m.bic < three.bic);
        assert_true(three.log_likelihood >= m.log_likelihood - 1.0);
    }
}

/* A spike at the clock's resolution does not swallow a component. */
static void floors_hold(void **state)
{
    (void)state;
    static const double x[] = {0.0, 0.0, 1.5, 1.6}, n[] = {900, 100, 1, 1};
    struct tl_rng rng;
    struct tl_mixture m;
    tl_rng_init(&rng, 1, 7);
    tl_mixture_fit(x, n, 4, 2, &rng, &m);
    double sum = 0.0;
    for (size_t c = 0; c < 2; c++) {
        assert_true(m.sd[c] >= TL_MIXTURE_LEAST_SD);
        assert_true(m.weight[c] >= TL_MIXTURE_LEAST_WEIGHT);
        sum += m.weight[c];
    }
    assert_near(sum, 1.0, 1e-12);
    assert_true(m.mean[0] <= m.mean[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crossing_of_two),
        cmocka_unit_test(recovers_what_was_put_in),
        cmocka_unit_test(floors_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
