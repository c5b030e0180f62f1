/* A20: did talk move to another channel? */
#include "chat.h"

#include <math.h>

#include "media.h"

/* Catalogue: words 2,000 -> 1,000 and minutes 10 -> 60 a week: 2.405626, flagged. */
static void worked_example(void **state)
{
    (void)state;
    struct tl_channel_use before = {2000.0, 10.0}, after = {1000.0, 60.0}, little = {1000.0, 19.0};
    assert_near(tl_channel_shift(before, after), 2.405626, 1e-6);
    assert_true(tl_channel_shifted(before, after));
    assert_near(tl_channel_shift(after, before), -2.405626, 1e-6);
    assert_false(tl_channel_shifted(after, before));
    assert_true(tl_channel_shift(before, little) > 0.7);
    assert_false(tl_channel_shifted(before, little)); /* only nine minutes more */
}

/* Twenty weeks: from the eleventh on a call of twelve minutes a day and half the words. */
static void moved_to_calls(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 140; day++) {
        for (int i = 0; i < (day < 70 ? 4 : 2); i++) {
            chat_say(&c, 0, chat_at(day, 9 + i, 0, 0), "what are you doing today");
            chat_say(&c, 1, chat_at(day, 9 + i, 5, 0), "the same as every day");
        }
        if (day >= 70)
            chat_event(&c, (unsigned)day % 2, chat_at(day, 20, 0, 0), TL_KIND_CALL, 720);
        if (day % 7 == 0)
            chat_event(&c, 0, chat_at(day, 21, 0, 0), TL_KIND_VOICE, 60);
    }
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A20");
    assert_near(m.whole[TL_WHOSE_BOTH].value, (70.0 * 12.0 + 20.0) / 20.0, 1e-9);
    assert_near(m.whole[1].value, 35.0 * 12.0 / 20.0, 1e-9);
    assert_near(chat_extra(&m, "channel_shifted", TL_WHOSE_BOTH).value, 1.0, 0.0);
    struct tl_channel_use before = {280.0, 1.0}, after = {140.0, 85.0};
    assert_near(chat_extra(&m, "channel_shift", TL_WHOSE_BOTH).value,
                tl_channel_shift(before, after), 1e-9);
    assert_near(m.series[TL_WHOSE_BOTH].value[0], 1.0, 1e-12);
    assert_near(m.series[TL_WHOSE_BOTH].value[19], 85.0, 1e-12);
    chat_close(&c);
}

static void lengths_are_not_known(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 70; day++) {
        chat_say(&c, 0, chat_at(day, 9, 0, 0), "hm");
        chat_event(&c, 1, chat_at(day, 9, 5, 0), TL_KIND_VOICE, -1);
    }
    c.conv->files[0].can = TL_CAN_TIMING | TL_CAN_BOTH_SIDES;
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A20");
    assert_int_equal(m.whole[TL_WHOSE_BOTH].status, TL_VALUE_NA);
    assert_int_equal(chat_extra(&m, "channel_shift", TL_WHOSE_BOTH).status, TL_VALUE_NA);
    assert_true(isnan(m.series[TL_WHOSE_BOTH].value[0]));
    bool seen = false;
    for (size_t i = 0; i < m.n_series; i++)
        if (m.series[i].label != NULL && strcmp(m.series[i].label, "voice notes") == 0 &&
            m.series[i].whose == TL_WHOSE_SECOND) {
            seen = true;
            assert_near(m.series[i].value[0], 1.0, 0.0);
        }
    assert_true(seen);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(moved_to_calls),
        cmocka_unit_test(lengths_are_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
