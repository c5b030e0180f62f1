/* course.c: all changes of one person's distance, its drift, and whether the last weeks differ. */
#include "made.h"

#include <math.h>

static double distance[MADE_WEEKS], weight[MADE_WEEKS];

/* Person 1's distance is noise of scatter 1; the tests add to it. */
static void make(struct made *m)
{
    struct tl_rng rng;
    made_open(m);
    tl_rng_init(&rng, 3, 0);
    for (int w = 0; w < MADE_WEEKS; w++) {
        distance[w] = tl_rng_normal(&rng);
        weight[w] = 2.0;
    }
    m->q.panel.row[0].distance[1] = distance;
    m->q.panel.row[0].distance_weight[1] = weight;
}

static void noise_has_no_course(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    weight[7] = 0.0;
    assert_int_equal(tl_find_course(&m.q, &m.a), TL_OK);
    assert_int_equal(m.a.course.whose, 1);
    assert_int_equal(m.a.course.n, 0);
    assert_true(m.a.course.drift_p > 0.05);
    assert_true(m.a.course.recent > 0.0 && m.a.course.recent < 0.3);
    made_close(&m);
}

static void names_every_change(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    for (int w = 18; w < 36; w++)
        distance[w] += 4.0;
    assert_int_equal(tl_find_course(&m.q, &m.a), TL_OK);
    assert_int_equal(m.a.course.n, 2);
    assert_near((double)(m.a.course.change[0].day - MADE_MONDAY), 7 * 18, 7);
    assert_near((double)(m.a.course.change[1].day - MADE_MONDAY), 7 * 36, 7);
    assert_true(m.a.course.change[0].step > 2.0 && m.a.course.change[1].step < -2.0);
    assert_true(m.a.course.change[0].p <= 0.05);
    made_close(&m);
}

static void tells_a_drift(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    for (int w = 0; w < MADE_WEEKS; w++)
        distance[w] += w / 13.0;
    assert_int_equal(tl_find_course(&m.q, &m.a), TL_OK);
    assert_true(m.a.course.drift_z > 3.0 && m.a.course.drift_p < 0.01);
    assert_near(m.a.course.slope_per_year, 4.0, 1.5);
    made_close(&m);
}

static void sees_that_the_last_weeks_differ(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    for (int w = MADE_WEEKS - 6; w < MADE_WEEKS; w++)
        distance[w] += 3.0;
    assert_int_equal(tl_find_course(&m.q, &m.a), TL_OK);
    assert_true(m.a.course.recent > 0.8);
    made_close(&m);
}

static void says_nothing_of_too_little(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    for (int w = 15; w < MADE_WEEKS; w++)
        weight[w] = 0.0;
    assert_int_equal(tl_find_course(&m.q, &m.a), TL_OK);
    assert_true(isnan(m.a.course.drift_p) && isnan(m.a.course.recent));
    m.q.weighing.person = -1;
    assert_int_equal(tl_find_course(&m.q, &m.a), TL_OK);
    assert_int_equal(m.a.course.whose, -1);
    made_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(noise_has_no_course),
        cmocka_unit_test(names_every_change),
        cmocka_unit_test(tells_a_drift),
        cmocka_unit_test(sees_that_the_last_weeks_differ),
        cmocka_unit_test(says_nothing_of_too_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
