/* VAR(1) of two series: a worked example, planted effects, gaps, short memory. */
#include "tl_test.h"
#include "detect.h"

static struct tl_context ctx;

static int set_up(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    return 0;
}

static void agrees_with_the_worked_example(void **state)
{
    (void)state;
    /* By the normal equations, in Python 3; B repeats A one week later. */
    const double a[8] = {3, 4, 5, 4, 3, 2, 3, 4}, b[8] = {2, 3, 4, 5, 4, 3, 2, 3};
    struct tl_carry c;
    assert_true(tl_carry_fit(a, b, NULL, 8, 0, &c));
    assert_int_equal(c.n, 7);
    assert_near(c.constant[0], 3.280702, 5e-7);
    assert_near(c.phi[0][0], 0.824561, 5e-7);
    assert_near(c.phi[0][1], -0.771930, 5e-7);
    assert_near(c.constant[1], 0, 1e-9);
    assert_near(c.phi[1][0], 1, 1e-9);
    assert_near(c.phi[1][1], 0, 1e-9);
    /* eigenvalues .7 and .2; a turn by 90 degrees shrunk to .5 */
    assert_near(tl_spectral_radius((const double[2][2]){{.5, .2}, {.3, .4}}), 0.7, 1e-12);
    assert_near(tl_spectral_radius((const double[2][2]){{0, -.5}, {.5, 0}}), 0.5, 1e-12);
    assert_false(tl_carry_fit(a, a, NULL, 8, 0, &c)); /* one says all of the other */
    assert_false(tl_carry_fit(a, b, NULL, 5, 0, &c));
}

/* 104 weeks in which the first person's week goes on into the second's by `effect`. */
static void draw(uint64_t run, double effect, double *a, double *b)
{
    struct tl_rng rng;
    tl_rng_init(&rng, 31, run);
    a[0] = b[0] = 0;
    for (size_t t = 1; t < 104; t++) {
        const double shared = 0.7 * tl_rng_normal(&rng);
        a[t] = 0.3 * a[t - 1] + shared + 0.7 * tl_rng_normal(&rng);
        b[t] = 0.3 * b[t - 1] + effect * a[t - 1] + shared + 0.7 * tl_rng_normal(&rng);
    }
    a[40] = NAN;
}

static void finds_what_was_planted(void **state)
{
    (void)state;
    unsigned found = 0, back = 0, none = 0;
    for (uint64_t run = 0; run < 60; run++) {
        double a[104], b[104];
        struct tl_arena arena;
        struct tl_carry c;
        tl_arena_init(&arena, &ctx);
        draw(run, 0.5, a, b);
        assert_int_equal(tl_carry_over(&ctx, &arena, a, b, 104, 199, 1, &c), TL_OK);
        assert_int_equal(c.n, 101);
        found += c.phi[1][0] > 0.2 && c.low[1][0] > 0;
        back += c.low[0][1] > 0 || c.high[0][1] < 0;
        draw(run + 1000, 0, a, b);
        assert_int_equal(tl_carry_over(&ctx, &arena, a, b, 104, 199, 1, &c), TL_OK);
        none += c.low[1][0] > 0 || c.high[1][0] < 0;
        assert_true(c.together > 0.2);
        tl_arena_release(&arena);
    }
    assert_true(found >= 54);
    assert_true(back <= 10 && none <= 10); /* nominal 3 of 60 */
}

static void survives_short_memory(void **state)
{
    (void)state;
    double a[104], b[104];
    draw(1, 0.5, a, b);
    enum tl_status status = TL_FATAL;
    for (size_t i = 0; status != TL_OK; i++) {
        struct tl_test_allocator allocator;
        struct tl_context scarce;
        struct tl_arena arena;
        struct tl_carry c;
        tl_test_allocator_init(&allocator, i);
        tl_context_init(&scarce);
        scarce.allocator = &allocator.base;
        tl_arena_init(&arena, &scarce);
        status = tl_carry_over(&scarce, &arena, a, b, 104, 5000, 1, &c);
        tl_arena_release(&arena);
        assert_int_equal(allocator.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_worked_example),
        cmocka_unit_test(finds_what_was_planted),
        cmocka_unit_test(survives_short_memory),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
