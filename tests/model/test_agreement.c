/* How far labels can be trusted, and whether docs/dialogue_data.md counts as it says. */
#include "agreement.h"

#include "tl_test.h"

#include <math.h>

/* Catalogue C00: TP 30, FP 10, FN 20, TN 140. */
static void worked_example(void **state)
{
    (void)state;
    const struct confusion c = {30, 10, 20, 140};
    assert_near(agreement_precision(&c), 0.75, 1e-12);
    assert_near(agreement_recall(&c), 0.60, 1e-12);
    assert_near(agreement_f1(&c), 0.666667, 5e-7);
    assert_near(agreement_mcc(&c), 0.577350, 5e-7);
}

/* Agreement on 85 of 100 with margins .5 and .45: chance .5, kappa .70. */
static void kappa(void **state)
{
    (void)state;
    const struct confusion c = {40, 5, 10, 45};
    assert_near(agreement_kappa(&c), 0.70, 1e-12);
    const struct confusion all = {5, 0, 0, 0};
    assert_true(isnan(agreement_kappa(&all)));
}

static void rates_are_corrected(void **state)
{
    (void)state;
    assert_near(corrected_rate(0.20, 0.6, 0.0667), 0.249953, 5e-7);
    assert_near(corrected_rate(0.01, 0.6, 0.0667), 0.0, 0.0);
    assert_near(corrected_rate(0.9, 0.6, 0.0667), 1.0, 0.0);
    assert_true(isnan(corrected_rate(0.2, 0.5, 0.5)));
}

/* Its table of the second reading: counts of the first, the second and both, kappa and F1. */
static void the_page_counts_right(void **state)
{
    (void)state;
    size_t size, rows = 0;
    char *page = tl_test_read("../../docs/dialogue_data.md", &size);
    double total = 0, sum = 0, mean = 0;
    const char *said = strstr(page, "A tenth of the set, ");
    const char *means = strstr(page, "Mean Cohen's kappa over the labels: ");
    const char *line = strstr(page, "| label | first | second | both | kappa | F1 |");
    assert_true(said != NULL && means != NULL && line != NULL);
    assert_int_equal(sscanf(said, "A tenth of the set, %lf messages", &total), 1);
    assert_int_equal(sscanf(means, "Mean Cohen's kappa over the labels: %lf", &mean), 1);
    line = strchr(strchr(line, '\n') + 1, '\n') + 1; /* past the rule under the head */
    char name[64];
    double first, second, both, stated_kappa, stated_f1;
    while (sscanf(line, "| %63s | %lf | %lf | %lf | %lf | %lf |", name, &first, &second, &both,
                  &stated_kappa, &stated_f1) == 6) {
        const struct confusion c = {both, second - both, first - both,
                                    total - first - second + both};
        assert_near(agreement_kappa(&c), stated_kappa, 5.1e-4);
        assert_near(agreement_f1(&c), stated_f1, 5.1e-4);
        sum += agreement_kappa(&c);
        rows++;
        line = strchr(line, '\n') + 1;
    }
    assert_int_equal(rows, 19);
    assert_near(sum / (double)rows, mean, 5.1e-4);
    free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(kappa),
        cmocka_unit_test(rates_are_corrected),
        cmocka_unit_test(the_page_counts_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
