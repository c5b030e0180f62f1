/* B10: hedges, wishes, and the time that is spoken of. */
#include "labelled.h"

#include <math.h>

/* Catalogue: "maybe I should have told you, I guess": hedges 2, discrepancy 1, past 1; of the eight
   words "have" speaks of the present. Jonas adds one of the future. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 70; i++)
        for (int k = 0; k < 7; k++) {
            labelled_say(&l, &c, 0, chat_at(i, 9, 2 * k, 0),
                         "maybe I should have told you, I guess", 0, 0);
            labelled_say(&l, &c, 1, chat_at(i, 9, 2 * k + 1, 0), "I will be there soon, it is late",
                         0, 0);
        }
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B10");
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(m.whole[0].value, 2000.0 / 8.0, 1e-9);
    assert_near(chat_extra(&m, "discrepancy", TL_WHOSE_FIRST).value, 125.0, 1e-9);
    assert_near(chat_extra(&m, "past", TL_WHOSE_FIRST).value, 125.0, 1e-9);
    assert_near(chat_extra(&m, "future", TL_WHOSE_FIRST).value, 0.0, 0.0);
    assert_near(chat_extra(&m, "future_share", TL_WHOSE_FIRST).value, 0.0, 0.0);
    assert_near(chat_extra(&m, "future_share", TL_WHOSE_SECOND).value, 2.0 / 3.0, 1e-12);
    assert_near(m.series[0].value[2], 250.0, 1e-9);
    assert_string_equal(m.series[5].label, "future share");
    assert_near(m.series[5].value[2], 2.0 / 3.0, 1e-12);
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
