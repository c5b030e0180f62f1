/* C15: understanding shown. */
#include "opening.h"
#include "understanding.h"

/* Catalogue: "Oh love, of course you were, waiting alone is awful. What did they say exactly?" is
   met; "you'll be fine" is 1/0/0 and not met. */
static void worked_example(void **state)
{
    (void)state;
    struct tl_understanding u = tl_understanding_of(LABEL(AFFECTION) | LABEL(SUPPORT_EMOTIONAL) |
                                                    LABEL(VALIDATION) | LABEL(FOLLOW_UP));
    assert_int_equal(u.reaction, 2);
    assert_int_equal(u.interpretation, 2);
    assert_int_equal(u.exploration, 2);
    assert_true(tl_understanding_met(u));
    u = tl_understanding_of(LABEL(SUPPORT_EMOTIONAL));
    assert_int_equal(tl_understanding_sum(u), 1);
    assert_false(tl_understanding_met(u));
    u = tl_understanding_of(LABEL(VALIDATION) | LABEL(DISMISSAL));
    assert_false(tl_understanding_met(u));
    u = tl_understanding_of(LABEL(CARING) | LABEL(SADNESS));
    assert_int_equal(u.reaction, 2);
}

static void means(void **state)
{
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int day = 0; day < 12; day++) {
        scene_tell(&s, day, 1, 0, "i was so scared at the doctor", LABEL(DISCLOSURE),
                   DEPTH(1, 1, 2));
        if (day < 6)
            scene_tell(&s, day, 0, 1, "oh love, of course you were. what did they say?",
                       LABEL(AFFECTION) | LABEL(VALIDATION) | LABEL(FOLLOW_UP), DEPTH(0, 0, 0));
        else
            scene_tell(&s, day, 0, 1, "calm down", LABEL(DISMISSAL), DEPTH(0, 0, 0));
    }
    scene_finish(&s, 0);
    struct tl_measurement m = chat_run(&s.c, "C15");
    assert_near(m.whole[0].value, 2.5, 1e-12); /* 1 + 2 + 2 and 0 */
    assert_int_equal(m.whole[0].n, 12);
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "reaction", TL_WHOSE_FIRST).value, 0.5, 1e-12);
    assert_near(chat_extra(&m, "interpretation", TL_WHOSE_FIRST).value, 1.0, 1e-12);
    assert_near(chat_extra(&m, "exploration", TL_WHOSE_FIRST).value, 1.0, 1e-12);
    assert_near(chat_extra(&m, "dismissed", TL_WHOSE_FIRST).value, 0.5, 1e-12);
    assert_int_equal(m.whole[1].status, TL_VALUE_NA);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example), cmocka_unit_test(means)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
