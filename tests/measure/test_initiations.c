/* A06: who starts the conversations. */
#include "chat.h"

#include <math.h>

/* Catalogue: 14 of 20: share .70, Jeffreys .482772 to .863884, exact p .115318. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 20; day++) {
        unsigned opens = day < 14 ? 0 : 1;
        chat_say(&c, opens, chat_at(day, 18, 0, 0), "home?");
        chat_say(&c, 1 - opens, chat_at(day, 18, 2, 0), "soon");
    }
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A06");
    struct tl_value share = chat_extra(&m, "share", TL_WHOSE_FIRST);
    assert_near(share.value, 0.70, 1e-12);
    assert_near(share.lo, 0.482772, 1e-6);
    assert_near(share.hi, 0.863884, 1e-6);
    assert_near(chat_extra(&m, "equal_p", TL_WHOSE_BOTH).value, 0.115318, 1e-6);
    assert_near(m.whole[0].value, 14.0 / 20.0, 1e-12); /* a day */
    assert_near(m.whole[1].value, 6.0 / 20.0, 1e-12);
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN); /* 40 sessions are needed */
    assert_near(m.series[0].value[0], 1.0, 1e-12);
    assert_near(m.series[0].weight[0], 7.5, 0.0);
    assert_non_null(m.series[1].test);
    chat_close(&c);
}

/* Together within 60 seconds: half each. A late answer with a reply mark opens nothing, nor does a
   reaction. */
static void who_counts_as_opening(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_say(&c, 0, chat_at(0, 9, 0, 0), "hi");
    chat_say(&c, 1, chat_at(0, 9, 1, 0), "hi");
    chat_say(&c, 0, chat_at(1, 9, 0, 0), "will you come?");
    assert_int_equal(chat_push(&c, 1, chat_at(1, 12, 0, 0), TL_KIND_TEXT, "yes", -1, 2), TL_OK);
    chat_event(&c, 1, chat_at(2, 9, 0, 0), TL_KIND_REACTION, -1);
    chat_say(&c, 0, chat_at(2, 9, 30, 0), "morning");
    chat_event(&c, 1, chat_at(3, 9, 0, 0), TL_KIND_REACTION, -1);
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    assert_int_equal(c.frame.n_sessions, 5);
    struct tl_measurement m = chat_run(&c, "A06");
    assert_near(m.whole[0].value * 4.0, 2.5, 1e-12);
    assert_near(m.whole[1].value * 4.0, 0.5, 1e-12);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(who_counts_as_opening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
