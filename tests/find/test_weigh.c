/* test_weigh.c: when the two drew apart, and who moved (D5, D7, D8, D10, D11). */
#include "sheet.h"
#include "weigh.h"

#include <math.h>

#define N 64
#define AT 32
#define SQRT2 1.41421356237309505

struct weighed {
    struct tl_context ctx;
    struct tl_arena arena;
    struct tl_panel panel;
    struct tl_weighing w;
};

static void weigh(struct weighed *x, const struct sheet *sheets, size_t n, uint32_t rounds)
{
    tl_context_init(&x->ctx);
    tl_arena_init(&x->arena, &x->ctx);
    assert_int_equal(sheet_panel(sheets, n, TL_FAMILY_NONE, &x->arena, &x->panel), TL_OK);
    assert_int_equal(tl_weigh(&x->ctx, &x->panel, rounds, &x->arena, &x->w), TL_OK);
}

static void put_away(struct weighed *x)
{
    tl_arena_release(&x->arena);
}

/* Three families of a pair whose weeks vary by .25 in the log; from AT on person `who` changes by
   `change`. */
struct life {
    struct sheet sheet[3];
};

static void live(struct life *l, uint64_t seed, double change_of_first, double change_of_second)
{
    static const enum tl_family family[3] = {TL_FAMILY_INITIATION, TL_FAMILY_RESPONSIVENESS,
                                             TL_FAMILY_EFFORT};
    struct tl_rng rng;
    tl_rng_init(&rng, seed, 1);
    for (int i = 0; i < 3; i++) {
        sheet_open(&l->sheet[i], N, family[i], i < 2, 1, TL_SCALE_LOG);
        sheet_noise(&l->sheet[i], &rng, 0.25);
        sheet_add(&l->sheet[i], 0, AT, N, change_of_first);
        sheet_add(&l->sheet[i], 1, AT, N, change_of_second);
    }
}

/* Measures catalogue D11: A 100 to 70, B 100 to 35: own changes -.356675 and -1.049822, joint
   -.703249, asymmetry -.693147. The panel counts distance in the ratio's weekly scale. */
static void the_reference_example(void **state)
{
    (void)state;
    struct sheet s;
    sheet_open(&s, N, TL_FAMILY_INITIATION, true, 1, TL_SCALE_LOG);
    sheet_wave(&s, 0.1);
    sheet_add(&s, 0, AT, N, log(70.0 / 100.0));
    sheet_add(&s, 1, AT, N, log(35.0 / 100.0));
    struct weighed x;
    weigh(&x, &s, 1, 99);
    double scale = x.panel.log_scale[TL_FAMILY_INITIATION];
    assert_int_equal(x.w.at, AT);
    assert_int_equal(x.w.person, 1);
    assert_near(x.w.own[0].difference * scale / SQRT2, 0.356675, 1e-6);
    assert_near(x.w.own[1].difference * scale / SQRT2, 1.049822, 1e-6);
    assert_near(x.w.apart.difference * scale, 0.693147, 1e-6);
    assert_int_equal(x.w.together.at, AT);
    assert_near(x.w.together_change.difference * scale / SQRT2, 0.703249, 1e-6);
    assert_near(x.w.own_family[TL_FAMILY_INITIATION][1].difference, x.w.own[1].difference, 1e-9);
    put_away(&x);
}

static void one_sided_change(void **state)
{
    (void)state;
    for (int who = 0; who < 2; who++) {
        struct life l;
        live(&l, 11, who == 0 ? -0.6 : 0.0, who == 1 ? -0.6 : 0.0);
        struct weighed x;
        weigh(&x, l.sheet, 3, 199);
        assert_int_equal(x.w.person, who);
        assert_in_range(x.w.at, AT - 1, AT + 1);
        assert_in_range(AT, x.w.onset.lo, x.w.onset.hi);
        assert_in_range(x.w.begin, x.w.onset.lo, x.w.onset.hi);
        assert_false(x.w.onset.undatable);
        assert_near(x.w.composite_p, 1.0 / 200.0, 1e-12);
        assert_int_equal(x.w.families, 3);
        assert_true(x.w.family_q[TL_FAMILY_EFFORT] <= 0.10);
        assert_true(isnan(x.w.family_q[TL_FAMILY_DEPTH]));
        assert_true(tl_difference_z(x.w.apart) > 4.0);
        assert_true(tl_difference_z(x.w.own[who]) > 4.0);
        assert_true(fabs(tl_difference_z(x.w.own[1 - who])) < 2.0);
        assert_true(x.w.leave_one_out > 3.0);
        assert_int_equal(x.w.shape, TL_SHAPE_STEP);
        put_away(&x);
    }
}

/* D11 "A up, B about 0": the gap grew, the person whose share fell did not step back. */
static void pursuit_is_no_retreat(void **state)
{
    (void)state;
    struct life l;
    live(&l, 12, 0.6, 0.0);
    struct weighed x;
    weigh(&x, l.sheet, 3, 199);
    assert_int_equal(x.w.person, 1);
    assert_true(tl_difference_z(x.w.apart) > 4.0);
    assert_true(fabs(tl_difference_z(x.w.own[1])) < 2.0);
    assert_true(tl_difference_z(x.w.own[0]) < -4.0);
    put_away(&x);
}

