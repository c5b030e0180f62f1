/*
 * test_meta_html.c: the samples, and dates in many languages.
 */
#include "tl_test.h"

#include "civil.h"
#include "dump_conversation.h"
#include "meta_date.h"
#include "str.h"

static void samples(void **state)
{
    (void)state;
    tl_check_samples("meta_html");
}

static void reads_dates(void **state)
{
    (void)state;
    static const struct {
        const char *date, *time;
    } cases[] = {
        {"Mar 11, 2024 3:05 pm", "2024-03-11T15:05:00"},
        {"Mar 11, 2024, 12:05 AM", "2024-03-11T00:05:00"},
        {"Mar 11, 2024 3:05:10\u202fPM", "2024-03-11T15:05:10"},
        {"11 March 2024 at 15:05", "2024-03-11T15:05:00"},
        {"11.03.2024", NULL},
        {"11. März 2024, 15:05", "2024-03-11T15:05:00"},
        {"Mär 11, 2024 3:05 nachm.", "2024-03-11T15:05:00"},
        {"11 mars 2024, 15:05", "2024-03-11T15:05:00"},
        {"11 juil. 2024 à 15:05:10", "2024-07-11T15:05:10"},
        {"13 de enero de 2024, 10:30", "2024-01-13T10:30:00"},
        {"jun. 07, 2024 5:44 a. m.", "2024-06-07T05:44:00"},
        {"11 de mar. de 2024 a las 3:05 p.\u00a0m.", "2024-03-11T15:05:00"},
        {"11 mag 2024, 15:05", "2024-05-11T15:05:00"},
        {"11 de março de 2024 15:05", "2024-03-11T15:05:00"},
        {"11 mrt. 2024 15:05", "2024-03-11T15:05:00"},
        {"11. mar. 2024 15.05", "2024-03-11T15:05:00"},
        {"11 lip 2024, 15:05", "2024-07-11T15:05:00"},
        {"12 мар. 2024 г., 15:05", "2024-03-12T15:05:00"},
        {"11 Mar 2024 15:05", "2024-03-11T15:05:00"},
        {"2024年3月11日 下午3:05", "2024-03-11T15:05:00"},
        {"2024年3月11日 15:05", "2024-03-11T15:05:00"},
        {"2024년 3월 11일 오후 3:05", "2024-03-11T15:05:00"},
        {"15:05 11 thg 3, 2024", "2024-03-11T15:05:00"},
        {"11 thg 3, 2024", NULL},
        {"11 ต.ค. 2567 15:05", "2024-10-11T15:05:00"},
        {"11 מרץ 2024, 15:05", "2024-03-11T15:05:00"},
        {"31 Feb 2024 15:05", NULL},
        {"Mar 11, 2024 25:05", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t ms;
        enum tl_resolution resolution;
        char time[20];
        const bool ok = tl_meta_date_read(tl_str_from(cases[i].date), &ms, &resolution);
        if (ok != (cases[i].time != NULL))
            fail_msg("%s is %s", cases[i].date, ok ? "read" : "not read");
        if (!ok)
            continue;
        tl_print_time(time, ms);
        if (strcmp(time, cases[i].time) != 0)
            fail_msg("%s: %s", cases[i].date, time);
        assert_int_equal(resolution, strstr(cases[i].date, ":10") ? TL_RES_SECOND : TL_RES_MINUTE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples),
        cmocka_unit_test(reads_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
