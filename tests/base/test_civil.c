#include "tl_test.h"

#include "civil.h"
#include "str.h"

static void test_known_days(void **state)
{
    (void)state;
    /* weekday: 0 = Monday. 14 May 1834 was a Wednesday, 29 February 1600 a Tuesday, 15 October
       1582, the first Gregorian day, a Friday. */
    static const struct {
        int32_t year, month, day;
        int64_t number;
        int weekday;
    } cases[] = {
        {1970, 1, 1, 0, 3},         {1969, 12, 31, -1, 2},     {2000, 2, 29, 11016, 1},
        {2024, 3, 11, 19793, 0},    {1600, 2, 29, -135081, 1}, {1834, 5, 14, -49540, 2},
        {1582, 10, 15, -141427, 4}, {0, 3, 1, -719468, 2},     {-1, 12, 31, -719529, 4},
        {9999, 12, 31, 2932896, 4}, {-400, 2, 29, -865566, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int32_t year;
        int8_t month, day;
        assert_int_equal(tl_day_from_civil(cases[i].year, cases[i].month, cases[i].day),
                         cases[i].number);
        tl_civil_from_day(cases[i].number, &year, &month, &day);
        assert_int_equal(year, cases[i].year);
        assert_int_equal(month, cases[i].month);
        assert_int_equal(day, cases[i].day);
        assert_int_equal(tl_weekday(cases[i].number), cases[i].weekday);
    }
}

/* Every day from the year -2200 to 6200 follows the one before. */
static void test_every_day(void **state)
{
    (void)state;
    int32_t last_year = 0;
    int8_t last_month = 0, last_day = 0;
    for (int64_t n = -1523000; n < 1545000; n++) {
        int32_t year;
        int8_t month, day;
        tl_civil_from_day(n, &year, &month, &day);
        assert_true(tl_civil_valid(year, month, day));
        assert_true(tl_day_from_civil(year, month, day) == n);
        if (n > -1523000) {
            bool next_day = year == last_year && month == last_month && day == last_day + 1;
            bool next_month = day == 1 && !tl_civil_valid(last_year, last_month, last_day + 1) &&
                              year * 12 + month == last_year * 12 + last_month + 1;
            assert_true(next_day || next_month);
            assert_int_equal(tl_weekday(n), (tl_weekday(n - 1) + 1) % 7);
        }
        last_year = year;
        last_month = month;
        last_day = day;
    }
}

static void test_valid(void **state)
{
    (void)state;
    assert_true(tl_civil_valid(2024, 2, 29));
    assert_true(tl_civil_valid(2000, 2, 29));
    assert_true(tl_civil_valid(-4, 2, 29));
    assert_false(tl_civil_valid(1900, 2, 29));
    assert_false(tl_civil_valid(2023, 2, 29));
    assert_false(tl_civil_valid(2024, 4, 31));
    assert_false(tl_civil_valid(2024, 0, 1));
    assert_false(tl_civil_valid(2024, 13, 1));
    assert_false(tl_civil_valid(2024, 1, 0));
    assert_false(tl_civil_valid(2024, 1, 32));
}

static void test_milliseconds(void **state)
{
    (void)state;
    struct tl_civil c;
    tl_civil_from_ms(-1, &c);
    assert_int_equal(c.year, 1969);
    assert_int_equal(c.hour, 23);
    assert_int_equal(c.second, 59);
    assert_int_equal(c.millisecond, 999);
    for (int64_t ms = -90000000000001; ms < 90000000000000; ms += 98765432101) {
        tl_civil_from_ms(ms, &c);
        assert_true(tl_ms_from_civil(&c) == ms);
    }
    /* A leap second is the next minute's first. */
    c = (struct tl_civil){2016, 12, 31, 23, 59, 60, 0};
    assert_true(tl_ms_from_civil(&c) == INT64_C(1483228800000));
    /* The extremes neither wrap nor trap. */
    tl_civil_from_ms(INT64_MAX, &c);
    assert_int_equal(c.year, 292278994);
    tl_civil_from_ms(INT64_MIN, &c);
    assert_int_equal(c.year, -292275055);
    c = (struct tl_civil){.year = INT32_MAX, .month = 12, .day = 31};
    assert_true(tl_ms_from_civil(&c) == INT64_MAX);
    c.year = INT32_MIN;
    assert_true(tl_ms_from_civil(&c) == INT64_MIN);
    int32_t year;
    int8_t month, day;
    tl_civil_from_day(INT64_MAX, &year, &month, &day);
    assert_true(year > 2000000000);
    assert_in_range(tl_weekday(INT64_MAX), 0, 6);
    assert_in_range(tl_weekday(INT64_MIN), 0, 6);
}

static void test_floor(void **state)
{
    (void)state;
    assert_int_equal(tl_floor_div(7, 3), 2);
    assert_int_equal(tl_floor_div(-7, 3), -3);
    assert_int_equal(tl_floor_div(-6, 3), -2);
    assert_int_equal(tl_floor_mod(-7, 3), 2);
    assert_int_equal(tl_floor_mod(-6, 3), 0);
    assert_true(tl_floor_div(INT64_MIN, 1) == INT64_MIN);
    assert_int_equal(tl_floor_mod(INT64_MIN, 10), 2);
}

static void test_print(void **state)
{
    (void)state;
    char date[11], time[20];
    tl_print_date(date, 19793);
    assert_string_equal(date, "2024-03-11");
    tl_print_date(date, tl_day_from_civil(33, 4, 3));
    assert_string_equal(date, "0033-04-03");
    tl_print_date(date, tl_day_from_civil(-5, 4, 3));
    assert_string_equal(date, "0000-04-03");
    tl_print_date(date, tl_day_from_civil(12024, 4, 3));
    assert_string_equal(date, "9999-04-03");
    tl_print_time(time, INT64_C(1710169525999));
    assert_string_equal(time, "2024-03-11T15:05:25");
    tl_print_time(time, -1);
    assert_string_equal(time, "1969-12-31T23:59:59");
}

static void test_parse_date(void **state)
{
    (void)state;
    int64_t day = 42;
    assert_true(tl_parse_date(TL_STR("2024-03-11"), &day) && day == 19793);
    assert_true(tl_parse_date(TL_STR("2024-03"), &day) && day == 19783);
    assert_true(tl_parse_date(TL_STR("2024"), &day) && day == 19723);
    static const char *const bad[] = {"",           "24-03-11",    "2024-3-11",  "2024-03-1",
                                      "2024-02-30", "2024-13",     "2024-",      "2024-03-",
                                      "2024-00-01", "2024-03-11 ", " 2024",      "2024/03/11",
                                      "20240311",   "2024-03-11T", "-024-03-11", "2024-+3-11"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (tl_parse_date(tl_str_from(bad[i]), &day))
            fail_msg("took %s", bad[i]);
    }
    assert_int_equal(day, 19723);
}

static void test_parse_iso8601(void **state)
{
    (void)state;
    const int64_t minute = INT64_C(1710169500000); /* 2024-03-11T15:05Z */
    const struct {
        const char *text;
        int64_t ms;
        int16_t offset;
        int32_t resolution;
    } good[] = {
        {"2024-03-11", INT64_C(1710115200000), TL_OFFSET_UNKNOWN, 86400000},
        {"2024-03-11T15:05", minute, TL_OFFSET_UNKNOWN, 60000},
        {"2024-03-11 15:05", minute, TL_OFFSET_UNKNOWN, 60000},
        {"2024-03-11t15:05z", minute, 0, 60000},
        {"2024-03-11T15:05:25", minute + 25000, TL_OFFSET_UNKNOWN, 1000},
        {"2024-03-11T15:05:25Z", minute + 25000, 0, 1000},
        {"2024-03-11T15:05:60Z", minute + 60000, 0, 1000},
        {"2024-03-11T15:05:25.4", minute + 25400, TL_OFFSET_UNKNOWN, 1},
        {"2024-03-11T15:05:25,047", minute + 25047, TL_OFFSET_UNKNOWN, 1},
        {"2024-03-11T15:05:25.999999999999Z", minute + 25999, 0, 1},
        {"2024-03-11T15:05:25.047+01:00", minute + 25047 - 3600000, 60, 1},
        {"2024-03-11T15:05+0530", minute - 330 * 60000, 330, 60000},
        {"2024-03-11 15:05:00-08", minute + 480 * 60000, -480, 1000},
        {"2024-03-11T15:05-03:30", minute + 210 * 60000, -210, 60000},
        {"1969-12-31T23:59:59.999Z", -1, 0, 1},
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        int64_t ms;
        int16_t offset;
        int32_t resolution;
        if (!tl_parse_iso8601(tl_str_from(good[i].text), &ms, &offset, &resolution))
            fail_msg("refused %s", good[i].text);
        assert_true(ms == good[i].ms);
        assert_int_equal(offset, good[i].offset);
        assert_int_equal(resolution, good[i].resolution);
    }
    static const char *const bad[] = {
        "",
        "2024",
        "2024-03",
        "2024-03-11T",
        "2024-03-11T15",
        "2024-03-11T15:5",
        "2024-03-11T24:00",
        "2024-03-11T15:60",
        "2024-03-11T15:05:61",
        "2024-03-11T15:05:",
        "2024-03-11T15:05:25.",
        "2024-03-11T15:05:25.Z",
        "2024-03-11T15:05ZZ",
        "2024-03-11Z",
        "2024-03-11T15:05+1",
        "2024-03-11T15:05+01:",
        "2024-03-11T15:05+01:0",
        "2024-03-11T15:05+24:00",
        "2024-03-11T15:05+01:60",
        "2024-03-11T15:05+01:00 ",
        "2024-03-11T15:05 +01:00",
        "2024-02-30T15:05",
        "2024-03-11  15:05",
        "2024-03-11_15:05",
        "2023-02-29",
        "11.03.2024 15:05",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t ms = 42;
        int16_t offset;
        int32_t resolution;
        if (tl_parse_iso8601(tl_str_from(bad[i]), &ms, &offset, &resolution))
            fail_msg("took %s", bad[i]);
        assert_int_equal(ms, 42);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_days), cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_valid),      cmocka_unit_test(test_milliseconds),
        cmocka_unit_test(test_floor),      cmocka_unit_test(test_print),
        cmocka_unit_test(test_parse_date), cmocka_unit_test(test_parse_iso8601),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
