/* B19: plans of the two. */
#include "labelled.h"

#include <math.h>

/* Catalogue: 8 proposals, 5 accepted, 1 answered with another date, 2 not answered: .75. */
static void worked_example(void **state)
{
    (void)state;
    static const char *const answers[] = {"sounds good",  "yes please",  "count me in",
                                          "works for me", "i'd love to", "tuesday?"};
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 8; i++) {
        labelled_say(&l, &c, 0, chat_at(3 * i, 12, 0, 0), "let's see the new bridge", 0, 0);
        labelled_say(&l, &c, 0, chat_at(3 * i, 12, 9, 0), "or we could swim", 0, 0); /* the same */
        if (i < 6)
            labelled_say(&l, &c, 1, chat_at(3 * i, 14, 0, 0), answers[i], 0, 0);
    }
    labelled_say(&l, &c, 1, chat_at(24, 12, 0, 0), "the cat is back", 0, 0);
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B19");
    assert_near(chat_extra(&m, "proposals", TL_WHOSE_FIRST).value, 8.0, 0.0);
    struct tl_value accepted = chat_extra(&m, "accepted", TL_WHOSE_FIRST);
    assert_near(accepted.value, 0.75, 1e-12);
    assert_int_equal(accepted.status, TL_VALUE_THIN); /* 10 are needed */
    assert_near(chat_extra(&m, "proposals", TL_WHOSE_SECOND).value, 0.0, 0.0);
    assert_int_equal(chat_extra(&m, "accepted", TL_WHOSE_SECOND).status, TL_VALUE_NA);
    chat_close(&c);
    labelled_close(&l);
}

/* Taking a plan up in words of the same kind is no proposal of one's own. */
static void taking_up(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    labelled_say(&l, &c, 0, chat_at(0, 12, 0, 0), "shall we go dancing?", 0, 0);
    labelled_say(&l, &c, 1, chat_at(0, 12, 5, 0), "let's do it", 0, 0);
    labelled_say(&l, &c, 0, chat_at(9, 12, 0, 0), "shall we go dancing?", 0, 0);
    labelled_say(&l, &c, 1, chat_at(9, 12, 5, 0), "let's cook, the feet hurt", 0, 0);
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B19");
    assert_near(chat_extra(&m, "accepted", TL_WHOSE_FIRST).value, 0.5, 1e-12);
    assert_near(chat_extra(&m, "proposals", TL_WHOSE_SECOND).value, 1.0, 0.0);
    assert_near(m.whole[1].value, 1.0, 0.0); /* both turns speak of what the two will do */
    chat_close(&c);
    labelled_close(&l);
}

/* A plan a day, then one in two days. */
static void the_weeks(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 140; day++) {
        bool plan = day < 70 || day % 2 == 0;
        labelled_say(&l, &c, 0, chat_at(day, 9, 0, 0), plan ? "let's go out" : "it rains", 0, 0);
        labelled_say(&l, &c, 1, chat_at(day, 9, 1, 0), "hm", 0, 0);
        labelled_say(&l, &c, 0, chat_at(day, 20, 0, 0), "good night", 0, 0);
    }
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B19");
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(m.whole[0].value, 105.0 / 280.0, 1e-12);
    assert_near(m.series[0].value[4], 0.5, 1e-12);
    assert_near(m.series[0].value[14], 4.0 / 14.0, 1e-12);
    assert_non_null(strstr(m.whole[1].why, "only 140 turns"));
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(taking_up),
        cmocka_unit_test(the_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
