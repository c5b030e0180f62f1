/* B09: words that leave no room. */
#include "labelled.h"

#include <math.h>

/* Catalogue: "You always do this, nothing ever changes": 3 in 7 words. "All good" is none. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 100; i++) {
        labelled_say(&l, &c, 0, chat_at(i, 9, 0, 0), "You always do this, nothing ever changes", 0,
                     0);
        labelled_say(&l, &c, 1, chat_at(i, 9, 1, 0), "all good", 0, 0);
    }
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B09");
    assert_near(m.whole[0].value, 3000.0 / 7.0, 1e-9);
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(m.whole[1].value, 0.0, 0.0);
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    assert_true(isnan(m.series[0].value[0])); /* 49 words a week */
    chat_close(&c);
    labelled_close(&l);
}

/* Where nobody used one, in a language that may have no list of them, there is no number. */
static void no_list(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 100; i++)
        labelled_say(&l, &c, (unsigned)i % 2, chat_at(i, 9, 0, 0), "the boat is at sea", 0, 0);
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B09");
    assert_int_equal(m.whole[0].status, TL_VALUE_NA);
    assert_non_null(strstr(m.whole[0].why, "list"));
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(no_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
