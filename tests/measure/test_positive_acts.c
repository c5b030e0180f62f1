/* B15: acts that bring closer against acts that hurt. */
#include "labelled.h"

#include <math.h>

#include "tlmath.h"

/* Catalogue: P 42, N 9: log(42.5 / 9.5) = 1.49821. */
static void worked_example(void **state)
{
    (void)state;
    static const uint64_t good[] = {LABEL(AFFECTION), LABEL(GRATITUDE), LABEL(VALIDATION),
                                    LABEL(FOLLOW_UP)};
    static const uint64_t bad[] = {LABEL(CRITICISM), LABEL(CONTEMPT), LABEL(DEFENSIVENESS)};
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 100; i++) {
        uint64_t held = i < 42 ? good[i % 4] : i < 49 ? bad[i % 3] : i < 51 ? LABEL(WITHDRAW) : 0;
        int valence = i == 51 ? -90 : -30; /* unpleasant alone is no act */
        labelled_say(&l, &c, 0, chat_at(i, 9, 0, 0), "words", held, valence);
        /* Stepping back in a friendly way hurts nobody. */
        labelled_say(&l, &c, 1, chat_at(i, 9, 1, 0), "words", i < 6 ? LABEL(WITHDRAW) : 0, 20);
    }
    assert_int_equal(chat_finish(&c, 0, &l.options), TL_OK);
    struct tl_measurement m = chat_run(&c, "B15");
    assert_near(m.whole[0].value, 1.49821, 5e-6);
    assert_near(m.whole[0].hi - m.whole[0].value, 1.959963984540054 * sqrt(1.0 / 42.5 + 1.0 / 9.5),
                1e-9);
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_near(chat_extra(&m, "positive", TL_WHOSE_FIRST).value, 42.0, 0.0);
    assert_near(chat_extra(&m, "negative", TL_WHOSE_FIRST).value, 9.0, 0.0);
    assert_int_equal(m.whole[1].status, TL_VALUE_NA);
    assert_near(m.series[0].value[0], tl_log(7.5 / 0.5), 1e-12);
    assert_null(m.series[0].test);
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
