/* test_rhythm.c: effective time (A10). */
#include "tl_test.h"

#include "civil.h"
#include "rhythm.h"

static void worked_example(void **state)
{
    (void)state;
    /* Catalogue A10: nobody up from 0 to 8, rate 1.5 from 8 to 24; 23:30 to 08:30 is 1.5 h. */
    double profile[TL_HOURS_OF_WEEK];
    for (int h = 0; h < TL_HOURS_OF_WEEK; h++)
        profile[h] = h % 24 < 8 ? 0.0 : 1.5;
    assert_near(tl_profile_hours(profile, 23.5, 32.5), 1.5, 1e-12);
}

/* 20 weeks, a message every hour from 8 to 23. */
static size_t busy_days(int64_t *out)
{
    size_t n = 0;
    for (int64_t day = 4; day < 4 + 140; day++) /* 1970-01-05 is a Monday */
        for (int64_t h = 8; h < 24; h++)
            out[n++] = day * TL_MS_PER_DAY + h * TL_MS_PER_HOUR + 1800000;
    return n;
}

static void nights_count_little(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_arena arena;
    tl_arena_init(&arena, &ctx);
    int64_t *at = malloc(140 * 16 * sizeof *at);
    size_t n = busy_days(at);
    struct tl_rhythm r;
    assert_int_equal(tl_rhythm_init(&r, &arena, at, n, at[0], at[n - 1], NULL), TL_OK);
    int64_t monday = (4 + 70) * TL_MS_PER_DAY;
    double night = tl_rhythm_hours(&r, monday + 6 * TL_MS_PER_HOUR) -
                   tl_rhythm_hours(&r, monday + 1 * TL_MS_PER_HOUR);
    double day = tl_rhythm_hours(&r, monday + 15 * TL_MS_PER_HOUR) -
                 tl_rhythm_hours(&r, monday + 10 * TL_MS_PER_HOUR);
    double week = tl_rhythm_hours(&r, monday + 7 * TL_MS_PER_DAY) - tl_rhythm_hours(&r, monday);
    assert_true(night < 1.0);
    assert_true(day > 6.0 && day < 8.0);
    assert_near(week, 168.0, 1.0); /* mean 1, up to the floor */
    /* continuous and increasing, also beyond both ends */
    double last = tl_rhythm_hours(&r, at[0] - 100 * TL_MS_PER_HOUR);
    for (int64_t ms = at[0] - 99 * TL_MS_PER_HOUR; ms < at[n - 1] + 400 * TL_MS_PER_HOUR;
         ms += TL_MS_PER_HOUR / 4) {
        double now = tl_rhythm_hours(&r, ms);
        assert_true(now >= last);
        last = now;
    }
    tl_arena_release(&arena);
    free(at);
}

/* The week looked at does not shape its own clock. */
static void own_week_is_left_out(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_arena arena;
    tl_arena_init(&arena, &ctx);
    int64_t *at = malloc(140 * 16 * sizeof *at);
    size_t n = busy_days(at);
    struct tl_rhythm plain, moved;
    assert_int_equal(tl_rhythm_init(&plain, &arena, at, n, at[0], at[n - 1], NULL), TL_OK);
    for (size_t i = 70 * 16; i < 77 * 16; i++)
        at[i] -= 8 * TL_MS_PER_HOUR + 1; /* one week of nights */
    assert_int_equal(tl_rhythm_init(&moved, &arena, at, n, at[0], at[n - 1], NULL), TL_OK);
    size_t week = 10 * TL_HOURS_OF_WEEK;
    for (size_t h = 0; h < TL_HOURS_OF_WEEK; h++)
        assert_near((double)plain.rate[week + h], (double)moved.rate[week + h], 1e-6);
    assert_true(moved.rate[week + TL_HOURS_OF_WEEK + 3] > plain.rate[week + TL_HOURS_OF_WEEK + 3]);
    tl_arena_release(&arena);
    free(at);
}

static void few_events_give_day_and_night(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_arena arena;
    tl_arena_init(&arena, &ctx);
    int64_t at[60];
    for (int i = 0; i < 60; i++)
        at[i] = (4 + i) * TL_MS_PER_DAY + 14 * TL_MS_PER_HOUR;
    struct tl_rhythm r;
    assert_int_equal(tl_rhythm_init(&r, &arena, at, 60, at[0], at[59], NULL), TL_OK);
    int levels = 1;
    for (int h = 1; h < 24; h++)
        levels += r.rate[h] < r.rate[h - 1] || r.rate[h] > r.rate[h - 1];
    assert_true(levels <= 3);
    assert_true(r.rate[14] > r.rate[3]);
    tl_arena_release(&arena);
}

static void runs_out_of_memory(void **state)
{
    (void)state;
    int64_t at[2] = {0, 30 * TL_MS_PER_DAY};
    for (size_t fail = 0;; fail++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, fail);
        struct tl_context ctx;
        tl_context_init(&ctx);
        ctx.allocator = &a.base;
        struct tl_arena arena;
        tl_arena_init(&arena, &ctx);
        struct tl_rhythm r;
        enum tl_status status = tl_rhythm_init(&r, &arena, at, 2, at[0], at[1], NULL);
        tl_arena_release(&arena);
        assert_int_equal(a.live, 0);
        if (status == TL_OK) {
            assert_true(fail > 0);
            break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),       cmocka_unit_test(nights_count_little),
        cmocka_unit_test(own_week_is_left_out), cmocka_unit_test(few_events_give_day_and_night),
        cmocka_unit_test(runs_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
