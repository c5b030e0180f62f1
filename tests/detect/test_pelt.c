/* All changes at once: known answers, and the exact optimum of small series by another way. */
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

static struct tl_changes pelt(const double *y, size_t n, size_t least, double penalty, size_t *at)
{
    struct tl_changes c;
    assert_int_equal(tl_pelt(&ctx, y, NULL, n, least, penalty, at, &c), TL_OK);
    return c;
}

static void splits_the_toy(void **state)
{
    (void)state;
    /* By exhaustive search in Python 3; at .5 and 1 several sets are equally good. */
    size_t at[12];
    assert_near(pelt(toy, 12, 1, .5, at).cost, 5.166667, 5e-7);
    assert_near(pelt(toy, 12, 1, 1, at).cost, 7.833333, 5e-7);
    assert_int_equal(pelt(toy, 12, 1, 2, at).n, 1);
    assert_int_equal(at[0], 6);
    assert_int_equal(pelt(toy, 12, 1, 50, at).n, 1);
    assert_int_equal(pelt(toy, 12, 1, 100, at).n, 0);
    assert_int_equal(pelt(toy, 12, 1, .1, at).n, 11);
    assert_near(pelt(toy, 12, 1, 2 * tl_log(12), at).cost, 13.13648, 5e-6);
    assert_near(pelt(toy, 12, 1, 100, at).cost, 88.25, 1e-9);
}

static void splits_the_nile(void **state)
{
    (void)state;
    double scaled[100];
    size_t at[100];
    const double scale = tl_robust_scale(&ctx, nile, NULL, 100);
    assert_near(scale, 115.319346, 5e-6); /* in Python 3 */
    for (size_t i = 0; i < 100; i++)
        scaled[i] = nile[i] / scale;
    struct tl_changes c = pelt(scaled, 100, 1, 9.21034, at);
    assert_int_equal(c.n, 1);
    assert_int_equal(at[0], 28);
    assert_near(c.cost, 129.332896, 1e-4);
    assert_int_equal(pelt(scaled, 100, 1, 13.8155, at).n, 1);
    assert_int_equal(pelt(scaled, 100, 1, 4.60517, at).n, 11); /* over-fit */
    assert_true(pelt(nile, 100, 1, 9.21034, at).n > 90);       /* undivided */
}

/* Least cost of y[0..n) by trying all sets of changes. */
static double exhaustive(const double *y, size_t n, size_t least, double penalty)
{
    double best = 1e300;
    for (unsigned set = 0; set < 1u << (n - 1); set++) {
        double total = 0;
        size_t from = 0;
        bool allowed = true;
        for (size_t t = 1; t <= n && allowed; t++) {
            if (t < n && (set >> (t - 1) & 1) == 0)
                continue;
            double mean = 0;
            for (size_t i = from; i < t; i++)
                mean += y[i] / (double)(t - from);
            for (size_t i = from; i < t; i++)
                total += (y[i] - mean) * (y[i] - mean);
            total += t < n ? penalty : 0;
            allowed = t - from >= least;
            from = t;
        }
        if (allowed && total < best)
            best = total;
    }
    return best;
}

static void is_exact_with_least_lengths(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 13, 0);
    for (int run = 0; run < 40; run++) {
        double y[13];
        size_t at[13];
        const size_t least = 1 + (size_t)run % 4;
        for (size_t i = 0; i < 13; i++)
            y[i] = tl_rng_normal(&rng) + (i > 4 && i < 9 ? 2 : 0);
        const double penalty = 0.5 + 2 * tl_rng_uniform(&rng);
        const struct tl_changes c = pelt(y, 13, least, penalty, at);
        assert_near(c.cost, exhaustive(y, 13, least, penalty), 1e-9);
        size_t last = 0;
        for (size_t i = 0; i < c.n; i++) {
            assert_true(at[i] - last >= least);
            last = at[i];
        }
        assert_true(13 - last >= least);
    }
}

static void leaves_gaps_out(void **state)
{
    (void)state;
    double y[14], w[14];
    size_t at[14];
    for (size_t i = 0; i < 14; i++) {
        y[i] = i == 3 ? NAN : i == 9 ? 99 : toy[i - (i > 3) - (i > 9)];
        w[i] = i == 9 ? 0 : 1;
    }
    struct tl_changes c;
    assert_int_equal(tl_pelt(&ctx, y, w, 14, 2, 2 * tl_log(12), at, &c), TL_OK);
    assert_int_equal(c.n, 1);
    assert_int_equal(at[0], 7);
    assert_near(c.cost, 13.13648, 5e-6);
    /* Neighbours across a gap do not count: 1 and 3 are left. */
    const double pairs[5] = {0, 1, NAN, 50, 53};
    assert_near(tl_robust_scale(&ctx, pairs, NULL, 5), 2 / (0.67449 * sqrt(2)), 1e-12);
    assert_true(isnan(tl_robust_scale(&ctx, pairs, NULL, 1)));
    assert_int_equal(pelt(toy, 3, 4, 1, at).n, 0);
    assert_int_equal(pelt(toy, 0, 1, 1, at).n, 0);
}

static void survives_short_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i <= 2; i++) {
        struct tl_test_allocator a;
        struct tl_context scarce;
        size_t at[100];
        struct tl_changes c;
        tl_test_allocator_init(&a, i);
        tl_context_init(&scarce);
        scarce.allocator = &a.base;
        const enum tl_status status = tl_pelt(&scarce, nile, NULL, 100, 8, 9e5, at, &c);
        assert_int_equal(status, i < 2 ? TL_FATAL : TL_OK);
        assert_int_equal(a.live, 0);
        tl_test_allocator_init(&a, i);
        assert_int_equal(isnan(tl_robust_scale(&scarce, nile, NULL, 100)), i == 0);
        assert_int_equal(a.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_the_toy),
        cmocka_unit_test(splits_the_nile),
        cmocka_unit_test(is_exact_with_least_lengths),
        cmocka_unit_test(leaves_gaps_out),
        cmocka_unit_test(survives_short_memory),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
