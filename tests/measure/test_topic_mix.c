/* B17: logistics and personal talk. */
#include "labelled.h"

/* Catalogue: "milk + eggs pls, home 6", "I was scared today", "lol": one logistic, one personal,
   one neither. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    labelled_say(&l, &c, 0, chat_at(0, 9, 0, 0), "milk + eggs pls, home 6", LABEL(LOGISTICS), 0);
    labelled_say(&l, &c, 0, chat_at(0, 9, 1, 0), "I was scared today",
                 LABEL(FEELING) | LABEL(DISCLOSURE), -50);
    labelled_say(&l, &c, 0, chat_at(0, 9, 2, 0), "lol", 0, 0);
    labelled_say(&l, &c, 1, chat_at(0, 9, 3, 0), "hugs! shall I get bread as well?",
                 LABEL(LOGISTICS) | LABEL(AFFECTION), 40);
    assert_int_equal(chat_finish(&c, 0, &l.options), TL_OK);
    struct tl_measurement m = chat_run(&c, "B17");
    assert_near(m.whole[0].value, 0.5, 1e-12);
    assert_int_equal(m.whole[0].n, 2);
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    assert_near(m.whole[1].value, 1.0, 1e-12); /* personal wins */
    assert_near(chat_extra(&m, "logistics", TL_WHOSE_FIRST).value, 1.0, 1e-12);
    assert_near(chat_extra(&m, "personal", TL_WHOSE_FIRST).value, 1.0, 1e-12);
    chat_close(&c);
    labelled_close(&l);
}

/* Ten weeks of errands and ten more with half of them: the personal messages stay. */
static void less_to_arrange(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 140; day++) {
        for (int i = 0; i < (day < 70 ? 4 : 2); i++)
            labelled_say(&l, &c, 0, chat_at(day, 9, i, 0), "the bus is late", LABEL(LOGISTICS), 0);
        labelled_say(&l, &c, 0, chat_at(day, 20, 0, 0), "how was it?", LABEL(FOLLOW_UP), 0);
        labelled_say(&l, &c, 1, chat_at(day, 20, 1, 0), "long", 0, 0);
    }
    assert_int_equal(chat_finish(&c, 0, &l.options), TL_OK);
    struct tl_measurement m = chat_run(&c, "B17");
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_string_equal(m.series[0].label, "logistics");
    assert_near(m.series[0].value[3], 4.0, 1e-12);
    assert_near(m.series[0].value[13], 2.0, 1e-12);
    assert_near(m.series[2].value[3], 1.0, 1e-12);
    assert_near(m.series[2].value[13], 1.0, 1e-12);
    assert_int_equal(m.whole[1].status, TL_VALUE_NA);
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(less_to_arrange),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
