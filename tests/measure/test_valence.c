/* B11: the tone of messages. */
#include "labelled.h"

#include <math.h>

/* Mean of .5, -.3 and .1; the two near zero are messages without a tone. The variance of the three
   is .16, so the interval is 1.96 sqrt(.16 / 3). */
static void the_mean(void **state)
{
    (void)state;
    static const int valence[] = {50, -30, 4, -4, 10, 0};
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 6; i++) {
        labelled_say(&l, &c, 0, chat_at(i, 9, 0, 0), "the tide comes in", 0, valence[i]);
        labelled_say(&l, &c, 1, chat_at(i, 9, 1, 0), "yes", 0, 0);
    }
    assert_int_equal(chat_finish(&c, 0, &l.options), TL_OK);
    struct tl_measurement m = chat_run(&c, "B11");
    assert_near(m.whole[0].value, 0.1, 1e-12);
    assert_near(m.whole[0].hi - m.whole[0].value, 1.959963984540054 * sqrt(0.16 / 3.0), 1e-9);
    assert_int_equal(m.whole[0].n, 3);
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    assert_int_equal(m.whole[1].status, TL_VALUE_NA);
    assert_near(chat_extra(&m, "pleasant", TL_WHOSE_FIRST).value, 2.0 / 6.0, 1e-12);
    assert_near(chat_extra(&m, "unpleasant", TL_WHOSE_FIRST).value, 1.0 / 6.0, 1e-12);
    chat_close(&c);
    labelled_close(&l);
}

/* Pictures, reactions and what somebody else wrote have no tone of the sender's. */
static void not_own_words(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    labelled_say(&l, &c, 0, chat_at(0, 9, 0, 0), "the old lighthouse", 0, 90);
    c.conv->flags[0] |= TL_FLAG_FORWARDED;
    labelled_say(&l, &c, 1, chat_at(0, 9, 1, 0), "seen it", 0, 20);
    chat_event(&c, 0, chat_at(0, 9, 2, 0), TL_KIND_IMAGE, -1);
    l.a.valence[l.n++] = 90;
    assert_int_equal(chat_push(&c, 0, chat_at(0, 9, 3, 0), TL_KIND_REACTION, "up", -1, 1), TL_OK);
    l.a.valence[l.n++] = 90;
    assert_int_equal(chat_finish(&c, 0, &l.options), TL_OK);
    struct tl_measurement m = chat_run(&c, "B11");
    assert_int_equal(m.whole[0].status, TL_VALUE_NA);
    assert_near(m.whole[1].value, 0.2, 1e-12);
    chat_close(&c);
    labelled_close(&l);
}

/* A person whose tone falls from .6 to 0.0 over ten weeks each; the weights are n / variance. */
static void the_weeks(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 140; day++) {
        int valence = (day < 70 ? 60 : 0) + (day % 2 ? 20 : -20);
        labelled_say(&l, &c, 0, chat_at(day, 9, 0, 0), "back from the market", 0, valence);
        labelled_say(&l, &c, 1, chat_at(day, 9, 1, 0), "good", 0, day % 7 < 3 ? 30 : 0);
    }
    assert_int_equal(chat_finish(&c, 0, &l.options), TL_OK);
    struct tl_measurement m = chat_run(&c, "B11");
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    for (size_t w = 0; w < 20; w++) {
        double even = (w % 2 ? 20.0 : -20.0) / 7.0 / 100.0; /* one day more of one sign */
        assert_near(m.series[0].value[w], (w < 10 ? 0.6 : 0.0) + even, 1e-9);
        assert_near(m.series[0].test[w], m.series[0].value[w], 0.0);
        assert_near(m.series[0].weight[w], m.series[0].weight[0], 1e-9);
        assert_true(isnan(m.series[1].value[w])); /* three scored messages a week */
        assert_int_equal(m.series[1].n[w], 3);
        assert_near(m.series[3].value[w], 3.0 / 7.0, 1e-12); /* pleasant, of all */
    }
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mean),
        cmocka_unit_test(not_own_words),
        cmocka_unit_test(the_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
