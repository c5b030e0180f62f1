/* The difference of two shares. */
#include "tl_test.h"

#include "share_difference.h"

static void a_difference(void **state)
{
    (void)state;
    struct tl_value v = tl_share_difference(9.0, 15.0, 12.0, 80.0);
    assert_near(v.value, 0.45, 1e-12);
    assert_int_equal(v.n, 95);
    assert_true(v.lo > 0.1 && v.lo < 0.25 && v.hi > 0.6 && v.hi < 0.72);
    struct tl_value back = tl_share_difference(12.0, 80.0, 9.0, 15.0);
    assert_near(back.lo, -v.hi, 1e-12);
    assert_near(back.hi, -v.lo, 1e-12);
}

static void nothing_to_compare(void **state)
{
    (void)state;
    assert_int_equal(tl_share_difference(1.0, 2.0, 0.0, 0.0).status, TL_VALUE_NA);
    assert_int_equal(tl_share_difference(0.0, 0.0, 1.0, 2.0).status, TL_VALUE_NA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_difference),
                                       cmocka_unit_test(nothing_to_compare)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
