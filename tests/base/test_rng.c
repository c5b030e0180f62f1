#include "tl_test.h"

#include "rng.h"
#include "tlmath.h"

/* Worked out from the published algorithms with Python's integers. */
static void test_fixed_stream(void **state)
{
    (void)state;
    static const uint64_t seed1[6] = {
        UINT64_C(0xb3f2af6d0fc710c5), UINT64_C(0x853b559647364cea), UINT64_C(0x92f89756082a4514),
        UINT64_C(0x642e1c7bc266a3a7), UINT64_C(0xb27a48e29a233673), UINT64_C(0x24c123126ffda722),
    };
    struct tl_rng rng;
    tl_rng_init(&rng, 1, 0);
    for (size_t i = 0; i < 6; i++)
        assert_true(tl_rng_next(&rng) == seed1[i]);
    tl_rng_init(&rng, 1, 7);
    assert_true(tl_rng_next(&rng) == UINT64_C(0x7253ea3349756039));
    assert_true(tl_rng_next(&rng) == UINT64_C(0x36c63ffe52dab403));
}

/* Mean and variance of n draws; `draw` stands for the distribution. */
struct moments {
    double mean, variance, least, largest;
};

#define DRAWS 200000

#define MEASURE(m, draw)                                                                           \
    do {                                                                                           \
        double sum = 0, square = 0;                                                                \
        (m) = (struct moments){.least = INFINITY, .largest = -INFINITY};                           \
        for (int draw_i = 0; draw_i < DRAWS; draw_i++) {                                           \
            double value = (double)(draw);                                                         \
            sum += value;                                                                          \
            square += value * value;                                                               \
            (m).least = value < (m).least ? value : (m).least;                                     \
            (m).largest = value > (m).largest ? value : (m).largest;                               \
        }                                                                                          \
        (m).mean = sum / DRAWS;                                                                    \
        (m).variance = square / DRAWS - (m).mean * (m).mean;                                       \
    } while (0)

/* 5 standard errors: sqrt(variance / n) of the mean, sqrt((kurtosis - 1) / n) of the variance. */
static void check_moments(struct moments m, double mean, double variance, double kurtosis)
{
    assert_near(m.mean, mean, 5 * sqrt(variance / DRAWS));
    assert_near(m.variance, variance, 5 * variance * sqrt((kurtosis - 1) / DRAWS));
}

static void test_continuous(void **state)
{
    (void)state;
    struct tl_rng rng;
    struct moments m;
    tl_rng_init(&rng, 2, 0);
    MEASURE(m, tl_rng_uniform(&rng));
    check_moments(m, 0.5, 1.0 / 12, 1.8);
    assert_true(m.least >= 0 && m.largest < 1 && m.least < 1e-4 && m.largest > 0.9999);
    MEASURE(m, tl_rng_normal(&rng));
    check_moments(m, 0, 1, 3);
    assert_true(m.least < -3.9 && m.largest > 3.9);
    MEASURE(m, tl_rng_exponential(&rng));
    check_moments(m, 1, 1, 9);
    assert_true(m.least >= 0);
    static const double shapes[] = {0.05, 0.5, 1, 2.5, 40, 1e6};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        MEASURE(m, tl_rng_gamma(&rng, shapes[i]));
        check_moments(m, shapes[i], shapes[i], 3 + 6 / shapes[i]);
        assert_true(m.least >= 0);
    }
    assert_true(isnan(tl_rng_gamma(&rng, 0)) && isnan(tl_rng_gamma(&rng, NAN)));
}

static void test_poisson(void **state)
{
    (void)state;
    struct tl_rng rng;
    struct moments m;
    tl_rng_init(&rng, 3, 0);
    static const double means[] = {0.01, 0.7, 9.99, 10, 33.3, 1000, 1e7};
    for (size_t i = 0; i < sizeof means / sizeof means[0]; i++) {
        MEASURE(m, tl_rng_poisson(&rng, means[i]));
        check_moments(m, means[i], means[i], 3 + 1 / means[i]);
    }
    assert_int_equal(tl_rng_poisson(&rng, 0), 0);
    assert_int_equal(tl_rng_poisson(&rng, -1), 0);
    assert_int_equal(tl_rng_poisson(&rng, NAN), 0);
    assert_true(tl_rng_poisson(&rng, INFINITY) > 3900000000u);
}

/* The whole distribution, not its moments alone, on both sides of the change of method: chi-square
   over the counts 0..29 with expected counts from the definition. */
static void test_poisson_shape(void **state)
{
    (void)state;
    static const double means[2] = {9.5, 10.5};
    for (size_t i = 0; i < 2; i++) {
        struct tl_rng rng;
        tl_rng_init(&rng, 4, i);
        uint32_t count[31] = {0};
        for (int k = 0; k < DRAWS; k++) {
            uint32_t v = tl_rng_poisson(&rng, means[i]);
            count[v < 30 ? v : 30]++;
        }
        double p = tl_exp(-means[i]), chi2 = 0;
        int df = 0;
        for (int k = 0; k < 30; k++) {
            double expected = p * DRAWS;
            if (expected > 5) {
                chi2 += (count[k] - expected) * (count[k] - expected) / expected;
                df++;
            }
            p *= means[i] / (k + 1);
        }
        assert_in_range(df, 20, 30);
        assert_true(tl_chi2_sf(chi2, df) > 1e-4);
    }
}

static void test_below_and_shuffle(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 5, 0);
    uint32_t count[7] = {0};
    for (int i = 0; i < 70000; i++)
        count[tl_rng_below(&rng, 7)]++;
    double chi2 = 0;
    for (size_t i = 0; i < 7; i++)
        chi2 += (count[i] - 1e4) * (count[i] - 1e4) / 1e4;
    assert_true(tl_chi2_sf(chi2, 6) > 1e-4);
    assert_int_equal(tl_rng_below(&rng, 1), 0);
    /* A third of the draws would be biased here without rejection. */
    struct moments m;
    MEASURE(m, tl_rng_below(&rng, 3221225472u));
    check_moments(m, 1610612735.5, 3221225472.0 * 3221225472.0 / 12, 1.8);

    /* All 24 orders of four come equally often. */
    uint32_t orders[256] = {0};
    for (int i = 0; i < 48000; i++) {
        uint32_t x[4] = {0, 1, 2, 3};
        tl_rng_shuffle(&rng, x, 4);
        orders[x[0] << 6 | x[1] << 4 | x[2] << 2 | x[3]]++;
    }
    chi2 = 0;
    int seen = 0;
    for (size_t i = 0; i < 256; i++) {
        seen += orders[i] > 0;
        if (orders[i] > 0)
            chi2 += (orders[i] - 2e3) * (orders[i] - 2e3) / 2e3;
    }
    assert_int_equal(seen, 24);
    assert_true(tl_chi2_sf(chi2, 23) > 1e-4);
    tl_rng_shuffle(&rng, NULL, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixed_stream),      cmocka_unit_test(test_continuous),
        cmocka_unit_test(test_poisson),           cmocka_unit_test(test_poisson_shape),
        cmocka_unit_test(test_below_and_shuffle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
