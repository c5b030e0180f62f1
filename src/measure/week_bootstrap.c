/*
 * week_bootstrap.c: percentile intervals from blocks of weeks.
 */
#include "week_bootstrap.h"

#include "rng.h"
#include "tlmath.h"

struct tl_value tl_week_ratio(const struct tl_context *ctx, const double *numerator,
                              const double *denominator, size_t n, uint64_t observations,
                              uint64_t stream)
{
    double top = tl_sum(numerator, n), bottom = tl_sum(denominator, n);
    if (n < 8)
        return tl_value_na("fewer than 8 weeks");
    if (!(bottom > 0.0))
        return tl_value_na("nothing to divide by");
    size_t block = n < 52 ? 6 : 8;
    double draw[TL_BOOTSTRAP_DRAWS];
    size_t kept = 0;
    struct tl_rng rng;
    tl_rng_init(&rng, ctx->seed, stream);
    for (size_t d = 0; d < TL_BOOTSTRAP_DRAWS; d++) {
        double a = 0.0, b = 0.0;
        for (size_t taken = 0; taken < n;) {
            size_t start = tl_rng_below(&rng, (uint32_t)(n - block + 1));
            for (size_t i = 0; i < block && taken < n; i++, taken++) {
                a += numerator[start + i];
                b += denominator[start + i];
            }
        }
        if (b > 0.0)
            draw[kept++] = a / b;
    }
    if (kept == 0)
        return tl_value_na("nothing to divide by");
    tl_sort(draw, kept);
    return tl_value_ok(top / bottom, tl_quantile_sorted(draw, kept, 0.025),
                       tl_quantile_sorted(draw, kept, 0.975), observations);
}
