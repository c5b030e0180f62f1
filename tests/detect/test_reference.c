/*
 * Numbers of well-known packages: the same input, drawn by seeded random numbers, to the same
 * answer. Each stands beside the package, its version and the function. What they have and the
 * program does not (log-rank and Cox, G tests, divergences, periodograms and the like) is not here.
 */
#include "tl_test.h"
#include "aft.h"
#include "contingency.h"
#include "detect.h"

static struct tl_context ctx;

static int set_up(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    return 0;
}

/* Counts with a change of rate at 19. */
static const double counts[60] = {11, 12, 17,  10, 4,  8,  15,  7,  21, 12, 3,  3,   7,  12, 4,
                                  7,  1,  23,  7,  48, 85, 66,  31, 32, 39, 47, 61,  74, 69, 50,
                                  84, 44, 101, 42, 34, 67, 40,  98, 72, 31, 68, 73,  49, 41, 30,
                                  56, 42, 52,  61, 81, 17, 104, 34, 35, 91, 71, 149, 81, 39, 35};
/* Normal noise with a step at 32. */
static const double step[120] = {
    -1.716466, -0.852838, -1.245569, 0.658129,  1.553292,  0.82792,   0.391123,  -0.123879,
    0.232705,  0.421414,  0.683571,  -0.526896, 0.866542,  0.791923,  -1.238872, 1.925576,
    -0.4348,   -1.005523, 0.918876,  0.350523,  0.592426,  0.267194,  0.238884,  -0.335842,
    1.433677,  -1.353545, -0.810073, 1.415246,  -1.527947, 1.341232,  0.282695,  -0.378899,
    -2.344065, -2.292737, -2.001167, -2.179375, -3.138449, -1.142656, -3.293739, -2.016944,
    -0.263691, -2.104561, -2.183244, -1.475958, -1.598942, -3.455432, -2.417746, -2.081356,
    -2.299586, -0.510334, -0.806172, -2.441853, -0.511461, -0.248379, -2.709701, -2.418766,
    -2.651162, -0.143798, -1.458114, -0.449741, -1.485445, -2.705437, -2.144575, 0.142728,
    -1.213618, 0.137337,  -0.701042, -1.625549, -2.195914, -2.17117,  -0.604387, -2.194935,
    -2.622412, -2.805237, -0.3193,   -0.784447, -2.501848, -2.380133, -0.903331, -1.950693,
    -1.659501, -1.044164, -1.190021, -1.706347, -1.475516, -2.500245, -1.863136, -3.452723,
    -0.076013, -1.808928, -2.113435, -3.482583, -1.704361, -1.289853, 0.122925,  -1.356734,
    -1.955349, -2.299382, -3.103788, -3.118416, -1.522638, -2.171425, -0.905016, -1.648994,
    -3.098591, -1.525164, -1.589905, -1.11769,  -1.520082, -1.138085, -2.447217, -1.645516,
    -2.268085, -1.975518, -1.233334, -3.256113, -0.951784, -2.722523, -1.551585, -1.314732};

static void expect(const double *series, size_t n, double scale, double penalty, size_t n_changes,
                   const size_t *changes)
{
    double y[120];
    size_t at[120];
    struct tl_changes found;
    for (size_t i = 0; i < n; i++)
        y[i] = series[i] / scale;
    assert_int_equal(tl_pelt(&ctx, y, NULL, n, 2, penalty, at, &found), TL_OK);
    assert_int_equal(found.n, n_changes);
    for (size_t i = 0; i < n_changes; i++)
        assert_int_equal(at[i], changes[i]);
}

/* ruptures 1.1.10 (commit ee1c8ff), Pelt(model="l2", min_size=2, jump=1) on the series divided by
   its robust scale; at 2 log n R's changepoint 2.3 gives the same (cpt.mean, PELT, minseglen 2). */
