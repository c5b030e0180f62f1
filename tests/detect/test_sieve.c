/* test_sieve.c: the scan against AR(1) noise. */
#include "tl_test.h"

#include "detect.h"

static struct tl_context ctx;

static void noise(double *y, size_t n, uint64_t stream, double phi, double step)
{
    struct tl_rng rng;
    tl_rng_init(&rng, 17, stream);
    double e = tl_rng_normal(&rng);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            e = phi * e + sqrt(1.0 - phi * phi) * tl_rng_normal(&rng);
        y[i] = e + (i >= n / 2 ? step : 0.0);
    }
}

static int alarms(double phi, double step, int runs)
{
    int found = 0;
    tl_context_init(&ctx);
    for (int run = 0; run < runs; run++) {
        double y[52], t95;
        noise(y, 52, 1000 + (uint64_t)run, phi, step);
        found += tl_sieve_p(&ctx, y, NULL, 52, 4, 199, (uint64_t)run, &t95) <= 0.05;
    }
    return found;
}

/* The table in sieve.c: .034, .060 and .726 at 52 weeks, within 3 standard errors of 600 runs. */
static void level_and_power(void **state)
{
    (void)state;
    assert_in_range(alarms(0.0, 0.0, 600), 7, 34);
    assert_in_range(alarms(0.3, 0.0, 600), 19, 54);
    assert_in_range(alarms(0.0, 1.0, 600), 403, 470);
}

/* Shifting and scaling the series, and scaling the weights, changes nothing. */
static void invariances(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    double y[60], moved[60], weight[60], scaled[60], t95, other95;
    noise(y, 60, 3, 0.2, 0.8);
    for (int i = 0; i < 60; i++) {
        moved[i] = 5.0 + 8.0 * y[i];
        weight[i] = 1.0 + i % 3;
        scaled[i] = 4.0 * weight[i];
    }
    double p = tl_sieve_p(&ctx, y, weight, 60, 8, 499, 1, &t95);
    assert_near(tl_sieve_p(&ctx, moved, weight, 60, 8, 499, 1, &other95), p, 1e-12);
    assert_near(other95, 8.0 * t95, 1e-9);
    assert_near(tl_sieve_p(&ctx, y, scaled, 60, 8, 499, 1, &other95), p, 1e-12);
}

static void gaps_and_nothing(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    double y[60], t95, none[60] = {0};
    noise(y, 60, 3, 0.0, 2.0);
    y[10] = y[40] = NAN;
    assert_true(tl_sieve_p(&ctx, y, NULL, 60, 8, 499, 1, &t95) <= 0.01);
    assert_near(tl_sieve_p(&ctx, y, none, 60, 8, 499, 1, &t95), 1.0, 0.0);
    assert_true(isnan(t95));
}

static void runs_out_of_memory(void **state)
{
    (void)state;
    double y[52], t95;
    noise(y, 52, 3, 0.0, 0.0);
    for (size_t fail = 0;; fail++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, fail);
        tl_context_init(&ctx);
        ctx.allocator = &a.base;
        double p = tl_sieve_p(&ctx, y, NULL, 52, 4, 9, 1, &t95);
        assert_int_equal(a.live, 0);
        if (!isnan(p))
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(level_and_power),
        cmocka_unit_test(invariances),
        cmocka_unit_test(gaps_and_nothing),
        cmocka_unit_test(runs_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
