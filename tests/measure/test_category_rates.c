/* B01: kinds of words that became more or fewer. */
#include "spoken.h"

#include <math.h>

#include "category_rates.h"
#include "tlmath.h"

/* Catalogue: 24 in 6,000 words, then 9 in 5,200; its intervals with 1.96. */
static void worked_example(void **state)
{
    (void)state;
    struct tl_value v = tl_rate_change(24.0, 6000.0, 9.0, 5200.0, 1.0);
    assert_near(tl_exp(v.value), 0.43269, 2e-5);
    assert_near(tl_exp(v.lo), 0.20112, 2e-5);
    assert_near(tl_exp(v.hi), 0.93088, 2e-5);
    v = tl_rate_change(24.0, 6000.0, 9.0, 5200.0, 1.5);
    assert_near(tl_exp(v.lo), 0.16931, 2e-5);
    assert_near(tl_exp(v.hi), 1.10578, 2e-5);
    v = tl_rate_change(0.0, 1000.0, 8.0, 1000.0, 1.0);
    assert_near(v.value, tl_log(16.0), 1e-12);
}

/* Twenty weeks; Mira says "sad" from the eleventh on, where she had said "glad". */
static void one_kind_changes(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 140; day++)
        for (int i = 0; i < 10; i++) {
            labelled_say(&l, &c, 0, chat_at(day, 9, 2 * i, 0),
                         i > 0      ? "so the boat was out at sea"
                         : day < 70 ? "he was glad of the boat"
                                    : "he was sad at the boat",
                         0, 0);
            labelled_say(&l, &c, 1, chat_at(day, 9, 2 * i + 1, 0), "and the wind was good again", 0,
                         0);
        }
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B01");
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(m.whole[0].value, 2.0, 0.0);
    assert_near(m.whole[1].value, 0.0, 0.0);
    struct tl_value pleasant = chat_extra(&m, "feeling_pleasant_change", TL_WHOSE_FIRST);
    assert_true(pleasant.hi < 0.0);
    assert_true(chat_extra(&m, "feeling_unpleasant_change", TL_WHOSE_FIRST).lo > 0.0);
    assert_near(chat_extra(&m, "article_change", TL_WHOSE_FIRST).value, 0.0, 1e-9);
    assert_near(chat_extra(&m, "article", TL_WHOSE_SECOND).value, 1000.0 / 6.0, 1e-9);
    assert_int_equal(chat_extra(&m, "apology", TL_WHOSE_FIRST).status, TL_VALUE_NA);
    assert_int_equal(chat_extra(&m, "apology_change", TL_WHOSE_FIRST).status, TL_VALUE_NA);
    /* 7 in 9 * 7 * 7 + 6 * 7 words */
    assert_near(m.series[0].value[3], 7000.0 / 483.0, 1e-9);
    assert_near(m.series[0].value[13], 0.0, 0.0);
    assert_string_equal(m.series[2].label, "unpleasant feelings");
    assert_near(m.series[2].value[13], 7000.0 / 483.0, 1e-9);
    chat_close(&c);
    labelled_close(&l);
}

/* The same habits all along: in a hundred chats few kinds seem to change. */
static void false_alarms(void **state)
{
    (void)state;
    static const double habit[TL_STYLE_COUNT] = {14, 5, 6, 6, 12, 9, 5, 2, 2.5};
    unsigned alarms = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct chat c;
        struct labelled l;
        labelled_open(&l);
        assert_int_equal(chat_open(&c, NULL), TL_OK);
        spoken_weeks(&l, &c, 12, seed, habit, habit);
        assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
        struct tl_measurement m = chat_run(&c, "B01");
        for (size_t who = 0; who < 2; who++)
            alarms += m.whole[who].value > 0.0;
        chat_close(&c);
        labelled_close(&l);
    }
    assert_true(alarms <= 14); /* of 80 people; 8 are expected at q = .10 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(one_kind_changes),
        cmocka_unit_test(false_alarms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
