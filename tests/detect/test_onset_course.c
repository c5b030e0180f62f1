/* test_onset_course.c: dating a change that may have taken some weeks. */
#include "tl_test.h"

#include "detect.h"

#define N 104

static void series(double *y, uint64_t stream, size_t begin, size_t course, double size)
{
    struct tl_rng rng;
    tl_rng_init(&rng, 29, stream);
    for (size_t w = 0; w < N; w++) {
        double part = w < begin             ? 0.0
                      : w >= begin + course ? 1.0
                                            : (double)(w - begin + 1) / (double)(course + 1);
        y[w] = size * part + tl_rng_normal(&rng);
    }
}

static int covered(size_t course, double size, int runs)
{
    int inside = 0;
    for (int run = 0; run < runs; run++) {
        double y[N];
        size_t begin, truth = 40 + (size_t)run % 20;
        series(y, (uint64_t)run, truth, course, size);
        struct tl_onset set = tl_onset_course(y, NULL, N, 8, 0.0, 0.90, &begin);
        inside += truth >= set.lo && truth <= set.hi;
        assert_true(begin >= set.lo && begin <= set.hi);
    }
    return inside;
}

/* The 90 % set holds the start of steps and of ramps in 86 or more of 100. */
static void covers_steps_and_ramps(void **state)
{
    (void)state;
    assert_true(covered(0, 1.5, 200) >= 172);
    assert_true(covered(8, 1.5, 200) >= 172);
    assert_true(covered(4, 2.5, 200) >= 172);
}

/* What onset.c makes of a ramp of eight weeks is too late: the reason this file is there. */
static void a_step_dates_a_ramp_late(void **state)
{
    (void)state;
    int step = 0;
    for (int run = 0; run < 200; run++) {
        double y[N];
        series(y, (uint64_t)run, 50, 8, 2.5);
        struct tl_onset set = tl_onset_interval(y, NULL, N, 8, 0.0, 0.90);
        step += set.lo <= 50;
    }
    assert_true(step < 120);
    assert_true(covered(8, 2.5, 200) >= 172);
}

/* The toy of D5: 10, 11, 9, 10, 12, 10, 5, ...: the step is at 6, and nothing else will do. */
static void toy(void **state)
{
    (void)state;
    const double y[] = {10, 11, 9, 10, 12, 10, 5, 6, 4, 5, 6, 5};
    size_t begin;
    struct tl_onset set = tl_onset_course(y, NULL, 12, 2, 0.0, 0.90, &begin);
    assert_int_equal(begin, 6);
    assert_int_equal(set.lo, 6);
    assert_int_equal(set.hi, 6);
    assert_false(set.undatable);
}

static void nothing_to_date(void **state)
{
    (void)state;
    double flat[N], few[6] = {1, 2, 1, 2, 5, 6};
    size_t begin;
    for (size_t w = 0; w < N; w++)
        flat[w] = w % 2 ? 1.0 : -1.0;
    assert_true(tl_onset_course(flat, NULL, N, 8, 0.0, 0.90, &begin).undatable);
    assert_true(tl_onset_course(few, NULL, 6, 2, 0.0, 0.90, &begin).undatable);
    assert_int_equal(begin, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covers_steps_and_ramps),
        cmocka_unit_test(a_step_dates_a_ramp_late),
        cmocka_unit_test(toy),
        cmocka_unit_test(nothing_to_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
