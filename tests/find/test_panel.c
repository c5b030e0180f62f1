/* test_panel.c: many units on one scale, + for distance, one row a family (D8, D13). */
#include "sheet.h"

#include <math.h>

#define N 48

struct fixture {
    struct tl_context ctx;
    struct tl_arena arena;
    struct tl_panel panel;
};

static int set_up(void **state)
{
    static struct fixture f;
    tl_context_init(&f.ctx);
    tl_arena_init(&f.arena, &f.ctx);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    tl_arena_release(&f->arena);
    return 0;
}

static const struct tl_panel *lay(void **state, const struct sheet *sheets, size_t n)
{
    struct fixture *f = *state;
    assert_int_equal(sheet_panel(sheets, n, TL_FAMILY_NONE, &f->arena, &f->panel), TL_OK);
    return &f->panel;
}

static double mean(const double *x, size_t from, size_t to)
{
    double sum = 0.0;
    for (size_t w = from; w < to; w++)
        sum += x[w];
    return sum / (double)(to - from);
}

/* The second person falls by 1 in the second half. */
static void falling(struct sheet *s, enum tl_family family, bool primary)
{
    sheet_open(s, N, family, primary, 1, TL_SCALE_LOG);
    sheet_wave(s, 0.1);
    sheet_add(s, 1, N / 2, N, -1.0);
}

static void more_distance_is_positive(void **state)
{
    struct sheet s;
    falling(&s, TL_FAMILY_INITIATION, true);
    const struct tl_panel_row *row = &lay(state, &s, 1)->row[TL_FAMILY_INITIATION];
    assert_true(mean(row->distance[1], N / 2, N) > mean(row->distance[1], 0, N / 2) + 1.0);
    assert_near(mean(row->distance[0], N / 2, N), 0.0, 1e-9);
    assert_true(mean(row->apart, N / 2, N) > mean(row->apart, 0, N / 2) + 1.0);
    assert_true(mean(row->together, N / 2, N) > mean(row->together, 0, N / 2));

    /* A latency grows as people draw apart: the same picture, negated on paper. */
    struct sheet late = s;
    sheet_open(&late, N, TL_FAMILY_INITIATION, true, -1, TL_SCALE_LOG);
    for (int who = 0; who < 2; who++)
        for (size_t w = 0; w < N; w++)
            late.value[who][w] = -s.value[who][w];
    const struct tl_panel first = *lay(state, &s, 1);
    const struct tl_panel *second = lay(state, &late, 1);
    for (size_t w = 0; w < N; w++)
        assert_near(second->row[0].apart[w], first.row[0].apart[w], 1e-12);
}

/* apart is in standard deviations of a week of the ratio: 1 for noise, whatever the unit. */
static void one_scale(void **state)
{
    struct tl_rng rng;
    tl_rng_init(&rng, 5, 1);
    struct sheet small, large;
    sheet_open(&small, SHEET_WEEKS, TL_FAMILY_EFFORT, false, 1, TL_SCALE_LOG);
    sheet_noise(&small, &rng, 0.3);
    sheet_open(&large, SHEET_WEEKS, TL_FAMILY_EFFORT, false, 1, TL_SCALE_LOG);
    for (int who = 0; who < 2; who++)
        for (size_t w = 0; w < SHEET_WEEKS; w++)
            large.value[who][w] = 40.0 + 7.0 * small.value[who][w];
    const struct tl_panel first = *lay(state, &small, 1);
    const struct tl_panel *second = lay(state, &large, 1);
    double square = 0.0;
    for (size_t w = 0; w < SHEET_WEEKS; w++) {
        assert_near(second->row[TL_FAMILY_EFFORT].apart[w], first.row[TL_FAMILY_EFFORT].apart[w],
                    1e-9);
        square += first.row[TL_FAMILY_EFFORT].apart[w] * first.row[TL_FAMILY_EFFORT].apart[w];
    }
    /* 96 weeks, and a median of differences estimates the scale: both together to about 15 % */
    assert_near(sqrt(square / SHEET_WEEKS), 1.0, 0.35);
    assert_near(second->log_scale[TL_FAMILY_EFFORT], 7.0 * first.log_scale[TL_FAMILY_EFFORT], 1e-9);
    assert_true(isnan(second->log_scale[TL_FAMILY_DEPTH]));
}