static void splits_like_ruptures_and_r(void **state)
{
    (void)state;
    const double log60 = 4.0943445622221, log120 = 4.787491742782046;
    assert_near(tl_robust_scale(&ctx, counts, NULL, 60), 14.676790120995795, 3e-4);
    assert_near(tl_robust_scale(&ctx, step, NULL, 120), 0.9053776356153826, 2e-5);
    expect(counts, 60, 14.676790120995795, log60, 9,
           (size_t[]){19, 22, 26, 33, 37, 39, 54, 56, 58});
    expect(counts, 60, 14.676790120995795, 2 * log60, 3, (size_t[]){19, 54, 58});
    expect(counts, 60, 14.676790120995795, 6 * log60, 1, (size_t[]){19});
    expect(step, 120, 0.9053776356153826, log120, 2, (size_t[]){3, 32});
    expect(step, 120, 0.9053776356153826, 2 * log120, 1, (size_t[]){32});
    /* cpt.mean, AMOC. */
    assert_int_equal(tl_scan(counts, NULL, 60, 2).at, 19);
    /* Undivided, ruptures prunes what a least length of 2 still needs and stops at a cost of
       11863.07; so in 22 of 104 runs on 20 series of 30 to 1,826 points, and ours was less in all.
     */
    size_t at[60];
    struct tl_changes found;
    assert_int_equal(tl_pelt(&ctx, counts, NULL, 60, 2, 2 * log60, at, &found), TL_OK);
    assert_near(found.cost, 11552.239251, 1e-5);
}

/* statsmodels 0.13.5, acf. */
static void correlates_like_statsmodels(void **state)
{
    (void)state;
    static const double x[60] = {
        4.65774, 5.80099, 5.98533, 4.96771, 3.47663, 2.8018,  2.83389, 5.67974, 6.52244, 6.35075,
        5.00122, 3.6845,  3.55437, 2.87456, 5.13185, 5.3392,  6.84052, 6.80248, 5.11074, 3.41525,
        3.99806, 5.20496, 6.88502, 7.4345,  5.90789, 3.78106, 3.43122, 4.28208, 6.36465, 6.93257,
        5.87106, 4.92192, 4.16289, 3.51749, 3.69555, 5.28415, 6.88568, 7.30739, 6.4262,  4.50581,
        4.72819, 4.97899, 6.5052,  6.88987, 7.30402, 5.78011, 3.75161, 4.39166, 4.08591, 5.47016,
        6.94204, 7.21343, 6.39282, 5.16156, 4.25076, 4.73029, 5.88001, 7.27145, 7.23126, 7.33862};
    assert_near(tl_lag1(x, NULL, 60, 0), 0.6080008569895485, 1e-12);
}

/* statsmodels 0.13.5, Logit. */
static void regresses_like_statsmodels(void **state)
{
    (void)state;
    static const double x[120] = {
        1.9271,  0.7031,  -1.3468, 0.0109,  -0.0809, -0.3552, 0.6616,  0.2372,  0.2295,  -0.7401,
        1.0442,  0.4503,  1.54,    -0.0193, -0.7255, -2.7905, 1.1319,  0.0454,  -0.7314, -1.301,
        1.7637,  0.2474,  -0.4441, -0.4245, -1.5003, -0.9633, 1.0407,  0.2686,  -1.2667, 0.1963,
        -0.9167, -0.4516, -1.7967, 2.1872,  -0.2168, -1.0027, -0.7124, -0.9826, -1.1972, -0.3914,
        0.2725,  0.0039,  -0.6697, -1.0534, 0.5427,  0.7065,  0.5107,  -1.2727, -0.6693, 0.5162,
        -0.1836, 1.5458,  0.814,   -1.2341, 0.2809,  -0.3883, 2.0525,  0.2583,  -2.2722, -1.1,
        0.9308,  -0.4711, 0.5784,  -0.1491, -0.414,  -1.2113, -2.0056, 0.147,   -1.0148, -0.3203,
        -0.3565, -1.0651, -0.4696, 0.5726,  2.88,    -1.3872, -0.6779, 0.4998,  1.0222,  0.6932,
        -1.3278, -1.05,   -0.211,  0.8454,  -0.2769, 0.256,   0.3202,  -0.8827, 0.7415,  -1.0937,
        -1.4044, 0.4514,  0.3334,  1.147,   1.0304,  -0.3892, -0.836,  -0.1287, 0.2971,  -0.3128,
        -0.0607, 0.5565,  0.6497,  -0.3962, 1.4466,  0.2022,  -0.5338, -0.9751, -0.725,  0.0936,
        0.5123,  0.3046,  1.0734,  0.4031,  -0.3795, 0.6769,  -0.4935, 1.5815,  -1.3558, 0.2224};
    static const double y[60] = {1, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1,
                                 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1,
                                 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0};
    double beta[3];
    assert_true(tl_logistic_fit(x, y, NULL, 60, 2, 0.0, beta));
    assert_near(beta[0], -0.7492227572260756, 1e-8);
    assert_near(beta[1], 0.9477586992740478, 1e-8);
    assert_near(beta[2], -0.6571489729795249, 1e-8);
}

