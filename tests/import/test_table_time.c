/*
 * test_table_time.c: the ways tables write a time, and the words of their columns.
 */
#include "tl_test.h"

#include "civil.h"
#include "str.h"
#include "table_columns.h"
#include "table_time.h"

static void reads_times(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum tl_time_state state;
        const char *time; /* of `ms` */
        int offset;       /* 9999: unknown */
        enum tl_resolution resolution;
    } cases[] = {
        {"2024-03-11T15:05:10+01:00", TL_TIME_UTC, "2024-03-11T14:05:10", 60, TL_RES_SECOND},
        {"2024-03-11T15:05:10.25Z", TL_TIME_UTC, "2024-03-11T15:05:10", 0, TL_RES_MS},
        {"2024-03-11 15:05:10 -0330", TL_TIME_UTC, "2024-03-11T18:35:10", -210, TL_RES_SECOND},
        {"2024-03-11 15:05 UTC", TL_TIME_UTC, "2024-03-11T15:05:00", 0, TL_RES_MINUTE},
        {"2024/03/11 15:05:10 UTC+2", TL_TIME_UTC, "2024-03-11T13:05:10", 120, TL_RES_SECOND},
        {"2024-03-11T15:05", TL_TIME_WALL, "2024-03-11T15:05:00", 9999, TL_RES_MINUTE},
        {" 2024.3.11 3:05 PM ", TL_TIME_WALL, "2024-03-11T15:05:00", 9999, TL_RES_MINUTE},
        {"2024-03-11, 12:05\xe2\x80\xaf"
         "am",
         TL_TIME_WALL, "2024-03-11T00:05:00", 9999, TL_RES_MINUTE},
        {"2024-03-11 12:05 p.\xc2\xa0m.", TL_TIME_WALL, "2024-03-11T12:05:00", 9999, TL_RES_MINUTE},
        {"2024-03-11", TL_TIME_WALL, "2024-03-11T00:00:00", 9999, TL_RES_DAY},
        {"20-Apr-23 01:05 PM", TL_TIME_WALL, "2023-04-20T13:05:00", 9999, TL_RES_MINUTE},
        {"9 mar 2024 15:05", TL_TIME_WALL, "2024-03-09T15:05:00", 9999, TL_RES_MINUTE},
        {"Apr 20, 2023, 1:05:10 AM", TL_TIME_WALL, "2023-04-20T01:05:10", 9999, TL_RES_SECOND},
        {"Feb 30, 2023", TL_TIME_NONE, "1970-01-01T00:00:00", 9999, TL_RES_DAY},
        {"20240311", TL_TIME_WALL, "2024-03-11T00:00:00", 9999, TL_RES_DAY},
        {"1710169510", TL_TIME_UTC, "2024-03-11T15:05:10", 9999, TL_RES_SECOND},
        {"1710169510.000200", TL_TIME_UTC, "2024-03-11T15:05:10", 9999, TL_RES_MS},
        {"1710169510123", TL_TIME_UTC, "2024-03-11T15:05:10", 9999, TL_RES_MS},
        {"1710169510123456", TL_TIME_UTC, "2024-03-11T15:05:10", 9999, TL_RES_MS},
        {"1710169510123456789", TL_TIME_UTC, "2024-03-11T15:05:10", 9999, TL_RES_MS},
        {"-100000000", TL_TIME_UTC, "1966-10-31T14:13:20", 9999, TL_RES_SECOND},
        {"11/3/24 15:05", TL_TIME_FIELDS, "1970-01-01T15:05:00", 9999, TL_RES_MINUTE},
        {"11.03.2024, 15:05:10", TL_TIME_FIELDS, "1970-01-01T15:05:10", 9999, TL_RES_SECOND},
        {"11.03.2024", TL_TIME_FIELDS, "1970-01-01T00:00:00", 9999, TL_RES_DAY},
        {"2024", TL_TIME_COARSE, NULL, 0, TL_RES_DAY},
        {"2024-03", TL_TIME_COARSE, NULL, 0, TL_RES_DAY},
        {"", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"soon", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"12345", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"20241341", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"12345678901234567890", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"1.2.3", TL_TIME_FIELDS, "1970-01-01T00:00:00", 9999, TL_RES_DAY},
        {"-", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"2024-13-01", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"2024-03-11 25:00", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"2024-03-11 13:00 PM", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"2024-03-11 15:05 later", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"2024-03-11 15:05 +15:00", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"11/3/24 15:05 +01:00", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"111/3/24", TL_TIME_NONE, NULL, 0, TL_RES_DAY},
        {"2024-03-11 15:05:10 and a great many more words than any time has in it", TL_TIME_NONE,
         NULL, 0, TL_RES_DAY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct tl_table_time t = tl_table_time_read(tl_str_from(cases[i].text));
        char time[20];
        if (t.state != cases[i].state)
            fail_msg("\"%s\": state %d", cases[i].text, t.state);
        if (cases[i].time == NULL)
            continue;
        tl_print_time(time, t.ms);
        assert_string_equal(time, cases[i].time);
        assert_int_equal(t.offset_min,
                         cases[i].offset == 9999 ? TL_OFFSET_UNKNOWN : cases[i].offset);
        assert_int_equal(t.resolution, cases[i].resolution);
    }
    assert_int_equal(tl_floor_mod(tl_table_time_read(TL_STR("1710169510123456")).ms, 1000), 123);
    assert_int_equal(tl_floor_mod(tl_table_time_read(TL_STR("1710169510.5")).ms, 1000), 500);
}

static void knows_columns(void **state)
{
    (void)state;
    uint8_t rank, other;
    assert_int_equal(tl_table_column_from(TL_STR(" Message Date "), &rank), TL_COLUMN_OF_TIME);
    assert_int_equal(tl_table_column_from(TL_STR("reply-to"), &rank), TL_COLUMN_OF_REPLY_TO);
    assert_int_equal(tl_table_column_from(TL_STR("place"), &rank), TL_TABLE_COLUMNS);
    assert_int_equal(tl_table_column_from(TL_STR(""), &rank), TL_TABLE_COLUMNS);
    assert_int_equal(tl_table_column_from(TL_STR("a heading far longer than any known one"), &rank),
                     TL_TABLE_COLUMNS);
    tl_table_column_from(TL_STR("timestamp"), &rank);
    tl_table_column_from(TL_STR("date"), &other);
    assert_true(rank < other);
    assert_true(tl_table_columns_suffice(1u << TL_COLUMN_OF_CLOCK | 1u << TL_COLUMN_OF_SENDER |
                                         1u << TL_COLUMN_OF_TEXT));
    assert_false(tl_table_columns_suffice(1u << TL_COLUMN_OF_TIME | 1u << TL_COLUMN_OF_TEXT));
}

static void knows_kinds(void **state)
{
    (void)state;
    for (enum tl_kind k = 0; k < TL_KIND_COUNT; k++) {
        const struct tl_table_kind kind = tl_table_kind_from(tl_str_from(tl_kind_name(k)));
        assert_true(kind.known);
        assert_int_equal(kind.kind, k);
    }
    assert_int_equal(tl_table_kind_from(TL_STR("Voice message")).kind, TL_KIND_VOICE);
    assert_true(tl_table_kind_from(TL_STR("Outgoing")).outgoing);
    assert_false(tl_table_kind_from(TL_STR("")).known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_times),
        cmocka_unit_test(knows_columns),
        cmocka_unit_test(knows_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
