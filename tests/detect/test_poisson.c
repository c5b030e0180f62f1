/* One change of a rate: the coal series, exposures, gaps. */
#include "tl_test.h"
#include "detect.h"
#include "reference_series.h"

static void dates_the_coal_series(void **state)
{
    (void)state;
    /* In Python 3 from the definition: after 41 years (1891), rates 127/41 and 64/70. */
    const struct tl_rate_split s = tl_scan_rate(coal, NULL, 111, 1);
    assert_int_equal(s.at, 41);
    assert_near(s.before, 3.09756, 5e-6);
    assert_near(s.after, 0.914286, 5e-7);
    assert_near(s.statistic, 68.3779, 5e-5);

    /* Last year of the old rate: 80 % {1886-1893, 1896}, 95 % {1885-1896}. */
    bool member[111];
    struct tl_onset o = tl_onset_rate(coal, NULL, 111, 1, .80, member);
    assert_int_equal(o.lo + 1850, 1886);
    assert_int_equal(o.hi + 1850, 1896);
    assert_false(o.undatable);
    for (size_t i = 0; i < 111; i++) {
        const size_t year = i + 1850;
        assert_int_equal(member[i], (year >= 1886 && year <= 1893) || year == 1896);
    }
    o = tl_onset_rate(coal, NULL, 111, 1, .95, member);
    assert_int_equal(o.lo + 1850, 1885);
    assert_int_equal(o.hi + 1850, 1896);
    for (size_t i = o.lo; i <= o.hi; i++)
        assert_true(member[i]);
}

static void divides_by_exposure(void **state)
{
    (void)state;
    /* Twice the count over twice the days is no change; a year nobody watched is a gap. */
    const double count[8] = {4, 4, 4, 8, 8, 0, 8, 8}, days[8] = {7, 7, 7, 14, 14, 0, 14, 14};
    const struct tl_rate_split s = tl_scan_rate(count, days, 8, 1);
    assert_near(s.statistic, 0, 1e-12);
    assert_near(s.before, 4.0 / 7, 1e-12);
    const double alike[8] = {1, 1, 1, 1, 1, 0, 1, 1};
    const struct tl_rate_split b = tl_scan_rate(count, alike, 8, 1);
    assert_int_equal(b.at, 3);

    double gappy[112], e[112];
    for (size_t i = 0; i < 112; i++) {
        gappy[i] = i < 20 ? coal[i] : i == 20 ? NAN : coal[i - 1];
        e[i] = 1;
    }
    assert_int_equal(tl_scan_rate(gappy, e, 112, 1).at, 42);
    assert_near(tl_scan_rate(gappy, e, 112, 1).statistic, 68.3779, 5e-5);
}

static void needs_two_sides(void **state)
{
    (void)state;
    assert_int_equal(tl_scan_rate(coal, NULL, 7, 4).at, 0);
    assert_int_equal(tl_scan_rate(coal, NULL, 0, 1).at, 0);
    assert_true(tl_onset_rate(coal, NULL, 7, 4, .9, NULL).undatable);
    const double none[6] = {0};
    assert_near(tl_scan_rate(none, NULL, 6, 1).statistic, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_the_coal_series),
        cmocka_unit_test(divides_by_exposure),
        cmocka_unit_test(needs_two_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
