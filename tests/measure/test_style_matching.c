/* B02: style matching over the record and by weeks. */
#include "spoken.h"

#include <math.h>

#include "style.h"

static const double a_percent[TL_STYLE_COUNT] = {14, 5, 6, 6, 12, 9, 5, 2, 2.5};
static const double b_percent[TL_STYLE_COUNT] = {12, 6, 4, 7, 10, 10, 6.5, 3, 1.5};

/* The catalogue's two people: .870 between habits, to be met by 25,000 words each. */
static void two_people(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    spoken_weeks(&l, &c, 90, 1, a_percent, b_percent);
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B02");
    const struct tl_value *v = &m.whole[TL_WHOSE_BOTH];
    assert_int_equal(v->status, TL_VALUE_OK);
    assert_near(v->value, 0.870143, 0.02);
    assert_true(v->lo < v->value && v->value < v->hi && v->hi - v->lo < 0.06);
    assert_near(chat_extra(&m, "articles", TL_WHOSE_BOTH).value, 0.8, 0.05);
    double sum = 0.0;
    for (int k = 0; k < TL_STYLE_COUNT; k++)
        sum += chat_extra(&m, tl_style_name[k], TL_WHOSE_BOTH).value;
    assert_near(sum / TL_STYLE_COUNT, v->value, 1e-9);
    assert_int_equal(m.n_series, 1);
    assert_true(isnan(m.series[0].value[5])); /* 7 messages of 6 words a day are 294 a week */
    chat_close(&c);
    labelled_close(&l);
}

/* A few words say nothing. */
static void few_words(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    spoken_weeks(&l, &c, 1, 1, a_percent, a_percent);
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    struct tl_measurement m = chat_run(&c, "B02");
    assert_int_not_equal(m.whole[TL_WHOSE_BOTH].status, TL_VALUE_OK);
    assert_true(isnan(m.whole[TL_WHOSE_BOTH].lo));
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_people),
        cmocka_unit_test(few_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
