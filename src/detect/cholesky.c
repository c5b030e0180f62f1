/*
 * cholesky.c: A = L L' for the few coefficients of a regression.
 *
 * A library for dense algebra would be a thousand times the size of these three loops; the matrices
 * are symmetric, positive and at most 8 x 8. A pivot below 1e-10 of its diagonal means that the
 * column repeats the earlier ones (a covariate that is always 0, or two labels for the same weeks):
 * it is left out, as R's glm does.
 */
#include "regression.h"

#include <math.h>

#define ALIASED 1e-10

void tl_cholesky(double a[TL_FIT_MOST][TL_FIT_MOST], size_t n)
{
    for (size_t j = 0; j < n; j++) {
        const double diagonal = a[j][j];
        for (size_t k = 0; k < j; k++)
            a[j][j] -= a[j][k] * a[j][k];
        a[j][j] = a[j][j] > ALIASED * diagonal ? sqrt(a[j][j]) : 0.0;
        for (size_t i = j + 1; i < n; i++) {
            for (size_t k = 0; k < j; k++)
                a[i][j] -= a[i][k] * a[j][k];
            a[i][j] = a[j][j] > 0.0 ? a[i][j] / a[j][j] : 0.0;
        }
    }
}

void tl_cholesky_solve(double l[TL_FIT_MOST][TL_FIT_MOST], size_t n, double *x)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            x[i] -= l[i][k] * x[k];
        x[i] = l[i][i] > 0.0 ? x[i] / l[i][i] : 0.0;
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            x[i] -= l[k][i] * x[k];
        x[i] = l[i][i] > 0.0 ? x[i] / l[i][i] : 0.0;
    }
}

void tl_cholesky_invert(double l[TL_FIT_MOST][TL_FIT_MOST], size_t n,
                        double inverse[TL_FIT_MOST][TL_FIT_MOST])
{
    for (size_t j = 0; j < n; j++) {
        double column[TL_FIT_MOST] = {0};
        column[j] = l[j][j] > 0.0 ? 1.0 : 0.0;
        tl_cholesky_solve(l, n, column);
        for (size_t i = 0; i < n; i++)
            inverse[i][j] = column[i];
    }
}
