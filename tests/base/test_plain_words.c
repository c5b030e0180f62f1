/*
 * test_plain_words.c: numbers, dates and odds in words.
 */
#include "tl_test.h"

#include "civil.h"
#include "plain_words.h"
#include "tideline/find.h"

#include <math.h>

static struct tl_context ctx;
static struct tl_buf buf;

static void fresh(void)
{
    tl_buf_clear(&buf);
}

static const char *said(void)
{
    tl_buf_putc(&buf, '\0');
    assert_false(buf.failed);
    return buf.ptr;
}

#define assert_said(call, text)                                                                    \
    do {                                                                                           \
        fresh();                                                                                   \
        call;                                                                                      \
        assert_string_equal(said(), text);                                                         \
    } while (0)

static void test_numbers(void **state)
{
    (void)state;
    assert_said(tl_words_count(&buf, 0), "0");
    assert_said(tl_words_count(&buf, 999), "999");
    assert_said(tl_words_count(&buf, 9881), "9,881");
    assert_said(tl_words_count(&buf, UINT64_MAX), "18,446,744,073,709,551,615");
    assert_said(tl_words_number(&buf, 0), "0");
    assert_said(tl_words_number(&buf, 0.6249), "0.62");
    assert_said(tl_words_number(&buf, 9.44), "9.4");
    assert_said(tl_words_number(&buf, 9.97), "10");
    assert_said(tl_words_number(&buf, 37.4), "37");
    assert_said(tl_words_number(&buf, 99.4), "99");
    assert_said(tl_words_number(&buf, 99.6), "100");
    assert_said(tl_words_number(&buf, 1239.7), "1,240");
    assert_said(tl_words_number(&buf, -4.21), "-4.2");
    assert_said(tl_words_number(&buf, (double)NAN), "unknown");
    assert_said(tl_words_percent(&buf, 0.454), "45\xC2\xA0%");
    assert_said(tl_words_percent(&buf, 0.004), "0.4\xC2\xA0%");
    assert_said(tl_words_percent(&buf, 0), "0\xC2\xA0%");
    assert_said(tl_words_percent(&buf, 1), "100\xC2\xA0%");
    assert_said(tl_words_counted(&buf, 1, "week"), "1 week");
    assert_said(tl_words_counted(&buf, 1200, "week"), "1,200 weeks");
    assert_said(tl_words_times(&buf, 1), "once");
    assert_said(tl_words_times(&buf, 2), "twice");
    assert_said(tl_words_times(&buf, 1200), "1,200 times");
}

static void test_odds(void **state)
{
    (void)state;
    assert_said(tl_words_odds(&buf, 0.93), "about 93 in 100");
    assert_said(tl_words_odds(&buf, 0.5), "about 50 in 100");
    assert_said(tl_words_odds(&buf, 0.01), "about 1 in 100");
    assert_said(tl_words_odds(&buf, 0.99), "about 99 in 100");
    assert_said(tl_words_odds(&buf, 0.0099), "less than 1 in 100");
    assert_said(tl_words_odds(&buf, 0.9901), "more than 99 in 100");
}

static void test_dates(void **state)
{
    (void)state;
    const int64_t day = tl_day_from_civil(2024, 3, 4);
    assert_said(tl_words_date(&buf, day), "4 March 2024");
    assert_said(tl_words_since(&buf, day, TL_NO_DAY, TL_NO_DAY), "4 March 2024");
    assert_said(tl_words_since(&buf, day, day, day), "4 March 2024");
    assert_said(tl_words_since(&buf, day, day - 13, day + 11),
                "4 March 2024 (between 20 February and 15 March 2024)");
    assert_said(tl_words_since(&buf, tl_day_from_civil(2024, 1, 1), tl_day_from_civil(2023, 12, 18),
                               tl_day_from_civil(2024, 1, 15)),
                "1 January 2024 (between 18 December 2023 and 15 January 2024)");
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
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_odds),
        cmocka_unit_test(test_dates),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
