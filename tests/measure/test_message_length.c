/* A18: words a turn and low-effort answers. */
#include "chat.h"

#include <math.h>

#include "tlmath.h"

/* Catalogue: "ok", "haha yes totally", "k", thumbs up, "I think we should leave at six": 3/5. */
static void worked_example(void **state)
{
    (void)state;
    static const char *const said[] = {"ok", "haha yes totally", "k", "\xF0\x9F\x91\x8D",
                                       "I think we should leave at six"};
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 5; i++) {
        chat_say(&c, 0, chat_at(i, 9, 0, 0), "the neighbours asked us over for dinner");
        chat_say(&c, 1, chat_at(i, 9, 1, 0), said[i]);
    }
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A18");
    assert_near(chat_extra(&m, "low_effort", TL_WHOSE_SECOND).value, 0.6, 1e-12);
    assert_int_equal(chat_extra(&m, "low_effort", TL_WHOSE_FIRST).n, 0); /* Mira answers nothing */
    /* geometric mean of 1 + (1, 3, 1, 0, 7) words, minus 1 */
    assert_near(m.whole[1].value, tl_exp(tl_log(2.0 * 4.0 * 2.0 * 1.0 * 8.0) / 5.0) - 1.0, 1e-12);
    assert_near(m.whole[0].value, 7.0, 1e-12);
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    chat_close(&c);
}

/* Voice notes, pictures and reactions are no thin answers. */
static void media_are_no_thin_answers(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 4; i++) {
        chat_say(&c, 0, chat_at(i, 9, 0, 0), "how was it?");
        if (i == 0)
            chat_event(&c, 1, chat_at(i, 9, 1, 0), TL_KIND_VOICE, 30);
        else if (i == 1)
            chat_event(&c, 1, chat_at(i, 9, 1, 0), TL_KIND_REACTION, -1);
        else if (i == 2)
            chat_event(&c, 1, chat_at(i, 9, 1, 0), TL_KIND_IMAGE, -1);
        else
            chat_say(&c, 1, chat_at(i, 9, 1, 0), "fine");
    }
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A18");
    assert_int_equal(chat_extra(&m, "low_effort", TL_WHOSE_SECOND).n, 1);
    assert_int_equal(m.whole[1].n, 1);
    chat_close(&c);
}

static void the_weeks(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    assert_int_equal(chat_talk(&c, 20, 3), TL_OK);
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A18");
    assert_int_equal(m.whole[0].status, TL_VALUE_OK);
    assert_true(m.whole[0].value > m.whole[1].value);
    double weight = m.series[0].weight[0] / m.series[0].n[0];
    for (size_t w = 0; w < 20; w++) {
        assert_near(tl_exp(m.series[0].test[w]) - 1.0, m.series[0].value[w], 1e-9);
        assert_near(m.series[0].weight[w] / m.series[0].n[w], weight, 1e-9);
        assert_null(m.series[2].test);
    }
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(media_are_no_thin_answers),
        cmocka_unit_test(the_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
