/*
 * calibration.h: one run of the verdict on a simulated life, as a row of numbers.
 */
#ifndef TL_CALIBRATION_H
#define TL_CALIBRATION_H

#include <stdio.h>

#include "detect.h"
#include "tideline/tideline.h"

struct row {
    char scenario[24];
    int withdrawal; /* truth */
    int person;     /* truth, -1 nobody */
    unsigned weeks, per_day;
    unsigned long long seed;
    long long true_day, since, since_lo, since_hi; /* TL_NO_DAY as in the library */
    char kind[24], level[16];
    int named, candidate; /* person of the verdict; of the evidence */
    double probability, composite_p, detectable;
    double feature[TL_ODDS_FEATURES];
};

struct rows {
    size_t n, cap;
    struct row *row;
};

/* lives.c: text form, one line a row. */
void row_print(FILE *out, const struct row *row);
/* Reads all rows of the files (standard input for none); exits with a sentence on a broken line. */
struct rows rows_read(char **files, int n_files);

/* D18's prior mix as a weight of each row. */
double *rows_weights(const struct rows *rows);

int command_rows(int argc, char **argv);
int command_fit(int argc, char **argv);
int command_report(int argc, char **argv);
int command_brief(int argc, char **argv); /* report.c */
int command_slow(int argc, char **argv);  /* slow.c */

#endif
