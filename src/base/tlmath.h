/*
 * tlmath.h: elementary and special functions that give the same bits on every build: only +, -, *,
 * /, sqrt and integer operations of IEEE 754 doubles are used, in a fixed order, without
 * contraction. The C library's differ between glibc and wasi-libc in the last place, and a report
 * would not be the same bytes in terminal and browser.
 *
 * Error bounds, tested against the C library in long double: see each line. NaN in gives NaN out.
 */
#ifndef TL_MATH_H
#define TL_MATH_H

#include <math.h> /* NAN, INFINITY, isnan, fabs, sqrt, floor: exact by IEEE 754 */
#include <stddef.h>

double tl_exp(double x);           /* <= 1 ulp; 0 and infinity outside the range */
double tl_expm1(double x);         /* <= 2 ulp */
double tl_log(double x);           /* <= 1 ulp; -infinity at 0, NaN below */
double tl_log1p(double x);         /* <= 2 ulp */
double tl_log10(double x);         /* <= 2 ulp */
double tl_pow(double x, double y); /* x >= 0; 4 ulp to |y log x| = 100, relative 1e-13 beyond */
double tl_sin(double x);           /* absolute 2e-16 + 1 ulp to |x| = 1e5; NaN beyond 1e6 */
double tl_cos(double x);
double tl_tanh(double x);            /* <= 4 ulp */
double tl_atan2(double y, double x); /* absolute 1e-15 */
double tl_lgamma(double x);          /* x > 0; relative 4e-15, also next to its zeros 1 and 2 */
double tl_digamma(double x);         /* x > 0; relative 1e-13, absolute 2e-15 at its zero 1.46 */
double tl_trigamma(double x);        /* x > 0; relative 1e-13 */
double tl_erf(double x);             /* <= 4 ulp */
double tl_erfc(double x);            /* relative 1e-14, to x = 26 */
double tl_norm_pdf(double z);
double tl_norm_cdf(double z);           /* relative 1e-13 in both tails */
double tl_norm_log_cdf(double z);       /* relative 1e-12, any z */
double tl_norm_quantile(double p);      /* 0 < p < 1; relative 1e-12 */
double tl_chi2_sf(double x, double df); /* upper tail, df > 0 */
double tl_gamma_p(double a, double x);  /* regularised lower incomplete gamma; relative 1e-12 */
double tl_beta_cdf(double x, double a, double b); /* regularised incomplete beta; absolute 1e-13 */
double tl_beta_quantile(double p, double a, double b); /* absolute 1e-12 */

/* Sum in index order with Neumaier's compensation; 0 for n = 0. */
double tl_sum(const double *x, size_t n);
/* Median of the n finite values of x, NaN when there are none; `scratch` holds n doubles. */
double tl_median(const double *x, size_t n, double *scratch);
/* Type-7 quantile of sorted x (R's default), n >= 1. */
double tl_quantile_sorted(const double *sorted, size_t n, double p);
/* Ascending, NaN last; not recursive. */
void tl_sort(double *x, size_t n);

#endif
