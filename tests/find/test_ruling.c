/* test_ruling.c: the level follows the probability, and every rule of D16 can only lower it. */
#include "tl_test.h"

#include "ruling.h"

#include <math.h>

/* Everything speaks for it. */
static const struct tl_ruling clear = {.probability = 0.95,
                                       .composite_p = 0.004,
                                       .asymmetry_z = 6.0,
                                       .phi = 0.1,
                                       .families = 3,
                                       .leave_one_out = 2.0,
                                       .weeks_since = 20,
                                       .energy_agrees = true,
                                       .steady = true};

static void follows_the_probability(void **state)
{
    (void)state;
    static const struct {
        double probability;
        enum tl_level level;
    } rows[] = {{0.0, TL_LEVEL_NONE},    {0.19, TL_LEVEL_NONE},     {0.20, TL_LEVEL_WEAK},
                {0.54, TL_LEVEL_WEAK},   {0.55, TL_LEVEL_MODERATE}, {0.84, TL_LEVEL_MODERATE},
                {0.86, TL_LEVEL_STRONG}, {1.0, TL_LEVEL_STRONG},    {(double)NAN, TL_LEVEL_NONE},
                {-1.0, TL_LEVEL_NONE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tl_ruling r = clear;
        r.probability = rows[i].probability;
        assert_int_equal(tl_ruled_level(&r), rows[i].level);
    }
}

/* Measures catalogue D16: p .03, 2 families at q .08, asymmetry excludes 0, phi .3, no alternative
   is moderate; the same with phi .6 is weak. */
static void the_reference_example(void **state)
{
    (void)state;
    struct tl_ruling r = {.probability = 0.95,
                          .composite_p = 0.03,
                          .asymmetry_z = 2.5,
                          .phi = 0.3,
                          .families = 2,
                          .leave_one_out = 1.5,
                          .weeks_since = 20,
                          .energy_agrees = true,
                          .steady = true};
    assert_int_equal(tl_ruled_level(&r), TL_LEVEL_MODERATE);
    r.composite_p = 0.1; /* our departure */
    assert_int_equal(tl_ruled_level(&r), TL_LEVEL_MODERATE);
    r.phi = 0.6;
    assert_int_equal(tl_ruled_level(&r), TL_LEVEL_WEAK);
}

/* One rule broken at a time. */
static void caps(void **state)
{
    (void)state;
    assert_int_equal(tl_ruled_level(&clear), TL_LEVEL_STRONG);
    for (int rule = 0; rule < 16; rule++) {
        struct tl_ruling r = clear;
        enum tl_level most = TL_LEVEL_WEAK;
        switch (rule) {
        case 0:
            r.composite_p = 0.11;
            break;
        case 1:
            r.composite_p = 0.5;
            break;
        case 2:
            r.families = 1;
            break;
        case 3:
            r.families = 0;
            break;
        case 4:
            r.phi = 0.51;
            break;
        case 5:
            r.asymmetry_z = 1.6;
            break;
        case 6:
            r.asymmetry_z = -6.0;
            break;
        case 7:
            r.asymmetry_z = (double)NAN;
            break;
        case 8:
            r.steady = false;
            break;
        case 9:
            r.open = true;
            break;
        case 10:
            r.composite_p = 0.02, most = TL_LEVEL_MODERATE;
            break;
        case 11:
            r.families = 2, most = TL_LEVEL_MODERATE;
            break;
        case 12:
            r.weeks_since = 7, most = TL_LEVEL_MODERATE;
            break;
        case 13:
            r.clock = true, most = TL_LEVEL_MODERATE;
            break;
        case 14:
            r.energy_agrees = false, most = TL_LEVEL_MODERATE;
            break;
        default:
            r.baseline = true, most = TL_LEVEL_MODERATE;
            break;
        }
        if (tl_ruled_level(&r) != most)
            fail_msg("rule %d gives level %d, expected %d", rule, (int)tl_ruled_level(&r),
                     (int)most);
        /* No rule raises what the probability does not give. */
        r.probability = 0.1;
        assert_int_equal(tl_ruled_level(&r), TL_LEVEL_NONE);
    }
    /* One family is enough for moderate when it and the composite are clear. */
    struct tl_ruling r = clear;
    r.families = 1;
    r.one_clear = true;
    assert_int_equal(tl_ruled_level(&r), TL_LEVEL_MODERATE);
    r.composite_p = 0.02;
    assert_int_equal(tl_ruled_level(&r), TL_LEVEL_WEAK);
    r = clear;
    r.weeks_since = 8;
    assert_int_equal(tl_ruled_level(&r), TL_LEVEL_STRONG);
    /* Unusual weeks before take one level from whatever is left. */
    r.baseline = true;
    r.families = 1;
    assert_int_equal(tl_ruled_level(&r), TL_LEVEL_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_the_probability),
        cmocka_unit_test(the_reference_example),
        cmocka_unit_test(caps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
