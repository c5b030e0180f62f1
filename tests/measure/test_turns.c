/* A03: turns and messages a turn. */
#include "chat.h"

#include <math.h>

#include "turn_words.h"

static struct tl_value mean_words(const uint32_t *words, size_t n, struct tl_value *median)
{
    struct tl_turn_words *t = calloc(1, sizeof *t);
    assert_non_null(t);
    for (size_t i = 0; i < n; i++)
        tl_turn_words_add(t, words[i]);
    struct tl_value mean = tl_turn_words_mean(t);
    *median = tl_turn_words_median(t);
    free(t);
    return mean;
}

/* Catalogue: words 1, 3, 8, 2, 20: geometric mean 4.3868, median 3. */
static void words_a_turn(void **state)
{
    (void)state;
    static const uint32_t words[] = {1, 3, 8, 2, 20}, even[] = {1, 2, 4, 9}, long_one[] = {70000};
    struct tl_value median;
    assert_near(mean_words(words, 5, &median).value, 4.3868, 5e-5);
    assert_near(median.value, 3.0, 0.0);
    mean_words(even, 4, &median);
    assert_near(median.value, 3.0, 0.0);
    assert_near(mean_words(long_one, 1, &median).value, 70000.0, 1e-6);
    assert_near(median.value, TL_TURN_WORDS_MOST, 0.0);
    assert_int_equal(mean_words(words, 0, &median).status, TL_VALUE_NA);
}

/* Catalogue: A A B A B B B: 4 turns; A 1.5 and B 2.0 messages a turn. */
static void worked_example(void **state)
{
    (void)state;
    static const unsigned who[] = {0, 0, 1, 0, 1, 1, 1};
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 7; i++)
        chat_say(&c, who[i], chat_at(0, 9, i, 0), "two words");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    assert_int_equal(c.frame.n_turns, 4);
    struct tl_measurement m = chat_run(&c, "A03");
    assert_near(m.whole[0].value, 1.5, 0.0);
    assert_near(m.whole[1].value, 2.0, 0.0);
    assert_int_equal(m.whole[0].status, TL_VALUE_THIN);
    assert_string_equal(m.whole[0].why, "only 2 turns");
    assert_near(chat_extra(&m, "median_words_a_turn", TL_WHOSE_FIRST).value, 3.0, 0.0);
    chat_close(&c);
}

/* A pause of more than 5 minutes ends a turn; pictures have no word count, an emoji has none. */
static void pauses_and_pictures(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_say(&c, 0, chat_at(0, 9, 0, 0), "look at this now");
    chat_event(&c, 0, chat_at(0, 9, 6, 0), TL_KIND_IMAGE, -1);
    chat_say(&c, 1, chat_at(0, 9, 7, 0), "\xF0\x9F\x98\x8D");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    assert_int_equal(c.frame.n_turns, 3);
    struct tl_measurement m = chat_run(&c, "A03");
    assert_int_equal(chat_extra(&m, "words_a_turn", TL_WHOSE_FIRST).n, 1);
    assert_near(chat_extra(&m, "words_a_turn", TL_WHOSE_FIRST).value, 4.0, 1e-12);
    assert_int_equal(chat_extra(&m, "words_a_turn", TL_WHOSE_SECOND).n, 1);
    assert_near(chat_extra(&m, "words_a_turn", TL_WHOSE_SECOND).value, 0.0, 0.0);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_a_turn),
        cmocka_unit_test(worked_example),
        cmocka_unit_test(pauses_and_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