/* scikit-learn 1.2.1, IsotonicRegression. */
static void pools_like_scikit_learn(void **state)
{
    (void)state;
    static const double y[60] = {
        -0.0813, 1.2324, 1.2106, 1.4075, 0.9282, 1.6244, 1.7834, 1.0446, 2.2667, 2.8202,
        2.9654,  2.4376, 2.695,  2.662,  2.9036, 2.8531, 2.9406, 3.0655, 3.3564, 2.9788,
        2.7694,  2.5053, 3.7421, 3.7666, 3.1992, 2.7577, 4.0342, 2.111,  2.805,  2.8211,
        3.34,    4.5045, 3.5019, 3.5785, 3.2788, 4.2902, 3.4298, 4.2873, 3.928,  3.9397,
        3.4395,  3.7491, 3.9362, 3.7725, 4.1411, 3.0851, 3.0399, 3.3986, 4.4642, 4.3904,
        3.8807,  3.9265, 3.7204, 3.6966, 3.8881, 4.4779, 3.8676, 3.701,  3.462,  3.1313};
    static const double fit[60] = {-0.0813,
                                   1.194675,
                                   1.194675,
                                   1.194675,
                                   1.194675,
                                   1.48413333333333,
                                   1.48413333333333,
                                   1.48413333333333,
                                   2.2667,
                                   2.71604,
                                   2.71604,
                                   2.71604,
                                   2.71604,
                                   2.71604,
                                   2.87835,
                                   2.87835,
                                   2.936,
                                   2.936,
                                   2.936,
                                   2.936,
                                   2.936,
                                   2.936,
                                   3.1546125,
                                   3.1546125,
                                   3.1546125,
                                   3.1546125,
                                   3.1546125,
                                   3.1546125,
                                   3.1546125,
                                   3.1546125,
                                   3.34,
                                   3.715925,
                                   3.715925,
                                   3.715925,
                                   3.715925,
                                   3.72592307692308,
                                   3.72592307692308,
                                   3.72592307692308,
                                   3.72592307692308,
                                   3.72592307692308,
                                   3.72592307692308,
                                   3.72592307692308,
                                   3.72592307692308,
                                   3.72592307692308,
                                   3.72592307692308,
                                   3.72592307692308,
                                   3.72592307692308,
                                   3.72592307692308,
                                   3.88389166666667,
                                   3.88389166666667,
                                   3.88389166666667,
                                   3.88389166666667,
                                   3.88389166666667,
                                   3.88389166666667,
                                   3.88389166666667,
                                   3.88389166666667,
                                   3.88389166666667,
                                   3.88389166666667,
                                   3.88389166666667,
                                   3.88389166666667};
    double fitted[60], scratch[120];
    tl_isotonic(y, NULL, 60, fitted, scratch);
    for (size_t i = 0; i < 60; i++)
        assert_near(fitted[i], fit[i], 1e-12);
}

