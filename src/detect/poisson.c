/*
 * poisson.c: one change of the rate of counts (D5, D10).
 *
 * For segments with counts C and exposures E the log-likelihood is sum C log(C / E) up to what all
 * splits share; the statistic is twice its gain over one rate. The set of dates takes every split
 * whose log-likelihood is within c = -ln(1 - sqrt(level)) of the best (onset.c says why).
 *
 * Source: Worsley 1986, Biometrika 73:91-104 (change of an exponential family's mean). Weekly
 * counts of a chat scatter more than this; it serves counts that are rare and far apart.
 */
#include "detect.h"

static double exposure_of(const double *count, const double *exposure, size_t i)
{
    return count[i] >= 0 ? tl_point_weight(count, exposure, i) : 0.0;
}

static double likelihood(double count, double exposure)
{
    return count > 0 ? count * tl_log(count / exposure) : 0;
}

/* One pass over all splits; those with a statistic of `bound` or more go to `set` and `member`. */
static struct tl_rate_split pass(const double *count, const double *exposure, size_t n,
                                 size_t least, double bound, struct tl_onset *set, bool *member)
{
    double counts = 0, exposures = 0;
    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        const double e = exposure_of(count, exposure, i);
        if (e > 0) {
            known++;
            counts += count[i];
            exposures += e;
        }
    }
    const double rate = exposures > 0 ? counts / exposures : NAN;
    const double whole = likelihood(counts, exposures);
    struct tl_rate_split best = {0, -1, rate, rate};
    double c1 = 0, e1 = 0;
    size_t before = 0;
    if (least == 0)
        least = 1;
    for (size_t i = 0; i < n; i++) {
        if (member != NULL)
            member[i] = false;
        const double e = exposure_of(count, exposure, i);
        if (!(e > 0))
            continue;
        if (before >= least && known - before >= least) {
            const double c2 = counts - c1, e2 = exposures - e1;
            const double gain = 2 * (likelihood(c1, e1) + likelihood(c2, e2) - whole);
            if (gain > best.statistic)
                best = (struct tl_rate_split){i, gain > 0 ? gain : 0, c1 / e1, c2 / e2};
            if (set != NULL && gain >= bound) {
                if (set->lo == 0)
                    set->lo = i;
                set->hi = i;
                if (member != NULL)
                    member[i] = true;
            }
        }
        c1 += count[i];
        e1 += e;
        before++;
    }
    if (best.at == 0)
        best.statistic = 0;
    return best;
}

struct tl_rate_split tl_scan_rate(const double *count, const double *exposure, size_t n,
                                  size_t least)
{
    return pass(count, exposure, n, least, 0, NULL, NULL);
}

struct tl_onset tl_onset_rate(const double *count, const double *exposure, size_t n, size_t least,
                              double level, bool *member)
{
    struct tl_onset set = {0, 0, true};
    const struct tl_rate_split best = tl_scan_rate(count, exposure, n, least);
    const double c = -tl_log(1 - sqrt(level));
    pass(count, exposure, n, least, best.statistic - 2 * c, &set, member);
    if (set.lo > 0)
        set.undatable = (set.hi - set.lo + 1) * 2 > n;
    return set;
}
