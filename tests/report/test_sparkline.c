/*
 * test_sparkline.c: weeks as bars: scale, resampling, gaps.
 */
#include "tl_test.h"

#include "sparkline.h"

#include <math.h>

static struct tl_context ctx;
static struct tl_buf buf;

static void fresh(void)
{
    tl_buf_clear(&buf);
}

static const char *drawn(void)
{
    tl_buf_putc(&buf, '\0');
    assert_false(buf.failed);
    return buf.ptr;
}

#define assert_drawn(call, text)                                                                   \
    do {                                                                                           \
        fresh();                                                                                   \
        call;                                                                                      \
        assert_string_equal(drawn(), text);                                                        \
    } while (0)

static void test_sparkline(void **state)
{
    (void)state;
    const double rise[] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    const double holes[] = {8, (double)NAN, (double)NAN, 4};
    const double flat[] = {0, 0, 0};
    const double below[] = {-4, 4};
    const double wild[] = {1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 900};
    const double unknown[] = {(double)NAN};
    double low = 0, high = 0, scratch[32];
    /* Type 7, (n - 1) p between the sorted values: 8 x .95 = 7.6; 4 + .95 x 4 = 7.8. */
    tl_sparkline_range(rise, 9, scratch, &low, &high);
    assert_near(high, 7.6, 1e-12);
    tl_sparkline_range(holes, 4, scratch, &low, &high);
    tl_sparkline_range(unknown, 1, scratch, &low, &high);
    assert_near(low, 0, 0);
    assert_near(high, 7.8, 1e-12);
    low = high = 0;
    tl_sparkline_range(wild, 21, scratch, &low, &high);
    assert_drawn(tl_sparkline_put(&buf, wild, 21, low, high, 40, false), "=#=#=#=#=#=#=#=#=#=##");
    low = 0;
    high = 8;
    assert_drawn(tl_sparkline_put(&buf, rise, 9, low, high, 40, false), "_.-:=+*##");
    assert_drawn(tl_sparkline_put(&buf, rise, 9, low, high, 40, true), "▁▂▃▄▅▆▇██");
    /* Means of three weeks each: 1, 4, 7. */
    assert_drawn(tl_sparkline_put(&buf, rise, 9, low, high, 3, false), ".=#");
    assert_drawn(tl_sparkline_put(&buf, holes, 4, low, high, 40, true), "█  ▅");
    /* A known and an unknown week in one: the known one counts. */
    assert_drawn(tl_sparkline_put(&buf, holes, 4, low, high, 2, false), "#=");
    assert_drawn(tl_sparkline_put(&buf, flat, 3, 0, 0, 10, false), "___");
    assert_drawn(tl_sparkline_put(&buf, flat, 0, 0, 0, 10, false), "");
    low = high = 0;
    tl_sparkline_range(below, 2, scratch, &low, &high);
    assert_near(low, -4, 0);
    assert_drawn(tl_sparkline_put(&buf, below, 2, low, high, 10, false), "_#");
}

static int setup(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    tl_buf_init(&buf, &ctx);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    tl_buf_release(&buf);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sparkline),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