/* A week half of which is lost says nothing, whatever was written in the rest. */
static void lost_weeks(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_arena arena;
    struct tl_rng rng;
    struct tl_panel panel;
    tl_context_init(&ctx);
    tl_arena_init(&arena, &ctx);
    tl_rng_init(&rng, 5, 1);
    struct sheet s;
    sheet_open(&s, N, TL_FAMILY_EFFORT, false, 1, TL_SCALE_LOG);
    sheet_noise(&s, &rng, 0.3);
    double covered[N];
    for (size_t w = 0; w < N; w++)
        covered[w] = w == 10 ? 3.0 : w == 11 ? 4.0 : 7.0;
    struct tl_frame frame = {.weeks = {.n = N, .covered = covered}};
    assert_int_equal(tl_panel_lay(&panel, &frame, &s.m, 1, TL_FAMILY_NONE, &arena), TL_OK);
    assert_near(panel.row[0].pair_weight[10], 0.0, 0.0);
    assert_true(panel.row[0].pair_weight[11] > 0.0);
    tl_arena_release(&arena);
}

static void swapped_people(void **state)
{
    struct tl_rng rng;
    tl_rng_init(&rng, 6, 1);
    struct sheet s[3];
    sheet_open(&s[0], N, TL_FAMILY_INITIATION, true, 1, TL_SCALE_LOG);
    sheet_open(&s[1], N, TL_FAMILY_INITIATION, false, 1, TL_SCALE_LOG);
    sheet_open(&s[2], N, TL_FAMILY_RESPONSIVENESS, true, -1, TL_SCALE_LOG);
    for (int i = 0; i < 3; i++) {
        sheet_noise(&s[i], &rng, 0.4);
        for (size_t w = 0; w < N; w++)
            s[i].weight[i % 2][w] = 0.5 + tl_rng_uniform(&rng);
    }
    sheet_hide(&s[1], 10, 14);
    const struct tl_panel first = *lay(state, s, 3);
    for (int i = 0; i < 3; i++)
        sheet_swap(&s[i]);
    const struct tl_panel *second = lay(state, s, 3);
    for (int f = 0; f < TL_FAMILY_COUNT; f++) {
        const struct tl_panel_row *a = &first.row[f], *b = &second->row[f];
        assert_int_equal(a->there, b->there);
        if (!a->there)
            continue;
        for (size_t w = 0; w < N; w++) {
            assert_near(b->apart[w], -a->apart[w], 1e-12);
            assert_near(b->together[w], a->together[w], 1e-12);
            assert_near(b->distance[0][w], a->distance[1][w], 1e-12);
            assert_near(b->distance[1][w], a->distance[0][w], 1e-12);
            assert_near(b->pair_weight[w], a->pair_weight[w], 1e-12);
        }
    }
}

/* A measure of another level that is known only in the second half does not look like a change. */
static void a_measure_that_begins_later(void **state)
{
    struct sheet s[2];
    sheet_open(&s[0], N, TL_FAMILY_RESPONSIVENESS, true, 1, TL_SCALE_LOG);
    sheet_open(&s[1], N, TL_FAMILY_RESPONSIVENESS, false, 1, TL_SCALE_LOGIT);
    for (int i = 0; i < 2; i++)
        sheet_wave(&s[i], 0.1);
    sheet_add(&s[1], 0, 0, N, 2.0);
    sheet_add(&s[1], 1, 0, N, -5.0);
    sheet_hide(&s[1], 0, N / 2);
    s[1].measure.id = "T02";
    for (int family = 0; family < 2; family++) {
        /* inside one family, and as a family of its own in the composite */
        if (family == 1)
            s[1].measure.family = TL_FAMILY_EFFORT;
        const struct tl_panel *p = lay(state, s, 2);
        const struct tl_panel_row *rows[2] = {&p->row[TL_FAMILY_RESPONSIVENESS], &p->row[0]};
        for (int r = 0; r < 2; r++)
            for (size_t half = 0; half < 2; half++) {
                size_t from = half * N / 2;
                assert_near(mean(rows[r]->apart, from, from + N / 2), 0.0, 1e-9);
                assert_near(mean(rows[r]->distance[1], from, from + N / 2), 0.0, 1e-9);
            }
    }
    /* A week in which nothing is known has no value and no weight; one with one measure has less
       than one with two. */
    sheet_hide(&s[0], 30, 33);
    sheet_hide(&s[1], 30, 32);
    s[1].measure.family = TL_FAMILY_RESPONSIVENESS;
    const struct tl_panel_row *row = &lay(state, s, 2)->row[TL_FAMILY_RESPONSIVENESS];
    assert_true(isnan(row->apart[31]) && isnan(row->distance[0][31]));
    assert_near(row->pair_weight[31], 0.0, 0.0);
    assert_near(row->pair_weight[32], 1.0 / 3.0, 1e-9);
    assert_near(row->pair_weight[10], 2.0 / 3.0, 1e-9);
    assert_near(row->pair_weight[40], 1.0, 1e-9);
}

