/* open_questions.c: five questions, from the record where it has something, in easy words, the same
   whoever of the two looks. */
#include "tl_test.h"

#include "open_questions.h"
#include "readability.h"

struct record {
    struct tl_context ctx;
    struct tl_conversation conv;
    struct tl_analysis analysis;
    struct tl_report report;
    struct tl_found_exchange exchange[3];
    int64_t time_ms[3];
    int16_t offset_min[3];
    double messages[2][2];
};

static void make(struct record *r, int first)
{
    *r = (struct record){.exchange = {{"disclosure", "met", 0, 0, first},
                                      {"disclosure", "nothing", 1, 1, 1 - first},
                                      {"repair", "landed", 2, 2, first}},
                         .time_ms = {INT64_C(19723) * 86400000, INT64_C(19724) * 86400000,
                                     INT64_C(19725) * 86400000},
                         .messages = {{1, 5}, {2, 5}}};
    tl_context_init(&r->ctx);
    r->conv = (struct tl_conversation){
        .n_messages = 3, .time_ms = r->time_ms, .offset_min = r->offset_min};
    r->analysis.exchanges = r->exchange;
    r->analysis.n_exchanges = 3;
    r->analysis.deep.read = true;
    r->analysis.deep.last_day = 19730;
    r->analysis.tide = (struct tl_tide){
        .n_weeks = 2, .first_day = 19723, .messages = {r->messages[0], r->messages[1]}};
    r->report = (struct tl_report){.conv = &r->conv, .analysis = &r->analysis};
}

static void check(const struct record *r, const char *const says[TL_OPEN_QUESTIONS])
{
    for (int i = 0; i < TL_OPEN_QUESTIONS; i++) {
        struct tl_buf buf;
        tl_buf_init(&buf, &r->ctx);
        tl_open_question(&r->report, i, &buf);
        tl_buf_putc(&buf, '\0');
        assert_false(buf.failed);
        if (strstr(buf.ptr, says[i]) == NULL)
            fail_msg("question %d: %s", i + 1, buf.ptr);
        assert_non_null(strchr(buf.ptr, '?'));
        assert_true(readability_of(buf.ptr).grade <= 7.0);
        tl_buf_release(&buf);
    }
}

static void from_the_record(void **state)
{
    static const char *const says[] = {"8 January 2024", "1 January 2024", "2 January 2024",
                                       "3 January 2024", "8 January 2024"};
    (void)state;
    struct record r;
    for (int first = 0; first < 2; first++) {
        make(&r, first);
        check(&r, says);
    }
}

static void from_nothing(void **state)
{
    static const char *const says[] = {"mattered", "feel heard", "not yet", "hard moment",
                                       "more of"};
    (void)state;
    struct record r;
    make(&r, 0);
    r.analysis.n_exchanges = 0;
    r.analysis.deep.last_day = TL_NO_DAY;
    r.analysis.tide.n_weeks = 0;
    check(&r, says);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(from_the_record),
                                       cmocka_unit_test(from_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
