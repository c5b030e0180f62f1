/* Q02: resolution of the time stamps. */
#include "chat.h"

#include <math.h>

/* A thousand messages, `full` of them at a full minute. */
static double seconds_of(int full, enum tl_resolution resolution)
{
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    c.resolution = resolution;
    for (int i = 0; i < 1000; i++)
        chat_say(&c, (unsigned)i % 2, chat_at(i / 20, 8, i % 20, i < full ? 0 : 1 + i % 59), "so");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "Q02");
    assert_int_equal(m.whole[TL_WHOSE_BOTH].status, TL_VALUE_OK);
    double seconds = m.whole[TL_WHOSE_BOTH].value;
    chat_close(&c);
    return seconds;
}

/* Catalogue: 995 of 1,000 with seconds 00 -> 60; 940 -> 1. */
static void worked_example(void **state)
{
    (void)state;
    assert_near(seconds_of(995, TL_RES_SECOND), 60.0, 0.0);
    assert_near(seconds_of(940, TL_RES_SECOND), 1.0, 0.0);
}

static void what_the_format_says(void **state)
{
    (void)state;
    assert_near(seconds_of(1000, TL_RES_MINUTE), 60.0, 0.0);
    assert_near(seconds_of(940, TL_RES_MS), 1.0, 0.0);
    assert_near(seconds_of(1000, TL_RES_DAY), 86400.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(what_the_format_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
