/* block_jackknife.h: intervals from leaving out runs of weeks. */
#include "chat.h"

#include <math.h>

#include "block_jackknife.h"

static double ratio(const double *sums)
{
    return sums[1] > 0.0 ? sums[0] / sums[1] : NAN;
}

/* For a mean the jackknife is the usual standard error: ten blocks of one value each, 1 to 10:
   mean 5.5, variance 82.5 / 9, standard error sqrt(82.5 / 90). */
static void a_mean(void **state)
{
    (void)state;
    double sums[20], scratch[4];
    for (int i = 0; i < 10; i++) {
        sums[2 * i] = i + 1;
        sums[2 * i + 1] = 1.0;
    }
    struct tl_value v = tl_block_jackknife(sums, 10, 2, ratio, scratch, 10, "none");
    assert_near(v.value, 5.5, 1e-12);
    assert_near(v.hi - v.value, TL_Z975 * sqrt(82.5 / 90.0), 1e-9);
    assert_near(v.value - v.lo, v.hi - v.value, 1e-12);
    v = tl_block_jackknife(sums, 7, 2, ratio, scratch, 7, "none");
    assert_near(v.value, 4.0, 1e-12);
    assert_true(isnan(v.lo) && v.status == TL_VALUE_OK); /* too few blocks */
    const double nothing[20] = {0};
    v = tl_block_jackknife(nothing, 10, 2, ratio, scratch, 0, "none");
    assert_int_equal(v.status, TL_VALUE_NA);
    assert_string_equal(v.why, "none");
}

static void blocks(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 7 * 45; day++)
        chat_say(&c, (unsigned)day % 2, chat_at(day, 9, 0, 0), "hm");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    assert_int_equal(tl_block_count(&c.frame), 20);
    size_t last = 0, weeks = 0;
    for (size_t w = 0; w < 45; w++, weeks++) {
        size_t b = tl_block_of(&c.frame, w);
        if (b != last) {
            assert_int_equal(b, last + 1);
            assert_true(weeks == 2 || weeks == 3);
            weeks = 0;
        }
        last = b;
    }
    assert_int_equal(last, 19);
    assert_int_equal(tl_block_of(&c.frame, SIZE_MAX), 19);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mean),
        cmocka_unit_test(blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