/* statsmodels 0.13.5, multipletests(method="fdr_bh"). */
static void corrects_like_statsmodels(void **state)
{
    (void)state;
    static const double p[20] = {0.27162294, 0.20995111, 0.10424276, 0.05040809, 0.00379432,
                                 0.17894258, 0.04443997, 0.06018251, 0.00536337, 0.05578753,
                                 0.01575479, 0.75151911, 0.20008344, 0.12356674, 0.00850732,
                                 0.17831341, 0.147783,   0.26572534, 0.41594309, 0.07598153};
    static const double bh[20] = {
        0.301803266666667, 0.2624388875, 0.20848552,        0.150456275,       0.0536337,
        0.255632257142857, 0.150456275,  0.150456275,       0.0536337,         0.150456275,
        0.07877395,        0.75151911,   0.2624388875,      0.2246668,         0.0567154666666667,
        0.255632257142857, 0.246305,     0.301803266666667, 0.437834831578947, 0.168847844444444};
    double q[20];
    tl_benjamini_hochberg(p, 20, q);
    for (size_t i = 0; i < 20; i++)
        assert_near(q[i], bh[i], 1e-12);
}

/* scipy 1.10.1, lognorm.fit and weibull_min.fit with floc = 0. */
static void fits_durations_like_scipy(void **state)
{
    (void)state;
    static const double time[80] = {
        38.47893,  0.71412,   4.86911,   79.64815,  2.56002,   8.0682,    55.13852,  3.03356,
        1.51182,   31.2957,   85.29301,  50.49373,  33.72122,  3.80473,   49.64032,  0.59536,
        149.07479, 31.57249,  9.7784,    42.74315,  86.20081,  18.63422,  110.66476, 14.30369,
        72.04636,  177.62932, 12.72558,  72.36731,  29.8613,   42.80875,  0.97507,   64.5354,
        27.4911,   26.99213,  83.80381,  10.32659,  9.67169,   117.07221, 0.71333,   34.13994,
        2.43839,   60.12453,  11.74867,  1.65245,   10.48743,  24.85769,  96.71954,  23.35598,
        76.84007,  221.97021, 24.51639,  151.21255, 4.24881,   70.88229,  10.85922,  120.96201,
        50.02016,  235.97648, 103.0653,  30.38821,  102.69059, 26.46235,  36.64573,  2.49358,
        77.68511,  150.81606, 156.37262, 115.54481, 58.74834,  104.52062, 18.59799,  4.56502,
        12.16903,  207.54037, 95.66706,  54.97185,  73.21904,  9.26519,   55.06326,  22.05077};
    double y[80], one[80];
    for (size_t i = 0; i < 80; i++) {
        y[i] = tl_log(time[i]);
        one[i] = 1.0;
    }
    struct tl_aft_data data = {
        .error = TL_AFT_LOG_NORMAL, .n = 80, .p = 1, .lower = y, .upper = y, .x = one};
    struct tl_aft_fit fit;
    tl_aft_fit(&data, NULL, &fit);
    assert_near(fit.sigma, 1.482438506190034, 1e-9);
    assert_near(tl_exp(fit.beta[0]), 26.641958300313043, 1e-7);
    assert_near(fit.log_likelihood, -407.6091405737386, 1e-8);
    data.error = TL_AFT_WEIBULL;
    tl_aft_fit(&data, NULL, &fit);
    assert_near(1.0 / fit.sigma, 0.8905774009778132, 1e-5);
    assert_near(tl_exp(fit.beta[0]), 52.3168281409596, 1e-3);
    assert_near(fit.log_likelihood, -399.9489544226672, 1e-8);
}

/* scipy 1.10.1, chi2_contingency without correction: of a table of two by two it is the square of
   the adjusted residual. */
static void squares_to_chi_square(void **state)
{
    (void)state;
    const struct tl_contingency a = {9, 9, 6, 9}, b = {11, 4, 17, 28}, c = {30, 980, 11, 760};
    assert_near(tl_adjusted_residual(&a) * tl_adjusted_residual(&a), 0.33, 1e-12);
    assert_near(tl_adjusted_residual(&b) * tl_adjusted_residual(&b), 5.714285714285714, 1e-12);
    assert_near(tl_adjusted_residual(&c) * tl_adjusted_residual(&c), 4.631951442469761, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_like_ruptures_and_r), cmocka_unit_test(correlates_like_statsmodels),
        cmocka_unit_test(regresses_like_statsmodels), cmocka_unit_test(pools_like_scikit_learn),
        cmocka_unit_test(corrects_like_statsmodels),  cmocka_unit_test(fits_durations_like_scipy),
        cmocka_unit_test(squares_to_chi_square),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
