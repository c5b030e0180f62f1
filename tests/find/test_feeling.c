/* feeling.c: what the user felt beside the record (D15). */
#include "made.h"

static const struct tl_feeling *feel(struct made *m, enum tl_felt_who who, int64_t from, int64_t to)
{
    const struct tl_felt felt = {true, who, from, to, 3};
    assert_int_equal(tl_find_feeling(&m->q, &felt, &m->a), TL_OK);
    assert_non_null(m->a.feeling.text);
    return &m->a.feeling;
}

static void set_verdict(struct made *m, enum tl_verdict_kind kind, int person)
{
    m->a.verdict = (struct tl_verdict){.kind = kind,
                                       .person = person,
                                       .level = TL_LEVEL_MODERATE,
                                       .since_day = tl_day_from_civil(2024, 3, 4),
                                       .since_lo = tl_day_from_civil(2024, 2, 1),
                                       .since_hi = tl_day_from_civil(2024, 4, 30)};
}

/* Catalogue D15: felt partner since March +- 1, set February to April: agrees. */
static void the_catalogue_s_example(void **state)
{
    (void)state;
    struct made m;
    made_open(&m);
    set_verdict(&m, TL_VERDICT_PULLING_AWAY, 1);
    const struct tl_feeling *f =
        feel(&m, TL_FELT_SECOND, tl_day_from_civil(2024, 2, 1), tl_day_from_civil(2024, 5, 1));
    assert_int_equal(f->cell, TL_FELT_AND_FOUND);
    assert_int_equal(f->same_person, 1);
    assert_int_equal(f->same_date, 1);
    made_close(&m);
}

static void four_cells(void **state)
{
    (void)state;
    struct made m;
    made_open(&m);
    set_verdict(&m, TL_VERDICT_PULLING_AWAY, 1);
    const struct tl_feeling *f = feel(&m, TL_FELT_FIRST, TL_NO_DAY, TL_NO_DAY);
    assert_int_equal(f->same_person, 0);
    assert_int_equal(f->same_date, -1);
    assert_non_null(strstr(f->text, "Ilse"));
    f = feel(&m, TL_FELT_SECOND, tl_day_from_civil(2023, 5, 1), tl_day_from_civil(2023, 6, 1));
    assert_int_equal(f->same_date, 0);
    assert_non_null(strstr(f->text, "You felt it sooner"));
    f = feel(&m, TL_FELT_SECOND, tl_day_from_civil(2024, 7, 1), tl_day_from_civil(2024, 8, 1));
    assert_non_null(strstr(f->text, "The messages show it sooner"));
    assert_int_equal(feel(&m, TL_FELT_NOBODY, TL_NO_DAY, TL_NO_DAY)->cell, TL_FOUND_NOT_FELT);
    set_verdict(&m, TL_VERDICT_BOTH_QUIETER, -1);
    assert_int_equal(feel(&m, TL_FELT_BOTH, TL_NO_DAY, TL_NO_DAY)->same_person, 1);
    set_verdict(&m, TL_VERDICT_NO_CHANGE, -1);
    f = feel(&m, TL_FELT_SECOND, TL_NO_DAY, TL_NO_DAY);
    assert_int_equal(f->cell, TL_FELT_NOT_FOUND);
    assert_non_null(strstr(f->text, "Your feeling may come from things the chat does not show."));
    assert_non_null(strstr(f->text, "about 30"));
    assert_int_equal(feel(&m, TL_FELT_NOBODY, TL_NO_DAY, TL_NO_DAY)->cell, TL_FELT_NEITHER);
    set_verdict(&m, TL_VERDICT_CANNOT_TELL, -1);
    assert_non_null(strstr(feel(&m, TL_FELT_BOTH, TL_NO_DAY, TL_NO_DAY)->text, "too small"));
    made_close(&m);
}

static void nothing_said(void **state)
{
    (void)state;
    struct made m;
    made_open(&m);
    assert_int_equal(tl_find_feeling(&m.q, NULL, &m.a), TL_OK);
    assert_null(m.a.feeling.text);
    made_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_catalogue_s_example),
        cmocka_unit_test(four_cells),
        cmocka_unit_test(nothing_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
