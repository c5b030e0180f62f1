/* One change of several series: the worked example, all splits by another way, joint changes. */
#include "tl_test.h"
#include "detect.h"
#include "reference_series.h"

static void computes_the_example(void **state)
{
    (void)state;
    /* By hand: 2/9 * 45 - 4/3 - 4/3 = 7.33333, times 9/6. */
    const double y[6] = {10, 11, 9, 5, 6, 4};
    const struct tl_energy_split s = tl_e_divisive(y, 6, 1, 2);
    assert_int_equal(s.at, 3);
    assert_near(s.q, 11, 1e-12);
    assert_int_equal(tl_e_divisive(y, 6, 1, 4).at, 0);
}

/* Q of one split from the definition. */
static double q_of(const double *y, size_t n, size_t d, size_t k)
{
    double sum[3] = {0};
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            double square = 0;
            for (size_t c = 0; c < d; c++)
                square += (y[i * d + c] - y[j * d + c]) * (y[i * d + c] - y[j * d + c]);
            sum[(i >= k) + (j >= k)] += sqrt(square);
        }
    }
    const double a = (double)k, b = (double)(n - k);
    return a * b / (a + b) *
           (2 / (a * b) * sum[1] - 2 * sum[0] / (a * (a - 1)) - 2 * sum[2] / (b * (b - 1)));
}

static void takes_the_best_of_all_splits(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 21, 0);
    for (int run = 0; run < 20; run++) {
        double y[40 * 3];
        for (size_t i = 0; i < 120; i++)
            y[i] = tl_rng_normal(&rng) + (i >= 60 && i % 3 == 1 ? 1 : 0);
        size_t at = 4;
        for (size_t k = 4; k <= 36; k++)
            at = q_of(y, 40, 3, k) > q_of(y, 40, 3, at) ? k : at;
        const struct tl_energy_split s = tl_e_divisive(y, 40, 3, 4);
        assert_int_equal(s.at, at);
        assert_near(s.q, q_of(y, 40, 3, at), 1e-9);
    }
}

static void sees_what_no_single_mean_shows(void **state)
{
    (void)state;
    /* Two series that agree in sign, then disagree: each alone stays as it was. */
    double y[200];
    struct tl_rng rng;
    tl_rng_init(&rng, 2, 0);
    for (size_t i = 0; i < 100; i++) {
        const double x = tl_rng_normal(&rng);
        y[2 * i] = x;
        y[2 * i + 1] = (i < 50 ? x : -x) + 0.1 * tl_rng_normal(&rng);
    }
    assert_in_range(tl_e_divisive(y, 100, 2, 8).at, 46, 54);
}

static void ignores_shift_and_gaps(void **state)
{
    (void)state;
    double y[202];
    for (size_t i = 0; i < 101; i++) {
        const double x = nile[i < 30 ? i : i > 30 ? i - 1 : 0] + 1000;
        y[2 * i] = i == 30 ? NAN : x;
        y[2 * i + 1] = x;
    }
    const struct tl_energy_split one = tl_e_divisive(nile, 100, 1, 8);
    const struct tl_energy_split two = tl_e_divisive(y, 101, 2, 8);
    assert_int_equal(one.at, 28);
    assert_int_equal(two.at, 28);
    assert_near(two.q, sqrt(2) * one.q, 1e-6);
    assert_int_equal(tl_e_divisive(nile, 100, 0, 8).at, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(computes_the_example),
        cmocka_unit_test(takes_the_best_of_all_splits),
        cmocka_unit_test(sees_what_no_single_mean_shows),
        cmocka_unit_test(ignores_shift_and_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
