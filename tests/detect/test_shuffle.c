/* Block shuffling: what it keeps, the smallest p, and the counted false-alarm rate. */
#include "tl_test.h"
#include "detect.h"
#include "reference_series.h"

static void keeps_the_multiset(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 7, 0);
    static const size_t sizes[] = {1, 2, 5, 6, 7, 26, 53, 104, 261};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        const size_t n = sizes[s];
        for (size_t block = 1; block <= 9; block++) {
            uint32_t order[261];
            bool seen[261] = {false};
            tl_block_permutation(&rng, n, block, order);
            for (size_t i = 0; i < n; i++) {
                assert_in_range(order[i], 0, n - 1);
                assert_false(seen[order[i]]);
                seen[order[i]] = true;
            }
        }
    }
}

static void keeps_neighbours_within_blocks(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 11, 0);
    uint32_t order[48], moved = 0;
    for (int round = 0; round < 100; round++) {
        size_t breaks = 0;
        tl_block_permutation(&rng, 48, 8, order);
        for (size_t i = 1; i < 48; i++)
            breaks += order[i] != (order[i - 1] + 1) % 48;
        assert_in_range(breaks, 0, 5); /* six blocks have five seams */
        moved += breaks > 0;
    }
    assert_in_range(moved, 90, 100);
}

static void knows_the_smallest_p(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    double step[104];
    for (size_t i = 0; i < 104; i++)
        step[i] = (i < 52 ? 10 : 0) + 0.01 * (double)(i % 7);
    struct tl_split split;
    assert_near(tl_scan_p(&ctx, step, NULL, 104, 8, 199, 1, &split), 0.005, 1e-12);
    assert_int_equal(split.at, 52);
    /* A pure function of series, seed and stream. */
    const double p = tl_scan_p(&ctx, nile, NULL, 100, 8, 1999, 5, NULL);
    assert_true(p == tl_scan_p(&ctx, nile, NULL, 100, 8, 1999, 5, NULL));
    assert_true(p < 0.01);
}

static void finds_nothing_in_nothing(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    double flat[60];
    for (size_t i = 0; i < 60; i++)
        flat[i] = 0.1;
    assert_near(tl_scan_p(&ctx, flat, NULL, 60, 8, 199, 1, NULL), 1, 0);
    struct tl_split split;
    assert_near(tl_scan_p(&ctx, nile, NULL, 15, 8, 199, 1, &split), 1, 0);
    assert_int_equal(split.at, 0);
}

static void ignores_shift_scale_and_gaps(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    double moved[100], gappy[101];
    for (size_t i = 0; i < 100; i++) {
        moved[i] = 4096 - 2 * nile[i];
        gappy[i < 40 ? i : i + 1] = nile[i];
    }
    gappy[40] = NAN;
    /* A stretch without change, so that p is inside (0, 1). */
    const double p = tl_scan_p(&ctx, nile + 30, NULL, 70, 8, 999, 2, NULL);
    assert_true(p > 0.05);
    assert_near(tl_scan_p(&ctx, moved + 30, NULL, 70, 8, 999, 2, NULL), p, 0);
    assert_near(tl_scan_p(&ctx, gappy + 30, NULL, 71, 8, 999, 2, NULL), p, 0);
}

/* Share of p <= .05 among Gaussian AR(1) series without a change. */
static double false_alarms(size_t n, double phi, unsigned series)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_rng rng;
    tl_rng_init(&rng, 20240311, n);
    unsigned found = 0;
    for (unsigned s = 0; s < series; s++) {
        double y[104];
        double x = tl_rng_normal(&rng);
        for (size_t i = 0; i < n; i++) {
            y[i] = x;
            x = phi * x + sqrt(1 - phi * phi) * tl_rng_normal(&rng);
        }
        ctx.seed = s;
        found += tl_scan_p(&ctx, y, NULL, n, tl_least_segment(n), 199, 3, NULL) <= 0.05;
    }
    return found / (double)series;
}

static void seldom_raises_a_false_alarm(void **state)
{
    (void)state;
    /* 400 simulated series each gave .01, .02, .05 at lag-1 correlation .3 (standard error up to
       .011); shuffling single weeks gives .17, .20, .25. 2,000 series here, standard error .005. */
    assert_near(false_alarms(26, 0.3, 2000), 0.01, 0.035);
    assert_near(false_alarms(52, 0.3, 2000), 0.02, 0.035);
    assert_near(false_alarms(104, 0.3, 2000), 0.05, 0.035);
}

static void survives_short_memory(void **state)
{
    (void)state;
    struct tl_context ctx;
    for (size_t i = 0;; i++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, i);
        tl_context_init(&ctx);
        ctx.allocator = &a.base;
        const double p = tl_scan_p(&ctx, nile, NULL, 100, 8, 99, 1, NULL);
        assert_int_equal(a.live, 0);
        if (!isnan(p)) {
            assert_int_equal(i, 2);
            break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_the_multiset),
        cmocka_unit_test(keeps_neighbours_within_blocks),
        cmocka_unit_test(knows_the_smallest_p),
        cmocka_unit_test(finds_nothing_in_nothing),
        cmocka_unit_test(ignores_shift_scale_and_gaps),
        cmocka_unit_test(seldom_raises_a_false_alarm),
        cmocka_unit_test(survives_short_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