static void primary_counts_twice(void **state)
{
    struct sheet s[2];
    falling(&s[0], TL_FAMILY_INITIATION, true);
    sheet_open(&s[1], N, TL_FAMILY_INITIATION, false, 1, TL_SCALE_LOG);
    sheet_wave(&s[1], 0.1);
    const struct tl_panel alone = *lay(state, s, 1);
    const struct tl_panel *both = lay(state, s, 2);
    double one = mean(alone.row[TL_FAMILY_INITIATION].apart, N / 2, N);
    assert_near(mean(both->row[TL_FAMILY_INITIATION].apart, N / 2, N), 2.0 / 3.0 * one, 1e-9);
    assert_near(both->row[TL_FAMILY_INITIATION].share, 3.0, 0.0);
}

/* Measures catalogue D13: z = (1.8, 1.2, 0.6, 2.0, 0.4) for initiation, responsiveness, effort,
   depth and warmth give 1.30, without depth 1.125. */
static void weights_of_families(void **state)
{
    static const double z[TL_FAMILY_COUNT] = {[TL_FAMILY_INITIATION] = 1.8,
                                              [TL_FAMILY_RESPONSIVENESS] = 1.2,
                                              [TL_FAMILY_EFFORT] = 0.6,
                                              [TL_FAMILY_DEPTH] = 2.0,
                                              [TL_FAMILY_WARMTH] = 0.4};
    double sum = 0.0, weight = 0.0;
    for (int f = 0; f < TL_FAMILY_COUNT; f++) {
        sum += tl_family_weight((enum tl_family)f) * z[f];
        weight += tl_family_weight((enum tl_family)f);
    }
    assert_near(weight, 1.0, 1e-12);
    assert_near(sum, 1.30, 1e-12);
    double depth = tl_family_weight(TL_FAMILY_DEPTH);
    assert_near((sum - depth * 2.0) / (1.0 - depth), 1.125, 1e-12);

    /* The composite is that mean of the rows, over the families there are. */
    struct tl_rng rng;
    tl_rng_init(&rng, 8, 1);
    struct sheet s[5];
    for (int f = 1; f < TL_FAMILY_COUNT; f++) {
        sheet_open(&s[f - 1], N, (enum tl_family)f, false, 1, TL_SCALE_LOG);
        sheet_noise(&s[f - 1], &rng, 0.2 * f);
    }
    for (int without_depth = 0; without_depth < 2; without_depth++) {
        if (without_depth)
            s[TL_FAMILY_DEPTH - 1].m.whole[1].status = TL_VALUE_THIN;
        const struct tl_panel *p = lay(state, s, 5);
        assert_int_equal(p->n_families, without_depth ? 4 : 5);
        assert_near(p->weight_sum, without_depth ? 0.8 : 1.0, 1e-12);
        for (size_t w = 0; w < N; w++) {
            double expected = 0.0;
            for (int f = 1; f < TL_FAMILY_COUNT; f++)
                if (p->row[f].there)
                    expected +=
                        tl_family_weight((enum tl_family)f) / p->weight_sum * p->row[f].apart[w];
            assert_near(p->row[0].apart[w], expected, 1e-9);
        }
    }
}

