/* The best single split: known answers and what it must not depend on. */
#include "tl_test.h"
#include "detect.h"
#include "reference_series.h"

static void finds_the_toy_step(void **state)
{
    (void)state;
    /* T_k of every split by the formula, in Python 3. */
    static const double expected[11] = {2.3500, 4.2603, 4.5000, 5.5114, 7.7584, 8.9489,
                                        7.4656, 6.7361, 4.8333, 3.4857, 2.8723};
    for (size_t k = 1; k < 12; k++)
        assert_near(tl_scan_at(toy, NULL, 12, k), expected[k - 1], 5e-5);
    const struct tl_split s = tl_scan(toy, NULL, 12, 1);
    assert_int_equal(s.at, 6);
    assert_near(s.statistic, 8.9489, 5e-5);
    assert_near(s.before, 62.0 / 6, 1e-12);
    assert_near(s.after, 31.0 / 6, 1e-12);
}

static void finds_the_nile_dam(void **state)
{
    (void)state;
    /* Least-squares step after 1898, in Python 3: means 1097.75 and 849.97222, RSS 1597457.19 of
       2835156.75; T^2 is the difference of the two sums. */
    const struct tl_split s = tl_scan(nile, NULL, 100, 8);
    assert_int_equal(s.at, 28);
    assert_near(s.before, 1097.75, 1e-9);
    assert_near(s.after, 849.97222, 1e-5);
    assert_near(s.statistic * s.statistic, 2835156.75 - 1597457.19444, 1e-3);
}

static void keeps_the_least_lengths(void **state)
{
    (void)state;
    assert_int_equal(tl_scan(toy, NULL, 12, 6).at, 6);
    assert_int_equal(tl_scan(toy, NULL, 12, 7).at, 0);
    assert_int_equal(tl_scan(toy, NULL, 0, 4).at, 0);
    double late[12] = {0};
    late[11] = 100;
    const size_t at = tl_scan(late, NULL, 12, 4).at;
    assert_int_equal(at, 8);
}

static void weighs(void **state)
{
    (void)state;
    /* Weight 2 is the point twice. */
    const double y[6] = {1, 3, 2, 6, 7, 5}, w[6] = {2, 1, 1, 1, 2, 1};
    const double twice[8] = {1, 1, 3, 2, 6, 7, 7, 5};
    const struct tl_split a = tl_scan(y, w, 6, 1), b = tl_scan(twice, NULL, 8, 1);
    assert_int_equal(a.at, 3);
    assert_int_equal(b.at, 4);
    assert_near(a.statistic, b.statistic, 1e-12);
}

static void ignores_shift_scale_and_gaps(void **state)
{
    (void)state;
    double moved[100], gappy[130], weight[130];
    size_t at_gappy[100];
    for (size_t i = 0; i < 100; i++)
        moved[i] = 1e6 - 3 * nile[i];
    const struct tl_split s = tl_scan(nile, NULL, 100, 8), m = tl_scan(moved, NULL, 100, 8);
    assert_int_equal(m.at, s.at);
    assert_near(m.statistic, 3 * s.statistic, 1e-6);

    size_t n = 0;
    for (size_t i = 0; i < 100; i++) {
        if (i % 10 == 3) { /* weight 0, whatever the value */
            gappy[n] = 1e9;
            weight[n++] = 0;
        }
        if (i % 10 == 7) { /* no value, whatever the weight */
            gappy[n] = NAN;
            weight[n++] = 5;
        }
        if (i % 10 == 8) {
            gappy[n] = 1;
            weight[n++] = NAN;
        }
        at_gappy[i] = n;
        gappy[n] = nile[i];
        weight[n++] = 1;
    }
    const struct tl_split g = tl_scan(gappy, weight, n, 8);
    assert_int_equal(g.at, at_gappy[28]);
    assert_near(g.statistic, s.statistic, 1e-9);
    assert_near(g.after, s.after, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_toy_step),           cmocka_unit_test(finds_the_nile_dam),
        cmocka_unit_test(keeps_the_least_lengths),      cmocka_unit_test(weighs),
        cmocka_unit_test(ignores_shift_scale_and_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
