/* Benjamini-Hochberg: the paper's own example, ties, order and missing tests. */
#include "tl_test.h"
#include "detect.h"

/* Benjamini & Hochberg 1995, section 4: thrombolysis trial. */
static const double paper[15] = {.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
                                 .0459, .3240, .4262, .5719, .6528, .7590, 1.000};
/* The definition in Python 3. */
static const double adjusted[15] = {.0015,   .0030,   .0095,   .035625, .0603,
                                    .063857, .063857, .0645,   .0765,   .4860,
                                    .581182, .714875, .753231, .813214, 1.0};

static void agrees_with_the_paper(void **state)
{
    (void)state;
    double q[15];
    int rejected = 0;
    tl_benjamini_hochberg(paper, 15, q);
    for (int i = 0; i < 15; i++) {
        assert_near(q[i], adjusted[i], 5e-7);
        rejected += q[i] <= 0.05;
    }
    assert_int_equal(rejected, 4);
}

static void keeps_the_place(void **state)
{
    (void)state;
    double p[17], q[17];
    for (size_t i = 0; i < 15; i++)
        p[(i * 7) % 15 + 1] = paper[i];
    p[0] = p[16] = NAN;
    tl_benjamini_hochberg(p, 17, q);
    for (size_t i = 0; i < 15; i++)
        assert_near(q[(i * 7) % 15 + 1], adjusted[i], 5e-7);
    assert_true(isnan(q[0]) && isnan(q[16]));
}

static void treats_ties_alike(void **state)
{
    (void)state;
    const double p[3] = {.02, .5, .02};
    double q[3];
    tl_benjamini_hochberg(p, 3, q);
    assert_near(q[0], .03, 1e-12);
    assert_near(q[2], .03, 1e-12);
    assert_near(q[1], .5, 1e-12);
    tl_benjamini_hochberg(p, 0, q);
    const double one = .04;
    tl_benjamini_hochberg(&one, 1, q);
    assert_near(q[0], .04, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_paper),
        cmocka_unit_test(keeps_the_place),
        cmocka_unit_test(treats_ties_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
