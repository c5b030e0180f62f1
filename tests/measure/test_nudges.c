/* A05: writing again while waiting. */
#include "chat.h"

#include <math.h>

/* Catalogue: A 10:00, 10:02, 10:40, B 11:00, both awake: one nudge in one wait, 100 a hundred. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_say(&c, 0, chat_at(0, 10, 0, 0), "shall we go?");
    chat_say(&c, 0, chat_at(0, 10, 2, 0), "it is sunny");
    chat_say(&c, 0, chat_at(0, 10, 40, 0), "well?");
    chat_say(&c, 1, chat_at(0, 11, 0, 0), "in a minute");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A05");
    assert_near(m.whole[0].value, 100.0, 0.0);
    assert_int_equal(m.whole[0].n, 1);
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    assert_near(m.whole[1].value, 0.0, 0.0);
    chat_close(&c);
}

/* After hours on the same day it is a nudge, on a later day a new opening; a reaction is neither,
   nor is a correction. */
static void openings_and_reactions(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_say(&c, 0, chat_at(0, 10, 0, 0), "shall we go?");
    chat_event(&c, 0, chat_at(0, 11, 0, 0), TL_KIND_REACTION, -1);
    chat_say(&c, 0, chat_at(0, 14, 0, 0), "or not?");
    chat_say(&c, 0, chat_at(0, 14, 0, 30), "*or later");
    chat_say(&c, 0, chat_at(1, 9, 0, 0), "good morning");
    chat_say(&c, 1, chat_at(1, 9, 1, 0), "good morning");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A05");
    assert_int_equal(m.whole[0].n, 2);
    assert_near(m.whole[0].value, 50.0, 0.0);
    chat_close(&c);
}

static void not_in_letters(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    c.resolution = TL_RES_DAY;
    chat_say(&c, 0, chat_at(0, 0, 0, 0), "Dear Jonas");
    chat_say(&c, 1, chat_at(9, 0, 0, 0), "Dear Mira");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A05");
    assert_int_equal(m.whole[0].status, TL_VALUE_NA);
    assert_string_equal(m.whole[0].why, TL_WHY_DAYS);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(openings_and_reactions),
        cmocka_unit_test(not_in_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
