/* B06: "I", "we" and "you". */
#include "labelled.h"

#include <math.h>

#include "tlmath.h"

/* Catalogue: I 2, we 1, one "you" of affection, one that fills, none plain: of ten words, said
   every day. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 700; i++) {
        labelled_say(&l, &c, 0, chat_at(i / 7, 9, 2 * (i % 7), 0),
                     "I think we should go, you know I love you", 0, 0);
        labelled_say(&l, &c, 1, chat_at(i / 7, 9, 2 * (i % 7) + 1, 0),
                     "we met them, and you were at the boat", 0, 0);
    }
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B06");
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_int_equal(m.whole[0].n, 7000);
    assert_near(m.whole[0].value, tl_log(700.5 / 1400.5), 1e-12);
    assert_near(m.whole[0].hi - m.whole[0].value,
                1.959963984540054 * sqrt(1.0 / 700.5 + 1.0 / 1400.5), 1e-9); /* no dispersion */
    assert_near(chat_extra(&m, "i", TL_WHOSE_FIRST).value, 200.0, 1e-9);
    assert_near(chat_extra(&m, "we", TL_WHOSE_FIRST).value, 100.0, 1e-9);
    assert_near(chat_extra(&m, "you", TL_WHOSE_FIRST).value, 0.0, 0.0);
    assert_near(chat_extra(&m, "you_affection", TL_WHOSE_FIRST).value, 100.0, 1e-9);
    assert_near(chat_extra(&m, "you_filler", TL_WHOSE_FIRST).value, 100.0, 1e-9);
    /* "we" beside "them" may be anybody. */
    assert_near(chat_extra(&m, "we_others", TL_WHOSE_SECOND).value, 1000.0 / 9.0, 1e-9);
    assert_near(chat_extra(&m, "we", TL_WHOSE_SECOND).value, 0.0, 0.0);
    assert_near(chat_extra(&m, "you", TL_WHOSE_SECOND).value, 1000.0 / 9.0, 1e-9);
    assert_near(chat_extra(&m, "asymmetry", TL_WHOSE_FIRST).value,
                m.whole[0].value - m.whole[1].value, 1e-12);
    assert_near(m.series[0].value[4], 100.0, 1e-9);
    assert_string_equal(m.series[2].label, "i");
    assert_near(m.series[2].value[4], 200.0, 1e-9);
    chat_close(&c);
    labelled_close(&l);
}

static void few_words(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 20; i++)
        labelled_say(&l, &c, (unsigned)i % 2, chat_at(i, 9, 0, 0), "we are at home", 0, 0);
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B06");
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    assert_string_equal(m.whole[0].why, "only 40 words");
    assert_int_equal(chat_extra(&m, "i", TL_WHOSE_FIRST).status, TL_VALUE_NA); /* nobody said it */
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(few_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
