/* dot.c: every way to multiply gives the sums that whole numbers have. */
#include "tl_test.h"

#include "dot.h"
#include "rng.h"

static void check(const int8_t *weights, const int16_t *inputs, size_t columns)
{
    for (size_t way = 0; tl_dot_way(way) != NULL; way++) {
        int32_t dot[TL_DOT_ROWS * TL_DOT_INPUTS];
        tl_dot_way(way)(weights, inputs, columns, dot);
        for (size_t i = 0; i < TL_DOT_INPUTS; i++)
            for (size_t r = 0; r < TL_DOT_ROWS; r++) {
                int64_t sum = 0;
                for (size_t k = 0; k < columns; k++)
                    sum += weights[r * columns + k] * inputs[i * columns + k];
                assert_int_equal(dot[i * TL_DOT_ROWS + r], sum);
            }
    }
}

static int8_t weights[TL_DOT_ROWS * TL_DOT_COLUMNS];
static int16_t inputs[TL_DOT_INPUTS * TL_DOT_COLUMNS];

static void test_random(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 4, 0);
    for (size_t columns = TL_DOT_STEP; columns <= TL_DOT_COLUMNS; columns += 31 * TL_DOT_STEP) {
        for (size_t i = 0; i < sizeof weights; i++)
            weights[i] = (int8_t)((int)tl_rng_below(&rng, 255) - 127);
        for (size_t i = 0; i < TL_DOT_INPUTS * TL_DOT_COLUMNS; i++)
            inputs[i] = (int16_t)((int)tl_rng_below(&rng, 2 * TL_DOT_MAX + 1) - TL_DOT_MAX);
        check(weights, inputs, columns);
    }
}

/* The largest sums there can be still fit. */
static void test_extremes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof weights; i++)
        weights[i] = i < TL_DOT_COLUMNS ? 127 : -127;
    for (size_t i = 0; i < TL_DOT_INPUTS * TL_DOT_COLUMNS; i++)
        inputs[i] = i < TL_DOT_COLUMNS ? -TL_DOT_MAX : TL_DOT_MAX;
    check(weights, inputs, TL_DOT_COLUMNS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random),
                                       cmocka_unit_test(test_extremes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
