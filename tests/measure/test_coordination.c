/* B05: who adapts to whom. */
#include "spoken.h"

#include <math.h>

/* Catalogue: of 10 turns 4 hold the marker, of the answers 5, of those to the 4 three: .75 - .50.
   Thirty times over, all answers of one length, so that there is one third only. */
static void worked_example(void **state)
{
    (void)state;
    static const char turn[] = "1111000000", answer[] = "1110110000";
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 300; i++) {
        labelled_say(&l, &c, 0, chat_at(i, 9, 0, 0), turn[i % 10] == '1' ? "the boat" : "boat boat",
                     0, 0);
        labelled_say(&l, &c, 1, chat_at(i, 9, 1, 0),
                     answer[i % 10] == '1' ? "the boat" : "boat boat", 0, 0);
    }
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B05");
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_near(m.whole[1].value, 0.25, 1e-12);
    assert_true(m.whole[1].lo < 0.25 && m.whole[1].hi > 0.25);
    assert_int_equal(m.whole[0].status, TL_VALUE_NA); /* Mira answers nothing */
    assert_int_equal(chat_extra(&m, "asymmetry", TL_WHOSE_SECOND).status, TL_VALUE_NA);
    chat_close(&c);
    labelled_close(&l);
}

/* Long turns get long answers, and nothing else: not taken for adapting. Jonas repeats Mira's
   articles, Mira does not repeat his. */
static void length_is_no_adapting(void **state)
{
    (void)state;
    static const double habit[TL_STYLE_COUNT] = {14, 5, 6, 6, 12, 9, 5, 2, 2.5};
    double value[2];
    for (int repeats = 0; repeats < 2; repeats++) {
        struct chat c;
        struct labelled l;
        struct tl_rng rng;
        char text[2][512];
        labelled_open(&l);
        assert_int_equal(chat_open(&c, NULL), TL_OK);
        tl_rng_init(&rng, 5, 5);
        for (int i = 0; i < 6000; i++) {
            int words = 2 + (int)tl_rng_below(&rng, 24);
            for (int who = 0; who < 2; who++)
                spoken_line(&rng, habit, words, text[who]);
            if (repeats && strstr(text[0], "the ") != NULL)
                strcat(text[1], " the");
            labelled_say(&l, &c, 0, chat_at(i / 8, 9 + i % 8, 0, 0), text[0], 0, 0);
            labelled_say(&l, &c, 1, chat_at(i / 8, 9 + i % 8, 3, 0), text[1], 0, 0);
        }
        assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
        struct tl_measurement m = chat_run(&c, "B05");
        value[repeats] = m.whole[1].value;
        chat_close(&c);
        labelled_close(&l);
    }
    assert_near(value[0], 0.0, 0.02);
    assert_true(value[1] > value[0] + 0.015); /* one of nine categories */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(length_is_no_adapting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
