/* The word for a change: each shape is told when it is plain, and none when it is not. */
#include "tl_test.h"
#include "detect.h"
#include "reference_series.h"

/* A shape of height 1 with noise. */
static enum tl_shape shape_of(enum tl_shape truth, size_t n, double noise, uint64_t seed)
{
    double y[104];
    struct tl_rng rng;
    tl_rng_init(&rng, seed, 0);
    for (size_t i = 0; i < n; i++) {
        const double t = (double)i / (double)n;
        double level = 0;
        if (truth == TL_SHAPE_TREND)
            level = -t;
        else if (truth == TL_SHAPE_STEP)
            level = t < .5 ? 0 : -1;
        else if (truth == TL_SHAPE_DIP)
            level = t >= .4 && t < .6 ? -1 : 0;
        y[i] = 3 + level + noise * tl_rng_normal(&rng);
    }
    return tl_shape_choose(y, NULL, n, tl_least_segment(n));
}

static void tells_plain_shapes(void **state)
{
    (void)state;
    for (int truth = TL_SHAPE_TREND; truth <= TL_SHAPE_DIP; truth++) {
        for (uint64_t seed = 0; seed < 20; seed++) {
            assert_int_equal(shape_of((enum tl_shape)truth, 104, .1, seed), truth);
            assert_int_equal(shape_of((enum tl_shape)truth, 50, .1, seed), truth);
        }
    }
    assert_int_equal(tl_shape_choose(nile, NULL, 100, 8), TL_SHAPE_STEP);
    assert_int_equal(tl_shape_choose(toy, NULL, 12, 4), TL_SHAPE_STEP);
}

static void seldom_invents_one(void **state)
{
    (void)state;
    int invented = 0;
    for (uint64_t seed = 0; seed < 200; seed++) {
        const enum tl_shape s = shape_of(TL_SHAPE_NONE, 104, 1, seed);
        invented += s != TL_SHAPE_NONE && s != TL_SHAPE_UNCLEAR;
    }
    assert_in_range(invented, 0, 40);
    const double flat[20] = {0};
    assert_int_equal(tl_shape_choose(flat, NULL, 20, 4), TL_SHAPE_NONE);
    assert_int_equal(tl_shape_choose(toy, NULL, 5, 4), TL_SHAPE_NONE);
}

static void admits_doubt(void **state)
{
    (void)state;
    /* A slow step is neither a line nor a step. */
    int unclear = 0;
    for (uint64_t seed = 0; seed < 100; seed++)
        unclear += shape_of(TL_SHAPE_TREND, 52, .35, seed) == TL_SHAPE_UNCLEAR;
    assert_in_range(unclear, 10, 100);
}

static void ignores_shift_scale_and_gaps(void **state)
{
    (void)state;
    double y[110];
    size_t n = 0;
    for (size_t i = 0; i < 100; i++) {
        if (i % 17 == 5)
            y[n++] = NAN;
        y[n++] = 1 - nile[i] * 1e-3;
    }
    assert_int_equal(tl_shape_choose(y, NULL, n, 8), TL_SHAPE_STEP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_plain_shapes),
        cmocka_unit_test(seldom_invents_one),
        cmocka_unit_test(admits_doubt),
        cmocka_unit_test(ignores_shift_scale_and_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
