/* One change by ranks: known answers and what ranks ignore. */
#include "tl_test.h"
#include "detect.h"
#include "reference_series.h"

static void agrees_with_known_answers(void **state)
{
    (void)state;
    /* By counting in Python 3: max |sum of signs|. */
    struct tl_rank_split s = tl_pettitt(toy, 12);
    assert_int_equal(s.at, 6);
    assert_near(s.k, 36, 0);
    assert_near(s.p, 0.0314, 5e-5);
    s = tl_pettitt(nile, 100);
    assert_int_equal(s.at, 28);
    assert_near(s.k, 1617, 0);
    assert_near(s.p, 3.59e-7, 5e-10);
}

static void ignores_what_ranks_ignore(void **state)
{
    (void)state;
    double y[101];
    for (size_t i = 0; i < 100; i++)
        y[i < 10 ? i : i + 1] = -nile[i] * nile[i];
    y[10] = NAN;
    const struct tl_rank_split s = tl_pettitt(y, 101);
    assert_int_equal(s.at, 29);
    assert_near(s.k, 1617, 0);
}

static void has_nothing_to_say_of_nothing(void **state)
{
    (void)state;
    const double flat[5] = {2, 2, 2, 2, 2};
    assert_near(tl_pettitt(flat, 5).p, 1, 0);
    assert_int_equal(tl_pettitt(flat, 1).at, 0);
    assert_near(tl_pettitt(flat, 0).p, 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_known_answers),
        cmocka_unit_test(ignores_what_ranks_ignore),
        cmocka_unit_test(has_nothing_to_say_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
