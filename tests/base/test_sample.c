#include "tl_test.h"

#include "rng.h"
#include "tlmath.h"

#define N_MAX 5000

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void test_sum(void **state)
{
    (void)state;
    assert_true(tl_sum(NULL, 0) == 0);
    /* Neumaier's example: plain and Kahan summation give 0. */
    assert_true(tl_sum((double[]){1, 1e100, 1, -1e100}, 4) == 2);
    double tenth[1000];
    for (size_t i = 0; i < 1000; i++)
        tenth[i] = 0.1;
    assert_true(tl_sum(tenth, 1000) == 100);
    assert_true(tl_sum((double[]){1, INFINITY, 2}, 3) == INFINITY);
    assert_true(isnan(tl_sum((double[]){1, NAN, 2}, 3)));
    assert_true(isnan(tl_sum((double[]){INFINITY, -INFINITY}, 2)));
}

/* Inputs that are hard on quicksort; `kind` chooses one. */
static void fill(double *x, size_t n, int kind, struct tl_rng *rng)
{
    for (size_t i = 0; i < n; i++) {
        double up = (double)i;
        switch (kind) {
        case 0:
            x[i] = tl_rng_uniform(rng);
            break;
        case 1:
            x[i] = up;
            break;
        case 2:
            x[i] = -up;
            break;
        case 3:
            x[i] = 7;
            break;
        case 4:
            x[i] = tl_rng_below(rng, 4);
            break;
        case 5: /* organ pipe */
            x[i] = i < n / 2 ? up : (double)(n - i);
            break;
        default: /* Musser's killer of the median of three: 1, k+1, 3, k+3, ..., 2, 4, 6, ... */
            x[i] = i >= n / 2   ? 2 * (up - (double)(n / 2) + 1)
                   : i % 2 == 0 ? up + 1
                                : (double)(n / 2) + up;
        }
    }
}

static void test_sort(void **state)
{
    (void)state;
    static double x[N_MAX], want[N_MAX];
    static const size_t sizes[] = {0, 1, 2, 3, 4, 15, 16, 17, 18, 33, 100, 1001, N_MAX};
    struct tl_rng rng;
    tl_rng_init(&rng, 21, 0);
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        for (int kind = 0; kind < 7; kind++) {
            size_t n = sizes[s];
            fill(x, n, kind, &rng);
            memcpy(want, x, n * sizeof x[0]);
            qsort(want, n, sizeof x[0], compare);
            tl_sort(x, n);
            for (size_t i = 0; i < n; i++)
                assert_true(x[i] == want[i]);
        }
    }
    double mixed[] = {NAN, 3, -INFINITY, NAN, INFINITY, -1, NAN, 0};
    tl_sort(mixed, 8);
    assert_true(mixed[0] == -INFINITY && mixed[1] == -1 && mixed[2] == 0 && mixed[3] == 3 &&
                mixed[4] == INFINITY);
    assert_true(isnan(mixed[5]) && isnan(mixed[6]) && isnan(mixed[7]));
    double none[] = {NAN, NAN};
    tl_sort(none, 2);
    assert_true(isnan(none[0]) && isnan(none[1]));
}

static void test_median(void **state)
{
    (void)state;
    static double x[N_MAX], scratch[N_MAX];
    static const size_t sizes[] = {1, 2, 3, 16, 17, 18, 40, 41, 1000, 1001, N_MAX};
    struct tl_rng rng;
    tl_rng_init(&rng, 22, 0);
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        for (int kind = 0; kind < 7; kind++) {
            size_t n = sizes[s];
            fill(x, n, kind, &rng);
            double got = tl_median(x, n, scratch);
            tl_sort(x, n);
            assert_true(got == 0.5 * x[(n - 1) / 2] + 0.5 * x[n / 2]);
        }
    }
    assert_true(isnan(tl_median(NULL, 0, NULL)));
    assert_true(isnan(tl_median((double[]){NAN, INFINITY}, 2, scratch)));
    assert_true(tl_median((double[]){NAN, 4, INFINITY, 1, -INFINITY, 2}, 6, scratch) == 2);
    assert_true(tl_median((double[]){1e308, 1.5e308}, 2, scratch) == 1.25e308);
}

/* By hand from definition 7 of Hyndman & Fan (The American Statistician 50 (1996) 361): h = (n - 1)
 * p. */
static void test_quantile(void **state)
{
    (void)state;
    static const double x[] = {1, 2, 4, 8, 16};
    assert_near(tl_quantile_sorted(x, 5, 0.1), 1.4, 1e-15);
    assert_near(tl_quantile_sorted(x, 5, 0.25), 2, 0);
    assert_near(tl_quantile_sorted(x, 5, 0.5), 4, 0);
    assert_near(tl_quantile_sorted(x, 5, 0.9), 12.8, 1e-14);
    assert_near(tl_quantile_sorted(x, 5, 0), 1, 0);
    assert_near(tl_quantile_sorted(x, 5, 1), 16, 0);
    assert_near(tl_quantile_sorted(x, 5, -3), 1, 0);
    assert_near(tl_quantile_sorted(x, 5, 3), 16, 0);
    assert_near(tl_quantile_sorted(x, 1, 0.7), 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sum),
        cmocka_unit_test(test_sort),
        cmocka_unit_test(test_median),
        cmocka_unit_test(test_quantile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
