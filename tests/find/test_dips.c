/* dips.c: earlier spells, and how long they lasted (D14). */
#include "made.h"

#include <math.h>

/* Measures catalogue D14: lengths 2, 3, 5 and 9 so far; S(5) = 0.25. */
static void the_catalogue_s_example(void **state)
{
    (void)state;
    const struct tl_dip dips[] = {
        {0, 14, 2, 2.0}, {50, 71, 3, 2.0}, {100, 135, 5, 2.0}, {200, TL_NO_DAY, 9, 2.0}};
    assert_near(tl_dips_lasting(dips, 4, 5), 0.25, 1e-12);
    assert_near(tl_dips_lasting(dips, 4, 1), 1.0, 1e-12);
    assert_near(tl_dips_lasting(dips, 4, 2), 0.75, 1e-12);
    assert_near(tl_dips_lasting(dips, 4, 9), 0.25, 1e-12);
}

static void make(struct made *m)
{
    made_open(m);
    made_nothing(m);
    m->a.verdict = (struct tl_verdict){.kind = TL_VERDICT_NO_CHANGE, .person = -1};
    for (int w = 0; w < MADE_WEEKS; w++)
        m->together[w] = w % 3 == 0 ? 0.5 : w % 3 == 1 ? -0.5 : w % 4 == 0 ? 0.4 : -0.2;
}

static void finds_a_spell_that_passed(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    for (int w = 20; w < 26; w++)
        m.together[w] += 6.0;
    assert_int_equal(tl_find_dips(&m.q, &m.a), TL_OK);
    assert_int_equal(m.a.dips.n, 1);
    assert_int_equal(m.a.dips.whose, -1);
    const struct tl_dip *d = &m.a.dips.dip[0];
    assert_in_range(d->weeks, 6, 9); /* means of four weeks end later */
    assert_int_equal(d->to_day - d->from_day, 7 * (int64_t)d->weeks);
    assert_true(isnan(m.a.dips.longer));
    assert_int_equal(m.a.dips.length_rank, 0);
    assert_non_null(strstr(m.a.dips.text, "one quieter spell"));
    assert_non_null(strstr(m.a.dips.text, "it passed"));
    made_close(&m);
}

static void one_that_lasts_is_not_over(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    for (int w = 10; w < 14; w++)
        m.together[w] += 6.0;
    for (int w = 46; w < MADE_WEEKS; w++)
        m.together[w] += 6.0;
    assert_int_equal(tl_find_dips(&m.q, &m.a), TL_OK);
    assert_int_equal(m.a.dips.n, 2);
    assert_true(m.a.dips.dip[0].to_day != TL_NO_DAY);
    assert_true(m.a.dips.dip[1].to_day == TL_NO_DAY);
    assert_true(m.a.dips.longer >= 0.0 && m.a.dips.longer <= 1.0);
    assert_int_equal(m.a.dips.length_rank, m.a.dips.dip[0].weeks > m.a.dips.dip[1].weeks ? 2 : 1);
    assert_in_range(m.a.dips.depth_rank, 1, 2);
    assert_non_null(strstr(m.a.dips.text, "so far"));
    made_close(&m);
}

static void says_why_not(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    m.a.verdict.kind = TL_VERDICT_CANNOT_TELL;
    assert_int_equal(tl_find_dips(&m.q, &m.a), TL_OK);
    assert_null(m.a.dips.text);
    assert_non_null(m.a.dips.why);
    m.a.verdict.kind = TL_VERDICT_NO_CHANGE;
    for (int w = 0; w < MADE_WEEKS; w++)
        m.together[w] = 1.0;
    assert_int_equal(tl_find_dips(&m.q, &m.a), TL_OK);
    assert_null(m.a.dips.text);
    m.q.frame.weeks.n = 51;
    assert_int_equal(tl_find_dips(&m.q, &m.a), TL_OK);
    assert_null(m.a.dips.text);
    made_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_catalogue_s_example),
        cmocka_unit_test(finds_a_spell_that_passed),
        cmocka_unit_test(one_that_lasts_is_not_over),
        cmocka_unit_test(says_why_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
