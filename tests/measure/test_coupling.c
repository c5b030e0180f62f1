/* E03: how much a message calls forth, by halves: known values, recovery, too little. */
#include "planted.h"

#include "measuring.h"

extern const struct tl_measure tl_measure_coupling;

static struct tl_context ctx;

struct asked {
    struct tl_conversation *conv;
    struct tl_frame frame;
    struct tl_arena arena;
    struct tl_measurement m;
};

static void ask(struct asked *a, struct tl_conversation *conv)
{
    a->conv = conv;
    assert_int_equal(tl_frame_init(&a->frame, &ctx, conv, NULL, NULL), TL_OK);
    assert_int_equal(tl_branching_prepare(&a->frame, NULL), TL_OK);
    tl_arena_init(&a->arena, &ctx);
    assert_int_equal(tl_measure_run(&tl_measure_coupling, &a->frame, &a->arena, &a->m, NULL),
                     TL_OK);
}

static void leave(struct asked *a)
{
    tl_arena_release(&a->arena);
    tl_frame_release(&a->frame);
    tl_conversation_free(a->conv);
}

static struct tl_value extra(const struct asked *a, const char *name, enum tl_whose whose)
{
    const struct tl_value *v = tl_extra_find(&a->m, name, whose);
    assert_non_null(v);
    return *v;
}

/* Both roots by hand: .325 + sqrt(.025^2 + .45 .50), .325 + sqrt(.025^2 + .45 .25). */
static void worked_example(void **state)
{
    (void)state;
    const double before[2][2] = {{.35, .45}, {.50, .30}}, after[2][2] = {{.35, .45}, {.25, .30}};
    assert_near(tl_branching_radius(before), 0.8, 1e-12);
    assert_near(tl_branching_radius(after), 0.661340, 1e-6);
}

/* Forty years, in each of which B answers half as much from the middle on: A writes less too, but B
   alone is named, and the interval of B's change holds -.25. */
static void halves_show_who_answers_less(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    struct planted after = usual;
    after.mu[1] = 1.5;
    after.n[1][0] = 0.25;
    int covered = 0, alarms = 0;
    double spread = 0.0, error = 0.0;
    for (uint64_t run = 0; run < 40; run++) {
        struct asked a;
        ask(&a, write_two(&ctx, &usual, &after, 182, 100 + 2 * run));
        const struct tl_value first = extra(&a, "first_half", TL_WHOSE_SECOND),
                              second = extra(&a, "second_half", TL_WHOSE_SECOND),
                              change = extra(&a, "change", TL_WHOSE_SECOND),
                              other = extra(&a, "change", TL_WHOSE_FIRST),
                              radius[2] = {extra(&a, "spectral_radius_first_half", TL_WHOSE_BOTH),
                                           extra(&a, "spectral_radius_second_half", TL_WHOSE_BOTH)};
        assert_int_equal(a.m.whole[1].status, TL_VALUE_OK);
        assert_near(first.value, 0.50, 0.06);
        assert_near(second.value, 0.25, 0.06);
        assert_true(change.hi < 0.0);
        spread += (first.value - 0.5) * (first.value - 0.5) / 40.0;
        error += (first.hi - first.lo) / (2.0 * TL_Z975) / 40.0;
        assert_near(radius[0].value, 0.8, 0.05);
        assert_near(radius[1].value, 0.661, 0.06);
        assert_true(radius[1].hi < 0.8);
        covered += change.lo <= -0.25 && -0.25 <= change.hi;
        alarms += other.lo > 0.0 || other.hi < 0.0;
        leave(&a);
    }
    assert_near(error / sqrt(spread), 1.0, 0.3);
    assert_in_range(covered, 34, 40); /* nominal 38 */
    assert_in_range(alarms, 0, 6);    /* nominal 2 */
}

/* Sixty days hold enough for the whole, not for halves. */
static void half_of_too_little_is_not_told(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    struct asked a;
    ask(&a, write_two(&ctx, &usual, &usual, 30, 9));
    assert_int_equal(a.m.whole[0].status, TL_VALUE_OK);
    assert_int_equal(extra(&a, "first_half", TL_WHOSE_FIRST).status, TL_VALUE_NA);
    assert_int_equal(extra(&a, "change", TL_WHOSE_FIRST).status, TL_VALUE_NA);
    assert_int_equal(extra(&a, "spectral_radius_second_half", TL_WHOSE_BOTH).status, TL_VALUE_NA);
    leave(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(halves_show_who_answers_less),
        cmocka_unit_test(half_of_too_little_is_not_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
