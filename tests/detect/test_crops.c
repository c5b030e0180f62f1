/* All penalties of a range: each answer is PELT's own there, none is missed, and what stays. */
#include "tl_test.h"
#include "detect.h"
#include "reference_series.h"

static struct tl_context ctx;

static int set_up(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    return 0;
}

/* PELT at many penalties finds what the rows say. */
static void check_rows(const double *y, size_t n, size_t least, double from, double to)
{
    struct tl_arena arena;
    struct tl_crops crops;
    size_t at[200];
    tl_arena_init(&arena, &ctx);
    assert_int_equal(tl_crops(&ctx, &arena, y, NULL, n, least, from, to, &crops), TL_OK);
    for (size_t i = 1; i < crops.n; i++) {
        assert_true(crops.row[i].penalty >= crops.row[i - 1].penalty);
        assert_true(crops.row[i].n < crops.row[i - 1].n);
    }
    for (int step = 0; step <= 100; step++) {
        const double penalty = from + (to - from) * (step + 0.123) / 101;
        struct tl_changes direct;
        assert_int_equal(tl_pelt(&ctx, y, NULL, n, least, penalty, at, &direct), TL_OK);
        size_t i = 0;
        while (i + 1 < crops.n && crops.row[i + 1].penalty <= penalty)
            i++;
        assert_near(crops.row[i].squares + penalty * (double)crops.row[i].n, direct.cost, 1e-7);
        assert_int_equal(crops.row[i].n, direct.n);
    }
    tl_arena_release(&arena);
}

static void misses_no_answer(void **state)
{
    (void)state;
    double scaled[100], noise[60];
    for (size_t i = 0; i < 100; i++)
        scaled[i] = nile[i] / 115.319346;
    check_rows(scaled, 100, 1, 0.5 * tl_log(100), 10 * tl_log(100));
    check_rows(scaled, 100, 8, 0.1, 200);
    for (uint64_t run = 0; run < 20; run++) {
        struct tl_rng rng;
        tl_rng_init(&rng, 8, run);
        for (size_t i = 0; i < 60; i++)
            noise[i] = tl_rng_normal(&rng) + (i > 20 ? 1.5 : 0) - (i > 41 ? 1 : 0);
        check_rows(noise, 60, 1 + run % 3, 0.05, 60);
    }
}

static void keeps_what_no_penalty_removes(void **state)
{
    (void)state;
    struct tl_arena arena;
    struct tl_crops crops;
    tl_arena_init(&arena, &ctx);
    /* By exhaustive search: from 2 to 50 the toy has one change, at 6; at 100 none. */
    assert_int_equal(tl_crops(&ctx, &arena, toy, NULL, 12, 1, 0.1, 100, &crops), TL_OK);
    assert_int_equal(crops.row[0].n, 11);
    assert_int_equal(crops.row[crops.n - 1].n, 0);
    /* 88.25 without a change less 8.166667 with one: the last step */
    assert_near(crops.row[crops.n - 1].penalty, 80.083333, 5e-7);
    assert_true(tl_crops_always(&crops, 2, 50, 6));
    assert_true(tl_crops_always(&crops, 0.2, 80, 6));
    assert_false(tl_crops_always(&crops, 2, 50, 5));
    assert_false(tl_crops_always(&crops, 2, 90, 6));
    assert_int_equal(tl_crops(&ctx, &arena, toy, NULL, 0, 1, 0.1, 100, &crops), TL_OK);
    assert_int_equal(crops.n, 1);
    tl_arena_release(&arena);
}

static void survives_short_memory(void **state)
{
    (void)state;
    enum tl_status status = TL_FATAL;
    size_t i = 0;
    for (; status != TL_OK; i++) {
        struct tl_test_allocator a;
        struct tl_context scarce;
        struct tl_arena arena;
        struct tl_crops crops;
        tl_test_allocator_init(&a, i);
        tl_context_init(&scarce);
        scarce.allocator = &a.base;
        tl_arena_init(&arena, &scarce);
        status = tl_crops(&scarce, &arena, toy, NULL, 12, 1, 0.1, 100, &crops);
        tl_arena_release(&arena);
        assert_int_equal(a.live, 0);
        assert_true(i < 100);
    }
    assert_true(i > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(misses_no_answer),
        cmocka_unit_test(keeps_what_no_penalty_removes),
        cmocka_unit_test(survives_short_memory),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