/* A change in one family only is not one in several. */
static void a_single_family(void **state)
{
    (void)state;
    struct life l;
    live(&l, 13, 0.0, 0.0);
    sheet_add(&l.sheet[2], 1, AT, N, -0.8);
    struct weighed x;
    weigh(&x, l.sheet, 3, 99);
    /* The family that moved is asked at the date of those that did not, and the other way round. */
    assert_true(x.w.families <= 1);
    assert_true(x.w.leave_one_out < 2.0);
    put_away(&x);
    weigh(&x, &l.sheet[2], 1, 99); /* alone there are no others to agree */
    assert_int_equal(x.w.n_rows, 2);
    assert_near(x.w.leave_one_out, 0.0, 0.0);
    assert_true(x.w.families <= 1);
    put_away(&x);
}

/* Counted over 60 lives each: p <= .05 in not more than 8 (.05 and 3 standard errors) of those in
   which the two change alike, and then "together" says so. */
static void joint_decline_is_not_one_sided(void **state)
{
    (void)state;
    int alarms[2] = {0, 0}, together[2] = {0, 0}, more[2] = {0, 0};
    for (uint64_t seed = 0; seed < 60; seed++)
        for (int decline = 0; decline < 2; decline++) {
            struct life l;
            live(&l, 100 + seed, decline ? -0.6 : 0.0, decline ? -0.6 : 0.0);
            struct weighed x;
            weigh(&x, l.sheet, 3, 99);
            alarms[decline] += x.w.composite_p <= 0.05;
            together[decline] += x.w.together_p <= 0.05;
            more[decline] += x.w.together_change.difference > 0.0;
            put_away(&x);
        }
    assert_in_range(alarms[0], 0, 8);
    assert_in_range(alarms[1], 0, 8);
    assert_in_range(together[0], 0, 8);
    assert_int_equal(together[1], 60);
    assert_int_equal(more[1], 60);
}

static void swapped_people(void **state)
{
    (void)state;
    struct life l;
    live(&l, 14, -0.2, -0.5);
    struct weighed x, y;
    weigh(&x, l.sheet, 3, 199);
    for (int i = 0; i < 3; i++)
        sheet_swap(&l.sheet[i]);
    weigh(&y, l.sheet, 3, 199);
    assert_int_equal(y.w.person, 1 - x.w.person);
    assert_int_equal(y.w.at, x.w.at);
    assert_near(y.w.composite_p, x.w.composite_p, 0.0);
    assert_near(y.w.joint.p, x.w.joint.p, 0.0);
    assert_near(y.w.apart.difference, x.w.apart.difference, 1e-12);
    assert_near(y.w.leave_one_out, x.w.leave_one_out, 1e-9);
    for (int who = 0; who < 2; who++)
        assert_near(y.w.own[who].difference, x.w.own[1 - who].difference, 1e-12);
    put_away(&x);
    put_away(&y);
}

/* Too few weeks for a split, and nothing to weigh at all. */
static void nothing_to_weigh(void **state)
{
    (void)state;
    struct life l;
    live(&l, 15, 0.0, -1.0);
    for (int i = 0; i < 3; i++)
        sheet_hide(&l.sheet[i], 8, N); /* 4 weeks are needed on both sides; 8 from 53 weeks on */
    struct weighed x;
    weigh(&x, l.sheet, 3, 99);
    assert_int_equal(x.w.at, 0);
    assert_int_equal(x.w.person, -1);
    assert_near(x.w.composite_p, 1.0, 0.0);
    assert_true(x.w.families <= 1);
    put_away(&x);
    l.sheet[0].measure.family = TL_FAMILY_NONE;
    weigh(&x, l.sheet, 1, 99);
    assert_int_equal(x.w.person, -1);
    assert_near(x.w.together_p, 1.0, 0.0);
    put_away(&x);
    assert_near(tl_difference_z((struct tl_difference){1.0, 0.0}), 0.0, 0.0);
    assert_near(tl_difference_z((struct tl_difference){(double)NAN, 1.0}), 0.0, 0.0);
    assert_near(tl_difference_z((struct tl_difference){3.0, 2.0}), 1.5, 0.0);
}

static void out_of_memory(void **state)
{
    (void)state;
    struct life l;
    live(&l, 16, 0.0, -0.6);
    for (size_t fail_at = 0;; fail_at++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, fail_at);
        struct tl_context ctx;
        tl_context_init(&ctx);
        ctx.allocator = &a.base;
        struct tl_arena arena;
        tl_arena_init(&arena, &ctx);
        struct tl_panel panel;
        struct tl_weighing w;
        enum tl_status status = sheet_panel(l.sheet, 3, TL_FAMILY_NONE, &arena, &panel);
        if (status == TL_OK)
            status = tl_weigh(&ctx, &panel, 19, &arena, &w);
        tl_arena_release(&arena);
        assert_int_equal(a.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
        assert_true(fail_at < 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reference_example),
        cmocka_unit_test(one_sided_change),
        cmocka_unit_test(pursuit_is_no_retreat),
        cmocka_unit_test(a_single_family),
        cmocka_unit_test(joint_decline_is_not_one_sided),
        cmocka_unit_test(swapped_people),
        cmocka_unit_test(nothing_to_weigh),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
