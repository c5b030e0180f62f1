/*
 * crossover.c: see crossover.h. Maclure 1991, American Journal of Epidemiology 133:144 (the
 * design); McNemar 1947, Psychometrika 12:153 (the test, here exact).
 */
#include "crossover.h"

#include <math.h>
#include <stdbool.h>

static bool is_before(const uint8_t *present, size_t n_days, size_t day, size_t window)
{
    bool found = false;
    for (size_t d = day > window ? day - window : 0; d < day && d < n_days; d++)
        found = found || present[d] != 0;
    return found;
}

/* Twice the lower tail of a fair coin's b + c throws. */
static double exact_p(uint32_t b, uint32_t c)
{
    const uint32_t n = b + c, least = b < c ? b : c;
    double term = 1.0, sum = 0.0;
    for (uint32_t i = 0; i < n; i++)
        term *= 0.5;
    for (uint32_t k = 0; k <= least; k++) {
        sum += term;
        term *= (double)(n - k) / (double)(k + 1);
    }
    return 2.0 * sum < 1.0 ? 2.0 * sum : 1.0;
}

struct tl_crossover tl_crossover_of(const uint8_t *present, size_t n_days, const size_t *case_day,
                                    const size_t *control_day, size_t n, size_t window)
{
    struct tl_crossover x = {.pairs = (uint32_t)n};
    for (size_t i = 0; i < n; i++) {
        const bool in_case = is_before(present, n_days, case_day[i], window);
        const bool in_control = is_before(present, n_days, control_day[i], window);
        x.with += in_case;
        x.control_with += in_control;
        x.only_case += in_case && !in_control;
        x.only_control += in_control && !in_case;
    }
    x.odds = x.only_control > 0 ? (double)x.only_case / x.only_control
             : x.only_case > 0  ? (double)INFINITY
                                : (double)NAN;
    x.p = exact_p(x.only_case, x.only_control);
    return x;
}
