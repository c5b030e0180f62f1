#include "tl_test.h"

#include <math.h>

#include "number.h"
#include "rng.h"
#include "str.h"

static void test_integers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool ok;
        int64_t value;
    } cases[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"+17", true, 17},
        {"007", true, 7},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"99999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"+-1", false, 0},
        {" 1", false, 0},
        {"1 ", false, 0},
        {"1.0", false, 0},
        {"0x1", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t v = 42;
        assert_int_equal(tl_parse_int64(tl_str_from(cases[i].text), &v), cases[i].ok);
        assert_true(v == (cases[i].ok ? cases[i].value : 42));
    }
    uint64_t u = 42;
    assert_true(tl_parse_uint64(TL_STR("18446744073709551615"), &u) && u == UINT64_MAX);
    assert_false(tl_parse_uint64(TL_STR("18446744073709551616"), &u));
    assert_false(tl_parse_uint64(TL_STR("+1"), &u));
    assert_false(tl_parse_uint64((struct tl_str){NULL, 0}, &u));
    assert_true(u == UINT64_MAX);

    char out[TL_NUMBER_MAX];
    assert_int_equal(tl_print_int64(out, INT64_MIN), 20);
    assert_string_equal(out, "-9223372036854775808");
    assert_int_equal(tl_print_int64(out, 0), 1);
    assert_string_equal(out, "0");
    assert_int_equal(tl_print_grouped(out, 0), 1);
    assert_string_equal(out, "0");
    tl_print_grouped(out, 999);
    assert_string_equal(out, "999");
    tl_print_grouped(out, 70000);
    assert_string_equal(out, "70,000");
    assert_int_equal(tl_print_grouped(out, UINT64_MAX), 26);
    assert_string_equal(out, "18,446,744,073,709,551,615");
}

static void test_parse_double(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } good[] = {
        {"0", 0},
        {"1", 1},
        {"-0.5", -0.5},
        {"1e3", 1000},
        {"1E+3", 1000},
        {"12.375e-1", 1.2375},
        {"007", 7},
        {"0.1", 0.1},
        {"123456789012345", 123456789012345},
        {"9007199254740993", 9007199254740992}, /* half way: to even */
        {"4.9406564584124654e-324", 0x1p-1074},
        {"2.4703282292062327e-324", 0},
        {"2.2250738585072014e-308", 0x1p-1022},
        {"1.7976931348623157e308", 0x1.fffffffffffffp+1023},
        {"1.8e308", INFINITY},
        {"-1e999999999999999999999", -INFINITY},
        {"1e-999999999999999999999", 0},
        {"0e999999999999999999999", 0},
        {"0.00000000000000000000000000000000000000000000000000125", 1.25e-51},
        {"12500000000000000000000000000000000000000000000000000", 1.25e52},
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        double x = 42;
        assert_true(tl_parse_double(tl_str_from(good[i].text), &x));
        if (x != good[i].value)
            fail_msg("%s read as %.17g", good[i].text, x);
    }
    double zero;
    assert_true(tl_parse_double(TL_STR("-0"), &zero) && signbit(zero));
    static const char *const bad[] = {"",    "-",     ".",    "1.",    ".5", "+1",   "1e",
                                      "1e+", "1.e3",  "1e1.", "--1",   "1 ", " 1",   "nan",
                                      "inf", "0x1p3", "1,5",  "1.2.3", "e5", "1e5x", "1ex"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        double x = 42;
        assert_false(tl_parse_double(tl_str_from(bad[i]), &x));
        assert_true(x == 42);
    }
}

/* Against the C library: equal where the header says "correctly rounded", else the next double at
   most. 300 digits or 3 must not matter. */
static void test_parse_double_random(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 11, 0);
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = tl_rng_next(&rng);
        double x, got = NAN;
        memcpy(&x, &bits, sizeof x);
        if (!isfinite(x))
            continue;
        if (i % 4 == 0)
            x = (double)(int64_t)(bits >> 20) * 1e-6;
        char text[400];
        snprintf(text, sizeof text, "%.*e", (int)tl_rng_below(&rng, i % 100 == 0 ? 300 : 22), x);
        double want = strtod(text, NULL);
        assert_true(tl_parse_double(tl_str_from(text), &got));
        if (got != want && got != nextafter(want, INFINITY) && got != nextafter(want, -INFINITY))
            fail_msg("%s read as %.17g", text, got);
        if (i % 4 == 0) {
            snprintf(text, sizeof text, "%.6f", x);
            want = strtod(text, NULL);
            assert_true(tl_parse_double(tl_str_from(text), &got) && got == want);
        }
    }
}

