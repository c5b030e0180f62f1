/*
 * test_date_order.c: reading three numbers, and settling their order on whole files.
 */
#include "tl_test.h"

#include "civil.h"
#include "date_order.h"
#include "str.h"

static struct tl_date_fields fields_of(const char *text)
{
    struct tl_date_fields f;
    size_t at = 0;
    if (!tl_date_fields_read(tl_str_from(text), &at, &f))
        fail_msg("%s is not read", text);
    return f;
}

static void reads_three_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t end; /* 0: refused */
        uint16_t number[3];
    } cases[] = {
        {"3/4/24", 6, {3, 4, 24}},      {"03.04.2024 x", 10, {3, 4, 2024}},
        {"2024-3-4T", 8, {2024, 3, 4}}, {"2024. 3. 11. x", 11, {2024, 3, 11}},
        {"3/4-24", 0, {0, 0, 0}},       {"3/4", 0, {0, 0, 0}},
        {"a/4/24", 0, {0, 0, 0}},       {"12345/4/24", 0, {0, 0, 0}},
        {"3 / 4 / 24", 0, {0, 0, 0}},   {"", 0, {0, 0, 0}},
        {"3/4/20245", 0, {0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_date_fields f;
        size_t at = 0;
        const bool ok = tl_date_fields_read(tl_str_from(cases[i].text), &at, &f);
        assert_int_equal(ok, cases[i].end > 0);
        assert_int_equal(at, cases[i].end);
        for (int k = 0; ok && k < 3; k++)
            assert_int_equal(f.number[k], cases[i].number[k]);
    }
}

static void gives_days(void **state)
{
    (void)state;
    int64_t day;
    struct tl_date_fields f = fields_of("3/4/24");
    assert_true(tl_date_fields_day(&f, TL_DATE_DMY, &day));
    assert_int_equal(day, tl_day_from_civil(2024, 4, 3));
    assert_true(tl_date_fields_day(&f, TL_DATE_MDY, &day));
    assert_int_equal(day, tl_day_from_civil(2024, 3, 4));
    assert_false(tl_date_fields_day(&f, TL_DATE_YMD, &day)); /* no year is written "3" */
    f = fields_of("03/4/24");
    assert_true(tl_date_fields_day(&f, TL_DATE_YMD, &day));
    assert_int_equal(day, tl_day_from_civil(2003, 4, 24));
    f = fields_of("29/2/99");
    assert_false(tl_date_fields_day(&f, TL_DATE_DMY, &day)); /* 1999 has no leap day */
    f = fields_of("31.12.69");
    assert_true(tl_date_fields_day(&f, TL_DATE_DMY, &day));
    assert_int_equal(day, tl_day_from_civil(2069, 12, 31));
    f = fields_of("31.12.70");
    assert_true(tl_date_fields_day(&f, TL_DATE_DMY, &day));
    assert_int_equal(day, tl_day_from_civil(1970, 12, 31));
    f = fields_of("2024/3/4");
    assert_false(tl_date_fields_day(&f, TL_DATE_DMY, &day));
    assert_false(tl_date_fields_day(&f, TL_DATE_AUTO, &day));
    f = fields_of("3/4/124");
    assert_false(tl_date_fields_day(&f, TL_DATE_DMY, &day));
    f = fields_of("3/0004/24");
    assert_false(tl_date_fields_day(&f, TL_DATE_DMY, &day));
}

static struct tl_date_verdict settle(const char *const *dates, bool either, enum tl_date_order wish)
{
    struct tl_date_tally tally = {.either_direction = either};
    for (size_t i = 0; dates[i] != NULL; i++) {
        const struct tl_date_fields f = fields_of(dates[i]);
        tl_date_tally_add(&tally, &f);
        tl_date_tally_add(&tally, &f); /* a day has many messages */
    }
    return tl_date_tally_settle(&tally, wish);
}

/* New Year's Days of the Persian calendar, as ICU 78 has them: days of March from 2009 on. The last
   day of a year is the 29th or, before a year that begins 366 days later, the 30th of its month. */
static void knows_the_persian_calendar(void **state)
{
    (void)state;
    static const int march[] = {21, 21, 21, 20, 21, 21, 21, 20, 21, 21, 21, 20, 21, 21, 21,
                                20, 21, 21, 21, 20, 20, 21, 21, 20, 20, 21, 21, 20, 20, 21,
                                21, 20, 20, 21, 21, 20, 20, 21, 21, 20, 20, 21, 21};
    for (int i = 0; i < 42; i++) {
        struct tl_date_fields f = {{(uint16_t)(1388 + i), 1, 1}, {4, 1, 1}};
        int64_t day, last;
        const int64_t first = tl_day_from_civil(2009 + i, 3, march[i]);
        const int64_t next = tl_day_from_civil(2010 + i, 3, march[i + 1]);
        assert_true(tl_date_fields_day(&f, TL_DATE_YMD, &day));
        assert_int_equal(day, first);
        f.number[1] = 12;
        f.number[2] = next - first == 366 ? 30 : 29;
        f.digits[1] = f.digits[2] = 2;
        assert_true(tl_date_fields_day(&f, TL_DATE_YMD, &last));
        assert_int_equal(last, next - 1);
        f.number[2]++;
        assert_false(tl_date_fields_day(&f, TL_DATE_YMD, &last));
    }
    const struct tl_date_fields autumn = {{1, 7, 1403}, {1, 1, 4}},
                                late = {{31, 7, 1403}, {2, 1, 4}};
    int64_t day;
    assert_true(tl_date_fields_day(&autumn, TL_DATE_DMY, &day));
    assert_int_equal(day, tl_day_from_civil(2024, 9, 22));
    assert_false(tl_date_fields_day(&late, TL_DATE_DMY, &day));
}

static void settles_whole_files(void **state)
{
    (void)state;
    static const struct {
        const char *dates[8];
        bool either;
        enum tl_date_order order;
        bool sure;
    } cases[] = {
        {{"1/2/24", "13/2/24", NULL}, false, TL_DATE_DMY, true},
        {{"1/2/24", "2/13/24", NULL}, false, TL_DATE_MDY, true},
        {{"24/1/31", "24/2/1", NULL}, false, TL_DATE_YMD, true},
        {{"2024/1/2", "2024/2/1", NULL}, false, TL_DATE_YMD, true},
        /* No day above 12: the wrong order steps back at the end of the month. */
        {{"11/2/24", "12/2/24", "1/3/24", NULL}, false, TL_DATE_DMY, true},
        {{"2/11/24", "2/12/24", "3/1/24", NULL}, false, TL_DATE_MDY, true},
        /* The same from new to old, for formats that may be. */
        /* Neighbouring days, or the first days of neighbouring months: likely, not sure. */
        {{"1/3/24", "2/3/24", "3/3/24", NULL}, false, TL_DATE_DMY, false},
        {{"3/1/24", "3/2/24", "3/3/24", NULL}, false, TL_DATE_MDY, false},
        /* Years taken for days give a factor no months could. */
        {{"24/3/11", "24/3/12", "24/3/13", "24/3/14", NULL}, false, TL_DATE_YMD, true},
        {{"5/5/24", "6/6/24", NULL}, false, TL_DATE_DMY, true},
        {{"5/6/24", NULL}, false, TL_DATE_DMY, false},
        {{NULL}, false, TL_DATE_DMY, true},
        /* A date that cannot be does not make days of the years. */
        {{"30.01.23", "31.01.23", "31.02.23", "01.03.23", "02.03.23", "01.04.23", NULL},
         false,
         TL_DATE_DMY,
         true},
        /* One damaged date does not turn the file. */
        {{"13/2/24", "14/2/24", "2/15/24", "16/2/24", NULL}, false, TL_DATE_DMY, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct tl_date_verdict v = settle(cases[i].dates, cases[i].either, TL_DATE_AUTO);
        if (v.order != cases[i].order || v.sure != cases[i].sure)
            fail_msg("case %zu: order %d, sure %d (%s)", i, v.order, v.sure, v.why);
        assert_int_equal(v.other == TL_DATE_AUTO, v.sure);
        assert_non_null(v.why);
    }
}

static void follows_a_wish(void **state)
{
    (void)state;
    static const char *const dates[] = {"13/2/24", "14/2/24", NULL};
    const struct tl_date_verdict v = settle(dates, false, TL_DATE_MDY);
    assert_int_equal(v.order, TL_DATE_MDY);
    assert_true(v.sure);
    /* ISO is no order of three numbers. */
    assert_int_equal(settle(dates, false, TL_DATE_ISO).order, TL_DATE_DMY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_three_numbers),
        cmocka_unit_test(gives_days),
        cmocka_unit_test(knows_the_persian_calendar),
        cmocka_unit_test(settles_whole_files),
        cmocka_unit_test(follows_a_wish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