static void a_family_left_out(void **state)
{
    struct fixture *f = *state;
    struct sheet s[2];
    falling(&s[0], TL_FAMILY_INITIATION, true);
    sheet_open(&s[1], N, TL_FAMILY_EFFORT, false, 1, TL_SCALE_LOG);
    sheet_wave(&s[1], 0.1);
    assert_int_equal(sheet_panel(s, 2, TL_FAMILY_INITIATION, &f->arena, &f->panel), TL_OK);
    assert_true(f->panel.row[TL_FAMILY_INITIATION].there);
    for (size_t w = 0; w < N; w++)
        assert_near(f->panel.row[0].apart[w], f->panel.row[TL_FAMILY_EFFORT].apart[w], 1e-9);
}

/* One busy week does not weigh itself up: its weight is spread over four weeks on both sides, and
   no week weighs more than four ordinary ones. */
static void weights_are_smooth(void **state)
{
    struct sheet s;
    sheet_open(&s, N, TL_FAMILY_INITIATION, true, 1, TL_SCALE_LOG);
    sheet_wave(&s, 0.05);
    for (int who = 0; who < 2; who++)
        for (size_t w = 0; w < N; w++)
            s.weight[who][w] = w == 20 ? 90.0 : 2.0;
    const struct tl_panel_row *row = &lay(state, &s, 1)->row[TL_FAMILY_INITIATION];
    for (size_t w = 16; w <= 24; w++)
        assert_near(row->pair_weight[w], row->pair_weight[20], 1e-12);
    assert_true(row->pair_weight[20] > 1.5 * row->pair_weight[25]);
    assert_near(row->pair_weight[15], 1.0, 1e-9);

    for (int who = 0; who < 2; who++)
        for (size_t w = 0; w < N; w++)
            s.weight[who][w] = w >= 40 ? 1000.0 : 0.5;
    row = &lay(state, &s, 1)->row[TL_FAMILY_INITIATION];
    assert_near(row->pair_weight[10], 1.0, 1e-9);
    assert_near(row->pair_weight[47], 4.0, 1e-9);
}

static void what_cannot_be_used(void **state)
{
    for (int reason = 0; reason < 6; reason++) {
        struct sheet s;
        falling(&s, TL_FAMILY_INITIATION, true);
        assert_true(lay(state, &s, 1)->row[0].there);
        if (reason == 0)
            s.m.whole[0].status = TL_VALUE_THIN;
        else if (reason == 1)
            s.m.whole[1].status = TL_VALUE_NA;
        else if (reason == 2)
            s.measure.family = TL_FAMILY_NONE;
        else if (reason == 3)
            s.measure.closeness = 0;
        else if (reason == 4)
            s.series[0].test = NULL;
        else
            sheet_hide(&s, 4, N); /* three differences are no scale */
        const struct tl_panel *p = lay(state, &s, 1);
        assert_false(p->row[0].there || p->row[TL_FAMILY_INITIATION].there);
        assert_int_equal(p->n_families, 0);
    }
    /* A series without any spread gives numbers, and none of them is a change. */
    struct sheet flat;
    sheet_open(&flat, N, TL_FAMILY_INITIATION, true, 1, TL_SCALE_LOG);
    const struct tl_panel *p = lay(state, &flat, 1);
    for (size_t w = 0; w < N; w++)
        assert_near(p->row[0].apart[w], 0.0, 1e-9);
}

static void out_of_memory(void **state)
{
    (void)state;
    struct sheet s;
    falling(&s, TL_FAMILY_INITIATION, true);
    for (size_t fail_at = 0;; fail_at++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, fail_at);
        struct tl_context ctx;
        tl_context_init(&ctx);
        ctx.allocator = &a.base;
        struct tl_arena arena;
        tl_arena_init(&arena, &ctx);
        struct tl_panel panel;
        enum tl_status status = sheet_panel(&s, 1, TL_FAMILY_NONE, &arena, &panel);
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
        cmocka_unit_test_setup_teardown(more_distance_is_positive, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_scale, set_up, tear_down),
        cmocka_unit_test(lost_weeks),
        cmocka_unit_test_setup_teardown(swapped_people, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_measure_that_begins_later, set_up, tear_down),
        cmocka_unit_test_setup_teardown(primary_counts_twice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(weights_of_families, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_family_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(weights_are_smooth, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_used, set_up, tear_down),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
