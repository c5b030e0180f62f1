/* The posterior of the run length: a worked example, gaps, and how often it cries wolf. */
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
    struct tl_arena arena;
    struct tl_monitor m;
    tl_arena_init(&arena, &ctx);
    assert_true(tl_monitor_init(&m, &arena, 4, 0.1, 0, 10));
    tl_monitor_see(&m, 0, 1);
    assert_near(m.mass[0], 0.1, 1e-12);
    assert_near(m.mass[1], 0.9, 1e-12);
    tl_monitor_see(&m, NAN, 1);
    tl_monitor_see(&m, 7, INFINITY);
    tl_monitor_see(&m, 0, 1);
    assert_int_equal(m.seen, 2);
    assert_near(m.mass[1], 0.039817, 5e-7); /* by the recursion, in Python 3 */
    assert_near(m.mass[2], 0.860183, 5e-7);
    tl_monitor_see(&m, 5, 1);
    assert_near(m.mass[0], 0.1, 1e-12);
    assert_near(m.mass[1], 0.882664, 5e-7);
    assert_near(m.mass[2], 0.003768, 5e-7);
    assert_near(m.mass[3], 0.013569, 5e-7);
    assert_near(tl_monitor_changed(&m, 2), (0.882664 + 0.003768) / 0.9, 1e-6);
    assert_true(isnan(tl_monitor_changed(&m, 3)));
    tl_monitor_see(&m, 1e200, 1); /* no mass anywhere: begins anew */
    assert_near(m.mass[0], 1, 0);
    tl_monitor_see(&m, 0, 1); /* no room left */
    assert_int_equal(m.seen, 4);
    tl_arena_release(&arena);
}

/* 400 series of 60 weeks; a change by `step` for the last 6. Share above one half. */
static double share_alarmed(double step)
{
    unsigned alarmed = 0;
    for (uint64_t run = 0; run < 400; run++) {
        struct tl_arena arena;
        struct tl_monitor m;
        struct tl_rng rng;
        tl_rng_init(&rng, 21, run);
        tl_arena_init(&arena, &ctx);
        assert_true(tl_monitor_init(&m, &arena, 60, 1.0 / 52, 0, 4));
        for (size_t w = 0; w < 60; w++)
            tl_monitor_see(&m, tl_rng_normal(&rng) + (w >= 54 ? step : 0), 1);
        alarmed += tl_monitor_changed(&m, 8) > 0.5;
        tl_arena_release(&arena);
    }
    return alarmed / 400.0;
}

static void sees_a_late_change_and_little_else(void **state)
{
    (void)state;
    assert_near(share_alarmed(0), 0, 0.04);
    assert_near(share_alarmed(2), 1, 0.2);
}

static void survives_short_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct tl_test_allocator a;
        struct tl_context scarce;
        struct tl_arena arena;
        struct tl_monitor m;
        tl_test_allocator_init(&a, i);
        tl_context_init(&scarce);
        scarce.allocator = &a.base;
        tl_arena_init(&arena, &scarce);
        bool made = tl_monitor_init(&m, &arena, 100000, 0.1, 0, 1);
        assert_int_equal(made, false);
        tl_arena_release(&arena);
        assert_int_equal(a.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_worked_example),
        cmocka_unit_test(sees_a_late_change_and_little_else),
        cmocka_unit_test(survives_short_memory),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