static void test_print_double(void **state)
{
    (void)state;
    static const struct {
        double x;
        int digits;
        const char *text;
    } cases[] = {
        {0, 6, "0"},
        {-0.0, 6, "0"},
        {1, 6, "1"},
        {-1234.5, 15, "-1234.5"},
        {0.1, 15, "0.1"},
        {2.0 / 3, 3, "0.667"},
        {100000, 2, "100000"},
        {123456, 2, "120000"},
        {999.96, 4, "1000"},
        {2.5, 1, "2"}, /* halves to even */
        {3.5, 1, "4"},
        {0.125, 2, "0.12"},
        {0.375, 2, "0.38"},
        {1e-5, 6, "0.00001"},
        {9.9999999e-6, 3, "0.00001"},
        {9.87e-6, 3, "9.87e-06"},
        {1e14, 6, "100000000000000"},
        {999999999999999, 15, "999999999999999"},
        {999999999999999, 14, "1e+15"},
        {1e15, 6, "1e+15"},
        {1.5e300, 6, "1.5e+300"},
        {0x1p-1074, 15, "4.94065645841247e-324"},
        {-0x1.fffffffffffffp+1023, 15, "-1.79769313486232e+308"},
        {123.456, 0, "100"},
        {0.1, 99, "0.1"},
        {NAN, 6, "null"},
        {INFINITY, 6, "null"},
        {-INFINITY, 6, "null"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[TL_NUMBER_MAX];
        size_t n = tl_print_double(out, cases[i].x, cases[i].digits);
        assert_string_equal(out, cases[i].text);
        assert_int_equal(n, strlen(out));
    }
}

static void test_print_fixed(void **state)
{
    (void)state;
    static const struct {
        double x;
        int decimals;
        const char *text;
    } cases[] = {
        {0, 0, "0"},
        {0, 3, "0.000"},
        {-0.0004, 3, "0.000"},
        {-0.0006, 3, "-0.001"},
        {0.5, 0, "0"},
        {1.5, 0, "2"},
        {2.675, 2, "2.67"}, /* the double is a little less than 2.675 */
        {0.125, 2, "0.12"},
        {999.996, 2, "1000.00"},
        {-7, 1, "-7.0"},
        {999999999999999.5, 0, "1000000000000000"},
        {123456789012345.25, 9, "123456789012345.250000000"},
        {1e15, 2, "1e+15"},
        {NAN, 2, "null"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[TL_NUMBER_MAX];
        size_t n = tl_print_fixed(out, cases[i].x, cases[i].decimals);
        assert_string_equal(out, cases[i].text);
        assert_int_equal(n, strlen(out));
    }
}

/* The C library's %e and %f are exact, too; only their layout differs. */
static void test_print_random(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 12, 0);
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = tl_rng_next(&rng);
        double x;
        memcpy(&x, &bits, sizeof x);
        if (i % 3 == 0)
            x = (tl_rng_uniform(&rng) - 0.5) * 1e4;
        if (i % 3 == 1 && i % 2 == 0)
            x = (double)(int64_t)(bits >> 44) / 64; /* many ties */
        if (!isfinite(x))
            continue;
        char out[TL_NUMBER_MAX], want[400];
        int digits = 1 + (int)tl_rng_below(&rng, 15);
        tl_print_double(out, x, digits);
        snprintf(want, sizeof want, "%.*e", digits - 1, x);
        if (strtod(out, NULL) != strtod(want, NULL))
            fail_msg("%s printed as %s", want, out);
        if (fabs(x) < 1e15) {
            int decimals = (int)tl_rng_below(&rng, 10);
            tl_print_fixed(out, x, decimals);
            snprintf(want, sizeof want, "%.*f", decimals, x);
            bool minus_zero = want[0] == '-' && strtod(want, NULL) == 0;
            assert_string_equal(out, want + minus_zero);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_parse_double),
        cmocka_unit_test(test_parse_double_random),
        cmocka_unit_test(test_print_double),
        cmocka_unit_test(test_print_fixed),
        cmocka_unit_test(test_print_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
